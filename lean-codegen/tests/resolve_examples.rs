//! The examples in real descriptions fit the types that their schemas come to. Examples are often wrong
//! themselves, so the test prints what does not fit, and fails only where most of it does not.
//!
//! The documents stand in `../shared/corpus` beside the checkout, or where `LEAN_CORPUS` says.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lean_codegen::api::{
    Api, Codec, EnumWire, Media, Operation, Presence, Statuses, Struct, Type, TypeKind, Union,
    Width,
};
use lean_codegen::document::{Description, Loader};
use lean_codegen::read::{Kind, Node, Source};
use lean_codegen::resolve::{Choice, Chosen, Options};

/// The file system below a folder.
struct Folder(PathBuf);

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        std::fs::read_to_string(self.0.join(path))
            .map(Arc::from)
            .map_err(|error| error.to_string())
    }
}

#[test]
fn examples_fit_their_types() {
    let set = std::env::var_os("LEAN_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Some(corpus) = set.or(Some(beside)).filter(|path| path.is_dir()) else {
        println!("skipped: no corpus at ../shared/corpus, and LEAN_CORPUS is not set");
        return;
    };
    let manifest =
        std::fs::read_to_string(corpus.join("MANIFEST.md")).expect("the corpus has a manifest");
    let (mut fitting, mut failing) = (0, 0);
    for path in manifest
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
    {
        let (fits, fails) = document(&corpus, path);
        fitting += fits;
        failing += fails;
    }
    println!("{fitting} examples fit, {failing} do not");
    assert!(fitting > failing * 10, "{fitting} fit, {failing} do not");
}

fn document(corpus: &Path, path: &str) -> (usize, usize) {
    let Ok(description) = Description::open(Arc::new(Folder(corpus.to_path_buf())), path, &[])
    else {
        return (0, 0);
    };
    let choice = Choice {
        operations: Chosen::All,
        ..Choice::default()
    };
    let api = description.resolve(&choice, &Options::default());
    let Some(root) = description
        .source(path)
        .and_then(|source: Arc<Source>| source.root().ok())
    else {
        return (0, 0);
    };
    let (mut fits, mut fails) = (0, 0);
    for operation in api
        .operations
        .iter()
        .filter(|operation| operation.refused.is_none())
    {
        for (media, way, node) in bodies(&root, operation) {
            for example in examples(&node) {
                let example = followed(&root, example);
                // Some write the example's JSON as a text.
                let inner = example
                    .as_str()
                    .and_then(|text| Source::new("example.json", text).ok()?.root().ok());
                let as_text = inner.is_some_and(|inner| fit(&api, &media.ty, &inner, way).is_ok());
                match if as_text {
                    Ok(())
                } else {
                    fit(&api, &media.ty, &example, way)
                } {
                    Ok(()) => fits += 1,
                    Err(why) => {
                        fails += 1;
                        println!("{path}: {}: {why}", operation.name.rust);
                    }
                }
            }
        }
    }
    (fits, fails)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Sent,
    Received,
}

/// The JSON media types of an operation with the Media Type Objects that they were made of.
fn bodies<'a>(root: &Node, operation: &'a Operation) -> Vec<(&'a Media, Way, Node)> {
    let paths = root
        .get("paths")
        .map(|paths| paths.entries())
        .unwrap_or_default();
    let method = operation.method.to_lowercase();
    let written = paths.into_iter().find_map(|(key, item)| {
        let bare = key.text.split(['?', '#']).next().unwrap_or_default();
        let node = item.get(&method)?;
        let same = node
            .get("operationId")
            .and_then(|id| id.as_str())
            .is_none_or(|id| *id == *operation.name.wire);
        (bare == operation.path && same).then_some(node)
    });
    let Some(written) = written else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let (Some(body), Some(node)) = (&operation.body, written.get("requestBody")) {
        pair(root, &body.media, Way::Sent, &node, &mut found);
    }
    for response in &operation.responses {
        let key = match response.statuses {
            Statuses::Exact(code) => code.to_string(),
            Statuses::Range(hundreds) => format!("{hundreds}XX"),
            Statuses::Default => "default".to_string(),
        };
        if let Some(node) = written
            .get("responses")
            .and_then(|responses| responses.get(&key))
        {
            pair(root, &response.media, Way::Received, &node, &mut found);
        }
    }
    found
}

fn pair<'a>(
    root: &Node,
    media: &'a [Media],
    way: Way,
    node: &Node,
    into: &mut Vec<(&'a Media, Way, Node)>,
) {
    let Some(content) = followed(root, node.clone()).get("content") else {
        return;
    };
    for one in media.iter().filter(|media| media.codec == Codec::Json) {
        into.extend(content.get(&one.name).map(|node| (one, way, node)));
    }
}

