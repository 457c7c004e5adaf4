//! Calls that a fake of a trait has no answer for.

use std::sync::Arc;

use crate::Error;
use crate::blocking::poll_here;
use crate::call::Executor;
use crate::request::{BoxFuture, Execute, Reply, Request};

/// What fails every call: of the methods of a trait that a fake leaves out.
pub(crate) fn unfaked(name: &'static str) -> Executor {
    Arc::new(Unfaked(name))
}

struct Unfaked(&'static str);

impl Execute for Unfaked {
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>> {
        let error = Error::unfaked(request.operation, self.0);
        Box::pin(async move { Err(error) })
    }

    fn block_on(&self, future: BoxFuture<()>) {
        poll_here(future);
    }
}
