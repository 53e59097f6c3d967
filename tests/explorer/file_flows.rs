//! Files and a person: opening, saving, renaming, deleting, key by key, with everything that can
//! come in between.

use crate::support::{Desk, preset};
use insta::assert_snapshot;
use payback::model::{Driver, Scenario};
use payback::preset::recovery::{Leftover, Recovery, Unsaved};
use payback::preset::{Library, Origin, Preset, read_file, to_ron};
use payback::session::{Action, Command, Dialog};
use payback::view::{ClickTarget, Look};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A person's folder with two presets of their own, `mine` and `other`, and a file elsewhere.
struct Shelf(tempfile::TempDir);

impl Shelf {
    fn new() -> Self {
        let shelf = Self(tempfile::tempdir().unwrap());
        let library = shelf.library();
        library.save_as("mine", &named("Mine", 0.5)).unwrap();
        library.save_as("other", &named("The other", 0.6)).unwrap();
        fs::create_dir(shelf.path("models")).unwrap();
        payback::preset::save(&shelf.path("models/case.ron"), &named("A case", 0.7)).unwrap();
        shelf
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn library(&self) -> Library {
        Library::at(self.path("presets"))
    }

    /// At a saved preset of the library.
    fn at(&self, name: &str) -> Desk {
        let (preset, origin) = self.library().find(name).unwrap();
        Desk::with(preset, origin, self.library())
    }

    /// At a file of any text.
    fn at_file(&self, name: &str, text: &str) -> (Desk, PathBuf) {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        let preset = read_file(&path).unwrap();
        (Desk::with(preset, Origin::File(path.clone()), self.library()), path)
    }

    fn read(&self, name: &str) -> Preset {
        read_file(&self.path(&format!("presets/{name}.ron"))).unwrap()
    }
}

/// The announced case under another name, with another utilization.
fn named(name: &str, utilization: f64) -> Preset {
    let mut preset = preset("apec-40b");
    name.clone_into(&mut preset.name);
    preset.inputs.scenarios[Scenario::Base].set_driver(Driver::Utilization, utilization);
    preset
}

// Opening

#[test]
fn letters_look_for_a_preset_and_what_differs_is_shown() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    desk.keys("o").assert_shows("same as the open preset");
    desk.keys("text:OTH").assert_shows("The other");
    desk.assert_shows("base: Utilization");
    desk.assert_shows("50 % → 60 %");
    desk.assert_lacks("price-war");
    desk.keys("Backspace*3 text:zzz").assert_shows("nothing matches");
    desk.keys("Enter").assert_shows("there is no preset ‘zzz’");
    desk.keys("Backspace*3 text:oth Enter").assert_shows("opened The other");
    assert_eq!(desk.session.preset, named("The other", 0.6));
}

/// From the list of presets to a programme of one's own, by keys alone.
#[test]
fn a_new_programme_is_asked_about_saved_and_opened() {
    let shelf = Shelf::new();
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut desk = shelf.at("mine").sized(columns, rows);
        desk.keys("o ctrl-n text:Harbour Tab Tab text:12 Tab text:2027-01");
        assert_snapshot!(format!("new_programme_{columns}x{rows}"), desk.screen());
    }
    let mut desk = shelf.at("mine");
    // Nothing is lost: what is unsaved is asked about before another preset is open.
    desk.keys("Right ctrl-n text:Harbour Tab Tab text:lots Enter");
    desk.assert_shows("not a number");
    desk.assert_shows("it is missing");
    desk.keys("ctrl-u text:12 Tab text:2027-01 Tab*4 text:2.4 Tab text:30% Enter");
    let begun = shelf.read("Harbour");
    assert_eq!(begun.inputs.programme.sites[0].pledge.to_bits(), 12f64.to_bits());
    desk.assert_shows("unsaved");
    desk.keys("d");
    assert_eq!(desk.session.preset.name, "Harbour");
    assert_eq!(desk.session.screen, payback::session::Screen::Explore);
    desk.assert_shows("[Harbour]");
    // A name that is taken is said at its field; what was typed stays.
    desk.keys(
        "ctrl-n text:Harbour Tab Tab text:9 Tab text:2028-01 Tab*4 text:2 Tab text:30% Enter",
    );
    desk.assert_shows("such a file already");
    desk.assert_shows("2028-01");
    desk.keys("text:2 Enter").assert_lacks("such a file");
    assert_eq!(desk.session.preset.name, "Harbour");
    let pledge = desk.session.preset.inputs.programme.sites[0].pledge;
    assert_eq!(pledge.to_bits(), 9f64.to_bits());
    // What was typed isn't thrown away by one key.
    desk.keys("ctrl-n text:x Esc").assert_shows("Press Esc again");
    desk.keys("Esc").assert_lacks("New programme");
}

#[test]
fn a_path_is_completed_and_opened() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    let folder = shelf.path("");
    desk.keys("o").paste(&format!("{}mo", folder.display()));
    desk.assert_shows("folder");
    desk.keys("Tab").assert_shows("case.ron");
    desk.keys("Tab").assert_shows("A case");
    desk.keys("Enter").assert_shows("opened A case");
    assert_eq!(desk.session.file.origin, Origin::File(shelf.path("models/case.ron")));
    // It is among the recent ones now, and a folder can be gone into.
    desk.keys("o text:case Enter");
    assert_eq!(desk.session.dialog, None);
    desk.keys("o").paste(&format!("{}mo", folder.display())).keys("Enter");
    desk.assert_shows("case.ron");
}

