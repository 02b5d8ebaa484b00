//! Pages of requests.

use std::collections::BTreeSet;

use grc::definition::{Audience, State};
use grc::request::{Applicant, Instant, Request, RequestId, Standing};
use grc::store::{Page, RequestFilter, RequestSummary, SectorOf, Store, TaskFilter, read, write};

use crate::profiles::{profile, put};
use crate::samples::{Case, end, id, identifier, minute, name, task};

const SERVICES: [&str; 3] = ["accueil", "voirie", "vie-associative"];
const PROCEDURES: [&str; 2] = ["reservation-salle", "signalement-voirie"];
const STATUSES: [(&str, State); 4] = [
    ("a_instruire", State::New),
    ("en_cours", State::InProgress),
    ("en_attente", State::OnHold),
    ("clos", State::Done),
];
const SECTORS: [&str; 2] = ["nord", "sud"];
const NAMES: [&str; 4] = ["Lefèvre", "Le Goff", "Œuvrard", "Benali"];

/// Requests of every kind; several were received in the same minute.
fn populate(store: &dyn Store) -> Vec<Case> {
    let mut cases = Vec::new();
    let profiles = [1, 2, 3].map(profile);
    profiles.iter().for_each(|profile| drop(put(store, profile)));
    for number in 1..=160_u64 {
        let pick = |step: u64, among: usize| {
            usize::try_from(number.wrapping_mul(2_654_435_761).wrapping_add(step) / (step + 7)).unwrap()
                % among
        };
        let (status, state) = STATUSES[pick(1, STATUSES.len())];
        let mut case = Case::new(number).with(|request| {
            request.procedure = id(PROCEDURES[pick(2, 2)]);
            request.received_at = minute(i64::try_from(pick(3, 40)).unwrap());
            (request.status, request.state) = (name(status), state);
            request.service = id(SERVICES[pick(4, 3)]);
            request.tags = (0..pick(13, 3)).map(|rank| id(["urgent", "a-revoir"][rank])).collect();
            request.agent = (pick(5, 3) == 0).then(|| "samia".to_owned());
            request.applicant_id = (pick(6, 4) == 0).then(|| "u-12".to_owned());
            request.profile = profiles.get(pick(13, 6)).map(|profile| profile.id);
            if pick(13, 5) > 0 {
                request.sectors.insert(name("voirie"), id(SECTORS[pick(14, 2)]));
                request.sectors.insert(name("ecoles"), id(SECTORS[pick(15, 2)]));
            }
            request.applicant.last_name = Some(NAMES[pick(7, 4)].to_owned());
            for rank in 0..pick(8, 3) {
                let due = (pick(9, 2) == 0).then(|| minute(i64::try_from(pick(10, 50) + rank).unwrap()));
                let mut task = task(number * 10 + u64::try_from(rank).unwrap(), SERVICES[pick(11, 3)], due);
                if pick(12, 4) == 0 {
                    end(&mut task);
                }
                request.tasks.push(task);
            }
        });
        case.record(store);
        cases.push(case);
    }
    // Some move on, so that what was first written is not what is listed.
    for case in cases.iter_mut().step_by(5) {
        case.alter(store, |request| {
            (request.status, request.state) = (name("clos"), State::Done);
            request.service = id("accueil");
            request.tags.remove(&id("urgent"));
            request.tasks.iter_mut().for_each(end);
        });
    }
    cases
}

/// Every page of a list, one after the other.
fn pages(store: &dyn Store, filter: &RequestFilter, limit: usize) -> Vec<RequestSummary> {
    let mut rows: Vec<RequestSummary> = Vec::new();
    loop {
        let page = Page { limit, after: rows.last().map(|row| (row.sort_key, row.id.0)) };
        let more = read(store, |reading| reading.requests(filter, &page)).unwrap();
        assert!(more.len() <= limit);
        let is_last = more.len() < limit;
        rows.extend(more);
        assert!(rows.len() < 10_000, "the pages go round in a circle");
        if is_last {
            return rows;
        }
    }
}

fn due(request: &Request) -> Option<Instant> {
    request.open_tasks().filter_map(|task| task.due).min()
}

