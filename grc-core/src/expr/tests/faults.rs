use super::*;

fn message(source: &str, language: Language) -> String {
    faults(source)[0].message(language)
}

#[test]
fn unknown_names_come_with_the_closest_one() {
    assert_eq!(fault("naisance == none"), ("expression.unknown_name", "naisance"));
    assert_eq!(
        message("naisance == none", Language::French),
        "le nom `naisance` n'existe pas ici : vouliez-vous dire `naissance` ?"
    );
    assert_eq!(
        message("naisance == none", Language::English),
        "the name `naisance` does not exist here: did you mean `naissance`?"
    );
    assert_eq!(message("zzz", Language::French), "le nom `zzz` n'existe pas ici");
    assert_eq!(
        message("answer.nom", Language::English),
        "the name `answer` does not exist here: did you mean `answers`?"
    );
}

#[test]
fn unknown_members_and_functions_come_with_the_closest_one() {
    assert_eq!(fault("answers.nm"), ("expression.unknown_member", "answers.nm"));
    assert_eq!(
        message("answers.nm", Language::French),
        "`answers` n'a pas de `nm` : vouliez-vous dire `nom` ?"
    );
    assert_eq!(
        message("answers.enfants.prenoms", Language::English),
        "`answers.enfants` has no `prenoms`: did you mean `prenom`?"
    );
    assert_eq!(
        message("aeg(naissance)", Language::French),
        "la fonction `aeg` n'existe pas : vouliez-vous dire `age` ?"
    );
}

#[test]
fn a_root_that_is_not_in_the_scope_is_unknown() {
    assert_eq!(fault("signal.x == 1"), ("expression.unknown_name", "signal"));
}

#[test]
fn all_the_faults_of_an_expression_are_told_in_order() {
    let source = "aeg(naissanc) > 3 and nom + 1 == 2 and not montant";
    let found: Vec<_> =
        faults(source).iter().map(|fault| &source[fault.position.clone()]).map(str::to_owned).collect();
    assert_eq!(found, ["aeg(naissanc)", "naissanc", "nom + 1", "montant"]);
}

#[test]
fn unlike_types_are_not_compared() {
    assert_eq!(fault("naissance == 3"), ("expression.unlike_types", "naissance == 3"));
    assert_eq!(fault("naissance > 3"), ("expression.unlike_types", "naissance > 3"));
    assert_eq!(message("naissance > 3", Language::French), "une date ne se compare pas à un nombre entier");
    assert_eq!(
        message("naissance < '2020-01-01'", Language::French),
        "une date ne se compare pas à un texte : écrivez `date('2026-03-12')`"
    );
    assert_eq!(
        message("now > today", Language::English),
        "an instant cannot be compared with a date: write `local_date(x)`"
    );
    assert_eq!(fault("personnes in ['a']"), ("expression.unlike_types", "personnes in ['a']"));
    assert_eq!(fault("choix < choix"), ("expression.no_order", "choix < choix"));
    assert_eq!(fault("traiteur < sono"), ("expression.no_order", "traiteur < sono"));
    assert!(compile("personnes == montant").result_type() == &Type::Bool);
}

#[test]
fn operations_on_the_wrong_types_come_with_a_hint() {
    assert_eq!(
        message("today + 15", Language::French),
        "`+` ne s'applique pas à une date et un nombre entier : écrivez `days(n)`"
    );
    assert_eq!(
        message("nom + commune", Language::English),
        "`+` does not apply to a text and a text: write `~` to put texts end to end"
    );
    assert_eq!(fault("today - naissance > 15"), ("expression.unlike_types", "today - naissance > 15"));
    assert!(message("today - naissance > 15", Language::French).ends_with("écrivez `days(n)`"));
    assert_eq!(fault("-nom"), ("expression.negation", "-nom"));
    assert_eq!(fault("nom * 2"), ("expression.operands", "nom * 2"));
    assert_eq!(fault("choix ~ nom"), ("expression.operands", "choix ~ nom"));
}

#[test]
fn conditions_are_true_or_false() {
    assert_eq!(fault("not nom"), ("expression.not_condition", "nom"));
    assert_eq!(fault("traiteur and personnes"), ("expression.not_condition", "personnes"));
    assert_eq!(fault("1 if nom else 2"), ("expression.not_condition", "nom"));
}

#[test]
fn arguments_are_counted_and_typed() {
    assert_eq!(fault("age()"), ("expression.argument_count", "age()"));
    assert_eq!(fault("age(naissance, 2)"), ("expression.argument_count", "age(naissance, 2)"));
    assert_eq!(fault("age(nom)"), ("expression.argument", "nom"));
    assert_eq!(
        message("age(nom)", Language::French),
        "l'argument 1 de `age` doit être une date, pas un texte"
    );
    assert_eq!(
        message("age()", Language::English),
        "`age` does not take that many arguments: `age(date) -> integer`"
    );
    assert_eq!(fault("sum(choix)"), ("expression.argument", "choix"));
    assert_eq!(fault("coalesce(nom, 1)"), ("expression.unlike_arguments", "coalesce(nom, 1)"));
    assert_eq!(fault("min(traiteur, sono)"), ("expression.argument", "traiteur"));
}

#[test]
fn a_constant_that_is_not_a_date_is_a_fault() {
    assert_eq!(fault("naissance > date('2026-02-30')"), ("expression.unreadable_text", "date('2026-02-30')"));
    assert_eq!(evaluate("date('2026-02-28')"), date("2026-02-28"));
}

#[test]
fn members_and_elements_are_asked_of_what_has_some() {
    assert_eq!(fault("nom.a"), ("expression.no_members", "nom.a"));
    assert_eq!(fault("nom[0]"), ("expression.no_elements", "nom"));
    assert_eq!(fault("choix['a']"), ("expression.result", "'a'"));
    assert_eq!(fault("['a', 1]"), ("expression.mixed", "['a', 1]"));
    assert_eq!(fault("'a' if traiteur else 1"), ("expression.mixed", "'a' if traiteur else 1"));
}

#[test]
fn an_expected_type_is_checked_and_an_integer_becomes_a_decimal() {
    let compile_as = |source, ty| Expression::compile_as(source, &scope(), &ty);
    let faults = compile_as("nom", Type::Date).unwrap_err();
    assert_eq!((faults[0].code(), faults[0].position.clone()), ("expression.result", 0..3));
    assert_eq!(faults[0].message(Language::French), "il faut une date, pas un texte");
    assert_eq!(compile_as("1 + 1", Type::Decimal).unwrap().evaluate(&world()), Ok(decimal("2")));
    assert_eq!(compile_as("none", Type::Date).unwrap().evaluate(&world()), Ok(Value::Null));
    assert_eq!(
        compile_as("[1, 2]", Type::list(Type::Decimal)).unwrap().evaluate(&world()),
        Ok(Value::list([decimal("1"), decimal("2")]))
    );
    assert!(compile_as("montant", Type::Integer).is_err());
}

#[test]
fn every_function_has_a_unique_name_that_begins_its_signature() {
    let mut names = std::collections::BTreeSet::new();
    for function in functions() {
        assert!(names.insert(function.name), "{} is there twice", function.name);
        assert!(function.signature.starts_with(&format!("{}(", function.name)), "{}", function.signature);
        assert!(function.signature.contains(" -> ") && !function.summary.is_empty());
        assert!(Root::from_name(function.name).is_none());
    }
}
