//! Writing into a file that can't be replaced, such as one that is mounted by itself.
//!
//! That is no single step: a program that ends on the way leaves a part of each. So a copy of what
//! the file holds stands beside it until all of the new contents are on the disk.

use super::folder::{Folder, first_free, force};
use super::replace::{COPY, Expected, HOLD, READ, SaveErrorKind, WRITE, check, step};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Seek, Write};
use std::iter::successors;

/// How the copy's name ends.
const SUFFIX: &str = ".old";

/// Writes into a file that is there.
///
/// # Errors
/// When the file is not as expected, isn't there, or can't be written to. It holds what it did
/// then; should it not, [`SaveErrorKind::Torn`] names the copy.
pub fn write_in_place(
    folder: &Folder,
    name: &OsStr,
    bytes: &[u8],
    expected: Expected,
) -> Result<(), SaveErrorKind> {
    let _held = step(HOLD, folder.hold())?;
    check(folder, name, expected)?.ok_or(SaveErrorKind::Vanished)?;
    let old = step(READ, folder.read(name, u64::MAX - 1))?;
    let mut file = folder.file_to_write(name).map_err(SaveErrorKind::NotWritable)?;
    let copy = step(COPY, keep_copy(folder, name, &old))?;
    if let Err(source) = put(&mut file, bytes) {
        if put(&mut file, &old).is_err() {
            return Err(SaveErrorKind::Torn { copy, source });
        }
        let _ = folder.remove(&copy);
        return Err(SaveErrorKind::of(WRITE, source));
    }
    let _ = folder.remove(&copy);
    Ok(())
}

/// Has a file hold these bytes and no others.
fn put(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    force(file)
}

/// Writes the copy, for its owner alone, under a name that nothing has.
fn keep_copy(folder: &Folder, name: &OsStr, bytes: &[u8]) -> io::Result<OsString> {
    let first = [name, OsStr::new(SUFFIX)].into_iter().collect::<OsString>();
    // One that an earlier save left may be all that there is of something.
    let names = successors(Some(first), |name| Some([name, OsStr::new("~")].into_iter().collect()));
    let (copy, mut file) = first_free(names, |copy| folder.create(copy, 0o600))?;
    let written = file.write_all(bytes).and_then(|()| force(&file));
    if written.is_err() {
        let _ = folder.remove(&copy);
    }
    written.map(|()| copy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Stamp;
    use std::fs;
    use std::os::unix::fs::MetadataExt;

    #[test]
    fn the_same_file_holds_the_new_contents_and_no_copy_is_left() {
        let at = tempfile::tempdir().unwrap();
        let path = at.path().join("a.ron");
        fs::write(&path, "the old contents, which are longer").unwrap();
        // What an earlier save left is kept.
        let left = at.path().join("a.ron.old");
        fs::write(&left, "older").unwrap();
        let inode = fs::metadata(&path).unwrap().ino();
        let folder = Folder::open(at.path()).unwrap();
        let name = OsStr::new("a.ron");
        let write = |expected| write_in_place(&folder, name, b"the new ones", expected);
        let other = Expected::Unchanged(Stamp::of(b"other"));
        assert!(matches!(write(other), Err(SaveErrorKind::Changed)));
        write(Expected::Anything).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "the new ones");
        assert_eq!(fs::metadata(&path).unwrap().ino(), inode);
        assert_eq!(fs::read_to_string(&left).unwrap(), "older");
        assert_eq!(folder.names().unwrap().len(), 2);
        fs::remove_file(&path).unwrap();
        assert!(
            matches!(write(Expected::Anything), Err(SaveErrorKind::Vanished)) && !path.exists()
        );
    }
}