/// What the filter says, read plainly.
fn lets_through(filter: &RequestFilter, request: &Request) -> bool {
    let concerned = || {
        let tasks = request.tasks.iter().map(|task| &task.service);
        std::iter::once(&request.service).chain(tasks).collect::<BTreeSet<_>>()
    };
    let words = grc::folding::words(&format!(
        "{} {} {}",
        request.reference,
        request.applicant.last_name.as_deref().unwrap_or_default(),
        request.applicant.first_name.as_deref().unwrap_or_default(),
    ));
    filter.services.as_ref().is_none_or(|services| services.iter().any(|one| concerned().contains(one)))
        && filter.state.is_none_or(|state| state == request.state)
        && filter.status.as_ref().is_none_or(|status| *status == request.status)
        && filter.procedure.as_ref().is_none_or(|procedure| *procedure == request.procedure)
        && filter.service.as_ref().is_none_or(|service| *service == request.service)
        && filter
            .sector
            .as_ref()
            .is_none_or(|wanted| request.sectors.get(&wanted.division) == Some(&wanted.sector))
        && filter.agent.as_ref().is_none_or(|agent| Some(agent) == request.agent.as_ref())
        && filter.applicant.as_ref().is_none_or(|applicant| Some(applicant) == request.applicant_id.as_ref())
        && filter
            .profiles
            .as_ref()
            .is_none_or(|profiles| request.profile.is_some_and(|one| profiles.contains(&one)))
        && filter.received_from.is_none_or(|from| request.received_at >= from)
        && filter.received_before.is_none_or(|before| request.received_at < before)
        && filter.tag.as_ref().is_none_or(|tag| request.tags.contains(tag))
        && filter.due_before.is_none_or(|before| due(request).is_some_and(|due| due < before))
        && filter.words.iter().all(|word| words.iter().any(|known| known.starts_with(word)))
}

/// Criteria, to be combined.
fn criteria() -> Vec<fn(&mut RequestFilter)> {
    vec![
        |filter| filter.services = Some(vec![id("voirie"), id("accueil"), id("voirie")]),
        |filter| filter.services = Some(vec![]),
        |filter| filter.state = Some(State::InProgress),
        |filter| filter.status = Some(name("clos")),
        |filter| filter.procedure = Some(id("signalement-voirie")),
        |filter| filter.service = Some(id("vie-associative")),
        |filter| filter.sector = Some(SectorOf { division: name("voirie"), sector: id("nord") }),
        |filter| filter.agent = Some("samia".to_owned()),
        |filter| filter.applicant = Some("u-12".to_owned()),
        |filter| filter.profiles = Some(vec![identifier(1), identifier(3), identifier(1)]),
        |filter| filter.profiles = Some(vec![]),
        |filter| filter.received_from = Some(minute(9)),
        |filter| filter.received_before = Some(minute(31)),
        |filter| filter.due_before = Some(minute(35)),
        |filter| filter.tag = Some(id("urgent")),
        |filter| filter.words = vec!["lef".to_owned()],
        |filter| filter.words = vec!["2026".to_owned(), "an".to_owned(), "oeuv".to_owned()],
    ]
}

pub(crate) fn every_filter_gives_what_a_scan_gives_on_every_page(store: &dyn Store) {
    let cases = populate(store);
    let criteria = criteria();
    let mut filters = vec![RequestFilter::default()];
    for (first, rank) in criteria.iter().zip(0..) {
        for second in criteria.iter().skip(rank) {
            let mut filter = RequestFilter::default();
            first(&mut filter);
            second(&mut filter);
            filters.push(filter);
        }
    }
    let mut found = 0;
    for filter in filters {
        let by_due = filter.due_before.is_some();
        let expected: BTreeSet<RequestId> = cases
            .iter()
            .filter(|case| lets_through(&filter, &case.request))
            .map(|case| case.request.id)
            .collect();
        for limit in [7, 50, 1000] {
            let rows = pages(store, &filter, limit);
            let ids: BTreeSet<RequestId> = rows.iter().map(|row| row.id).collect();
            assert_eq!(ids, expected, "{filter:?}");
            assert_eq!(rows.len(), ids.len(), "each once: {filter:?}");
            let in_order = |pair: &[RequestSummary]| match by_due {
                true => pair[0].due <= pair[1].due,
                false => pair[0].received_at >= pair[1].received_at,
            };
            assert!(rows.windows(2).all(in_order), "{filter:?}");
            found += rows.len();
        }
    }
    assert!(found > 1000, "most filters find something");
    let newest = &pages(store, &RequestFilter::default(), 1000)[0];
    let case = cases.iter().find(|case| case.request.id == newest.id).unwrap();
    let Request { reference, procedure, status, state, outcome, origin, service, agent, .. } =
        case.request.clone();
    let expected = RequestSummary {
        id: newest.id,
        reference,
        procedure,
        status,
        state,
        outcome,
        origin,
        service,
        agent,
        applicant_name: case.request.applicant.display_name(),
        received_at: case.request.received_at,
        updated_at: case.request.updated_at,
        due: due(&case.request),
        revision: case.request.revision,
        shown: None,
        sort_key: newest.sort_key,
    };
    assert_eq!(*newest, expected);
}

