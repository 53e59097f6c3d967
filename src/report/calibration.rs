//! Calibrate: where inputs go so that the fitted claims hold, and what becomes of the claims, as a
//! report to read, as JSON, as tables.

use super::answer::{capped_note, head, setting};
use super::json::{flagged, of_bound};
use super::table::text::{aligned, words};
use super::table::{Cell, Readers, Table};
use crate::analysis::{ClaimKind, ClaimMove, Fit, InputMove, VariedInput};
use crate::preset::{Currency, Preset};
use crate::view::format;
use crate::view::words::verdicts::verdict_words;
use crate::view::words::{bound_words, varied_label};
use crate::widgets::text::{harmless, wrap};
use serde_json::{Value, json};

/// The report's text.
pub fn text(preset: &Preset, fit: &Fit) -> String {
    let mut out = head(preset, &said(fit));
    out += "\n";
    let rows = fit.moves.iter().map(|moved| input_row(preset, moved));
    out += &aligned(&[words("", ["", "now", "moved to"], rows)], 26, 10);
    let claims = |of_fitted: bool| {
        let of = move |each: &&ClaimMove| (each.claim.kind == ClaimKind::Calibrated) == of_fitted;
        fit.claims.iter().filter(of)
    };
    out += &claims(true).map(|each| claim_text(preset.money(), each)).collect::<String>();
    if claims(false).next().is_some() {
        out += "\nClaims of other kinds that change with it:\n";
        out += &claims(false).map(|each| claim_text(preset.money(), each)).collect::<String>();
    }
    out + capped_note(fit.margin_capped)
}

/// What it comes to, in a sentence or two.
fn said(fit: &Fit) -> String {
    let inputs = match fit.moves.iter().filter(|moved| moved.is_moved()).count() {
        0 => "No input moves".to_owned(),
        1 => "One input moves".to_owned(),
        count => format!("{count} inputs move"),
    };
    let count = |holds: fn(&&ClaimMove) -> bool| fit.fitted().filter(holds).count();
    let (all, before, after) =
        (fit.fitted().count(), count(|each| each.held), count(|each| each.holds));
    let short = if fit.all_hold() {
        ""
    } else {
        " These inputs can't meet them all; this is as near as they come."
    };
    format!(
        "{inputs}. Fitted claims that hold: {before} of {all} before, {after} of {all} after.{short}"
    )
}

fn input_row(preset: &Preset, moved: &InputMove) -> [String; 3] {
    let input = moved.input.input;
    let to = if moved.is_moved() {
        format::found_setting(preset.shown(input.spec().unit), moved.to)
    } else {
        "stays".to_owned()
    };
    [varied_label(preset.money(), moved.input), setting(preset, input, moved.from), to]
}

fn claim_text(currency: Currency, each: &ClaimMove) -> String {
    let claim = &each.claim;
    let mark = if each.holds { "✓" } else { "✗" };
    let mut out = String::new();
    for (index, line) in wrap(&harmless(&claim.says), 74).iter().enumerate() {
        out += &format!("\n{} {line}", if index == 0 { mark } else { " " });
    }
    let [before, after] =
        [each.before, each.after].map(|value| verdict_words(currency, claim, value));
    let outcome = match (each.holds, after.too) {
        (true, _) => "holds".to_owned(),
        (false, Some(too)) => format!("does not hold, {too}"),
        (false, None) => "does not hold".to_owned(),
    };
    let figures = if before.figure == after.figure {
        after.figure
    } else {
        format!("{} → {}", before.figure, after.figure)
    };
    out + &format!(
        "\n    {} {}, {}\n    {figures}: {outcome}\n",
        claim.scenario.id(),
        claim.measure,
        bound_words(claim.bound, currency.of(claim.measure.unit())),
    )
}

/// The command line's JSON.
pub fn json(fit: &Fit) -> Value {
    let input = |moved: &InputMove| json!({ "input": moved.input.to_string(), "from": moved.from, "to": moved.to });
    let claim = |each: &ClaimMove| {
        json!({
            "id": each.claim.id,
            "kind": each.claim.kind.id(),
            "scenario": each.claim.scenario.id(),
            "measure": each.claim.measure.to_string(),
            "bound": of_bound(each.claim.bound),
            "before": each.before,
            "after": each.after,
            "holds": each.holds,
        })
    };
    let answer = json!({
        "inputs": fit.moves.iter().map(input).collect::<Vec<_>>(),
        "claims": fit.claims.iter().map(claim).collect::<Vec<_>>(),
    });
    flagged(answer, fit.margin_capped)
}

/// The inputs, then the claims.
pub fn tables(preset: &Preset, fit: &Fit) -> Vec<Table> {
    let named =
        |varied: VariedInput| Cell::named(varied.to_string(), varied_label(preset.money(), varied));
    let inputs = fit.moves.iter().map(|moved| {
        let unit = preset.shown(moved.input.input.spec().unit);
        let value = |value| Cell::Figure { value, unit, shown: format::found_setting };
        [named(moved.input), Cell::unit(unit), value(moved.from), value(moved.to)]
    });
    let claims = fit.claims.iter().map(|each| {
        let claim = &each.claim;
        let unit = preset.shown(claim.measure.unit());
        let (low, high) = claim.bound.ends();
        let figure = |value| Cell::figure(unit, value);
        let end = |end: f64| Cell::or_blank(Some(end).filter(|end| end.is_finite()), figure);
        let holds = if each.holds { "yes" } else { "no" };
        [
            Cell::text(&claim.id),
            Cell::text(claim.kind.id()),
            Cell::text(claim.scenario.id()),
            Cell::named(claim.measure.to_string(), claim.measure.label()),
            end(low),
            end(high),
            Cell::or_absent(each.before, figure),
            Cell::or_absent(each.after, figure),
            Cell::named(each.holds.to_string(), holds),
        ]
    });
    let columns = ["id", "kind", "scenario", "measure", "low", "high", "before", "after", "holds"];
    vec![
        Table::new("", ["input", "unit", "from", "to"]).with_rows(inputs),
        Table::new("", columns).read_by(Readers::Programs, &["id"]).with_rows(claims),
    ]
}
