//! The directory of applicants: who is recognised and who is not, what is merged, who sees it.

use crate::common::{FR, TownHall, agent, citizen, code, told, town};
use grc::definition::{Audience, Identity};
use grc::engine::{ApplicantQuery, ApplicantView, ProfileInput};
use grc::request::{Absence, ExternalIdentity, Profile, ProfileAction, ProfileId, RequestId, Role};
use grc::{Actor, Agent, Applicant, ErrorCode, Input, Instant, PageRequest, RequestQuery, Submission};
use serde_json::json;

fn bruno() -> Actor {
    Actor::agent("bruno")
}

/// Camille, signed in with an account of the portal.
fn signed_in() -> Applicant {
    Applicant { identity: Identity::Account, phone: Some("06 39 98 12 34".to_owned()), ..citizen() }
}

fn france_connect(sub: &str) -> ExternalIdentity {
    ExternalIdentity { provider: "franceconnect".to_owned(), sub: sub.to_owned() }
}

fn file(town_hall: &TownHall, actor: &Actor, applicant: Applicant) -> RequestId {
    let submission = Submission { applicant, ..town::submission() };
    town_hall.engine.submit(actor, submission).unwrap().id
}

fn input(json: serde_json::Value) -> ProfileInput {
    serde_json::from_value(json).unwrap()
}

fn put(town_hall: &TownHall, json: serde_json::Value) -> Profile {
    town_hall.engine.put_applicant(&Actor::System, input(json)).unwrap()
}

fn find(town_hall: &TownHall, query: ApplicantQuery) -> Vec<Profile> {
    town_hall.engine.find_applicants(&Actor::System, &query, &PageRequest::default()).unwrap().rows
}

fn by_text(text: &str) -> ApplicantQuery {
    ApplicantQuery::Text(text.to_owned())
}

fn see(town_hall: &TownHall, actor: &Actor, id: ProfileId) -> ApplicantView {
    town_hall.engine.applicant(actor, id, &PageRequest::default()).unwrap()
}

fn requests_of(view: &ApplicantView) -> Vec<RequestId> {
    view.requests.rows.iter().map(|row| row.id).collect()
}

#[test]
fn an_applicant_with_an_account_has_one_record_over_all_their_requests() {
    let town_hall = TownHall::open();
    let camille = Actor::applicant("compte-camille");
    let first = file(&town_hall, &camille, signed_in());
    town_hall.clock.forward_days(1);
    let moved = Applicant {
        email: Some("camille@autre.fr".to_owned()),
        last_name: Some("Martin".to_owned()),
        ..signed_in()
    };
    let second = file(&town_hall, &camille, moved);
    let found = find(&town_hall, ApplicantQuery::Account("compte-camille".to_owned()));
    let [record] = &found[..] else { panic!("{found:?}") };
    assert_eq!(record.emails, ["camille@exemple.fr", "camille@autre.fr"], "what is new is learnt");
    assert_eq!(record.last_name.as_deref(), Some("Lefèvre"), "what is known stays");
    assert_eq!(record.phones, ["+33639981234"]);
    let view = see(&town_hall, &Actor::System, record.id);
    assert_eq!(requests_of(&view), [second, first]);
    let actions: Vec<_> = view.changes.iter().map(|change| change.action.clone()).collect();
    assert_eq!(actions, [ProfileAction::Filed { request: second }, ProfileAction::Filed { request: first }]);
    assert_eq!(view.changes[0].changed.keys().collect::<Vec<_>>(), ["emails"]);
    // A third request that tells nothing new changes nothing.
    file(&town_hall, &camille, signed_in());
    assert_eq!(see(&town_hall, &Actor::System, record.id).applicant.revision, 2);
}

