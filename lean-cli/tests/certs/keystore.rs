//! `certs keystore`: PKCS#12.

use std::fs;
use std::path::Path;

use super::{directory, ends, holds, lean, only_for_its_owner, sandbox};

#[test]
fn keystore_is_written_for_its_owner_and_read_again() {
    let folder = directory("keystore", sandbox().files());
    let store = format!("{folder}-app.p12");
    let _ = fs::remove_file(&store);
    let arguments = [
        "certs",
        "keystore",
        &folder,
        "--out",
        &store,
        "--password-env",
        "STORE_PASSWORD",
    ];
    let (_, error) = ends(1, lean(&arguments).env_remove("STORE_PASSWORD"));
    holds(&error, &["STORE_PASSWORD"]);
    let (out, _) = ends(0, lean(&arguments).env("STORE_PASSWORD", "correct horse"));
    holds(&out, &["alias `app`", "keytool -list"]);
    assert!(!out.contains("correct horse"));
    only_for_its_owner(Path::new(&store));
    let show = [
        "certs",
        "show",
        &store,
        "--passphrase-env",
        "STORE_PASSWORD",
    ];
    let (out, _) = ends(0, lean(&show).env("STORE_PASSWORD", "correct horse"));
    holds(&out, &["private key   EC P-256", "certificate   "]);
    let (_, error) = ends(1, lean(&show).env("STORE_PASSWORD", "wrong"));
    holds(&error, &["PKCS12_UNREADABLE"]);
    let (_, error) = ends(1, lean(&arguments).env("STORE_PASSWORD", "correct horse"));
    holds(&error, &["is there already"]);
}

#[test]
fn keystore_takes_the_password_from_a_file_and_never_from_an_argument() {
    let folder = directory("keystore-file", sandbox().files());
    let (store, password) = (format!("{folder}-app.p12"), format!("{folder}-password"));
    let _ = fs::remove_file(&store);
    fs::write(&password, "correct horse\n").expect("the folder for tests can be written");
    ends(
        0,
        &mut lean(&[
            "certs",
            "keystore",
            &folder,
            "--out",
            &store,
            "--password-file",
            &password,
        ]),
    );
    let (_, error) = ends(
        2,
        &mut lean(&["certs", "keystore", &folder, "--out", &store]),
    );
    holds(&error, &["--password-env", "--password-file"]);
    ends(
        2,
        &mut lean(&[
            "certs",
            "keystore",
            &folder,
            "--out",
            &store,
            "--password",
            "x",
        ]),
    );
}
