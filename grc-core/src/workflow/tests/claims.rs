//! Scarce things: what is claimed, counted, refused and given back.

use chrono::{NaiveDate, TimeZone};
use proptest::prelude::*;

use super::*;
use crate::definition::Language;
use crate::workflow::{Slot, occupancy, peak};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn workflow() -> Json {
    json!({
        "id": "salle", "initial": "recue",
        "data": {"fields": [{"id": "jour", "type": "date", "label": "Jour"},
                            {"id": "suspendue", "type": "boolean", "label": "Suspendue"}]},
        "statuses": {
            "recue": {"label": "Reçue", "state": "new", "transitions": [
                {"id": "accepter", "to": "acceptee", "by": ["agent"]},
                {"id": "rendre", "to": "recue", "by": ["agent"], "actions": [{"release": {}}]},
                {"id": "rendre_salle", "to": "recue", "by": ["agent"],
                    "actions": [{"release": {"key": "=answers.salle"}}]},
                {"id": "deplacer", "to": "recue", "by": ["agent"],
                    "form": {"fields": [{"id": "jour", "type": "date", "label": "Jour"},
                                        {"id": "suspendue", "type": "boolean", "label": "Suspendue"}]},
                    "actions": [{"set": {"jour": "=input.jour", "suspendue": "=input.suspendue"}}]}]},
            "acceptee": {"label": "Acceptée", "state": "done", "outcome": "granted"},
            "partielle": {"label": "En partie", "state": "done", "outcome": "partly"},
            "refusee": {"label": "Refusée", "state": "done", "outcome": "refused"},
            "retiree": {"label": "Retirée", "state": "done", "outcome": "withdrawn"},
            "annulee": {"label": "Annulée", "state": "cancelled", "outcome": "none"},
            "rejetee": {"label": "Rejetée", "state": "rejected", "outcome": "none"}
        },
        "anywhere": [
            {"id": "en_partie", "to": "partielle", "by": ["agent"]}, {"id": "refuser", "to": "refusee", "by": ["agent"]},
            {"id": "retirer", "to": "retiree", "by": ["applicant"]}, {"id": "annuler", "to": "annulee", "by": ["applicant"]},
            {"id": "rejeter", "to": "rejetee", "by": ["agent"]}]
    })
}

/// A catalogue of one procedure that lets rooms, with these claims.
fn rooms(claims: Json) -> Json {
    let mut catalogue = catalogue(workflow(), json!([]));
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    scenario["form"] = json!({"fields": [
        {"id": "salle", "type": "text", "label": "Salle"},
        {"id": "debut", "type": "date", "label": "Début"},
        {"id": "fin", "type": "date", "label": "Fin"},
        {"id": "heure", "type": "datetime", "label": "Heure"},
        {"id": "heure_fin", "type": "datetime", "label": "Heure de fin"},
        {"id": "places", "type": "integer", "label": "Places"},
        {"id": "existe", "type": "integer", "label": "Il en existe"}]});
    scenario["claims"] = claims;
    catalogue
}

fn renting(claims: Json) -> Process {
    let (process, faults) = compile(&rooms(claims));
    assert!(!faults.has_faults(), "{faults:?}");
    process.unwrap()
}

fn by_day() -> Json {
    json!({"key": "=answers.salle", "from": "=answers.debut", "to": "=answers.fin", "capacity": "=answers.existe",
        "quantity": "=answers.places", "message": {"fr": "La salle est prise.", "en": "The room is taken."}})
}

impl Desk<'_> {
    /// Remembers what a request has, as a store does.
    fn keep(&self, request: &Request) {
        let id = request.id;
        self.claimed.borrow_mut().retain(|(_, taken)| taken.request != id);
        self.claimed.borrow_mut().extend(request.claims.iter().map(|claim| {
            (claim.key.clone(), Taken { request: id, period: claim.period(), quantity: claim.quantity })
        }));
    }

    /// Something that another request has.
    fn taken_by_another(&self, key: &str, period: Period, quantity: u32) {
        let request = RequestId(Uuid::from_u128(99 + self.claimed.borrow().len() as u128));
        self.claimed.borrow_mut().push((key.to_owned(), Taken { request, period, quantity }));
    }
}

/// Days of March 2026, both included.
fn march(from: u32, to: u32) -> Period {
    let midnight = |day| {
        let day = NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(0, 0, 0).unwrap();
        Instant::from(chrono_tz::Europe::Paris.from_local_datetime(&day).unwrap().to_utc())
    };
    Period { from: midnight(from), to: midnight(to + 1) }
}

