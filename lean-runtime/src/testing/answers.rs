//! The answers to the calls of one operation.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::pages::FakePages;
use super::{Answer, SeenRequest};
use crate::model::Slot;
use crate::operation::Operation;
use crate::request::Request;

/// The answers to the calls of one operation: what [`answered`](super::answered) and
/// [`FakeTransport::on`](super::FakeTransport::on) take.
///
/// | from | answers |
/// |---|---|
/// | `&value` | this value, with the success status that the description names |
/// | [`Answer`] | the same answer to each request |
/// | `[Answer; N]`, `Vec<Answer>` | one answer to each request, in order; then the error `UNFAKED` |
/// | [`pages(&items, 2)`](super::pages) | the page that the request asks for |
pub struct Answers(AnswersInner);

enum AnswersInner {
    Always(Answer),
    InOrder(Mutex<VecDeque<Answer>>),
    Pages(FakePages),
}

/// The parameter that says which page is requested.
pub(super) enum Position<'a> {
    /// A request on the wire.
    Seen(&'a SeenRequest),
    /// A request of a fake of a trait, which has no wire form.
    Faked(&'a Request),
}

impl Answers {
    /// The answer to the next request.
    pub(super) fn next(&self, operation: &'static Operation, position: &Position<'_>) -> Answer {
        match &self.0 {
            AnswersInner::Always(answer) => answer.clone(),
            AnswersInner::InOrder(answers) => {
                let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                let next = answers.pop_front();
                next.unwrap_or_else(|| Answer::unfaked(operation))
            }
            AnswersInner::Pages(pages) => pages.answer(operation, position),
        }
    }

    /// Shows each answer that is known in advance.
    pub(super) fn for_each_answer(&self, look: &mut dyn FnMut(&Answer)) {
        match &self.0 {
            AnswersInner::Always(answer) => look(answer),
            AnswersInner::InOrder(answers) => {
                let answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                answers.iter().for_each(look);
            }
            AnswersInner::Pages(_) => {}
        }
    }
}

impl<T: Slot> From<&T> for Answers {
    fn from(value: &T) -> Self {
        Answer::value(value).into()
    }
}

impl From<Answer> for Answers {
    fn from(answer: Answer) -> Self {
        Self(AnswersInner::Always(answer))
    }
}

impl<const N: usize> From<[Answer; N]> for Answers {
    fn from(answers: [Answer; N]) -> Self {
        Self::from(Vec::from(answers))
    }
}

impl From<Vec<Answer>> for Answers {
    fn from(answers: Vec<Answer>) -> Self {
        Self(AnswersInner::InOrder(Mutex::new(answers.into())))
    }
}

impl From<FakePages> for Answers {
    fn from(pages: FakePages) -> Self {
        Self(AnswersInner::Pages(pages))
    }
}
