//! What the shape of a catalogue does not say and no compilation looks at: ids given twice, references to themes and
//! services, publication windows, audiences, personal data, shared parts that nothing uses.
//!
//! References inside forms and circuits are checked where those are compiled.

mod sectors;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::uses::Uses;
use crate::definition::{
    Bilingual, Catalogue, Diagnostics, Handling, Id, Pointer, Procedure, PublicationWindow, Scenario,
    ScenarioKind, Service, did_you_mean,
};
use crate::expr::Duration;
use crate::identifier;
use crate::law::Window;

/// Adds what is wrong with a catalogue as a whole.
pub(super) fn check_references(catalogue: &Catalogue, faults: &mut Diagnostics) {
    unique(catalogue.themes.iter().map(|theme| &theme.id), &kind("themes"), faults);
    unique(catalogue.services.iter().map(|service| &service.id), &kind("services"), faults);
    unique(catalogue.procedures.iter().map(|procedure| &procedure.id), &kind("procedures"), faults);
    unique(catalogue.workflows.iter().map(|workflow| &workflow.id), &kind("workflows"), faults);
    unique(catalogue.blocks.iter().map(|block| &block.id), &kind("blocks"), faults);
    unique(catalogue.templates.iter().map(|template| &template.id), &kind("templates"), faults);
    unique(catalogue.lists.iter().map(|list| &list.id), &kind("lists"), faults);
    unique(catalogue.connectors.iter().map(|connector| &connector.id), &kind("connectors"), faults);
    sectors::check(catalogue, &kind("sectors"), faults);
    for (index, service) in catalogue.services.iter().enumerate() {
        check_service(service, &kind("services").index(index), faults);
    }
    for (index, procedure) in catalogue.procedures.iter().enumerate() {
        check_procedure(procedure, catalogue, &kind("procedures").index(index), faults);
    }
    for (index, connector) in catalogue.connectors.iter().enumerate() {
        if let Some(poll) = &connector.poll {
            let at = kind("connectors").index(index).key("poll").key("every");
            check_positive(poll.every.parse().ok(), &at, faults);
        }
    }
    check_uses(catalogue, faults);
}

fn kind(name: &str) -> Pointer {
    Pointer::root().key(name)
}

fn unique<'a>(ids: impl Iterator<Item = &'a Id>, at: &Pointer, faults: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !known.insert(id) {
            taken(id.as_str(), &at.index(index), faults);
        }
    }
}

fn taken(id: &str, at: &Pointer, faults: &mut Diagnostics) {
    let message = Bilingual::new(
        format!("l'identifiant `{id}` est déjà pris"),
        format!("the identifier `{id}` is already taken"),
    );
    faults.fault(&at.key("id"), "definition.duplicate_id", message);
}

fn check_service(service: &Service, at: &Pointer, faults: &mut Diagnostics) {
    if service.email.as_deref().is_some_and(|email| !identifier::is_email(email)) {
        let message =
            Bilingual::new("ce n'est pas une adresse électronique", "this is not an e-mail address");
        faults.fault(&at.key("email"), "definition.email", message);
    }
}

fn check_procedure(procedure: &Procedure, catalogue: &Catalogue, at: &Pointer, faults: &mut Diagnostics) {
    let services = catalogue.services.iter().map(|service| &service.id);
    check_known(("service", "service"), &procedure.service, services, &at.key("service"), faults);
    if let Some(theme) = &procedure.theme {
        let themes = catalogue.themes.iter().map(|theme| &theme.id);
        check_known(("thème", "theme"), theme, themes, &at.key("theme"), faults);
    }
    if let Some(window) = &procedure.publication {
        check_window(window, &at.key("publication"), faults);
    }
    check_trial(procedure, at, faults);
    check_privacy(procedure, at, faults);
    warn_if_for_nobody(procedure.audiences.is_empty(), &at.key("audiences"), faults);
    unique(procedure.scenarios.iter().map(|scenario| &scenario.id), &at.key("scenarios"), faults);
    for (index, scenario) in procedure.scenarios.iter().enumerate() {
        check_scenario(scenario, procedure, &at.key("scenarios").index(index), faults);
    }
}

/// Checks that an id is among those `known`, of a kind named in French and in English.
fn check_known<'a>(
    kind: (&str, &str),
    id: &Id,
    known: impl Iterator<Item = &'a Id> + Clone,
    at: &Pointer,
    faults: &mut Diagnostics,
) {
    if known.clone().any(|one| one == id) {
        return;
    }
    let meant = did_you_mean(id.as_str(), known.map(Id::as_str));
    let message = Bilingual::new(
        format!("{} inconnu : `{id}`{}", kind.0, meant.french),
        format!("unknown {}: `{id}`{}", kind.1, meant.english),
    );
    faults.fault(at, "definition.unknown_reference", message);
}

fn check_window(window: &PublicationWindow, at: &Pointer, faults: &mut Diagnostics) {
    if Window::of(window).is_none() {
        let message = Bilingual::new(
            "les deux bornes sont des jours qui existent, dans l'ordre (`2026-01-02`), ou deux jours de chaque année (`01-02`)",
            "both bounds are days that exist, in order (`2026-01-02`), or both are days of each year (`01-02`)",
        );
        faults.fault(at, "definition.publication", message);
    }
}

