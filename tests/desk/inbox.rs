//! What agents have to do, as one list, and how much.

use crate::common::{TownHall, agent, code};
use grc::definition::Id;
use grc::engine::{InboxEntry, InboxQuery, InboxReason, TaskQuery};
use grc::request::{Absence, Membership, RequestId, Role};
use grc::workflow::NewTask;
use grc::{Actor, ErrorCode, Input, Instant, PageRequest};

fn alice() -> Actor {
    Actor::agent("alice")
}

fn bruno() -> Actor {
    Actor::agent("bruno")
}

/// A request whose first task is due in five working days.
fn file(town_hall: &TownHall) -> RequestId {
    town_hall.file(&Actor::applicant("camille")).id
}

fn open(town_hall: &TownHall, request: RequestId, title: &str, agent: Option<&str>, due: Option<&str>) {
    let due = due.map(|due| Instant::parse(due).unwrap());
    let task = NewTask { title: title.to_owned(), service: None, agent: agent.map(str::to_owned), due };
    town_hall.engine.open_task(&Actor::System, request, &task, Input::none()).unwrap();
}

fn all(town_hall: &TownHall, actor: &Actor, query: &InboxQuery) -> Vec<InboxEntry> {
    let mut rows: Vec<InboxEntry> = Vec::new();
    let mut page = PageRequest { limit: Some(2), after: None };
    loop {
        let found = town_hall.engine.inbox(actor, query, &page).unwrap();
        rows.extend(found.rows);
        match found.next {
            Some(next) => page.after = Some(next),
            None => return rows,
        }
        assert!(rows.len() < 100, "the pages go round in a circle");
    }
}

/// What rows are: their titles, or the reference of a request in charge.
fn told(rows: &[InboxEntry]) -> Vec<&str> {
    rows.iter().map(|row| row.title.as_deref().unwrap_or(&row.reference)).collect()
}

/// Two requests: one in Bruno's charge, with tasks of his, of his colleague's, of nobody's, with and without a date.
fn busy() -> TownHall {
    let town_hall = TownHall::open();
    let (first, second) = (file(&town_hall), file(&town_hall));
    town_hall.engine.assign(&alice(), first, None, Some("bruno".into()), Input::none()).unwrap();
    open(&town_hall, first, "Mesurer", Some("bruno"), Some("2026-03-04T08:00:00Z"));
    open(&town_hall, second, "Relire", Some("alice"), Some("2026-03-03T08:00:00Z"));
    open(&town_hall, second, "Classer", None, None);
    town_hall
}

#[test]
fn an_inbox_is_one_list_the_earliest_due_first_and_says_why() {
    let town_hall = busy();
    let rows = all(&town_hall, &bruno(), &InboxQuery::default());
    let expected =
        ["Relire", "Mesurer", "2026-000001", "Instruire Un tilleul", "Instruire Un tilleul", "Classer"];
    assert_eq!(told(&rows), expected);
    let reasons: Vec<InboxReason> = rows.iter().map(|row| row.reason).collect();
    use InboxReason::{Colleague, InCharge, Mine, Service};
    assert_eq!(reasons, [Colleague, Mine, InCharge, Service, Service, Service]);
    // The request in charge is due when the first of its tasks is.
    assert_eq!(rows[2].due, Instant::parse("2026-03-04T08:00:00Z"));
    assert!(rows.iter().all(|row| !row.overdue));
    assert_eq!((rows[0].applicant_name.as_str(), rows[0].status.as_str()), ("Camille Lefèvre", "a_traiter"));
}

