//! The description that an attribute names: opens it, reports its findings, and tracks its files.

use std::sync::Arc;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::Host;
use crate::api::{Api, Finding, Severity};
use crate::diagnostic;
use crate::document::Description;
use crate::errors::Errors;
use crate::item::{Attribute, Spec};

pub(crate) fn open<'a>(
    attribute: &'a Attribute,
    host: &dyn Host,
    errors: &mut Errors,
) -> Option<(&'a Spec, Arc<Description>)> {
    let Some(spec) = &attribute.spec else {
        // A misspelt path was reported already.
        if attribute.is_broken {
            return None;
        }
        let message = "no description is given: add `spec = \"openapi.yaml\"`, with a path relative to the package";
        errors.push(attribute.here.unwrap_or_else(Span::call_site), message);
        return None;
    };
    let overlays: Vec<String> = attribute.overlays.iter().map(syn::LitStr::value).collect();
    match host.open(spec, &overlays) {
        Ok(description) => {
            if let Some(warning) = host.warning(spec, &description.files()) {
                errors.warn(spec.path.span(), warning);
            }
            Some((spec, description))
        }
        Err(findings) => {
            for finding in findings {
                // An overlay that is not there is underlined itself.
                let is_about = |overlay: &&syn::LitStr| {
                    let name = overlay.value();
                    *finding.place.file == *name || finding.message.contains(&format!("`{name}`"))
                };
                let culprit = attribute
                    .overlays
                    .iter()
                    .find(is_about)
                    .unwrap_or(&spec.path);
                let text = host.text(spec, &finding.place.file);
                errors.push(
                    culprit.span(),
                    diagnostic::render_with_text(&finding, text.as_deref()),
                );
            }
            // The compiler must not build operations that the description has lost.
            let last_good = || host.last_good(spec, &overlays);
            Some((spec, host.is_editor().then(last_good)??))
        }
    }
}

/// Warns of small mistakes in the chosen parts that were repaired: an overlay can fix them.
pub(super) fn warn_of_repairs(
    api: &Api,
    description: &Description,
    spec: &Spec,
    errors: &mut Errors,
) {
    // Findings from before the selection belong to no operation.
    let before = description.findings();
    let repaired =
        |finding: &&Finding| finding.severity == Severity::Repaired && !before.contains(finding);
    // A mistake that is a habit is reported at its first place.
    let mut first: Vec<(&Finding, usize)> = Vec::new();
    for finding in api.findings.iter().filter(repaired) {
        match first
            .iter_mut()
            .find(|(known, _)| known.message == finding.message)
        {
            Some((_, count)) => *count += 1,
            None => first.push((finding, 1)),
        }
    }
    for (finding, count) in first {
        // An error that follows from it says so.
        if errors
            .messages()
            .any(|reported| reported.contains(&finding.message))
        {
            continue;
        }
        let mut finding = finding.clone();
        if count > 1 {
            let more = format!(
                "so at {} more places: `cargo lean-api lint` lists them",
                count - 1
            );
            finding.help = Some(
                finding
                    .help
                    .map_or(more.clone(), |help| format!("{help}; {more}")),
            );
        }
        errors.warn_of_repair(
            spec.path.span(),
            diagnostic::render_finding(&finding, description),
        );
    }
}

/// A compiler that has included a file compiles again when the file changes. The bytes reach no binary.
pub(crate) fn track_files(description: &Description, spec: &Spec, host: &dyn Host) -> TokenStream {
    // A file that is not there cannot be watched; what failed for want of it is tried again anyway.
    let there = description
        .files()
        .into_iter()
        .filter(|file| description.source(file).is_some());
    let files = there.map(|file| host.absolute(spec, &file));
    quote!(const _: () = { #(let _ = ::core::include_bytes!(#files);)* };)
}
