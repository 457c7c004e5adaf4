//! One logical call: plan it, send it, repeat it where that is harmless, within its deadline.

use std::sync::Arc;

use tokio::time::Instant;

use super::{attempt, core::Core, plan::Plan};
use crate::{
    Error,
    request::{Reply, Request},
};

pub(super) async fn run(
    core: Arc<Core>,
    scopes: Option<Arc<[String]>>,
    request: Request,
) -> Result<Reply, Error> {
    let plan = Plan::new(&core, scopes, request)?;
    let start = Instant::now();
    attempt::send(&core, &plan, 1, start)
        .await
        .map_err(|failed| failed.error)
}
