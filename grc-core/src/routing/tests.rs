#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Criteria, OfferKind, Reason, Routes, Routing, Visitor, list, markdown};
use crate::definition::{Audience, Diagnostics, Id, Language, Origin, Pointer, Procedure, Theme, Visibility};
use crate::expr::{Environment, Root, Scope, Value};
use crate::form::Surroundings;
use crate::law::Window;
use crate::options::SharedLists;
use crate::request::Actor;

struct Nothing;

impl Environment for Nothing {
    fn lookup(&self, _: Root, _: Option<&str>) -> Value {
        Value::Null
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::Europe::Paris
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A procedure with a scenario of each kind and two questions.
fn procedure() -> Json {
    let handling = json!({
        "form": {"fields": [{"id": "nom", "type": "text", "label": "Nom"}]},
        "workflow": {"use": "@simple"},
        "applicant": {"identity": "account", "ask": ["email"]}
    });
    let with = |more: Json| {
        let mut scenario = handling.clone();
        scenario.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        scenario
    };
    json!({
        "id": "acte", "title": "Acte de naissance", "service": "etat-civil",
        "questions": [
            {"id": "lieu", "type": "choice", "label": "Lieu", "options": [
                {"value": "commune", "label": "Ici"}, {"value": "ailleurs", "label": "Ailleurs"}]},
            {"id": "commune", "type": "text", "label": "Commune", "visible_if": "lieu == 'ailleurs'"}
        ],
        "scenarios": [
            {"id": "lire", "kind": "information", "title": {"fr": "À savoir", "en": "To know"},
             "content": "Voir <https://exemple.fr>", "documents": ["Pièce d'identité"]},
            {"id": "ailleurs", "kind": "redirect", "title": "Ailleurs", "url": "https://exemple.fr/{{ answers.commune }}",
             "available_if": "answers.lieu == 'ailleurs'"},
            with(json!({"id": "ici", "kind": "online", "title": "Ici", "available_if": "lieu == 'commune'",
                        "audiences": ["citizen"]})),
            with(json!({"id": "guichet", "kind": "api", "title": "Au guichet", "connector": "@logiciel",
                        "origins": ["counter"]}))
        ]
    })
}

fn compile(procedure: Json) -> (Routes, Diagnostics) {
    let procedure: Procedure = serde_json::from_value(procedure).unwrap();
    let mut faults = Diagnostics::new();
    let surroundings = Surroundings {
        blocks: &[],
        lists: &SharedLists::new(),
        scope: &Scope::new(),
        language: Language::French,
    };
    let routes = Routes::compile(&procedure, &surroundings, &Pointer::root(), &mut faults);
    (routes, faults)
}

fn visitor(answers: Json) -> Visitor {
    Visitor {
        answers: answers.as_object().cloned().unwrap_or_default(),
        ..Visitor::of(&Actor::applicant("a"))
    }
}

fn route(procedure: Json, visitor: &Visitor) -> Routing {
    let (routes, faults) = compile(procedure);
    assert_eq!(faults.as_slice(), []);
    routes.route(visitor, day("2026-03-02"), &Nothing)
}

fn offered(routing: &Routing) -> Vec<&str> {
    routing.offers.iter().map(|offer| offer.scenario.as_str()).collect()
}

fn reason<'a>(routing: &'a Routing, scenario: &str) -> &'a Reason {
    &routing.not_offered.iter().find(|one| one.scenario.as_str() == scenario).unwrap().reason
}

#[test]
fn the_answers_choose_among_the_scenarios() {
    let here = route(procedure(), &visitor(json!({"lieu": "commune"})));
    assert_eq!(offered(&here), ["lire", "ici"]);
    let elsewhere = route(procedure(), &visitor(json!({"lieu": "ailleurs", "commune": "Vire ?/#é"})));
    assert_eq!(offered(&elsewhere), ["lire", "ailleurs"]);
    let OfferKind::Redirect { url, .. } = &elsewhere.offers[1].kind else { panic!("not a redirect") };
    assert_eq!(url, "https://exemple.fr/Vire%20%3F%2F%23%C3%A9");
}

#[test]
fn each_scenario_that_is_not_offered_says_why() {
    let routing = route(procedure(), &visitor(json!({"lieu": "commune"})));
    let Reason::Condition(because) = reason(&routing, "ailleurs") else { panic!("{routing:?}") };
    assert_eq!(because.french, "parce que `answers.lieu` vaut « commune »");
    assert_eq!(*reason(&routing, "guichet"), Reason::Origin);

    let association = Visitor { audience: Audience::Association, ..visitor(json!({"lieu": "commune"})) };
    assert_eq!(*reason(&route(procedure(), &association), "ici"), Reason::Audience);
    let counter = Visitor { origin: Origin::Counter, ..visitor(json!({})) };
    assert_eq!(offered(&route(procedure(), &counter)), ["lire", "guichet"]);
}

