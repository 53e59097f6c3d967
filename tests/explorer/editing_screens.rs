//! The dialogs of editing as they look: forms, the list of edits, pins.

use crate::support::Desk;
use insta::assert_snapshot;
use payback::view::Look;

/// What each dialog is shown for, and the keys that lead there.
const DIALOGS: [(&str, &str); 8] = [
    ("weights", "7 G Right*3"),
    ("texts", "E Down"),
    ("source", "Right*5 e"),
    ("claim", "6 Home e Down*4"),
    ("claim_refused", "6 Home e Down*6 Right Down Home Delete*9 text:much Enter"),
    ("claim_left", "6 n text:It_pays Esc"),
    ("history", "Right*5 Down Right*3 6 D e text:-b Enter u z"),
    ("pins", "p Right*5 P n text:fuller_from_the_start Enter D"),
];

fn screen(desk: Desk, keys: &str) -> String {
    let look = desk.look.for_plain_text();
    desk.looking(look).keys(keys).screen()
}

#[test]
fn dialogs_of_editing() {
    for size in [(80, 24), (120, 40)] {
        for (name, keys) in DIALOGS {
            let desk = Desk::at("apec-40b").sized(size.0, size.1);
            assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(desk, keys));
        }
    }
}

#[test]
fn dialogs_of_editing_in_ascii_and_on_the_smallest_screen() {
    for (name, keys) in DIALOGS {
        let desk = Desk::at("apec-40b").sized(60, 20).looking(Look::new(true, false));
        let screen = screen(desk, keys);
        assert!(screen.is_ascii(), "{screen}");
        assert_snapshot!(format!("{name}_ascii"), screen);
    }
}
