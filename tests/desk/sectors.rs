//! Sectors through the engine: requests located when they are filed, listed by sector, routed to its team.

use crate::common::{FR, TownHall, agent, citizen, code, values};
use grc::definition::{Id, Name};
use grc::engine::{InboxQuery, SectorQuery, StatisticsKind, StatisticsQuery};
use grc::request::Role;
use grc::store::SectorOf;
use grc::{
    Actor, Engine, ErrorCode, PageRequest, RequestQuery, Sources, Submission, TaskQuery, Values, Visitor,
};
use serde_json::{Value, json};

/// A town cut in two by the meridian 1°, with one street told.
fn catalogue() -> Value {
    let square = |left: i64| {
        let right = left + 1;
        json!({"type": "Polygon", "coordinates": [[[left, 48], [right, 48], [right, 49], [left, 49], [left, 48]]]})
            .to_string()
    };
    json!({
        "settings": {"nom_commune": "Petiteville"},
        "services": [
            {"id": "technique", "title": "Technique", "email": "technique@mairie.exemple.fr"},
            {"id": "equipe-ouest", "title": "Équipe ouest"}, {"id": "equipe-est", "title": "Équipe est"}
        ],
        "sectors": [
            {"id": "voirie", "title": "Voirie", "sectors": [
                {"id": "ouest", "title": {"fr": "Ouest", "en": "West"}, "service": "equipe-ouest", "area": square(0)},
                {"id": "est", "title": "Est", "service": "equipe-est", "area": square(1),
                 "streets": [{"street": "rue de l'Est"}]}]},
            {"id": "ecoles", "title": "Écoles", "sectors": [{"id": "centre", "title": "Centre", "area": square(0)}]},
            {"id": "dechets", "title": "Déchets", "sectors": [{"id": "tout", "title": "Tout", "area": square(0)}]}
        ],
        "procedures": [{
            "id": "trou", "title": "Trou", "service": "technique",
            "questions": [{"id": "adresse", "type": "address", "label": "Adresse"}],
            "scenarios": [{
                "id": "signaler", "kind": "online", "title": "Signaler", "applicant": {"identity": "none"},
                "form": {"fields": [
                    {"id": "lieu", "type": "location", "label": "Lieu"},
                    {"id": "adresse", "type": "address", "label": "Adresse"}
                ]},
                "sectors": {"voirie": ["answers.lieu", "answers.adresse"]},
                "workflow": {"id": "reparation", "initial": "recue", "statuses": {
                    "recue": {"label": "Reçue", "state": "new",
                        "tasks": [{"id": "reparer", "title": "Réparer ({{ request.sectors.voirie.title }})",
                                   "service": "=request.sectors.voirie.service"}],
                        "transitions": [{"id": "clore", "label": "Clore", "to": "close", "by": ["agent@equipe-est", "agent"]}]},
                    "close": {"label": "Close", "state": "done", "outcome": "granted"}
                }}
            }, {
                "id": "ecole", "kind": "information", "title": "Votre école", "content": "L'école du centre.",
                "available_if": "sector('ecoles', answers.adresse) == 'centre'"
            }]
        }]
    })
}

fn open() -> TownHall {
    let town_hall = TownHall::with(catalogue(), |host| host);
    for (id, service) in [("odile", "equipe-ouest"), ("esteban", "equipe-est"), ("tom", "technique")] {
        town_hall.engine.put_agent(&Actor::System, &agent(id, service, Role::Agent)).unwrap();
    }
    town_hall
}

fn file(engine: &Engine, answers: Value) -> grc::request::RequestId {
    let submission = Submission::new("trou", "signaler", citizen(), values(answers));
    engine.submit(&Actor::applicant("usager"), submission).unwrap().id
}

fn place(latitude: &str, longitude: &str) -> Value {
    json!({"latitude": latitude, "longitude": longitude})
}