#[test]
fn a_preset_is_renamed_and_the_open_one_follows() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    desk.keys("o text:mine ctrl-r").assert_shows("new name");
    desk.keys("Backspace*4 text:other Enter").assert_shows("already");
    desk.keys("Backspace*5 text:../out Enter").assert_shows("can't be a preset's name");
    desk.keys("Backspace*6 text:renamed Enter").assert_shows("mine is called renamed now");
    assert!(!shelf.path("presets/mine.ron").exists());
    desk.keys("Esc Right s").assert_shows("saved as renamed");
    assert_eq!(shelf.read("renamed"), desk.session.preset);
    assert!(!shelf.path("presets/mine.ron").exists());
    // What comes with the program has the name that it has.
    desk.keys("o text:price ctrl-r").assert_shows("Ctrl-D copies this one");
}

#[test]
fn a_preset_is_copied_with_its_comments() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine").sized(160, 50);
    desk.keys("o text:price ctrl-d").assert_shows("price-war-mine");
    desk.keys("Enter").assert_shows("takes along [claims and sources]");
    desk.keys("Enter").assert_shows("copied as price-war-mine");
    let copy = fs::read_to_string(shelf.path("presets/price-war-mine.ron")).unwrap();
    let (_, bundled) = payback::preset::library::BUNDLED[6];
    assert_eq!(copy, bundled);
    desk.keys("ctrl-d Backspace*20 text:other Enter*2").assert_says("there is such a file already");
    assert_eq!(shelf.read("other"), named("The other", 0.6));
}

/// A copy begins with what one wants of the other preset, and its comments.
#[test]
fn a_copy_takes_claims_and_sources_along_or_leaves_them() {
    let shelf = Shelf::new();
    let whole = preset("price-war");
    for (downs, claims, sources) in
        [(0, true, true), (1, true, false), (2, false, true), (3, false, false)]
    {
        let mut desk = shelf.at("mine").sized(120, 40);
        let name = format!("copy{downs}");
        desk.keys(&format!("o text:price ctrl-d ctrl-u text:{name} Enter Down*{downs}"));
        if downs == 1 {
            assert_snapshot!("copy_takes_along", desk.front());
        }
        desk.keys("Enter").assert_shows(&format!("copied as {name}"));
        let copy = shelf.read(&name);
        assert_eq!(copy.inputs, whole.inputs);
        assert_eq!((copy.claims == whole.claims, copy.claims.is_empty()), (claims, !claims));
        assert_eq!((copy.sources == whole.sources, copy.sources.is_empty()), (sources, !sources));
        let text = fs::read_to_string(shelf.path(&format!("presets/{name}.ron"))).unwrap();
        assert!(text.starts_with("//"), "{text}");
    }
}

#[test]
fn a_deleted_preset_is_in_the_trash_and_one_key_brings_it_back() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("other");
    desk.keys("o text:mine ctrl-x").assert_shows("Move ‘mine’ to the trash?");
    desk.keys("Esc");
    assert!(shelf.path("presets/mine.ron").exists());
    desk.keys("ctrl-x y").assert_shows("press Ctrl-T to restore it");
    assert!(!shelf.path("presets/mine.ron").exists());
    desk.keys("ctrl-t").assert_shows("Discarded and deleted");
    desk.assert_shows("deleted by");
    desk.keys("Enter").assert_shows("restored mine");
    desk.assert_shows("nothing has been discarded or deleted");
    assert_eq!(shelf.read("mine"), named("Mine", 0.5));
    desk.keys("Esc").assert_shows("Open a preset");
}

#[test]
fn a_deleted_preset_whose_name_was_taken_comes_back_under_another() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("other");
    desk.keys("o text:mine ctrl-x y Esc");
    shelf.library().save_as("mine", &named("Somebody's", 0.7)).unwrap();
    desk.keys("o ctrl-t Enter").assert_shows("Choose another name");
    desk.keys("Enter").assert_shows("restored mine 2");
    assert_eq!(shelf.read("mine"), named("Somebody's", 0.7));
    assert_eq!(shelf.read("mine 2"), named("Mine", 0.5));
    // A name of one's own from the start.
    desk.keys("Esc text:mine ctrl-x y ctrl-t n Backspace*9 text:third Enter");
    desk.assert_shows("restored third");
    assert!(shelf.path("presets/third.ron").exists());
}

