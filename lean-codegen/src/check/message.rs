//! What is said of signatures.

use super::Check;
use super::judge::Mismatch;
use crate::api::{Location, Parameter, Place};
use crate::diagnostic::Mistake;

impl Check<'_> {
    /// A type that does not fit.
    pub(super) fn unfit(
        &self,
        what: &str,
        mismatch: &Mismatch,
        expected: &str,
        place: Option<&Place>,
    ) -> String {
        let Mismatch { is, found, why, .. } = mismatch;
        let mut mistake = Mistake::new(format!(
            "{what} of `{}` is {is}: write `{expected}`, not `{found}`",
            self.called()
        ));
        if let Some(place) = place {
            mistake = mistake.at(place);
        }
        mistake.maybe_help(why.as_ref()).render(self.description)
    }

    /// A parameter that must be given and is not.
    pub(super) fn left_out(&self, parameter: &Parameter) -> String {
        let name = &self.method.item.sig.ident;
        let (rust, wire) = (&parameter.name.rust, &parameter.name.wire);
        let ty = self.spelling.argument(&parameter.ty);
        Mistake::new(format!(
            "`{name}` leaves out `{wire}`, which `{}` requires",
            self.called()
        ))
        .at(&parameter.place)
        .label(format!("required, {}", place_of(parameter.location)))
        .help(format!("add the argument `{rust}: {ty}`"))
        .render(self.description)
    }
}

/// Where a parameter goes, in words.
pub(super) fn place_of(location: Location) -> &'static str {
    match location {
        Location::Path => "in the path",
        Location::Query => "in the query",
        Location::Header => "in a header",
        Location::Cookie => "in a cookie",
        Location::QueryString => "as the whole query",
    }
}
