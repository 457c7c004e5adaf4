//! Tests of server URLs with variables: no value leaves its place in the URL.

use super::super::{ServerInfo, Trust};

type Given = (&'static str, &'static str, &'static [&'static str]);

fn info(url: &'static str, variables: &[Given]) -> ServerInfo {
    ServerInfo {
        name: "Bank",
        url,
        variables: variables.to_vec().leak(),
        security: None,
        token_url: "",
        trust: Trust::Unstated,
    }
}

#[track_caller]
fn fits(url: &'static str, variables: &[Given], values: &[&str], expected: &str) {
    assert_eq!(info(url, variables).check(values).as_deref(), Ok(expected));
    assert_eq!(info(url, variables).fill(values), expected);
}

/// Checks that the URL is refused, and that its displayed form does not name another place.
#[track_caller]
fn refused(url: &'static str, variables: &[Given], values: &[&str], name: &str) {
    let info = info(url, variables);
    let what = info.check(values).expect_err(url);
    let named = format!("the value of the variable `{name}` of the server `Bank` ");
    assert!(what.starts_with(&named), "{values:?}: {what}");
    assert!(
        !values
            .iter()
            .any(|value| value.len() > 4 && what.contains(value)),
        "{what}"
    );
    let shown = info.fill(values);
    assert!(
        shown.is_empty() || shown.contains(&format!("{{{name}}}")),
        "{shown}"
    );
}

/// Values that would change the URL outside of their own part.
const HOSTILE: &[&str] = &[
    "127.0.0.1:34419/",
    "x#",
    "x?",
    "localhost:1/a/",
    "a@evil.test",
    "evil.test\\",
    "a b",
    "a\tb",
    "a\r\nHost: b",
    "a\0b",
    "%2e%2e",
    "a%2fb",
    "a%00",
    "..",
    "../..",
    "/../x",
    "..;/x",
    "b\u{fc}cher",
    "evil\u{3002}test",
    "\u{202e}x",
    "a;b",
    "//evil.test",
    "https://evil.test/#",
    "{b}",
];

#[test]
fn hosts_are_labels() {
    const URL: &str = "https://{tenant}.api.test/v1";
    let tenant: &[Given] = &[("tenant", "demo", &[])];
    fits(URL, tenant, &[], "https://demo.api.test/v1");
    fits(URL, tenant, &["a-1.eu"], "https://a-1.eu.api.test/v1");
    for value in HOSTILE {
        refused(URL, tenant, &[value], "tenant");
    }
    for value in [
        "", "-a", "a-", "a..b", ".a", "a.", "evil:443", "[::1]", "a/",
    ] {
        refused(URL, tenant, &[value], "tenant");
    }
    let long = "a".repeat(64);
    refused(URL, tenant, &[&long], "tenant");
    let long = "a.".repeat(120) + "aaaaaaa";
    refused(URL, tenant, &[&long], "tenant");
}

#[test]
fn the_end_of_a_host_has_as_many_labels_as_the_description_says() {
    let top: &[Given] = &[("top", "com", &[])];
    fits(
        "https://api.bank.{top}",
        top,
        &["test"],
        "https://api.bank.test",
    );
    refused("https://api.bank.{top}", top, &["evil.com"], "top");
    refused(
        "https://api.bank.com{top}",
        &[("top", "", &[])],
        &[".evil.com"],
        "top",
    );
    let domain: &[Given] = &[("domain", "bank.com", &[])];
    fits(
        "https://api.{domain}/v1",
        domain,
        &["eu.bank.com"],
        "https://api.eu.bank.com/v1",
    );
    fits(
        "https://api{env}.bank.com",
        &[("env", "", &[])],
        &[".staging"],
        "https://api.staging.bank.com",
    );
    fits(
        "https://api{env}.bank.com",
        &[("env", "", &[])],
        &[],
        "https://api.bank.com",
    );
}

#[test]
fn whole_hosts_are_names_or_addresses() {
    let host: &[Given] = &[("host", "bank.test", &[])];
    for value in [
        "localhost",
        "10.0.0.1",
        "[::1]",
        "xn--bcher-kva.test",
        "a_b.test",
    ] {
        fits(
            "https://{host}/v1",
            host,
            &[value],
            &format!("https://{value}/v1"),
        );
    }
    for value in [
        "localhost:1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "::1",
        "[::1",
        "[fe80::1%25eth0]",
        "1.2.3.4.5",
        "",
    ] {
        refused("https://{host}/v1", host, &[value], "host");
    }
    for value in HOSTILE {
        refused("https://{host}/v1", host, &[value], "host");
    }
    let with_port: &[Given] = &[("host", "bank.test:8443", &[])];
    fits(
        "https://{host}/v1",
        with_port,
        &["localhost:1"],
        "https://localhost:1/v1",
    );
    refused("https://{host}/v1", with_port, &["localhost:70000"], "host");
    refused("https://{host}/v1", with_port, &["u:p@localhost:1"], "host");
    let address: &[Given] = &[("address", "::1", &[])];
    fits(
        "https://[{address}]:1/v1",
        address,
        &["fe80::2"],
        "https://[fe80::2]:1/v1",
    );
    refused("https://[{address}]:1/v1", address, &["::1]:2/"], "address");
}

