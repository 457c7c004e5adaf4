//! S-11 to S-15, S-20, S-21: what answers is not TLS, or not for long.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{Duration, Instant},
};

use lean_identity::tls::{FaultKind, MinimumVersion, PostQuantum, Target, TlsSettings};

use crate::{
    connect, connect_with, fails, identity,
    server::{Server, Setup, answering, read_hello, swallowing_large_hellos},
    target, works,
};

/// Connects for a short time.
fn briefly(server: &Server) -> Result<lean_identity::tls::Probe, lean_identity::tls::TlsFault> {
    target(server, "localhost")
        .timeout(Duration::from_millis(300))
        .probe(&TlsSettings::mutual(), Some(&identity()))
}

/// A ServerHello of TLS 1.1 with TLS_RSA_WITH_AES_128_CBC_SHA.
const HELLO_TLS_1_1: &[u8] = &[
    0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2f, 0,
];

#[test]
fn s_11_older_versions_and_no_common_cipher() {
    fails(
        connect(&answering(b"\x15\x03\x01\x00\x02\x02\x46")),
        FaultKind::TlsVersion,
    );
    fails(connect(&answering(HELLO_TLS_1_1)), FaultKind::TlsVersion);
    fails(
        connect(&answering(b"\x15\x03\x03\x00\x02\x02\x28")),
        FaultKind::TlsNoCommonCipher,
    );
}

#[test]
fn s_12_not_tls_and_what_it_looks_like() {
    for (answer, looks_like) in [
        (&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], "plain HTTP"),
        (b"<html>", "plain HTTP"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "SSH server"),
        (b"220 mail.lab.example ESMTP\r\n", "mail or file server"),
        (
            b"\0\x01\x02\x03 garbage and more of it",
            "something unknown",
        ),
    ] {
        let fault = fails(connect(&answering(answer)), FaultKind::NotTls);
        assert!(fault.to_string().contains(looks_like), "{fault}");
    }
}

#[test]
fn x_05_only_tls_13_is_offered_unless_said_otherwise() {
    // The extension supported_versions, with one version and with two.
    const ONLY_1_3: &[u8] = &[0, 43, 0, 3, 2, 3, 4];
    const BOTH: &[u8] = &[0, 43, 0, 5, 4, 3, 4, 3, 3];
    let offered = |settings: &TlsSettings| {
        let (send, hello) = mpsc::channel();
        let server = Server::script(move |mut stream| {
            let _ = send.send(read_hello(&mut stream));
        });
        fails(connect_with(&server, settings), FaultKind::HandshakeClosed);
        hello.recv().expect("a hello")
    };
    let has = |hello: &[u8], part: &[u8]| hello.windows(part.len()).any(|window| window == part);
    assert!(has(&offered(&TlsSettings::mutual()), ONLY_1_3));
    assert!(has(
        &offered(&TlsSettings::mutual().minimum_version(MinimumVersion::Tls12)),
        BOTH
    ));
}

#[test]
fn s_13_silent_server() {
    let server = Server::script(|mut stream| {
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let start = Instant::now();
    let fault = fails(briefly(&server), FaultKind::HandshakeTimeout);
    assert!(fault.to_string().starts_with("TIMEOUT(tls)"), "{fault}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn s_14_server_that_breaks_off() {
    fails(connect(&answering(b"")), FaultKind::HandshakeClosed);
    fails(
        connect(&answering(&HELLO_TLS_1_1[..20])),
        FaultKind::HandshakeClosed,
    );

    // Hanging up with unread bytes resets the connection.
    let server = Server::script(|mut stream| {
        let _ = stream.read_exact(&mut [0; 1]);
    });
    fails(connect(&server), FaultKind::HandshakeReset);

    // One byte at a time, never done.
    let server = Server::script(|mut stream| {
        read_hello(&mut stream);
        for byte in [0x16, 3, 3, 0x10, 0, 2]
            .into_iter()
            .chain(std::iter::repeat(0))
        {
            let has_left = stream.write_all(&[byte]).is_err();
            let _ = stream.set_read_timeout(Some(Duration::from_millis(20)));
            if has_left || matches!(stream.read(&mut [0; 16]), Ok(0)) {
                return;
            }
        }
    });
    fails(briefly(&server), FaultKind::HandshakeTimeout);
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn s_15_hello_that_does_not_fit_a_packet() {
    let server = swallowing_large_hellos(Setup::mutual().lab());
    let fault = fails(briefly(&server), FaultKind::HandshakeTimeout);
    assert!(fault.remedy().contains("PostQuantum::Off"), "{fault}");
    works(connect_with(
        &server,
        &TlsSettings::mutual().post_quantum(PostQuantum::Off),
    ));
}

#[test]
fn s_20_bytes_that_change_on_the_way() {
    // Something in between that flips a bit of the server's encrypted messages.
    let behind = Server::tls(Setup::mutual().lab());
    let address = behind.address;
    let between = Server::script(move |mut client| {
        let Ok(mut server) = TcpStream::connect(address) else {
            return;
        };
        let mut buffer = vec![0; 1 << 16];
        let Ok(count) = client.read(&mut buffer) else {
            return;
        };
        let _ = server.write_all(&buffer[..count]);
        let Ok(count) = server.read(&mut buffer) else {
            return;
        };
        buffer[count - 1] ^= 1;
        let _ = client.write_all(&buffer[..count]);
        let _ = client.read(&mut buffer);
    });
    let fault = fails(connect(&between), FaultKind::TlsProtocol);
    assert!(fault.to_string().contains("decrypt"), "{fault}");
    assert!(behind.seen().certificates.is_empty());
}

#[test]
fn s_21_addresses_that_do_not_answer() {
    let server = Server::tls(Setup::mutual().lab());
    let closed = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port");
    let to_closed = || {
        Target::new("localhost", closed.port())
            .at(closed)
            .timeout(Duration::from_secs(5))
    };
    let settings = TlsSettings::mutual();
    works(
        to_closed()
            .at(server.address)
            .probe(&settings, Some(&identity())),
    );
    fails(
        to_closed().probe(&settings, Some(&identity())),
        FaultKind::ConnectFailed,
    );
    let nowhere = Target::new("no-such-host.invalid", 443).timeout(Duration::from_secs(5));
    fails(nowhere.probe(&settings, Some(&identity())), FaultKind::Dns);
    fails(
        Target::new("not a name", 443).probe(&settings, Some(&identity())),
        FaultKind::Dns,
    );
}
