//! The files that answers refer to. What is known of a file is not the form's affair: whoever keeps files looks each
//! of these up, and says what is wrong with it.

use serde_json::{Map, Value as Json};

use super::Form;
use super::field::{Field, Shape};
use super::fields::Fields;
use super::place::{Place, Subject};
use super::problem::Problem;
use super::report::AnswerFault;
use crate::attachment;
use crate::definition::{FieldKind, Language, Reader};
use crate::request::FileId;

/// Most bytes of a file when its field does not say.
pub(super) const SIZE: u64 = 10 << 20;

/// An answer that is a file.
#[derive(Debug)]
pub struct FileAnswer<'f> {
    /// The file.
    pub file: FileId,
    /// Who may read the answer, when the form says: the field, or what is around it.
    pub readers: Option<Vec<Reader>>,
    accept: &'f [String],
    max_size: u64,
    path: String,
    subject: Subject,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is no such file, or not for whoever gives it.
    Unknown,
    /// The scanner has not said yet.
    Pending,
    /// The scanner found something.
    Infected,
    /// It is not of a type that the field accepts: those, as extensions.
    Type(Vec<&'static str>),
    /// It has more bytes than the field accepts.
    TooLarge(u64),
    /// All the files of a request together have more bytes than the engine accepts.
    TooLargeTogether(u64),
}

impl FileAnswer<'_> {
    /// JSON Pointer of the answer.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with the type and the size of the file, if anything is.
    pub fn misfit(&self, media_type: &str, size: u64) -> Option<FileProblem> {
        if !attachment::accepts(self.accept, media_type) {
            let accepted = attachment::media_types().filter(|known| attachment::accepts(self.accept, known));
            return Some(FileProblem::Type(accepted.filter_map(attachment::extension).collect()));
        }
        (size > self.max_size).then_some(FileProblem::TooLarge(self.max_size))
    }

    /// The fault at the answer's place.
    pub fn fault(&self, problem: FileProblem) -> AnswerFault {
        AnswerFault::told(self.path.clone(), self.subject.clone(), Problem::File(problem))
    }
}

impl AnswerFault {
    /// The files of a request have, together, more than `most` bytes.
    pub fn files_too_large(most: u64) -> Self {
        Self::new(&Place::Whole, Problem::File(FileProblem::TooLargeTogether(most)))
    }
}

impl Form {
    /// The answers that refer to a file, in the form's order. Answers that have not their form are passed over.
    pub fn files(&self, answers: &Map<String, Json>) -> Vec<FileAnswer<'_>> {
        let mut found = Vec::new();
        gather(&self.fields, answers, &Place::Whole, None, &mut found);
        found
    }

    /// The fields that ask for a file, those of groups and of lists left out.
    pub fn file_fields(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.as_slice().iter();
        fields.filter(|field| matches!(field.definition.kind, FieldKind::File(_))).map(Field::id)
    }

    /// Whether the field of that name asks for a file.
    pub fn takes_file(&self, name: &str) -> bool {
        self.file_fields().any(|field| field == name)
    }

    /// The fields that ask for files, themselves or inside, and whether the applicant may read them.
    pub fn fields_with_files(&self) -> impl Iterator<Item = (&str, bool)> {
        let fields = self.fields.as_slice().iter().filter(|field| asks_for_files(field));
        fields.map(|field| (field.id(), field.is_readable_by(Reader::Applicant)))
    }
}

fn asks_for_files(field: &Field) -> bool {
    match &field.shape {
        Shape::Repeat(repeat) => repeat.fields.as_slice().iter().any(asks_for_files),
        Shape::Group(fields) => fields.as_slice().iter().any(asks_for_files),
        _ => matches!(field.definition.kind, FieldKind::File(_)),
    }
}

