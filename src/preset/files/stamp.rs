//! What a file held when it was read or written, short enough to be kept.

use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// What a file held: its length and the SHA-256 of its bytes. Two files with one stamp hold the
/// same; a file that was only touched, moved or given another mode keeps its stamp.
///
/// Written as `LENGTH-HEX`, and read from that again, so that a journal can keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    length: u64,
    digest: [u8; 32],
}

impl Stamp {
    /// Of a file's bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { length: bytes.len() as u64, digest: Sha256::digest(bytes).into() }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.length)?;
        self.digest.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Why a text is no stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stamp is a length, a hyphen and 64 hexadecimal digits")]
pub struct StampError;

impl FromStr for Stamp {
    type Err = StampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (length, hex) = text.split_once('-').ok_or(StampError)?;
        let length = length.parse().map_err(|_| StampError)?;
        if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(StampError);
        }
        let mut digest = [0; 32];
        for (byte, pair) in digest.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| StampError)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| StampError)?;
        }
        Ok(Self { length, digest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_tells_contents_apart_and_survives_being_written() {
        let stamp = Stamp::of(b"abc");
        assert_eq!(
            stamp.to_string(),
            "3-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
        assert_ne!(stamp, Stamp::of(b"abd"));
        for wrong in ["", "3", "3-", "-3-aa", "x-aa", &format!("3-{}", "é".repeat(32))] {
            assert_eq!(wrong.parse::<Stamp>(), Err(StampError), "{wrong}");
        }
    }
}
