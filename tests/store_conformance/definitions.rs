//! What the municipality publishes.

use grc::Actor;
use grc::definition::{Id, NewWords, Text, TextReference};
use grc::store::{NewVersion, ProcedureVersion, Publication, Store, TextCorrection, Withdrawal, read, write};

use crate::samples::{id, minute};

fn version(procedure: &str, version: u32, words: [&str; 3]) -> NewVersion {
    NewVersion {
        id: id(procedure),
        version,
        hash: [u8::try_from(version).unwrap(); 32],
        sealed: format!("{{\"id\":\"{procedure}\",\"version\":{version}}}"),
        words: words.map(str::to_owned),
    }
}

fn publish(store: &dyn Store, versions: Vec<NewVersion>) -> u64 {
    let publication = Publication { at: Some(minute(1)), versions, ..Publication::default() };
    write(store, |writing| writing.publish(&publication)).unwrap()
}

fn withdraw(store: &dyn Store, procedure: &str, replacement: Option<Id>) -> u64 {
    let withdrawal = Withdrawal { at: minute(2), replacement };
    let withdrawals = vec![(id(procedure), withdrawal)];
    let publication = Publication { at: Some(minute(2)), withdrawals, ..Publication::default() };
    write(store, |writing| writing.publish(&publication)).unwrap()
}

fn current(store: &dyn Store) -> Vec<(String, u32)> {
    let current = read(store, |reading| reading.current_procedures()).unwrap();
    current.into_iter().map(|one| (one.id.0, one.version)).collect()
}

fn search(store: &dyn Store, words: &[&str], limit: usize) -> Vec<String> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let found = read(store, |reading| reading.search_procedures(&words, limit)).unwrap();
    found.into_iter().map(|id| id.0).collect()
}

pub(crate) fn publications_are_numbered_and_versions_kept(store: &dyn Store) {
    assert_eq!(read(store, |reading| reading.publication()), Ok(0));
    assert_eq!(publish(store, vec![version("piscine", 1, [""; 3]), version("mediatheque", 1, [""; 3])]), 1);
    assert_eq!(publish(store, vec![version("piscine", 2, [""; 3])]), 2);
    assert_eq!(read(store, |reading| reading.publication()), Ok(2));
    assert_eq!(current(store), [("mediatheque".to_owned(), 1), ("piscine".to_owned(), 2)]);
    let first = read(store, |reading| reading.procedure("piscine", Some(1))).unwrap().unwrap();
    let expected = ProcedureVersion {
        id: id("piscine"),
        version: 1,
        publication: 1,
        hash: [1; 32],
        sealed: "{\"id\":\"piscine\",\"version\":1}".to_owned(),
        withdrawn: None,
    };
    assert_eq!(first, expected);
    let last = read(store, |reading| reading.procedure("piscine", None)).unwrap().unwrap();
    assert_eq!((last.version, last.publication), (2, 2));
    let versions = read(store, |reading| reading.versions()).unwrap();
    assert_eq!(versions, [(id("piscine"), 2), (id("mediatheque"), 1), (id("piscine"), 1)]);
    assert_eq!(read(store, |reading| reading.procedure("piscine", Some(3))), Ok(None));
    assert_eq!(read(store, |reading| reading.procedure("patinoire", None)), Ok(None));
}

pub(crate) fn a_version_is_never_published_twice(store: &dyn Store) {
    publish(store, vec![version("piscine", 1, [""; 3])]);
    for again in [1, 3] {
        let new = [version("mediatheque", 1, [""; 3]), version("piscine", again, ["autre", "", ""])];
        let publication = Publication { versions: new.to_vec(), ..Publication::default() };
        assert!(write(store, |writing| writing.publish(&publication)).is_err());
    }
    assert_eq!(current(store), [("piscine".to_owned(), 1)]);
    assert_eq!(read(store, |reading| reading.publication()), Ok(1));
}

