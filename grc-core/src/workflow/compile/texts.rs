//! The words of messages, compiled: a shared template, of which a message may write parts anew, or its own.

use super::{Setting, unknown};
use crate::definition::{Bilingual, Diagnostics, Language, MessageContent, Pointer, Text};
use crate::expr::{Format, Scope, Template, publication};
use crate::workflow::process::{Texts, Wording};

/// A text, and where it is written.
type Written<'a> = (&'a Text, Pointer);

pub(super) fn compile(
    definition: &MessageContent,
    setting: Setting<'_>,
    (of_subject, of_body): (&Scope, &Scope),
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Texts> {
    let (subject, body, html) = written(definition, setting, at, faults)?;
    let mut compile =
        |(text, at): &Written<'_>, scope: &Scope, format: Format, language: Language| -> Option<Template> {
            let suffix = match text {
                Text::ByLanguage(_) => format!("/{}", language.code()),
                _ => String::new(),
            };
            publication::text(text.get(language), format, scope, &at.join(&suffix), faults)
        };
    let mut wording = |language: Language| -> Option<Wording> {
        // A subject is shown in lists: a code has no place there.
        let subject = compile(&subject, of_subject, Format::Text, language);
        let body = compile(&body, of_body, Format::Text, language);
        let html = html.as_ref().map(|html| compile(html, of_body, Format::Html, language));
        Some(Wording {
            subject: subject?,
            body: body?,
            html: html.map_or(Some(None), |html| html.map(Some))?,
        })
    };
    let language = setting.town.language;
    let default = wording(language);
    let other = language.pick(Language::English, Language::French);
    let has_other = |text: &Text| matches!(text, Text::ByLanguage(texts) if texts.contains_key(&other));
    let is_translated =
        [Some(&subject), Some(&body), html.as_ref()].into_iter().flatten().all(|(text, _)| has_other(text));
    let other = if is_translated { Some((other, wording(other)?)) } else { None };
    Some(Texts { default: default?, other })
}

/// The subject, the body and, if it is written, its HTML.
fn written<'a>(
    definition: &'a MessageContent,
    setting: Setting<'a>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<(Written<'a>, Written<'a>, Option<Written<'a>>)> {
    let own = |text: &'a Option<Text>, key: &str| text.as_ref().map(|text| (text, at.key(key)));
    let (subject, body, html) =
        (own(&definition.subject, "subject"), own(&definition.body, "body"), own(&definition.html, "html"));
    let Some(reference) = &definition.template else {
        if let (Some(subject), Some(body)) = (subject, body) {
            return Some((subject, body, html));
        }
        let message = Bilingual::new(
            "un message a un modèle (`template`), ou un objet et un corps (`subject`, `body`)",
            "a message has a template (`template`), or a subject and a body (`subject`, `body`)",
        );
        faults.fault(at, "definition.message_text", message);
        return None;
    };
    let templates = &setting.catalogue.templates;
    let found = templates.iter().enumerate().find(|(_, template)| template.id.as_str() == reference.id());
    let Some((index, template)) = found else {
        let known = templates.iter().map(|template| template.id.as_str());
        unknown(("modèle", "template"), reference.id(), known, &at.key("template"), faults);
        return None;
    };
    let place = Pointer::root().key("templates").index(index);
    // The HTML of a template says what its own body says: a body written anew goes without.
    let of_template = template.html.as_ref().filter(|_| body.is_none()).map(|html| (html, place.key("html")));
    Some((
        subject.unwrap_or_else(|| (&template.subject, place.key("subject"))),
        body.unwrap_or_else(|| (&template.body, place.key("body"))),
        html.or(of_template),
    ))
}