fn examples(media: &Node) -> Vec<Node> {
    let mut found: Vec<Node> = media.get("example").into_iter().collect();
    for (_, example) in media
        .get("examples")
        .map(|examples| examples.entries())
        .unwrap_or_default()
    {
        found.extend(example.get("value"));
    }
    found.extend(media.get("schema").and_then(|schema| schema.get("example")));
    found
}

fn followed(root: &Node, node: Node) -> Node {
    let mut node = node;
    for _ in 0..8 {
        let target = node.get("$ref").and_then(|target| target.as_str());
        let Some(next) = target.and_then(|target| root.pointer(target.strip_prefix('#')?)) else {
            break;
        };
        node = next;
    }
    node
}

/// Whether a value could be read as a type.
fn fit(api: &Api, ty: &Type, value: &Node, way: Way) -> Result<(), String> {
    let kind = value.kind();
    let expect = |wanted: Kind| {
        if kind == wanted {
            Ok(())
        } else {
            Err(format!("{} is {kind:?} and not {ty:?}", value.place()))
        }
    };
    match ty {
        Type::Json | Type::External(_) | Type::Binary => Ok(()),
        Type::Bool => expect(Kind::Bool),
        Type::Integer(Width::TextI64 | Width::TextU64) => expect(Kind::String),
        Type::Integer(_) | Type::Float | Type::Number | Type::Decimal => expect(Kind::Number),
        Type::Null => expect(Kind::Null),
        Type::Const(json) => {
            let mut own = String::new();
            value.to_json(&mut own);
            if own == *json {
                Ok(())
            } else {
                Err(format!("{} is {own} and not {json}", value.place()))
            }
        }
        Type::List(item) => {
            expect(Kind::List)?;
            value
                .items()
                .iter()
                .try_for_each(|one| fit(api, item, one, way))
        }
        Type::Tuple(members) => {
            expect(Kind::List)?;
            members
                .iter()
                .zip(value.items())
                .try_for_each(|(member, one)| fit(api, member, &one, way))
        }
        Type::Map(inner) => {
            expect(Kind::Map)?;
            value
                .entries()
                .iter()
                .try_for_each(|(_, one)| fit(api, inner, one, way))
        }
        Type::Nullable(_) if kind == Kind::Null => Ok(()),
        Type::Nullable(inner) => fit(api, inner, value, way),
        Type::Named(id) | Type::Boxed(id) => fit_named(api, &api.types[id.0].kind, value, way),
        _ => expect(Kind::String),
    }
}

fn fit_named(api: &Api, kind: &TypeKind, value: &Node, way: Way) -> Result<(), String> {
    match kind {
        TypeKind::Struct(object) => fit_struct(api, object, value, way),
        TypeKind::Union(union) => fit_union(api, union, value, way),
        TypeKind::Newtype(ty) | TypeKind::Alias(ty) => fit(api, ty, value, way),
        TypeKind::Enum(listed) => match listed.wire {
            EnumWire::Text => fit(api, &Type::Text, value, way),
            EnumWire::Integer => fit(api, &Type::Number, value, way),
            EnumWire::Json => Ok(()),
        },
    }
}

fn fit_struct(api: &Api, object: &Struct, value: &Node, way: Way) -> Result<(), String> {
    if value.kind() != Kind::Map {
        return Err(format!(
            "{} is {:?} and no object",
            value.place(),
            value.kind()
        ));
    }
    for field in &object.fields {
        let exempt = if way == Way::Sent {
            field.read_only
        } else {
            field.write_only
        };
        let Some(inner) = value.get(&field.name.wire) else {
            if matches!(field.presence, Presence::Required | Presence::Nullable) && !exempt {
                return Err(format!("{} has no `{}`", value.place(), field.name.wire));
            }
            continue;
        };
        let or_null = matches!(
            field.presence,
            Presence::Nullable | Presence::OptionalNullable
        );
        if inner.kind() == Kind::Null && (or_null || field.presence == Presence::Optional) {
            continue;
        }
        fit(api, &field.ty, &inner, way)?;
    }
    Ok(())
}

fn fit_union(api: &Api, union: &Union, value: &Node, way: Way) -> Result<(), String> {
    let told = union
        .tag
        .as_ref()
        .and_then(|tag| value.get(&tag.wire)?.as_str());
    if let Some(variant) = told.and_then(|told| {
        union
            .variants
            .iter()
            .find(|variant| variant.tags.iter().any(|tag| **tag == *told))
    }) {
        return fit(api, &variant.ty, value, way);
    }
    let mut why = format!("{} fits no variant", value.place());
    for variant in &union.variants {
        match fit(api, &variant.ty, value, way) {
            Ok(()) => return Ok(()),
            Err(reason) => why = format!("{why}; {}: {reason}", variant.name.rust),
        }
    }
    Err(why)
}
