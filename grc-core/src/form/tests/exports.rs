//! What a form gives to others: its schema, its types, its fields, what a reader may read.

use super::*;

fn sample() -> Form {
    let (form, faults) = compile(json!({"sections": [
        {"id": "vous", "title": "Vous", "fields": [
            {"id": "nom", "type": "text", "label": "Nom", "hint": "De famille", "required": true, "default": "Martin"},
            {"use": "@adresse"}
        ]},
        {"id": "projet", "title": "Projet", "fields": [
            {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles", "visible_if": "nom != none", "required": true},
            {"id": "budget", "type": "decimal", "label": "Budget", "min": "=settings.capacite"},
            {"id": "note", "type": "text", "label": "Note", "visible_to": ["agent"], "personal": false},
            {"id": "enfants", "type": "repeat", "label": "Enfants", "fields": [
                {"id": "prenom", "type": "text", "label": "Prénom", "required": true},
                {"id": "dossier", "type": "text", "label": "Dossier", "visible_to": ["agent"]}
            ]}
        ]}
    ]}));
    assert_eq!(faults, Diagnostics::new());
    form
}

#[test]
fn the_schema_states_shape_types_and_limits_only() {
    assert_eq!(
        sample().schema(),
        &json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "additionalProperties": false,
            "required": ["nom", "rue"],
            "properties": {
                "nom": {"type": "string", "maxLength": 255, "title": "Nom", "description": "De famille", "default": "Martin"},
                "rue": {"type": "string", "maxLength": 255, "title": "Rue"},
                "ville": {"type": "string", "maxLength": 255, "title": "Ville"},
                "salle": {"type": "string", "title": "Salle"},
                "budget": {"type": "string", "pattern": "^-?(?:0|[1-9][0-9]{0,28})\\.[0-9]{2}$", "title": "Budget"},
                "note": {"type": "string", "maxLength": 255, "title": "Note"},
                "enfants": {"type": "array", "minItems": 0, "maxItems": 50, "title": "Enfants", "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["prenom"],
                    "properties": {
                        "prenom": {"type": "string", "maxLength": 255, "title": "Prénom"},
                        "dossier": {"type": "string", "maxLength": 255, "title": "Dossier"}
                    }
                }}
            }
        })
    );
}

#[test]
fn fields_and_sections_are_told_in_order() {
    let form = sample();
    let ids: Vec<_> = form.fields().iter().map(|field| (field.id(), field.type_name())).collect();
    assert_eq!(
        ids,
        [
            ("nom", "text"),
            ("rue", "text"),
            ("ville", "text"),
            ("salle", "choice"),
            ("budget", "decimal"),
            ("note", "text"),
            ("enfants", "repeat")
        ]
    );
    let sections: Vec<_> = form
        .sections()
        .iter()
        .map(|section| (section.id(), section.title(Language::French), section.fields()))
        .collect();
    assert_eq!(sections, [("vous", "Vous", 0..3), ("projet", "Projet", 3..7)]);
    let [nom, _, _, salle, _, note, enfants] = form.fields() else { panic!() };
    assert_eq!((nom.label(Language::English), nom.hint(Language::French)), ("Nom", Some("De famille")));
    assert!(
        nom.is_always_required() && !salle.is_always_required() && nom.is_personal() && !note.is_personal()
    );
    assert_eq!(salle.options().len(), 2);
    assert_eq!(enfants.items().len(), 2);
}

#[test]
fn answers_have_types_and_values() {
    let form = sample();
    let record = form.record();
    assert_eq!(record.get("budget"), Some(&Type::Decimal));
    let child = Record::new().with("prenom", Type::Text).with("dossier", Type::Text);
    assert_eq!(record.get("enfants"), Some(&Type::list(child.into())));
    let answers = object(&json!({"budget": "12.50", "nom": "Martin"}));
    assert_eq!(form.value(&answers, "budget").to_json(), json!("12.50"));
    assert_eq!(form.value(&answers, "ville"), Value::Null);
    assert_eq!(form.value(&answers, "inconnu"), Value::Null);
}

