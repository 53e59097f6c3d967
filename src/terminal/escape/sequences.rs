//! What real terminals send for keys, as recorded from them, and text in its many forms.

use crossterm::event::KeyModifiers as Modifiers;

use super::super::identity::Identity;
use super::tests::{decode, inputs, key, letter, plain};
use super::*;
use crate::key::KeyCode;
use crate::key::KeyCode::{BackTab, Char, Delete, Down, End, Enter, Home, Left};
use crate::key::KeyCode::{PageDown, PageUp, Right, Up};

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const CTRL: Modifiers = Modifiers::CONTROL;

type Recorded = (&'static str, KeyCode, Modifiers);

#[track_caller]
fn assert_keys(table: &[Recorded]) {
    for &(bytes, code, modifiers) in table {
        assert_eq!(inputs(&[(0, bytes.as_bytes())]), [key(code, modifiers)], "{bytes:?}");
        // However a network tears it; behind an ESC only what can be no key of its own.
        let first = if bytes.starts_with("\x1b[") || bytes.starts_with("\x1bO") { 1 } else { 2 };
        for cut in first..bytes.len() {
            let (first, second) = bytes.as_bytes().split_at(cut);
            let torn = inputs(&[(0, first), (40, second)]);
            assert_eq!(torn, [key(code, modifiers)], "{bytes:?} cut at {cut}");
        }
    }
}

#[test]
fn xterm() {
    assert_keys(&[
        ("\x1b[A", Up, NONE),
        ("\x1bOA", Up, NONE),
        ("\x1b[1;2C", Right, SHIFT),
        ("\x1b[1;5C", Right, CTRL),
        ("\x1b[1;6D", Left, CTRL.union(SHIFT)),
        ("\x1b[1;3B", Down, ALT),
        ("\x1b[H", Home, NONE),
        ("\x1bOF", End, NONE),
        ("\x1b[1;2H", Home, SHIFT),
        ("\x1b[5~", PageUp, NONE),
        ("\x1b[6;5~", PageDown, CTRL),
        ("\x1b[3;2~", Delete, SHIFT),
        ("\x1b[Z", BackTab, SHIFT),
        ("\x1bOM", Enter, NONE),
        ("\x1bOk", Char('+'), NONE),
        ("\x1bOm", Char('-'), NONE),
        ("\x1bOp", Char('0'), NONE),
        ("\x1bOy", Char('9'), NONE),
        ("\x1bOX", Char('='), NONE),
        ("\x1bOj", Char('*'), NONE),
        ("\x1bOn", Char('.'), NONE),
        ("\x1bOo", Char('/'), NONE),
        // modifyOtherKeys, in both of its forms.
        ("\x1b[27;2;76~", Char('L'), SHIFT),
        ("\x1b[27;5;9~", KeyCode::Tab, CTRL),
        ("\x1b[27;6;82~", Char('r'), CTRL.union(SHIFT)),
        ("\x1b[82;6u", Char('r'), CTRL.union(SHIFT)),
        ("\x1b[33;2u", Char('!'), SHIFT),
    ]);
}

#[test]
fn rxvt() {
    assert_keys(&[
        ("\x1b[a", Up, SHIFT),
        ("\x1b[b", Down, SHIFT),
        ("\x1b[c", Right, SHIFT),
        ("\x1b[d", Left, SHIFT),
        ("\x1bOa", Up, CTRL),
        ("\x1bOb", Down, CTRL),
        ("\x1bOc", Right, CTRL),
        ("\x1bOd", Left, CTRL),
        ("\x1b[7~", Home, NONE),
        ("\x1b[8~", End, NONE),
        ("\x1b[7$", Home, SHIFT),
        ("\x1b[8$", End, SHIFT),
        ("\x1b[7^", Home, CTRL),
        ("\x1b[8@", End, CTRL.union(SHIFT)),
        ("\x1b[5$", PageUp, SHIFT),
        ("\x1b[6^", PageDown, CTRL),
        ("\x1b[3$", Delete, SHIFT),
    ]);
}

#[test]
fn kittys_protocol() {
    assert_keys(&[
        ("\x1b[108u", Char('l'), NONE),
        ("\x1b[108;2u", Char('L'), SHIFT),
        ("\x1b[103;2u", Char('G'), SHIFT),
        ("\x1b[228;2u", Char('Ä'), SHIFT),
        // With what Shift makes of it, or with the text that is meant.
        ("\x1b[108:76;2u", Char('L'), SHIFT),
        ("\x1b[49:33;2u", Char('!'), SHIFT),
        ("\x1b[49;2;33u", Char('!'), SHIFT),
        ("\x1b[108;2;76u", Char('L'), SHIFT),
        ("\x1b[108;2:1;76u", Char('L'), SHIFT),
        ("\x1b[43;;43u", Char('+'), NONE),
        ("\x1b[0;;233u", Char('é'), NONE),
        // With another layout's letter, and with caps lock.
        ("\x1b[1083::107;5u", Char('л'), CTRL),
        ("\x1b[108;65u", Char('L'), SHIFT),
        ("\x1b[108;66u", Char('l'), SHIFT),
        ("\x1b[114;5u", Char('r'), CTRL),
        ("\x1b[114;6u", Char('r'), CTRL.union(SHIFT)),
        ("\x1b[120;4u", Char('X'), ALT.union(SHIFT)),
        ("\x1b[99;5u", Char('c'), CTRL),
        ("\x1b[27u", KeyCode::Esc, NONE),
        ("\x1b[13;5u", Enter, CTRL),
        ("\x1b[127;5u", KeyCode::Backspace, CTRL),
        ("\x1b[9;2u", BackTab, SHIFT),
        ("\x1b[13u", Enter, NONE),
        ("\x1b[57414u", Enter, NONE),
        ("\x1b[57400u", Char('1'), NONE),
        ("\x1b[57413u", Char('+'), NONE),
        ("\x1b[57420;5u", Down, CTRL),
        ("\x1b[1;129A", Up, NONE),
    ]);
    // A key let go, a modifier by itself, and a key of the keypad that means nothing.
    for bytes in ["\x1b[108;2:3u", "\x1b[57441;2u", "\x1b[57427u"] {
        assert_eq!(inputs(&[(0, bytes.as_bytes())]), [], "{bytes:?}");
    }
}

#[test]
fn the_linux_console() {
    assert_keys(&[
        ("\x1b\t", BackTab, SHIFT),
        ("\x1b[1~", Home, NONE),
        ("\x1b[4~", End, NONE),
        ("\x7f", KeyCode::Backspace, NONE),
        ("\x1bx", Char('x'), ALT),
        ("\x1bX", Char('X'), ALT.union(SHIFT)),
        ("\x1b\x7f", KeyCode::Backspace, ALT),
        ("G", Char('G'), SHIFT),
        ("é", Char('é'), NONE),
        ("\r", Enter, NONE),
        ("\t", KeyCode::Tab, NONE),
        ("\x03", Char('c'), CTRL),
        ("\x1a", Char('z'), CTRL),
        ("\0", Char(' '), CTRL),
        ("\x1f", Char('7'), CTRL),
    ]);
}

#[test]
fn gnu_screen_and_tmux() {
    assert_keys(&[("\x1b[1;5A", Up, CTRL), ("\x1b[3~", Delete, NONE)]);
    for (answer, kind, version) in
        [("\x1b[>83;40900;0c", 83, 40_900), ("\x1b[>84;0;0c", 84, 0), ("\x1b[>41;390;0c", 41, 390)]
    {
        let said = TerminalEvent::Identity(Identity { kind, version, revision: 0 });
        assert_eq!(inputs(&[(0, answer.as_bytes())]), [said], "{answer:?}");
    }
}

#[test]
fn text_that_comes_faster_than_anybody_types_is_a_paste() {
    let paste = |text: &str| TerminalEvent::Paste(text.to_owned());
    let pasted = |bytes: &str| inputs(&[(0, bytes.as_bytes())]);
    assert_eq!(pasted("q\rrm -rf x\rd"), [paste("q\nrm -rf x\nd")]);
    assert_eq!(pasted("日本語のテキスト"), [paste("日本語のテキスト")]);
    assert_eq!(pasted("\x1b[Cabcdefgh"), [plain(Right), paste("abcdefgh")]);
    // Six keys of a network's stall, and keys that are held, are typed.
    assert_eq!(pasted("=0.72\r").len(), 6);
    assert_eq!(pasted(&"j".repeat(300)), vec![letter('j'); 300]);
    assert_eq!(pasted(&"\x1b[C".repeat(300)), vec![plain(Right); 300]);
    assert_eq!(pasted("lllllllllllluuuuq").len(), 17);
    // Ctrl-C behind it is Ctrl-C.
    assert_eq!(pasted("abcdefgh\x03"), [paste("abcdefgh"), key(Char('c'), CTRL)]);
}

#[test]
fn the_pieces_of_a_paste_belong_together() {
    let paste = |text: &str| TerminalEvent::Paste(text.to_owned());
    let text = "all of this text, and then q";
    for cut in 8..text.len() {
        let (first, second) = text.as_bytes().split_at(cut);
        let pieces = inputs(&[(0, first), (30, second)]);
        assert_eq!(pieces, [paste(&text[..cut]), paste(&text[cut..])], "{cut}");
        let apart = inputs(&[(0, first), (300, b"q")]);
        assert_eq!(apart, [paste(&text[..cut]), letter('q')]);
    }
    let torn: &[(u64, &[u8])] = &[(0, b"abcdefgh\xe2"), (30, b"\x82\xacq")];
    assert_eq!(inputs(torn), [paste("abcdefgh"), paste("€q")]);
}

#[test]
fn other_encodings_are_no_commands() {
    // é in Latin-1, 表 and ソ in Shift-JIS, a character of GB18030 with digits in it, and one torn
    // from its second half.
    let table: [&[u8]; 6] =
        [b"\xe9", b"\x95\x5c", b"\x83\x71", b"\x81\x30\x89\x38", b"\xc4\x71", b"\x1b\xe9"];
    for bytes in table {
        assert_eq!(inputs(&[(0, bytes)]), [], "{bytes:?}");
    }
    assert_eq!(inputs(&[(0, b"\x83"), (30, b"q")]), []);
    assert_eq!(inputs(&[(0, b"\xe9"), (600, b"q")]), [letter('q')]);
    assert_eq!(inputs(&[(0, b"\x83qq")]), [letter('q')]);
    assert_eq!(
        inputs(&[(0, b"\x83q and more text")]),
        [TerminalEvent::Paste(" and more text".into())]
    );
}

#[test]
fn ctrl_c_gets_through_whatever_has_no_end() {
    let ctrl_c = key(Char('c'), CTRL);
    let begun: [&[u8]; 3] = [b"\x1b]11;rgb", b"\x1b[1;", b"\x1bPq"];
    for begun in begun {
        assert_eq!(
            inputs(&[(0, begun), (20, b"\x03")]),
            std::slice::from_ref(&ctrl_c),
            "{begun:?}"
        );
    }
    let paste = TerminalEvent::Paste("abc".into());
    assert_eq!(inputs(&[(0, b"\x1b[200~abc"), (20, b"\x03")]), [paste, ctrl_c.clone()]);
    // Within what was pasted it is a character of no meaning.
    for within in [&b"\x1b[200~a\x03b\x1b[201~"[..], b"\x1b[200~ab\x03\x1b[201~\x1b[0n"] {
        assert_eq!(inputs(&[(0, within)])[0], TerminalEvent::Paste("ab".into()));
    }
    let long = [b"\x1b]52;c;".to_vec(), vec![b'A'; 5000]].concat();
    assert_eq!(inputs(&[(0, &long), (20, b"\x03")]), std::slice::from_ref(&ctrl_c));
    // A slow reader gets it in one with what it should end.
    for begun in [&long, &b"\x1b]11;rgb".to_vec(), &b"\x1b[1;".to_vec(), &b"\x1bPq".to_vec()] {
        let read = [begun.as_slice(), b"\x03"].concat();
        assert_eq!(inputs(&[(0, &read)]), std::slice::from_ref(&ctrl_c), "{begun:?}");
    }
    let paste = TerminalEvent::Paste("abc".into());
    // A reply that was on its way may come with it.
    assert_eq!(
        inputs(&[(0, b"\x1b[200~abc"), (20, b"\x03\x1b[0n")]),
        [paste.clone(), ctrl_c.clone(), TerminalEvent::Reply]
    );
    assert_eq!(
        inputs(&[(0, b"\x1b[200~abc\x03\x03")]),
        [paste.clone(), ctrl_c.clone(), ctrl_c.clone()]
    );
    assert_eq!(inputs(&[(0, b"\x1b[200~ab"), (20, b"c\x03")]), [paste, ctrl_c]);
}

#[test]
fn a_long_reply_is_no_key_however_it_is_torn() {
    for (start, end) in
        [("\x1b]52;c;", "\x1b\\"), ("\x1b]52;c;", "\x07"), ("\x1bP1+r", "\x1b\\"), ("\x1b[1;", "m")]
    {
        let fill = if start == "\x1b[1;" { "1;" } else { "qd" };
        let reply = format!("{start}{}{end}", fill.repeat(35_000));
        for piece in [4096, 1000, 7] {
            let mut pieces: Vec<(u64, &[u8])> =
                reply.as_bytes().chunks(piece).map(|part| (0, part)).collect();
            pieces.push((30, b"q"));
            assert_eq!(inputs(&pieces), [letter('q')], "{start:?}, pieces of {piece}");
        }
    }
    // One without an end keeps keys only for a while.
    let endless = [b"\x1bP".to_vec(), vec![b'q'; 70_000]].concat();
    assert_eq!(decode(&[(0, &endless), (2100, b"j")]), [(2100, letter('j'))]);
    // Another sequence ends it, as does CAN.
    assert_eq!(inputs(&[(0, b"\x1b]11;rgb\x1b[A")]), [plain(Up)]);
    assert_eq!(inputs(&[(0, b"\x1b]11;rgb\x18j")]), [letter('j')]);
}
