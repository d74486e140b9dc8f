"""Lines of labels and values: the byline of a page and the rows of its record."""

from __future__ import annotations

from clean.page.facts import BYLINE_NAMES, DATES, FACT, STRONG_NAMES, VALUE, Field, fields
from clean.page.labels import MOMENT
from clean.page.names import DEVICES, KNOWN, LABEL, PUBLISHED, Verdict, Where
from clean.page.tokens import tokens
from clean.patterns import pattern

# These labels stand in bodies too often to count alone.
SHY = frozenset(
    "时间 日期 文 图 摄影 发布 策划 制作 记者 文字 图片 统筹 签发 主编 监制 资料来源 供稿".split()
)
# An office of the press reads its pages three times.
REVIEWS = frozenset("一审 二审 三审 初审 复审 终审".split())
# Facts that only a page states of itself.
PAGES_OWN = frozenset(("views", "index_number", "original_title", "updated"))
# Facts that a page states right under the title; a document states them behind its body.
ABOVE_A_BODY = frozenset(("published", "source", "author"))
# A bar may set the date behind the source, without a label.
MOMENT_END = pattern(rf"[\s|]*{MOMENT}\s*\Z")
BARRED_LABEL = pattern(
    r"^(来源|编辑|审核|作者|校对|责编|文|图|监制|出品|供稿|责任编辑|图文|审校|审稿|终审|初审|复审|排版|撰文|摄影)\s*([|丨│/])(?=\s*\S{1,20}$)"
)
# Several of them, set apart: 责任编辑 | 汪某　　值班主编 | 耿某.
BARRED_LABELS = pattern(
    r"(?:(?:[一-鿿]{0,2}(?:编辑|主编|编委|审核|校对|监制|总监|责编|记者|来源|供稿|摄影))"
    r"\s?[|丨│/]\s?[^\s|丨│/:]{1,12}(?:\s+|\Z)){2,6}"
)
# The letter gǔn as a bar: only accounts draw it behind a label.
ACCOUNT_BAR = "丨"
MOMENT_LINE = pattern(
    r"[\[(]?(?:1\d{2}|\d{4})[-/.]\d{1,2}[-/.]\d{1,2}[\])]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s+[^\s。,;:]{2,16}){0,2}"
    r"|\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s+[^\s。,;:]{2,16}){0,2}"
    r"|(?:[^\s。,;:\d]{2,14}\s+){1,3}\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s+发表于\S{2,4}|\s+(?:浏览|阅读|点击)(?:量|数|次数)\s?[\d.,]+万?\+?)?)?"
)
# An editor in the brackets of a page.
EDITOR = pattern(r"[\[【(]\s?(?:责任编[辑缉]|责编)\s?:[^。,:;]{2,12}[\])】]")
CLOCK = pattern(r"\d:\d{2}")
ANY_LABEL = pattern(r"(?:^|(?<=[\s|]))[\[(【]?([一-鿿]{2,8})\s?:\s?")
WEB_DAY = pattern(r"\d{3,4}[-/.]\d{1,2}[-/.]\d{1,2}")
STOPPED = pattern(r"[。,;!?]|(?<!\d):")
VALUE_MOST = 30
# A day and a clock as the web writes them, in a line this short.
WEB_CLOCK = pattern(r"(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?")
# A day of the web first, then what else is said of the page.
WEB_FIRST = pattern(
    r"(?:发表于\s?)?[\[(【]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\])】]?\s*(?:[|·【\[]|[一-鿿]{2,4}\s?:)"
)
SENTENCE = pattern("[。;!?，]")
BYLINE_MOST = 60
# A day and the office that set the page, above a body; behind one it is the day of signing.
DAY_LEAD = pattern(r"\d{4}年\d{1,2}月\d{1,2}日(?:\s+[一-鿿]{2,10}){0,2}")
LEAD = pattern(r"[一-鿿]{2,10}网|(?:https?://|www\.)\S{4,60}")


def labelled(folded: str) -> Verdict | None:
    """What labels with their values make of a line; None where it is none of these."""
    if folded.endswith("。"):
        return None
    barred = BARRED_LABEL.match(folded)
    said = barred or ":" in folded or "]" in folded or folded.split(None, 1)[0] in FACT
    if BARRED_LABELS.fullmatch(folded):
        return Verdict(LABEL, Where.EDGE)
    if not said:
        return None
    if barred and barred[2] == ACCOUNT_BAR:
        return Verdict(LABEL, Where.EDGE)
    bare = BARRED_LABEL.sub(r"\1:", DEVICES.sub("|", folded), count=1)
    found = fields(bare)
    if not found:
        return None
    if _is_byline(bare, sum(map(_value_fits, found))):
        counted = any(FACT[field.name] == "views" for field in found)
        return Verdict(LABEL, Where.EDGE if counted else Where.HEAD)
    return _of_known(bare, found, len(folded) - len(bare))


