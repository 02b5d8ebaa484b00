//! Addresses, places on the map, and every type by its name.

use super::*;
use crate::definition::schema;

fn address(foreign: bool) -> Form {
    field(json!({"type": "address", "foreign": foreign}))
}

#[test]
fn an_address_is_stored_in_parts() {
    let given = json!({"number": "12 bis", "street": "rue des Lilas ", "postal_code": "14 000", "city": "Caen",
        "commune": "14118", "latitude": "49.18", "longitude": "-0.37"});
    let stored = json!({"number": "12 bis", "street": "rue des Lilas", "postal_code": "14000", "city": "Caen",
        "commune": "14118", "latitude": "49.1800000", "longitude": "-0.3700000"});
    stores(&address(false), given, stored);
}

#[test]
fn an_address_has_a_street_or_a_place_name() {
    let somewhere = |line: &str| {
        let mut address = json!({"postal_code": "14000", "city": "Caen"});
        address[line] = json!("La Prairie");
        address
    };
    for line in ["street", "locality"] {
        assert!(check(&address(false), json!({"x": somewhere(line)})).is_accepted());
    }
    let report = check(&address(false), json!({"x": somewhere("complement")}));
    assert_eq!(faults(&report), ["/x/locality field.required"]);
    assert_eq!(report.faults[0].message(Language::French), "« Champ », « Lieu-dit » : réponse obligatoire");
}

#[test]
fn an_address_abroad_has_the_postal_code_of_its_country() {
    let abroad =
        json!({"street": "Rue Neuve", "country": "be", "foreign_postal_code": "1000", "city": "Bruxelles"});
    let stored =
        json!({"street": "Rue Neuve", "country": "BE", "foreign_postal_code": "1000", "city": "Bruxelles"});
    stores(&address(true), abroad.clone(), stored);
    assert_eq!(
        faults(&check(&address(false), json!({"x": abroad}))).len(),
        3,
        "unknown twice, and no postal code"
    );
    let in_france = json!({"street": "Rue Neuve", "city": "Caen"});
    assert_eq!(faults(&check(&address(true), json!({"x": in_france}))), ["/x/postal_code field.required"]);
}

#[test]
fn conditions_read_the_parts_of_an_address() {
    let form = form(json!([
        {"id": "domicile", "type": "address", "label": "Domicile"},
        {"id": "motif", "type": "text", "label": "Motif", "required": true, "visible_if": "domicile.commune != '14118'"}
    ]));
    let at = |commune: &str| json!({"domicile": {"street": "rue Neuve", "postal_code": "14000", "city": "Caen", "commune": commune}});
    assert!(check(&form, at("14118")).is_accepted());
    assert_eq!(faults(&check(&form, at("14047"))), ["/motif field.required"]);
}

#[test]
fn a_place_is_inside_its_area() {
    // A town in the shape of an L.
    let area = json!([
        {"latitude": "49.0", "longitude": "0.0"},
        {"latitude": "49.4", "longitude": "0.0"},
        {"latitude": "49.4", "longitude": "0.1"},
        {"latitude": "49.1", "longitude": "0.1"},
        {"latitude": "49.1", "longitude": "0.3"},
        {"latitude": "49.0", "longitude": "0.3"}
    ]);
    let form = field(json!({"type": "location", "area": area}));
    let place = |latitude: &str, longitude: &str| json!({"latitude": latitude, "longitude": longitude});
    for (latitude, longitude) in [("49.05", "0.05"), ("49.39", "0.09"), ("49.0999999", "0.2999999")] {
        assert!(
            check(&form, json!({"x": place(latitude, longitude)})).is_accepted(),
            "{latitude} {longitude}"
        );
    }
    for (latitude, longitude) in [("49.2", "0.2"), ("48.9", "0.05"), ("49.05", "-0.1"), ("-49.05", "0.05")] {
        let report = check(&form, json!({"x": place(latitude, longitude)}));
        assert_eq!(faults(&report), ["/x/longitude field.outside_area"], "{latitude} {longitude}");
    }
    let anywhere = field(json!({"type": "location"}));
    assert_eq!(faults(&check(&anywhere, json!({"x": place("91", "0")}))), ["/x/latitude field.too_great"]);
    assert_eq!(faults(&check(&anywhere, json!({"x": {"latitude": "49"}}))), ["/x/longitude field.required"]);
    assert_eq!(
        faults(&check(&anywhere, json!({"x": {"latitude": 49.5, "longitude": "0"}}))),
        ["/x/latitude field.wrong_type"]
    );
}

