//! The vendor's guide to mutual TLS, command by command, and clients in other languages, all with verification on.
//!
//! A tool that is not on this machine is named and passed over. The guide's two kinds of Java client, `RestTemplate` and
//! `WebClient`, need libraries from a registry; here are the JDK's own `HttpClient`, and `HttpsURLConnection`, which is what
//! a plain `RestTemplate` sends with.
#![allow(clippy::print_stdout, reason = "says what is passed over")]

mod support;

use std::path::Path;
use std::process::Command;

use lean_sandbox::{Handout, KeyKind, Sandbox};
use support::{Folder, Result};

/// A sandbox as the command line starts it.
struct Started {
    handout: Handout,
    folder: Folder,
    _sandbox: Sandbox,
}

fn started(name: &str) -> Result<Started> {
    let folder = Folder::new(name)?;
    let sandbox = Sandbox::builder()
        .client_key(KeyKind::Rsa2048)
        .bearer_token("a-bearer-token")
        .keep_in(folder.path())
        .start_blocking()?;
    Ok(Started {
        handout: sandbox.hand_out(folder.path())?,
        folder,
        _sandbox: sandbox,
    })
}

impl Started {
    /// Runs a program in the folder of the files, with the variables of the hand-out; gives its output, or what it says
    /// of its failure.
    fn run(&self, program: &str, arguments: &[&str]) -> Result<Result<String, String>> {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path());
        for line in self.handout.env().lines() {
            let (name, value) = line.split_once('=').expect("a variable");
            command.env(name, value.trim_matches('\''));
        }
        let output = command.output()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(if output.status.success() {
            Ok(text(&output.stdout))
        } else {
            Err(text(&output.stdout) + &text(&output.stderr))
        })
    }

    #[track_caller]
    fn succeeds(&self, program: &str, arguments: &[&str]) -> String {
        let ran = self.run(program, arguments).expect("it can be run");
        ran.unwrap_or_else(|output| panic!("{program} {arguments:?}: {output}"))
    }

    /// Runs a command as it is written in a shell, without quotes.
    #[track_caller]
    fn line(&self, command: &str) -> String {
        let mut words = command.split_whitespace();
        let program = words.next().expect("a program");
        self.succeeds(program, &words.collect::<Vec<_>>())
    }

    #[track_caller]
    fn fails(&self, program: &str, arguments: &[&str]) -> String {
        let ran = self.run(program, arguments).expect("it can be run");
        ran.err()
            .unwrap_or_else(|| panic!("{program} {arguments:?} succeeded"))
    }
}

/// Returns true if all of these tools are installed; otherwise prints that they are not.
fn have(tools: &[(&str, &str)]) -> bool {
    tools.iter().all(|(tool, version)| {
        let found = Command::new(tool).arg(version).output();
        let is_there = found.is_ok_and(|output| output.status.success());
        if !is_there {
            println!("skipped: `{tool}` is not on this machine");
        }
        is_there
    })
}

#[test]
fn the_guides_commands_and_java() -> Result {
    if !have(&[
        ("java", "-version"),
        ("keytool", "-help"),
        ("openssl", "version"),
    ]) {
        return Ok(());
    }
    let lean = started("guide-java")?;
    // The guide's two commands, with passwords given instead of asked for.
    lean.line(
        "keytool -import -trustcacerts -noprompt -keystore app-trustStore.jks -storepass trust-password \
         -alias Root -file lean_public_cert_chain.pem",
    );
    lean.line(
        "openssl pkcs12 -export -out app-keyStore.p12 -inkey my_app_private_key.pem \
         -certfile lean_public_cert_chain.pem -in my_app_cert.crt -passout pass:key-password",
    );
    let listed = lean.line("keytool -list -keystore app-trustStore.jks -storepass trust-password");
    assert!(listed.contains("1 entry"), "{listed}");
    let program = include_str!("guide/Guide.java");
    std::fs::write(lean.folder.path().join("Guide.java"), program)?;
    let output = lean.line("java Guide.java app-trustStore.jks");
    let output: Vec<&str> = output.lines().collect();
    assert_eq!(output, ["HttpClient 200", "HttpsURLConnection 200"]);

    // Another root is not trusted: verification is on.
    lean.line(
        "keytool -import -trustcacerts -noprompt -keystore other.jks -storepass trust-password -alias Root \
         -file oauth_root.pem",
    );
    let output = lean.fails("java", &["Guide.java", "other.jks"]);
    assert!(output.contains("PKIX path building failed"), "{output}");
    Ok(())
}

