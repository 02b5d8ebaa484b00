"""Forms and answers at random, from a `random.Random`: the answers are often right."""

from __future__ import annotations

from typing import Any

TODAY = "2026-03-02"

INLINE = [{"value": "a", "label": "A"}, {"value": "halle", "label": "Halle"}, {"value": "été", "label": "Été"}]
LISTS = [
    {"id": "salles", "options": [{"value": "fetes", "label": "Fêtes"}, {"value": "halle", "label": "Halle"}]},
    {
        "id": "creneaux",
        "columns": {"soir": "boolean"},
        "options": [{"value": "h9", "label": "9 h", "soir": False}, {"value": "h20", "label": "20 h", "soir": True}],
    },
]
BLOCKS = [
    {
        "id": "adresse",
        "fields": [
            {"id": "rue", "type": "text", "label": "Rue", "required": True, "max_length": 8},
            {"id": "ville", "type": "text", "label": "Ville", "pattern": "[A-Z][a-z]*"},
        ],
    }
]

UUID = "0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e0f"
IBAN = "FR7630006000011234567890189"
TRIANGLE = [{"latitude": north, "longitude": east} for north, east in (("49", "0"), ("50", "0"), ("50", "1"))]
INSTANT = "2026-03-02T13:30:00.000Z"

# What a schema can say of a type of field: its limits, answers that are right as they are stored, and wrong ones.
PLAIN: list[Any] = [
    ({"type": "text"}, ["abc", "été", "x" * 255], ["x" * 256, 3]),
    ({"type": "text", "min_length": 2, "max_length": 4}, ["ab", "éééé", "🙂🙂"], ["a", "abcde", "🙂"]),
    ({"type": "text", "pattern": "[a-z]+[0-9]?"}, ["abc", "abc1"], ["ABC", "abc12", "1", "été"]),
    ({"type": "text", "pattern": "a|bc", "max_length": 2}, ["a", "bc"], ["ab", "c", "abc", "abcd"]),
    ({"type": "text", "pattern": r"\d{5}"}, ["14985"], ["1498", "149850", "1498a"]),
    ({"type": "text", "pattern": "[A-Za-zÀ-ÿ' -]+"}, ["Zoé L'Hay-Bois", "ÿ"], ["Zoé 2", "œ"]),
    ({"type": "textarea"}, ["abc", "une ligne\nune autre", "x" * 10_000], ["x" * 10_001, True]),
    ({"type": "textarea", "max_length": 5}, ["a\nb"], ["abcdef"]),
    ({"type": "integer"}, [0, -7, 9_007_199_254_740_991], [9_007_199_254_740_992, -(2**63), 2**64 - 1, 4.5, "3"]),
    ({"type": "integer", "min": -3, "max": 20}, [-3, 0, 20], [-4, 21, 2**70, 1.5, "3", [3]]),
    ({"type": "decimal"}, ["12.50", "-0.01", "0.00"], ["x", "1e3", 4.5, "--1.00", True]),
    ({"type": "decimal", "scale": 0}, ["12", "-1", "0"], ["1.5", "x", {}]),
    ({"type": "boolean"}, [True, False], ["oui", 1, "true", 0]),
    ({"type": "date"}, [TODAY, "2028-02-29", "0001-01-01"], ["2026-02-30", "02/03/2026", "2026-3-2", "0000-01-01", 2]),
    ({"type": "choice", "options": INLINE}, ["a", "été"], ["fetes", "A", True, ["a"]]),
    ({"type": "choices", "options": INLINE}, [["a"], ["halle", "été", "a"]], [["a", "a"], ["b"], "a", [1], {}]),
    ({"type": "choices", "options": INLINE, "min": 2, "max": 2}, [["a", "halle"]], [["a"], ["a", "halle", "été"]]),
    ({"type": "file"}, [UUID], [UUID.upper(), UUID[1:], "photo.png", [UUID]]),
]

