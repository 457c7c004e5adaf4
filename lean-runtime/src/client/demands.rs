//! Refuses a client whose credentials no operation of its server takes.

use super::settings::Settings;
use crate::{
    Error,
    auth::MissingCredentials,
    error::{ErrorCode, Passport},
    operation::Demand,
};

/// The number of demands that a message lists.
const LISTED_MAX: usize = 3;

/// Compares the credentials of a builder with the demands of the described operations. One that can be called is enough:
/// clients for several ways to authenticate at the same server are usual.
///
/// # Errors
/// None can be called.
pub(super) fn check(settings: &Settings) -> Result<(), Error> {
    let Settings {
        credentials,
        demands,
        ..
    } = settings;
    let lacking = |demand: &'static Demand| credentials.find_missing(demand.schemes);
    let lacking: Option<Vec<_>> = demands.iter().map(lacking).collect();
    let Some(lacking) = lacking.filter(|lacking| !lacking.is_empty()) else {
        return Ok(());
    };
    if settings.is_anonymous {
        return Ok(());
    }
    let name = settings.server.name;
    let given = match credentials.describe_kinds() {
        given if given.is_empty() => "no credentials".to_owned(),
        given => given.join(" and "),
    };
    let needs: Vec<String> = demands.iter().take(LISTED_MAX).map(needs).collect();
    let what = format!(
        "the builder for `{name}` has {given}, and no operation takes that: {}",
        needs.join("; ")
    );
    let mut remedies: Vec<String> = Vec::new();
    for MissingCredentials(remedy) in lacking.into_iter().take(LISTED_MAX) {
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    let remedy = format!(
        "To the builder: {}. For operations that need no credentials: `.anonymous()`",
        remedies.join("; or ")
    );
    let error = Error::new(ErrorCode::CredentialMissing, Passport::default());
    Err(error.with_what(what).with_remedy(remedy))
}

fn needs(demand: &Demand) -> String {
    let sets = demand.schemes.iter().map(|set| {
        let names = set.iter().map(|scheme| format!("`{}`", scheme.name));
        names.collect::<Vec<_>>().join(" and ")
    });
    let sets: Vec<String> = sets.collect();
    format!("{} need {}", demand.operations, sets.join(", or "))
}
