//! The argument that is the body.

use super::argument::{Form, Put, Target};
use super::convert::Handed;
use super::judge::{Claim, Judge, Proof, Way};
use super::user_type::{Written, shown, written};
use super::{Check, Mismatch, smallest};
use crate::api::{Body, Codec, Media, Type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::item::Argument;

impl Check<'_> {
    pub(super) fn body(
        &self,
        argument: &Argument,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Put> {
        let body = self.operation.body.as_ref()?;
        let (ty, optional) = self.optional(argument);
        if optional && body.required {
            let message = Mistake::new(format!(
                "the body must always be given to `{}`: remove the `Option`",
                self.called()
            ))
            .at(&body.place);
            errors.push(smallest(&argument.ty), message.render(self.description));
            return None;
        }
        let put = |handed: Handed, media| Some(handed.put(argument, optional, Target::Body(media)));
        if self.is_choice(ty) && body.is_choice() {
            return put(Handed::plainly(Form::Choice, ty), 0);
        }
        let mut first = None;
        for (index, media) in body.media.iter().enumerate() {
            let mut asked = Vec::new();
            match self.content(ty, media, &mut asked) {
                Ok(handed) if asked.is_empty() || !body.is_choice() => {
                    self.stamp(asked, "the body", &handed, proofs);
                    return put(handed, index);
                }
                Ok(_) => {}
                Err(mismatch) => drop(first.get_or_insert(mismatch)),
            }
        }
        let mismatch = first.unwrap_or_else(|| {
            Judge::new(self.spelling, Some(self.module), Way::Sent).mismatch(
                ty,
                &body.media[0].ty,
                None,
            )
        });
        errors.push(
            mismatch.span,
            self.unfit(
                "the body",
                &mismatch,
                &self.body_type(body),
                Some(&body.place),
            ),
        );
        None
    }

    /// The enum by which one of several bodies is chosen.
    fn is_choice(&self, ty: &syn::Type) -> bool {
        let Some(name) = self.operation.body.as_ref().map(|body| &body.name) else {
            return false;
        };
        matches!(written(ty), Written::Named(path) if path.path.segments.last().is_some_and(|last| last.ident == *name))
    }

    fn content(
        &self,
        ty: &syn::Type,
        media: &Media,
        claims: &mut Vec<Claim>,
    ) -> Result<Handed, Mismatch> {
        let judge = Judge::new(self.spelling, Some(self.module), Way::Sent);
        match media.codec {
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                self.handed(ty, &media.ty, claims)
            }
            Codec::Bytes => match written(ty) {
                Written::Scalar(name) if name == "File" => Ok(Handed::plainly(Form::File, ty)),
                Written::Into(target) if shown(target).ends_with("File") => Ok(Handed {
                    into: Some(target.clone()),
                    ..Handed::plainly(Form::File, ty)
                }),
                _ => Err(judge.mismatch(ty, &Type::Binary, None)),
            },
            Codec::Text => {
                let handed = self.handed(ty, &Type::Text, claims)?;
                let form = if handed.form == Form::Text {
                    Form::Plain
                } else {
                    handed.form
                };
                Ok(Handed { form, ..handed })
            }
            Codec::JsonLines | Codec::Events => {
                let list = Type::List(Box::new(media.ty.clone()));
                let handed = self.handed(ty, &list, claims)?;
                match handed.form {
                    Form::List | Form::Texts => Ok(Handed {
                        form: Form::Lines,
                        ..handed
                    }),
                    _ => Err(judge.mismatch(ty, &list, None)),
                }
            }
        }
    }

    pub(super) fn bodiless(&self, body: &Body) -> String {
        let ty = self.body_type(body);
        Mistake::new(format!(
            "`{}` leaves out the body, which `{}` requires",
            self.method.item.sig.ident,
            self.called()
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
                format!("&[{}]", self.spelling.of(&body.media[0].ty))
            }
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                self.spelling.argument(&body.media[0].ty)
            }
        }
    }
}
