//! The speaker's second terminal, which follows a presentation of the same account.

use super::speaker::{Heard, listen};
use super::{AppError, Ending};
use crate::key::{Key, KeyCode};
use crate::terminal::{
    self, Capabilities, ColorDepth, Display, Events, Guard, Modes, TerminalEvent,
};
use crate::view::{Look, SpeakerNote, draw_notes};
use signal_hook::consts::SIGHUP;
use std::io;
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
    let mut events = Events::start(Event::Input)?;
    guard.heed(events.endings()?);
    let heard = events.sender().clone();
    thread::Builder::new()
        .name("notes".into())
        .spawn(move || listen(|what| heard.send(Event::Heard(what)).is_ok()))?;
    let mut note: Option<(SpeakerNote, Instant)> = None;
    let ending = loop {
        let now = note
            .as_ref()
            .map(|(note, at)| SpeakerNote { elapsed: note.elapsed + at.elapsed(), ..note.clone() });
        display.draw(|buffer| draw_notes(now.as_ref(), look, buffer), &[])?;
        // The clock goes on by itself; without a note nothing does.
        let next = now.as_ref().map(|now| {
            let next = Duration::from_secs(now.elapsed.as_secs() + 1).saturating_sub(now.elapsed);
            Instant::now() + next
        });
        match events.wait(next)? {
            Some(Event::Heard(Heard::Note(heard))) => note = Some((heard, Instant::now())),
            Some(Event::Heard(Heard::Nothing)) => note = None,
            Some(Event::Input(TerminalEvent::Key(key))) if is_end(key) => break Ending::Quit,
            Some(Event::Input(TerminalEvent::Resize(size))) => display.resize(size),
            Some(Event::Input(TerminalEvent::Continued)) => {
                if guard.resume()? {
                    display.invalidate();
                }
            }
            Some(Event::Input(TerminalEvent::Terminate(signal))) => break Ending::Signal(signal),
            Some(Event::Input(TerminalEvent::Hangup)) => break Ending::Signal(SIGHUP),
            Some(Event::Input(_)) | None => {}
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
