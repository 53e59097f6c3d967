//! What a person chose in the program: kept for each of those who share a restricted account, who
//! have no settings file of their own. Everybody else's file is left as they wrote it.

use super::file::{FileState, Settings};
use super::folders::Folders;
use super::table::Value;
use crate::preset::files::{Expected, Folder, LARGEST, replace_unheld};
use crate::preset::library::Person;
use crate::preset::{Diagnostics, Library};
use crate::text::os_message;
use std::ffi::OsStr;
use std::io;

/// The file among what the program notes for a person.
const FILE: &str = "settings.ron";

/// What messages call it.
const SHOWN: &str = "your settings";

impl Settings {
    /// The settings of whoever uses a library: what they chose in the program where that is kept,
    /// else their settings file.
    pub fn of_person(library: &Library, folders: &Folders) -> Self {
        if !are_kept(library) {
            return Self::of(folders);
        }
        match library.state() {
            Some(state) => read(&state).unwrap_or_else(|error| unreadable(&error)),
            None => Self::without(FileState::NoFolder),
        }
    }

    /// Keeps a choice for whoever uses a library, where choices are kept, and says whether they are.
    /// Two programs that keep something at once wait for one another.
    ///
    /// # Errors
    /// When it can't be written, or what was chosen before can't be read.
    pub fn keep(library: &Library, id: &'static str, value: Value) -> io::Result<bool> {
        if !are_kept(library) {
            return Ok(false);
        }
        let state = library.state().ok_or(io::ErrorKind::NotFound)?;
        let _held = state.hold()?;
        let text = read(&state)?.with(id, value).text_of();
        let written = replace_unheld(&state, OsStr::new(FILE), text.as_bytes(), Expected::Anything);
        let exists = || io::ErrorKind::AlreadyExists.into();
        written.map(|()| true).map_err(|kind| kind.into_error().unwrap_or_else(exists))
    }
}

/// Whether choices are kept: where a person has a name or a key, and no settings file.
fn are_kept(library: &Library) -> bool {
    library.is_restricted() && *library.person() != Person::Account
}

/// What is kept; the defaults where nothing is yet.
fn read(state: &Folder) -> io::Result<Settings> {
    match state.read(OsStr::new(FILE), LARGEST) {
        Ok(bytes) => Ok(Settings::read(&String::from_utf8_lossy(&bytes), SHOWN)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
        Err(error) => Err(error),
    }
}

fn unreadable(error: &io::Error) -> Settings {
    let reason = format!("Your settings can't be read: {}.", os_message(error));
    let diagnostics = Diagnostics::of_whole_file(SHOWN, reason, "Check the disk.");
    Settings::without(FileState::Faulty(diagnostics))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metric;

    #[test]
    fn choices_are_kept_for_each_person_of_a_restricted_account() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders { confined: true, ..Folders::default() };
        let restricted = || Library::restricted_to(folder.path()).unwrap();
        let of = |name: &str| restricted().for_person(Person::named(name).unwrap());
        let text = |text: &str| Value::Text(text.to_owned());
        assert!(Settings::keep(&of("anna"), "theme", text("light")).unwrap());
        Settings::keep(&of("anna"), "metric", text("npv")).unwrap();
        Settings::keep(&of("anna"), "frames_per_second.ssh", Value::Whole(10)).unwrap();
        Settings::keep(&of("ben"), "theme", text("okabe-ito")).unwrap();
        let anna = Settings::of_person(&of("anna"), &folders);
        assert_eq!((anna.theme(), anna.metric()), ("light".to_owned(), Metric::Npv));
        assert_eq!((anna.frames_per_second(true), &anna.state), (10, &FileState::Read));
        let ben = Settings::of_person(&of("ben"), &folders);
        assert_eq!((ben.theme(), ben.metric()), ("okabe-ito".to_owned(), Metric::PaybackYears));
        // Nobody's are kept for the account, nor where there is a settings file.
        assert!(!Settings::keep(&restricted(), "theme", text("light")).unwrap());
        let free = Library::at(folder.path()).for_person(Person::named("carl").unwrap());
        assert!(!Settings::keep(&free, "theme", text("light")).unwrap());
        assert!(Settings::of_person(&restricted(), &folders).is_default("theme"));
        let mut people: Vec<_> = std::fs::read_dir(folder.path().join(".payback/people"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        people.sort();
        assert_eq!(people, ["anna", "ben"]);
    }

    #[test]
    fn what_cannot_be_read_is_told_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::restricted_to(folder.path()).unwrap();
        let library = library.for_person(Person::named("anna").unwrap());
        std::fs::create_dir_all(folder.path().join(".payback/people/anna/settings.ron")).unwrap();
        let settings = Settings::of_person(&library, &Folders::default());
        let FileState::Faulty(diagnostics) = settings.state else { panic!("it was read") };
        assert_eq!(
            diagnostics.first_line(),
            "Your settings can't be read: is a directory. Check the disk."
        );
        let kept = Settings::keep(&library, "theme", Value::Text("light".to_owned()));
        assert_eq!(kept.unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    #[test]
    fn what_is_wrong_is_told_without_a_path_and_mended() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::restricted_to(folder.path()).unwrap();
        let library = library.for_person(Person::named("anna").unwrap());
        Settings::keep(&library, "theme", Value::Text("light".to_owned())).unwrap();
        let file = folder.path().join(".payback/people/anna/settings.ron");
        std::fs::write(&file, "(theme: \"light\", metric: 3)").unwrap();
        let read = || Settings::of_person(&library, &Folders::default());
        let FileState::Faulty(diagnostics) = read().state else { panic!("it is sound") };
        assert!(diagnostics.first_line().starts_with("your settings:"), "{diagnostics}");
        Settings::keep(&library, "metric", Value::Text("npv".to_owned())).unwrap();
        assert_eq!((read().state, read().theme()), (FileState::Read, "light".to_owned()));
    }
}
