//! Inboxes, loads, tasks that are late.

use grc::definition::State;
use grc::request::{Agent, Instant, Request, Role};
use grc::store::{DueTask, InboxFilter, InboxItem, InboxRow, Page, SectorOf, Store, read, write};

use crate::samples::{Case, end, id, identifier, minute, name, task};

fn page(store: &dyn Store, filter: &InboxFilter, limit: usize, after: Option<&InboxRow>) -> Vec<InboxRow> {
    let key = |row: &InboxRow| match &row.item {
        InboxItem::Task { id, .. } => (row.sort_key, id.0),
        InboxItem::Request => (row.sort_key, row.request.0),
    };
    let page = Page { limit, after: after.map(key) };
    read(store, |reading| reading.inbox(filter, &page)).unwrap()
}

/// What rows are: `t13` is the task of that number, `r1` the first request.
fn told(rows: &[InboxRow]) -> Vec<String> {
    let number = |id: uuid::Uuid| id.as_u128() & 0xffff;
    let one = |row: &InboxRow| match &row.item {
        InboxItem::Task { id, .. } => format!("t{}", number(id.0)),
        InboxItem::Request => format!("r{}", number(row.request.0)),
    };
    rows.iter().map(one).collect()
}

fn owned(agents: &[&str]) -> Vec<String> {
    agents.iter().map(|agent| (*agent).to_owned()).collect()
}

fn sector(sector: &str) -> Option<SectorOf> {
    Some(SectorOf { division: name("voirie"), sector: id(sector) })
}

fn of(agents: &[&str], services: &[&str]) -> InboxFilter {
    let services = services.iter().map(|service| id(service)).collect();
    InboxFilter { agents: owned(agents), services, ..InboxFilter::default() }
}

/// Requests of several services, some in Samia's charge, with tasks in her hands and in others'.
fn busy(store: &dyn Store) -> Vec<Case> {
    let mut cases = vec![
        Case::new(1).with(|request| {
            request.agent = Some("samia".to_owned());
            request.tasks = vec![task(11, "voirie", Some(minute(20))), task(12, "accueil", Some(minute(10)))];
            request.tasks[1].agent = Some("samia".to_owned());
            request.tags.insert(id("urgent"));
        }),
        Case::new(2).with(|request| {
            request.agent = Some("samia".to_owned());
            request.procedure = id("signalement");
            request.sectors.insert(name("voirie"), id("est"));
        }),
        Case::new(3).with(|request| {
            request.procedure = id("signalement");
            request.sectors.insert(name("voirie"), id("est"));
            request.tags.insert(id("urgent"));
            request.tasks = vec![
                task(13, "voirie", Some(minute(10))),
                task(14, "voirie", None),
                task(15, "accueil", None),
            ];
            request.tasks[0].agent = Some("samia".to_owned());
            request.tasks[2].agent = Some("paul".to_owned());
        }),
        Case::new(4).with(|request| {
            request.agent = Some("samia".to_owned());
            request.state = State::Done;
            request.closed_at = Some(minute(9));
        }),
        Case::new(5).with(|request| request.agent = Some("paul".to_owned())),
    ];
    cases.iter_mut().for_each(|case| case.record(store));
    cases
}

pub(crate) fn an_inbox_is_one_list_of_tasks_and_of_requests_in_charge(store: &dyn Store) {
    let mut cases = busy(store);
    let whole = of(&["samia"], &["voirie"]);
    let rows = page(store, &whole, 10, None);
    assert_eq!(told(&rows), ["t12", "t13", "r1", "t11", "t14", "r2"]);
    assert_eq!((rows[0].due, rows[2].due, rows[4].due), (Some(minute(10)), Some(minute(10)), None));
    assert_eq!((&rows[0].applicant_name[..], rows[0].since), ("Anaïs Lefèvre", minute(0)));
    for limit in 1..4 {
        let mut one_by_one: Vec<InboxRow> = Vec::new();
        loop {
            let next = page(store, &whole, limit, one_by_one.last());
            if next.is_empty() {
                break;
            }
            one_by_one.extend(next);
            assert!(one_by_one.len() < 10, "the pages go round in a circle");
        }
        assert_eq!(one_by_one, rows, "by {limit}");
    }
    assert_eq!(told(&page(store, &of(&["samia"], &[]), 10, None)), ["t12", "t13", "r1", "r2"]);
    assert_eq!(
        told(&page(store, &of(&["paul", "samia"], &[]), 10, None)),
        ["t12", "t13", "r1", "t15", "r2", "r5"]
    );
    assert_eq!(told(&page(store, &of(&[], &["accueil"]), 10, None)), ["t12", "t15"]);
    assert_eq!(told(&page(store, &of(&[], &[]), 10, None)), Vec::<String>::new());
    let filters = [
        (InboxFilter { procedure: Some(id("signalement")), ..whole.clone() }, vec!["t13", "t14", "r2"]),
        (InboxFilter { due_before: Some(minute(20)), ..whole.clone() }, vec!["t12", "t13", "r1"]),
        (InboxFilter { tag: Some(id("urgent")), ..whole.clone() }, vec!["t12", "t13", "r1", "t11", "t14"]),
        (InboxFilter { sector: sector("est"), ..whole.clone() }, vec!["t13", "t14", "r2"]),
        (InboxFilter { sector: sector("ouest"), ..whole.clone() }, vec![]),
        (InboxFilter { sector: sector("est"), tag: Some(id("urgent")), ..whole.clone() }, vec!["t13", "t14"]),
        (InboxFilter { service: Some(id("voirie")), ..of(&["samia"], &[]) }, vec!["t13"]),
        (InboxFilter { words: vec!["000001".to_owned()], ..whole.clone() }, vec!["t12", "r1", "t11"]),
        (
            InboxFilter { words: vec!["2026".to_owned(), "lefevre".to_owned()], ..whole.clone() },
            vec!["t12", "t13", "r1", "t11", "t14", "r2"],
        ),
        (InboxFilter { words: vec!["2026 000002".to_owned()], ..whole.clone() }, vec!["r2"]),
    ];
    for (filter, expected) in filters {
        assert_eq!(told(&page(store, &filter, 10, None)), expected, "{filter:?}");
    }
    cases[0].alter(store, |request: &mut Request| {
        request.agent = None;
        end(&mut request.tasks[1]);
    });
    assert_eq!(told(&page(store, &whole, 10, None)), ["t13", "t11", "t14", "r2"]);
    assert_eq!(
        told(&page(store, &whole, 10, Some(&rows[0]))),
        ["t13", "t11", "t14", "r2"],
        "after a task that has ended"
    );
}

