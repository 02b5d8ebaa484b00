//! Agents.

use grc::definition::State;
use grc::request::{Absence, Actor, Agent, Departure, Membership, PeopleChange, PeopleEvent, Role};
use grc::store::{Page, Store, read, write};

use crate::samples::{Case, end, id, minute, task};

fn agent(text: &str, roles: &[(&str, Role)]) -> Agent {
    let roles = roles.iter().map(|(service, role)| Membership { service: id(service), role: *role });
    Agent {
        id: text.to_owned(),
        name: format!("Agent {text}"),
        title: Some(format!("Métier de {text}")),
        email: Some(format!("{text}@example.org")),
        active: true,
        roles: roles.collect(),
        absence: None,
        stands_in_for: Vec::new(),
    }
}

fn put(store: &dyn Store, agent: &Agent) {
    write(store, |writing| writing.put_agent(agent)).unwrap();
}

pub(crate) fn an_agent_is_kept_with_their_roles_in_order(store: &dyn Store) {
    let samia =
        agent("samia", &[("voirie", Role::Manager), ("accueil", Role::Reader), ("etat-civil", Role::Agent)]);
    put(store, &samia);
    assert_eq!(read(store, |reading| reading.agent("samia")), Ok(Some(samia)));
    assert_eq!(read(store, |reading| reading.agent("bruno")), Ok(None));
}

pub(crate) fn an_agent_put_again_is_replaced(store: &dyn Store) {
    put(store, &agent("samia", &[("voirie", Role::Manager), ("accueil", Role::Reader)]));
    let gone =
        Agent { active: false, title: None, email: None, ..agent("samia", &[("accueil", Role::Agent)]) };
    put(store, &gone);
    assert_eq!(read(store, |reading| reading.agents()), Ok(vec![gone]));
}

pub(crate) fn agents_are_listed_by_id(store: &dyn Store) {
    let [bruno, samia] = [agent("bruno", &[]), agent("samia", &[("voirie", Role::Agent)])];
    put(store, &samia);
    put(store, &bruno);
    assert_eq!(read(store, |reading| reading.agents()), Ok(vec![bruno, samia]));
}

pub(crate) fn an_absence_is_kept_whatever_is_registered_and_goes_when_it_is_told(store: &dyn Store) {
    let [bruno, samia] = [agent("bruno", &[]), agent("samia", &[])];
    put(store, &bruno);
    put(store, &samia);
    let away = Absence { delegate: Some("bruno".to_owned()), from: minute(0), until: minute(5) };
    let set =
        |absence: Option<&Absence>| write(store, |writing| writing.put_absence("samia", absence)).unwrap();
    let handing = || read(store, |reading| reading.agents_handing_to("bruno")).unwrap();
    set(Some(&away));
    put(store, &samia);
    let absent = Agent { absence: Some(away), ..samia.clone() };
    assert_eq!(read(store, |reading| reading.agent("samia")), Ok(Some(absent.clone())));
    assert_eq!(handing(), [absent]);
    let alone = Absence { delegate: None, from: minute(1), until: minute(2) };
    set(Some(&alone));
    assert_eq!(handing(), []);
    assert_eq!(read(store, |reading| reading.agent("samia")).unwrap().unwrap().absence, Some(alone));
    set(None);
    assert_eq!(read(store, |reading| reading.agents()), Ok(vec![bruno, samia]));
}

pub(crate) fn the_journal_of_agents_is_numbered_and_read_backwards(store: &dyn Store) {
    let event = |number: u64, agent: &str| PeopleEvent {
        number,
        at: minute(i64::try_from(number).unwrap()),
        by: Actor::agent("samia"),
        agent: agent.to_owned(),
        change: PeopleChange::Disabled,
    };
    let all = [event(1, "bruno"), event(2, "samia"), event(3, "bruno")];
    for event in &all {
        write(store, |writing| writing.add_people_event(&PeopleEvent { number: 0, ..event.clone() }))
            .unwrap();
    }
    let page = |agent: Option<&str>, after: Option<i64>| {
        let page = Page { limit: 2, after: after.map(|rank| (rank, uuid::Uuid::nil())) };
        read(store, |reading| reading.people_events(agent, &page)).unwrap()
    };
    let [first, second, third] = all;
    assert_eq!(page(None, None), [third.clone(), second]);
    assert_eq!(page(None, Some(2)), std::slice::from_ref(&first));
    assert_eq!(page(Some("bruno"), None), [third, first.clone()]);
    assert_eq!(page(Some("bruno"), Some(3)), [first]);
    assert_eq!(page(Some("nadia"), None), []);
}

pub(crate) fn who_departs_leaves_open_requests_and_open_tasks_until_it_is_forgotten(store: &dyn Store) {
    let mut cases: Vec<Case> = (1..=5).map(Case::new).collect();
    for (case, service) in cases.iter_mut().zip(["voirie", "accueil", "voirie", "accueil", "accueil"]) {
        case.request.service = id(service);
    }
    let samia = || Some("samia".to_owned());
    (cases[0].request.agent, cases[1].request.agent, cases[2].request.agent) = (samia(), samia(), samia());
    cases[2].request.state = State::Done;
    cases[3].request.tasks = vec![task(31, "voirie", None), task(32, "voirie", None)];
    (cases[3].request.tasks[0].agent, cases[3].request.tasks[1].agent) = (samia(), samia());
    cases[4].request.tasks = vec![task(41, "voirie", None)];
    cases[4].request.tasks[0].agent = samia();
    end(&mut cases[4].request.tasks[0]);
    for case in &mut cases {
        case.record(store);
    }
    let [all, voirie, accueil] = [None, Some("voirie"), Some("accueil")]
        .map(|service| Departure { agent: "samia".to_owned(), service: service.map(id) });
    let left = |departure: &Departure| read(store, |reading| reading.left_behind(departure)).unwrap();
    let ids = |ranks: &[usize]| ranks.iter().map(|rank| cases[*rank].request.id).collect::<Vec<_>>();
    assert_eq!(left(&all), ids(&[0, 1, 3]));
    assert_eq!(left(&voirie), ids(&[0, 3]));
    assert_eq!(left(&accueil), ids(&[1]));
    assert_eq!(left(&Departure { agent: "bruno".to_owned(), service: None }), []);
    let known = |agent| read(store, |reading| reading.departures(agent)).unwrap();
    for departure in [&voirie, &all, &voirie] {
        write(store, |writing| writing.add_departure(departure)).unwrap();
    }
    assert_eq!(known(None), [all.clone(), voirie.clone()]);
    assert_eq!((known(Some("samia")).len(), known(Some("bruno")).len()), (2, 0));
    write(store, |writing| writing.remove_departure(&all)).unwrap();
    assert_eq!(known(None), [voirie]);
}