#[test]
fn discarded_work_comes_back_as_unsaved_work_or_as_a_preset() {
    let shelf = Shelf::new();
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    let mut desk = shelf.at("other");
    desk.offer(Recovery::of(&shelf.library()).leftovers());
    desk.keys("ctrl-t d").assert_shows("changes discarded; press o, then Ctrl-T, to restore them");
    desk.keys("o ctrl-t").assert_shows("discarded by you");
    desk.assert_shows("Utilization");
    // What is unsaved now is asked about first.
    desk.keys("Esc Esc Right o ctrl-t Enter").assert_shows("unsaved changes. Save them");
    desk.keys("Esc u o ctrl-t Enter").assert_shows("restored Mine");
    desk.assert_shows("unsaved");
    assert_eq!(desk.session.preset, named("Mine", 0.55));
    desk.keys("o ctrl-t").assert_shows("nothing has been discarded or deleted");
    // It is saved where it came from, unless that has changed since.
    desk.keys("Esc Esc s").assert_shows("saved as mine");
    assert_eq!(shelf.read("mine"), named("Mine", 0.55));

    // At the next start.
    leave(&shelf.library(), "Mine", 0.55, 0.6, "2026-11-21T08:15:00Z");
    let mut desk = shelf.at("mine");
    desk.offer(Recovery::of(&shelf.library()).leftovers());
    desk.keys("ctrl-t d o ctrl-t n").assert_shows("Restore under a new name");
    desk.keys("Backspace*20 text:kept Enter").assert_shows("restored kept");
    assert_eq!(shelf.read("kept"), named("Mine", 0.6));
    assert_eq!(shelf.read("mine"), named("Mine", 0.55));
    desk.assert_shows("nothing has been discarded or deleted");
}

#[test]
fn deleting_the_open_preset_leaves_it_open_and_unsaved() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    desk.keys("o text:mine ctrl-x y Esc").assert_shows("unsaved");
    desk.keys("q").assert_shows("unsaved changes");
    desk.keys("Esc s").assert_shows("The file is gone");
    desk.keys("r").assert_shows("saved as mine");
    assert_eq!(shelf.read("mine"), named("Mine", 0.5));
    desk.assert_lacks("unsaved");
    // Brought back, it is saved as it was.
    desk.keys("o text:mine ctrl-x y ctrl-t Enter Esc Esc").assert_lacks("unsaved");
}

#[test]
fn the_mouse_chooses_and_opens() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    desk.keys("o text:oth");
    let (column, row) = desk.cell_of(ClickTarget::Entry(0));
    desk.click(column, row).assert_shows("opened The other");
}

// Saving

#[test]
fn save_as_shows_where_it_goes_and_takes_a_path() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine").sized(160, 50);
    desk.keys("Right S").assert_shows("already exists");
    desk.keys("Backspace*4 text:new").assert_says("presets/new.ron");
    desk.assert_lacks("already exists");
    desk.keys("Backspace*3").paste(&format!("{}/mo", shelf.0.path().display()));
    desk.keys("Tab").assert_says("models/case.ron");
    desk.keys("text:ase.ron Backspace*7 text:new.ron Enter").assert_shows("saved in");
    assert_eq!(read_file(&shelf.path("models/new.ron")).unwrap(), desk.session.preset);
    // What ends as a folder's path does names no file.
    desk.keys("S text:/ Enter");
    assert!(matches!(desk.session.dialog, Some(Dialog::SaveAs(_))));
    desk.keys("Esc");
    // A bundled name is nobody's to take.
    desk.keys("S Backspace*200 text:price-war Enter").assert_shows("a bundled preset has it");
    assert!(matches!(desk.session.dialog, Some(Dialog::SaveAs(_))));
}

#[test]
fn a_taken_path_is_asked_about_with_what_differs() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    let path = shelf.path("models/case.ron");
    desk.keys("S Backspace*4").paste(path.to_str().unwrap()).keys("Enter");
    desk.assert_shows("Overwrite?");
    desk.assert_shows("70 % → 50 %");
    desk.keys("v").assert_shows("What saving would change in the file");
    desk.keys("v Esc").assert_shows("Save as");
    assert_eq!(read_file(&path).unwrap(), named("A case", 0.7));
    desk.keys("Enter r").assert_shows("saved in");
    assert_eq!(read_file(&path).unwrap(), named("Mine", 0.5));
}

#[test]
fn a_file_changed_on_disk_is_looked_at_replaced_or_left() {
    let shelf = Shelf::new();
    for (keys, theirs, name) in
        [("Esc", true, "mine"), ("r", false, "mine"), ("S Enter", true, "mine")]
    {
        shelf.library().save_as("mine", &named("Mine", 0.5)).unwrap();
        let mut desk = shelf.at("mine");
        desk.keys("Right");
        shelf.library().save_as("mine", &named("Theirs", 0.9)).unwrap();
        desk.keys("s").assert_shows("File changed on disk");
        desk.assert_shows("90 % → 51 %");
        desk.keys("v").assert_shows("What saving would change in the file");
        desk.keys("Esc").keys(keys);
        assert_eq!(shelf.read(name) == named("Theirs", 0.9), theirs, "{keys}");
        assert_eq!(desk.session.is_unsaved(), theirs);
    }
    // Under another name both are kept.
    shelf.library().save_as("mine", &named("Mine", 0.5)).unwrap();
    let mut desk = shelf.at("mine");
    shelf.library().save_as("mine", &named("Theirs", 0.9)).unwrap();
    desk.keys("Right s S Backspace*4 text:ours Enter").assert_shows("saved as ours");
    assert_eq!(shelf.read("mine"), named("Theirs", 0.9));
    assert_eq!(shelf.read("ours"), desk.session.preset);
}

