//! Reads scenario files.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

/// One scenario, ready to run.
pub struct Scenario {
    /// `file/scenario`.
    pub name: String,
    pub(crate) engine: EngineChoice,
    pub(crate) steps: Vec<Value>,
}

/// How the engine differs from the usual one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EngineChoice {
    #[serde(default = "yes")]
    pub(crate) mailer: bool,
    #[serde(default)]
    pub(crate) limits: Map<String, Value>,
    #[serde(default)]
    pub(crate) policy_limits: Map<String, Value>,
    /// Countries by address; without it, nobody looks them up.
    pub(crate) countries: Option<BTreeMap<String, String>>,
}

impl Default for EngineChoice {
    fn default() -> Self {
        EngineChoice { mailer: true, limits: Map::new(), policy_limits: Map::new(), countries: None }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(rename = "about")]
    _about: String,
    #[serde(default)]
    before: Vec<Value>,
    scenarios: Vec<OneScenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneScenario {
    name: String,
    #[serde(default)]
    engine: EngineChoice,
    steps: Vec<Value>,
}

fn yes() -> bool {
    true
}

/// Every scenario of a folder, files in the order of their names.
///
/// # Errors
/// A file that cannot be read, or breaks the format.
pub fn load(folder: &Path) -> Result<Vec<Scenario>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let mut scenarios: Vec<Scenario> = Vec::new();
    for path in paths {
        let at = |why: String| format!("{}: {why}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|e| at(e.to_string()))?;
        let file: File = serde_json::from_str(&text).map_err(|e| at(e.to_string()))?;
        if path.file_stem().is_none_or(|stem| stem != file.name.as_str()) {
            return Err(at("its name must be the file's".into()));
        }
        if file.scenarios.is_empty() {
            return Err(at("has no scenario".into()));
        }
        for one in file.scenarios {
            let name = format!("{}/{}", file.name, one.name);
            if one.steps.is_empty() {
                return Err(at(format!("{name} has no steps")));
            }
            if scenarios.iter().any(|other| other.name == name) {
                return Err(at(format!("{name} is there twice")));
            }
            let steps = file.before.iter().chain(&one.steps).cloned().collect();
            scenarios.push(Scenario { name, engine: one.engine, steps });
        }
    }
    if scenarios.is_empty() { Err("there are no scenarios".into()) } else { Ok(scenarios) }
}