#[test]
fn an_area_has_corners_that_are_numbers() {
    for area in [
        json!([{"latitude": "49", "longitude": "0"}, {"latitude": "50", "longitude": "0"}, {"latitude": "nord", "longitude": "1"}]),
        json!([{"latitude": "49", "longitude": "0"}, {"latitude": "50", "longitude": "0"}]),
    ] {
        let (_, faults) =
            compile(json!({"fields": [{"id": "x", "type": "location", "label": "X", "area": area}]}));
        assert_eq!(faults.as_slice()[0].code, "definition.invalid_bound");
    }
}

#[test]
fn the_number_of_a_person_is_asked_for_a_purpose_of_the_law() {
    let (_, faults) = compile(json!({"fields": [{"id": "x", "type": "nir", "label": "X"}]}));
    assert_eq!(faults.as_slice()[0].code, "definition.nir_without_legal_basis");
    let (_, faults) =
        compile(json!({"fields": [{"id": "x", "type": "nir", "label": "X", "legal_basis": "  "}]}));
    assert_eq!(faults.as_slice()[0].code, "definition.nir_without_legal_basis");
    let form = field(json!({"type": "nir", "legal_basis": "Décret n° 2019-341, art. 2, F"}));
    stores(&form, json!("2 95 10 99 126 111 93"), json!("295109912611193"));
    refuses(&form, json!("295109912611199"), "field.invalid_nir");
}

