//! The reader of documents, through its public interface.

mod corpus;
mod hostile;
mod json;
mod oracle;
mod places;
mod support;
mod yaml;