#[test]
fn a_question_without_an_answer_is_named() {
    let routing = route(procedure(), &visitor(json!({})));
    let Reason::Unanswered(questions) = reason(&routing, "ici") else { panic!("{routing:?}") };
    assert_eq!(questions.iter().map(|question| question.id.as_str()).collect::<Vec<_>>(), ["lieu"]);
    assert_eq!(reason(&routing, "ici").message().french, "il faut d'abord répondre à « Lieu »");
}

#[test]
fn a_redirect_whose_address_lacks_a_value_is_not_offered() {
    let routing = route(procedure(), &visitor(json!({"lieu": "ailleurs"})));
    assert_eq!(reason(&routing, "ailleurs").code(), "routing.failed");
    let routing = route(procedure(), &visitor(json!({"lieu": "ailleurs", "commune": ".."})));
    assert_eq!(reason(&routing, "ailleurs").code(), "routing.failed");
}

#[test]
fn answers_with_faults_count_for_nothing_and_say_so() {
    let routing = route(procedure(), &visitor(json!({"lieu": "lune"})));
    assert_eq!(routing.faults.len(), 1);
    assert_eq!(reason(&routing, "ici").code(), "routing.unanswered");
    for answers in [json!(3), json!(null), json!({"x": 1})] {
        assert!(!route(procedure(), &visitor(answers)).offers.is_empty());
    }
}

#[test]
fn what_is_offered_is_in_the_language_asked() {
    let english = Visitor { language: Some(Language::English), ..visitor(json!({})) };
    let routing = route(procedure(), &english);
    assert_eq!(routing.offers[0].title, "To know");
    let OfferKind::Information { markdown, html, documents } = &routing.offers[0].kind else {
        panic!("{routing:?}")
    };
    assert_eq!(markdown, "Voir <https://exemple.fr>");
    assert_eq!(
        html,
        "<p>Voir <a href=\"https://exemple.fr\" rel=\"noopener nofollow\">https://exemple.fr</a></p>\n"
    );
    assert_eq!(documents, &["Pièce d'identité"]);
}

#[test]
fn a_form_says_who_must_identify_themselves_and_how() {
    let routing = route(procedure(), &visitor(json!({"lieu": "commune"})));
    assert_eq!(
        serde_json::to_value(&routing.offers[1]).unwrap(),
        json!({"scenario": "ici", "title": "Ici", "kind": "online", "identity": "account", "ask": ["email"]})
    );
}

#[test]
fn a_closed_procedure_still_informs() {
    let mut closed = procedure();
    closed["closed"] = json!({"message": "Travaux."});
    let routing = route(closed, &visitor(json!({"lieu": "commune"})));
    assert_eq!(offered(&routing), ["lire"]);
    assert_eq!(*reason(&routing, "ici"), Reason::Closed("Travaux.".into()));
    assert_eq!(routing.closed, Some("Travaux.".into()));
}

#[test]
fn what_is_for_agents_is_offered_to_agents() {
    let mut internal = procedure();
    internal["visibility"] = json!("agents");
    let routing = route(internal.clone(), &visitor(json!({})));
    assert!(routing.offers.is_empty() && *reason(&routing, "lire") == Reason::AgentsOnly);
    let agent = Visitor::of(&Actor::agent("b"));
    assert_eq!(offered(&route(internal, &agent)), ["lire"]);
}

#[test]
fn nothing_is_offered_out_of_the_publication_window() {
    let mut seasonal = procedure();
    seasonal["publication"] = json!({"from": "01-02", "until": "01-31"});
    let routing = route(seasonal, &visitor(json!({})));
    assert_eq!(*reason(&routing, "lire"), Reason::NotPublished);
}

#[test]
fn faults_stand_where_they_are() {
    let mut wrong = procedure();
    wrong["scenarios"][1]["available_if"] = json!("answers.lieux == 'a'");
    wrong["scenarios"][1]["url"] = json!("https://{{ answers.lieu }}.exemple.fr/");
    let (_, faults) = compile(wrong);
    let places: Vec<_> = faults.as_slice().iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(places, ["/scenarios/1/available_if", "/scenarios/1/url"]);

    let mut plain = procedure();
    plain["scenarios"][1]["url"] = json!("http://exemple.fr/");
    let (_, faults) = compile(plain);
    assert!(!faults.has_faults());
    assert_eq!(faults.as_slice()[0].code, "definition.not_secure");
}

fn window(from: Option<&str>, until: Option<&str>) -> Option<Window> {
    Window::read(from, until)
}

#[test]
fn a_window_of_each_year_may_pass_the_new_year() {
    let winter = window(Some("11-15"), Some("01-31")).unwrap();
    for inside in ["2025-11-15", "2025-12-31", "2026-01-01", "2026-01-31"] {
        assert!(winter.contains(day(inside)), "{inside}");
    }
    for outside in ["2025-11-14", "2026-02-01", "2026-07-14"] {
        assert!(!winter.contains(day(outside)), "{outside}");
    }
    let leap = window(Some("02-29"), Some("03-01")).unwrap();
    assert!(leap.contains(day("2028-02-29")) && leap.contains(day("2026-03-01")));
    assert!(!leap.contains(day("2026-02-28")));
}

