//! The sandbox in a process of its own, and the lines by which it is asked.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _, stdin};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use cpu_time::ProcessTime;
use lean::{At, Client, ClientBuilder, Identity};
use lean_sandbox::Sandbox;

/// Runs the sandbox and answers lines until the other process closes the pipe.
pub fn serve(folder: &str, identities: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let sandbox = runtime.block_on(Sandbox::start()).expect("a sandbox");
    for number in 0..identities {
        let files = sandbox.authority().client().sign().expect("a certificate");
        files
            .write(Path::new(folder).join(number.to_string()))
            .expect("files");
    }
    println!("{}\t{}", sandbox.url(), sandbox.app_token());
    for line in stdin().lines() {
        let line = line.expect("a line");
        match line.split_once(' ') {
            Some(("connect", customer)) => {
                let bank = sandbox.connect_bank(customer, "LEAN_OF_RETAIL_UAE");
                let bank = bank.expect("a bank");
                println!("{}\t{}", bank.entity_id, bank.account_ids.join("\t"));
            }
            _ => {
                let counts = sandbox.counts();
                println!(
                    "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                    counts.accepted,
                    counts.handshakes,
                    counts.refused,
                    counts.open,
                    counts.open_max,
                    counts.requests,
                    ProcessTime::now().as_duration().as_micros(),
                );
            }
        }
    }
}

/// The sandbox as another process.
pub struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    folder: PathBuf,
    url: String,
    app_token: String,
}

/// Numbers of the server since its start.
#[derive(Clone, Copy)]
pub struct Counts {
    pub accepted: u64,
    pub handshakes: u64,
    pub refused: u64,
    pub open: u64,
    pub open_max: u64,
    pub requests: u64,
    pub cpu_micros: u64,
}

/// A bank that a customer has connected.
pub struct Entity {
    pub id: String,
    pub accounts: Vec<String>,
}

impl Server {
    /// A new sandbox, and the files of `identities` identities.
    pub fn start(identities: usize) -> Server {
        let folder = env::temp_dir().join(format!("bench-scale-{}", std::process::id()));
        let mut child = Command::new(env::current_exe().expect("this program"))
            .arg("serve")
            .arg(&folder)
            .arg(identities.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let input = child.stdin.take().expect("its input");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let mut server = Server {
            child,
            input,
            output,
            folder,
            url: String::new(),
            app_token: String::new(),
        };
        let parts = server.read();
        [server.url, server.app_token] = parts.try_into().expect("two parts");
        server
    }

    /// The folder of the files of an identity.
    pub fn folder(&self, identity: usize) -> PathBuf {
        self.folder.join(identity.to_string())
    }

    /// An identity, loaded from its files.
    pub fn identity(&self, number: usize) -> Identity {
        Identity::from_dir(self.folder(number)).expect("an identity")
    }

    /// A client under this identity, with nothing else set.
    pub fn builder(&self, identity: Identity) -> ClientBuilder<lean::client::Given> {
        Client::builder(At::new(&self.url))
            .identity(identity)
            .app_token(self.app_token.as_str())
    }

    pub fn connect(&mut self, customer: &str) -> Entity {
        let mut parts = self.ask(&format!("connect {customer}"));
        Entity {
            id: parts.remove(0),
            accounts: parts,
        }
    }

    pub fn counts(&mut self) -> Counts {
        let parts = self.ask("counts");
        let numbers = parts.iter().map(|part| part.parse().expect("a number"));
        let numbers: Vec<u64> = numbers.collect();
        Counts {
            accepted: numbers[0],
            handshakes: numbers[1],
            refused: numbers[2],
            open: numbers[3],
            open_max: numbers[4],
            requests: numbers[5],
            cpu_micros: numbers[6],
        }
    }

    fn ask(&mut self, line: &str) -> Vec<String> {
        writeln!(self.input, "{line}").expect("the server reads");
        self.read()
    }

    fn read(&mut self) -> Vec<String> {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("an answer");
        line.trim_end().split('\t').map(str::to_owned).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
