//! What an assistant can ask: a subcommand for each tool, and those of its options that make sense
//! there. What an option means, whether it is needed and what it is by default comes from the command
//! line's own table.

use crate::cli::Subcommands;
use crate::text::{did_you_mean, quoted};
use clap::{Arg, Command, Subcommand};

/// Most draws of one answer: a second's work.
pub(super) const MOST_DRAWS: u64 = 1_000_000;

/// The largest whole number that every reader of JSON keeps as it is.
const LARGEST_WHOLE: u64 = (1 << 53) - 1;

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    List,
    Evaluate,
    Solve,
    Tornado,
    Grid,
    Risk,
    Check,
    Explain,
    Compare,
    Report,
}

/// A tool's row in the table.
pub(super) struct ToolSpec {
    pub(super) name: &'static str,
    /// The words that begin its command.
    pub(super) words: &'static [&'static str],
    /// What its answer is, besides what its subcommand says.
    pub(super) answer: &'static str,
    pub(super) fields: &'static [Field],
}

/// An argument of a tool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// What the command line calls it: the name of an option, or of what stands by itself.
    pub(super) option: &'static str,
    pub(super) kind: Kind,
}

/// What an argument holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A preset, which stands by itself in a command.
    Preset,
    /// Several of them: at least so many, unless the switch is on that stands for all.
    Presets(usize, Option<&'static str>),
    /// Fields and the values that they are set to.
    Changes,
    Metric,
    MetricOfYear,
    Metrics,
    Scenario,
    Input,
    /// A number, or a text such as a percentage.
    Value,
    Text,
    Texts,
    /// A whole number, between these two.
    Count(u64, u64),
    Switch,
    /// The name of a file in the folder for reports; without such a folder it isn't there.
    File,
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, option: name, kind }
}

const PRESET: Field = field("preset", Kind::Preset);
const SET: Field = field("set", Kind::Changes);
const METRIC: Field = field("metric", Kind::Metric);
const SCENARIO: Field = field("scenario", Kind::Scenario);
const TARGET: Field = field("target", Kind::Value);

const AS_JSON: &str = "The answer is the command line's JSON.";

const LIST: ToolSpec =
    ToolSpec { name: "list", words: &["presets", "list"], answer: AS_JSON, fields: &[] };

const EVALUATE: ToolSpec = ToolSpec {
    name: "evaluate",
    words: &["eval"],
    answer: "The answer is the command line's JSON: drivers, metrics and years of bear, \
                         base and bull.",
    fields: &[PRESET, SET, field("quarterly", Kind::Switch), field("monthly", Kind::Switch)],
};

const SOLVE: ToolSpec = ToolSpec {
    name: "solve",
    words: &["solve"],
    answer: "The answer is the command line's JSON: roots of the input that ‘vary’ \
                         names, else every driver alone and the smallest joint move.",
    fields: &[
        PRESET,
        METRIC,
        TARGET,
        field("vary", Kind::Input),
        field("between", Kind::Text),
        SCENARIO,
        SET,
    ],
};

const TORNADO: ToolSpec = ToolSpec {
    name: "tornado",
    words: &["tornado"],
    answer: AS_JSON,
    fields: &[
        PRESET,
        METRIC,
        SCENARIO,
        field("pm", Kind::Value),
        field("spider", Kind::Switch),
        SET,
    ],
};

const GRID: ToolSpec = ToolSpec {
    name: "grid",
    words: &["grid"],
    answer: "An axis is INPUT=FROM..TO/POINTS, such as utilization=0.4..0.9/11. The \
                         answer is the command line's JSON.",
    fields: &[
        PRESET,
        field("x", Kind::Text),
        field("y", Kind::Text),
        METRIC,
        SCENARIO,
        TARGET,
        SET,
    ],
};

const RISK: ToolSpec = ToolSpec {
    name: "risk",
    words: &["risk"],
    answer: "The answer is the command line's JSON: percentiles, odds of targets, bands \
                         by year. The same seed gives the same figures.",
    fields: &[
        PRESET,
        field("draws", Kind::Count(1, MOST_DRAWS)),
        field("seed", Kind::Count(0, LARGEST_WHOLE)),
        field("metrics", Kind::Metrics),
        Field { name: "targets", option: "target", kind: Kind::Texts },
        field("spread", Kind::Switch),
        SET,
    ],
};

