"""Identifiers, beside independent implementations: python-stdnum, schwifty, phonenumbers, pycountry.

Each test draws values, valid ones and valid ones spoilt, and asks both sides. They may differ only where a named
exception says why; each exception must happen, or be removed.
"""

import random
import string

import phonenumbers
import pycountry
import pytest
import schwifty
import stdnum.bic
import stdnum.iban
from phonenumbers import PhoneMetadata, PhoneNumber, ValidationResult
from schwifty.exceptions import SchwiftyException
from stdnum import luhn, numdb
from stdnum.fr import nif, nir, siren, siret, tva

from grc import identifier

DRAWN = 10_000

CAPITALS = string.ascii_uppercase
ALPHANUMERIC = string.digits + CAPITALS


def is_accepted(kind, text):
    try:
        return identifier.canonical(kind, text) == text
    except identifier.IdentifierError:
        return False


def digits(chance, count):
    return "".join(chance.choices(string.digits, k=count))


def spoilt(chance, text):
    """One character replaced, left out, added, or exchanged with its neighbour; the alphabet stays that of the text."""
    alphabet = string.digits if text.lstrip("+").isdigit() else ALPHANUMERIC
    place = chance.randrange(len(text))
    drawn = chance.choice(alphabet)
    return chance.choice(
        [
            text[:place] + drawn + text[place + 1 :],
            text[:place] + text[place + 1 :],
            text[:place] + drawn + text[place:],
            text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
        ]
    )


