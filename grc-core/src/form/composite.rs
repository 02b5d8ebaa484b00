//! Types made of several questions that are always the same: an address, a place on the map.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::definition::{
    Bound, Computed, DecimalLimits, Field, FieldKind, IbanLimits, Language, Name, NoLimits, Text, TextLimits,
    TextSource,
};
use crate::identifier::{countries_of_france, country_name};

/// Digits of a latitude or a longitude after the decimal mark: about a centimetre.
pub(super) const DEGREE_SCALE: u32 = 7;

/// The questions of a composite type; none for another.
pub(super) fn parts(kind: &FieldKind) -> Option<Vec<Field>> {
    match kind {
        FieldKind::Address(limits) => Some(address(limits.foreign)),
        FieldKind::Location(_) => Some(location(true)),
        FieldKind::Iban(IbanLimits { with_bic: true }) => Some(account()),
        _ => None,
    }
}

/// A postal address, under the names that the Base Adresse Nationale gives to its parts.
///
/// It has a street or a place name. In France, overseas too, it has a postal code; elsewhere, if it may be elsewhere, what that
/// country writes.
fn address(foreign: bool) -> Vec<Field> {
    let line = |most| FieldKind::Text(TextLimits { max_length: Some(most), ..TextLimits::default() });
    let mut parts = Vec::new();
    if foreign {
        let country = part("country", "Pays", "Country", FieldKind::Country(NoLimits {}));
        parts.push(Field { default: Some("FR".into()), ..country });
    }
    parts.extend([
        part("number", "Numéro", "Number", line(20)),
        part("street", "Voie", "Street", line(200)),
        Field {
            required_if: Some("item.street == none".to_owned()),
            ..part("locality", "Lieu-dit", "Place name", line(100))
        },
        part("complement", "Complément d'adresse", "Address supplement", line(200)),
    ]);
    let postal_code =
        part("postal_code", "Code postal", "Postal code", FieldKind::PostalCode(NoLimits {})).required();
    if foreign {
        let codes: Vec<String> = countries_of_france().map(|code| format!("'{code}'")).collect();
        let in_france = format!("item.country == none or item.country in [{}]", codes.join(", "));
        let elsewhere = part("foreign_postal_code", "Code postal étranger", "Foreign postal code", line(16));
        parts.push(Field { visible_if: Some(in_france.clone()), ..postal_code });
        parts.push(Field { visible_if: Some(format!("not ({in_france})")), ..elsewhere });
    } else {
        parts.push(postal_code);
    }
    parts.push(part("city", "Commune", "Town", line(100)).required());
    parts.push(part(
        "commune",
        "Code INSEE de la commune",
        "INSEE code of the town",
        FieldKind::Commune(NoLimits {}),
    ));
    parts.extend(location(false));
    parts.push(part(
        "ban_id",
        "Identifiant de la Base Adresse Nationale",
        "Identifier in the national address base",
        line(64),
    ));
    parts
}

/// A bank account and its bank, of one country: the last question is compared with the first.
fn account() -> Vec<Field> {
    vec![
        part("iban", "IBAN", "IBAN", FieldKind::Iban(IbanLimits::default())).required(),
        part("bic", "BIC", "BIC", FieldKind::Bic(NoLimits {})).required(),
    ]
}

/// A latitude and a longitude in degrees (WGS 84): both, or neither.
fn location(required: bool) -> Vec<Field> {
    let degrees = |greatest: i64| {
        FieldKind::Decimal(DecimalLimits {
            min: Some(Bound::Text(Computed(format!("-{greatest}")))),
            max: Some(Bound::Text(Computed(greatest.to_string()))),
            scale: Some(DEGREE_SCALE),
        })
    };
    let latitude = part("latitude", "Latitude", "Latitude", degrees(90));
    let longitude = part("longitude", "Longitude", "Longitude", degrees(180));
    if required {
        return vec![latitude.required(), longitude.required()];
    }
    vec![latitude, Field { required_if: Some("item.latitude != none".to_owned()), ..longitude }]
}

fn part(id: &str, french: &str, english: &str, kind: FieldKind) -> Field {
    let texts = [(Language::French, french), (Language::English, english)];
    let texts: BTreeMap<_, _> =
        texts.into_iter().map(|(language, text)| (language, TextSource::Plain(text.to_owned()))).collect();
    Field {
        id: Name(id.to_owned()),
        label: Text::ByLanguage(texts),
        hint: None,
        default: None,
        required: false,
        required_if: None,
        visible_if: None,
        readonly_if: None,
        available_from_administration: None,
        personal: true,
        visible_to: None,
        kind,
    }
}

/// An address as an envelope has it; None when it is not one.
pub(super) fn envelope(address: &Json, language: Language) -> Option<String> {
    let address = address.as_object()?;
    let part = |name: &str| address.get(name).and_then(Json::as_str).unwrap_or_default();
    let country = match part("country") {
        code if countries_of_france().any(|known| known == code) => "",
        code => country_name(code, language).unwrap_or(code),
    };
    let lines = [
        [part("number"), part("street")],
        [part("locality"), ""],
        [part("complement"), ""],
        [
            if part("postal_code").is_empty() { part("foreign_postal_code") } else { part("postal_code") },
            part("city"),
        ],
        [country, ""],
    ];
    let lines =
        lines.map(|words| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    Some(lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

impl Field {
    fn required(self) -> Self {
        Self { required: true, ..self }
    }
}
