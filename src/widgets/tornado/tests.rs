use insta::assert_snapshot;

use super::*;
use crate::widgets::glyphs::Glyphs;
use crate::widgets::picture::picture;

fn row<'a>(label: &'a str, low: (f64, &'a str), high: (f64, &'a str)) -> TornadoBars<'a> {
    TornadoBars {
        labels: vec![label.into()],
        low: Some(low.0),
        high: Some(high.0),
        low_text: low.1.into(),
        high_text: high.1.into(),
        ..TornadoBars::default()
    }
}

fn rows() -> [TornadoBars<'static>; 6] {
    [
        row("Utilization", (-14.2, "−14.2"), (6.9, "6.9")),
        row("Ref. margin", (-8.0, "−8.0"), (1.1, "1.1")),
        row("Power delay", (0.1, "0.1"), (-6.5, "−6.5")),
        TornadoBars { turning: true, ..row("Attach rate", (-1.2, "−1.2"), (-1.9, "−1.9")) },
        row("Discount rate", (-2.0, "−2.0"), (-2.0, "−2.0")),
        TornadoBars { labels: vec!["Exit multiple".into()], ..TornadoBars::default() },
    ]
}

fn tornado<'a>(rows: &'a [TornadoBars<'a>], glyphs: &'static Glyphs) -> TornadoChart<'a> {
    TornadoChart {
        rows,
        centre: -2.0,
        legend: ("low input", "high input"),
        none: "no payback by 2040 at either end",
        selected: Some(1),
        paint: glyphs.into(),
        ..TornadoChart::default()
    }
}

#[test]
fn bars_spread_around_the_centre() {
    let rows = rows();
    assert_snapshot!(picture(tornado(&rows, &Glyphs::UNICODE), 64, 7), @r"
    |                  ▒ low input   █ high input                    |
    |  Utilization      −14.2 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒│██████████████ 6.9 |
    |▸ Ref. margin                −8.0 ▒▒▒▒▒▒▒▒▒▒│█████ 1.1          |
    |  Power delay                   −6.5 ███████│▒▒▒ 0.1            |
    |  Attach rate   ↕                      −1.9 │▌▒−1.2             |
    |  Discount rate                        −2.0 │ −2.0              |
    |  Exit multiple   no payback by 2040 at either end              |
    ");
}

#[test]
fn results_are_never_cut_silently() {
    let rows = [row("中文中文中文", (-1.0, "−1,000,000"), (1.0, "1,000,000"))];
    assert_snapshot!(picture(tornado(&rows, &Glyphs::UNICODE), 30, 2), @r"
    |    ▒ low input   █ high input|
    |  中…  −1,000,… │▒███ 1,000,0…|
    ");
}
