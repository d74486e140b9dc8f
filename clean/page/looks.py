"""What one line of a page looks like, seen alone: a family of wrapping and where it counts.

The questions stand in the order of certainty: what opens like a part of an official
document is never wrapping; a sentence only when it speaks of the page itself; then
labels, shapes, and last the tokens of a line against the names of links.
"""

from __future__ import annotations

import re
from functools import lru_cache

from clean.page.facts import BYLINE_NAMES, DATES, FACT, MOMENT, STRONG_NAMES, VALUE, Field, fields
from clean.page.folding import fold
from clean.page.names import (
    BROWSER,
    COLUMNS,
    CRUMB,
    DEVICES,
    FOOTER,
    GATE,
    KEPT,
    KNOWN,
    LABEL,
    NOTICE,
    NOTICE_WORDS,
    PUBLISHED,
    RULE,
    SAID_TWICE,
    SCRIPT,
    SITE,
    SITE_NAME,
    Verdict,
    Where,
)
from clean.page.notices import (
    BROWSER_NOTICE,
    FOOTER_DOUBT,
    FOOTER_START,
    REGISTRATION,
    REPRINT_NOTICE,
)
from clean.page.shapes import ANY_LOOK, LOOKS, RULE_LINE, SCRIPT_LINE, TABLE_SIGNS, TAG
from clean.page.tokens import by_tokens, tokens
from clean.signs import MARK

# Longer lines are body, menus or code: only their tokens, code and notices are looked at.
SHORT = 200
# These labels stand in bodies too often to count alone.
SHY = frozenset(
    "时间 日期 文 图 摄影 发布 策划 制作 记者 文字 图片 统筹 签发 主编 监制 资料来源 供稿".split()
)
# Facts that only a page states of itself.
PAGES_OWN = frozenset(("views", "index_number", "original_title", "updated"))
# Short lines of a text are asked for once a rule; so many are remembered.
REMEMBERED = 32768
# Facts that a page states right under the title; a document states them behind its body.
ABOVE_A_BODY = frozenset(("published", "source", "author"))
# The longest line read as a menu or a notice; measured feet and menus stay below 1,000.
MENU_MOST = 2000
RULE_SIGNS = frozenset("━─═＿_=＝*＊~～﹏﹍▬■◆●○★☆…·.—–-")
# A bar may set the date behind the source, without a label.
MOMENT_END = re.compile(rf"[\s|]*{MOMENT}\s*\Z")
# A date of the document with a foot glued to it.
DATE_FIRST = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日\s")
BARRED_LABEL = re.compile(
    r"^(来源|编辑|审核|作者|校对|责编|文|图|监制|出品|供稿|责任编辑)\s*[|丨│/](?=\s*\S{1,20}$)"
)
ANY_LABEL = re.compile(r"(?:^|(?<=[\s|]))[\[(【]?([一-鿿]{2,8})\s?:\s?")
WEB_DAY = re.compile(r"\d{3,4}[-/.]\d{1,2}[-/.]\d{1,2}")
STOPPED = re.compile(r"[。,;!?]|(?<!\d):")
VALUE_MOST = 30
NOTICE_WORD = re.compile("|".join(NOTICE_WORDS))
# One of these, or 举报, stands in every registration.
# Letters set apart: in a line of them all, but for few that the scraper joined.
SPACED_OUT = re.compile(r"(?<![一-鿿])(?:[一-鿿] ){2,}[一-鿿](?![一-鿿])|[\[【][一-鿿] [一-鿿][\]】]")
APART = re.compile("(?<=[一-鿿]) +(?=[一-鿿])")
APART_SHARE = 0.7
LETTER_OR_FIGURE = re.compile(r"[A-Za-z\d]")
HAN = re.compile("[一-鿿]+")
CODE_SIGN = re.compile(r"[<>{}$]")
# A path runs on signs; a long word behind a mere space is the title of the page.
GLUED_TITLE = re.compile(r"[^>»›→》|/\-:\s]\s+[^\s>»›→|]{12,}")
ABOUT = re.compile("关于(?!我们|本[站网])")
STEPS = re.compile(r"[\s>»›→》/|:-]+")
CLOCK = re.compile(r"\d:\d{2}")
MOMENT_LINE = re.compile(
    r"[\[(]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\])]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s+[^\s。,;:]{2,16}){0,2}"
    r"|\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s+[^\s。,;:]{2,16}){0,2}"
    r"|(?:[^\s。,;:\d]{2,14}\s+){1,3}\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s+发表于\S{2,4})?)?"
)