/// Has the program see that another one wrote to the file.
fn write(desk: &mut Desk, path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    if let Some(touched) = desk.files.touched(false) {
        desk.apply(touched);
    }
}

#[track_caller]
fn assert_said(desk: &Desk, part: &str) {
    let said = format!("{:?}", desk.session.message);
    assert!(said.contains(part), "no ‘{part}’ in {said}");
}

/// While it is asked whether to read a file again, the question is of what it holds now.
#[test]
fn a_file_that_goes_on_changing_is_asked_about_as_it_is_now() {
    let shelf = Shelf::new();
    let text = |utilization: f64| to_ron(&named("Mine", utilization));
    let (mut desk, path) = shelf.at_file("case.ron", &text(0.65));
    let asked = |desk: &Desk| match &desk.session.dialog {
        Some(Dialog::Reread(_)) => desk.session.question(),
        None => None,
        other => panic!("{other:?}"),
    };
    desk.keys("Right");
    write(&mut desk, &path, &text(0.71));
    let first = asked(&desk).expect("a question");
    desk.assert_shows("66 % → 71 %");
    write(&mut desk, &path, &text(0.72));
    assert_ne!(asked(&desk).expect("another question"), first);
    desk.assert_shows("66 % → 72 %");
    // What is as it was, what holds no preset and what is as it is here are no question.
    write(&mut desk, &path, &text(0.65));
    assert_eq!(asked(&desk), None);
    assert_said(&desk, "its values are as they were");
    write(&mut desk, &path, &text(0.71));
    write(&mut desk, &path, "(format: 1");
    assert_eq!(asked(&desk), None);
    assert_said(&desk, "what is open is intact");
    write(&mut desk, &path, &text(0.72));
    assert!(asked(&desk).is_some());
    write(&mut desk, &path, &text(0.65));
    assert_eq!(asked(&desk), None);
    assert_said(&desk, "is back, and nothing in it has changed");
    desk.assert_shows(" 66 %");
    assert!(desk.session.is_unsaved());
    write(&mut desk, &path, &text(0.73));
    write(&mut desk, &path, &text(0.66));
    assert_eq!(asked(&desk), None);
    assert_said(&desk, "changed by another program to what is open here");
    assert!(!desk.session.is_unsaved());
    // What is answered is what was shown last; what was left isn't asked about again.
    desk.keys("Right");
    write(&mut desk, &path, &text(0.74));
    write(&mut desk, &path, &text(0.75));
    desk.keys("k");
    write(&mut desk, &path, &text(0.75));
    assert_eq!(asked(&desk), None);
    write(&mut desk, &path, &text(0.76));
    desk.keys("r");
    desk.assert_shows(" 76 %");
    assert!(!desk.session.is_unsaved());
}

/// A file that is lost and comes back as it was leaves nothing unsaved.
#[test]
fn a_file_that_is_back_is_unsaved_no_more() {
    let shelf = Shelf::new();
    let text = to_ron(&named("Mine", 0.65));
    let (mut desk, path) = shelf.at_file("case.ron", &text);
    write(&mut desk, &path, "");
    assert!(desk.session.is_unsaved());
    write(&mut desk, &path, &text);
    assert_said(&desk, "is back, and nothing in it has changed");
    assert!(!desk.session.is_unsaved());
}

#[test]
fn a_file_changed_into_nonsense_says_so_before_it_is_replaced() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    fs::write(shelf.path("presets/mine.ron"), "nonsense \u{1b}[2J").unwrap();
    desk.keys("Right s").assert_shows("It can’t be read");
    desk.keys("r").assert_shows("saved as mine");
}

#[test]
fn a_file_that_vanished_is_saved_anew_once_that_is_confirmed() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    fs::remove_file(shelf.path("presets/mine.ron")).unwrap();
    desk.keys("Right s").assert_shows("The file is gone");
    desk.keys("Esc");
    assert!(!shelf.path("presets/mine.ron").exists() && desk.session.is_unsaved());
    desk.keys("s r").assert_shows("saved as mine");
    assert_eq!(shelf.read("mine"), desk.session.preset);
}

#[test]
fn comments_survive_every_save_and_go_with_the_preset_to_another_name() {
    let shelf = Shelf::new();
    let text = to_ron(&named("By hand", 0.5)).replacen('(', "// Mine.\n( // so far\n", 1);
    let text = text.replace("utilization: 0.5,", "utilization: 0.50, // see the call");
    let (mut desk, path) = shelf.at_file("hand.ron", &text);
    desk.keys("Right s").assert_shows("saved in");
    let saved = fs::read_to_string(&path).unwrap();
    assert_eq!(saved.matches("utilization: 0.51, // see the call").count(), 1);
    assert!(saved.starts_with("// Mine.\n( // so far\n"));
    assert_eq!(read_file(&path).unwrap(), desk.session.preset);
    // What somebody else wrote meanwhile is asked about; their comments stay.
    fs::write(&path, format!("// Theirs.\n{saved}")).unwrap();
    desk.keys("Right s").assert_shows("File changed on disk");
    desk.keys("r").assert_shows("saved in");
    assert!(fs::read_to_string(&path).unwrap().starts_with("// Theirs.\n// Mine.\n"));
    // Under another name the file's own text goes along, also where it was removed.
    fs::remove_file(&path).unwrap();
    desk.keys("S Backspace*200").paste(shelf.path("other.ron").to_str().unwrap());
    desk.keys("Enter").assert_shows("saved in");
    let other = fs::read_to_string(shelf.path("other.ron")).unwrap();
    assert!(other.contains("utilization: 0.52, // see the call"), "{other}");
}

