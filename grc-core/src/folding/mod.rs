//! Texts as people search them: no case, no accents, no punctuation, no elided words.

#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// French words that lose their vowel before another: they are no use to a search.
const ELISIONS: [&str; 13] =
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// `text` in lower case, without accents nor ligatures; whatever is neither a letter nor a digit is
/// one space between words.
///
/// ```
/// assert_eq!(grc_core::folding::fold("L’Œuvre, n° 12"), "l oeuvre n 12");
/// ```
pub fn fold(text: &str) -> String {
    let letters = letters(text);
    letters
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words of `text`, folded, in order, without elided articles and the like (`l'`, `qu'`).
///
/// ```
/// assert_eq!(grc_core::folding::words("Acte d'état civil"), ["acte", "etat", "civil"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    let letters = letters(text);
    let mut words = Vec::new();
    for joined in letters.split(|letter: char| !letter.is_alphanumeric() && letter != '\'') {
        let mut parts = joined.split('\'').peekable();
        while let Some(part) = parts.next() {
            let elided = parts.peek().is_some() && ELISIONS.contains(&part);
            if !part.is_empty() && !elided {
                words.push(part.to_owned());
            }
        }
    }
    words
}

/// The text in lower case, without accents nor ligatures, every apostrophe being `'`.
fn letters(text: &str) -> String {
    // The acute accent typed as an apostrophe would decompose into a space: it is straightened before.
    let decomposed = text.chars().map(straighten).nfkd().flat_map(char::to_lowercase).nfkd();
    let mut letters = String::with_capacity(text.len());
    for letter in decomposed.filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'œ' => letters.push_str("oe"),
            'æ' => letters.push_str("ae"),
            'ß' => letters.push_str("ss"),
            'ø' => letters.push('o'),
            'ł' => letters.push('l'),
            'đ' => letters.push('d'),
            other => letters.push(straighten(other)),
        }
    }
    letters
}

fn straighten(letter: char) -> char {
    match letter {
        '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '′' | '´' | '`' | '＇' => '\'',
        other => other,
    }
}
