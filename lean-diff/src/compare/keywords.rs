//! Keywords that are compared as text, and the encodings of content.

use std::cmp::Ordering;

use lean_openapi::contract::SchemaContract;

use super::limits::compare_numbers;
use super::{Comparison, Effect, Spot};
use crate::rules::{Edit, Event, Keyword};

/// Keywords that are compared as text.
const KEYWORDS: [Keyword; 11] = [
    Keyword::Contains,
    Keyword::ContentSchema,
    Keyword::DependentRequired,
    Keyword::DependentSchemas,
    Keyword::Else,
    Keyword::If,
    Keyword::MaxContains,
    Keyword::MinContains,
    Keyword::Not,
    Keyword::PropertyNames,
    Keyword::Then,
];

impl Comparison<'_> {
    pub(super) fn compare_keywords(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        if !old.other.is_empty() || !new.other.is_empty() {
            for keyword in KEYWORDS {
                self.compare_keyword(keyword, old, new, spot);
            }
        }
        self.compare_content(old, new, spot);
    }

    fn compare_keyword(
        &mut self,
        keyword: Keyword,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        let (before, now) = (text(old, keyword), text(new, keyword));
        let (edit, effect) = match (before.is_empty(), now.is_empty()) {
            _ if before == now => return,
            (true, _) => (Edit::Added, Effect::Narrowed),
            (_, true) => (Edit::Removed, Effect::Widened),
            _ => match keyword {
                Keyword::MaxContains | Keyword::MinContains => {
                    compare_counts(keyword, &before, &now)
                }
                _ => (Edit::Changed, Effect::Replaced),
            },
        };
        let event = Event::Keyword(keyword, edit);
        let place = new.place_of(keyword.spelling());
        self.report(spot, event, effect, (before, now), place);
    }

    /// Encodings of content.
    fn compare_content(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let contents = [
            (
                Keyword::ContentEncoding,
                &old.content_encoding,
                &new.content_encoding,
            ),
            (
                Keyword::ContentMediaType,
                &old.content_media,
                &new.content_media,
            ),
        ];
        for (keyword, before, now) in contents {
            if before != now {
                let words = (
                    before.clone().unwrap_or_default(),
                    now.clone().unwrap_or_default(),
                );
                let event = Event::Keyword(keyword, Edit::Changed);
                self.report(spot, event, Effect::Replaced, words, new.place.clone());
            }
        }
    }
}

/// The values of a keyword as text.
fn text(schema: &SchemaContract, keyword: Keyword) -> String {
    let texts = schema.other.iter();
    let texts = texts.filter(|(name, _)| *name == keyword.spelling());
    let texts: Vec<&str> = texts.map(|(_, text)| text.as_str()).collect();
    texts.join(" ")
}

/// The change of a count of items.
fn compare_counts(keyword: Keyword, before: &str, now: &str) -> (Edit, Effect) {
    let is_more = compare_numbers(before, now) == Ordering::Less;
    let effect = if is_more == (keyword == Keyword::MaxContains) {
        Effect::Widened
    } else {
        Effect::Narrowed
    };
    let edit = if is_more {
        Edit::Increased
    } else {
        Edit::Decreased
    };
    (edit, effect)
}