def _of_known(bare: str, found: list[Field], devices: int) -> Verdict | None:
    """What labels that all are known make of a line."""
    names = [field.name for field in found]
    blank = not any(field.value for field in found) and STRONG_NAMES.isdisjoint(names)
    if blank or not all(map(_value_fits, found)):
        return None
    lead = bare[: found[0].start]
    if DAY_LEAD.fullmatch(lead.strip()):
        return Verdict(LABEL, Where.HEAD)
    if not lead_is_wrapping(lead):
        return None
    if len(found) == 1 and FACT[names[0]] == "signed" and WEB_DAY.match(found[0].value):
        return Verdict(LABEL, Where.HEAD)
    if len(found) == 1 and names[0] in SHY and CLOCK.search(found[0].value):
        return Verdict(LABEL, Where.HEAD)
    return _weigh(bare, names, devices)


def _is_byline(bare: str, named: int) -> bool:
    """Several labels, more than are known, one of which states a day as the web writes it."""
    said = list(ANY_LABEL.finditer(bare))
    if len(said) < 2 or said[0].start() > 0 or len(said) <= named:
        return False
    ends = [*[one.start() for one in said[1:]], len(bare)]
    values = [bare[one.end() : end].strip(" |[]()") for one, end in zip(said, ends, strict=True)]
    short = all(len(value) <= VALUE_MOST and not STOPPED.search(value) for value in values)
    days = [one[1] for one, value in zip(said, values, strict=True) if WEB_DAY.match(value)]
    counted = any(FACT.get("".join(one[1].split())) == "views" for one in said)
    dated = any(FACT.get("".join(name.split())) in DATES for name in days)
    return short and (dated or bool(days and (counted or len(said) > 2)))


def lead_is_wrapping(lead: str) -> bool:
    """Whether what stands before the first label is no content: nothing, links, a date."""
    lead = lead.strip(" |\t[]()【】·/-　")
    return (
        not lead
        or all(token in KNOWN for token in tokens(lead))
        or all(map(LEAD.fullmatch, lead.split()))
        or bool(MOMENT_LINE.fullmatch(lead))
    )


def _value_fits(field: Field) -> bool:
    if not field.value:
        return True
    found = VALUE[field.name].match(field.value)
    rest = MOMENT_END.sub("", field.value[found.end() if found else 0 :]).strip(" |次人()[]")
    return not rest or all(token in KNOWN or token.isdigit() for token in tokens(rest))


def _weigh(bare: str, names: list[str], devices: int) -> Verdict | None:
    """Labels above the body; behind it a document may state a date and a source of its own."""
    if EDITOR.fullmatch(bare):
        return Verdict(LABEL, Where.ANYWHERE)
    strong = sum(name in STRONG_NAMES for name in names)
    by = sum(name in BYLINE_NAMES for name in names)
    if strong and (len(names) > 1 or devices):
        return Verdict(LABEL, Where.ANYWHERE)
    if strong:
        published = names[0].startswith(("发布", "发文", "发表", "公开", "公布"))
        return _by_place(PUBLISHED if published else LABEL, names)
    if is_signed(names):
        return None
    if by > 1 or (by and devices):
        return Verdict(LABEL, Where.EDGE) if devices else _by_place(LABEL, names)
    alone = by and len(names) == 1 and names[0] not in SHY
    return _by_place(LABEL, names) if alone else _shy(names)


def is_signed(names: list[str]) -> bool:
    """Whether labels say who made a document and who signed it off: 制作：… 签发：…."""
    return "签发" in names and SHY.issuperset(names)


def _by_place(family: str, names: list[str]) -> Verdict:
    """Editors, those who review one after the other, and counters are certain behind the body too."""
    if len(REVIEWS.intersection(names)) > 2:
        return Verdict(family, Where.EDGE)
    if any("编" in name or FACT[name] in PAGES_OWN for name in names):
        return Verdict(family, Where.EDGE)
    if any(FACT[name] in ABOVE_A_BODY for name in names):
        return Verdict(family, Where.HEAD, Where.TAIL)
    return Verdict(family, 0, Where.EDGE)


def _shy(names: list[str]) -> Verdict | None:
    """时间 or 日期 above the body, beside wrapping; KEPT holds back all others."""
    dated = len(names) == 1 and names[0] in ("时间", "日期", "发布")
    return Verdict(LABEL, 0, Where.HEAD) if dated else None


def dated(folded: str) -> Verdict | None:
    """A date of the web kind alone on its line, with a source; certain with a clock time."""
    if WEB_FIRST.match(folded) and len(folded) <= BYLINE_MOST and not SENTENCE.search(folded):
        return Verdict(LABEL, Where.HEAD)
    if (
        WEB_CLOCK.search(folded)
        and len(folded) <= BYLINE_MOST
        and not STOPPED.search(WEB_CLOCK.sub("", folded))
    ):
        return Verdict(LABEL, Where.HEAD)
    dated = (
        "0" <= folded[-1] <= "9" or "发表于" in folded or "2" in folded[:2] or "19" in folded[:3]
    )
    if not dated or not MOMENT_LINE.fullmatch(DEVICES.sub("", folded).strip()):
        return None
    return Verdict(LABEL, Where.HEAD) if CLOCK.search(folded) else Verdict(LABEL, 0, Where.HEAD)
