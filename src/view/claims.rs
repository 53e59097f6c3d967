//! The Claims screen: what was said, by whom, against the model, live.

use super::Canvas;
use super::line::{cut, piece, put_both, put_left, row};
use super::regions::Target;
use super::tier::Tier;
use super::words::bound;
use super::words::verdicts::{kind_word, verdict_words};
use crate::analysis::{Claim, ClaimKind, count_by_kind};
use crate::widgets::list::first_visible;
use crate::widgets::text::wrap;
use ratatui::layout::Rect;

/// Rows at the foot for the chosen claim.
const DETAIL: u16 = 6;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let claims = &session.preset.claims;
    put_left(canvas.buffer, row(area, 0), &[piece(title(canvas), theme.title)]);
    if claims.is_empty() {
        put_left(canvas.buffer, row(area, 2), &[piece("this preset makes no claims", theme.dim)]);
        return;
    }
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(DETAIL + 1), ..area };
    let selected = session.claim.min(claims.len() - 1);
    let first = first_visible(Some(selected), claims.len(), list.height);
    for (line, index) in (0..list.height).zip(first..claims.len()) {
        draw_claim(canvas, &claims[index], index == selected, row(list, line));
        canvas.regions.add(row(list, line), Target::Line(index));
    }
    let below = Rect {
        y: list.bottom() + 1,
        height: area.bottom().saturating_sub(list.bottom() + 1),
        ..area
    };
    draw_detail(canvas, &claims[selected], below);
}

/// How many claims of each kind hold; what was put to the test stands out.
fn title(canvas: &Canvas) -> String {
    let claims = &canvas.session.preset.claims;
    let counts =
        count_by_kind(claims.iter().map(|claim| (claim, claim.holds(value(canvas, claim)))));
    let words = counts.iter().map(|count| {
        let word = match count.kind {
            ClaimKind::Tested => kind_word(count.kind).to_uppercase(),
            kind => capitalized(kind_word(kind)),
        };
        format!("{word} {}/{}", count.holding, count.all)
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "Claims".to_owned() } else { words.join("   ") }
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

fn value(canvas: &Canvas, claim: &Claim) -> Option<f64> {
    let session = canvas.session;
    let assumptions = &session.preset.inputs.scenarios[claim.scenario];
    claim.measure.value(assumptions, &session.results.scenarios[claim.scenario].outcome)
}

/// A claim in a line: kind, what it is about, its bound, the model's figure.
fn draw_claim(canvas: &mut Canvas, claim: &Claim, chosen: bool, area: Rect) {
    let theme = canvas.look.theme;
    let unit = claim.measure.unit();
    let value = value(canvas, claim);
    let words = verdict_words(claim, value);
    let mark = if chosen { canvas.look.glyphs.selected } else { " " };
    let style = if chosen { theme.accent } else { theme.text };
    let kind = match claim.kind {
        ClaimKind::Plausibility => "plausible",
        kind => kind.id(),
    };
    // The kind gives way where there is little room; the chosen claim's is told at the foot.
    let kind = match canvas.tier {
        Tier::Table => String::new(),
        _ => format!("{:<11}", kind.to_lowercase()),
    };
    let left = [
        piece(format!("{mark} {kind}"), theme.dim),
        piece(format!("{} ", canvas.look.mark(claim.scenario)), style),
        piece(format!("{} ", claim.measure.label()), style),
        piece(bound(claim.bound, unit), theme.dim),
    ];
    let (word, verdict) = match words.miss {
        _ if claim.holds(value) => ("in".to_owned(), theme.holds),
        Some(miss) => (format!("out by {miss}"), theme.fails),
        None => ("out".to_owned(), theme.fails),
    };
    let right =
        [piece(format!("{}  ", words.figure), theme.figure), piece(format!("{word:<16}"), verdict)];
    put_both(canvas.buffer, area, &left, &right);
}

/// The chosen claim in words, and its source.
fn draw_detail(canvas: &mut Canvas, claim: &Claim, area: Rect) {
    let theme = canvas.look.theme;
    let mut line = 0;
    for (text, style) in [
        (claim.says.clone(), theme.text),
        (format!("{}: {}", claim.kind.id(), claim.kind.meaning()), theme.dim),
        (claim.source.clone(), theme.dim),
    ] {
        let clean = crate::widgets::text::harmless(&text);
        for words in wrap(&clean, usize::from(area.width)).into_iter().take(2) {
            put_left(canvas.buffer, cut(row(area, line), 0, area.width), &[piece(words, style)]);
            line += 1;
        }
    }
}