#[test]
fn a_reader_reads_only_what_is_theirs() {
    let answers = object(
        &json!({"nom": "Martin", "note": "secret", "hors": 1, "enfants": [{"prenom": "Ana", "dossier": "secret"}]}),
    );
    assert_eq!(
        sample().readable_by(&answers, Reader::Applicant),
        object(&json!({"nom": "Martin", "enfants": [{"prenom": "Ana"}]}))
    );
    assert_eq!(
        sample().readable_by(&answers, Reader::Agent),
        object(
            &json!({"nom": "Martin", "note": "secret", "enfants": [{"prenom": "Ana", "dossier": "secret"}]})
        )
    );
}

#[test]
fn processing_data_is_for_agents_unless_it_is_shown() {
    let definitions: Vec<definition::Field> = serde_json::from_value(json!([
        {"id": "montant", "type": "decimal", "label": "Montant"},
        {"id": "motif", "type": "text", "label": "Motif", "visible_to": ["applicant"]}
    ]))
    .unwrap();
    let scope = scope();
    let surroundings =
        Surroundings { blocks: &[], lists: &SharedLists::new(), scope: &scope, language: Language::French };
    let mut faults = Diagnostics::new();
    let form = Form::from_fields(&definitions, Root::Data, &surroundings, &Pointer::root(), &mut faults);
    let data = object(&json!({"montant": "12.00", "motif": "Complet"}));
    assert_eq!(form.readable_by(&data, Reader::Applicant), object(&json!({"motif": "Complet"})));
    for role in [Reader::Reader, Reader::Agent, Reader::Manager] {
        assert_eq!(form.readable_by(&data, role), data);
    }
}

#[test]
fn a_role_reads_and_answers_what_is_for_it_and_for_those_below() {
    let fields = [
        ("tous", json!(null)),
        ("mairie", json!(["reader"])),
        ("dossier", json!(["applicant", "agent"])),
        ("decision", json!(["manager"])),
    ];
    let definitions: Vec<definition::Field> = fields
        .iter()
        .map(|(id, readers)| {
            let field = json!({"id": id, "type": "text", "label": id, "visible_to": readers});
            serde_json::from_value(field).unwrap()
        })
        .collect();
    let scope = scope();
    let surroundings =
        Surroundings { blocks: &[], lists: &SharedLists::new(), scope: &scope, language: Language::French };
    let answers = object(&json!({"tous": "a", "mairie": "b", "dossier": "c", "decision": "d"}));
    for root in [Root::Answers, Root::Input] {
        let mut faults = Diagnostics::new();
        let form = Form::from_fields(&definitions, root, &surroundings, &Pointer::root(), &mut faults);
        let read = |reader| form.readable_by(&answers, reader).keys().cloned().collect::<Vec<_>>();
        assert_eq!(read(Reader::Applicant), ["dossier", "tous"]);
        assert_eq!(read(Reader::Reader), ["mairie", "tous"]);
        assert_eq!(read(Reader::Agent), ["dossier", "mairie", "tous"]);
        assert_eq!(read(Reader::Manager), ["decision", "dossier", "mairie", "tous"]);
        for reader in [Reader::Applicant, Reader::Reader, Reader::Agent, Reader::Manager] {
            let report = form.check(&answers, &Town, reader, Mode::Complete);
            assert_eq!(report.answers.keys().cloned().collect::<Vec<_>>(), read(reader), "{reader:?}");
            let schema = form.schema_in(Language::French, reader);
            let properties = schema["properties"].as_object().unwrap();
            assert_eq!(properties.keys().cloned().collect::<Vec<_>>(), read(reader), "{reader:?}");
        }
    }
}

#[test]
fn a_form_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&sample());
}
