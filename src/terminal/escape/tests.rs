use crossterm::event::{KeyModifiers as Modifiers, MouseButton, MouseEvent, MouseEventKind};

use super::super::sequence;
use super::*;
use crate::key::KeyCode;
use crate::terminal::Rgb;

/// Feeds pieces that come with so many milliseconds before each, lets all
/// deadlines pass after, and returns what comes out with its time.
pub(super) fn decode(pieces: &[(u64, &[u8])]) -> Vec<(u64, TerminalEvent)> {
    let start = Instant::now();
    let mut decoder = Decoder::default();
    let mut seen = Vec::new();
    let mut now = start;
    let advance = |decoder: &mut Decoder, until: Instant, seen: &mut Vec<_>| {
        while let Some(deadline) = decoder.deadline().filter(|&deadline| deadline <= until) {
            let millis = u64::try_from((deadline - start).as_millis()).unwrap();
            decoder.expire(deadline, &mut |input| seen.push((millis, input)));
        }
    };
    for &(gap, bytes) in pieces {
        now += Duration::from_millis(gap);
        advance(&mut decoder, now, &mut seen);
        let millis = u64::try_from((now - start).as_millis()).unwrap();
        decoder.feed(bytes, now, &mut |input| seen.push((millis, input)));
    }
    advance(&mut decoder, now + Duration::from_secs(60), &mut seen);
    assert_eq!(decoder.deadline(), None);
    seen
}

pub(super) fn inputs(pieces: &[(u64, &[u8])]) -> Vec<TerminalEvent> {
    decode(pieces).into_iter().map(|(_, input)| input).collect()
}

pub(super) fn key(code: KeyCode, modifiers: Modifiers) -> TerminalEvent {
    match sequence::key(code, modifiers, 0) {
        Sequence::Input(event, _) => event,
        other => panic!("{other:?}"),
    }
}

pub(super) fn plain(code: KeyCode) -> TerminalEvent {
    key(code, Modifiers::NONE)
}

pub(super) fn letter(letter: char) -> TerminalEvent {
    plain(KeyCode::Char(letter))
}

#[test]
fn other_keys_are_not_delayed() {
    assert_eq!(
        decode(&[(0, b"q"), (10, b"\x1b[A"), (5, b"\x1bx")]),
        [(0, letter('q')), (10, plain(KeyCode::Up)), (15, key(KeyCode::Char('x'), Modifiers::ALT)),]
    );
}

#[test]
fn a_torn_sequence_is_joined() {
    let right = [plain(KeyCode::Right)];
    assert_eq!(inputs(&[(0, b"\x1b"), (40, b"["), (40, b"C")]), right);
    assert_eq!(inputs(&[(0, b"\x1b["), (400, b"C")]), right);
    assert_eq!(inputs(&[(0, b"\x1b"), (49, b"OC")]), right);
    let drag = MouseEvent {
        kind: MouseEventKind::Drag(MouseButton::Left),
        column: 9,
        row: 4,
        modifiers: Modifiers::NONE,
    };
    assert_eq!(
        inputs(&[(0, b"\x1b"), (20, b"[<32;1"), (20, b"0;5M")]),
        [TerminalEvent::Mouse(drag)]
    );
}

#[test]
fn a_lone_esc_comes_after_its_time_and_esc_with_another_key_stay_two() {
    assert_eq!(decode(&[(0, b"\x1b")]), [(50, plain(KeyCode::Esc))]);
    assert_eq!(decode(&[(0, b"\x1b"), (30, b"j")]), [(30, plain(KeyCode::Esc)), (30, letter('j'))]);
    assert_eq!(inputs(&[(0, b"\x1b"), (80, b"[")]), [plain(KeyCode::Esc), letter('[')]);
    assert_eq!(
        decode(&[(0, b"\x1b\x1b[C")]),
        [(0, plain(KeyCode::Esc)), (0, plain(KeyCode::Right))]
    );
    assert_eq!(decode(&[(0, b"\x1b\x1b")]), [(0, plain(KeyCode::Esc)), (50, plain(KeyCode::Esc))]);
}

#[test]
fn the_start_of_a_sequence_is_dropped_when_the_rest_is_lost() {
    assert_eq!(inputs(&[(0, b"\x1b[1;"), (600, b"q")]), [letter('q')]);
    assert_eq!(inputs(&[(0, b"\xe2\x94"), (600, b"q")]), [letter('q')]);
    assert_eq!(inputs(&[(0, b"\x1b[1\x1b[A")]), [plain(KeyCode::Up)]);
}

#[test]
fn function_keys_are_keys_however_they_are_told() {
    let table: [(&[u8], u8); 12] = [
        (b"\x1bOP", 1),
        (b"\x1bOR", 3),
        (b"\x1b[11~", 1),
        (b"\x1b[15~", 5),
        (b"\x1b[17~", 6),
        (b"\x1b[21~", 10),
        (b"\x1b[23~", 11),
        (b"\x1b[24~", 12),
        (b"\x1b[[A", 1),
        (b"\x1b[[E", 5),
        (b"\x1b[P", 1),
        (b"\x1b[57364u", 1),
    ];
    for (bytes, number) in table {
        assert_eq!(inputs(&[(0, bytes)]), [plain(KeyCode::F(number))], "{bytes:?}");
    }
}

