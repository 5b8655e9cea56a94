//! What is read: documents as a whole, and lines as a stream.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::PathBuf;

use doorstep_core::Error;
use doorstep_core::access::{Document, read_documents};

use crate::documents::{place_of, walk};
use crate::failure::{Failure, Result};

/// What is read from a file at once.
const BUFFER: usize = 1 << 20;
/// The longest line, in bytes: a case may hold a tenant's policies and many sign-ins.
const LINE_MAX: u64 = 256 << 20;

/// A file, or standard input.
#[derive(Debug)]
pub(super) enum Source {
    StandardInput,
    File(PathBuf),
}

impl Source {
    pub(super) fn name(&self) -> String {
        match self {
            Source::StandardInput => "standard input".into(),
            Source::File(path) => place_of(path),
        }
    }

    pub(super) fn failure(&self, reason: &str) -> Failure {
        Failure::Own { code: "file", message: format!("{}: {reason}", self.name()) }
    }

    fn open(&self) -> Result<Box<dyn Read>> {
        Ok(match self {
            Source::StandardInput => Box::new(io::stdin()),
            Source::File(path) => {
                Box::new(File::open(path).map_err(|error| self.failure(&error.to_string()))?)
            }
        })
    }

    /// Its size in bytes, where that is known. Fails now where reading would fail later.
    pub(super) fn size(&self) -> Result<Option<u64>> {
        let Source::File(path) = self else { return Ok(None) };
        let about = File::open(path).and_then(|file| file.metadata());
        let about = about.map_err(|error| self.failure(&error.to_string()))?;
        Ok(about.is_file().then_some(about.len()))
    }
}

/// The files that paths name: themselves, or what is in them.
pub(super) fn sources(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::StandardInput);
        } else if path.is_dir() {
            let files = walk(path).map_err(|error| Failure::file(path, &error))?;
            if files.is_empty() {
                return Err(
                    Source::File(path.clone()).failure("has no file that ends in .json, .jsonl or .ndjson")
                );
            }
            sources.extend(files.into_iter().map(Source::File));
        } else {
            sources.push(Source::File(path.clone()));
        }
    }
    Ok(sources)
}

/// All documents in files, in their order.
pub(super) fn documents(paths: &[PathBuf]) -> Result<Vec<Document>> {
    let mut found = Vec::new();
    for source in sources(paths)? {
        let mut bytes = Vec::new();
        source.open()?.read_to_end(&mut bytes).map_err(|error| source.failure(&error.to_string()))?;
        let documents = read_documents(&bytes).map_err(|error| match error {
            Error::PolicyInvalid { path, reason } if path == "$" => source.failure(&reason),
            other => source.failure(&other.to_string()),
        })?;
        found.extend(documents);
    }
    Ok(found)
}

/// The lines of a source, as many at once as there are without waiting for more.
pub(super) struct Lines<'a> {
    source: &'a Source,
    reader: BufReader<Box<dyn Read>>,
    begun: bool,
    number: u64,
}

impl Lines<'_> {
    pub(super) fn of(source: &Source) -> Result<Lines<'_>> {
        let reader = BufReader::with_capacity(BUFFER, source.open()?);
        Ok(Lines { source, reader, begun: false, number: 0 })
    }

    /// Appends lines to `into`, until that is more than enough or the next one is not there yet. Says whether there may
    /// be more.
    pub(super) fn read(&mut self, into: &mut Vec<u8>, most_lines: usize, most_bytes: usize) -> Result<bool> {
        for _ in 0..most_lines {
            let before = into.len();
            let read = (&mut self.reader).take(LINE_MAX).read_until(b'\n', into);
            let read = read.map_err(|error| self.source.failure(&error.to_string()))?;
            self.number += 1;
            if !self.begun {
                self.begun = true;
                // Exported files often begin with a byte order mark.
                if into[before..].starts_with(b"\xef\xbb\xbf") {
                    into.drain(before..before + 3);
                }
            }
            if read == 0 {
                return Ok(false);
            }
            if into.last() != Some(&b'\n') && read as u64 == LINE_MAX {
                let megabytes = LINE_MAX >> 20;
                return Err(self
                    .source
                    .failure(&format!("line {} is longer than {megabytes} MiB", self.number)));
            }
            if into.len() > most_bytes || !self.reader.buffer().contains(&b'\n') {
                break;
            }
        }
        Ok(true)
    }
}
