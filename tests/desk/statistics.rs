//! Figures about requests: what is kept as they change is what their histories tell.

use std::collections::BTreeMap;

use crate::common::{FR, TownHall, code, told, town, values};
use grc::definition::{Id, State};
use grc::engine::{Cell, Statistics, StatisticsKind, StatisticsQuery};
use grc::request::{Event, EventContent, Instant, RequestId};
use grc::store::{SqliteStore, read};
use grc::{Actor, Budget, ErrorCode, Input, Submission};
use proptest::prelude::*;
use serde_json::json;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn query(kind: StatisticsKind) -> StatisticsQuery {
    StatisticsQuery::new(kind)
}

fn ask(town_hall: &TownHall, query: &StatisticsQuery) -> Statistics {
    town_hall.engine.statistics(&Actor::System, query, FR).unwrap()
}

/// The cells of some columns, row by row, as text.
fn cells(statistics: &Statistics, columns: &[&str]) -> Vec<Vec<String>> {
    let place = |id: &&str| statistics.columns.iter().position(|column| column.id == *id).unwrap();
    let places: Vec<usize> = columns.iter().map(place).collect();
    let text = |cell: &Cell| match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
        Cell::Absent(()) => "-".to_owned(),
    };
    statistics.rows.iter().map(|row| places.iter().map(|place| text(&row[*place])).collect()).collect()
}

fn perform(town_hall: &TownHall, request: RequestId, transition: &str) {
    let actor = Actor::agent("alice");
    let input = Input::values(values(json!({"pieces": "Un plan"})));
    let input = if transition == "attendre" { input } else { Input::none() };
    town_hall.engine.act(&actor, request, transition, input).unwrap();
}

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// Files a request and closes it after so many days in progress and so many waiting for the applicant.
fn close_after(town_hall: &TownHall, working: i64, waiting: i64) -> RequestId {
    let request = town_hall.file(&camille()).id;
    perform(town_hall, request, "prendre");
    perform(town_hall, request, "attendre");
    town_hall.clock.forward_days(waiting);
    town_hall.engine.act(&camille(), request, "completer", Input::none()).unwrap();
    town_hall.clock.forward_days(working);
    perform(town_hall, request, "accepter");
    request
}

#[test]
fn requests_are_counted_by_status_with_its_label_and_by_agent_with_their_name() {
    let town_hall = TownHall::open();
    let requests: Vec<RequestId> = (0..3).map(|_| town_hall.file(&camille()).id).collect();
    town_hall.engine.submit(&camille(), town::report()).unwrap();
    perform(&town_hall, requests[0], "prendre");
    let bruno = Some("bruno".to_owned());
    town_hall.engine.assign(&Actor::agent("alice"), requests[0], None, bruno, Input::none()).unwrap();
    let by_status = ask(&town_hall, &query(StatisticsKind::ByStatus));
    assert_eq!(
        cells(&by_status, &["procedure", "status", "status_label", "state", "requests"]),
        [
            ["elagage", "a_traiter", "À traiter", "new", "2"],
            ["elagage", "en_cours", "En cours", "in_progress", "1"],
            ["signalement", "transmise", "Transmise", "new", "1"],
        ]
    );
    let by_agent = ask(&town_hall, &query(StatisticsKind::ByAgent));
    assert_eq!(
        cells(&by_agent, &["agent", "agent_name", "state", "requests"]),
        [["-", "-", "new", "3"], ["bruno", "Nom de bruno", "in_progress", "1"]]
    );
    let english =
        town_hall.engine.statistics(&Actor::System, &query(StatisticsKind::ByAgent), grc::Language::English);
    let english = english.unwrap();
    assert_eq!(cells(&english, &["state_label"]), [["New"], ["In progress"]]);
    assert_eq!(cells(&by_agent, &["state_label"]), [["Nouveau"], ["En cours"]]);
    let labels: Vec<String> = english.columns.into_iter().map(|column| column.label).collect();
    assert_eq!(labels, ["Agent", "Name", "State", "Label of the state", "Requests"]);
}

