//! The keys: one table that lookup, hint bar, help and the documents come from.

use super::Screen;
use super::command::{Command, DialogCommand, TextEdit};
use crate::key::Key;

/// Declares the contexts once: the enum, their list and their titles.
macro_rules! contexts {
    ($($name:ident = $title:literal,)+) => {
        /// Where a binding acts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the titles say what each is")]
        pub enum Context { $($name),+ }

        const TITLES: &[&str] = &[$($title),+];

        impl Context {
            /// All of them.
            pub const ALL: [Self; TITLES.len()] = [$(Self::$name),+];
        }
    };
}

contexts! {
    Sliders = "Explore",
    Programme = "Programme",
    Drivers = "Drivers",
    Grid = "Grid",
    Risk = "Risk",
    Cash = "Cash",
    Claims = "Claims",
    Backtest = "Back-test",
    League = "League",
    Compare = "Compare",
    Paybacks = "Paybacks",
    Solve = "Solve",
    Explain = "Explain",
    Main = "Screens 1 to 9",
    Above = "Compare, Paybacks, Solve, Explain",
    Everywhere = "Every screen",
    Presentation = "Presenting",
    Help = "Help",
    Palette = "Finding anything",
    Filter = "Filtering a list",
    Text = "Typing a value or a name",
    Target = "Typing a target where a claim has one",
    Question = "A number with two readings",
    List = "Choosing from a list",
    Figures = "Choosing a figure",
    Place = "Typing a name or a path",
    Open = "Opening a preset",
    CopyScope = "What a copy takes along",
    Delete = "Deleting a preset",
    Kept = "Discarded and deleted",
    Copy = "Copying",
    Form = "Filling in a form",
    Calibrate = "Calibrating: inputs that may move",
    Calibrated = "Calibrating: where they go",
    Pins = "Pins",
    Views = "Views",
    Replace = "Overwriting a file",
    Vanished = "Saving a deleted file",
    InPlace = "A file that can only be written in place",
    Reread = "A file that another program changed",
    Unsaved = "Unsaved changes",
    Pinned = "Pins that would be lost",
    EndPresentation = "Ending a presentation",
    Recover = "Unsaved changes from an earlier run",
}

impl Context {
    /// What help and the documents call it.
    pub const fn title(self) -> &'static str {
        TITLES[self as usize]
    }

    /// The keys of a screen.
    pub const fn of(screen: Screen) -> Self {
        match screen {
            Screen::Explore => Self::Sliders,
            Screen::Programme => Self::Programme,
            Screen::Drivers => Self::Drivers,
            Screen::Grid => Self::Grid,
            Screen::Risk => Self::Risk,
            Screen::Cash => Self::Cash,
            Screen::Claims => Self::Claims,
            Screen::Backtest => Self::Backtest,
            Screen::League => Self::League,
            Screen::Compare => Self::Compare,
            Screen::Paybacks => Self::Paybacks,
            Screen::Solve => Self::Solve,
            Screen::Explain => Self::Explain,
        }
    }

    /// Whether letters are typed in it.
    pub(super) const fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Text
                | Self::Target
                | Self::Place
                | Self::Open
                | Self::Form
                | Self::Palette
                | Self::Figures
        )
    }

    /// Whether letters filter its lines at once, and the filter's words stay as they are typed.
    pub(super) const fn letters_filter(self) -> bool {
        matches!(self, Self::Figures)
    }

    /// Where a key is looked up, in order: a dialog's keys act alone, a screen's together with those
    /// of several screens.
    pub fn lookups(self) -> impl Iterator<Item = Self> {
        let screen = Screen::ALL.into_iter().find(|screen| Self::of(*screen) == self);
        let shared = screen
            .map(|of| [if of.has_tab() { Self::Main } else { Self::Above }, Self::Everywhere]);
        std::iter::once(self).chain(shared.into_iter().flatten())
    }
}

/// Some keys that belong together, and what they do.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where they act.
    pub contexts: &'static [Context],
    /// Each key's name and what it is bound to; those shown first come first.
    pub keys: &'static [(&'static str, Command)],
    /// A word for the hint bar; empty where they aren't hinted at.
    pub hint: &'static str,
    /// A sentence for help and the documents.
    pub help: &'static str,
}

const fn bind(
    contexts: &'static [Context],
    keys: &'static [(&'static str, Command)],
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { contexts, keys, hint, help }
}

use Command as C;
use Context as X;
use DialogCommand as D;

const ACCEPT: Command = C::Dialog(D::Accept);
const CANCEL: Command = C::Dialog(D::Cancel);

const fn edit(edit: TextEdit) -> Command {
    C::Dialog(D::Edit(edit))
}

const LIST_KEYS: &[(&str, Command)] = &[
    ("Up", C::Choose(-1)),
    ("Down", C::Choose(1)),
    ("k", C::Choose(-1)),
    ("j", C::Choose(1)),
    ("PageUp", C::Choose(-10)),
    ("PageDown", C::Choose(10)),
    ("Home", C::Choose(-1000)),
    ("End", C::Choose(1000)),
    ("g", C::Choose(-1000)),
    ("G", C::Choose(1000)),
];
const CURSOR_KEYS: &[(&str, Command)] =
    &[("Left", edit(TextEdit::Cursor(-1))), ("Right", edit(TextEdit::Cursor(1)))];
