//! Any bytes as a terminal's input: through the decoder in pieces with pauses between them, into a
//! session that is drawn after some of them.
//!
//! The first four bytes choose the preset, the size, the pieces and whether a question is answered;
//! the rest is input.

#![no_main]

use libfuzzer_sys::fuzz_target;
use payback::preset::library::BUNDLED;
use payback::preset::{Origin, Preset, read};
use payback::terminal::{Decoder, TerminalEvent};
use payback_fuzz::Desk;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Most pieces of one input.
const PIECES: usize = 60;

const SIZES: [(u16, u16); 8] =
    [(80, 24), (120, 40), (60, 20), (160, 50), (40, 10), (61, 21), (200, 60), (1, 1)];

/// The choice by which a question is answered.
const ANSWERED: u8 = b'A';

/// How long a terminal pauses, in milliseconds: what is torn is joined again or given up.
const PAUSES: [u64; 8] = [0, 1, 5, 20, 60, 150, 600, 6000];

static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    BUNDLED.iter().map(|(id, text)| read(text.as_bytes(), id).expect("it is sound")).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&[preset, size, seed, answers], input)) = bytes.split_first_chunk() else { return };
    let place = usize::from(preset) % PRESETS.len();
    let at = |seed: u8| SIZES[usize::from(seed) % SIZES.len()];
    let mut desk = Desk::new(PRESETS[place].clone(), Origin::Bundled(BUNDLED[place].0), at(size));
    // Answers take long: a million draws are one.
    desk.answers = usize::from(answers == ANSWERED);
    desk.draw();

    let mut random = u32::from(seed) | 0x100;
    let mut next = || {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(random >> 16).expect("16 bits")
    };
    let start = Instant::now();
    let mut decoder = Decoder::default();
    let mut rest = input;
    for _ in 0..PIECES {
        let length = if next() % 4 == 0 { 1 + next() % 40 } else { 1 + next() % 4 };
        let (piece, after) = rest.split_at(length.min(rest.len()));
        rest = after;
        let until = desk.now + Duration::from_millis(PAUSES[next() % PAUSES.len()]);
        let mut events: Vec<TerminalEvent> = Vec::new();
        while let Some(due) = decoder.deadline().filter(|due| *due <= start + until) {
            decoder.expire(due, &mut |event| events.push(event));
        }
        desk.now = until;
        decoder.feed(piece, start + until, &mut |event| events.push(event));
        if next() % 32 == 0 {
            desk.resize(at(u8::try_from(next() % 8).expect("below 8")));
        }
        for event in events {
            if !desk.take(event) {
                return;
            }
        }
        // What comes in together is drawn once.
        if next() % 3 == 0 || rest.is_empty() {
            desk.draw();
        }
        if rest.is_empty() {
            break;
        }
    }
    // Whatever came before, Ctrl-C gets through.
    let mut last = None;
    let end = start + desk.now + Duration::from_millis(1);
    decoder.feed(b"\x03", end, &mut |event| last = Some(event));
    let last = format!("{last:?}");
    assert!(last.contains("Char('c')") && last.contains("ctrl: true"), "{last}");
});
