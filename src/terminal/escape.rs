//! Bytes and their timing into input.
//!
//! A lone ESC is the key Esc, but also how most other keys begin, and slow
//! links tear these apart. What follows an ESC tells them apart; if nothing
//! does in time, it was the key. Time is passed in, so nothing here waits.

use std::time::{Duration, Instant};

use super::{
    input::Input,
    keys::{ESC, Sequence, alone, parse},
};

/// How long an ESC may wait for the rest of a key.
const LONE: Duration = Duration::from_millis(50);

/// How long the start of a sequence that can be no key of its own may wait
/// for the rest, before it is dropped.
const PARTIAL: Duration = Duration::from_millis(500);

/// How long a paste may pause before it is taken to have ended.
const PASTE: Duration = Duration::from_secs(5);

/// Longest paste that is kept, in bytes.
const LONGEST_PASTE: usize = 1 << 20;

/// Longest sequence that is waited for, in bytes.
const LONGEST_SEQUENCE: usize = 4096;

const PASTE_END: &[u8] = b"\x1b[201~";

/// Turns the terminal's bytes into [`Input`], and drops what is no input,
/// such as answers to questions of other programs.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Bytes that are not yet input.
    waiting: Vec<u8>,
    /// When the last of them came.
    since: Option<Instant>,
    /// The text of a paste under way.
    paste: Option<Vec<u8>>,
}

impl Decoder {
    /// Takes bytes that came in together at `now`, and emits the input that
    /// is complete.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, emit: &mut impl FnMut(Input)) {
        self.expire(now, emit);
        let joins = matches!(bytes.first(), Some(b'[' | b'O'));
        if self.waiting == [ESC] && self.paste.is_none() && !joins {
            // Esc and then another key, since Alt with a key comes in one.
            self.give_up(emit);
        }
        self.waiting.extend_from_slice(bytes);
        self.since = Some(now);
        while !self.waiting.is_empty() {
            let taken =
                if self.paste.is_some() { self.take_paste(emit) } else { self.take_sequence(emit) };
            if taken == 0 {
                break;
            }
            self.waiting.drain(..taken);
        }
    }

    /// When [`expire`](Self::expire) should be called, if no bytes come
    /// before; `None` when nothing waits.
    pub fn deadline(&self) -> Option<Instant> {
        let patience = if self.paste.is_some() {
            PASTE
        } else if self.waiting.is_empty() {
            return None;
        } else if alone(&self.waiting).is_some() {
            LONE
        } else {
            PARTIAL
        };
        self.since.map(|since| since + patience)
    }

    /// Emits what has waited long enough by `now`.
    pub fn expire(&mut self, now: Instant, emit: &mut impl FnMut(Input)) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.give_up(emit);
        }
    }

    fn give_up(&mut self, emit: &mut impl FnMut(Input)) {
        let waiting = std::mem::take(&mut self.waiting);
        if let Some(mut text) = self.paste.take() {
            text.extend(waiting);
            emit(Input::Paste(clean(&text)));
        } else if let Some(key) = alone(&waiting) {
            emit(Input::Key(key));
        }
    }

    /// Returns how many bytes have been dealt with.
    fn take_sequence(&mut self, emit: &mut impl FnMut(Input)) -> usize {
        match parse(&self.waiting) {
            Sequence::Partial if self.waiting.len() > LONGEST_SEQUENCE => self.waiting.len(),
            Sequence::Partial => 0,
            Sequence::Nothing(length) => length,
            Sequence::Paste(length) => {
                self.paste = Some(Vec::new());
                length
            }
            Sequence::Input(input, length) => {
                emit(input);
                length
            }
        }
    }

    fn take_paste(&mut self, emit: &mut impl FnMut(Input)) -> usize {
        let end = find(&self.waiting, PASTE_END);
        let text = end.unwrap_or_else(|| {
            // The end may have come in part.
            let parts = (1..PASTE_END.len()).rev();
            let part =
                parts.into_iter().find(|&length| self.waiting.ends_with(&PASTE_END[..length]));
            self.waiting.len() - part.unwrap_or(0)
        });
        if let Some(paste) = &mut self.paste {
            let room = LONGEST_PASTE.saturating_sub(paste.len());
            paste.extend_from_slice(&self.waiting[..text.min(room)]);
        }
        if end.is_none() {
            return text;
        }
        let paste = self.paste.take().unwrap_or_default();
        emit(Input::Paste(clean(&paste)));
        text + PASTE_END.len()
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// Pasted text with `\n` for line ends and no other controls but tabs.
fn clean(paste: &[u8]) -> String {
    let text = String::from_utf8_lossy(paste).replace("\r\n", "\n");
    let text = text.replace('\r', "\n");
    text.chars()
        .filter(|&character| matches!(character, '\n' | '\t') || !character.is_control())
        .collect()
}

#[cfg(test)]
mod tests;
