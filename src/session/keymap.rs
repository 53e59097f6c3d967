//! The keys: one table that lookup, hint bar, help and the README come from.

use super::action::Command;
use super::key::Key;

/// Where a binding acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The Explore screen.
    Explore,
    /// The help overlay.
    Help,
    /// A text being typed.
    Text,
    /// A typed number that can be read in two ways.
    Question,
    /// A list to choose from.
    List,
    /// Replacing what is there.
    Replace,
    /// Unsaved changes in the way.
    Unsaved,
}

impl Context {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Explore,
        Self::Help,
        Self::Text,
        Self::Question,
        Self::List,
        Self::Replace,
        Self::Unsaved,
    ];

    /// What help and the README call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Explore => "Explore",
            Self::Help => "Help",
            Self::Text => "Typing a value or a name",
            Self::Question => "A number with two readings",
            Self::List => "Choosing a preset",
            Self::Replace => "A name that is taken",
            Self::Unsaved => "Unsaved changes",
        }
    }
}

/// Some keys that belong together, and what they do.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where they act.
    pub context: Context,
    /// Each key's name and what it is bound to; those shown first come first.
    pub keys: &'static [(&'static str, Command)],
    /// A word for the hint bar; empty where they aren't hinted at.
    pub hint: &'static str,
    /// A sentence for help and the README.
    pub help: &'static str,
}

const fn bind(
    context: Context,
    keys: &'static [(&'static str, Command)],
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { context, keys, hint, help }
}

use Command as C;
use Context::{Explore, Help, List, Question, Replace, Text, Unsaved};

/// Every key.
pub const BINDINGS: &[Binding] = &[
    bind(
        Explore,
        &[("Left", C::Step(-1)), ("Right", C::Step(1)), ("h", C::Step(-1)), ("l", C::Step(1))],
        "step",
        "move the chosen slider by a step",
    ),
    bind(
        Explore,
        &[
            ("H", C::Step(-10)),
            ("L", C::Step(10)),
            ("ShiftLeft", C::Step(-10)),
            ("ShiftRight", C::Step(10)),
        ],
        "×10",
        "move it by ten steps",
    ),
    bind(
        Explore,
        &[
            ("Up", C::MoveRow(-1)),
            ("Down", C::MoveRow(1)),
            ("k", C::MoveRow(-1)),
            ("j", C::MoveRow(1)),
        ],
        "row",
        "choose the slider above or below",
    ),
    bind(
        Explore,
        &[("Tab", C::NextScenario), ("BackTab", C::PreviousScenario)],
        "case",
        "choose the next or the previous scenario",
    ),
    bind(
        Explore,
        &[("a", C::ToggleLink)],
        "link",
        "link: move all three scenarios together, or one",
    ),
    bind(Explore, &[("=", C::EnterExact)], "set", "type an exact value: 72, 72%, 18"),
    bind(Explore, &[("u", C::Undo)], "undo", "undo the last change"),
    bind(Explore, &[("ctrl-r", C::Redo), ("U", C::Redo)], "", "redo what was undone"),
    bind(Explore, &[("p", C::Pin)], "pin", "pin what stands now to compare with, or unpin"),
    bind(Explore, &[("s", C::Save)], "save", "save; a bundled preset under a name of your own"),
    bind(Explore, &[("S", C::SaveAs)], "", "save under another name"),
    bind(Explore, &[("o", C::Open)], "", "open a bundled preset or one of your own"),
    bind(
        Explore,
        &[("Enter", C::ToggleDrawer)],
        "",
        "open a row's details: power indicators, stresses",
    ),
    bind(Explore, &[("r", C::ResetValue)], "", "reset the chosen value to the saved one"),
    bind(Explore, &[("R", C::ResetRow)], "", "reset all three values of the row"),
    bind(Explore, &[("m", C::NextStripMetric)], "", "change the metric under the chosen slider"),
    bind(Explore, &[("?", C::Help)], "help", "show the keys"),
    bind(
        Explore,
        &[("q", C::Quit), ("ctrl-c", C::Quit)],
        "",
        "quit; asks when something is unsaved",
    ),
    bind(
        Help,
        &[
            ("Up", C::Scroll(-1)),
            ("Down", C::Scroll(1)),
            ("k", C::Scroll(-1)),
            ("j", C::Scroll(1)),
            ("PageUp", C::Scroll(-10)),
            ("PageDown", C::Scroll(10)),
        ],
        "scroll",
        "scroll",
    ),
    bind(
        Help,
        &[
            ("Esc", C::Cancel),
            ("?", C::Cancel),
            ("q", C::Cancel),
            ("Enter", C::Cancel),
            ("ctrl-c", C::Cancel),
        ],
        "close",
        "close help",
    ),
    bind(Text, &[("Enter", C::Accept)], "accept", "take what is typed"),
    bind(
        Text,
        &[("Esc", C::Cancel), ("ctrl-c", C::Cancel)],
        "cancel",
        "leave everything as it was",
    ),
    bind(Text, &[("Left", C::Cursor(-1)), ("Right", C::Cursor(1))], "", "move the cursor"),
    bind(
        Text,
        &[
            ("Home", C::CursorHome),
            ("End", C::CursorEnd),
            ("ctrl-a", C::CursorHome),
            ("ctrl-e", C::CursorEnd),
        ],
        "",
        "move the cursor to an end",
    ),
    bind(
        Text,
        &[("Backspace", C::EraseBefore), ("Delete", C::EraseBehind), ("ctrl-h", C::EraseBefore)],
        "",
        "erase a character",
    ),
    bind(
        Question,
        &[("Enter", C::Accept), ("y", C::Answer('y'))],
        "as a fraction",
        "take it as a fraction: 0.72 is 72 %",
    ),
    bind(
        Question,
        &[("%", C::Answer('%')), ("n", C::Answer('%'))],
        "as a percentage",
        "take it as a percentage: 0.72 is 0.72 %",
    ),
    bind(Question, &[("Esc", C::Cancel), ("ctrl-c", C::Cancel)], "back", "type it again"),
    bind(
        List,
        &[
            ("Up", C::Scroll(-1)),
            ("Down", C::Scroll(1)),
            ("k", C::Scroll(-1)),
            ("j", C::Scroll(1)),
            ("PageUp", C::Scroll(-10)),
            ("PageDown", C::Scroll(10)),
        ],
        "choose",
        "choose another one",
    ),
    bind(List, &[("Enter", C::Accept)], "open", "open the chosen one"),
    bind(
        List,
        &[("Esc", C::Cancel), ("q", C::Cancel), ("ctrl-c", C::Cancel)],
        "cancel",
        "keep what is open",
    ),
    bind(Replace, &[("r", C::Answer('r'))], "replace", "replace what is there"),
    bind(
        Replace,
        &[("Esc", C::Cancel), ("ctrl-c", C::Cancel), ("q", C::Cancel)],
        "back",
        "keep it and choose another name",
    ),
    bind(
        Unsaved,
        &[("s", C::Answer('s')), ("Enter", C::Answer('s'))],
        "save first",
        "save, then go on",
    ),
    bind(Unsaved, &[("d", C::Answer('d'))], "discard", "give the changes up and go on"),
    bind(
        Unsaved,
        &[("Esc", C::Cancel), ("ctrl-c", C::Cancel), ("q", C::Cancel)],
        "stay",
        "stay here",
    ),
];

