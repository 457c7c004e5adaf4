//! Tests of the token cache, on a clock that the tests move.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use std::time::Duration;

use tokio::{sync::Semaphore, time::advance};

use super::{life::Life, *};
use crate::error::ErrorCode;

/// Mints `t1`, `t2`, ...; each as soon as a permit is there.
#[derive(Clone)]
struct Source {
    minted: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
    fails: Arc<AtomicUsize>,
    life: Option<Duration>,
}

impl Source {
    fn new(life: u64) -> Self {
        Self {
            minted: Arc::default(),
            gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
            fails: Arc::default(),
            life: Some(Duration::from_secs(life)),
        }
    }

    fn minted_count(&self) -> usize {
        self.minted.load(Ordering::SeqCst)
    }
}

impl Mint for Source {
    fn mint(&self, _: MintRequest) -> BoxFuture<Result<Token, TokenFailure>> {
        let source = self.clone();
        Box::pin(async move {
            let number = source.minted.fetch_add(1, Ordering::SeqCst) + 1;
            source.gate.acquire().await.expect("never closed").forget();
            let fails = source
                .fails
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
            if fails.is_ok() {
                return Err(TokenFailure::new(ErrorCode::TokenUnavailable, None, None));
            }
            let token = Token::new(format!("t{number}"));
            Ok(match source.life {
                Some(life) => token.expires_in(life),
                None => token,
            })
        })
    }
}

fn mint_request(scope: &str, certificate: Option<&str>) -> MintRequest {
    let mut wanted = MintRequest::new(vec![scope.to_owned()], None);
    wanted.request.certificate = certificate.map(str::to_owned);
    // In these tests certificates are named by their generations.
    wanted.generation = certificate.map_or(0, |name| name.parse().expect("a number"));
    wanted
}

