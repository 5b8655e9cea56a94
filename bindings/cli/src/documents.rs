//! Documents in files and folders: reading them, and writing a folder of them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::failure::{Failure, Fault, Result};
use crate::output::{Output, pretty};

/// The longest name of a file that we make, without its ending.
const NAME_CHARACTERS: usize = 100;

/// The endings of files that hold JSON, or lines of it.
const LINES_OR_JSON: [&str; 3] = ["json", "jsonl", "ndjson"];

/// One document, and where it was found: the file, with a position where it holds several.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) place: String,
    pub(crate) json: Value,
}

/// What reading many files came to.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) documents: Vec<Document>,
    pub(crate) faults: Vec<Fault>,
}

/// Reads the documents that the bytes of one file hold: an object, a list of them, or Graph's `{"value": [...]}`.
fn documents_in(bytes: &[u8], place: &str) -> Result<Vec<Document>, Fault> {
    let invalid = |reason: String| Fault::new(place, "policy_invalid", reason);
    // Exported files often begin with a byte order mark.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|e| invalid(format!("is not JSON: {e}")))?;
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut map) if map.get("value").is_some_and(Value::is_array) => {
            match map.remove("value") {
                Some(Value::Array(items)) => items,
                _ => Vec::new(),
            }
        }
        json => return Ok(vec![Document { place: place.into(), json }]),
    };
    let document = |(index, json)| Document { place: format!("{place}[{index}]"), json };
    Ok(items.into_iter().enumerate().map(document).collect())
}

impl Reading {
    /// Reads a file, every `.json` file of a folder in the order of their names, or standard input for `-`.
    pub(crate) fn path(&mut self, path: &Path) {
        if path.is_dir() {
            match files_of(path) {
                Ok(files) => files.iter().for_each(|file| self.file(file)),
                Err(error) => self.unreadable(path, &error),
            }
        } else {
            self.file(path);
        }
    }

    fn file(&mut self, path: &Path) {
        match bytes_of(path).map(|bytes| documents_in(&bytes, &shown(path))) {
            Ok(Ok(documents)) => self.documents.extend(documents),
            Ok(Err(fault)) => self.faults.push(fault),
            Err(error) => self.unreadable(path, &error),
        }
    }

    fn unreadable(&mut self, path: &Path, error: &io::Error) {
        self.faults.push(Fault::new(&place_of(path), "file", error.to_string()));
    }
}

/// The bytes of files, of all that folders hold, and of standard input for `-`, each with the place it is from.
pub(crate) fn files(paths: &[PathBuf]) -> Vec<Result<(String, Vec<u8>), Fault>> {
    let unreadable = |path: &Path, error: io::Error| Fault::new(&place_of(path), "file", error.to_string());
    let mut read = Vec::new();
    for path in paths {
        if path.is_dir() {
            match walk(path) {
                Ok(files) => read.extend(files.iter().map(|file| {
                    let bytes = fs::read(file).map_err(|error| unreadable(file, error))?;
                    Ok((place_of(file), bytes))
                })),
                Err(error) => read.push(Err(unreadable(path, error))),
            }
        } else {
            let bytes = bytes_of(path).map_err(|error| unreadable(path, error));
            read.push(bytes.map(|bytes| (shown(path), bytes)));
        }
    }
    read
}

fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() != "-" {
        return fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".into() } else { place_of(path) }
}

/// A path as it is shown: without the `./` that says nothing.
pub(crate) fn place_of(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// Reads a file, a folder or standard input, of which everything must be readable.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>> {
    let mut reading = Reading::default();
    reading.path(path);
    if reading.faults.is_empty() { Ok(reading.documents) } else { Err(Failure::Documents(reading.faults)) }
}

