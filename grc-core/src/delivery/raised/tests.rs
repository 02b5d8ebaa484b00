use super::*;
use crate::delivery::{Failure, FailureClass, Outage};

#[test]
fn only_the_name_of_a_type_is_kept() {
    assert_eq!(Raised::named("ConnectionError").to_string(), "ConnectionError");
    assert_eq!(Raised::named("lea@exemple.fr a dit « non »").to_string(), "leaexemplefraditnon");
    assert_eq!(Raised::named(&"x".repeat(100)).to_string().len(), MOST);
}

#[test]
fn what_was_raised_is_tried_again() {
    let failure = Failure::unavailable(Outage::Raised(Raised::named("KeyError")));
    assert_eq!((failure.code().as_str(), failure.class()), ("raised_KeyError", FailureClass::Unavailable));
}
