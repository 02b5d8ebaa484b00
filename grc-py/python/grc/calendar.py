"""The public holidays of each part of France."""

from datetime import date

from ._grc import public_holidays as _public_holidays

__all__ = ["public_holidays"]


def public_holidays(year, zone="metropole"):
    return {date.fromisoformat(day): title for day, title in _public_holidays(zone, year)}
