//! Calls that a fake of a trait has no answer for.

use crate::Error;
use crate::client::poll_here;
use crate::request::{BoxFuture, Execute, Reply, Request};

/// An executor that fails every call of the methods that a fake of the trait of that name leaves
/// out.
pub(crate) struct Unfaked(pub(crate) &'static str);

impl Execute for Unfaked {
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>> {
        let error = Error::unfaked(request.operation, self.0);
        Box::pin(async move { Err(error) })
    }

    fn block_on(&self, future: BoxFuture<()>) {
        poll_here(future);
    }
}
