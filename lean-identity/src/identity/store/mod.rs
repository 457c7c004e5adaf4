//! Key stores of other platforms: PKCS#12, which is also what the JDK has called JKS since version 9.

#[cfg(feature = "pkcs12")]
mod open;
#[cfg(feature = "pkcs12")]
mod pkcs8;
#[cfg(feature = "pkcs12")]
mod write;

#[cfg(feature = "pkcs12")]
pub(super) use self::{open::open, write::write};

#[cfg(not(feature = "pkcs12"))]
pub(super) fn open(
    _bytes: &[u8],
    _passphrase: Option<&[u8]>,
    _place: &super::collect::Place,
    _collected: &mut super::collect::Collected,
) -> Result<(), super::IdentityError> {
    Err(super::IdentityError::new(
        super::Code::FileIsPkcs12,
        "is a PKCS#12 store (.p12, .pfx), which this build cannot open",
        "Build with the feature `pkcs12`, or convert it: openssl pkcs12 -in OLD -nodes -out NEW.pem",
    ))
}
