//! Hostile values: each one arrives complete or is refused, and has no other effect.

use lean_runtime::json::{Tape, Writer};
use lean_runtime::operation::{Codec, Location, Media, Parameter, Style};
use lean_runtime::wire::form_body;

use crate::written;

/// A small generator, so that runs repeat.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// Text that is full of what places take for syntax.
    fn text(&mut self) -> String {
        const SPICE: &[&str] = &[
            "&", "=", "+", "%", "%2e", "%00", "/", "?", "#", ";", ",", "|", " ", "[", "]", ".",
            "..", "\"", "\\", "\r", "\n", "\0", "~", "é", "😀", "a", "B", "7", ":", "@", "{x}",
            "\u{202e}",
        ];
        (0..self.roll(7))
            .map(|_| SPICE[self.roll(SPICE.len())])
            .collect()
    }

    fn texts(&mut self) -> Vec<String> {
        (0..1 + self.roll(4)).map(|_| self.text()).collect()
    }
}

#[test]
fn query_values_arrive_whole() {
    let mut dice = Dice(1);
    for _ in 0..20_000 {
        let items = dice.texts();
        let sent = written(Parameter::query("v"), &list(&items)).unwrap();
        let got: Vec<_> = sent
            .split('&')
            .map(|pair| decoded(pair.strip_prefix("v=").unwrap()))
            .collect();
        assert_eq!(got, items);
        let sent = written(
            Parameter::query("v").style(Style::Form, false),
            &list(&items),
        )
        .unwrap();
        let got: Vec<_> = sent
            .strip_prefix("v=")
            .unwrap()
            .split(',')
            .map(decoded)
            .collect();
        assert_eq!(got, items);
    }
}

#[test]
fn delimited_values_arrive_whole_or_not_at_all() {
    let mut dice = Dice(2);
    for (style, delimiter) in [(Style::SpaceDelimited, ' '), (Style::PipeDelimited, '|')] {
        for _ in 0..5_000 {
            let items = dice.texts();
            match written(Parameter::query("v").style(style, false), &list(&items)) {
                Ok(sent) => {
                    let whole = decoded(sent.strip_prefix("v=").unwrap());
                    assert_eq!(whole.split(delimiter).collect::<Vec<_>>(), items);
                }
                Err(_) => assert!(items.iter().any(|item| item.contains(delimiter))),
            }
        }
    }
}

#[test]
fn reserved_values_never_split_a_query() {
    let mut dice = Dice(3);
    for _ in 0..20_000 {
        let text = dice.text();
        let sent = written(Parameter::query("v").reserved(), &list(&[text])).unwrap();
        assert!(
            sent.starts_with("v=") && !sent.contains(['&', '#', '+', ' ']) && sent.is_ascii(),
            "{sent}"
        );
    }
}

#[test]
fn path_values_stay_in_their_segment_or_are_refused() {
    let mut dice = Dice(4);
    for round in 0..40_000 {
        let text = dice.text();
        let parameter = Parameter {
            reserved: round % 2 == 0,
            ..Parameter::path("color")
        };
        let reserved = parameter.reserved;
        let Ok(sent) = written(parameter, &quoted(&text)) else {
            continue;
        };
        assert!(
            !sent.contains(['/', '?', '#', '\\', ' ']) && sent.is_ascii() && !sent.is_empty(),
            "{sent}"
        );
        if !reserved {
            assert_eq!(decoded(&sent), text);
        }
        let once = decoded(&sent);
        assert!(
            once.split(['/', '\\'])
                .all(|part| part != "." && part != ".."),
            "{sent}"
        );
    }
}

#[test]
fn headers_and_cookies_never_break_out() {
    let mut dice = Dice(5);
    for _ in 0..20_000 {
        let items = dice.texts();
        if let Ok(sent) = written(Parameter::header("color"), &list(&items)) {
            assert!(
                sent.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~')),
                "{sent:?}"
            );
            assert_eq!(sent, items.join(","));
        }
        for style in [Style::Form, Style::Cookie] {
            let Ok(sent) = written(Parameter::cookie("color").style(style, true), &list(&items))
            else {
                continue;
            };
            let got: Vec<_> = sent
                .split("; ")
                .map(|pair| pair.strip_prefix("color=").unwrap())
                .collect();
            match style {
                Style::Cookie => assert_eq!(got, items),
                _ => assert_eq!(got.into_iter().map(decoded).collect::<Vec<_>>(), items),
            }
        }
    }
}

#[test]
fn forms_arrive_whole() {
    let mut dice = Dice(6);
    let media = Media::new("application/x-www-form-urlencoded", Codec::Form);
    for _ in 0..20_000 {
        let (name, items) = (dice.text(), dice.texts());
        let json = format!("{{{}: {}}}", quoted(&name), list(&items));
        let sent = form_body(&media, Tape::parse(&json).unwrap().root()).unwrap();
        let got = sent.split('&').map(|pair| pair.split_once('=').unwrap());
        let got: Vec<_> = got
            .map(|(name, value)| (form_decoded(name), form_decoded(value)))
            .collect();
        let expected: Vec<_> = items.into_iter().map(|item| (name.clone(), item)).collect();
        assert_eq!(got, expected);
    }
}

/// Refusals never quote what they refuse.
#[test]
fn refusals_do_not_tell() {
    let secret = "hush-hush";
    let list = format!("[[\"{secret}\"]]");
    let bad = format!("\"{secret}\\r\\n\"");
    for (location, style, json) in [
        (Location::Query, Style::Form, &list),
        (Location::Query, Style::Text, &list),
        (Location::Header, Style::Simple, &bad),
        (Location::Cookie, Style::Cookie, &bad),
        (Location::Path, Style::Form, &bad),
    ] {
        let parameter = Parameter {
            name: "v",
            location,
            style,
            explode: false,
            reserved: false,
            fixed: None,
        };
        let error = written(parameter, json).unwrap_err();
        assert!(!format!("{error}{error:?}").contains(secret));
    }
}

fn list(items: &[String]) -> String {
    let mut out = Writer::new();
    out.open_list();
    items.iter().for_each(|item| out.string(item));
    out.close_list();
    out.into_text()
}

fn quoted(text: &str) -> String {
    let mut out = Writer::new();
    out.string(text);
    out.into_text()
}

fn form_decoded(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

/// An oracle of its own.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
