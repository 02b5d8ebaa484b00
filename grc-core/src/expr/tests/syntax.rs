use super::super::parser::parse;
use super::*;

fn canonical(source: &str) -> String {
    parse(source).unwrap().to_string()
}

#[test]
fn operators_hold_as_in_jinja() {
    assert_eq!(canonical("1+2*3"), "1 + 2 * 3");
    assert_eq!(canonical("(1+2)*3"), "(1 + 2) * 3");
    assert_eq!(canonical("1 + (2 ~ 3)"), "1 + 2 ~ 3", "`~` holds tighter than `+`");
    assert_eq!(canonical("1 - (2 - 3)"), "1 - (2 - 3)");
    assert_eq!(canonical("(1 - 2) - 3"), "1 - 2 - 3");
    assert_eq!(canonical("not (a == b)"), "not a == b");
    assert_eq!(canonical("(not a) == b"), "(not a) == b");
    assert_eq!(canonical("not a and b or c"), "not a and b or c");
    assert_eq!(canonical("-(a.b)"), "-a.b");
    assert_eq!(canonical("(-a).b"), "(-a).b");
    assert_eq!(canonical("a if b else (c if d else e)"), "a if b else c if d else e");
    assert_eq!(canonical("(a if b else c) if d else e"), "(a if b else c) if d else e");
}

#[test]
fn literals_print_as_they_are_read() {
    assert_eq!(canonical("12.50"), "12.50");
    assert_eq!(canonical(r#""l'été""#), r"'l\'été'");
    assert_eq!(canonical(r"'a\\b\n'"), r"'a\\b\n'");
    assert_eq!(canonical("null"), "none");
    assert_eq!(canonical("[1,2,]"), "[1, 2]");
}

#[test]
fn an_expression_displays_its_canonical_source_and_debugs_its_own() {
    let expression = compile("traiteur  and(sono)");
    assert_eq!(expression.to_string(), "traiteur and sono");
    assert_eq!(format!("{expression:?}"), r#"Expression("traiteur  and(sono)")"#);
}

#[test]
fn an_error_of_syntax_says_where_and_what() {
    assert_eq!(fault("1 +"), ("expression.unexpected", ""));
    assert_eq!(fault("(1"), ("expression.unexpected", ""));
    assert_eq!(fault("1 2"), ("expression.unexpected", "2"));
    assert_eq!(fault("a ? b"), ("expression.unexpected_character", "?"));
    assert_eq!(fault("'abc"), ("expression.unclosed_text", "'abc"));
    assert_eq!(fault("traiteur && sono"), ("expression.foreign_operator", "&&"));
    assert_eq!(fault("nom = 'x'"), ("expression.foreign_operator", "="));
    assert_eq!(fault("!traiteur"), ("expression.foreign_operator", "!"));
    assert_eq!(fault("nom is none"), ("expression.foreign_operator", "is"));
    assert_eq!(fault("nom | upper"), ("expression.unexpected", "|"));
    assert_eq!(fault("1 < 2 < 3"), ("expression.chained_comparison", "1 < 2 <"));
    assert_eq!(fault("99999999999999999999"), ("expression.number_too_large", "99999999999999999999"));
    assert_eq!(fault(""), ("expression.unexpected", ""));
}

#[test]
fn an_error_of_syntax_is_a_plain_sentence() {
    assert_eq!(faults("1 +")[0].message(Language::French), "il manque une valeur à la fin");
    assert_eq!(faults("1 2")[0].message(Language::French), "il faut un opérateur ou la fin au lieu de `2`");
    assert_eq!(faults("(1 2")[0].message(Language::English), "`)` is expected instead of `2`");
    assert_eq!(faults("a && b")[0].message(Language::French), "`&&` n'existe pas : écrivez `and`");
}

#[test]
fn nesting_and_length_are_limited() {
    let deep = |levels: usize| format!("{}1{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(evaluate(&deep(60)), Value::Integer(1));
    assert_eq!(faults(&deep(100_000 / 2))[0].code(), "expression.too_long");
    assert_eq!(faults(&deep(5_000))[0].code(), "expression.too_deep");
    assert_eq!(faults(&format!("{}1", "-".repeat(5_000)))[0].code(), "expression.too_deep");
    assert_eq!(faults(&format!("{}true", "not ".repeat(4_000)))[0].code(), "expression.too_deep");
    assert_eq!(faults(&format!("1{}", "+1".repeat(5_000)))[0].code(), "expression.too_deep");
    assert_eq!(faults(&format!("nom{}", ".a".repeat(5_000)))[0].code(), "expression.too_deep");
    assert_eq!(evaluate(&format!("1{}", "+1".repeat(200))), Value::Integer(201));
    assert_eq!(faults(&format!("'{}'", "x".repeat(MAX_SOURCE)))[0].code(), "expression.too_long");
}

#[test]
fn references_are_what_is_read() {
    let references =
        compile("age(naissance) > 18 and answers.nom == 'x' or count(answers.enfants.prenom) > 1")
            .references();
    let read = |root, member: Option<&str>| (root, member.map(str::to_owned));
    assert_eq!(
        references,
        [
            read(Root::Answers, Some("enfants")),
            read(Root::Answers, Some("naissance")),
            read(Root::Answers, Some("nom")),
            read(Root::Today, None)
        ]
    );
    assert_eq!(compile("response.a.b").references(), [read(Root::Response, Some("a"))]);
    assert_eq!(compile("response").references(), [read(Root::Response, None)]);
    assert_eq!(compile("1 + 1").references(), []);
}
