//! Where a national telephone number is read: the numbering plan of a commune.

use super::country::FRENCH_OVERSEAS;
use super::{Kind, canonical};

/// The numbering plan in which a number without a country code is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// Mainland France and the overseas departments, Saint-Barthélemy and Saint-Martin: ten digits, the first 0. The first
    /// digits tell the country code.
    #[default]
    France,
    /// Saint-Pierre-et-Miquelon: six digits after +508.
    SaintPierreEtMiquelon,
    /// Wallis-et-Futuna: six digits after +681.
    WallisEtFutuna,
    /// Polynésie française: eight digits after +689.
    PolynesieFrancaise,
    /// Nouvelle-Calédonie: six digits after +687.
    NouvelleCaledonie,
}

impl Region {
    /// The region of a commune (`98818`), of a department (`988`) or of a territory (`NC`); None for another code.
    pub fn of(code: &str) -> Option<Self> {
        let is_french = code == "FR"
            || FRENCH_OVERSEAS.contains(&code)
            || canonical(Kind::Commune, code).is_ok()
            || canonical(Kind::Departement, code).is_ok();
        let begins = |beginnings: [&str; 2]| beginnings.iter().any(|beginning| code.starts_with(beginning));
        is_french.then(|| match code {
            _ if begins(["PM", "975"]) => Self::SaintPierreEtMiquelon,
            _ if begins(["WF", "986"]) => Self::WallisEtFutuna,
            _ if begins(["PF", "987"]) => Self::PolynesieFrancaise,
            _ if begins(["NC", "988"]) => Self::NouvelleCaledonie,
            _ => Self::France,
        })
    }

    /// The country code and the length of the numbers of a territory that has its own plan.
    pub(super) fn plan(self) -> Option<(&'static str, usize)> {
        match self {
            Self::France => None,
            Self::SaintPierreEtMiquelon => Some(("508", 6)),
            Self::WallisEtFutuna => Some(("681", 6)),
            Self::PolynesieFrancaise => Some(("689", 8)),
            Self::NouvelleCaledonie => Some(("687", 6)),
        }
    }
}
