//! The program that decodes and encodes: the client itself, and a function for each type that has examples.

use lean_codegen::emit::TypeNames;
use lean_codegen::setting::{Reader, Setting, ident};
use lean_openapi::api::{Api, Type, TypeId};
use quote::quote;

/// Prints the size of each type in bytes; then reads lines `type<tab>JSON`, answers each with `=count JSON`, `!why` or `#` for
/// a panic. The count is of values that a union or an enum kept as unknown. All this on a small stack: what overflows it would overflow others.
const MAIN: &str = r##"
    pub fn round<T: ::lean::model::Slot>(text: &str) -> Result<String, String> {
        match ::lean::model::decode_leniently::<T>(text) {
            Ok((_, report)) if !report.is_clean() => Err(format!("{:?}", report.problems())),
            Ok((value, report)) => {
                let copy = value.copy();
                assert!(copy.same(&value));
                assert!(!format!("{:?}", &value as &dyn ::lean::model::Slot).is_empty());
                Ok(format!("{} {}", report.unlisted(), ::lean::model::encode(&copy)))
            }
            Err(error) => Err(format!("{error:?}")),
        }
    }

    pub fn all() {
        std::panic::set_hook(Box::new(|_| {}));
        let sizes: Vec<String> = SIZES.iter().map(|size| size.to_string()).collect();
        println!("{}", sizes.join(" "));
        for line in std::io::stdin().lines() {
            let line = line.unwrap();
            let (ty, text) = line.split_once('\t').unwrap();
            let round = ROUNDS[ty.parse::<usize>().unwrap()];
            match std::panic::catch_unwind(|| round(text)) {
                Ok(Ok(text)) => println!("={}", text.replace('\n', "\\n")),
                Ok(Err(why)) => println!("!{}", why.replace('\n', " ")),
                Err(_) => println!("#"),
            }
        }
    }
}

fn main() {
    let small = std::thread::Builder::new().stack_size(256 << 10);
    small.spawn(driver::all).unwrap().join().unwrap();
}
"##;

/// In a module of its own: the client's types may be called `String` and `Result`.
const HEAD: &str =
    "    use super::api;\n    static ROUNDS: &[fn(&str) -> Result<String, String>] = &[\n";

/// The program's text.
pub(crate) fn program(client: &str, api: &Api, types: &[Type]) -> String {
    let setting = Setting {
        facade: quote!(::lean),
        visibility: quote!(pub),
        module: ident("api"),
        formats: Vec::new(),
        reader: Reader::Person,
    };
    let names = TypeNames::next_to_module(api, &setting);
    let rounds = types
        .iter()
        .map(|ty| format!("        round::<Option<{}>>,\n", names.spell(ty)));
    let rounds: String = rounds.collect();
    let sizes = (0..api.types.len()).map(|id| {
        let ty = names.spell(&Type::Named(TypeId(id)));
        format!("        std::mem::size_of::<{ty}>(),\n")
    });
    let sizes: String = sizes.collect();
    format!(
        "{client}\nmod driver {{\n{HEAD}{rounds}    ];\n    static SIZES: &[usize] = &[\n{sizes}    ];\n{MAIN}"
    )
}
