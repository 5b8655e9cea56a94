//! Other programs in the same run: children that answer a line on their standard input with a line of JSON numbers, so
//! that rounds of theirs and ours can take turns.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::Result;

pub(crate) struct Program {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it and waits until it says that it is ready.
    pub(crate) fn start(mut command: Command) -> Result<Program> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| format!("{name}: {error}; make bench installs it"))?;
        let stdin = child.stdin.take().ok_or("no standard input")?;
        let stdout = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        let mut program = Program { child, stdin, stdout };
        program.answer()?;
        Ok(program)
    }

    /// Times of `count` runs of `what`, numbered from `first`, in nanoseconds.
    pub(crate) fn ask(&mut self, what: &str, first: usize, count: usize) -> Result<Vec<f64>> {
        writeln!(self.stdin, "{what} {first} {count}")?;
        self.stdin.flush()?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Vec<f64>> {
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        let numbers = serde_json::from_str(&line);
        numbers.map_err(|_| format!("a program answered: {}", line.trim()).into())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It is ours, and has nothing to lose.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a part of this program in a process of its own, whose memory is then its own too.
pub(crate) fn in_child<const N: usize>(part: &str) -> Result<[f64; N]> {
    let output = Command::new(std::env::current_exe()?).arg(part).stderr(Stdio::inherit()).output()?;
    let numbers: Vec<f64> = serde_json::from_slice(&output.stdout)?;
    numbers.try_into().map_err(|_| "another count of numbers".into())
}

/// Resident bytes of this process.
pub(crate) fn resident() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1024.0)
}
