//! What is asked of the directory of applicants.

use crate::request::ProfileKey;

/// Which records of the directory to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileFilter {
    /// Those whose words begin with every one of these, folded; all, without a word.
    Words(Vec<String>),
    /// Those that have any of these keys.
    Keys(Vec<ProfileKey>),
}
