//! Worker processes: started, told what to do line by line, and killed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// How many threads put load on the file, and how often each of them signs somebody in.
pub const THREADS: usize = 4;
pub const SIGN_INS: usize = 15;

/// As many users as so many workers need one after the other, so that nobody is sent more mail than the ten letters of
/// an hour, however fast the machine is.
pub fn users_for(workers: usize) -> usize {
    (workers * THREADS * SIGN_INS).div_ceil(10)
}

pub struct Worker {
    child: Child,
    told: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts `program`, a path to the worker, on the file in `folder`.
    pub fn start(program: &str, folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(program)
            .arg(folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let told = child.stdin.take().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Worker { child, told, said }
    }

    pub fn tell(&mut self, line: &str) {
        writeln!(self.told, "{line}").unwrap();
    }

    /// Its next line; `None` when it has ended.
    pub fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.said.read_line(&mut line).unwrap();
        // A line that a kill cut off was not said.
        (read > 0 && line.ends_with('\n')).then(|| line.trim_end().to_owned())
    }

    /// `kill -9`, and every line it had said.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::iter::from_fn(|| self.line()).collect()
    }

    /// Lets it end by itself; true when it ended well.
    pub fn finish(mut self) -> bool {
        drop(self.told);
        self.child.wait().unwrap().success()
    }
}
