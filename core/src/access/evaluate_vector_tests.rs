//! Runs the vectors for `evaluate` in `tests/policies`, as every language can: text in, text out.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::evaluate;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    name: String,
    case: Value,
    verdicts: Value,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/policies");
    let files = std::fs::read_dir(folder).expect("the vectors").map(|entry| entry.expect("a file").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| name(path).starts_with("evaluate-") && name(path).ends_with(".json")).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn verdicts() {
    let mut count = 0;
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("readable");
        let vectors: Vec<Vector> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = compact(&text);
        let mut rest = text.as_str();
        for vector in vectors {
            let at = format!("{}: {}", name(&path), vector.name);
            let answer = evaluate(&vector.case.to_string());
            let verdicts: Value = serde_json::from_str(&answer).expect("JSON");
            assert_eq!(verdicts, vector.verdicts, "{at}");
            // Byte by byte as the file has it, however the case is written.
            let written = format!(r#""verdicts":{answer}}}"#);
            let place = rest.find(&written).unwrap_or_else(|| panic!("{at}: written otherwise: {answer}"));
            rest = &rest[place + written.len()..];
            let spread = serde_json::to_string_pretty(&vector.case).expect("JSON");
            assert_eq!(evaluate(&spread), answer, "{at}");
            count += 1;
        }
    }
    assert!(count >= 300, "only {count} vectors were found");
}

/// One sign-in at a time, the verdicts are the same.
#[test]
fn sign_ins_do_not_depend_on_each_other() {
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("readable");
        for vector in serde_json::from_str::<Vec<Vector>>(&text).expect("vectors") {
            let sign_ins = vector.case["signIns"].as_array().expect("sign-ins");
            for (index, sign_in) in sign_ins.iter().enumerate() {
                let mut case = vector.case.clone();
                case["signIns"] = Value::Array(vec![sign_in.clone()]);
                let verdicts: Value = serde_json::from_str(&evaluate(&case.to_string())).expect("JSON");
                assert_eq!(verdicts[0], vector.verdicts[index], "{}: {}", name(&path), vector.name);
            }
        }
    }
}

/// JSON without the spaces between its tokens.
fn compact(json: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let keep = |character: &char| {
        let space = character.is_ascii_whitespace() && !quoted;
        quoted ^= *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        !space
    };
    json.chars().filter(keep).collect()
}
