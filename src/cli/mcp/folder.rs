//! The folder into which an assistant may write reports: as new files, and nowhere else.

use crate::cli::document::not_written;
use crate::cli::report::{Document, chart_folder};
use crate::cli::{CommandError, CommandResult};
use crate::preset::files::Folder;
use crate::text::{os_message, quoted, shortened_path};
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What to do where a file is there already.
const OTHER_NAME: &str = "choose another name";

/// Longest name of a file, with room for that of its folder of charts.
const LONGEST: usize = 200;

/// A folder that is held open: nothing in a name, no link and no swapped folder leads out of it.
pub(super) struct ReportFolder {
    path: PathBuf,
    folder: Folder,
}

impl ReportFolder {
    /// Opens it.
    pub(super) fn open(path: &Path) -> CommandResult<Self> {
        let opened =
            std::path::absolute(path).and_then(|whole| Ok((Folder::open_confined(path)?, whole)));
        let (folder, path) = opened.map_err(|error| {
            let (shown, why) = (shortened_path(path), os_message(&error));
            CommandError(format!(
                "--write {shown}: {why}. Name a folder that is there, not a link to one."
            ))
        })?;
        Ok(Self { path, folder })
    }

    /// The path of a file of that name, as it stands in a command.
    pub(super) fn path_of(&self, file: &str) -> CommandResult<String> {
        check_name(file).map_err(|why| CommandError(format!("file: {}: {why}", quoted(file))))?;
        let path = self.path.join(file);
        path.into_os_string().into_string().map_err(|path| {
            CommandError(format!("no command can name {}", shortened_path(Path::new(&path))))
        })
    }

    /// Writes a report and its charts, all of it or nothing, and says where it is.
    pub(super) fn write(&self, file: &str, document: &Document) -> CommandResult<String> {
        let path = self.path_of(file)?;
        let mut written = Vec::new();
        let done = self.write_all(file, document, &mut written);
        if done.is_err() {
            for (folder, name) in &written {
                let _ = folder.as_ref().unwrap_or(&self.folder).remove(name);
            }
        }
        done.map(|()| path)
    }

    fn write_all(
        &self,
        file: &str,
        Document { text, charts }: &Document,
        written: &mut Vec<(Option<Folder>, OsString)>,
    ) -> CommandResult<()> {
        let name = OsStr::new(file);
        let refused =
            |name: &Path, error: &io::Error| not_written(&self.path.join(name), error, OTHER_NAME);
        // Before anything else is begun.
        if self.folder.has(name) {
            return Err(refused(Path::new(file), &io::ErrorKind::AlreadyExists.into()));
        }
        let beside = chart_folder(Path::new(file));
        for chart in charts {
            let place = beside.join(&chart.file);
            let inside = self.folder.inside(&beside.to_string_lossy());
            let inside = inside.map_err(|error| refused(&beside, &error))?;
            let name = OsString::from(&chart.file);
            create(&inside, &name, &chart.svg).map_err(|error| refused(&place, &error))?;
            written.push((Some(inside), name));
        }
        create(&self.folder, name, text).map_err(|error| refused(Path::new(file), &error))
    }
}

/// Writes a file that isn't there yet, whole or not at all.
fn create(folder: &Folder, name: &OsStr, text: &str) -> io::Result<()> {
    let mut file = folder.create(name, 0o666)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).inspect_err(|_| {
        let _ = folder.remove(name);
    })
}

/// Whether a report may be called that: a plain name that can be typed.
fn check_name(name: &str) -> Result<(), &'static str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if !name.chars().all(is_plain) {
        return Err(
            "it is the name of a file in the folder for reports: the letters a to z, digits, \
                    spaces and - _ . may be used",
        );
    }
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
        return Err("it begins with a letter or a digit");
    }
    let ending = Path::new(name).extension().and_then(OsStr::to_str);
    if !matches!(ending, Some("html" | "md")) {
        return Err("a report is a file that ends in .html or .md");
    }
    if name.len() > LONGEST {
        return Err("it is too long");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::memo::MemoChart;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn report() -> Document {
        let chart = |file: &str| MemoChart { file: file.to_owned(), svg: "<svg/>".to_owned() };
        Document { text: "# Memo".to_owned(), charts: vec![chart("a.svg"), chart("b.svg")] }
    }

    #[test]
    fn a_report_is_written_whole_or_not_at_all_and_over_nothing() {
        let home = tempfile::tempdir().unwrap();
        let folder = ReportFolder::open(home.path()).unwrap();
        let path = folder.write("memo.md", &report()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# Memo");
        assert!(home.path().join("memo-charts/b.svg").is_file());
        fs::write(home.path().join("memo-charts/b.svg"), "mine").unwrap();
        assert!(folder.write("memo.md", &report()).is_err());
        fs::remove_file(&path).unwrap();
        fs::remove_file(home.path().join("memo-charts/a.svg")).unwrap();
        let CommandError(why) = folder.write("memo.md", &report()).unwrap_err();
        assert!(why.contains("b.svg already: choose another name"), "{why}");
        assert_eq!(fs::read_to_string(home.path().join("memo-charts/b.svg")).unwrap(), "mine");
        assert!(!home.path().join("memo-charts/a.svg").exists() && !Path::new(&path).exists());
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let home = tempfile::tempdir().unwrap();
        let (inside, outside) = (home.path().join("inside"), home.path().join("outside"));
        fs::create_dir(&inside).unwrap();
        fs::create_dir(&outside).unwrap();
        symlink(&outside, home.path().join("link")).unwrap();
        assert!(ReportFolder::open(&home.path().join("link")).is_err());
        assert!(ReportFolder::open(&home.path().join("nowhere")).is_err());
        let folder = ReportFolder::open(&inside).unwrap();
        symlink(&outside, inside.join("memo-charts")).unwrap();
        symlink(outside.join("new.html"), inside.join("link.html")).unwrap();
        for file in [
            "memo.md",
            "link.html",
            "../memo.md",
            "a/memo.md",
            "/tmp/memo.md",
            "..",
            ".md",
            "memo.ron",
            "memo.md\n.md",
            "",
        ] {
            assert!(folder.write(file, &report()).is_err(), "{file}");
        }
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
        assert_eq!(fs::read_dir(&inside).unwrap().count(), 2);
    }
}
