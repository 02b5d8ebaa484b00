//! INVARIANT (fold): whatever is done, a request is the fold of its history.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::server::Application;
use crate::common::{TownHall, citizen, town, values};
use grc::definition::{Id, LinkKind};
use grc::delivery::{Secret, webhook};
use grc::engine::{Clock, DraftInput, ImportOptions};
use grc::request::{RequestId, TaskId};
use grc::workflow::{Consultation, NewMessage, NewTask};
use grc::{Actor, AddressGuard, Budget, ErrorCode, Input, Submission};
use proptest::prelude::*;
use serde_json::json;

/// Someone, something to do, to which request, with what.
#[derive(Clone, Debug)]
struct Step {
    actor: usize,
    what: usize,
    which: usize,
    detail: usize,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..9_usize, 0..25_usize, 0..4_usize, 0..40_usize)
        .prop_map(|(actor, what, which, detail)| Step { actor, what, which, detail });
    prop::collection::vec(step, 1..60)
}

fn actor(number: usize) -> Actor {
    match number {
        0 => Actor::applicant("camille"),
        1 => Actor::applicant("hugo"),
        2 | 3 => Actor::agent("bruno"),
        4 | 5 => Actor::agent("alice"),
        6 => Actor::agent("chloe"),
        7 => Actor::agent("elise"),
        _ => Actor::System,
    }
}

const KINDS: [LinkKind; 5] =
    [LinkKind::Parent, LinkKind::Child, LinkKind::DuplicateOf, LinkKind::HasDuplicate, LinkKind::Related];

const TRANSITIONS: [&str; 9] =
    ["prendre", "attendre", "accepter", "completer", "classer", "annuler", "payer", "relancer", "rien"];

fn take(town_hall: &TownHall, known: &mut Vec<RequestId>, step: &Step) -> grc::Result<()> {
    let (engine, actor) = (&town_hall.engine, actor(step.actor));
    let id = match known.get(step.which % known.len().max(1)) {
        Some(id) if step.what > 0 => *id,
        _ => {
            let key = (step.detail.is_multiple_of(3)).then(|| format!("{}", step.detail));
            let submission = Submission { idempotency_key: key, ..town::submission() };
            known.push(engine.submit(&actor, submission)?.id);
            return Ok(());
        }
    };
    let input = Input {
        values: if step.detail.is_multiple_of(2) {
            values(json!({"pieces": "Un plan"}))
        } else {
            values(json!({}))
        },
        revision: (step.detail.is_multiple_of(5)).then_some(step.detail as u64 / 5),
        idempotency_key: (step.detail.is_multiple_of(7)).then(|| format!("{}", step.detail)),
    };
    match step.what {
        1..=4 => engine.act(&actor, id, TRANSITIONS[step.detail % TRANSITIONS.len()], input).map(drop),
        5 if step.detail.is_multiple_of(3) => {
            let tags = [["à revoir", "urgent", ""][step.detail % 3 + step.detail % 2].to_owned()];
            match step.detail.is_multiple_of(4) {
                true => engine.untag(&actor, id, &tags, input).map(drop),
                false => engine.tag(&actor, id, &tags, input).map(drop),
            }
        }
        5 => engine.comment(&actor, id, "Bonjour", step.detail.is_multiple_of(2), input).map(drop),
        6 => {
            let service = (step.detail.is_multiple_of(3))
                .then(|| Id(["urbanisme", "voirie", "rien"][step.detail % 2].to_owned()));
            let agent = ["alice", "bruno", "david", "elise", "personne"]
                .get(step.detail % 7)
                .map(|id| (*id).to_owned());
            engine.assign(&actor, id, service, agent, input).map(drop)
        }
        7 | 8 | 15..=18 => {
            let tasks = engine.request(&Actor::System, id, crate::common::FR)?.tasks;
            let absent: TaskId =
                serde_json::from_value(json!("019cad70-0000-7000-8000-000000000000")).unwrap();
            let task = tasks.get(step.detail % 3).map_or(absent, |task| task.id);
            let hour = i64::try_from(step.detail).unwrap() * 3_600_000;
            match step.what {
                7 => engine.take_task(&actor, task, input),
                8 if step.detail.is_multiple_of(3) => {
                    let values = values(json!({"opinion": "reserved"}));
                    engine.complete_task(&actor, task, Input { values, ..input })
                }
                8 => engine.complete_task(&actor, task, Input { values: values(json!({})), ..input }),
                15 => engine.release_task(&actor, task, input),
                16 => {
                    let service = Some(Id(["urbanisme", "voirie", "rien"][step.detail % 3].to_owned()));
                    let agent = ["bruno", "david"].get(step.detail % 4).map(|id| (*id).to_owned());
                    engine.transfer_task(&actor, task, service, agent, "À vous", input)
                }
                17 => {
                    let due = town_hall.clock.now().plus_milliseconds(hour);
                    engine.set_task_due(&actor, task, Some(due), input)
                }
                _ => engine.remind_task(&actor, task, input),
            }
            .map(drop)
        }
        19 if step.detail.is_multiple_of(2) => {
            let task = NewTask { title: "Appeler".to_owned(), ..NewTask::default() };
            engine.open_task(&actor, id, &task, input).map(drop)
        }
        19 => {
            let text = ["", "Bonjour"][step.detail / 2 % 2].to_owned();
            let answer_awaited = step.detail.is_multiple_of(3);
            let message = NewMessage { to: None, text, files: Vec::new(), answer_awaited };
            engine.send_message(&actor, id, &message, input).map(drop)
        }
        20 => {
            let question = ["", "Un avis ?"][step.detail % 2].to_owned();
            let service = Id("voirie".to_owned());
            let consultation = Consultation { service, question, attachment: None, due: None };
            engine.consult(&actor, id, &consultation, input).map(drop)
        }
        9 => engine.signal(&actor, id, ["paiement", "autre"][step.detail % 2], input).map(drop),
        10 => {
            town_hall.clock.forward_days(step.detail as i64);
            engine.run_due(&Budget { limit: step.detail % 4, ..Budget::default() }).map(drop)
        }
        24 => {
            let reference = format!("A-{}", step.detail);
            let status = ["a_traiter", "en_cours", "en_attente", "classee"][step.detail % 4];
            let line = json!({"reference": reference, "procedure": "elagage", "status": status,
                "submitted_at": "2025-11-03", "entered_at": "2025-12-01", "agent": "bruno", "tags": ["repris"],
                "applicant": citizen(), "applicant_id": "camille", "answers": town::answers(), "data": {"note": "Vue"},
                "comments": [{"text": "Rappelé", "written_at": "2025-11-20"}]});
            let options = ImportOptions { tasks: step.detail.is_multiple_of(2), ..ImportOptions::default() };
            engine.import(&actor, "ancien", &mut line.to_string().as_bytes(), &options)?;
            known.push(engine.request_by_reference(&Actor::System, &reference, crate::common::FR)?.id);
            Ok(())
        }
        11 | 12 => {
            known.push(engine.submit(&actor, town::report())?.id);
            Ok(())
        }
        // The business application calls: of one of its requests, or of another; again, now and then.
        13 => {
            let said = ["ouvert", "clos"][step.detail % 2];
            let body = json!({"ref": town_hall.seen(id).reference, "statut": said});
            let body = body.to_string();
            let (message, now) = (format!("m-{}", step.detail / 4), Clock::now(&town_hall.clock));
            let secret = Secret::new(crate::common::WEBHOOK_SECRET);
            let headers = webhook::sign(&secret, &message, body.as_bytes(), now).unwrap();
            engine.receive("gmao", &headers, body.as_bytes()).map(drop)
        }
        21 | 22 => {
            let kind = KINDS[step.detail % KINDS.len()];
            let other = known[step.detail % known.len()].to_string();
            if step.what == 21 {
                engine.link(&actor, id, kind, &other, input)
            } else {
                engine.unlink(&actor, id, kind, &other, input)
            }
            .map(drop)
        }
        _ => {
            let draft: DraftInput = serde_json::from_value(
                json!({"procedure": "elagage", "scenario": "en-ligne", "answers": {"objet": 1}}),
            )
            .unwrap();
            let draft = engine.save_draft(&actor, draft)?.id;
            known.push(engine.submit(&actor, Submission { draft: Some(draft), ..town::submission() })?.id);
            Ok(())
        }
    }
}

