//! The contract of a description: what it demands of requests and promises of responses, as facts to compare.
//!
//! A [`Contract`] holds no Rust names and no documentation. References are followed, `allOf` is merged, and the
//! spellings of OpenAPI 3.0, 3.1 and 3.2 are made equal, so two descriptions that mean the same have the same
//! contract. Schemas are in one list and refer to each other by [`SchemaId`], since they may hold themselves.
//!
//! Comes from [`Description::contract`](crate::document::Description::contract).

mod operation;
mod schema;

pub use operation::{
    BodyContract, HeaderContract, InboundContract, MediaContract, OperationContract,
    ParameterContract, ResponseContract, SchemeContract, ServerContract,
};
pub use schema::{
    Additional, Discriminator, LIMIT_KEYWORDS, Limit, Listed, Member, SchemaContract, SchemaId,
    Sources, TEXT_KEYWORDS, TYPES, VariantGroup,
};

/// The comparable facts of the chosen part of a description.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// The title of the description.
    pub title: String,
    /// The version of the API as the description states it.
    pub version: String,
    /// The chosen operations, in the order of the document.
    pub operations: Vec<OperationContract>,
    /// The webhooks, if they were chosen.
    pub webhooks: Vec<InboundContract>,
    /// The servers of the description as a whole.
    pub servers: Vec<ServerContract>,
    /// The security schemes of the description.
    pub schemes: Vec<SchemeContract>,
    /// Component schemas that were chosen by name, with their schema.
    pub named: Vec<(String, SchemaId)>,
    /// Every schema that something above reaches.
    pub schemas: Vec<SchemaContract>,
}

impl Contract {
    /// Returns the schema with the given id.
    ///
    /// # Panics
    /// If the id comes from another contract.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> &SchemaContract {
        &self.schemas[id.0]
    }
}