const CURSOR_END_KEYS: &[(&str, Command)] = &[
    ("Home", edit(TextEdit::Home)),
    ("End", edit(TextEdit::End)),
    ("ctrl-a", edit(TextEdit::Home)),
    ("ctrl-e", edit(TextEdit::End)),
];
const CASE_KEYS: &[(&str, Command)] =
    &[("Tab", C::TurnScenario(1)), ("BackTab", C::TurnScenario(-1))];

const FILTER_KEY: &[(&str, Command)] = &[("/", C::Filter)];
const FILTER_HELP: &str = "filter the list by words; Esc shows all of it again";

/// Every key.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    bind(&[X::Sliders, X::Programme], &[("Left", C::Step(-1)), ("Right", C::Step(1)), ("h", C::Step(-1)), ("l", C::Step(1)),
        ("-", C::Step(-1)), ("+", C::Step(1))],
        "step", "move the chosen slider by a step, a date by a month, a year by one"),
    bind(&[X::Sliders, X::Programme], &[("H", C::Step(-10)), ("L", C::Step(10)), ("ShiftLeft", C::Step(-10)), ("ShiftRight", C::Step(10))],
        "", "move it by ten steps"),
    bind(&[X::Sliders, X::Programme], &[("Home", C::ToEnd(-1)), ("End", C::ToEnd(1))], "", "move it to an end of its track"),
    bind(&[X::Sliders, X::Programme], &[("Up", C::Choose(-1)), ("Down", C::Choose(1)), ("k", C::Choose(-1)), ("j", C::Choose(1)),
        ("PageUp", C::Choose(-10)), ("PageDown", C::Choose(10)), ("g", C::Choose(-1000)), ("G", C::Choose(1000))],
        "row", "choose another row; g is the first, G the last"),
    bind(&[X::Programme], &[("=", C::EnterExact), ("Enter", C::EnterExact)], "set", "type what the row holds: 72, 72%, 18, 2027-06, a text"),
    bind(&[X::Programme], &[("n", C::NewSite)], "new site", "add a site behind the last"),
    bind(&[X::Programme], &[("d", C::CopySite)], "copy", "copy the chosen row's site"),
    bind(&[X::Programme], &[("D", C::DeleteSite)], "delete", "delete the chosen row's site; can be undone"),
    bind(&[X::Programme], &[("J", C::MoveSite(1)), ("K", C::MoveSite(-1))], "move", "move the chosen row's site down or up"),
    bind(&[X::Sliders, X::Programme], CASE_KEYS, "case", "choose the next or the previous scenario"),
    bind(&[X::Sliders, X::Programme], &[("a", C::ToggleLink)], "link", "link: move all three scenarios together, or one"),
    bind(&[X::Sliders], &[("=", C::EnterExact)], "set", "type an exact value: 72, 72%, 18"),
    bind(&[X::Sliders], &[("Enter", C::ToggleDrawer)], "", "open a row's details: power indicators, stresses"),
    bind(&[X::Sliders, X::Programme, X::Explain], &[("e", C::EditSource)], "", "edit the source of the chosen value: note, cite, date"),
    bind(&[X::Sliders, X::Programme, X::Explain], &[("Y", C::ConfirmSource)], "", "confirm that the source holds for the present value as well"),
    bind(&[X::Sliders, X::Programme], &[("r", C::Reset { whole_row: false })], "", "reset the chosen value to the saved one"),
    bind(&[X::Sliders, X::Programme], &[("R", C::Reset { whole_row: true })], "", "reset all three values of the row"),

    bind(&[X::Drivers], LIST_KEYS, "row", "choose a row"),
    bind(&[X::Drivers], &[("Enter", C::DriverSlider)], "to its slider", "go to the row's slider"),
    bind(&[X::Drivers], &[("v", C::NextDriversView)], "view", "tornado, spider, every input ±10 %, attribution, response curve"),

    bind(&[X::Grid], &[("Left", C::Move(-1, 0)), ("Right", C::Move(1, 0)), ("Up", C::Move(0, 1)), ("Down", C::Move(0, -1)),
        ("h", C::Move(-1, 0)), ("l", C::Move(1, 0)), ("k", C::Move(0, 1)), ("j", C::Move(0, -1))],
        "cursor", "move the cursor"),
    bind(&[X::Grid], &[("H", C::Move(-10, 0)), ("L", C::Move(10, 0)), ("K", C::Move(0, 10)), ("J", C::Move(0, -10)),
        ("ShiftLeft", C::Move(-10, 0)), ("ShiftRight", C::Move(10, 0))],
        "×10", "move it by ten cells"),
    bind(&[X::Grid], &[("PageDown", C::Move(0, -10)), ("PageUp", C::Move(0, 10))], "", "move it by ten cells down or up"),
    bind(&[X::Grid], &[("Home", C::Move(-1000, 0)), ("End", C::Move(1000, 0)), ("g", C::Move(-1000, 0)), ("G", C::Move(1000, 0))],
        "", "move it to the first or the last column"),
    bind(&[X::Grid], &[("Enter", C::MoveThere)], "move there", "move the scenario to the cursor; can be undone"),
    bind(&[X::Grid], &[("i", C::PickAxis { across: true }), ("I", C::PickAxis { across: false })], "axes", "choose the input across, or upwards"),
    bind(&[X::Grid], &[("v", C::ToggleGridNumbers)], "view", "a map, or figures in wide cells"),
    bind(&[X::Grid], &[("=", C::EnterContour)], "contour", "type a target: its contour is drawn"),

    bind(&[X::Risk], LIST_KEYS, "line", "choose a line"),
    bind(&[X::Risk], &[("v", C::NextRiskView)], "view", "odds, where the spread comes from, how the drivers vary"),
    bind(&[X::Risk], &[("=", C::EnterRisk)], "target", "type a target whose odds are wanted, or the chosen setting's value"),
    bind(&[X::Risk], &[("D", C::DeleteTarget)], "", "delete the chosen target"),
    bind(&[X::Risk], &[("Left", C::Adjust(-1)), ("Right", C::Adjust(1)), ("h", C::Adjust(-1)), ("l", C::Adjust(1)),
        ("-", C::Adjust(-1)), ("+", C::Adjust(1))],
        "", "adjust: another shape, comovement or correlation; can be undone"),
    bind(&[X::Risk], &[("H", C::Adjust(-5)), ("L", C::Adjust(5)), ("ShiftLeft", C::Adjust(-5)), ("ShiftRight", C::Adjust(5))],
        "", "adjust it by five steps"),
    bind(&[X::Risk], &[("r", C::ResetSetting)], "", "reset the chosen setting to its saved value, or a pair of drivers to the comovement"),
    bind(&[X::Risk], CASE_KEYS, "case", "choose the scenario whose slider [ and ] move"),

    bind(&[X::Cash], LIST_KEYS, "scroll", "scroll the table"),
    bind(&[X::Cash], &[("v", C::ToggleSideBySide)], "view", "one scenario, or three side by side"),
    bind(&[X::Cash], &[("d", C::ToggleQuarters)], "quarters", "by year, or by quarter of the financial year"),

    bind(&[X::Claims], LIST_KEYS, "claim", "choose a claim"),
    bind(&[X::Claims], &[("Enter", C::SolveClaim)], "what must be true", "what must be true for the claim to hold"),
    bind(&[X::Claims], &[("C", C::Calibrate)], "calibrate", "move chosen inputs so that the fitted claims hold"),
    bind(&[X::Claims], &[("e", C::EditClaim)], "edit", "edit the chosen claim"),
    bind(&[X::Claims], &[("n", C::NewClaim)], "new", "make a claim about the current figure"),
    bind(&[X::Claims], &[("Space", C::MarkClaim)], "mark", "mark the chosen claim, or no longer"),
    bind(&[X::Claims], &[("a", C::MarkAllClaims)], "all", "mark every claim of the list, or none"),
    bind(&[X::Claims], &[("d", C::CopyClaims)], "copy", "copy the marked claims, or the chosen one, to the next scenario; can be undone"),
    bind(&[X::Claims], &[("D", C::DeleteClaims)], "delete", "delete the marked claims, or the chosen one; can be undone"),

    bind(&[X::Backtest], LIST_KEYS, "year", "choose a year of a figure, whose chart is shown"),
    bind(&[X::Backtest], &[("Enter", C::ShowClaim)], "to its claim", "go to the claim that says what was reported"),

    bind(&[X::League], LIST_KEYS, "preset", "choose a preset"),
    bind(&[X::League], &[("Enter", C::OpenRanked)], "open", "open the chosen preset; asks about unsaved changes"),
    bind(&[X::League], &[("Left", C::ChooseColumn(-1)), ("Right", C::ChooseColumn(1)), ("h", C::ChooseColumn(-1)), ("l", C::ChooseColumn(1))],
        "rank by", "rank by the next column, which becomes the headline figure; m adds one"),
    bind(&[X::League], &[("r", C::ReverseOrder)], "reverse", "turn the order round"),
    bind(&[X::League], &[("v", C::ToggleSideBySide)], "view", "one scenario, or three side by side"),
    bind(&[X::League], &[("w", C::CompareRanked)], "compare", "what differs between the chosen preset and what is open"),
    bind(&[X::League], &[("D", C::RemoveColumn)], "", "remove the column that presets are ranked by"),
    bind(&[X::League], &[("H", C::MoveColumn(-1)), ("L", C::MoveColumn(1)), ("ShiftLeft", C::MoveColumn(-1)), ("ShiftRight", C::MoveColumn(1))],
        "", "move that column to the left or to the right"),

    bind(&[X::Compare], LIST_KEYS, "line", "choose a line"),
    bind(&[X::Compare], &[("Enter", C::OpenCompared)], "open", "go to the input's slider, or to how the figure comes about; where nothing differs, compare with the chosen one"),
    bind(&[X::Compare], &[("v", C::NextAgainst)], "with", "compare with the saved file or with any of the pins"),
    bind(&[X::Compare], &[("w", C::CompareWithPreset)], "with a preset", "compare with another preset"),

    bind(&[X::Paybacks], LIST_KEYS, "payback", "choose a way to count payback"),
    bind(&[X::Paybacks], &[("Enter", C::Go(Screen::Explain))], "derive", "explain how the chosen payback is derived, as x does"),

    bind(&[X::Solve], LIST_KEYS, "row", "choose a way to the target"),
    bind(&[X::Solve], &[("Enter", C::ApplySolution)], "apply", "apply it; can be undone"),
    bind(&[X::Solve], &[("=", C::EnterSolveTarget)], "set target", "type another target"),
    bind(&[X::Solve], &[("v", C::SolveClaim)], "", "what must be true for the claim on the figure; where none is, for that on another payback"),

    bind(&[X::Explain], LIST_KEYS, "line", "choose a line"),
    bind(&[X::Explain], &[("Left", C::OpenPart(false)), ("Right", C::OpenPart(true)), ("h", C::OpenPart(false)), ("l", C::OpenPart(true))],
        "close, open", "close a figure's parts, or open them"),
    bind(&[X::Explain], &[("Enter", C::OpenOrSlider)], "to its slider", "open a figure; from an input, go to its slider"),

    bind(&[X::Sliders, X::Programme, X::Drivers, X::Risk, X::Cash, X::Claims, X::Backtest, X::League, X::Compare, X::Paybacks, X::Solve, X::Explain],
        FILTER_KEY, "filter", FILTER_HELP),
    bind(&[X::Drivers, X::Grid, X::Cash, X::League, X::Compare, X::Paybacks, X::Solve, X::Explain], CASE_KEYS, "case", "choose another scenario"),

    bind(&[X::Drivers, X::Grid, X::Cash, X::Claims, X::Backtest, X::League, X::Compare, X::Paybacks, X::Solve, X::Explain],
        &[("-", C::StepLast(-1)), ("+", C::StepLast(1))], "", "move the slider chosen last"),

    bind(&[X::Main], &[("q", C::Quit)], "", "quit; asks when unsaved changes or pins would be lost"),
    bind(&[X::Main], &[("Esc", C::ClearChange)], "", "hide the last change"),

    bind(&[X::Above], &[("Esc", C::Back), ("q", C::Back)], "back", "back to the screen before"),

    bind(&[X::Everywhere], &[(":", C::Palette), ("ctrl-p", C::Palette)], "find", "find a command, slider, figure, screen or preset by a few letters of its name"),
    bind(&[X::Everywhere], &[("t", C::Go(Screen::Solve))], "target", "a target for it: what must be true"),
    bind(&[X::Everywhere], &[("u", C::Undo)], "undo", "undo the last change"),
    bind(&[X::Everywhere], &[("m", C::PickMetric)], "metric", "choose the headline figure for every screen"),
    bind(&[X::Everywhere], &[("p", C::Pin)], "pin", "pin the current figures to compare with, or unpin"),
    bind(&[X::Everywhere], &[("s", C::Save), ("ctrl-s", C::Save)], "save", "save; a bundled preset under a name of your own"),
    bind(&[X::Everywhere], &[("x", C::Go(Screen::Explain))], "explain", "explain how the figure is derived"),
    bind(&[X::Everywhere], &[("ctrl-n", C::NewProgramme)], "", "begin a new programme: a form, and a preset of your own"),
    bind(&[X::Everywhere], &[("o", C::Open)], "open", "open a bundled preset or one of your own"),
    bind(&[X::Everywhere], &[("c", C::Go(Screen::Compare))], "compare", "what differs from the saved file, a pin or a preset"),
    bind(&[X::Everywhere], &[("b", C::Go(Screen::Paybacks))], "paybacks", "the ways to count payback, side by side"),
    bind(&[X::Everywhere], &[("y", C::Copy)], "copy", "copy what is on screen: figure, table, chart, screen, the command that shows it"),
    bind(&[X::Everywhere], &[("z", C::ListHistory)], "history", "every change so far: go back or forward to any of them"),
    bind(&[X::Everywhere], &[("A", C::AddView)], "", "add what is on screen to the preset as a view"),
    bind(&[X::Everywhere], &[("F", C::Present), ("F5", C::Present)], "present", "present what is on screen, large enough for the back of a room; then the preset's views"),
    bind(&[X::Everywhere], &[("V", C::ListViews)], "", "the preset's views by name: show, edit, move, delete"),
    bind(&[X::Everywhere], &[("P", C::ListPins)], "pins", "pins by name, kept when another preset is opened: compare, name, delete"),
    bind(&[X::Everywhere], &[("[", C::StepLast(-1)), ("]", C::StepLast(1))],
        "slider", "move the slider chosen last, from any screen"),
    bind(&[X::Everywhere], &[("1", C::Go(Screen::Explore)), ("2", C::Go(Screen::Drivers)), ("3", C::Go(Screen::Grid)),
        ("4", C::Go(Screen::Risk)), ("5", C::Go(Screen::Cash)), ("6", C::Go(Screen::Claims)), ("7", C::Go(Screen::Programme)),
        ("8", C::Go(Screen::Backtest)), ("9", C::Go(Screen::League))],
        "", "Explore, Drivers, Grid, Risk, Cash, Claims, Programme, Back-test, League"),
    bind(&[X::Everywhere], &[("ctrl-r", C::Redo), ("U", C::Redo)], "redo", "redo what was undone"),
    bind(&[X::Everywhere], &[("E", C::EditTexts)], "name", "edit the preset's name and summary"),
    bind(&[X::Everywhere], &[("S", C::SaveAs)], "save as", "save under another name"),
    bind(&[X::Everywhere], &[("T", C::NextTheme)], "theme", "next theme"),
    bind(&[X::Everywhere], &[("M", C::ToggleMouse)], "mouse", "switch the mouse off, so that the terminal selects text with it, or on"),
    bind(&[X::Everywhere], &[("ctrl-t", C::Restore)], "", "unsaved changes from an earlier run, else what was discarded or deleted"),
    bind(&[X::Everywhere], &[("ctrl-z", C::Suspend)], "", "suspend the program, from dialogs too; fg continues it"),
    bind(&[X::Everywhere], &[("ctrl-l", C::Repaint)], "", "redraw the whole screen, in dialogs too"),
    bind(&[X::Everywhere], &[("?", C::Help), ("F1", C::Help)], "help", "what is chosen, the keys, and what words and marks mean"),
    bind(&[X::Everywhere], &[("ctrl-c", C::Quit)], "", "quit from any screen; asks as q does"),

    bind(&[X::Presentation], &[("Space", C::TurnSlide(1)), ("PageDown", C::TurnSlide(1)), ("n", C::TurnSlide(1))], "next", "go on to the next slide"),
    bind(&[X::Presentation], &[("Backspace", C::SlideBack), ("PageUp", C::TurnSlide(-1)), ("N", C::TurnSlide(-1))], "back", "go back to the slide before; take a digit back"),
    bind(&[X::Presentation], &[("1", C::TypeSlide(1)), ("2", C::TypeSlide(2)), ("3", C::TypeSlide(3)), ("4", C::TypeSlide(4)), ("5", C::TypeSlide(5)),
        ("6", C::TypeSlide(6)), ("7", C::TypeSlide(7)), ("8", C::TypeSlide(8)), ("9", C::TypeSlide(9)), ("0", C::TypeSlide(0))],
        "", "type a slide's number; Enter goes there"),
    bind(&[X::Presentation], &[("Enter", C::GoToSlide)], "", "go to the slide whose number was typed, else to the next"),
    bind(&[X::Presentation], &[(".", C::BlankSlide)], "blank", "blank the screen, or show the slide again"),
    bind(&[X::Presentation], &[("Left", C::Step(-1)), ("Right", C::Step(1)), ("h", C::Step(-1)), ("l", C::Step(1)), ("-", C::Step(-1)), ("+", C::Step(1))],
        "step", "move the chosen slider by a step"),
    bind(&[X::Presentation], &[("H", C::Step(-10)), ("L", C::Step(10)), ("ShiftLeft", C::Step(-10)), ("ShiftRight", C::Step(10))], "", "move it by ten steps"),
    bind(&[X::Presentation], &[("Home", C::ToEnd(-1)), ("End", C::ToEnd(1))], "", "move it to an end of its track"),
    bind(&[X::Presentation], &[("Up", C::Choose(-1)), ("Down", C::Choose(1)), ("k", C::Choose(-1)), ("j", C::Choose(1))], "slider", "choose another slider"),
    bind(&[X::Presentation], CASE_KEYS, "case", "choose another scenario"),
    bind(&[X::Presentation], &[("a", C::ToggleLink)], "", "move all three scenarios together, or one"),
    bind(&[X::Presentation], &[("u", C::Undo)], "", "undo the last change"),
    bind(&[X::Presentation], &[("ctrl-r", C::Redo), ("U", C::Redo)], "", "redo what was undone"),
    bind(&[X::Presentation], &[("T", C::NextTheme)], "", "next theme"),
    bind(&[X::Presentation], &[("Esc", C::SlideAsWritten)], "as written", "the slide as it is written; where what is open is presented, back to its screen"),
    bind(&[X::Presentation], &[("q", C::EndPresentation), ("F", C::EndPresentation), ("F5", C::EndPresentation), ("ctrl-c", C::EndPresentation)],
        "end", "end the presentation; asks before a deck is left"),
    bind(&[X::Presentation], &[("?", C::Help), ("F1", C::Help)], "help", "the keys"),

    bind(&[X::Help], LIST_KEYS, "scroll", "scroll"),
    bind(&[X::Help], FILTER_KEY, "filter", FILTER_HELP),
    bind(&[X::Help], &[("Tab", C::Dialog(D::NextPage)), ("BackTab", C::Dialog(D::NextPage))],
        "other page", "the keys, or words and marks"),
    bind(&[X::Help], &[("Esc", CANCEL), ("?", CANCEL), ("F1", CANCEL), ("q", CANCEL), ("Enter", CANCEL), ("ctrl-c", CANCEL)],
        "close", "close help"),

    bind(&[X::Filter], &[("Enter", ACCEPT)], "keep", "keep the filter; keys act on the list again"),
    bind(&[X::Filter, X::Palette, X::Figures], &[("Up", C::Choose(-1)), ("Down", C::Choose(1))], "choose", "choose another line"),
    bind(&[X::Filter, X::Palette, X::Figures], &[("PageUp", C::Choose(-10)), ("PageDown", C::Choose(10))], "", "go ten lines up or down"),
    bind(&[X::Figures], &[("Home", C::Choose(-1000)), ("End", C::Choose(1000))], "", "choose the first or the last line"),
    bind(&[X::Filter], &[("Esc", C::ClearFilter), ("ctrl-c", C::ClearFilter)], "clear", "show the whole list again"),

    bind(&[X::Palette], &[("Enter", ACCEPT)], "go", "do it: go to the slider or screen, take the figure, open the preset"),
    bind(&[X::Palette], &[("Esc", CANCEL), ("ctrl-c", CANCEL), ("ctrl-p", CANCEL)], "close", "leave everything as it was"),

    bind(&[X::Question], &[("Enter", ACCEPT), ("y", ACCEPT)], "as a fraction", "take it as a fraction: 0.72 is 72 %"),
    bind(&[X::Question], &[("%", C::Dialog(D::AsPercentage)), ("n", C::Dialog(D::AsPercentage))], "as a percentage", "take it as a percentage: 0.72 is 0.72 %"),
    bind(&[X::Question], &[("Esc", CANCEL), ("ctrl-c", CANCEL)], "back", "type it again"),

    bind(&[X::List, X::Copy], LIST_KEYS, "choose", "choose another one"),
    bind(&[X::List, X::Figures], &[("Enter", ACCEPT)], "take", "accept the chosen one"),
    bind(&[X::Copy], &[("Enter", ACCEPT)], "copy", "send it to the terminal's clipboard"),
    bind(&[X::Copy], &[("f", C::Dialog(D::CopyToFile))], "to a file", "write it to a file instead"),
    bind(&[X::List, X::Copy], FILTER_KEY, "filter", FILTER_HELP),
    bind(&[X::Figures], FILTER_KEY, "filter", "filter the list by words, as letters do that are typed at once; Esc shows all of it again"),
    bind(&[X::List], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "cancel", "leave everything as it was"),
    bind(&[X::Figures], &[("Esc", CANCEL), ("ctrl-c", CANCEL)], "cancel", "leave everything as it was"),
    bind(&[X::Copy], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "cancel", "copy nothing"),

    bind(&[X::Text, X::Target, X::Place], &[("Enter", ACCEPT)], "accept", "accept what is typed"),
    bind(&[X::Target], &[("Tab", C::Dialog(D::SolveClaim))], "claim", "what must be true for the claim, which may be on another figure"),
    bind(&[X::Place], &[("Tab", C::Dialog(D::Complete))], "complete", "complete it; folders and files are listed"),
    bind(&[X::Text, X::Target, X::Place], &[("Esc", CANCEL), ("ctrl-c", CANCEL)], "cancel", "leave everything as it was"),

    bind(&[X::Open], &[("Enter", ACCEPT)], "open", "open the chosen one, or go into a folder"),
    bind(&[X::Open], &[("Tab", C::Dialog(D::Complete))], "path", "complete what is typed, as a name or a path; letters alone look for a preset"),
    bind(&[X::Open], &[("ctrl-n", C::Dialog(D::NewProgramme))], "new programme", "begin a new programme: a form, and a preset of your own"),
    bind(&[X::Open], &[("ctrl-t", C::Dialog(D::ListKept))], "restore", "list what was discarded or deleted, to restore it"),
    bind(&[X::Open], &[("ctrl-r", C::Dialog(D::RenamePreset))], "rename", "rename the chosen preset of your own"),
    bind(&[X::Open], &[("ctrl-d", C::Dialog(D::DuplicatePreset))], "copy", "copy the chosen preset, comments included"),
    bind(&[X::Open], &[("ctrl-x", C::Dialog(D::DeletePreset))], "delete", "delete the chosen preset of your own; asks"),
    bind(&[X::Open], &[("Esc", CANCEL), ("ctrl-c", CANCEL)], "close", "leave everything as it was"),
    bind(&[X::Open], &[("Up", C::Choose(-1)), ("Down", C::Choose(1)), ("PageUp", C::Choose(-10)), ("PageDown", C::Choose(10))],
        "", "choose another one"),
    bind(&[X::Filter, X::Text, X::Target, X::Place, X::Open, X::Palette, X::Figures], CURSOR_KEYS, "", "move the cursor"),
    bind(&[X::Filter, X::Text, X::Target, X::Place, X::Open, X::Palette], CURSOR_END_KEYS, "", "move the cursor to an end"),

    bind(&[X::CopyScope], LIST_KEYS, "choose", "choose what comes along with the copy"),
    bind(&[X::CopyScope], &[("Enter", ACCEPT)], "copy", "copy the preset with that"),
    bind(&[X::CopyScope], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "cancel", "copy nothing"),
    bind(&[X::Delete], &[("y", ACCEPT), ("d", ACCEPT)], "to the trash", "move it to the trash"),
    bind(&[X::Delete], &[("Esc", CANCEL), ("n", CANCEL), ("ctrl-c", CANCEL)], "keep", "keep it"),

    bind(&[X::Kept], LIST_KEYS, "", "choose another one"),
    bind(&[X::Kept], &[("Enter", ACCEPT)], "restore", "restore it: a preset under its name, discarded work as unsaved changes"),
    bind(&[X::Kept], &[("n", C::Dialog(D::NameKept))], "new name", "restore it as a preset under a new name"),
    bind(&[X::Kept], FILTER_KEY, "filter", FILTER_HELP),
    bind(&[X::Kept], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "back", "back to the list of presets"),

    bind(&[X::Form], &[("Enter", ACCEPT)], "accept", "accept what is filled in"),
    bind(&[X::Form], &[("Esc", CANCEL), ("ctrl-c", CANCEL)], "cancel", "leave everything as it was; asks when something was typed"),
    bind(&[X::Form], &[("Tab", C::Choose(1)), ("Down", C::Choose(1)), ("BackTab", C::Choose(-1)), ("Up", C::Choose(-1))],
        "field", "the next or the previous field"),
    bind(&[X::Form], CURSOR_KEYS, "choose", "choose, or move the cursor of a text"),
    bind(&[X::Form], CURSOR_END_KEYS, "", "the first or the last choice, or the cursor to an end"),
    bind(&[X::Filter, X::Text, X::Target, X::Place, X::Open, X::Form, X::Palette, X::Figures],
        &[("Backspace", edit(TextEdit::EraseBefore)), ("Delete", edit(TextEdit::EraseBehind)), ("ctrl-h", edit(TextEdit::EraseBefore))],
        "", "erase a character"),
    bind(&[X::Filter, X::Text, X::Target, X::Place, X::Open, X::Form, X::Palette, X::Figures],
        &[("ctrl-w", edit(TextEdit::EraseWord)), ("ctrl-u", edit(TextEdit::EraseToStart))],
        "", "erase the word before the cursor, or all before it"),

    bind(&[X::Calibrate], &[("Enter", ACCEPT)], "work it out", "work out where the marked inputs go"),
    bind(&[X::Calibrate], &[("Space", C::Dialog(D::Mark))], "mark", "let the chosen input move, or not"),
    bind(&[X::Calibrate], LIST_KEYS, "", "choose another input"),
    bind(&[X::Calibrate], FILTER_KEY, "filter", FILTER_HELP),
    bind(&[X::Calibrate], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "cancel", "leave everything as it was"),
    bind(&[X::Calibrated], &[("Enter", ACCEPT)], "apply", "move the inputs there; can be undone"),
    bind(&[X::Calibrated], LIST_KEYS, "", "choose another claim"),
    bind(&[X::Calibrated], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "other inputs", "back to the inputs; nothing has moved"),

    bind(&[X::Pins], LIST_KEYS, "", "choose a pin"),
    bind(&[X::Pins], &[("Enter", ACCEPT)], "compare", "compare figures with it, or stop comparing"),
    bind(&[X::Pins], &[("n", C::Dialog(D::NewPin))], "new", "pin the current figures under a name"),
    bind(&[X::Pins], &[("r", C::Dialog(D::RenamePin))], "rename", "rename it"),
    bind(&[X::Pins], &[("D", C::Dialog(D::DeletePin))], "delete", "delete it; pressed twice"),
    bind(&[X::Pins], FILTER_KEY, "filter", FILTER_HELP),
    bind(&[X::Pins], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "close", "close the list"),

    bind(&[X::Views], LIST_KEYS, "", "choose a view"),
    bind(&[X::Views], &[("Enter", ACCEPT)], "show", "show it: its screen, with what it sets"),
    bind(&[X::Views], &[("n", C::Dialog(D::NewView))], "new", "keep what is on screen as a view"),
    bind(&[X::Views], &[("r", C::Dialog(D::EditView))], "edit", "edit its name, title and note"),
    bind(&[X::Views], &[("J", C::Dialog(D::MoveView(1))), ("K", C::Dialog(D::MoveView(-1)))], "move", "move it down or up"),
    bind(&[X::Views], &[("D", C::Dialog(D::DeleteView))], "delete", "delete it; u brings it back"),
    bind(&[X::Views], FILTER_KEY, "filter", FILTER_HELP),
    bind(&[X::Views], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "close", "close the list"),

    bind(&[X::Replace], &[("r", ACCEPT)], "replace", "replace what is there"),
    bind(&[X::Vanished], &[("r", ACCEPT)], "save again", "save it there again"),
    bind(&[X::InPlace], &[("r", ACCEPT)], "write into it", "write into the existing file"),
    bind(&[X::Replace, X::InPlace], &[("v", C::Dialog(D::Differences))], "difference", "see everything that differs, or the question again"),
    bind(&[X::Replace, X::Vanished, X::InPlace], &[("S", C::Dialog(D::OtherName))], "other name", "save under another name"),
    bind(&[X::Replace, X::InPlace], &[("Esc", CANCEL), ("ctrl-c", CANCEL), ("q", CANCEL)], "back", "leave the file alone and the changes unsaved"),
    bind(&[X::Vanished], &[("Esc", CANCEL), ("ctrl-c", CANCEL), ("q", CANCEL)], "back", "leave it unsaved"),
    bind(&[X::Replace, X::InPlace], LIST_KEYS, "", "scroll what differs"),

    bind(&[X::Unsaved], &[("s", ACCEPT), ("Enter", ACCEPT)], "save first", "save, then go on"),
    bind(&[X::Unsaved], &[("d", C::Dialog(D::Discard))], "discard", "discard the changes and go on; o, then Ctrl-T restores them"),
    bind(&[X::Pinned], &[("d", ACCEPT)], "quit", "quit; the pins are lost"),
    bind(&[X::Reread], &[("r", ACCEPT)], "read", "take up what the file holds now; can be undone"),
    bind(&[X::Reread], &[("Esc", CANCEL), ("k", CANCEL), ("ctrl-c", CANCEL), ("q", CANCEL)], "keep", "keep what is open here; saving asks before it overwrites"),
    bind(&[X::EndPresentation], &[("e", ACCEPT), ("y", ACCEPT)], "end", "end the presentation, and the program"),
    bind(&[X::EndPresentation], &[("Esc", CANCEL), ("ctrl-c", CANCEL), ("q", CANCEL), ("n", CANCEL)], "go on", "go on presenting"),
    bind(&[X::Unsaved, X::Pinned], &[("Esc", CANCEL), ("ctrl-c", CANCEL), ("q", CANCEL)], "stay", "stay here"),

    bind(&[X::Recover], &[("Enter", ACCEPT), ("r", ACCEPT)], "resume", "restore them, still unsaved"),
    bind(&[X::Recover], &[("v", C::Dialog(D::Differences))], "difference", "see everything that differs from the saved preset, or the list again"),
    bind(&[X::Recover], &[("d", C::Dialog(D::Discard))], "discard", "discard them; o, then Ctrl-T restores them"),
    bind(&[X::Recover], &[("Esc", CANCEL), ("q", CANCEL), ("ctrl-c", CANCEL)], "later", "leave them for the next start"),
    bind(&[X::Recover], LIST_KEYS, "", "choose another one, or scroll what differs"),
];

