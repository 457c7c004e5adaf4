//! The name of a schema that a reference picks out of the middle of something: the same as if the resolver had reached it
//! by the way that the pointer describes.

use super::context::Context;
use super::naming_context::Site;
use super::response::{body_site, count_forms, is_good, parse_statuses};
use super::schema::TITLE_MAX;
use crate::document::{At, Target, Tree};
use crate::name;

/// The state of following a pointer down from an owner: the remaining tokens, the current value, the name so far.
struct PointerWalk<'t> {
    rest: std::slice::Iter<'t, String>,
    node: Option<Tree>,
    site: Site,
}

impl Context<'_> {
    /// The site of a target; where nothing better is known, that of the reference.
    pub(super) fn site_of(&self, target: &Target, from: &Site) -> Site {
        let Some(pointer) = &target.pointer else {
            let own = ["$anchor", "$dynamicAnchor", "title"]
                .into_iter()
                .find_map(|key| target.at.node.text(key));
            return own.map_or_else(|| from.clone(), |own| Site::owner(&name::pascal(&own)));
        };
        let unescaped = |token: &str| token.replace("~1", "/").replace("~0", "~");
        let tokens: Vec<String> = pointer.split('/').skip(1).map(unescaped).collect();
        let mut walk = self.owner_of(&tokens, &target.at);
        while walk.step() {}
        walk.site
    }

    fn owner_of<'t>(&self, tokens: &'t [String], at: &At) -> PointerWalk<'t> {
        let (site, depth) = match tokens {
            [components, kind, key, ..] if components == "components" && kind != "schemas" => {
                (self.component_site(key, kind_suffix(kind)), 3)
            }
            [components, _, key, ..] if components == "components" => {
                let component = self.document.component("schemas", key);
                let known = component.and_then(|at| self.names.component(at.node.id()));
                let rust =
                    known.map_or_else(|| name::pascal(key), |component| component.rust.clone());
                (Site::owner(&rust), 3)
            }
            [paths, path, method, ..] if paths == "paths" => {
                let mut heads = self.description.operations().iter();
                let head = heads
                    .find(|head| head.path == *path && head.method.eq_ignore_ascii_case(method));
                let call =
                    head.map_or_else(|| name::pascal(path), |head| self.names.call(&head.name));
                (Site::owner(&call), 3)
            }
            [.., last] => (Site::owner(&name::pascal(last)), tokens.len()),
            [] => (Site::owner("Root"), 0),
        };
        let (above, rest) = tokens.split_at(depth);
        let node = above
            .iter()
            .try_fold(at.home.file_root.clone(), |node, token| node.step(token));
        PointerWalk {
            rest: rest.iter(),
            node,
            site,
        }
    }
}

impl PointerWalk<'_> {
    /// Goes one step down; says whether there was one.
    fn step(&mut self) -> bool {
        let Some(token) = self.down() else {
            return false;
        };
        let parent = self.node.clone();
        match token.as_str() {
            "properties" | "$defs" | "definitions" | "patternProperties" | "headers" => {
                if let Some(part) = self.down() {
                    self.site = self.site.part(&part);
                }
            }
            "items" => self.site = self.site.item(),
            "additionalProperties" => self.site = self.site.value(),
            "requestBody" => self.site = self.site.with_suffix("Request"),
            "responses" => {
                if let Some(status) = self.down() {
                    let here = self.node.as_ref();
                    self.site = response_site(&self.site, parent.as_ref(), here, &status);
                }
            }
            "oneOf" | "anyOf" => {
                let index = self
                    .down()
                    .and_then(|index| index.parse::<usize>().ok())
                    .unwrap_or_default();
                let title = self
                    .node
                    .as_ref()
                    .and_then(|node| node.text("title"))
                    .filter(|title| title.len() <= TITLE_MAX);
                let variant = title.map_or_else(
                    || format!("Variant{}", index + 1),
                    |title| name::pascal(&title),
                );
                self.site = self.site.with_suffix(&variant);
            }
            "parameters" => {
                self.down();
                if let Some(wire) = self.node.as_ref().and_then(|node| node.text("name")) {
                    self.site = self.site.part(&wire);
                }
            }
            "content" | "allOf" => drop(self.down()),
            _ => {}
        }
        true
    }

    fn down(&mut self) -> Option<String> {
        let token = self.rest.next()?;
        self.node = self.node.as_ref().and_then(|node| node.step(token));
        Some(token.clone())
    }
}

/// The suffix that distinguishes the parts of a component that is not a schema from schemas.
fn kind_suffix(kind: &str) -> &str {
    match kind {
        "responses" => "Response",
        "requestBodies" => "Request",
        "headers" => "Header",
        "parameters" => "Parameter",
        _ => "",
    }
}

/// The name base of the content of a response.
fn response_site(call: &Site, responses: Option<&Tree>, here: Option<&Tree>, status: &str) -> Site {
    let Some(own) = parse_statuses(status) else {
        return call.part(status);
    };
    let all = responses
        .map(|responses| responses.entries())
        .unwrap_or_default();
    let alike = all
        .iter()
        .filter_map(|(key, _)| parse_statuses(&key.text))
        .filter(|other| is_good(*other) == is_good(own))
        .count();
    body_site(call, own, alike == 1 && count_forms(here) <= 1)
}
