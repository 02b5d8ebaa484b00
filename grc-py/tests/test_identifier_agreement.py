"""Identifiers, beside independent implementations: python-stdnum, schwifty, phonenumbers, pycountry.

Each test draws values, valid ones and valid ones spoilt, and asks both sides. They may differ only where a named
exception says why; each exception must happen, or be removed.
"""

from __future__ import annotations

import random
import string
from typing import Any

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

import grc
from grc import identifiers

DRAWN = 10_000

CAPITALS = string.ascii_uppercase
ALPHANUMERIC = string.digits + CAPITALS


def stored(kind: Any, text: Any) -> Any:
    """The stored form here; None if the text is refused."""
    try:
        return identifiers.canonical(kind, text)
    except grc.IdentifierError:
        return None


def is_accepted(kind: Any, text: Any) -> Any:
    return stored(kind, text) == text


def by_compacting(module: Any) -> Any:
    """The stored form on the other side, for a module of stdnum."""
    return lambda text: module.compact(text) if module.is_valid(text) else None


def digits(chance: Any, count: Any) -> Any:
    return "".join(chance.choices(string.digits, k=count))


SEPARATORS = " .-\u00a0"


def substituted(chance: Any, text: Any, place: Any, drawn: Any) -> Any:
    return text[:place] + drawn + text[place + 1 :]


def shortened(chance: Any, text: Any, place: Any, drawn: Any) -> Any:
    return text[:place] + text[place + 1 :]


def lengthened(chance: Any, text: Any, place: Any, drawn: Any) -> Any:
    return text[:place] + drawn + text[place:]


def exchanged(chance: Any, text: Any, place: Any, drawn: Any) -> Any:
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def separated(chance: Any, text: Any, place: Any, drawn: Any) -> Any:
    return text[:place] + chance.choice(SEPARATORS) + text[place:]


def grouped(chance: Any, text: Any, place: Any, drawn: Any) -> Any:
    """In groups, as people copy it."""
    size, separator = chance.randint(2, 5), chance.choice(SEPARATORS)
    return separator.join(text[first : first + size] for first in range(0, len(text), size))


def recased(chance: Any, text: Any, place: Any, drawn: Any) -> Any:
    return "".join(chance.choice([character.lower(), character.upper()]) for character in text)


MUTATIONS = [substituted, shortened, lengthened, exchanged, separated, grouped, recased]


def spoilt(chance: Any, text: Any) -> Any:
    """One mutation; the alphabet of what is written instead stays that of the text."""
    alphabet = string.digits if text.lstrip("+").isdigit() else ALPHANUMERIC
    return chance.choice(MUTATIONS)(chance, text, chance.randrange(len(text)), chance.choice(alphabet))


def bare(text: Any) -> Any:
    return "".join(character for character in text if character not in SEPARATORS)


def compare(kind: Any, valid: Any, there: Any, exceptions: Any = (), seed: Any = 1) -> Any:
    """Asks both sides for the stored form of `DRAWN` values from `valid`, and of as many that are spoilt."""
    chance = random.Random(seed)
    accepted = 0
    happened = set()

    def other_separators(text: Any, one: Any, other: Any) -> Any:
        """Each side tolerates separators of its own between groups; both read the same without."""
        return None in (one, other) and bare(text) != text and stored(kind, bare(text)) == there(bare(text))

    def other_case(text: Any, one: Any, other: Any) -> Any:
        """Small letters, which one side reads as capitals."""
        return None in (one, other) and text.upper() != text and stored(kind, text.upper()) == there(text.upper())

    for _ in range(DRAWN):
        value = valid(chance)
        for text in (value, spoilt(chance, value)):
            one, other = stored(kind, text), there(text)
            accepted += one is not None and one == other
            if one != other:
                plain = bare(text).upper()
                named = [exception for exception in exceptions if exception(plain, one, other)]
                named += [habit for habit in (other_separators, other_case) if habit(text, one, other)]
                reason = next(iter(named), None)
                # Values drawn at random are nobody's: they may be shown.
                assert reason, f"{kind} {text!r}: stored here as {one!r}, there as {other!r}"
                happened.add(reason)
    assert accepted * 3 >= 2 * DRAWN, f"{kind}: only {accepted} of {2 * DRAWN} values were valid"
    assert happened >= set(exceptions), f"{kind}: an exception that never happens"


def valid_siren(chance: Any) -> Any:
    body = digits(chance, 8)
    return body + luhn.calc_check_digit(body)


def test_siren_numbers_agree() -> None:
    def names_nobody(text: Any, here: Any, there: Any) -> Any:
        """All zeros satisfy Luhn and are nobody's number."""
        return here is None and text == "000000000"

    def drawn(chance: Any) -> Any:
        return "000000000" if chance.random() < 0.01 else valid_siren(chance)

    compare("siren", drawn, by_compacting(siren), [names_nobody])