#[test]
fn what_changes_between_the_question_and_the_answer_is_asked_about_again() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    let path = shelf.path("presets/mine.ron");
    shelf.library().save_as("mine", &named("Theirs", 0.9)).unwrap();
    desk.keys("Right s").assert_shows("90 % → 51 %");
    shelf.library().save_as("mine", &named("Theirs", 0.8)).unwrap();
    desk.keys("r").assert_shows("80 % → 51 %");
    assert_eq!(shelf.read("mine"), named("Theirs", 0.8));
    // Gone, and back before the answer.
    fs::remove_file(&path).unwrap();
    desk.keys("r").assert_shows("The file is gone");
    shelf.library().save_as("mine", &named("Theirs", 0.7)).unwrap();
    desk.keys("r").assert_shows("70 % → 51 %");
    desk.keys("r").assert_shows("saved as mine");
    assert_eq!(shelf.read("mine"), desk.session.preset);
}

#[test]
fn what_can_not_be_written_says_why_and_stays_open_and_unsaved() {
    let shelf = Shelf::new();
    // A vanished folder.
    let (mut desk, path) = shelf.at_file("models/hand.ron", &to_ron(&named("By hand", 0.5)));
    fs::remove_dir_all(shelf.path("models")).unwrap();
    desk.keys("Right s").assert_shows("there is no folder");
    assert!(desk.session.is_unsaved() && !path.exists());
    // A folder of a path that was never there, in the dialog.
    desk.keys("S Backspace*200")
        .paste("/nowhere/x.ron")
        .keys("Enter")
        .assert_shows("there is no folder");
    assert!(matches!(desk.session.dialog, Some(Dialog::SaveAs(_))));
    desk.keys("Esc");
    // A read-only file.
    let (mut desk, path) = shelf.at_file("locked.ron", &to_ron(&named("By hand", 0.5)));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    desk.keys("Right s").assert_shows("is read-only");
    assert!(desk.session.is_unsaved());
    // What to do comes last, and is to be read on a small screen as well.
    for size in [(80, 24), (60, 20)] {
        desk.size = size;
        // Wherever the line breaks.
        let words: Vec<String> = desk.screen().split_whitespace().map(str::to_owned).collect();
        assert!(words.join(" ").contains("make it writable."), "{}", desk.screen());
    }
    assert_eq!(read_file(&path).unwrap(), named("By hand", 0.5));
}

#[test]
fn a_file_that_changed_since_it_was_read_is_asked_about_whenever_that_was() {
    let shelf = Shelf::new();
    let opened = shelf.library().open("mine").unwrap();
    let mut desk =
        Desk::with(opened.preset.clone(), opened.origin.clone(), Library::bundled_only());
    // Between reading it and the first screen.
    shelf.library().save_as("mine", &named("Mine", 0.9)).unwrap();
    desk.files = payback::app::Files::new(shelf.library(), Some(opened));
    desk.keys("Right s").assert_shows("File changed on disk");
}

// What an earlier run left

fn leave(library: &Library, name: &str, saved: f64, open: f64, at: &str) {
    let unsaved = Unsaved {
        origin: library.find("mine").unwrap().1,
        saved: named(name, saved),
        open: named(name, open),
        at: at.parse().unwrap(),
    };
    Recovery::of(library).journal().write(&unsaved).unwrap();
}

/// At the start after somebody's program was killed twice.
fn after_two_ends(shelf: &Shelf) -> Desk {
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    leave(&shelf.library(), "Mine, again", 0.5, 0.58, "2026-11-21T09:30:00Z");
    let mut desk = Desk::at("apec-40b");
    desk.files = payback::app::Files::new(shelf.library(), None);
    desk.offer(Recovery::of(&shelf.library()).leftovers());
    desk
}

#[test]
fn several_leftovers_are_a_list_and_each_shows_what_differs() {
    let shelf = Shelf::new();
    let mut desk = after_two_ends(&shelf);
    desk.assert_shows("Unsaved changes from an earlier run");
    desk.assert_shows("50 % → 58 %");
    desk.keys("Down").assert_shows("50 % → 55 %");
    desk.keys("v").assert_shows(" on 2026-11-");
    desk.keys("v Enter").assert_shows("the others are kept for the next start");
    assert_eq!(desk.session.preset, named("Mine", 0.55));
    assert_eq!(desk.session.file.saved, named("Mine", 0.5));
    assert!(desk.session.is_unsaved());
    // The one that was taken up is gone, the other one is still there.
    assert_eq!(Recovery::of(&shelf.library()).leftovers().count(), 1);
    desk.keys("s").assert_shows("saved as mine");
    assert_eq!(shelf.read("mine"), named("Mine", 0.55));
}

