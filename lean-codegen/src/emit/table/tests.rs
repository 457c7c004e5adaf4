//! The runtime reads back what is written about each operation and member of real descriptions:
//! Lean's, and all in the folder that `LEAN_CORPUS` names.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use lean_abi::{Direction, Presence};
use proc_macro2::TokenStream;

use super::*;
use crate::api::{Type, TypeDef, TypeKind};
use crate::document::{Description, Loader, text_of};
use crate::emit::object::mark;
use crate::resolve::{Choice, Chosen, Options};
use crate::setting::Setting;

struct Folder(PathBuf);

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        text_of(fs::File::open(self.0.join(path)))
    }
}

#[derive(Default)]
struct Checked {
    operations: usize,
    members: usize,
}

fn check(path: &Path, checked: &mut Checked) {
    let folder = path.parent().expect("a folder").to_path_buf();
    let file = path.file_name().expect("a name").to_string_lossy();
    let Ok(description) = Description::open(Arc::new(Folder(folder)), &file, &[]) else {
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
    let names = Names::inside(&api, &setting);
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

fn check_operation(operation: &Operation, names: &Names<'_>) {
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    let written = describe(operation, media, &[quote!(link)], names);
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
        let text = mark(field, def);
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

fn descriptions(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            descriptions(&path, found);
        } else if matches!(extension, Some("yaml" | "yml" | "json")) {
            found.push(path);
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
#[allow(clippy::print_stderr, reason = "says that it is skipped")]
fn operations_of_real_descriptions_are_read_as_they_were_written() {
    let Some(corpus) = env::var_os("LEAN_CORPUS") else {
        eprintln!("skipped: `LEAN_CORPUS` does not name a folder of descriptions");
        return;
    };
    let mut paths = Vec::new();
    descriptions(Path::new(&corpus), &mut paths);
    let mut checked = Checked::default();
    for path in paths {
        check(&path, &mut checked);
    }
    eprintln!(
        "{} operations, {} members",
        checked.operations, checked.members
    );
    assert!(checked.operations > 0);
}
