//! Bytes and their timing into input.
//!
//! A lone ESC is the key Esc, but also how most other keys begin, and slow
//! links tear these apart. What follows an ESC tells them apart; if nothing
//! does in time, it was the key. Time is passed in, so nothing here waits.

use std::time::{Duration, Instant};

use super::event::TerminalEvent;
use super::keys::{alone, parse};
use super::sequence::{ESC, Sequence, Skip};
use super::text::{INTERRUPT, clean, is_text, looks_pasted, run};

/// How long an ESC may wait for the rest of a key.
const LONE: Duration = Duration::from_millis(50);

/// How long the start of a sequence that can be no key of its own may wait
/// for the rest, before it is dropped.
const PARTIAL: Duration = Duration::from_millis(500);

/// How long a sequence too long to be a key may pause: as long as a network
/// stalls.
const SKIPPED: Duration = Duration::from_secs(2);

/// How long a paste may pause before it is taken to have ended.
const PASTE: Duration = Duration::from_secs(5);

/// How long a paste without brackets may pause. Its pieces follow each other
/// at once; no person takes up a key that soon after.
const PIECE: Duration = Duration::from_millis(100);

/// Longest paste that is kept, in bytes.
const LONGEST_PASTE: usize = 1 << 20;

/// Longest sequence that is taken for a key or a short reply, in bytes.
const LONGEST_SEQUENCE: usize = 256;

const PASTE_END: &[u8] = b"\x1b[201~";

/// Turns the terminal's bytes into [`TerminalEvent`], and drops what is no input,
/// such as answers to questions of other programs.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Bytes that are not yet input.
    waiting: Vec<u8>,
    /// When the last of them came.
    since: Option<Instant>,
    within: Within,
    /// When text last came that was pasted without brackets.
    pasted: Option<Instant>,
}

/// What the next bytes belong to.
#[derive(Debug, Default)]
enum Within {
    /// A key, or a sequence of its own.
    #[default]
    Keys,
    /// A paste, of which this has come.
    Paste(Vec<u8>),
    /// A sequence too long to be input.
    Skipped(Skip),
}

