//! A day at the town hall, and the weeks that follow.
//!
//! This program is the tutorial: it publishes the procedures of `examples/catalogue`, files the requests of
//! `examples/requests`, and follows them to their end. Time is the program's own, so that a month passes at once.
//! It leaves its store and its messages under `target/mairie/`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod gmao;
mod http;
mod scenes;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use gmao::Gmao;
use grc::definition::Name;
use grc::delivery::{Secret, Secrets};
use grc::engine::{Attachment, AvailabilityQuery, Clock, Part, Receipt};
use grc::request::{CorrectionAsked, CorrectionItem, CorrectionReason, RequestId, Role};
use grc::routing::OfferKind;
use grc::{
    Actor, AddressGuard, Agent, Audience, Budget, CatalogueFilter, Engine, Host, Input, Instant, Language,
    PageRequest, Result, Sources, Submission, TaskQuery, Values, Visitor,
};
use serde_json::{Value, json};
use uuid::Uuid;

const FR: Language = Language::French;

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let directory = root.join("target/mairie");
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("target/mairie can be made");

    // The host brings the clock, the secrets, and the ways out.
    let clock = DemoClock::starting("2026-03-02T08:00:00Z");
    let gmao = Gmao::start();
    let host = Host::new()
        .clock(clock.clone())
        .secrets(DemoSecrets)
        .guard(AddressGuard::default().allow(&gmao.address.to_string())?)
        .mail_directory(&directory);
    let engine = Engine::open_with(directory.join("mairie.db"), host)?;
    let system = Actor::System;

    title("La mairie ouvre ses démarches — lundi 2 mars 2026, 9 h");
    let published = engine.publish(&system, &catalogue(root, &gmao)?)?;
    println!(
        "{} démarches publiées ; avertissements : {}",
        published.versions.len(),
        published.warnings.len()
    );
    let again = engine.publish(&system, &catalogue(root, &gmao)?)?;
    println!("Publier de nouveau ne change rien : {} inchangées", again.unchanged.len());
    for agent in agents() {
        engine.put_agent(&system, &agent)?;
    }

    title("Le catalogue du portail");
    let citizen = Visitor::of(&Actor::applicant("session-1"));
    for procedure in engine.catalogue(&citizen, &CatalogueFilter::default())? {
        println!("  {:<22} {}", procedure.id, procedure.title);
    }
    let search = CatalogueFilter { text: Some("reserv sal".into()), ..CatalogueFilter::default() };
    let found: Vec<_> = engine.catalogue(&citizen, &search)?.into_iter().map(|one| one.title).collect();
    println!("« reserv sal » trouve : {}", found.join(", "));
    let january = CatalogueFilter { on: "2027-01-10".parse().ok(), ..CatalogueFilter::default() };
    let seasonal =
        engine.catalogue(&citizen, &january)?.iter().any(|one| one.id.as_str() == "broyeur-sapins");
    println!("Le broyeur de sapins est proposé en janvier : {}", if seasonal { "oui" } else { "non" });

    title("À chacun ses scénarios");
    let association = Visitor { audience: Audience::Association, ..citizen.clone() };
    let born_elsewhere =
        Visitor { answers: values(json!({"lieu_naissance": "autre_commune"})), ..citizen.clone() };
    show_offers(&engine, "Un habitant", "reservation-salle", &citizen)?;
    show_offers(&engine, "Un habitant", "subvention-association", &citizen)?;
    show_offers(&engine, "Une association", "subvention-association", &association)?;
    show_offers(&engine, "Un habitant", "piscine", &citizen)?;
    show_offers(&engine, "Une personne née ailleurs", "acte-naissance", &born_elsewhere)?;

    title("Une demande mal remplie");
    let faulty = request(root, "03-reservation-salle-fautes");
    let report =
        engine.validate("reservation-salle", "en-ligne", &citizen, &faulty.answers, &Part::whole())?;
    for fault in &report.faults {
        println!("  {:<18} {}", fault.path, fault.message(FR));
    }
    let refused = engine.submit(&Actor::applicant("hugo"), faulty).unwrap_err();
    println!("Dépôt refusé ({}), rien n'est enregistré.", refused.code());

    title("Les demandes arrivent");
    let room = file(&engine, root, &Actor::applicant("camille"), "01-reservation-salle-mariage")?;
    let pothole = file(&engine, root, &Actor::applicant("session-2"), "04-signalement-voirie-anonyme")?;
    let same_pothole = file(&engine, root, &Actor::applicant("session-3"), "04-signalement-voirie-anonyme")?;
    file(&engine, root, &Actor::agent("nadia"), "07-acte-naissance-copie-integrale")?;
    let meeting = file(&engine, root, &Actor::agent("nadia"), "10-rendez-vous-elu-telephone")?;
    let school =
        file(&engine, root, &Actor::applicant("famille-roux"), "12-inscription-scolaire-deux-enfants")?;
    let grant = file(&engine, root, &Actor::applicant("verger"), "14-subvention-association-projet")?;
    file(&engine, root, &Actor::agent("nadia"), "17-courrier-entrant-recommande")?;

    title("La salle des fêtes n'est plus libre ce week-end-là");
    let same = request(root, "01-reservation-salle-mariage");
    let taken = engine.submit(&Actor::applicant("hugo"), same).unwrap_err();
    println!("Hugo la demande aussi : {}", taken.message(FR));
    let june = AvailabilityQuery::new(
        "salle:salle_des_fetes",
        "2026-06-15".parse().unwrap(),
        "2026-06-28".parse().unwrap(),
    );
    for slot in engine.availability(&Actor::applicant("hugo"), &june)?.slots {
        let state = if slot.left == Some(0) { "prise" } else { "libre" };
        // A slot ends as the next day begins.
        println!("  du {} au {}  {state}", day(slot.from), day(slot.to.plus_milliseconds(-1)));
    }

    title("L'inscription scolaire, relue");
    let view = engine.request(&Actor::applicant("famille-roux"), school.id, FR)?;
    println!("{}", view.summary.text);

    title("La journée du service de la vie associative");
    let paul = Actor::agent("paul");
    scenes::inbox(&engine, "Paul", &paul)?;
    for task in engine.tasks(&paul, &TaskQuery::default(), &PageRequest::default())?.rows {
        engine.take_task(&paul, task.id, Input::none())?;
    }
    scenes::transfer(&engine, grant.id)?;
    engine.act(&paul, room.id, "prendre_en_charge", Input::none())?;
    let bruno = Actor::agent("bruno");
    for task in engine.tasks(&bruno, &TaskQuery::default(), &PageRequest::default())?.rows {
        println!("Bruno, des services techniques, donne son avis : {}", task.title);
        let opinion = json!({"opinion": "favourable", "answer": "La salle convient."});
        engine.complete_task(&bruno, task.id, Input::values(values(opinion)))?;
    }
    let view = engine.request(&paul, room.id, FR)?;
    let buttons: Vec<_> = view.transitions.iter().map(|offer| offer.label.as_str()).collect();
    println!("{} est « {} ». Paul peut : {}", view.reference, view.status_label, buttons.join(", "));
    engine.comment(
        &paul,
        room.id,
        "Vérifier la jauge avec les services techniques.",
        false,
        Input::none(),
    )?;
    let asked = CorrectionAsked {
        deadline: "2026-03-20".parse().ok(),
        items: vec![CorrectionItem {
            field: Name("participants".to_owned()),
            indispensable: true,
            reason: CorrectionReason::Incorrect,
        }],
        message: Some("Combien de personnes, enfants compris ?".to_owned()),
    };
    engine.request_correction(&paul, room.id, &asked, Some("demander_correction"), Input::none())?;
    let forbidden = engine.act(&Actor::agent("nadia"), room.id, "annuler", Input::none()).unwrap_err();
    println!("Nadia, de l'accueil, n'a pas accès à cette demande : {}", forbidden.message(FR));

    title("Le nid-de-poule part aux services techniques");
    run(&engine)?;
    scenes::correct(&engine, pothole.id)?;
    run(&engine)?;
    show(&engine, pothole.id)?;
    scenes::duplicate(&engine, pothole.id, same_pothole.id)?;
    let ticket = gmao.plan("2026-03-06");
    clock.forward("PT20M");
    run(&engine)?;
    let view = engine.request(&Actor::System, pothole.id, FR)?;
    println!(
        "Interrogée, la GMAO répond que le ticket {ticket} est « {} »",
        view.data["avancement"].as_str().unwrap()
    );
    let town_hall = listen(&engine);
    println!("Elle appelle la mairie à la fin des travaux : HTTP {}", gmao.close(town_hall, clock.now()));
    println!("Le même appel, rejoué, est sans effet : HTTP {}", gmao.close(town_hall, clock.now()));
    run(&engine)?;
    show(&engine, pothole.id)?;
    show(&engine, same_pothole.id)?;
    scenes::attempts(&engine, pothole.id)?;

    scenes::children(&engine, school.id)?;

    title("Un mois de silence");
    let proposal = json!({"elu_retenu": "adjoint_travaux", "date_proposee": "2026-03-12", "heure_proposee": "17:30", "lieu_propose": "à la mairie"});
    engine.act(&Actor::agent("alice"), meeting.id, "proposer", Input::values(values(proposal)))?;
    show(&engine, meeting.id)?;
    clock.forward("P1M");
    run(&engine)?;
    show(&engine, meeting.id)?;

    scenes::inbox(&engine, "Nadia", &Actor::agent("nadia"))?;

    title("La demandeuse complète, le service décide");
    let camille = Actor::applicant("camille");
    let answer = Input::values(values(json!({"participants": 160}))).once("envoi-1");
    let done = engine.act(&camille, room.id, "corriger", answer.clone())?;
    let twice = engine.act(&camille, room.id, "corriger", answer)?;
    println!("Envoyé deux fois, fait une fois : révision {} et {}", done.revision, twice.revision);
    let stale = Input::none().at_revision(1);
    let refused = engine.act(&Actor::agent("claire"), room.id, "accepter", stale).unwrap_err();
    println!("Une commande périmée est refusée : {}", refused.message(FR));
    let accepted = Input::values(values(json!({"montant": "420.00"}))).at_revision(done.revision);
    engine.act(&Actor::agent("claire"), room.id, "accepter", accepted)?;
    run(&engine)?;

    title(&format!("L'histoire de {}", room.reference));
    for line in engine.history(&Actor::System, room.id, FR)? {
        println!("  {:>2}  {}  {:<16} {}", line.sequence, day(line.at), line.actor, line.text);
    }

    scenes::takeover(&engine, include_bytes!("../requests/reprise.jsonl"))?;
    title("Les comptes du jour");
    let verification = engine.verify(&system, &engine.heads(&system)?)?;
    println!(
        "{} histoires vérifiées, {} événements, {} anomalie(s)",
        verification.requests,
        verification.events,
        verification.broken.len()
    );
    scenes::figures(&engine)?;
    let (emails, letters) =
        (messages(&directory.join("emails")).len(), messages(&directory.join("letters")).len());
    println!("\n{emails} courriels et {letters} lettre(s) sont dans target/mairie/, avec la base mairie.db.");
    let last = messages(&directory.join("emails")).pop().unwrap();
    println!(
        "Le dernier, à ouvrir avec une messagerie : target/mairie/emails/{}",
        last.file_name().unwrap().display()
    );
    Ok(())
}

