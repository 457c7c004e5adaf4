//! The place of a schema without a name, from which it gets its name.

use crate::name;

/// The place of a schema, as the name of the type that is made of it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The component or operation that all this is part of, in Rust's form.
    pub(super) owner: String,
    /// The name here, in Rust's form.
    pub(super) name: String,
    /// The last words, if they are a plural.
    plural: Option<String>,
    /// The name of its type if the first name is taken.
    pub(super) otherwise: Option<String>,
}

impl Site {
    /// A component, or an operation.
    pub(super) fn owner(name: &str) -> Self {
        Self {
            owner: name.to_string(),
            name: name.to_string(),
            plural: None,
            otherwise: None,
        }
    }

    /// A part of it: a property, a parameter.
    pub(super) fn part(&self, wire: &str) -> Self {
        let words = name::words(wire);
        let plural = words
            .last()
            .filter(|last| name::singular(last) != **last)
            .map(|last| {
                let mut singular = words[..words.len() - 1].to_vec();
                singular.push(name::singular(last));
                join(&self.name, &name::join_pascal(&singular))
            });
        Self {
            owner: self.owner.clone(),
            name: join(&self.name, &name::join_pascal(&words)),
            plural,
            otherwise: None,
        }
    }

    /// A part that is called what it is: `Reply`, `Item`.
    pub(super) fn with_suffix(&self, suffix: &str) -> Self {
        Self {
            owner: self.owner.clone(),
            name: join(&self.name, suffix),
            plural: None,
            otherwise: None,
        }
    }

    /// The same place, with a word more where the name is taken.
    pub(super) fn with_word(self, word: &str) -> Self {
        Self {
            otherwise: Some(join(&self.name, word)),
            ..self
        }
    }

    /// The same place under the name that was settled for it.
    pub(super) fn with_name(&self, name: &str) -> Self {
        Self {
            owner: self.owner.clone(),
            name: name.to_string(),
            plural: None,
            otherwise: None,
        }
    }

    /// Returns the site of a list's item: `CustomerAddresses` becomes `CustomerAddress`.
    pub(super) fn item(&self) -> Self {
        match &self.plural {
            Some(singular) => Self {
                owner: self.owner.clone(),
                name: singular.clone(),
                plural: None,
                otherwise: Some(join(singular, "Item")),
            },
            None => self.with_suffix("Item"),
        }
    }

    /// Returns the site of a map's value.
    pub(super) fn value(&self) -> Self {
        match &self.plural {
            Some(_) => self.item(),
            None => self.with_suffix("Value"),
        }
    }
}

fn join(base: &str, suffix: &str) -> String {
    // `V1` and `1` are not `V11`.
    let clash = base.ends_with(char::is_numeric) && suffix.starts_with(char::is_numeric);
    if clash {
        format!("{base}_{suffix}")
    } else {
        format!("{base}{suffix}")
    }
}
