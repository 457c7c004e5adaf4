//! Traits: what their operations changed.

use std::collections::BTreeSet;

use lean_diff::{Change, compare_servers};
use lean_openapi::contract::{Contract, OperationContract};
use proc_macro2::{Span, TokenStream};

use super::report::{ChangeTarget, Reporter};
use super::{Expansion, track_lock, vanished};
use crate::api::Operation;
use crate::check::CheckedMethod;
use crate::document::Wanted;
use crate::errors::Errors;
use crate::item::{ApiTrait, Drift};
use crate::lock::{self, Pair, Usage};
use crate::select::{BoundOperation, Selection};

/// An operation that a trait uses.
struct UsedOperation<'a> {
    operation: &'a Operation,
    /// Component schemas that types of the user's own read there.
    own_schemas: BTreeSet<String>,
    /// The name of the method, and its place. `None` if a tag or the whole description was chosen.
    method: Option<(String, Span)>,
    /// The name of the trait.
    trait_name: &'a syn::Ident,
    /// The policy of the trait.
    drift: Drift,
}

impl UsedOperation<'_> {
    fn route(&self) -> (String, String) {
        (self.operation.method.clone(), self.operation.path.clone())
    }
}

/// Compares what traits use with what was locked. Returns what makes the compiler watch the lock.
pub(crate) fn compare_traits(
    traits: &[ApiTrait],
    selection: &Selection,
    checked_methods: &[Vec<CheckedMethod>],
    expansion: &Expansion<'_>,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let mut used = used_operations(traits, selection, checked_methods, expansion);
    if expansion.record(&collect_usage(&used, traits, expansion)) {
        return None;
    }
    let is_off = |api_trait: &ApiTrait| drift_policy(api_trait, expansion) == Drift::Off;
    if traits.iter().all(is_off) && expansion.attribute.drift == Drift::Off {
        return None;
    }
    let (locked, key) = expansion.find_lock()?;
    let tracked = track_lock(&locked);
    let lost = lost_methods(traits, selection);
    used.retain(|used| used.drift != Drift::Off);
    let mut routes: Vec<_> = used.iter().map(UsedOperation::route).collect();
    // A lost method, and what left a wholesale choice, may have been any of the locked operations.
    let is_open = !lost.is_empty() || traits.iter().any(vanished::is_wholesale);
    routes.extend(is_open.then(|| (String::new(), String::new())));
    let lock = expansion.read_part(&locked, &key, &routes, errors);
    if let Some((old, lock)) = lock.and_then(|lock| Some((lock.contract(&key)?, lock))) {
        let mut locked_usage = collect_usage(&used, traits, expansion);
        locked_usage.types = lock.usage(&key).unwrap_or_default().types;
        locked_usage.drop_underived_schemas();
        let new = lock::contract_for(expansion.description, &locked_usage);
        let mut reporter = Reporter::new(expansion, lock.accepted_changes(&key), errors);
        compare_operations(&used, (&old, &new), &locked_usage, &mut reporter, errors);
        for method in lost {
            explain_lost_method(method, &old, expansion, errors);
        }
        vanished::report(traits, &old, &mut reporter, errors);
        compare_webhooks(traits, (&old, &new), &mut reporter, errors);
    }
    Some(tracked)
}

/// The policy of a trait: its own, or that of the attribute.
pub(super) fn drift_policy(api_trait: &ApiTrait, expansion: &Expansion<'_>) -> Drift {
    api_trait.drift.unwrap_or(expansion.attribute.drift)
}

fn collect_usage(
    used: &[UsedOperation<'_>],
    traits: &[ApiTrait],
    expansion: &Expansion<'_>,
) -> Usage {
    let mut usage = Usage {
        webhooks: expansion.attribute.webhooks,
        ..Usage::default()
    };
    for api_trait in traits {
        vanished::add_choice(api_trait, expansion.description, &mut usage);
    }
    for used in used {
        usage.merge(Usage {
            operations: [(used.route(), used.own_schemas.clone())].into(),
            ..Usage::default()
        });
    }
    usage
}

fn used_operations<'a>(
    traits: &'a [ApiTrait],
    selection: &'a Selection,
    checked_methods: &[Vec<CheckedMethod>],
    expansion: &Expansion<'_>,
) -> Vec<UsedOperation<'a>> {
    let mut found = Vec::new();
    for ((api_trait, bound), checked_methods) in
        traits.iter().zip(&selection.traits).zip(checked_methods)
    {
        for (bound, checked_method) in bound.iter().zip(checked_methods) {
            let BoundOperation::Found { method, operation } = bound else {
                continue;
            };
            let method = method.map(|index| {
                let method = &api_trait.methods[index];
                (
                    method.item.sig.ident.to_string(),
                    method.item.sig.ident.span(),
                )
            });
            found.push(UsedOperation {
                operation: &selection.api.operations[*operation],
                own_schemas: schemas_of_own_types(checked_method, selection, expansion),
                method,
                trait_name: &api_trait.rest.ident,
                drift: drift_policy(api_trait, expansion),
            });
        }
    }
    found
}

