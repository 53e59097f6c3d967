//! The speaker's second terminal, which follows a presentation of the same account.

use super::speaker::{Heard, listen};
use super::{AppError, Ending};
use crate::key::{Key, KeyCode};
use crate::terminal::{
    self, Capabilities, ColorDepth, Display, Guard, Modes, Reader, TerminalEvent,
};
use crate::view::{Look, SpeakerNote, draw_notes};
use signal_hook::consts::SIGHUP;
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

enum Event {
    Input(TerminalEvent),
    Heard(Heard),
}

/// Shows the notes of the presentation that runs, or of the next one that does, until the person
/// quits.
///
/// # Errors
/// When there is no terminal to run on, or it fails; it is given back first.
pub fn follow_notes(
    look: &Look,
    colors: ColorDepth,
    capabilities: &Capabilities,
) -> Result<Ending, AppError> {
    if capabilities.dumb && io::IsTerminal::is_terminal(&io::stdout()) {
        return Err(AppError::Dumb);
    }
    let title = Some("payback: notes".to_owned());
    let mut guard = Guard::enter(Modes { mouse: false, title }, None)?;
    let mut display = Display::new(guard.output(), terminal::size(), colors);
    let (sender, events) = mpsc::channel();
    let heard = sender.clone();
    thread::Builder::new()
        .name("notes".into())
        .spawn(move || listen(|what| heard.send(Event::Heard(what)).is_ok()))?;
    let reader = Reader::start(sender, Event::Input)?;
    guard.heed(reader.endings()?);
    let mut note: Option<(SpeakerNote, Instant)> = None;
    let ending = loop {
        let now = note
            .as_ref()
            .map(|(note, at)| SpeakerNote { elapsed: note.elapsed + at.elapsed(), ..note.clone() });
        display.draw(|buffer| draw_notes(now.as_ref(), look, buffer), &[])?;
        // The clock goes on by itself; without a note nothing does.
        let event = match &now {
            Some(now) => {
                let next =
                    Duration::from_secs(now.elapsed.as_secs() + 1).saturating_sub(now.elapsed);
                events.recv_timeout(next)
            }
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(Event::Heard(Heard::Note(heard))) => note = Some((heard, Instant::now())),
            Ok(Event::Heard(Heard::Nothing)) => note = None,
            Ok(Event::Input(TerminalEvent::Key(key))) if is_end(key) => break Ending::Quit,
            Ok(Event::Input(TerminalEvent::Resize(size))) => display.resize(size),
            Ok(Event::Input(TerminalEvent::Continued)) => {
                if guard.resume()? {
                    display.invalidate();
                }
            }
            Ok(Event::Input(TerminalEvent::Terminate(signal))) => break Ending::Signal(signal),
            Ok(Event::Input(TerminalEvent::Hangup)) => break Ending::Signal(SIGHUP),
            Ok(Event::Input(_)) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break Ending::Quit,
        }
    };
    // A terminal that is gone needs nothing back.
    let left = guard.leave();
    if ending == Ending::Quit {
        left?;
    }
    Ok(ending)
}

fn is_end(key: Key) -> bool {
    match key.code {
        KeyCode::Char('q') | KeyCode::Esc => true,
        KeyCode::Char('c') => key.ctrl,
        _ => false,
    }
}
