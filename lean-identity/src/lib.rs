//! The identity with which a program presents itself over mutual TLS, and what a server makes of it.
//!
//! ```text
//! files, archives, stores --identity--> Loaded --tls--> configuration, faults with a remedy --doctor--> Diagnosis
//! ```
//!
//! Useful to any HTTP client over `rustls`: nothing here knows of OpenAPI or of calls.

mod crypto;
pub mod doctor;
pub mod identity;
mod observe;
pub mod tls;