pub(crate) fn a_page_goes_on_after_rows_that_have_changed(store: &dyn Store) {
    let mut cases: Vec<Case> = (1..=4).map(Case::new).collect();
    cases.iter_mut().for_each(|case| case.record(store));
    let filter = RequestFilter { state: Some(State::New), ..RequestFilter::default() };
    let first = read(store, |reading| reading.requests(&filter, &Page { limit: 2, after: None })).unwrap();
    assert_eq!(
        first.iter().map(|row| row.id).collect::<Vec<_>>(),
        [cases[3].request.id, cases[2].request.id]
    );
    cases[2].alter(store, |request| request.state = State::Done);
    let after = first.last().map(|row| (row.sort_key, row.id.0));
    let second = read(store, |reading| reading.requests(&filter, &Page { limit: 2, after })).unwrap();
    assert_eq!(
        second.iter().map(|row| row.id).collect::<Vec<_>>(),
        [cases[1].request.id, cases[0].request.id]
    );
}

pub(crate) fn a_rare_word_and_a_common_one_find_the_same_way(store: &dyn Store) {
    let filed = write(store, |writing| {
        for number in 1..=2100 {
            let mut case = Case::new(number);
            if number % 1000 == 0 {
                case.request.applicant.last_name = Some("Zimmermann".to_owned());
                case.request.applicant.organisation = Some("Zimmer et fils".to_owned());
            }
            case.go_on(writing, &[], |_| ())?;
        }
        Ok(())
    });
    filed.unwrap();
    let found = |words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        pages(store, &RequestFilter { words, ..RequestFilter::default() }, 300)
    };
    let references =
        |rows: Vec<RequestSummary>| rows.into_iter().map(|row| row.reference).collect::<Vec<_>>();
    assert_eq!(references(found(&["zimm"])), ["2026-002000", "2026-001000"]);
    assert_eq!(references(found(&["2026", "zimm", "anais", "fils"])), ["2026-002000", "2026-001000"]);
    assert!(found(&["zimm", "lefev"]).is_empty(), "a rare word and a common one, never together");
    assert_eq!(found(&["0010"]).len(), 100, "a beginning of many words");
    assert_eq!(found(&["anai"]).len(), 2100);
    assert_eq!(found(&["lefev", "anais", "2026"]).len(), 2098);
    assert_eq!(references(found(&["002000"])), ["2026-002000"]);
    assert!(found(&["nai"]).is_empty(), "words are found by their beginnings");
    let due_before = Some(minute(9));
    let filter = RequestFilter { words: vec!["zimm".to_owned()], due_before, ..RequestFilter::default() };
    assert!(pages(store, &filter, 10).is_empty());
}

pub(crate) fn words_are_searched_in_the_name_organisation_and_address(store: &dyn Store) {
    let mut case = Case::new(1).with(|request| {
        request.applicant = Applicant {
            organisation: Some("L'Étoile d'Œstrie".to_owned()),
            email: Some("bureau@etoile.example".to_owned()),
            last_name: Some("N’Guyen".to_owned()),
            ..Applicant::anonymous(Audience::Association)
        };
    });
    case.record(store);
    Case::new(2).record(store);
    for word in ["etoile", "oestrie", "bureau", "example", "guy", "000001"] {
        let filter = RequestFilter { words: vec![word.to_owned()], ..RequestFilter::default() };
        let rows = pages(store, &filter, 10);
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [case.request.id], "{word}");
    }
    let quoted = RequestFilter { words: vec!["\"etoile\" OR".to_owned()], ..RequestFilter::default() };
    assert!(pages(store, &quoted, 10).is_empty(), "a word is no query");
}

