//! From names on the wire to Rust names.
//!
//! The input is any text. The output is a legal identifier in the usual case of its kind: never
//! empty, never one that cannot be raw (`self`, `crate`). Other keywords are escaped as raw
//! identifiers by the emitter.

mod letters;
mod plain;
mod route;
mod taken;
mod used;
mod words;

pub(crate) use route::route_name;
pub(crate) use taken::Taken;
pub use used::{Position, avoid_used, is_used, module, used_names};
pub(crate) use words::{singular, words, words_with_symbols};

/// A value's name: `snake_case`.
pub fn snake(text: &str) -> String {
    make_legal(
        plain::snake(text).unwrap_or_else(|| join_snake(&words(text))),
        "empty",
    )
}

/// A type's or variant's name: `PascalCase`.
pub fn pascal(text: &str) -> String {
    make_legal(
        plain::pascal(text).unwrap_or_else(|| join_pascal(&words(text))),
        "Empty",
    )
}

/// The first of `base`, `base2`, `base3` .. that may be had, for a few names; `Taken` is for many.
pub fn first_free(base: &str, separator: &str, mut take: impl FnMut(&str) -> bool) -> String {
    if take(base) {
        return base.to_string();
    }
    let ends_in_digit = base.ends_with(|c: char| c.is_ascii_digit());
    let separator = if ends_in_digit { "_" } else { separator };
    (2_u64..)
        .map(|index| format!("{base}{separator}{index}"))
        .find(|name| take(name))
        .expect("numbers do not run out before names do")
}

pub(crate) fn join_snake(words: &[String]) -> String {
    words
        .iter()
        .map(|word| word.to_lowercase())
        .collect::<Vec<_>>()
        .join("_")
}

pub(crate) fn join_pascal(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        // `1.1` and `11` are not the same.
        if first.is_numeric() && out.ends_with(char::is_numeric) {
            out.push('_');
        }
        out.extend(first.to_uppercase());
        out.push_str(&chars.as_str().to_lowercase());
    }
    out
}

fn make_legal(name: String, otherwise: &str) -> String {
    let Some(first) = name.chars().next() else {
        return otherwise.to_string();
    };
    let name = if unicode_ident::is_xid_start(first) {
        name
    } else {
        format!("_{name}")
    };
    match name.as_str() {
        "_" => otherwise.to_string(),
        "self" | "Self" | "super" | "crate" => format!("{name}_"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wire: &str, value: &str, ty: &str) {
        assert_eq!((snake(wire).as_str(), pascal(wire).as_str()), (value, ty));
    }

    #[test]
    fn usual_names() {
        check("getCustomerById", "get_customer_by_id", "GetCustomerById");
        check("customer_id", "customer_id", "CustomerId");
        check("lean-app-token", "lean_app_token", "LeanAppToken");
        check("HTTPServer", "http_server", "HttpServer");
        check("customerIDs", "customer_ids", "CustomerIds");
        check("oauth2Token", "oauth2_token", "Oauth2Token");
        check("v1.Accounts/list", "v1_accounts_list", "V1AccountsList");
        check(
            "AccountsController_findAll",
            "accounts_controller_find_all",
            "AccountsControllerFindAll",
        );
    }

    /// Words that change case in their midst.
    #[test]
    fn words_that_are_whole() {
        check(
            "listOAuth2Clients",
            "list_oauth2_clients",
            "ListOauth2Clients",
        );
        check("OAuthToken", "oauth_token", "OauthToken");
        check("get-OAuth/token", "get_oauth_token", "GetOauthToken");
        check("oAuth2", "oauth2", "Oauth2");
        check("OAuthor", "o_author", "OAuthor");
        check("IPv4Address", "ipv4_address", "Ipv4Address");
        check("publicIPv6", "public_ipv6", "PublicIpv6");
        check("iOSVersion", "ios_version", "IosVersion");
        check("for_iOS", "for_ios", "ForIos");
        check("vCPUs", "vcpus", "Vcpus");
        check("maxVCPUs", "max_vcpus", "MaxVcpus");
        check("eTag", "etag", "Etag");
        check("lastETag", "last_etag", "LastEtag");
        check("mTLSCertificate", "mtls_certificate", "MtlsCertificate");
        check("größeOAuth2", "größe_oauth2", "GrößeOauth2");
        // Two words, as they are written.
        check("GitHubApp", "git_hub_app", "GitHubApp");
        check("xAxis", "x_axis", "XAxis");
    }

    #[test]
    fn names_that_are_not_identifiers() {
        check("", "empty", "Empty");
        check("2fa", "_2fa", "_2fa");
        check("404", "_404", "_404");
        check("1.1", "_1_1", "_1_1");
        check("+1", "plus_1", "Plus1");
        check("-name", "minus_name", "MinusName");
        check(">=", "greater_equals", "GreaterEquals");
        check("*", "star", "Star");
        check("_", "underscore", "Underscore");
        check("m²", "m", "M");
        check("💰", "u1f4b0", "U1f4b0");
    }

    #[test]
    fn words_that_cannot_be_raw() {
        check("self", "self_", "Self_");
        check("crate", "crate_", "Crate");
        check("type", "type", "Type");
    }

    #[test]
    fn other_scripts() {
        check("имяПоля", "имя_поля", "ИмяПоля");
        check("العميل", "العميل", "العميل");
        check("顧客", "顧客", "顧客");
    }
}