/// Whether a folder has files that would be read.
pub(crate) fn has_files(folder: &Path) -> bool {
    files_of(folder).is_ok_and(|files| !files.is_empty())
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Every file of a folder that holds JSON or lines of it, at any depth, in the order of the names in each folder. What
/// begins with a dot is passed over.
pub(crate) fn walk(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        let path = entry.path();
        let ending = path.extension().unwrap_or_default();
        // A folder behind a link could be this one.
        if entry.file_type()?.is_dir() {
            files.extend(walk(&path)?);
        } else if LINES_OR_JSON.iter().any(|known| ending.eq_ignore_ascii_case(known)) && path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

/// Writes documents, given with name and id, into a folder: a file each, named from the name. Files that are there and
/// of none of them are mentioned, and left.
pub(crate) fn write_folder(
    folder: &Path,
    documents: Vec<(&str, &str, Value)>,
    out: &Output,
) -> Result<Vec<PathBuf>> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| Failure::file(&path, &error)
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut taken = BTreeSet::new();
    let mut files = Vec::new();
    let mut progress = out.progress("Writing", documents.len());
    for (name, id, document) in documents {
        let file = folder.join(free_name(name, id, &mut taken));
        let text = pretty(&document);
        // What did not change is not written: its time stays, and nobody builds again.
        if fs::read(&file).ok().as_deref() != Some(text.as_bytes()) {
            fs::write(&file, text).map_err(failed(&file))?;
        }
        files.push(file);
        progress.step();
    }
    drop(progress);
    let others: Vec<PathBuf> = files_of(folder).map_err(failed(folder))?;
    let others: Vec<&PathBuf> = others.iter().filter(|other| !files.contains(other)).collect();
    if let [first, rest @ ..] = &others[..] {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        out.warn(&format!("left as it was, though nothing here is written to it: {}{more}", first.display()));
    }
    let count = files.len();
    out.done(&format!("Wrote {count} file{} into {}.", if count == 1 { "" } else { "s" }, folder.display()));
    Ok(files)
}

/// Says which files were written.
pub(crate) fn answer(files: &[PathBuf], out: &Output) -> Result<()> {
    let shown = |file: &PathBuf| Value::from(file.display().to_string());
    out.answer(
        || json!({"files": files.iter().map(shown).collect::<Vec<_>>()}),
        |_| files.iter().map(|file| format!("{}\n", file.display())).collect(),
    )
}

/// A file name that no other document has, on file systems that do not tell upper case from lower either.
fn free_name(name: &str, id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut base = String::new();
    for c in name.chars().take(NAME_CHARACTERS) {
        match c {
            c if c.is_alphanumeric() || c == '_' || c == '.' && !base.is_empty() => base.push(c),
            _ if base.is_empty() || base.ends_with('-') => {}
            _ => base.push('-'),
        }
    }
    let base = match base.trim_end_matches(['-', '.']) {
        "" => id,
        base => base,
    };
    let mut file = format!("{base}.json");
    let mut number = 2;
    while !taken.insert(file.to_lowercase()) {
        file = format!("{base}-{number}.json");
        number += 1;
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_one_document_or_many() {
        let places = |text: &str| -> Vec<String> {
            documents_in(text.as_bytes(), "f").unwrap().into_iter().map(|d| d.place).collect()
        };
        assert_eq!(places("\u{feff}{\"a\": 1}"), ["f"]);
        assert_eq!(places("[{}, {}]"), ["f[0]", "f[1]"]);
        assert_eq!(places("{\"value\": [{}]}"), ["f[0]"]);
        assert!(documents_in(b"{", "f").unwrap_err().message.starts_with("is not JSON"));
    }

    #[test]
    fn names_become_files_that_do_not_collide() {
        let mut taken = BTreeSet::new();
        let mut file = |name: &str| free_name(name, "id-1", &mut taken);
        assert_eq!(file("CA01 - All apps: MFA (v1.2)"), "CA01-All-apps-MFA-v1.2.json");
        assert_eq!(file("ca01 - all apps: mfa (V1.2)"), "ca01-all-apps-mfa-V1.2-2.json");
        assert_eq!(file("../../etc/passwd"), "etc-passwd.json");
        assert_eq!(file("  / "), "id-1.json");
        assert_eq!(file("Länder"), "Länder.json");
    }
}
