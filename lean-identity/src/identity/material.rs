//! The raw bytes of an identity, before anything has been understood.

use std::fmt;

use zeroize::Zeroizing;

use super::{Role, pem::EscapedNewlines};

/// The bytes of one identity: private key, certificate, chain. Wiped from memory when dropped.
///
/// Each part is recognised by its content. The role only says where a part is expected and which
/// file a message should name.
#[derive(Clone, Debug, Default)]
pub struct Material {
    pub(crate) inputs: Vec<Input>,
}

impl Material {
    /// The three parts as text of PEM files (or DER).
    ///
    /// # Example
    /// ```no_run
    /// # fn from_vault(_: &str) -> Vec<u8> { Vec::new() }
    /// let material = lean_identity::identity::Material::new(
    ///     from_vault("key"), from_vault("certificate"), from_vault("chain"));
    /// ```
    pub fn new(
        key: impl Into<Vec<u8>>,
        certificate: impl Into<Vec<u8>>,
        chain: impl Into<Vec<u8>>,
    ) -> Self {
        let mut material = Self::default();
        material.push(Input::new(Role::Key, None, key.into()));
        material.push(Input::new(Role::Certificate, None, certificate.into()));
        material.push(Input::new(Role::Chain, None, chain.into()));
        material
    }

    /// Its parts as they were read: the role that each is expected to have, where it came from, its bytes. For tools
    /// that pack identities; the bytes of a private key are among them.
    pub fn parts(&self) -> impl Iterator<Item = (Role, Option<&str>, &[u8])> {
        let part = |input| {
            let Input {
                role,
                origin,
                bytes,
                ..
            }: &Input = input;
            (*role, origin.as_deref(), bytes.as_slice())
        };
        self.inputs.iter().map(part)
    }

    pub(crate) fn push(&mut self, input: Input) {
        self.inputs.push(input);
    }
}

/// An input: a file, variable, archive entry or buffer.
#[derive(Clone)]
pub(crate) struct Input {
    pub(crate) role: Role,
    pub(crate) origin: Option<String>,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    /// Other users of the machine can read the file this came from.
    pub(crate) open_to_others: bool,
    pub(crate) escaped: EscapedNewlines,
}

impl Input {
    pub(crate) fn new(role: Role, origin: Option<String>, bytes: Vec<u8>) -> Self {
        Self {
            role,
            origin,
            bytes: Zeroizing::new(bytes),
            open_to_others: false,
            escaped: EscapedNewlines::Refuse,
        }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("role", &self.role)
            .field("origin", &self.origin)
            .field(
                "bytes",
                &format_args!("[{} bytes redacted]", self.bytes.len()),
            )
            .finish_non_exhaustive()
    }
}