fn held(request: &Request) -> Vec<(&str, Option<Period>, u32, bool)> {
    let claims = request.claims.iter();
    claims.map(|claim| (claim.key.as_str(), claim.period, claim.quantity, claim.conflict)).collect()
}

#[test]
fn a_claim_lasts_from_the_first_day_to_the_end_of_the_last() {
    let process = renting(json!([by_day()]));
    let desk = Desk::new(&process);
    // The night of 28 to 29 March has one hour less.
    let request = desk.submit(json!({"salle": "verger", "debut": "2026-03-27", "fin": "2026-03-29"}));
    assert_eq!(held(&request), [("verger", Some(march(27, 29)), 1, false)]);
    assert_eq!(march(29, 29).to.milliseconds() - march(29, 29).from.milliseconds(), DAY - 3_600_000);
    let request = desk.submit(json!({"salle": "verger", "debut": "2026-03-27", "places": 3, "existe": 4}));
    assert_eq!(held(&request), [("verger", Some(march(27, 27)), 3, false)]);
}

#[test]
fn an_instant_ends_what_it_ends_and_alone_claims_its_day() {
    let process = renting(json!([{"key": "minibus", "from": "=answers.heure", "to": "=answers.heure_fin"}]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"heure": "2026-03-10T09:00:00Z", "heure_fin": "2026-03-10T11:00:00Z"}));
    let instant = |text| Instant::parse(text).unwrap();
    let period = Period { from: instant("2026-03-10T09:00:00Z"), to: instant("2026-03-10T11:00:00Z") };
    assert_eq!(held(&request), [("minibus", Some(period), 1, false)]);
    let request = desk.submit(json!({"heure": "2026-03-10T23:30:00Z"}));
    assert_eq!(held(&request), [("minibus", Some(march(11, 11)), 1, false)], "the day is that of the town");
}

#[test]
fn what_is_not_known_or_not_wanted_claims_nothing() {
    let mut claim = by_day();
    claim["when"] = json!("answers.salle != 'prairie'");
    let process = renting(json!([claim]));
    let desk = Desk::new(&process);
    for answers in [
        json!({"debut": "2026-03-27"}),
        json!({"salle": "verger"}),
        json!({"salle": "prairie", "debut": "2026-03-27"}),
        json!({"salle": "verger", "debut": "2026-03-27", "places": 0}),
        json!({"salle": "verger", "debut": "2026-03-27", "places": -2}),
    ] {
        assert_eq!(held(&desk.submit(answers.clone())), [], "{answers}");
    }
}

#[test]
fn an_end_before_the_beginning_is_a_fault_of_its_field() {
    let process = renting(json!([by_day()]));
    let answers = json!({"salle": "verger", "debut": "2026-03-27", "fin": "2026-03-26"});
    let error = Desk::new(&process).try_submit(martin(), answers).unwrap_err();
    assert_eq!(error.code().name(), "invalid_answers");
    let fault = &error.details().unwrap()["faults"][0];
    assert_eq!((&fault["path"], &fault["code"]), (&json!("/fin"), &json!("field.ends_too_early")));
    assert_eq!(fault["message"]["fr"], "« Fin » : la fin doit venir après le début");
}

#[test]
fn what_is_taken_is_refused_in_the_words_of_the_town_and_the_rest_is_not() {
    let process = renting(json!([by_day()]));
    let desk = Desk::new(&process);
    desk.taken_by_another("verger", march(10, 12), 1);
    let submit = |from: &str, to: &str| {
        desk.try_submit(martin(), json!({"salle": "verger", "debut": from, "fin": to}))
    };
    let error = submit("2026-03-12", "2026-03-15").unwrap_err();
    assert_eq!((error.code().name(), error.path()), ("claim_conflict", Some("/answers/debut")));
    assert_eq!(error.message(Language::English), "The room is taken.");
    assert_eq!(error.details(), Some(&json!({"left": 0})));
    assert!(submit("2026-03-13", "2026-03-15").is_ok());
    assert!(submit("2026-03-01", "2026-03-09").is_ok());
    assert!(desk.try_submit(martin(), json!({"salle": "moulin", "debut": "2026-03-11"})).is_ok());
}

#[test]
fn two_who_do_not_know_of_each_other_would_both_have_the_last_place() {
    // Why the decision is taken within the transaction that writes it.
    let process = renting(json!([by_day()]));
    let desk = Desk::new(&process);
    let answers = json!({"salle": "verger", "debut": "2026-03-27"});
    let first = desk.try_submit(martin(), answers.clone()).unwrap().request;
    assert!(desk.try_submit(martin(), answers.clone()).is_ok(), "what the first took is not known");
    desk.keep(&Request { id: RequestId(Uuid::from_u128(7)), ..first });
    assert_eq!(desk.try_submit(martin(), answers).unwrap_err().code().name(), "claim_conflict");
}