#[test]
fn who_only_declares_contact_details_is_proposed_and_never_matched() {
    let town_hall = TownHall::open();
    let known = file(&town_hall, &Actor::applicant("compte-camille"), signed_in());
    let record = find(&town_hall, by_text("lefe"))[0].id;
    let declared = file(&town_hall, &Actor::applicant("session-7"), citizen());
    assert_eq!(find(&town_hall, by_text("")).len(), 1, "no record is opened by a declaration");
    assert_eq!(requests_of(&see(&town_hall, &Actor::System, record)), [known]);
    let proposed = find(&town_hall, ApplicantQuery::Request(declared));
    assert_eq!(proposed.iter().map(|profile| profile.id).collect::<Vec<_>>(), [record]);
    // An agent who made sure of it says so: the request is among theirs, and what it says stays as it was.
    let before = town_hall.seen(declared);
    town_hall.engine.recognise_applicant(&bruno(), declared, Some(record), Input::none()).unwrap();
    assert_eq!(requests_of(&see(&town_hall, &Actor::System, record)), [declared, known]);
    let after = town_hall.seen(declared);
    assert_eq!((after.applicant, after.answers), (before.applicant, before.answers));
    assert_eq!(after.revision, before.revision + 1);
    town_hall.engine.recognise_applicant(&bruno(), declared, None, Input::none()).unwrap();
    assert_eq!(requests_of(&see(&town_hall, &Actor::System, record)), [known]);
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn an_external_identity_recognises_someone_under_another_account_and_stays_out_of_the_request() {
    let town_hall = TownHall::open();
    let strong =
        Applicant { identity: Identity::Strong, identities: vec![france_connect("canari-sub")], ..citizen() };
    let first = file(&town_hall, &Actor::applicant("compte-1"), strong.clone());
    let second = file(&town_hall, &Actor::applicant("compte-2"), strong);
    let found = find(&town_hall, ApplicantQuery::Identity(france_connect("canari-sub")));
    let [record] = &found[..] else { panic!("{found:?}") };
    assert_eq!(record.accounts, ["compte-1", "compte-2"]);
    assert_eq!(requests_of(&see(&town_hall, &Actor::System, record.id)).len(), 2);
    for request in [first, second] {
        assert!(!serde_json::to_string(&town_hall.seen(request)).unwrap().contains("canari"));
    }
    // Agents see the person, not their identifier elsewhere.
    let seen = serde_json::to_string(&see(&town_hall, &bruno(), record.id)).unwrap();
    assert!(seen.contains("Lefèvre") && !seen.contains("canari-sub"), "{seen}");
}

#[test]
fn an_account_of_one_and_an_identity_of_another_join_nobody() {
    let town_hall = TownHall::open();
    let [of_account, of_identity] = [
        json!({"audience": "citizen", "last_name": "Un", "accounts": ["compte-1"]}),
        json!({"audience": "citizen", "last_name": "Deux",
            "identities": [{"provider": "franceconnect", "sub": "s"}]}),
    ]
    .map(|json| put(&town_hall, json).id);
    let strong = Applicant { identity: Identity::Strong, identities: vec![france_connect("s")], ..citizen() };
    let request = file(&town_hall, &Actor::applicant("compte-1"), strong);
    // The identity says more than the account; neither key changes hands.
    assert_eq!(requests_of(&see(&town_hall, &Actor::System, of_identity)), [request]);
    let [one, two] = [of_account, of_identity].map(|id| see(&town_hall, &Actor::System, id).applicant);
    assert_eq!((one.accounts.len(), two.accounts.len()), (1, 0));
}

#[test]
fn one_account_may_act_for_oneself_and_for_several_associations() {
    let town_hall = TownHall::open();
    let mut catalogue = town::catalogue();
    catalogue["procedures"][0]["audiences"] = json!(["citizen", "association"]);
    catalogue["procedures"][0]["scenarios"][0]["applicant"]["ask"] = json!([]);
    town_hall.engine.publish(&Actor::System, &grc::Sources::from_value(catalogue)).unwrap();
    let treasurer = Actor::applicant("compte-1");
    let of = |name: &str| Applicant { identity: Identity::Account, ..Applicant::association(name) };
    file(&town_hall, &treasurer, signed_in());
    let one = file(&town_hall, &treasurer, of("Les Amis du tilleul"));
    file(&town_hall, &treasurer, of("Club de boules"));
    let again = file(&town_hall, &treasurer, of("les amis du  TILLEUL"));
    let records = find(&town_hall, ApplicantQuery::Account("compte-1".to_owned()));
    assert_eq!(records.len(), 3);
    let tilleul = find(&town_hall, by_text("tilleul"));
    assert_eq!((tilleul.len(), tilleul[0].audience), (1, Audience::Association));
    assert_eq!(requests_of(&see(&town_hall, &Actor::System, tilleul[0].id)), [again, one]);
}

#[test]
fn whoever_has_no_e_mail_is_recorded_like_anyone() {
    let town_hall = TownHall::open();
    let by_phone =
        put(&town_hall, json!({"audience": "citizen", "last_name": "Morel", "phones": ["06 39 98 00 01"]}));
    let by_address = put(
        &town_hall,
        json!({"audience": "citizen", "last_name": "Girard", "address": ["3 rue du Lavoir"]}),
    );
    let submission = Submission {
        applicant: Applicant::citizen("Paul", "Girard"),
        profile: Some(by_address.id),
        ..Submission::new("courrier", "enregistrer", citizen(), town::answers())
    };
    let request = town_hall.engine.submit(&bruno(), submission).unwrap().id;
    assert_eq!(requests_of(&see(&town_hall, &bruno(), by_address.id)), [request]);
    assert_eq!(find(&town_hall, ApplicantQuery::Phone("+33 6 39 98 00 01".to_owned()))[0].id, by_phone.id);
    assert_eq!(find(&town_hall, by_text("lavoir"))[0].id, by_address.id);
    let nobody = input(json!({"audience": "citizen", "phones": ["0639980001"]}));
    assert_eq!(code(town_hall.engine.put_applicant(&bruno(), nobody)), ErrorCode::InvalidInput);
}

#[test]
fn records_are_found_by_each_of_their_keys_a_page_at_a_time() {
    let town_hall = TownHall::open();
    let club = put(
        &town_hall,
        json!({"audience": "association", "organisation": "Club d'échecs", "emails": ["Club@Exemple.fr"],
            "siret": "732 829 320 00074", "rna": "W751000001"}),
    );
    for number in 0..7 {
        put(
            &town_hall,
            json!({"audience": "citizen", "last_name": "Dupont", "first_name": format!("P{number}")}),
        );
    }
    for query in [
        ApplicantQuery::Email("club@exemple.FR".to_owned()),
        ApplicantQuery::Siret("73282932000074".to_owned()),
        ApplicantQuery::Rna("W751000001".to_owned()),
        by_text("echec"),
    ] {
        assert_eq!(
            find(&town_hall, query.clone()).iter().map(|one| one.id).collect::<Vec<_>>(),
            [club.id],
            "{query:?}"
        );
    }
    for (query, expected) in [(by_text("dup"), 7), (by_text(""), 8)] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = PageRequest { limit: Some(3), after };
            let found = town_hall.engine.find_applicants(&bruno(), &query, &page).unwrap();
            seen.extend(found.rows.iter().map(|profile| profile.id));
            after = found.next;
            if after.is_none() {
                break;
            }
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.reverse();
        assert_eq!((seen.len(), &seen), (expected, &sorted), "the latest first, each once");
    }
    let wrong = ApplicantQuery::Siret("canari".to_owned());
    let refused = town_hall.engine.find_applicants(&bruno(), &wrong, &PageRequest::default()).unwrap_err();
    assert_eq!((refused.code(), refused.path()), (ErrorCode::InvalidInput, Some("/query/siret")));
    assert!(!told(&refused).contains("canari"));
}

