//! Anchors and aliases. The values that contain them are read at once, in document order. An alias
//! shares the content of its anchor, so that nothing is copied, and the expanded size is counted
//! before any traversal. The rest is read on demand, as in any other document.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::super::error::{Fault, ReadError};
use super::super::level::{Content, Form, Level, Member, Shape, Spot};
use super::super::source::empty_key;
use super::super::{DEPTH_MAX, EXPANSION_MAX, Source};
use super::{View, block_texts};

/// The key whose value is merged into its map.
const MERGE: &str = "<<";

/// The offsets of anchors, aliases and merge keys to resolve, in order; empty if no alias has an anchor of its name. Text
/// that only looks like one costs time, nothing else. So the program listings in descriptions, full of `&x` and `*x`,
/// are searched only if there is a pair, and then left out.
pub(super) fn find_marks(view: &View<'_>) -> Vec<usize> {
    if !any_alias_has_anchor(names(view, '&'), names(view, '*')) {
        return Vec::new();
    }
    let texts = block_texts::block_scalar_ranges(view.text);
    let outside = |mark| names(view, mark).filter(|name| !block_texts::holds(&texts, view, name));
    let (anchors, aliases): (Vec<&str>, Vec<&str>) =
        (outside('&').collect(), outside('*').collect());
    if !any_alias_has_anchor(anchors.iter().copied(), aliases.iter().copied()) {
        return Vec::new();
    }
    let before = |name: &str| name.as_ptr().addr() - view.text.as_ptr().addr() - 1;
    let merges = view.text.match_indices(MERGE).map(|(at, _)| at);
    let named = anchors.into_iter().chain(aliases).map(before);
    let mut marks: Vec<usize> = named.chain(merges).collect();
    marks.sort_unstable();
    marks
}

fn any_alias_has_anchor<'a>(
    anchors: impl Iterator<Item = &'a str>,
    mut aliases: impl Iterator<Item = &'a str>,
) -> bool {
    let anchors: BTreeSet<&str> = anchors.collect();
    !anchors.is_empty() && aliases.any(|name| anchors.contains(name))
}

fn names<'a>(view: &View<'a>, mark: char) -> impl Iterator<Item = &'a str> {
    let view = *view;
    view.text.match_indices(mark).filter_map(move |(at, _)| {
        let before = if at == 0 { b' ' } else { view.bytes[at - 1] };
        let starts = matches!(
            before,
            b' ' | b'\t' | b'\n' | b'[' | b'{' | b',' | b':' | 0xbf
        );
        let name = if starts { name(&view, at + 1) } else { "" };
        (!name.is_empty()).then_some(name)
    })
}

/// The name of the anchor or alias whose mark is before this offset.
pub(super) fn name<'a>(view: &View<'a>, at: usize) -> &'a str {
    let mut end = at;
    while end < view.bytes.len()
        && !matches!(
            view.bytes[end],
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | b'{' | b'}'
        )
    {
        end += 1;
    }
    &view.text[at..end]
}

/// Reads every value that contains one of these marks.
pub(super) fn resolve(source: &Source, root: Spot, marks: Vec<usize>) -> Result<Member, ReadError> {
    let mut settler = AliasResolver {
        view: View::new(source),
        marks,
        shared: 0,
        anchors: HashMap::new(),
        expanded: 0,
    };
    let (root, _) = settler.resolve_member(&Member::new(empty_key(), root))?;
    match root.content.get() {
        Some(Content::Invalid(error)) => Err(error.clone()),
        _ => Ok(root),
    }
}

struct AliasResolver<'a> {
    view: View<'a>,
    /// The offsets of possible anchors, aliases and merge keys, in order.
    marks: Vec<usize>,
    /// The number of shared or merged values around this one: their size counts, so all of them is read.
    shared: usize,
    anchors: HashMap<&'a str, Anchor>,
    /// The number of values of all aliases so far.
    expanded: u64,
}

enum Anchor {
    /// Its value is being read.
    Open,
    Read(Member, Size),
}

/// The size of a value after its aliases are followed.
#[derive(Clone, Copy)]
struct Size {
    values: u64,
    height: usize,
}

impl Size {
    const ONE: Self = Self {
        values: 1,
        height: 0,
    };
}

impl<'a> AliasResolver<'a> {
    /// Returns true if the spot may hold an anchor, an alias or a merge key.
    fn is_marked(&self, spot: Spot) -> bool {
        let start = spot.properties.map_or(spot.start(), |at| at as usize);
        let next = self.marks.partition_point(|mark| *mark < start);
        self.marks.get(next).is_some_and(|mark| *mark < spot.end())
    }