#[test]
fn an_inbox_is_filtered_and_its_late_rows_are_told() {
    let town_hall = busy();
    let with = |alter: fn(&mut InboxQuery)| {
        let mut query = InboxQuery::default();
        alter(&mut query);
        query
    };
    let mine = with(|query| query.mine = true);
    assert_eq!(told(&all(&town_hall, &bruno(), &mine)), ["Mesurer", "2026-000001"]);
    assert_eq!(told(&all(&town_hall, &alice(), &mine)), ["Relire"]);
    let own_of_service = with(|query| {
        query.mine = true;
        query.service = Some(Id("urbanisme".into()));
    });
    assert_eq!(told(&all(&town_hall, &bruno(), &own_of_service)), ["Mesurer", "2026-000001"]);
    let service = with(|query| query.service = Some(Id("urbanisme".into())));
    assert_eq!(all(&town_hall, &bruno(), &service).len(), 5, "requests in charge are no service's");
    let before = with(|query| query.due_before = Instant::parse("2026-03-04T08:00:00Z"));
    assert_eq!(told(&all(&town_hall, &bruno(), &before)), ["Relire"]);
    let text = with(|query| query.text = Some("000001 lef".into()));
    assert_eq!(told(&all(&town_hall, &bruno(), &text)), ["Mesurer", "2026-000001", "Instruire Un tilleul"]);
    let nobody = with(|query| query.text = Some("durand".into()));
    assert_eq!(told(&all(&town_hall, &bruno(), &nobody)), Vec::<&str>::new());
    let engine = &town_hall.engine;
    let second = all(&town_hall, &bruno(), &InboxQuery::default())[0].request;
    engine.tag(&bruno(), second, &["Très urgent".into()], Input::none()).unwrap();
    let tagged = with(|query| query.tag = Some("très urgent".into()));
    assert_eq!(told(&all(&town_hall, &bruno(), &tagged)), ["Relire", "Instruire Un tilleul", "Classer"]);
    let tasks = TaskQuery { tag: Some("tres-urgent".into()), ..TaskQuery::default() };
    assert_eq!(engine.tasks(&bruno(), &tasks, &PageRequest::default()).unwrap().rows.len(), 3);
    let no_tag = with(|query| query.tag = Some("!".into()));
    assert_eq!(code(engine.inbox(&bruno(), &no_tag, &PageRequest::default())), ErrorCode::InvalidInput);
    let procedure = with(|query| query.procedure = Some(Id("signalement".into())));
    assert_eq!(told(&all(&town_hall, &bruno(), &procedure)), Vec::<&str>::new());

    let overdue = with(|query| query.overdue = true);
    assert_eq!(told(&all(&town_hall, &bruno(), &overdue)), Vec::<&str>::new());
    town_hall.clock.set("2026-03-04T09:00:00Z");
    let late = all(&town_hall, &bruno(), &overdue);
    assert_eq!(told(&late), ["Relire", "Mesurer", "2026-000001"]);
    assert!(late.iter().all(|row| row.overdue));
    let late: Vec<bool> =
        all(&town_hall, &bruno(), &InboxQuery::default()).iter().map(|row| row.overdue).collect();
    assert_eq!(late, [true, true, true, false, false, false]);
}

#[test]
fn an_inbox_holds_what_its_agent_processes() {
    let town_hall = busy();
    let engine = &town_hall.engine;
    let page = PageRequest::default();
    for actor in [
        Actor::applicant("camille"),
        Actor::agent("elise"),
        Actor::agent("nobody"),
        Actor::System,
        Actor::Connector("gmao".into()),
    ] {
        assert_eq!(
            code(engine.inbox(&actor, &InboxQuery::default(), &page)),
            ErrorCode::Forbidden,
            "{actor:?}"
        );
        assert_eq!(code(engine.inbox_counts(&actor)), ErrorCode::Forbidden, "{actor:?}");
    }
    for actor in [Actor::agent("chloe"), Actor::agent("david")] {
        assert_eq!(told(&all(&town_hall, &actor, &InboxQuery::default())), Vec::<&str>::new(), "{actor:?}");
    }
    let elsewhere = InboxQuery { service: Some(Id("voirie".into())), ..InboxQuery::default() };
    assert_eq!(code(engine.inbox(&bruno(), &elsewhere, &page)), ErrorCode::Forbidden);
    let foreign = PageRequest {
        after: engine
            .inbox(&bruno(), &InboxQuery::default(), &PageRequest { limit: Some(1), after: None })
            .unwrap()
            .next,
        ..page
    };
    let mine = InboxQuery { mine: true, ..InboxQuery::default() };
    assert_eq!(code(engine.inbox(&bruno(), &mine, &foreign)), ErrorCode::InvalidInput);
    // A request that is closed leaves every inbox.
    let first = all(&town_hall, &bruno(), &InboxQuery::default())[2].request;
    engine.act(&Actor::applicant("camille"), first, "annuler", Input::none()).unwrap();
    assert_eq!(
        told(&all(&town_hall, &bruno(), &InboxQuery::default())),
        ["Relire", "Instruire Un tilleul", "Classer"]
    );
}