/// The catalogue of `examples/catalogue`, with the business application where it listens today.
fn catalogue(root: &Path, gmao: &Gmao) -> Result<Sources> {
    let mut catalogue = Sources::from_dir(root.join("examples/catalogue"))?.value().clone();
    catalogue["connectors"][0]["base_url"] = json!(format!("http://{}/api", gmao.address));
    Ok(Sources::from_value(catalogue))
}

/// Who works here.
fn agents() -> Vec<Agent> {
    let agent = |id: &str, name: &str, service: &str, role| Agent {
        email: Some(format!("{id}@saint-aubin.exemple")),
        ..Agent::new(id, name).with_role(role, service)
    };
    vec![
        agent("nadia", "Nadia Benali", "accueil", Role::Agent),
        agent("paul", "Paul Girard", "vie-associative", Role::Agent),
        agent("bruno", "Bruno Caron", "services-techniques", Role::Agent),
        agent("claire", "Claire Fontaine", "vie-associative", Role::Manager),
        agent("karim", "Karim Haddad", "voirie-bourg", Role::Agent),
        agent("sophie", "Sophie Marchand", "scolaire", Role::Manager),
        agent("alice", "Alice Morel", "cabinet", Role::Manager),
    ]
}

/// A request of `examples/requests`.
fn request(root: &Path, name: &str) -> Submission {
    let text = fs::read(root.join(format!("examples/requests/{name}.json"))).expect("the request's file");
    let mut request: Value = serde_json::from_slice(&text).expect("JSON");
    request.as_object_mut().unwrap().remove("expect");
    serde_json::from_value(request).expect("a submission")
}

