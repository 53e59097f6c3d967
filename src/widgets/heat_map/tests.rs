use insta::assert_snapshot;

use super::*;
use crate::widgets::glyphs::Glyphs;
use crate::widgets::picture::{modifiers, picture};

fn slope() -> Vec<Option<f64>> {
    (0..11_u8)
        .flat_map(|row| (0..21_u8).map(move |column| (f64::from(column), f64::from(row))))
        .map(|(column, row)| (column + row > 4.0).then_some(column * 2.0 + row * 3.0))
        .collect()
}

const MARKS: [GridMark<'static>; 2] = [
    GridMark { symbol: "●", column: 10.0, row: 5.0, style: Style::new() },
    GridMark { symbol: "▲", column: 15.0, row: 9.0, style: Style::new() },
];
const X: [(f64, &str); 4] = [(0.0, "20"), (20.0 / 3.0, "40"), (40.0 / 3.0, "60"), (20.0, "80")];
const Y: [(f64, &str); 3] = [(0.0, "15"), (5.0, "30"), (10.0, "45")];
const LEVELS: [(f64, &str); 3] = [(20.0, "20 bn"), (40.0, "40 bn"), (60.0, "60 bn")];

fn lines() -> [Vec<Vec<(f64, f64)>>; 2] {
    let cliffs = vec![vec![(16.0, 0.0), (16.0, 3.0)], vec![(8.0, 2.0)]];
    [vec![vec![(5.0, 10.0), (12.0, 6.0), (20.0, 2.0)]], cliffs]
}

fn map<'a>(
    values: &'a [Option<f64>],
    [contours, cliffs]: &'a [Vec<Vec<(f64, f64)>>; 2],
    glyphs: &'static Glyphs,
) -> HeatMap<'a> {
    HeatMap {
        values,
        columns: 21,
        levels: &LEVELS,
        none_is_last: true,
        contours,
        cliffs,
        marks: &MARKS,
        cursor: Some((3, 8)),
        x_labels: &X,
        y_labels: &Y,
        legend: Legend {
            bounds: &["0", "20", "40", "60", "70 bn"],
            none: "never",
            contour: "NPV 0",
            cliff: "passes",
        },
        paint: glyphs.into(),
        ..HeatMap::default()
    }
}

#[test]
fn a_grid_fills_its_rectangle() {
    let (values, lines) = (slope(), lines());
    assert_snapshot!(picture(map(&values, &lines, &Glyphs::UNICODE), 60, 14), @r"
    |45┤▒▒▒▒▒▒▒▒▒▒▒▒▒▒•••··▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓·····███████████|
    |  │▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒••••••▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▲▓▓▓···████████|
    |  │▒▒▒▒▒▒▒▒▒┼▒▒▒▒▒▒▒▒▒▒▒•••••·▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 60 bn ·███|
    |  │···▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒•••••▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓···|
    |  │ 20 bn ·▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒•••••▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓|
    |30┤░░░░░░░░·▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒●▒▒▒▒▒••••••▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓|
    |  │░░░░░░░░···▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 40 bn ••••••▓▓▓▓▓▓▓▓▓▓▓▓|
    |  │══║░░░░░░░░·····▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒·····▓••••••▓▓▓▓▓▓▓|
    |  │╱╱╱═║░░░░░░░░░░░···▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒·╬·▓▓▓••••••▓▓|
    |  │╱╱╱╱╱══║░░░░░░░░░░░····╬▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒╬▒······▓▓••▓|
    |  │╱╱╱╱╱╱╱╱══║░░░░░░░░░░░░░···▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒╬▒▒▒▒▒▒▒··▓▓▓|
    |15┤╱╱╱ never ╱══║░░░░░░░░░░░░░·▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒╬▒▒▒▒▒▒▒▒▒·▓▓|
    |   20                40                60                80 |
    |   0 ░░ 20 ▒▒ 40 ▓▓ 60 ██ 70 bn   • NPV 0   ╬ passes        |
    ");
}

#[test]
fn a_mark_under_the_cursor_stays_in_sight() {
    let (values, lines) = (slope(), lines());
    let on_mark = HeatMap {
        cursor: Some((10, 5)),
        paint: Paint { selected: Style::new().reversed(), ..Paint::default() },
        ..map(&values, &lines, &Glyphs::UNICODE)
    };
    assert!(picture(on_mark, 60, 14).contains('●'));
    assert!(modifiers(on_mark, 60, 14).contains('R'));
}

/// Even within one shade, and whatever the others do.
#[test]
fn a_leap_is_drawn_double_along_its_whole_line() {
    let values: Vec<Option<f64>> = (0..4 * 6).map(|_| Some(1.0)).collect();
    let leaps: Vec<[bool; 2]> = (0..24).map(|at| [at % 6 == 2, (12..15).contains(&at)]).collect();
    let map = HeatMap {
        values: &values,
        leaps: &leaps,
        columns: 6,
        levels: &LEVELS,
        paint: (&Glyphs::UNICODE).into(),
        ..HeatMap::default()
    };
    assert_snapshot!(picture(map, 12, 4), @r"
    |░░░░░║░░░░░░|
    |═════║░░░░░░|
    |░░░░░║░░░░░░|
    |░░░░░║░░░░░░|
    ");
}
