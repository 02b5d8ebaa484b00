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
    /// How many options there are.
    options: usize,
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
        let mut index = Self { text, words, options: entries.len() };
        let mut words = std::mem::take(&mut index.words);
        words.sort_by(|one, other| index.line_from(*one).cmp(index.line_from(*other)));
        index.words = words;
        index
    }

    pub(super) fn search(&self, typed: &str, most: usize, offered: impl Fn(usize) -> bool) -> Vec<usize> {
        // The best fit of each option: no sort, however many options a single letter means.
        let mut fits: Vec<Option<Fit>> = vec![None; self.options];
        let mut note = |option: u32, fit: Fit| {
            let slot = usize::try_from(option).ok().and_then(|option| fits.get_mut(option));
            if let Some(slot) = slot {
                *slot = Some(slot.map_or(fit, |known| known.min(fit)));
            }
        };
        for word in self.beginning_with(typed) {
            note(word.option, self.fit(*word, typed));
        }
        if typed.contains(' ') {
            self.with_words(typed).into_iter().for_each(|option| note(option, Fit::Words));
        }
        let in_order = [Fit::Whole, Fit::Beginning, Fit::Word, Fit::Words].into_iter().flat_map(|fit| {
            fits.iter().enumerate().filter(move |(_, found)| **found == Some(fit)).map(|(option, _)| option)
        });
        in_order.filter(|option| offered(*option)).take(most).collect()
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
        let at = usize::try_from(word.at).unwrap_or_default();
        let is_end = |at: Option<usize>| at.and_then(|at| self.text.as_bytes().get(at)) == Some(&b'\n');
        match is_end(at.checked_sub(1)) {
            true if is_end(at.checked_add(typed.len())) => Fit::Whole,
            true => Fit::Beginning,
            false => Fit::Word,
        }
    }

    /// The options that have, for each word typed, a word that begins so.
    fn with_words(&self, typed: &str) -> Vec<u32> {
        let mut common: Option<Vec<u32>> = None;
        for word in typed.split(' ') {
            let mut found: Vec<u32> = self.beginning_with(word).iter().map(|word| word.option).collect();
            found.sort_unstable();
            if let Some(common) = common {
                found.retain(|option| common.binary_search(option).is_ok());
            }
            common = Some(found);
        }
        common.unwrap_or_default()
    }
}
