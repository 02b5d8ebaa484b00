use super::*;

fn render(source: &str, world: &World, language: Language) -> String {
    let template = Template::compile(source, &scope(), Format::Text)
        .unwrap_or_else(|faults| panic!("{source}: {faults:?}"));
    template.render(world, language).unwrap()
}

fn french(source: &str) -> String {
    render(source, &filled(), Language::French)
}

fn english(source: &str) -> String {
    render(source, &filled(), Language::English)
}

fn filled() -> World {
    world()
        .with("answers.nom", Value::text("<Zoé & co>"))
        .with("answers.date_souhaitee", date("2026-03-12"))
        .with("answers.montant", decimal("1250.5"))
        .with("answers.traiteur", Value::Bool(true))
        .with("answers.heure", Value::Time("14:05:00".parse().unwrap()))
        .with("answers.choix", Value::list(["a", "b", "c"].map(Value::text)))
        .with("answers.enfants", children(&[("Zoé", "2015-01-01", 3), ("Ali", "2018-05-05", 4)]))
        .with("request.submitted_at", instant("2026-03-12T23:30:00Z"))
}

fn fault_of(source: &str) -> (&'static str, &str) {
    let faults = Template::compile(source, &scope(), Format::Text).expect_err(source);
    assert_eq!(faults.len(), 1, "{source}: {faults:?}");
    (faults[0].code(), &source[faults[0].position.clone()])
}

#[test]
fn values_are_written_as_people_read_them() {
    assert_eq!(
        french("Le {{ date_souhaitee }}, {{ montant }}, {{ traiteur }}, {{ sono }}."),
        "Le 12 mars 2026, 1250,5, oui, ."
    );
    assert_eq!(english("{{ date_souhaitee }}, {{ montant }}, {{ traiteur }}"), "12 March 2026, 1250.5, yes");
    assert_eq!(french("{{ date('2026-05-01') }} {{ heure }} {{ choix }}"), "1er mai 2026 14 h 05 a, b et c");
    assert_eq!(french("{{ months(1) + days(15) }}, {{ days(1) }}"), "1 mois et 15 jours, 1 jour");
    assert_eq!(french("{{ request.submitted_at }}"), "13 mars 2026 à 00 h 30", "in the zone");
}

#[test]
fn filters_format_in_the_language() {
    assert_eq!(
        french("{{ date_souhaitee | date }} {{ date_souhaitee | short_date }}"),
        "12 mars 2026 12/03/2026"
    );
    assert_eq!(
        english("{{ date_souhaitee | date }} {{ date_souhaitee | short_date }}"),
        "12 March 2026 12/03/2026"
    );
    assert_eq!(french("{{ montant | money }}"), "1\u{202f}250,50\u{202f}€");
    assert_eq!(english("{{ montant | money }}, {{ (-montant) | money }}"), "€1,250.50, -€1,250.50");
    assert_eq!(
        french("{{ 1234567 | number }} {{ 123 | number }} {{ -1234.5 | number }}"),
        "1\u{202f}234\u{202f}567 123 -1\u{202f}234,5"
    );
    assert_eq!(
        french("{{ request.submitted_at | datetime }} {{ request.submitted_at | time }}"),
        "13 mars 2026 à 00 h 30 00 h 30"
    );
    assert_eq!(french("{{ request.submitted_at | date }}"), "13 mars 2026");
    assert_eq!(french("{{ enfants.prenom | list }}"), "Zoé et Ali");
    assert_eq!(english("{{ ['a'] | list }}{{ [] | list }}"), "a");
    assert_eq!(french("{{ commune | default('aucune') | upper }}"), "AUCUNE");
    assert_eq!(french("{{ naissance | date | default('inconnue') }}"), "inconnue");
}

#[test]
fn expressions_are_those_of_conditions() {
    assert_eq!(french("{{ date_souhaitee + days(15) }}"), "27 mars 2026");
    assert_eq!(french("{{ 0.1 + 0.2 }}"), "0,3");
    assert_eq!(french("{% if personnes < 3 %}a{% else %}b{% endif %}"), "b", "null is not less than 3");
}

