use super::*;

fn explain(source: &str, world: &World) -> (Result<Value, EvaluationError>, Vec<String>, String) {
    let explanation = compile(source).explain(world);
    let sources = explanation.reasons.iter().map(|reason| reason.source.clone()).collect();
    let text = explanation.text(Language::French);
    (explanation.result, sources, text)
}

#[test]
fn the_parts_that_decide_are_told() {
    let world =
        world().with("answers.naissance", date("2010-05-01")).with("answers.personnes", Value::Integer(30));
    let (result, reasons, text) = explain("personnes > 20 and age(answers.naissance) >= 18", &world);
    assert_eq!(result, Ok(Value::Bool(false)));
    assert_eq!(reasons, ["age(answers.naissance)"]);
    assert_eq!(text, "parce que `age(answers.naissance)` vaut 16");

    let (_, reasons, _) = explain("personnes > 20 or age(naissance) >= 18", &world);
    assert_eq!(reasons, ["personnes"]);
    let (_, reasons, text) = explain("personnes > 20 and age(naissance) < 18", &world);
    assert_eq!(reasons, ["personnes", "age(naissance)"]);
    assert_eq!(text, "parce que `personnes` vaut 30 et `age(naissance)` vaut 16");
}

#[test]
fn absent_values_dates_and_texts_are_told_as_people_read_them() {
    let world = world().with("answers.nom", Value::text("Zoé"));
    assert_eq!(explain("personnes > 3", &world).2, "parce que `personnes` n'a pas de valeur");
    assert_eq!(explain("nom == 'Ali'", &world).2, "parce que `nom` vaut « Zoé »");
    assert_eq!(
        explain("date_souhaitee >= today + days(15)", &world).2,
        "parce que `date_souhaitee` n'a pas de valeur et `today + days(15)` vaut 16 septembre 2026"
    );
    assert_eq!(explain("1 == 1", &world).2, "");
    let english = compile("personnes == none").explain(&world).text(Language::English);
    assert_eq!(english, "because `personnes` has no value");
}

#[test]
fn the_branch_that_is_not_taken_is_not_told() {
    let world =
        world().with("answers.traiteur", Value::Bool(true)).with("answers.personnes", Value::Integer(3));
    assert_eq!(explain("personnes if traiteur else montant", &world).1, ["traiteur", "personnes"]);
}

#[test]
fn a_failure_is_told_as_the_result() {
    let (result, reasons, _) =
        explain("personnes / 0 > 1", &world().with("answers.personnes", Value::Integer(3)));
    assert_eq!(result.unwrap_err().failure, Failure::DivisionByZero);
    assert_eq!(reasons, Vec::<String>::new());
}