impl Decoder {
    /// Takes bytes that came in together at `now`, and emits the input that
    /// is complete.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, emit: &mut impl FnMut(TerminalEvent)) {
        // Ctrl-C last of all is the key, whatever was to come: nobody would wait longer.
        let before = bytes.len() - interrupted(bytes);
        self.take(&bytes[..before], now, emit);
        if before < bytes.len() {
            self.give_up(emit);
            self.take(&bytes[before..], now, emit);
        }
    }

    fn take(&mut self, bytes: &[u8], now: Instant, emit: &mut impl FnMut(TerminalEvent)) {
        self.expire(now, emit);
        if bytes.is_empty() {
            return;
        }
        let joins = matches!(bytes.first(), Some(b'[' | b'O'));
        let separate = self.waiting == [ESC] && matches!(self.within, Within::Keys) && !joins;
        // Esc and then another key, since Alt with a key comes in one.
        if separate {
            self.give_up(emit);
        }
        self.waiting.extend_from_slice(bytes);
        self.since = Some(now);
        let mut typed = 0;
        while !self.waiting.is_empty() {
            let taken = match self.within {
                Within::Keys if typed == 0 => match self.take_pasted(now, emit) {
                    Ok(taken) => taken,
                    Err(run) => {
                        typed = run;
                        self.take_sequence(emit)
                    }
                },
                Within::Keys => self.take_sequence(emit),
                Within::Paste(_) => self.take_paste(emit),
                Within::Skipped(skip) => self.skip(skip),
            };
            if taken == 0 {
                break;
            }
            typed = typed.saturating_sub(taken);
            self.waiting.drain(..taken);
        }
    }

    /// When [`expire`](Self::expire) should be called, if no bytes come
    /// before; `None` when nothing waits.
    pub fn deadline(&self) -> Option<Instant> {
        let patience = match self.within {
            Within::Paste(_) => PASTE,
            Within::Skipped(_) => SKIPPED,
            Within::Keys if self.waiting.is_empty() => return None,
            Within::Keys if alone(&self.waiting).is_some() => LONE,
            Within::Keys => PARTIAL,
        };
        self.since.map(|since| since + patience)
    }

    /// Emits what has waited long enough by `now`.
    pub fn expire(&mut self, now: Instant, emit: &mut impl FnMut(TerminalEvent)) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.give_up(emit);
        }
    }

    fn give_up(&mut self, emit: &mut impl FnMut(TerminalEvent)) {
        let waiting = std::mem::take(&mut self.waiting);
        match std::mem::take(&mut self.within) {
            Within::Paste(mut text) => {
                text.extend(waiting);
                emit(TerminalEvent::Paste(clean(&text)));
            }
            Within::Keys => {
                if let Some(key) = alone(&waiting) {
                    emit(TerminalEvent::Key(key));
                }
            }
            Within::Skipped(_) => {}
        }
    }

    /// Takes text that was pasted, though without brackets, and returns how
    /// many bytes that was; or, where it was typed, how many bytes of typing
    /// come before anything else.
    fn take_pasted(
        &mut self,
        now: Instant,
        emit: &mut impl FnMut(TerminalEvent),
    ) -> Result<usize, usize> {
        let run = run(&self.waiting);
        if run == 0 {
            // Whether what comes next goes on with a paste is seen once it has come in full.
            return Err(0);
        }
        let goes_on = self.pasted.is_some_and(|last| now.saturating_duration_since(last) < PIECE);
        let text = &self.waiting[..run];
        let is_pasted = looks_pasted(text) || goes_on && is_text(text);
        if !is_pasted {
            self.pasted = None;
            return Err(run);
        }
        self.pasted = Some(now);
        emit(TerminalEvent::Paste(clean(text)));
        Ok(run)
    }

    /// Returns how many bytes have been dealt with.
    fn take_sequence(&mut self, emit: &mut impl FnMut(TerminalEvent)) -> usize {
        match parse(&self.waiting) {
            Sequence::Partial if self.waiting.len() > LONGEST_SEQUENCE => {
                let skip = Skip::of(&self.waiting);
                self.within = Within::Skipped(skip);
                // Its start; what ends it may have come.
                2
            }
            Sequence::Partial => 0,
            Sequence::Nothing(length) => length,
            Sequence::Paste(length) => {
                self.within = Within::Paste(Vec::new());
                length
            }
            Sequence::Input(input, length) => {
                emit(input);
                length
            }
        }
    }

    fn skip(&mut self, skip: Skip) -> usize {
        let (length, ended) = skip.length(&self.waiting);
        if ended {
            self.within = Within::Keys;
        }
        length
    }

    fn take_paste(&mut self, emit: &mut impl FnMut(TerminalEvent)) -> usize {
        let end = self.waiting.windows(PASTE_END.len()).position(|bytes| bytes == PASTE_END);
        let text = end.unwrap_or_else(|| {
            // The end may have come in part.
            let parts = (1..PASTE_END.len()).rev();
            let part =
                parts.into_iter().find(|&length| self.waiting.ends_with(&PASTE_END[..length]));
            self.waiting.len() - part.unwrap_or(0)
        });
        if let Within::Paste(paste) = &mut self.within {
            let room = LONGEST_PASTE.saturating_sub(paste.len());
            paste.extend_from_slice(&self.waiting[..text.min(room)]);
        }
        if end.is_none() {
            return text;
        }
        if let Within::Paste(paste) = std::mem::take(&mut self.within) {
            emit(TerminalEvent::Paste(clean(&paste)));
        }
        text + PASTE_END.len()
    }
}

/// How long the end of what came in together is that Ctrl-C begins and nothing follows in but whole
/// sequences, such as replies that were on their way.
fn interrupted(bytes: &[u8]) -> usize {
    let Some(last) = bytes.iter().rposition(|&byte| byte == INTERRUPT) else { return 0 };
    let mut rest = &bytes[last + 1..];
    while rest.first() == Some(&ESC) && !rest.starts_with(PASTE_END) {
        match parse(rest) {
            Sequence::Input(_, length) | Sequence::Nothing(length) => rest = &rest[length..],
            Sequence::Partial | Sequence::Paste(_) => return 0,
        }
    }
    let run = bytes[..last].iter().rev().take_while(|&&byte| byte == INTERRUPT).count();
    if rest.is_empty() { bytes.len() - last + run } else { 0 }
}

#[cfg(test)]
mod sequences;
#[cfg(test)]
mod tests;
