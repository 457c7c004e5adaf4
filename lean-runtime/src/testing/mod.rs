//! For tests of applications: a transport without a network.