impl Context {
    /// The bindings that act in it.
    pub fn bindings(self) -> impl Iterator<Item = &'static Binding> {
        BINDINGS.iter().filter(move |binding| binding.contexts.contains(&self))
    }
}

/// What a key does in a context.
pub fn lookup(context: Context, key: Key) -> Option<Command> {
    let mut bound = context.lookups().flat_map(Context::bindings).flat_map(|binding| binding.keys);
    bound.find(|(name, _)| Key::from_name(name) == Some(key)).map(|(_, command)| *command)
}

impl Binding {
    /// The keys that stand for the binding in the hint bar, `←` `→`, each with its command: one for
    /// each command where all of them are short.
    pub fn shown(&self) -> Vec<(String, Command)> {
        let commands: Vec<Command> = self.keys.iter().map(|(_, command)| *command).collect();
        let again =
            (1..commands.len()).find(|index| commands[..*index].contains(&commands[*index]));
        let mut names = self.names(again.unwrap_or(commands.len()));
        if names.iter().any(|name| name.chars().count() > 1) {
            names.truncate(1);
        }
        names.into_iter().zip(commands).collect()
    }

    /// Each command with the names of its keys.
    pub(super) fn commands(&self) -> Vec<(Command, String)> {
        let mut commands: Vec<(Command, String)> = Vec::new();
        for ((_, command), name) in self.keys.iter().zip(self.names(self.keys.len())) {
            match commands.iter_mut().find(|(known, _)| known == command) {
                Some((_, names)) => *names += &format!(" {name}"),
                None => commands.push((*command, name)),
            }
        }
        commands
    }

    /// All its keys, for help and the documents: `← → h l`.
    pub fn all_keys(&self) -> String {
        self.names(self.keys.len()).join(" ")
    }

    /// What people call the first of its keys.
    fn names(&self, count: usize) -> Vec<String> {
        let keys = self.keys[..count].iter().filter_map(|(name, _)| Key::from_name(name));
        keys.map(|key| key.to_string()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_has_a_name_and_one_meaning_wherever_it_acts() {
        for context in Context::ALL {
            let mut seen = HashSet::new();
            for binding in context.lookups().flat_map(Context::bindings) {
                assert!(!binding.keys.is_empty() && !binding.help.is_empty());
                for (name, command) in binding.keys {
                    let key = Key::from_name(name).unwrap_or_else(|| panic!("{name} is no key"));
                    assert!(seen.insert(key), "{name} twice in {context:?}");
                    assert_eq!(lookup(context, key), Some(*command));
                }
            }
        }
        for screen in Screen::ALL {
            let key = Key::from_name(screen.key()).expect("a key");
            assert_eq!(lookup(Context::Cash, key), Some(Command::Go(screen)));
        }
    }
}
