use std::fs;

use super::super::{Failure, LetterDirectory, Outage, Transport, Unsendable};
use super::{id, message};
use crate::definition::Channel;
use crate::request::{FileId, Message, MessageFile};

fn letter() -> Message {
    Message {
        channel: Channel::Letter,
        to: vec!["Mme Hélène LEFÈVRE".to_owned(), "12 rue de l'Œuvre".to_owned(), "91000 ÉVRY".to_owned()],
        ..message("Votre demande 2026-000042", "Madame,\n\nVotre demande est acceptée.\n\nLa mairie\n\n")
    }
}

#[test]
fn a_letter_is_laid_out_to_be_printed() {
    let directory = tempfile::tempdir().unwrap();
    LetterDirectory::new(directory.path()).send(id(), &letter()).unwrap();
    let written = fs::read_to_string(directory.path().join(format!("{}.txt", id()))).unwrap();
    let margin = " ".repeat(45);
    assert_eq!(
        written,
        format!(
            "Mairie d'Évry-lès-Prés\nmairie@exemple.fr\n\n\
             {margin}Mme Hélène LEFÈVRE\n{margin}12 rue de l'Œuvre\n{margin}91000 ÉVRY\n\n\
             Objet : Votre demande 2026-000042\n\n\
             Madame,\n\nVotre demande est acceptée.\n\nLa mairie\n"
        )
    );
}

#[test]
fn a_letter_written_twice_replaces_itself_and_leaves_nothing_beside() {
    let directory = tempfile::tempdir().unwrap();
    let letters = directory.path().join("à imprimer");
    let transport = LetterDirectory::new(&letters);
    transport.send(id(), &message("Un", "Un")).unwrap();
    transport.send(id(), &letter()).unwrap();
    let names: Vec<_> = fs::read_dir(&letters).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, [format!("{}.txt", id()).as_str()]);
    assert!(fs::read_to_string(letters.join(&names[0])).unwrap().contains("acceptée"));
}

#[test]
fn a_printer_gets_no_orders() {
    let directory = tempfile::tempdir().unwrap();
    let ordering = Message { body: "a\u{1b}[2Jb\u{c}c\0d\te\r\nf\rg".to_owned(), ..letter() };
    LetterDirectory::new(directory.path()).send(id(), &ordering).unwrap();
    let written = fs::read_to_string(directory.path().join(format!("{}.txt", id()))).unwrap();
    assert!(written.ends_with("\n\na[2Jbcd\te\nf\ng\n"), "{written:?}");
}

#[test]
fn a_letter_to_nobody_is_given_up() {
    let directory = tempfile::tempdir().unwrap();
    for to in [vec![], vec![" ".to_owned(), String::new()]] {
        let sent = LetterDirectory::new(directory.path()).send(id(), &Message { to, ..letter() });
        assert_eq!(sent, Err(Failure::Unsendable(Unsendable::Recipient)));
    }
}

#[test]
fn a_directory_that_cannot_be_written_is_tried_again() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("fichier");
    fs::write(&file, "").unwrap();
    let sent = LetterDirectory::new(&file).send(id(), &letter());
    assert_eq!(sent, Err(Failure::unavailable(Outage::Disk)));
    assert!(!sent.unwrap_err().is_final());
}

#[test]
fn a_letter_names_the_files_that_are_to_go_with_it() {
    let file = |name: &str| MessageFile {
        id: FileId(uuid::Uuid::nil()),
        name: name.to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 1,
    };
    let directory = tempfile::tempdir().unwrap();
    let attachments = vec![file("arrêté.pdf"), file("plan.pdf")];
    LetterDirectory::new(directory.path()).send(id(), &Message { attachments, ..letter() }).unwrap();
    let written = fs::read_to_string(directory.path().join(format!("{}.txt", id()))).unwrap();
    assert!(written.ends_with("La mairie\n\nP. J. : arrêté.pdf, plan.pdf\n"), "{written}");
}