#[test]
fn branches_and_loops() {
    let source = "{% if montant > 2000 %}a{% elif montant > 1000 %}b{% else %}c{% endif %}";
    assert_eq!(french(source), "b");
    assert_eq!(render(source, &world(), Language::French), "c");
    let source = "{% for e in enfants %}{% set total = e.repas * 2 %}{{ e.prenom }}:{{ total }};{% else %}aucun{% endfor %}";
    assert_eq!(french(source), "Zoé:6;Ali:8;");
    assert_eq!(render(source, &world(), Language::French), "aucun");
    assert_eq!(
        french("{% for a in choix %}{% for b in choix %}{{ a }}{{ b }} {% endfor %}{% endfor %}"),
        "aa ab ac ba bb bc ca cb cc "
    );
    assert_eq!(
        french(
            "{% set x = 1 %}{% if traiteur %}{% set y = 2 %}{{ x + y }}{% endif %}{% set z = 3 %}{{ x + z }}"
        ),
        "34"
    );
}

#[test]
fn spaces_are_removed_where_a_dash_says_so() {
    assert_eq!(french("a  {{- 'b' -}}  c"), "abc");
    assert_eq!(french("a\n{%- if true %} b {% endif -%}\n c"), "a b c");
    assert_eq!(french("a {# comment, l'été {{ -#} b"), "a b");
    assert_eq!(french("{{ '}}' }}{{ '{{' }} { }"), "}}{{ { }");
}

#[test]
fn html_escapes_values_and_not_its_own_text() {
    let template = Template::compile("<b>{{ nom }}</b>", &scope(), Format::Html).unwrap();
    assert_eq!(template.render(&filled(), Language::French).unwrap(), "<b>&lt;Zoé &amp; co&gt;</b>");
    assert_eq!(french("<b>{{ nom }}</b>"), "<b><Zoé & co></b>");
}

#[test]
fn names_are_checked_in_loops_as_elsewhere() {
    assert_eq!(fault_of("Bonjour {{ answers.nm }}"), ("expression.unknown_member", "answers.nm"));
    assert_eq!(
        fault_of("{% for e in enfants %}{{ e.prenon }}{% endfor %}"),
        ("expression.unknown_member", "e.prenon")
    );
    assert_eq!(
        fault_of("{% for e in enfants %}{% endfor %}{{ e.prenom }}"),
        ("expression.unknown_name", "e")
    );
    assert_eq!(
        fault_of("{% if traiteur %}{% set x = 1 %}{% endif %}{{ x }}"),
        ("expression.unknown_name", "x")
    );
    assert_eq!(fault_of("{% if naissance > 3 %}{% endif %}"), ("expression.unlike_types", "naissance > 3"));
    assert_eq!(fault_of("{{ nom | uper }}"), ("expression.unknown_function", "nom | uper"));
    assert_eq!(fault_of("{{ nom | money }}"), ("expression.argument", "nom"));
    assert_eq!(fault_of("{% for e in nom %}{% endfor %}"), ("template.not_list", "nom"));
    assert_eq!(fault_of("{{ answers }}"), ("template.not_printable", "answers"));
    let faults = Template::compile("{{ nom | uper }}", &scope(), Format::Text).unwrap_err();
    assert_eq!(
        faults[0].message(Language::French),
        "la fonction `uper` n'existe pas : vouliez-vous dire `upper` ?"
    );
}

#[test]
fn a_fault_in_a_loop_is_told_once() {
    assert_eq!(
        fault_of("{% for e in enfnts %}{{ e.prenom }}{% endfor %}"),
        ("expression.unknown_name", "enfnts")
    );
    assert_eq!(fault_of("{% set x = zzz %}{{ x + 1 }}"), ("expression.unknown_name", "zzz"));
}

