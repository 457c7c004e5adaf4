//! Colours, on terminals only.

use std::env;
use std::io::{self, IsTerminal};

/// A colour, or another way to set text apart.
#[derive(Clone, Copy)]
pub(crate) enum Colour {
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
}

/// The text in a colour, if standard output is a terminal and `NO_COLOR` is not set.
pub(crate) fn paint(text: &str, colour: Colour) -> String {
    let is_unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if is_unwanted || !io::stdout().is_terminal() {
        return text.to_owned();
    }
    let code = match colour {
        Colour::Bold => "1",
        Colour::Dim => "2",
        Colour::Red => "1;31",
        Colour::Green => "1;32",
        Colour::Yellow => "1;33",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
