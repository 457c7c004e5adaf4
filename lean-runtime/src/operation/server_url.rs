//! URLs of servers: templates whose variables each fill one part of the URL, and can change no other.
//!
//! In come a template and the values of its variables; out goes the URL, or the variable whose value would reach into
//! another part: a host that ends in `/`, a port with a path behind it. What a variable fills is read from the text
//! around it and, where that leaves it open, from the values that the description itself gives it: a variable whose
//! default has a slash may have slashes.

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

/// The spot in a URL where the next piece begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    Start,
    Scheme,
    Host,
    Port,
    Path,
    Query,
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

/// The pieces before and after a variable in a template.
struct Surroundings<'p> {
    before: &'p [UrlPiece],
    after: &'p [UrlPiece],
    variables: &'static [Variable],
}

impl Surroundings<'_> {
    /// The part that a variable at this spot fills.
    fn part(&self, spot: Spot, variable: Variable) -> UrlPart {
        match spot {
            Spot::Start | Spot::Scheme if self.text_after().starts_with("://") => UrlPart::Scheme,
            Spot::Start => UrlPart::Base,
            Spot::Scheme => UrlPart::Scheme,
            Spot::Host => self.part_of_host(variable),
            Spot::Port => UrlPart::Port,
            Spot::Path => UrlPart::Path {
                slashes: is_given(variable, &|value| value.contains('/')),
            },
            Spot::Query => UrlPart::Query,
        }
    }

    fn part_of_host(&self, variable: Variable) -> UrlPart {
        let default = variable.1;
        let is_first = self.text_before().ends_with("://");
        let is_last = self.is_end_of_host(self.after);
        if self.text_before().ends_with('[') && self.text_after().starts_with(']') {
            return UrlPart::Ipv6;
        }
        if !is_first && is_last && default.starts_with('/') {
            return UrlPart::Root;
        }
        if !is_first && is_last && default.starts_with(':') {
            return UrlPart::ColonPort;
        }
        if is_first && is_last {
            let has_port = is_given(variable, &|value| {
                value.contains(':') && !value.ends_with(']')
            });
            return match has_port && !self.text_after().starts_with(':') {
                true => UrlPart::HostAndPort,
                false => UrlPart::Host,
            };
        }
        // The end of a host says whose it is: there a value has as many labels as the description's own.
        let is_open = default.is_empty() && self.text_before().ends_with('.');
        UrlPart::Label {
            dots: !is_last || is_open || is_given(variable, &|value| value.contains('.')),
        }
    }

    /// Returns true if the host ends here.
    fn is_end_of_host(&self, after: &[UrlPiece]) -> bool {
        match after.first() {
            None => true,
            Some(UrlPiece::Text(text)) => text.starts_with([':', '/', '?', '#']),
            Some(UrlPiece::Variable(index)) => {
                self.variables[*index].1.starts_with(['/', ':']) && self.is_end_of_host(&after[1..])
            }
        }
    }

    fn text_before(&self) -> &'static str {
        text(self.before.last())
    }

    fn text_after(&self) -> &'static str {
        text(self.after.first())
    }
}

/// Returns true if the description itself gives the variable such a value.
fn is_given((_, default, listed): Variable, test: &dyn Fn(&str) -> bool) -> bool {
    test(default) || listed.iter().any(|value| test(value))
}

fn text(piece: Option<&UrlPiece>) -> &'static str {
    match piece {
        Some(UrlPiece::Text(text)) => text,
        Some(UrlPiece::Variable(_)) | None => "",
    }
}

/// Returns the spot after a text.
fn spot_after(spot: Spot, text: &str) -> Spot {
    match spot {
        Spot::Start | Spot::Scheme => match text.split_once("://") {
            Some((_, rest)) => spot_after(Spot::Host, rest),
            None if spot == Spot::Start && text.starts_with('/') => spot_after(Spot::Path, text),
            None => Spot::Scheme,
        },
        Spot::Host | Spot::Port => match text.split_once(['/', '?', '#']) {
            Some((before, _)) => spot_after(Spot::Path, &text[before.len()..]),
            None if text.rsplit(']').next().unwrap_or(text).contains(':')
                && !text.contains('[') =>
            {
                Spot::Port
            }
            None if text.contains("]:") => Spot::Port,
            None => spot,
        },
        Spot::Path | Spot::Query if text.contains(['?', '#']) => Spot::Query,
        Spot::Path | Spot::Query => spot,
    }
}

/// Returns the spot after a variable.
fn spot_after_part(spot: Spot, part: UrlPart) -> Spot {
    match part {
        UrlPart::Base | UrlPart::Root | UrlPart::Path { .. } => Spot::Path,
        UrlPart::Scheme => Spot::Scheme,
        UrlPart::HostAndPort | UrlPart::Port | UrlPart::ColonPort => Spot::Port,
        UrlPart::Host | UrlPart::Label { .. } | UrlPart::Ipv6 | UrlPart::Query => spot,
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