#[test]
fn a_field_chosen_among_few_sets_requests_apart_and_no_other_does() {
    let mut catalogue = town::catalogue();
    let fields = catalogue["procedures"][0]["scenarios"][0]["form"]["fields"].as_array_mut().unwrap();
    fields.push(json!({"id": "essence", "type": "choice", "label": "Essence", "options": [
        {"value": "tilleul", "label": "Tilleul"}, {"value": "orme", "label": "=Orme; \"champêtre\""}]}));
    let town_hall = TownHall::with(catalogue, |host| host);
    for essence in [json!("tilleul"), json!("orme"), json!("orme"), json!(null)] {
        let answers = values(json!({"objet": "Un arbre", "essence": essence}));
        town_hall.engine.submit(&camille(), Submission { answers, ..town::submission() }).unwrap();
    }
    let by = |field: &str| StatisticsQuery {
        procedure: Some(Id("elagage".to_owned())),
        field: Some(field.to_owned()),
        ..query(StatisticsKind::ByStatusAndField)
    };
    let counted = ask(&town_hall, &StatisticsQuery { csv: true, ..by("answers.essence") });
    assert_eq!(
        cells(&counted, &["value", "value_label", "status", "requests"]),
        [
            ["-", "-", "a_traiter", "1"],
            ["orme", "=Orme; \"champêtre\"", "a_traiter", "2"],
            ["tilleul", "Tilleul", "a_traiter", "1"],
        ]
    );
    let csv = counted.csv.unwrap();
    let expected = "Démarche,Valeur,Libellé de la valeur,Statut,Libellé du statut,État,\"Libellé de l'état\",Demandes\r\n\
        elagage,,,a_traiter,À traiter,new,Nouveau,1\r\n\
        elagage,orme,\"'=Orme; \"\"champêtre\"\"\",a_traiter,À traiter,new,Nouveau,2\r\n\
        elagage,tilleul,Tilleul,a_traiter,À traiter,new,Nouveau,1\r\n";
    assert_eq!(csv, expected);
    let by_agent = StatisticsQuery { kind: StatisticsKind::ByAgentAndField, ..by("answers.essence") };
    assert_eq!(cells(&ask(&town_hall, &by_agent), &["agent", "value", "requests"]).len(), 3);
    assert!(ask(&town_hall, &by("data.paye")).rows.len() == 1, "nobody paid yet");
    for wrong in ["answers.objet", "answers.canari", "essence", "data.essence", "settings.nom_commune"] {
        let refused = town_hall.engine.statistics(&Actor::System, &by(wrong), FR).unwrap_err();
        assert_eq!(
            (refused.code(), refused.path()),
            (ErrorCode::InvalidInput, Some("/query/field")),
            "{wrong}"
        );
        assert!(!told(&refused).contains("canari"));
    }
    let everywhere = StatisticsQuery { procedure: None, ..by("answers.essence") };
    let refused = town_hall.engine.statistics(&Actor::System, &everywhere, FR).unwrap_err();
    assert_eq!(refused.path(), Some("/query/procedure"));
    let unknown = StatisticsQuery { procedure: Some(Id("canari".to_owned())), ..by("answers.essence") };
    assert_eq!(code(town_hall.engine.statistics(&Actor::System, &unknown, FR)), ErrorCode::NotFound);
    let needless = StatisticsQuery { kind: StatisticsKind::ByStatus, ..by("answers.essence") };
    assert_eq!(code(town_hall.engine.statistics(&Actor::System, &needless, FR)), ErrorCode::InvalidInput);
}

#[test]
fn delays_leave_out_the_time_spent_waiting_for_the_applicant() {
    let town_hall = TownHall::open();
    for (working, waiting) in [(1, 2), (2, 9), (3, 1), (4, 1)] {
        town_hall.clock.set(crate::common::MORNING);
        close_after(&town_hall, working, waiting);
    }
    let delays = ask(&town_hall, &query(StatisticsKind::Delays));
    let day = |days: i64| (days * DAY).to_string();
    let shown =
        ["procedure", "month", "closed", "median_ms", "ninetieth_ms", "dated", "on_time", "on_time_percent"];
    // The task of the circuit ends when the request is taken on: in time for all four.
    let expected = ["elagage", "2026-03", "4", &day(2), &day(4), "4", "4", "100"];
    assert_eq!(cells(&delays, &shown), [expected]);
    // Taken on after the date of its task, closed in April at 0:30 in Paris, which is March in Greenwich.
    town_hall.clock.set("2026-03-02T08:00:00Z");
    let request = town_hall.file(&camille()).id;
    town_hall.clock.set("2026-03-31T22:30:00Z");
    perform(&town_hall, request, "prendre");
    perform(&town_hall, request, "accepter");
    let delays = ask(&town_hall, &query(StatisticsKind::Delays));
    let april = &cells(&delays, &shown)[1];
    assert_eq!((&april[1][..], &april[2][..], &april[7][..]), ("2026-04", "1", "0"));
    let of = |from: &str, to: &str| {
        let day = |text: &str| text.parse().ok();
        let query = StatisticsQuery { from: day(from), to: day(to), ..query(StatisticsKind::Delays) };
        cells(&ask(&town_hall, &query), &["month"]).concat()
    };
    assert_eq!(of("2026-03-15", "2026-03-15"), ["2026-03"]);
    assert_eq!(of("2026-04-01", "2026-12-31"), ["2026-04"]);
    let backwards = StatisticsQuery {
        from: "2026-04-02".parse().ok(),
        to: "2026-04-01".parse().ok(),
        ..query(StatisticsKind::Delays)
    };
    assert_eq!(code(town_hall.engine.statistics(&Actor::System, &backwards, FR)), ErrorCode::InvalidInput);
}

