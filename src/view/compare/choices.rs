//! What there is to compare with, where nothing differs.

use super::pin_words;
use crate::analysis::compare_inputs;
use crate::model::{Inputs, Scenario};
use crate::session::{Command, CompareChoice, Context};
use crate::view::canvas::{Canvas, below, piece, row};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::names;
use crate::widgets::text::{columns, harmless};
use ratatui::layout::Rect;

/// Says that nothing differs, with the headline figure of both sides, and offers what else there is.
pub(super) fn draw(canvas: &mut Canvas, all: &[CompareChoice], area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    canvas.text(row(area, 0), "no changes: every input and every figure is the same", theme.text);
    let figures = Scenario::ALL
        .map(|of| format!("   {} {}", look.mark(of), canvas.metric(of, session.metric)));
    let figures = format!("{} of both{}", names(session.metric).long, figures.concat());
    canvas.text(row(area, 1), figures, theme.dim);
    canvas.text(row(area, 3), "Compare with", theme.title);
    let list = below(area, 4);
    let rows = u16::try_from(all.len()).unwrap_or(u16::MAX).min(list.height.saturating_sub(4));
    let selected = session.screens.compare.selected.min(all.len() - 1);
    let labels: Vec<String> = all.iter().map(|choice| label(canvas, choice)).collect();
    let longest = labels.iter().map(|label| columns(label)).max().unwrap_or(0);
    canvas.list(Rect { height: rows, ..list }, (all.len(), selected), |canvas, index, place| {
        let (mark, style) = canvas.mark(index == selected);
        let gap = " ".repeat(longest + 3 - columns(&labels[index]));
        let note = piece(note(canvas, &all[index]), canvas.look.theme.dim);
        canvas.left(place, &[piece(format!("{mark} {}{gap}", labels[index]), style), note]);
    });
    draw_ways(canvas, below(list, rows + 1));
}

fn label(canvas: &Canvas, choice: &CompareChoice) -> String {
    match choice {
        CompareChoice::Saved => "what was opened or saved last".to_owned(),
        CompareChoice::Pin(pin) => {
            harmless(&pin_words(pin, &canvas.session.preset.name)).into_owned()
        }
        CompareChoice::Preset => "another preset".to_owned(),
    }
}

/// How much differs from it: `2 inputs differ: ● 10.4 y`.
fn note(canvas: &Canvas, choice: &CompareChoice) -> String {
    let session = canvas.session;
    let differing = |inputs: &Inputs| match compare_inputs(inputs, &session.preset.inputs).len() {
        0 => "no changes".to_owned(),
        1 => "1 input differs".to_owned(),
        count => format!("{count} inputs differ"),
    };
    match choice {
        CompareChoice::Saved => differing(&session.file.saved.inputs),
        CompareChoice::Pin(pin) => {
            let outcome = &pin.snapshot.scenarios[session.scenario].outcome;
            let year = pin.snapshot.inputs.programme.horizon.year();
            let figure = format::metric(pin.currency, outcome, session.metric, year);
            let mark = canvas.look.mark(session.scenario);
            format!("{}: {mark} {figure}", differing(&pin.snapshot.inputs))
        }
        CompareChoice::Preset => "Enter lists them".to_owned(),
    }
}

/// What else can be done, each with its key; a click does it.
fn draw_ways(canvas: &mut Canvas, area: Rect) {
    let theme = &canvas.look.theme;
    let context = canvas.session.context();
    let bindings = || context.lookups().flat_map(Context::bindings);
    let mut rest = area;
    for command in [Command::NextAgainst, Command::CompareWithPreset, Command::Pin] {
        let bound = bindings().find(|binding| binding.keys.iter().any(|(_, of)| *of == command));
        let Some(binding) = bound else { continue };
        let keys = piece(format!("  {}  ", binding.all_keys()), theme.accent);
        canvas.left(row(rest, 0), &[keys, piece(binding.help, theme.dim)]);
        canvas.on_click(row(rest, 0), ClickTarget::Command(command));
        rest = below(rest, 1);
    }
    canvas.text(row(rest, 0), "What you change from now on is listed here.", theme.dim);
}