def look(line: str) -> Verdict | None:
    """What a line looks like, or None when it looks like content."""
    words = line.strip()
    if not words:
        return None
    if SPACED_OUT.search(words):
        words = closed_up(words)
    if len(words) > SHORT or words.find("。", 0, -1) >= 0:
        return _long_look(words)
    return _look(words)


@lru_cache(maxsize=REMEMBERED)
def _look(words: str) -> Verdict | None:
    if words[0] in RULE_SIGNS and RULE_LINE.fullmatch(words) and TABLE_SIGNS.isdisjoint(words):
        return Verdict(RULE, Where.ANYWHERE)
    if (words.isascii() or CODE_SIGN.search(words)) and _is_code(words):
        return Verdict(SCRIPT, Where.ANYWHERE)
    if KEPT.match(words) or MARK.match(words):
        return None
    return _short_look(fold(words))


def closed_up(words: str) -> str:
    """A line whose letters all stand apart without the spaces: 您 的 位 置 ： 首 页 > 政 务 公 开."""
    letters = HAN.findall(words)
    apart = sum(len(part) == 1 for part in letters)
    return APART.sub("", words) if apart >= APART_SHARE * len(letters) else words


def _is_code(words: str) -> bool:
    """Statements, declarations, or tags and nothing else; a tagged line of content is none."""
    rest = TAG.sub("", words).strip()
    if not rest:
        return True
    han = len(rest) - len(HAN.sub("", rest))
    return han * 4 < len(rest) and SCRIPT_LINE.search(rest) is not None


def _long_look(words: str) -> Verdict | None:
    if "。" in words:
        short = len(words) < MENU_MOST and speaks_of_itself(words)
        return _notice(fold(words)) if short else None
    if CODE_SIGN.search(words, 0, SHORT) and _is_code(words[:MENU_MOST]):
        return Verdict(SCRIPT, Where.ANYWHERE)
    if len(words) > MENU_MOST:
        return None
    folded = fold(words)
    if _is_registered(folded):
        return Verdict(FOOTER, Where.ANYWHERE)
    return _labelled(folded) or by_tokens(folded)


def _short_look(folded: str) -> Verdict | None:
    return (
        _registered(folded)
        or (_notice(folded) if speaks_of_itself(folded) else None)
        or _labelled(folded)
        or (_shaped(folded) if GATE.search(folded) else None)
        or _named(folded)
        or by_tokens(folded)
        or _dated(folded)
    )


def speaks_of_itself(words: str) -> bool:
    """Whether a word stands in the text that every notice of a page holds."""
    return NOTICE_WORD.search(words) is not None


def _notice(folded: str) -> Verdict | None:
    if BROWSER_NOTICE.fullmatch(folded):
        return Verdict(BROWSER, Where.EDGE)
    return Verdict(NOTICE, Where.EDGE) if REPRINT_NOTICE.fullmatch(folded) else None


def _registered(folded: str) -> Verdict | None:
    if folded.endswith("。"):
        return None
    if _is_registered(folded) and not DATE_FIRST.match(folded):
        return Verdict(FOOTER, Where.ANYWHERE)
    if FOOTER_START.match(folded):
        return Verdict(FOOTER, Where.EDGE)
    return Verdict(FOOTER, 0, Where.EDGE) if FOOTER_DOUBT.match(folded) else None


def _is_registered(folded: str) -> bool:
    may_be = LETTER_OR_FIGURE.search(folded) or "举报" in folded
    return bool(may_be and REGISTRATION.search(folded))


def _shaped(folded: str) -> Verdict | None:
    found = ANY_LOOK.fullmatch(folded)
    if not found:
        return None
    family, where, _, beside = LOOKS[(found.lastindex or 1) - 1]
    glued = family == CRUMB and (GLUED_TITLE.search(folded) or glued_title(folded))
    return None if glued else Verdict(family, where, beside)


def glued_title(words: str) -> int:
    """Where behind the name of a column, without a space, a title begins: 通知公告关于召开…; or 0."""
    about = ABOUT.search(words)
    step = STEPS.split(words[: about.start()])[-1] if about else ""
    return about.start() if about and (step in COLUMNS or step == "正文") else 0


