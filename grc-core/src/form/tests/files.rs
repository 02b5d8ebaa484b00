//! Answers that refer to files.

use super::*;
use crate::definition::Reader;
use crate::form::FileProblem;
use crate::request::FileId;

const IDS: [&str; 4] = [
    "0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e00",
    "0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e01",
    "0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e02",
    "0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e03",
];

fn id(rank: usize) -> FileId {
    serde_json::from_value(json!(IDS[rank])).unwrap()
}

#[test]
fn the_files_of_answers_are_listed_in_the_forms_order_with_who_may_read_them() {
    let form = form(json!([
        {"id": "nom", "type": "text", "label": "Nom"},
        {"id": "plan", "type": "file", "label": "Plan"},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "visible_to": ["agent"], "fields": [
            {"id": "acte", "type": "file", "label": "Acte"},
            {"id": "pai", "type": "file", "label": "PAI", "visible_to": ["applicant"]}]},
        {"id": "banque", "type": "group", "label": "Banque", "fields": [
            {"id": "rib", "type": "file", "label": "RIB", "visible_to": ["applicant", "reader"]}]}
    ]));
    let given = object(&json!({
        "nom": IDS[0], "banque": {"rib": IDS[3]}, "plan": IDS[0],
        "enfants": [{}, {"acte": IDS[1], "pai": IDS[2]}, "autre chose"],
    }));
    let listed: Vec<_> = form.files(&given).into_iter().map(|found| (found.file, found.readers)).collect();
    let both = vec![Reader::Applicant, Reader::Reader];
    assert_eq!(
        listed,
        [(id(0), None), (id(1), Some(vec![Reader::Agent])), (id(2), Some(vec![])), (id(3), Some(both)),]
    );
    let faults: Vec<_> = form.files(&given).iter().map(|found| found.fault(FileProblem::Pending)).collect();
    assert_eq!(faults[2].path, "/enfants/1/pai");
    assert_eq!(
        faults[2].message(Language::French),
        "« Enfants », réponse 2, « PAI » : ce fichier est encore en cours d'analyse"
    );
    for wrong in [json!({"plan": 3}), json!({"plan": "plan.pdf"}), json!({"enfants": {}, "banque": []})] {
        assert!(form.files(&object(&wrong)).is_empty());
    }
}

#[test]
fn a_file_fits_its_field_by_type_and_by_size() {
    let form = form(json!([
        {"id": "photo", "type": "file", "label": "Photo", "accept": ["image/*", "application/pdf"], "max_size": 1000},
        {"id": "libre", "type": "file", "label": "Libre"}
    ]));
    let given = object(&json!({"photo": IDS[0], "libre": IDS[1]}));
    let [photo, free] = &form.files(&given)[..] else { panic!("two files") };
    assert_eq!(photo.misfit("image/heic", 1000), None);
    assert_eq!(photo.misfit("application/pdf", 1001), Some(FileProblem::TooLarge(1000)));
    let Some(FileProblem::Type(extensions)) = photo.misfit("application/zip", 1) else { panic!("a type") };
    assert!(extensions.contains(&"pdf") && extensions.contains(&"heic") && !extensions.contains(&"zip"));
    assert_eq!(free.misfit("application/octet-stream", 10 << 20), None);
    assert_eq!(free.misfit("text/plain", (10 << 20) + 1), Some(FileProblem::TooLarge(10 << 20)));
    let large = free.fault(FileProblem::TooLarge(10 << 20));
    assert_eq!(
        large.message(Language::English),
        "“Libre”: the file is too large; the greatest size is 10 MiB"
    );
}

#[test]
fn a_type_that_no_file_has_is_refused_at_publication() {
    let accept = json!(["application/pdf", "image/jpg", "image/*"]);
    let (_, faults) =
        compile(json!({"fields": [{"id": "x", "type": "file", "label": "X", "accept": accept}]}));
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!(fault.code, "definition.unknown_media_type");
    assert_eq!(fault.pointer, "/form/fields/0/accept/1");
    assert!(fault.message.english.ends_with("did you mean `image/jpeg`?"), "{}", fault.message.english);
}

#[test]
fn what_is_wrong_with_a_file_is_told_where_its_field_stands() {
    let form = form(json!([
        {"id": "plan", "type": "file", "label": "Plan"},
        {"id": "nom", "type": "text", "label": "Nom", "required": true},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "fields": [
            {"id": "prenom", "type": "text", "label": "Prénom", "required": true},
            {"id": "acte", "type": "file", "label": "Acte"},
            {"id": "age", "type": "integer", "label": "Âge", "required": true}]},
        {"id": "fin", "type": "boolean", "label": "Fin", "required": true}
    ]));
    let given = object(&json!({
        "plan": IDS[0], "enfants": [{"acte": IDS[1], "age": 3}, {"acte": IDS[2], "inconnu": 1}], "autre": 1
    }));
    let mut found = form.check(&given, &Town, Reader::Applicant, Mode::Complete).faults;
    let mut of_files: Vec<_> =
        form.files(&given).iter().map(|found| found.fault(FileProblem::Unknown)).collect();
    of_files.push(crate::form::AnswerFault::files_too_large(1 << 20));
    form.insert_in_order(&mut found, of_files);
    let told: Vec<_> = found.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(
        told,
        [
            "/plan",
            "/nom",
            "/enfants/0/prenom",
            "/enfants/0/acte",
            "/enfants/1/prenom",
            "/enfants/1/acte",
            "/enfants/1/age",
            "/enfants/1/inconnu",
            "/fin",
            "/autre",
            ""
        ]
    );
}