/// The names of the types in the format of definitions.
fn types() -> Vec<String> {
    let schema = schema();
    let variants = schema["$defs"]["Field"]["oneOf"].as_array().unwrap();
    variants
        .iter()
        .map(|variant| variant["properties"]["type"]["const"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_type_has_its_name_its_schema_and_its_place_in_a_layout() {
    assert!(types().len() >= 35, "{:?}", types());
    for name in types() {
        let inner = json!([{"id": "a", "type": "text", "label": "A"}]);
        let options = json!([{"value": "a", "label": "A"}]);
        let field = json!({"id": "x", "label": "X", "type": name, "fields": inner, "options": options,
            "legal_basis": "x", "value": "1", "result": "integer"});
        let (form, told) = compile(json!({"fields": [field]}));
        assert!(!told.has_faults(), "{name}: {told:?}");
        assert_eq!(form.fields()[0].type_name(), name);
        let is_shown_only = ["heading", "note"].contains(&name.as_str());
        assert_eq!(form.fields()[0].has_answer(), !is_shown_only, "{name}");
        assert_eq!(form.schema()["properties"].get("x").is_some(), !is_shown_only, "{name}");
        assert_eq!(form.ui(Language::French, Reader::Agent)["elements"][0]["options"]["type"], *name);
        if !is_shown_only && name != "computed" {
            let strange = json!({"x": [[3]]});
            assert!(!check(&form, strange).is_accepted(), "{name}");
        }
    }
}

#[test]
fn an_address_is_read_as_on_an_envelope() {
    let given = json!({"x": {"number": "12", "street": "Rue Neuve", "complement": "Boîte 3", "country": "BE",
        "foreign_postal_code": "1000", "city": "Bruxelles"}});
    let text = |language| address(true).summary(&object(&given), Reader::Agent, reading(language)).text;
    assert_eq!(text(Language::French), "Champ :\n  12 Rue Neuve\n  Boîte 3\n  1000 Bruxelles\n  Belgique");
    assert!(text(Language::English).ends_with("Belgium"));
}

#[test]
fn each_element_of_a_repeat_may_have_its_address() {
    let form = form(json!([{"id": "lieux", "type": "repeat", "label": "Lieux", "fields": [
        {"id": "nom", "type": "text", "label": "Nom", "required": true},
        {"id": "ou", "type": "address", "label": "Où", "required": true, "visible_if": "item.nom != 'partout'"},
        {"id": "point", "type": "location", "label": "Point"},
        {"id": "ville", "type": "computed", "label": "Ville", "result": "text", "value": "item.ou.city"}
    ]}]));
    let report = check(
        &form,
        json!({"lieux": [
            {"nom": "stade", "ou": {"street": "rue du Stade", "postal_code": "14000", "city": "Caen"}},
            {"nom": "partout", "point": {"latitude": "49", "longitude": "0"}}, {"nom": "gymnase"},
            {"nom": "piscine", "ou": {"postal_code": "1400", "city": "Caen"}}
        ]}),
    );
    assert_eq!(
        faults(&report),
        [
            "/lieux/2/ou/locality field.required",
            "/lieux/2/ou/postal_code field.required",
            "/lieux/2/ou/city field.required",
            "/lieux/3/ou/locality field.required",
            "/lieux/3/ou/postal_code field.invalid_postal_code"
        ]
    );
    let told = report.faults[4].message(Language::French);
    assert!(told.starts_with("« Lieux », réponse 4, « Où », « Code postal » : "), "{told}");
    assert_eq!(report.answers["lieux"][0]["ville"], "Caen");
    let text = form.summary(&report.answers, Reader::Agent, reading(Language::French)).text;
    assert!(text.contains("    Où :\n      rue du Stade\n      14000 Caen\n    Ville : Caen\n"), "{text}");
}

#[test]
fn an_address_overseas_has_a_french_postal_code() {
    let at = |country: &str, code: &str| json!({"x": {"street": "rue du Port", "city": "Saint-Denis", "country": country, code: "97400"}});
    for country in ["FR", "RE", "GP", "MQ", "GF", "YT", "PM", "BL", "MF", "WF", "PF", "NC"] {
        let report = check(&address(true), at(country, "postal_code"));
        assert_eq!(faults(&report), Vec::<String>::new(), "{country}");
        assert_eq!(report.answers["x"]["postal_code"], "97400", "{country}");
        let text = address(true).summary(&report.answers, Reader::Agent, reading(Language::French)).text;
        assert_eq!(text, "Champ :\n  rue du Port\n  97400 Saint-Denis", "{country}");
        let missing = check(&address(true), at(country, "foreign_postal_code"));
        assert_eq!(faults(&missing), ["/x/postal_code field.required"], "{country}");
    }
    let elsewhere = check(&address(true), at("MU", "foreign_postal_code"));
    assert_eq!(faults(&elsewhere), Vec::<String>::new());
    assert_eq!(elsewhere.answers["x"]["foreign_postal_code"], "97400");
}

#[test]
fn an_account_is_asked_with_its_bank() {
    let form = field(json!({"type": "iban", "with_bic": true, "required": true}));
    let account = |iban: &str, bic: &str| json!({"x": {"iban": iban, "bic": bic}});
    let report = check(&form, account("FR76 3000 6000 0112 3456 7890 189", "agri fr pp"));
    assert_eq!(
        (faults(&report), stored(&report)),
        (vec![], account("FR7630006000011234567890189", "AGRIFRPP"))
    );
    assert!(jsonschema::is_valid(form.schema(), &stored(&report)));
    let elsewhere = check(&form, account("FR7630006000011234567890189", "GEBABEBB"));
    assert_eq!(faults(&elsewhere), ["/x/bic field.bic_of_another_country"]);
    let wrong = check(&form, account("FR7630006000011234567890188", "GEBABEBB"));
    assert_eq!(
        faults(&wrong),
        ["/x/iban field.invalid_iban"],
        "one fault at a time: the account is not known"
    );
    assert_eq!(faults(&check(&form, json!({}))), ["/x/iban field.required", "/x/bic field.required"]);
    stores(
        &field(json!({"type": "iban"})),
        json!("FR7630006000011234567890189"),
        json!("FR7630006000011234567890189"),
    );
}
