//! The Drivers screen: what drives the figure, as a tornado, a spider, every input by ±10 %, or an
//! exact attribution of the scenarios' difference.

mod spider;

use super::Canvas;
use super::format;
use super::line::{piece, put_centred, put_left, row};
use super::regions::Target;
use super::words::{input_label, short_label};
use crate::analysis::Way;
use crate::analysis::{AnalysisError, Attribution, Tornado as Answer};
use crate::model::{Input, Scenario};
use crate::session::DriversView;
use crate::widgets::text::wrap;
use crate::widgets::{
    Tornado, TornadoRow, TornadoStyles, Waterfall, WaterfallStep, WaterfallStyles,
};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let view = session.drivers.view;
    let what = match view {
        DriversView::Tornado => "Tornado",
        DriversView::Spider => "Spider",
        DriversView::PlusMinus => "Every input ±10 %",
        DriversView::Attribution => "Attribution",
    };
    let note = match view {
        DriversView::Tornado | DriversView::Spider => "each from its lowest to its highest value",
        DriversView::PlusMinus => "of its value",
        DriversView::Attribution => "exact: mean over all orders",
    };
    super::title::draw(canvas, row(area, 0), what, note);
    let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    if let Some(why) = &session.answers.refused {
        put_centred(canvas.buffer, below, why, canvas.look.theme.dim);
        return;
    }
    match view {
        DriversView::Attribution => {
            if let Some(ways) = &session.answers.attribution {
                let [upper, lower] =
                    Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(below);
                draw_way(canvas, (Scenario::Base, Scenario::Bull), &ways[0], upper);
                draw_way(canvas, (Scenario::Bear, Scenario::Base), &ways[1], lower);
            }
        }
        DriversView::Spider => {
            if let Some(answer) = &session.answers.drivers {
                spider::draw(canvas, answer, below);
            }
        }
        DriversView::Tornado | DriversView::PlusMinus => {
            if let Some(answer) = &session.answers.drivers {
                draw_tornado(canvas, answer, below);
            }
        }
    }
}

/// The range that a row was taken over: `45–80 %`.
fn range_words(input: Input, low: f64, high: f64) -> String {
    let unit = input.spec().unit;
    let (low, high) = (format::narrow_setting(unit, low), format::narrow_setting(unit, high));
    let digits = high.rfind(|letter: char| letter.is_ascii_digit()).map_or(0, |at| at + 1);
    let low = low.strip_suffix(&high[digits..]).unwrap_or(&low);
    format!("{low}–{high}")
}

fn draw_tornado(canvas: &mut Canvas, answer: &Answer, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let unit = answer.metric.spec().unit;
    let text = |input: Input, end: f64, value: Option<f64>| {
        value.map_or_else(
            || format!("none at {}", format::short_setting(input.spec().unit, end)),
            |value| format::bare_figure(unit, value),
        )
    };
    let texts: Vec<(String, String, String)> = answer
        .rows
        .iter()
        .map(|row| {
            let bar = &row.bar;
            let label = format!(
                "{}  {}",
                input_label(bar.input),
                range_words(bar.input, bar.low, bar.high)
            );
            (label, text(bar.input, bar.low, bar.at_low), text(bar.input, bar.high, bar.at_high))
        })
        .collect();
    let none = format!("no {} at either end", short_label(answer.metric));
    let rows: Vec<TornadoRow> = answer
        .rows
        .iter()
        .zip(&texts)
        .map(|(row, (label, low, high))| TornadoRow {
            label,
            low: row.bar.at_low,
            high: row.bar.at_high,
            low_text: low,
            high_text: high,
            turning: !row.bar.monotonic,
            none: &none,
        })
        .collect();
    let bars = Rect { height: area.height.saturating_sub(1), ..area };
    let tornado = Tornado {
        rows: &rows,
        centre: answer.at.unwrap_or_default(),
        scale: None,
        legend: Some(("at its lowest", "at its highest")),
        selected: Some(session.drivers.selected.min(rows.len().saturating_sub(1))),
        styles: TornadoStyles {
            label: theme.text,
            low: theme.dim,
            high: theme.accent,
            centre: theme.dim,
            value: theme.text,
            none: theme.dim,
            turning: theme.fails,
            selected: theme.selected,
        },
        glyphs: canvas.look.glyphs,
    };
    for line in 0..bars.height {
        if let Some(index) = tornado.row_at(line, bars.height) {
            canvas.regions.add(row(bars, line), Target::Line(index));
        }
    }
    tornado.render(bars, canvas.buffer);
    let mut notes = Vec::new();
    if answer.rows.iter().any(|row| !row.bar.monotonic) {
        notes.push(format!(
            "{} the figure turns around between the ends",
            canvas.look.glyphs.turning
        ));
    }
    if answer.margin_capped {
        notes.push("the reference margin is capped in part of this".to_owned());
    }
    let foot = row(area, area.height.saturating_sub(1));
    put_left(canvas.buffer, foot, &[piece(notes.join("; "), theme.dim)]);
}

