//! Divisions of the town: ids given twice, services.

use super::{check_known, unique};
use crate::definition::{Catalogue, Diagnostics, Pointer};

pub(super) fn check(catalogue: &Catalogue, at: &Pointer, faults: &mut Diagnostics) {
    let mut known = std::collections::BTreeSet::new();
    for (index, division) in catalogue.sectors.iter().enumerate() {
        let at = at.index(index);
        if !known.insert(&division.id) {
            super::taken(division.id.as_str(), &at, faults);
        }
        let at = at.key("sectors");
        unique(division.sectors.iter().map(|sector| &sector.id), &at, faults);
        for (index, sector) in division.sectors.iter().enumerate() {
            if let Some(service) = &sector.service {
                let services = catalogue.services.iter().map(|service| &service.id);
                check_known(
                    ("service", "service"),
                    service,
                    services,
                    &at.index(index).key("service"),
                    faults,
                );
            }
        }
    }
}