def compare(kind, valid, is_valid, exceptions=(), seed=1):
    """Draws as many values as `DRAWN`: half from `valid`, half of those spoilt; asks both sides of each."""
    chance = random.Random(seed)
    accepted = 0
    happened = set()
    for _ in range(DRAWN // 2):
        value = valid(chance)
        for text in (value, spoilt(chance, value)):
            here, there = is_accepted(kind, text), is_valid(text)
            accepted += here and there
            if here != there:
                reason = next((one for one in exceptions if one(text, here)), None)
                # Values drawn at random are nobody's: they may be shown.
                assert reason, f"{kind} {text!r}: accepted here: {here}, there: {there}"
                happened.add(reason)
    assert accepted * 3 >= DRAWN, f"{kind}: only {accepted} of {DRAWN} values were valid"
    assert happened == set(exceptions), f"{kind}: an exception that never happens"


def valid_siren(chance):
    body = digits(chance, 8)
    return body + luhn.calc_check_digit(body)


def test_siren_numbers_agree():
    def names_nobody(text, here):
        """All zeros satisfy Luhn and are nobody's number."""
        return not here and text == "000000000"

    def drawn(chance):
        return "000000000" if chance.random() < 0.01 else valid_siren(chance)

    compare("siren", drawn, siren.is_valid, [names_nobody])


def test_siret_numbers_agree():
    def names_nobody(text, here):
        """All zeros, before any number of establishment."""
        return not here and text.startswith("000000000")

    def of_la_poste(chance):
        while True:
            number = "356000000" + digits(chance, 5)
            if sum(map(int, number)) % 5 == 0:
                return number

    def drawn(chance):
        kind = chance.random()
        if kind < 0.2:
            return of_la_poste(chance)
        if kind < 0.22:
            return "35600000000048"
        body = ("000000000" if kind < 0.24 else valid_siren(chance)) + digits(chance, 4)
        return body + luhn.calc_check_digit(body)

    compare("siret", drawn, siret.is_valid, [names_nobody])


def test_nir_numbers_agree():
    def drawn(chance):
        department = chance.choice(["2A", "2B", digits(chance, 2), digits(chance, 2)])
        number = digits(chance, 5) + department + digits(chance, 6)
        return number + nir.calc_check_digits(number + "00")

    compare("nir", drawn, nir.is_valid)


def test_tax_numbers_agree():
    def drawn(chance):
        number = chance.choice("0123") + digits(chance, 9)
        return number + nif.calc_check_digits(number)

    compare("spi", drawn, nif.is_valid)


def test_vat_numbers_agree():
    def names_nobody(text, here):
        """All zeros, after a key that is theirs."""
        return not here and text.endswith("000000000")

    def of_key(chance, number):
        if chance.random() < 0.7:
            return f"FR{int(number + '12') % 97:02}{number}"
        # Keys with letters: those that the other side finds right.
        alphabet = ALPHANUMERIC.replace("I", "").replace("O", "")
        while True:
            text = "FR" + chance.choice(alphabet) + chance.choice(alphabet) + number
            if not text[2:4].isdigit() and tva.is_valid(text):
                return text

    def drawn(chance):
        kind = chance.random()
        if kind < 0.01:
            return of_key(chance, "000000000")
        return of_key(chance, "000" + digits(chance, 6) if kind < 0.2 else valid_siren(chance))

    compare("tva", drawn, tva.is_valid, [names_nobody])


def valid_iban(chance):
    """An IBAN of any country, its account written as the registry has it."""
    country, spec = chance.choice(IBAN_SPECS)
    classes = {"n": string.digits, "a": CAPITALS, "c": ALPHANUMERIC}
    account = "".join(
        "".join(chance.choices(classes[character], k=length)) for length, character in runs(spec)
    )
    return country + stdnum.iban.calc_check_digits(country + "00" + account) + account


def runs(spec):
    length = ""
    for character in spec.replace("!", ""):
        if character.isdigit():
            length += character
        else:
            yield int(length), character
            length = ""


IBAN_SPECS = [
    (first + second, found[0][1]["bban"])
    for first in CAPITALS
    for second in CAPITALS
    if (found := numdb.get("iban").info(first + second + "00"))[0][1]
]


def by_stdnum(text):
    return stdnum.iban.is_valid(text, check_country=False)


def by_schwifty(text):
    try:
        schwifty.IBAN(text)
        return True
    except SchwiftyException:
        return False


def impossible_check_digits(text, here):
    """00, 01 and 99 can satisfy the modulus; ISO 7064 never gives them."""
    return not here and text[2:4] in ("00", "01", "99")


def letters_as_check_digits(text, here):
    """The modulus can be had with letters in the place of check digits, which are digits."""
    return not here and not text[2:4].isdigit()


def with_impossible_digits(chance):
    """Now and then, check digits that satisfy the modulus and are outside 02 to 98."""
    text = valid_iban(chance)
    check = int(text[2:4])
    twin = {97: 0, 98: 1, 2: 99}.get(check)
    return text if twin is None else f"{text[:2]}{twin:02}{text[4:]}"


def test_ibans_agree_with_stdnum():
    compare("iban", with_impossible_digits, by_stdnum, [impossible_check_digits, letters_as_check_digits])


def test_ibans_agree_with_schwifty():
    def of_yemen(text, here):
        """A country of the registry's later editions, which the other side has yet to learn."""
        return here and text.startswith("YE")

    compare("iban", valid_iban, by_schwifty, [of_yemen], seed=2)


def valid_bic(chance):
    country = chance.choice([one.alpha_2 for one in pycountry.countries] + ["XK"])
    branch = chance.choice(["", "".join(chance.choices(ALPHANUMERIC, k=3))])
    return "".join(chance.choices(CAPITALS, k=4)) + country + "".join(chance.choices(ALPHANUMERIC, k=2)) + branch


def test_bics_agree_with_stdnum():
    compare("bic", valid_bic, stdnum.bic.is_valid)


def test_bics_agree_with_schwifty():
    def of_kosovo(text, here):
        """The code that banks gave to Kosovo, which is not of ISO 3166; the other side has it for IBANs alone."""
        return here and text[4:6] == "XK"

    def is_valid(text):
        try:
            return schwifty.BIC(text, enforce_swift_compliance=True) is not None
        except SchwiftyException:
            return False

    compare("bic", valid_bic, is_valid, [of_kosovo], seed=2)


def test_countries_agree():
    known = {one.alpha_2 for one in pycountry.countries}
    assert {a + b for a in CAPITALS for b in CAPITALS if is_accepted("country", a + b)} == known


PLANS = {
    code: PhoneMetadata.metadata_for_region_or_calling_code(
        code, phonenumbers.region_code_for_country_code(code)
    )
    for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
}


def split(text):
    """Country code and national number; None if no country has the code."""
    for length in (1, 2, 3):
        code = text[1 : 1 + length]
        if code.isdigit() and not code.startswith("0") and int(code) in PLANS:
            return int(code), text[1 + length :]
    return None


def is_possible(text):
    """What phonenumbers calls possible, of the number as it is: without removing nor adding anything."""
    if not text.startswith("+") or split(text) is None:
        return False
    code, national = split(text)
    zeros = len(national) - len(national.lstrip("0"))
    number = PhoneNumber(
        country_code=code,
        national_number=int(national or "0"),
        italian_leading_zero=zeros > 0,
        number_of_leading_zeros=zeros or None,
    )
    if not national.strip("0"):
        # Zeros alone are counted one too many, since zero itself is written with one.
        return len(national) in PLANS[code].general_desc.possible_length
    return phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE


def test_telephone_numbers_agree():
    def beyond_e164(text, here):
        """E.164 allows 15 digits; some plans notify longer numbers, which are not called from abroad."""
        return not here and len(text) > 1 + 15

    def trunk_zero(text, here):
        """A 0 after a country code whose plan dials it within the country alone."""
        code, national = split(text)
        return not here and national.startswith("0") and PLANS[code].national_prefix == "0"

    near = [33, 32, 352, 41, 39, 34, 49, 44, 262, 590, 594, 596, 377]

    def drawn(chance):
        code = chance.choice(near if chance.random() < 0.3 else list(PLANS))
        length = chance.choice(PLANS[code].general_desc.possible_length)
        return f"+{code}{digits(chance, length)}"

    compare("phone", drawn, is_possible, [beyond_e164, trunk_zero])


# Ranges of the departments overseas, in the plan of the regulator (ARCEP).
OVERSEAS = {
    "262": ["0262", "0263", "0269", "0639", "0692", "0693"],
    "590": ["0590", "0690", "0691"],
    "594": ["0594", "0694"],
    "596": ["0596", "0696", "0697"],
}


def test_french_telephone_numbers_agree():
    """As people write them: ten digits, in pairs, with the separators in use."""
    chance = random.Random(3)
    accepted = overseas = 0
    for _ in range(DRAWN):
        pairs = [f"0{chance.randrange(10)}"] + [digits(chance, 2) for _ in range(chance.choice([3, 4, 4, 4, 4, 5]))]
        text = chance.choice([" ", ".", "-", "\u00a0", "\u202f", ""]).join(pairs)
        try:
            here = identifier.canonical("phone", text)
        except identifier.IdentifierError:
            here = None
        # What begins with 00 is international on both sides, and is compared above.
        if pairs[0] == "00":
            continue
        # The narrow space, which French typography puts there, is not read on the other side.
        number = phonenumbers.parse(text.replace("\u202f", " "), "FR")
        there = None
        if phonenumbers.is_possible_number(number):
            there = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if here != there:
            # The plan is shared: the other side has +33 for all of it.
            assert "+33" + here[len("+262") :] == there, text
            assert here[1:4] == next(code for code, ranges in OVERSEAS.items() if "".join(pairs)[:4] in ranges)
            overseas += 1
        accepted += here is not None
    assert accepted * 3 >= DRAWN
    assert overseas


@pytest.mark.parametrize("kind", ["siren", "siret", "nir", "spi", "tva", "iban", "bic", "phone"])
def test_texts_of_any_characters_are_refused_on_both_sides(kind):
    """Neither side takes digits of other scripts, which look alike and do not compare equal."""
    others = {"siren": siren, "siret": siret, "nir": nir, "spi": nif, "tva": tva, "bic": stdnum.bic, "iban": stdnum.iban}
    chance = random.Random(4)
    for _ in range(1000):
        text = "".join(chance.choices("٠١٢٣٤٥٦٧٨٩⁰¹²³０１２ＦＲéß", k=chance.randrange(1, 28)))
        assert not is_accepted(kind, text)
        if kind in others:
            assert not others[kind].is_valid(text)