const CHECK: ToolSpec = ToolSpec {
    name: "check",
    words: &["check"],
    answer: "The answer is the command line's JSON: every claim with what the model \
                         gives, and sources that no longer speak of the present value.",
    fields: &[field("presets", Kind::Presets(1, None))],
};

const EXPLAIN: ToolSpec = ToolSpec {
    name: "explain",
    words: &["explain"],
    answer: "The answer is the command line's JSON: a tree of formulas with their \
                         numbers, down to inputs and their sources.",
    fields: &[PRESET, field("metric", Kind::MetricOfYear), SCENARIO, SET],
};

const COMPARE: ToolSpec = ToolSpec {
    name: "compare",
    words: &["compare"],
    answer: "‘presets’ are two or more; ‘all’ puts every preset in the table. Of two \
                         presets alone ‘set’ changes the second, so that one can be compared with \
                         itself changed. The answer is the command line's JSON.",
    fields: &[
        Field { name: "presets", option: "a", kind: Kind::Presets(2, Some("all")) },
        field("all", Kind::Switch),
        field("metrics", Kind::Metrics),
        SCENARIO,
        field("sort", Kind::Text),
        SET,
    ],
};

const REPORT: ToolSpec = ToolSpec {
    name: "report",
    words: &["report"],
    answer: "Without ‘file’ the answer is the memo in Markdown, its charts left out.",
    fields: &[
        PRESET,
        SET,
        field("risk", Kind::Switch),
        field("views", Kind::Switch),
        Field { name: "file", option: "output", kind: Kind::File },
    ],
};

impl Tool {
    pub(super) const ALL: [Self; 10] = [
        Self::List,
        Self::Evaluate,
        Self::Solve,
        Self::Tornado,
        Self::Grid,
        Self::Risk,
        Self::Check,
        Self::Explain,
        Self::Compare,
        Self::Report,
    ];

    /// Its row.
    pub(super) const fn spec(self) -> &'static ToolSpec {
        match self {
            Self::List => &LIST,
            Self::Evaluate => &EVALUATE,
            Self::Solve => &SOLVE,
            Self::Tornado => &TORNADO,
            Self::Grid => &GRID,
            Self::Risk => &RISK,
            Self::Check => &CHECK,
            Self::Explain => &EXPLAIN,
            Self::Compare => &COMPARE,
            Self::Report => &REPORT,
        }
    }

    /// The tool of that name.
    pub(super) fn named(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|tool| tool.spec().name == name).ok_or_else(|| {
            let names = Self::ALL.map(|tool| tool.spec().name);
            format!("there is no tool {}; {}", quoted(name), did_you_mean(name, &names))
        })
    }

    /// Its arguments; whether files may be written decides on one.
    pub(super) fn fields(self, may_write: bool) -> impl Iterator<Item = Field> {
        let fields = self.spec().fields.iter().copied();
        fields.filter(move |field| may_write || field.kind != Kind::File)
    }

    /// Its subcommand as the command line has it.
    pub(super) fn subcommand(self) -> Command {
        let all = Subcommands::augment_subcommands(Command::new("payback"));
        self.spec()
            .words
            .iter()
            .fold(all, |command, word| command.find_subcommand(word).cloned().unwrap_or_default())
    }
}

impl Field {
    /// It as the command line has it.
    pub(super) fn argument(self, subcommand: &Command) -> Option<&Arg> {
        let is_it = |argument: &&Arg| match argument.get_long() {
            Some(long) => long == self.option,
            None => argument.get_id() == self.option,
        };
        subcommand.get_arguments().find(is_it)
    }

    /// Whether there is no answer without it.
    pub(super) fn is_needed(self, subcommand: &Command) -> bool {
        self.argument(subcommand).is_some_and(Arg::is_required_set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_of_a_tool_is_one_of_its_subcommand() {
        for tool in Tool::ALL {
            let subcommand = tool.subcommand();
            assert!(subcommand.get_about().is_some(), "{tool:?}");
            for field in tool.fields(true) {
                let argument = field.argument(&subcommand);
                let argument = argument.unwrap_or_else(|| panic!("{tool:?} has no {field:?}"));
                assert!(argument.get_help().is_some(), "{tool:?}: {field:?}");
                let is_alone = matches!(field.kind, Kind::Preset | Kind::Presets(..));
                assert_eq!(argument.is_positional(), is_alone, "{tool:?}: {field:?}");
            }
        }
    }
}
