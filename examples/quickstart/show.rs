//! The output of the quickstart.

use std::io::{self, Write as _};

/// Begins a part.
pub(crate) fn step(title: &str) {
    line(&format!("\n\u{2500}\u{2500} {title}"));
}

/// Prints a line of text.
pub(crate) fn say(text: &str) {
    line(&format!("   {text}"));
}

/// Unlike `println!`, without a panic where the reader has gone away, as `head` does.
fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// A table with columns as wide as they need to be.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(head: &[&str]) -> Table {
        Table {
            rows: vec![head.iter().map(ToString::to_string).collect()],
        }
    }

    pub(crate) fn row(&mut self, cells: &[&str]) {
        self.rows
            .push(cells.iter().map(ToString::to_string).collect());
    }

    /// Prints the head and the first rows; the last column is set to the right.
    pub(crate) fn print(&self, rows_max: usize) {
        let columns = self.rows[0].len();
        let width = |column: usize| {
            self.rows
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in self.rows.iter().take(rows_max + 1) {
            let cells = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (cell, &width))| {
                    if column + 1 == columns {
                        format!("{cell:>width$}")
                    } else {
                        format!("{cell:<width$}")
                    }
                });
            say(&cells.collect::<Vec<_>>().join("  "));
        }
        if self.rows.len() > rows_max + 1 {
            say(&format!("... and {} more", self.rows.len() - rows_max - 1));
        }
    }
}
