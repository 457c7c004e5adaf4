//! Limits of values, as [`Operation::limits`](super::Operation::limits) writes them.

/// The target of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LimitTarget<'l> {
    /// The parameter of that index, or the part of it that a pointer names.
    Parameter(usize, &'l str),
    /// The part of the body of that index that a pointer names.
    Body(usize, &'l str),
}

/// The limits of an operation, place by place.
pub(crate) fn limits(text: &str) -> impl Iterator<Item = (LimitTarget<'_>, &str)> {
    text.lines().filter_map(|line| {
        let (place, limits) = line.split_once('\t')?;
        let (index, pointer) = match place.find('/') {
            Some(at) => place.split_at(at),
            None => (place, ""),
        };
        let target = match index.strip_prefix('b') {
            Some(body) => LimitTarget::Body(body.parse().ok()?, pointer),
            None => LimitTarget::Parameter(index.parse().ok()?, pointer),
        };
        Some((target, limits))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_limits() {
        let all: Vec<_> = limits("0\t>=1 <=9\n1/*\tlen<=3\nb0/a/*/b\tunique\nnonsense").collect();
        assert_eq!(
            all,
            [
                (LimitTarget::Parameter(0, ""), ">=1 <=9"),
                (LimitTarget::Parameter(1, "/*"), "len<=3"),
                (LimitTarget::Body(0, "/a/*/b"), "unique"),
            ]
        );
    }
}