#[test]
fn ports_are_digits() {
    let port: &[Given] = &[("port", "8443", &[])];
    fits(
        "https://bank.test:{port}/v1",
        port,
        &["0"],
        "https://bank.test:0/v1",
    );
    fits(
        "https://[::1]:{port}/v1",
        port,
        &["65535"],
        "https://[::1]:65535/v1",
    );
    for value in [
        "",
        "65536",
        "+1",
        "-1",
        "80/x",
        "1@evil.test",
        "0x50",
        "\u{661}",
        " 80",
        "443/..",
    ] {
        refused("https://bank.test:{port}/v1", port, &[value], "port");
        refused("https://[::1]:{port}/v1", port, &[value], "port");
    }
    let colon: &[Given] = &[("port", ":8443", &[])];
    fits(
        "https://bank.test{port}/v1",
        colon,
        &[""],
        "https://bank.test/v1",
    );
    refused(
        "https://bank.test{port}/v1",
        colon,
        &[":1@evil.test"],
        "port",
    );
    refused("https://bank.test{port}/v1", colon, &[".evil.test"], "port");
}

#[test]
fn paths_are_segments() {
    let version: &[Given] = &[("version", "v1", &[])];
    fits(
        "https://bank.test/{version}/x",
        version,
        &["v2.1~b"],
        "https://bank.test/v2.1~b/x",
    );
    for value in HOSTILE.iter().filter(|value| **value != "a@evil.test") {
        refused(
            "https://bank.test/{version}/x",
            version,
            &[value],
            "version",
        );
    }
    for value in ["a/b", "."] {
        refused(
            "https://bank.test/{version}/x",
            version,
            &[value],
            "version",
        );
    }
    let two: &[Given] = &[("a", "v", &[]), ("b", "1", &[])];
    refused("https://bank.test/{a}{b}/x", two, &[".", "."], "a");
    refused("https://bank.test/.{b}/x", two, &["", "."], "b");
    // The description itself has slashes there.
    let base: &[Given] = &[("base", "api/v1", &[])];
    fits(
        "https://bank.test/{base}",
        base,
        &["a/b/c"],
        "https://bank.test/a/b/c",
    );
    refused("https://bank.test/{base}", base, &["a/../b"], "base");
    let rooted: &[Given] = &[("host", "bank.test", &[]), ("base", "/api", &[])];
    fits(
        "https://{host}{base}",
        rooted,
        &["b.test", "/x"],
        "https://b.test/x",
    );
    refused(
        "https://{host}{base}",
        rooted,
        &["b.test", ".evil.test"],
        "base",
    );
    refused(
        "https://{host}{base}",
        rooted,
        &["b.test", "@evil.test"],
        "base",
    );
}

#[test]
fn schemes_and_whole_urls() {
    let all: &[Given] = &[
        ("scheme", "https", &[]),
        ("host", "b.test", &[]),
        ("port", "1", &[]),
    ];
    const URL: &str = "{scheme}://{host}:{port}/v1";
    fits(URL, all, &[], "https://b.test:1/v1");
    for value in [
        "https://evil.test/#",
        "ftp",
        "",
        "https:",
        "javascript",
        "HTTPS ",
    ] {
        refused(URL, all, &[value], "scheme");
    }
    let root: &[Given] = &[("root", "https://b.test:1", &[])];
    fits(
        "{root}/v1",
        root,
        &["https://c.test/x"],
        "https://c.test/x/v1",
    );
    for value in [
        "https://u@c.test",
        "https://c.test?x",
        "https://c.test#",
        "//c.test",
        "c.test",
        "https://c.test/..",
    ] {
        refused("{root}/v1", root, &[value], "root");
    }
}

#[test]
fn values_are_not_templates_and_defaults_are_checked_too() {
    let two: &[Given] = &[("a", "x", &[]), ("b", "y", &[])];
    fits(
        "https://{a}.{b}.test/{c}",
        two,
        &["p", "q"],
        "https://p.q.test/{c}",
    );
    refused("https://{a}.{b}.test/", two, &["{b}", "q"], "a");
    refused("https://{a}.test/", &[("a", "evil.test/", &[])], &[], "a");
    refused(
        "https://{a}.test/",
        &[("a", "ok", &["ok", "evil.test#"])],
        &["evil.test#"],
        "a",
    );
    refused("https://b.test/?q={a}", two, &[], "a");
}