# Those of which a schema says less than the engine does, and other ways of writing the same answer.
MORE: list[Any] = [
    ({"type": "text", "min_length": 1}, [" abc ", "e\u0301te\u0301", ""], ["a\nb", "a\u0007b"]),
    ({"type": "text", "max_length": 3}, [" e\u0301te\u0301 ", "abc\t"], ["abcd"]),
    ({"type": "textarea"}, [" a\r\nb\rc ", "   "], ["a\u0000b"]),
    ({"type": "decimal", "min": "-1.5", "max": 20}, ["12.5", 7, "020", "-1.50"], ["-1.51", "20.01", "1.234"]),
    ({"type": "decimal", "scale": 10}, ["0.0000000001", "12"], ["9" * 28, "9" * 40]),
    ({"type": "date", "min": "=today"}, [TODAY, "2028-02-29"], ["2026-03-01"]),
    ({"type": "date", "max": "2027-01-01"}, [TODAY], ["2027-01-02"]),
    ({"type": "time", "min": "08:00", "max": "18:00"}, ["08:00", "18:00"], ["07:59", "25:00", "8h", 8]),
    ({"type": "time"}, ["00:00", "23:59"], ["24:00", "1200"]),
    (
        {"type": "datetime"},
        [INSTANT, "2026-03-02T14:30", "2026-03-02T14:30:00+01:00", "2026-10-25T02:30"],
        ["2026-03-29T02:30", "2026-03-02", TODAY + "T25:00", 0],
    ),
    ({"type": "datetime", "min": INSTANT}, [INSTANT], ["2026-03-02T13:29:59.999Z"]),
    ({"type": "consent"}, [True], [False, "oui", 1]),
    ({"type": "email"}, ["a@exemple.fr", "A.b@Exemple.FR"], ["a@", "a b@exemple.fr", "x" * 65 + "@exemple.fr"]),
    ({"type": "phone"}, ["06 39 98 12 34", "+32470123456"], ["12", "06 39", "+0612345678"]),
    ({"type": "url"}, ["https://www.exemple.fr", "HTTPS://Exemple.fr/a?b=1"], ["ftp://exemple.fr", "https://a b/"]),
    ({"type": "siren"}, ["732829320", "404 833 048"], ["404833047", "73282932"]),
    ({"type": "rna"}, ["W503726238", " w1p0123456"], ["X503726238", "W1"]),
    ({"type": "nir", "legal_basis": "Décret"}, ["295109912611193", "2 95 10 99 126 111 93"], ["295109912611199"]),
    ({"type": "spi"}, ["3012345678167", "30 12 345 678 167"], ["3012345678168", "9012345678167"]),
    ({"type": "tva"}, ["FR44732829320", "fr 44 732 829 320"], ["FR45732829320", "DE44732829320"]),
    ({"type": "bic"}, ["AGRIFRPP", "agrifrpp882"], ["AGRIFRP", "AGRI1RPP"]),
    ({"type": "plate"}, ["AB-123-CD", "ab 123 cd"], ["AI-123-CD", "A-1-B"]),
    ({"type": "postal_code"}, ["14985", "14 000"], ["1498", "abcde"]),
    ({"type": "commune"}, ["14118", "2A004"], ["2C004", "141"]),
    ({"type": "departement"}, ["14", "2a", "974"], ["20", "999"]),
    ({"type": "country"}, ["FR", "be"], ["ZZ", "France"]),
    (
        {"type": "address"},
        [
            {"number": "12 bis", "street": "rue des Lilas ", "postal_code": "14 000", "city": "Caen"},
            {"locality": "La Prairie", "postal_code": "14000", "city": "Caen", "commune": "14118"},
        ],
        [{"street": "rue Neuve", "city": "Caen"}, {"city": "Caen", "postal_code": "14000"}, "12 rue des Lilas"],
    ),
    (
        {"type": "address", "foreign": True},
        [
            {"street": "Rue Neuve", "country": "be", "foreign_postal_code": "1000", "city": "Bruxelles"},
            {"street": "rue Neuve", "postal_code": "14000", "city": "Caen", "latitude": "49.2", "longitude": "0"},
        ],
        [{"street": "Rue Neuve", "country": "ZZ", "city": "Nulle part"}, {"street": "rue Neuve", "latitude": "49"}],
    ),
    ({"type": "location"}, [{"latitude": "49.05", "longitude": "-0.3700000"}], [{"latitude": "91", "longitude": "0"}]),
    (
        {"type": "location", "area": TRIANGLE},
        [{"latitude": "49.9", "longitude": "0.1"}],
        [{"latitude": "49.1", "longitude": "0.9"}, {"latitude": 49.5, "longitude": "0"}, {"latitude": "49.9"}],
    ),
    ({"type": "siret"}, ["73282932000074", "732 829 320 00074"], ["73282932000075", "7328"]),
    ({"type": "iban"}, [IBAN, "de89 3704 0044 0532 0130 00"], [IBAN[:-1] + "8", "FR76"]),
    (
        {"type": "iban", "with_bic": True},
        [{"iban": IBAN, "bic": "agrifrpp"}],
        [{"iban": IBAN, "bic": "GEBABEBB"}, {"iban": IBAN}],
    ),
    ({"type": "choice", "options": "@salles"}, ["halle", "fetes"], ["a"]),
    ({"type": "choice", "options": "@creneaux", "where": {"soir": "f0"}}, ["h9", "h20"], ["h10"]),
    ({"type": "date", "default": "=today", "readonly_if": "f0"}, [TODAY], ["2026-03-01"]),
    ({"type": "integer", "default": "=1 + 2"}, [3, 4], ["3"]),
    ({"type": "choices", "options": "@salles", "max": 1}, [["halle"], []], [["fetes", "halle"], ["a"]]),
    ({"type": "text", "default": "abc", "readonly_if": "f0"}, ["abc"], ["abcd"]),
    ({"type": "computed", "value": "12.345", "result": "decimal"}, ["12.34"], ["1.00"]),
    ({"type": "computed", "value": "today", "result": "date"}, [], []),
    ({"type": "computed", "value": "'a'", "result": "text"}, [], []),
    ({"type": "heading"}, [], ["a"]),
    ({"type": "note"}, [], ["a"]),
]

