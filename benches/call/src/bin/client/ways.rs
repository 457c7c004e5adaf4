//! The ways to make a call: GET a customer or a list of 100 transactions, and read it as a type.

use call::authority::Files;
use call::by_hand::{Customer, Transactions};
use call::clients::{self, HyperClient, TOKEN, Version};
use call::{Bank as _, bank};
use http::{Request, header};
use http_body_util::{BodyExt as _, Empty};
use lean::Client;
use serde::de::DeserializeOwned;

const CUSTOMER: &str = "7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11";
const ACCOUNT: &str = "3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33";
const ENTITY: &str = "0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22";

/// The call that is made.
#[derive(Clone, Copy)]
pub enum Kind {
    Get,
    List,
}

impl Kind {
    /// The kind of this name.
    pub fn parse(name: &str) -> Kind {
        match name {
            "get" => Kind::Get,
            "list" => Kind::List,
            _ => panic!("`{name}` is neither `get` nor `list`"),
        }
    }

    fn target(self) -> String {
        match self {
            Kind::Get => format!("/customers/v1/{CUSTOMER}/"),
            Kind::List => format!(
                "/data/v2/accounts/{ACCOUNT}/transactions?entity_id={ENTITY}&page=3&size=100"
            ),
        }
    }
}

/// A client that makes the calls.
pub enum Way {
    Lean(Client),
    /// reqwest with one of the two JSON libraries, types by hand.
    Reqwest(reqwest::Client, String, Json),
    /// hyper-util's client alone, with serde_json: the limit of what a client over it can reach.
    Hyper(HyperClient, String, Json),
}

/// A library that reads JSON.
#[derive(Clone, Copy)]
pub enum Json {
    Serde,
    Sonic,
}

impl Way {
    /// The way of this name.
    pub fn new(name: &str, url: &str, files: &Files, version: Version) -> Way {
        let url_of_all = url.to_owned();
        match name {
            "lean" => Way::Lean(clients::ours(files, url, version)),
            "reqwest" => Way::Reqwest(clients::reqwest(files, version), url_of_all, Json::Serde),
            "reqwest-sonic" => {
                Way::Reqwest(clients::reqwest(files, version), url_of_all, Json::Sonic)
            }
            "hyper" => Way::Hyper(clients::hyper(files, version), url_of_all, Json::Serde),
            "hyper-sonic" => Way::Hyper(clients::hyper(files, version), url_of_all, Json::Sonic),
            _ => panic!("no way `{name}`"),
        }
    }

    pub async fn call(&self, kind: Kind) {
        match (self, kind) {
            (Way::Lean(client), Kind::Get) => {
                let id = CUSTOMER.parse().expect("an id");
                let reply = client.get_customer_by_id(id).await;
                reply.expect("a customer");
            }
            (Way::Lean(client), Kind::List) => {
                let account: bank::AccountId = ACCOUNT.parse().expect("an id");
                let entity: bank::EntityId = ENTITY.parse().expect("an id");
                let call = client.fetch_transactions_v2(account, entity);
                let list = call.page(3).size(100).await.expect("a list");
                let data = list.data.as_ref().expect("data");
                assert_eq!(data.transactions.as_ref().map(Vec::len), Some(100));
            }
            (Way::Reqwest(client, url, json), kind) => {
                let url = format!("{url}{}", kind.target());
                let request = client.get(url).bearer_auth(TOKEN);
                let request = request.header(header::ACCEPT, "application/json");
                let reply = request.send().await.expect("a reply");
                let reply = reply.error_for_status().expect("a success");
                read(*json, kind, &reply.bytes().await.expect("a body"));
            }
            (Way::Hyper(client, url, json), kind) => {
                let request = Request::get(format!("{url}{}", kind.target()))
                    .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
                    .header(header::ACCEPT, "application/json")
                    .body(Empty::new())
                    .expect("a request");
                let reply = client.request(request).await.expect("a reply");
                assert!(reply.status().is_success());
                let body = reply.into_body().collect().await.expect("a body");
                read(*json, kind, &body.to_bytes());
            }
        }
    }
}

fn read(json: Json, kind: Kind, body: &[u8]) {
    match kind {
        Kind::Get => drop(decode::<Customer>(json, body)),
        Kind::List => {
            let list = decode::<Transactions>(json, body);
            let data = list.data.expect("data");
            assert_eq!(data.transactions.map(|list| list.len()), Some(100));
        }
    }
}

fn decode<T: DeserializeOwned>(json: Json, body: &[u8]) -> T {
    match json {
        Json::Serde => serde_json::from_slice(body).expect("reads"),
        Json::Sonic => sonic_rs::from_slice(body).expect("reads"),
    }
}
