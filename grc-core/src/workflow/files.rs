//! The files given with answers: looked up, checked against their fields, and told as the request keeps them.

use std::collections::BTreeSet;

use super::process::Process;
use super::rights::{Access, access};
use crate::definition::{Bilingual, Reader};
use crate::error::{Error, ErrorCode, Result};
use crate::form::{AnswerFault, FileAnswer, FileProblem, Form, Report};
use crate::request::{
    Actor, Agent, AttachedFile, File, FileId, GivenFile, Instant, Request, Values, Verdict,
};

/// What a decision may know of files.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// One file, by its identifier.
    pub find: &'a dyn Fn(FileId) -> Result<Option<AttachedFile>>,
    /// Most bytes of all the files of a request together.
    pub most_bytes: u64,
}

/// Who gives files, when, and with which request if it is filed already.
#[derive(Clone, Copy)]
pub struct Giver<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The agent that the actor is, if one.
    pub agent: Option<&'a Agent>,
    /// When.
    pub now: Instant,
    /// The request, with its process.
    pub request: Option<(&'a Process, &'a Request)>,
}

/// A file that is given without answering a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooseFile {
    /// The file.
    pub id: FileId,
    /// Its rank in the list in which it is told.
    pub rank: usize,
    /// Whether the applicant may read it.
    pub visible: bool,
}

/// The files of some answers.
#[derive(Clone, Debug, Default)]
pub struct FileCheck {
    /// Those that may be given, in the form's order.
    pub files: Vec<GivenFile>,
    /// What is wrong with others.
    pub faults: Vec<AnswerFault>,
}

impl FileCheck {
    /// The files, when nothing is wrong with any.
    ///
    /// # Errors
    /// `invalid_answers`.
    pub fn accepted(self) -> Result<Vec<GivenFile>> {
        match self.faults.is_empty() {
            true => Ok(self.files),
            false => Err(Report::of_faults(self.faults).into_error()),
        }
    }
}

/// Looks up the files that answers to `form` refer to.
///
/// A file is given by whoever attached it, by an agent or by the host, and with one request: any other is as unknown
/// as one that does not exist. A file of the request itself may be given again by who may read it.
///
/// # Errors
/// Those of the look-up.
pub fn check_files(form: &Form, answers: &Values, giver: &Giver<'_>, files: &Files<'_>) -> Result<FileCheck> {
    let mut check = FileCheck::default();
    for answer in form.files(answers) {
        let found = (files.find)(answer.file)?.filter(|attached| giver.may_give(attached));
        let Some(AttachedFile { file, .. }) = found else {
            check.faults.push(answer.fault(FileProblem::Unknown));
            continue;
        };
        if let Some(problem) = problem(&file, &answer) {
            check.faults.push(answer.fault(problem));
            continue;
        }
        let readers = giver.readers(answer.readers.as_deref());
        match check.files.iter_mut().find(|known| known.id == file.id) {
            Some(known) => known.readers.extend(readers),
            None => check.files.push(given(file, readers)),
        }
    }
    if !check.files.is_empty() && giver.total(&check.files) > files.most_bytes {
        check.faults.push(AnswerFault::files_too_large(files.most_bytes));
    }
    Ok(check)
}

/// Files that are given with a request without answering any field: each with who may read it.
///
/// # Errors
/// `not_found`, `file_infected`, at their place in `/files`; those of the look-up.
pub(super) fn check_loose_files(
    loose: &[LooseFile],
    giver: &Giver<'_>,
    files: &Files<'_>,
) -> Result<Vec<GivenFile>> {
    let mut checked = Vec::new();
    for LooseFile { id, rank, visible } in loose {
        let at = |error: Error| error.at(format!("/files/{rank}"));
        let found = (files.find)(*id)?.filter(|attached| giver.may_give(attached));
        let Some(AttachedFile { file, .. }) = found else {
            return Err(at(Error::not_found("fichier", "file")));
        };
        if file.verdict == Verdict::Infected {
            let message = Bilingual::new(
                "ce fichier est refusé par l'antivirus",
                "this file is refused by the virus scanner",
            );
            return Err(at(Error::new(ErrorCode::FileInfected, message)));
        }
        let inside = BTreeSet::from([Reader::Reader]);
        checked.push(given(file, if *visible { giver.readers(None) } else { inside }));
    }
    Ok(checked)
}

fn problem(file: &File, answer: &FileAnswer<'_>) -> Option<FileProblem> {
    match file.verdict {
        Verdict::Pending => Some(FileProblem::Pending),
        Verdict::Infected => Some(FileProblem::Infected),
        Verdict::Unscanned | Verdict::Clean => answer.misfit(&file.media_type, file.size),
    }
}

fn given(file: File, readers: BTreeSet<Reader>) -> GivenFile {
    let File { id, name, media_type, size, sha256, .. } = file;
    GivenFile { id, name, media_type, size, sha256, readers }
}

impl Giver<'_> {
    fn may_give(&self, attached: &AttachedFile) -> bool {
        match (attached.request, self.request) {
            (None, _) => {
                let is_theirs = attached.file.attached_by == *self.actor
                    || self.agent.is_some()
                    || *self.actor == Actor::System;
                is_theirs && attached.expires_at.is_none_or(|end| end > self.now)
            }
            (Some(holder), Some((process, request))) if holder == request.id => {
                let access = access(request, self.actor, self.agent);
                access.reader().is_some_and(|reader| process.may_read(request, attached.file.id, reader))
            }
            (Some(_), _) => false,
        }
    }

    /// Who may read a file given now. What an agent adds to a request is for the town hall, unless its field says
    /// otherwise.
    fn readers(&self, told: Option<&[Reader]>) -> BTreeSet<Reader> {
        match told {
            Some(readers) => readers.iter().copied().collect(),
            None if self.request.is_some() && !matches!(self.actor, Actor::Applicant(_)) => {
                BTreeSet::from([Reader::Reader])
            }
            None => BTreeSet::from([Reader::Applicant, Reader::Reader]),
        }
    }

    /// Bytes of the request's files with those.
    fn total(&self, given: &[GivenFile]) -> u64 {
        let held = self.request.map_or(&[][..], |(_, request)| &request.files);
        let others = held.iter().filter(|held| !given.iter().any(|given| given.id == held.id));
        others.chain(given).fold(0, |total, file| total.saturating_add(file.size))
    }
}

impl Access {
    /// As which reader someone answers the form of a transition: whoever may perform one does so as an agent at least.
    pub fn performer(self) -> Option<Reader> {
        self.reader().map(|reader| if reader.is_inside() { reader.max(Reader::Agent) } else { reader })
    }

    /// As which reader someone sees a request; none if they do not.
    pub fn reader(self) -> Option<Reader> {
        match self {
            Self::None => None,
            Self::Applicant => Some(Reader::Applicant),
            Self::Reader => Some(Reader::Reader),
            Self::Contributor | Self::Agent => Some(Reader::Agent),
            Self::Manager | Self::System => Some(Reader::Manager),
        }
    }
}

impl Process {
    /// Whether a file of a request may be read by such a reader: by the field that it answered, or by the processing
    /// data in which it stands.
    pub fn may_read(&self, request: &Request, file: FileId, reader: Reader) -> bool {
        let Some(given) = request.files.iter().find(|given| given.id == file) else { return false };
        reader.is_among(&given.readers) || {
            let data = self.data.readable_by(&request.data, reader);
            self.data.files(&data).iter().any(|answer| answer.file == file)
        }
    }
}