pub(crate) fn a_list_is_kept_once_for_all_the_versions_that_refer_to_it(store: &dyn Store) {
    let communes = ([7; 32], r#"{"id":"communes"}"#.to_owned());
    for number in [1, 2] {
        let versions = vec![version("piscine", number, [""; 3])];
        let publication = Publication { versions, lists: vec![communes.clone()], ..Publication::default() };
        assert_eq!(write(store, |writing| writing.publish(&publication)), Ok(u64::from(number)));
        let found = read(store, |reading| reading.option_list(&communes.0));
        assert_eq!(found, Ok(Some(communes.1.clone())));
    }
    assert_eq!(read(store, |reading| reading.option_list(&[8; 32])), Ok(None));
}

pub(crate) fn a_corrected_text_is_that_of_its_version_and_of_those_before(store: &dyn Store) {
    let (first, second) = (version("piscine", 1, [""; 3]), version("piscine", 2, [""; 3]));
    publish(store, vec![first, version("stade", 1, [""; 3])]);
    publish(store, vec![second]);
    let correction = |version: u32, subject: Option<&str>| TextCorrection {
        at: minute(3),
        by: Actor::agent("alice"),
        procedure: id("piscine"),
        version,
        text: TextReference::Template(id("recu")),
        words: subject.map(|subject| NewWords { subject: Some(Text::from(subject)), ..NewWords::default() }),
    };
    let texts = vec![correction(1, Some("un")), correction(2, Some("deux")), correction(2, None)];
    for text in &texts {
        let publication = Publication { texts: vec![text.clone()], ..Publication::default() };
        write(store, |writing| writing.publish(&publication)).unwrap();
    }
    assert_eq!(read(store, |reading| reading.publication()), Ok(5), "what is compiled is looked at again");
    let of = |procedure: &str, version| {
        read(store, |reading| reading.text_corrections(procedure, version)).unwrap()
    };
    assert_eq!(of("piscine", 1), texts);
    assert_eq!(of("piscine", 2), texts[1..]);
    assert!(of("piscine", 3).is_empty() && of("stade", 1).is_empty() && of("patinoire", 1).is_empty());
    let unknown = TextCorrection { procedure: id("patinoire"), ..correction(1, None) };
    let publication = Publication { texts: vec![unknown], ..Publication::default() };
    assert!(write(store, |writing| writing.publish(&publication)).is_err());
}

pub(crate) fn a_withdrawn_procedure_is_no_longer_listed_and_says_what_replaces_it(store: &dyn Store) {
    publish(store, vec![version("piscine", 1, ["piscine", "", ""]), version("stade", 1, [""; 3])]);
    assert_eq!(withdraw(store, "piscine", Some(id("stade"))), 2);
    assert_eq!(current(store), [("stade".to_owned(), 1)]);
    assert!(search(store, &["piscine"], 10).is_empty());
    assert_eq!(search(store, &[], 10), ["stade"]);
    for wanted in [None, Some(1)] {
        let found = read(store, |reading| reading.procedure("piscine", wanted)).unwrap().unwrap();
        assert_eq!(found.withdrawn, Some(Withdrawal { at: minute(2), replacement: Some(id("stade")) }));
    }
    let unknown = Publication {
        withdrawals: vec![(id("patinoire"), Withdrawal { at: minute(3), replacement: None })],
        ..Publication::default()
    };
    assert!(write(store, |writing| writing.publish(&unknown)).is_err());
    assert_eq!(read(store, |reading| reading.publication()), Ok(2));
}

pub(crate) fn a_withdrawn_procedure_may_be_published_again(store: &dyn Store) {
    publish(store, vec![version("piscine", 1, ["piscine", "", ""])]);
    withdraw(store, "piscine", None);
    publish(store, vec![version("piscine", 2, ["piscine", "", ""])]);
    assert_eq!(current(store), [("piscine".to_owned(), 2)]);
    assert_eq!(search(store, &["pisc"], 10), ["piscine"]);
}

pub(crate) fn a_search_finds_beginnings_of_words_and_ranks_titles_first(store: &dyn Store) {
    let long = "ce que la mairie propose aux associations de la commune pour la location de salle";
    publish(
        store,
        vec![
            version("association", 1, ["subvention aux associations", "aide", long]),
            version("location", 1, ["tarifs municipaux", "salle location", "grille"]),
            version("reservation", 1, ["reservation de salles", "fete", "texte"]),
            version("voirie", 1, ["signalement voirie", "trou", "chaussee"]),
        ],
    );
    assert_eq!(search(store, &["sal"], 10), ["reservation", "location", "association"]);
    assert_eq!(search(store, &["reserv", "sal"], 10), ["reservation"]);
    assert_eq!(search(store, &["sal"], 1), ["reservation"]);
    assert!(search(store, &["alle"], 10).is_empty(), "words are found by their beginnings");
    assert!(search(store, &["sal", "trou"], 10).is_empty(), "every word must be found");
    assert!(search(store, &["sal\" OR \"trou"], 10).len() < 4, "a word is no query");
    assert_eq!(search(store, &[], 2), ["association", "location"]);
    assert_eq!(search(store, &["voirie"], usize::MAX), ["voirie"]);
}

pub(crate) fn a_search_knows_the_last_version_alone(store: &dyn Store) {
    publish(store, vec![version("piscine", 1, ["bassin", "", ""])]);
    publish(store, vec![version("piscine", 2, ["piscine", "", ""])]);
    assert!(search(store, &["bassin"], 10).is_empty());
    assert_eq!(search(store, &["piscine"], 10), ["piscine"]);
}
