//! Why a scenario is not offered.

use crate::definition::{Bilingual, Language, Text};

/// Why a scenario is not offered to a visitor.
///
/// It may hold what the visitor answered: it is for that person and for agents, never for a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The procedure is for agents only.
    AgentsOnly,
    /// The procedure is not shown on this day.
    NotPublished,
    /// The procedure takes no new request; what applicants are told.
    Closed(Text),
    /// The scenario is not for this audience.
    Audience,
    /// The scenario is not for those who came this way.
    Origin,
    /// Questions must be answered first, in the order of the procedure.
    Unanswered(Vec<Question>),
    /// The scenario's condition does not hold; what decided.
    Condition(Bilingual),
    /// The scenario's condition or address could not be computed; why.
    Failed(Bilingual),
}

/// A question that must be answered first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub label: Bilingual,
}

impl Reason {
    /// The reason's dotted name, which never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AgentsOnly => "routing.agents_only",
            Self::NotPublished => "routing.not_published",
            Self::Closed(_) => "routing.closed",
            Self::Audience => "routing.audience",
            Self::Origin => "routing.origin",
            Self::Unanswered(_) => "routing.unanswered",
            Self::Condition(_) => "routing.condition",
            Self::Failed(_) => "routing.failed",
        }
    }

    /// The reason in words.
    pub fn message(&self) -> Bilingual {
        match self {
            Self::AgentsOnly => {
                Bilingual::new("cette démarche est réservée aux agents", "this procedure is for agents only")
            }
            Self::NotPublished => Bilingual::new(
                "cette démarche n'est pas proposée à cette date",
                "this procedure is not offered at this date",
            ),
            Self::Closed(_) => Bilingual::new(
                "cette démarche ne reçoit plus de demandes pour le moment",
                "this procedure takes no new request for now",
            ),
            Self::Audience => {
                Bilingual::new("ce n'est pas proposé à ce public", "this is not offered to this audience")
            }
            Self::Origin => Bilingual::new(
                "ce n'est pas proposé par cette voie",
                "this is not offered to those who come this way",
            ),
            Self::Unanswered(questions) => {
                let labels = |language| {
                    let labels = questions.iter().map(|question| question.label.get(language));
                    labels.map(|label| format!("« {label} »")).collect::<Vec<_>>().join(", ")
                };
                Bilingual::new(
                    format!("il faut d'abord répondre à {}", labels(Language::French)),
                    format!("these must be answered first: {}", labels(Language::English)),
                )
            }
            Self::Condition(because) => Bilingual::new(
                with("la condition n'est pas remplie", &because.french),
                with("the condition does not hold", &because.english),
            ),
            Self::Failed(why) => Bilingual::new(
                with("le calcul n'a pas abouti", &format!(": {}", why.french)),
                with("the computation failed", &format!(": {}", why.english)),
            ),
        }
    }
}

fn with(sentence: &str, end: &str) -> String {
    format!("{sentence} {end}").trim_end().to_owned()
}