fn gather<'f>(
    fields: &'f Fields,
    answers: &Map<String, Json>,
    place: &Place<'_>,
    outer: Option<&[Reader]>,
    found: &mut Vec<FileAnswer<'f>>,
) {
    for field in fields.as_slice() {
        let Some(answer) = answers.get(field.id()) else { continue };
        let place = Place::Field(place, field);
        match (&field.shape, &field.definition.kind, answer) {
            (Shape::Repeat(repeat), _, Json::Array(elements)) => {
                let readers = readers(field, outer);
                for (index, element) in elements.iter().enumerate() {
                    if let Json::Object(element) = element {
                        let place = Place::Element(&place, index);
                        gather(&repeat.fields, element, &place, readers.as_deref(), found);
                    }
                }
            }
            (Shape::Group(fields), _, Json::Object(members)) => {
                gather(fields, members, &place, readers(field, outer).as_deref(), found);
            }
            (_, FieldKind::File(limits), Json::String(_)) => {
                let Ok(file) = serde_json::from_value(answer.clone()) else { continue };
                found.push(FileAnswer {
                    file,
                    readers: readers(field, outer),
                    accept: &limits.accept,
                    max_size: limits.max_size.unwrap_or(SIZE),
                    path: place.path(),
                    subject: place.subject(),
                });
            }
            _ => {}
        }
    }
}

/// Who may read a field inside another: those that both say.
fn readers(field: &Field, outer: Option<&[Reader]>) -> Option<Vec<Reader>> {
    match (field.definition.visible_to.as_deref(), outer) {
        (None, None) => None,
        (Some(readers), None) | (None, Some(readers)) => Some(readers.to_vec()),
        (Some(inner), Some(outer)) => {
            let all = [Reader::Applicant, Reader::Reader, Reader::Agent, Reader::Manager];
            Some(all.into_iter().filter(|one| one.is_among(inner) && one.is_among(outer)).collect())
        }
    }
}

impl FileProblem {
    /// The rule: a dotted name that never changes.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "field.unknown_file",
            Self::Pending => "field.file_pending",
            Self::Infected => "field.file_infected",
            Self::Type(_) => "field.file_type",
            Self::TooLarge(_) => "field.file_too_large",
            Self::TooLargeTogether(_) => "answer.files_too_large",
        }
    }

    /// The rule in words, without the field's label.
    pub(super) fn message(&self, language: Language) -> String {
        let pick = |french: &str, english: &str| language.pick(french, english).to_owned();
        match self {
            Self::Unknown => {
                pick("ce fichier n'existe pas, ou n'existe plus", "there is no such file, or no longer")
            }
            Self::Pending => {
                pick("ce fichier est encore en cours d'analyse", "this file is still being scanned")
            }
            Self::Infected => {
                pick("ce fichier est refusé par l'antivirus", "this file is refused by the virus scanner")
            }
            Self::Type(extensions) => {
                let told = pick(
                    "le contenu de ce fichier n'est pas d'un type accepté ; types acceptés : ",
                    "the content of this file is not of an accepted type; accepted types: ",
                );
                format!("{told}{}", extensions.join(", "))
            }
            Self::TooLarge(most) => format!(
                "{} {}",
                pick(
                    "le fichier est trop gros ; la taille maximale est",
                    "the file is too large; the greatest size is"
                ),
                bytes(*most, language)
            ),
            Self::TooLargeTogether(most) => format!(
                "{} {}",
                pick(
                    "les fichiers sont trop gros ; leur taille totale maximale est",
                    "the files are too large; their greatest total size is"
                ),
                bytes(*most, language)
            ),
        }
    }
}

/// A number of bytes in its largest whole unit.
fn bytes(number: u64, language: Language) -> String {
    let units = [(1 << 20, "Mio", "MiB"), (1 << 10, "Kio", "KiB")];
    let whole = units.into_iter().find(|(unit, ..)| number >= *unit && number.is_multiple_of(*unit));
    let (unit, french, english) = whole.unwrap_or((1, "octets", "bytes"));
    format!("{} {}", number / unit, language.pick(french, english))
}
