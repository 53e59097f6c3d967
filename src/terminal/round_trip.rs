//! How long the terminal takes to answer: for the doctor, who alone asks it something outside a
//! held screen.

use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::color::{Rgb, WHAT_BACKGROUND, background_answer};
use super::identity::{Identity, WHO_ARE_YOU};
use super::sequence::string_length;

/// What terminal is it? Every one answers, and changes nothing.
const QUESTION: &[u8] = b"\x1b[c";

/// Longest answer that is read.
const LONGEST: usize = 256;

/// A terminal's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// From the question to the answer's last byte.
    pub took: Duration,
    /// The numbers by which it names what it can, as `62;22`.
    pub attributes: String,
    /// What it says it is, where it was asked and answered.
    pub identity: Option<Identity>,
    /// What colour it says its background has, likewise.
    pub background: Option<Rgb>,
}

/// Puts the line discipline's settings back, however this ends.
struct Restore<'a>(BorrowedFd<'a>, Termios);

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing back.
        let _ = tcsetattr(self.0, OptionalActions::Flush, &self.1);
    }
}

/// Asks the terminal at standard input and output what it is; `None` where there is no terminal at
/// either, or none answers in time. What is typed meanwhile is lost. One that `may_be_asked` is
/// also asked which one it is and what background it has.
///
/// # Errors
/// When the terminal can't be written to or read from.
pub fn round_trip(longest: Duration, may_be_asked: bool) -> io::Result<Option<Reply>> {
    let (stdin, mut stdout) = (io::stdin(), io::stdout());
    if !stdin.is_terminal() || !stdout.is_terminal() {
        return Ok(None);
    }
    let input = stdin.as_fd();
    let before = tcgetattr(input)?;
    let mut raw = before.clone();
    raw.make_raw();
    tcsetattr(input, OptionalActions::Now, &raw)?;
    let _restore = Restore(input, before);
    let start = Instant::now();
    if may_be_asked {
        stdout.write_all(WHAT_BACKGROUND)?;
        stdout.write_all(WHO_ARE_YOU)?;
    }
    stdout.write_all(QUESTION)?;
    stdout.flush()?;
    let mut answer = Vec::new();
    while answer.len() < LONGEST {
        let left = longest.saturating_sub(start.elapsed());
        let timeout = Timespec::try_from(left).unwrap_or_default();
        if left.is_zero() || poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&timeout))? == 0 {
            return Ok(None);
        }
        let mut bytes = [0; 64];
        let count = rustix::io::read(input, &mut bytes)?;
        if count == 0 {
            return Ok(None);
        }
        answer.extend_from_slice(&bytes[..count]);
        if let Some(attributes) = attributes(&answer) {
            let (identity, background) = (identity(&answer), background_in(&answer));
            return Ok(Some(Reply { took: start.elapsed(), attributes, identity, background }));
        }
    }
    Ok(None)
}

/// What an answer `ESC [ > 8 4 ; 0 ; 0 c` before the other one says.
fn identity(bytes: &[u8]) -> Option<Identity> {
    let text = String::from_utf8_lossy(bytes);
    let (numbers, _) = text.split_once("\x1b[>")?.1.split_once('c')?;
    let mut numbers = numbers.split(';').map(str::parse);
    let mut next = || numbers.next().and_then(Result::ok);
    Some(Identity { kind: next()?, version: next()?, revision: next().unwrap_or(0) })
}

/// The colour in an answer `ESC ] 11 ; rgb:1e1e/1e1e/1e1e ESC \`.
fn background_in(bytes: &[u8]) -> Option<Rgb> {
    let start = bytes.windows(2).position(|two| two == b"\x1b]")?;
    let (length, _) = string_length(&bytes[start + 2..]);
    background_answer(&bytes[start..start + 2 + length])
}

/// The numbers in an answer `ESC [ ? 6 2 ; 2 2 c`, once it is complete; keys around it are no part
/// of it.
fn attributes(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split("\x1b[?").skip(1).find_map(|rest| {
        let (numbers, _) = rest.split_once('c')?;
        let sound = numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
        sound.then(|| numbers.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::{Identity, Rgb, attributes, background_in, identity};

    #[test]
    fn an_answer_is_found_among_keys() {
        assert_eq!(attributes(b"\x1b[?62;22c").as_deref(), Some("62;22"));
        assert_eq!(attributes(b"x\x1b[C\x1b[?1;2cq").as_deref(), Some("1;2"));
        assert_eq!(attributes(b"\x1b[?25l\x1b[?6c").as_deref(), Some("6"));
        let both = b"\x1b[>84;0;0c\x1b[?1;2c";
        assert_eq!(identity(both), Some(Identity { kind: 84, version: 0, revision: 0 }));
        assert_eq!(attributes(both).as_deref(), Some("1;2"));
        assert_eq!(identity(b"\x1b[?1;2c"), None);
        let all = b"q\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b[>84;0;0c\x1b[?1;2c";
        assert_eq!(background_in(all), Some(Rgb([30; 3])));
        assert_eq!(identity(all), Some(Identity { kind: 84, version: 0, revision: 0 }));
        assert_eq!(background_in(both), None);
        for incomplete in [&b""[..], b"\x1b[", b"\x1b[?62;2", b"c", b"\x1b[c"] {
            assert_eq!(attributes(incomplete), None);
        }
    }
}
