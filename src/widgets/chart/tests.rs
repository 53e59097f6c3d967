use insta::assert_snapshot;

use super::*;
use crate::widgets::glyphs::Glyphs;
use crate::widgets::{axes::Marker, picture::picture};

const CUMULATIVE: [f64; 16] = [
    -3.0, -9.0, -18.0, -29.0, -36.0, -38.0, -35.0, -29.0, -22.0, -14.0, -6.0, 2.0, 10.0, 18.0,
    26.0, 34.0,
];

const YEARS: [(usize, &str); 16] = [
    (0, "2025"),
    (1, "2026"),
    (2, "2027"),
    (3, "2028"),
    (4, "2029"),
    (5, "2030"),
    (6, "2031"),
    (7, "2032"),
    (8, "2033"),
    (9, "2034"),
    (10, "2035"),
    (11, "2036"),
    (12, "2037"),
    (13, "2038"),
    (14, "2039"),
    (15, "2040"),
];

const PAYBACK: [Marker<'static>; 1] =
    [Marker { place: 11.3, label: "payback 11.3 y", style: Style::new() }];

fn axes() -> Axes<'static> {
    Axes {
        x_labels: &YEARS,
        format: |value| format!("{value:.0}"),
        markers: &PAYBACK,
        ..Axes::default()
    }
}

fn one() -> [Series<'static>; 1] {
    [Series { values: &CUMULATIVE, ..Series::default() }]
}

