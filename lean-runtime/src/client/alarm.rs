//! The deadlines of a call on one timer: that of the whole call, and that of the answer that it waits for.
//!
//! A timer costs more to set and to take back than the rest of a deadline. So it is set once, to the first deadline, and
//! when it rings, the deadlines of then are looked at.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    task::coop::unconstrained,
    time::{Instant, Sleep, sleep_until},
};

use crate::moment;

/// The deadlines of a call.
pub(super) struct Alarm {
    /// Of the whole call.
    pub(super) total: Instant,
    answer: Mutex<Answer>,
}

/// The answer that a call waits for.
#[derive(Clone, Copy)]
enum Answer {
    /// None, or one that has begun.
    None,
    Due(Instant),
    Late,
}

/// A deadline has passed.
pub(super) struct DeadlinePassed;

impl Alarm {
    pub(super) fn new(total: Instant) -> Self {
        Self {
            total,
            answer: Mutex::new(Answer::None),
        }
    }

    /// Runs a call within its deadlines. It stays where it is: a future that is moved takes its place twice.
    ///
    /// # Errors
    /// The deadline of the whole call passed.
    pub(super) async fn run<T>(
        &self,
        mut call: Pin<&mut impl Future<Output = T>>,
    ) -> Result<T, DeadlinePassed> {
        let mut timer = pin!(None);
        poll_fn(|context| {
            loop {
                if let Poll::Ready(value) = call.as_mut().poll(context) {
                    return Poll::Ready(Ok(value));
                }
                if ready!(self.poll_timer(timer.as_mut(), context)) == Rung::ForAll {
                    return Poll::Ready(Err(DeadlinePassed));
                }
            }
        })
        .await
    }

    /// Waits for an answer within a call that [`Alarm::run`] runs.
    ///
    /// # Errors
    /// The answer did not begin in time.
    pub(super) async fn answer<T>(
        &self,
        limit: Duration,
        mut answer: Pin<&mut impl Future<Output = T>>,
    ) -> Result<T, DeadlinePassed> {
        *self.state() = Answer::Due(moment::from_now(limit));
        let _waiting = Waiting(self);
        poll_fn(|context| match answer.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Ok(value)),
            Poll::Pending if matches!(*self.state(), Answer::Late) => {
                Poll::Ready(Err(DeadlinePassed))
            }
            Poll::Pending => Poll::Pending,
        })
        .await
    }

    /// Waits for the first deadline.
    fn poll_timer(
        &self,
        mut timer: Pin<&mut Option<Sleep>>,
        context: &mut Context<'_>,
    ) -> Poll<Rung> {
        loop {
            let due = self.due();
            if timer
                .as_ref()
                .as_pin_ref()
                .is_none_or(|timer| timer.deadline() > due)
            {
                timer.set(Some(sleep_until(due)));
            }
            let Some(sleep) = timer.as_mut().as_pin_mut() else {
                return Poll::Pending;
            };
            // A call that is never idle uses up its turns. Its deadline is looked at without one.
            ready!(pin!(unconstrained(sleep)).poll(context));
            // To be set again, unless the call ends.
            timer.set(None);
            let now = Instant::now();
            if self.total <= now {
                return Poll::Ready(Rung::ForAll);
            }
            if self.is_late(now) {
                return Poll::Ready(Rung::ForAnswer);
            }
        }
    }

    fn due(&self) -> Instant {
        match *self.state() {
            Answer::Due(due) => due.min(self.total),
            Answer::None | Answer::Late => self.total,
        }
    }

    /// Notes that the answer is late if it is.
    fn is_late(&self, now: Instant) -> bool {
        let mut state = self.state();
        let is_late = matches!(*state, Answer::Due(due) if due <= now);
        if is_late {
            *state = Answer::Late;
        }
        is_late
    }

    fn state(&self) -> MutexGuard<'_, Answer> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The deadline that passed.
#[derive(PartialEq, Eq)]
enum Rung {
    ForAnswer,
    ForAll,
}

/// An answer is waited for until this is dropped.
struct Waiting<'a>(&'a Alarm);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        *self.0.state() = Answer::None;
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::time::sleep;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn the_first_deadline_that_passes_counts() {
        let start = Instant::now();
        let alarm = Alarm::new(start + 10 * SECOND);
        let call = async {
            assert!(alarm.answer(SECOND, pin!(pending::<()>())).await.is_err());
            assert_eq!(start.elapsed(), SECOND);
            // The answer begins in time; the rest takes longer than it might have.
            assert!(alarm.answer(SECOND, pin!(sleep(SECOND / 2))).await.is_ok());
            sleep(3 * SECOND).await;
            assert!(
                alarm
                    .answer(20 * SECOND, pin!(pending::<()>()))
                    .await
                    .is_err()
            );
        };
        assert!(alarm.run(pin!(call)).await.is_err());
        assert_eq!(start.elapsed(), 10 * SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_ready_at_the_deadline_is_in_time() {
        let alarm = Alarm::new(Instant::now() + SECOND);
        assert!(alarm.run(pin!(sleep(SECOND))).await.is_ok());
        let alarm = Alarm::new(Instant::now() + 9 * SECOND);
        let answer = pin!(sleep(SECOND));
        let call = alarm.answer(SECOND, answer);
        assert!(matches!(alarm.run(pin!(call)).await, Ok(Ok(()))));
    }
}
