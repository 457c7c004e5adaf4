//! Every example through its type and back.

use std::path::Path;

use lean_cli::opened::Opened;
use lean_openapi::api::{Api, Type};

use crate::compare::{compare, parse};
use crate::rustc::Rustc;
use crate::walk::Nodes;
use crate::{driver, examples, valid};

/// The results of the examples.
#[derive(Debug, Default)]
pub struct Rounds {
    /// Came back as they went in.
    pub same: usize,
    /// Came back without members that the type does not have.
    pub dropped: Vec<String>,
    /// Do not fit their own schema, and were refused or came back otherwise.
    pub misfits: Vec<String>,
    /// Fit their schema, and hold values that a union or an enum does not know.
    pub unknown: Vec<String>,
    /// Fit their schema, and were refused or came back as something else: our mistakes.
    pub wrong: Vec<String>,
    /// The largest type and its size in bytes.
    pub largest: (String, usize),
}

pub(crate) fn all(
    opened: &Opened,
    api: &Api,
    client: &str,
    rustc: &Rustc,
    folder: &Path,
) -> Result<Rounds, String> {
    let nodes = Nodes::of(&opened.description);
    let examples = examples::all(api, &nodes);
    let mut types: Vec<Type> = Vec::new();
    let mut asked = String::new();
    for example in &examples {
        let index = types
            .iter()
            .position(|ty| *ty == example.ty)
            .unwrap_or_else(|| {
                types.push(example.ty.clone());
                types.len() - 1
            });
        let mut json = String::new();
        example.value.to_json(&mut json);
        asked.push_str(&format!("{index}\t{json}\n"));
    }
    let answers = rustc.run(folder, &driver::program(client, api, &types), &asked)?;
    let (sizes, answers) = answers.split_once('\n').ok_or("the program died at once")?;
    let answers: Vec<&str> = answers.lines().collect();
    if answers.len() != examples.len() {
        return Err(format!(
            "{} examples, {} answers: the program died",
            examples.len(),
            answers.len()
        ));
    }
    let mut rounds = Rounds {
        largest: largest(sizes, api),
        ..Rounds::default()
    };
    for (example, answer) in examples.iter().zip(answers) {
        judge(example, answer, &nodes, &mut rounds);
    }
    Ok(rounds)
}

fn largest(sizes: &str, api: &Api) -> (String, usize) {
    let sizes = sizes.split(' ').filter_map(|size| size.parse().ok());
    let named = api.types.iter().map(|def| def.name.rust.clone()).zip(sizes);
    named.max_by_key(|(_, size)| *size).unwrap_or_default()
}

fn judge(example: &examples::Example, answer: &str, nodes: &Nodes<'_>, rounds: &mut Rounds) {
    let (mark, text) = answer.split_at(1);
    let (unknown, json) = text.split_once(' ').unwrap_or_default();
    if mark == "=" && unknown != "0" && misfit(example, nodes).is_none() {
        let place = &example.place;
        rounds.unknown.push(format!("{place}: {unknown} unknown"));
    }
    let what = match (mark, text) {
        ("=", _) => match parse(json) {
            Err(why) => format!("encoded as no JSON: {why}"),
            Ok(after) => {
                let difference = compare(&example.value, &after);
                match (difference.dropped.is_empty(), difference.changed.is_empty()) {
                    (true, true) => {
                        rounds.same += 1;
                        return;
                    }
                    (false, true) if !is_loss(example, &difference.dropped, nodes) => {
                        rounds.dropped.push(format!(
                            "{}: {}",
                            example.place,
                            difference.dropped.join(", ")
                        ));
                        return;
                    }
                    (false, true) => format!("lost {}", difference.dropped.join(", ")),
                    (_, false) => format!("changed {}", difference.changed.join(", ")),
                }
            }
        },
        ("!", why) => format!("refused: {why}"),
        _ => "panicked".to_owned(),
    };
    match misfit(example, nodes) {
        Some(why) if what != "panicked" => rounds
            .misfits
            .push(format!("{}: {what} (the example: {why})", example.place)),
        _ => rounds.wrong.push(format!("{}: {what}", example.place)),
    }
}

/// Why an example does not fit its own schema, if it does not.
fn misfit(example: &examples::Example, nodes: &Nodes<'_>) -> Option<String> {
    let schemas = example.schema.iter().chain(&example.beside);
    schemas
        .into_iter()
        .find_map(|schema| match example.is_sent {
            true => valid::misfit(&example.value, schema, nodes),
            false => valid::answer_misfit(&example.value, schema, nodes),
        })
}

/// Returns true if a member that the schema lists was dropped.
fn is_loss(example: &examples::Example, dropped: &[String], nodes: &Nodes<'_>) -> bool {
    let Some(schema) = &example.schema else {
        return false;
    };
    dropped
        .iter()
        .any(|at| valid::lists_member(schema, &example.value, at, nodes))
}
