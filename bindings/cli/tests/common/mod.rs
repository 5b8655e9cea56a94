//! The command as people and programs run it: a process of its own, in a folder of its own.

#![allow(dead_code, reason = "every file of tests uses a part of it")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use doorstep_core::{Database, Engine, EngineOptions, KeyRing};
use serde_json::Value;
use tempfile::TempDir;

/// What a run of the command came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "\nout: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn fine(self) -> Ran {
        self.ends_with(0)
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// One text of the answer.
    #[track_caller]
    pub(crate) fn text(&self, pointer: &str) -> String {
        let value = self.json();
        let text = value.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("no text at {pointer}: {value}")).to_owned()
    }
}

/// A folder with a database, a key elsewhere, and the tenant `contoso`.
pub(crate) struct Shop {
    pub(crate) folder: TempDir,
}

impl Shop {
    pub(crate) fn empty() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("keys")).unwrap();
        Shop { folder }
    }

    pub(crate) fn new() -> Shop {
        let shop = Shop::empty();
        shop.run(&["init", "--tenant", "contoso"]).fine();
        shop
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorstep"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("DOORSTEP_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(self.folder.path())
            .env("DOORSTEP_DATABASE", "shop.db")
            .env("DOORSTEP_KEY_FILE", "keys/key")
            .env_remove("NO_COLOR")
            .args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        finish(self.command(arguments), input)
    }

    /// The same with `--json`.
    pub(crate) fn json(&self, arguments: &[&str]) -> Ran {
        self.run(&[arguments, &["--json"]].concat())
    }

    /// The engine of a program that uses the same database.
    pub(crate) fn engine(&self) -> Engine {
        let keys = KeyRing::from_file(self.path("keys/key")).unwrap();
        let mut options = EngineOptions::new(Database::File(self.path("shop.db")), keys);
        options.deliver_in_background = false;
        Engine::open(options).unwrap()
    }

    pub(crate) fn app(&self, name: &str) -> String {
        self.json(&["app", "register", name]).fine().text("/client_id")
    }

    pub(crate) fn group(&self, name: &str) -> String {
        self.json(&["group", "create", name]).fine().text("/id")
    }

    pub(crate) fn user(&self, email: &str) -> String {
        self.json(&["user", "create", "--email", email]).fine().text("/id")
    }
}

pub(crate) fn finish(mut command: Command, input: &str) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // One that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    ran(child.wait_with_output().unwrap())
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// A policy document that asks everybody but a group for MFA.
pub(crate) fn mfa(name: &str, state: &str, excluded_group: &str) -> String {
    format!(
        r#"{{"displayName": "{name}", "state": "{state}",
            "conditions": {{"users": {{"includeUsers": ["All"], "excludeGroups": ["{excluded_group}"]}},
                            "applications": {{"includeApplications": ["All"]}}}},
            "grantControls": {{"operator": "OR", "builtInControls": ["mfa"]}}}}"#
    )
}

pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
