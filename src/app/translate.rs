//! The terminal's events in the session's words.

use crate::key::{Key, KeyCode};
use crate::view::{Pointer, PointerKind};
use crossterm::event::{
    KeyCode as Code, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// A key of the terminal as the session names it; `None` for one that it knows nothing of.
pub(super) fn key(event: &KeyEvent) -> Option<Key> {
    let code = match event.code {
        Code::Char(letter) => KeyCode::Char(letter),
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        _ => return None,
    };
    // A capital letter says all there is to say of Shift.
    let tells_shift = !matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: tells_shift && event.modifiers.contains(KeyModifiers::SHIFT),
    })
}

/// Whether a key asks to stop the program for a while, as Ctrl-Z does elsewhere.
pub(super) fn is_suspend(event: &KeyEvent) -> bool {
    event.code == Code::Char('z') && event.modifiers.contains(KeyModifiers::CONTROL)
}

/// What the mouse did, if it is anything that acts here.
pub(super) const fn pointer(event: MouseEvent) -> Option<Pointer> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => PointerKind::Down,
        MouseEventKind::Drag(MouseButton::Left) => PointerKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => PointerKind::Up,
        MouseEventKind::ScrollUp | MouseEventKind::ScrollRight => PointerKind::Wheel(1),
        MouseEventKind::ScrollDown | MouseEventKind::ScrollLeft => PointerKind::Wheel(-1),
        _ => return None,
    };
    Some(Pointer { column: event.column, row: event.row, kind })
}