def test_siret_numbers_agree() -> None:
    def names_nobody(text: Any, here: Any, there: Any) -> Any:
        """All zeros, before any number of establishment."""
        return here is None and text.startswith("000000000")

    def of_la_poste(chance: Any) -> Any:
        while True:
            number = "356000000" + digits(chance, 5)
            if sum(map(int, number)) % 5 == 0:
                return number

    def drawn(chance: Any) -> Any:
        kind = chance.random()
        if kind < 0.2:
            return of_la_poste(chance)
        if kind < 0.22:
            return "35600000000048"
        body = ("000000000" if kind < 0.24 else valid_siren(chance)) + digits(chance, 4)
        return body + luhn.calc_check_digit(body)

    compare("siret", drawn, by_compacting(siret), [names_nobody])


def test_nir_numbers_agree() -> None:
    def drawn(chance: Any) -> Any:
        department = chance.choice(["2A", "2B", digits(chance, 2), digits(chance, 2)])
        number = digits(chance, 5) + department + digits(chance, 6)
        return number + nir.calc_check_digits(number + "00")

    compare("nir", drawn, by_compacting(nir))


def test_tax_numbers_agree() -> None:
    def drawn(chance: Any) -> Any:
        number = chance.choice("0123") + digits(chance, 9)
        return number + nif.calc_check_digits(number)

    compare("spi", drawn, by_compacting(nif))


def french_vat(text: Any) -> Any:
    """The other side gives the number without its country, which is stored here."""
    return "FR" + tva.compact(text) if tva.is_valid(text) else None


def test_vat_numbers_agree() -> None:
    def names_nobody(text: Any, here: Any, there: Any) -> Any:
        """All zeros, after a key that is theirs."""
        return here is None and text.endswith("000000000")

    def of_key(chance: Any, number: Any) -> Any:
        if chance.random() < 0.7:
            return f"FR{int(number + '12') % 97:02}{number}"
        # Keys with letters: those that the other side finds right.
        alphabet = ALPHANUMERIC.replace("I", "").replace("O", "")
        while True:
            text = "FR" + chance.choice(alphabet) + chance.choice(alphabet) + number
            if not text[2:4].isdigit() and tva.is_valid(text):
                return text

    def drawn(chance: Any) -> Any:
        kind = chance.random()
        if kind < 0.01:
            return of_key(chance, "000000000")
        return of_key(chance, "000" + digits(chance, 6) if kind < 0.2 else valid_siren(chance))

    compare("tva", drawn, french_vat, [names_nobody])


def valid_iban(chance: Any) -> Any:
    """An IBAN of any country, its account written as the registry has it."""
    country, spec = chance.choice(IBAN_SPECS)
    classes = {"n": string.digits, "a": CAPITALS, "c": ALPHANUMERIC}
    account = "".join("".join(chance.choices(classes[character], k=length)) for length, character in runs(spec))
    return country + stdnum.iban.calc_check_digits(country + "00" + account) + account


def runs(spec: Any) -> Any:
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


def by_stdnum(text: Any) -> Any:
    return stdnum.iban.compact(text) if stdnum.iban.is_valid(text, check_country=False) else None


def by_schwifty(text: Any) -> Any:
    try:
        return schwifty.IBAN(text).compact
    except SchwiftyException:
        return None


def impossible_check_digits(text: Any, here: Any, there: Any) -> Any:
    """00, 01 and 99 can satisfy the modulus; ISO 7064 never gives them."""
    return here is None and text[2:4] in ("00", "01", "99")


def letters_as_check_digits(text: Any, here: Any, there: Any) -> Any:
    """The modulus can be had with letters in the place of check digits, which are digits."""
    return here is None and not text[2:4].isdigit()


def with_impossible_digits(chance: Any) -> Any:
    """Now and then, check digits that satisfy the modulus and are outside 02 to 98."""
    text = valid_iban(chance)
    check = int(text[2:4])
    twin = {97: 0, 98: 1, 2: 99}.get(check)
    return text if twin is None else f"{text[:2]}{twin:02}{text[4:]}"


def test_ibans_agree_with_stdnum() -> None:
    compare("iban", with_impossible_digits, by_stdnum, [impossible_check_digits, letters_as_check_digits])


def test_ibans_agree_with_schwifty() -> None:
    def of_yemen(text: Any, here: Any, there: Any) -> Any:
        """A country of the registry's later editions, which the other side has yet to learn."""
        return there is None and here is not None and text.startswith("YE")

    compare("iban", valid_iban, by_schwifty, [of_yemen], seed=2)


