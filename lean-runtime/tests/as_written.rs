//! Texts that are read by a format are written back as they came, or not read.

use lean_runtime::model::{decode, encode};
use lean_runtime::values::{Date, DateTime, Time, Uuid};

#[test]
fn dates_and_times_that_exist_are_read_and_written_as_they_came() {
    for text in [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999-23:59",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "2026-01-31T12:30:00.123456789012345Z",
        "2016-12-31T23:59:60Z",
        "1990-12-31T15:59:60-08:00",
        "2026-01-31t12:30:00z",
        "2026-01-31 12:30:00Z",
        "2026-01-31 12:30:00.5+04:00",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:30Z",
        "2026-01-31T12:30:00",
        "2026-01-31T12:30:00-00:00",
        "2026-01-31T12:30:00+0400",
    ] {
        let json = format!("\"{text}\"");
        let read: DateTime = decode(&json).expect(text);
        assert_eq!(encode(&read), json);
        let read: DateTime = serde_json::from_str(&json).expect(text);
        assert_eq!(serde_json::to_string(&read).expect(text), json);
    }
    for text in [
        "2026-02-30T00:00:00Z",
        "2026-01-31T24:00:01Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:30:61Z",
        "2026-01-31T12:30:00.Z",
        "noon",
    ] {
        assert!(
            decode::<DateTime>(&format!("\"{text}\"")).is_err(),
            "{text}"
        );
    }
}

#[test]
fn instants_are_compared_beyond_what_jiff_holds() {
    let at = |text: &str| text.parse::<DateTime>().expect("a time");
    assert_eq!(
        at("2026-01-31T12:30:00Z"),
        at("2026-01-31t16:30:00.000+04:00")
    );
    assert_eq!(at("2026-01-31T24:00:00Z"), at("2026-02-01T00:00:00Z"));
    assert!(at("9999-12-31T23:59:59Z") > at("9999-12-31T23:59:58Z"));
    assert!(at("1969-12-31T23:59:59.5Z") < DateTime::EPOCH);
    let half = at("1969-12-31T23:59:59.5Z").timestamp();
    assert_eq!(half, "1969-12-31T23:59:59.5Z".parse().expect("a timestamp"));
    assert_eq!(DateTime::from(half), at("1969-12-31T23:59:59.5Z"));
    assert_eq!(at("9999-12-31T23:59:59Z").timestamp(), jiff::Timestamp::MAX);
    let leap = at("2016-12-31T23:59:60Z").timestamp();
    assert_eq!(leap.to_string(), "2016-12-31T23:59:59Z");
}

#[test]
fn times_of_day_are_written_as_they_came() {
    for text in [
        "12:30:00Z",
        "12:30:00.1234567890123z",
        "23:59:60Z",
        "24:00:00",
        "12:30",
        "12:30:00+04:00",
    ] {
        let json = format!("\"{text}\"");
        assert_eq!(encode(&decode::<Time>(&json).expect(text)), json);
    }
    assert!("25:00:00Z".parse::<Time>().is_err());
}

#[test]
fn a_date_is_written_with_the_time_that_came_with_it() {
    for text in [
        "2026-01-31",
        "2026-01-31T00:00:00+04:00",
        "2026-01-31T00:00:00Z",
        "2026-01-31t00:00z",
        "2026-01-31 00:00:00",
        "2026-01-31T00:00:00.000-0330",
        "2026-01-31T23:59:60.5-00:00",
        "20260131",
        "9999-12-31",
        "0000-01-01",
    ] {
        let json = format!("\"{text}\"");
        let read: Date = decode(&json).expect(text);
        assert_eq!(encode(&read), json);
        let read: Date = serde_json::from_str(&json).expect(text);
        assert_eq!(serde_json::to_string(&read).expect(text), json);
    }
    let day: Date = "2026-01-31T00:00:00+04:00".parse().expect("a date");
    assert_eq!(day, Date::constant(2026, 1, 31));
    assert_eq!(day.year(), 2026);
    for text in [
        "2026-02-30",
        "2026-1-31",
        "2026-01-31T",
        "2026-01-31T00:00:00.1234567890Z",
        "2026-01-31T00:00:00Z[UTC]",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}

#[test]
fn a_uuid_is_written_as_it_came() {
    for text in [
        "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "67E55044-10B1-426F-9247-BB680E5FE0C8",
        "67e5504410b1426f9247bb680e5fe0c8",
        "67E5504410b1426F9247bb680e5fE0c8",
        "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
        "{67E55044-10B1-426F-9247-BB680E5FE0C8}",
        "urn:uuid:67E55044-10b1-426f-9247-bb680e5fe0c8",
    ] {
        let json = format!("\"{text}\"");
        let read: Uuid = decode(&json).expect(text);
        assert_eq!(encode(&read), json);
        assert_eq!(
            read,
            Uuid::from_u128(0x67e55044_10b1_426f_9247_bb680e5fe0c8)
        );
        let read: Uuid = serde_json::from_str(&json).expect(text);
        assert_eq!(serde_json::to_string(&read).expect(text), json);
    }
    assert!("67e55044".parse::<Uuid>().is_err());
}
