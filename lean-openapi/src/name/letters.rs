//! The letters that names keep. The compiler warns of identifiers with characters outside living
//! languages, and of letters that look like those of another script; neither warning can be allowed
//! within a module.

use std::borrow::Cow;

/// Letters and digits beyond ASCII that every compiler takes without a word, by their scripts.
const USUAL: &[(char, char)] = &[
    // Latin
    ('À', 'Ö'),
    ('Ø', 'ö'),
    ('ø', 'ē'),
    ('Ė', 'ī'),
    ('Į', 'ı'),
    ('Ĵ', 'ķ'),
    ('Ĺ', 'ľ'),
    ('Ł', 'ň'),
    ('Ŋ', 'ō'),
    ('Ő', 'ŕ'),
    ('Ř', 'š'),
    ('Ť', 'ž'),
    ('Ơ', 'ơ'),
    ('Ư', 'ư'),
    ('Ș', 'ț'),
    // Greek
    ('Ά', 'Ά'),
    ('Έ', 'Ί'),
    ('Ό', 'Ό'),
    ('Ύ', 'Ρ'),
    ('Σ', 'ώ'),
    // Cyrillic
    ('Ё', 'Ќ'),
    ('Ў', 'я'),
    ('ё', 'ќ'),
    ('ў', 'џ'),
    ('Ґ', 'қ'),
    // Armenian, Hebrew, Arabic
    ('Ա', 'Ֆ'),
    ('ա', 'ֆ'),
    ('\u{5d0}', '\u{5ea}'),
    ('\u{620}', '\u{63a}'),
    ('\u{641}', '\u{64a}'),
    ('\u{660}', '\u{669}'),
    ('\u{67e}', '\u{67e}'),
    ('\u{686}', '\u{686}'),
    ('\u{698}', '\u{698}'),
    ('\u{6a9}', '\u{6a9}'),
    ('\u{6af}', '\u{6af}'),
    ('\u{6cc}', '\u{6cc}'),
    ('\u{6f0}', '\u{6f9}'),
    // Devanagari, Thai, Georgian
    ('\u{901}', '\u{903}'),
    ('अ', 'ऋ'),
    ('ऍ', 'न'),
    ('प', 'ळ'),
    ('व', 'ह'),
    ('\u{93e}', '\u{943}'),
    ('\u{945}', '\u{94d}'),
    ('०', '९'),
    ('ก', 'า'),
    ('\u{e34}', '\u{e3a}'),
    ('เ', '\u{e4d}'),
    ('๐', '๙'),
    ('ა', 'ჰ'),
    // Vietnamese
    ('Ạ', 'ỹ'),
    // Chinese, Japanese, Korean
    ('々', '々'),
    ('ぁ', 'ゖ'),
    ('ァ', 'ヺ'),
    ('ー', 'ー'),
    ('一', '龥'),
    ('가', '힣'),
];

/// Letters of other scripts that look like Latin letters, or like those of a third script. The
/// compiler warns if a script has no other letters in a crate.
const MISTAKABLE: &str = "ΑΒΓΕΖΗΘΙΚΛΜΝΟΠΡΤΥΦΧαβγδεηθικνοπρστυφ\
    ЅІЈАБВГЕЗКЛМНОПРСТУФХЫЬЮабгекопрстуфхчшєѕіјћҐґғҘҪҫҮүҺһҽҿӀӏӔӕӘәӠӡӨ\
    ԻՄՅՈՊՌՍՏՓՕագզծհձղյոպռսցւքօוטיןסاةه٠١٥٧٨٩ھہۃە۰۱۵۷۸۹თიყ\
    \u{901}\u{902}\u{903}उटठढपभमवह\u{93f}\u{941}\u{942}\u{945}\u{946}\u{947}\u{948}\u{94d}०१२३४८\
    จบปฝพฟย\u{e34}\u{e35}\u{e36}\u{e37}\u{e38}\u{e39}\u{e3a}\u{e48}\u{e49}\u{e4a}\u{e4b}\u{e4d}๐\
    へイエカタトニネノハヒヘムメヨロ一丅丫丿乄二亻八力匕卜厶口囗夕工彐礻";

/// A text with the letters that identifiers can have without a warning: marks are left out, other letters spelt.
pub(super) fn keep_allowed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let keeps = allowed_in(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if keeps(c) || !unicode_ident::is_xid_continue(c) {
            out.push(c);
        } else if c.is_alphabetic() && !is_modifier(c) {
            out.push_str(&format!(" u{:x} ", u32::from(c)));
        }
    }
    Cow::Owned(out)
}

/// The characters of a text that an identifier may contain without a warning.
pub(super) fn allowed_in(text: &str) -> impl Fn(char) -> bool {
    let is_foreign = |c: char| c > 'ỹ' || ('\u{370}'..'Ạ').contains(&c);
    let is_clear = |c: char| is_foreign(c) && is_common_letter(c) && !MISTAKABLE.contains(c);
    let clear = text.chars().any(is_clear);
    move |c| match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || c == '_',
        false => is_common_letter(c) && (clear || !is_foreign(c)),
    }
}

fn is_common_letter(c: char) -> bool {
    USUAL
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
}

/// Letters that only say how another is spoken.
fn is_modifier(c: char) -> bool {
    ('ʰ'..='\u{36f}').contains(&c) || matches!(c, 'ª' | 'º')
}

#[cfg(test)]
mod tests {
    use super::super::{pascal, snake};

    #[track_caller]
    fn check(wire: &str, value: &str) {
        assert_eq!(snake(wire), value);
    }

    #[test]
    fn letters_that_the_compiler_warns_of() {
        check("bāb al-ʿilm", "bāb_al_ilm");
        check("1º", "_1");
        check("ʰ", "u2b0");
        check("ﬁnal", "ufb01_nal");
        // Decomposed, as some file systems write it.
        check("cafe\u{301}", "cafe");
    }

    #[test]
    fn letters_that_look_like_others() {
        // Cyrillic, each of them.
        check("сахар", "u441_u430_u445_u430_u440");
        check("имя", "имя");
        assert_eq!(pascal("А"), "U410");
        assert_eq!(pascal("Б1д"), "Б1д");
        check("α", "u3b1");
        check("λόγος", "λόγος");
    }

    #[test]
    fn in_order_and_once() {
        assert!(super::USUAL.is_sorted());
        assert!(super::USUAL.iter().all(|(first, last)| first <= last));
    }
}
