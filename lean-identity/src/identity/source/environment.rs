//! Environment variables that hold the three parts, or the paths of their files.

use std::{env, ffi::OsString, path::Path};

use super::{
    super::{Code, IdentityError, Material, Role, files, material::Input, pem::EscapedNewlines},
    IdentitySource,
};

/// Environment variables, each with the text of a PEM file or the path of one.
///
/// Text may have its line breaks written out as `\n`, as many systems do.
#[derive(Clone, Debug)]
pub struct Environment {
    names: [(Role, String); 3],
}

impl Environment {
    /// `LEAN_PRIVATE_KEY`, `LEAN_CERTIFICATE` and `LEAN_CERTIFICATE_CHAIN`.
    #[must_use]
    pub fn new() -> Self {
        Self::with_names(
            "LEAN_PRIVATE_KEY",
            "LEAN_CERTIFICATE",
            "LEAN_CERTIFICATE_CHAIN",
        )
    }

    /// Variables of other names.
    pub fn with_names(
        key: impl Into<String>,
        certificate: impl Into<String>,
        chain: impl Into<String>,
    ) -> Self {
        Self {
            names: [
                (Role::Key, key.into()),
                (Role::Certificate, certificate.into()),
                (Role::Chain, chain.into()),
            ],
        }
    }
}

impl Default for Environment {
    fn default() -> Self {
        Self::new()
    }
}

impl IdentitySource for Environment {
    fn read(&self) -> Result<Material, IdentityError> {
        let mut material = Material::default();
        for (role, name) in &self.names {
            let value = env::var_os(name).filter(|value| !value.is_empty());
            let value = value.ok_or_else(|| missing_error().at(*role, Some(name)))?;
            material.push(read_variable(*role, name, &value)?);
        }
        Ok(material)
    }
}

fn read_variable(role: Role, name: &str, value: &OsString) -> Result<Input, IdentityError> {
    let text = value.to_str().filter(|text| text.contains("-----BEGIN"));
    match text {
        Some(text) => {
            let mut input = Input::new(role, Some(format!("${name}")), text.as_bytes().to_vec());
            input.escaped = EscapedNewlines::Repair;
            Ok(input)
        }
        // A value that is not a path either is probably a secret: it must not appear in a message.
        None if looks_like_path(value) => files::read(role, Path::new(value)),
        None => Err(IdentityError::new(
            Code::EnvMissing,
            "holds neither the text of a PEM file nor the path of a file",
            "Set it to one of them",
        )
        .at(role, Some(name))),
    }
}

fn looks_like_path(value: &OsString) -> bool {
    const CHARS_MAX: usize = 1_024;
    value.len() <= CHARS_MAX
        && value
            .to_str()
            .is_none_or(|text| !text.contains(['\n', '=', '{']))
}

fn missing_error() -> IdentityError {
    IdentityError::new(
        Code::EnvMissing,
        "is an environment variable that is not set",
        "Set it to the text of the PEM file, or to its path",
    )
}
