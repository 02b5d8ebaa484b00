use serde_json::json;

use super::*;

fn received() -> World {
    let document = json!({
        "statut": "clos", "count": 3, "price": 12.5, "huge": 1e300, "ok": true, "when": "2026-03-12",
        "items": [{"id": 1, "label": "a"}, {"id": 2}], "nested": {"a-b": "x"}, "nothing": null
    });
    let Some(Value::Object(members)) = Value::from_json(&document, &Type::Document) else { panic!() };
    members
        .iter()
        .fold(world(), |world, (name, value)| world.with(&format!("response.{name}"), value.clone()))
}

#[test]
fn members_and_elements_are_found_or_null() {
    let evaluate = |source| evaluate_in(source, &received());
    assert_eq!(evaluate("response.items[0].label"), Value::text("a"));
    assert_eq!(evaluate("response.items[9].label"), Value::Null);
    assert_eq!(evaluate("response.items.id"), Value::list([Value::Integer(1), Value::Integer(2)]));
    assert_eq!(evaluate("response.nested['a-b']"), Value::text("x"));
    assert_eq!(evaluate("response.missing.deeper[3]"), Value::Null);
    assert_eq!(evaluate("response.nothing == none"), Value::Bool(true));
    assert_eq!(evaluate("count(response.items)"), Value::Integer(2));
}

#[test]
fn numbers_are_read_from_their_text() {
    let evaluate = |source| evaluate_in(source, &received());
    assert_eq!(evaluate("response.count"), Value::Integer(3));
    assert_eq!(evaluate("response.price"), decimal("12.5"));
    assert_eq!(evaluate("decimal(response.huge)"), Value::Null);
}

#[test]
fn equality_holds_between_values_of_one_kind() {
    let evaluate = |source| evaluate_in(source, &received());
    assert_eq!(evaluate("response.statut == 'clos'"), Value::Bool(true));
    assert_eq!(evaluate("response.statut == 3"), Value::Bool(false));
    assert_eq!(evaluate("response.count == 3.0"), Value::Bool(true));
    assert_eq!(evaluate("response.statut != 3"), Value::Bool(true));
    assert_eq!(evaluate("response.statut in ['clos', 'fini']"), Value::Bool(true));
    assert_eq!(evaluate("response.missing == 'clos'"), Value::Null);
}

#[test]
fn order_and_arithmetic_ask_for_a_conversion() {
    for source in [
        "response.count > 2",
        "response.count + 1",
        "-response.count",
        "response.statut ~ 'x'",
        "not response.ok",
        "lower(response.statut)",
    ] {
        assert_eq!(faults(source)[0].code(), "expression.convert_first", "{source}");
    }
    let evaluate = |source| evaluate_in(source, &received());
    assert_eq!(evaluate("integer(response.count) > 2"), Value::Bool(true));
    assert_eq!(evaluate("date(response.when) < today"), Value::Bool(true));
    assert_eq!(evaluate("bool(response.ok)"), Value::Bool(true));
    assert_eq!(evaluate("lower(text(response.statut))"), Value::text("clos"));
    assert_eq!(evaluate("text(response.items)"), Value::Null);
    assert_eq!(evaluate("integer(response.statut)"), Value::Null);
}

#[test]
fn a_document_is_read_as_the_expected_type_or_is_null() {
    let evaluate =
        |source, ty| Expression::compile_as(source, &scope(), &ty).unwrap().evaluate(&received()).unwrap();
    assert_eq!(evaluate("response.ok", Type::Bool), Value::Bool(true));
    assert_eq!(evaluate("response.when", Type::Date), date("2026-03-12"));
    assert_eq!(evaluate("response.count", Type::Decimal), decimal("3"));
    assert_eq!(evaluate("response.statut", Type::Integer), Value::Null);
    assert_eq!(evaluate("response.items", Type::Text), Value::Null);
    assert_eq!(evaluate("response.count", Type::Text), Value::Null);
    let items = Type::list(Record::new().with("id", Type::Integer).with("label", Type::Text).into());
    let Value::List(items) = evaluate("response.items", items) else { panic!() };
    assert_eq!(items[1], Value::object([("id", Value::Integer(2)), ("label", Value::Null)]));
}
