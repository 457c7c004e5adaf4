//! What the outside sees of calls: spans and metrics, never secrets or personal data.
