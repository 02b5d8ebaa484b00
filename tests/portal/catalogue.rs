//! The catalogue as each visitor finds it.

use crate::common::{MORNING, TestClock, code, examples, host};
use grc::definition::{Id, Visibility};
use grc::{Actor, Audience, CatalogueFilter, Engine, ErrorCode, Language, Sources, Visitor};

fn open(clock: &TestClock) -> Engine {
    let engine = Engine::open_with(":memory:", host(clock, &crate::common::Letterbox::default(), 1)).unwrap();
    engine.publish(&Actor::System, &Sources::from_dir(examples().join("catalogue")).unwrap()).unwrap();
    engine
}

fn town_hall() -> Engine {
    open(&TestClock::at(MORNING))
}

fn citizen() -> Visitor {
    Visitor::of(&Actor::applicant("session"))
}

fn ids(engine: &Engine, visitor: &Visitor, filter: CatalogueFilter) -> Vec<String> {
    engine.catalogue(visitor, &filter).unwrap().into_iter().map(|one| one.id.to_string()).collect()
}

fn search(text: &str) -> CatalogueFilter {
    CatalogueFilter { text: Some(text.to_owned()), ..CatalogueFilter::default() }
}

#[test]
fn filters_keep_what_they_name() {
    let engine = town_hall();
    let theme =
        |theme: &str| CatalogueFilter { theme: Some(Id(theme.to_owned())), ..CatalogueFilter::default() };
    assert_eq!(ids(&engine, &citizen(), theme("cadre-de-vie")), ["signalement-voirie"]);
    assert_eq!(ids(&engine, &citizen(), theme("rien")), [""; 0]);
    let agents = CatalogueFilter { visibility: Some(Visibility::Agents), ..CatalogueFilter::default() };
    assert_eq!(
        ids(&engine, &Visitor::of(&Actor::System), agents.clone()),
        ["dossier-enfant", "courrier-entrant"]
    );
    assert_eq!(ids(&engine, &citizen(), agents), [""; 0], "asking for it does not show it");
    let audience = |audience| CatalogueFilter { audience: Some(audience), ..CatalogueFilter::default() };
    let has = |list: &[String], id: &str| list.iter().any(|one| one == id);
    assert!(!has(&ids(&engine, &citizen(), audience(Audience::Citizen)), "subvention-association"));
    assert!(has(&ids(&engine, &citizen(), audience(Audience::Association)), "subvention-association"));
    let two = CatalogueFilter { limit: Some(2), ..CatalogueFilter::default() };
    let all = ids(&engine, &citizen(), CatalogueFilter::default());
    assert_eq!(ids(&engine, &citizen(), two), all[..2]);
    assert_eq!(ids(&engine, &citizen(), CatalogueFilter { limit: Some(0), ..search("salle") }), [""; 0]);
}

#[test]
fn what_is_for_agents_is_not_on_the_portal_nor_found_there() {
    let engine = town_hall();
    assert!(!ids(&engine, &citizen(), CatalogueFilter::default()).contains(&"courrier-entrant".to_owned()));
    assert_eq!(ids(&engine, &citizen(), search("courrier entrant")), [""; 0]);
    assert_eq!(
        ids(&engine, &Visitor::of(&Actor::System), search("courrier entrant"))[..1],
        ["courrier-entrant"]
    );
}

#[test]
fn a_seasonal_procedure_is_there_in_its_season_by_the_towns_days() {
    let clock = TestClock::at(MORNING);
    let engine = open(&clock);
    let shown =
        |visitor: &Visitor, filter| ids(&engine, visitor, filter).contains(&"broyeur-sapins".to_owned());
    for (instant, expected) in [
        ("2027-01-01T22:59:59Z", false),
        ("2027-01-01T23:00:00Z", true),
        ("2027-01-31T22:59:59Z", true),
        ("2027-01-31T23:00:00Z", false),
        ("2028-01-15T12:00:00Z", true),
        ("2028-07-15T12:00:00Z", false),
    ] {
        clock.set(instant);
        assert_eq!(shown(&citizen(), CatalogueFilter::default()), expected, "{instant}");
        let routing = engine.route("broyeur-sapins", &citizen()).unwrap();
        assert_eq!(routing.offers.is_empty(), !expected, "{instant}");
    }
    let on = |day: &str| CatalogueFilter { on: day.parse().ok(), ..CatalogueFilter::default() };
    assert!(shown(&citizen(), on("2027-01-02")) && !shown(&citizen(), on("2027-02-01")));
}