#[test]
fn a_file_changed_since_the_end_of_the_program_is_not_written_over_unasked() {
    let shelf = Shelf::new();
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    shelf.library().save_as("mine", &named("Theirs", 0.9)).unwrap();
    let mut desk = shelf.at("other");
    desk.offer(Recovery::of(&shelf.library()).leftovers());
    desk.keys("ctrl-t Enter s").assert_shows("File changed on disk");
    desk.keys("Esc");
    fs::remove_file(shelf.path("presets/mine.ron")).unwrap();
    desk.keys("s").assert_shows("The file is gone");
}

#[test]
fn discarding_one_leaves_the_others_and_later_leaves_all() {
    let shelf = Shelf::new();
    let mut desk = after_two_ends(&shelf);
    desk.keys("d").assert_shows("changes discarded; press o, then Ctrl-T");
    desk.assert_shows("50 % → 55 %");
    desk.keys("Esc").assert_shows("offered again at the next start");
    assert_eq!(Recovery::of(&shelf.library()).leftovers().count(), 1);
    desk.assert_open("apec-40b");
    let recovery = Recovery::of(&shelf.library());
    let [discarded] = &recovery.discarded()[..] else { panic!("one") };
    let unsaved = recovery.discarded_in(&discarded.file).unwrap();
    assert_eq!(unsaved.open, named("Mine, again", 0.58));
}

#[test]
fn undo_after_resuming_brings_back_what_was_saved() {
    let shelf = Shelf::new();
    let mut desk = after_two_ends(&shelf);
    desk.keys("Enter u").assert_shows("undone: Utilization of base: 50 % → 58 %");
    assert_eq!(desk.session.preset, named("Mine, again", 0.5));
    assert!(!desk.session.is_unsaved());
    desk.keys("U");
    assert_eq!(desk.session.preset, named("Mine, again", 0.58));
}

#[test]
fn a_preset_whose_file_was_deleted_before_the_end_is_unsaved_after_resuming() {
    let shelf = Shelf::new();
    leave(&shelf.library(), "Mine", 0.5, 0.5, "2026-11-20T08:15:00Z");
    shelf.library().trash("mine").unwrap();
    let mut desk = shelf.at("other");
    desk.offer(Recovery::of(&shelf.library()).leftovers());
    desk.assert_shows("file gone, 08:15");
    desk.assert_shows("as saved, but its file was deleted or emptied");
    desk.keys("Enter").assert_shows("unsaved");
    desk.keys("s").assert_shows("The file is gone");
    desk.keys("r");
    assert_eq!(shelf.read("mine"), named("Mine", 0.5));
}

const OFFER: &str = "Unsaved changes from an earlier run";

#[test]
fn a_small_offer_is_a_line_that_one_key_looks_at() {
    let shelf = Shelf::new();
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    let at_start = || {
        let mut desk = shelf.at("other");
        desk.offer(Recovery::of(&shelf.library()).leftovers());
        desk
    };
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut desk = at_start();
        desk.size = size;
        assert!(desk.session.dialog.is_none());
        let line = desk.line(OFFER);
        let told = line.contains("1 difference") || line.contains("50 % → 55 %");
        assert!(told && line.contains("Ctrl-T"), "{line}");
        assert_snapshot!(format!("recover_line_{}x{}", size.0, size.1), in_utc(line));
    }
    // It is in nobody's way, and stays until it is dealt with.
    let mut desk = at_start();
    desk.keys("Right 2 1 Down").assert_shows(OFFER);
    desk.keys("u ctrl-t v").assert_shows("50 % → 55 %");
    desk.keys("v Enter").assert_shows("resumed Mine");
    assert_eq!(desk.session.preset, named("Mine", 0.55));
    // A click looks at it as well; what is put off comes again at the next start.
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    let mut desk = at_start();
    let (column, row) = desk.cell_of(ClickTarget::Command(Command::Restore));
    desk.click(column, row).assert_shows("50 % → 55 %");
    desk.keys("Esc").assert_shows("offered again at the next start");
    let mut desk = at_start();
    desk.keys("Esc").assert_shows("offered again at the next start");
    desk.keys("Down").assert_lacks(OFFER);
    desk.keys("ctrl-t").assert_shows("nothing has been discarded or deleted");
    at_start().assert_shows(OFFER);
    assert_eq!(Recovery::of(&shelf.library()).leftovers().count(), 1);
}

#[test]
fn more_than_a_few_differences_are_a_dialog() {
    let shelf = Shelf::new();
    let origin = shelf.library().find("mine").unwrap().1;
    let saved = named("Mine", 0.5);
    for (values, is_dialog) in [(5, false), (6, true)] {
        let mut open = saved.clone();
        let sliders = Driver::MAIN.into_iter().chain(Driver::STRESSES).take(values);
        for driver in sliders {
            let now = open.inputs.scenarios[Scenario::Base].drivers()[driver];
            open.inputs.scenarios[Scenario::Base].set_driver(driver, now + 0.01);
        }
        let at = "2026-11-20T08:15:00Z".parse().unwrap();
        let unsaved = Unsaved { origin: origin.clone(), saved: saved.clone(), open, at };
        Recovery::of(&shelf.library()).journal().write(&unsaved).unwrap();
        let mut desk = shelf.at("other");
        desk.offer(Recovery::of(&shelf.library()).leftovers());
        desk.assert_shows(OFFER);
        assert_eq!(desk.session.dialog.is_some(), is_dialog, "{values} differences");
        desk.keys("ctrl-t d");
        let _ = fs::remove_dir_all(shelf.path("presets/.payback/journals"));
    }
}

