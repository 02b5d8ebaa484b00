//! The tutorial runs to its end, and shows what it says that it shows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::PathBuf;
use std::process::Command;

/// The program of `examples/mairie`, as its sources are. With all the tests it is built already, and this does nothing.
fn program() -> PathBuf {
    let cargo = std::env::var_os("CARGO").expect("tests are run by cargo");
    let example = ["build", "--quiet", "--workspace", "--example", "mairie"];
    let mut build = Command::new(cargo);
    // What cargo tells its tests of this package would make build scripts run again.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_")) {
        if name != "CARGO_TARGET_DIR" && name != "CARGO_HOME" && name != "CARGO_BUILD_JOBS" {
            build.env_remove(name);
        }
    }
    assert!(build.args(example).status().unwrap().success());
    let tests = std::env::current_exe().unwrap();
    tests.parent().unwrap().parent().unwrap().join("examples/mairie")
}

#[test]
fn a_day_at_the_town_hall_ends_well() {
    let output = Command::new(program()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    for shown in [
        "13 démarches publiées",
        "« reserv sal » trouve : Réservation de salles",
        "Dépôt refusé (invalid_answers), rien n'est enregistré.",
        "Hugo la demande aussi : Cette salle est déjà réservée à cette date.",
        "La GMAO refuse (http_422) : voie inconnue du plan, vouliez-vous dire « Rue du Vieux-Moulin » ?",
        "Karim corrige la voie, et transmet de nouveau.",
        "Interrogée, la GMAO répond que le ticket GT-1041 est « planifie »",
        "Le même appel, rejoué, est sans effet : HTTP 200",
        "02/03/2026 09:00  connector:gmao create         refusé http_422",
        "02/03/2026 09:00  connector:gmao create         abouti http_201",
        "02/03/2026 09:20  connector:gmao interrogation  abouti http_200",
        "Une commande périmée est refusée",
        "La corbeille de Paul",
        "Paul transfère",
        "donne son avis",
        "Secteur : Équipe du bourg",
        "2026-000003 : Résolu (Terminé)",
        "Dossier lié 2026-000010 : Lina",
        "EN RETARD",
        "Corrections demandées : Participants",
        "À l'essai : 3 demandes, 0 refusées.",
        "Reprises : 3. Reprendre de nouveau ne change rien : 3 déjà là.",
        "SAL-2026-009 est maintenant 2026-",
        "Les statistiques",
        "0 anomalie(s)",
    ] {
        assert!(said.contains(shown), "the demo no longer shows: {shown}\n{said}");
    }
    // `examples/python/mairie.py` is held to the same file by grc-py/tests.
    let history = include_str!("../examples/mairie/history.txt");
    assert!(said.contains(&format!("── L'histoire de 2026-000001 ──\n{history}")), "another history\n{said}");
}
