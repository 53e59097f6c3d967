//! What a key is bound to: on the screens and in dialogs.

use super::Screen;

/// What a key is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of bindings says what each does")]
pub enum Command {
    Step(i32),
    ToEnd(i32),
    TurnScenario(i32),
    ToggleLink,
    EnterExact,
    Reset {
        whole_row: bool,
    },
    ToggleDrawer,
    Go(Screen),
    Back,
    ClearChange,
    Suspend,
    PickMetric,
    PickAxis {
        across: bool,
    },
    NextDriversView,
    NextRiskView,
    ToggleSideBySide,
    ToggleGridNumbers,
    ToggleQuarters,
    Choose(i32),
    /// Rank by a column so many places to the right.
    ChooseColumn(isize),
    MoveColumn(isize),
    RemoveColumn,
    ReverseOrder,
    OpenRanked,
    CompareRanked,
    Move(i32, i32),
    MoveThere,
    OpenPart(bool),
    DriverSlider,
    OpenOrSlider,
    EnterSolveTarget,
    EnterContour,
    EnterRisk,
    SolveClaim,
    ShowClaim,
    ApplySolution,
    NextAgainst,
    CompareWithPreset,
    OpenCompared,
    Adjust(i32),
    ResetSetting,
    DeleteTarget,
    StepLast(i32),
    Undo,
    Redo,
    Pin,
    ListPins,
    /// Present what is on screen.
    Present,
    TurnSlide(i32),
    SlideBack,
    TypeSlide(u8),
    GoToSlide,
    BlankSlide,
    SlideAsWritten,
    EndPresentation,
    AddView,
    ListViews,
    ListHistory,
    EditTexts,
    NewSite,
    CopySite,
    DeleteSite,
    /// Down by so many places, up by less than none.
    MoveSite(isize),
    EditSource,
    EditClaim,
    NewClaim,
    MarkClaim,
    MarkAllClaims,
    DeleteClaims,
    CopyClaims,
    ConfirmSource,
    Calibrate,
    Save,
    SaveAs,
    Open,
    /// A new programme, from what is first known of it.
    NewProgramme,
    Copy,
    ToggleMouse,
    NextTheme,
    Repaint,
    /// What was left or given up, to be taken up.
    Restore,
    Help,
    Palette,
    Filter,
    ClearFilter,
    Quit,
    Dialog(DialogCommand),
}

impl Command {
    /// Whether it is something to look for by name, rather than one of the keys that move about.
    pub(super) const fn is_done_once(self) -> bool {
        !matches!(
            self,
            Self::Step(_)
                | Self::StepLast(_)
                | Self::ToEnd(_)
                | Self::Choose(_)
                | Self::ChooseColumn(_)
                | Self::MoveColumn(_)
                | Self::Move(..)
                | Self::Adjust(_)
                | Self::OpenPart(_)
                | Self::TurnScenario(_)
                | Self::Go(_)
                | Self::Palette
                | Self::Dialog(_)
        )
    }
}

/// What a key does in a dialog, beside choosing a line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DialogCommand {
    /// Take what is typed or chosen; go on as the dialog proposes.
    Accept,
    /// Leave everything as it was.
    Cancel,
    /// A change of the text being typed, or a choice's options.
    Edit(TextEdit),
    /// Continue the text as far as there is one way to.
    Complete,
    /// Everything that differs, or the question again.
    Differences,
    /// Give up what the dialog is about.
    Discard,
    /// Ask what must be true for the claim on the figure.
    SolveClaim,
    /// Take the number as a percentage: 0.72 is 0.72 %.
    AsPercentage,
    /// Write the copy to a file.
    CopyToFile,
    /// Save under another name than the one that is taken.
    OtherName,
    /// Ask for the chosen preset's new name.
    RenamePreset,
    /// Ask for the name of the chosen preset's copy.
    DuplicatePreset,
    /// Ask whether the chosen preset is to be deleted.
    DeletePreset,
    /// Begin a new programme.
    NewProgramme,
    /// List what was discarded or deleted.
    ListKept,
    /// Ask for the name under which the chosen one of that comes back.
    NameKept,
    /// Turn to the other page.
    NextPage,
    /// Mark the chosen line, or no longer.
    Mark,
    /// Ask for the name of a new pin.
    NewPin,
    /// Ask for the chosen pin's new name.
    RenamePin,
    /// Delete the chosen pin; the first time, ask for a second.
    DeletePin,
    /// Keep what is on screen as a view.
    NewView,
    /// Ask for the chosen view's name, title and note.
    EditView,
    /// Move the chosen view down, or up when negative.
    MoveView(isize),
    /// Delete the chosen view.
    DeleteView,
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
    EraseWord,
    EraseToStart,
}