async fn get(tokens: &Tokens) -> String {
    let token = tokens.token(&mint_request("api", None)).await;
    token.expect("a token").expose().to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_waiters_share_one_flight() {
    let source = Source {
        gate: Arc::new(Semaphore::new(0)),
        ..Source::new(3600)
    };
    let tokens = Arc::new(Tokens::cached(source.clone()));
    let waiters: Vec<_> = (0..1000)
        .map(|_| {
            let tokens = Arc::clone(&tokens);
            tokio::spawn(async move { get(&tokens).await })
        })
        .collect();
    tokio::task::yield_now().await;
    source.gate.add_permits(1);
    for waiter in waiters {
        assert_eq!(waiter.await.expect("no panic"), "t1");
    }
    assert_eq!(source.minted_count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_flight_outlives_the_caller_that_began_it() {
    let source = Source {
        gate: Arc::new(Semaphore::new(0)),
        ..Source::new(3600)
    };
    let tokens = Arc::new(Tokens::cached(source.clone()));
    let spawn = |tokens: &Arc<Tokens>| {
        let tokens = Arc::clone(tokens);
        tokio::spawn(async move { get(&tokens).await })
    };
    let first = spawn(&tokens);
    tokio::task::yield_now().await;
    let second = spawn(&tokens);
    tokio::task::yield_now().await;
    first.abort();
    source.gate.add_permits(1);
    assert_eq!(second.await.expect("no panic"), "t1");
    assert_eq!(source.minted_count(), 1);
}

/// Lets what runs in the background run.
async fn background() {
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn tokens_are_renewed_in_the_background_and_the_old_one_serves_meanwhile() {
    let source = Source::new(3599);
    let tokens = Tokens::cached(source.clone());
    assert_eq!(get(&tokens).await, "t1");
    advance(Duration::from_secs(3200)).await;
    assert_eq!(get(&tokens).await, "t1");
    background().await;
    assert_eq!(source.minted_count(), 1, "not within the jitter's reach");
    advance(Duration::from_secs(110)).await;
    source.gate.forget_permits(Semaphore::MAX_PERMITS);
    for _ in 0..100 {
        assert_eq!(get(&tokens).await, "t1", "nobody waits");
        background().await;
    }
    assert_eq!(source.minted_count(), 2, "one flight");
    source.gate.add_permits(1);
    background().await;
    assert_eq!(get(&tokens).await, "t2");
    assert_eq!(source.minted_count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_hangs_fails_nobody_while_the_old_token_is_good() {
    let source = Source::new(3600);
    let tokens = Tokens::cached(source.clone());
    assert_eq!(get(&tokens).await, "t1");
    source.gate.forget_permits(Semaphore::MAX_PERMITS);
    for second in [3500, 30, 30, 20] {
        advance(Duration::from_secs(second)).await;
        assert_eq!(get(&tokens).await, "t1");
    }
    advance(Duration::from_secs(15)).await;
    // The next one would be better, but is not waited for beyond the end of this one.
    let start = Instant::now();
    assert_eq!(get(&tokens).await, "t1");
    assert!(start.elapsed() < Duration::from_secs(4));
    advance(Duration::from_secs(5)).await;
    let start = Instant::now();
    let failure = tokens
        .token(&mint_request("api", None))
        .await
        .expect_err("no token");
    assert!(
        failure.to_string().contains("gave none within 100 s"),
        "{failure}"
    );
    assert!(start.elapsed() <= Duration::from_secs(101));
}

#[tokio::test(start_paused = true)]
async fn a_failed_renewal_leaves_the_old_token_in_use() {
    let source = Source::new(1000);
    let tokens = Tokens::cached(source.clone());
    assert_eq!(get(&tokens).await, "t1");
    advance(Duration::from_secs(900)).await;
    source.fails.store(2, Ordering::SeqCst);
    for _ in 0..50 {
        assert_eq!(
            get(&tokens).await,
            "t1",
            "held off, not asked again at once"
        );
        background().await;
    }
    assert_eq!(source.minted_count(), 2);
    for (wait, minted, token) in [(1, 3, "t1"), (1, 3, "t1"), (1, 4, "t4")] {
        advance(Duration::from_secs(wait)).await;
        get(&tokens).await;
        background().await;
        assert_eq!(
            (source.minted_count(), &*get(&tokens).await),
            (minted, token)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_moments_of_renewal_are_spread() {
    let at = |life: Life| life.ends_at - life.renew_at;
    let spread: Vec<_> = (0..100)
        .map(|_| at(Life::new(Instant::now(), Some(Duration::from_secs(3600)))))
        .collect();
    let (first, last) = (spread.iter().min(), spread.iter().max());
    let (first, last) = (first.expect("some"), last.expect("some"));
    assert!(*first >= Duration::from_secs(298), "{first:?}");
    assert!(*last <= Duration::from_secs(375), "{last:?}");
    assert!(*last - *first > Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_fails_all_who_wait() {
    struct Panics(Arc<AtomicUsize>, bool);
    impl Mint for Panics {
        fn mint(&self, _: MintRequest) -> BoxFuture<Result<Token, TokenFailure>> {
            self.0.fetch_add(1, Ordering::SeqCst);
            assert!(self.1, "at once");
            Box::pin(async {
                tokio::task::yield_now().await;
                panic!("later")
            })
        }
    }
    for later in [false, true] {
        let asked = Arc::<AtomicUsize>::default();
        let tokens = Arc::new(Tokens::cached(Panics(Arc::clone(&asked), later)));
        let waiters: Vec<_> = (0..20)
            .map(|_| {
                let tokens = Arc::clone(&tokens);
                tokio::spawn(async move { tokens.token(&mint_request("api", None)).await.err() })
            })
            .collect();
        for waiter in waiters {
            let failure = waiter.await.expect("no panic here").expect("no token");
            assert!(failure.to_string().contains("panicked"), "{failure}");
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        advance(Duration::from_secs(2)).await;
        assert!(tokens.token(&mint_request("api", None)).await.is_err());
        assert_eq!(asked.load(Ordering::SeqCst), 2, "asked again");
    }
}

#[tokio::test(start_paused = true)]
async fn lives_of_nothing_are_not_a_request_for_each_call() {
    for life in [Duration::ZERO, Duration::from_nanos(1)] {
        let source = Source {
            life: Some(life),
            ..Source::new(0)
        };
        let tokens = Tokens::cached(source.clone());
        for _ in 0..100 {
            get(&tokens).await;
            background().await;
        }
        assert_eq!(source.minted_count(), 1, "{life:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_failure_nobody_asks_for_a_second() {
    let source = Source::new(1000);
    source.fails.store(1, Ordering::SeqCst);
    let tokens = Tokens::cached(source.clone());
    for _ in 0..100 {
        assert!(tokens.token(&mint_request("api", None)).await.is_err());
    }
    assert_eq!(source.minted_count(), 1);
    advance(Duration::from_secs(1)).await;
    assert_eq!(get(&tokens).await, "t2");
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_and_only_if_it_is_still_the_one() {
    let source = Source::new(3600);
    let tokens = Tokens::cached(source.clone());
    let api = mint_request("api", None);
    let first = tokens.token(&api).await.expect("a token");
    for _ in 0..50 {
        assert!(tokens.note_refusal(&api, &first));
        assert_eq!(get(&tokens).await, "t2");
    }
    assert_eq!(source.minted_count(), 2);
    // The new one is refused too: then it is not the token, and no storm comes of it.
    let second = tokens.token(&api).await.expect("a token");
    for _ in 0..50 {
        assert!(!tokens.note_refusal(&api, &second));
    }
    assert_eq!(source.minted_count(), 2);
    advance(Duration::from_secs(31)).await;
    assert!(tokens.note_refusal(&api, &second));
    assert_eq!(get(&tokens).await, "t3");
}

#[tokio::test(start_paused = true)]
async fn tokens_are_kept_apart_by_scopes_and_certificate() {
    let source = Source::new(3600);
    let tokens = Tokens::cached(source.clone());
    for (scope, certificate, minted) in [
        ("api", None, 1),
        ("customer.1", None, 2),
        ("api", None, 2),
        ("api", Some("1"), 3),
        ("api", Some("1"), 3),
        ("api", Some("2"), 4),
        // A call that began before the rotation.
        ("api", Some("1"), 4),
        ("api", Some("2"), 4),
        // Bound tokens die with their certificate.
        ("api", Some("3"), 5),
        ("api", Some("2"), 5),
        ("api", Some("1"), 6),
        ("api", Some("3"), 6),
    ] {
        tokens
            .token(&mint_request(scope, certificate))
            .await
            .expect("a token");
        assert_eq!(source.minted_count(), minted, "{scope} {certificate:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_number_of_tokens_is_bounded() {
    let tokens = Tokens::cached(Source::new(3600));
    for customer in 0..2 * TOKENS_MAX {
        let wanted = mint_request(&format!("customer.{customer}"), None);
        tokens.token(&wanted).await.expect("a token");
    }
    let Tokens::Cached(cache) = tokens else {
        panic!("kept")
    };
    assert!(cache.slots.lock().expect("no panic").len() <= TOKENS_MAX);
}

#[tokio::test(start_paused = true)]
async fn lives_of_any_length_do_no_harm() {
    for life in [0, 1, 9, 59, u64::MAX] {
        let tokens = Tokens::cached(Source::new(life));
        tokens
            .token(&mint_request("api", None))
            .await
            .expect("a token");
    }
    let unknown = Source {
        life: None,
        ..Source::new(0)
    };
    let tokens = Tokens::cached(unknown.clone());
    assert_eq!(get(&tokens).await, "t1");
    assert_eq!(get(&tokens).await, "t1");
}
