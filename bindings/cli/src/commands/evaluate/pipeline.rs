//! Lines in, lines out: one thread reads, as many as there are processors decide, and the answers are written in the
//! order of the questions. What is between reading and writing is a fixed number of pieces, so that memory is too.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};

use doorstep_core::access::{Evaluator, evaluate};

use super::input::{Lines, Source};
use crate::failure::{Failure, Result};
use crate::output::Output;

/// Lines of a piece. The answers are many times longer than the questions.
const LINES: usize = 64;
/// Bytes of a piece, about.
const BYTES: usize = 256 << 10;
/// Room that a piece keeps for the next one.
const KEPT: usize = 8 << 20;
/// More threads than this would wait for the one that writes.
const THREADS: usize = 16;

/// What answers a line.
pub(super) trait Judge: Send + Sync {
    /// Appends the answer, with its line break.
    fn answer(&self, line: &str, out: &mut String);
    /// Appends what is said of a line that is no text.
    fn refuse(&self, reason: &str, out: &mut String) {
        out.push_str(&serde_json::json!({"error": {"field": "$", "reason": reason}}).to_string());
        out.push('\n');
    }
    /// What comes before all answers.
    fn heading(&self) -> String {
        String::new()
    }
}

/// Every line is a sign-in.
pub(super) struct SignIns(pub(super) Evaluator);

impl Judge for SignIns {
    fn answer(&self, line: &str, out: &mut String) {
        self.0.evaluate(line, out);
        out.push('\n');
    }
}

/// Every line is a whole case.
pub(super) struct Cases;

impl Judge for Cases {
    fn answer(&self, line: &str, out: &mut String) {
        out.push_str(&evaluate(line));
        out.push('\n');
    }
}

/// Some lines on their way through.
#[derive(Default)]
struct Piece {
    questions: Vec<u8>,
    answers: String,
}

impl Piece {
    fn clear(&mut self) {
        self.questions.clear();
        self.questions.shrink_to(KEPT);
        self.answers.clear();
        self.answers.shrink_to(KEPT);
    }

    fn answer(&mut self, judge: &dyn Judge) {
        for line in self.questions.split(|byte| *byte == b'\n') {
            match std::str::from_utf8(line) {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => judge.answer(text, &mut self.answers),
                Err(_) => judge.refuse("is not UTF-8", &mut self.answers),
            }
        }
    }
}

/// The threads and what connects them.
struct Line {
    reader: JoinHandle<Result<u64>>,
    /// Where each worker's pieces come out.
    done: Vec<Receiver<Piece>>,
    /// Back to the reader.
    used: Sender<Piece>,
}

pub(super) fn run(judge: Arc<dyn Judge>, sources: Vec<Source>, out: &Output) -> Result<()> {
    let mut bytes = Some(0);
    for source in &sources {
        bytes = source.size()?.zip(bytes).map(|(size, known)| size + known);
    }
    let mut progress = out.progress_of_bytes("Evaluating", bytes);
    out.text(&judge.heading())?;
    let line = start(&judge, sources)?;
    let mut written = 0;
    for done in line.done.iter().cycle() {
        // Whoever is at its end was not given the next piece, and so nobody was.
        let Ok(piece) = done.recv() else { break };
        out.text(&piece.answers)?;
        progress.advance(piece.questions.len());
        written += 1;
        // The reader may be through.
        let _ = line.used.send(piece);
    }
    drop(progress);
    let Line { reader, done, used } = line;
    drop((done, used));
    let broken = || Failure::Own { code: "internal", message: "a thread of this program stopped".into() };
    match reader.join().map_err(|_| broken())?? {
        read if read == written => Ok(()),
        _ => Err(broken()),
    }
}

fn start(judge: &Arc<dyn Judge>, sources: Vec<Source>) -> Result<Line> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let (used, free) = channel();
    for _ in 0..2 * workers + 2 {
        let _ = used.send(Piece::default());
    }
    let (mut todo, mut done) = (Vec::new(), Vec::new());
    for _ in 0..workers {
        let (give, take) = sync_channel::<Piece>(2);
        let (put, get) = sync_channel(2);
        let judge = Arc::clone(judge);
        spawn(move || {
            for mut piece in take {
                piece.answer(&*judge);
                if put.send(piece).is_err() {
                    break;
                }
            }
        })?;
        todo.push(give);
        done.push(get);
    }
    // Nobody waits for it when the answers are no longer wanted: it may be waiting for standard input itself.
    let reader = spawn(move || read(&sources, &free, &todo))?;
    Ok(Line { reader, done, used })
}

fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<JoinHandle<T>> {
    let failed =
        |error: std::io::Error| Failure::Own { code: "internal", message: format!("no thread: {error}") };
    thread::Builder::new().spawn(work).map_err(failed)
}

/// Hands every line to the workers in turn, and says how many pieces that were.
fn read(sources: &[Source], free: &Receiver<Piece>, todo: &[SyncSender<Piece>]) -> Result<u64> {
    let (mut turns, mut sent, mut spare) = (todo.iter().cycle(), 0, None);
    for source in sources {
        let mut lines = Lines::of(source)?;
        let (mut more, mut some) = (true, false);
        while more {
            let Some(mut piece) = spare.take().or_else(|| free.recv().ok()) else { return Ok(sent) };
            piece.clear();
            more = lines.read(&mut piece.questions, LINES, BYTES)?;
            if piece.questions.trim_ascii().is_empty() {
                spare = Some(piece);
                continue;
            }
            some = true;
            if turns.next().is_none_or(|worker| worker.send(piece).is_err()) {
                return Ok(sent);
            }
            sent += 1;
        }
        if !some && matches!(source, Source::File(_)) {
            return Err(source.failure("holds no line"));
        }
    }
    Ok(sent)
}