# What an option is filtered by inside a group is beside it, where its type is not known.
NESTED = [sort for sort in MORE if "where" not in sort[0]]

ANYTHING = [
    None,
    "",
    " ",
    "abc",
    3,
    -1,
    4.5,
    True,
    False,
    [],
    {},
    [None],
    {"f0": 1},
    [{"f0": "b"}],
    TODAY,
    "12.50",
    10**30,
]

RULES = [
    {},
    {},
    {"required": True},
    {"visible_if": "f0"},
    {"visible_if": "not f0", "required": True},
    {"required_if": "f0"},
    {"visible_to": ["agent"], "required": True},
]
ITEM_RULES = [{}, {}, {"required": True}, {"visible_if": "f0", "required": True}]
ANSWERED_NOWHERE = ("heading", "note", "computed")


def line(chance: Any, make_form: Any, count: Any) -> Any:
    """A form, and as many answers to it."""
    form = make_form(chance)
    answers = [answers_to(chance, form) for _ in range(count)]
    return {"form": form.definition, "lists": LISTS, "blocks": BLOCKS, "today": TODAY, "answers": answers}


def fields_of(definition: Any) -> Any:
    """The fields of a form, in order, with those of the shared block in its place."""
    items = definition.get("fields", []) + [
        item for section in definition.get("sections", []) for item in section["fields"]
    ]
    return [field for item in items for field in (BLOCKS[0]["fields"] if "use" in item else [item])]


class Form:
    """A definition, and for each field what may answer it."""

    def __init__(self, definition: Any, samples: Any) -> None:
        self.definition, self.samples = definition, samples


def several(chance: Any, names: Any, sorts: Any, rules: Any) -> Any:
    """Fields, and what may answer each of them, rightly and wrongly."""
    fields, samples = [], {}
    for name in names:
        limits, right, wrong = chance.choice(sorts)
        rule = {} if limits["type"] in ANSWERED_NOWHERE else chance.choice(rules)
        fields.append({"id": name, "label": "Champ " + name, **limits, **rule})
        samples[name] = (right, wrong)
    return fields, samples


def nest(chance: Any, name: Any, sorts: Any, rules: Any) -> Any:
    """A group or a repeat of a few fields."""
    inner, samples = several(chance, ["f0", "f1", "f2"][: chance.randint(1, 3)], sorts, rules)
    one = {"id": name, "label": "Champ " + name, "type": chance.choice(["group", "repeat"]), "fields": inner}
    if one["type"] == "repeat":
        one.update(chance.choice([{}, {"max": 2}, {"min": 1, "max": 3}]))
    return one, samples


