"""A line cut into tokens and held against the names of links and columns."""

from __future__ import annotations

import re
from collections import Counter

from clean.page.names import (
    ACCOUNT,
    COLUMN,
    COLUMNS,
    ENTRANCE,
    IN_COMPANY,
    KNOWN,
    MENU,
    NEIGHBOUR,
    PRINT,
    SEPARATORS,
    SHARE,
    WECHAT,
    WORDS_RUN,
    Verdict,
    Where,
)

MENU_WORD = 8
SENTENCE_MARK = re.compile(r"[。,，;；:：!！?？、]")
# No name of a link: marks, dates, figures, or more letters than a menu gives to a name.
# A signature with links glued to it opens with an office.
OFFICE = re.compile(
    r"[一-鿿]{2,18}(?:局|厅|委|委员会|政府|办公室|中心|法院|检察院|管委会|总队|支队)"
)
NO_NAME = re.compile(r"[。,;:!?、]|\d[年月日\d]|[^\s]{13}|关于")
NAME = re.compile(r"[一-鿿]{2,6}")


def tokens(folded: str) -> list[str]:
    """The tokens of a line; letters set apart (`首 页`, `大 中 小`) are one token."""
    done: list[str] = []
    alone = False
    for part in SEPARATORS.split(folded):
        token = part.strip("[]()【】{}.,;:")
        single = len(token) == 1 and "一" <= token <= "鿿"
        if single and alone:
            done[-1] += token
        elif token:
            done.append(token)
        alone = single
    return done


def by_tokens(folded: str) -> Verdict | None:
    """The family of most tokens, and how certain so many known names make it."""
    found = tokens(folded)
    if not found or len(found) == 1:
        return _by_one(folded, found[0]) if found else None
    kinds = [KNOWN.get(token) or (ACCOUNT.fullmatch(token) and SHARE) for token in found]
    columns = sum(
        _is_column(token) or IN_COMPANY.fullmatch(token) is not None
        for token, kind in zip(found, kinds, strict=True)
        if not kind
    )
    links = sum(kind is not None for kind in kinds)
    families = Counter(kind for kind in [*kinds, *[MENU] * columns] if kind)
    if not families:
        return _unknown_names(found, folded)
    family = families.most_common(1)[0][0]
    verdict = _in_company(found, family, links, columns) or _unknown_names(found, folded)
    if verdict and verdict.where == Where.HEAD and "|" in folded:
        return Verdict(family, Where.EDGE)
    return verdict


def _unknown_names(found: list[str], folded: str) -> Verdict | None:
    """Short names that no table knows: a menu only above the title, where no row of a table is."""
    if len(found) < (3 if "|" in folded else 4) or not all(
        NAME.fullmatch(token) for token in found
    ):
        return None
    return Verdict(MENU, Where.TOP)


def _by_one(folded: str, token: str) -> Verdict | None:
    family = KNOWN.get(token)
    if family:
        certain = family in (PRINT, WECHAT) and (len(token) > 3 or folded[0] in "[【")
        return Verdict(family, Where.ANYWHERE if certain else Where.EDGE)
    if len(token) > 2 and _is_column(token):
        return Verdict(MENU, Where.HEAD)
    if SENTENCE_MARK.search(folded) or len(folded) < MENU_WORD:
        return None
    return _run_together(folded)


def _is_column(token: str) -> bool:
    return token in COLUMNS or COLUMN.fullmatch(token) is not None


def _in_company(found: list[str], family: str, links: int, columns: int) -> Verdict | None:
    total, known = len(found), links + columns
    if known < total and (NO_NAME.search(" ".join(found)) or OFFICE.fullmatch(found[0])):
        return None
    short = max(map(len, found)) <= MENU_WORD
    if found[0] in ENTRANCE and total > 2 and short:
        return Verdict(family, Where.ANYWHERE)
    if known == total and (links or total > 2):
        certain = family in (PRINT, NEIGHBOUR, WECHAT) or (links and total > 4)
        return Verdict(family, Where.ANYWHERE if certain else Where.EDGE)
    if known * 2 >= total and total > 2:
        return Verdict(family, Where.EDGE if links else Where.HEAD)
    return Verdict(family, Where.HEAD) if short and known * 4 >= total and total > 3 else None


def _run_together(folded: str) -> Verdict | None:
    """A menu without separators: known names cover four fifths of the line."""
    names = WORDS_RUN.findall(folded)
    if len(names) < 3 or sum(map(len, names)) * 5 < len(folded) * 4:
        return None
    certain = names[0] in ENTRANCE or all(KNOWN.get(name) == PRINT for name in names)
    return Verdict(KNOWN.get(names[0], MENU), Where.ANYWHERE if certain else Where.EDGE)