fn bars<'a>(series: &'a [Series<'a>]) -> Chart<'a> {
    Chart {
        series,
        axes: axes(),
        legend: true,
        paint: Glyphs::PICTURE.into(),
        drawing: Drawing::Bars,
    }
}

#[test]
fn bars_around_zero() {
    let series = one();
    let chart = Chart { legend: false, ..bars(&series) };
    assert_snapshot!(picture(chart, 30, 6), @"
    | 40┤           ┆   ▂          |
    | 20┤           ┆ ▃▆█          |
    |  0┼▄▄▄▄▄▄▄▄▄▄▄▀▀▀▀▀──────────|
    |-20┤  ▀█████▀▔ ◆payback 11.3 y|
    |-40┤    ▔▀▔    ┆              |
    |    2025    2035              |
    ");
    assert_snapshot!(picture(chart, 70, 14), @"
    | 40┤                                             ┆payback 11.3 y      |
    |   │                                             ┆              ▅▅▅   |
    |   │                                             ┆          ▃▃▃ ███   |
    | 20┤                                             ┆      ▂▂▂ ███ ███   |
    |   │                                             ┆      ███ ███ ███   |
    |   │                                             ┆  ███ ███ ███ ███   |
    |  0┼▄▄▄─▄▄▄─▄▄▄─▄▄▄─▄▄▄─▄▄▄─▄▄▄─▄▄▄─▄▄▄─▄▄▄─▄▄▄─▀▀▀─▀▀▀─▀▀▀─▀▀▀─▀▀▀───|
    |   │    ███ ███ ███ ███ ███ ███ ███ ███ ███ ▀▀▀  ◆                    |
    |   │        ███ ███ ███ ███ ███ ███ ███ ▀▀▀      ┆                    |
    |-20┤        ▔▔▔ ███ ███ ███ ███ ███ ▀▀▀          ┆                    |
    |   │            ███ ███ ███ ███ ███              ┆                    |
    |   │                ███ ███ ▀▀▀                  ┆                    |
    |-40┤                    ▔▔▔                      ┆                    |
    |    2025   2027    2029    2031    2033    2035    2037    2039       |
    ");
    let ascii = Chart { paint: Glyphs::ASCII.into(), ..chart };
    assert_snapshot!(picture(ascii, 70, 12), @"
    |   |                                             :payback 11.3 y      |
    | 40+                                             :                    |
    |   |                                             :          ___ ###   |
    | 20+                                             :      ___ ### ###   |
    |   |                                             :  --- ### ### ###   |
    |  0+___-___-___-___-___-___-___-___-___-___-___-===-===-===-===-===---|
    |   |    --- ### ### ### ### ### ### ### ### ---  *                    |
    |-20+        --- ### ### ### ### ### ===          :                    |
    |   |            --- ### ### ### ---              :                    |
    |-40+                --- ---                      :                    |
    |   |                                             :                    |
    |    2025   2027    2029    2031    2033    2035    2037    2039       |
    ");
}

#[test]
fn several_series() {
    let bear = CUMULATIVE.map(|value| value * 0.5 - 8.0);
    let bull = CUMULATIVE.map(|value| value * 0.8 + 14.0);
    let series = [
        Series { name: "bear", values: &bear, mark: 0, ..Series::default() },
        Series { name: "base", values: &CUMULATIVE, ghost: &bear, mark: 1, ..Series::default() },
        Series { name: "bull", values: &bull, mark: 2, ..Series::default() },
    ];
    let chart = bars(&series);
    assert_snapshot!(picture(chart, 76, 12), @"
    |    █ bear  ▒ base  ░ bull                                                  |
    |   │                                             ┆payback 11.3 y            |
    | 40┤                                             ┆                ░         |
    |   │                                             ┆            ░  ▒░         |
    | 20┤                                             ┆    ░   ░  ▒░  ▒░         |
    |   │  ░   ░                                   ░  ◆░  ▒░  ▒░  ▒░ ▃╌░         |
    |  0┼▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▄▒░─▀▒░─▀▒░─▀▒░─────────|
    |   │▀╌  ▀▒  █▒  █▒░ █▒░ █▒░ █▒░ █▒░ █▒  █▒  ▀▒  ▔╌                          |
    |-20┤        ▔   ▀╌  █▒  █▒  █╌  ▀╌  ▀▒           ┆                          |
    |   │                ▔╌  ▔╌   ▒                   ┆                          |
    |-40┤                                             ┆                          |
    |    2025   2027    2029    2031    2033    2035    2037    2039             |
    ");
    let curves = Chart { drawing: Drawing::Curves, ..chart };
    assert_snapshot!(picture(curves, 70, 16), @r"
    |    ▼ bear  ● base  ▲ bull                                            |
    |   │                                                 ┆payback 11.3 y  |
    | 40┤                                                 ┆           ╭───▲|
    |   │                                                 ┆       ╭───▲╭──●|
    |   │                                                 ┆  ╭───▲╯ ╭─●╯   |
    | 20┤                                                ╭───▲  ╭●──╯      |
    |   │▲╮                                         ╭────▲┆ ╭●──╯          |
    |   │ ╰──▲─╮                                ╭───▲    ╭──╯      ╭╌╌▼╌╌╌▼|
    |  0┼●─────╰──▲╮───────────────────────╭────▲────╭───●◆─╭▼╌╌╌▼╌╯───────|
    |   │▼───●     ╰──▲               ╭▲───╯▲     ╭─●╯╌╌╌▼╌╌╯              |
    |   │╰╌╌╌▼╌╌╌╮    ╰───▲────▲───▲──╯       ╭╌◆╌╯╌▼╯    ┆                |
    |-20┤        ╰◆╮╌╌▼╮              ╭▼╌╌╭╌◆╌╯           ┆                |
    |   │          ╰──●╰╌╌▼╌╌╌╌▼╌╌╌▼╌╌╭●──╯               ┆                |
    |   │             ╰───●╮    ╭──●──╯                   ┆                |
    |-40┤                  ╰───●╯                         ┆                |
    |    2025   2027    2029     2031     2033    2035     2037     2039   |
    ");
    let ascii = Chart { paint: Glyphs::ASCII.into(), ..curves };
    assert_snapshot!(picture(ascii, 60, 12), @r"
    |    v bear  o base  ^ bull                                  |
    |   |                                         :payback 11.3 y|
    | 40+                                         :         .---^|
    |   |                                         :   .--^--*---o|
    | 20+                                       .^---^'.-o-'     |
    |   |^---^                             .--^-' .--o-'    v~~~v|
    |  0+o.--'--^-.------------------.^---^'--.--o*.~v~~~v~~'----|
    |   |v'~~*~.  '-^---^    .-^---^-'   .o~~~*~~v~'             |
    |-20+     ''*~.~v~. '--^-' .~~~v.~*~~'v       :              |
    |   |         '-o--.v~~v~~~v---o'             :              |
    |-40+              'o--o---o                  :              |
    |    2025 2027    2029   2031   2033    2035   2037   2039   |
    ");
    assert_snapshot!(picture(chart, 30, 6), @r"
    |    ▼ bear  ● base  ▲ bull    |
    |100┤     payback 11.3 y┆      |
    | 50┤                   ┆╭──◆──|
    |  0┼◆╌╌◆╌╌╌▲──▲╌╌◆╌╌╌◆╌◆◆╌╌▼╌╌|
    |-50┤    ╰──◆╌╌◆─╯      ┆      |
    |    2025  2030     2035   2040|
    ");
}

#[test]
fn curves_away_from_zero() {
    let values = [52.0, 55.0, 61.0, 64.0];
    let series = [Series { values: &values, mark: 1, ..Series::default() }];
    let chart =
        Chart { drawing: Drawing::Curves, axes: Axes { markers: &[], ..axes() }, ..bars(&series) };
    assert_snapshot!(picture(chart, 40, 8), @r"
    |65┤                                   ╭●|
    |  │                         ╭─────────╯ |
    |60┤                   ╭────●╯           |
    |  │              ╭────╯                 |
    |55┤       ╭────●─╯                      |
    |  │●──────╯                             |
    |50┤                                     |
    |   2025      2026        2027       2028|
    ");
}

#[test]
fn tiny_charts() {
    let points = |count: usize| [Series { values: &CUMULATIVE[..count], ..Series::default() }];
    assert_snapshot!(picture(bars(&points(0)), 12, 3), @r"
    |1┤          |
    |0┼──────────|
    |            |
    ");
    assert_snapshot!(picture(bars(&points(1)), 12, 4), @"
    | 0┼▄▄▄▄▄▄▄▄─|
    |-2┤████████ |
    |-4┤         |
    |     2025   |
    ");
    assert_snapshot!(picture(bars(&points(2)), 12, 4), @"
    |  0┼▄▄▄─▄▄▄─|
    | -5┤▔▔▔ ███ |
    |-10┤    ▔▔▔ |
    |    2025    |
    ");
    assert_snapshot!(picture(bars(&points(2)), 2, 2), @"
    |▄▄|
    | ▀|
    ");
    assert_snapshot!(picture(bars(&points(2)), 1, 1), @"|█|");
    assert_snapshot!(picture(bars(&points(2)), 0, 2), @"");
    assert_snapshot!(picture(bars(&[]), 9, 3), @r"
    |1┤       |
    |0┼───────|
    |         |
    ");
}