fn in_sector(sector: &str) -> Option<SectorOf> {
    Some(SectorOf { division: Name("voirie".to_owned()), sector: Id(sector.to_owned()) })
}

fn listed(engine: &Engine, sector: &str) -> Vec<grc::request::RequestId> {
    let query = RequestQuery { sector: in_sector(sector), ..RequestQuery::default() };
    let page = engine.requests(&Actor::System, &query, &PageRequest::default()).unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

#[test]
fn a_request_is_located_when_it_is_filed_and_its_task_goes_to_the_team() {
    let TownHall { engine, .. } = &open();
    let id = file(engine, json!({"lieu": place("48.5", "1.5")}));
    let view = engine.request(&Actor::agent("esteban"), id, FR).unwrap();
    let sector = &view.sectors[&Name("voirie".to_owned())];
    assert_eq!((sector.id.as_str(), sector.title.as_str()), ("est", "Est"));
    assert_eq!(
        (view.tasks[0].service.as_str(), view.tasks[0].title.as_str()),
        ("equipe-est", "Réparer (Est)")
    );
    assert_eq!(code(engine.request(&Actor::agent("odile"), id, FR)), ErrorCode::NotFound);
    let seen = engine.request(&Actor::applicant("usager"), id, FR).unwrap();
    assert!(seen.sectors.is_empty(), "applicants are not told");
    engine.act(&Actor::agent("esteban"), id, "clore", grc::Input::none()).unwrap();
}

#[test]
fn the_first_place_that_has_a_sector_tells_it_and_none_leaves_the_service_in_charge() {
    let TownHall { engine, .. } = &open();
    let address =
        |street| json!({"street": street, "number": "3 bis", "postal_code": "14985", "city": "Petiteville"});
    let border = file(engine, json!({"lieu": place("48.5", "1")}));
    let by_street = file(engine, json!({"lieu": place("10", "10"), "adresse": address("R. de l'EST")}));
    let nowhere = file(engine, json!({"adresse": address("rue du Sud")}));
    let sector = |id| {
        let view = engine.request(&Actor::System, id, FR).unwrap();
        (view.sectors.values().next().map(|sector| sector.id.to_string()), view.tasks[0].service.to_string())
    };
    assert_eq!(sector(border), (Some("ouest".to_owned()), "equipe-ouest".to_owned()));
    assert_eq!(sector(by_street), (Some("est".to_owned()), "equipe-est".to_owned()));
    assert_eq!(sector(nowhere), (None, "technique".to_owned()));
}

#[test]
fn requests_and_tasks_are_listed_by_sector() {
    let TownHall { engine, clock, .. } = &open();
    let mut expected = Vec::new();
    for number in 0..6 {
        clock.forward_seconds(1);
        let id = file(engine, json!({"lieu": place("48.5", if number % 2 == 0 { "0.5" } else { "1.5" })}));
        expected.push(id);
    }
    expected.reverse();
    let est: Vec<_> = expected.iter().copied().step_by(2).collect();
    assert_eq!(listed(engine, "est"), est);
    assert_eq!(listed(engine, "ouest").len(), 3);
    assert_eq!(listed(engine, "nord"), []);
    engine.act(&Actor::agent("esteban"), est[0], "clore", grc::Input::none()).unwrap();
    assert_eq!(listed(engine, "est"), est, "closed, it is still there");
    let tasks = |sector| {
        let query = TaskQuery { sector: in_sector(sector), ..TaskQuery::default() };
        engine.tasks(&Actor::System, &query, &PageRequest::default()).unwrap().rows.len()
    };
    assert_eq!((tasks("est"), tasks("ouest"), tasks("nord")), (2, 3, 0));
    let inbox = |sector| {
        let query = InboxQuery { sector: in_sector(sector), ..InboxQuery::default() };
        engine.inbox(&Actor::agent("esteban"), &query, &PageRequest::default()).unwrap().rows.len()
    };
    assert_eq!((inbox("est"), inbox("ouest")), (2, 0), "the tasks of the other team are none of hers");
    // An agent sees no more by asking for a sector; an applicant may not ask.
    let query = RequestQuery { sector: in_sector("est"), ..RequestQuery::default() };
    let seen = |actor| engine.requests(&actor, &query, &PageRequest::default());
    assert_eq!(seen(Actor::agent("odile")).unwrap().rows, []);
    assert_eq!(seen(Actor::agent("tom")).unwrap().rows.len(), 3);
    assert_eq!(code(seen(Actor::applicant("usager"))), ErrorCode::Forbidden);
}

#[test]
fn requests_are_counted_by_sector() {
    let TownHall { engine, .. } = &open();
    for longitude in ["0.5", "1.5", "1.5", "7"] {
        file(engine, json!({"lieu": place("48.5", longitude)}));
    }
    let count = |division: &str| {
        let query = StatisticsQuery {
            procedure: Some(Id("trou".to_owned())),
            field: Some(format!("sectors.{division}")),
            csv: true,
            ..StatisticsQuery::new(StatisticsKind::ByStatusAndField)
        };
        engine.statistics(&Actor::System, &query, FR).map(|figures| figures.csv.unwrap())
    };
    let counted = count("voirie").unwrap();
    let values: Vec<_> = counted.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>()).collect();
    let values: Vec<_> = values.iter().map(|cells| (cells[1], cells[2], *cells.last().unwrap())).collect();
    assert_eq!(values, [("", "", "1"), ("est", "Est", "2"), ("ouest", "Ouest", "1")], "{counted}");
    assert_eq!(code(count("dechets")), ErrorCode::InvalidInput);
}

