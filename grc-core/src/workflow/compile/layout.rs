//! What stands around the body of e-mails, compiled.

use crate::definition::{self, Bilingual, Diagnostics, Language, Pointer, Text, TextSource};
use crate::expr::{Format, Scope, publication};
use crate::facts::{Town, names};
use crate::workflow::process::{Frame, Frames, Layout};

/// The setting that holds the address of the town's logo, and the one that holds its name.
const LOGO: &str = "logo";
const NAME: &str = "nom_commune";

/// Compiles the catalogue's layout, or the engine's own, which serves messages that have HTML of their own.
pub(super) fn compile(
    definition: Option<&definition::Layout>,
    town: &Town,
    everywhere: &Scope,
    faults: &mut Diagnostics,
) -> Option<Layout> {
    let scope = names::of_a_layout(everywhere);
    let at = Pointer::root().key("layout");
    let own = own(town);
    let html = definition.and_then(|layout| layout.html.as_ref()).unwrap_or(&own);
    let html = frames(html, Format::Html, &scope, &at.key("html"), faults);
    let (text_in_french, text_in_english) = match definition.and_then(|layout| layout.text.as_ref()) {
        Some(text) => {
            let (french, english) = frames(text, Format::Text, &scope, &at.key("text"), faults)?;
            (Some(french), Some(english))
        }
        None => (None, None),
    };
    let (in_french, in_english) = html?;
    Some(Layout {
        serves_all: definition.is_some(),
        french: Frames { html: in_french, text: text_in_french },
        english: Frames { html: in_english, text: text_in_english },
    })
}

/// What stands around the message in French and in English: the same, where one of them alone is written.
fn frames(
    text: &Text,
    format: Format,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<(Frame, Frame)> {
    let mut frame = |language: Language, at: &Pointer| frame(text.get(language), format, scope, at, faults);
    let written = match text {
        Text::ByLanguage(texts) => texts.keys().copied().collect(),
        Text::Plain(_) | Text::File(_) => Vec::new(),
    };
    match *written.as_slice() {
        [first, second, ..] => {
            let (one, other) = (frame(first, &at.key(first.code())), frame(second, &at.key(second.code())));
            let (one, other) = (one?, other?);
            Some(if first == Language::French { (one, other) } else { (other, one) })
        }
        [only] => frame(only, &at.key(only.code())).map(|frame| (frame.clone(), frame)),
        [] => frame(Language::French, at).map(|frame| (frame.clone(), frame)),
    }
}

/// What stands before and after the place of the message, which is told once.
fn frame(text: &str, format: Format, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<Frame> {
    let Some((before, after)) = around(text) else {
        let message = Bilingual::new(
            "une mise en page dit une fois où vient le message : `{{ message }}`",
            "a layout says once where the message stands: `{{ message }}`",
        );
        faults.fault(at, "definition.layout", message);
        return None;
    };
    let before = publication::text(before, format, scope, at, faults);
    let after = publication::text(after, format, scope, at, faults);
    Some(Frame { before: before?, after: after? })
}

/// What stands before `{{ message }}` and after; `None` unless it is there once.
fn around(text: &str) -> Option<(&str, &str)> {
    let mut found = None;
    let mut rest = text;
    let mut passed = 0;
    while let Some((before, opened)) = rest.split_once("{{") {
        let (inside, after) = opened.split_once("}}")?;
        if inside.trim() == "message" {
            let start = passed + before.len();
            match found {
                None => found = Some((text.get(..start)?, after)),
                Some(_) => return None,
            }
        }
        passed = text.len() - after.len();
        rest = after;
    }
    found
}

/// The engine's own: the town's logo and name above, the service that answers below.
fn own(town: &Town) -> Text {
    let settings = town.settings_record();
    let name = if settings.get(NAME).is_some() { "{{ settings.nom_commune }}" } else { "" };
    let logo = match settings.get(LOGO) {
        Some(_) => format!(
            "<img src=\"{{{{ settings.logo }}}}\" alt=\"{name}\" height=\"64\" style=\"display:block;border:0\">\n"
        ),
        None => String::new(),
    };
    let in_language = |language: Language| {
        let code = language.code();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"></head>\n\
             <body style=\"margin:0;padding:16px;font-family:sans-serif;font-size:16px;line-height:1.5;color:#161616\">\n\
             <div style=\"max-width:640px;margin:0 auto\">\n{logo}<p style=\"font-weight:bold\">{name}</p>\n\
             {{{{ message }}}}\n\
             <p style=\"border-top:1px solid #ddd;padding-top:8px;font-size:14px;color:#3a3a3a\">{{{{ request.service.title }}}}\
             {{% if request.service.phone != none %}} – {{{{ request.service.phone }}}}{{% endif %}}</p>\n\
             </div>\n</body>\n</html>\n"
        )
    };
    let text = |language: Language| (language, TextSource::Plain(in_language(language)));
    Text::ByLanguage([Language::French, Language::English].map(text).into())
}