#[test]
fn an_offer_waits_until_other_dialogs_have_come_to_their_end() {
    let shelf = Shelf::new();
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    let leftovers = || Recovery::of(&shelf.library()).leftovers();
    let mut desk = shelf.at("other");
    desk.keys("o ctrl-t").offer(leftovers());
    desk.assert_shows("Discarded and deleted");
    desk.keys("Esc").assert_shows("Open a preset");
    desk.keys("Esc").assert_shows(OFFER);
    // From one dialog to the next, until another preset is open.
    let mut desk = shelf.at("other");
    desk.keys("Right o text:mine").offer(leftovers());
    desk.keys("Enter").assert_shows("unsaved changes. Save them");
    desk.keys("s").assert_shows(OFFER);
    assert_eq!(desk.session.preset, named("Mine", 0.5));
    // Where nothing comes of the dialog's end.
    let mut desk = shelf.at("other");
    desk.keys("m").offer(leftovers());
    desk.keys("Down Enter Down").assert_shows(OFFER);
}

/// At a start with two leftovers of which one is read, the other one asked for.
fn after_two_ends_one_read(shelf: &Shelf) -> (Desk, Vec<Leftover>) {
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    leave(&shelf.library(), "Mine, again", 0.5, 0.58, "2026-11-21T09:30:00Z");
    let mut desk = Desk::at("apec-40b");
    desk.files = payback::app::Files::new(shelf.library(), None);
    let mut found = Recovery::of(&shelf.library()).leftovers();
    let newest = desk.files.offer(vec![found.next().unwrap()], 1);
    desk.apply(newest);
    desk.assert_says("One older set of changes is further down.");
    desk.keys("Down");
    (desk, found.collect())
}

#[test]
fn what_is_read_after_the_list_was_closed_is_for_the_next_start() {
    let shelf = Shelf::new();
    let (mut desk, older) = after_two_ends_one_read(&shelf);
    desk.keys("Esc").assert_shows("offered again at the next start");
    let more = desk.files.offer(older, 0);
    desk.apply(more);
    assert_eq!(desk.session.dialog, None);
    assert_eq!(Recovery::of(&shelf.library()).leftovers().count(), 2);
}

#[test]
fn the_list_says_that_it_reads_and_ends_where_nothing_is_left() {
    let shelf = Shelf::new();
    let (mut desk, older) = after_two_ends_one_read(&shelf);
    desk.keys("d").assert_shows("reading older ones…");
    desk.keys("v Enter d").assert_shows("reading older ones…");
    let more = desk.files.offer(older, 0);
    desk.apply(more);
    desk.assert_shows("50 % → 55 %");
    let shelf = Shelf::new();
    let (mut desk, _) = after_two_ends_one_read(&shelf);
    desk.keys("d");
    let nothing = desk.files.offer(Vec::new(), 0);
    desk.apply(nothing);
    assert_eq!(desk.session.dialog, None);
}

#[test]
fn an_empty_offer_is_not_shown() {
    let mut desk = Desk::at("apec-40b");
    let nothing = desk.files.offer(Vec::new(), 0);
    desk.apply(nothing);
    assert_eq!(desk.session.dialog, None);
}

#[test]
fn what_another_session_has_taken_up_leaves_the_list_and_the_others_stay() {
    let shelf = Shelf::new();
    for keys in ["Enter", "d", "Right Enter d"] {
        let mut desk = after_two_ends_once(&shelf);
        let theirs: Vec<Leftover> = Recovery::of(&shelf.library()).leftovers().collect();
        let newest = theirs[0].journal.take().unwrap();
        if keys.starts_with("Right") {
            desk = Desk::at("apec-40b");
            desk.files = payback::app::Files::new(shelf.library(), None);
            let offer = desk.files.offer(theirs, 0);
            desk.keys("Right").apply(offer);
        }
        desk.keys(keys.trim_start_matches("Right ")).assert_shows(OFFER);
        desk.assert_shows("another session has taken them up");
        desk.assert_shows("50 % → 55 %");
        desk.assert_lacks("Mine, again");
        drop(newest);
    }
    // The last one.
    let mut desk = after_two_ends_once(&shelf);
    let theirs: Vec<Leftover> = Recovery::of(&shelf.library()).leftovers().collect();
    let held = theirs.iter().map(|left| left.journal.take().unwrap()).collect::<Vec<_>>();
    desk.keys("Enter Enter").assert_shows("another session has taken them up");
    assert_eq!(desk.session.dialog, None);
    drop(held);
}

