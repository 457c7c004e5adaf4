//! Path templates: what they name, what does not belong into them, and the parameters that go with them.

use crate::api::{Finding, Location, Name, Parameter, Place, Rule, Style, Type};
use crate::document::{closest, json_string};
use crate::lint::Report;

/// Makes parameters and template agree. Where a parameter was lost for another mistake, it is likely the missing one.
pub(super) fn match_path(
    report: &mut Report,
    path: &str,
    query: &[(String, String)],
    parameters: &mut Vec<Parameter>,
    (place, is_whole): (&Place, bool),
) {
    if !is_closed(path) {
        return refuse_unbalanced(report, path, place);
    }
    let variables = path_variables(path);
    join_similar_names(report, path, &variables, parameters);
    let in_query: Vec<&str> = query
        .iter()
        .filter_map(|(_, value)| only_variable(value))
        .collect();
    parameters.retain_mut(|parameter| {
        let name = &parameter.name.wire;
        if parameter.location != Location::Path || variables.contains(name) {
            return true;
        }
        if in_query.contains(&name.as_str()) {
            // `/pets?id={id}`: what is in a query is a query parameter.
            parameter.location = Location::Query;
            parameter.style = Style::Form;
            parameter.explode = true;
            return true;
        }
        let other = [format!(":{name}"), format!("<{name}>")];
        let other = other.iter().find(|other| path.contains(*other));
        let (rule, place) = (Rule::UnusedPathParameter, parameter.place.clone());
        let message = format!("the path has no `{{{name}}}`");
        report.add(match other {
            Some(other) => {
                Finding::repaired(rule, place, format!("{message}: it writes `{other}`"))
                    .suggest(format_args!("{{{name}}}"))
            }
            None => {
                let message = format!("{message}; the path parameter is left out");
                Finding::repaired(rule, place, message)
            }
        });
        false
    });
    for variable in &variables {
        let is_known =
            |known: &Parameter| known.location == Location::Path && known.name.wire == *variable;
        if !parameters.iter().any(is_known) {
            let elsewhere = parameters
                .iter()
                .find(|parameter| parameter.name.wire == *variable);
            if let Some(other) = elsewhere {
                let place = match other.location {
                    Location::Header => "header",
                    Location::Cookie => "cookie",
                    _ => "query",
                };
                let message =
                    format!("the path has `{{{variable}}}`, which is declared `in: {place}`");
                let rule = Rule::UndeclaredPathParameter;
                let finding = Finding::repaired(rule, other.place.clone(), message);
                report.add(finding.suggest("in: path"));
            } else if is_whole {
                let message =
                    format!("`{{{variable}}}` in the path is not a parameter; read as text");
                report.report_repaired(Rule::UndeclaredPathParameter, place.clone(), message);
            }
            parameters.push(implicit_parameter(variable, place));
        }
    }
}

/// Braces that are not closed would go on the wire.
fn refuse_unbalanced(report: &mut Report, path: &str, place: &Place) {
    let message = format!("the braces of the path `{path}` do not match");
    let finding = Finding::refused(Rule::UnbalancedBraces, place.clone(), message);
    report.refuse(finding.help("each parameter needs its own braces: `{id}`"));
}

/// A parameter and a variable of the path that belong to nothing else and are nearly called the same are the same.
fn join_similar_names(
    report: &mut Report,
    path: &str,
    variables: &[String],
    parameters: &mut [Parameter],
) {
    let in_path = |parameter: &Parameter| parameter.location == Location::Path;
    let undeclared: Vec<String> = {
        let is_declared = |name: &&String| {
            let mut names = parameters.iter().filter(|parameter| in_path(parameter));
            names.any(|parameter| parameter.name.wire == **name)
        };
        variables
            .iter()
            .filter(|name| !is_declared(name))
            .cloned()
            .collect()
    };
    for parameter in parameters.iter_mut().filter(|parameter| in_path(parameter)) {
        let name = parameter.name.wire.clone();
        if variables.contains(&name) {
            continue;
        }
        let Some(near) = closest(&name, undeclared.iter().map(String::as_str)) else {
            continue;
        };
        let message =
            format!("the path parameter `{name}` is called `{near}` in `{path}`; read as that one");
        report.report_repaired(
            Rule::MisspeltPathParameter,
            parameter.place.clone(),
            message,
        );
        parameter.name.wire = near.to_string();
    }
}

/// Returns true if each brace is closed within its segment.
fn is_closed(path: &str) -> bool {
    let mut open = false;
    for c in path.chars() {
        match c {
            '{' | '/' if open => return false,
            '}' if !open => return false,
            '{' => open = true,
            '}' => open = false,
            _ => {}
        }
    }
    !open
}

/// A parameter for a variable of a template that is not declared.
fn implicit_parameter(variable: &str, place: &Place) -> Parameter {
    Parameter {
        name: Name {
            wire: variable.to_string(),
            rust: String::new(),
        },
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        media: None,
        required: true,
        ty: Type::Text,
        docs: String::new(),
        deprecated: false,
        default: None,
        limits: Vec::new(),
        place: place.clone(),
    }
}

/// The path proper and the query that some write into it. What is after `#` never goes on the wire.
pub(super) fn split_path(path: &str) -> (String, Vec<(String, String)>) {
    let path = path.split('#').next().unwrap_or(path);
    let Some((path, query)) = path.split_once('?') else {
        return (path.to_string(), Vec::new());
    };
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_string(), value.to_string())
    };
    (
        path.to_string(),
        query
            .split('&')
            .filter(|text| !text.is_empty() && !text.starts_with('{'))
            .map(pair)
            .collect(),
    )
}

/// A query in the path that never changes: `/agents?beta=true`.
pub(super) fn constant_parameters(query: &[(String, String)], place: &Place) -> Vec<Parameter> {
    let fixed = query.iter().filter(|(_, value)| !value.contains('{'));
    fixed
        .map(|(name, value)| Parameter {
            location: Location::Query,
            style: Style::Form,
            explode: true,
            ty: Type::Const(json_string(value)),
            ..implicit_parameter(name, place)
        })
        .collect()
}

/// The names between braces.
fn path_variables(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !found.iter().any(|known| known == name)
        {
            found.push(name.to_string());
        }
    }
    found
}

fn only_variable(value: &str) -> Option<&str> {
    value.strip_prefix('{')?.strip_suffix('}')
}

/// Path parameters as the path has them.
pub(super) fn sort_by_path(path: &str, parameters: &mut [Parameter]) {
    let order = path_variables(path);
    let count = parameters
        .iter()
        .take_while(|parameter| parameter.location == Location::Path)
        .count();
    parameters[..count]
        .sort_by_key(|parameter| order.iter().position(|name| *name == parameter.name.wire));
}