#[test]
fn tags_are_closed_and_known() {
    assert_eq!(fault_of("a {{ nom"), ("template.unclosed_tag", "{{"));
    assert_eq!(fault_of("a {{ 'nom }}"), ("template.unclosed_tag", "{{"));
    assert_eq!(fault_of("{% if traiteur %}a"), ("template.missing_end", " if traiteur "));
    let crossed = Template::compile("{% if traiteur %}a{% endfor %}", &scope(), Format::Text).unwrap_err();
    let codes: Vec<_> = crossed.iter().map(Fault::code).collect();
    assert_eq!(codes, ["template.missing_end", "template.misplaced_tag"]);
    assert_eq!(fault_of("a{% endif %}b"), ("template.misplaced_tag", " endif "));
    assert_eq!(fault_of("{% include 'x' %}"), ("template.unknown_tag", " include 'x' "));
    assert_eq!(fault_of("{% if %}a{% endif %}").0, "expression.unexpected");
    assert_eq!(fault_of("{{ }}").0, "expression.unexpected");
    assert_eq!(fault_of("{% if traiteur %}{% endif x %}").0, "expression.unexpected");
    let deep = |levels: usize| "{% if true %}".repeat(levels) + &"{% endif %}".repeat(levels);
    assert_eq!(french(&deep(30)), "");
    let faults = Template::compile(&deep(2_000), &scope(), Format::Text).unwrap_err();
    assert_eq!(faults[0].code(), "expression.too_deep");
    let long = "x".repeat(MAX_TEMPLATE + 1);
    assert_eq!(fault_of(&long).0, "expression.too_long");
}

#[test]
fn all_the_faults_of_a_template_are_told_with_their_positions() {
    let source = "{{ nm }}{% if nom %}{{ today + 1 }}{% endif %}{{ 1 + }}";
    let faults = Template::compile(source, &scope(), Format::Text).unwrap_err();
    let found: Vec<_> = faults.iter().map(|fault| (fault.code(), &source[fault.position.clone()])).collect();
    assert_eq!(
        found,
        [
            ("expression.unknown_name", "nm"),
            ("expression.not_condition", "nom"),
            ("expression.operands", "today + 1"),
            ("expression.unexpected", "")
        ]
    );
}

#[test]
fn output_and_work_are_limited() {
    let failure = |source: &str, world: &World| {
        Template::compile(source, &scope(), Format::Text)
            .unwrap()
            .render(world, Language::French)
            .unwrap_err()
            .failure
    };
    let many = filled().with("answers.choix", Value::list((0..300).map(|_| Value::text("x"))));
    let nested =
        "{% for a in choix %}{% for b in choix %}{% for c in choix %}{% endfor %}{% endfor %}{% endfor %}";
    assert_eq!(failure(nested, &many), Failure::TooMuchWork);
    let long = filled().with("answers.nom", Value::text("x".repeat(MAX_OUTPUT)));
    assert_eq!(failure("{{ nom }}y", &long), Failure::OutputTooLong);
    assert_eq!(failure("{{ 1 / 0 }}", &long), Failure::DivisionByZero);
}

#[test]
fn references_are_what_may_be_read() {
    let template = Template::compile(
        "{{ nom }}{% for e in enfants %}{{ e.prenom }}{{ today }}{% endfor %}",
        &scope(),
        Format::Text,
    )
    .unwrap();
    let read = |root, member: Option<&str>| (root, member.map(str::to_owned));
    assert_eq!(
        template.references(),
        [read(Root::Answers, Some("enfants")), read(Root::Answers, Some("nom")), read(Root::Today, None)]
    );
}

#[test]
fn only_what_is_named_is_fetched() {
    struct Strict;
    impl Environment for Strict {
        fn lookup(&self, root: Root, member: Option<&str>) -> Value {
            assert_eq!((root, member), (Root::Answers, Some("nom")));
            Value::text("x")
        }
        fn zone(&self) -> chrono_tz::Tz {
            chrono_tz::Europe::Paris
        }
    }
    let template =
        Template::compile("{% if nom == 'y' %}{{ commune }}{% endif %}{{ nom }}", &scope(), Format::Text)
            .unwrap();
    assert_eq!(template.render(&Strict, Language::French).unwrap(), "x");
}
