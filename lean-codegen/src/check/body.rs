//! The argument that is the body.

use super::argument::{ArgumentTarget, PassedArgument, PassingForm};
use super::claim::{Claim, Proof};
use super::convert::Conversion;
use super::judge::{Direction, Judge};
use super::user_type::{UserType, parse_type, type_text};
use super::{Check, Mismatch, type_span};
use crate::api::{Body, Codec, Media, Type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::item::Argument;

impl Check<'_> {
    pub(super) fn pass_body(
        &self,
        argument: &Argument,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<PassedArgument> {
        let body = self.operation.body.as_ref()?;
        let (ty, optional) = self.strip_option(argument);
        if optional && body.required {
            let message = Mistake::new(format!(
                "the body is required by `{}`: remove the `Option`",
                self.operation_label()
            ))
            .at(&body.place);
            errors.push(type_span(&argument.ty), message.render(self.description));
            return None;
        }
        let pass = |conversion: Conversion, media| {
            Some(conversion.pass(argument, optional, ArgumentTarget::Body(media)))
        };
        if self.is_body_choice(ty) && body.is_choice() {
            return pass(Conversion::new(PassingForm::Choice, ty), 0);
        }
        let mut first = None;
        for (index, media) in body.media.iter().enumerate() {
            let mut claims = Vec::new();
            match self.convert_body(ty, media, &mut claims) {
                Ok(conversion) if claims.is_empty() || !body.is_choice() => {
                    self.add_proofs(claims, "the body", &conversion, proofs);
                    return pass(conversion, index);
                }
                Ok(_) => {}
                Err(mismatch) => drop(first.get_or_insert(mismatch)),
            }
        }
        let mismatch = first.unwrap_or_else(|| {
            Judge::new(self.spelling, Some(self.module), Direction::Sent).mismatch(
                ty,
                &body.media[0].ty,
                None,
            )
        });
        errors.push(
            mismatch.span,
            self.mismatch_error(
                "the body",
                &mismatch,
                &self.body_type(body),
                Some(&body.place),
            ),
        );
        None
    }

    /// The enum by which one of several bodies is chosen.
    fn is_body_choice(&self, ty: &syn::Type) -> bool {
        let Some(name) = self.operation.body.as_ref().map(|body| &body.name) else {
            return false;
        };
        matches!(parse_type(ty), UserType::Named(path) if path.path.segments.last().is_some_and(|last| last.ident == *name))
    }

    fn convert_body(
        &self,
        ty: &syn::Type,
        media: &Media,
        claims: &mut Vec<Claim>,
    ) -> Result<Conversion, Mismatch> {
        let judge = Judge::new(self.spelling, Some(self.module), Direction::Sent);
        match media.codec {
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                self.find_conversion(ty, &media.ty, claims)
            }
            Codec::Bytes => match parse_type(ty) {
                UserType::Scalar(name) if name == "File" => {
                    Ok(Conversion::new(PassingForm::File, ty))
                }
                UserType::Into(target) if type_text(target).ends_with("File") => Ok(Conversion {
                    into: Some(target.clone()),
                    ..Conversion::new(PassingForm::File, ty)
                }),
                _ => Err(judge.mismatch(ty, &Type::Binary, None)),
            },
            Codec::Text => {
                let conversion = self.find_conversion(ty, &Type::Text, claims)?;
                let form = if conversion.form == PassingForm::Text {
                    PassingForm::Plain
                } else {
                    conversion.form
                };
                Ok(Conversion { form, ..conversion })
            }
            Codec::JsonLines | Codec::Events => {
                let list = Type::List(Box::new(media.ty.clone()));
                let conversion = self.find_conversion(ty, &list, claims)?;
                match conversion.form {
                    PassingForm::List | PassingForm::Texts => Ok(Conversion {
                        form: PassingForm::Lines,
                        ..conversion
                    }),
                    _ => Err(judge.mismatch(ty, &list, None)),
                }
            }
        }
    }

    pub(super) fn missing_body_error(&self, body: &Body) -> String {
        let ty = self.body_type(body);
        Mistake::new(format!(
            "`{}` leaves out the body, which `{}` requires",
            self.method.item.sig.ident,
            self.operation_label()
        ))
        .at(&body.place)
        .help(format!("add the argument `body: {ty}`"))
        .render(self.description)
    }

    /// The type of a body as an argument.
    pub(super) fn body_type(&self, body: &Body) -> String {
        if body.is_choice() {
            return format!("{}::{}", self.module, body.name);
        }
        match body.media[0].codec {
            Codec::Bytes => format!("{}::File", self.spelling.facade),
            Codec::Text => "&str".to_owned(),
            Codec::JsonLines | Codec::Events => {
                format!("&[{}]", self.spelling.spell(&body.media[0].ty))
            }
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                self.spelling.spell_argument(&body.media[0].ty)
            }
        }
    }
}
