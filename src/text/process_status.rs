//! What Linux tells of a process in `/proc/PROCESS/stat`, `proc_pid_stat(5)`.

/// A process among the others. Numbers are those of the PID namespace that `/proc` shows: what lies
/// outside it is 0 there, which no number type of the system's calls has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProcessStatus {
    pub process: i32,
    pub parent: i32,
    pub group: i32,
    pub session: i32,
    /// When it started, in the system's own count.
    pub started: u64,
}

impl ProcessStatus {
    /// Takes the file apart; `None` where it isn't one.
    pub fn parse(status: &[u8]) -> Option<Self> {
        let status = String::from_utf8_lossy(status);
        let (process, rest) = status.split_once(" (")?;
        // The name may hold anything, but nothing behind it holds a bracket.
        let (_, behind) = rest.rsplit_once(") ")?;
        let mut fields = behind.split_ascii_whitespace().skip(1);
        let mut number = || fields.next()?.parse().ok();
        Some(Self {
            process: process.parse().ok()?,
            parent: number()?,
            group: number()?,
            session: number()?,
            started: fields.nth(15)?.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEHIND: &str = "S 41 42 43 34816 77 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2 3";

    #[test]
    fn fields_are_found_behind_any_name() {
        let told =
            ProcessStatus { process: 44, parent: 41, group: 42, session: 43, started: 987_654 };
        for name in ["sh", "a b", "a) S 1 2 3", ") (", "", "(sd-pam)"] {
            let status = format!("44 ({name}) {BEHIND}\n");
            assert_eq!(ProcessStatus::parse(status.as_bytes()), Some(told), "{name}");
        }
        let bytes = [b"44 (\xff\xfe) ", BEHIND.as_bytes()].concat();
        assert_eq!(ProcessStatus::parse(&bytes), Some(told));
    }

    #[test]
    fn what_lies_outside_the_namespace_is_0_and_a_file_cut_short_is_none() {
        let outside = format!("1 (payback) {}", BEHIND.replace("41 42 43", "0 0 0"));
        let told = ProcessStatus::parse(outside.as_bytes()).unwrap();
        assert_eq!((told.parent, told.group, told.session), (0, 0, 0));
        let whole = format!("44 (sh) {BEHIND}");
        for length in 0..whole.find("987654").unwrap() {
            assert_eq!(ProcessStatus::parse(&whole.as_bytes()[..length]), None);
        }
    }
}
