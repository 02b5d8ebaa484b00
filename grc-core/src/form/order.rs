//! The form's order, for what is found wrong with answers apart from their check.

use super::Form;
use super::fields::Fields;
use super::report::AnswerFault;

impl Form {
    /// Puts what was found wrong with files among the other faults, where their fields stand in the form.
    pub fn insert_in_order(&self, faults: &mut Vec<AnswerFault>, found: Vec<AnswerFault>) {
        for fault in found {
            let rank = self.rank(&fault.path);
            let comes_after = |known: &AnswerFault| match &rank {
                Some(rank) => {
                    self.rank(&known.path).is_none_or(|known| known > *rank) || known.is_between_answers()
                }
                None => false,
            };
            let place = faults.iter().position(comes_after).unwrap_or(faults.len());
            faults.insert(place, fault);
        }
    }

    /// The positions of the fields, and of the elements, through which a path goes; None when it goes to no field.
    fn rank(&self, path: &str) -> Option<Vec<usize>> {
        let mut parts = path.strip_prefix('/')?.split('/');
        let position = self.fields.position(parts.next()?)?;
        let mut rank = vec![position];
        let inner = self.fields.get(position)?.inner();
        for part in parts {
            rank.push(match (part.parse(), inner) {
                (Ok(element), _) => element,
                // What is no field comes last in its object.
                (Err(_), inner) => {
                    inner.and_then(|inner: &Fields| inner.position(part)).unwrap_or(usize::MAX)
                }
            });
        }
        Some(rank)
    }
}
