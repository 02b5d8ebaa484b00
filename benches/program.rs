//! A program in another language that is measured: a line asks, a line answers.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A program that runs until it is asked nothing more.
pub(crate) struct Program {
    lines: RefCell<(ChildStdin, BufReader<ChildStdout>)>,
    names: Vec<String>,
    _child: Child,
}

impl Program {
    /// Starts `program` on `script`, which finds what it needs in `folder`, and what it is told in the file `told`.
    pub(crate) fn start(program: impl AsRef<OsStr>, script: &Path, folder: &Path, told: &Path) -> Self {
        let mut child = Command::new(program)
            .arg(script)
            .arg(told)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a program that starts");
        let input = child.stdin.take().expect("its input");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let names = line(&mut output).split('\t').map(str::to_owned).collect();
        Self { lines: RefCell::new((input, output)), names, _child: child }
    }

    /// The contenders that it holds.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Has a contender do what a case asks so many times. Gives the time of all, and a number that it tells.
    pub(crate) fn ask(&self, name: &str, case: &str, count: usize) -> (Duration, usize) {
        let (input, output) = &mut *self.lines.borrow_mut();
        writeln!(input, "{name}\t{case}\t{count}").expect("a program that listens");
        let answer = line(output);
        let (nanoseconds, told) = answer.split_once('\t').expect("a time and a number");
        (Duration::from_nanos(nanoseconds.parse().expect("a time")), told.parse().expect("a number"))
    }
}

fn line(output: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    output.read_line(&mut line).expect("a program that answers");
    assert!(!line.is_empty(), "the program stopped: see what it said above");
    line.trim_end().to_owned()
}
