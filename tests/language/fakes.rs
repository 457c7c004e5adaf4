//! Fakes of traits and of the network, with answers of every kind.

use lean::error::codes;
use lean::testing::{Answer, Answers, FakePages, FakeTransport, answered, pages, value};
use lean::{At, Call, CallError, Client, Error, Maybe, RetryPolicy};

use super::keys::{Keys, keys};
use super::pages::{Api as Lists, api as lists};
use super::responses::{Responses, responses};

use lists::{Item, Page};
use responses::{Done, Missing, Refusal};

/// A fake of the three traits that gives each operation of a test its answers.
struct Fake<F>(F);

impl<F: Fn() -> Answers> Keys for Fake<F> {
    fn optional(&self) -> Call<keys::Optional> {
        answered(self.0())
    }

    fn silent(&self) -> Call<keys::Silent> {
        answered(self.0())
    }

    fn look(&self) -> Call<keys::Look> {
        answered(self.0())
    }
}

impl<F: Fn() -> Answers> Responses for Fake<F> {
    fn several(&self) -> Call<responses::Several> {
        answered(self.0())
    }

    fn one(&self) -> Call<responses::One> {
        answered(self.0())
    }

    fn events(&self) -> Call<responses::Events> {
        answered(self.0())
    }
}

fn fake(answer: Answer) -> Fake<impl Fn() -> Answers> {
    Fake(move || answer.clone().into())
}

/// A client over a fake network, which sends each request once.
fn client(bank: FakeTransport) -> Client {
    let builder = Client::builder(At::new("https://api.example.com/v1"))
        .retry(RetryPolicy::never())
        .transport(bank);
    builder.build().expect("a client")
}

