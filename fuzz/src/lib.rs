//! What the fuzz targets share: somebody at a session, and the screen that it is drawn on.

use crossterm::event::{MouseButton, MouseEventKind};
use payback::app::{Files, press, preview_copy};
use payback::preset::{Diagnostics, Library, Origin, Preset};
use payback::report::copy::{self, CopyScene};
use payback::session::{Action, Copied, Effect, Moment, Session};
use payback::terminal::{ColorDepth, Display, TerminalEvent};
use payback::text::is_disruptive;
use payback::view::{self, Look, Pointer, PointerKind, Regions};
use ratatui::layout::Size;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tempfile::TempDir;

/// What is refused is refused with the file's name, in words that are safe to show.
pub fn assert_shows_safely(report: &Diagnostics) {
    let shown = report.to_string();
    assert!(shown.contains(report.file()), "{shown}");
    assert!(!shown.contains(|c| c != '\n' && is_disruptive(c)), "{shown:?}");
}

/// Somebody at work, with a folder that nothing typed leads out of.
pub struct Desk {
    pub session: Session,
    pub now: Duration,
    /// So many more questions are answered: each takes as long as on a person's screen.
    pub answers: usize,
    size: (u16, u16),
    look: Look,
    files: Files,
    regions: Regions,
    display: Display<Vec<u8>>,
    _folder: TempDir,
}

impl Desk {
    /// At a preset, on a screen of so many columns and rows.
    pub fn new(preset: Preset, origin: Origin, (columns, rows): (u16, u16)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let library = Library::restricted_to(folder.path()).expect("it is one");
        let opened = library.open_at(&origin).ok();
        Self {
            session: Session::new(preset, origin),
            now: Duration::ZERO,
            answers: 0,
            size: (columns, rows),
            look: Look::new(true, true),
            files: Files::new(library, opened),
            regions: Regions::default(),
            display: Display::new(Vec::new(), Size::new(columns, rows), ColorDepth::True),
            _folder: folder,
        }
    }

    /// Takes in what the terminal sends, as the program's loop does; `false` where that ends it.
    pub fn take(&mut self, event: TerminalEvent) -> bool {
        let action = match event {
            TerminalEvent::Key(key) => Some(self.session.action_of(key)),
            TerminalEvent::Paste(text) => Some(Action::Paste(text)),
            TerminalEvent::Mouse(mouse) => {
                let kind = match mouse.kind {
                    MouseEventKind::Down(MouseButton::Left) => PointerKind::Down,
                    MouseEventKind::Drag(MouseButton::Left) => PointerKind::Drag,
                    MouseEventKind::Up(MouseButton::Left) => PointerKind::Up,
                    MouseEventKind::ScrollUp => PointerKind::Wheel(1),
                    MouseEventKind::ScrollDown => PointerKind::Wheel(-1),
                    _ => return true,
                };
                let pointer = Pointer { column: mouse.column, row: mouse.row, kind };
                pointer.action(&self.regions, &self.session)
            }
            _ => None,
        };
        action.is_none_or(|action| self.apply(action))
    }

    /// Applies an action and what its effects answer; `false` where that ends the program.
    pub fn apply(&mut self, action: Action) -> bool {
        let now = self.moment();
        let mut goes_on = true;
        let mut waiting = vec![action];
        while let Some(action) = waiting.pop() {
            for effect in self.session.apply(action, now) {
                match effect {
                    Effect::Quit => goes_on = false,
                    Effect::Inquire(..) if self.answers == 0 => {}
                    Effect::Inquire(generation, inquiry) => {
                        self.answers -= 1;
                        let answer = inquiry.answer(&AtomicBool::new(false)).expect("it goes on");
                        waiting.push(Action::Answered(generation, answer));
                    }
                    Effect::PreviewCopy(what) => waiting.push(preview_copy(&self.session, what)),
                    Effect::Copy { what, .. } => self.copy(what),
                    effect => waiting.extend(self.files.carry_out(effect)),
                }
            }
        }
        goes_on
    }

    /// Draws what there is now and encodes it for a terminal; nothing on it may steer one.
    pub fn draw(&mut self) {
        let (columns, rows) = self.size;
        let now = self.moment();
        press(&mut self.session, view::room(columns, rows), now);
        if let Some(end) = view::help_end(&self.session, columns, rows) {
            press(&mut self.session, end, now);
        }
        let (buffer, regions) = view::frame(&self.session, &self.look, columns, rows);
        for cell in buffer.content() {
            assert!(!cell.symbol().contains(is_disruptive), "{:?}", cell.symbol());
        }
        self.regions = regions;
        self.display.draw(|drawn| drawn.clone_from(&buffer), &[]).expect("a vector takes all");
        self.display.writer_mut().clear();
    }

    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.size = (columns, rows);
        self.display.resize(Size::new(columns, rows));
    }

    /// What is copied, made and forgotten.
    fn copy(&self, what: Copied) {
        let scene = CopyScene {
            look: &self.look,
            size: self.size,
            digest: self.files.digest(&self.session.file.origin),
            date: "2026-11-28".to_owned(),
            file: None,
        };
        let _ = copy::text(&self.session, &scene, what);
    }

    fn moment(&self) -> Moment {
        Moment { since_start: self.now, clock: (9, 41) }
    }
}
