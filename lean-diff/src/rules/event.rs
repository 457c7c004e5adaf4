//! The events that a comparison finds: what happened to a part of a description.

use super::keyword::{Edit, Keyword};

/// Declares the events with their rule and their sentence.
///
/// In the name of a rule, `{}` is the part that the rule is about. In a sentence, `{s}` is the subject, `{o}` the old
/// and `{n}` the new meaning; `{it}` is the operation, which the reader sees already. Events with an empty sentence have
/// the usual one, made of both meanings.
macro_rules! events {
    ($($event:ident $rule:literal $sentence:literal)*) => {
        /// An event that a comparison finds: what happened to a part of a description.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Event {
            /// A keyword of a schema or a media type changed.
            Keyword(Keyword, Edit),
            $(
                #[doc = concat!("The rule `", $rule, "`; `{}` is the part.")]
                $event,
            )*
        }

        impl Event {
            /// Every event without a keyword.
            #[cfg(test)]
            pub(super) const WITHOUT_KEYWORD: &[Self] = &[$(Self::$event),*];

            /// Returns the pattern of the rule's name, and the pattern of a sentence.
            pub(crate) const fn texts(self) -> (&'static str, &'static str) {
                match self {
                    Self::Keyword(..) => ("{}-{keyword}-{edit}", ""),
                    $(Self::$event => ($rule, $sentence),)*
                }
            }
        }
    };
}

