//! Answers as people read them, in the form's order.

use std::fmt::Write;

use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::composite::envelope;
use super::field::{Field, Shape};
use super::fields::Fields;
use super::{Form, Section};
use crate::definition::{FieldKind, GivenLists, Language, Reader};
use crate::request::GivenFile;

/// The answers of a form: labels rather than names; what is hidden, or not for the reader, left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// The sections that have an answer; one without title for a form without sections.
    pub sections: Vec<SummarySection>,
    /// The same as plain text: a line an answer, what is inside indented, sections separated by an empty line.
    pub text: String,
    /// The same as HTML: a title and a description list a section; what people typed is escaped.
    pub html: String,
}

/// The answers of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SummarySection {
    /// What is shown above the fields.
    pub title: Option<String>,
    /// The answers, in order.
    pub lines: Vec<SummaryLine>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SummaryLine {
    /// The question.
    pub label: String,
    /// The answer; empty for a group and for a repeat.
    pub value: String,
    /// The administration that holds the answer already, if the form names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_by: Option<String>,
    /// The answers inside a group, or inside each element of a repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Vec<SummaryLine>>,
}

/// How answers are read: the language and the time zone, and what is known of what they refer to.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// In which language.
    pub language: Language,
    /// In which time zone.
    pub zone: Tz,
    /// The lists of the host from which options were chosen: at least these options.
    pub lists: &'a GivenLists,
    /// The files that were given: an answer that is none of them is read as an attached file without a name.
    pub files: &'a [GivenFile],
}

impl Form {
    /// The stored answers as `reader` may read them.
    pub fn summary(&self, answers: &Map<String, Json>, reader: Reader, reading: Reading<'_>) -> Summary {
        let language = reading.language;
        let all = self.fields();
        let section = |title: Option<&str>, fields: &[Field]| SummarySection {
            title: title.map(str::to_owned),
            lines: fields.iter().filter_map(|field| line(field, answers, reader, reading)).collect(),
        };
        let titled = |known: &Section| {
            section(Some(known.title(language)), all.get(known.fields()).unwrap_or_default())
        };
        let sections: Vec<SummarySection> = match self.sections.as_slice() {
            [] => vec![section(None, all)],
            sections => sections.iter().map(titled).collect(),
        };
        Summary::of(sections.into_iter().filter(|section| !section.lines.is_empty()).collect(), language)
    }
}

fn line(
    field: &Field,
    answers: &Map<String, Json>,
    reader: Reader,
    reading: Reading<'_>,
) -> Option<SummaryLine> {
    if !field.is_readable_by(reader) {
        return None;
    }
    let answer = answers.get(field.id())?;
    let lines = |fields: &Fields, answers: &Map<String, Json>| {
        fields.as_slice().iter().filter_map(|field| line(field, answers, reader, reading)).collect()
    };
    let (value, inside) = match &field.shape {
        Shape::Single(single) => (single.shown(answer, reading)?, Vec::new()),
        Shape::Computed(computation) => (computation.result.shown(answer, reading)?, Vec::new()),
        Shape::Group(_) if matches!(field.kind(), FieldKind::Address(_)) => {
            (envelope(answer, reading.language)?, Vec::new())
        }
        Shape::Group(fields) => (String::new(), vec![lines(fields, answer.as_object()?)]),
        Shape::Repeat(repeat) => {
            let elements = answer.as_array()?.iter().filter_map(Json::as_object);
            (String::new(), elements.map(|element| lines(&repeat.fields, element)).collect())
        }
        Shape::Display => return None,
    };
    let held = field.definition.available_from_administration.as_ref();
    let held_by = held.map(|held| held.name.get(reading.language).to_owned());
    Some(SummaryLine { label: field.label(reading.language).to_owned(), value, held_by, inside })
}

impl Summary {
    fn of(sections: Vec<SummarySection>, language: Language) -> Self {
        Self { text: text(&sections, language), html: html(&sections), sections }
    }
}

fn text(sections: &[SummarySection], language: Language) -> String {
    let mut text = String::new();
    for section in sections {
        if !text.is_empty() {
            text.push('\n');
        }
        if let Some(title) = &section.title {
            text.push_str(title);
            text.push('\n');
        }
        write_text(&section.lines, usize::from(section.title.is_some()), language, &mut text);
    }
    text.truncate(text.trim_end().len());
    text
}

fn html(sections: &[SummarySection]) -> String {
    let mut html = String::new();
    for section in sections {
        if let Some(title) = &section.title {
            write_element("h3", title, &mut html);
        }
        write_html(&section.lines, &mut html);
    }
    html
}

fn write_text(lines: &[SummaryLine], depth: usize, language: Language, text: &mut String) {
    let margin = "  ".repeat(depth);
    for line in lines {
        let is_long = line.value.contains('\n');
        let colon = if line.label.ends_with(['?', ':']) { "" } else { language.pick(" :", ":") };
        // Writing to a string does not fail.
        _ = match line.value.as_str() {
            value if value.is_empty() || is_long => writeln!(text, "{margin}{}{colon}", line.label),
            value => writeln!(text, "{margin}{}{colon} {value}", line.label),
        };
        if is_long {
            line.value.lines().for_each(|value| _ = writeln!(text, "{margin}  {value}"));
        }
        let is_numbered = line.inside.len() > 1;
        for (index, inside) in line.inside.iter().enumerate() {
            if is_numbered {
                _ = writeln!(text, "{margin}  {}.", index.saturating_add(1));
            }
            write_text(inside, depth.saturating_add(if is_numbered { 2 } else { 1 }), language, text);
        }
    }
}

fn write_html(lines: &[SummaryLine], html: &mut String) {
    html.push_str("<dl>\n");
    for line in lines {
        write_element("dt", &line.label, html);
        if line.inside.is_empty() {
            write_element("dd", &line.value, html);
        }
        for inside in &line.inside {
            html.push_str("<dd>\n");
            write_html(inside, html);
            html.push_str("</dd>\n");
        }
    }
    html.push_str("</dl>\n");
}

fn write_element(name: &str, text: &str, html: &mut String) {
    _ = write!(html, "<{name}>");
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' => html.push_str("<br>\n"),
            other => html.push(other),
        }
    }
    _ = writeln!(html, "</{name}>");
}
