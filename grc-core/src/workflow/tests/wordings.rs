//! What messages say, how they are laid out, what goes with them.

use super::*;
use crate::definition::{Channel, Reader};
use crate::request::{FileId, GivenFile, Message, OutgoingContent, Sha256};
use crate::workflow::process::Recipient;

/// The catalogue of one message, with what else it holds.
fn with(message: Json, change: impl FnOnce(&mut Json)) -> Json {
    let mut message = message;
    for (key, value) in
        [("kind", json!("acknowledgement")), ("on", json!("submitted")), ("to", json!(["applicant"]))]
    {
        message.as_object_mut().unwrap().entry(key).or_insert(value);
    }
    let mut catalogue = catalogue(full_circuit(), json!([message]));
    change(&mut catalogue);
    catalogue
}

fn faults(catalogue: &Json) -> Vec<String> {
    let at = "/procedures/0/scenarios/0/communications/0";
    codes(catalogue).into_iter().map(|code| code.replace(at, "")).collect()
}

fn first(decision: &Decision) -> Message {
    let mut messages = decision.outgoing.iter().filter_map(|outgoing| match &outgoing.content {
        OutgoingContent::Message(message) => Some(message.clone()),
        _ => None,
    });
    messages.next().unwrap()
}

/// What someone is written, whose name is `name`.
fn written_to(name: &str, catalogue: &Json) -> Message {
    let (process, faults) = compile(catalogue);
    assert!(!faults.has_faults(), "{faults:?}");
    let process = process.unwrap();
    let applicant =
        Applicant { last_name: Some(name.to_owned()), phone: Some("+33612345678".into()), ..martin() };
    first(&Desk::new(&process).submit_for(applicant, json!({"montant": 1})))
}

fn template() -> Json {
    json!([{"id": "modele", "subject": "Objet", "body": "Corps {{ applicant.name }}", "html": "<p>Corps <b>{{ applicant.name }}</b></p>"}])
}

#[test]
fn a_message_writes_anew_the_parts_of_a_template_that_it_wants_otherwise() {
    let says = |message: Json| {
        let sent = written_to("Zoé", &with(message, |catalogue| catalogue["templates"] = template()));
        (sent.subject, sent.body, sent.html.map(|html| html.contains("<p>Corps <b>Zoé</b></p>")))
    };
    let own = |subject: &str, body: &str, html| (subject.to_owned(), body.to_owned(), html);
    assert_eq!(says(json!({"template": "@modele"})), own("Objet", "Corps Zoé", Some(true)));
    assert_eq!(
        says(json!({"template": "@modele", "subject": "Autre"})),
        own("Autre", "Corps Zoé", Some(true))
    );
    // The template's HTML does not say what a body written anew says.
    assert_eq!(says(json!({"template": "@modele", "body": "Bref"})), own("Objet", "Bref", None));
    assert_eq!(
        says(json!({"template": "@modele", "body": "Bref", "html": "<p>Bref</p>"})),
        own("Objet", "Bref", Some(false))
    );
    let nothing = with(json!({"subject": "Objet"}), |_| {});
    assert_eq!(faults(&nothing), [" definition.message_text"]);
}

#[test]
fn what_someone_typed_is_never_html() {
    let own = with(
        json!({"subject": "S", "body": "{{ applicant.name }}", "html": "<p title=\"{{ applicant.name }}\">{{ applicant.name }}</p>"}),
        |_| {},
    );
    let made = with(json!({"subject": "S", "body": "Bonjour {{ applicant.name }}"}), |catalogue| {
        catalogue["layout"] = json!({})
    });
    for catalogue in [own, made] {
        let sent = written_to("<script>\"'&", &catalogue);
        let html = sent.html.unwrap();
        assert!(!html.contains("<script>"), "{html}");
        assert!(html.contains("&lt;script&gt;&quot;&#39;&amp;"), "{html}");
        assert!(sent.body.contains("<script>\"'&"), "text is text");
    }
}

#[test]
fn a_text_becomes_paragraphs_whose_addresses_can_be_followed() {
    let body = "Bonjour\u{202f}!\nÀ suivre\u{a0}: https://exemple.fr/suivi?a=1&b=\"2\".\n\n\n«\u{a0}http:\u{a0}» n'est pas une adresse";
    let html = written_to(
        "Zoé",
        &with(json!({"subject": "S", "body": body}), |catalogue| catalogue["layout"] = json!({})),
    )
    .html
    .unwrap();
    let expected = "<p>Bonjour\u{202f}!<br>\nÀ suivre\u{a0}: <a href=\"https://exemple.fr/suivi?a=1&amp;b=&quot;2&quot;\">https://exemple.fr/suivi?a=1&amp;b=&quot;2&quot;</a>.</p>\n<p>«\u{a0}http:\u{a0}» n&#39;est pas une adresse</p>";
    assert!(html.contains(expected), "{html}");
}

