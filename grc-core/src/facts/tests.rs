#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::json;

use super::{Facts, Fields, ProcedureFacts, Town, names, typed_value};
use crate::definition::{
    Audience, Catalogue, Diagnostics, GivenLists, Id, Language, LinkKind, Name, Origin, Pointer, State,
    ValueType,
};
use crate::expr::{Environment, Record, Root, Scope, Type, Value};
use crate::form::{Form, Surroundings};
use crate::options::SharedLists;
use crate::request::{
    Agent, Applicant, Correction, CorrectionAsked, FailedPush, FailureClass, Instant, Link, Links,
    Provenance, Request, RequestId, Values,
};

fn town(zone: &str) -> Town {
    let catalogue: Catalogue = serde_json::from_value(json!({
        "time_zone": zone,
        "settings": {
            "nom_commune": "Saint-Aubin", "habitants": 8400, "littorale": false,
            "prix_repas": {"type": "decimal", "value": "3.65"}, "rentree": {"type": "date", "value": "2026-09-01"}
        },
        "services": [{"id": "accueil", "title": "Accueil", "email": "accueil@exemple.fr", "phone": "02 61 91 00 00", "address": "1 place"}]
    }))
    .unwrap();
    let mut faults = Diagnostics::new();
    let town = Town::compile(&catalogue, &mut faults);
    assert!(!faults.has_faults(), "{faults:?}");
    town
}

fn procedure() -> ProcedureFacts {
    ProcedureFacts { id: Id("aide".into()), title: "Aide".into(), service: Id("accueil".into()) }
}

fn no_question() -> Form {
    let (scope, lists) = (Scope::new(), SharedLists::new());
    let surroundings = Surroundings { blocks: &[], lists: &lists, scope: &scope, language: Language::French };
    Form::from_fields(&[], Root::Answers, &surroundings, &Pointer::root(), &mut Diagnostics::new())
}

fn applicant() -> Applicant {
    Applicant {
        organisation: Some("Les Amis du verger".into()),
        phone: Some("+33639981234".into()),
        address: vec!["1 rue du Puits".into(), "14000 Caen".into()],
        language: Some(Language::English),
        ..Applicant::citizen("Aminata", "Diallo").with_email("bureau@exemple.fr")
    }
}

/// A request of which everything is known.
fn request() -> Request {
    let at = Instant::parse("2026-03-31T23:30:00Z").unwrap();
    Request {
        id: RequestId(uuid::Uuid::from_u128(1)),
        reference: "2026-000001".into(),
        trial: false,
        former: None,
        failed_push: Some(FailedPush {
            operation: Name("create".into()),
            class: FailureClass::Refused,
            code: "http_422".into(),
            status: Some(422),
            said: Some("rue inconnue".into()),
        }),
        tracking_code: "CODE".into(),
        shown: None,
        procedure: Id("aide".into()),
        version: 1,
        scenario: Id("en-ligne".into()),
        origin: Origin::Counter,
        language: Language::French,
        applicant_id: None,
        profile: None,
        applicant: applicant(),
        received_at: at,
        submitted_at: at,
        updated_at: at,
        closed_at: Some(at),
        status: Name("fini".into()),
        entered_at: at,
        trail: Vec::new(),
        called_upon: std::collections::BTreeSet::new(),
        state: State::Done,
        outcome: Some(crate::definition::Outcome::Granted),
        service: Id("accueil".into()),
        agent: Some("lea".into()),
        tags: [Id("urgent".into())].into(),
        external_id: Some("GT-1".into()),
        provenance: Provenance::new(),
        answers: Values::new(),
        lists: GivenLists::new(),
        sectors: std::collections::BTreeMap::new(),
        parties: Vec::new(),
        confirmation_codes: std::collections::BTreeMap::new(),
        awaiting: None,
        corrections: vec![Correction {
            asked_at: at,
            asked: CorrectionAsked {
                deadline: "2026-03-20".parse().ok(),
                items: Vec::new(),
                message: Some("Relisez.".into()),
            },
            answered_at: None,
            changes: std::collections::BTreeMap::new(),
        }],
        data: Values::new(),
        claims: Vec::new(),
        tasks: Vec::new(),
        files: Vec::new(),
        links: links(),
        timers: Vec::new(),
        revision: 1,
        sequence: 1,
    }
}

/// A tie of each kind that names tell of.
fn links() -> Links {
    let tie = |kind| Link {
        closed: true,
        kind,
        outcome: Some(crate::definition::Outcome::Granted),
        reference: "2026-000001".into(),
        request: RequestId(uuid::Uuid::from_u128(7)),
    };
    Links {
        all: [LinkKind::Parent, LinkKind::Child, LinkKind::DuplicateOf].map(tie).into(),
        ..Links::default()
    }
}

