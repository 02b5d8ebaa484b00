//! Files and their contents.

use grc::definition::Reader;
use grc::request::{
    Actor, AttachedFile, File, FileId, GivenFile, Instant, Request, RequestId, Sha256, Verdict,
};
use grc::store::{ContentKey, Removed, Store, read, write};
use grc::{Error, ErrorCode};

use crate::samples::{Case, identifier, minute};

/// A file whose digest is made of one byte: the store believes what it is told.
fn sample(number: u64, digest: u8, size: u64, expires_at: Instant) -> AttachedFile {
    AttachedFile {
        file: File {
            id: identifier::<FileId>(number),
            name: format!("plan n° {number}.pdf"),
            media_type: "application/pdf".to_owned(),
            size,
            sha256: Sha256([digest; 32]),
            verdict: Verdict::Unscanned,
            attached_by: Actor::applicant("u-12"),
            attached_at: minute(0),
        },
        request: None,
        expires_at: Some(expires_at),
    }
}

fn receive(store: &dyn Store, chunks: &[&[u8]], expires_at: Instant) -> ContentKey {
    let mut content = None;
    for chunk in chunks {
        content = Some(write(store, |writing| writing.add_chunk(content, chunk, expires_at)).unwrap());
    }
    content.unwrap()
}

/// Puts a file of one chunk.
fn put(store: &dyn Store, number: u64, bytes: &[u8], expires_at: Instant) -> AttachedFile {
    let content = receive(store, &[bytes], minute(100));
    let attached = sample(number, bytes[bytes.len() - 1], bytes.len() as u64, expires_at);
    write(store, |writing| writing.add_file(content, &attached)).unwrap();
    attached
}

fn stored(store: &dyn Store, number: u64) -> Option<AttachedFile> {
    read(store, |reading| reading.file(identifier(number))).unwrap()
}