fn check_trial(procedure: &Procedure, at: &Pointer, faults: &mut Diagnostics) {
    let Some(trial) = &procedure.trial else { return };
    for (index, address) in trial.messages_to.iter().enumerate() {
        if !identifier::is_email(address) {
            let message =
                Bilingual::new("ce n'est pas une adresse électronique", "this is not an e-mail address");
            faults.fault(&at.key("trial").key("messages_to").index(index), "definition.email", message);
        }
    }
    for (index, scenario) in procedure.scenarios.iter().enumerate() {
        if matches!(scenario.kind, ScenarioKind::Api(_)) {
            let message = Bilingual::new(
                "les demandes de cet essai partent vers l'application métier : vérifiez que c'est une application d'essai",
                "the requests of this trial go to the business application: make sure that it is one for trials",
            );
            let at = at.key("scenarios").index(index).key("connector");
            faults.warning(&at, "definition.trial_with_connector", message);
        }
    }
}

fn check_privacy(procedure: &Procedure, at: &Pointer, faults: &mut Diagnostics) {
    let Some(privacy) = &procedure.privacy else {
        if procedure.scenarios.iter().any(|scenario| handling(scenario).is_some()) {
            let message = Bilingual::new(
                "cette démarche recueille des données personnelles : dites pourquoi, et pour combien de temps (`privacy`)",
                "this procedure collects personal data: say why, and for how long (`privacy`)",
            );
            faults.warning(at, "definition.no_privacy", message);
        }
        return;
    };
    let at = at.key("privacy").key("retention");
    match privacy.retention.parse::<Duration>() {
        Ok(retention) => check_positive(Some(retention), &at, faults),
        Err(_) => {
            let message = Bilingual::new(
                "une durée s'écrit comme `P2Y`, `P6M` ou `P30D` (ISO 8601)",
                "a duration is written like `P2Y`, `P6M` or `P30D` (ISO 8601)",
            );
            faults.fault(&at, "definition.duration", message);
        }
    }
}

/// A duration that could not be read is told by whoever compiles it.
fn check_positive(duration: Option<Duration>, at: &Pointer, faults: &mut Diagnostics) {
    let Some(duration) = duration else { return };
    let (least, greatest) = (
        i64::from(duration.months).min(duration.days.into()).min(duration.seconds),
        i64::from(duration.months).max(duration.days.into()).max(duration.seconds),
    );
    if least < 0 || greatest == 0 {
        let message =
            Bilingual::new("la durée doit être supérieure à zéro", "the duration must be longer than zero");
        faults.fault(at, "definition.duration", message);
    }
}

fn check_scenario(scenario: &Scenario, procedure: &Procedure, at: &Pointer, faults: &mut Diagnostics) {
    let nobody = scenario
        .audiences
        .as_ref()
        .is_some_and(|audiences| !audiences.iter().any(|audience| procedure.audiences.contains(audience)));
    // That of the procedure has been told.
    warn_if_for_nobody(nobody && !procedure.audiences.is_empty(), &at.key("audiences"), faults);
    warn_if_for_nobody(scenario.origins.as_ref().is_some_and(Vec::is_empty), &at.key("origins"), faults);
    if let Some(handling) = handling(scenario) {
        check_positive(handling.draft_lifetime.parse().ok(), &at.key("draft_lifetime"), faults);
    }
}

fn warn_if_for_nobody(nobody: bool, at: &Pointer, faults: &mut Diagnostics) {
    if nobody {
        let message = Bilingual::new("ce n'est proposé à personne", "this is offered to nobody");
        faults.warning(at, "definition.nobody", message);
    }
}

fn handling(scenario: &Scenario) -> Option<&Handling> {
    match &scenario.kind {
        ScenarioKind::Information(_) | ScenarioKind::Redirect(_) => None,
        ScenarioKind::Online(handling) => Some(handling),
        ScenarioKind::Api(api) => Some(&api.handling),
    }
}

fn check_uses(catalogue: &Catalogue, faults: &mut Diagnostics) {
    let mut uses = Uses::default();
    for procedure in &catalogue.procedures {
        uses.add(procedure, catalogue);
    }
    let mut warn = |name: &str, ids: &mut dyn Iterator<Item = &Id>, used: &BTreeSet<String>| {
        for (index, id) in ids.enumerate().filter(|(_, id)| !used.contains(id.as_str())) {
            let message = Bilingual::new(
                format!("aucune démarche de cet ensemble n'utilise `{id}`"),
                format!("no procedure of this set uses `{id}`"),
            );
            faults.warning(&kind(name).index(index), "definition.unused", message);
        }
    };
    warn("workflows", &mut catalogue.workflows.iter().map(|one| &one.id), &uses.workflows);
    warn("blocks", &mut catalogue.blocks.iter().map(|one| &one.id), &uses.blocks);
    warn("templates", &mut catalogue.templates.iter().map(|one| &one.id), &uses.templates);
    warn("lists", &mut catalogue.lists.iter().map(|one| &one.id), &uses.lists);
    warn("connectors", &mut catalogue.connectors.iter().map(|one| &one.id), &uses.connectors);
}
