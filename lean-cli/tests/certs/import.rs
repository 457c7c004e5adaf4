//! `certs import`: the portal's archives.

use std::fs;
use std::path::Path;

use lean_sandbox::Files;

use super::{ends, holds, lean, only_for_its_owner, sandbox, scratch, shown};

#[test]
fn import_makes_the_three_files_and_overwrites_none() {
    let folder = scratch("import");
    let [app, chain, out] = ["new_certificate.zip", "certificate_chain.zip", "out"]
        .map(|name| shown(&folder.join(name)));
    fs::write(&app, sandbox().files().app_zip()).expect("the folder for tests can be written");
    fs::write(&chain, sandbox().files().chain_zip()).expect("the folder for tests can be written");
    let import = ["certs", "import", &app, &chain, "--out", &out];

    let (printed, _) = ends(0, &mut lean(&import));
    holds(
        &printed,
        &["wrote ", "my_app_private_key.pem", "certificate: "],
    );
    let key = Path::new(&out).join("my_app_private_key.pem");
    only_for_its_owner(&key);
    assert_eq!(
        fs::read_to_string(&key).expect("it was written"),
        sandbox().files().private_key_pem
    );
    ends(0, &mut lean(&["certs", "check", &out]));

    let (_, error) = ends(1, &mut lean(&import));
    holds(&error, &["is there already", "--force"]);
    ends(0, lean(&import).arg("--force"));
    only_for_its_owner(&key);
    let left = fs::read_dir(&out).expect("a directory").count();
    assert_eq!(left, 3, "nothing else is left behind");
}

#[test]
fn import_of_archives_that_do_not_fit_writes_nothing() {
    let folder = scratch("import-unfit");
    let other = sandbox()
        .authority()
        .client()
        .sign()
        .expect("a signed certificate");
    let files = Files {
        private_key_pem: other.private_key_pem,
        ..sandbox().files().clone()
    };
    let [app, chain, out] = ["a.zip", "b.zip", "out"].map(|name| shown(&folder.join(name)));
    fs::write(&app, files.app_zip()).expect("the folder for tests can be written");
    fs::write(&chain, files.chain_zip()).expect("the folder for tests can be written");
    let (_, error) = ends(
        1,
        &mut lean(&["certs", "import", &app, &chain, "--out", &out]),
    );
    holds(&error, &["KEY_CERT_MISMATCH"]);
    assert!(!Path::new(&out).exists());
    let (_, error) = ends(1, &mut lean(&["certs", "import", &app, "--out", &out]));
    assert!(error.starts_with("error: "), "{error}");
}
