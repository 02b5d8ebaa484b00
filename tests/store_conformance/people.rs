//! Agents.

use grc::request::{Agent, Membership, Role};
use grc::store::{Store, read, write};

use crate::samples::id;

fn agent(text: &str, roles: &[(&str, Role)]) -> Agent {
    let roles = roles.iter().map(|(service, role)| Membership { service: id(service), role: *role });
    Agent {
        id: text.to_owned(),
        name: format!("Agent {text}"),
        email: Some(format!("{text}@example.org")),
        active: true,
        roles: roles.collect(),
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
    let gone = Agent { active: false, email: None, ..agent("samia", &[("accueil", Role::Agent)]) };
    put(store, &gone);
    assert_eq!(read(store, |reading| reading.agents()), Ok(vec![gone]));
}

pub(crate) fn agents_are_listed_by_id(store: &dyn Store) {
    let [bruno, samia] = [agent("bruno", &[]), agent("samia", &[("voirie", Role::Agent)])];
    put(store, &samia);
    put(store, &bruno);
    assert_eq!(read(store, |reading| reading.agents()), Ok(vec![bruno, samia]));
}
