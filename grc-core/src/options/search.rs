//! Searching a list as someone types.
//!
//! The folded labels and values are one text, a line each. Where each word begins is kept in the order of what follows
//! it: what begins with the letters typed is found by halving, whatever the length of the list.

use super::Entry;
use crate::folding::fold;

/// How well an option fits what was typed: the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is what was typed.
    Whole,
    /// It begins so.
    Beginning,
    /// One of its words begins so.
    Word,
    /// Each word typed begins one of its words.
    Words,
}

/// The beginnings of words of a list.
#[derive(Debug)]
pub(super) struct Index {
    /// Lines of folded words, each between two line breaks.
    text: String,
    /// The beginnings of words, in the order of what follows them.
    words: Vec<Beginning>,
}

/// The beginning of a word.
#[derive(Clone, Copy, Debug)]
struct Beginning {
    /// Where, in the text.
    at: u32,
    /// Whose line it is.
    option: u32,
}

impl Index {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut text = String::from("\n");
        let mut words = Vec::new();
        for (option, entry) in entries.iter().enumerate() {
            let labels = entry.label.all().into_iter().map(|(_, label)| fold(label));
            for line in labels.chain([fold(&entry.value)]) {
                let mut at = text.len();
                for word in line.split(' ').filter(|word| !word.is_empty()) {
                    // A catalogue is far from 4 GiB.
                    if let (Ok(at), Ok(option)) = (u32::try_from(at), u32::try_from(option)) {
                        words.push(Beginning { at, option });
                    }
                    at = at.saturating_add(word.len()).saturating_add(1);
                }
                text.push_str(&line);
                text.push('\n');
            }
        }
        let mut index = Self { text, words };
        let mut words = std::mem::take(&mut index.words);
        words.sort_by(|one, other| index.line_from(*one).cmp(index.line_from(*other)));
        index.words = words;
        index
    }

    pub(super) fn search(&self, typed: &str, most: usize, offered: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found: Vec<(u32, Fit)> =
            self.beginning_with(typed).iter().map(|word| (word.option, self.fit(*word, typed))).collect();
        if typed.contains(' ') {
            found.extend(self.with_words(typed).map(|option| (option, Fit::Words)));
        }
        // The best fit of each option.
        found.sort_unstable();
        found.dedup_by_key(|(option, _)| *option);
        found.retain(|(option, _)| usize::try_from(*option).is_ok_and(&offered));
        let key = |(option, fit): &(u32, Fit)| (*fit, *option);
        if found.len() > most {
            found.select_nth_unstable_by_key(most, key);
            found.truncate(most);
        }
        found.sort_unstable_by_key(key);
        found.into_iter().filter_map(|(option, _)| usize::try_from(option).ok()).collect()
    }

    /// What follows the beginning of a word, to the end of its line.
    fn line_from(&self, word: Beginning) -> &str {
        let rest = usize::try_from(word.at).ok().and_then(|at| self.text.get(at..)).unwrap_or_default();
        rest.split_once('\n').map_or(rest, |(line, _)| line)
    }

    /// The words after which a line begins with `typed`.
    fn beginning_with(&self, typed: &str) -> &[Beginning] {
        let first = self.words.partition_point(|word| self.line_from(*word) < typed);
        let from = self.words.get(first..).unwrap_or_default();
        let count = from.partition_point(|word| self.line_from(*word).starts_with(typed));
        from.get(..count).unwrap_or_default()
    }

    fn fit(&self, word: Beginning, typed: &str) -> Fit {
        let before = usize::try_from(word.at).ok().and_then(|at| at.checked_sub(1));
        let begins_line = before.and_then(|at| self.text.as_bytes().get(at)) == Some(&b'\n');
        match begins_line {
            true if self.line_from(word).len() == typed.len() => Fit::Whole,
            true => Fit::Beginning,
            false => Fit::Word,
        }
    }

    /// The options of which a line has, for each word typed, a word that begins so.
    fn with_words(&self, typed: &str) -> impl Iterator<Item = u32> {
        let longest = typed.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
        self.beginning_with(longest)
            .iter()
            .filter(move |word| {
                let line = self.line_of(**word);
                typed.split(' ').all(|typed| line.split(' ').any(|word| word.starts_with(typed)))
            })
            .map(|word| word.option)
    }

    /// The whole line of a word.
    fn line_of(&self, word: Beginning) -> &str {
        let before = usize::try_from(word.at).ok().and_then(|at| self.text.get(..at)).unwrap_or_default();
        let first = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
        let rest = self.text.get(first..).unwrap_or_default();
        rest.split_once('\n').map_or(rest, |(line, _)| line)
    }
}
