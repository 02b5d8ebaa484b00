//! The files that go with messages, compiled: the fields that they answer.

use super::Setting;
use crate::definition::{Bilingual, Diagnostics, Pointer, did_you_mean};
use crate::expr::Root;
use crate::form::Form;
use crate::workflow::process::{AttachedFiles, Recipient};

/// A field whose files may go with messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachable {
    files: AttachedFiles,
    /// Whether the applicant may read it.
    is_shown: bool,
}

/// The fields of both forms that ask for files.
pub(super) fn attachable(answers: &Form, data: &Form) -> Vec<Attachable> {
    let of = |root: Root, form: &Form| {
        let fields = form.fields_with_files().map(|(field, is_shown)| Attachable {
            files: AttachedFiles { root, field: field.to_owned() },
            is_shown,
        });
        fields.collect::<Vec<_>>()
    };
    [of(Root::Answers, answers), of(Root::Data, data)].concat()
}

/// Where the files of a message are: `answers.plan`, `data.arrete`. What leaves the town hall is what the applicant may read.
pub(super) fn compile(
    names: &[String],
    to: &[Recipient],
    setting: Setting<'_>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<AttachedFiles> {
    let leaves = to.iter().any(Recipient::is_outside);
    let mut compiled = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let at = at.index(index);
        match setting.attachable.iter().find(|known| known.files.name() == *name) {
            None => {
                let known: Vec<_> = setting.attachable.iter().map(|known| known.files.name()).collect();
                let hint = did_you_mean(name, known.iter().map(String::as_str));
                let message = Bilingual::new(
                    format!(
                        "une pièce jointe est un champ de fichier : `answers.` ou `data.` et son nom{}",
                        hint.french
                    ),
                    format!(
                        "an attachment is a field of files: `answers.` or `data.` and its name{}",
                        hint.english
                    ),
                );
                faults.fault(&at, "definition.attachment", message);
            }
            Some(known) if leaves && !known.is_shown => {
                let message = Bilingual::new(
                    "l'usager ne peut pas lire ce champ : il ne sort pas de la mairie",
                    "the applicant may not read this field: it does not leave the town hall",
                );
                faults.fault(&at, "definition.attachment_hidden", message);
            }
            Some(known) => compiled.push(known.files.clone()),
        }
    }
    compiled
}
