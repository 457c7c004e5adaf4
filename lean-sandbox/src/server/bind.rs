//! The loopback ports.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

use crate::Error;

/// A port on the loopback addresses of both kinds, or of IPv4 only if there is no IPv6.
pub(super) struct Port {
    pub(super) number: u16,
    pub(super) sockets: Vec<TcpListener>,
}

impl Port {
    /// Takes a port. 0 means any port that is free for both kinds of address, so that `localhost`
    /// leads here whichever kind a client looks up.
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
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, number))?;
        let taken = first.local_addr()?.port();
        match TcpListener::bind((Ipv6Addr::LOCALHOST, taken)) {
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

const TRIES: usize = 16;
