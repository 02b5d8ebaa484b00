use super::*;

const TRUTHS: [(&str, Value); 3] =
    [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("none", Value::Null)];

fn truth(left: Option<bool>, right: Option<bool>, and: bool) -> Value {
    let (deciding, other) = (!and, and);
    let result = if left == Some(deciding) || right == Some(deciding) {
        Some(deciding)
    } else if left.is_none() || right.is_none() {
        None
    } else {
        Some(other)
    };
    result.map_or(Value::Null, Value::Bool)
}

#[test]
fn logic_is_that_of_kleene() {
    let boolean = |value: &Value| match value {
        Value::Bool(value) => Some(*value),
        _ => None,
    };
    for (left, left_value) in &TRUTHS {
        for (right, right_value) in &TRUTHS {
            let (l, r) = (boolean(left_value), boolean(right_value));
            let world = world()
                .with("answers.traiteur", left_value.clone())
                .with("answers.sono", right_value.clone());
            for (operator, and) in [("and", true), ("or", false)] {
                assert_eq!(
                    evaluate(&format!("{left} {operator} {right}")),
                    truth(l, r, and),
                    "{left} {operator} {right}"
                );
                assert_eq!(evaluate_in(&format!("traiteur {operator} sono"), &world), truth(l, r, and));
            }
        }
    }
    assert_eq!(evaluate("not none"), Value::Null);
    assert_eq!(evaluate("not true"), Value::Bool(false));
}

#[test]
fn an_operation_on_null_is_null() {
    for source in [
        "personnes + 1",
        "1 - personnes",
        "-personnes",
        "montant * 2",
        "nom ~ 'a'",
        "today + delai",
        "personnes > 3",
        "nom == 'a'",
        "nom != 'a'",
        "nom == commune",
        "nom in ['a']",
        "'a' in choix",
        "'a' not in choix",
        "age(naissance)",
        "lower(nom)",
        "sum(enfants.repas)",
        "count(choix)",
        "enfants[0]",
        "choix[0]",
        "enfants.prenom",
        "none + 1",
        "min(personnes, 3)",
    ] {
        assert_eq!(evaluate(source), Value::Null, "{source}");
    }
}

#[test]
fn equality_with_none_tests_absence() {
    let answered = world().with("answers.nom", Value::text("x"));
    assert_eq!(evaluate("nom == none"), Value::Bool(true));
    assert_eq!(evaluate("none != nom"), Value::Bool(false));
    assert_eq!(evaluate_in("nom == null", &answered), Value::Bool(false));
    assert_eq!(evaluate_in("nom != none", &answered), Value::Bool(true));
    assert_eq!(evaluate("none == none"), Value::Bool(true));
}

#[test]
fn a_null_condition_is_false() {
    assert_eq!(compile("personnes > 3").holds(&world()), Ok(false));
    assert_eq!(compile("not (personnes > 3)").holds(&world()), Ok(false));
    assert_eq!(evaluate("'a' if personnes > 3 else 'b'"), Value::text("b"));
}

#[test]
fn defaults_replace_null() {
    assert_eq!(evaluate("coalesce(nom, commune, 'x')"), Value::text("x"));
    assert_eq!(evaluate("default(personnes, 0) + 1"), Value::Integer(1));
    assert_eq!(evaluate("default(montant, 0)"), decimal("0"));
    assert_eq!(evaluate("is_empty(nom)"), Value::Bool(true));
    assert_eq!(evaluate("is_empty('  ')"), Value::Bool(true));
    assert_eq!(evaluate("is_empty([])"), Value::Bool(true));
    assert_eq!(evaluate("is_empty(0)"), Value::Bool(false));
}