#[test]
fn requests_of_a_period_are_those_received_on_its_days() {
    let town_hall = TownHall::open();
    // Half past midnight of the 2nd in Paris, then the last minute of the 3rd, then the first of the 4th.
    for instant in ["2026-03-01T23:30:00Z", "2026-03-03T22:59:00Z", "2026-03-03T23:00:00Z"] {
        town_hall.clock.set(instant);
        town_hall.file(&camille());
    }
    let between = |from: Option<&str>, to: Option<&str>| {
        let day = |text: Option<&str>| text.and_then(|text| text.parse().ok());
        let query = StatisticsQuery { from: day(from), to: day(to), ..query(StatisticsKind::ByStatus) };
        cells(&ask(&town_hall, &query), &["requests"]).concat()
    };
    assert_eq!(between(Some("2026-03-02"), Some("2026-03-03")), ["2"]);
    assert_eq!(between(Some("2026-03-03"), None), ["2"]);
    assert_eq!(between(None, Some("2026-03-02")), ["1"]);
    assert_eq!(between(Some("2026-03-05"), None), [""; 0]);
}

#[test]
fn figures_are_for_the_host_and_for_managers_over_their_services() {
    let town_hall = TownHall::open();
    close_after(&town_hall, 1, 0);
    town_hall.engine.submit(&camille(), town::report()).unwrap();
    let (engine, all) = (&town_hall.engine, query(StatisticsKind::ByStatus));
    let alice = engine.statistics(&Actor::agent("alice"), &all, FR).unwrap();
    assert_eq!(cells(&alice, &["procedure"]), [["elagage"]]);
    let of = |service: &str| StatisticsQuery { service: Some(Id(service.to_owned())), ..all.clone() };
    assert_eq!(engine.statistics(&Actor::agent("alice"), &of("urbanisme"), FR).unwrap(), alice);
    assert_eq!(code(engine.statistics(&Actor::agent("alice"), &of("voirie"), FR)), ErrorCode::Forbidden);
    assert_eq!(engine.statistics(&Actor::System, &of("voirie"), FR).unwrap().rows.len(), 1);
    let delays = query(StatisticsKind::Delays);
    assert_eq!(engine.statistics(&Actor::agent("alice"), &delays, FR).unwrap().rows.len(), 1);
    let others = ["bruno", "chloe", "david", "elise", "nobody"].map(Actor::agent);
    for actor in others.into_iter().chain([camille(), Actor::Connector("gmao".to_owned())]) {
        for query in [&all, &delays, &of("urbanisme")] {
            assert_eq!(code(engine.statistics(&actor, query, FR)), ErrorCode::Forbidden, "{actor:?}");
        }
    }
}

#[test]
fn a_request_of_a_trial_is_in_no_figure() {
    let mut catalogue = town::catalogue();
    catalogue["procedures"][0]["trial"] =
        json!({"testers": ["camille", "alice"], "messages_to": ["essai@exemple.fr"]});
    let town_hall = TownHall::with(catalogue, |host| host);
    close_after(&town_hall, 1, 1);
    for kind in [StatisticsKind::ByStatus, StatisticsKind::ByAgent, StatisticsKind::Delays] {
        assert_eq!(ask(&town_hall, &query(kind)).rows, Vec::<Vec<Cell>>::new(), "{kind:?}");
    }
    let period = StatisticsQuery { from: "2026-01-01".parse().ok(), ..query(StatisticsKind::ByStatus) };
    assert_eq!(ask(&town_hall, &period).rows.len(), 0);
    let by_field = StatisticsQuery {
        procedure: Some(Id("elagage".to_owned())),
        field: Some("data.paye".to_owned()),
        ..query(StatisticsKind::ByStatusAndField)
    };
    assert_eq!(ask(&town_hall, &by_field).rows.len(), 0);
}

