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

const CONTOUR: [(f64, f64); 3] = [(5.0, 10.0), (12.0, 6.0), (20.0, 2.0)];
const CONTOURS: [&[(f64, f64)]; 1] = [&CONTOUR];
const CLIFF: [(f64, f64); 2] = [(16.0, 0.0), (16.0, 3.0)];
const CLIFFS: [&[(f64, f64)]; 2] = [&CLIFF, &[(8.0, 2.0)]];
const MARKS: [GridMark<'static>; 2] = [
    GridMark { symbol: "●", column: 10.0, row: 5.0, style: Style::new() },
    GridMark { symbol: "▲", column: 15.0, row: 9.0, style: Style::new() },
];
const X: [(usize, &str); 5] = [(0, "20 %"), (5, "40 %"), (10, "60 %"), (15, "80 %"), (20, "95 %")];
const Y: [(usize, &str); 3] = [(0, "15 %"), (5, "30 %"), (10, "45 %")];

fn map(values: &[Option<f64>], glyphs: Glyphs) -> HeatMap<'_> {
    HeatMap {
        values,
        columns: 21,
        scale: (0.0, 70.0),
        contours: &CONTOURS,
        cliffs: &CLIFFS,
        marks: &MARKS,
        cursor: Some((3, 8)),
        x_labels: &X,
        y_labels: &Y,
        legend: Some(Legend {
            low: "0",
            high: "70 bn",
            none: "never",
            contour: "NPV 0",
            cliff: "leaps",
        }),
        paint: glyphs.into(),
        ..HeatMap::default()
    }
}

#[test]
fn a_grid_fills_its_rectangle() {
    let values = slope();
    assert_snapshot!(picture(map(&values, Glyphs::UNICODE), 60, 14), @r"
    |45 %┤▒▒▒▒▒▒▒▒▓▓▓▓▓▓•••▓▓▓▓▓▓▓▓▓▓▓▓▓▓████████████████████████|
    |    │▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓•••••▓▓▓▓▓▓▓▓▓▓▓▓▓██████▲██████████████|
    |    │▒▒▒▒▒▒▒▒▒┼▒▒▒▒▒▒▓▓▓▓•••••▓▓▓▓▓▓▓▓▓▓▓▓▓▓████████████████|
    |    │▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓•••••▓▓▓▓▓▓▓▓▓▓▓▓▓█████████████|
    |    │▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓•••••▓▓▓▓▓▓▓▓▓▓▓▓▓████████|
    |30 %┤░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓●▓▓▓▓▓•••••▓▓▓▓▓▓▓▓▓▓▓▓█████|
    |    │░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓▓•••••▓▓▓▓▓▓▓█████|
    |    │╱╱╱░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓▓•••••▓▓▓▓▓▓▓|
    |    │╱╱╱╱╱░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓╬▓▓▓••••••▓▓|
    |    │╱╱╱╱╱╱╱╱░░░░░░░░▒▒▒▒▒▒╬▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓╬▓▓▓▓▓▓▓▓••▓|
    |    │╱╱╱╱╱╱╱╱╱╱░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓╬▓▓▓▓▓▓▓▓▓▓▓|
    |15 %┤╱╱╱╱╱╱╱╱╱╱╱╱╱░░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒╬▒▒▒▓▓▓▓▓▓▓▓|
    |     20 %        40 %         60 %         80 %         95 %|
    |     0 ░░▒▒▓▓██ 70 bn   ╱ never   • NPV 0   ╬ leaps         |
    ");
    let ascii = HeatMap { marks: &[], ..map(&values, Glyphs::ASCII) };
    assert_snapshot!("ascii", picture(ascii, 50, 9));
}

#[test]
fn a_mark_under_the_cursor_stays_in_sight() {
    let values = slope();
    let on_mark = HeatMap {
        cursor: Some((10, 5)),
        paint: Paint { selected: Style::new().reversed(), ..Paint::default() },
        ..map(&values, Glyphs::UNICODE)
    };
    assert!(picture(on_mark, 60, 14).contains('●'));
    assert!(modifiers(on_mark, 60, 14).contains('R'));
}

#[test]
fn every_shade_has_its_density() {
    let shades = [Style::new(); 9];
    let map = HeatMap { shades: &shades, scale: (0.0, 9.0), ..HeatMap::default() };
    let densities: String = (0..9).map(|shade| map.ink(shade).0).collect();
    assert_eq!(densities, "░░▒▒▓▓▓██");
    assert_eq!(map.shade(-1e300), 0);
    assert_eq!(map.shade(8.9), 8);
    assert_eq!(map.shade(1e300), 8);
}

#[test]
fn tiny_maps() {
    let values = [Some(1.0), Some(2.0)];
    let tiny = |count: usize| HeatMap {
        values: &values[..count],
        columns: 2,
        scale: (1.0, 2.0),
        cursor: Some((1, 0)),
        ..HeatMap::default()
    };
    assert_snapshot!(picture(tiny(0), 4, 2), @r"
    |╱╱╱╱|
    |╱╱╱╱|
    ");
    assert_snapshot!(picture(tiny(1), 4, 2), @r"
    |░░╱┼|
    |░░╱╱|
    ");
    assert_snapshot!(picture(tiny(2), 4, 1), @"|░░█┼|");
    assert_snapshot!(picture(tiny(2), 1, 1), @"|┼|");
    assert_snapshot!(picture(tiny(2), 0, 0), @"");
}