/// For the first three days of March.
fn away(town_hall: &TownHall, absent: &str, delegate: &str) {
    let (from, until) = (Instant::parse("2026-03-01T00:00:00Z"), Instant::parse("2026-03-04T00:00:00Z"));
    let absence = Absence { delegate: Some(delegate.to_owned()), from: from.unwrap(), until: until.unwrap() };
    town_hall.engine.set_absence(&Actor::System, absent, Some(&absence)).unwrap();
}

#[test]
fn what_an_absent_colleague_has_is_in_the_inbox_of_who_stands_in_as_long_as_they_are_away() {
    let town_hall = busy();
    let (david, mine) = (Actor::agent("david"), InboxQuery { mine: true, ..InboxQuery::default() });
    assert_eq!(told(&all(&town_hall, &david, &mine)), Vec::<&str>::new());
    away(&town_hall, "bruno", "david");
    for query in [mine.clone(), InboxQuery::default()] {
        let rows = all(&town_hall, &david, &query);
        assert_eq!(told(&rows), ["Mesurer", "2026-000001"]);
        let of_bruno =
            |row: &InboxEntry| row.reason == InboxReason::StandIn && row.agent.as_deref() == Some("bruno");
        assert!(rows.iter().all(of_bruno), "{rows:?}");
    }
    assert_eq!(town_hall.engine.inbox_counts(&david).unwrap().mine, 2);
    // A colleague of the same service who stands in is told so; the absent one still sees what they have.
    away(&town_hall, "bruno", "alice");
    let rows = all(&town_hall, &alice(), &mine);
    assert_eq!(told(&rows), ["Relire", "Mesurer", "2026-000001"]);
    let reasons: Vec<InboxReason> = rows.iter().map(|row| row.reason).collect();
    assert_eq!(reasons, [InboxReason::Mine, InboxReason::StandIn, InboxReason::StandIn]);
    assert_eq!(told(&all(&town_hall, &bruno(), &mine)), ["Mesurer", "2026-000001"]);
    town_hall.clock.set("2026-03-04T09:00:00Z");
    assert_eq!(told(&all(&town_hall, &alice(), &mine)), ["Relire"]);
}

#[test]
fn counts_are_those_of_the_list() {
    let town_hall = busy();
    let mut both = agent("bruno", "urbanisme", Role::Agent);
    both.roles.push(Membership { service: Id("voirie".into()), role: Role::Manager });
    town_hall.engine.put_agent(&Actor::System, &both).unwrap();
    away(&town_hall, "bruno", "david");
    for hour in ["2026-03-02T08:00:00Z", "2026-03-03T09:00:00Z", "2026-04-01T09:00:00Z"] {
        town_hall.clock.set(hour);
        for actor in [alice(), bruno(), Actor::agent("chloe"), Actor::agent("david")] {
            let rows = all(&town_hall, &actor, &InboxQuery::default());
            let counts = town_hall.engine.inbox_counts(&actor).unwrap();
            let count = |holds: &dyn Fn(&&InboxEntry) -> bool| rows.iter().filter(holds).count() as u64;
            let mine = [InboxReason::Mine, InboxReason::InCharge, InboxReason::StandIn];
            assert_eq!(counts.mine, count(&|row| mine.contains(&row.reason)), "{actor:?} {hour}");
            // David processes what Voirie is awaited for; what he does for Bruno is awaited from another service.
            let awaited =
                |row: &&InboxEntry| actor != Actor::agent("david") || row.service.as_str() == "voirie";
            let of_services = count(&|row| row.task.is_some() && awaited(row));
            assert_eq!(counts.services, of_services, "{actor:?} {hour}");
            assert_eq!(counts.overdue, count(&|row| row.overdue), "{actor:?} {hour}");
            let by_procedure: u64 = counts.by_procedure.iter().map(|one| one.entries).sum();
            assert_eq!(by_procedure, rows.len() as u64, "{actor:?} {hour}");
        }
    }
}