/// The component schemas behind the user's types in a method's signature.
fn schemas_of_own_types(
    checked_method: &CheckedMethod,
    selection: &Selection,
    expansion: &Expansion<'_>,
) -> BTreeSet<String> {
    let CheckedMethod::Own { plan, .. } = checked_method else {
        return BTreeSet::new();
    };
    let claimed = plan.proofs.iter().map(|proof| proof.claim.model);
    let claimed = claimed.map(|id| &selection.api.types[id.0]);
    let is_component = |def: &&crate::api::TypeDef| {
        expansion.description.schema_place(&def.name.wire).as_ref() == Some(&def.place)
    };
    claimed
        .filter(is_component)
        .map(|def| def.name.wire.clone())
        .collect()
}

fn compare_operations(
    used: &[UsedOperation<'_>],
    (old, new): (&Contract, &Contract),
    usage: &Usage,
    reporter: &mut Reporter<'_>,
    errors: &mut Errors,
) {
    let none = BTreeSet::new();
    let mut compared = Vec::new();
    let mut pairs = Vec::new();
    for used in used {
        let is_it = |known: &OperationContract| {
            (&known.method, &known.path) == (&used.operation.method, &used.operation.path)
        };
        let now = new.operations.iter().position(is_it);
        // An operation that is not in the lock has not changed.
        let before = now.and_then(|now| lock::find_locked(old, &new.operations[now]));
        if let (Some(now), Some(before)) = (now, before) {
            let own = usage.operations.get(&used.route()).unwrap_or(&none);
            pairs.push(Pair {
                old: before,
                new: now,
                own,
            });
            compared.push((used, &new.operations[now].name));
        }
    }
    let servers = compare_servers(old, new);
    let changes = lock::compare_operations(old, new, &pairs);
    for ((used, name), changes) in compared.into_iter().zip(changes) {
        let (name, span) = match &used.method {
            Some((name, span)) => (name, *span),
            None => (name, used.trait_name.span()),
        };
        let target = ChangeTarget {
            name: name.clone(),
            span,
            drift: used.drift,
        };
        // Changes of servers concern all; they are reported once for each policy.
        for change in changes.into_iter().chain(servers.clone()) {
            if !is_ignored(&change, used) {
                reporter.report(&change, &target, errors);
            }
        }
    }
}

/// A method that was found by its name has the right one, and operations that left a tag are reported apart.
fn is_ignored(change: &Change, used: &UsedOperation<'_>) -> bool {
    lock::is_about_tags(change) || used.method.is_some() && lock::is_about_ids(change)
}

fn compare_webhooks(
    traits: &[ApiTrait],
    (old, new): (&Contract, &Contract),
    reporter: &mut Reporter<'_>,
    errors: &mut Errors,
) {
    let Some(first) = traits
        .first()
        .filter(|_| reporter.expansion.attribute.webhooks)
    else {
        return;
    };
    // Before, nothing of them was locked.
    if old.webhooks.is_empty() {
        return;
    }
    for change in lock::compare_webhooks(old, new) {
        let target = ChangeTarget {
            name: change.subject.name.clone(),
            span: first.rest.ident.span(),
            drift: reporter.expansion.attribute.drift,
        };
        reporter.report(&change, &target, errors);
    }
}

/// A method whose operation was not found.
struct LostMethod<'a> {
    wanted: &'a Wanted,
    span: Span,
}

fn lost_methods<'a>(traits: &'a [ApiTrait], selection: &Selection) -> Vec<LostMethod<'a>> {
    let mut found = Vec::new();
    for (api_trait, bound) in traits.iter().zip(&selection.traits) {
        for bound in bound {
            if let BoundOperation::Lost { method } = bound {
                let method = &api_trait.methods[*method];
                found.push(LostMethod {
                    wanted: &method.wanted,
                    span: method.span,
                });
            }
        }
    }
    found
}

/// Says of an operation that is not there what it was, and what became of it.
fn explain_lost_method(
    lost: LostMethod<'_>,
    old: &Contract,
    expansion: &Expansion<'_>,
    errors: &mut Errors,
) {
    let is_it = |known: &&OperationContract| match lost.wanted {
        Wanted::Name(name) => known.id.as_ref() == Some(name) || known.name == *name,
        Wanted::Route { method, path } => {
            known.method.eq_ignore_ascii_case(method) && known.path == *path
        }
    };
    let Some(before) = old.operations.iter().find(is_it) else {
        return;
    };
    let (method, path) = (&before.method, &before.path);
    let by_route = Wanted::Route {
        method: method.clone(),
        path: path.clone(),
    };
    let by_id = before.id.clone().map(Wanted::Name);
    let found = expansion.description.find(&by_route);
    let note = match (found, by_id.map(|id| expansion.description.find(&id))) {
        (Ok(now), _) => {
            let id = now.id.as_deref().unwrap_or(&now.name);
            format!(
                "`{method} {path}` has another name now: call the method `{}`, or write `#[operation(\"{id}\")]` on it",
                now.name
            )
        }
        (Err(_), Some(Ok(now))) => format!(
            "it was `{method} {path}` when lean.lock was accepted, and is `{} {}` now",
            now.method, now.path
        ),
        _ => format!(
            "it was `{method} {path}` when lean.lock was accepted, and is removed: take the method away, then run `cargo lean-api accept`"
        ),
    };
    errors.explain(lost.span, &note, usize::MAX);
}
