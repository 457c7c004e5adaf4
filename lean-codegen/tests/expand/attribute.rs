//! The arguments of the attribute, and of the attributes on traits, methods and arguments.

use super::{expanded, messages, says};

/// Asserts the messages about an attribute, first lines only.
#[track_caller]
fn attribute_says(attribute: &str, expected: &[&str]) {
    let messages = messages(&expanded(attribute, "pub trait Bank { fn ping(); }"));
    let first: Vec<&str> = messages
        .iter()
        .map(|message| message.lines().next().unwrap_or_default())
        .collect();
    assert_eq!(first, expected, "{}", messages.join("\n"));
}

#[test]
fn arguments_are_split_at_their_commas() {
    attribute_says("spec = \"bank.yaml\", webhooks,", &[]);
    attribute_says(
        "spce = \"x\", spec = \"bank.yaml\", tgas = [A]",
        &[
            "no argument `spce`; did you mean `spec`?",
            "no argument `tgas`; did you mean `tags`?",
        ],
    );
    attribute_says(
        "spec = \"bank.yaml\", spec = \"bank.yaml\"",
        &["`spec` is given twice"],
    );
    attribute_says(
        "\"bank.yaml\"",
        &["expected the name of an argument: `spec = \"bank.yaml\"`"],
    );
    attribute_says(
        "spec \"bank.yaml\"",
        &["`spec` takes a path in quotes: `spec = \"openapi.yaml\"`"],
    );
    for facade in ["crate = 3", "crate = \"my lean\"", "crate"] {
        attribute_says(
            &format!("spec = \"bank.yaml\", {facade}"),
            &["`crate` takes the path of this crate: `crate = my::lean`"],
        );
    }
}

#[test]
fn names_that_are_not_there_find_the_nearest() {
    attribute_says(
        "spec = \"bank.yaml\", tags = [Customrs]",
        &["no operation carries the tag `Customrs`; did you mean `Customers`?"],
    );
    attribute_says(
        "spec = \"bank.yaml\", operations = [getCustmer]",
        &["the description has no operation `getCustmer`; did you mean `getCustomer`?"],
    );
    attribute_says(
        "spec = \"bank.yaml\", opaque = [Transacton]",
        &["the description has no schema `Transacton`; did you mean `Transaction`?"],
    );
    says(
        "fn get_custmer();",
        &["the description has no operation `get_custmer`; did you mean `get_customer`?"],
    );
    let messages = super::messages_of("fn customer();");
    assert!(
        messages[0].contains("it has `get_customer`, `delete_customer`, `get_transactions`"),
        "{}",
        messages[0]
    );
    says(
        "#[operation(GET \"/bank/v1\")] fn banks();",
        &["the description has no `GET /bank/v1`; did you mean `GET /banks/v1`?"],
    );
    says(
        "#[operation(POST \"/banks/v1\")] fn banks();",
        &["the description has no `POST /banks/v1`; did you mean `GET /banks/v1`?"],
    );
}

#[test]
fn headers_and_deadlines_are_checked() {
    says("#[header(\"X-A\", \"b\")] #[timeout(2.5)] fn ping();", &[]);
    says(
        "#[header(\"X A\", \"b\")] fn ping();",
        &["`X A` is not the name of a header"],
    );
    says(
        "#[header(\"X-A\", \"b\\n\")] fn ping();",
        &[
            "the value of header `X-A` has a character that a header cannot carry: a line break or another control character",
        ],
    );
    says(
        "#[header(\"Host\", \"b\")] fn ping();",
        &["header `Host` is set by the client itself"],
    );
    says(
        "#[header = \"b\"] fn ping();",
        &[
            "`#[header]` on a method takes a name and a value, both in quotes: `#[header(\"x-client\", \"my-app\")]`",
        ],
    );
    says(
        "#[timeout(\"2s\")] fn ping();",
        &["`#[timeout]` takes a number of seconds: `#[timeout(30)]` or `#[timeout(0.5)]`"],
    );
    says(
        "#[timeout(0)] fn ping();",
        &["a timeout is longer than zero and at most a year"],
    );
}

