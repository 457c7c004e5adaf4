//! The text of an object's member: two marks and a name.
//!
//! The first mark is the presence: `!` required, `?` optional, `0` required but perhaps null, `~`
//! absent, null or a value, `*` the map of all members without a field, `=` required and fixed, `-`
//! optional and fixed (name, NUL, JSON text of the value). The second mark is a space, `r` for
//! members of responses only, or `w` for members of requests only. A sensitive member, which
//! `Debug` does not show, has `s`, `R` or `W` instead.

/// The presence of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence<'t> {
    /// A value.
    Required,
    /// Absent, or a value.
    Optional,
    /// Null, or a value.
    Nullable,
    /// Absent, null, or a value.
    OptionalNullable,
    /// Always this value, as JSON text.
    Fixed(&'t str),
    /// Absent, or this value, as JSON text.
    OptionalFixed(&'t str),
}

/// The direction that carries a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Requests and responses.
    Both,
    /// Responses only (`readOnly`).
    Responses,
    /// Requests only (`writeOnly`).
    Requests,
}

/// A member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member<'t> {
    /// The presence.
    pub presence: Presence<'t>,
    /// The direction.
    pub direction: Direction,
    /// True if `Debug` must not show the value.
    pub is_sensitive: bool,
    /// The name on the wire.
    pub name: &'t str,
}

impl Member<'_> {
    /// The text of the map of all members without a field.
    pub const REST: &'static str = "* ";

    /// Writes the member as text.
    #[must_use]
    pub fn write(&self) -> String {
        let (mark, fixed) = match self.presence {
            Presence::Required => ('!', None),
            Presence::Optional => ('?', None),
            Presence::Nullable => ('0', None),
            Presence::OptionalNullable => ('~', None),
            Presence::Fixed(json) => ('=', Some(json)),
            Presence::OptionalFixed(json) => ('-', Some(json)),
        };
        let second = match (self.direction, self.is_sensitive) {
            (Direction::Both, false) => ' ',
            (Direction::Both, true) => 's',
            (Direction::Responses, false) => 'r',
            (Direction::Responses, true) => 'R',
            (Direction::Requests, false) => 'w',
            (Direction::Requests, true) => 'W',
        };
        let name = self.name;
        match fixed {
            Some(json) => format!("{mark}{second}{name}\0{json}"),
            None => format!("{mark}{second}{name}"),
        }
    }
}

/// The text of a member, read part by part: decoding asks for one part at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'t>(pub &'t str);

impl<'t> Field<'t> {
    /// The member; `None` for the map of all other members.
    #[must_use]
    pub fn member(self) -> Option<Member<'t>> {
        let presence = match self.first() {
            b'!' => Presence::Required,
            b'?' => Presence::Optional,
            b'0' => Presence::Nullable,
            b'~' => Presence::OptionalNullable,
            b'=' => Presence::Fixed(self.fixed()),
            b'-' => Presence::OptionalFixed(self.fixed()),
            _ => return None,
        };
        let direction = match self.second() {
            b'r' | b'R' => Direction::Responses,
            b'w' | b'W' => Direction::Requests,
            _ => Direction::Both,
        };
        Some(Member {
            presence,
            direction,
            is_sensitive: self.is_sensitive(),
            name: self.name(),
        })
    }

    /// The name on the wire.
    #[must_use]
    #[inline]
    pub fn name(self) -> &'t str {
        let name = &self.0[2..];
        if self.is_fixed() {
            return name.split('\0').next().unwrap_or_default();
        }
        name
    }

    /// Returns true if the member has only one value.
    #[must_use]
    #[inline]
    pub fn is_fixed(self) -> bool {
        matches!(self.first(), b'=' | b'-')
    }

    /// The JSON text of the only value.
    #[must_use]
    #[inline]
    pub fn fixed(self) -> &'t str {
        self.0.split('\0').nth(1).unwrap_or_default()
    }

    /// Returns true if the member must be there, perhaps as null.
    #[must_use]
    #[inline]
    pub fn is_required(self) -> bool {
        matches!(self.first(), b'!' | b'0')
    }

    /// Returns true if an absent member is not written: null would be another value.
    #[must_use]
    #[inline]
    pub fn is_omitted(self) -> bool {
        matches!(self.first(), b'?' | b'-')
    }

    /// Returns true for the map of all members without a field.
    #[must_use]
    #[inline]
    pub fn is_rest(self) -> bool {
        self.first() == b'*'
    }

    /// Returns true if `Debug` must not show the value.
    #[must_use]
    #[inline]
    pub fn is_sensitive(self) -> bool {
        matches!(self.second(), b's' | b'R' | b'W')
    }

    /// Returns true if only responses carry the member.
    #[must_use]
    #[inline]
    pub fn is_read_only(self) -> bool {
        matches!(self.second(), b'r' | b'R')
    }

    #[inline]
    fn first(self) -> u8 {
        self.0.as_bytes()[0]
    }

    #[inline]
    fn second(self) -> u8 {
        self.0.as_bytes()[1]
    }
}
