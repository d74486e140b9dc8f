"""The chain: every rule in the order it runs, and the calls that run it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from functools import cache, partial
from operator import itemgetter
from os import PathLike
from pathlib import Path

from clean.cleaned import Cleaned
from clean.collector import paused
from clean.document import Document, Finding, Source
from clean.likeness import SCHEME
from clean.log import digest
from clean.page.learnt import Learnt
from clean.rule import BrokenPromise, Rule
from clean.stages import (
    boilerplate,
    escapes,
    form,
    furniture,
    gaps,
    learnt,
    mojibake,
    order,
    outline,
    own,
    page_metadata,
    pasted,
    reflow,
    repeats,
    run_on,
    second,
    unseen,
)
from clean.stages.encoding import Refusal, read

CHAIN: tuple[Rule, ...] = (
    # signs as such
    mojibake.mojibake,
    mojibake.western_mojibake,
    mojibake.false_mark,
    mojibake.outdated_private_sign,
    escapes.html_entity,
    escapes.percent_escape,
    mojibake.lost_sign,
    unseen.line_end,  # behind the mending: U+0085 is a byte of 全 when UTF-8 was read as Latin-1
    unseen.control_sign,
    unseen.zero_width_sign,
    unseen.bidi_mark,
    unseen.variation_selector,
    unseen.odd_space,
    unseen.radical_sign,
    unseen.decomposed_sign,
    unseen.private_sign,
    # one form, early: the costly rules below then see final words and need no second look
    form.final_newline,
    form.full_width_letter,
    form.half_width_bracket,
    form.half_width_comma,
    form.half_width_colon,
    form.half_width_exclamation,
    form.extracted_space,
    form.stray_space,
    # the page around the document
    furniture.running_head,
    learnt.learnt_line,  # while the wrapping stands that it rests on
    *boilerplate.RULES,
    *page_metadata.RULES,
    # the order of its sentences
    reflow.wrapped_line,
    order.text_jump,
    order.interleaved_reading,
    order.interleaved_line,
    order.torn_repeat,
    repeats.differing_copy,
    repeats.repeated_passage,
    pasted.doubtful_copy,
    pasted.pasted_block,
    outline.shuffled_outline,
    # its lines
    gaps.blank_document,
    reflow.lost_table,
    reflow.detached_number,
    reflow.broken_line,
    run_on.run_on_line,
    run_on.run_on_attribution,
    reflow.indent,
    reflow.trailing_space,
    reflow.blank_line,
    # what is not there
    gaps.missing_title,
    gaps.outline_gap,
    second.second_document,
    gaps.absent_attachment,
)

# The names of files that are web pages, and the finding where one has no main text.
PAGES = (".html", ".htm")
NO_MAIN_TEXT = "no-main-text"

# Rules feed each other (a joined line may hold a pair of brackets), so the chain runs until
# nothing changes: once more on most documents, twice on few. More than this and two rules are
# at odds.
PASSES = 12


@dataclass(frozen=True, slots=True)
class Options:
    """Which rules run, and how the bytes are read.

    `select` names the only rules to run (empty: all), `ignore` names rules to leave out,
    `encoding` overrules the detection, `learnt` is what `clean run` learnt from all its
    documents, `patterns` are shell patterns of lines that are boilerplate to you. Raises
    ValueError for a rule that does not exist, or a pattern that fits nearly any line.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    encoding: str | None = None
    learnt: frozenset[Learnt] = frozenset()
    patterns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        own.check(self.patterns)
        known = [*(rule.name for rule in CHAIN), own.NAME]
        for name in sorted(self.select | self.ignore):
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f"; did you mean {near[0]!r}?" if near else "; `clean rules` lists them"
                raise ValueError(f"there is no rule {name!r}{hint}")

    def rules(self) -> list[Rule]:
        """The rules of the chain that run."""
        rules = [
            learnt.rule_for(self.learnt) if self.learnt and rule == learnt.learnt_line else rule
            for rule in CHAIN
        ]
        if self.patterns:
            rules.insert(rules.index(furniture.running_head), own.rule(self.patterns))
        chosen = (rule for rule in rules if not self.select or rule.name in self.select)
        return [rule for rule in chosen if rule.name not in self.ignore]


DEFAULT = Options()


