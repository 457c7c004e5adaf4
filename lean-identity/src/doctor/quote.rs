//! Text from outside, safe to print and to paste.

use crate::identity::Printable;

/// Without what would act on a terminal.
pub(super) fn printable(text: &str) -> String {
    Printable(text).to_string()
}

/// As one word of a POSIX shell.
pub(super) fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%=,".contains(c);
    if !text.is_empty() && !text.starts_with(['-', '=']) && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", printable(text).replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn words_of_a_shell() {
        assert_eq!(shell_word("certs/my_app_cert.crt"), "certs/my_app_cert.crt");
        assert_eq!(shell_word("my certs/key.pem"), "'my certs/key.pem'");
        assert_eq!(shell_word("a'b"), r"'a'\''b'");
        assert_eq!(shell_word("https://[::1]:8443/"), "'https://[::1]:8443/'");
        assert_eq!(shell_word("$(id)"), "'$(id)'");
        assert_eq!(shell_word(""), "''");
    }
}