fn has_type(value: &Value, ty: &Type) -> bool {
    match (value, ty) {
        (Value::Text(_), Type::Text)
        | (Value::Bool(_), Type::Bool)
        | (Value::Integer(_), Type::Integer)
        | (Value::Decimal(_), Type::Decimal)
        | (Value::Date(_), Type::Date)
        | (Value::DateTime(_), Type::DateTime) => true,
        (Value::List(items), Type::List(element)) => items.iter().all(|item| has_type(item, element)),
        (Value::Object(members), Type::Object(record)) => {
            members.len() == record.iter().count()
                && record
                    .iter()
                    .all(|(name, ty)| members.get(name).is_some_and(|member| has_type(member, ty)))
        }
        _ => false,
    }
}

#[test]
fn every_name_has_a_value_of_its_type() {
    let (town, procedure, request) = (town("Europe/Paris"), procedure(), request());
    let everywhere = names::everywhere(&town);
    let form = no_question();
    let scope = names::of_a_circuit(&everywhere, &form, &form, Record::new(), []);
    let facts = Facts {
        applicant: Some(&request.applicant),
        request: Some(&request),
        status_label: "Fini",
        signer: Some(&Agent { title: Some("Accueil du public".into()), ..Agent::new("lea", "Léa Martin") }),
        answers: Some(Fields { form: &form, values: &request.answers }),
        ..Facts::new(&town, &procedure, request.updated_at)
    };
    for root in [Root::Settings, Root::Applicant, Root::Procedure, Root::Request] {
        let Some(Type::Object(record)) = scope.get(root) else { panic!("{root:?} is not an object") };
        for (name, ty) in record.iter() {
            let value = facts.lookup(root, Some(name));
            assert!(has_type(&value, ty), "{}.{name} is {value:?}", root.name());
        }
        assert_eq!(facts.lookup(root, Some("inconnu")), Value::Null);
        if root != Root::Request {
            assert!(has_type(&facts.lookup(root, None), &Type::Object(record.clone())), "{root:?}");
        }
    }
    assert_eq!(facts.lookup(Root::Applicant, Some("name")), Value::text("Les Amis du verger"));
    assert_eq!(
        facts.lookup(Root::Request, Some("agent_signature")),
        Value::text("Léa Martin\nAccueil du public\nAccueil\n1 place\n02 61 91 00 00\naccueil@exemple.fr")
    );
}

#[test]
fn what_is_not_known_yet_is_null() {
    let (town, procedure) = (town("Europe/Paris"), procedure());
    let facts = Facts::new(&town, &procedure, Instant::from_milliseconds(0));
    for (root, member) in [
        (Root::Request, Some("reference")),
        (Root::Applicant, Some("email")),
        (Root::Answers, Some("x")),
        (Root::Data, None),
        (Root::Input, Some("x")),
        (Root::Parameters, Some("x")),
        (Root::Response, Some("x")),
        (Root::ResponseStatus, None),
        (Root::Signal, None),
        (Root::Item, Some("x")),
    ] {
        assert_eq!(facts.lookup(root, member), Value::Null, "{root:?}");
    }
    let anonymous = Applicant::anonymous(Audience::Citizen);
    let facts = Facts { applicant: Some(&anonymous), ..facts };
    assert_eq!(facts.lookup(Root::Applicant, Some("address")), Value::Null);
}

#[test]
fn today_is_the_day_of_the_town() {
    let procedure = procedure();
    let late = Instant::parse("2026-03-31T23:30:00Z").unwrap();
    for (zone, day) in [
        ("Europe/Paris", "2026-04-01"),
        ("Indian/Reunion", "2026-04-01"),
        ("America/Martinique", "2026-03-31"),
    ] {
        let town = town(zone);
        let facts = Facts::new(&town, &procedure, late);
        assert_eq!(facts.lookup(Root::Today, None).to_json(), json!(day), "{zone}");
        assert!(town.start_of(town.day(late)) <= late, "{zone}");
    }
}

#[test]
fn a_typed_value_is_of_its_type_or_is_refused() {
    for (kind, good, bad) in [
        (ValueType::Integer, "-3", "3.5"),
        (ValueType::Decimal, "3.50", "trois"),
        (ValueType::Boolean, "true", "oui"),
        (ValueType::Date, "2026-02-28", "2026-02-29"),
        (ValueType::Duration, "P1M", "un mois"),
    ] {
        assert!(typed_value(kind, good).is_some(), "{good}");
        assert!(typed_value(kind, bad).is_none(), "{bad}");
    }
}