#[test]
fn releases_and_answers_are_no_keys() {
    let table: [&[u8]; 15] = [
        b"\x1b[97;1:3u",
        b"\x1b[1;1:3A",
        b"\x1b[?62;22c",
        b"\x1b[24;80R",
        b"\x1b[?2026;2$y",
        b"\x1b[8;24;80t",
        b"\x1b]10;rgb:0000/0000/0000\x1b\\",
        b"\x1b]11;rgb:0000/0000\x07",
        b"\x1bP>|tmux 3.4\x1b\\",
        b"\x1b[I",
        b"\x1b[201~",
        b"\xff",
        // Insert means nothing here.
        b"\x1b[2~",
        b"\x1b[2@",
        b"\x1b[57425u",
    ];
    for bytes in table {
        assert_eq!(inputs(&[(0, bytes)]), [], "{bytes:?}");
    }
    let torn: &[(u64, &[u8])] = &[(0, b"\x1b]12;rgb"), (100, b":0/0/0\x07q")];
    assert_eq!(inputs(torn), [letter('q')]);
    assert_eq!(inputs(&[(0, b"\x1b[1;1:2A")]), [plain(KeyCode::Up)], "a key that is held");
}

#[test]
fn the_background_is_told_however_it_is_torn_and_ended() {
    let told = TerminalEvent::Background(Rgb([0xfd, 0xf6, 0xe3]));
    for end in ["\x07", "\x1b\\"] {
        let answer = format!("\x1b]11;rgb:fdfd/f6f6/e3e3{end}");
        for cut in 3..answer.len() {
            let (first, second) = answer.as_bytes().split_at(cut);
            let second = [second, b"q"].concat();
            assert_eq!(inputs(&[(0, first), (100, &second)]), [told.clone(), letter('q')], "{cut}");
        }
    }
}

#[test]
fn the_reply_to_our_question_is_told_however_it_is_torn() {
    assert_eq!(
        inputs(&[(0, b"\x1b[0nq\x1b[0n")]),
        [TerminalEvent::Reply, letter('q'), TerminalEvent::Reply]
    );
    assert_eq!(inputs(&[(0, b"\x1b"), (40, b"[0"), (400, b"n")]), [TerminalEvent::Reply]);
    assert_eq!(inputs(&[(0, b"\x1b[3n")]), [TerminalEvent::Reply]);
    assert_eq!(inputs(&[(0, b"\x1b[n"), (0, b"\x1b[?0n"), (0, b"\x1b[0;1n")]), []);
}

#[test]
fn mouse_reports() {
    use MouseEventKind as Kind;
    let left = MouseButton::Left;
    let table: [(&[u8], Kind, Modifiers); 7] = [
        (b"\x1b[<0;3;2M", Kind::Down(left), Modifiers::NONE),
        (b"\x1b[<0;3;2m", Kind::Up(left), Modifiers::NONE),
        (b"\x1b[<36;3;2M", Kind::Drag(left), Modifiers::SHIFT),
        (b"\x1b[<64;3;2M", Kind::ScrollUp, Modifiers::NONE),
        (b"\x1b[<81;3;2M", Kind::ScrollDown, Modifiers::CONTROL),
        (b"\x1b[M #\"", Kind::Down(left), Modifiers::NONE),
        (b"\x1b[M##\"", Kind::Up(left), Modifiers::NONE),
    ];
    for (bytes, kind, modifiers) in table {
        let event = MouseEvent { kind, column: 2, row: 1, modifiers };
        assert_eq!(inputs(&[(0, bytes)]), [TerminalEvent::Mouse(event)], "{bytes:?}");
    }
}

#[test]
fn a_paste_without_an_end_does_not_last() {
    let torn: &[(u64, &[u8])] = &[(0, b"\x1b[200~abc"), (6000, b"q")];
    assert_eq!(inputs(torn), [TerminalEvent::Paste("abc".into()), letter('q')]);
}

#[test]
fn a_paste_keeps_its_first_mebibyte_and_ends_where_it_ends() {
    for (length, kept) in [(LONGEST_PASTE, LONGEST_PASTE), (LONGEST_PASTE + 5, LONGEST_PASTE)] {
        let mut bytes = b"\x1b[200~".to_vec();
        bytes.extend(std::iter::repeat_n(b'a', length));
        bytes.extend(b"\x1b[201~q");
        let pieces: Vec<(u64, &[u8])> = bytes.chunks(4096).map(|piece| (0, piece)).collect();
        let found = inputs(&pieces);
        let [TerminalEvent::Paste(text), last] = &found[..] else {
            panic!("{} inputs", found.len())
        };
        assert_eq!(text.len(), kept);
        assert_eq!(*last, letter('q'));
    }
}