#[test]
fn a_scenario_may_be_offered_in_a_sector_only() {
    let TownHall { engine, .. } = &open();
    let offered = |longitude: &str| {
        let address = json!({"street": "rue Haute", "postal_code": "14985", "city": "P", "latitude": "48.5", "longitude": longitude});
        let visitor = Visitor {
            answers: values(json!({"adresse": address})),
            ..Visitor::of(&Actor::applicant("usager"))
        };
        let routing = engine.route("trou", &visitor).unwrap();
        routing.offers.iter().any(|offer| offer.scenario.as_str() == "ecole")
    };
    assert!(offered("0.5") && !offered("1.5"));
}

#[test]
fn a_page_may_ask_where_a_place_is() {
    let TownHall { engine, .. } = &open();
    let visitor = Visitor::of(&Actor::applicant("usager"));
    let ask = |division: &str, place: Value| {
        let place: Values = values(place);
        let query =
            SectorQuery { procedure: Id("trou".to_owned()), division: Name(division.to_owned()), place };
        engine.sector(&visitor, &query)
    };
    let found = ask("voirie", place("48.5", "0.5")).unwrap().unwrap();
    assert_eq!((found.id.as_str(), found.service.unwrap().as_str()), ("ouest", "equipe-ouest"));
    assert_eq!(ask("voirie", json!({"street": "rue de l'Est"})).unwrap().unwrap().id.as_str(), "est");
    assert_eq!(ask("voirie", json!({"latitude": true, "street": 3})).unwrap(), None);
    assert_eq!(ask("voirie", json!({})).unwrap(), None);
    assert!(ask("ecoles", place("48.5", "0.5")).unwrap().is_some(), "an expression names it");
    assert_eq!(code(ask("dechets", place("48.5", "0.5"))), ErrorCode::NotFound, "nothing names it");
}

#[test]
fn a_version_keeps_the_sectors_under_which_it_was_published() {
    let TownHall { engine, .. } = &open();
    let before = file(engine, json!({"lieu": place("48.5", "0.5")}));
    let mut other = catalogue();
    // What the procedure does not name changes nothing of it.
    other["sectors"][2]["title"] = json!("Ordures");
    assert_eq!(engine.publish(&Actor::System, &Sources::from_value(other.clone())).unwrap().versions, []);
    other["sectors"][0]["sectors"][0]["id"] = json!("couchant");
    assert_eq!(engine.publish(&Actor::System, &Sources::from_value(other)).unwrap().versions.len(), 1);
    let after = file(engine, json!({"lieu": place("48.5", "0.5")}));
    assert_eq!((listed(engine, "ouest"), listed(engine, "couchant")), (vec![before], vec![after]));
}

