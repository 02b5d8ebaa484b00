use super::*;

#[test]
fn the_numbers_are_those_of_the_package() {
    assert_eq!(
        format!("{GRC_VERSION_MAJOR}.{GRC_VERSION_MINOR}.{GRC_VERSION_PATCH}"),
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(
        GRC_VERSION_NUMBER,
        GRC_VERSION_MAJOR * 1_000_000 + GRC_VERSION_MINOR * 1000 + GRC_VERSION_PATCH
    );
}
