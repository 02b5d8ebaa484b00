//! Reading Rust sources as text: their words, and the paths that these form.
//!
//! Comments and literals are left out, so that a link in a documentation comment is no import and a
//! word in a message is no call.

/// A source file.
pub(crate) struct Source {
    /// Its path from the repository's root, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Source {
    /// Whether it holds tests only.
    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.split('/').any(|folder| folder == "tests")
    }

    /// Its module in grc-core, outermost first; empty for the crate's root, `None` elsewhere.
    pub(crate) fn module(&self) -> Option<Vec<String>> {
        let place = self.path.strip_prefix("grc-core/src/")?.strip_suffix(".rs")?;
        let mut module: Vec<String> = place.split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod" || last == "lib") {
            module.pop();
        }
        Some(module)
    }
}

/// A name, or a piece of punctuation: `::`, or one character.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// Its line, from 1.
    pub(crate) line: usize,
    /// Its characters.
    pub(crate) text: &'a str,
}

/// The words of a source.
pub(crate) fn words(source: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let (length, is_word) = if first == '_' || first.is_alphabetic() {
            match raw_string(rest) {
                Some(length) => (length, false),
                None => (name(rest), true),
            }
        } else if first.is_ascii_digit() {
            (name(rest), false)
        } else if first == '\'' {
            (character_or_lifetime(rest), false)
        } else if first == '"' {
            (quoted(rest, '"'), false)
        } else if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (block_comment(rest), false)
        } else if rest.starts_with("::") {
            (2, true)
        } else {
            (first.len_utf8(), !first.is_whitespace())
        };
        let (text, after) = rest.split_at(length);
        if is_word {
            words.push(Word { line, text });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    words
}

fn name(text: &str) -> usize {
    text.find(|one: char| one != '_' && !one.is_alphanumeric()).unwrap_or(text.len())
}

/// The length of `r"…"`, `br#"…"#` and the like, where `text` begins with one.
fn raw_string(text: &str) -> Option<usize> {
    let prefix = ["r", "br", "cr"]
        .into_iter()
        .find(|prefix| name(text) == prefix.len() && text.starts_with(prefix))?;
    let opening = &text[prefix.len()..];
    let marks = opening.len() - opening.trim_start_matches('#').len();
    let content = opening[marks..].strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(marks));
    let end = content.find(&closing).map_or(content.len(), |at| at + closing.len());
    Some(text.len() - content.len() + end)
}

/// The length of a literal between two `quote`s, with escapes.
fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, one)) = characters.next() {
        if one == '\\' {
            characters.next();
        } else if one == quote {
            return at + 1;
        }
    }
    text.len()
}

fn character_or_lifetime(text: &str) -> usize {
    let mut after = text.chars().skip(1);
    let (first, second) = (after.next(), after.next());
    if first == Some('\\') || second == Some('\'') { quoted(text, '\'') } else { 1 + name(&text[1..]) }
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// A path such as `crate::form::Report`; a macro's last name ends with `!`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Path {
    /// The line of its first name.
    pub(crate) line: usize,
    /// The modules of this file around it, outermost first.
    pub(crate) inside: Vec<String>,
    /// Its names.
    pub(crate) names: Vec<String>,
}

/// Every path of a source, lone names included; `a::{b, c}` makes two.
pub(crate) fn paths(source: &str) -> Vec<Path> {
    let words = words(source);
    let mut reader = Reader { words: &words, at: 0, inside: Vec::new(), depth: 0, paths: Vec::new() };
    reader.read();
    reader.paths
}

struct Reader<'a> {
    words: &'a [Word<'a>],
    at: usize,
    /// The modules around, each with the depth of its braces.
    inside: Vec<(String, usize)>,
    depth: usize,
    paths: Vec<Path>,
}

impl<'a> Reader<'a> {
    /// The word `ahead` words further; an empty one past the end.
    fn word(&self, ahead: usize) -> &'a str {
        self.words.get(self.at + ahead).map_or("", |word| word.text)
    }

    fn read(&mut self) {
        while self.at < self.words.len() {
            match self.word(0) {
                "{" => self.depth += 1,
                "}" => {
                    self.inside.retain(|(_, depth)| *depth < self.depth);
                    self.depth = self.depth.saturating_sub(1);
                }
                // A field or a method: not a path.
                "." if is_name(self.word(1)) => self.at += 1,
                "mod" if self.word(2) == "{" => {
                    self.inside.push((self.word(1).to_owned(), self.depth + 1));
                    self.at += 1;
                }
                word if is_name(word) => {
                    self.path(&[]);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Reads the path that begins here and continues `before`.
    fn path(&mut self, before: &[String]) {
        let line = self.words.get(self.at).map_or(0, |word| word.line);
        let mut names = before.to_vec();
        loop {
            match self.word(0) {
                "{" => return self.group(&names),
                "*" => names.push("*".to_owned()),
                word if is_name(word) => names.push(word.to_owned()),
                _ => break,
            }
            self.at += 1;
            if self.word(0) != "::" {
                break;
            }
            self.at += 1;
        }
        if let ("!", Some(last)) = (self.word(0), names.last_mut())
            && self.word(1) != "="
        {
            last.push('!');
        }
        let inside = self.inside.iter().map(|(name, _)| name.clone()).collect();
        self.paths.push(Path { line, inside, names });
    }

    /// Reads `{a, b::c as d}`, each continuing `before`.
    fn group(&mut self, before: &[String]) {
        self.at += 1;
        while self.at < self.words.len() {
            match self.word(0) {
                "}" => break,
                "," => self.at += 1,
                "as" => self.at += 2,
                _ => self.path(before),
            }
        }
        self.at += 1;
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first == '_' || first.is_alphabetic())
}
