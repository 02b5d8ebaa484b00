"""The public holidays of each part of France.

Zones: `metropole`, `alsace-moselle`, `guadeloupe`, `martinique`, `guyane`, `la-reunion`, `mayotte`,
`saint-barthelemy`, `saint-martin`, `nouvelle-caledonie`, `polynesie-francaise`, `wallis-et-futuna`,
`saint-pierre-et-miquelon`.

>>> from datetime import date
>>> from grc import calendar
>>> calendar.public_holidays(2026)[date(2026, 5, 14)]
'Ascension'
>>> date(2026, 12, 26) in calendar.public_holidays(2026, "alsace-moselle")
True

"""

from __future__ import annotations

from datetime import date

from ._grc import public_holidays as _public_holidays

__all__ = ["public_holidays"]


def public_holidays(year: int, zone: str = "metropole") -> dict[date, str]:
    """The holidays of a year with their names in French, in the order of the days.

    Parameters
    ----------
    year : int
        The year.
    zone : str
        Where.

    Returns
    -------
    dict
        What each day is called.

    Raises
    ------
    ValueError
        There is no such zone.
    """
    return {date.fromisoformat(day): title for day, title in _public_holidays(zone, year)}
