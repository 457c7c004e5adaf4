//! The Rust clients of the comparison with other languages, and its server.
//!
//! `client files` makes certificates in a new folder and prints its path; `client serve FOLDER` serves and prints its
//! port; `client WAY URL FOLDER 1|2 AT_ONCE get|list CALLS` prints microseconds of CPU (of the process) and of wall
//! time a call, after twice as many calls.

mod ways;

use std::env;
use std::time::Instant;

use call::authority::Files;
use call::clients::Version;
use call::{cases, serve};
use cpu_time::ProcessTime;
use futures_util::future::join_all;

use crate::ways::{Kind, Way};

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["files"] => println!("{}", Files::make().write()),
        ["serve", folder] => serve::run(&Files::read(folder)),
        [way, url, folder, version, at_once, kind, calls] => {
            let version = match version {
                "2" => Version::Two,
                _ => Version::One,
            };
            let way = Way::new(way, url, &Files::read(folder), version);
            let kind = Kind::parse(kind);
            measure(&way, kind, number(at_once), number(calls));
        }
        _ => panic!("unknown arguments {words:?}"),
    }
}

fn measure(way: &Way, kind: Kind, at_once: usize, calls: usize) {
    let runtime = cases::runtime();
    let run = |calls: usize| {
        let workers = (0..at_once).map(|_| async {
            for _ in 0..calls / at_once {
                way.call(kind).await;
            }
        });
        runtime.block_on(join_all(workers));
    };
    run(2 * calls);
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    run(calls);
    let micros = [cpu.elapsed(), wall.elapsed()].map(|time| time.as_secs_f64() * 1e6);
    let [cpu, wall] = micros.map(|micros| micros / calls as f64);
    println!("{cpu:.1} {wall:.1}");
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}