/// The small town, whose business application answers well, or that it cannot, or that it will not, or nothing that can
/// be understood.
fn with_an_application() -> TownHall {
    let asked = AtomicUsize::new(0);
    let application = Application::start(move |_| {
        let number = asked.fetch_add(1, Ordering::SeqCst);
        match number % 5 {
            0 | 1 => (201, json!({"id": format!("T-{}", number / 2), "statut": "clos"}).to_string()),
            2 => (503, "{}".to_owned()),
            3 => (400, "{}".to_owned()),
            _ => (200, "<html>".to_owned()),
        }
    });
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    TownHall::with(town::catalogue_calling(&application.base_url()), |host| host.guard(guard))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_history_gives_the_row_and_no_reference_is_lost(steps in steps()) {
        let town_hall = with_an_application();
        let mut known = Vec::new();
        for step in &steps {
            if let Err(error) = take(&town_hall, &mut known, step) {
                let broken = error.code().is_of_the_store() || error.code() == ErrorCode::Internal;
                prop_assert!(!broken, "{step:?}: {error}");
            }
        }
        known.sort();
        known.dedup();
        let verification = town_hall.engine.verify(&Actor::System, &[]).unwrap();
        prop_assert!(verification.is_whole(), "{:?}", verification);
        prop_assert_eq!(verification.requests, known.len() as u64);
        let counted: u64 = town_hall.engine.counts(&Actor::System).unwrap().iter().map(|count| count.requests).sum();
        prop_assert_eq!(counted, known.len() as u64);
        let mut references: Vec<_> = known.iter().map(|id| town_hall.seen(*id).reference).collect();
        references.sort();
        let mut expected: Vec<String> = Vec::new();
        for reference in &references {
            let year = &reference[..4];
            let rank = expected.iter().filter(|one| one.starts_with(year)).count() + 1;
            expected.push(format!("{year}-{rank:06}"));
        }
        prop_assert_eq!(references, expected);
        // What lists say is what requests say.
        let page = grc::PageRequest { limit: Some(500), after: None };
        let rows = town_hall.engine.requests(&Actor::System, &grc::RequestQuery::default(), &page).unwrap().rows;
        prop_assert_eq!(rows.len(), known.len());
        for row in rows {
            let view = town_hall.seen(row.id);
            prop_assert_eq!((row.status, row.state, row.outcome, row.service, row.agent, row.revision),
                (view.status, view.state, view.outcome, view.service, view.agent, view.revision));
            // What one request tells of another, the other tells of it.
            for link in &view.links {
                let inverse = link.kind.inverse();
                let back = town_hall.seen(link.request).links;
                prop_assert!(back.iter().any(|back| (back.kind, back.request) == (inverse, row.id)));
            }
            prop_assert_eq!(row.due, view.tasks.iter().filter_map(|task| task.due).min());
            // A closed request awaits nothing but that someone be told otherwise.
            prop_assert!(!row.state.is_closed() || view.tasks.iter().all(|task| task.status.is_none() && task.form.is_null()));
        }
    }
}