/// What a key does in a context.
pub fn lookup(context: Context, key: Key) -> Option<Command> {
    BINDINGS
        .iter()
        .filter(|binding| binding.context == context)
        .flat_map(|binding| binding.keys)
        .find(|(name, _)| Key::from_name(name) == Some(key))
        .map(|(_, command)| *command)
}

impl Binding {
    /// The keys that stand for the binding in the hint bar: one for each command, `←→`, `HL`.
    pub fn shown(&self) -> String {
        let mut commands = Vec::new();
        let mut names = Vec::new();
        for (name, command) in self.keys {
            if commands.contains(command) {
                break;
            }
            commands.push(*command);
            names.extend(Key::from_name(name).map(|key| key.to_string()));
        }
        let short = names.iter().all(|name| name.chars().count() == 1);
        if short { names.concat() } else { names.first().cloned().unwrap_or_default() }
    }

    /// All its keys, for help and the README: `← → h l`.
    pub fn all_keys(&self) -> String {
        let names: Vec<String> = self
            .keys
            .iter()
            .filter_map(|(name, _)| Key::from_name(name).map(|key| key.to_string()))
            .collect();
        names.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_has_a_name_and_one_meaning_in_its_context() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            assert!(!binding.keys.is_empty() && !binding.help.is_empty());
            for (name, command) in binding.keys {
                let key = Key::from_name(name).unwrap_or_else(|| panic!("{name} is no key"));
                assert!(
                    seen.insert((binding.context, key)),
                    "{name} twice in {:?}",
                    binding.context
                );
                assert_eq!(lookup(binding.context, key), Some(*command));
            }
        }
    }

    #[test]
    fn hints_show_a_key_for_each_command() {
        assert_eq!(BINDINGS[0].shown(), "←→");
        assert_eq!(BINDINGS[1].shown(), "HL");
        assert_eq!(BINDINGS[3].shown(), "Tab");
        assert_eq!(BINDINGS[0].all_keys(), "← → h l");
    }
}
