//! What a key is bound to: on the screens, in dialogs, and the answers to each question.

use super::Screen;

/// What a key is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of bindings says what each does")]
pub enum Command {
    Step(i32),
    ToEnd(i32),
    MoveRow(i32),
    NextScenario,
    PreviousScenario,
    ToggleLink,
    EnterExact,
    ResetValue,
    ResetRow,
    ToggleDrawer,
    Go(Screen),
    Back,
    ClearChange,
    PickMetric,
    PickAcross,
    PickUp,
    NextDriversView,
    NextRiskView,
    ToggleSideBySide,
    Choose(i32),
    Move(i32, i32),
    MoveThere,
    OpenPart,
    ClosePart,
    DriverSlider,
    OpenOrSlider,
    EnterSolveTarget,
    EnterContour,
    EnterRisk,
    SolveClaim,
    ApplySolution,
    NextAgainst,
    CompareWithPreset,
    Adjust(i32),
    ResetSetting,
    DeleteTarget,
    StepLast(i32),
    Undo,
    Redo,
    Pin,
    ListPins,
    ListHistory,
    EditTexts,
    EditSource,
    EditClaim,
    NewClaim,
    DeleteClaim,
    Save,
    SaveAs,
    Open,
    Copy,
    ToggleMouse,
    Repaint,
    Help,
    Quit,
    Dialog(DialogCommand),
}

/// What a key does in a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DialogCommand {
    /// Take what is typed or chosen.
    Accept,
    /// Leave everything as it was.
    Cancel,
    /// Another line, by so many.
    Scroll(i32),
    /// A change of the text being typed, or a choice's options.
    Edit(TextEdit),
    /// Continue the text as far as there is one way to.
    Complete,
    /// Another field of a form.
    Field(i32),
    /// Everything that differs, or the question again.
    Differences,
    /// An answer to a question.
    Answer(Answer),
}

/// What a key does to a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of bindings says what each does")]
pub enum TextEdit {
    Cursor(isize),
    Home,
    End,
    EraseBefore,
    EraseBehind,
}

/// An answer, with the question that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// How is a number to be read?
    Reading(Reading),
    /// What is to be done with the chosen preset?
    Preset(PresetAnswer),
    /// Where does the copy go? To a file.
    CopyToFile,
    /// What is to be done with the chosen pin?
    Pin(PinAnswer),
    /// Is a file saved over?
    Overwrite(OverwriteAnswer),
    /// What becomes of unsaved changes?
    Unsaved(UnsavedAnswer),
    /// Quit although pins are lost? Yes.
    LosePins,
    /// Is what an earlier run left given up? Yes.
    DiscardLeftover,
}

/// How a number with two readings is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// 0.72 is 72 %.
    Fraction,
    /// 0.72 is 0.72 %.
    Percentage,
}

/// What is done with a preset of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of bindings says what each does")]
pub enum PresetAnswer {
    Rename,
    Duplicate,
    Delete,
    Restore,
}

/// What is done with a pin of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of bindings says what each does")]
pub enum PinAnswer {
    New,
    Rename,
    Delete,
}

/// What is done about a file that is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of bindings says what each does")]
pub enum OverwriteAnswer {
    Replace,
    OtherName,
}

/// What is done about unsaved changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of bindings says what each does")]
pub enum UnsavedAnswer {
    Save,
    Discard,
}
