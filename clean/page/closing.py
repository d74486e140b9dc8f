"""What stands behind the end of a document though it speaks in sentences.

Readers answer below what a forum was told; a platform says under numbers what its texts are worth.
Both end in 。, as only a body does, so they are told before the regions of a page are.
"""

from __future__ import annotations

from collections.abc import Sequence

from clean.page.lines import Line
from clean.page.names import COMMENT, NOTICE, Verdict, Where
from clean.patterns import pattern
from clean.signs import DATE, MARK

# The head of an answer: its place among them, who wrote it and when.
ANSWER = pattern(
    r"(?:沙发|板凳|藤椅|地板|[2-9]\d?\s?[#楼])[\s:：　|]"
    r".*(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}|发表|[积積]分|在[线線]).*"
)
OPENS = frozenset("沙板藤地23456789")
# No answer is as long.
SAID = 80
# What a platform says of what it holds: so many such sentences at most.
WORTH = pattern(
    r"(?:本|该)(?:平[台臺]|[网網]站?|站|系[统統]|[数數]据[库庫]|[库庫]|文[书書][库庫])[^。，；]{0,16}(?:公布|提供|[发發]布|收[录錄]|所[载載]|登[载載]|展示|[转轉][载載])[^。；]{0,40}"
    r"[^。]{0,40}(?:[仅僅]供[^。]{0,12}[参參]考|以[^。]{2,16}[为為][准準]|不(?:承[担擔]|作[为為]|具有)|依[据據][^。]{2,24}原[则則]|[审審]核|[责責]任)[^。]{0,30}。?"
    r"|[^。]{0,20}(?:商[业業]性?[网網]站|[镜鏡]像|裁判文[书書][库庫])[^。]{0,60}。?"
)
SENTENCES = 6
# How such a list is headed, and what else ends a document.
HEADED = pattern(
    r"(?:公\s*告|[声聲]\s*明|[说說]\s*明|(?:免[责責]|特[别別]|重要|[郑鄭]重|友情|[温溫]馨|版[权權]|使用)(?:[声聲]明|提示|[说說]明|告知))\s*[:：]?"
)
ENDED = pattern(
    rf".*(?:{DATE})|[审審]\s*判\s*[长長員员].*|[书書]\s*[记記]\s*[员員].*|[(（].*[)）]|特此.*|附件.*"
)
# A document about a platform says so in its title.
OF_PLATFORM = pattern(
    r"平[台臺]|[网網]站|系[统統]|[数數]据[库庫]|用[户戶]|[声聲]明|[协協][议議]|[须須]知"
)


def answers(page: Sequence[Line]) -> None:
    """The answers of readers, from the head of the first of them to the end: 沙发　老渔夫　2019-11-3 08:40."""
    heads = (i for i, line in enumerate(page) if line.words[0] in OPENS)
    at = next((i for i in heads if ANSWER.fullmatch(page[i].words)), len(page))
    below = page[at + 1 :]
    if 0 < at < len(page) and not any(
        MARK.match(line.words) or len(line.words) > SAID for line in below
    ):
        for line in (page[at], *(one for one in below if one.body or not one.verdict)):
            line.verdict, line.body, line.plain = ANSWERED, False, False


def disclaimers(page: Sequence[Line]) -> None:
    """What a platform says of its texts behind the end of a document: 二、本平台提供的信息仅供查询人参考."""
    said = [i for i, line in enumerate(page) if "。" in line.words or line.body]
    worth = said[-SENTENCES:]
    while worth and not _is_worth(page[worth[0]]):
        worth = worth[1:]
    if not worth or not all(_is_worth(page[i]) for i in worth) or len(worth) == len(said):
        return
    above = worth[0] - 1
    headed = HEADED.fullmatch(page[above].words) is not None
    end = page[above - headed]
    own = any(OF_PLATFORM.search(line.words) for line in page[: said[0]] if not line.verdict)
    if own or not (ENDED.fullmatch(end.words) or _is_wrapping(end)):
        return
    for i in (*([above] if headed else []), *worth):
        page[i].verdict, page[i].body, page[i].plain = DISCLAIMED, False, False


def _is_worth(line: Line) -> bool:
    found = MARK.match(line.words)
    return WORTH.fullmatch(line.words[found.end() if found else 0 :].strip()) is not None


def _is_wrapping(line: Line) -> bool:
    return line.verdict is not None and line.verdict.where & Where.BODY != 0


ANSWERED = Verdict(COMMENT, Where.TAIL)
DISCLAIMED = Verdict(NOTICE, Where.TAIL)
