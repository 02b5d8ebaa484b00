//! A town hall whose business application gives the identifier `T-1` to the request that it is sent, and calls.

use crate::common::server::{Application, Asked};
use crate::common::{TownHall, WEBHOOK_SECRET, town};
use grc::delivery::{Secret, webhook};
use grc::engine::{Clock, Received};
use grc::request::RequestId;
use grc::{Actor, AddressGuard, Budget, Engine, Host, Result};
use serde_json::Value;

pub(crate) struct Exchange {
    pub(crate) town_hall: TownHall,
    _application: Application,
}

impl Exchange {
    /// With the catalogue, and what the host lends, as the test wants them.
    pub(crate) fn with(adjust: impl FnOnce(&mut Value), lend: impl FnOnce(Host) -> Host) -> Self {
        let application = Application::start(|_: &Asked| (201, r#"{"id": "T-1"}"#.to_owned()));
        let mut catalogue = town::catalogue_calling(&application.base_url());
        adjust(&mut catalogue);
        let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
        let town_hall = TownHall::with(catalogue, |host| lend(host.guard(guard)));
        Self { town_hall, _application: application }
    }

    /// With calls defined as the test wants them.
    pub(crate) fn with_webhook(adjust: impl FnOnce(&mut Value)) -> Self {
        Self::with(|catalogue| adjust(&mut catalogue["connectors"][0]["webhook"]), |host| host)
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.town_hall.engine
    }

    /// Files a report, without sending it yet.
    pub(crate) fn file(&self) -> RequestId {
        self.engine().submit(&Actor::applicant("camille"), town::report()).unwrap().id
    }

    pub(crate) fn run(&self) {
        self.engine().run_due(&Budget::default()).unwrap();
    }

    /// A call signed as Standard Webhooks says.
    pub(crate) fn call(&self, message: &str, body: &Value) -> Result<Received> {
        self.call_under(WEBHOOK_SECRET, message, body)
    }

    /// The same, signed with another secret.
    pub(crate) fn call_under(&self, secret: &str, message: &str, body: &Value) -> Result<Received> {
        let body = body.to_string();
        let now = self.town_hall.clock.now();
        let headers = webhook::sign(&Secret::new(secret), message, body.as_bytes(), now).unwrap();
        self.engine().receive("gmao", &headers, body.as_bytes())
    }
}