/// What migrations do for the requests that were filed before them, from their own texts: what they are counted in, then
/// by which spans.
fn backfill() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/grc-core/src/store/sqlite/migrations");
    let [first, second] = ["0010", "0018"].map(|number| {
        std::fs::read_to_string(std::path::Path::new(folder).join(number).with_extension("sql")).unwrap()
    });
    let counted = first.split_once("-- What is known of the requests filed until now.").unwrap().1;
    counted.split_once("INSERT INTO delay_tally").unwrap().0.to_owned() + &second
}

#[test]
fn the_requests_filed_before_figures_were_kept_are_in_them() {
    let town_hall = TownHall::open();
    for (working, waiting) in [(1, 2), (30, 0), (120, 9), (200, 1)] {
        close_after(&town_hall, working, waiting);
    }
    perform(&town_hall, town_hall.file(&camille()).id, "prendre");
    let kinds = [StatisticsKind::ByStatus, StatisticsKind::ByAgent, StatisticsKind::Delays];
    let before = kinds.map(|kind| ask(&town_hall, &query(kind)));
    let emptied = "DELETE FROM tally; DELETE FROM closed_request; DELETE FROM delay_tally;
        UPDATE request SET trial = 0, waited = 0;";
    let town_hall = town_hall.tamper(|connection| connection.execute_batch(emptied).unwrap());
    assert!(kinds.iter().all(|kind| ask(&town_hall, &query(*kind)).rows.is_empty()));
    let town_hall = town_hall.tamper(|connection| connection.execute_batch(&backfill()).unwrap());
    assert_eq!(kinds.map(|kind| ask(&town_hall, &query(kind))), before);
    assert!(town_hall.engine.verify(&Actor::System, &[]).unwrap().is_whole());
}

/// How long a request took, and whether in time.
type Taken = (i64, Option<bool>);

/// A request, as its history alone tells it.
#[derive(Default)]
struct Told {
    procedure: String,
    status: String,
    state: Option<State>,
    agent: Option<String>,
    received: i64,
    entered: i64,
    waited: i64,
    closed: Option<i64>,
    tasks: BTreeMap<String, (i64, Option<i64>)>,
}

impl Told {
    fn hear(&mut self, event: &Event) {
        let at = event.at.milliseconds();
        match &event.content {
            EventContent::Submitted(submitted) => {
                self.procedure = submitted.procedure.0.clone();
                self.received = submitted.received_at.milliseconds();
            }
            EventContent::StatusEntered(entered) => {
                if self.state == Some(State::OnHold) {
                    self.waited += at - self.entered;
                }
                (self.status, self.state, self.entered) = (entered.to.0.clone(), Some(entered.state), at);
                self.closed = entered.state.is_closed().then_some(at);
            }
            EventContent::Assigned { agent, .. } => self.agent = agent.clone(),
            EventContent::TaskOpened(task) => {
                if let Some(due) = task.due {
                    self.tasks.insert(task.id.to_string(), (due.milliseconds(), None));
                }
            }
            EventContent::TaskEnded { task, .. } => {
                if let Some((_, end)) = self.tasks.get_mut(&task.to_string()) {
                    *end = Some(at);
                }
            }
            _ => {}
        }
    }
}

fn all_told(town_hall: &TownHall) -> Vec<Told> {
    let store = SqliteStore::open(town_hall.path()).unwrap();
    let events = read(&store, |reading| reading.events_since(0, 1_000_000)).unwrap();
    let mut requests: BTreeMap<RequestId, Told> = BTreeMap::new();
    for (_, request, event) in events {
        let text = &event.content.as_ref().unwrap().text;
        let event = Event::decode(&event.type_name, event.version, event.sequence, event.at, text).unwrap();
        requests.entry(request).or_default().hear(&event);
    }
    requests.into_values().collect()
}

