"""A small program that uses the macros: the project that rust-analyzer opens."""

import os
import re
import shutil

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

SIX = [
    "get_customer_by_id",
    "create_customer",
    "get_banks",
    "fetch_accounts_v2",
    "fetch_transactions_v2",
    "create_payment_intent",
]

# Ten types of Lean's description.
DERIVES = """
#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = Customer)]
pub struct User {
    pub app_user_id: String,
    pub government_identifiers: Option<Vec<Identifier>>,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = GovernmentIdentifier)]
pub struct Identifier {
    pub value: String,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = CustomerList)]
pub struct Users {
    pub data: Vec<User>,
    pub page: Position,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = Page)]
pub struct Position {
    pub number: i32,
    pub size: i32,
    pub total_pages: i32,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = Bank)]
pub struct House {
    pub name: String,
    pub arabic_name: Option<String>,
    pub logo: String,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = Money)]
pub struct Sum {
    pub amount: lean::Decimal,
    pub currency: String,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = Transaction)]
pub struct Line {
    pub transaction_information: Option<String>,
    pub amount: Sum,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = Account)]
pub struct Purse {
    pub account_holder_name: Option<String>,
    pub status_update_date_time: Option<lean::DateTime>,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = Session)]
pub struct Visit {
    pub session_url: String,
    pub redirect_url: String,
}

#[derive(lean::Schema)]
#[schema(spec = "SPEC", name = PaymentIntent)]
pub struct Intent {
    pub amount: lean::Decimal,
    pub description: String,
}
"""

TRAIT = """
#[lean::api(spec = "SPEC"CHOICE)]
pub trait Api {
METHODS    // here
}
"""

USE = """
pub async fn use_it(client: &lean::Client) {
    let text = String::new();
    // there
}
"""


class Project:
    """The folder of a program, and the text of its only file."""

    def __init__(self, folder, description, operations, all=False):
        """`operations` are names of methods. Lean's description, the default, comes with ten derivations."""
        self.folder = folder
        self.path = os.path.join(folder, "src", "lib.rs")
        spec = os.path.abspath(description) if description else "api-spec/lean.yaml"
        methods = "".join(f"    fn {name}();\n" for name in operations)
        choice = ", operations = all" if all else ""
        text = TRAIT.replace("CHOICE", choice).replace("METHODS", methods) + USE
        if not description:
            text += DERIVES
        self.text = text.replace("SPEC", spec)
        self.write()

    def write(self):
        os.makedirs(os.path.join(self.folder, "src"), exist_ok=True)
        shutil.copytree(os.path.join(CHECKOUT, "api-spec"), os.path.join(self.folder, "api-spec"), dirs_exist_ok=True)
        shutil.copy(os.path.join(CHECKOUT, "Cargo.lock"), self.folder)
        with open(os.path.join(self.folder, "Cargo.toml"), "w") as file:
            file.write(MANIFEST.format(checkout=CHECKOUT))
        with open(self.path, "w") as file:
            file.write(self.text)


MANIFEST = """[package]
name = "project"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
lean-api = {{ path = "{checkout}" }}

[workspace]
"""


def of_operations(folder, description, operations):
    """A program with a trait of `one`, `six` or `all` operations, or with a plain trait (`none`)."""
    names = operation_names(description) if description else SIX
    counts = {"one": 1, "six": 6}
    if operations in counts:
        return Project(folder, description, names[: counts[operations]])
    if operations == "all":
        return Project(folder, description, [], all=True)
    plain = Project(folder, description, [])
    plain.text = PLAIN + USE
    plain.write()
    return plain


PLAIN = """
pub trait Api {
    fn plain(&self);
    // here
}
"""


def operation_names(description):
    """The methods of a description's operations, from its operation ids."""
    with open(description) as file:
        ids = re.findall(r"\boperationId\W+([A-Za-z][A-Za-z0-9_]*)", file.read())
    return [snake_case(id) for id in ids]


def snake_case(name):
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"([A-Z])([A-Z][a-z])", r"\1_\2", words).lower()
