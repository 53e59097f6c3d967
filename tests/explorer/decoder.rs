//! The decoder of what terminals send, on random streams: it never panics, holds nothing back for
//! ever, and whatever is torn where it may be comes out as what it was.
//!
//! For a second or so by default; `PAYBACK_FUZZ_SECONDS=3600` goes on for an hour.

use crate::shown::Random;
use payback::terminal::{Decoder, Identity, TerminalEvent};
use std::time::{Duration, Instant};

/// What begins sequences, ends them or stands in them.
const SPICES: [&[u8]; 24] = [
    b"\x1b",
    b"\x1b[",
    b"\x1bO",
    b"\x1b]",
    b"\x1bP",
    b"\x1b\\",
    b"\x1b[<",
    b"\x1b[M",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x07",
    b"\x18",
    b"\x03",
    b";",
    b":",
    b"$",
    b"^",
    b"~",
    b"u",
    b"M",
    b"\x83",
    b"\xe2\x82",
    b"\xef\xbc\x9d",
    b"\x1b_",
];

/// Sequences by themselves, and what each is: nothing, a reply, or a key that is told apart by its
/// name.
const KNOWN: [(&str, &str); 21] = [
    ("\x1b[A", "Up"),
    ("\x1b[1;5D", "Left"),
    ("\x1bOC", "Right"),
    ("\x1b[7$", "Home"),
    ("\x1b[a", "Up"),
    ("\x1bOd", "Left"),
    ("\x1b[6^", "PageDown"),
    ("\x1bOM", "Enter"),
    ("\x1b[108;2u", "Char('L')"),
    ("\x1b[49;2;33u", "Char('!')"),
    ("\x1b[57414u", "Enter"),
    ("\x1b[[B", "F(2)"),
    ("\x1b[27;2;76~", "Char('L')"),
    ("\x1b[<64;10;5M", "ScrollUp"),
    ("\x1b[M #\"", "Down(Left)"),
    ("\x1b[0n", "Reply"),
    ("\x1b[>84;0;0c", "kind: 84"),
    ("\x1b[?62;22c", ""),
    ("\x1b]11;rgb:0000/0000/0000\x1b\\", "Rgb([0, 0, 0])"),
    ("\x1b]10;rgb:0000/0000/0000\x1b\\", ""),
    ("\x1bP>|tmux 3.4\x1b\\", ""),
];

struct Fed {
    decoder: Decoder,
    now: Instant,
    out: Vec<TerminalEvent>,
}

impl Fed {
    fn new() -> Self {
        Self { decoder: Decoder::default(), now: Instant::now(), out: Vec::new() }
    }

    /// Bytes that come in after a while.
    fn take(&mut self, bytes: &[u8], gap: u64) {
        let until = self.now + Duration::from_millis(gap);
        let out = &mut self.out;
        while let Some(deadline) = self.decoder.deadline().filter(|deadline| *deadline <= until) {
            self.decoder.expire(deadline, &mut |input| out.push(input));
        }
        self.now = until;
        self.decoder.feed(bytes, until, &mut |input| out.push(input));
    }

    /// Lets all time pass that anything waits for.
    fn rest(&mut self) {
        let out = &mut self.out;
        for _ in 0..3 {
            let Some(deadline) = self.decoder.deadline() else { return };
            self.decoder.expire(deadline, &mut |input| out.push(input));
        }
        panic!("something waits for ever");
    }
}

/// Bytes of all kinds in pieces of all sizes: nothing waits for ever, Ctrl-C gets through, and text
/// without control characters is all that a paste holds.
fn anything(random: &mut Random) {
    let mut fed = Fed::new();
    for _ in 0..random.below(30) {
        let mut piece = Vec::new();
        for _ in 0..random.below(12) {
            match random.below(4) {
                0 => piece.push(random.byte()),
                1 => piece.push(random.pick(b"qd0179jk\r")),
                _ => piece.extend(random.pick(&SPICES)),
            }
        }
        if random.one_in(20) {
            piece.extend(vec![random.byte(); usize::from(random.below(9000))]);
        }
        fed.take(&piece, random.pick(&[0, 1, 20, 60, 600, 6000]));
    }
    fed.take(b"\x03", 1);
    let last = format!("{:?}", fed.out.last());
    assert!(last.contains("Char('c')") && last.contains("ctrl: true"), "{last}");
    fed.rest();
    for input in &fed.out {
        if let TerminalEvent::Paste(text) = input {
            let clean = |letter: char| matches!(letter, '\n' | '\t') || !letter.is_control();
            assert!(text.chars().all(clean), "{text:?}");
        }
    }
}

/// Known sequences, replies of any length and pastes, torn anywhere but behind an ESC.
fn torn(random: &mut Random) {
    let mut stream = Vec::new();
    let mut expected = Vec::new();
    for _ in 0..=random.below(12) {
        match random.below(6) {
            0 => {
                stream.extend(b"\x1b]52;c;");
                stream.extend(vec![b'q'; usize::from(random.below(20_000))]);
                stream.extend(random.pick(&[&b"\x07"[..], b"\x1b\\"]));
            }
            1 => {
                stream.extend(b"\x1b[200~q\x1b[Ad\r\nd\x1b[201~");
                expected.push("Paste(\"q[Ad\\nd\")");
            }
            _ => {
                let (sequence, what) = random.pick(&KNOWN);
                stream.extend(sequence.as_bytes());
                expected.extend(Some(what).filter(|what| !what.is_empty()));
            }
        }
    }
    let mut fed = Fed::new();
    let mut rest = &stream[..];
    while !rest.is_empty() {
        let mut length = (1 + usize::from(random.below(5000))).min(rest.len());
        if random.one_in(2) {
            length = length.min(1 + usize::from(random.below(9)));
        }
        while length < rest.len() && rest[length - 1] == 0x1b {
            length += 1;
        }
        let (piece, after) = rest.split_at(length);
        fed.take(piece, u64::from(random.below(40)));
        rest = after;
    }
    fed.rest();
    let seen: Vec<String> = fed.out.iter().map(|input| format!("{input:?}")).collect();
    assert_eq!(seen.len(), expected.len(), "{seen:?} of {:?}", String::from_utf8_lossy(&stream));
    for (seen, expected) in seen.iter().zip(&expected) {
        assert!(seen.contains(expected), "{seen} is no {expected}");
    }
}

#[test]
fn random_streams_are_decoded() {
    let seconds = std::env::var("PAYBACK_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let (time, first) = match seconds {
        Some(seconds) => {
            let clock =
                std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
            (Duration::from_secs(seconds), clock << 20)
        }
        None => (Duration::from_millis(700), 0),
    };
    let start = Instant::now();
    let mut seed = first;
    while start.elapsed() < time {
        // A failure comes back with its seed.
        let caught = std::panic::catch_unwind(|| {
            let random = &mut Random::new(seed);
            anything(random);
            torn(random);
        });
        assert!(caught.is_ok(), "with seed {seed}");
        seed += 1;
    }
    println!("{} streams in {:?}", 2 * (seed - first), start.elapsed());
    assert!(seed > first);
}

#[test]
fn an_identity_is_told() {
    let mut fed = Fed::new();
    fed.take(b"\x1b[>83;40900;0c", 0);
    assert_eq!(
        fed.out,
        [TerminalEvent::Identity(Identity { kind: 83, version: 40_900, revision: 0 })]
    );
}
