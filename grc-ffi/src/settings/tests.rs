use super::*;

fn refused(options: &str) -> (ErrorCode, String) {
    let error = Settings::read(options.as_bytes()).err().unwrap();
    (error.code(), error.path().unwrap_or_default().to_owned())
}

#[cfg(feature = "smtp")]
#[test]
fn a_relay_at_fault_is_told_by_its_place() {
    assert_eq!(refused(r#"{"smtp": {}}"#).1, "/options/smtp");
    assert_eq!(refused(r#"{"smtp": {"host": "s.exemple.fr", "prot": 25}}"#).1, "/options/smtp/prot");
    assert_eq!(refused(r#"{"smtp": {"host": "s.exemple.fr", "port": "x"}}"#).1, "/options/smtp/port");
    assert_eq!(refused(r#"{"smtp": {"host": "s.exemple.fr", "user": "u"}}"#).1, "/options/smtp/secret");
}

#[cfg(feature = "smtp")]
#[test]
fn options_may_be_absent_and_are_read_whole() {
    assert!(Settings::read(b"").is_ok());
    let options = r#"{"mail_directory": "courrier", "secrets": {"gmao_jeton": "s"}, "allow": ["127.0.0.1:8080"],
        "smtp": {"host": "smtp.exemple.fr", "user": "mairie", "secret": "smtp"},
        "encoding": "latin-1", "scans_files": true, "most_file_bytes": 1000, "most_request_bytes": 2000,
        "now": "2026-03-02T08:00:00Z"}"#;
    let settings = Settings::read(options.as_bytes()).unwrap();
    assert_eq!(settings.encoding, Encoding::Windows1252);
    assert_eq!(grc_core::engine::Clock::now(&settings.clock).to_string(), "2026-03-02T08:00:00.000Z");
}

#[test]
fn options_at_fault_are_told_by_their_place() {
    assert_eq!(refused("[]"), (ErrorCode::InvalidInput, "/options".to_owned()));
    assert_eq!(refused(r#"{"encodin": 1}"#), (ErrorCode::InvalidInput, "/options".to_owned()));
    assert_eq!(refused(r#"{"encoding": "ebcdic"}"#).1, "/options/encoding");
    assert_eq!(refused(r#"{"scans_files": 1}"#).1, "/options/scans_files");
    assert_eq!(refused(r#"{"most_file_bytes": -1}"#).1, "/options/most_file_bytes");
    assert_eq!(refused(r#"{"allow": [1]}"#).1, "/options/allow/0");
    assert_eq!(refused(r#"{"now": "hier"}"#).1, "/options/now");
    assert_eq!(refused("{").0, ErrorCode::InvalidJson);
}
