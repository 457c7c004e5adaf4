//! The part of a URL that a variable fills, read from the template around it.

use super::super::url_part::UrlPart;
use super::{UrlPiece, Variable};

/// The spot in a URL where the next piece begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    Start,
    Scheme,
    Host,
    Port,
    Path,
    Query,
}

/// The pieces before and after a variable in a template.
pub(super) struct Surroundings<'p> {
    pub(super) before: &'p [UrlPiece],
    pub(super) after: &'p [UrlPiece],
    pub(super) variables: &'static [Variable],
}

impl Surroundings<'_> {
    /// The part that a variable at this spot fills.
    pub(super) fn part(&self, spot: Spot, variable: Variable) -> UrlPart {
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
pub(super) fn spot_after(spot: Spot, text: &str) -> Spot {
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
pub(super) fn spot_after_part(spot: Spot, part: UrlPart) -> Spot {
    match part {
        UrlPart::Base | UrlPart::Root | UrlPart::Path { .. } => Spot::Path,
        UrlPart::Scheme => Spot::Scheme,
        UrlPart::HostAndPort | UrlPart::Port | UrlPart::ColonPort => Spot::Port,
        UrlPart::Host | UrlPart::Label { .. } | UrlPart::Ipv6 | UrlPart::Query => spot,
    }
}
