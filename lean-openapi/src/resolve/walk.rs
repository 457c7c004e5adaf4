//! Every type that a part of the model mentions.

use crate::api::{Inbound, Operation, Outcome, Parameter, Type, TypeId, TypeKind};

/// The direction of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// In a request.
    Sent,
    /// In a response or a webhook.
    Received,
}

/// The types that an operation mentions.
pub(super) fn visit_operation(
    operation: &mut Operation,
    visit: &mut dyn FnMut(&mut Type, Direction),
) {
    visit_parameters(&mut operation.parameters, Direction::Sent, visit);
    for media in operation.body.iter_mut().flat_map(|body| &mut body.media) {
        visit(&mut media.ty, Direction::Sent);
    }
    for response in &mut operation.responses {
        response
            .media
            .iter_mut()
            .for_each(|media| visit(&mut media.ty, Direction::Received));
        response
            .headers
            .iter_mut()
            .for_each(|header| visit(&mut header.ty, Direction::Received));
        let failed = response
            .failure
            .iter_mut()
            .filter_map(|rule| rule.ty.as_mut());
        failed.for_each(|ty| visit(ty, Direction::Received));
    }
    visit_outcome(&mut operation.success, visit);
    visit_outcome(&mut operation.failure, visit);
    if let Some(pages) = &mut operation.pagination {
        visit(&mut pages.item, Direction::Received);
    }
}

/// The types that a webhook or callback mentions.
pub(super) fn visit_inbound(inbound: &mut Inbound, visit: &mut dyn FnMut(&mut Type, Direction)) {
    visit_parameters(&mut inbound.parameters, Direction::Received, visit);
    if let Some(payload) = &mut inbound.payload {
        visit(payload, Direction::Received);
    }
}

fn visit_parameters(
    parameters: &mut [Parameter],
    direction: Direction,
    visit: &mut dyn FnMut(&mut Type, Direction),
) {
    parameters
        .iter_mut()
        .for_each(|parameter| visit(&mut parameter.ty, direction));
}

fn visit_outcome(outcome: &mut Outcome, visit: &mut dyn FnMut(&mut Type, Direction)) {
    outcome
        .cases
        .iter_mut()
        .for_each(|case| visit(&mut case.ty, Direction::Received));
}

/// The types that a named type mentions.
pub(crate) fn visit_kind<'t>(kind: &'t mut TypeKind, visit: &mut dyn FnMut(&'t mut Type)) {
    match kind {
        TypeKind::Struct(object) => {
            object
                .fields
                .iter_mut()
                .for_each(|field| visit(&mut field.ty));
            object.rest.iter_mut().for_each(visit);
        }
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .for_each(|variant| visit(&mut variant.ty)),
        TypeKind::Newtype(ty) | TypeKind::Alias(ty) => visit(ty),
        TypeKind::Enum(_) => {}
    }
}

/// The named types in a type.
pub(crate) fn visit_ids(ty: &mut Type, visit: &mut dyn FnMut(&mut TypeId)) {
    match ty {
        Type::Named(id) | Type::Boxed(id) => visit(id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => visit_ids(inner, visit),
        Type::Tuple(members) => members
            .iter_mut()
            .for_each(|member| visit_ids(member, visit)),
        _ => {}
    }
}