def text(words: str, options: Options = DEFAULT) -> Cleaned:
    """Clean a text. Raises Refusal if it cannot be written as UTF-8."""
    try:
        data = words.encode()
    except UnicodeEncodeError as error:
        what = "a lone surrogate, which no encoding can write"
        raise Refusal("undecodable", what, error.start) from None
    return _clean(Source(data, "utf-8", words), options)


def data(raw: bytes, options: Options = DEFAULT) -> Cleaned:
    """Clean bytes in any encoding. Raises Refusal if they are no text or cannot be read for sure."""
    return _clean(read(raw, options.encoding), options)


def html(raw: bytes, options: Options = DEFAULT) -> Cleaned:
    """Clean the text that a web page is about; that text, as UTF-8, is the source.

    The page itself is named in the header of the log: its digest, its encoding, what read it.
    Raises Refusal if it shows no words, cannot be read, or `docclean[html]` is not installed.
    """
    from clean import web

    page = web.page(raw, options.encoding)
    cleaned = text(page.text, options)
    whole = Finding(0, len(page.text), NO_MAIN_TEXT, "no main text was found; the page is whole")
    came = {"sha256": digest(raw), "bytes": len(raw), "encoding": page.encoding}
    how = partial(_settings, options, {**came, "extractor": page.extractor})
    notes = cleaned.notes if page.has_main else (*cleaned.notes, whole)
    return replace(cleaned, notes=notes, how=how)


def file(path: str | PathLike[str], options: Options = DEFAULT) -> Cleaned:
    """Clean a file, which is only read; `.html` and `.htm` are web pages.

    Raises Refusal with its path, or OSError.
    """
    read_as = html if is_page(path) else data
    try:
        return read_as(Path(path).read_bytes(), options)
    except Refusal as refusal:
        refusal.path = str(path)
        raise


def is_page(path: str | PathLike[str]) -> bool:
    """Whether a file is a web page, by its name."""
    return Path(path).suffix.lower() in PAGES


def _clean(source: Source, options: Options) -> Cleaned:
    with paused():
        document = _settle(Document.of(source), options.rules())
    _check_tiling(document)
    if document.text == source.text:  # what rules did and undid is nothing
        document = replace(Document.of(source), notes=document.notes)
    done = Cleaned(source, document.pieces, document.notes, how=partial(_settings, options))
    vars(done)["text"] = document.text  # spares a walk over all pieces
    return done


def _settle(document: Document, rules: Sequence[Rule]) -> Document:
    """The document after pass upon pass, until a pass changes nothing.

    A rule is not asked again about a text it left alone, and one that only reports runs once.
    """
    left: dict[str, int] = {}  # by rule, which text in the row of texts it left alone
    nth = 0
    for turn in range(PASSES):
        before = document.text
        for rule in rules:
            if left.get(rule.name) == nth or (turn and rule.promise == "finds"):
                continue
            shown, document = document.text, rule.apply(document)
            if document.text == shown:
                left[rule.name] = nth
            else:
                nth += 1
        if document.text == before:
            return document
    raise BrokenPromise(f"the chain does not settle in {PASSES} passes")


def _check_tiling(document: Document) -> None:
    at = 0
    for start, end in sorted(map(itemgetter(0, 1), document.pieces)):
        if end <= start:
            continue
        if start != at:
            raise BrokenPromise(f"the pieces do not tile the source at code point {at}")
        at = end
    if at != len(document.source.text):
        raise BrokenPromise("the pieces do not cover the source")


def _settings(options: Options, page: dict[str, object] | None = None) -> dict[str, object]:
    """What the log says of how a document was cleaned; `page` is the page it was taken from."""
    chosen = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in asdict(options).items()
        if value or name not in ("learnt", "patterns")
    }
    return {
        "rules": rules_digest(),
        "options": _digest(repr(sorted(chosen.items()))),
        "libraries": libraries(),
        "minhash": SCHEME,
        **({"page": page} if page else {}),
    }


@cache
def rules_digest() -> str:
    """A digest of the chain: the names, promises and pages of its rules, in order."""
    return _digest("\n".join(f"{rule.name} {rule.promise} {rule.page}" for rule in CHAIN))


@cache
def libraries() -> dict[str, str]:
    """The versions of the libraries the result may depend on."""
    return {name: _version(name) for name in ("chardet", "datasketch", "ftfy")}


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]
