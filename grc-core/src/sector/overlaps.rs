//! What several sectors of one division have in common.

use geo::{Area as _, BooleanOps};

use super::Sector;
use crate::definition::{Bilingual, Diagnostics, Pointer};

/// An overlap that people would notice, in square degrees: some ten square metres in France. Borders drawn apart are
/// never quite the same.
const NOTICED: f64 = 1e-9;

/// Warns of each pair of sectors that have an area or an address in common.
pub(super) fn warn(sectors: &[Sector], at: &Pointer, faults: &mut Diagnostics) {
    for (index, later) in sectors.iter().enumerate() {
        for earlier in sectors.iter().take(index) {
            if areas_meet(earlier, later) {
                let message = Bilingual::new(
                    format!("cette zone recouvre celle de `{}`, qui vient avant et l'emporte", earlier.id),
                    format!("this area overlaps that of `{}`, which comes before and prevails", earlier.id),
                );
                faults.warning(&at.index(index), "definition.overlap", message);
            }
            for (street, range) in later.streets.iter().enumerate() {
                if earlier.streets.iter().any(|other| other.takes_from(range)) {
                    let message = Bilingual::new(
                        format!("`{}`, qui vient avant et l'emporte, a des numéros de cette rue", earlier.id),
                        format!(
                            "`{}`, which comes before and prevails, has numbers of this street",
                            earlier.id
                        ),
                    );
                    faults.warning(
                        &at.index(index).key("streets").index(street),
                        "definition.overlap",
                        message,
                    );
                }
            }
        }
    }
}

fn areas_meet(one: &Sector, other: &Sector) -> bool {
    one.area.is_near(&other.area)
        && one.area.polygons().intersection(other.area.polygons()).unsigned_area() > NOTICED
}