#[test]
fn traits_in_modules_are_read_with_their_places() {
    let module_says = |items: &str, expected: &[&str]| {
        let emitted = expanded(
            "spec = \"bank.yaml\"",
            &format!("pub mod bank {{ {items} }}"),
        );
        let messages = messages(&emitted);
        let first: Vec<&str> = messages
            .iter()
            .map(|message| message.lines().next().unwrap_or_default())
            .collect();
        assert_eq!(first, expected, "{}", messages.join("\n"));
    };
    module_says(
        "#[lean::api(spec = \"bank.yaml\")] pub trait One { fn ping(); }",
        &[
            "`#[lean::api(..)]` is needed once, on the module: on a trait in it, write `#[api(tags = [..])]` or nothing",
        ],
    );
    module_says(
        "#[api(tag = [Data])] pub trait One {} #[api(spec = \"bank.yaml\")] pub trait Two {}",
        &[
            "no argument `tag`; did you mean `tags`?",
            "`spec` belongs to the module, once for all its traits",
        ],
    );
    module_says(
        "#[api(operations = all, tags = [Data])] pub trait One {}",
        &["choose by `operations` or by `tags`, not by both"],
    );
    module_says(
        "fn ping();",
        &["put methods into a trait: `pub trait Bank { fn get_thing(); }`"],
    );
    module_says(
        "pub trait One { fn ping(); } pub trait One { fn search(); }",
        &["the trait `One` is declared twice: put the methods of both into one trait"],
    );
    module_says("pub trait One { fn ping(); } fn mine() {}", &[]);
    attribute_says(
        "spec = \"bank.yaml\", module = Bank",
        &["`Bank` is the trait: its models need a name of their own, `module = bank`"],
    );
}

#[test]
fn foreign_attributes_are_reported_with_ours() {
    let route = "name the operation: `#[operation(GET \"/ping\")]`";
    for attribute in [
        "operation(GET, \"/ping\")",
        "operation(get = \"/ping\")",
        "operation(method = \"GET\", path = \"/ping\")",
    ] {
        says(&format!("#[{attribute}] fn alive();"), &[route]);
    }
    for attribute in ["get(\"/ping\")", "GET(\"/ping\")"] {
        let word = &attribute[..3];
        let expected = format!("no attribute `{word}`: write `#[operation(GET \"/ping\")]`");
        says(&format!("#[{attribute}] fn alive();"), &[&expected]);
    }
    says(
        "#[route(GET, \"/ping\")] fn alive();",
        &["no attribute `route`: write `#[operation(GET \"/ping\")]`"],
    );
    for attribute in ["operation = \"ping\"", "operation(id = \"ping\")"] {
        says(
            &format!("#[{attribute}] fn alive();"),
            &["name the operation: `#[operation(ping)]`"],
        );
    }
    says(
        "#[lean::operation(ping)] fn alive();",
        &["write `operation` without a path: `#[operation(ping)]`"],
    );
    says(
        "#[operation(\"/payments\")] fn pay();",
        &["a route begins with its method: write `POST \"/payments\"`"],
    );
    says(
        "#[operation(GET \"https://api.bank.test/v2/ping\")] fn alive();",
        &["a route has no server, because the client has one: write `GET \"/ping\"`"],
    );
    says("#[operation(get \"/ping\")] fn alive();", &[]);
    says("#[get(other)] fn ping();", &[]);
}

#[test]
fn attributes_of_arguments_are_checked() {
    let check_argument = |argument: &str, expected: &str| {
        says(
            &format!(
                "async fn get_transactions(&self, account_id: &str, {argument}) -> Result<(), lean::Error>;"
            ),
            &[expected],
        );
    };
    check_argument(
        "#[qurey] page: i64",
        "no attribute `qurey` for an argument; did you mean `#[query]`?",
    );
    check_argument(
        "#[path] page: i64",
        "`page` goes in the query: write `#[query]`",
    );
    check_argument(
        "#[query(name = \"pag\")] p: i64",
        "`getTransactions` has no query parameter `pag`; did you mean `page`?",
    );
    check_argument(
        "#[header(name = \"X-Nothing\")] p: &str",
        "`getTransactions` has no header `X-Nothing`",
    );
    check_argument("#[body] b: &str", "`getTransactions` takes no body");
    for attribute in [
        "#[query(pages)]",
        "#[query = \"pages\"]",
        "#[query(rename = \"pages\")]",
    ] {
        check_argument(
            &format!("{attribute} p: i64"),
            "write its name in quotes: `#[query(name = \"pages\")]`",
        );
    }
    check_argument(
        "#[query] #[header] page: i64",
        "an argument binds to one thing: remove `#[query]` or `#[header]`",
    );
    check_argument(
        "(a, b): (i64, i64)",
        "an argument must be a plain name: the name says which parameter it binds to",
    );
}
