use serde_json::json;

use super::*;

#[test]
fn stored_json_comes_back_as_it_was() {
    let ty: Type = answers().into();
    let stored = json!({
        "nom": "Zoé", "commune": null, "naissance": "2010-05-01", "date_souhaitee": "2026-12-31", "heure": "14:05",
        "traiteur": true, "sono": false, "personnes": 30, "montant": "12.50", "delai": "P1M15D", "choix": ["a", "b"],
        "enfants": [{"prenom": "Ali", "naissance": "2018-05-05", "repas": 4}]
    });
    let value = Value::from_json(&stored, &ty).unwrap();
    assert_eq!(value.to_json(), stored);
    let instant = json!("2026-03-12T14:05:06.700Z");
    assert_eq!(Value::from_json(&instant, &Type::DateTime).unwrap().to_json(), instant);
}

#[test]
fn another_shape_is_not_a_value_of_the_type() {
    for (json, ty) in [
        (json!("12"), Type::Integer),
        (json!(12.5), Type::Integer),
        (json!(12.5), Type::Decimal),
        (json!("1e3"), Type::Decimal),
        (json!("true"), Type::Bool),
        (json!(3), Type::Text),
        (json!("2026-3-1"), Type::Date),
        (json!("2026-02-30"), Type::Date),
        (json!("2026-03-01T00:00:00Z"), Type::Date),
        (json!("25:00"), Type::Time),
        (json!("2026-03-01"), Type::DateTime),
        (json!("1 month"), Type::Duration),
        (json!(["a", 1]), Type::list(Type::Text)),
        (json!({"prenom": 3}), child().into()),
        (json!([]), child().into()),
        (json!("x"), Type::Null),
    ] {
        assert_eq!(Value::from_json(&json, &ty), None, "{json} as {ty:?}");
        assert_eq!(Value::from_json(&json!(null), &ty), Some(Value::Null));
    }
    assert_eq!(Value::from_json(&json!(12), &Type::Decimal), Some(decimal("12")));
}

#[test]
fn values_have_names() {
    assert_eq!(date("2026-01-01").type_name(), "date");
    assert_eq!(Value::Null.type_name(), "null");
}

#[test]
fn roots_are_found_by_their_names() {
    for root in Root::ALL {
        assert_eq!(Root::from_name(root.name()), Some(root));
    }
    assert_eq!(Root::from_name("nom"), None);
}
