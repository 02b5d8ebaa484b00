//! Pages of tasks.

use grc::request::TaskId;
use grc::store::{Page, Store, TaskFilter, TaskSummary, read};

use crate::samples::{Case, end, id, identifier, minute, task};

fn page(
    store: &dyn Store,
    filter: &TaskFilter,
    limit: usize,
    after: Option<&TaskSummary>,
) -> Vec<TaskSummary> {
    let page = Page { limit, after: after.map(|row| (row.sort_key, row.id.0)) };
    read(store, |reading| reading.tasks(filter, &page)).unwrap()
}

fn ids(rows: &[TaskSummary]) -> Vec<TaskId> {
    rows.iter().map(|row| row.id).collect()
}

fn numbered(numbers: &[u64]) -> Vec<TaskId> {
    numbers.iter().map(|number| identifier(*number)).collect()
}

pub(crate) fn open_tasks_come_by_due_date_and_undated_ones_last(store: &dyn Store) {
    let mut case = Case::new(1).with(|request| {
        request.tasks = vec![
            task(1, "voirie", None),
            task(2, "voirie", Some(minute(30))),
            task(3, "accueil", Some(minute(10))),
            task(4, "voirie", Some(minute(10))),
            task(5, "accueil", None),
        ];
    });
    case.record(store);
    let all = TaskFilter::default();
    let rows = page(store, &all, 10, None);
    assert_eq!(ids(&rows), numbered(&[3, 4, 2, 1, 5]));
    assert_eq!((rows[0].due, rows[3].due), (Some(minute(10)), None));
    assert_eq!((&rows[0].reference, &rows[0].procedure), (&case.request.reference, &case.request.procedure));
    assert_eq!((rows[0].request, &rows[0].title, rows[0].opened_at), {
        (case.request.id, &case.request.tasks[2].title, minute(0))
    });
    let mut one_by_one: Vec<TaskSummary> = Vec::new();
    while let [next] = &page(store, &all, 1, one_by_one.last())[..] {
        one_by_one.push(next.clone());
        assert!(one_by_one.len() < 10, "the pages go round in a circle");
    }
    assert_eq!(one_by_one, rows);
    case.alter(store, |request| end(&mut request.tasks[3]));
    assert_eq!(ids(&page(store, &all, 10, None)), numbered(&[3, 2, 1, 5]));
    assert_eq!(
        ids(&page(store, &all, 10, Some(&rows[1]))),
        numbered(&[2, 1, 5]),
        "after a task that has ended"
    );
}

pub(crate) fn an_inbox_is_that_of_services_or_of_an_agent(store: &dyn Store) {
    let mut first = Case::new(1).with(|request| {
        request.tasks = vec![task(1, "voirie", Some(minute(5))), task(2, "accueil", Some(minute(4)))];
        request.tasks[1].agent = Some("samia".to_owned());
    });
    let mut second = Case::new(2).with(|request| {
        request.procedure = id("signalement-voirie");
        request.tasks = vec![task(3, "voirie", Some(minute(3))), task(4, "etat-civil", None)];
        request.tasks[0].agent = Some("samia".to_owned());
    });
    first.record(store);
    second.record(store);
    let inbox = |services: Option<&[&str]>, agent: Option<&str>| TaskFilter {
        services: services.map(|services| services.iter().map(|service| id(service)).collect()),
        agent: agent.map(str::to_owned),
        ..TaskFilter::default()
    };
    let found = |filter: &TaskFilter| ids(&page(store, filter, 10, None));
    assert_eq!(found(&inbox(Some(&["voirie"]), None)), numbered(&[3, 1]));
    assert_eq!(found(&inbox(None, Some("samia"))), numbered(&[3, 2]));
    assert_eq!(found(&inbox(Some(&["voirie", "voirie"]), Some("samia"))), numbered(&[3, 2, 1]));
    assert_eq!(found(&inbox(Some(&[]), None)), []);
    assert_eq!(found(&inbox(Some(&[]), Some("samia"))), numbered(&[3, 2]));
    let of_procedure = TaskFilter { procedure: Some(id("signalement-voirie")), ..TaskFilter::default() };
    assert_eq!(found(&of_procedure), numbered(&[3, 4]));
    let soon = TaskFilter { due_before: Some(minute(5)), ..TaskFilter::default() };
    assert_eq!(found(&soon), numbered(&[3, 2]));
    second.alter(store, |request| request.tasks[0].agent = None);
    assert_eq!(found(&inbox(None, Some("samia"))), numbered(&[2]));
}
