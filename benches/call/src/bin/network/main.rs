//! Calls over mutual TLS on the loopback: CPU of this process a call, by our client, by reqwest and serde_json by hand,
//! and by hyper-util alone, in turns within one run. The server is another process.
//!
//! `network count WAY VERSION AT_ONCE CALLS` makes calls for callgrind, which counts what `measured` does. The system's own
//! work for the sockets is not in it.
//!
//! `network [ROUNDS]` prints protocol, calls at a time, way, microseconds a call, and the ratio to reqwest's. Each figure
//! is the least of the rounds, since other programs on the machine only add to it.

mod ways;

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use call::clients::Version;
use call::{authority, serve};
use cpu_time::ProcessTime;
use futures_util::future::join_all;
use tokio::runtime::Runtime;

use crate::authority::Files;
use crate::ways::{Way, Ways};

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["serve", folder] => serve::run(&Files::read(folder)),
        ["count", way, version, at_once, calls] => count(
            Way::parse(way),
            Version::parse(version),
            at_once.parse().expect("a number"),
            calls.parse().expect("a number"),
        ),
        [rounds] => measure(rounds.parse().expect("a number")),
        _ => measure(5),
    }
}

fn count(way: Way, version: Version, at_once: usize, calls: usize) {
    with_server(|files, port| {
        let runtime = call::cases::runtime();
        let ways = Ways::new(files, port, version);
        runtime.block_on(run(&ways, way, at_once, at_once * 2));
        measured(&runtime, &ways, way, (at_once, calls));
    });
}

#[inline(never)]
fn measured(runtime: &Runtime, ways: &Ways, way: Way, (at_once, calls): (usize, usize)) {
    runtime.block_on(run(ways, way, at_once, calls));
}

fn measure(rounds: u32) {
    with_server(|files, port| {
        for version in [Version::One, Version::Two] {
            let runtime = call::cases::runtime();
            let ways = Ways::new(files, port, version);
            for (at_once, calls) in [(1, 500), (64, 3200)] {
                let mut best = [f64::INFINITY; Way::ALL.len()];
                for round in 0..=rounds {
                    for (way, best) in Way::ALL.iter().zip(&mut best) {
                        let start = ProcessTime::now();
                        runtime.block_on(run(&ways, *way, at_once, calls));
                        let spent = start.elapsed().as_secs_f64() * 1e6 / calls as f64;
                        // The first round opens connections.
                        if round > 0 {
                            *best = best.min(spent);
                        }
                    }
                }
                print(version, at_once, &best);
            }
        }
    });
}

async fn run(ways: &Ways, way: Way, at_once: usize, calls: usize) {
    let workers = (0..at_once).map(|_| async {
        for _ in 0..calls / at_once {
            ways.call(way).await;
        }
    });
    join_all(workers).await;
}

fn with_server(work: impl FnOnce(&Files, u16)) {
    let files = Files::make();
    let folder = files.write();
    let (mut server, port) = start(&folder);
    work(&files, port);
    let _ = server.kill();
    let _ = server.wait();
    let _ = std::fs::remove_dir_all(folder);
}

fn print(version: Version, at_once: usize, best: &[f64]) {
    let reqwest = Way::ALL.iter().position(|way| *way == Way::Reqwest);
    let reqwest = reqwest.map_or(f64::NAN, |index| best[index]);
    for (way, micros) in Way::ALL.iter().zip(best) {
        let ratio = micros / reqwest;
        println!("{version:?}\t{at_once}\t{way:?}\t{micros:.1}\t{ratio:.2}");
    }
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
