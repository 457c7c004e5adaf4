//! Collects all keys and certificates from the inputs, in any supported form.

use zeroize::Zeroizing;

use super::{
    Code, IdentityError, Note, Role, Severity,
    asn1::Value,
    certificate::Certificate,
    key::{Encoding, RawKey},
    material::{Input, Material},
    pem::{self, Foreign, Label, Section},
    sniff::{ContentKind, sniff},
    store,
};

/// Everything that the inputs hold, with where each part was found.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) keys: Vec<Located<RawKey>>,
    pub(super) certificates: Vec<Located<Certificate>>,
    pub(super) notes: Vec<Note>,
    /// A store was opened with the passphrase.
    pub(super) is_store_opened: bool,
}

/// Something with the place where it was found.
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

/// A place within one of the inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) role: Role,
    pub(super) origin: Option<String>,
    /// The index of the input, from 0.
    pub(super) input: usize,
}

impl Place {
    pub(super) fn note(&self, code: Code, severity: Severity, text: impl Into<String>) -> Note {
        Note {
            code,
            severity,
            role: self.role,
            origin: self.origin.clone(),
            text: text.into(),
        }
    }

    pub(super) fn error(&self, error: IdentityError) -> IdentityError {
        error.at(self.role, self.origin.as_deref())
    }
}

pub(super) fn collect(
    material: &Material,
    passphrase: Option<&[u8]>,
) -> Result<Collected, IdentityError> {
    let mut collected = Collected::default();
    for (index, input) in material.inputs.iter().enumerate() {
        let place = Place {
            role: input.role,
            origin: input.origin.clone(),
            input: index,
        };
        collect_input(input, &place, passphrase, &mut collected)
            .map_err(|error| place.error(error))?;
    }
    Ok(collected)
}

impl Collected {
    pub(super) fn push_key(&mut self, key: RawKey, place: &Place) {
        self.keys.push(Located {
            value: key,
            place: place.clone(),
        });
    }

    pub(super) fn push_certificate(
        &mut self,
        der: &[u8],
        which: &str,
        place: &Place,
    ) -> Result<(), IdentityError> {
        let value = Certificate::parse(der, which)?;
        self.certificates.push(Located {
            value,
            place: place.clone(),
        });
        Ok(())
    }
}

fn collect_input(
    input: &Input,
    place: &Place,
    passphrase: Option<&[u8]>,
    collected: &mut Collected,
) -> Result<(), IdentityError> {
    if input.bytes.len() > super::files::BYTES_MAX {
        return Err(super::files::too_large_error(
            input.bytes.len(),
            super::files::BYTES_MAX,
        ));
    }
    let pem = pem::read(&input.bytes, input.escaped)?;
    if pem.sections.is_empty() {
        return collect_binary(input, place, passphrase, collected);
    }
    for repair in pem.repairs {
        collected
            .notes
            .push(place.note(repair.code, Severity::Info, repair.text));
    }

    let before = collected.keys.len() + collected.certificates.len();
    let mut foreign = Vec::new();
    for section in pem.sections {
        foreign.extend(collect_section(section, place, collected)?);
    }
    let is_useful = collected.keys.len() + collected.certificates.len() > before;
    match foreign.first() {
        Some(first) if !is_useful => Err(foreign_error(*first)),
        _ => {
            let notes = foreign.into_iter().map(|foreign| {
                place.note(
                    foreign.code(),
                    Severity::Info,
                    format!("also holds {}, which is not needed", foreign.name()),
                )
            });
            collected.notes.extend(notes);
            Ok(())
        }
    }
}

fn collect_section(
    section: Section,
    place: &Place,
    collected: &mut Collected,
) -> Result<Option<Foreign>, IdentityError> {
    let encoding = match section.label {
        Label::Foreign(foreign) => return Ok(Some(foreign)),
        Label::Parameters => return Ok(None),
        Label::Certificate | Label::OldCertificate | Label::TrustedCertificate => {
            let number = 1 + collected
                .certificates
                .iter()
                .filter(|found| found.place == *place)
                .count();
            let der = match section.label {
                // OpenSSL's trust settings follow the certificate.
                Label::TrustedCertificate => {
                    Value::first(&section.der).map_or(&section.der[..], |(first, _)| first.raw)
                }
                _ => &section.der,
            };
            collected.push_certificate(
                der,
                &format!(", number {number}, line {}", section.line),
                place,
            )?;
            return Ok(None);
        }
        _ if section.is_encrypted_legacy => Encoding::EncryptedLegacy,
        Label::Pkcs8Key => Encoding::Pkcs8,
        Label::EncryptedKey => Encoding::Encrypted,
        Label::Pkcs1Key => Encoding::Pkcs1,
        Label::Sec1Key => Encoding::Sec1,
        Label::DsaKey => Encoding::Dsa,
    };
    collected.push_key(
        RawKey {
            encoding,
            der: section.der,
        },
        place,
    );
    Ok(None)
}

fn collect_binary(
    input: &Input,
    place: &Place,
    passphrase: Option<&[u8]>,
    collected: &mut Collected,
) -> Result<(), IdentityError> {
    let encoding = match sniff(&input.bytes) {
        ContentKind::DerCertificate => {
            collected.notes.push(place.note(
                Code::FileIsDer,
                Severity::Info,
                "is a certificate in DER; read as it is",
            ));
            return collected.push_certificate(&input.bytes, "", place);
        }
        ContentKind::Pkcs12 => return store::open(&input.bytes, passphrase, place, collected),
        ContentKind::Foreign(foreign) => return Err(foreign_error(foreign)),
        ContentKind::Unreadable(unreadable) => return Err(unreadable.error()),
        ContentKind::DerPkcs8Key => Encoding::Pkcs8,
        ContentKind::DerPkcs1Key => Encoding::Pkcs1,
        ContentKind::DerSec1Key => Encoding::Sec1,
        ContentKind::DerEncryptedKey => Encoding::Encrypted,
    };
    collected.notes.push(place.note(
        Code::FileIsDer,
        Severity::Info,
        "is a private key in DER; read as it is",
    ));
    collected.push_key(
        RawKey {
            encoding,
            der: Zeroizing::new(input.bytes.to_vec()),
        },
        place,
    );
    Ok(())
}

fn foreign_error(foreign: Foreign) -> IdentityError {
    IdentityError::new(
        foreign.code(),
        format!("holds {}", foreign.name()),
        foreign.remedy(),
    )
}
