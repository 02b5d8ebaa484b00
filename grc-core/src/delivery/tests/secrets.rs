use super::super::{Environment, Secret, Secrets};

#[test]
fn a_secret_is_printed_nowhere() {
    let secret = Secret::new("jeton-très-secret");
    assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Secret(…) Some(Secret(…))");
    assert_eq!(secret.expose(), "jeton-très-secret".as_bytes());
}

#[test]
fn the_environment_provides_secrets_by_name() {
    assert_eq!(Environment::variable("gmao_jeton"), "GRC_SECRET_GMAO_JETON");
    // The variable is set for a child of its own: a process's environment is not to be changed
    // while other threads read it.
    let this_test = "delivery::tests::secrets::the_environment_provides_secrets_by_name";
    if std::env::var_os("GRC_SECRET_GMAO_JETON").is_none() {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([this_test, "--exact"])
            .env("GRC_SECRET_GMAO_JETON", "abc")
            .env("GRC_SECRET_VIDE", "")
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && printed.contains("1 passed"), "{printed}");
        return;
    }
    assert_eq!(Environment.secret("gmao_jeton").unwrap().expose(), b"abc");
    for name in ["absent", "vide", "", "GMAO_JETON", "gmao jeton", "gmao=jeton", "gmao\0jeton"] {
        assert!(Environment.secret(name).is_none(), "{name:?}");
    }
}
