//! An open folder, and its files by their names.

use super::attributes;
use rustix::fs::{
    Access, AtFlags, CWD, Dir, FileType, FlockOperation, Mode, OFlags, RenameFlags, Stat, accessat,
    flock, fstat, fsync, linkat, mkdirat, openat, renameat, renameat_with, statat, unlinkat,
};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Largest preset that is read, in bytes; one has a few thousand.
pub const LARGEST: u64 = 1024 * 1024;

/// What is done with a symbolic link that stands where a file should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// It is followed, wherever it leads.
    Follow,
    /// It is refused.
    Refuse,
}

/// A folder, held open. Names are single parts of a path: nothing in a name leads out of it.
#[derive(Debug)]
pub struct Folder {
    handle: OwnedFd,
    links: Links,
}

impl Folder {
    /// Opens a folder whose links are followed.
    ///
    /// # Errors
    /// When there is none, or it may not be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let handle = match openat(CWD, path, flags, Mode::empty()) {
            // A folder that may be written to but not listed still takes files.
            #[cfg(target_os = "linux")]
            Err(Errno::ACCESS) => openat(CWD, path, OFlags::PATH | flags, Mode::empty())?,
            opened => opened?,
        };
        Ok(Self { handle, links: Links::Follow })
    }

    /// Opens a folder within which no symbolic link is followed. Nor may the path itself be one.
    ///
    /// # Errors
    /// When there is none, it is a link, or it may not be opened.
    pub fn open_confined(path: &Path) -> io::Result<Self> {
        // A slash behind a link's name would follow it.
        let path: std::path::PathBuf = path.components().collect();
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = openat(CWD, &path, flags, Mode::empty())?;
        Ok(Self { handle, links: Links::Refuse })
    }

    /// Opens a folder inside, which is made, for its owner alone, where it isn't there yet. Links
    /// are treated in it as here.
    ///
    /// # Errors
    /// When it can't be made or opened; also when it is a link, where links are refused.
    pub fn inside(&self, name: &str) -> io::Result<Self> {
        match mkdirat(&self.handle, part(OsStr::new(name))?, Mode::RWXU) {
            Ok(()) | Err(Errno::EXIST) => self.existing_inside(name),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a folder inside that is there already.
    ///
    /// # Errors
    /// When it isn't there or can't be opened; also when it is a link, where links are refused.
    pub fn existing_inside(&self, name: &str) -> io::Result<Self> {
        let name = part(OsStr::new(name))?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | self.no_follow();
        let handle = openat(&self.handle, name, flags, Mode::empty())?;
        Ok(Self { handle, links: self.links })
    }

    /// The same folder again.
    ///
    /// # Errors
    /// When the process may not open any more files.
    pub fn again(&self) -> io::Result<Self> {
        Ok(Self { handle: self.handle.try_clone()?, links: self.links })
    }

    /// What is done with links.
    pub const fn links(&self) -> Links {
        self.links
    }

    const fn no_follow(&self) -> OFlags {
        match self.links {
            Links::Follow => OFlags::empty(),
            Links::Refuse => OFlags::NOFOLLOW,
        }
    }

    /// What a name stands for; a link's target where links are followed.
    ///
    /// # Errors
    /// When there is nothing of that name.
    pub fn stat(&self, name: &OsStr) -> io::Result<Stat> {
        let flags = match self.links {
            Links::Follow => AtFlags::empty(),
            Links::Refuse => AtFlags::SYMLINK_NOFOLLOW,
        };
        Ok(statat(&self.handle, part(name)?, flags)?)
    }

    /// What a name stands for, also a link itself.
    ///
    /// # Errors
    /// When there is nothing of that name.
    pub fn lstat(&self, name: &OsStr) -> io::Result<Stat> {
        Ok(statat(&self.handle, part(name)?, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// Whether anything has that name, a link that leads nowhere included.
    pub fn has(&self, name: &OsStr) -> bool {
        self.lstat(name).is_ok()
    }

    /// Whether the system would let the process write to a file as it stands; where it can't tell,
    /// it would.
    ///
    /// # Errors
    /// What the system says where it wouldn't.
    pub fn may_write(&self, name: &OsStr) -> io::Result<()> {
        match accessat(&self.handle, part(name)?, Access::WRITE_OK, AtFlags::empty()) {
            Err(error @ (Errno::ACCESS | Errno::PERM | Errno::ROFS)) => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Opens a regular file for reading.
    ///
    /// # Errors
    /// When there is none; [`io::ErrorKind::IsADirectory`] for a folder, and
    /// [`io::ErrorKind::InvalidInput`] for anything else that is no regular file, such as a pipe, a
    /// device, or a link where links are refused.
    pub fn file(&self, name: &OsStr) -> io::Result<File> {
        self.opened(name, OFlags::RDONLY, || ())
    }

    /// Opens a regular file to lock it: for writing, without which some file systems give no lock,
    /// or for reading where it may not be written to.
    ///
    /// # Errors
    /// Like [`Folder::file`].
    pub fn file_to_lock(&self, name: &OsStr) -> io::Result<File> {
        self.opened(name, OFlags::RDWR, || ()).or_else(|_| self.file(name))
    }

    /// Opens a regular file for writing; what it holds stays until it is written over.
    ///
    /// # Errors
    /// Like [`Folder::file`].
    pub fn file_to_write(&self, name: &OsStr) -> io::Result<File> {
        self.opened(name, OFlags::WRONLY, || ())
    }

    /// Opens a regular file, with something that happens between looking at it and opening it.
    fn opened(&self, name: &OsStr, mode: OFlags, meanwhile: impl FnOnce()) -> io::Result<File> {
        // Before it is opened: opening a device may do something to it.
        regular(&self.stat(name)?)?;
        meanwhile();
        // Opening a pipe that took the file's place meanwhile must not wait for a writer.
        let flags = mode | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC | self.no_follow();
        let handle = openat(&self.handle, part(name)?, flags, Mode::empty())?;
        regular(&fstat(&handle)?)?;
        Ok(File::from(handle))
    }

    /// A regular file's bytes; one more than `most` where there are more.
    ///
    /// # Errors
    /// Like [`Folder::file`], and when reading fails.
    pub fn read(&self, name: &OsStr, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // The length that a file claims may change while it is read.
        self.file(name)?.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Creates a file that isn't there yet and opens it for writing.
    ///
    /// # Errors
    /// When something has that name, or nothing can be created.
    pub fn create(&self, name: &OsStr, mode: u32) -> io::Result<File> {
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(mode as rustix::fs::RawMode);
        Ok(File::from(openat(&self.handle, part(name)?, flags, mode)?))
    }

    /// Renames a file over another one, in one step.
    ///
    /// # Errors
    /// When it can't be.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(renameat(&self.handle, part(from)?, &self.handle, part(to)?)?)
    }

    /// Moves a file to a name, here or in another folder, that nothing has yet: in one step, unless
    /// the folder is on another file system. There the file is copied first.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where something has the name, and what else the system
    /// says. The file is where it was then, and nowhere else.
    pub fn move_new(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        let (from, to) = (part(from)?, part(to)?);
        match renameat_with(&self.handle, from, &folder.handle, to, RenameFlags::NOREPLACE) {
            Ok(()) => return Ok(()),
            Err(error @ (Errno::EXIST | Errno::NOENT)) => return Err(error.into()),
            Err(Errno::XDEV) => self.copy_new(from, folder, to)?,
            // Some file systems don't know how, and some systems don't let programs; a second name
            // for the file does the same.
            Err(_) => match linkat(&self.handle, from, &folder.handle, to, AtFlags::empty()) {
                Ok(()) => {}
                Err(Errno::EXIST) => return Err(Errno::EXIST.into()),
                Err(_) => return self.move_claimed(from, folder, to),
            },
        }
        self.remove(from).inspect_err(|_| {
            let _ = folder.remove(to);
        })
    }

    /// The same where nothing but plain renaming is known: an empty file takes the name first, so
    /// that nobody else can.
    fn move_claimed(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        drop(folder.create(to, 0o600)?);
        renameat(&self.handle, from, &folder.handle, to).map_err(|error| {
            let _ = folder.remove(to);
            error.into()
        })
    }

    fn copy_new(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        let (mut source, stat) = (self.file(from)?, self.stat(from)?);
        let mut copy = folder.create(to, 0o600)?;
        attributes::keep(&copy, &stat, Some(&source));
        let copied = io::copy(&mut source, &mut copy).and_then(|_| force(&copy));
        if copied.is_err() {
            let _ = folder.remove(to);
        }
        copied
    }

    /// Removes a file, or a link itself.
    ///
    /// # Errors
    /// When there is none, or it may not be removed.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(&self.handle, part(name)?, AtFlags::empty())?)
    }

    /// Forces names that were added or taken away to disk.
    ///
    /// # Errors
    /// When the file system can't.
    pub fn sync(&self) -> io::Result<()> {
        Ok(fsync(&self.handle)?)
    }

    /// The names of everything in it, in no particular order.
    ///
    /// # Errors
    /// When it may not be listed.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.handle)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                names.push(OsStr::from_bytes(name).to_owned());
            }
        }
        Ok(names)
    }

    /// Keeps everybody off who holds the folder too, until what is returned is dropped, and waits
    /// for them a while first; `None` where the file system has no lock for it.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where they don't let go.
    pub fn hold(&self) -> io::Result<Option<OwnedFd>> {
        // Opened once more: a lock belongs to what was opened, not to the folder.
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let Ok(handle) = openat(&self.handle, ".", flags, Mode::empty()) else { return Ok(None) };
        for _ in 0..TRIES {
            match flock(&handle, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Some(handle)),
                Err(Errno::WOULDBLOCK | Errno::INTR) => std::thread::sleep(PAUSE),
                Err(_) => return Ok(None),
            }
        }
        Err(io::Error::new(io::ErrorKind::WouldBlock, "another program keeps it locked"))
    }
}

/// How often, and how far apart, a held folder is tried: five seconds in all. Who holds one only
/// looks at a file and renames another, but a busy disk may make a great many wait.
const TRIES: u32 = 1000;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(5);

/// The first of some names that nothing has yet, and what it was made into.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where all are taken, and whatever else making it meets.
pub fn first_free<T>(
    names: impl IntoIterator<Item = OsString>,
    mut make: impl FnMut(&OsStr) -> io::Result<T>,
) -> io::Result<(OsString, T)> {
    for name in names {
        match make(&name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|made| (name, made)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Forces a file's contents to disk, unless the file system knows no such thing.
///
/// # Errors
/// When it can't: the contents may be lost.
pub fn force(file: &File) -> io::Result<()> {
    file.sync_all().or_else(|error| match Errno::from_io_error(&error) {
        Some(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(()),
        _ => Err(error),
    })
}

/// Whether it is a regular file.
pub fn is_regular(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
}

fn regular(stat: &Stat) -> io::Result<()> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => Ok(()),
        FileType::Directory => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// A name that is one part of a path: not empty, no folder's own names, no separator.
fn part(name: &OsStr) -> io::Result<&OsStr> {
    let bytes = name.as_bytes();
    if bytes.is_empty() || bytes == b"." || bytes == b".." || bytes.contains(&b'/') {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    Ok(name)
}

#[cfg(test)]
mod tests;
