//! Calls that have their answer already, for fakes of a trait.

use http::HeaderValue;
use http::header::CONTENT_TYPE;

use crate::Error;
use crate::call::{Call, Callable};
use crate::client::poll_here;
use crate::error::Passport;
use crate::model::{self, Slot};
use crate::request::{BoxFuture, Execute, Reply, Request};

/// A call that yields this value without being sent anywhere: what a fake of a trait gives back.
///
/// ```ignore
/// struct Fake;
///
/// impl Bank for Fake {
///     fn get_thing(&self, id: ThingId) -> lean::Call<bank::GetThing> {
///         lean::testing::answered(&bank::Thing::new(id))
///     }
/// }
/// ```
pub fn answered<O: Callable>(value: &dyn Slot) -> Call<O> {
    let executor = Answered {
        json: model::encode(value),
    };
    Call::<O>::new(std::sync::Arc::new(executor)).answered()
}

struct Answered {
    json: String,
}

impl Execute for Answered {
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>> {
        let passport = Passport::new(request.operation);
        let mut reply = Reply::new(http::StatusCode::OK, self.json.clone(), passport);
        reply
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Box::pin(async move { Ok(reply) })
    }

    fn block_on(&self, future: BoxFuture<()>) {
        poll_here(future);
    }
}
