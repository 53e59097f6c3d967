use insta::assert_snapshot;

use super::*;
use crate::widgets::glyphs::Glyphs;
use crate::widgets::picture::picture;

fn row<'a>(label: &'a str, low: (f64, &'a str), high: (f64, &'a str)) -> TornadoRow<'a> {
    TornadoRow {
        label,
        low: Some(low.0),
        high: Some(high.0),
        low_text: low.1,
        high_text: high.1,
        ..TornadoRow::default()
    }
}

fn rows() -> [TornadoRow<'static>; 6] {
    [
        row("Utilization", (-14.2, "−14.2"), (6.9, "6.9")),
        row("Ref. margin", (-8.0, "−8.0"), (1.1, "1.1")),
        row("Power delay", (0.1, "0.1"), (-6.5, "−6.5")),
        TornadoRow { turning: true, ..row("Attach rate", (-1.2, "−1.2"), (-1.9, "−1.9")) },
        row("Discount rate", (-2.0, "−2.0"), (-2.0, "−2.0")),
        TornadoRow {
            label: "Exit multiple",
            none: "no payback by 2040 at either end",
            ..TornadoRow::default()
        },
    ]
}

fn tornado<'a>(rows: &'a [TornadoRow<'a>], glyphs: Glyphs) -> Tornado<'a> {
    Tornado {
        rows,
        centre: -2.0,
        legend: Some(("low input", "high input")),
        selected: Some(1),
        paint: glyphs.into(),
    }
}

#[test]
fn bars_spread_around_the_centre() {
    let rows = rows();
    assert_snapshot!(picture(tornado(&rows, Glyphs::UNICODE), 64, 7), @r"
    |                  ▒ low input   █ high input                    |
    |  Utilization     −14.2 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒│██████████████ 6.9  |
    |▸ Ref. margin                −8.0 ▒▒▒▒▒▒▒▒▒│█████ 1.1           |
    |  Power delay                  −6.5 ███████│▒▒▒ 0.1             |
    |  Attach rate   ↕                     −1.9 │▌▒−1.2              |
    |  Discount rate                       −2.0 │ −2.0               |
    |  Exit multiple   no payback by 2040 at either end              |
    ");
    assert_snapshot!(picture(tornado(&rows, Glyphs::ASCII), 50, 7), @r"
    |                  = low input   # high input      |
    |  Utilization     −14.2 ===========|######## 6.9  |
    |> Ref. margin            −8.0 =====|### 1.1       |
    |  Power delay             −6.5 ####|== 0.1        |
    |  Attach rate   !             −1.9 |#=−1.2        |
    |  Discount rate               −2.0 | −2.0         |
    |  Exit multiple   no payback by 2040 at either end|
    ");
    assert_snapshot!(picture(tornado(&rows, Glyphs::UNICODE), 26, 7), @r"
    |         ▒ low input      |
    |  Uti…   −14.2 ▒▒│█▌ 6.9  |
    |▸ Ref…     −8.0 ▒│▌ 1.1   |
    |  Pow…     −6.5 █│▒ 0.1   |
    |  Att… ↕    −1.9 │▌▒−1.2  |
    |  Dis…      −2.0 │ −2.0   |
    |  Exi…   no payback by 20…|
    ");
}

#[test]
fn results_are_never_cut_silently() {
    let rows = [row("中文中文中文", (-1.0, "−1,000,000"), (1.0, "1,000,000"))];
    assert_snapshot!(picture(tornado(&rows, Glyphs::UNICODE), 30, 2), @r"
    |       ▒ low input   █ high i…|
    |  中…  −1,000,… │▒███ 1,000,0…|
    ");
}

#[test]
fn tiny_tornados() {
    let rows = rows();
    assert_snapshot!(picture(tornado(&rows[..0], Glyphs::UNICODE), 9, 2), @r"
    |   ▒ low…|
    |         |
    ");
    assert_snapshot!(picture(tornado(&rows[..1], Glyphs::UNICODE), 9, 1), @"|  Ut…  ▒ |");
    assert_snapshot!(picture(tornado(&rows[..2], Glyphs::UNICODE), 2, 2), @r"
    |  |
    |  |
    ");
    assert_snapshot!(picture(tornado(&rows[..2], Glyphs::UNICODE), 0, 0), @"");
    let tornado = tornado(&rows, Glyphs::UNICODE);
    assert_eq!(tornado.row_at(0, 7), None);
    assert_eq!(tornado.row_at(1, 7), Some(0));
    assert_eq!(tornado.row_at(0, 1), Some(0));
}