/// Sums of 1 by key, as rows of text.
fn sums(keys: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let mut sums: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    keys.for_each(|key| *sums.entry(key).or_default() += 1);
    sums.into_iter()
        .map(|(mut key, sum)| {
            key.push(sum.to_string());
            key
        })
        .collect()
}

fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_what_the_histories_tell(steps in prop::collection::vec((0..9_u8, 0..8_usize, 0..20_i64), 20..90)) {
        let town_hall = TownHall::open();
        let engine = &town_hall.engine;
        let mut known = Vec::new();
        for (what, which, detail) in steps {
            let Some(request) = known.get(which % known.len().max(1)).copied().filter(|_| what > 1) else {
                let filed = if what == 0 { town::report() } else { town::submission() };
                known.push(engine.submit(&camille(), filed).unwrap().id);
                continue;
            };
            // What is not offered now changes nothing.
            let pieces = Input::values(values(json!({"pieces": "Un plan"})));
            let alice = Actor::agent("alice");
            let _ = match what {
                2 => engine.act(&alice, request, "prendre", Input::none()).map(drop),
                3 => engine.act(&alice, request, "attendre", pieces).map(drop),
                4 => engine.act(&camille(), request, "completer", Input::none()).map(drop),
                5 => engine.act(&alice, request, "accepter", Input::none()).map(drop),
                6 => {
                    let agent = [None, Some("alice"), Some("bruno")][which % 3].map(str::to_owned);
                    engine.assign(&alice, request, None, agent, Input::none()).map(drop)
                }
                7 => engine.act(&camille(), request, "annuler", Input::none()).map(drop),
                _ => {
                    town_hall.clock.forward_days(detail);
                    engine.run_due(&Budget::default()).map(drop)
                }
            };
        }
        let told = all_told(&town_hall);
        prop_assert_eq!(told.len(), known.len());
        let state = |one: &Told| one.state.unwrap().name().to_owned();
        let by_status = sums(told.iter().map(|one| vec![one.procedure.clone(), one.status.clone(), state(one)]));
        let kept = ask(&town_hall, &query(StatisticsKind::ByStatus));
        prop_assert_eq!(sorted(cells(&kept, &["procedure", "status", "state", "requests"])), by_status.clone());
        // The same from the requests of all days.
        let always = StatisticsQuery { from: "2020-01-01".parse().ok(), ..query(StatisticsKind::ByStatus) };
        prop_assert_eq!(sorted(cells(&ask(&town_hall, &always), &["procedure", "status", "state", "requests"])), by_status);
        let by_agent = sums(told.iter().map(|one| vec![one.agent.clone().unwrap_or("-".to_owned()), state(one)]));
        let kept = ask(&town_hall, &query(StatisticsKind::ByAgent));
        prop_assert_eq!(sorted(cells(&kept, &["agent", "state", "requests"])), by_agent);
        let mut groups: BTreeMap<(String, String), Vec<Taken>> = BTreeMap::new();
        for one in &told {
            let Some(closed) = one.closed else { continue };
            let month = Instant::from_milliseconds(closed).date_time().with_timezone(&chrono_tz::Europe::Paris);
            let times = groups.entry((one.procedure.clone(), month.format("%Y-%m").to_string())).or_default();
            let dates = one.tasks.values().map(|(due, end)| end.unwrap_or(closed).min(closed) <= *due);
            times.push((closed - one.received - one.waited, dates.reduce(|all, one| all && one)));
        }
        let expected: Vec<Vec<String>> = groups.into_iter().map(|((procedure, month), mut lives)| {
            lives.sort();
            let rank = |percent: usize| lives[(lives.len() * percent).div_ceil(100) - 1].0.to_string();
            let count = |is: fn(&Option<bool>) -> bool| lives.iter().filter(|(_, one)| is(one)).count().to_string();
            let (dated, on_time) = (count(Option::is_some), count(|one| *one == Some(true)));
            vec![procedure, month, lives.len().to_string(), rank(50), rank(90), dated, on_time]
        }).collect();
        let kept = ask(&town_hall, &query(StatisticsKind::Delays));
        let columns = ["procedure", "month", "closed", "median_ms", "ninetieth_ms", "dated", "on_time"];
        prop_assert_eq!(cells(&kept, &columns), expected);
        let verified = engine.verify(&Actor::System, &[]).unwrap();
        prop_assert!(verified.is_whole(), "{:?}", verified);
    }
}