#[test]
fn a_list_of_a_sector_that_was_changed_in_the_file_is_found() {
    for (change, broken, totals_agree) in [
        ("UPDATE request_sector SET state = state", 0, true),
        ("UPDATE request_sector SET sector = 'est'", 1, true),
        ("DELETE FROM request_sector", 1, false),
        (
            "INSERT INTO request_sector SELECT division, 'est', state, received_at, request FROM request_sector",
            0,
            false,
        ),
    ] {
        let town_hall = open();
        file(&town_hall.engine, json!({"lieu": place("48.5", "0.5")}));
        let town_hall = town_hall.tamper(|connection| {
            assert_eq!(connection.execute(change, []).unwrap(), 1, "{change}");
        });
        let found = town_hall.engine.verify(&Actor::System, &[]).unwrap();
        assert_eq!((found.broken.len(), found.totals_agree), (broken, totals_agree), "{change}");
    }
}

/// Spoils a catalogue.
type Spoiling<'a> = &'a dyn Fn(&mut Value);

#[test]
fn what_is_wrong_with_sectors_is_told_at_its_place() {
    let TownHall { engine, .. } = &open();
    let told = |spoil: &dyn Fn(&mut Value)| {
        let mut spoilt = catalogue();
        spoil(&mut spoilt);
        let diagnostics = engine.check(&Sources::from_value(spoilt));
        diagnostics.into_iter().map(|one| format!("{} {}", one.pointer, one.code)).collect::<Vec<_>>()
    };
    let scenario = "/procedures/0/scenarios/0";
    let cases: [(Spoiling<'_>, String); 7] = [
        (
            &|all| all["sectors"][0]["sectors"][1]["service"] = json!("equipe-nord"),
            "/sectors/0/sectors/1/service definition.unknown_reference".to_owned(),
        ),
        (
            &|all| all["sectors"][0]["sectors"][1]["id"] = json!("ouest"),
            "/sectors/0/sectors/1/id definition.duplicate_id".to_owned(),
        ),
        (
            &|all| all["sectors"][2]["id"] = json!("ecoles"),
            "/sectors/2/id definition.duplicate_id".to_owned(),
        ),
        (
            &|all| {
                let places = all["procedures"][0]["scenarios"][0]["sectors"]["voirie"].take();
                all["procedures"][0]["scenarios"][0]["sectors"] =
                    json!({"voirie": places, "voiries": ["answers.lieu"]});
            },
            format!("{scenario}/sectors/voiries definition.unknown_reference"),
        ),
        (
            &|all| {
                all["procedures"][0]["scenarios"][0]["sectors"]["voirie"][0] = json!("answers.lieu.latitude")
            },
            format!("{scenario}/sectors/voirie/0 definition.not_a_place"),
        ),
        (
            &|all| {
                all["procedures"][0]["scenarios"][1]["available_if"] =
                    json!("sector('ecole', answers.adresse) == 'centre'")
            },
            "/procedures/0/scenarios/1/available_if expression.unknown_division".to_owned(),
        ),
        (
            &|all| {
                all["procedures"][0]["scenarios"][1]["available_if"] =
                    json!("sector(origin, answers.adresse) == 'centre'")
            },
            "/procedures/0/scenarios/1/available_if expression.division_not_named".to_owned(),
        ),
    ];
    let usual = told(&|_| ());
    for (spoil, expected) in cases {
        let told: Vec<_> = told(spoil).into_iter().filter(|one| !usual.contains(one)).collect();
        assert_eq!(told, [expected]);
    }
}