fn bytes(store: &dyn Store, number: u64, offset: u64) -> Vec<u8> {
    let mut found: Vec<u8> = Vec::new();
    loop {
        let at = offset + found.len() as u64;
        let more = read(store, |reading| reading.file_bytes(identifier(number), at)).unwrap();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn given(attached: &AttachedFile) -> GivenFile {
    let File { id, name, media_type, size, sha256, .. } = attached.file.clone();
    GivenFile { id, name, media_type, size, sha256, readers: [Reader::Agent].into() }
}

fn expire(store: &dyn Store, now: Instant, limit: usize) -> Removed {
    write(store, |writing| writing.remove_expired_files(now, limit)).unwrap()
}

pub(crate) fn a_content_is_read_back_from_anywhere(store: &dyn Store) {
    let content = receive(store, &[b"Un ", b"plan", b"."], minute(100));
    let attached = sample(1, 1, 8, minute(10));
    write(store, |writing| writing.add_file(content, &attached)).unwrap();
    assert_eq!(stored(store, 1), Some(attached));
    for offset in 0..=9 {
        let from = usize::try_from(offset).unwrap().min(8);
        assert_eq!(bytes(store, 1, offset), b"Un plan."[from..], "from {offset}");
    }
    assert_eq!(bytes(store, 1, u64::MAX), b"");
    assert_eq!((stored(store, 2), bytes(store, 2, 0)), (None, Vec::new()));
}

pub(crate) fn a_content_is_kept_once_for_all_its_files(store: &dyn Store) {
    let first = put(store, 1, b"plan", minute(10));
    let second = put(store, 2, b"plan", minute(20));
    assert_eq!([stored(store, 1), stored(store, 2)], [Some(first), Some(second)]);
    // The chunks that came again are removed from the instant at which they came.
    assert_eq!(expire(store, minute(0), 100), Removed { files: 0, is_done: true });
    assert_eq!([bytes(store, 1, 0), bytes(store, 2, 0)], [b"plan", b"plan"]);
    assert_eq!(expire(store, minute(10), 100), Removed { files: 1, is_done: true });
    assert_eq!((stored(store, 1), bytes(store, 2, 0).as_slice()), (None, &b"plan"[..]));
    assert_eq!(expire(store, minute(20), 100), Removed { files: 1, is_done: true });
    assert_eq!(stored(store, 2), None);
    // What is gone comes as new.
    put(store, 3, b"plan", minute(40));
    expire(store, minute(30), 100);
    assert_eq!(bytes(store, 3, 0), b"plan");
}

pub(crate) fn a_file_is_its_requests_from_the_moment_it_is_recorded(store: &dyn Store) {
    let attached = put(store, 1, b"plan", minute(10));
    let mut case = Case::new(7).with(|request| request.files = vec![given(&attached)]);
    case.record(store);
    let expected = AttachedFile { request: Some(case.request.id), expires_at: None, ..attached };
    assert_eq!(stored(store, 1), Some(expected.clone()));
    let later = put(store, 2, b"photo", minute(10));
    case.alter(store, |request| request.files.push(given(&later)));
    assert_eq!(stored(store, 2).unwrap().request, Some(case.request.id));
    // What the request had is not taken again.
    case.alter(store, |request| request.files[0].readers.extend([Reader::Applicant]));
    assert_eq!(expire(store, minute(1000), 100), Removed { files: 0, is_done: true });
    assert_eq!(stored(store, 1), Some(expected));
}

pub(crate) fn a_file_of_another_request_or_of_none_cannot_be_recorded(store: &dyn Store) {
    let attached = put(store, 1, b"plan", minute(10));
    let with_file = |request: &mut Request| request.files = vec![given(&attached)];
    Case::new(1).with(with_file).record(store);
    let absent = sample(9, 9, 1, minute(10));
    for (number, taken) in [(2, &attached), (3, &absent)] {
        let recorded = write(store, |writing| {
            Case::new(number).go_on(writing, &[], |request| request.files = vec![given(taken)])
        });
        assert_eq!(recorded.unwrap_err().code(), ErrorCode::Internal);
    }
    assert_eq!(stored(store, 1).unwrap().request, Some(identifier::<RequestId>(1)));
}

pub(crate) fn a_verdict_and_an_end_are_written(store: &dyn Store) {
    let mut attached = put(store, 1, b"plan", minute(10));
    put(store, 2, b"photo", minute(10));
    let pending = || -> Vec<AttachedFile> { read(store, |reading| reading.pending_files(1)).unwrap() };
    assert_eq!(pending(), []);
    for verdict in [Verdict::Pending, Verdict::Infected, Verdict::Clean, Verdict::Unscanned] {
        (attached.file.verdict, attached.expires_at) = (verdict, Some(minute(30)));
        write(store, |writing| writing.update_file(&attached)).unwrap();
        assert_eq!(stored(store, 1), Some(attached.clone()));
        assert_eq!(pending().len(), usize::from(verdict == Verdict::Pending));
    }
    for number in [2, 1] {
        let mut attached = stored(store, number).unwrap();
        attached.file.verdict = Verdict::Pending;
        write(store, |writing| writing.update_file(&attached)).unwrap();
    }
    assert_eq!(pending()[0].file.id, identifier::<FileId>(1), "the first that came, and one only");
}

pub(crate) fn files_and_contents_that_expired_go_a_few_rows_at_a_time(store: &dyn Store) {
    let content = receive(store, &[b"a", b"b", b"c", b"d"], minute(100));
    write(store, |writing| writing.add_file(content, &sample(1, 1, 4, minute(10)))).unwrap();
    put(store, 2, b"plan", minute(10));
    put(store, 3, b"photo", minute(11));
    let next = || read(store, |reading| reading.next_due()).unwrap();
    assert_eq!(next(), Some(minute(10)));
    assert_eq!(expire(store, minute(9), 2), Removed { files: 0, is_done: true });
    assert_eq!(expire(store, minute(10), 2), Removed { files: 2, is_done: false });
    assert_eq!([1, 2, 3].map(|number| stored(store, number).is_some()), [false, false, true]);
    let mut rounds = 0;
    while !expire(store, minute(10), 2).is_done {
        rounds += 1;
    }
    // Five chunks, two at a time: the third time finds that nothing is left.
    assert_eq!(rounds, 2);
    assert_eq!(next(), Some(minute(11)));
    assert_eq!(bytes(store, 3, 0), b"photo");
}

pub(crate) fn a_content_that_expired_takes_no_more(store: &dyn Store) {
    let content = receive(store, &[b"a"], minute(10));
    assert_eq!(read(store, |reading| reading.next_due()).unwrap(), Some(minute(10)));
    expire(store, minute(9), 100);
    write(store, |writing| writing.add_chunk(Some(content), b"b", minute(20))).unwrap();
    expire(store, minute(19), 100);
    write(store, |writing| writing.add_chunk(Some(content), b"c", minute(20))).unwrap();
    expire(store, minute(20), 100);
    let refused = |outcome: Result<(), Error>| assert_eq!(outcome.unwrap_err().code(), ErrorCode::NotFound);
    refused(write(store, |writing| writing.add_chunk(Some(content), b"d", minute(90)).map(|_| ())));
    refused(write(store, |writing| writing.add_file(content, &sample(1, 1, 3, minute(90)))));
    assert_eq!(read(store, |reading| reading.next_due()).unwrap(), None);
}

pub(crate) fn a_content_given_up_goes_at_once(store: &dyn Store) {
    let content = receive(store, &[b"a"], minute(100));
    write(store, |writing| writing.abandon_content(content, minute(1))).unwrap();
    assert_eq!(read(store, |reading| reading.next_due()).unwrap(), Some(minute(1)));
    expire(store, minute(1), 100);
    assert_eq!(read(store, |reading| reading.next_due()).unwrap(), None);
    // A content that has a file is not given up.
    let kept = receive(store, &[b"plan"], minute(100));
    write(store, |writing| writing.add_file(kept, &sample(1, 1, 4, minute(50)))).unwrap();
    write(store, |writing| writing.abandon_content(kept, minute(1))).unwrap();
    expire(store, minute(1), 100);
    assert_eq!(bytes(store, 1, 0), b"plan");
}

pub(crate) fn a_transaction_that_fails_leaves_no_file(store: &dyn Store) {
    let content = receive(store, &[b"plan"], minute(100));
    let failed = write(store, |writing| {
        writing.add_file(content, &sample(1, 1, 4, minute(10)))?;
        Err::<(), _>(Error::forbidden())
    });
    assert_eq!(failed.unwrap_err().code(), ErrorCode::Forbidden);
    assert_eq!(stored(store, 1), None);
    write(store, |writing| writing.add_file(content, &sample(1, 1, 4, minute(10)))).unwrap();
    assert_eq!(bytes(store, 1, 0), b"plan");
}
