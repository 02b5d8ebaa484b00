//! What comes in: names, types, sizes, once.

use std::io::{self, Read};

use grc::engine::Attachment;
use grc::request::Verdict;

use super::*;

#[test]
fn a_file_is_told_with_what_its_content_says_and_read_back_as_it_was() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let view = attach(engine, &camille(), "C:\\Users\\Camille\\\u{202E}plan e\u{301}.jpg", PDF).unwrap();
    assert_eq!((view.name.as_str(), view.media_type.as_str()), ("plan é.jpg", "application/pdf"));
    assert_eq!((view.size, view.verdict), (PDF.len() as u64, Verdict::Unscanned));
    // Computed by another program.
    let digest = "e10ffe349526e835ba2518325fa043524a0109f225d6fae4607f3aecb09d8f69";
    assert_eq!(view.sha256.to_string(), digest);
    assert_eq!(engine.file(&camille(), view.id).unwrap(), view);
    assert_eq!(content(&town_hall.second(), &camille(), view.id), PDF);
    assert_eq!(engine.read_file(&camille(), view.id, 5, 3).unwrap(), &PDF[5..8]);
    for beyond in [PDF.len() as u64, u64::MAX] {
        assert_eq!(engine.read_file(&camille(), view.id, beyond, 3).unwrap(), b"");
    }
}

#[test]
fn a_content_of_several_chunks_is_read_from_anywhere() {
    let town_hall = town_hall();
    let bytes: Vec<u8> = (0..700_001_u32).map(|index| u8::try_from(index % 251).unwrap()).collect();
    let id = attach(&town_hall.engine, &camille(), "x", &bytes).unwrap().id;
    assert_eq!(content(&town_hall.engine, &camille(), id), bytes);
    for (offset, length) in [(0, 1), (262_143, 2), (262_144, 300_000), (524_287, 524_288), (700_000, 9)] {
        let read = town_hall.engine.read_file(&camille(), id, offset, length).unwrap();
        let start = usize::try_from(offset).unwrap();
        assert_eq!(read, &bytes[start..bytes.len().min(start + length)], "{length} from {offset}");
    }
    assert_eq!(rows(&town_hall), [1, 3, 1]);
}

#[test]
fn the_same_content_is_stored_once_and_nobody_learns_it() {
    let town_hall = town_hall_with(Host::scans_files);
    let engine = &town_hall.engine;
    let first = attach(engine, &camille(), "a.pdf", PDF).unwrap();
    engine.scanned(&Actor::System, first.id, Verdict::Infected).unwrap();
    let second = attach(engine, &hugo(), "b.pdf", PDF).unwrap();
    assert_ne!(first.id, second.id);
    assert_eq!((second.name.as_str(), second.verdict), ("b.pdf", Verdict::Pending));
    // What came twice goes with the next run, not while its sender waits.
    assert_eq!(rows(&town_hall), [2, 2, 2]);
    town_hall.engine.run_due(&grc::Budget::default()).unwrap();
    assert_eq!(rows(&town_hall), [1, 1, 2]);
    assert_eq!(content(engine, &hugo(), second.id), PDF);
    assert_eq!(code(engine.file(&hugo(), first.id)), ErrorCode::NotFound);
}

#[test]
fn an_empty_file_a_large_one_and_one_that_cannot_be_read_leave_nothing() {
    let town_hall = town_hall_with(|host| host.most_file_bytes(300_000));
    let engine = &town_hall.engine;
    assert_eq!(code(attach(engine, &camille(), "vide.pdf", b"")), ErrorCode::InvalidInput);
    let bytes = vec![7; 300_001];
    assert_eq!(code(attach(engine, &camille(), "gros", &bytes)), ErrorCode::FileTooLarge);
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let left = self.0.min(buffer.len());
            self.0 -= left;
            if left == 0 { Err(io::Error::other("coupé")) } else { Ok(left) }
        }
    }
    let mut failing = Failing(280_000);
    let cut = engine.attach(&camille(), Attachment { name: "x", content: &mut failing });
    assert_eq!(code(cut), ErrorCode::UnreadableFile);
    assert_eq!(rows(&town_hall)[2], 0);
    assert_ne!(rows(&town_hall)[1], 0, "what came is there until the next run");
    engine.run_due(&grc::Budget::default()).unwrap();
    assert_eq!(rows(&town_hall), [0, 0, 0]);
    attach(engine, &camille(), "juste", &bytes[1..]).unwrap();
}

#[test]
fn a_reader_that_gives_little_at_once_gives_the_same_file() {
    let town_hall = town_hall();
    struct OneByOne<'a>(&'a [u8], bool);
    impl Read for OneByOne<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            (buffer[0], self.0) = (*first, rest);
            Ok(1)
        }
    }
    let mut slow = OneByOne(PNG, false);
    let view = town_hall.engine.attach(&camille(), Attachment { name: "p", content: &mut slow }).unwrap();
    assert_eq!(view.media_type, "image/png");
    assert_eq!(content(&town_hall.engine, &camille(), view.id), PNG);
}

#[test]
fn strangers_attach_nothing() {
    let town_hall = town_hall();
    let nobody = Actor::applicant("");
    for stranger in [nobody, Actor::Connector("gmao".into()), Actor::agent("elise"), Actor::agent("inconnue")]
    {
        assert_eq!(
            code(attach(&town_hall.engine, &stranger, "x", PDF)),
            ErrorCode::Forbidden,
            "{stranger:?}"
        );
    }
    assert_eq!(rows(&town_hall), [0, 0, 0]);
}