/// Attaches a file for each one that the request names, as a portal does while its form is filled in.
fn attach_files(engine: &Engine, actor: &Actor, question: &str, answer: &mut Value) -> Result<()> {
    match answer {
        Value::String(text) if Uuid::parse_str(text).is_ok() => {
            let content = format!("%PDF-1.7\n{text}");
            let name = format!("{question}.pdf");
            let attachment = Attachment { name: &name, content: &mut content.as_bytes() };
            *answer = json!(engine.attach(actor, attachment)?.id);
            Ok(())
        }
        Value::Array(answers) => {
            answers.iter_mut().try_for_each(|one| attach_files(engine, actor, question, one))
        }
        Value::Object(answers) => {
            answers.iter_mut().try_for_each(|(name, answer)| attach_files(engine, actor, name, answer))
        }
        _ => Ok(()),
    }
}

fn file(engine: &Engine, root: &Path, actor: &Actor, name: &str) -> Result<Receipt> {
    let mut submission = request(root, name);
    let mut answers = submission.answers.iter_mut();
    answers.try_for_each(|(name, answer)| attach_files(engine, actor, name, answer))?;
    let procedure = submission.procedure.clone();
    let receipt = engine.submit(actor, submission)?;
    println!("  {}  {procedure}  (suivi : {})", receipt.reference, receipt.tracking_code);
    Ok(receipt)
}

