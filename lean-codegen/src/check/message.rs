//! Messages about signatures.

use super::Check;
use super::claim::Claim;
use super::judge::Mismatch;
use super::user_type::{UserType, parse_type, type_text};
use crate::api::{Location, Parameter, Place, Type};
use crate::diagnostic::Mistake;

impl Check<'_> {
    /// A type that does not fit.
    pub(super) fn mismatch_error(
        &self,
        what: &str,
        mismatch: &Mismatch,
        expected: &str,
        place: Option<&Place>,
    ) -> String {
        let Mismatch { is, found, why, .. } = mismatch;
        let mut mistake = Mistake::new(format!(
            "{what} of `{}` is {is}: write `{expected}`, not `{found}`",
            self.operation_label()
        ));
        if let Some(place) = place {
            mistake = mistake.at(place);
        }
        mistake.maybe_help(why.as_ref()).render(self.description)
    }

    /// The advice for a type that turns out not to be proven.
    pub(super) fn advice(&self, claim: &Claim) -> String {
        let def = self.spelling.def(claim.model);
        let expected = self.spelling.spell(&Type::Named(claim.model));
        if let Some(module) = other_module(&claim.user, &def.name.rust) {
            return format!(
                "write `{expected}`: a type of `{module}` fits only if the same description generated it, with the same overlays"
            );
        }
        let user = type_text(&claim.user);
        let api = self.spelling.api;
        let root = super::derive_hint::naming_root(api, claim.model);
        let named = &api.types[root.0];
        let is_named = self.description.schema_place(&named.name.wire).is_some()
            || named.place.file != self.operation.place.file;
        match is_named {
            true => format!(
                "{}; or write `{expected}`",
                super::derive_advice(&user, api, claim, &self.description_name())
            ),
            false => format!(
                "write `{expected}`: the description gives that schema no name of its own by which `{user}` could be derived"
            ),
        }
    }

    /// The description, as the attribute names it.
    fn description_name(&self) -> String {
        self.description
            .files()
            .first()
            .cloned()
            .unwrap_or_else(|| "..".to_owned())
    }

    /// A parameter that must be given and is not.
    pub(super) fn missing_parameter_error(&self, parameter: &Parameter) -> String {
        let name = &self.method.item.sig.ident;
        let (rust, wire) = (&parameter.name.rust, &parameter.name.wire);
        let ty = self.spelling.spell_argument(&parameter.ty);
        Mistake::new(format!(
            "`{name}` leaves out `{wire}`, which `{}` requires",
            self.operation_label()
        ))
        .at(&parameter.place)
        .label(format!(
            "required, {}",
            location_in_words(parameter.location)
        ))
        .help(format!("add the argument `{rust}: {ty}`"))
        .render(self.description)
    }
}

/// The module of a type that is called like the model's, and is in another module than the models.
fn other_module(user: &syn::Type, model: &str) -> Option<String> {
    let UserType::Named(path) = parse_type(user) else {
        return None;
    };
    let segments = &path.path.segments;
    let mut words = segments
        .iter()
        .rev()
        .map(|segment| segment.ident.to_string());
    let (name, module) = (words.next()?, words.next()?);
    let is_other = !["crate", "self", "super"].contains(&module.as_str());
    (name == model && is_other).then_some(module)
}

/// The location of a parameter, in words.
pub(super) fn location_in_words(location: Location) -> &'static str {
    match location {
        Location::Path => "in the path",
        Location::Query => "in the query",
        Location::Header => "in a header",
        Location::Cookie => "in a cookie",
        Location::QueryString => "as the whole query",
    }
}