#[test]
fn curl() -> Result {
    if !have(&[("curl", "--version")]) {
        return Ok(());
    }
    let lean = started("guide-curl")?;
    let entry = |name| lean.handout.get(name).expect("an entry");
    let banks = format!("{}/banks/v1/", entry("LEAN_URL"));
    let token = format!("lean-app-token: {}", entry("LEAN_APP_TOKEN"));
    let certified = [
        "-sS",
        "-w",
        "\n%{http_code}",
        "--cert",
        "my_app_cert.crt",
        "--key",
        "my_app_private_key.pem",
        "--cacert",
        "lean_public_cert_chain.pem",
        "-H",
        &token,
        &banks,
    ];
    let output = lean.succeeds("curl", &certified);
    assert!(output.ends_with("\n200"), "{output}");
    let head: Vec<&str> = ["-I"].into_iter().chain(certified).collect();
    let output = lean.succeeds("curl", &head);
    assert!(output.ends_with("\n200"), "{output}");
    let output = lean.fails("curl", &["-sS", "--cacert", "oauth_root.pem", &banks]);
    assert!(output.contains("certificate"), "{output}");

    let accounts = format!("{}/banks/v1/", entry("LEAN_OAUTH_URL"));
    let fixed = [
        "-sSf",
        "--cacert",
        "oauth_root.pem",
        "-H",
        "authorization: Bearer a-bearer-token",
        &accounts,
    ];
    assert!(lean.succeeds("curl", &fixed).starts_with('['));
    let id = format!("client_id={}", entry("LEAN_CLIENT_ID"));
    let secret = format!("client_secret={}", entry("LEAN_CLIENT_SECRET"));
    let granted = lean.succeeds(
        "curl",
        &[
            "-sSf",
            "--cacert",
            "oauth_root.pem",
            "-d",
            "grant_type=client_credentials",
            "-d",
            "scope=api",
            "-d",
            &id,
            "-d",
            &secret,
            entry("LEAN_TOKEN_URL"),
        ],
    );
    assert!(granted.contains("access_token"), "{granted}");
    Ok(())
}

#[test]
fn python() -> Result {
    script(
        "python3",
        "--version",
        "guide.py",
        include_str!("guide/guide.py"),
    )
}

#[test]
fn node() -> Result {
    script(
        "node",
        "--version",
        "guide.js",
        include_str!("guide/guide.js"),
    )
}

/// Runs a client that is set up by the environment alone: it gets banks over mutual TLS, is refused without a certificate,
/// and does not trust the server by another root.
#[track_caller]
fn script(program: &str, version: &str, file: &str, text: &str) -> Result {
    if !have(&[(program, version)]) {
        return Ok(());
    }
    let lean = started(file)?;
    std::fs::write(lean.folder.path().join(file), text)?;
    let output = lean.succeeds(program, &[file]);
    assert_eq!(
        output.lines().collect::<Vec<_>>(),
        ["banks 200", "bearer 200", "other root refused"]
    );
    Ok(())
}

#[test]
fn files_of_the_hand_out_are_for_their_owner() -> Result {
    let lean = started("guide-files")?;
    let folder: &Path = lean.folder.path();
    for file in [
        "sandbox.env",
        "sandbox.json",
        "sandbox-state.json",
        "my_app_private_key.pem",
    ] {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.join(file))?.permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("sandbox.json"))?)?;
    assert_eq!(
        json["app_token"].as_str(),
        lean.handout.get("LEAN_APP_TOKEN")
    );
    assert_eq!(
        json["webhook_secret"].as_str(),
        lean.handout.get("LEAN_WEBHOOK_SECRET")
    );
    assert_eq!(json["bearer_token"], "a-bearer-token");
    assert!(!format!("{:?}", lean.handout).contains("a-bearer-token"));
    Ok(())
}
