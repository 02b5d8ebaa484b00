use super::*;

#[test]
fn texts() {
    assert_eq!(evaluate("lower('ÉTÉ') ~ upper('été')"), Value::text("étéÉTÉ"));
    assert_eq!(evaluate("trim('  a ')"), Value::text("a"));
    assert_eq!(evaluate("fold(\"Œuvre d'Hélène À\")"), Value::text("oeuvre d'helene a"));
    assert_eq!(evaluate("length('été')"), Value::Integer(3));
    assert_eq!(
        evaluate("starts_with('abc', 'ab') and ends_with('abc', 'bc') and contains('abc', 'b')"),
        Value::Bool(true)
    );
    assert_eq!(evaluate("contains('abc', 'x')"), Value::Bool(false));
    assert_eq!(evaluate("'b' in 'abc'"), Value::Bool(true));
    assert_eq!(evaluate("replace('a-b-c', '-', '/')"), Value::text("a/b/c"));
    assert_eq!(evaluate("join(['a', 'b'], ', ')"), Value::text("a, b"));
    assert_eq!(evaluate("join([1, 2], '+')"), Value::text("1+2"));
    assert_eq!(evaluate("text(12.50) ~ text(today) ~ text(true)"), Value::text("12.502026-09-01true"));
    assert_eq!(evaluate("'n° ' ~ 3"), Value::text("n° 3"));
}

#[test]
fn a_text_cannot_grow_without_limit() {
    let doubling =
        (0..12).fold("'0123456789'".to_owned(), |text, _| format!("replace({text}, '0', '0123456789')"));
    assert_eq!(evaluate(&format!("length({doubling})")), Value::Integer(10 + 12 * 9));
    let growing =
        (0..6).fold("'aaaaaaaaaa'".to_owned(), |text, _| format!("replace({text}, 'a', 'aaaaaaaaaa')"));
    assert_eq!(failure(&growing), Failure::TextTooLong);
    let long = Value::text("x".repeat(MAX_TEXT - 1));
    assert_eq!(
        compile("nom ~ 'ab'").evaluate(&world().with("answers.nom", long.clone())).unwrap_err().failure,
        Failure::TextTooLong
    );
    assert!(compile("nom ~ 'a'").evaluate(&world().with("answers.nom", long)).is_ok());
}

#[test]
fn lists() {
    let world = world().with(
        "answers.enfants",
        children(&[("Zoé", "2015-01-01", 3), ("Ali", "2018-05-05", 4), ("Zoé", "2020-01-01", 0)]),
    );
    let evaluate = |source| evaluate_in(source, &world);
    assert_eq!(evaluate("count(enfants)"), Value::Integer(3));
    assert_eq!(evaluate("sum(enfants.repas)"), Value::Integer(7));
    assert_eq!(evaluate("sum([1, 0.5])"), decimal("1.5"));
    assert_eq!(evaluate("sum([])"), Value::Integer(0));
    assert_eq!(evaluate("max(enfants.naissance)"), date("2020-01-01"));
    assert_eq!(evaluate("min(3, 1, 2)"), Value::Integer(1));
    assert_eq!(evaluate("max(3, 1.5)"), decimal("3"));
    assert_eq!(evaluate("min([])"), Value::Null);
    assert_eq!(evaluate("first(enfants.prenom) ~ last(enfants.prenom)"), Value::text("ZoéZoé"));
    assert_eq!(evaluate("distinct(enfants.prenom)"), Value::list([Value::text("Zoé"), Value::text("Ali")]));
    assert_eq!(evaluate("enfants[1].prenom"), Value::text("Ali"));
    assert_eq!(evaluate("enfants.prenom[1]"), Value::text("Ali"));
    assert_eq!(evaluate("'Ali' in enfants.prenom"), Value::Bool(true));
    assert_eq!(evaluate("'Bob' not in enfants.prenom"), Value::Bool(true));
    assert_eq!(evaluate("any([false, true]) and not all([false, true])"), Value::Bool(true));
    assert_eq!(evaluate("any([none, false])"), Value::Null);
    assert_eq!(evaluate("all([none, false])"), Value::Bool(false));
    assert_eq!(evaluate("all([])"), Value::Bool(true));
    assert_eq!(compile("enfants[3]").evaluate(&world).unwrap_err().failure, Failure::MissingElement);
    assert_eq!(compile("enfants[-1]").evaluate(&world).unwrap_err().failure, Failure::MissingElement);
}

#[test]
fn null_elements_are_skipped_by_sums_and_extremes() {
    let world = world().with(
        "answers.enfants",
        Value::list([Value::object([("repas", Value::Integer(2))]), Value::object([("repas", Value::Null)])]),
    );
    assert_eq!(evaluate_in("sum(enfants.repas)", &world), Value::Integer(2));
    assert_eq!(evaluate_in("min(enfants.repas)", &world), Value::Integer(2));
    assert_eq!(evaluate_in("count(enfants.repas)", &world), Value::Integer(2));
}

#[test]
fn conversions_give_null_when_they_cannot() {
    assert_eq!(evaluate("integer('12')"), Value::Integer(12));
    assert_eq!(evaluate("integer(12.0)"), Value::Integer(12));
    assert_eq!(evaluate("integer(12.5)"), Value::Null);
    assert_eq!(evaluate("decimal('12,5')"), Value::Null);
    assert_eq!(evaluate("decimal('12.5') + decimal(1)"), decimal("13.5"));
    assert_eq!(evaluate("decimal('1e5')"), Value::Null);
    assert_eq!(evaluate("bool('true')"), Value::Bool(true));
    assert_eq!(evaluate_in("date(nom)", &world().with("answers.nom", Value::text("2026-3-1"))), Value::Null);
    assert_eq!(evaluate("datetime('2026-03-01T12:00:00+01:00')"), instant("2026-03-01T11:00:00Z"));
}