pub(crate) fn an_unknown_place_begins_with_its_sort_key(store: &dyn Store) {
    let mut cases: Vec<Case> = (1..=3).map(Case::new).collect();
    cases.iter_mut().for_each(|case| case.record(store));
    let stranger = Case::new(9).request.id.0;
    let after = Some((cases[1].request.received_at.milliseconds(), stranger));
    let rows = read(store, |reading| reading.requests(&RequestFilter::default(), &Page { limit: 9, after }));
    let ids: Vec<RequestId> = rows.unwrap().iter().map(|row| row.id).collect();
    assert_eq!(ids, [cases[1].request.id, cases[0].request.id]);
}

pub(crate) fn a_service_sees_the_requests_in_which_it_has_a_task(store: &dyn Store) {
    let mut case = Case::new(1);
    case.record(store);
    let seen_by = |service: &str| {
        let filter = RequestFilter { services: Some(vec![id(service)]), ..RequestFilter::default() };
        pages(store, &filter, 10).len()
    };
    assert_eq!([seen_by("vie-associative"), seen_by("voirie"), seen_by("accueil")], [1, 0, 0]);
    case.alter(store, |request| request.tasks.push(task(1, "voirie", None)));
    assert_eq!([seen_by("vie-associative"), seen_by("voirie"), seen_by("accueil")], [1, 1, 0]);
    case.alter(store, |request| {
        request.service = id("accueil");
        request.tasks.iter_mut().for_each(end);
    });
    assert_eq!([seen_by("vie-associative"), seen_by("voirie"), seen_by("accueil")], [0, 1, 1]);
}

pub(crate) fn a_list_as_its_applicant_is_shown_it_goes_by_what_is_shown(store: &dyn Store) {
    let mut cases: Vec<Case> = (1..=2).map(Case::new).collect();
    for case in &mut cases {
        case.request.applicant_id = Some("u-12".to_owned());
        (case.request.status, case.request.state) = (name("enquete"), State::OnHold);
    }
    let shown = Standing { closed_at: None, outcome: None, state: State::New, status: name("recue") };
    cases[0].request.shown = Some(shown);
    cases.iter_mut().for_each(|case| case.record(store));
    let found = |status: &str, as_shown| {
        let applicant = Some("u-12".to_owned());
        let filter =
            RequestFilter { status: Some(name(status)), as_shown, applicant, ..RequestFilter::default() };
        let rows = pages(store, &filter, 10);
        rows.into_iter().map(|row| (row.id, row.shown.map(|shown| (shown.0, shown.1)))).collect::<Vec<_>>()
    };
    let [hidden, told] = [cases[0].request.id, cases[1].request.id];
    let recue = Some((name("recue"), State::New));
    assert_eq!(found("enquete", false), [(told, None), (hidden, recue.clone())]);
    assert_eq!(found("enquete", true), [(told, None)]);
    assert_eq!(found("recue", true), [(hidden, recue)]);
    cases[0].alter(store, |request| request.shown = None);
    assert_eq!(found("enquete", true), [(told, None), (hidden, None)]);
}

pub(crate) fn what_an_agent_has_in_charge_is_listed_with_that_of_those_for_whom_they_stand_in(
    store: &dyn Store,
) {
    let mut cases: Vec<Case> = (1..=3).map(Case::new).collect();
    for ((case, agent), number) in cases.iter_mut().zip(["samia", "bruno", "nadia"]).zip(50..) {
        case.request.agent = Some(agent.to_owned());
        case.request.tasks = vec![task(number, "voirie", None)];
        case.request.tasks[0].agent = Some(agent.to_owned());
        case.record(store);
    }
    let agent = Some("samia".to_owned());
    let others = || vec!["bruno".to_owned()];
    let filter = RequestFilter { agent: agent.clone(), stood_in_for: others(), ..RequestFilter::default() };
    let ids: Vec<_> = pages(store, &filter, 1).into_iter().map(|row| row.id).collect();
    assert_eq!(ids, [cases[1].request.id, cases[0].request.id]);
    let filter = TaskFilter { agent, stood_in_for: others(), ..TaskFilter::default() };
    let page = Page { limit: 10, after: None };
    let tasks = read(store, |reading| reading.tasks(&filter, &page)).unwrap();
    assert_eq!(
        tasks.iter().map(|row| row.request).collect::<Vec<_>>(),
        [cases[0].request.id, cases[1].request.id]
    );
}
