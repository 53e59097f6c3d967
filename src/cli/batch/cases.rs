//! Cases from CSV, some thousand at a time.

use crate::preset::Preset;
use crate::preset::assignment::is_field;
use crate::text::quoted;
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::io::{BufRead, BufReader, Read};

/// Cases that a thread works out at once. No power of two: all figures of one case would compete for
/// the same few places of a core's cache.
pub(super) const CHUNK: usize = 820;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Some cases, each with the line on which it begins.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    pub(super) records: Vec<ByteRecord>,
    pub(super) lines: Vec<u64>,
}

/// Cases as they are read.
pub(super) struct Cases {
    reader: Reader<Box<dyn BufRead + Send>>,
    head: Vec<String>,
    /// Lines that the reader is behind by: where lines end in two characters, it takes a case to begin
    /// before the second one.
    behind: u64,
}

impl Cases {
    /// Reads the head.
    ///
    /// # Errors
    /// When there is none, or it isn't text.
    pub(super) fn of(source: Box<dyn Read + Send>) -> Result<Self, String> {
        let mut source = BufReader::with_capacity(1 << 18, source);
        // Spreadsheets begin a file with a mark.
        if source.fill_buf().map_err(|error| error.to_string())?.starts_with(MARK) {
            source.consume(MARK.len());
        }
        let begun = source.fill_buf().map_err(|error| error.to_string())?;
        let end = begun.iter().position(|byte| *byte == b'\n').unwrap_or_default();
        let behind = u64::from(end > 0 && begun[end - 1] == b'\r');
        let source: Box<dyn BufRead + Send> = Box::new(source);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(source);
        let head = reader.headers().map_err(|error| told(&error))?;
        let head: Vec<String> = head.iter().map(|key| key.trim().to_owned()).collect();
        if head.iter().all(String::is_empty) {
            return Err("it is empty; the first line names fields by the keys of --set, such as \
                        utilization,power_delay"
                .to_owned());
        }
        Ok(Self { reader, head, behind })
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
            if !self.reader.read_byte_record(&mut record).map_err(|error| told(&error))? {
                break;
            }
            let line = record.position().map_or(0, csv::Position::line);
            chunk.lines.push(line + self.behind);
            chunk.records.push(std::mem::take(&mut record));
        }
        Ok((!chunk.records.is_empty()).then_some(chunk))
    }
}

fn told(error: &csv::Error) -> String {
    match error.position() {
        Some(position) => format!("line {}: {error}", position.line()),
        None => error.to_string(),
    }
}