#[test]
fn three_that_overlap_two_by_two_fit_in_two_places() {
    let process = renting(json!([by_day()]));
    let desk = Desk::new(&process);
    desk.taken_by_another("verger", march(1, 5), 1);
    desk.taken_by_another("verger", march(6, 10), 1);
    let whole = json!({"salle": "verger", "debut": "2026-03-01", "fin": "2026-03-10", "existe": 2});
    assert!(desk.try_submit(martin(), whole.clone()).is_ok());
    desk.taken_by_another("verger", march(5, 6), 1);
    let error = desk.try_submit(martin(), whole).unwrap_err();
    assert_eq!(error.details(), Some(&json!({"left": 0})));
}

#[test]
fn a_conflict_that_is_only_told_is_filed_and_flagged() {
    let mut claim = by_day();
    claim["on_conflict"] = json!("warn");
    let process = renting(json!([claim]));
    let desk = Desk::new(&process);
    desk.taken_by_another("verger", march(27, 27), 1);
    let request = desk.submit(json!({"salle": "verger", "debut": "2026-03-27"}));
    assert_eq!(held(&request), [("verger", Some(march(27, 27)), 1, true)]);
}

#[test]
fn a_claim_without_dates_is_held_for_all_time() {
    let process = renting(json!([{"key": "='famille:' ~ answers.salle"}]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"salle": "martin"}));
    assert_eq!(held(&request), [("famille:martin", None, 1, false)]);
    desk.taken_by_another("famille:martin", march(27, 27), 1);
    assert!(desk.try_submit(martin(), json!({"salle": "martin"})).is_err());
}

#[test]
fn each_end_gives_back_or_keeps_what_it_should() {
    let process = renting(json!([by_day()]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"salle": "verger", "debut": "2026-03-27"}));
    let lea = Actor::agent("lea");
    for (who, transition, keeps) in [
        (&lea, "accepter", true),
        (&lea, "en_partie", true),
        (&lea, "refuser", false),
        (&usager(), "retirer", false),
        (&usager(), "annuler", false),
        (&lea, "rejeter", false),
    ] {
        let decision = desk.decide(&request, who, perform(transition, json!({}))).unwrap();
        assert_eq!(decision.request.claims.len(), usize::from(keeps), "{transition}");
        assert_eq!(types(&decision).contains(&"claim_released"), !keeps, "{transition}");
    }
}

#[test]
fn what_is_given_back_is_not_taken_again_while_nothing_else_changes() {
    let process = renting(json!([by_day(), {"key": "sono"}]));
    let desk = Desk::new(&process);
    let lea = Actor::agent("lea");
    let request = desk.submit(json!({"salle": "verger", "debut": "2026-03-27"}));
    assert_eq!(request.claims.len(), 2);
    assert_eq!(held(&desk.after(&request, &lea, perform("rendre", json!({})))), []);
    let request = desk.after(&request, &lea, perform("rendre_salle", json!({})));
    assert_eq!(held(&request), [("sono", None, 1, false)]);
    let request = desk.after(&request, &lea, perform("accepter", json!({})));
    assert_eq!(held(&request), [("sono", None, 1, false)]);
    let release = |key: Option<&str>| Command::ReleaseClaim(key.map(str::to_owned));
    assert_eq!(desk.code(&request, &usager(), release(None)), "forbidden");
    assert_eq!(desk.code(&request, &Actor::agent("remi"), release(None)), "forbidden");
    assert_eq!(desk.code(&request, &lea, release(Some("verger"))), "not_found");
    let request = desk.after(&request, &lea, release(Some("sono")));
    assert_eq!(held(&request), []);
    assert_eq!(desk.code(&request, &lea, release(None)), "not_found");
}

#[test]
fn a_claim_follows_what_it_is_computed_from() {
    let claim = json!({"key": "=answers.salle", "from": "=coalesce(data.jour, answers.debut)",
        "when": "not default(data.suspendue, false)"});
    let process = renting(json!([claim]));
    let desk = Desk::new(&process);
    let lea = Actor::agent("lea");
    let request = desk.submit(json!({"salle": "verger", "debut": "2026-03-27"}));
    desk.keep(&request);
    desk.taken_by_another("verger", march(29, 29), 1);
    let refused =
        desk.decide(&request, &lea, perform("deplacer", json!({"jour": "2026-03-29"}))).unwrap_err();
    assert_eq!((refused.code().name(), refused.path()), ("claim_conflict", None));
    let moved = desk.decide(&request, &lea, perform("deplacer", json!({"jour": "2026-03-28"}))).unwrap();
    assert_eq!(held(&moved.request), [("verger", Some(march(28, 28)), 1, false)]);
    let suspended = desk.after(&moved.request, &lea, perform("deplacer", json!({"suspendue": true})));
    assert_eq!(held(&suspended), []);
    desk.keep(&suspended);
    let again = desk.after(&suspended, &lea, perform("deplacer", json!({"suspendue": false})));
    assert_eq!(held(&again), [("verger", Some(march(27, 27)), 1, false)], "taken again, if it is still free");
    desk.taken_by_another("verger", march(27, 27), 1);
    assert_eq!(
        desk.code(&suspended, &lea, perform("deplacer", json!({"suspendue": false}))),
        "claim_conflict"
    );
}

