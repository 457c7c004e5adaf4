//! Your own types, written as the messages propose.

use lean::testing::{Answer, FakeTransport};

/// As generated: an exact decimal that is written as text.
#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml", name = Price, request)]
struct Price {
    amount: lean::Text<lean::Decimal>,
}

#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml", name = CardPayment)]
struct Card {
    last4: Option<String>,
}

#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml", name = BankPayment)]
struct Bank {
    iban: Option<String>,
}

/// By the values of the tag.
#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml", name = Payment)]
enum ByTag {
    Card(Card),
    #[schema(rename = "bank")]
    Transfer(Bank),
}

/// By the names of the schemas; two attributes count as one.
#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml")]
#[schema(name = Payment)]
enum BySchema {
    CardPayment(Card),
    #[schema(rename = "BankPayment")]
    Transfer(Bank),
}

#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml", name = Order)]
struct Placed {
    price: Price,
    payment: Option<ByTag>,
}

#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml", name = Order)]
struct PlacedOtherwise {
    payment: Option<BySchema>,
}

/// A map of the standard library keeps the rest.
#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/market.yaml", name = Order)]
struct Rest {
    #[schema(rest)]
    rest: std::collections::HashMap<String, lean::Json>,
}

#[lean::api(spec = "tests/ui/specs/market.yaml")]
trait Market {
    #[operation(placeOrder)]
    async fn place(&self, body: &market::Order) -> Result<Placed, lean::Error>;
    #[operation(placeOrder)]
    async fn place_otherwise(&self, body: &market::Order) -> Result<PlacedOtherwise, lean::Error>;
    #[operation(placeOrder)]
    async fn place_whatever(&self, body: &market::Order) -> Result<Rest, lean::Error>;
}

fn client(payment: &str) -> lean::Client {
    let body = format!(r#"{{"price": {{"amount": "1.50"}}, "payment": {payment}}}"#);
    let fake = FakeTransport::answering(move |_| Answer::json(201, body.clone()));
    let client = lean::Client::builder(market::servers::Production).transport(fake);
    client.build().expect("a client")
}

fn order() -> market::Order {
    let price = market::Price::new("1.50".parse().expect("an amount"));
    market::Order::new(lean::Uuid::nil().into(), price, Vec::new())
}

#[tokio::test]
async fn a_decimal_written_as_text_and_a_union_hold_what_came() {
    let client_of_cards = client(r#"{"kind": "card", "last4": "1234"}"#);
    let placed = client_of_cards.place(&order()).await.expect("placed");
    assert_eq!(placed.price.amount.to_string(), "1.50");
    assert!(
        matches!(placed.payment, Some(ByTag::Card(card)) if card.last4.as_deref() == Some("1234"))
    );
    let client_of_banks = client(r#"{"kind": "bank", "iban": "AE07"}"#);
    let placed = client_of_banks.place(&order()).await.expect("placed");
    assert!(
        matches!(placed.payment, Some(ByTag::Transfer(bank)) if bank.iban.as_deref() == Some("AE07"))
    );
    let placed = client_of_banks.place_otherwise(&order()).await;
    let payment = placed.expect("placed").payment;
    assert!(
        matches!(payment, Some(BySchema::Transfer(bank)) if bank.iban.as_deref() == Some("AE07"))
    );
    let rest = client_of_banks.place_whatever(&order()).await;
    assert_eq!(rest.expect("placed").rest.len(), 2);
}
