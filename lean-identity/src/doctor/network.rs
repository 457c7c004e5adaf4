//! Names and connections.

use std::{
    net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs as _},
    sync::mpsc,
    thread,
    time::Instant,
};

use super::{Check, Diagnosis, Topic, budget::Budget, endpoint::Endpoint};
use crate::tls::FaultKind;

const ADDRESSES_MAX: usize = 8;

/// The addresses of a host. `None` after noting that there are none.
pub(super) fn resolve(
    endpoint: &Endpoint,
    budget: Budget,
    diagnosis: &mut Diagnosis,
) -> Option<Vec<SocketAddr>> {
    if let Ok(address) = endpoint.host_without_brackets().parse::<IpAddr>() {
        diagnosis.push(Check::skipped(Topic::Dns, "the host is an address"));
        return Some(vec![SocketAddr::new(address, endpoint.port)]);
    }
    let fail = |what: String, remedy: &str| {
        Check::fail(Topic::Dns, FaultKind::Dns.as_str(), what).remedy(remedy)
    };
    let host = &endpoint.host;
    let start = Instant::now();
    let check = match look_up(endpoint, budget) {
        Some(Ok(addresses)) if !addresses.is_empty() => {
            let list: Vec<_> = addresses.iter().map(|a| a.ip().to_string()).collect();
            let took = start.elapsed().as_millis();
            let what = format!("{host} is {} ({took} ms)", list.join(", "));
            diagnosis.push(Check::ok(Topic::Dns, what));
            return Some(addresses);
        }
        Some(Ok(_)) => fail(format!("{host} has no address"), "Check the host name"),
        Some(Err(error)) => fail(
            format!("{host} does not resolve: {error}"),
            "Check the host name for typing errors, and whether this machine can resolve others (a VPN, a proxy?)",
        ),
        None => fail(
            format!("nobody said in time what the address of {host} is"),
            "Check the name servers of this machine",
        ),
    };
    diagnosis.push(check);
    None
}

/// On a thread, because the system's resolver knows no deadline. If it is late, the thread ends when it does.
fn look_up(endpoint: &Endpoint, budget: Budget) -> Option<std::io::Result<Vec<SocketAddr>>> {
    let (sender, receiver) = mpsc::channel();
    let (host, port) = (endpoint.host_without_brackets().to_owned(), endpoint.port);
    thread::spawn(move || {
        let found = (host.as_str(), port)
            .to_socket_addrs()
            .map(|addresses| addresses.take(ADDRESSES_MAX).collect());
        // The receiver may have given up.
        let _ = sender.send(found);
    });
    receiver.recv_timeout(budget.step_timeout()).ok()
}

/// Connects to every address, and gives the first that answers. `None` after noting that none does.
pub(super) fn reach(
    addresses: &[SocketAddr],
    budget: Budget,
    diagnosis: &mut Diagnosis,
) -> Option<SocketAddr> {
    let share = budget.step_timeout() / u32::try_from(addresses.len()).unwrap_or(u32::MAX).max(1);
    let (mut reached, mut failed) = (Vec::new(), Vec::new());
    let mut answers = Vec::new();
    for &address in addresses {
        let start = Instant::now();
        match TcpStream::connect_timeout(&address, share) {
            Ok(_) => {
                answers.push(format!(
                    "{address} answers ({} ms)",
                    start.elapsed().as_millis()
                ));
                reached.push(address);
            }
            Err(error) => {
                answers.push(format!("{address}: {error}"));
                failed.push(error.kind());
            }
        }
    }
    let what = answers.join("; ");
    diagnosis.push(match (reached.is_empty(), failed.is_empty()) {
        (false, true) => Check::ok(Topic::Tcp, what),
        // Silence costs every new connection time; a refusal is answered at once.
        (false, false) if failed.contains(&std::io::ErrorKind::TimedOut) => {
            Check::warn(Topic::Tcp, "CONNECT_PARTLY", what)
                .remedy("Every new connection may have to wait for the silent address: see to the route (IPv6?)")
        }
        (false, false) => Check::ok(Topic::Tcp, what),
        (true, _) => unreachable_check(what, &failed),
    });
    reached.first().copied()
}

fn unreachable_check(what: String, failed: &[std::io::ErrorKind]) -> Check {
    if failed.contains(&std::io::ErrorKind::TimedOut) {
        return Check::fail(Topic::Tcp, FaultKind::ConnectTimeout.as_str(), what)
            .remedy("Check host and port, and whether a firewall lets this machine through");
    }
    Check::fail(Topic::Tcp, FaultKind::ConnectFailed.as_str(), what)
        .remedy("Check host and port: nothing takes connections there")
}
