//! Tags: what agents and circuits sort requests by.

use std::collections::BTreeSet;

use super::course::Course;
use super::rights::Access;
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::folding;
use crate::request::EventContent;

/// Tags of a request, at most.
const MOST_TAGS: usize = 50;

/// Characters of a tag, at most.
const LONGEST_TAG: usize = 64;

/// A tag as it is kept: itself if it is an identifier, else its folded words, joined (`Très urgent`: `tres-urgent`).
/// `None` for a text without a letter or a digit, or too long.
pub fn normalised_tag(text: &str) -> Option<Id> {
    if is_tag(text) {
        return Some(Id(text.to_owned()));
    }
    let joined = folding::words(text).join("-");
    is_tag(&joined).then_some(Id(joined))
}

fn is_tag(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= LONGEST_TAG
        && text.bytes().next().is_some_and(plain)
        && text.bytes().all(|byte| plain(byte) || byte == b'-' || byte == b'_')
}

impl Course<'_, '_> {
    pub(super) fn tag(&mut self, tags: &[String]) -> Result<()> {
        self.require(Access::Agent)?;
        let tags = read(tags)?;
        require_few(self.request.tags.union(&tags).count())?;
        self.put_tags(tags);
        Ok(())
    }

    pub(super) fn untag(&mut self, tags: &[String]) -> Result<()> {
        self.require(Access::Agent)?;
        let tags = read(tags)?;
        self.take_off_tags(tags);
        Ok(())
    }

    /// Puts the tags on that the request does not have.
    pub(super) fn put_tags(&mut self, tags: impl IntoIterator<Item = Id>) {
        let tags: BTreeSet<Id> = tags.into_iter().filter(|tag| !self.request.tags.contains(tag)).collect();
        if !tags.is_empty() {
            self.emit(EventContent::Tagged { tags });
        }
    }

    /// Takes the tags off that the request has.
    pub(super) fn take_off_tags(&mut self, tags: impl IntoIterator<Item = Id>) {
        let tags: BTreeSet<Id> = tags.into_iter().filter(|tag| self.request.tags.contains(tag)).collect();
        if !tags.is_empty() {
            self.emit(EventContent::Untagged { tags });
        }
    }
}

/// The tags of a request to come, as they are kept.
///
/// # Errors
/// `invalid_input` for a text that makes no tag, or for too many.
pub fn tags_of(texts: &[String]) -> Result<BTreeSet<Id>> {
    let tags = read(texts)?;
    require_few(tags.len())?;
    Ok(tags)
}

fn require_few(count: usize) -> Result<()> {
    if count <= MOST_TAGS {
        return Ok(());
    }
    let message = Bilingual::new(
        format!("une demande a au plus {MOST_TAGS} étiquettes"),
        format!("a request has at most {MOST_TAGS} tags"),
    );
    Err(Error::new(ErrorCode::InvalidInput, message).at("/tags"))
}

fn read(tags: &[String]) -> Result<BTreeSet<Id>> {
    let read = tags.iter().enumerate().map(|(index, text)| {
        normalised_tag(text).ok_or_else(|| {
            let message = Bilingual::new(
                format!("une étiquette a des lettres ou des chiffres, et au plus {LONGEST_TAG} caractères"),
                format!("a tag has letters or digits, and at most {LONGEST_TAG} characters"),
            );
            Error::new(ErrorCode::InvalidInput, message).at(format!("/tags/{index}"))
        })
    });
    read.collect()
}