def valid_bic(chance: Any) -> Any:
    country = chance.choice([one.alpha_2 for one in pycountry.countries] + ["XK"])
    branch = chance.choice(["", "".join(chance.choices(ALPHANUMERIC, k=3))])
    return "".join(chance.choices(CAPITALS, k=4)) + country + "".join(chance.choices(ALPHANUMERIC, k=2)) + branch


def test_bics_agree_with_stdnum() -> None:
    compare("bic", valid_bic, by_compacting(stdnum.bic))


def test_bics_agree_with_schwifty() -> None:
    def of_kosovo(text: Any, here: Any, there: Any) -> Any:
        """The code that banks gave to Kosovo, which is not of ISO 3166; the other side has it for IBANs alone."""
        return there is None and here is not None and text[4:6] == "XK"

    def there(text: Any) -> Any:
        try:
            return schwifty.BIC(text, enforce_swift_compliance=True).compact
        except SchwiftyException:
            return None

    compare("bic", valid_bic, there, [of_kosovo], seed=2)


def test_countries_agree() -> None:
    known = {one.alpha_2 for one in pycountry.countries}
    assert {a + b for a in CAPITALS for b in CAPITALS if is_accepted("country", a + b)} == known


PLANS: Any = {
    code: PhoneMetadata.metadata_for_region_or_calling_code(code, phonenumbers.region_code_for_country_code(code))
    for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
}


def split(text: Any) -> Any:
    """Country code and national number; None if no country has the code."""
    for length in (1, 2, 3):
        code = text[1 : 1 + length]
        if code.isdigit() and not code.startswith("0") and int(code) in PLANS:
            return int(code), text[1 + length :]
    return None


def if_possible(text: Any) -> Any:
    """The number without what is put between groups, if phonenumbers calls it possible as it is."""
    digits_alone = bare(text)
    return digits_alone if is_possible(digits_alone) else None


def is_possible(text: Any) -> Any:
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


def test_telephone_numbers_agree() -> None:
    def beyond_e164(text: Any, here: Any, there: Any) -> Any:
        """E.164 allows 15 digits; some plans notify longer numbers, which are not called from abroad."""
        return here is None and len(text) > 1 + 15

    def trunk_zero(text: Any, here: Any, there: Any) -> Any:
        """A 0 after a country code whose plan dials it within the country alone."""
        code, national = split(text) or (None, "")
        return here is None and national.startswith("0") and PLANS[code].national_prefix == "0"

    near = [33, 32, 352, 41, 39, 34, 49, 44, 262, 590, 594, 596, 377]

    def drawn(chance: Any) -> Any:
        code = chance.choice(near if chance.random() < 0.3 else list(PLANS))
        length = chance.choice(PLANS[code].general_desc.possible_length)
        return f"+{code}{digits(chance, length)}"

    compare("phone", drawn, if_possible, [beyond_e164, trunk_zero])


# Ranges of the departments overseas, in the plan of the regulator (ARCEP).
OVERSEAS = {
    "262": ["0262", "0263", "0269", "0639", "0692", "0693"],
    "590": ["0590", "0690", "0691"],
    "594": ["0594", "0694"],
    "596": ["0596", "0696", "0697"],
}


def test_french_telephone_numbers_agree() -> None:
    """As people write them: ten digits, in pairs, with the separators in use."""
    chance = random.Random(3)
    accepted = overseas = 0
    for _ in range(DRAWN):
        pairs = [f"0{chance.randrange(10)}"] + [digits(chance, 2) for _ in range(chance.choice([3, 4, 4, 4, 4, 5]))]
        text = chance.choice([" ", ".", "-", "\u00a0", "\u202f", ""]).join(pairs)
        try:
            here = identifiers.canonical("phone", text)
        except grc.IdentifierError:
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
            assert here is not None
            # The plan is shared: the other side has +33 for all of it.
            assert "+33" + here[len("+262") :] == there, text
            assert here[1:4] == next(code for code, ranges in OVERSEAS.items() if "".join(pairs)[:4] in ranges)
            overseas += 1
        accepted += here is not None
    assert accepted * 3 >= DRAWN
    assert overseas


@pytest.mark.parametrize("kind", ["siren", "siret", "nir", "spi", "tva", "iban", "bic", "phone"])
def test_texts_of_any_characters_are_refused_on_both_sides(kind: Any) -> None:
    """Neither side takes digits of other scripts, which look alike and do not compare equal."""
    others = {
        "siren": siren,
        "siret": siret,
        "nir": nir,
        "spi": nif,
        "tva": tva,
        "bic": stdnum.bic,
        "iban": stdnum.iban,
    }
    chance = random.Random(4)
    for _ in range(1000):
        text = "".join(chance.choices("٠١٢٣٤٥٦٧٨٩⁰¹²³０１２ＦＲéß", k=chance.randrange(1, 28)))
        assert not is_accepted(kind, text)
        if kind in others:
            assert not others[kind].is_valid(text)