#[test]
fn a_search_ignores_accents_case_ligatures_and_elisions_and_takes_beginnings() {
    let engine = town_hall();
    for (text, expected) in [
        ("reserv sal", "reservation-salle"),
        ("RÉSERVATION DE SALLES", "reservation-salle"),
        ("salles réservation", "reservation-salle"),
        ("l'élu", "rendez-vous-elu"),
        ("lelu", ""),
        ("rendez-vous", "rendez-vous-elu"),
        ("mediatheque", "mediatheque"),
        ("médiathèques", ""),
        ("nid de poule", "signalement-voirie"),
        ("  subv\u{a0}asso ", "subvention-association"),
        ("reserv piscinex", ""),
    ] {
        let found = ids(&engine, &citizen(), search(text));
        assert_eq!(found.first().map_or("", String::as_str), expected, "{text}: {found:?}");
    }
}

#[test]
fn ligatures_and_their_letters_are_the_same_word() {
    let mut catalogue = crate::common::town::catalogue();
    catalogue["procedures"][0]["title"] = serde_json::json!("Les Œuvres de l’école et d'ailleurs");
    let town_hall = crate::common::TownHall::with(catalogue, |host| host);
    for text in ["œuvres", "oeuvres", "OEUV", "école", "l'ecole", "l’école", "d’ailleurs", "ailleurs"]
    {
        assert_eq!(ids(&town_hall.engine, &citizen(), search(text)), ["elagage"], "{text}");
    }
}

#[test]
fn titles_come_before_keywords_and_keywords_before_texts() {
    let mut catalogue = crate::common::town::catalogue();
    catalogue["procedures"][0]["summary"] = serde_json::json!("Pour tout platane.");
    catalogue["procedures"][1]["title"] = serde_json::json!("Platane malade");
    catalogue["procedures"][2]["keywords"] = serde_json::json!(["platane"]);
    let town_hall = crate::common::TownHall::with(catalogue, |host| host);
    let system = Visitor::of(&Actor::System);
    assert_eq!(ids(&town_hall.engine, &system, search("platane")), ["signalement", "courrier", "elagage"]);
}

#[test]
fn odd_searches_find_nothing_and_break_nothing() {
    let engine = town_hall();
    let all = ids(&engine, &citizen(), CatalogueFilter::default()).len();
    for text in [
        "\"",
        "*",
        "salle*",
        "NEAR(",
        "title:",
        "' OR 1=1 --",
        "\0",
        "😀",
        "a\"b",
        "- - -",
        "(",
        "AND",
        "\u{301}",
    ] {
        assert!(ids(&engine, &citizen(), search(text)).len() <= all, "{text:?}");
    }
    let long = "salle ".repeat(20_000);
    assert_eq!(code(engine.catalogue(&citizen(), &search(&long))), ErrorCode::InvalidInput);
    assert_eq!(ids(&engine, &citizen(), search(&"salle ".repeat(32))), ["reservation-salle"]);
}

#[test]
fn titles_are_in_the_language_of_the_visitor() {
    let engine = town_hall();
    let title = |language| {
        let visitor = Visitor { language, ..citizen() };
        engine.catalogue(&visitor, &search("nid-de-poule")).unwrap()[0].title.clone()
    };
    assert_eq!(title(None), "Signaler un problème sur la voie publique");
    assert_eq!(title(Some(Language::English)), "Report a problem in the street");
}