#[test]
fn what_can_not_be_had_now_stays_in_the_list() {
    let shelf = Shelf::new();
    let mut desk = after_two_ends(&shelf);
    let journals: Vec<PathBuf> = fs::read_dir(shelf.path("presets/.payback/journals"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .collect();
    for journal in &journals {
        fs::rename(journal, journal.with_extension("aside")).unwrap();
        fs::create_dir(journal).unwrap();
    }
    desk.keys("Enter").assert_shows("the changes can’t be restored");
    desk.assert_shows("50 % → 58 %");
    desk.keys("d").assert_shows("the changes can’t be discarded");
    desk.assert_shows("50 % → 58 %");
    for journal in &journals {
        fs::remove_dir(journal).unwrap();
        fs::rename(journal.with_extension("aside"), journal).unwrap();
    }
    desk.keys("Enter").assert_shows("resumed Mine, again");
}

#[test]
fn who_stays_with_what_is_open_has_the_list_again() {
    let shelf = Shelf::new();
    leave(&shelf.library(), "Mine", 0.5, 0.55, "2026-11-20T08:15:00Z");
    let mut desk = shelf.at("other");
    desk.keys("Right").offer(Recovery::of(&shelf.library()).leftovers());
    desk.keys("ctrl-t Enter").assert_shows("unsaved changes. Save them");
    desk.keys("Esc").assert_shows(OFFER);
    desk.keys("ctrl-t Enter s").assert_shows("resumed Mine");
    assert_eq!(desk.session.preset, named("Mine", 0.55));
    desk.keys("Right Left");
    assert_eq!(desk.session.dialog, None);
}

#[test]
fn an_answer_about_an_offer_closes_no_other_dialog() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("other");
    desk.keys("o").apply(Action::Discarded(Ok(())));
    desk.assert_shows("Open a preset");
}

#[test]
fn another_name_is_asked_for_only_where_the_name_is_taken() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("other");
    desk.keys("o text:mine ctrl-x y ctrl-t");
    fs::remove_file(&shelf.library().trashed()[0].path).unwrap();
    desk.keys("Enter").assert_shows("could not be");
    let Some(Dialog::Kept(list)) = &desk.session.dialog else { panic!("no list") };
    assert_eq!(list.naming, None);
}

#[test]
fn nothing_is_asked_when_nothing_was_left() {
    let shelf = Shelf::new();
    let mut desk = shelf.at("mine");
    desk.offer(Recovery::of(&shelf.library()).leftovers());
    assert_eq!(desk.session.dialog, None);
}

// How it looks

#[test]
fn dialogs_at_every_size() {
    let shelf = Shelf::new();
    fs::write(shelf.path("presets/torn.ron"), "(format: 1, name: \"x\"").unwrap();
    for size in [(80, 24), (120, 40), (60, 20)] {
        let shown = |name: &str, desk: &mut Desk, keys: &str| {
            desk.size = size;
            desk.keys(keys);
            assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), in_utc(desk.screen()));
        };
        shown("open", &mut shelf.at("mine"), "Right o text:war");
        shown("open_delete", &mut shelf.at("mine"), "o text:other ctrl-x");
        shown("recover", &mut after_two_ends_once(&shelf), "");
        let mut changed = shelf.at("mine");
        shelf.library().save_as("mine", &preset("price-war")).unwrap();
        shown("changed", &mut changed, "Right s");
        shown("changed_difference", &mut changed, "v Down*2");
        shelf.library().save_as("mine", &named("Mine", 0.5)).unwrap();
    }
    let mut ascii = after_two_ends_once(&shelf).looking(Look::new(true, false));
    assert!(ascii.screen().is_ascii(), "{}", ascii.screen());
    assert_snapshot!("recover_ascii", in_utc(ascii.screen()));
    let mut ascii = shelf.at("mine").looking(Look::new(true, false));
    assert!(ascii.keys("o text:war").screen().is_ascii());
}

/// The times of what was left as they read in London in winter.
fn in_utc(screen: String) -> String {
    ["2026-11-20T08:15:00Z", "2026-11-21T09:30:00Z"].iter().fold(screen, |screen, time| {
        let at: chrono::DateTime<chrono::Utc> = time.parse().unwrap();
        let words = "%H:%M on %Y-%m-%d";
        let local = at.with_timezone(&chrono::Local).format(words).to_string();
        screen.replace(&local, &at.format(words).to_string())
    })
}

/// The same start each time.
fn after_two_ends_once(shelf: &Shelf) -> Desk {
    let journals = shelf.path("presets/.payback/journals");
    let _ = fs::remove_dir_all(journals);
    after_two_ends(shelf)
}

#[test]
fn hostile_names_and_texts_reach_no_terminal() {
    let shelf = Shelf::new();
    let name = "evil\u{1b}]0;x\u{7}\u{202e}.ron";
    fs::write(shelf.path(&format!("models/{name}")), "(\u{1b}[31m").unwrap();
    let mut desk = shelf.at("mine").sized(160, 50);
    desk.keys("o").paste(&format!("{}/models/", shelf.0.path().display()));
    for _ in 0..3 {
        let screen = desk.screen();
        assert!(
            screen.chars().all(|c| c == '\n' || !c.is_control()) && !screen.contains('\u{202e}')
        );
        desk.keys("Down");
    }
}
