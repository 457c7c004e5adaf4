//! Changes of the provider's requests: webhooks and callbacks.

use lean_openapi::contract::InboundContract;

use super::{Comparison, PartKind, Spot, pair};
use crate::change::{Direction, Subject};
use crate::rules::Event;

impl Comparison<'_> {
    /// Webhooks of the description, or callbacks of an operation.
    pub(super) fn compare_inbound(
        &mut self,
        old: &[InboundContract],
        new: &[InboundContract],
        operation: &str,
    ) {
        for hook in new {
            let subject = hook_subject(hook, operation);
            match old.iter().find(|known| is_same_hook(known, hook)) {
                Some(known) => self.compare_hook(known, hook, &subject),
                None => self.report_whole(
                    &subject,
                    Event::WebhookAdded,
                    pair("", &hook.name),
                    hook.place.clone(),
                ),
            }
        }
        for hook in old {
            if !new.iter().any(|known| is_same_hook(known, hook)) {
                let subject = hook_subject(hook, operation);
                self.report_whole(
                    &subject,
                    Event::WebhookRemoved,
                    pair(&hook.name, ""),
                    hook.place.clone(),
                );
            }
        }
    }

    /// The provider sends a webhook, so its payload counts as a response.
    fn compare_hook(&mut self, old: &InboundContract, new: &InboundContract, subject: &Subject) {
        let part = "payload".to_owned();
        let spot = Spot::of(subject, Direction::Response, PartKind::Body, part);
        match (&old.body, &new.body) {
            (Some(old), Some(new)) => self.compare_media(&old.media, &new.media, &spot),
            (None, Some(body)) => self.report_whole(
                &spot.subject,
                Event::WebhookPayloadAdded,
                pair("", "a payload"),
                body.place.clone(),
            ),
            (Some(_), None) => self.report_whole(
                &spot.subject,
                Event::WebhookPayloadRemoved,
                pair("a payload", ""),
                new.place.clone(),
            ),
            (None, None) => {}
        }
        self.compare_received_parameters(&old.parameters, &new.parameters, subject);
    }
}

fn hook_subject(hook: &InboundContract, operation: &str) -> Subject {
    let kind = if operation.is_empty() {
        "webhook"
    } else {
        "callback"
    };
    let owner = if operation.is_empty() {
        String::new()
    } else {
        format!("{operation} ")
    };
    Subject {
        operation: format!("{owner}{kind} `{}`", hook.name),
        name: hook.name.clone(),
        ..Subject::default()
    }
}

fn is_same_hook(a: &InboundContract, b: &InboundContract) -> bool {
    (&a.name, &a.method, &a.expression) == (&b.name, &b.method, &b.expression)
}