#[test]
fn a_merged_record_is_answered_by_the_one_that_absorbed_it() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let requests: Vec<RequestId> = ["compte-1", "compte-2", "compte-3"]
        .iter()
        .map(|account| {
            town_hall.clock.forward_seconds(1);
            file(&town_hall, &Actor::applicant(*account), signed_in())
        })
        .collect();
    let of = |account: &str| find(&town_hall, ApplicantQuery::Account(account.to_owned()))[0].id;
    let [one, two, three] = ["compte-1", "compte-2", "compte-3"].map(of);
    let similar = see(&town_hall, &bruno(), one).similar;
    assert_eq!(similar.iter().map(|other| other.id).collect::<Vec<_>>(), [three, two]);
    let rows = |id: &RequestId| serde_json::to_string(&town_hall.seen(*id)).unwrap();
    let before: Vec<String> = requests.iter().map(rows).collect();
    engine.merge_applicants(&bruno(), two, three, Input::none().once("fusion")).unwrap();
    engine.merge_applicants(&bruno(), one, two, Input::none()).unwrap();
    for id in [one, two, three] {
        let view = see(&town_hall, &Actor::System, id);
        assert_eq!(view.applicant.id, one);
        assert_eq!(view.applicant.accounts, ["compte-1", "compte-2", "compte-3"]);
        assert_eq!(view.absorbed, [two, three]);
        assert_eq!(view.similar, []);
        assert_eq!(requests_of(&view), [requests[2], requests[1], requests[0]]);
    }
    assert_eq!(before, requests.iter().map(rows).collect::<Vec<_>>(), "no request is rewritten");
    assert_eq!(of("compte-3"), one, "their next request is of the record that stays");
    // Asked again with its key, it was done; without, there is nothing left to merge.
    engine.merge_applicants(&bruno(), two, three, Input::none().once("fusion")).unwrap();
    let refused = engine.merge_applicants(&bruno(), one, three, Input::none()).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ApplicantMerged);
    assert_eq!(refused.details().unwrap()["kept"], json!(one));
    let over = ProfileInput { id: Some(two), ..input(json!({"audience": "citizen", "last_name": "X"})) };
    assert_eq!(code(engine.put_applicant(&bruno(), over)), ErrorCode::ApplicantMerged);
    assert_eq!(code(engine.merge_applicants(&bruno(), one, one, Input::none())), ErrorCode::InvalidInput);
    let club = put(&town_hall, json!({"audience": "association", "organisation": "Club"}));
    assert_eq!(code(engine.merge_applicants(&bruno(), one, club.id, Input::none())), ErrorCode::InvalidInput);
}

