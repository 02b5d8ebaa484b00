"""Findings as SARIF 2.1.0 (OASIS), which code reviews and editors read."""

from __future__ import annotations

import os
import pathlib
from typing import Any
from urllib.parse import quote

import grc

LEVELS = {"fault": "error", "warning": "warning"}


def report(catalogue: str, findings: list[dict[str, Any]]) -> dict[str, Any]:
    """The findings of one check.

    A catalogue named by a relative path keeps it, so that a review finds its files from the root of the repository.

    Parameters
    ----------
    catalogue : str
        The directory, or the file, that was checked.
    findings : list[dict]
        For each: ``severity``, ``code``, ``message``, ``file``, ``pointer``, ``line``, ``column``.

    Returns
    -------
    dict
        The document.

    Examples
    --------
    >>> document = report("town", [])
    >>> document["version"], document["runs"][0]["results"]
    ('2.1.0', [])
    """
    codes = sorted({one["code"] for one in findings})
    driver = {"name": "grc", "version": grc.version(), "rules": [{"id": code} for code in codes]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(catalogue, one, codes) for one in findings],
            }
        ],
    }


def _result(catalogue: str, one: dict[str, Any], codes: list[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": one["pointer"] or "/"}]}
    if one["file"] is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _address(catalogue, one["file"])}}
        if one["line"] is not None:
            physical["region"] = {"startLine": one["line"], "startColumn": one["column"]}
        place["physicalLocation"] = physical
    return {
        "ruleId": one["code"],
        "ruleIndex": codes.index(one["code"]),
        "level": LEVELS[one["severity"]],
        "message": {"text": one["message"]},
        "locations": [place],
    }


def _address(catalogue: str, file: str) -> str:
    path = catalogue if os.path.isfile(catalogue) else os.path.join(catalogue, file)
    if os.path.isabs(path):
        return pathlib.Path(path).as_uri()
    return quote(pathlib.PurePath(os.path.normpath(path)).as_posix())
