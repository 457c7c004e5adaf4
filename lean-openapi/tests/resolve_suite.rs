//! The JSON Schema test suite: values that a schema allows fit the type that it comes to. What it forbids is
//! not tried: types are more lenient than schemas on purpose.
//!
//! The files are in `../shared/corpus/jsts` next to the checkout, or in the folder that
//! `LEAN_CORPUS` names.
#![allow(clippy::print_stdout)]

#[path = "fit/mod.rs"]
mod fit;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use lean_openapi::api::{Api, Type, TypeKind};
use lean_openapi::document::Description;
use lean_openapi::read::{Kind, Node, Source};
use lean_openapi::resolve::{Choice, Options};

use fit::{Way, fit};

const ROOT: &str = "openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { T: { properties: { value: { $ref: schema.json } } } } }\n";

#[test]
fn allowed_values_fit() {
    let suite = lean_lab::corpus().map(|path| path.join("jsts"));
    let Some(suite) = suite.filter(|path| path.is_dir()) else {
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(suite)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let (mut fitting, mut failing) = (0, 0);
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a text");
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_string();
        let root = Source::new(name.as_str(), text)
            .expect("a source")
            .root()
            .expect("JSON");
        for group in root.items() {
            let (fits, fails) = case(&name, &group);
            fitting += fits;
            failing += fails;
        }
    }
    println!("{fitting} values fit, {failing} do not");
    assert_eq!(failing, 0);
}

fn case(file: &str, group: &Node) -> (usize, usize) {
    let text = |node: &Node, key: &str| {
        node.get(key)
            .and_then(|text| text.as_str())
            .unwrap_or_default()
    };
    let mut schema = String::new();
    group.get("schema").expect("a schema").to_json(&mut schema);
    let files: HashMap<String, Arc<str>> = [
        ("root.yaml".to_string(), Arc::from(ROOT)),
        ("schema.json".to_string(), Arc::from(schema.as_str())),
    ]
    .into();
    let description =
        Description::open(Arc::new(files), "root.yaml", &[]).expect("it can be opened");
    let choice = Choice {
        schemas: vec!["T".to_string()],
        ..Choice::default()
    };
    let api = description.resolve(&choice, &Options::default());
    let Some(TypeKind::Struct(object)) = api
        .types
        .iter()
        .find(|def| def.name.rust == "T")
        .map(|def| &def.kind)
    else {
        return (0, 0);
    };
    // `false` allows no value, so there is no member.
    let Some(field) = object.fields.first() else {
        return (0, 0);
    };
    let (mut fits, mut fails) = (0, 0);
    for test in group
        .get("tests")
        .map(|tests| tests.items())
        .unwrap_or_default()
    {
        let value = test.get("data").expect("data");
        let is_valid = test.get("valid").and_then(|valid| valid.as_bool()) == Some(true);
        if !is_valid || value.kind() == Kind::Null || !same_kind(&api, &field.ty, value.kind()) {
            continue;
        }
        match fit(&api, &field.ty, &value, Way::Received) {
            Ok(()) => fits += 1,
            Err(why) => {
                fails += 1;
                println!(
                    "{file}: {}: {}: {why}\n    {schema}",
                    text(group, "description"),
                    text(&test, "description")
                );
            }
        }
    }
    (fits, fails)
}

/// Schemas without a type let values of other kinds pass; no type does, and no author means it.
fn same_kind(api: &Api, ty: &Type, kind: Kind) -> bool {
    match ty {
        Type::Named(id) | Type::Boxed(id) => match &api.types[id.0].kind {
            TypeKind::Newtype(ty) | TypeKind::Alias(ty) => same_kind(api, ty, kind),
            TypeKind::Struct(_) => kind == Kind::Map,
            TypeKind::Enum(_) | TypeKind::Union(_) => true,
        },
        Type::Nullable(ty) => same_kind(api, ty, kind),
        Type::List(_) | Type::Tuple(_) => kind == Kind::List,
        Type::Map(_) => kind == Kind::Map,
        Type::Json | Type::Const(_) => true,
        Type::Integer(_) | Type::Float | Type::Number | Type::Decimal => kind == Kind::Number,
        Type::Bool => kind == Kind::Bool,
        _ => kind == Kind::String,
    }
}