fn show_offers(engine: &Engine, who: &str, procedure: &str, visitor: &Visitor) -> Result<()> {
    println!("{who}, {procedure} :");
    let routing = engine.route(procedure, visitor)?;
    for offer in routing.offers {
        let what = match offer.kind {
            OfferKind::Information { documents, .. } => {
                format!("à lire ; {} document(s) à préparer", documents.len())
            }
            OfferKind::Redirect { url, .. } => format!("sur {url}"),
            OfferKind::Online { .. } | OfferKind::Api { .. } => "en ligne".to_owned(),
        };
        println!("  oui  {} ({what})", offer.title);
    }
    for refused in routing.not_offered {
        println!("  non  {} : {}", refused.title, refused.reason.message().get(FR));
    }
    Ok(())
}

fn show(engine: &Engine, id: RequestId) -> Result<()> {
    let view = engine.request(&Actor::System, id, FR)?;
    println!("{} : {} ({})", view.reference, view.status_label, view.state.label());
    Ok(())
}

/// Does what is due, and says it.
fn run(engine: &Engine) -> Result<()> {
    let done = engine.run_due(&Budget::default())?;
    println!(
        "[travail de fond] échéances {}, messages {}, appels {}, interrogations {}, échecs {}",
        done.timers, done.messages, done.calls, done.polls, done.failures
    );
    Ok(())
}

/// The page of the host's web server that receives webhooks.
fn listen(engine: &Engine) -> std::net::SocketAddr {
    let engine = engine.clone();
    http::serve(move |request| match engine.receive("gmao", &request.headers, &request.body) {
        Ok(_) => (200, "{}".to_owned()),
        Err(error) => (400, error.to_json(FR).to_string()),
    })
}

fn messages(directory: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn title(text: &str) {
    println!("\n── {text} ──");
}

fn values(json: Value) -> Values {
    json.as_object().cloned().unwrap_or_default()
}

fn day(instant: Instant) -> String {
    instant.date_time().with_timezone(&chrono_tz::Europe::Paris).format("%d/%m/%Y").to_string()
}

fn time(instant: Instant) -> String {
    instant.date_time().with_timezone(&chrono_tz::Europe::Paris).format("%d/%m/%Y %H:%M").to_string()
}

/// A clock that goes forward when it is told to.
#[derive(Clone)]
struct DemoClock(Arc<AtomicI64>);

impl DemoClock {
    fn starting(instant: &str) -> Self {
        Self(Arc::new(AtomicI64::new(Instant::parse(instant).expect("an instant").milliseconds())))
    }

    fn forward(&self, duration: &str) {
        let duration: grc::expr::Duration = duration.parse().expect("a duration");
        let later = duration.after_instant(self.now().date_time(), chrono_tz::Europe::Paris).expect("a date");
        self.0.store(Instant::from(later).milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Instant {
        Instant::from_milliseconds(self.0.load(Ordering::SeqCst))
    }
}

/// Secrets that would come from a vault.
struct DemoSecrets;

impl Secrets for DemoSecrets {
    fn secret(&self, name: &str) -> Option<Secret> {
        match name {
            "gmao_jeton" => Some(Secret::new("jeton-de-demonstration")),
            "gmao_webhook" => Some(Secret::new(gmao::SECRET)),
            _ => None,
        }
    }
}
