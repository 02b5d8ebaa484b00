//! Which procedures are shown in a catalogue, and in which order.

use crate::law::Window;
use chrono::NaiveDate;

use crate::definition::{Audience, Id, Language, Procedure, Theme, Visibility};
use crate::folding::fold;

/// What a procedure must be to be listed.
#[derive(Clone, Copy, Debug)]
pub struct Criteria<'a> {
    /// Under this theme; under any, if absent.
    pub theme: Option<&'a Id>,
    /// For this audience; for any, if absent.
    pub audience: Option<Audience>,
    /// Shown to applicants, or to agents only; either, if absent.
    pub visibility: Option<Visibility>,
    /// Whether who asks belongs to the town hall, and is shown what is for agents only.
    pub agent: bool,
    /// The day, local.
    pub day: NaiveDate,
}

/// Whether a procedure meets every criterion. One that is closed to new requests is still shown.
pub fn is_shown(procedure: &Procedure, criteria: &Criteria<'_>) -> bool {
    criteria.theme.is_none_or(|theme| procedure.theme.as_ref() == Some(theme))
        && criteria.audience.is_none_or(|audience| procedure.audiences.contains(&audience))
        && criteria.visibility.is_none_or(|visibility| procedure.visibility == visibility)
        && (criteria.agent || procedure.visibility == Visibility::Portal)
        && procedure
            .publication
            .as_ref()
            .is_none_or(|window| Window::of(window).is_some_and(|window| window.contains(criteria.day)))
}

/// Sorts procedures as a portal shows them: by theme (its order, then its title), those without a theme last; then by
/// the procedure's order, then by title, then by id.
pub fn sort_key(procedure: &Procedure, themes: &[Theme]) -> impl Ord + use<> {
    let theme = procedure.theme.as_ref().and_then(|id| themes.iter().find(|theme| theme.id == *id));
    let title = |text: &crate::definition::Text| fold(text.get(Language::default()));
    (
        theme.is_none(),
        theme.map(|theme| (theme.order, title(&theme.title))),
        procedure.theme.clone(),
        procedure.order,
        title(&procedure.title),
        procedure.id.clone(),
    )
}
