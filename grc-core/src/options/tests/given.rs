//! Lists that the host gives with a call.

use serde_json::{Value as Json, json};

use crate::definition::{Choice, ColumnType, Diagnostics, Name, Pointer};
use crate::error::ErrorCode;
use crate::options::{Columns, MOST_GIVEN, check_given};

fn refused(options: Json) -> Option<(ErrorCode, String)> {
    let options: Vec<Choice> = serde_json::from_value(options).unwrap();
    let declared = [(Name("places".to_owned()), ColumnType::Integer)].into();
    let columns = Columns::compile(&declared, &Pointer::root(), &mut Diagnostics::new());
    let error = check_given("creneaux", &options, &columns).err()?;
    Some((error.code(), error.path().unwrap_or_default().to_owned()))
}

#[test]
fn a_list_of_the_host_is_checked_like_any_other() {
    assert_eq!(
        refused(json!([{"value": "a", "label": "A", "places": 2}, {"value": "b", "label": "B"}])),
        None
    );
    assert_eq!(refused(json!([])), None);
    for (options, place) in [
        (json!([{"value": "a", "label": "A"}, {"value": "a", "label": "B"}]), "/lists/creneaux/1/value"),
        (json!([{"value": "a", "label": "A", "places": "2"}]), "/lists/creneaux/0/places"),
        (json!([{"value": "a", "label": "A", "place": 2}]), "/lists/creneaux/0/place"),
    ] {
        assert_eq!(refused(options), Some((ErrorCode::InvalidInput, place.to_owned())));
    }
}

#[test]
fn a_list_of_the_host_is_not_longer_than_a_call_may_bring() {
    let options = |count: usize| -> Json {
        (0..count).map(|number| json!({"value": number.to_string(), "label": "x"})).collect()
    };
    assert_eq!(refused(options(MOST_GIVEN)), None);
    let told = refused(options(MOST_GIVEN + 1));
    assert_eq!(told, Some((ErrorCode::InvalidInput, "/lists/creneaux".to_owned())));
}
