//! Cases from CSV, some thousand at a time.

use crate::preset::Preset;
use crate::preset::assignment::is_field;
use crate::preset::is_utf16;
use crate::text::{os_message, quoted};
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::io::{self, BufRead, BufReader, Read};

/// Cases that a thread works out at once. No power of two: all figures of one case would compete for
/// the same few places of a core's cache.
pub(super) const CHUNK: usize = 820;

const MARK: &[u8] = b"\xef\xbb\xbf";

const SAVE: &str = "save it as CSV in UTF-8";

/// Some cases, each with the line on which it begins.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    pub(super) records: Vec<ByteRecord>,
    pub(super) lines: Vec<u64>,
}

/// Cases as they are read.
pub(super) struct Cases {
    reader: Reader<LineEnds<Box<dyn BufRead + Send>>>,
    head: Vec<String>,
}

impl Cases {
    /// Reads the head.
    ///
    /// # Errors
    /// When there is none, or it isn't text.
    pub(super) fn of(source: Box<dyn Read + Send>) -> Result<Self, String> {
        let mut source = BufReader::with_capacity(1 << 18, source);
        let begun = source.fill_buf().map_err(|error| os_message(&error))?;
        // Spreadsheets begin a file with a mark.
        let mark = if begun.starts_with(MARK) { MARK.len() } else { 0 };
        if is_utf16(begun) {
            return Err(format!("it is text in UTF-16; {SAVE}"));
        }
        source.consume(mark);
        let source: Box<dyn BufRead + Send> = Box::new(source);
        let source = LineEnds { source, is_after_return: false, is_at_start: true, since_case: 0 };
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(source);
        let head = reader.headers().map_err(|error| told(&error))?;
        let head: Vec<String> = head.iter().map(|key| key.trim().to_owned()).collect();
        if head.iter().all(String::is_empty) {
            return Err("it is empty; the first line names fields by the keys of --set, such as \
                        utilization,power_delay"
                .to_owned());
        }
        Ok(Self { reader, head })
    }

    /// The keys of the columns.
    pub(super) fn head(&self) -> &[String] {
        &self.head
    }

    /// Whether every column is a field of a preset.
    ///
    /// # Errors
    /// The first that isn't, or stands there twice.
    pub(super) fn check_head(&self, preset: &Preset) -> Result<(), String> {
        for (place, key) in self.head.iter().enumerate() {
            if key.is_empty() {
                return Err(format!("column {} has no name", place + 1));
            }
            if self.head[..place].contains(key) {
                return Err(format!("the column {} stands there twice", quoted(key)));
            }
            is_field(preset, key)?;
        }
        Ok(())
    }

    /// The next cases; `None` at the end.
    ///
    /// # Errors
    /// When they can't be read.
    pub(super) fn next_chunk(&mut self) -> Result<Option<Chunk>, String> {
        let mut chunk = Chunk::default();
        let mut record = ByteRecord::new();
        while chunk.records.len() < CHUNK {
            self.reader.get_mut().since_case = 0;
            let begun = self.reader.position().line();
            let read = self.reader.read_byte_record(&mut record);
            if !read.map_err(|error| format!("below line {}: {}", begun - 1, told(&error)))? {
                break;
            }
            // A case ends above the line that comes next, and may have lines in it; blank lines may
            // stand above it.
            let within = record.as_slice().split(|byte| *byte == b'\n').count() as u64 - 1;
            chunk.lines.push(self.reader.position().line() - 1 - within);
            chunk.records.push(std::mem::take(&mut record));
        }
        Ok((!chunk.records.is_empty()).then_some(chunk))
    }
}

fn told(error: &csv::Error) -> String {
    match error.kind() {
        ErrorKind::Utf8 { pos, .. } => {
            let line = pos.as_ref().map_or(1, csv::Position::line);
            format!("line {line} is not UTF-8 text; {SAVE}")
        }
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::Other => error.to_string(),
        ErrorKind::Io(error) => os_message(error),
        _ => error.to_string(),
    }
}

/// Most bytes of a case; of its quotation mark that is left open all that follows would be part.
const LARGEST: usize = 1 << 20;

/// A text whose lines all end in a line feed, the last one too, whatever they end in at their source,
/// so that they are counted right.
struct LineEnds<R> {
    source: R,
    is_after_return: bool,
    is_at_start: bool,
    /// Bytes read since the last case.
    since_case: usize,
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.since_case > LARGEST {
            let why = "a case is larger than 1 MiB; a quotation mark may be left open";
            return Err(io::Error::other(why));
        }
        loop {
            let length = self.source.read(into)?;
            let mut kept = self.unify(&mut into[..length]);
            if length == 0 && !self.is_at_start && !into.is_empty() {
                into[0] = b'\n';
                kept = 1;
            }
            // Nothing may be left of the second half of an end.
            if length == 0 || kept > 0 {
                self.is_at_start = kept == 0 || into[kept - 1] == b'\n';
                self.since_case += kept;
                return Ok(kept);
            }
        }
    }
}

impl<R> LineEnds<R> {
    /// Puts a line feed in place of each end; how many bytes that leaves.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        if !self.is_after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let is_second = byte == b'\n' && self.is_after_return;
            self.is_after_return = byte == b'\r';
            if !is_second {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}
