"""The form of `benches/town` as a pydantic model, with its conditions: what a Python program would write for it."""

import datetime
from decimal import Decimal
from typing import Annotated, Literal, Optional

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

Date = datetime.date


def text(longest):
    return Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)]


def shaped(pattern):
    return Annotated[str, StringConstraints(pattern=pattern)]


Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@ ]{1,64}@[^@ ]+\.[^@ ]+$")]
Phone = shaped(r"^\+[1-9][0-9]{7,14}$")


def eight_years_before(day):
    return day.replace(year=day.year - 8) if (day.month, day.day) != (2, 29) else day.replace(year=day.year - 8, day=28)


# Each condition reads the answers before; one that is wrong is absent from them.
VISIBLE = {
    "detail_allergies": lambda before: before.get("allergies") is True,
    "rentre_seul": lambda before: "naissance" in before and before["naissance"] <= eight_years_before(Date.today()),
    "autre_parent": lambda before: before.get("situation") == "separes",
    "motif_hors_commune": lambda before: before.get("code_postal") != "14985",
    "siret_employeur": lambda before: "quotient_familial" in before and before["quotient_familial"] >= 1200,
    "arret": lambda before: before.get("transport") is True,
    "iban": lambda before: before.get("prelevement") is True,
}


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nom: text(80)
    prenom: text(80)
    naissance: Date
    ecole: Literal["ferry", "pagnol", "autre"]
    classe: Literal["cp", "ce1", "ce2", "cm1", "cm2"]
    vaccins: bool
    allergies: bool
    detail_allergies: Annotated[Optional[text(1000)], Field(validate_default=True)] = None
    regime: Optional[Annotated[list[Literal["sans_porc", "sans_viande", "sans_gluten"]], Field(min_length=1)]] = None
    rentre_seul: Optional[bool] = None
    situation: Literal["couple", "separes", "seul"]
    courriel: Email
    telephone: Phone
    autre_parent: Annotated[Optional[text(160)], Field(validate_default=True)] = None
    telephone_autre_parent: Annotated[Optional[Phone], Field(validate_default=True)] = None
    rue: text(200)
    code_postal: shaped(r"^[0-9]{5}$")
    commune: text(100)
    motif_hors_commune: Annotated[Optional[text(1000)], Field(validate_default=True)] = None
    quotient_familial: Annotated[Decimal, Field(ge=0, decimal_places=2)]
    siret_employeur: Annotated[Optional[shaped(r"^[0-9]{14}$")], Field(validate_default=True)] = None
    debut: Date
    fin: Date
    jours: Annotated[list[Literal["lundi", "mardi", "mercredi", "jeudi", "vendredi"]], Field(min_length=1)]
    semaines: Annotated[int, Field(ge=1, le=10, strict=True)]
    repas: Optional[bool] = None
    transport: Optional[bool] = None
    arret: Annotated[Optional[Literal["mairie", "gare"]], Field(validate_default=True)] = None
    prelevement: Optional[bool] = None
    iban: Annotated[Optional[shaped(r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$")], Field(validate_default=True)] = None

    @field_validator("detail_allergies", "autre_parent", "motif_hors_commune", "siret_employeur", "arret", "iban")
    @classmethod
    def given_when_visible(cls, answer, info: ValidationInfo):
        visible = VISIBLE[info.field_name](info.data)
        if visible and answer is None:
            raise ValueError("an answer is required")
        return answer if visible else None

    @field_validator("rentre_seul")
    @classmethod
    def dropped_when_hidden(cls, answer, info: ValidationInfo):
        return answer if VISIBLE[info.field_name](info.data) else None

    @field_validator("telephone_autre_parent")
    @classmethod
    def given_by_separated_parents(cls, answer, info: ValidationInfo):
        if answer is None and info.data.get("situation") == "separes":
            raise ValueError("an answer is required")
        return answer

    @field_validator("naissance")
    @classmethod
    def not_after_today(cls, answer):
        if answer > Date.today():
            raise ValueError("the day is after today")
        return answer

    @field_validator("fin")
    @classmethod
    def not_before_the_first_day(cls, answer, info: ValidationInfo):
        if "debut" in info.data and answer < info.data["debut"]:
            raise ValueError("the last day is before the first")
        return answer

    @field_validator("regime", "jours")
    @classmethod
    def each_once(cls, answer):
        if answer is not None and len(set(answer)) < len(answer):
            raise ValueError("an option is given twice")
        return answer
