//! Bytes as base64 text.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, STANDARD};
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};

/// Bytes that are base64 on the wire (RFC 4648 section 4, and section 5 where the text uses its alphabet).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base64 {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The text as it came, where it is not what we would write.
    text: Option<Box<str>>,
}

/// A text that is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotBase64;

const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const LENIENT: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::STANDARD, CONFIG);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::URL_SAFE, CONFIG);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Base64 {
        Base64 { bytes, text: None }
    }
}

impl FromStr for Base64 {
    type Err = NotBase64;

    fn from_str(text: &str) -> Result<Base64, NotBase64> {
        let bytes = LENIENT
            .decode(text)
            .or_else(|_| URL_SAFE.decode(text))
            .map_err(|_| NotBase64)?;
        let usual = STANDARD.encode(&bytes) == text;
        Ok(Base64 {
            bytes,
            text: (!usual).then(|| text.into()),
        })
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text),
            None => f.write_str(&STANDARD.encode(&self.bytes)),
        }
    }
}

impl fmt::Display for NotBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not base64")
    }
}

impl std::error::Error for NotBase64 {}
