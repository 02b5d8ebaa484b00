//! The lines of requests taken over.

use super::Words;
use crate::request::{FormerComment, Instant, TakenOver};

impl Words<'_> {
    pub(super) fn taken_over(&self, taken: &TakenOver) -> String {
        let hidden = taken.shown.as_ref().filter(|_| !self.reader.is_inside());
        let label = self.status_label(hidden.map_or(&taken.status, |shown| &shown.status));
        let reference = &taken.submitted.reference;
        let (former, source) = (&taken.former.reference, &taken.former.source);
        let day = self.day(taken.submitted_at);
        self.say(
            format!("Demande {reference} reprise de {source}, où elle était {former}, du {day} ; statut : {label}"),
            format!("Request {reference} taken over from {source}, where it was {former}, of {day}; status: {label}"),
        )
    }

    pub(super) fn former_comment(&self, comment: &FormerComment) -> String {
        let FormerComment { author, text, visible, written_at } = comment;
        let day = self.day(*written_at);
        let by = author.as_ref().map(|author| format!(", {author}")).unwrap_or_default();
        match visible {
            true => self
                .say(format!("Commentaire du {day}{by} : {text}"), format!("Comment of {day}{by}: {text}")),
            false => self.say(
                format!("Commentaire interne du {day}{by} : {text}"),
                format!("Internal comment of {day}{by}: {text}"),
            ),
        }
    }

    fn day(&self, instant: Instant) -> String {
        let day = self.process.town.day(instant);
        day.format(self.language.pick("%d/%m/%Y", "%-d %B %Y")).to_string()
    }
}
