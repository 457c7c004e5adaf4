//! The loopback ports.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

use crate::Error;

/// The number of connections that may wait to be accepted: a client may make a thousand calls at once.
const BACKLOG: u32 = 4_096;

/// A port on the loopback addresses of both kinds, or of IPv4 only if there is no IPv6.
pub(super) struct Port {
    pub(super) number: u16,
    pub(super) sockets: Vec<TcpListener>,
}

impl Port {
    /// Takes a port. 0 means any port that is free for both kinds of address, so that `localhost`
    /// leads here whichever kind a client looks up. A runtime must be entered.
    pub(super) fn take(number: u16) -> Result<Self, Error> {
        for _ in 0..TRIES {
            let port = Self::try_take(number).map_err(|error| Error::bind(number, error))?;
            if let Some(port) = port {
                return Ok(port);
            }
        }
        Err(Error::bind(number, io::ErrorKind::AddrInUse.into()))
    }

    fn try_take(number: u16) -> io::Result<Option<Self>> {
        let first = listen((Ipv4Addr::LOCALHOST, number).into())?;
        let taken = first.local_addr()?.port();
        match listen((Ipv6Addr::LOCALHOST, taken).into()) {
            Ok(second) => Ok(Some(Self {
                number: taken,
                sockets: vec![first, second],
            })),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => Ok(None),
            // No IPv6 on this machine.
            Err(_) => Ok(Some(Self {
                number: taken,
                sockets: vec![first],
            })),
        }
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // As the standard library does, so that a port can be taken again at once.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

const TRIES: usize = 16;
