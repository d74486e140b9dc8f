"""Chinese pages as HTML: what is kept of the content and what goes of the wrapping, ours and others'.

The labelled pages of tests/pages are written out as HTML in three shapes that such sites have:
lists and divs, tables within tables with <br> and &nbsp;, and an editor's paragraphs with
scripts between them. jusText knows no Chinese stop words; it runs as its authors advise
for languages without a list, by length and links alone, with its own lengths and with such as
suit Chinese. The extra `html` brings both libraries.

    python -m bench.html            prints the table
    python -m bench.html --wrong    also lists the content lines that ours loses
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import clean
from bench.boilerplate import Line, pages

Page = list[tuple[str, Line]]
Extract = Callable[[str], str]


@dataclass
class Score:
    """Counts of lines over some pages; `in_order` of those that stand behind the ones before."""

    content: int = 0
    kept: int = 0
    wrapping: int = 0
    gone: int = 0
    in_order: int = 0


def parts(page: Page) -> tuple[Page, Page, Page]:
    """What stands before the first content line, from it to the last one, and behind that."""
    content = [i for i, (_, line) in enumerate(page) if line.content]
    first, last = content[0], content[-1] + 1
    return page[:first], page[first:last], page[last:]


def divs(page: Page) -> str:
    """Menus in lists, a heading, paragraphs, a footer of divs."""
    head, body, tail = parts(page)
    menu = "".join(f"<li><a href='/{i}'>{_said(line)}</a></li>" for i, line in enumerate(head))
    title, *rest = body
    text = "".join(f"<p>{_said(line)}</p>" for line in rest)
    foot = "".join(f"<div>{_said(line)}</div>" for line in tail)
    return (
        f"<ul class='nav'>{menu}</ul><div class='main'><h1>{_said(title)}</h1>"
        f"<div class='content'>{text}</div></div><div class='footer'>{foot}</div>"
    )


def tables(page: Page) -> str:
    """Tables within tables; the text one cell, its lines parted by <br> and set in by &nbsp;."""
    head, body, tail = parts(page)
    rows = "".join(f"<tr><td>{_said(line)}</td></tr>" for line in head)
    title, *rest = body
    text = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{_said(line)}" for line in rest)
    foot = "<br/>".join(map(_said, tail))
    return (
        f"<table width=1000><tr><td><table>{rows}</table></td></tr><tr><td><table>"
        f"<tr><td align=center><b>{_said(title)}</b></td></tr><tr><td>{text}</td></tr></table>"
        f"</td></tr><tr><td align=center bgcolor=#eee>{foot}</td></tr></table>"
    )


def editor(page: Page) -> str:
    """An editor's paragraphs, spans in spans, code between; the wrapping in divs of one class."""
    head, body, tail = parts(page)
    top = "".join(f"<div class='box'><span>{_said(line)}</span></div>" for line in head)
    text = "\n".join(
        f"<p style='text-indent:2em'><span style='font-size:16pt'><span>{_said(line)}</span></span></p>"
        for line in body
    )
    foot = "".join(f"<div class='box'><a href='#'>{_said(line)}</a></div>" for line in tail)
    code = "<script>var share = '<p>分享到微信</p>';</script><!-- 正文 -->"
    return f"{top}<div class='view TRS_UEDITOR'>{code}{text}</div>{foot}{code}"


SHAPES = {"divs": divs, "tables": tables, "editor": editor}


def rendered(page: Page, shape: str) -> str:
    """A labelled page as HTML, with the window title such pages have."""
    title = _said(parts(page)[1][0])
    head = f"<meta charset='utf-8'><title>{title}-某某市人民政府网站</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{SHAPES[shape](page)}</body></html>"


def ours(page: str) -> str:
    """trafilatura finds where the text is, the page gives it, the chain cleans it."""
    return clean.html(page.encode()).text


def whole(page: str) -> str:
    """All lines of the page, cleaned by the chain, without trafilatura."""
    from clean import markup

    return clean.text("".join(f"{line}\n" for line in markup.lines(markup.parse(page)))).text


def trafilatura(page: str) -> str:
    """trafilatura alone, for recall."""
    import trafilatura

    return trafilatura.extract(page, favor_recall=True, include_comments=False) or ""


def justext(page: str) -> str:
    """jusText alone, without a stop list."""
    return _justext(page)


def justext_short(page: str) -> str:
    """jusText with lengths that suit Chinese, whose words take a third of the letters."""
    return _justext(page, length_low=10, length_high=30)


def _justext(page: str, **lengths: int) -> str:
    import justext

    none = {"stopwords_low": 0, "stopwords_high": 0}
    found = justext.justext(page, frozenset(), encoding="utf-8", **none, **lengths)
    return "\n".join(part.text for part in found if not part.is_boilerplate)


RIVALS: dict[str, Extract] = {
    "ours": ours,
    "the whole page and the chain": whole,
    "trafilatura alone": trafilatura,
    "jusText alone": justext,
    "jusText, shorter lengths": justext_short,
}


def measure(extract: Extract, shape: str, lost: list[str] | None = None) -> Score:
    """What an extractor does to all labelled pages that hold content, in one shape."""
    score = Score()
    for held_out in (0, 1):
        for name, page in pages(held_out):
            if any(line.content for _, line in page):
                found = _judge(page, extract(rendered(page, shape)), score)
                (lost if lost is not None else []).extend(f"{shape} {name} {one}" for one in found)
    return score


def _judge(page: Page, text: str, score: Score) -> list[str]:
    flat, rows = _bare(text), {_bare(row) for row in text.split("\n")}
    content = [_bare(line.content) for _, line in page if line.content]
    wrapping = [_bare(line.wrapping) for _, line in page if line.wrapping and not line.content]
    lost = [words for words in content if words not in flat]
    score.content += len(content)
    score.kept += len(content) - len(lost)
    score.wrapping += len(wrapping)
    score.gone += sum(words not in rows for words in wrapping)
    at = 0
    for words in content:
        after = flat.find(words, at)
        score.in_order += after >= 0
        at = after + len(words) if after >= 0 else at
    return lost


def _said(line: tuple[str, Line]) -> str:
    return html.escape(line[0].strip())


def _bare(words: str) -> str:
    """Words without spaces, and without the width that the chain may have changed."""
    return clean.rule.key(words).replace("|", "")


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table."""
    lost: list[str] = []
    print(f"{'':<36}{'content kept':>14}{'in order':>10}{'wrapping gone':>15}")
    for shape in SHAPES:
        for name, extract in RIVALS.items():
            got = measure(extract, shape, lost if name == "ours" else None)
            kept, gone = got.kept / got.content, got.gone / got.wrapping
            order = got.in_order / max(1, got.kept)
            print(f"{shape + ', ' + name:<36}{kept:>14.1%}{order:>10.1%}{gone:>15.1%}")
    if "--wrong" in arguments:
        print("\n".join(lost))


if __name__ == "__main__":
    main(sys.argv[1:])
