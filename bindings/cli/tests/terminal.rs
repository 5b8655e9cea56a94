//! What is different at a terminal, which util-linux's `script` plays: questions, passwords, colors.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use common::{Shop, mfa};

/// Rather a failure than a test that never ends.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal on which the command runs.
struct Terminal<'a> {
    shop: &'a Shop,
    child: Child,
    keyboard: ChildStdin,
    pieces: Receiver<Vec<u8>>,
    screen: String,
}

impl<'a> Terminal<'a> {
    fn new(shop: &'a Shop, arguments: &str) -> Terminal<'a> {
        let line = format!("tty > tty; {} {arguments}", env!("CARGO_BIN_EXE_doorstep"));
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(shop.folder.path());
        for (name, value) in shop.command(&[]).get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let mut child =
            command.env("TERM", "xterm").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (keyboard, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (send, pieces) = mpsc::channel();
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = output.read(&mut piece) {
                if send.send(piece[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal { shop, child, keyboard, pieces, screen: String::new() }
    }

    /// Waits until the screen shows this.
    #[track_caller]
    fn shows(&mut self, text: &str) -> &mut Self {
        while !self.screen.contains(text) {
            let piece = self.pieces.recv_timeout(PATIENCE);
            let piece = piece.unwrap_or_else(|_| panic!("no {text:?} in {:?}", self.screen));
            self.screen.push_str(&String::from_utf8_lossy(&piece));
        }
        self
    }

    /// Waits until the terminal no longer shows what is typed.
    fn hides(&mut self) -> &mut Self {
        let device = self.shop.read("tty");
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let settings = Command::new("stty").args(["-a", "-F", device.trim()]).output().unwrap();
            if String::from_utf8_lossy(&settings.stdout).split_whitespace().any(|word| word == "-echo") {
                return self;
            }
        }
        panic!("it still shows what is typed: {:?}", self.screen);
    }

    fn types(&mut self, line: &str) -> &mut Self {
        self.keyboard.write_all(format!("{line}\n").as_bytes()).unwrap();
        self
    }

    /// The exit code, and all that was to be seen.
    fn ends(mut self) -> (i32, String) {
        loop {
            match self.pieces.recv_timeout(PATIENCE) {
                Ok(piece) => self.screen.push_str(&String::from_utf8_lossy(&piece)),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end: {:?}", self.screen),
            }
        }
        drop(self.keyboard);
        (self.child.wait().unwrap().code().unwrap(), self.screen)
    }
}

#[test]
fn a_password_that_is_typed_is_not_shown() {
    let shop = Shop::new();
    shop.user("ada@example.com");
    let set = |second: &str| {
        let mut terminal = Terminal::new(&shop, "user set-password ada@example.com");
        terminal.shows("Password: ").hides().types("unguessable-words");
        terminal.shows("Once more: ").hides().types(second);
        terminal.ends()
    };
    let (code, screen) = set("other-words");
    assert_eq!(code, 1, "{screen}");
    assert!(screen.contains("differ"), "{screen}");
    assert_eq!(shop.json(&["user", "show", "ada@example.com"]).fine().json()["has_password"], false);
    let (code, screen) = set("unguessable-words");
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("Set the password"), "{screen}");
    assert!(!screen.contains("unguessable"), "{screen}");
    assert_eq!(shop.json(&["user", "show", "ada@example.com"]).fine().json()["has_password"], true);
}

#[test]
fn a_folder_is_applied_after_a_yes_and_not_after_anything_else() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    shop.write("wanted/policies/mfa.json", &mfa("MFA", "enabled", &group));
    for (answer, code) in [("", 1), ("maybe", 1), ("y", 0)] {
        let mut terminal = Terminal::new(&shop, "apply wanted");
        terminal.shows("Apply this to the tenant contoso? [y/N] ").types(answer);
        let (ended, screen) = terminal.ends();
        assert_eq!(ended, code, "{screen}");
        // What would change is shown before the question.
        assert!(screen.find("conditions.users.excludeGroups") < screen.find("Apply this"), "{screen}");
    }
    assert_eq!(shop.json(&["policy", "list"]).fine().json().as_array().unwrap().len(), 1);
}

#[test]
fn a_terminal_has_colors_unless_they_are_not_wanted() {
    let shop = Shop::new();
    shop.app("Shop");
    let colored = |arguments: &str| Terminal::new(&shop, arguments).ends().1.contains("\x1b[");
    assert!(colored("app list"));
    assert!(!colored("app list --color never"));
    assert!(!colored("app list --json"));
    let quiet = format!("tenant list; NO_COLOR=1 {} app list", env!("CARGO_BIN_EXE_doorstep"));
    let screen = Terminal::new(&shop, &quiet).ends().1;
    assert!(screen.contains("Client id ") && !screen.contains("\x1b[1mClient id"), "{screen}");
}
