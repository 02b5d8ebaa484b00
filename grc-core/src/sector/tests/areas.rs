//! Areas of a map.

use proptest::prelude::*;

use super::*;

/// Two squares side by side, the second with a hole, and an island of the first.
fn map() -> Json {
    json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"code": "N"}, "geometry": {"type": "MultiPolygon", "coordinates": [
            [[[0.0, 48.0], [1.0, 48.0], [1.0, 49.0], [0.0, 49.0], [0.0, 48.0]]],
            [[[5.0, 48.0], [6.0, 48.0], [6.0, 49.0], [5.0, 49.0], [5.0, 48.0]]]]}},
        {"type": "Feature", "properties": {"code": 2}, "geometry": {"type": "Polygon", "coordinates": [
            [[1.0, 48.0], [2.0, 48.0], [2.0, 49.0], [1.0, 49.0], [1.0, 48.0]],
            [[1.4, 48.4], [1.6, 48.4], [1.6, 48.6], [1.4, 48.6], [1.4, 48.4]]]}}
    ]})
}

fn divisions(map: &Json) -> Json {
    json!([{"id": "voirie", "title": "Voirie", "map": {"geojson": map.to_string(), "property": "code"}, "sectors": [
        {"id": "nord", "title": "Nord", "feature": "N"}, {"id": "sud", "title": "Sud", "feature": "2"}]}])
}

#[test]
fn a_point_is_in_the_area_that_holds_it() {
    let divisions = compiled(&divisions(&map()));
    assert_eq!(at(&divisions, "48.5", "0.5"), Some("nord"));
    assert_eq!(at(&divisions, "48.5", "5.5"), Some("nord"), "its island");
    assert_eq!(at(&divisions, "48.5", "1.2"), Some("sud"));
    assert_eq!(at(&divisions, "48.5", "1.5"), None, "the hole");
    assert_eq!(at(&divisions, "48.5", "3"), None);
    assert_eq!(at(&divisions, "0.5", "48.5"), None, "latitude first");
}

#[test]
fn a_point_on_a_shared_border_is_in_the_first_sector() {
    assert_eq!(at(&compiled(&divisions(&map())), "48.5", "1"), Some("nord"));
    let mut reversed = divisions(&map());
    reversed[0]["sectors"].as_array_mut().unwrap().reverse();
    assert_eq!(at(&compiled(&reversed), "48.5", "1"), Some("sud"));
    assert_eq!(at(&compiled(&reversed), "48.6", "1.5"), Some("sud"), "the border of a hole");
}

#[test]
fn areas_that_overlap_are_a_warning_and_those_that_touch_are_not() {
    let mut overlapping = map();
    overlapping["features"][1]["geometry"]["coordinates"][0][0][0] = json!(0.9);
    overlapping["features"][1]["geometry"]["coordinates"][0][4][0] = json!(0.9);
    let (divisions, told) = compile(&divisions(&overlapping));
    assert_eq!(told, [("/0/sectors/1".to_owned(), "definition.overlap", Severity::Warning)]);
    assert_eq!(at(&divisions, "48.2", "0.99"), Some("nord"));
}

/// Spoils a map.
type Spoiling<'a> = &'a dyn Fn(&mut Json);

#[test]
fn what_is_wrong_with_a_map_is_told_at_its_place() {
    let geometry = "/0/map/geojson/features/1/geometry";
    let spoilt = |spoil: &dyn Fn(&mut Json)| {
        let mut map = map();
        spoil(&mut map);
        compile(&divisions(&map)).1
    };
    let coordinates = |map: &mut Json| map["features"][1]["geometry"]["coordinates"].take();
    let cases: [(Spoiling<'_>, String); 6] = [
        (
            &|map| map["features"][1]["geometry"]["coordinates"][1][4][0] = json!(1.41),
            format!("{geometry}/coordinates/1"),
        ),
        (
            &|map| map["features"][1]["geometry"]["coordinates"][0][2] = json!([652_000, 6_860_000]),
            format!("{geometry}/coordinates/0/2"),
        ),
        (
            &|map| map["features"][1]["geometry"]["coordinates"][0][2] = json!([1.0]),
            format!("{geometry}/coordinates/0/2"),
        ),
        (
            &|map| map["features"][1]["geometry"]["coordinates"][0] = json!([[1, 48], [2, 48], [1, 48]]),
            format!("{geometry}/coordinates/0"),
        ),
        (&|map| map["features"][1]["geometry"]["coordinates"] = json!([]), format!("{geometry}/coordinates")),
        (
            &|map| {
                let point = coordinates(map)[0][0].clone();
                map["features"][1]["geometry"] = json!({"type": "Point", "coordinates": point});
            },
            geometry.to_owned(),
        ),
    ];
    for (spoil, place) in cases {
        assert_eq!(spoilt(spoil), [(place, "definition.geojson", Severity::Fault)]);
    }
    let (_, told) = compile(&json!([{"id": "voirie", "title": "Voirie", "sectors": [
        {"id": "a", "title": "A", "area": "{\"type\": \"Polygon\", "}, {"id": "b", "title": "B", "area": "{\"type\": \"Cercle\"}"}]}]));
    assert_eq!(
        told,
        [
            ("/0/sectors/0/area".to_owned(), "definition.geojson", Severity::Fault),
            ("/0/sectors/1/area".to_owned(), "definition.geojson", Severity::Fault)
        ]
    );
}

#[test]
fn a_feature_that_the_map_lacks_is_a_fault_and_one_without_sector_a_warning() {
    let mut lacking = divisions(&map());
    lacking[0]["sectors"][1]["feature"] = json!("S");
    assert_eq!(
        compile(&lacking).1,
        [
            ("/0/sectors/1/feature".to_owned(), "definition.unknown_reference", Severity::Fault),
            ("/0/map/geojson/features/1".to_owned(), "definition.unused", Severity::Warning)
        ]
    );
}

proptest! {
    /// Squares of a grid, each a sector: a point inside one is in that one, whatever the order.
    #[test]
    fn a_point_of_a_grid_is_in_its_square(column in 0..4u32, row in 0..4u32, x in 1..100u32, y in 1..100u32, from in 0..16usize) {
        let square = |cell: u32| {
            let (left, bottom) = (cell % 4, cell / 4 + 40);
            let (right, top) = (left + 1, bottom + 1);
            json!({"type": "Polygon", "coordinates": [[[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]]})
        };
        let mut sectors: Vec<Json> = (0..16)
            .map(|cell| json!({"id": format!("s{cell}"), "title": "S", "area": square(cell).to_string()}))
            .collect();
        sectors.rotate_left(from);
        let divisions = compiled(&json!([{"id": "voirie", "title": "Voirie", "sectors": sectors}]));
        let found = at(&divisions, &format!("{}.{y:02}", row + 40), &format!("{column}.{x:02}"));
        prop_assert_eq!(found.map(str::to_owned), (x < 100 && y < 100).then(|| format!("s{}", row * 4 + column)));
    }
}