#[test]
fn a_window_may_have_one_bound() {
    let from = window(Some("2026-03-01"), None).unwrap();
    assert!(from.contains(day("2030-01-01")) && !from.contains(day("2026-02-28")));
    let until = window(None, Some("06-30")).unwrap();
    assert!(until.contains(day("2026-06-30")) && !until.contains(day("2026-07-01")));
    assert!(window(None, None).unwrap().contains(day("2026-01-01")));
}

fn listed(changes: Json) -> Procedure {
    let mut one = procedure();
    one.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    serde_json::from_value(one).unwrap()
}

#[test]
fn a_list_is_filtered_by_every_criterion() {
    let theme = Id("enfance".to_owned());
    let all =
        Criteria { theme: None, audience: None, visibility: None, agent: false, day: day("2026-03-02") };
    let child = listed(json!({"theme": "enfance", "audiences": ["citizen"]}));
    assert!(list::is_shown(&child, &all));
    assert!(list::is_shown(
        &child,
        &Criteria { theme: Some(&theme), audience: Some(Audience::Citizen), ..all }
    ));
    assert!(!list::is_shown(&child, &Criteria { audience: Some(Audience::Business), ..all }));
    assert!(!list::is_shown(&listed(json!({})), &Criteria { theme: Some(&theme), ..all }));
    let internal = listed(json!({"visibility": "agents"}));
    let agents_only = Criteria { visibility: Some(Visibility::Agents), agent: true, ..all };
    assert!(list::is_shown(&internal, &agents_only) && !list::is_shown(&child, &agents_only));
    assert!(!list::is_shown(&internal, &all) && list::is_shown(&internal, &Criteria { agent: true, ..all }));
    let seasonal = listed(json!({"publication": {"from": "01-02", "until": "01-31"}}));
    assert!(!list::is_shown(&seasonal, &all));
    assert!(list::is_shown(&seasonal, &Criteria { day: day("2027-01-02"), ..all }));
    assert!(list::is_shown(&listed(json!({"closed": {"message": "x"}})), &all));
}

#[test]
fn a_list_follows_themes_then_orders_then_titles_without_accents() {
    let theme = |id: &str, order| Theme { id: Id(id.to_owned()), title: id.into(), order };
    let themes = [theme("a", 2), theme("b", 1)];
    let mut procedures = [
        listed(json!({"id": "sans-theme", "title": "A"})),
        listed(json!({"id": "zoo", "title": "Zoo", "theme": "b"})),
        listed(json!({"id": "etat", "title": "État", "theme": "b"})),
        listed(json!({"id": "fete", "title": "Fête", "theme": "b"})),
        listed(json!({"id": "premiere", "title": "Zut", "theme": "b", "order": -1})),
        listed(json!({"id": "autre", "title": "A", "theme": "a"})),
    ];
    procedures.sort_by_cached_key(|one| list::sort_key(one, &themes));
    let ids: Vec<_> = procedures.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["premiere", "etat", "fete", "zoo", "autre", "sans-theme"]);
}

#[test]
fn html_holds_nothing_that_runs_or_spies() {
    let html = markdown::html(
        "[a](javascript:alert(1)) [b](mailto:x@exemple.fr) [c](/d) ![i](https://exemple.fr/i.png)\n\n\
         <script>x</script><p onclick=x style=y>z</p><iframe src=https://exemple.fr></iframe>\n\n| t |\n|---|\n| u |",
    );
    for refused in ["javascript", "script", "onclick", "style", "iframe", "img", "href=\"/d\""] {
        assert!(!html.contains(refused), "{refused}: {html}");
    }
    assert!(html.contains("<a href=\"mailto:x@exemple.fr\" rel=\"noopener nofollow\">b</a>"), "{html}");
    assert!(html.contains("<table>") && html.contains('z'), "{html}");
}

proptest! {
    #[test]
    fn no_answers_make_routing_panic(text in "\\PC{0,20}", other in "[a-z{}/%.#?@:]{0,12}") {
        let answers = json!({"lieu": "ailleurs", "commune": text, "autre": other});
        route(procedure(), &visitor(answers));
        let filled = route(procedure(), &visitor(json!({"lieu": "ailleurs", "commune": other})));
        for offer in &filled.offers {
            if let OfferKind::Redirect { url, .. } = &offer.kind {
                let read = url::Url::parse(url).unwrap();
                prop_assert_eq!(read.host_str(), Some("exemple.fr"));
                prop_assert_eq!(read.path_segments().unwrap().count(), 1);
            }
        }
    }

    #[test]
    fn no_window_makes_reading_panic(from in "[0-9-]{0,10}", until in "[0-9-]{0,10}") {
        window(Some(&from), Some(&until));
    }
}
