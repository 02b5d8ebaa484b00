//! Streets and numbers.

use super::*;

fn divisions() -> Divisions {
    compiled(
        &json!([{"id": "voirie", "title": "Voirie", "commune": "14999", "postal_codes": ["14985"], "sectors": [
            {"id": "impair", "title": "Impair", "streets": [{"street": "rue des Lilas", "from": 1, "to": 99, "parity": "odd"}]},
            {"id": "pair", "title": "Pair", "streets": [{"street": "rue des Lilas", "to": 98, "parity": "even"}]},
            {"id": "reste", "title": "Reste", "streets": [
                {"street": "rue des Lilas"}, {"street": "avenue du Général-de-Gaulle"}, {"street": "place Saint-Rémy"},
                {"street": "bd de l'Église"}, {"street": "rue du Bois"}]}
        ]}]),
    )
}

fn find(street: &str, number: &str) -> Option<String> {
    let place = Place {
        street: Some(street),
        number: Some(number).filter(|number| !number.is_empty()),
        ..Place::default()
    };
    divisions().find("voirie", &place).map(|sector| sector.id.to_string())
}

#[test]
fn a_number_is_on_its_side_of_the_street() {
    for (number, sector) in [
        ("1", "impair"),
        ("99", "impair"),
        ("7 bis", "impair"),
        ("12B", "pair"),
        ("12-14", "pair"),
        ("0", "pair"),
        ("98", "pair"),
        ("100", "reste"),
        ("101", "reste"),
        ("", "reste"),
        ("sans numéro", "reste"),
    ] {
        assert_eq!(find("rue des Lilas", number).as_deref(), Some(sector), "{number}");
    }
}

#[test]
fn a_street_is_found_however_it_is_written() {
    for street in [
        "av. du Gal de Gaulle",
        "AVENUE DU GENERAL DE GAULLE",
        "Ave du Général-de-Gaulle",
        "pl. St Rémy",
        "Place Saint-Remy",
        "boulevard de l’église",
        "R. du Bois",
    ] {
        assert_eq!(find(street, "3").as_deref(), Some("reste"), "{street}");
    }
    for street in ["rue des Bois", "avenue de Gaulle", "chemin des Lilas", "", "3"] {
        assert_eq!(find(street, "3"), None, "{street}");
    }
}

#[test]
fn a_number_may_come_with_the_street() {
    assert_eq!(find("12 bis, rue des Lilas", "").as_deref(), Some("pair"));
    assert_eq!(find("7ter r. des Lilas", "").as_deref(), Some("impair"));
    assert_eq!(find("12 rue des Lilas", "12").as_deref(), Some("pair"), "told twice");
    assert_eq!(find("12 rue des Lilas", "7").as_deref(), None, "a street does not begin with another number");
}

#[test]
fn an_address_of_another_town_is_in_no_street() {
    let divisions = divisions();
    let find = |commune, postal_code| {
        let place = Place { street: Some("rue du Bois"), commune, postal_code, ..Place::default() };
        divisions.find("voirie", &place).is_some()
    };
    assert!(find(None, None) && find(Some("14999"), Some("14985")) && find(None, Some("14985")));
    assert!(!find(Some("14118"), Some("14985")) && !find(None, Some("14000")));
}

#[test]
fn streets_that_hold_nothing_or_that_another_sector_has_are_told() {
    let street = |value: Json| json!([value]);
    let (_, told) = compile(&json!([{"id": "voirie", "title": "Voirie", "sectors": [
        {"id": "a", "title": "A", "streets": [{"street": "rue Haute", "from": 1, "to": 20}]},
        {"id": "b", "title": "B", "streets": street(json!({"street": "R. haute", "from": 20, "to": 30}))},
        {"id": "c", "title": "C", "streets": street(json!({"street": "rue Haute", "from": 21, "to": 31, "parity": "odd"}))},
        {"id": "d", "title": "D", "streets": street(json!({"street": "rue Haute"}))},
        {"id": "e", "title": "E", "streets": street(json!({"street": " - "}))},
        {"id": "f", "title": "F", "streets": street(json!({"street": "rue Basse", "from": 3, "to": 2}))},
        {"id": "g", "title": "G", "streets": street(json!({"street": "rue Basse", "from": 3, "to": 3, "parity": "even"}))},
    ]}]));
    let told: Vec<_> = told.iter().map(|(place, code, _)| (place.as_str(), *code)).collect();
    assert_eq!(
        told,
        [
            ("/0/sectors/4/streets/0/street", "definition.street"),
            ("/0/sectors/5/streets/0", "definition.street"),
            ("/0/sectors/6/streets/0", "definition.street"),
            ("/0/sectors/1/streets/0", "definition.overlap"),
            ("/0/sectors/2/streets/0", "definition.overlap")
        ]
    );
}
