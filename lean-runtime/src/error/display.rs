//! The one line that an error reads as.

use std::{
    error::Error as _,
    fmt::{self, Write},
};

use super::{Detail, Error, Passport, Side, StatusMeaning, fault, status_meaning};

/// More causes are not shown: a chain that long says nothing more.
const CAUSES_MAX: usize = 8;

/// The longest piece of foreign text that is quoted.
const FOREIGN_TEXT_MAX: usize = 300;

/// `CODE: operation (METHOD /route at host): what happened (effort, request id). Remedy.`
pub(super) fn write_line(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let inner = &*error.0;
    if let Detail::Identity(identity) = &inner.detail {
        return write!(f, "{identity}");
    }
    write!(f, "{}: ", error.code())?;
    write_call(&inner.passport, f)?;
    write_what(error, f)?;
    if matches!(error.side(), Side::Decoding | Side::Caller)
        && let Some(place) = inner.passport.place()
    {
        write!(f, ", see {place}")?;
    }
    write_effort(&inner.passport, f)?;
    write!(f, ". {}.", error.remedy())
}

/// The same, and what caused it, a line each.
pub(super) fn write_with_causes(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write_line(error, f)?;
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    for cause in causes.take(CAUSES_MAX) {
        write!(f, "\n  caused by: {}", ForeignText(&cause.to_string()))?;
    }
    Ok(())
}

fn write_call(passport: &Passport, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (Some(operation), Some((method, path))) = (passport.operation(), passport.route()) else {
        return match passport.host() {
            Some(host) => write!(f, "{host}: "),
            None => Ok(()),
        };
    };
    let (operation, path) = (ForeignText(operation), ForeignText(path));
    write!(f, "`{operation}` ({method} {path}")?;
    if let Some(host) = passport.host() {
        write!(f, " at {host}")?;
    }
    f.write_str("): ")
}

fn write_what(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let inner = &*error.0;
    match &inner.detail {
        Detail::Tls(fault) => write!(f, "{}", ForeignText(&fault::what(fault))),
        Detail::Api(failure) => {
            f.write_str(match inner.passport.status().map(status_meaning) {
                Some(StatusMeaning::Nothing) => "the server answered",
                Some(StatusMeaning::Done | StatusMeaning::Refused) | None => inner.code.what(),
            })?;
            if let Some(status) = inner.passport.status() {
                write!(f, " with {}", status.as_u16())?;
            }
            if let Some(code) = failure.code().filter(|code| is_plain(code)) {
                write!(f, " `{code}`")?;
            }
            match failure.message() {
                Some(message) if !message.trim().is_empty() => {
                    write!(
                        f,
                        ", saying: {}",
                        ProviderWords(message.trim().trim_end_matches('.'))
                    )
                }
                Some(_) | None => Ok(()),
            }
        }
        Detail::Decode { problems, .. } => {
            f.write_str(inner.what.as_deref().unwrap_or(inner.code.what()))?;
            // Another success than 200 may be one that the description does not list.
            if let Some(status) = inner.passport.status().filter(|status| *status != 200) {
                write!(f, " (status {})", status.as_u16())?;
            }
            if let Some(first) = problems.first() {
                write!(f, ": {}", ForeignText(&first.to_string()))?;
            }
            match problems.len() {
                0 | 1 => Ok(()),
                several => write!(f, " (and {} more)", several - 1),
            }
        }
        Detail::Outcome(cause) => {
            f.write_str(inner.code.what())?;
            if let Some(key) = inner.passport.idempotency_key() {
                write!(f, " (idempotency key `{key}`)")?;
            }
            write!(f, "; {}: ", cause.code())?;
            write_what(cause, f)
        }
        Detail::None | Detail::Identity(_) => write!(f, "{}", Summary(error)),
    }
}

/// Returns true if the text is a code: a sentence instead of a code may name a person.
fn is_plain(code: &str) -> bool {
    code.len() <= 80
        && code
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.:/".contains(c))
}

/// The description of an error, and its innermost cause if that adds information.
struct Summary<'a>(&'a Error);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0.0;
        let what = inner.what.as_deref().unwrap_or(inner.code.what());
        write!(f, "{}", ForeignText(what))?;
        match innermost_cause(self.0) {
            Some(cause) if !what.contains(&cause) => write!(f, " ({})", ForeignText(&cause)),
            _ => Ok(()),
        }
    }
}

fn innermost_cause(error: &Error) -> Option<String> {
    let mut cause = error.source()?;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    let text = cause.to_string();
    // Some libraries point their own users to a manual; ours have the remedy.
    let end = text.find(": https://").unwrap_or(text.len());
    Some(text[..end].to_owned())
}

fn write_effort(passport: &Passport, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut parts = String::new();
    if passport.attempts() > 0 {
        let plural = if passport.attempts() == 1 { "" } else { "s" };
        let seconds = passport.elapsed().as_secs_f64();
        write!(
            parts,
            "{} attempt{plural}, {seconds:.1} s",
            passport.attempts()
        )?;
    }
    if let Some(id) = passport.request_id() {
        let comma = if parts.is_empty() { "" } else { ", " };
        write!(parts, "{comma}request {id}")?;
    }
    if let Some(wait) = passport.retry_after() {
        let comma = if parts.is_empty() { "" } else { ", " };
        write!(parts, "{comma}retry after {} s", wait.as_secs())?;
    }
    if parts.is_empty() {
        return Ok(());
    }
    write!(f, " [{parts}]")
}

/// The provider's words, without those that may be personal or secret: addresses, and words with
/// digits other than short numbers.
struct ProviderWords<'a>(&'a str);

impl fmt::Display for ProviderWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.split_whitespace().take(FOREIGN_TEXT_MAX).collect();
        let has_digits = |index: usize| {
            let word = words.get(index);
            word.is_some_and(|word| word.contains(char::is_numeric))
        };
        let is_short = |word: &str| {
            let core = word.trim_matches(['(', ')', '.', ',', ':', ';', '\'', '"']);
            core.len() <= 3 && core.bytes().all(|byte| byte.is_ascii_digit())
        };
        // Several numbers in a row are one number: of a telephone, say.
        let is_personal = |index: usize, word: &str| {
            let is_alone = !has_digits(index + 1) && !has_digits(index.wrapping_sub(1));
            word.contains('@') || (has_digits(index) && !(is_short(word) && is_alone))
        };
        let words: Vec<&str> = words
            .iter()
            .enumerate()
            .map(|(index, word)| {
                if is_personal(index, word) {
                    "[..]"
                } else {
                    word
                }
            })
            .collect();
        write!(f, "{}", ForeignText(&words.join(" ")))
    }
}

/// Text that comes from elsewhere: one line, no control characters, no tricks with reading direction, cut.
struct ForeignText<'a>(&'a str);

impl fmt::Display for ForeignText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let harmless = |c: &char| {
            !c.is_control()
                && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        self.0
            .chars()
            .map(|c| if harmless(&c) { c } else { ' ' })
            .take(FOREIGN_TEXT_MAX)
            .try_for_each(|c| f.write_char(c))
    }
}