def _dated(folded: str) -> Verdict | None:
    """A date of the web kind alone on its line, with a source; certain with a clock time."""
    dated = "0" <= folded[-1] <= "9" or "发表于" in folded or "2" in folded[:2] or "19" in folded[:3]
    if not dated or not MOMENT_LINE.fullmatch(folded):
        return None
    return Verdict(LABEL, Where.HEAD) if CLOCK.search(folded) else Verdict(LABEL, 0, Where.HEAD)


def _named(folded: str) -> Verdict | None:
    if SITE_NAME.fullmatch(folded):
        return Verdict(SITE, 0, Where.EDGE)
    return Verdict(SITE, 0, Where.HEAD) if SAID_TWICE.fullmatch(folded) else None


def _labelled(folded: str) -> Verdict | None:
    if folded.endswith("。"):
        return None
    if ":" not in folded and "]" not in folded and folded.split(None, 1)[0] not in FACT:
        return None
    bare = BARRED_LABEL.sub(r"\1:", DEVICES.sub("|", folded), count=1)
    found = fields(bare)
    if not found:
        return None
    named = sum(field.name in FACT and _value_fits(field) for field in found)
    if _is_byline(bare, named):
        return Verdict(LABEL, Where.HEAD)
    if not lead_is_wrapping(bare[: found[0].start]):
        return None
    names = [field.name for field in found]
    blank = not any(field.value for field in found) and STRONG_NAMES.isdisjoint(names)
    if blank:
        return None
    if not all(_value_fits(field) for field in found):
        return None
    if len(found) == 1 and found[0].name in SHY and CLOCK.search(found[0].value):
        return Verdict(LABEL, Where.HEAD)
    return _weigh(names, len(folded) - len(bare))


def _is_byline(bare: str, named: int) -> bool:
    """Several labels, more than are known, one of which states a day as the web writes it."""
    said = list(ANY_LABEL.finditer(bare))
    if len(said) < 2 or said[0].start() > 0 or len(said) <= named:
        return False
    ends = [*[one.start() for one in said[1:]], len(bare)]
    values = [bare[one.end() : end].strip(" |[]()") for one, end in zip(said, ends, strict=True)]
    short = all(len(value) <= VALUE_MOST and not STOPPED.search(value) for value in values)
    days = [one[1] for one, value in zip(said, values, strict=True) if WEB_DAY.match(value)]
    return short and any(FACT.get("".join(name.split())) in DATES for name in days)


def lead_is_wrapping(lead: str) -> bool:
    """Whether what stands before the first label is no content: nothing, links, a date."""
    lead = lead.strip(" |\t[]()【】·/-　")
    return (
        not lead
        or all(token in KNOWN for token in tokens(lead))
        or bool(MOMENT_LINE.fullmatch(lead))
    )


def _value_fits(field: Field) -> bool:
    if not field.value:
        return True
    found = VALUE[field.name].match(field.value)
    rest = MOMENT_END.sub("", field.value[found.end() if found else 0 :]).strip(" |次人()[]")
    return not rest or all(token in KNOWN or token.isdigit() for token in tokens(rest))


def _weigh(names: list[str], devices: int) -> Verdict | None:
    """Labels above the body; behind it a document may state a date and a source of its own."""
    strong = sum(name in STRONG_NAMES for name in names)
    by = sum(name in BYLINE_NAMES for name in names)
    if strong and (len(names) > 1 or devices):
        return Verdict(LABEL, Where.ANYWHERE)
    if strong:
        published = names[0].startswith(("发布", "发文", "发表", "公开", "公布"))
        return _by_place(PUBLISHED if published else LABEL, names)
    if by > 1 or (by and devices):
        return Verdict(LABEL, Where.EDGE) if devices else _by_place(LABEL, names)
    alone = by and len(names) == 1 and names[0] not in SHY
    return _by_place(LABEL, names) if alone else _shy(names)


def _by_place(family: str, names: list[str]) -> Verdict:
    """Editors and counters are certain behind the body too."""
    if any("编" in name or FACT[name] in PAGES_OWN for name in names):
        return Verdict(family, Where.EDGE)
    if any(FACT[name] in ABOVE_A_BODY for name in names):
        return Verdict(family, Where.HEAD, Where.TAIL)
    return Verdict(family, 0, Where.EDGE)


def _shy(names: list[str]) -> Verdict | None:
    """时间 or 日期 above the body, beside wrapping; KEPT holds back all others."""
    dated = len(names) == 1 and names[0] in ("时间", "日期", "发布")
    return Verdict(LABEL, 0, Where.HEAD) if dated else None
