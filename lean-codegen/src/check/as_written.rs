//! Headers and parameters of the query that the description does not know: `#[header("x-request-id")] id: &str`.

use syn::LitStr;

use super::argument::{ArgumentTarget, PassedArgument, PassingForm};
use super::convert::Conversion;
use super::user_type::{UserType, parse_type, type_text};
use super::{Check, type_span};
use crate::errors::Errors;
use crate::item::{Argument, Binding, ParameterPlace, check_header_name};

impl Check<'_> {
    /// The name of an argument that is sent as it is written, if the description has nothing of that name, and nothing of
    /// a similar one that was probably meant.
    pub(super) fn find_undescribed_name<'a>(
        &self,
        argument: &'a Argument,
    ) -> Option<(&'a LitStr, ParameterPlace)> {
        let Binding::Parameter(place, Some(name), _) = &argument.binding else {
            return None;
        };
        if !argument.is_as_written || self.probable_parameter(argument).is_some() {
            return None;
        }
        let wire = name.value();
        let parameters = &self.operation.parameters;
        let is_known = |known: &str| match place {
            ParameterPlace::Header => known.eq_ignore_ascii_case(&wire),
            _ => known == wire,
        };
        let is_described = parameters
            .iter()
            .any(|parameter| is_known(&parameter.name.wire));
        (!is_described).then_some((name, *place))
    }

    /// Sends the argument under that name.
    pub(super) fn pass_as_written(
        &self,
        argument: &Argument,
        name: &LitStr,
        place: ParameterPlace,
        errors: &mut Errors,
    ) -> Option<PassedArgument> {
        let (what, target) = match place {
            ParameterPlace::Header => ("a header", ArgumentTarget::Header(name.value())),
            _ => (
                "a parameter of the query",
                ArgumentTarget::Query(name.value()),
            ),
        };
        if let (ParameterPlace::Header, Err(error)) = (place, check_header_name(name)) {
            errors.push_syn(&error);
            return None;
        }
        let (ty, optional) = self.strip_option(argument);
        let form = match parse_type(ty) {
            UserType::Reference(inner) => text_form(inner),
            _ => text_form(ty),
        };
        let Some(form) = form else {
            let message = format!(
                "{what} that is not in the description has a single value: write `&str`, or another type with one value, not `{}`",
                type_text(ty)
            );
            errors.push(type_span(ty), message);
            return None;
        };
        Some(Conversion::new(form, ty).pass(argument, optional, target))
    }
}

fn text_form(ty: &syn::Type) -> Option<PassingForm> {
    match parse_type(ty) {
        UserType::Str | UserType::AsText => Some(PassingForm::Text),
        UserType::Scalar(name) if name == "String" => Some(PassingForm::Text),
        UserType::Scalar(name) if name == "Secret" || name == "Json" || name == "File" => None,
        UserType::Scalar(_) | UserType::Named(_) => Some(PassingForm::Shown),
        _ => None,
    }
}
