//! Did you mean?

/// The candidate that a misspelt name most likely means, if one is close.
pub fn closest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = letters(wanted);
    let worst = (plain.len() / 3).max(usize::from(plain.len() > 1));
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(&plain, &self::letters(candidate), worst);
        if let Some(distance) = distance
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The field that a key most likely means, close enough to say so unasked: it differs in case or signs, or by a
/// slip, and is not there itself.
pub fn find_correction<'a>(
    key: &str,
    known: impl IntoIterator<Item = &'a str>,
    is_there: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let plain = letters(key);
    let known: Vec<&str> = known.into_iter().collect();
    // Of three letters, only the last one of four is forgiven: `typ`.
    let begun = |near: &&&str| key.len() == 3 && near.len() == 4 && near.starts_with(key);
    if let Some(near) = known.iter().find(begun) {
        return (!is_there(near)).then_some(near);
    }
    let most = match plain.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let near = closest(key, known)?;
    let slips = distance(&plain, &self::letters(near), most);
    (slips.is_some() && !is_there(near)).then_some(near)
}

/// Letters and digits in one case: `getCustomer` and `get_customer` are the same here.
pub(super) fn letters(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(100)
        .collect()
}

/// The number of letters to change or to swap, unless more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(x != y);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|distance| *distance > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_unasked_only_what_is_a_slip() {
        let known = ["$ref", "in", "requestBody", "required", "items"];
        let corrected = |key| find_correction(key, known, |there| there == "required");
        assert_eq!(corrected("ref"), Some("$ref"));
        assert_eq!(corrected("requestbody"), Some("requestBody"));
        assert_eq!(corrected("itms"), Some("items"));
        assert_eq!(corrected("requird"), None, "it is there");
        assert_eq!(corrected("id"), None);
        assert_eq!(corrected("requests"), None);
        assert_eq!(corrected("$$"), None);
    }

    #[test]
    fn finds_the_misspelt() {
        let known = ["getCustomer", "getCustomers", "createPayment"];
        assert_eq!(closest("get_custmer", known), Some("getCustomer"));
        assert_eq!(closest("createPayement", known), Some("createPayment"));
        assert_eq!(closest("spce", ["spec"]), Some("spec"));
        assert_eq!(closest("deleteBank", known), None);
        assert_eq!(closest("", known), None);
    }
}
