//! E-mails given to a real relay.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{TestClock, TestSecrets, TownHall, citizen, town};
use crate::relay::{PASSWORD, Relay, USER};
use grc::definition::{Channel, CommunicationKind};
use grc::delivery::{
    EnclosedFile, Failure, Means, Outage, Schedule, Secret, Secrets, SmtpSecurity, SmtpSettings,
    SmtpTransport, Transport,
};
use grc::request::{Message, MessageId, Sender};
use grc::store::Standing;
use grc::{Actor, Budget, Engine, ErrorCode, Host};
use serde_json::json;

/// The host's secrets: the relay's.
struct Known(&'static str);

impl Secrets for Known {
    fn secret(&self, name: &str) -> Option<Secret> {
        (name == "relais").then(|| Secret::new(self.0))
    }
}

fn message(to: &str) -> Message {
    Message {
        communication: CommunicationKind::Acknowledgement,
        channel: Channel::Email,
        to: vec![to.to_owned()],
        from: Sender { name: "Mairie d'Évry".to_owned(), email: "mairie@exemple.fr".to_owned() },
        subject: "Reçu : élagage".to_owned(),
        body: "Bonjour,\n.\n..\nÀ bientôt\u{202f}!\n".to_owned(),
        html: None,
        attachments: Vec::new(),
        gives_code: false,
    }
}

fn id(number: u128) -> MessageId {
    MessageId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

fn sent(transport: &SmtpTransport, number: u128, to: &str) -> Result<(), Failure> {
    transport.send_with(id(number), &message(to), Means { secrets: &Known(PASSWORD), files: &[] })
}

#[test]
fn an_email_reaches_a_relay_over_tls_either_way_under_its_name_and_secret() {
    for security in [SmtpSecurity::Starttls, SmtpSecurity::Tls] {
        let Some(relay) = Relay::start(security, true) else { return };
        let settings = SmtpSettings {
            user: Some(USER.to_owned()),
            secret: Some("relais".to_owned()),
            sender: Some("ne-pas-repondre@exemple.fr".to_owned()),
            hello: Some("serveur.exemple.fr".to_owned()),
            ..relay.settings(security)
        };
        let transport = SmtpTransport::new(settings).unwrap();
        sent(&transport, 1, "camille@exemple.fr").unwrap();
        let taken = relay.taken(1).remove(0);
        assert_eq!(taken.event["tls"], true);
        assert_eq!(taken.event["user"], USER);
        assert_eq!(taken.event["hello"], "serveur.exemple.fr");
        assert_eq!(taken.event["from"], "ne-pas-repondre@exemple.fr");
        assert_eq!(taken.event["to"], json!(["camille@exemple.fr"]));
        assert_eq!(taken.header("Reply-To"), ["mairie@exemple.fr"]);
        assert_eq!(taken.header("Auto-Submitted"), ["auto-generated"]);
        assert_eq!(taken.id(), format!("<{}@exemple.fr>", id(1)));
        assert!(taken.header("From")[0].ends_with("<ne-pas-repondre@exemple.fr>"));
        // Lines of points, and what French puts before its marks, arrive as they are.
        assert!(
            taken.raw.ends_with("\r\n\r\nBonjour,\r\n.\r\n..\r\n=C3=80 bient=C3=B4t=E2=80=AF!\r\n"),
            "{}",
            taken.raw
        );
    }
}

#[test]
fn a_connection_serves_many_emails_and_one_refused_does_not_end_it() {
    let Some(relay) = Relay::start(SmtpSecurity::Starttls, false) else { return };
    let transport = SmtpTransport::new(relay.settings(SmtpSecurity::Starttls)).unwrap();
    sent(&transport, 1, "camille@exemple.fr").unwrap();
    assert_eq!(sent(&transport, 2, "refusee@exemple.fr"), Err(Failure::Rejected { reply: 550 }));
    assert_eq!(sent(&transport, 3, "trop-grosse@exemple.fr"), Err(Failure::Rejected { reply: 552 }));
    sent(&transport, 4, "dominique@exemple.fr").unwrap();
    let connections: Vec<_> = relay.taken(3).iter().map(|taken| taken.event["connection"].clone()).collect();
    assert_eq!(connections, [json!(1), json!(1), json!(1)]);
}

#[test]
fn a_connection_that_the_relay_has_closed_since_is_opened_anew() {
    let Some(relay) = Relay::start(SmtpSecurity::None, false) else { return };
    let transport = SmtpTransport::new(relay.settings(SmtpSecurity::None)).unwrap();
    sent(&transport, 1, "camille@exemple.fr").unwrap();
    // The relay ends the connection under this one.
    let cut = sent(&transport, 2, "coupee@exemple.fr");
    assert_eq!(cut, Err(Failure::unavailable(Outage::Connection)));
    sent(&transport, 2, "coupee@exemple.fr").unwrap();
    let taken = relay.taken(3);
    assert_eq!(taken[1].raw, taken[2].raw, "the second time is the first one again, to the byte");
    assert_ne!(taken[1].event["connection"], taken[2].event["connection"]);
}

#[test]
fn what_a_relay_answers_is_told_apart() {
    let Some(relay) = Relay::start(SmtpSecurity::Tls, false) else { return };
    let transport = SmtpTransport::new(relay.settings(SmtpSecurity::Tls)).unwrap();
    let later = sent(&transport, 1, "plus-tard@exemple.fr").unwrap_err();
    assert_eq!((later.code().as_str(), later.is_final()), ("smtp_451", false));
    let busy = sent(&transport, 2, "occupee@exemple.fr").unwrap_err();
    assert_eq!(busy, Failure::unavailable(Outage::Relay(421)));
    let slow = sent(&transport, 3, "lente@exemple.fr").unwrap_err();
    assert_eq!(slow, Failure::unavailable(Outage::Timeout));
    let refused = sent(&transport, 4, "refusee@exemple.fr").unwrap_err();
    assert_eq!((refused.code().as_str(), refused.is_final()), ("smtp_550", true));
    assert_eq!(relay.taken(1)[0].event["to"], json!(["lente@exemple.fr"]));
}

#[test]
fn nothing_is_told_to_a_relay_that_does_not_prove_who_it_is() {
    for security in [SmtpSecurity::Starttls, SmtpSecurity::Tls] {
        let Some(relay) = Relay::start(security, false) else { return };
        let browsers = SmtpSettings { authorities: None, ..relay.settings(security) };
        let transport = SmtpTransport::new(browsers).unwrap();
        assert_eq!(sent(&transport, 1, "camille@exemple.fr"), Err(Failure::unavailable(Outage::Tls)));
        let elsewhere = SmtpSettings { host: "127.0.0.2".to_owned(), ..relay.settings(security) };
        assert!(sent(&SmtpTransport::new(elsewhere).unwrap(), 1, "camille@exemple.fr").is_err());
        relay.taken(0);
        // Without the fault, it is taken.
        sent(&SmtpTransport::new(relay.settings(security)).unwrap(), 1, "camille@exemple.fr").unwrap();
        relay.taken(1);
    }
}

#[test]
fn nothing_is_told_in_clear_to_a_relay_that_offers_no_tls() {
    let Some(relay) = Relay::start(SmtpSecurity::None, false) else { return };
    let transport = SmtpTransport::new(relay.settings(SmtpSecurity::Starttls)).unwrap();
    assert_eq!(sent(&transport, 1, "camille@exemple.fr"), Err(Failure::unavailable(Outage::Tls)));
    relay.taken(0);
}

#[test]
fn a_wrong_or_missing_secret_is_an_outage_and_harms_no_email() {
    let Some(relay) = Relay::start(SmtpSecurity::Starttls, true) else { return };
    let settings = SmtpSettings {
        user: Some(USER.to_owned()),
        secret: Some("relais".to_owned()),
        ..relay.settings(SmtpSecurity::Starttls)
    };
    let transport = SmtpTransport::new(settings.clone()).unwrap();
    let send = |secrets: &dyn Secrets| {
        transport.send_with(id(1), &message("camille@exemple.fr"), Means { secrets, files: &[] })
    };
    assert_eq!(send(&TestSecrets), Err(Failure::SecretMissing));
    assert_eq!(send(&Known("un autre")), Err(Failure::unavailable(Outage::Authentication)));
    let unknown = SmtpSettings { user: None, secret: None, ..settings };
    let refused = sent(&SmtpTransport::new(unknown).unwrap(), 1, "camille@exemple.fr");
    assert_eq!(refused, Err(Failure::unavailable(Outage::Relay(530))));
    // The secret that the host gives now is taken.
    send(&Known(PASSWORD)).unwrap();
    relay.taken(1);
}

#[test]
fn settings_that_would_harm_are_refused_at_their_place() {
    let place = |settings: SmtpSettings| {
        let error = SmtpTransport::new(settings).err().unwrap();
        assert_eq!(error.code(), ErrorCode::InvalidInput);
        error.path().unwrap().to_owned()
    };
    let usual = SmtpSettings::new("smtp.exemple.fr");
    let named = |user: Option<&str>, secret: Option<&str>| SmtpSettings {
        user: user.map(str::to_owned),
        secret: secret.map(str::to_owned),
        ..usual.clone()
    };
    assert!(SmtpTransport::new(usual.clone()).is_ok());
    assert_eq!(place(SmtpSettings::new("smtp exemple")), "/host");
    assert_eq!(place(SmtpSettings { port: Some(0), ..usual.clone() }), "/port");
    assert_eq!(place(named(Some("mairie"), None)), "/secret");
    assert_eq!(place(named(None, Some("relais"))), "/user");
    let clear = SmtpSettings { security: SmtpSecurity::None, ..named(Some("mairie"), Some("relais")) };
    assert_eq!(place(clear), "/security");
    assert_eq!(place(SmtpSettings { sender: Some("mairie".to_owned()), ..usual.clone() }), "/sender");
    assert_eq!(place(SmtpSettings { hello: Some("a b\r\nMAIL".to_owned()), ..usual.clone() }), "/hello");
    assert_eq!(place(SmtpSettings { authorities: Some("x".to_owned()), ..usual.clone() }), "/authorities");
    assert_eq!(place(SmtpSettings { timeout_seconds: Some(61), ..usual }), "/timeout_seconds");
}

#[test]
fn both_bodies_and_the_files_arrive_as_one_email() {
    let Some(relay) = Relay::start(SmtpSecurity::Starttls, false) else { return };
    let transport = SmtpTransport::new(relay.settings(SmtpSecurity::Starttls)).unwrap();
    let html = Some("<p>À bientôt\u{202f}!</p>".to_owned());
    let file = EnclosedFile {
        name: "arrêté n°1.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        content: b"%PDF-1.7\n".to_vec(),
    };
    let means = Means { secrets: &Known(PASSWORD), files: &[file] };
    transport.send_with(id(1), &Message { html, ..message("camille@exemple.fr") }, means).unwrap();
    let raw = relay.taken(1).remove(0).raw;
    for part in [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "JVBERi0xLjcK",
    ] {
        assert!(raw.contains(part), "{part}: {raw}");
    }
}

/// A request filed by someone of that address.
fn filed_by(engine: &Engine, email: &str) -> grc::request::RequestId {
    let mut submission = town::submission();
    submission.applicant = citizen().with_email(email);
    engine.submit(&Actor::applicant("camille"), submission).unwrap().id
}

#[test]
fn what_is_refused_becomes_a_task_and_what_is_to_come_later_is_sent_later() {
    let Some(relay) = Relay::start(SmtpSecurity::Starttls, false) else { return };
    let settings = relay.settings(SmtpSecurity::Starttls);
    let town_hall = TownHall::with(town::catalogue(), |host| {
        host.smtp(settings).unwrap().retries_messages(Schedule::new([1_000, 1_000]))
    });
    let engine = &town_hall.engine;
    let refused = filed_by(engine, "refusee@exemple.fr");
    let later = filed_by(engine, "plus-tard@exemple.fr");
    let cut = filed_by(engine, "coupee@exemple.fr");
    let report = engine.run_due(&Budget::default()).unwrap();
    assert_eq!((report.messages, report.failures, report.abandoned), (0, 3, 1));
    town_hall.clock.forward_seconds(10);
    assert_eq!(engine.run_due(&Budget::default()).unwrap().messages, 2);
    let standing = |request| {
        let delivery = engine.deliveries(&Actor::System, request).unwrap().remove(0);
        (delivery.standing, delivery.last_failure, delivery.attempts.len())
    };
    assert_eq!(standing(refused), (Standing::Dead, Some("smtp_550".to_owned()), 1));
    assert_eq!(standing(later), (Standing::Sent, Some("smtp_451".to_owned()), 2));
    assert_eq!(standing(cut), (Standing::Sent, Some("connection".to_owned()), 2));
    // At least once, under one name.
    let taken = relay.taken(3);
    let to_cut: Vec<_> = taken.iter().filter(|one| one.event["to"][0] == "coupee@exemple.fr").collect();
    assert_eq!(to_cut.len(), 2);
    assert_eq!(to_cut[0].raw, to_cut[1].raw);
    let is_called = |request| {
        let tasks = town_hall.seen(request).tasks;
        tasks.iter().any(|task| task.title.starts_with("Message non parvenu"))
    };
    assert!(is_called(refused) && !is_called(later) && !is_called(cut));
}

/// Sends, says so, and never comes back.
struct Slain(SmtpTransport);

impl Transport for Slain {
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure> {
        self.0.send(id, message)?;
        println!("sent");
        loop {
            std::thread::park();
        }
    }
}

/// A child of the test below.
#[test]
#[ignore = "a child of another test"]
fn a_child_sends_and_is_killed() {
    let settings = std::env::var("GRC_TEST_RELAY").unwrap();
    let settings: SmtpSettings = serde_json::from_str(&settings).unwrap();
    let store = std::env::var("GRC_TEST_STORE").unwrap();
    let host = Host::new().clock(TestClock::at("2026-03-02T08:00:00Z"));
    let host = host.transport(Channel::Email, Slain(SmtpTransport::new(settings).unwrap()));
    Engine::open_with(Path::new(&store), host).unwrap().run_due(&Budget::default()).unwrap();
}

#[test]
fn an_email_whose_sender_was_killed_before_it_could_note_it_is_sent_again_the_same() {
    let Some(relay) = Relay::start(SmtpSecurity::Starttls, false) else { return };
    let settings = relay.settings(SmtpSecurity::Starttls);
    let town_hall = TownHall::with(town::catalogue(), |host| host.smtp(settings.clone()).unwrap());
    filed_by(&town_hall.engine, "camille@exemple.fr");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", "smtp::a_child_sends_and_is_killed"])
        .env("GRC_TEST_RELAY", serde_json::to_string(&settings).unwrap())
        .env("GRC_TEST_STORE", town_hall.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.ends_with("sent")), "the child sent nothing");
    child.kill().unwrap();
    child.wait().unwrap();
    // While its lease lasts, nobody else sends it.
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().messages, 0);
    town_hall.clock.forward_seconds(10 * 60);
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().messages, 1);
    let taken = relay.taken(2);
    assert_eq!(taken[0].raw, taken[1].raw);
    assert_eq!(taken[0].header("Date"), ["Mon, 02 Mar 2026 08:00:00 +0000"]);
}

#[test]
fn a_relay_that_is_not_there_is_an_outage() {
    let nowhere = SmtpSettings { port: Some(1), ..SmtpSettings::new("127.0.0.1") };
    let transport = SmtpTransport::new(nowhere).unwrap();
    assert_eq!(sent(&transport, 1, "camille@exemple.fr"), Err(Failure::unavailable(Outage::Connection)));
    let unknown = SmtpTransport::new(SmtpSettings::new("relais.invalid")).unwrap();
    assert_eq!(sent(&unknown, 1, "camille@exemple.fr"), Err(Failure::unavailable(Outage::UnknownHost)));
}