    fn resolve_member(&mut self, member: &Member) -> Result<(Member, Size), ReadError> {
        let spot = member.spot;
        if self.shared == 0 && !self.is_marked(spot) {
            return Ok((member.clone(), Size::ONE));
        }
        let is_alias = member.content.get().is_none()
            && self.view.byte(spot.start()) == b'*'
            && spot.start < spot.end;
        if is_alias {
            return self.resolve_alias(member);
        }
        let anchor = spot
            .properties
            .and_then(|at| self.view.properties_above(at as usize, spot.start()).anchor);
        if let Some(name) = anchor {
            self.anchors.insert(name, Anchor::Open);
        }
        self.shared += usize::from(anchor.is_some());
        let (content, size) = match self.view.source.content(member) {
            Content::Level(level) => self.resolve_level(level)?,
            content @ (Content::Scalar(_) | Content::Invalid(_)) => (content.clone(), Size::ONE),
        };
        self.shared -= usize::from(anchor.is_some());
        let member = Member::with_content(member.key.clone(), spot, content);
        if let Some(name) = anchor {
            self.anchors
                .insert(name, Anchor::Read(member.clone(), size));
        }
        Ok((member, size))
    }

    fn resolve_alias(&mut self, alias: &Member) -> Result<(Member, Size), ReadError> {
        let at = alias.spot.start();
        let name = name(&self.view, at + 1);
        if matches!(alias.spot.form, Form::Inline(_) | Form::OwnLine(_)) {
            let end = alias.spot.end().min(self.view.bytes.len());
            super::flow::refuse_rest(&self.view, at + 1 + name.len(), end)
                .map_err(|fault| self.view.source.error(fault))?;
        }
        let fault = |message| {
            self.view.source.error(Fault {
                start: at,
                end: at + 1 + name.len(),
                message,
            })
        };
        let (anchored, size) = match self.anchors.get(name) {
            Some(Anchor::Read(member, size)) => (member, *size),
            Some(Anchor::Open) => {
                return Err(fault(format!(
                    "`*{name}` refers to the value that holds it"
                )));
            }
            None => {
                let error = self
                    .view
                    .source
                    .error(super::alias_without_anchor_fault(&self.view, at));
                self.view.source.report(error.clone());
                let member =
                    Member::with_content(alias.key.clone(), alias.spot, Content::Invalid(error));
                return Ok((member, Size::ONE));
            }
        };
        if usize::from(alias.spot.depth) + size.height >= DEPTH_MAX {
            return Err(fault(format!(
                "nested deeper than {DEPTH_MAX} levels, through aliases"
            )));
        }
        if self.expanded.saturating_add(size.values) > EXPANSION_MAX {
            return Err(fault(format!(
                "the aliases up to here expand to more than {EXPANSION_MAX} values"
            )));
        }
        self.expanded += size.values;
        Ok((
            Member {
                key: alias.key.clone(),
                ..anchored.clone()
            },
            size,
        ))
    }

    /// The same level with aliases followed and `<<` merged. Recursion is bounded by `DEPTH_MAX`.
    fn resolve_level(&mut self, level: &Arc<Level>) -> Result<(Content, Size), ReadError> {
        let mut members = Vec::with_capacity(level.members.len());
        let mut size = Size::ONE;
        for member in &level.members {
            let is_merged = member.key.text(self.view.text) == MERGE;
            self.shared += usize::from(is_merged);
            let (member, inner) = self.resolve_member(member)?;
            self.shared -= usize::from(is_merged);
            size.values = size.values.saturating_add(inner.values);
            size.height = size.height.max(inner.height + 1);
            members.push(member);
        }
        let level = match level.shape {
            Shape::List => Level::list(members),
            Shape::Map => self.view.source.map(self.merge_bases(members)),
        };
        Ok((Content::Level(Arc::new(level)), size))
    }

    /// `<<: *base` and `<<: [*a, *b]`: entries of the bases, where the map has no such key itself.
    fn merge_bases(&self, mut members: Vec<Member>) -> Vec<Member> {
        let text = self.view.text;
        let Some(index) = members
            .iter()
            .position(|member| member.key.text(text) == MERGE)
        else {
            return members;
        };
        let bases = named_bases(&members[index]);
        if bases.is_empty() {
            return members;
        }
        members.remove(index);
        let mut keys: BTreeSet<String> = members
            .iter()
            .map(|member| member.key.text(text).to_owned())
            .collect();
        for base in bases {
            for member in &base.members {
                if keys.insert(member.key.text(text).to_owned()) {
                    members.push(member.clone());
                }
            }
        }
        members
    }
}

/// The maps that a `<<` names; none if it names anything else.
fn named_bases(member: &Member) -> Vec<Arc<Level>> {
    let map = |member: &Member| match member.content.get() {
        Some(Content::Level(level)) if level.shape == Shape::Map => Some(level.clone()),
        _ => None,
    };
    match member.content.get() {
        Some(Content::Level(level)) if level.shape == Shape::List => level
            .members
            .iter()
            .map(map)
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default(),
        _ => map(member).into_iter().collect(),
    }
}
