//! What is said of a wrong shape.

use crate::definition::{Bilingual, did_you_mean};

/// Most characters of a wrong text that a message repeats.
const REPEATED: usize = 60;

pub(super) fn wrong_type<'a>(types: impl IntoIterator<Item = &'a str>) -> Bilingual {
    let mut expected: Vec<(&str, &str)> = Vec::new();
    for name in types {
        let words = match name {
            "string" => ("un texte", "a text"),
            "integer" => ("un nombre entier", "a whole number"),
            "boolean" => ("`true` ou `false`", "`true` or `false`"),
            "array" => ("une liste", "a list"),
            "object" => ("un objet", "an object"),
            // `null` may always stand for an absent key: nobody needs to be told to write it.
            _ => continue,
        };
        if !expected.contains(&words) {
            expected.push(words);
        }
    }
    let french: Vec<&str> = expected.iter().map(|(french, _)| *french).collect();
    let english: Vec<&str> = expected.iter().map(|(_, english)| *english).collect();
    Bilingual::new(
        format!("il faut ici {}", french.join(", ou ")),
        format!("this must be {}", english.join(", or ")),
    )
}

pub(super) fn unknown_key(key: &str, known: &[&str]) -> Bilingual {
    let meant = did_you_mean(key, known.iter().copied());
    let key = shorten(key);
    Bilingual::new(
        format!("clé inconnue `{key}`{}", meant.french),
        format!("unknown key `{key}`{}", meant.english),
    )
}

pub(super) fn key_of_another_variant(key: &str, tag: &str, name: &str) -> Bilingual {
    Bilingual::new(
        format!("la clé `{key}` n'a pas de sens quand `{tag}` est `{name}`"),
        format!("the key `{key}` has no meaning when `{tag}` is `{name}`"),
    )
}

pub(super) fn missing_key(key: &str) -> Bilingual {
    Bilingual::new(format!("il manque la clé `{key}`"), format!("the key `{key}` is missing"))
}

pub(super) fn missing_tag(tag: &str, names: &[&str]) -> Bilingual {
    let names = list(names);
    Bilingual::new(
        format!("il manque la clé `{tag}` (au choix : {names})"),
        format!("the key `{tag}` is missing (one of {names})"),
    )
}

pub(super) fn one_key(keys: &[&str]) -> Bilingual {
    let keys = list(keys);
    Bilingual::new(
        format!("il faut une clé et une seule parmi {keys}"),
        format!("there must be exactly one key among {keys}"),
    )
}

/// `value` is absent when it may not be repeated.
pub(super) fn unknown_value(value: Option<&str>, known: &[&str]) -> Bilingual {
    let Some(value) = value else {
        let known = list(known);
        return Bilingual::new(format!("au choix : {known}"), format!("this must be one of {known}"));
    };
    let meant = did_you_mean(value, known.iter().copied());
    let (value, known) = (shorten(value), list(known));
    Bilingual::new(
        format!("`{value}` n'est pas l'une des valeurs possibles ({known}){}", meant.french),
        format!("`{value}` is not one of the possible values ({known}){}", meant.english),
    )
}

/// `text` is absent when it may not be repeated.
pub(super) fn pattern(text: Option<&str>, pattern: &str) -> Bilingual {
    let Some(text) = text else {
        return Bilingual::new(
            format!("la forme voulue est `{pattern}`"),
            format!("the expected form is `{pattern}`"),
        );
    };
    let text = shorten(text);
    Bilingual::new(
        format!("`{text}` n'a pas la forme voulue (`{pattern}`)"),
        format!("`{text}` has not the expected form (`{pattern}`)"),
    )
}

pub(super) fn form(forms: &[&str]) -> Bilingual {
    let words = forms.iter().map(|form| match *form {
        "uuid" => ("un identifiant (UUID)", "an identifier (UUID)"),
        "date" => ("une date (`2026-03-02`)", "a date (`2026-03-02`)"),
        _ => ("un instant (`2026-03-02T08:00:00Z`)", "an instant (`2026-03-02T08:00:00Z`)"),
    });
    let (french, english): (Vec<&str>, Vec<&str>) = words.unzip();
    Bilingual::new(
        format!("il faut ici {}", french.join(", ou ")),
        format!("this must be {}", english.join(", or ")),
    )
}

pub(super) fn too_few(fewest: u64) -> Bilingual {
    Bilingual::new(format!("il en faut au moins {fewest}"), format!("there must be at least {fewest}"))
}

pub(super) fn too_many(most: u64) -> Bilingual {
    Bilingual::new(format!("il en faut au plus {most}"), format!("there must be at most {most}"))
}

pub(super) fn out_of_range(least: Option<i64>, greatest: Option<i64>) -> Bilingual {
    match (least, greatest) {
        (Some(least), Some(greatest)) => Bilingual::new(
            format!("le nombre doit être compris entre {least} et {greatest}"),
            format!("the number must be between {least} and {greatest}"),
        ),
        (Some(least), None) => Bilingual::new(
            format!("le nombre doit être d'au moins {least}"),
            format!("the number must be at least {least}"),
        ),
        (None, Some(greatest)) => Bilingual::new(
            format!("le nombre doit être d'au plus {greatest}"),
            format!("the number must be at most {greatest}"),
        ),
        (None, None) => Bilingual::new("le nombre est trop grand", "the number is too great"),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(REPEATED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
