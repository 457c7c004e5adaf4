//! Tokens from a source that the application supplies.

use std::sync::Arc;

use super::{Mint, MintRequest, Token, TokenFailure, TokenSource};
use crate::{error::ErrorCode, request::BoxFuture};

/// A source that the application supplies, as the cache sees it.
pub(crate) struct CustomSource(pub(crate) Arc<dyn TokenSource>);

impl Mint for CustomSource {
    fn mint(&self, wanted: MintRequest) -> BoxFuture<Result<Token, TokenFailure>> {
        let token = self.0.token(wanted.request);
        Box::pin(async move {
            token
                .await
                .map_err(|error| TokenFailure::new(ErrorCode::TokenSource, None, Some(error)))
        })
    }
}
