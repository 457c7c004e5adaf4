//! The checks of a diagnosis and their results.

use jiff::Timestamp;

use crate::identity::CertificateSummary;

/// The checks in order, each with its result.
///
/// `Display` prints it for people, [`to_json`](Self::to_json) for programs. Neither holds a secret.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    pub(super) url: Option<String>,
    pub(super) at: Timestamp,
    pub(super) checks: Vec<Check>,
    pub(super) certificates: Vec<Expiry>,
    pub(super) commands: Vec<String>,
}

impl Default for Diagnosis {
    fn default() -> Self {
        Self {
            url: None,
            at: Timestamp::now(),
            checks: Vec::new(),
            certificates: Vec::new(),
            commands: Vec::new(),
        }
    }
}

impl Diagnosis {
    /// Returns true if no check failed. Warnings are allowed.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.checks
            .iter()
            .all(|check| check.state != CheckStatus::Fail)
    }

    /// Every check, in the order in which things happen.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The check of this topic, if it belongs to what was examined. Of several, the gravest.
    #[must_use]
    pub fn check(&self, topic: Topic) -> Option<&Check> {
        self.checks
            .iter()
            .filter(|check| check.topic == topic)
            .max_by_key(|check| check.state)
    }

    /// Returns every certificate that was seen: ours, those of the chain file and the server's.
    #[must_use]
    pub fn certificates(&self) -> &[Expiry] {
        &self.certificates
    }

    /// The command lines that try the same with `curl` and `openssl`. They name files, and hold no secret.
    #[must_use]
    pub fn commands(&self) -> &[String] {
        &self.commands
    }

    pub(super) fn push(&mut self, check: Check) {
        self.checks.push(check);
    }

    pub(super) fn push_all(&mut self, checks: impl IntoIterator<Item = Check>) {
        self.checks.extend(checks);
    }

    /// Replaces the checks of this topic with the given one.
    pub(super) fn replace(&mut self, check: Check) {
        self.checks.retain(|other| other.topic != check.topic);
        self.checks.push(check);
    }

    /// Adds a skipped check for each topic that was not reached, and sorts the checks by topic.
    pub(super) fn finish(&mut self) {
        for &topic in Topic::ALL {
            if self.check(topic).is_none() {
                self.push(match topic {
                    Topic::Identity => Check::skipped(topic, "no identity was given"),
                    Topic::Expiry => Check::skipped(topic, "no certificate was seen"),
                    _ => Check::not_reached(topic),
                });
            }
        }
        self.checks.sort_by_key(|check| check.topic);
    }
}

/// The reason of checks after a failure.
pub(super) const NOT_REACHED: &str = "not reached";

/// A check with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// The subject of the check.
    pub topic: Topic,
    /// The result of the check.
    pub state: CheckStatus,
    /// The stable code of the failure, as in errors: for instance `CLIENT_CERT_REJECTED`.
    pub code: Option<&'static str>,
    /// The finding: one sentence without a full stop.
    pub what: String,
    /// The remedy: one sentence without a full stop.
    pub remedy: Option<String>,
    /// False if an earlier failure put the check out of reach.
    pub(super) is_reached: bool,
}

impl Check {
    pub(super) fn ok(topic: Topic, what: impl Into<String>) -> Self {
        Self::new(topic, CheckStatus::Ok, what)
    }

    pub(super) fn skipped(topic: Topic, why: impl Into<String>) -> Self {
        Self::new(topic, CheckStatus::Skipped, why)
    }

    fn not_reached(topic: Topic) -> Self {
        Self {
            is_reached: false,
            ..Self::skipped(topic, NOT_REACHED)
        }
    }

    pub(super) fn warn(topic: Topic, code: &'static str, what: impl Into<String>) -> Self {
        Self {
            code: Some(code),
            ..Self::new(topic, CheckStatus::Warn, what)
        }
    }

    pub(super) fn fail(topic: Topic, code: &'static str, what: impl Into<String>) -> Self {
        Self {
            code: Some(code),
            ..Self::new(topic, CheckStatus::Fail, what)
        }
    }

    pub(super) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    fn new(topic: Topic, state: CheckStatus, what: impl Into<String>) -> Self {
        Self {
            topic,
            state,
            code: None,
            what: what.into(),
            remedy: None,
            is_reached: true,
        }
    }
}

/// The result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckStatus {
    /// The check was not reached, or there was nothing to examine.
    Skipped,
    /// All is well.
    Ok,
    /// A way that works now, but may not work everywhere or may stop working soon.
    Warn,
    /// A failure.
    Fail,
}

impl CheckStatus {
    /// `ok`, `warn`, `fail` or `skipped`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

macro_rules! topics {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The subjects of the checks, in the order in which they run. New releases may add
        /// variants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Topic {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Topic {
            /// Every topic, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its stable name, for instance `server chain`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

topics! {
    /// The key, certificate and chain of the application.
    Identity = "identity",
    /// The URL.
    Url = "url",
    /// The addresses of the host name.
    Dns = "dns",
    /// The TCP connection to the addresses.
    Tcp = "tcp",
    /// Version, cipher suite and application protocol of TLS.
    Tls = "tls",
    /// The larger first message of post-quantum key exchange.
    PostQuantum = "post-quantum",
    /// The trust in the server's certificate.
    ServerChain = "server chain",
    /// The match between the server's certificate and the host name.
    ServerName = "server name",
    /// The server's request for a client certificate, and its acceptance of ours.
    ClientCertificate = "client certificate",
    /// The authorities that the server names, which should include our issuer.
    Authorities = "authorities",
    /// The server's answer to a bare request.
    Http = "http",
    /// The difference between the server's clock and ours.
    Clock = "clock",
    /// When the certificates expire.
    Expiry = "expiry",
}

/// When a certificate expires.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expiry {
    /// The owner of the certificate.
    pub owner: Owner,
    /// The certificate.
    pub certificate: CertificateSummary,
    /// Whole days left when it was examined; negative once it has expired.
    pub days_left: i64,
}

/// The owner of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Owner {
    /// We send it.
    Ours,
    /// The certificate is in the chain file.
    ChainFile,
    /// The server shows it.
    Server,
}

impl Owner {
    /// `ours`, `chain file` or `server`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::ChainFile => "chain file",
            Self::Server => "server",
        }
    }
}