#[test]
fn a_record_that_has_changed_is_not_overwritten_and_an_account_is_of_one_citizen() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let record = put(&town_hall, json!({"audience": "citizen", "last_name": "Un", "accounts": ["compte-1"]}));
    let change = |name: &str, revision| {
        input(json!({"id": record.id, "audience": "citizen", "last_name": name, "revision": revision}))
    };
    engine.put_applicant(&bruno(), change("Deux", 1)).unwrap();
    let stale = engine.put_applicant(&bruno(), change("Trois", 1)).unwrap_err();
    assert_eq!((stale.code(), &stale.details().unwrap()["actual"]), (ErrorCode::StaleRevision, &json!(2)));
    let kept = see(&town_hall, &Actor::System, record.id).applicant;
    assert_eq!((kept.last_name.as_deref(), &kept.accounts[..]), (Some("Deux"), &["compte-1".to_owned()][..]));
    let taken = input(json!({"audience": "citizen", "last_name": "Autre", "accounts": ["compte-1"]}));
    let refused = engine.put_applicant(&Actor::System, taken).unwrap_err();
    assert_eq!((refused.code(), refused.path()), (ErrorCode::ApplicantKeyTaken, Some("/accounts")));
    let other = input(json!({"id": record.id, "audience": "business", "last_name": "Un"}));
    assert_eq!(code(engine.put_applicant(&bruno(), other)), ErrorCode::InvalidInput);
    let wrong =
        input(json!({"audience": "citizen", "last_name": "X", "phones": ["06 39 98 12 34", "canari"]}));
    let refused = engine.put_applicant(&bruno(), wrong).unwrap_err();
    assert_eq!(refused.path(), Some("/phones/1"));
    assert!(!told(&refused).contains("canari"));
    assert_eq!(find(&town_hall, by_text("")).len(), 1, "what is refused writes nothing");
}

