//! A diagnosis as text for people.

use std::fmt;

use super::{Check, CheckStatus, Diagnosis, Expiry, diagnosis::NOT_REACHED, quote::printable};
use crate::identity::iso;

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(url) = &self.url {
            let (url, at) = (printable(url), iso(self.at));
            writeln!(f, "{url} ({at} by this machine's clock)\n")?;
        }
        let (reached, rest): (Vec<_>, Vec<_>) =
            self.checks.iter().partition(|check| check.is_reached);
        for check in reached {
            writeln!(f, "{check}")?;
        }
        if !rest.is_empty() {
            let topics: Vec<_> = rest.iter().map(|check| check.topic.as_str()).collect();
            writeln!(f, "{:<8}{}: {NOT_REACHED}", "skipped", topics.join(", "))?;
        }
        if !self.certificates.is_empty() {
            writeln!(f, "\ncertificates")?;
        }
        for expiry in &self.certificates {
            writeln!(f, "{expiry}")?;
        }
        if !self.commands.is_empty() {
            writeln!(f, "\nthe same with other tools")?;
        }
        for command in &self.commands {
            writeln!(f, "  {command}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (state, topic) = (self.state.as_str(), self.topic.as_str());
        let state = if self.state == CheckStatus::Fail {
            "FAIL"
        } else {
            state
        };
        write!(f, "{state:<8}{topic:<20}")?;
        if let Some(code) = self.code {
            write!(f, "{code}: ")?;
        }
        write!(f, "{}", self.what)?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n{:28}-> {remedy}", "")?;
        }
        Ok(())
    }
}

impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let until = self.certificate.not_after.strftime("%Y-%m-%d");
        let left = match self.days_left {
            days if days < 0 => "EXPIRED".to_owned(),
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        };
        let (owner, subject) = (self.owner.as_str(), &self.certificate.subject);
        write!(f, "  {owner:<12}{until}  {left:>12}  {subject}")
    }
}
