//! The files of requests and drafts: who may read them, which may be given, whether they are still the same.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{FileView, unknown_file};
use crate::definition::Reader;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::form::Form;
use crate::request::{self, Actor, AttachedFile, FileId, Instant, Request, RequestId, Values};
use crate::store::{Reading, RequestKey, StoreError, Writing, read};
use crate::workflow::{FileCheck, Files, Giver, Process, access, check_files};

impl Engine {
    /// A file that the actor may read; any other does not exist for them.
    pub(super) fn readable_file(
        &self,
        store: &dyn Reading,
        actor: &Actor,
        id: FileId,
        now: Instant,
    ) -> Result<AttachedFile> {
        let attached = store.file(id)?.ok_or_else(unknown_file)?;
        let Some(holder) = attached.request else {
            let is_theirs = *actor == Actor::System || attached.file.attached_by == *actor;
            let is_there = attached.expires_at.is_none_or(|end| end > now);
            return if is_theirs && is_there { Ok(attached) } else { Err(unknown_file()) };
        };
        let request = store.request(&RequestKey::Id(holder))?.ok_or_else(unknown_file)?;
        let agent = self.acting_agent(store, actor)?;
        let reader = access(&request, actor, agent.as_ref()).reader().ok_or_else(unknown_file)?;
        let process = self.process_of(store, &request)?;
        if *actor != Actor::System && !process.may_read(&request, id, reader) {
            return Err(unknown_file());
        }
        match request.files.iter().any(|given| given.is(&attached.file)) {
            true => Ok(attached),
            false => Err(swapped(&process, &request, id)),
        }
    }

    /// The files of a request that such a reader may read, in the order in which they came.
    pub(in crate::engine) fn files_of(
        &self,
        store: &dyn Reading,
        request: &Request,
        reader: Reader,
    ) -> Result<Vec<FileView>> {
        let process = self.process_of(store, request)?;
        let readable = request.files.iter().filter(|given| process.may_read(request, given.id, reader));
        let found = readable.filter_map(|given| store.file(given.id).transpose());
        found.map(|attached| attached.map(FileView::from)).collect()
    }

    /// What the engine knows of the files that answers refer to, before anything is filed.
    pub(in crate::engine) fn check_given_files(
        &self,
        form: &Form,
        answers: &Values,
        actor: &Actor,
        now: Instant,
    ) -> Result<FileCheck> {
        if form.files(answers).is_empty() {
            return Ok(FileCheck::default());
        }
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let giver = Giver { actor, agent: agent.as_ref(), now, request: None };
            let find = |id| store.file(id);
            check_files(
                form,
                answers,
                &giver,
                &Files { find: &find, most_bytes: self.host().most_request_bytes },
            )
        })
    }
}

/// Keeps the files of the actor's own that a draft refers to for as long as the draft.
pub(in crate::engine) fn keep_for_draft(
    store: &mut dyn Writing,
    form: &Form,
    answers: &Values,
    actor: &Actor,
    until: Instant,
) -> Result<()> {
    for answer in form.files(answers) {
        let Some(mut attached) = store.file(answer.file)? else { continue };
        let is_theirs = attached.file.attached_by == *actor && attached.request.is_none();
        if is_theirs && attached.expires_at.is_some_and(|end| end < until) {
            attached.expires_at = Some(until);
            store.update_file(&attached)?;
        }
    }
    Ok(())
}

/// A file that is not the one that was given: which one, and the field that it answers.
fn swapped(process: &Process, request: &Request, id: FileId) -> Error {
    let answers = [(&process.form, &request.answers), (&process.data, &request.data)];
    let mut fields = answers.iter().flat_map(|(form, answers)| form.files(answers));
    let field = fields.find(|answer| answer.file == id).map(|answer| answer.path().to_owned());
    Error::from(StoreError::Corrupt).with_details(json!({"file": id, "field": field}))
}

/// The first file of a request that is not the one that was given: its row or its content was changed, or is gone.
pub(in crate::engine) fn changed_file(store: &dyn Reading, request: RequestId) -> Result<Option<FileId>> {
    let request = store.request(&RequestKey::Id(request))?;
    for given in request.iter().flat_map(|request| &request.files) {
        let is_same = store.file(given.id)?.is_some_and(|attached| given.is(&attached.file));
        if !is_same || digest_of(store, given.id)? != given.sha256 {
            return Ok(Some(given.id));
        }
    }
    Ok(None)
}

fn digest_of(store: &dyn Reading, file: FileId) -> Result<request::Sha256> {
    let mut digest = Sha256::new();
    let mut offset: u64 = 0;
    loop {
        let chunk = store.file_bytes(file, offset)?;
        if chunk.is_empty() {
            return Ok(request::Sha256(digest.finalize().into()));
        }
        digest.update(&chunk);
        offset = offset.saturating_add(chunk.len() as u64);
    }
}