#[test]
fn a_layout_stands_around_every_email_and_nothing_else() {
    let layout = json!({
        "html": {"fr": "<h1>{{ settings.nom_commune }}</h1>{{ message }}<p>{{ request.reference }}</p>", "en": "<h1>Town</h1>{{message}}"},
        "text": "{{ settings.nom_commune }}\n\n{{ message }}\n-- \n{{ request.service.title }}"
    });
    let message = |channel: &str| {
        with(json!({"subject": "S", "body": "Corps", "channels": [channel]}), |catalogue| {
            catalogue["layout"] = layout.clone()
        })
    };
    let email = written_to("Zoé", &message("email"));
    assert_eq!(email.html.unwrap(), "<h1>Saint-Aubin</h1><p>Corps</p><p>2026-000001</p>");
    assert_eq!(email.body, "Saint-Aubin\n\nCorps\n-- \nAccueil");
    let sms = written_to("Zoé", &message("sms"));
    assert_eq!((sms.channel, sms.body.as_str(), sms.html), (Channel::Sms, "Corps", None));
    // Without a layout, what has no HTML of its own is text.
    assert_eq!(written_to("Zoé", &with(json!({"subject": "S", "body": "Corps"}), |_| {})).html, None);
}

#[test]
fn the_engines_own_layout_has_the_name_and_the_logo_of_the_town() {
    let html = |change: fn(&mut Json)| {
        written_to(
            "Zoé",
            &with(json!({"subject": "S", "body": "Corps"}), |catalogue| {
                catalogue["layout"] = json!({});
                change(catalogue);
            }),
        )
        .html
        .unwrap()
    };
    let usual = html(|catalogue| catalogue["settings"]["logo"] = json!("https://exemple.fr/logo.png"));
    assert!(usual.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"), "{usual}");
    assert!(usual.contains("<img src=\"https://exemple.fr/logo.png\" alt=\"Saint-Aubin\""), "{usual}");
    assert!(usual.contains("<p>Corps</p>"), "{usual}");
    assert!(!html(|_| {}).contains("<img"));
    assert!(
        html(|catalogue| {
            catalogue["settings"].as_object_mut().unwrap().remove("nom_commune");
        })
        .contains("<p>Corps</p>")
    );
}

#[test]
fn a_layout_at_fault_is_told_at_its_place() {
    let told = |layout: Json| {
        faults(&with(json!({"subject": "S", "body": "C"}), |catalogue| catalogue["layout"] = layout))
    };
    assert_eq!(told(json!({"html": "<p></p>"})), ["/layout/html definition.layout"]);
    assert_eq!(told(json!({"text": "{{ message }} {{ message }}"})), ["/layout/text definition.layout"]);
    assert_eq!(
        told(json!({"html": {"fr": "{{ message }}", "en": ""}})),
        ["/layout/html/en definition.layout"]
    );
    let unknown = told(json!({"html": "{{ message }}{{ answers.montant }}"}));
    assert!(unknown[0].starts_with("/layout/html "), "{unknown:?}");
    // What opens before the message is closed before it too.
    assert!(!told(json!({"text": "{% if request.reference %}{{ message }}{% endif %}"})).is_empty());
}

#[test]
fn a_message_reaches_a_mobile_or_an_account_where_there_is_one() {
    let (process, _) =
        compile(&with(json!({"subject": "S", "body": "C", "channels": ["sms", "portal"]}), |_| {}));
    let process = process.unwrap();
    let to = |phone: &str| {
        let applicant = Applicant { phone: Some(phone.to_owned()), ..martin() };
        let message = first(&Desk::new(&process).submit_for(applicant, json!({"montant": 1})));
        (message.channel, message.to)
    };
    assert_eq!(to("+33612345678"), (Channel::Sms, vec!["+33612345678".to_owned()]));
    assert_eq!(to("+32470123456"), (Channel::Sms, vec!["+32470123456".to_owned()]));
    assert_eq!(to("+33231860000"), (Channel::Portal, vec!["usager".to_owned()]));
}

#[test]
fn a_subject_keeps_the_spaces_of_french() {
    let sent = written_to(
        "Zoé",
        &with(
            json!({"subject": "Reçu\u{202f}: «\u{a0}{{ applicant.name }}\u{a0}»  \n!", "body": "C"}),
            |_| {},
        ),
    );
    assert_eq!(sent.subject, "Reçu\u{202f}: «\u{a0}Zoé\u{a0}» !");
}

/// A catalogue whose form asks for two files, one that the applicant may not read.
fn with_files(attachments: Json, to: Json) -> Json {
    with(json!({"subject": "S", "body": "C", "attachments": attachments, "to": to}), |catalogue| {
        let fields = &mut catalogue["procedures"][0]["scenarios"][0]["form"]["fields"];
        fields.as_array_mut().unwrap().extend([
            json!({"id": "plan", "type": "file", "label": "Plan"}),
            json!({"id": "avis", "type": "file", "label": "Avis", "visible_to": ["agent"]}),
        ]);
    })
}

#[test]
fn attachments_are_fields_of_files_and_those_that_leave_are_the_applicants_to_read() {
    let told = |attachments: Json, to: Json| faults(&with_files(attachments, to));
    assert_eq!(told(json!(["answers.plan"]), json!(["applicant", "service"])), Vec::<String>::new());
    assert_eq!(told(json!(["answers.avis"]), json!(["service"])), Vec::<String>::new());
    assert_eq!(
        told(json!(["answers.avis"]), json!(["applicant"])),
        ["/attachments/0 definition.attachment_hidden"]
    );
    assert_eq!(
        told(json!(["answers.avis"]), json!(["suivi@exemple.fr"])),
        ["/attachments/0 definition.attachment_hidden"]
    );
    assert_eq!(
        told(json!(["answers.montant"]), json!(["applicant"])),
        ["/attachments/0 definition.attachment"]
    );
    assert_eq!(
        told(json!(["plan", "data.plan"]), json!(["applicant"])),
        ["/attachments/0 definition.attachment", "/attachments/1 definition.attachment"]
    );
}

#[test]
fn the_files_of_a_field_go_with_the_message_and_those_of_others_do_not() {
    let (process, faults) = compile(&with_files(json!(["answers.plan", "answers.avis"]), json!(["service"])));
    assert!(!faults.has_faults(), "{faults:?}");
    let process = process.unwrap();
    let desk = Desk::new(&process);
    let mut request = desk.submit(json!({"montant": 1}));
    let given = |number: u128, readers: &[Reader]| GivenFile {
        id: FileId(Uuid::from_u128(number)),
        media_type: "application/pdf".to_owned(),
        name: format!("{number}.pdf"),
        readers: readers.iter().copied().collect(),
        sha256: Sha256([0; 32]),
        size: 1,
    };
    request.files = vec![
        given(1, &[Reader::Applicant, Reader::Reader]),
        given(2, &[Reader::Agent]),
        given(3, &[Reader::Reader]),
    ];
    for (name, number) in [("plan", 1), ("avis", 2)] {
        request.answers.insert(name.to_owned(), json!(Uuid::from_u128(number)));
    }
    let wanted = &process.communications[0].message.attachments;
    let names = |recipient: &Recipient| {
        process.attachments(&request, wanted, recipient).into_iter().map(|file| file.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&Recipient::Service), ["1.pdf", "2.pdf"]);
    // Even of what a field of the definition lets out, only what the applicant may read of this request does.
    assert_eq!(names(&Recipient::Applicant), ["1.pdf"]);
}

#[test]
fn a_code_that_nobody_is_given_is_told_and_one_that_someone_is_given_is_not() {
    let told = |communications: Json| {
        let mut workflow = full_circuit();
        workflow["statuses"]["recue"]["transitions"].as_array_mut().unwrap().push(
            json!({"id": "confirmer", "label": "Confirmer", "to": "en_instruction", "by": ["party:parent"]}),
        );
        let mut catalogue = catalogue(workflow, communications);
        catalogue["procedures"][0]["scenarios"][0]["parties"] = json!([{"role": "parent", "label": "Parent", "name": "=applicant.name", "email": "=applicant.email"}]);
        codes(&catalogue).into_iter().filter(|code| code.contains("code_never_given")).collect::<Vec<_>>()
    };
    let message = |to: &str, body: &str| json!([{"kind": "follow_up", "on": "submitted", "to": [to], "subject": "S", "body": body}]);
    let warned = ["/procedures/0/scenarios/0/workflow/statuses/recue definition.code_never_given"];
    assert_eq!(told(json!([])), warned);
    assert_eq!(told(message("party:parent", "Bonjour")), warned);
    assert_eq!(told(message("party:parent", "{{ request.confirmation_code }}")), Vec::<String>::new());
}