events! {
    // Operations.
    OperationAdded "endpoint-added" "{it} is new"
    OperationRemoved "api-removed-without-deprecation" "{it} is removed"
    OperationRemovedAsAnnounced "api-removed-with-deprecation" "{it} is removed, as announced"
    PathRemoved "api-path-removed-without-deprecation" "{it} is removed"
    PathRemovedAsAnnounced "api-path-removed-with-deprecation" "{it} is removed, as announced"
    RouteChanged "api-route-changed" "{it} is now {n}"
    OperationIdAdded "api-operation-id-added" "{it} is now called {n}"
    OperationIdChanged "api-operation-id-changed" "{it} is called {n} now, not {o}"
    OperationIdRemoved "api-operation-id-removed" "{it} no longer has the `operationId` {o}"
    OperationIdRespelled "api-operation-id-respelled" "{it} is now spelled {n}"
    TagAdded "api-tag-added" "{it} has the new tag {n}"
    TagRemoved "api-tag-removed" "{it} no longer has the tag {o}"
    OperationDeprecated "endpoint-deprecated" "{it} is deprecated"
    OperationDeprecatedWithSunset "endpoint-deprecated-with-sunset" "{it} is deprecated, and may be gone after {n}"
    OperationReactivated "endpoint-reactivated" "{it} is no longer deprecated"
    OperationSunsetAdded "api-sunset-date-added" "{it} may be gone after {n}"
    OperationSunsetRemoved "sunset-deleted" "{it} no longer has a date after which it may be gone"
    StabilityDecreased "api-stability-decreased" "{it} is now less stable: {n}"
    StabilityIncreased "api-stability-increased" "{it} is now more stable: {n}"
    PaginationChanged "api-pagination-changed" "the pagination is now {n}"
    IdempotencyHeaderChanged "api-idempotency-changed" "the header of the idempotency key is now {n}"

    // Security and servers.
    SecurityAdded "api-security-added" "{it} now needs {n}"
    SecurityAlternativeAdded "api-security-alternative-added" "{it} may now also be called with {n}"
    SecurityReduced "api-security-lifted" "{it} no longer needs {o}"
    SecurityRemoved "api-security-removed" "{it} can no longer be called with {o}"
    ScopeAdded "api-security-scope-added" "{it} needs the scope {n}"
    ScopeRemoved "api-security-scope-removed" "{it} no longer needs the scope {o}"
    SchemeRemoved "api-security-component-removed" "{it} no longer needs {o}"
    SchemeTypeChanged "api-security-component-type-changed" "{it} now uses {n}"
    TokenUrlChanged "api-security-component-oauth-token-url-changed" "{it} now uses {n}"
    ServerAdded "server-added" "{it} has the server {n}"
    ServerRemoved "server-removed" "{it} no longer has the server {o}"
    ServerVariablesChanged "server-variables-changed" "the variables of the server are now {n}"

    // Webhooks, and the description as a whole.
    WebhookAdded "webhook-added" "{it} has the webhook {n}"
    WebhookRemoved "webhook-removed" "{it} no longer has the webhook {o}"
    WebhookPayloadAdded "webhook-payload-added" "{it} now has a payload"
    WebhookPayloadRemoved "webhook-payload-removed" "{it} no longer has a payload"
    SchemaRemoved "api-schema-removed" "{it} is removed"
    ComparisonIncomplete "comparison-incomplete" ""

    // Parameters, bodies, responses and headers.
    PathParameterAdded "new-request-path-parameter" "{s} is new"
    PathParameterRenamed "request-path-parameter-renamed" "path parameter {o} is now called {n}"
    RemovedAsAnnounced "{}-removed-with-deprecation" ""
    StyleChanged "{}-style-changed" "the style of {s} is now {n}"
    SunsetRemoved "{}-sunset-deleted" "{s} no longer has a date after which it may be gone"
    SunsetMovedUp "{}-sunset-date-changed-too-small" "{s} may be gone after {n}"
    BodyRemoved "request-body-removed" "{it} no longer has a request body"
    RequiredBodyAdded "request-body-added-required" "{it} now needs a request body"
    OptionalBodyAdded "request-body-added-optional" "{it} may now have a request body"
    RequestMediaTypeAdded "request-body-media-type-added" "{s} may have the media type {n}"
    RequestMediaTypeRemoved "request-body-media-type-removed" "{s} no longer has the media type {o}"
    ResponseMediaTypeAdded "response-media-type-added" "{s} may have the media type {n}"
    ResponseMediaTypeRemoved "response-media-type-removed" "{s} no longer has the media type {o}"
    MediaTypeSchemaAdded "{}-media-type-schema-added" ""
    MediaTypeSchemaRemoved "{}-media-type-schema-removed" ""
    SuccessStatusAdded "response-success-status-added" "{it} may return the status {n}"
    SuccessStatusRemoved "response-success-status-removed" "{it} no longer returns the status {o}"
    OtherStatusAdded "response-non-success-status-added" "{it} may return the status {n}"
    OtherStatusRemoved "response-non-success-status-removed" "{it} no longer returns the status {o}"
    LinkAdded "response-link-added" "{s} has the new link {n}"
    LinkRemoved "response-link-removed" "{s} no longer has the link {o}"
    HeaderAdded "response-header-added" "{s} is new"
    RequiredHeaderRemoved "required-response-header-removed" ""
    OptionalHeaderRemoved "optional-response-header-removed" ""

    // Members of objects.
    RequiredAdded "new-required-{}" "{s} is new and required"
    RequiredWithDefaultAdded "new-required-{}-with-default" "{s} is new and required"
    OptionalAdded "new-optional-{}" "{s} is new"
    RequiredReceivedAdded "response-required-property-added" "{s} is new"
    OptionalReceivedAdded "response-optional-property-added" "{s} is new"
    RequiredReceivedRemoved "response-required-property-removed" ""
    OptionalReceivedRemoved "response-optional-property-removed" ""
    RequiredBecameReadOnly "request-required-property-became-read-only" "{s} can no longer be sent"
    OptionalBecameReadOnly "request-optional-property-became-read-only" "{s} can no longer be sent"
    RequiredBecameNotReadOnly "request-required-property-became-not-read-only" "{s} can now be sent"
    OptionalBecameNotReadOnly "request-optional-property-became-not-read-only" "{s} can now be sent"
    RequiredBecameWriteOnly "response-required-property-became-write-only" "{s} is no longer received"
    OptionalBecameWriteOnly "response-optional-property-became-write-only" "{s} is no longer received"
    RequiredBecameNotWriteOnly "response-required-property-became-not-write-only" "{s} can now be received"
    OptionalBecameNotWriteOnly "response-optional-property-became-not-write-only" "{s} can now be received"

    // Parameters, bodies, headers and members alike.
    Removed "{}-removed" ""
    Deprecated "{}-deprecated" "{s} is deprecated"
    Reactivated "{}-reactivated" "{s} is no longer deprecated"
    BecameRequired "{}-became-required" ""
    BecameRequiredWithDefault "{}-became-required-with-default" ""
    BecameOptional "{}-became-optional" ""

    // Values.
    TypeChanged "{}-type-changed" ""
    TypeGeneralized "{}-type-generalized" ""
    TypeSpecialized "{}-type-specialized" ""
    TypesWidened "{}-list-of-types-widened" ""
    TypesNarrowed "{}-list-of-types-narrowed" ""
    BecameNullable "{}-became-nullable" "{s} may now be null"
    BecameNotNullable "{}-became-not-nullable" "{s} can no longer be null"
    BecameEnum "{}-became-enum" "{s} is now one of {n}"
    EnumRemoved "{}-enum-removed" ""
    EnumValueAdded "{}-enum-value-added" "{s} has the new value {n}"
    EnumValueRemoved "{}-enum-value-removed" "{s} no longer has the value {o}"
    ConstAdded "{}-const-added" ""
    ConstChanged "{}-const-changed" ""
    ConstRemoved "{}-const-removed" ""
    OneOfAdded "{}-one-of-added" "{s} has the new variant {n}"
    OneOfRemoved "{}-one-of-removed" "{s} no longer has the variant {o}"
    AnyOfAdded "{}-any-of-added" "{s} has the new variant {n}"
    AnyOfRemoved "{}-any-of-removed" "{s} no longer has the variant {o}"
    DiscriminatorAdded "{}-discriminator-added" "the tag of {s} is now in {n}"
    DiscriminatorRemoved "{}-discriminator-removed" "{s} no longer has a tag in {o}"
    DiscriminatorPropertyChanged "{}-discriminator-property-name-changed" "the tag of {s} is now in {n}"
    DiscriminatorTagAdded "{}-discriminator-mapping-added" "{s} has the new tag {n}"
    DiscriminatorTagChanged "{}-discriminator-mapping-changed" "a tag of {s} has another meaning, {n}"
    DiscriminatorTagRemoved "{}-discriminator-mapping-deleted" "{s} no longer has the tag {o}"
    UniqueItemsAdded "{}-unique-items-added" "the items of {s} must now differ"
    UniqueItemsRemoved "{}-unique-items-removed" "the items of {s} may now be equal"
    ItemsAdded "{}-items-added" ""
    ItemsRemoved "{}-items-removed" ""
    PrefixItemsAdded "{}-prefix-items-added" "{s} has more `prefixItems`: {n}"
    PrefixItemsRemoved "{}-prefix-items-removed" "{s} has fewer `prefixItems`: {n}"
    AdditionalPropertiesAdded "{}-additional-properties-added" "{s} may now have other members"
    AdditionalPropertiesRemoved "{}-additional-properties-removed" "{s} can no longer have other members"
    AdditionalSchemaAdded "{}-additional-properties-schema-added" "the other members of {s} now have a type"
    AdditionalSchemaRemoved "{}-additional-properties-schema-removed" "the other members of {s} may now have any type"
    PatternPropertyAdded "{}-pattern-property-added" "{s} has more `patternProperties`: {n}"
    PatternPropertyRemoved "{}-pattern-property-removed" "{s} has fewer `patternProperties`: {n}"
}
