//! The runtime reads back what is written about each operation and member of real descriptions:
//! Lean's, and all in the folder that `LEAN_CORPUS` names.

use std::path::Path;

use lean_abi::{Direction, Presence};
use lean_lab::{files_under, named_corpus, open_description};
use proc_macro2::TokenStream;

use super::*;
use crate::api::{Type, TypeDef, TypeKind};
use crate::emit::object::member_mark;
use crate::resolve::{Choice, Chosen, Options};
use crate::setting::Setting;

#[derive(Default)]
struct Checked {
    operations: usize,
    members: usize,
}

fn check(path: &Path, checked: &mut Checked) {
    let Ok(description) = open_description(path) else {
        return;
    };
    let all = Choice {
        operations: Chosen::All,
        ..Choice::default()
    };
    let api = description.resolve(&all, &Options::default());
    let setting = Setting {
        facade: quote!(::lean),
        visibility: TokenStream::new(),
        module: ident("models"),
        formats: Vec::new(),
        reader: Reader::Compiler,
    };
    let names = TypeNames::inside_module(&api, &setting);
    for operation in api
        .operations
        .iter()
        .filter(|operation| operation.refused.is_none())
    {
        checked.operations += 1;
        check_operation(operation, &names);
    }
    for def in &api.types {
        check_members(def, checked);
    }
}

fn check_operation(operation: &Operation, names: &TypeNames<'_>) {
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    let written = operation_text(operation, media, &[quote!(link)], names);
    let text = written.write();
    let read = lean_abi::Operation::read(&text).unwrap_or_else(|unknown| panic!("{unknown}"));
    assert_eq!(read, written, "{text}");
}

fn check_members(def: &TypeDef, checked: &mut Checked) {
    let TypeKind::Struct(object) = &def.kind else {
        return;
    };
    for field in &object.fields {
        checked.members += 1;
        let text = member_mark(field, def);
        let member = lean_abi::Field(&text).member().expect("a member");
        assert_eq!(member.write(), text);
        assert_eq!(member.name, field.name.wire);
        assert_eq!(member.is_sensitive, field.sensitive);
        assert_eq!(member.direction == Direction::Responses, field.read_only);
        if let (Type::Const(json), Presence::Fixed(fixed) | Presence::OptionalFixed(fixed)) =
            (&field.ty, member.presence)
        {
            assert_eq!(json, fixed);
        }
    }
}

#[test]
fn operations_of_lean_are_read_as_they_were_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec");
    let mut checked = Checked::default();
    for file in ["lean.yaml", "lean-ksa.yaml", "lean-v1.yaml"] {
        check(&folder.join(file), &mut checked);
    }
    assert!(checked.operations > 150, "{}", checked.operations);
    assert!(checked.members > 1000, "{}", checked.members);
}

#[test]
#[allow(clippy::print_stderr, reason = "figures for people who run the test")]
fn operations_of_real_descriptions_are_read_as_they_were_written() {
    let Some(corpus) = named_corpus() else {
        return;
    };
    let mut checked = Checked::default();
    for path in files_under(&corpus) {
        check(&path, &mut checked);
    }
    eprintln!(
        "{} operations, {} members",
        checked.operations, checked.members
    );
    assert!(checked.operations > 0);
}
