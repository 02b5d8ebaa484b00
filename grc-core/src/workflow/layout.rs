//! Messages as they are sent: words laid out, files beside.

use super::course::{Course, Moment};
use super::process::{AttachedFiles, Frame, Layout, Process, Recipient, Wording};
use crate::definition::{Channel, Language, Reader};
use crate::expr::{Environment, EvaluationError, Root, escape_html};
use crate::request::{MessageFile, Request};

/// What a message says, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) html: Option<String>,
}

impl Wording {
    /// What it says, as it leaves by a channel. Only e-mails are laid out.
    pub(super) fn written(
        &self,
        layout: &Layout,
        channel: Channel,
        facts: &dyn Environment,
        language: Language,
    ) -> Result<Words, EvaluationError> {
        let words = Words {
            subject: self.subject.render(facts, language)?,
            body: self.body.render(facts, language)?,
            html: match channel {
                Channel::Email => self.html.as_ref().map(|html| html.render(facts, language)).transpose()?,
                _ => None,
            },
        };
        layout.around(words, channel, facts, language)
    }
}

impl Layout {
    /// The words within what stands around them.
    pub(super) fn around(
        &self,
        words: Words,
        channel: Channel,
        facts: &dyn Environment,
        language: Language,
    ) -> Result<Words, EvaluationError> {
        let is_laid_out = channel == Channel::Email && (self.serves_all || words.html.is_some());
        if !is_laid_out {
            return Ok(words);
        }
        let frames = language.pick(&self.french, &self.english);
        let html = words.html.unwrap_or_else(|| paragraphs(&words.body));
        let html = frames.html.around(html.trim_end(), facts, language)?;
        let body = match &frames.text {
            Some(frame) => frame.around(words.body.trim_end(), facts, language)?,
            None => words.body,
        };
        Ok(Words { subject: words.subject, body, html: Some(html) })
    }
}

impl Frame {
    fn around(
        &self,
        message: &str,
        facts: &dyn Environment,
        language: Language,
    ) -> Result<String, EvaluationError> {
        let mut whole = self.before.render(facts, language)?;
        whole.push_str(message);
        whole.push_str(&self.after.render(facts, language)?);
        Ok(whole)
    }
}

/// A text as HTML: a paragraph where lines are empty between, addresses of pages to follow.
fn paragraphs(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs = lines.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty());
    let written = paragraphs.map(|lines| {
        let lines: Vec<_> = lines.iter().map(|line| with_links(line)).collect();
        format!("<p>{}</p>", lines.join("<br>\n"))
    });
    written.collect::<Vec<_>>().join("\n")
}

fn with_links(line: &str) -> String {
    let words = line.split_inclusive(char::is_whitespace).map(|word| {
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        // What ends a sentence is not of the address.
        let address = word.trim_end_matches(|end: char| end.is_whitespace() || ".,;:!?)»".contains(end));
        match word.strip_prefix(address).filter(|_| is_address) {
            Some(rest) => {
                let address = escape_html(address);
                format!("<a href=\"{address}\">{address}</a>{}", escape_html(rest))
            }
            None => escape_html(word),
        }
    });
    words.collect()
}

impl AttachedFiles {
    /// What the catalogue calls the field: `answers.plan`.
    pub fn name(&self) -> String {
        let root = if self.root == Root::Data { "data" } else { "answers" };
        format!("{root}.{}", self.field)
    }
}

impl Process {
    /// The files of a request that go with a message, of those that whoever receives it may read.
    pub(super) fn attachments(
        &self,
        request: &Request,
        wanted: &[AttachedFiles],
        recipient: &Recipient,
    ) -> Vec<MessageFile> {
        let reader = if recipient.is_outside() { Reader::Applicant } else { Reader::Agent };
        let mut attached: Vec<MessageFile> = Vec::new();
        for files in wanted {
            let (form, values) = match files.root {
                Root::Data => (&self.data, &request.data),
                _ => (&self.form, &request.answers),
            };
            let of_field = values.iter().filter(|(name, _)| **name == files.field);
            let of_field = of_field.map(|(name, value)| (name.clone(), value.clone())).collect();
            for answer in form.files(&of_field) {
                let given = request.files.iter().find(|given| given.id == answer.file);
                let given = given.filter(|given| self.may_read(request, given.id, reader));
                if let Some(given) = given.filter(|given| attached.iter().all(|known| known.id != given.id)) {
                    attached.push(MessageFile {
                        id: given.id,
                        name: given.name.clone(),
                        media_type: given.media_type.clone(),
                        size: given.size,
                    });
                }
            }
        }
        attached
    }
}

impl Course<'_, '_> {
    /// What an agent or the engine says outside, laid out as what circuits say.
    pub(super) fn laid_out(
        &self,
        words: Words,
        channel: Channel,
        language: Language,
    ) -> Result<Words, EvaluationError> {
        let facts = self.facts(Moment { is_told_outside: true, ..Moment::default() });
        self.process.layout.around(words, channel, &facts, language)
    }
}
