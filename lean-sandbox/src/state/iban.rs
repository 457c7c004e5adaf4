//! IBANs with valid check digits.

/// The IBAN of a national account number.
pub(super) fn iban(country: &str, bban: &str) -> String {
    let check = 98 - remainder(&format!("{bban}{country}00"));
    format!("{country}{check:02}{bban}")
}

/// Returns true if the check digits are correct.
pub(super) fn is_valid(iban: &str) -> bool {
    let form =
        (15..=34).contains(&iban.len()) && iban.bytes().all(|byte| byte.is_ascii_alphanumeric());
    form && remainder(&format!("{}{}", &iban[4..], &iban[..4])) == 1
}

/// Modulo 97, letters counting as 10 to 35 (ISO 7064).
fn remainder(text: &str) -> u32 {
    text.chars()
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, digit| {
            let shift = if digit > 9 { 100 } else { 10 };
            (rest * shift + digit) % 97
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        assert_eq!(iban("AE", "0331234567890123456"), "AE070331234567890123456");
        assert!(is_valid("GB82WEST12345698765432"));
        assert!(!is_valid("GB83WEST12345698765432"));
        assert!(!is_valid("AE"));
        assert!(!is_valid("ÄE070331234567890123456"));
    }
}
