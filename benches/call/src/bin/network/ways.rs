//! The ways to make the same call: GET a customer, read it as a type.

use call::authority::Files;
use call::by_hand::Customer;
use call::clients::{self, HyperClient, TOKEN, Version};
use call::{Bank as _, bank};
use http::header;
use http_body_util::{BodyExt as _, Empty};
use lean::Client;

const CUSTOMER: &str = "7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11";

/// A way to make a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Ours,
    /// With serde_json, by hand.
    Reqwest,
    /// hyper-util's client alone, with serde_json: the limit of what a client over it can reach.
    Hyper,
}

impl Way {
    pub const ALL: [Way; 3] = [Way::Ours, Way::Reqwest, Way::Hyper];

    /// The way of this name.
    pub fn parse(name: &str) -> Way {
        let mut all = Way::ALL.into_iter();
        all.find(|way| format!("{way:?}") == name).expect("a way")
    }
}

/// A client for each way.
pub struct Ways {
    ours: Client,
    reqwest: reqwest::Client,
    hyper: HyperClient,
    base: String,
    customer: bank::CustomerId,
}

impl Ways {
    pub fn new(files: &Files, port: u16, version: Version) -> Ways {
        let base = format!("https://localhost:{port}");
        Ways {
            ours: clients::ours(files, &base, version),
            reqwest: clients::reqwest(files, version),
            hyper: clients::hyper(files, version),
            base,
            customer: CUSTOMER.parse().expect("an id"),
        }
    }

    pub async fn call(&self, way: Way) {
        match way {
            Way::Ours => {
                let reply = self.ours.get_customer_by_id(self.customer).await;
                reply.expect("a customer");
            }
            Way::Reqwest => self.by_reqwest().await,
            Way::Hyper => self.by_hyper().await,
        }
    }

    async fn by_reqwest(&self) {
        let url = format!("{}/customers/v1/{CUSTOMER}/", self.base);
        let reply = self
            .reqwest
            .get(url)
            .bearer_auth(TOKEN)
            .header(header::ACCEPT, "application/json")
            .send()
            .await
            .expect("a reply");
        let reply = reply.error_for_status().expect("a success");
        reply.json::<Customer>().await.expect("a customer");
    }

    async fn by_hyper(&self) {
        let request = http::Request::get(format!("{}/customers/v1/{CUSTOMER}/", self.base))
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::ACCEPT, "application/json")
            .body(Empty::new())
            .expect("a request");
        let reply = self.hyper.request(request).await.expect("a reply");
        assert!(reply.status().is_success());
        let body = reply
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        serde_json::from_slice::<Customer>(&body).expect("a customer");
    }
}