def plain_form(chance: Any) -> Any:
    """A form whose schema says all that the engine checks."""
    rules = [{}, {"required": True}]
    names = [f"f{rank}" for rank in range(chance.randint(1, 5))]
    fields, samples = several(chance, names, PLAIN, rules)
    if chance.random() < 0.3:
        one, samples["nid"] = nest(chance, "nid", PLAIN, rules)
        fields.append(one)
    return Form({"fields": fields}, samples)


def any_form(chance: Any) -> Any:
    """A form of any fields, with conditions, and sections or a shared block at times."""
    names = [f"f{rank}" for rank in range(1, chance.randint(2, 6))]
    asked_first = {"id": "f0", "type": "boolean", "label": "Champ f0"}
    fields, samples = several(chance, names, PLAIN + MORE, RULES)
    samples["f0"] = ([True, False], ["oui"])
    if chance.random() < 0.4:
        one, samples["nid"] = nest(chance, "nid", PLAIN + NESTED, ITEM_RULES)
        first, last = one["fields"][0], one["fields"][-1]
        if first is not last and first["type"] not in ("heading", "note") and chance.random() < 0.5:
            last["visible_if"] = "item.f0 != none"
        if one["type"] == "repeat" and first["type"] not in ("heading", "note") and chance.random() < 0.3:
            one["unique_by"] = ["f0"]
        if chance.random() < 0.1:
            one["rules"] = [{"check": "f0", "message": "Ainsi seulement."}]
        fields.append({**one, **chance.choice(RULES)} if one.get("min", 0) == 0 else one)
    if chance.random() < 0.2:
        fields.append({"use": "@adresse"})
        samples.update(rue=(["du Bois"], ["du Grand Bois"]), ville=(["Caen"], ["caen"]))
    definition = {"fields": [asked_first, *fields]}
    if chance.random() < 0.3 and fields:
        hidden = chance.choice([{}, {"visible_if": "f0"}])
        sections = [
            {"id": "un", "title": "Un", "fields": [asked_first]},
            {"id": "deux", "title": "Deux", **hidden, "fields": fields},
        ]
        definition = {"sections": sections}
    if chance.random() < 0.1:
        definition["rules"] = [{"check": "not f0", "message": "Pas ainsi.", "fields": ["f0"]}]
    if chance.random() < 0.1:
        definition["eligibility"] = [{"check": "f0", "message": "Pas vous."}]
    return Form(definition, samples)


def answers_to(chance: Any, form: Any) -> Any:
    """Answers to a form: most are right, in about half of the cases all of them."""
    wrong = chance.choice([0, 0, 0.15, 0.4])
    absent = chance.choice([0, 0.1, 0.5])
    answers = object_of(chance, form.samples, fields_of(form.definition), wrong, absent)
    if chance.random() < wrong / 4:
        answers[chance.choice(["inconnu", "F0", "f99"])] = chance.choice(ANYTHING)
    return answers


def object_of(chance: Any, samples: Any, fields: Any, wrong: Any, absent: Any) -> Any:
    """What a form, a group or an element of a repeat is answered."""
    answers = {}
    for field in fields:
        is_kept = field.get("required") and wrong == 0
        if chance.random() < absent and not is_kept:
            continue
        of_field = samples[field["id"]]
        if isinstance(of_field, dict):
            right, faulty = [nested(chance, of_field, field, wrong, absent)], []
        else:
            right, faulty = of_field
        if chance.random() < wrong:
            answers[field["id"]] = chance.choice(faulty + ANYTHING)
        elif right:
            answers[field["id"]] = chance.choice(right)
    return answers


def nested(chance: Any, samples: Any, field: Any, wrong: Any, absent: Any) -> Any:
    """What a group or a repeat is answered."""

    def one() -> Any:
        return object_of(chance, samples, field["fields"], wrong, absent)

    if field["type"] == "group":
        return one()
    count = chance.randint(max(field.get("min", 0), 1), field.get("max", 2)) + (chance.random() < wrong)
    return [one() for _ in range(count)]
