//! The reader of documents, through its public interface.

mod corpus;
mod oracle;
mod support;
