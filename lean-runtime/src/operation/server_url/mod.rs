//! URLs of servers: templates whose variables each fill one part of the URL, and can change no other.
//!
//! In come a template and the values of its variables; out goes the URL, or the variable whose value would reach into
//! another part: a host that ends in `/`, a port with a path behind it. What a variable fills is read from the text
//! around it and, where that leaves it open, from the values that the description itself gives it: a variable whose
//! default has a slash may have slashes.

mod spot;

use self::spot::{Spot, Surroundings, spot_after, spot_after_part};
use super::ServerInfo;
use super::url_part::{UrlPart, is_host};

/// A variable: its name, its default, the values that the description lists.
type Variable = (&'static str, &'static str, &'static [&'static str]);

/// A piece of a template.
#[derive(Clone, Copy)]
enum UrlPiece {
    Text(&'static str),
    Variable(usize),
}

impl ServerInfo {
    /// The URL with these values of variables, in their order; with defaults where there are none.
    ///
    /// A value that would change another part of the URL is not filled in: its variable stays, in braces.
    #[must_use]
    pub fn fill(&self, values: &[&str]) -> String {
        self.fill_parts(values).url
    }

    /// The URL, or the sentence that names the variable whose value does not fit.
    pub(crate) fn check(&self, values: &[&str]) -> Result<String, String> {
        if let Some(what) = self.unlisted_value(values) {
            return Err(what);
        }
        let Filling { url, fault } = self.fill_parts(values);
        match fault {
            None => Ok(url),
            Some((name, why)) => Err(format!(
                "the value of the variable `{name}` of the server `{}` {why}",
                self.name
            )),
        }
    }

    fn fill_parts(&self, values: &[&str]) -> Filling {
        let pieces = split_template(self.url, self.variables);
        let mut filling = Filling::default();
        let mut spot = Spot::Start;
        let mut last = [None; 2];
        for (index, piece) in pieces.iter().enumerate() {
            match *piece {
                UrlPiece::Text(text) => {
                    filling.url.push_str(text);
                    spot = spot_after(spot, text);
                }
                UrlPiece::Variable(position) => {
                    let (name, default, _) = self.variables[position];
                    let value = values.get(position).copied().unwrap_or(default);
                    let around = Surroundings {
                        before: &pieces[..index],
                        after: &pieces[index + 1..],
                        variables: self.variables,
                    };
                    let part = around.part(spot, self.variables[position]);
                    filling.push_value(name, value, part.fault(value));
                    match part {
                        UrlPart::Host | UrlPart::Label { .. } | UrlPart::HostAndPort => {
                            last[0] = Some(name)
                        }
                        UrlPart::Path { .. } | UrlPart::Root | UrlPart::Base => {
                            last[1] = Some(name)
                        }
                        UrlPart::Scheme
                        | UrlPart::Ipv6
                        | UrlPart::Port
                        | UrlPart::ColonPort
                        | UrlPart::Query => {}
                    }
                    spot = spot_after_part(spot, part);
                }
            }
        }
        filling.check_whole_url(last);
        filling
    }

    /// Returns a sentence about the variable whose value the description does not list, if there is
    /// one.
    fn unlisted_value(&self, values: &[&str]) -> Option<String> {
        let unlisted = self
            .variables
            .iter()
            .zip(values)
            .find(|((_, default, listed), value)| {
                !listed.is_empty() && *value != default && !listed.contains(value)
            });
        let ((name, _, listed), value) = unlisted?;
        Some(format!(
            "`{}` is not a value of the variable `{name}` of the server `{}`; it is one of `{}`",
            value.escape_debug(),
            self.name,
            listed.join("`, `")
        ))
    }
}

/// A URL as far as it is filled, and the first variable that does not fit.
#[derive(Default)]
struct Filling {
    url: String,
    fault: Option<(&'static str, &'static str)>,
}

impl Filling {
    fn push_value(&mut self, name: &'static str, value: &str, fault: Option<&'static str>) {
        match fault {
            None => self.url.push_str(value),
            Some(why) => {
                self.url.push('{');
                self.url.push_str(name);
                self.url.push('}');
                self.fault = self.fault.or(Some((name, why)));
            }
        }
    }

    /// Values that fit alone and not together: `{a}{b}` can be `..`, a label can begin with a hyphen.
    fn check_whole_url(&mut self, [host_by, path_by]: [Option<&'static str>; 2]) {
        if self.fault.is_some() {
            return;
        }
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let port = authority
            .rfind(':')
            .filter(|at| !authority[*at..].contains(']'));
        let host = &authority[..port.unwrap_or(authority.len())];
        let fault = match (host_by, path_by) {
            (Some(name), _) if !is_host(host) => {
                Some((name, "makes a host that no server can have"))
            }
            (_, Some(name)) if path.split('/').any(|segment| matches!(segment, "." | "..")) => {
                Some((name, "makes a segment `.` or `..` of the path"))
            }
            _ => None,
        };
        if fault.is_some() {
            self.fault = fault;
            self.url.clear();
        }
    }
}

/// Returns the pieces of a template. Braces that enclose no variable are text.
fn split_template(template: &'static str, variables: &[Variable]) -> Vec<UrlPiece> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = template[at..].find('{').map(|open| at + open) {
        let inside = &template[open + 1..];
        let known = variables.iter().position(|(name, ..)| {
            inside
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('}'))
        });
        at = open + 1;
        let Some(index) = known else { continue };
        if from < open {
            pieces.push(UrlPiece::Text(&template[from..open]));
        }
        pieces.push(UrlPiece::Variable(index));
        from = open + variables[index].0.len() + 2;
        at = from;
    }
    if from < template.len() {
        pieces.push(UrlPiece::Text(&template[from..]));
    }
    pieces
}

#[cfg(test)]
mod tests;
