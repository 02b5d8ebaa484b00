//! A business application on this machine that keeps its connections, and tells when each call comes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Tickets opened by all applications: each has its own number.
static TICKETS: AtomicU64 = AtomicU64::new(1);

pub(crate) struct Application {
    pub(crate) address: SocketAddr,
    /// When each call came whole.
    pub(crate) arrivals: Receiver<Instant>,
}

impl Application {
    /// Answers each call after a while: `201` and an identifier.
    pub(crate) fn start(delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (sender, arrivals) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sender = sender.clone();
                thread::spawn(move || while serve(&stream, delay, &sender).is_some() {});
            }
        });
        Self { address, arrivals }
    }

    /// Takes calls, and never answers.
    pub(crate) fn dead() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        thread::spawn(move || {
            let kept: Vec<TcpStream> = listener.incoming().flatten().collect();
            drop(kept);
        });
        address
    }
}

/// One call; `None` once the connection is over.
fn serve(mut stream: &TcpStream, delay: Duration, arrivals: &Sender<Instant>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let (mut length, mut lines) = (0, 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        lines += 1;
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?
            }
            None if lines > 1 => break,
            _ => {}
        }
    }
    reader.read_exact(&mut vec![0; length]).ok()?;
    let _ = arrivals.send(Instant::now());
    if !delay.is_zero() {
        thread::sleep(delay);
    }
    let body = format!("{{\"id\": \"T-{}\"}}", TICKETS.fetch_add(1, Ordering::Relaxed));
    let answer = format!(
        "HTTP/1.1 201 -\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(answer.as_bytes()).ok()
}
