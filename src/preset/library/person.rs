//! Who uses the program: several people may share one account, and each one's work is their own.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The variable in which sshd names the file that tells how a person logged in (`ExposeAuthInfo`).
const LOGIN: &str = "SSH_USER_AUTH";

/// Largest such file that is read, in bytes; the longest keys have a few thousand.
const LARGEST: u64 = 64 * 1024;

/// Most characters of a name.
const LONGEST: usize = 64;

/// What a person's name may be.
pub const VALID_PERSON: &str =
    "1 to 64 ASCII letters, digits and - _ . @, the first not - or a dot";

/// A person, told from the others who use the same account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Person {
    /// Whoever set the account up gave this name.
    Named(String),
    /// They logged in with a key, whose SHA-256 this is.
    Key([u8; 32]),
    /// Nothing tells more than the account.
    #[default]
    Account,
}

impl Person {
    /// The person of a name; `None` where no person can have it (see [`VALID_PERSON`]).
    pub fn named(name: &str) -> Option<Self> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
        let is_valid = (1..=LONGEST).contains(&name.len())
            && name.chars().all(is_plain)
            && !name.starts_with(['.', '-']);
        is_valid.then(|| Self::Named(name.to_owned()))
    }

    /// Who logged in, as far as sshd tells: by its key, else by nothing but the account.
    pub fn of_login() -> Self {
        let file = std::env::var_os(LOGIN).filter(|path| !path.is_empty());
        file.and_then(|path| key_in(Path::new(&path))).map_or(Self::Account, Self::Key)
    }

    /// What messages call them.
    pub fn name(&self) -> String {
        match self {
            Self::Named(name) => name.clone(),
            Self::Key(hash) => format!("SHA256:{}", BASE64_STANDARD_NO_PAD.encode(hash)),
            Self::Account => account(),
        }
    }

    /// The folder of what is theirs, among those of all people; none for the account, whose files
    /// are where they would be without people. No name has a colon.
    pub(super) fn folder(&self) -> Option<String> {
        match self {
            Self::Named(name) => Some(name.clone()),
            Self::Key(hash) => Some(format!("SHA256:{}", BASE64_URL_SAFE_NO_PAD.encode(hash))),
            Self::Account => None,
        }
    }
}

fn account() -> String {
    let variable = |name| std::env::var(name).ok().filter(|value| Person::named(value).is_some());
    let number = || format!("user {}", rustix::process::getuid().as_raw());
    variable("LOGNAME").or_else(|| variable("USER")).unwrap_or_else(number)
}

/// The hash of the key in sshd's file.
fn key_in(path: &Path) -> Option<[u8; 32]> {
    let mut text = String::new();
    File::open(path).ok()?.take(LARGEST).read_to_string(&mut text).ok()?;
    text.lines().find_map(key_of)
}

/// The hash of a key that a line tells of: `publickey TYPE BASE64`.
fn key_of(line: &str) -> Option<[u8; 32]> {
    let mut words = line.split_ascii_whitespace();
    let key = words.next().filter(|method| *method == "publickey").and_then(|_| words.nth(1))?;
    Some(Sha256::digest(BASE64_STANDARD.decode(key).ok()?).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_and_no_part_of_a_path_but_one() {
        for name in ["anna", "a", "A.B-c_d@example.org", &"x".repeat(64)] {
            assert_eq!(Person::named(name).unwrap().folder().as_deref(), Some(name));
        }
        let long = "x".repeat(65);
        for name in
            ["", ".", "..", ".a", "-a", "a/b", "a b", "ä", "a\n", "SHA256:abc", "a\u{0}", &long]
        {
            assert_eq!(Person::named(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_key_is_told_as_ssh_keygen_tells_it() {
        // As `ssh-keygen -lf` says of this key.
        let line = "publickey ssh-ed25519 \
                    AAAAC3NzaC1lZDI1NTE5AAAAIEYdH70FxSHnvHo+tzBCJyry91ogxgESaBMcZwbUB13d";
        let person = Person::Key(key_of(line).unwrap());
        assert_eq!(person.name(), "SHA256:T8kQASaHeH9jtFomNWUQs+fHK3kWxL69//ID/oxGEG0");
        let folder = person.folder().unwrap();
        assert_eq!(folder, "SHA256:T8kQASaHeH9jtFomNWUQs-fHK3kWxL69__ID_oxGEG0");
        for other in ["", "password", "publickey", "publickey ssh-ed25519", "publickey x !!!"] {
            assert_eq!(key_of(other), None, "{other}");
        }
    }
}
