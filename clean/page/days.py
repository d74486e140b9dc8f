"""Days as pages write them, as ISO 8601."""

from __future__ import annotations

from clean.patterns import pattern

ISO = pattern(r"(?<!\d)(\d{3,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
# The year before the first of the Republic, which Taiwan counts from.
MINGUO = 1911
FIGURE = pattern(r"\d+")


def day_of(figures: str) -> str:
    """The day that figures set apart name, as ISO 8601: 2022 09/ 23 10:12; or nothing."""
    found = FIGURE.findall(figures)[:3]
    if len(found) < 3 or len(found[0]) != 4 or int(found[1]) > 12 or int(found[2]) > 31:
        return ""
    return iso("-".join(found))


def iso(words: str) -> str:
    """A date as ISO 8601, or nothing; a year of three figures counts from 1912: 112-01-06."""
    found = ISO.search(words)
    if not found:
        return ""
    year = found[1] if len(found[1]) > 3 else str(int(found[1]) + MINGUO)
    return "-".join((year, found[2].zfill(2), found[3].zfill(2)))
