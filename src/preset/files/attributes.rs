//! What a file has beside its contents: mode, owner, access control list, extended attributes.

use rustix::fs::{Gid, Mode, RawMode, Stat, Uid, fchmod, fchown, fstat};
use std::fs::File;

/// Gives a file what another one has beside its contents, as far as the system lets it: none of it
/// is worth a refused save. Nobody gets to read or write more than before.
///
/// The other file itself is missing where it can't be opened; then its extended attributes are
/// lost.
pub fn keep(file: &File, existing: &Stat, old: Option<&File>) {
    let keeps_group = keep_owner(file, existing);
    extended::keep(file, old, keeps_group);
    let mode = existing.st_mode & 0o777;
    // What the group might do is another group's to do now: they get what everybody may.
    let mode =
        if keeps_group { mode } else { (mode & 0o707) | (mode & 0o070 & ((mode & 0o007) << 3)) };
    let _ = fchmod(file, Mode::from_raw_mode(mode as RawMode));
}

/// Only the administrator may give files away; anybody else's stay their own, and perhaps their
/// group's. Tells whether the group is the same.
fn keep_owner(file: &File, existing: &Stat) -> bool {
    let is_same = |own: &Stat| (own.st_uid, own.st_gid) == (existing.st_uid, existing.st_gid);
    if !fstat(file).is_ok_and(|own| is_same(&own)) {
        let (owner, group) = (Uid::from_raw(existing.st_uid), Gid::from_raw(existing.st_gid));
        let _ = fchown(file, Some(owner), Some(group)).or_else(|_| fchown(file, None, Some(group)));
    }
    fstat(file).is_ok_and(|own| own.st_gid == existing.st_gid)
}

/// Extended attributes, where the system has them.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod extended {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};
    use rustix::io::Errno;
    use std::ffi::{CStr, CString};
    use std::fs::File;

    /// The access control list, which Linux keeps among them.
    const ACCESS_LIST: &CStr = c"system.posix_acl_access";

    /// What vouches for the contents that a file had.
    const OF_CONTENTS: [&CStr; 3] = [c"security.capability", c"security.evm", c"security.ima"];

    /// The largest list of names and the largest value that Linux knows.
    const LARGEST: usize = 64 * 1024;

    pub(super) fn keep(file: &File, old: Option<&File>, with_access_list: bool) {
        let kept: Vec<CString> = old
            .map_or_else(Vec::new, names)
            .into_iter()
            .filter(|name| !OF_CONTENTS.contains(&name.as_c_str()))
            .filter(|name| with_access_list || name.as_c_str() != ACCESS_LIST)
            .collect();
        // The folder may have given the file a list of its own, which lets others in.
        if !kept.iter().any(|name| name.as_c_str() == ACCESS_LIST) {
            let _ = fremovexattr(file, ACCESS_LIST);
        }
        for name in kept {
            let _ = old.map(|old| copy(&name, old, file));
        }
    }

    fn names(file: &File) -> Vec<CString> {
        let mut list = vec![0; LARGEST];
        let length = flistxattr(file, &mut list[..]).unwrap_or(0);
        let names = list[..length].split_inclusive(|byte| *byte == 0);
        names.filter_map(|name| Some(CStr::from_bytes_with_nul(name).ok()?.to_owned())).collect()
    }

    fn copy(name: &CStr, from: &File, to: &File) -> Result<(), Errno> {
        let mut value = vec![0; LARGEST];
        let length = fgetxattr(from, name, &mut value[..])?;
        fsetxattr(to, name, &value[..length], XattrFlags::empty())
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod extended {
    use std::fs::File;

    pub(super) const fn keep(_: &File, _: Option<&File>, _: bool) {}
}