#[test]
fn faults_of_claims_are_told_where_they_stand() {
    let told = |claim: Json| {
        let mut whole = by_day();
        whole.as_object_mut().unwrap().extend(object(claim));
        codes(&rooms(json!([whole])))
    };
    let at = |key: &str, code: &str| vec![format!("/procedures/0/scenarios/0/claims/0/{key} {code}")];
    assert_eq!(told(json!({})), Vec::<String>::new());
    assert_eq!(told(json!({"key": " "})), at("key", "definition.empty"));
    assert_eq!(told(json!({"key": "=answers.sale"})).len(), 1);
    assert_eq!(told(json!({"from": "=answers.places"})), at("from", "definition.wrong_type"));
    assert_eq!(told(json!({"from": "demain"})), at("from", "definition.wrong_type"));
    assert_eq!(told(json!({"from": "2026-03-02", "to": "2026-03-02"})), Vec::<String>::new());
    assert_eq!(
        told(json!({"from": "2026-03-02", "to": "2026-03-01"})),
        at("to", "definition.end_before_beginning")
    );
    assert_eq!(told(json!({"from": null})), at("to", "definition.end_without_beginning"));
    assert_eq!(told(json!({"capacity": 0})), at("capacity", "definition.claim_amount"));
    assert_eq!(told(json!({"quantity": -1})), at("quantity", "definition.claim_amount"));
    assert_eq!(told(json!({"capacity": "douze"})), at("capacity", "definition.wrong_type"));
    assert_eq!(
        told(json!({"capacity": 2, "quantity": 3})),
        at("quantity", "definition.claim_beyond_capacity")
    );
    assert_eq!(told(json!({"when": "answers.places"})).len(), 1);
}

/// Periods of a few minutes, some empty, some that have no date.
fn periods() -> impl Strategy<Value = Vec<(Period, u32)>> {
    let dated = (0..60_i64, -5..30_i64).prop_map(|(from, length)| minutes(from, from + length));
    let period = prop_oneof![9 => dated, 1 => Just(Period::ALWAYS)];
    prop::collection::vec((period, 0..4_u32), 0..12)
}

fn minutes(from: i64, to: i64) -> Period {
    Period { from: Instant::from_milliseconds(from * 60_000), to: Instant::from_milliseconds(to * 60_000) }
}

proptest! {
    #[test]
    fn what_is_taken_is_what_counting_each_minute_gives(taken in periods(), from in 0..60_i64, length in 1..40_i64) {
        let taken: Vec<Taken> = taken
            .into_iter()
            .map(|(period, quantity)| Taken { request: RequestId(Uuid::nil()), period, quantity })
            .collect();
        let asked = minutes(from, from + length);
        let at = |minute: i64| {
            let minute = minutes(minute, minute + 1);
            let there = |one: &&Taken| one.period.from <= minute.from && minute.to <= one.period.to;
            taken.iter().filter(there).map(|one| u64::from(one.quantity)).sum::<u64>()
        };
        let naive: Vec<u64> = (from..from + length).map(at).collect();
        let slots = occupancy(&taken, asked);
        prop_assert_eq!(slots.first().map(|slot| slot.period.from), Some(asked.from));
        prop_assert_eq!(slots.last().map(|slot| slot.period.to), Some(asked.to));
        for pair in slots.windows(2) {
            prop_assert_eq!(pair[0].period.to, pair[1].period.from);
            prop_assert_ne!(pair[0].taken, pair[1].taken);
        }
        let told = |Slot { period, taken }: &Slot| {
            let length = (period.to.milliseconds() - period.from.milliseconds()) / 60_000;
            vec![*taken; usize::try_from(length).unwrap()]
        };
        prop_assert_eq!(slots.iter().flat_map(told).collect::<Vec<_>>(), naive.clone());
        prop_assert_eq!(peak(&taken, asked), naive.into_iter().max().unwrap());
    }
}
