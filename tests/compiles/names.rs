//! Names: of the crate, of modules, of methods, and of other items in scope.

/// The facade under another name, as when it is renamed or re-exported.
pub mod renamed {
    /// A custom crate that re-exports the facade.
    pub mod mine {
        pub use lean as banking;
    }

    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", crate = crate::names::renamed::mine::banking)]
    pub trait Bank {
        fn get_customer();
        #[operation(getCustomer)]
        async fn checked(
            &self,
            customer_id: &bank::CustomerId,
        ) -> Result<bank::Customer, lean::Error>;
    }
}

/// The module of models under another name.
pub mod module {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", module = models)]
    pub trait Bank {
        fn get_customer();
    }

    /// The model of a customer, which must exist here.
    pub type Customer = models::Customer;
}

/// Keywords as names of methods.
pub mod keywords {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        #[operation(getCustomer)]
        fn r#match();
        #[operation(ping)]
        fn r#type();
        #[operation(search)]
        async fn r#in(
            &self,
            q: &str,
            r#type: Option<&str>,
        ) -> Result<bank::SearchReply, lean::Error>;
    }
}

/// Names that shadow the prelude's.
pub mod shadowed {
    /// Not the one that everybody knows.
    #[derive(Debug)]
    pub struct Option;
    /// Nor this.
    #[derive(Debug)]
    pub struct Result;
    /// Nor this.
    #[derive(Debug)]
    pub struct String;
    /// Nor this.
    #[derive(Debug)]
    pub struct Vec;
    /// Nor this.
    pub trait Send {}
    /// Nor this.
    pub mod std {}
    /// Nor this.
    pub mod core {}

    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml", operations = all)]
    pub trait Bank {}
}

/// The same trait twice, in modules of their own.
pub mod twice {
    /// A bank.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait Bank {
        fn get_customer();
    }

    /// Another.
    #[lean::api(spec = "tests/ui/specs/bank.yaml")]
    pub trait OtherBank {
        fn get_customer();
    }
}

/// Every name that generated code, the prelude, calls and clients have already, in every position.
pub mod everywhere {
    /// Names.
    #[lean::api(spec = "tests/specs/names.yaml", operations = all, webhooks)]
    pub trait Names {}

    use lean::{At, Client};

    fn client() -> Client {
        let client = Client::builder(At::new("https://api.example.com"));
        client.bearer("t").build().expect("a client")
    }

    /// Sets parameters by methods of these names; each is to be in the query, by its own name.
    macro_rules! set {
        ($($method:ident $name:literal)*) => {{
            let client = client();
            $({
                let request = client.setters().$method("1").request().expect("a request");
                assert_eq!(request.query, concat!($name, "=1"));
            })*
        }};
    }

    #[test]
    fn parameters_are_set_by_methods_of_their_own() {
        set! {
            with_clone "clone"
            with_clone_from "clone_from"
            with_clone_into "clone_into"
            with_into "into"
            with_to_owned "to_owned"
            with_try_into "try_into"
            with_any "any"
            with_deref "deref"
            with_fmt "fmt"
            with_header "header"
            with_idempotency_key "idempotency_key"
            with_into_call "into_call"
            with_into_future "into_future"
            with_new "new"
            with_of "of"
            with_pages "pages"
            with_query "query"
            with_request "request"
            with_send "send"
            with_send_raw "send_raw"
            with_with_timeout "timeout"
            with_unchecked "unchecked"
            with_wait "wait"
            with_with_with "with"
            self_ "self"
            r#type "type"
            body "body"
            request_body "request_body"
        }
        let call = client().setters().query("left[out][]", "a b");
        assert_eq!(
            call.request().expect("a request").query,
            "left%5Bout%5D%5B%5D=a%20b"
        );
    }

    #[test]
    fn a_member_keeps_its_name_beside_the_others() {
        let json = r#"{"rest":"a","rest_member":"d","default":"c","new":"b","more":"e"}"#;
        let members: names::Members = lean::model::decode(json).expect("members");
        assert_eq!(members.rest_member_2, "a");
        assert_eq!(members.rest_member.as_deref(), Some("d"));
        assert_eq!(members.rest["more"], "e");
        assert_eq!(lean::model::encode(&members), json);
    }
}

/// Traits named after crates, primitive types and tools.
pub mod crates {
    macro_rules! traits {
        ($($name:ident)*) => {$(
            #[doc = "A bank."]
            #[lean::api(spec = "tests/ui/specs/bank.yaml")]
            pub trait $name {
                fn ping();
            }
        )*};
    }

    traits!(Lean Std Core Alloc Str Bool U8 Usize Diagnostic Clippy Test);

    /// They are what they were.
    #[must_use]
    pub fn text(count: u8) -> String {
        let count = usize::from(count);
        std::iter::repeat_n('a', count).collect::<String>()
            + if core::convert::identity(true) {
                ""
            } else {
                "b"
            }
    }

    /// The models are here.
    pub type Ping = lean_models::Ping;
}