/// The way from one scenario to another, driver by driver.
fn draw_way(canvas: &mut Canvas, (from, to): (Scenario, Scenario), way: &Way, area: Rect) {
    let theme = canvas.look.theme;
    let title = format!(
        "from {} {} to {} {}",
        canvas.look.mark(from),
        from.id(),
        canvas.look.mark(to),
        to.id()
    );
    put_left(canvas.buffer, row(area, 0), &[piece(title, theme.title)]);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    match way {
        Ok(attribution) => draw_waterfall(canvas, attribution, below),
        Err(error) => {
            let why = without_value(error);
            for (line, words) in (0..below.height).zip(wrap(&why, usize::from(below.width))) {
                put_left(canvas.buffer, row(below, line), &[piece(words, theme.dim)]);
            }
        }
    }
}

/// Why a difference can't be told, in the screen's words.
fn without_value(error: &AnalysisError) -> String {
    match error {
        AnalysisError::NoValue { metric, from, to, moved } => {
            let label = metric.spec().label;
            let at = if moved.is_empty() {
                format!("{} has none", from.id())
            } else {
                let moved: Vec<String> =
                    moved.iter().map(|driver| driver.spec().label.to_lowercase()).collect();
                format!("{} with {} of {} has none", from.id(), moved.join(", "), to.id())
            };
            format!(
                "{label} can't be attributed: {at}. m chooses another figure; operating income \
                 and NPV always have a value."
            )
        }
        error => error.to_string(),
    }
}

fn draw_waterfall(canvas: &mut Canvas, attribution: &Attribution, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let unit = attribution.metric.spec().unit;
    let mut texts = vec![(attribution.from.id(), format::figure(unit, attribution.at_from))];
    texts.extend(
        attribution
            .rows
            .iter()
            .map(|row| (row.driver.spec().label, format::change(unit, row.effect))),
    );
    texts.push((attribution.to.id(), format::figure(unit, attribution.at_to)));
    let mut values = vec![(attribution.at_from, true)];
    values.extend(attribution.rows.iter().map(|row| (row.effect, false)));
    values.push((attribution.at_to, true));
    let steps: Vec<WaterfallStep> = texts
        .iter()
        .zip(values)
        // Drivers that are alike in both scenarios have no part in it.
        .filter(|(_, (value, total))| *total || *value != 0.0)
        .map(|((label, text), (value, total))| WaterfallStep { label, value, total, text })
        .collect();
    let drivers = session.attributed_drivers();
    let chosen = drivers.get(session.drivers.selected).map(|driver| driver.spec().label);
    for (line, step) in (0..area.height).zip(&steps) {
        let driver = drivers.iter().position(|driver| driver.spec().label == step.label);
        if let Some(index) = driver.filter(|_| !step.total) {
            canvas.regions.add(row(area, line), Target::Line(index));
        }
    }
    Waterfall {
        steps: &steps,
        scale: None,
        selected: steps.iter().position(|step| Some(step.label) == chosen),
        styles: WaterfallStyles {
            label: theme.text,
            total: theme.accent,
            rise: theme.text,
            fall: theme.negative,
            zero: theme.dim,
            value: theme.text,
            selected: theme.selected,
        },
        glyphs: canvas.look.glyphs,
    }
    .render(area, canvas.buffer);
}
