//! The idempotency key of one call: the caller's own, checked, or a fresh one.
//!
//! A request comes in, with the key in a header that a parameter or the caller set, or in its options; a key comes out, and
//! the header has it. A key that the server could not tell from another one is refused.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{
    Error,
    error::{ErrorCode, IdempotencyKey, Passport},
    operation::Operation,
    request::Request,
    values::Json,
    wire,
};

/// Reads the key that the caller gave; `None` if there is none.
///
/// # Errors
/// The operation takes no key, or the key cannot be sent as one.
pub(crate) fn read_key(request: &mut Request) -> Result<Option<IdempotencyKey>, Error> {
    let operation = request.operation;
    let own = request.options.idempotency_key.as_deref();
    let Some(header) = operation.idempotency else {
        return match own {
            None => Ok(None),
            Some(_) => Err(key_error(
                operation,
                "idempotency_key",
                "is given, and the description names no header for it: the server would never see it",
            )),
        };
    };
    let name = header_name(operation, header)?;
    let mut values = request.headers.get_all(&name).iter();
    let in_header = values.next().map(HeaderValue::to_str).transpose();
    let in_header = in_header.map_err(|_| key_error(operation, header, "is not plain text"))?;
    if values.next().is_some() || own.zip(in_header).is_some_and(|(own, other)| own != other) {
        return Err(key_error(operation, header, "is given twice"));
    }
    let Some(key) = own.or(in_header).map(str::to_owned) else {
        return Ok(None);
    };
    if let Some(fault) = key_fault(&key) {
        return Err(key_error(operation, header, fault));
    }
    let key = IdempotencyKey::from(key);
    insert_key(&key, operation, header, &mut request.headers)?;
    Ok(Some(key))
}

/// Returns the key of all attempts of a call: the caller's key, or a new one. `None` if the operation takes no key.
///
/// # Errors
/// As [`read_key`], and if one of the headers that the client sends with every call is the key.
pub(crate) fn settle_key(
    request: &mut Request,
    of_client: &HeaderMap,
) -> Result<Option<IdempotencyKey>, Error> {
    let operation = request.operation;
    if let Some(key) = read_key(request)? {
        return Ok(Some(key));
    }
    let Some(header) = operation.idempotency else {
        return Ok(None);
    };
    if of_client.contains_key(header_name(operation, header)?) {
        let what = format!(
            "the client sends one `{header}` with every call, so the second call would be taken for the first"
        );
        let error = Error::new(ErrorCode::Configuration, Passport::new(operation)).with_what(what);
        return Err(
            error.with_remedy("Take the header off the builder: each call gets a key of its own")
        );
    }
    let key = mint_key(operation, header)?;
    insert_key(&key, operation, header, &mut request.headers)?;
    Ok(Some(key))
}

fn insert_key(
    key: &IdempotencyKey,
    operation: &'static Operation,
    header: &str,
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    let value = HeaderValue::from_str(key.as_str())
        .map_err(|_| key_error(operation, header, "has characters that no header may have"))?;
    headers.insert(header_name(operation, header)?, value);
    Ok(())
}

/// A random key that keeps to the limits of the description: a UUID, or as much of one as fits.
fn mint_key(operation: &'static Operation, header: &str) -> Result<IdempotencyKey, Error> {
    let whole = IdempotencyKey::mint();
    let Some(index) = operation.key_parameter() else {
        return Ok(whole);
    };
    let dense: String = whole.as_str().chars().filter(|c| *c != '-').collect();
    // 20 of its digits hold 74 random bits: no two calls of a client meet.
    let short = dense[..20].to_owned();
    let fits = |key: &IdempotencyKey| {
        let json = Json::string(key.as_str());
        wire::check_parameter(operation, index, json.parse().root()).is_ok()
    };
    let mut forms = [whole, dense.into(), short.into()].into_iter();
    forms.find(fits).ok_or_else(|| {
        let why =
            "is not given, and the description's limits leave no room for a random one: give a key";
        key_error(operation, header, why)
    })
}

/// Why a server could not tell a key from another one, or never gets it as it is.
fn key_fault(key: &str) -> Option<&'static str> {
    if key.trim().is_empty() {
        return Some("is empty: the server would take all calls for one, or for none");
    }
    if key.trim() != key {
        return Some(
            "begins or ends with a space, which HTTP drops: the server would see another key",
        );
    }
    HeaderValue::from_str(key)
        .is_err()
        .then_some("has characters that no header may have")
}

fn header_name(operation: &'static Operation, header: &str) -> Result<HeaderName, Error> {
    let name = header.parse();
    name.map_err(|_| key_error(operation, header, "is not the name of a header"))
}

fn key_error(operation: &'static Operation, header: &str, why: &str) -> Error {
    Error::invalid_request(operation, header, why)
}