fn done(id: i64) -> Done {
    value(&format!(r#"{{"id": {id}}}"#))
}

#[test]
fn a_described_error_comes_with_its_typed_body_in_both_ways() {
    let answer = Answer::body(
        400,
        &Refusal {
            reason: "closed".to_owned(),
        },
    )
    .header("retry-after", "7");
    let bank = FakeTransport::new().on::<responses::One>(answer.clone());
    for failed in [
        fake(answer).one().wait().unwrap_err(),
        lean::blocking::Client::from(client(bank))
            .one()
            .wait()
            .unwrap_err(),
    ] {
        assert_eq!(failed.code(), codes::STATUS);
        assert_eq!(failed.status().map(|status| status.as_u16()), Some(400));
        assert_eq!(
            failed.retry_after(),
            Some(std::time::Duration::from_secs(7))
        );
        assert_eq!(failed.body.expect("a body").reason, "closed");
    }
}

#[test]
fn failures_have_the_codes_of_a_client() {
    for (answer, code, in_doubt) in [
        (Answer::refused(), codes::CONNECT_REFUSED, false),
        (Answer::unresolved(), codes::DNS, false),
        (Answer::connect_timed_out(), codes::TIMEOUT_CONNECT, false),
        (
            Answer::certificate_refused(),
            codes::CLIENT_CERT_REJECTED,
            false,
        ),
        (Answer::server_untrusted(), codes::SERVER_UNTRUSTED, false),
        (Answer::closed(), codes::CONNECTION_CLOSED, true),
        (Answer::reset(), codes::CONNECTION_RESET, true),
        (Answer::timed_out(), codes::TIMEOUT_FIRST_BYTE, true),
        (Answer::never(), codes::TIMEOUT_FIRST_BYTE, true),
        (Answer::status(500), codes::STATUS, true),
        (Answer::status(400), codes::STATUS, false),
        (
            Answer::json(200, "{}").then_cut_off(),
            codes::BODY_TRUNCATED,
            true,
        ),
        (
            Answer::json(200, "{").then_stalled(),
            codes::TIMEOUT_IDLE,
            true,
        ),
    ] {
        let shown = format!("{answer:?} {code}");
        let errors = |answer: &Answer| {
            let fake = fake(answer.clone());
            (
                fake.look().wait().unwrap_err(),
                fake.silent().wait().unwrap_err(),
            )
        };
        let (read, paid) = errors(&answer);
        assert_eq!(read.code(), code, "{shown}");
        let expected = if in_doubt {
            codes::OUTCOME_UNKNOWN
        } else {
            code
        };
        assert_eq!(paid.code(), expected, "{shown}");
        assert_eq!(paid.is_outcome_unknown(), in_doubt, "{shown}");
        assert!(!paid.to_string().contains("fake"), "{paid}");
        // A client over a fake network says the same, and gives up where nothing comes.
        if matches!(code, codes::TIMEOUT_FIRST_BYTE | codes::TIMEOUT_IDLE) {
            continue;
        }
        let bank = FakeTransport::new()
            .on::<keys::Look>(answer.clone())
            .on::<keys::Silent>(answer);
        let client = lean::blocking::Client::from(client(bank));
        assert_eq!(client.look().wait().unwrap_err().code(), code, "{shown}");
        let paid_over_it = client.silent().wait().unwrap_err();
        assert_eq!(paid_over_it.code(), paid.code(), "{shown}");
        assert_eq!(paid_over_it.progress(), paid.progress(), "{shown}");
    }
}

#[test]
fn the_idempotency_key_of_an_unknown_outcome_is_in_the_error() {
    let bank = fake(Answer::closed());
    let failed = bank.optional().idempotency_key("order-7").wait();
    let error: Error = failed.unwrap_err().into();
    let key = error.outcome_unknown().expect("an unknown outcome");
    assert_eq!(key.as_str(), "order-7");
    // One that nobody gave is random, as with a client.
    let error: Error = bank.optional().wait().unwrap_err().into();
    assert_eq!(error.outcome_unknown().expect("a key").as_str().len(), 36);
}

#[test]
fn a_misfit_names_its_place() {
    let error = fake(Answer::json(200, r#"{"id": "x"}"#)).one().wait();
    let error = error.unwrap_err();
    assert_eq!(error.code(), codes::DECODE);
    assert_eq!(error.problems()[0].pointer, "/id");
}

#[test]
fn a_value_has_the_described_status() {
    // 202 is described, and so is what 200 holds.
    let call = answered::<keys::Silent>(Answer::status(204));
    call.wait().expect("done");
    let reply = Fake(|| Answers::from(&done(1))).several().wait();
    assert!(matches!(reply, Ok(responses::SeveralReply::Ok(now)) if now.id == 1));
}

#[test]
#[should_panic(
    expected = "this value is not what `one` answers with status 200: the body: the required member `id` is missing"
)]
fn a_value_of_another_type_panics() {
    drop(answered::<responses::One>(&Missing {
        what: "w".to_owned(),
    }));
}

#[test]
#[should_panic(expected = "is not what `one` answers with status 400: ")]
fn an_error_body_of_another_type_panics() {
    drop(FakeTransport::new().on::<responses::One>(Answer::body(
        400,
        &Missing {
            what: "w".to_owned(),
        },
    )));
}

#[test]
fn answers_in_order_end_with_an_error_that_says_so() {
    let bank =
        FakeTransport::new().on::<responses::One>([Answer::status(503), Answer::value(&done(7))]);
    let client = lean::blocking::Client::from(client(bank.clone()));
    assert_eq!(client.one().wait().unwrap_err().code(), codes::STATUS);
    assert_eq!(client.one().wait().expect("the second answer").id, 7);
    let error = client.one().wait().unwrap_err();
    assert_eq!(error.code(), codes::UNFAKED);
    let text = error.to_string();
    assert!(text.contains("no answer, or none left, to `one`"), "{text}");
    // Other operations have none at all.
    assert_eq!(client.many().wait().unwrap_err().code(), codes::UNFAKED);
    assert!(bank.seen()[0].is::<responses::One>());
    assert!(!bank.seen()[0].is::<responses::Many>());
}

#[tokio::test]
async fn a_stream_of_a_fake_comes_in_pieces_and_breaks() {
    let events = Answer::status(200)
        .header("content-type", "text/event-stream")
        .piece("data: {\"id\": 1}\n\nda")
        .piece("ta: {\"id\": 2}\n\n")
        .then_stalled();
    let mut events = fake(events).events().await.expect("a stream");
    assert_eq!(events.next().await.expect("an event").expect("fits").id, 1);
    assert_eq!(events.next().await.expect("an event").expect("fits").id, 2);
    let error = events.next().await.expect("the end").unwrap_err();
    assert_eq!(error.code(), codes::TIMEOUT_IDLE);
}

#[test]
fn errors_for_signatures_of_ones_own() {
    let error: Error = Answer::closed().error::<keys::Silent>();
    assert_eq!(error.code(), codes::OUTCOME_UNKNOWN);
    assert_eq!(error.passport().operation(), Some("silent"));
    let failed: CallError<Missing> =
        Answer::json(404, r#"{"what": "w"}"#).call_error::<responses::Several, _>();
    assert_eq!(failed.body.expect("a body").what, "w");
}

#[test]
#[should_panic(expected = "this answer is a success of `silent`")]
fn a_success_is_not_an_error() {
    let _ = Answer::status(204).error::<keys::Silent>();
}

fn items(count: usize) -> Vec<Item> {
    (0..count)
        .map(|index| Item {
            id: format!("i{index}"),
        })
        .collect()
}

/// Every kind of pages, as a fake of the trait and over a fake network.
macro_rules! every_kind {
    ($($method:ident $call:ident,)+) => {
        struct FakeLists<F>(F);

        impl<F: Fn() -> FakePages> Lists for FakeLists<F> {
            $(fn $method(&self) -> Call<lists::$call> { answered(self.0()) })+
        }

        async fn read_all(lists: &dyn Lists) -> Vec<(&'static str, Vec<Result<String, Error>>)> {
            let mut all = Vec::new();
            $({
                let mut pages = lists.$method().pages();
                let mut read = Vec::new();
                while let Some(item) = pages.next().await {
                    read.push(item.map(|item| item.id));
                }
                all.push((stringify!($method), read));
            })+
            all
        }

        fn over_the_network(pages: impl Fn() -> FakePages) -> (Client, FakeTransport) {
            let bank = FakeTransport::new()$(.on::<lists::$call>(pages()))+;
            (client(bank.clone()), bank)
        }
    };
}

every_kind! {
    numbered Numbered,
    guessed Guessed,
    offset Offset,
    cursor Cursor,
    cursor_header CursorHeader,
    last_id LastId,
    links Links,
    link_header LinkHeader,
}

#[tokio::test]
async fn pages_of_every_kind_hold_the_items() {
    for (count, per_page) in [(5, 2), (4, 2), (1, 3), (0, 1), (3, 1)] {
        let made = || pages(&items(count), per_page);
        let (client, bank) = over_the_network(made);
        let lists: [&dyn Lists; 2] = [&FakeLists(made), &client];
        for lists in lists {
            for (kind, read) in read_all(lists).await {
                let ids: Vec<_> = read
                    .into_iter()
                    .map(|item| item.expect("an item"))
                    .collect();
                let expected: Vec<_> = items(count).into_iter().map(|item| item.id).collect();
                assert_eq!(ids, expected, "{kind}, {count} items, {per_page} per page");
            }
        }
        let requests = |seen: &lean::testing::SeenRequest| seen.is::<lists::Numbered>();
        let numbered = bank.seen().iter().filter(|seen| requests(seen)).count();
        assert_eq!(numbered, count.div_ceil(per_page).max(1));
    }
}

#[tokio::test]
async fn pages_of_every_kind_fail_after_the_items() {
    for (count, per_page) in [(3, 2), (4, 2), (0, 2)] {
        let made = || pages(&items(count), per_page).then(Answer::status(500));
        let (client, _) = over_the_network(made);
        let lists: [&dyn Lists; 2] = [&FakeLists(made), &client];
        for lists in lists {
            for (kind, mut read) in read_all(lists).await {
                let last = read
                    .pop()
                    .unwrap_or_else(|| panic!("{kind} {count}: an error"));
                assert_eq!(last.expect_err(kind).code(), codes::STATUS, "{kind}");
                assert_eq!(read.len(), count, "{kind}");
                assert!(read.iter().all(Result::is_ok), "{kind}");
            }
        }
    }
}

#[tokio::test]
async fn pages_begin_and_go_on_where_the_reader_says() {
    let lists = FakeLists(|| pages(&items(5), 2));
    let mut numbered = lists.numbered().page(1).pages();
    let first = numbered.next().await.expect("an item").expect("fits");
    assert_eq!(first.id, "i2");
    let position = numbered.position().expect("a position");
    let mut rest = lists.numbered().page(1).pages().resume(&position);
    let next = rest.next().await.expect("an item").expect("fits");
    assert_eq!(next.id, "i3");
    let mut links = lists.links().pages();
    for _ in 0..3 {
        links.next().await.expect("an item").expect("fits");
    }
    let mut rest = lists
        .links()
        .pages()
        .resume(&links.position().expect("a position"));
    assert_eq!(rest.next().await.expect("an item").expect("fits").id, "i3");
}

#[test]
fn a_page_alone_has_the_members_of_the_given_page() {
    let page: Page = value(r#"{"items": null, "total": 9, "next": "a cursor"}"#);
    let lists = FakeLists(move || pages(&items(3), 2).inside(&page));
    let page = lists.cursor().wait().expect("a page");
    assert_eq!(page.items.expect("items").len(), 2);
    assert_eq!((page.total, page.more), (Some(9), Some(true)));
    let next = page.next.as_ref().expect("a cursor").clone();
    let page = lists.cursor().after(&next).wait().expect("a page");
    assert_eq!(page.items.expect("items").len(), 1);
    assert_eq!((page.next, page.more), (Maybe::Absent, Some(false)));
}