#[test]
fn who_processes_searches_who_reads_sees_and_nobody_else_knows() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let camille = Actor::applicant("compte-camille");
    let request = file(&town_hall, &camille, signed_in());
    let record = find(&town_hall, by_text("lefevre"))[0].id;
    let (page, everyone) = (PageRequest::default(), by_text(""));
    let new = || input(json!({"audience": "citizen", "last_name": "Morel"}));
    // What each may do: see a record, search, write, merge.
    let all = |actor: &Actor| {
        [
            engine.applicant(actor, record, &page).map(drop),
            engine.find_applicants(actor, &everyone, &page).map(drop),
            engine.put_applicant(actor, new()).map(drop),
            engine.merge_applicants(actor, record, record, Input::none()).map(drop),
        ]
        .map(|result| result.err().map(|error| error.code()))
    };
    let done = Some(ErrorCode::InvalidInput);
    for who in [Actor::System, Actor::agent("alice"), bruno(), Actor::agent("david")] {
        assert_eq!(all(&who), [None, None, None, done], "{who:?}");
    }
    let no = Some(ErrorCode::Forbidden);
    assert_eq!(all(&Actor::agent("chloe")), [None, no, no, no], "a reader sees");
    for who in
        [camille.clone(), Actor::agent("elise"), Actor::agent("nobody"), Actor::Connector("gmao".to_owned())]
    {
        assert_eq!(all(&who), [Some(ErrorCode::NotFound), no, no, no], "{who:?}");
    }
    // An agent of another service sees the record, and none of the requests that are not theirs.
    assert_eq!(requests_of(&see(&town_hall, &Actor::agent("david"), record)), []);
    assert_eq!(requests_of(&see(&town_hall, &Actor::agent("chloe"), record)), [request]);
    assert_eq!(
        code(engine.find_applicants(&Actor::agent("david"), &ApplicantQuery::Request(request), &page)),
        ErrorCode::NotFound
    );
    let recognise = |who: &Actor| engine.recognise_applicant(who, request, Some(record), Input::none());
    recognise(&bruno()).unwrap();
    assert_eq!(code(recognise(&Actor::agent("chloe"))), ErrorCode::Forbidden);
    assert_eq!(code(recognise(&camille)), ErrorCode::Forbidden);
    assert_eq!(code(recognise(&Actor::agent("david"))), ErrorCode::NotFound);
    // An agent gives neither accounts nor identities; an applicant says of nobody's record that it is theirs.
    let account = ProfileInput { accounts: Some(vec!["compte-9".to_owned()]), ..new() };
    assert_eq!(code(engine.put_applicant(&bruno(), account)), ErrorCode::Forbidden);
    let claimed = Submission { profile: Some(record), ..town::submission() };
    assert_eq!(code(engine.submit(&Actor::applicant("compte-hugo"), claimed)), ErrorCode::Forbidden);
    let vouched = Applicant { identities: vec![france_connect("s")], ..signed_in() };
    let vouched = Submission { applicant: vouched, ..town::submission() };
    assert_eq!(code(engine.submit(&bruno(), vouched)), ErrorCode::Forbidden);
    let declared = Applicant { identities: vec![france_connect("s")], ..citizen() };
    let declared = Submission { applicant: declared, ..town::submission() };
    assert_eq!(code(engine.submit(&camille, declared)), ErrorCode::InvalidInput);
    // What applicants see of their own requests is unchanged by the directory.
    assert_eq!(engine.requests(&camille, &RequestQuery::default(), &page).unwrap().rows.len(), 1);
}

#[test]
fn who_only_sees_a_request_opens_the_record_of_its_applicant_and_no_other() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let camille = Actor::applicant("compte-camille");
    let request = file(&town_hall, &camille, signed_in());
    let record = find(&town_hall, by_text("lefevre"))[0].id;
    let other = put(&town_hall, json!({"audience": "citizen", "last_name": "Morel"})).id;
    engine.put_agent(&Actor::System, &agent("remi", "voirie", Role::Reader)).unwrap();
    let opens = |who: &str, record| {
        engine.applicant(&Actor::agent(who), record, &PageRequest::default()).map(|view| requests_of(&view))
    };
    assert_eq!(opens("chloe", record), Ok(vec![request]));
    for (who, record) in [("chloe", other), ("remi", record), ("remi", other)] {
        assert_eq!(code(opens(who, record)), ErrorCode::NotFound, "{who}");
    }
    assert_eq!(opens("bruno", other), Ok(vec![]), "who processes opens any");
}

#[test]
fn a_record_lists_what_one_has_in_hand_whatever_its_service_and_what_one_stands_in_for() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let [in_charge, with_a_task, _] =
        [(); 3].map(|()| file(&town_hall, &Actor::applicant("compte-camille"), signed_in()));
    let record = find(&town_hall, by_text("lefevre"))[0].id;
    engine
        .put_agent(&Actor::System, &Agent::new("gaston", "Gaston").with_role(Role::Agent, "voirie"))
        .unwrap();
    let listed = |who: &str| requests_of(&see(&town_hall, &Actor::agent(who), record));
    assert_eq!((listed("david"), listed("gaston")), (vec![], vec![]));
    engine.assign(&Actor::agent("alice"), in_charge, None, Some("david".to_owned()), Input::none()).unwrap();
    engine.take_task(&bruno(), town_hall.seen(with_a_task).tasks[0].id, Input::none()).unwrap();
    assert_eq!((listed("david"), listed("gaston")), (vec![in_charge], vec![]));
    let away = Absence {
        delegate: Some("gaston".to_owned()),
        from: Instant::parse("2026-03-01T00:00:00Z").unwrap(),
        until: Instant::parse("2026-04-01T00:00:00Z").unwrap(),
    };
    engine.set_absence(&Actor::System, "bruno", Some(&away)).unwrap();
    assert_eq!(listed("gaston"), [with_a_task]);
    engine.request(&Actor::agent("gaston"), with_a_task, FR).unwrap();
}
