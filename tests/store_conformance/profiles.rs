//! The directory of applicants.

use grc::definition::Audience;
use grc::request::{
    Actor, ExternalIdentity, Profile, ProfileAction, ProfileChange, ProfileId, ProfileKey, Values,
};
use grc::store::{Page, ProfileFilter, Store, read, write};

use crate::samples::{identifier, minute};

pub(crate) fn profile(number: u64) -> Profile {
    Profile {
        last_name: Some(format!("Lefèvre{number}")),
        emails: vec![format!("Anais{number}@example.org"), "famille@example.org".to_owned()],
        phones: vec!["+33639981234".to_owned()],
        accounts: vec![format!("compte-{number}")],
        identities: vec![ExternalIdentity {
            provider: "franceconnect".to_owned(),
            sub: format!("sub-{number}"),
        }],
        revision: 1,
        ..Profile::new(identifier::<ProfileId>(number), Audience::Citizen, minute(0))
    }
}

/// Writes a record, and the line of its journal.
pub(crate) fn put(store: &dyn Store, profile: &Profile) -> ProfileChange {
    let change = ProfileChange {
        revision: profile.revision,
        at: profile.updated_at,
        actor: Actor::System,
        action: ProfileAction::Put,
        changed: Values::from_iter([("revision".to_owned(), profile.revision.into())]),
    };
    write(store, |writing| writing.put_profile(profile, &change)).unwrap();
    change
}

fn found(store: &dyn Store, filter: &ProfileFilter) -> Vec<Profile> {
    read(store, |reading| reading.profiles(filter, &Page { limit: 100, after: None })).unwrap()
}

fn by_key(store: &dyn Store, key: ProfileKey) -> Vec<Profile> {
    found(store, &ProfileFilter::Keys(vec![key]))
}

fn by_word(store: &dyn Store, word: &str) -> Vec<Profile> {
    found(store, &ProfileFilter::Words(vec![word.to_owned()]))
}

pub(crate) fn a_record_is_found_by_its_keys_and_by_its_words(store: &dyn Store) {
    let [one, two] = [1, 2].map(profile);
    put(store, &one);
    put(store, &two);
    assert_eq!(read(store, |reading| reading.profile(one.id)), Ok(Some(one.clone())));
    for key in one.verified_keys() {
        assert_eq!(by_key(store, key.clone()), std::slice::from_ref(&one), "{key:?}");
    }
    assert_eq!(by_key(store, ProfileKey::email("ANAIS1@example.org")), std::slice::from_ref(&one));
    assert_eq!(by_key(store, ProfileKey::Phone("+33639981234".to_owned())), [two.clone(), one.clone()]);
    assert_eq!(by_key(store, ProfileKey::Siret("73282932000074".to_owned())), []);
    let several = one.keys();
    assert_eq!(found(store, &ProfileFilter::Keys(several)), [two.clone(), one.clone()], "each once");
    assert_eq!(found(store, &ProfileFilter::Keys(vec![])), []);
    assert_eq!(by_word(store, "lefevre2"), std::slice::from_ref(&two));
    assert_eq!(found(store, &ProfileFilter::Words(vec![])), [two, one]);
}

pub(crate) fn a_record_put_again_is_found_by_what_it_says_now(store: &dyn Store) {
    let before = profile(1);
    put(store, &before);
    let after = Profile {
        last_name: Some("Morel".to_owned()),
        emails: vec![],
        accounts: vec!["compte-9".to_owned()],
        revision: 2,
        ..before
    };
    put(store, &after);
    assert_eq!(by_word(store, "lefevre"), []);
    assert_eq!(by_word(store, "morel"), std::slice::from_ref(&after));
    assert_eq!(by_key(store, ProfileKey::Account("compte-1".to_owned())), []);
    assert_eq!(by_key(store, ProfileKey::Account("compte-9".to_owned())), std::slice::from_ref(&after));
    assert_eq!(by_key(store, ProfileKey::email("famille@example.org")), []);
    assert_eq!(read(store, |reading| reading.profile(after.id)), Ok(Some(after)));
}

pub(crate) fn a_merged_record_is_found_by_its_identifier_alone(store: &dyn Store) {
    let profiles = [1, 2, 3].map(profile);
    profiles.iter().for_each(|profile| drop(put(store, profile)));
    let ids = profiles.each_ref().map(|profile| profile.id);
    let [_, two, three] = profiles;
    let merge =
        |profile: Profile, into| put(store, &Profile { merged_into: Some(into), revision: 2, ..profile });
    merge(three, ids[1]);
    assert_eq!(read(store, |reading| reading.merged_into(ids[1])), Ok(vec![ids[2]]));
    merge(two, ids[0]);
    assert_eq!(read(store, |reading| reading.merged_into(ids[0])), Ok(vec![ids[1], ids[2]]));
    assert_eq!(read(store, |reading| reading.merged_into(ids[1])), Ok(vec![]));
    let shown: Vec<ProfileId> = by_word(store, "lefevre").iter().map(|profile| profile.id).collect();
    assert_eq!(shown, [ids[0]]);
    assert_eq!(by_key(store, ProfileKey::Phone("+33639981234".to_owned())).len(), 1);
    assert_eq!(by_key(store, ProfileKey::Account("compte-3".to_owned())), []);
    assert_eq!(found(store, &ProfileFilter::Words(vec![])).len(), 1);
    let kept = read(store, |reading| reading.profile(ids[2])).unwrap().unwrap();
    assert_eq!(kept.merged_into, Some(ids[1]), "what it said when it was merged");
}

pub(crate) fn records_come_in_pages_the_latest_first(store: &dyn Store) {
    (1..=20).map(profile).for_each(|profile| drop(put(store, &profile)));
    let phone = ProfileFilter::Keys(vec![ProfileKey::Phone("+33639981234".to_owned())]);
    for filter in [ProfileFilter::Words(vec![]), ProfileFilter::Words(vec!["lef".to_owned()]), phone] {
        let mut seen: Vec<Profile> = Vec::new();
        loop {
            let page = Page { limit: 7, after: seen.last().map(|profile| (0, profile.id.0)) };
            let more = read(store, |reading| reading.profiles(&filter, &page)).unwrap();
            if more.is_empty() {
                break;
            }
            seen.extend(more);
        }
        let expected: Vec<ProfileId> = (1..=20).rev().map(identifier::<ProfileId>).collect();
        assert_eq!(seen.iter().map(|profile| profile.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

pub(crate) fn a_journal_tells_the_last_changes_first(store: &dyn Store) {
    let changes: Vec<ProfileChange> = (1..=5)
        .map(|revision| put(store, &Profile { revision, updated_at: minute(3), ..profile(1) }))
        .collect();
    put(store, &profile(2));
    let last = read(store, |reading| reading.profile_changes(identifier(1), 3)).unwrap();
    assert_eq!(last, [changes[4].clone(), changes[3].clone(), changes[2].clone()]);
    assert_eq!(read(store, |reading| reading.profile_changes(identifier(9), 3)), Ok(vec![]));
}
