//! The marks that everything is drawn with, in Unicode or in ASCII.

/// What a cell of a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineForm {
    /// One mark of the line's own.
    Marks,
    /// Dots, two across and four down.
    Braille,
    /// The same as blocks without gaps, which Unicode has since version 16 and few fonts draw.
    Octants,
}

impl LineForm {
    /// Whether there are dots, two across and four down.
    pub fn has_dots(self) -> bool {
        self != Self::Marks
    }
}

/// A set of marks, each one cell wide.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// The handles of a track, and the marks of up to three series: first, second, third.
    pub handles: [&'static str; 3],
    /// A change downwards and one upwards, in place of its sign.
    pub changes: [&'static str; 2],
    /// Before what is kept, such as a claim, and before what isn't.
    pub verdicts: [&'static str; 2],
    /// Several handles, or several marks, in one cell.
    pub merged: &'static str,
    /// Stands before what is chosen in a list.
    pub selected: &'static str,
    /// The stretch of a track on which a cap acts.
    pub hatch: &'static str,
    /// The level that a bar or a curve reached before.
    pub level: &'static str,
    /// A value beyond the left edge.
    pub off_left: &'static str,
    /// A value beyond the right edge.
    pub off_right: &'static str,
    /// More lies above.
    pub more_above: &'static str,
    /// More lies below.
    pub more_below: &'static str,
    /// Before a line of a tree: parts that are closed, and that are open.
    pub folds: [&'static str; 2],
    /// A place without a value, and a bar of exactly zero.
    pub none: &'static str,
    /// Leads the eye from a label to its figure.
    pub leader: &'static str,
    /// Ends a text that was cut.
    pub ellipsis: &'static str,
    /// Heights of a bar that grows from a cell's bottom, in eighths: blank to full.
    pub rising: [&'static str; 9],
    /// Heights of a bar that hangs from a cell's top, in eighths, when not [`reverse`](Self::reverse).
    pub hanging: [&'static str; 9],
    /// Whether a hanging bar is drawn as the complement of a rising one in reverse video, which
    /// gives it all eight levels. A picture that keeps only text needs `false`.
    pub reverse: bool,
    /// Bodies of bars that stand side by side, told apart without colour.
    pub bodies: [&'static str; 3],
    /// The upper half of a cell filled.
    pub upper_half: &'static str,
    /// The lower half of a cell filled; no mark of a line, on which it may stand.
    pub lower_half: &'static str,
    /// The left half of a cell filled, for the end of a bar that points right.
    pub half_left: &'static str,
    /// The right half of a cell filled, for the end of a bar that points left.
    pub half_right: &'static str,
    /// Densities from the lowest value to the highest; none is blank.
    pub densities: [&'static str; 4],
    /// A cell of a heat map without a value: hatched, unlike any density.
    pub missing: &'static str,
    /// The shade of a fan's outer and inner band.
    pub bands: [&'static str; 2],
    /// A horizontal line; that of a track.
    pub horizontal: &'static str,
    /// A vertical line.
    pub vertical: &'static str,
    /// A broken vertical line: a marker, or where a handle stood before.
    pub broken: &'static str,
    /// Corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// What lines are made of.
    pub lines: LineForm,
    /// A line without marks, in a legend and where there are no dots: whole, dotted.
    pub strokes: [&'static str; 2],
    /// A tick on an axis at the left of a plot.
    pub tick: &'static str,
    /// The zero line meeting the axis at the left of a plot.
    pub origin: &'static str,
    /// The ends of an axis along a row.
    pub ends: [&'static str; 2],
    /// A range on such an axis.
    pub range: &'static str,
    /// Where a range begins and ends.
    pub brackets: [&'static str; 2],
    /// A contour line on a heat map.
    pub contour: &'static str,
    /// A cliff on a heat map.
    pub cliff: &'static str,
    /// A border across and an upright one on which values leap.
    pub double: [&'static str; 2],
    /// The cursor of a heat map.
    pub cursor: &'static str,
    /// A warning beside a row whose direction changes midway.
    pub turning: &'static str,
}

impl Glyphs {
    /// Block and line marks, with hanging bars in reverse video.
    pub const UNICODE: Self = Self {
        handles: ["▼", "●", "▲"],
        changes: ["▼", "▲"],
        verdicts: ["✓", "✗"],
        merged: "◆",
        selected: "▸",
        hatch: "╌",
        level: "╌",
        off_left: "◂",
        off_right: "▸",
        more_above: "▴",
        more_below: "▾",
        folds: ["▹", "▿"],
        none: "·",
        leader: "·",
        ellipsis: "…",
        rising: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        hanging: [" ", "▔", "▔", "▀", "▀", "▀", "▀", "█", "█"],
        reverse: true,
        bodies: ["█", "▒", "░"],
        upper_half: "▀",
        lower_half: "▄",
        half_left: "▌",
        half_right: "▐",
        densities: ["░", "▒", "▓", "█"],
        missing: "╱",
        bands: ["░", "▒"],
        horizontal: "─",
        vertical: "│",
        broken: "┆",
        corners: ["┌", "┐", "└", "┘"],
        lines: LineForm::Braille,
        strokes: ["⠒", "⠐"],
        tick: "┤",
        origin: "┼",
        ends: ["├", "┤"],
        range: "▓",
        brackets: ["[", "]"],
        contour: "•",
        cliff: "╬",
        double: ["═", "║"],
        cursor: "┼",
        turning: "↕",
    };

    /// The Unicode set for pictures that keep only text: hanging bars need no reverse video.
    pub const PICTURE: Self = Self { reverse: false, ..Self::UNICODE };

    /// The Unicode set where the terminal draws octants.
    pub const OCTANTS: Self =
        Self { lines: LineForm::Octants, strokes: ["𜴆", "𜴀"], ..Self::UNICODE };

    /// Marks for terminals without Unicode, and for locales in which block marks are two cells wide.
    pub const ASCII: Self = Self {
        handles: ["v", "o", "^"],
        changes: ["-", "+"],
        verdicts: ["y", "n"],
        merged: "*",
        selected: ">",
        hatch: "=",
        level: "~",
        off_left: "<",
        off_right: ">",
        more_above: "^",
        more_below: "v",
        folds: [")", "v"],
        none: ".",
        leader: ".",
        ellipsis: "~",
        rising: [" ", "_", "_", "-", "-", "=", "=", "#", "#"],
        hanging: [" ", "-", "-", "-", "=", "=", "=", "#", "#"],
        reverse: false,
        bodies: ["#", "=", ":"],
        upper_half: "=",
        lower_half: "_",
        half_left: "#",
        half_right: "#",
        densities: [":", "+", "#", "@"],
        missing: "/",
        bands: [".", ":"],
        horizontal: "-",
        vertical: "|",
        broken: ":",
        corners: ["+", "+", "+", "+"],
        lines: LineForm::Marks,
        strokes: ["#", "."],
        tick: "+",
        origin: "+",
        ends: ["|", "|"],
        range: "=",
        brackets: ["[", "]"],
        contour: "*",
        cliff: "=",
        double: ["%", "H"],
        cursor: "X",
        turning: "!",
    };

    /// The mark of the series or handle with this index; it starts again after the third.
    pub fn mark(&self, index: usize) -> &'static str {
        self.handles[index % self.handles.len()]
    }

    /// A bar that hangs from a cell's top by `eighths` (0–8), and whether to draw it reversed.
    pub fn hang(&self, eighths: u16) -> (&'static str, bool) {
        let filled = usize::from(eighths.min(8));
        if self.reverse && (1..8).contains(&filled) {
            (self.rising[8 - filled], true)
        } else {
            (self.hanging[filled], false)
        }
    }

    /// Whether cells can be filled, whole and by halves.
    pub fn has_blocks(&self) -> bool {
        self.full() == Self::UNICODE.rising[8]
    }

    /// A whole cell filled.
    pub fn full(&self) -> &'static str {
        self.rising[8]
    }

    /// A bar that grows from a cell's bottom by `eighths` (0–8).
    pub fn rise(&self, eighths: u16) -> &'static str {
        self.rising[usize::from(eighths.min(8))]
    }
}

impl Default for &Glyphs {
    fn default() -> Self {
        &Glyphs::UNICODE
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    /// Every mark of a set, whatever fields it has: the texts between quotes.
    fn all(glyphs: &Glyphs) -> Vec<String> {
        format!("{glyphs:?}").split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_mark_is_one_cell_wide() {
        for mark in all(&Glyphs::UNICODE).into_iter().chain(all(&Glyphs::ASCII)) {
            assert_eq!(mark.width(), 1, "{mark}");
        }
    }

    #[test]
    fn ascii_marks_are_ascii() {
        assert!(all(&Glyphs::ASCII).iter().all(|mark| mark.is_ascii()));
    }

    #[test]
    fn what_meets_on_a_heat_map_differs_and_is_not_blank() {
        for glyphs in [Glyphs::UNICODE, Glyphs::PICTURE, Glyphs::ASCII] {
            let [across, upright] = glyphs.double;
            let signs =
                [glyphs.missing, glyphs.contour, glyphs.cliff, glyphs.cursor, across, upright];
            let all = [&glyphs.densities[..], &signs].concat();
            for (index, sign) in all.iter().enumerate() {
                assert!(!sign.trim().is_empty() && !all[..index].contains(sign), "{sign:?}");
            }
        }
    }

    #[test]
    fn hanging_bars_are_complements_in_reverse() {
        assert_eq!(Glyphs::UNICODE.hang(3), ("▅", true));
        assert_eq!(Glyphs::UNICODE.hang(8), ("█", false));
        assert_eq!(Glyphs::UNICODE.hang(0), (" ", false));
        assert_eq!(Glyphs::PICTURE.hang(3), ("▀", false));
    }
}
