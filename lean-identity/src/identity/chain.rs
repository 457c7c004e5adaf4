//! Puts our certificate and its issuers in order: leaf first, each followed by who signed it.

use jiff::Timestamp;

use super::{certificate::Certificate, signature::Verdict};

/// The issuers of a certificate, nearest first.
pub(super) struct Path<'a> {
    pub(super) issuers: Vec<&'a Certificate>,
    /// The reason why the chain ends.
    pub(super) end: PathEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathEnd {
    /// At a root, at a self-signed leaf, or at authorities that signed each other.
    Complete,
    /// No certificate has the issuer's name.
    NoIssuer,
    /// A certificate of the issuer's name is there, and its key did not sign.
    WrongKey,
}

/// Looks for the path from the leaf to a root. Every certificate is used at most once, so that
/// certificates that signed each other do not lead in circles.
pub(super) fn find_path<'a>(
    leaf: &'a Certificate,
    pool: &[&'a Certificate],
    now: Timestamp,
) -> Path<'a> {
    let mut search = Search {
        pool,
        now,
        visited: vec![false; pool.len()],
        best: None,
    };
    search.visit(leaf, &mut Vec::new());
    search.best.unwrap_or(Path {
        issuers: Vec::new(),
        end: PathEnd::NoIssuer,
    })
}

struct Search<'a, 'p> {
    pool: &'p [&'a Certificate],
    now: Timestamp,
    visited: Vec<bool>,
    best: Option<Path<'a>>,
}

impl<'a> Search<'a, '_> {
    /// Depth first; true once a root is reached. The recursion is as deep as the pool is large at most,
    /// which the limit on PEM sections bounds.
    fn visit(&mut self, child: &'a Certificate, issuers: &mut Vec<&'a Certificate>) -> bool {
        if child.summary.is_self_signed {
            self.best = Some(Path {
                issuers: issuers.clone(),
                end: PathEnd::Complete,
            });
            return true;
        }
        let mut end = PathEnd::NoIssuer;
        for index in self.find_issuers(child) {
            let issuer = self.pool[index];
            if child.signed.verify(&issuer.spki) == Verdict::No {
                end = PathEnd::WrongKey;
                continue;
            }
            if std::mem::replace(&mut self.visited[index], true) {
                end = PathEnd::Complete;
                continue;
            }
            issuers.push(issuer);
            let is_done = self.visit(issuer, issuers);
            issuers.pop();
            if is_done {
                return true;
            }
        }
        let is_longer = self
            .best
            .as_ref()
            .is_none_or(|best| issuers.len() > best.issuers.len());
        if is_longer {
            self.best = Some(Path {
                issuers: issuers.clone(),
                end,
            });
        }
        false
    }

    /// Lists the certificates with the issuer's name. Certificates that are valid now come first.
    fn find_issuers(&self, child: &Certificate) -> Vec<usize> {
        let is_named = |index: &usize| {
            self.pool[*index].subject == child.issuer && self.pool[*index].der != child.der
        };
        let mut named: Vec<_> = (0..self.pool.len()).filter(is_named).collect();
        named.sort_by_key(|&index| !self.pool[index].is_valid_at(self.now));
        named
    }
}
