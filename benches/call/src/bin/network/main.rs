//! Calls over mutual TLS on the loopback: CPU of this process a call, by our client, by reqwest and serde_json by hand,
//! and by hyper-util alone, in turns within one run. The server is another process.
//!
//! `network [ROUNDS]` prints protocol, calls at a time, way, microseconds a call, and the ratio to reqwest's. Each figure
//! is the least of the rounds, since other programs on the machine only add to it.

mod authority;
mod serve;
mod ways;

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use cpu_time::ProcessTime;
use futures_util::future::join_all;

use crate::authority::Files;
use crate::ways::{Way, Ways};

fn main() {
    let mut words = env::args().skip(1);
    match words.next().as_deref() {
        Some("serve") => serve::run(&Files::read(&words.next().expect("a folder"))),
        rounds => measure(rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(5)),
    }
}

fn measure(rounds: u32) {
    let files = Files::make();
    let folder = files.write();
    let (mut server, port) = start(&folder);
    for (protocol, version) in [("h1", ways::Version::One), ("h2", ways::Version::Two)] {
        let runtime = call::cases::runtime();
        let ways = Ways::new(&files, port, version);
        for (at_once, calls) in [(1, 500), (64, 3200)] {
            let mut best = [f64::INFINITY; Way::ALL.len()];
            for round in 0..=rounds {
                for (way, best) in Way::ALL.iter().zip(&mut best) {
                    let spent = spent(&runtime, &ways, *way, at_once, calls);
                    // The first round opens connections.
                    if round > 0 {
                        *best = best.min(spent);
                    }
                }
            }
            print(protocol, at_once, &best);
        }
    }
    let _ = server.kill();
    let _ = server.wait();
    let _ = std::fs::remove_dir_all(folder);
}

fn print(protocol: &str, at_once: usize, best: &[f64]) {
    let reqwest = Way::ALL.iter().position(|way| *way == Way::Reqwest);
    let reqwest = reqwest.map_or(f64::NAN, |index| best[index]);
    for (way, micros) in Way::ALL.iter().zip(best) {
        let ratio = micros / reqwest;
        println!("{protocol}\t{at_once}\t{way:?}\t{micros:.1}\t{ratio:.2}");
    }
}

/// Microseconds of CPU a call.
fn spent(
    runtime: &tokio::runtime::Runtime,
    ways: &Ways,
    way: Way,
    at_once: usize,
    calls: usize,
) -> f64 {
    let start = ProcessTime::now();
    runtime.block_on(async {
        let each = (0..at_once).map(|_| async {
            for _ in 0..calls / at_once {
                ways.call(way).await;
            }
        });
        join_all(each).await;
    });
    start.elapsed().as_secs_f64() * 1e6 / calls as f64
}

fn start(folder: &str) -> (Child, u16) {
    let program = env::current_exe().expect("this program");
    let mut server = Command::new(program)
        .args(["serve", folder])
        .stdout(Stdio::piped())
        .spawn()
        .expect("a server");
    let mut line = String::new();
    let output = server.stdout.take().expect("its output");
    BufReader::new(output)
        .read_line(&mut line)
        .expect("its port");
    (server, line.trim().parse().expect("its port"))
}
