//! Requests as an engine would record them.

use grc::definition::{
    Audience, Channel, CommunicationKind, GivenLists, Id, Language, Method, Name, Origin, State, TaskKind,
};
use grc::error::Result;
use grc::request::history::{FIRST_LINK, Hash, NewLink, chain};
use grc::request::{
    Applicant, Call, Instant, Message, MessageId, Outgoing, OutgoingContent, Polling, Request, RequestId,
    Sender, Task, TaskEnd, TaskId, Values,
};
use grc::store::{Change, Figures, Store, Writing, write};

/// 2026-03-02, some time in the morning.
const MORNING: i64 = 1_772_438_400_000;

/// Minutes after the beginning of all samples.
pub(crate) fn minute(minutes: i64) -> Instant {
    Instant::from_milliseconds(MORNING + minutes * 60_000)
}

pub(crate) fn id(text: &str) -> Id {
    Id(text.to_owned())
}

pub(crate) fn name(text: &str) -> Name {
    Name(text.to_owned())
}

/// An identifier of any kind, from a number: later numbers come after.
pub(crate) fn identifier<T: serde::de::DeserializeOwned>(number: u64) -> T {
    serde_json::from_value(format!("019cadc0-0000-7000-8000-{number:012x}").into()).unwrap()
}

/// A request that goes through life, one event a change.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) request: Request,
    pub(crate) connector: Option<Id>,
    /// What its next change adds to figures.
    pub(crate) figures: Figures,
    link: Hash,
}

impl Case {
    /// A request that was just filed; its `number` makes its identifiers.
    pub(crate) fn new(number: u64) -> Self {
        let at = minute(i64::try_from(number).unwrap());
        let applicant = Applicant {
            last_name: Some("Lefèvre".to_owned()),
            first_name: Some("Anaïs".to_owned()),
            ..Applicant::anonymous(Audience::Citizen)
        };
        let request = Request {
            id: identifier::<RequestId>(number),
            reference: format!("2026-{number:06}"),
            trial: false,
            former: None,
            tracking_code: format!("CODE{number}"),
            procedure: id("reservation-salle"),
            version: 1,
            scenario: id("en-ligne"),
            origin: Origin::Portal,
            language: Language::French,
            applicant_id: None,
            profile: None,
            applicant,
            received_at: at,
            submitted_at: at,
            updated_at: at,
            closed_at: None,
            status: name("a_instruire"),
            entered_at: at,
            trail: Vec::new(),
            called_upon: std::collections::BTreeSet::new(),
            state: State::New,
            outcome: None,
            shown: None,
            service: id("vie-associative"),
            agent: None,
            tags: std::collections::BTreeSet::new(),
            external_id: None,
            failed_push: None,
            provenance: grc::request::Provenance::new(),
            answers: Values::new(),
            lists: GivenLists::new(),
            sectors: std::collections::BTreeMap::new(),
            parties: Vec::new(),
            confirmation_codes: std::collections::BTreeMap::new(),
            awaiting: None,
            corrections: Vec::new(),
            data: Values::new(),
            claims: Vec::new(),
            tasks: Vec::new(),
            files: Vec::new(),
            links: grc::request::Links::default(),
            timers: Vec::new(),
            revision: 0,
            sequence: 0,
        };
        Self { request, connector: None, figures: Figures::default(), link: FIRST_LINK }
    }

    /// The same, otherwise.
    pub(crate) fn with(mut self, alter: impl FnOnce(&mut Request)) -> Self {
        alter(&mut self.request);
        self
    }

    /// Records the next event of the request, as `alter` leaves it.
    pub(crate) fn go_on(
        &mut self,
        store: &mut dyn Writing,
        outgoing: &[Outgoing],
        alter: impl FnOnce(&mut Request),
    ) -> Result<()> {
        let mut next = self.request.clone();
        alter(&mut next);
        next.sequence += 1;
        next.revision = next.sequence;
        let link = NewLink {
            sequence: next.sequence,
            type_name: "data_set",
            version: 1,
            at: next.updated_at,
            text: format!("{{\"actor\":{{\"kind\":\"system\"}},\"payload\":{}}}", next.sequence),
        };
        let event = chain(&self.link, next.id, link, [7; 16]);
        let connector = self.connector.as_ref();
        store.record(&Change {
            previous: (self.request.sequence > 0).then_some(&self.request),
            request: &next,
            connector,
            events: std::slice::from_ref(&event),
            outgoing,
            figures: self.figures,
        })?;
        (self.request, self.link) = (next, event.link);
        Ok(())
    }

    /// Records the request as it is.
    pub(crate) fn record(&mut self, store: &dyn Store) {
        self.alter(store, |_| ());
    }

    /// Records what `alter` makes of the request.
    pub(crate) fn alter(&mut self, store: &dyn Store, alter: impl Fn(&mut Request)) {
        let after = write(store, |writing| {
            let mut case = self.clone();
            case.go_on(writing, &[], &alter)?;
            Ok(case)
        });
        *self = after.unwrap();
    }

    /// Records the request with what it sends.
    pub(crate) fn send(&mut self, store: &dyn Store, outgoing: &[Outgoing]) {
        let after = write(store, |writing| {
            let mut case = self.clone();
            case.go_on(writing, outgoing, |_| ())?;
            Ok(case)
        });
        *self = after.unwrap();
    }
}

/// An open task.
pub(crate) fn task(number: u64, service: &str, due: Option<Instant>) -> Task {
    Task {
        id: identifier::<TaskId>(number),
        name: name("instruire"),
        kind: TaskKind::Work,
        question: None,
        watched: false,
        overdue_at: None,
        title: format!("Instruire la demande {number}"),
        service: id(service),
        agent: None,
        opened_at: minute(0),
        due,
        status: None,
        ended: None,
    }
}

pub(crate) fn end(task: &mut Task) {
    task.ended = Some(TaskEnd { at: minute(1), done: true, agent: None, input: Values::new() });
}

/// An e-mail.
pub(crate) fn email(number: u64, due: Instant) -> Outgoing {
    message(number, due, Channel::Email)
}

/// A letter.
pub(crate) fn letter(number: u64, due: Instant) -> Outgoing {
    message(number, due, Channel::Letter)
}

fn message(number: u64, due: Instant, channel: Channel) -> Outgoing {
    let message = Message {
        communication: CommunicationKind::FollowUp,
        channel,
        to: vec!["anais.lefevre@example.org".to_owned()],
        from: Sender { name: "Mairie".to_owned(), email: "mairie@example.org".to_owned() },
        subject: "Votre demande".to_owned(),
        body: "Nous l'avons bien reçue.".to_owned(),
        html: None,
        attachments: Vec::new(),
        gives_code: false,
    };
    Outgoing { id: identifier::<MessageId>(number), due, content: OutgoingContent::Message(message) }
}

/// A call.
pub(crate) fn call(number: u64, due: Instant) -> Outgoing {
    let content = OutgoingContent::Call(Call {
        connector: id("gmao"),
        operation: name("creer"),
        method: Method::Post,
        url: "https://gmao.example.org/tickets".to_owned(),
        headers: Vec::new(),
        auth: None,
        timeout: None,
        may_refuse: false,
        brings_files: false,
        body: None,
        delays: None,
    });
    Outgoing { id: identifier::<MessageId>(number), due, content }
}

/// A question asked regularly.
pub(crate) fn poll(number: u64, due: Instant) -> Outgoing {
    let content = OutgoingContent::Poll(Polling { connector: id("gmao") });
    Outgoing { id: identifier::<MessageId>(number), due, content }
}