pub(crate) fn an_inbox_is_counted_as_it_is_listed(store: &dyn Store) {
    let mut cases = busy(store);
    let require = |agents: &[&str], services: &[&str], now: Instant| {
        let services: Vec<_> = services.iter().map(|service| id(service)).collect();
        let counts = read(store, |reading| reading.inbox_counts(&owned(agents), &services, now)).unwrap();
        let filter =
            InboxFilter { agents: owned(agents), services: services.clone(), ..InboxFilter::default() };
        let rows = page(store, &filter, 100, None);
        let mine = |row: &&InboxRow| row.agent.as_deref().is_some_and(|agent| agents.contains(&agent));
        let awaited =
            |row: &&InboxRow| matches!(row.item, InboxItem::Task { .. }) && services.contains(&row.service);
        assert_eq!(counts.mine, rows.iter().filter(mine).count() as u64);
        assert_eq!(counts.services, rows.iter().filter(awaited).count() as u64);
        assert_eq!(
            counts.overdue,
            rows.iter().filter(|row| row.due.is_some_and(|due| due < now)).count() as u64
        );
        let mut by_procedure = std::collections::BTreeMap::new();
        for row in &rows {
            *by_procedure.entry(row.procedure.clone()).or_insert(0) += 1;
        }
        assert_eq!(counts.by_procedure, by_procedure.into_iter().collect::<Vec<_>>());
        rows.len()
    };
    let every = || {
        let mut seen = 0;
        for now in [minute(0), minute(11), minute(30)] {
            for services in [&["voirie"][..], &["accueil", "voirie"], &["rien"], &[]] {
                for agents in [&["samia"][..], &["personne"], &["paul", "samia"], &[]] {
                    seen += require(agents, services, now);
                }
            }
        }
        seen
    };
    assert!(every() > 0);
    cases[2].alter(store, |request| {
        request.tasks[0].service = id("accueil");
        end(&mut request.tasks[1]);
        request.tasks.push(task(16, "accueil", Some(minute(1))));
    });
    every();
}

pub(crate) fn the_agents_of_a_service_come_with_what_they_have_to_do(store: &dyn Store) {
    busy(store);
    let put = |name: &str, roles: &[(&str, Role)]| {
        let agent = roles
            .iter()
            .fold(Agent::new(name, name), |agent, (service, role)| agent.with_role(*role, service));
        write(store, |writing| writing.put_agent(&agent)).unwrap();
    };
    put("samia", &[("voirie", Role::Agent), ("accueil", Role::Reader)]);
    put("paul", &[("voirie", Role::Manager), ("voirie", Role::Agent)]);
    put("nadia", &[("accueil", Role::Agent)]);
    let loads = |service: &str, beside: u64| {
        let agents = read(store, |reading| reading.agents_of(service, identifier(beside))).unwrap();
        agents.into_iter().map(|one| (one.agent.id, one.open_tasks)).collect::<Vec<_>>()
    };
    let pairs =
        |pairs: &[(&str, u64)]| pairs.iter().map(|(id, load)| ((*id).to_owned(), *load)).collect::<Vec<_>>();
    assert_eq!(loads("voirie", 9), pairs(&[("paul", 1), ("samia", 2)]));
    assert_eq!(loads("voirie", 3), pairs(&[("paul", 0), ("samia", 1)]), "without those of the third request");
    assert_eq!(loads("accueil", 1), pairs(&[("nadia", 0), ("samia", 1)]));
    assert_eq!(loads("rien", 1), []);
}

pub(crate) fn a_task_that_is_watched_comes_when_its_date_passes(store: &dyn Store) {
    let mut case = Case::new(1).with(|request| {
        request.tasks = vec![
            task(11, "voirie", Some(minute(8))),
            task(12, "voirie", Some(minute(5))),
            task(13, "voirie", Some(minute(2))),
        ];
        request.tasks[0].watched = true;
        request.tasks[1].watched = true;
    });
    case.record(store);
    let late = |now, limit| read(store, |reading| reading.due_tasks(minute(now), limit)).unwrap();
    let expected =
        |number: u64, due| DueTask { request: case.request.id, task: identifier(number), due: minute(due) };
    assert_eq!(late(4, 10), []);
    assert_eq!(late(8, 10), [expected(12, 5), expected(11, 8)]);
    assert_eq!(late(8, 1), [expected(12, 5)]);
    let first = expected(11, 8);
    assert_eq!(read(store, |reading| reading.next_due()), Ok(Some(minute(5))));
    case.alter(store, |request| request.tasks[1].overdue_at = Some(minute(6)));
    assert_eq!(late(8, 10), [first]);
    assert_eq!(read(store, |reading| reading.next_due()), Ok(Some(minute(8))));
    case.alter(store, |request| end(&mut request.tasks[0]));
    assert_eq!(late(8, 10), []);
    assert_eq!(read(store, |reading| reading.next_due()), Ok(None));
}
