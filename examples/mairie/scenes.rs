//! What agents do all day: an inbox, a transfer, duplicates, children of one family, what is late; a takeover, the figures.

use grc::definition::{LinkKind, Name};
use grc::engine::{ImportOptions, InboxQuery, StatisticsKind, StatisticsQuery};
use grc::request::RequestId;
use grc::store::AttemptOutcome;
use grc::{Actor, Engine, Input, PageRequest, Result};
use serde_json::json;

use crate::gmao::STREET;
use crate::{FR, day, run, show, time, title, values};

/// What an agent has to do, the earliest due first.
pub(crate) fn inbox(engine: &Engine, name: &str, agent: &Actor) -> Result<()> {
    println!("La corbeille de {name} :");
    for entry in engine.inbox(agent, &InboxQuery::default(), &PageRequest::default())?.rows {
        let due = entry.due.map(|due| format!("pour le {}", day(due))).unwrap_or_default();
        let late = if entry.overdue { "  EN RETARD" } else { "" };
        println!("  {}  {}  {due}{late}", entry.reference, entry.title.unwrap_or_default());
    }
    Ok(())
}

/// Paul hands a task to Claire, and says why.
pub(crate) fn transfer(engine: &Engine, request: RequestId) -> Result<()> {
    let paul = Actor::agent("paul");
    if let Some(task) = engine.request(&paul, request, FR)?.tasks.first() {
        let to = Some("claire".to_owned());
        engine.transfer_task(&paul, task.id, None, to, "Paul part en congé.", Input::none())?;
        println!("Paul transfère « {} » à Claire : il part en congé.", task.title);
    }
    Ok(())
}

/// The technical services do not know the street: Karim reads why, and sends it again under the name that they use.
pub(crate) fn correct(engine: &Engine, request: RequestId) -> Result<()> {
    let karim = Actor::agent("karim");
    let view = engine.request(&karim, request, FR)?;
    if let Some(refusal) = view.failed_push {
        println!("{} : {} ({})", view.reference, view.status_label, view.state.label());
        println!("La GMAO refuse ({}) : {}", refusal.code, refusal.said.unwrap_or_default());
        let input = Input::values(values(json!({ "voie": STREET })));
        engine.act(&karim, request, "corriger", input)?;
        println!("Karim corrige la voie, et transmet de nouveau.");
    }
    Ok(())
}

/// What an operator sees of the calls about a request: each attempt, its time and its outcome, and nothing of what it said.
pub(crate) fn attempts(engine: &Engine, request: RequestId) -> Result<()> {
    println!("Ce qu'un exploitant voit des échanges :");
    for delivery in engine.deliveries(&Actor::System, request)? {
        for attempt in delivery.attempts {
            let what = delivery.operation.as_ref().map_or("interrogation", Name::as_str);
            let why = attempt.reason.or(attempt.status.map(|status| format!("http_{status}")));
            let how = match attempt.outcome {
                AttemptOutcome::Sent => "abouti",
                AttemptOutcome::Refused => "refusé",
                AttemptOutcome::Unavailable => "indisponible",
                AttemptOutcome::Unreadable => "illisible",
                AttemptOutcome::Lost => "inconnu",
            };
            let (when, endpoint) = (time(attempt.began_at), &delivery.endpoint);
            println!("  {when}  {endpoint:<14} {what:<14} {how} {}", why.unwrap_or_default());
        }
    }
    Ok(())
}

/// The same hole was reported twice: the second report follows the first.
pub(crate) fn duplicate(engine: &Engine, first: RequestId, second: RequestId) -> Result<()> {
    let view = engine.request(&Actor::System, second, FR)?;
    if let Some(sector) = view.sectors.get(&Name("voirie".to_owned())) {
        println!("Secteur : {} ; service : {}", sector.title, view.service);
    }
    let main = engine.request(&Actor::System, first, FR)?.reference;
    let input = Input::values(values(json!({ "premier": main })));
    engine.act(&Actor::agent("karim"), second, "marquer_doublon", input)?;
    println!("Karim reconnaît le même trou : {} suit {main}.", view.reference);
    show(engine, second)
}

/// Each child of an enrolment is a request of its own; the enrolment goes on once all are decided.
pub(crate) fn children(engine: &Engine, school: RequestId) -> Result<()> {
    title("Une inscription, un dossier pour chaque enfant");
    let sophie = Actor::agent("sophie");
    engine.act(&sophie, school, "declarer_complete", Input::none())?;
    run(engine)?;
    let links = engine.request(&sophie, school, FR)?.links;
    for link in links.iter().filter(|link| link.kind == LinkKind::Child) {
        let child = engine.request(&sophie, link.request, FR)?;
        let first_name = child.answers["prenom"].as_str().unwrap_or_default();
        println!("Dossier lié {} : {first_name}", link.reference);
        let school = json!({"ecole_attribuee": child.answers["ecole"]});
        engine.act(&sophie, link.request, "attribuer", Input::values(values(school)))?;
    }
    run(engine)?;
    show(engine, school)
}

/// The requests of the former system are tried, then taken over, once: they are known here by what they were called there.
pub(crate) fn takeover(engine: &Engine, lines: &[u8]) -> Result<()> {
    title("La reprise de l'ancien logiciel");
    let take = |dry_run| {
        let options = ImportOptions { dry_run, ..ImportOptions::default() };
        engine.import(&Actor::System, "Ancien logiciel", &mut &*lines, &options)
    };
    let (tried, taken, again) = (take(true)?, take(false)?, take(false)?);
    println!("À l'essai : {} demandes, {} refusées.", tried.lines, tried.refused);
    println!(
        "Reprises : {}. Reprendre de nouveau ne change rien : {} déjà là.",
        taken.imported, again.skipped
    );
    let view = engine.request_by_reference(&Actor::agent("paul"), "SAL-2026-009", FR)?;
    println!("SAL-2026-009 est maintenant {} : {}", view.reference, view.status_label);
    Ok(())
}

/// Requests by status, for whoever leads.
pub(crate) fn figures(engine: &Engine) -> Result<()> {
    title("Les statistiques");
    let query = StatisticsQuery { csv: true, ..StatisticsQuery::new(StatisticsKind::ByStatus) };
    let figures = engine.statistics(&Actor::System, &query, FR)?;
    for line in figures.csv.unwrap_or_default().lines() {
        println!("  {line}");
    }
    Ok(())
}
