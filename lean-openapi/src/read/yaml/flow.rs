//! Flow style: what is between brackets, read as a whole.

use std::sync::Arc;

use super::super::error::Fault;
use super::super::level::{Content, Form, KeySpot, Level, Member, Spot, push};
use super::super::source::empty_key;
use super::flow_scalars::is_quote;
use super::plain::strip_quotes;
use super::{View, apply_tag};
use crate::read::EXPANSION_MAX;

/// Reads the value between brackets at a spot, after which nothing may follow before `end`.
pub(super) fn read_content(view: &View<'_>, spot: &Spot, end: usize) -> Result<Content, Fault> {
    let mut flow = Flow {
        view: *view,
        at: spot.start(),
        end,
        values: 0,
    };
    let member = flow.read_value(empty_key(), spot.depth)?;
    refuse_rest(view, flow.at, end)?;
    match member.content.into_inner() {
        Some(content) => Ok(content),
        None => Err(super::alias_without_anchor_fault(view, spot.start())),
    }
}

/// Refuses anything but comments and blank lines.
pub(super) fn refuse_rest(view: &View<'_>, at: usize, end: usize) -> Result<(), Fault> {
    let mut flow = Flow {
        view: *view,
        at,
        end,
        values: 0,
    };
    flow.skip_space();
    if flow.at >= end {
        return Ok(());
    }
    let message = if flow.byte() == b':' {
        "a map or list cannot be a key"
    } else {
        "text after the end of the value: quote it"
    };
    Err(Fault::at(flow.at, message))
}

/// A place in a value between brackets.
pub(super) struct Flow<'a> {
    pub(super) view: View<'a>,
    pub(super) at: usize,
    pub(super) end: usize,
    values: u64,
}

impl Flow<'_> {
    /// Recursion is bounded by `DEPTH_MAX`.
    fn read_value(&mut self, key: KeySpot, depth: u8) -> Result<Member, Fault> {
        self.values += 1;
        if self.values > EXPANSION_MAX {
            return Err(Fault::at(
                self.at,
                format!("more than {EXPANSION_MAX} values in flow style"),
            ));
        }
        let first = self.at;
        let properties = self.view.properties(first, self.end);
        self.at = properties.after;
        self.skip_space();
        let start = self.at;
        let content = match self.byte() {
            b'[' => Some(Content::Level(Arc::new(self.read_list(depth)?))),
            b'{' => Some(Content::Level(Arc::new(self.read_map(depth)?))),
            b'*' => {
                self.at += 1 + super::aliases::name(&self.view, start + 1).len();
                None
            }
            b'"' | b'\'' => Some(Content::Scalar(apply_tag(
                properties.tag,
                false,
                &self.read_quoted()?,
            ))),
            b',' | b']' | b'}' if start > first => {
                Some(Content::Scalar(apply_tag(properties.tag, true, "")))
            }
            _ => Some(Content::Scalar(apply_tag(
                properties.tag,
                true,
                &self.read_plain()?,
            ))),
        };
        let mut spot = Spot::exact(Form::Flow, start..self.at, depth);
        spot.properties = (start > first).then_some(super::offset(first));
        Ok(match content {
            Some(content) => Member::with_content(key, spot, content),
            None => Member::new(key, spot),
        })
    }

    fn read_list(&mut self, depth: u8) -> Result<Level, Fault> {
        let open = self.open_bracket(depth)?;
        let mut members = Vec::new();
        while !self.take_closing(open, b']')? {
            let announced = self.take_question_mark();
            let member = self.read_value(empty_key(), depth + 1)?;
            self.skip_space();
            let is_pair = announced || self.at_colon(is_quote(self.view.byte(member.spot.start())));
            let member = if is_pair {
                self.read_pair(&member, depth + 1)?
            } else {
                member
            };
            push(&mut members, member)?;
            self.take_separator(open, b']')?;
        }
        Ok(Level::list(members))
    }

    fn read_map(&mut self, depth: u8) -> Result<Level, Fault> {
        let open = self.open_bracket(depth)?;
        let mut members = Vec::new();
        while !self.take_closing(open, b'}')? {
            self.take_question_mark();
            let (key, quoted) = self.read_key()?;
            self.skip_space();
            let member = if self.at_colon(quoted) {
                self.read_after_colon(key, depth + 1)?
            } else {
                self.null_member(key, depth + 1)
            };
            push(&mut members, member)?;
            self.take_separator(open, b'}')?;
        }
        Ok(self.view.source.map(members))
    }

    /// Takes the `?` that announces a key.
    fn take_question_mark(&mut self) -> bool {
        let announced = self.view.is_indicator(self.at, b'?');
        if announced {
            self.at += 1;
            self.skip_space();
        }
        announced
    }

    /// `[key: value]` is a list of a map of one entry.
    fn read_pair(&mut self, key: &Member, depth: u8) -> Result<Member, Fault> {
        let range = key.spot.start()..key.spot.end();
        if !matches!(key.content.get(), Some(Content::Scalar(_))) {
            return Err(Fault::at(
                range.start,
                "a map, list or alias cannot be a key",
            ));
        }
        super::check_depth(depth, range.start)?;
        let quoted = is_quote(self.view.byte(range.start));
        let spot = if quoted {
            strip_quotes(&self.view, range.clone())?
        } else {
            self.plain_key(range.clone())
        };
        let member = if self.at_colon(quoted) {
            self.read_after_colon(spot, depth + 1)?
        } else {
            self.null_member(spot, depth + 1)
        };
        let spot = Spot::exact(Form::Flow, range.start..self.at, depth);
        let level = self.view.source.map(vec![member]);
        Ok(Member::with_content(
            empty_key(),
            spot,
            Content::Level(Arc::new(level)),
        ))
    }

    fn read_after_colon(&mut self, key: KeySpot, depth: u8) -> Result<Member, Fault> {
        self.at += 1;
        self.skip_space();
        if matches!(self.byte(), b',' | b'}' | b']') {
            return Ok(self.null_member(key, depth));
        }
        self.read_value(key, depth)
    }

    fn null_member(&self, key: KeySpot, depth: u8) -> Member {
        Member::new(key, Spot::exact(Form::Empty, self.at..self.at, depth))
    }

    fn open_bracket(&mut self, depth: u8) -> Result<usize, Fault> {
        super::check_depth(depth, self.at)?;
        self.at += 1;
        Ok(self.at - 1)
    }

    /// Takes the closing bracket, if it comes next.
    fn take_closing(&mut self, open: usize, close: u8) -> Result<bool, Fault> {
        self.skip_space();
        if self.at >= self.end {
            return Err(Fault::at(
                open,
                format!("this `{}` is not closed", char::from(self.view.bytes[open])),
            ));
        }
        let closes = self.byte() == close;
        self.at += usize::from(closes);
        Ok(closes)
    }

    fn take_separator(&mut self, open: usize, close: u8) -> Result<(), Fault> {
        self.skip_space();
        match self.byte() {
            b',' => self.at += 1,
            byte if byte == close => {}
            _ if self.at >= self.end => {
                return Err(Fault::at(
                    open,
                    format!("this `{}` is not closed", char::from(self.view.bytes[open])),
                ));
            }
            _ => {
                return Err(Fault::at(
                    self.at,
                    format!("expected `,` or `{}`", char::from(close)),
                ));
            }
        }
        Ok(())
    }

    pub(super) fn skip_space(&mut self) {
        self.at = self.view.skip_space(self.at, self.end);
    }

    pub(super) fn byte(&self) -> u8 {
        if self.at < self.end {
            self.view.bytes[self.at]
        } else {
            0
        }
    }
}
