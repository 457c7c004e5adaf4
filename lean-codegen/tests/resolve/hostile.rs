//! Overlays, and documents that mean harm: see below.
