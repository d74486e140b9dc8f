"""What a worker does with one document: look for faults, or mend them in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from clean import report
from clean.cleaned import Cleaned
from clean.codec import bytes_of
from clean.commands.each import DONE, FOUND, Outcome, arrived
from clean.commands.plan import Job, Mending, is_asked
from clean.commands.reading import cleaned_as, options, read, safe, whole, within
from clean.commands.run import prove
from clean.config.excuses import Place, covering, quotation
from clean.faults import Fault, Safety, is_found, packed, placeless
from clean.files import write
from clean.index.entry import entry, grams
from clean.index.entry import packed as packed_entry
from clean.log import digest
from clean.pipeline import data, is_page
from clean.stages.encoding import Refusal
from clean.stages.encoding import read as decoded
from clean.telling import faults_of

Record = dict[str, Any]


def looked(job: Job, _: None = None) -> Outcome:
    """The faults of a document that no excuse covers, and which excuses were needed."""
    return _told(read(job), job)


def looked_at_stdin(job: Job, _: None = None) -> Outcome:
    """The same of standard input."""
    return _told(within(arrived(), job), job)


def quoted(job: Job, _: None = None) -> Outcome:
    """The rule and the words of each fault, as a baseline names them, excused or not."""
    raw = read(job)
    cleaned = cleaned_as(raw, job.path, options(job.chosen))
    asked = [fault for fault in faults_of(cleaned) if is_asked(fault.rule, job.chosen)]
    text = cleaned.source.text
    words = [(p.rule, quotation(text, p.start, p.end)) for p in _places(cleaned, asked)]
    return Outcome(record={"quoted": words, **_printed(raw, cleaned, job)})


def printed(job: Job, _: None = None) -> Outcome:
    """What an index tells of a document."""
    raw = read(job)
    return Outcome(record={"print": packed_entry(entry("", raw, whole(raw, job).text))})


def compared(job: Job, allowed: Safety) -> Outcome:
    """The document, sentence by sentence, with what cleaning would change marked."""
    from clean.writers.diff import sentences

    chosen = job.chosen if allowed is Safety.UNSAFE else safe(job.chosen)
    cleaned = cleaned_as(read(job), job.path, options(chosen))
    lines = list(sentences(cleaned, str(job.path)))
    return Outcome(FOUND if lines else DONE, tuple(lines))


def mended(job: Job, how: Mending) -> Outcome:
    """The document cleaned in place as far as allowed, and the faults that are left.

    Bytes stay in the encoding they came in, unless another is named. A rule that a
    suppression of this file names is not run. Nothing is written where the bytes would be equal,
    where nothing would be left, or where the encoding lacks a sign.
    """
    if is_page(job.path):
        raise Refusal("web-page", "not mended in place; clean run writes its text")
    raw = read(job)
    to, allowed = how
    chosen = job.chosen if allowed is Safety.UNSAFE else safe(job.chosen)
    chosen = chosen._replace(ignore=(*chosen.ignore, *job.settled))
    cleaned = data(raw, options(chosen))
    if not cleaned.text:
        why = [found.rule for found in cleaned.findings] or ["blank-document"]
        left = placeless(why[0], "nothing would be left; left alone", "remove the file")
        return _left([left])
    if allowed is Safety.SAFE and any(not patch.n for patch in cleaned.source.patches):
        return _told(raw, job)  # bytes that are no text would be lost
    new = encoded(cleaned, to)
    if new == raw:
        return _told(raw, job)
    log = prove(cleaned)
    write(job.path, new)
    record = report.record(cleaned, str(job.path), log)
    remain = _told(new, job if not to else job._replace(chosen=job.chosen._replace(encoding=to)))
    lines = (report.line(record),)
    return remain._replace(record={**(remain.record or {}), "fixed": lines, "by": _by(cleaned)})


def encoded(cleaned: Cleaned, to: str | None) -> bytes:
    """The canonical text in the encoding of its source, or in another.

    UTF-8 loses its byte order mark. Raises Refusal where the encoding lacks a sign.
    """
    source = cleaned.source
    encoding, bom = to or source.encoding, b"" if to else source.bom
    if encoding.lower().replace("_", "-") in ("utf-8", "ascii"):
        return cleaned.text.encode()
    if cleaned.text == source.text and not to:
        return source.data
    try:
        new = bytes_of(cleaned.text, encoding, bom)
    except UnicodeEncodeError as error:
        line, column = report.Lines(cleaned.text).place(error.start)
        sign = report.quoted(cleaned.text[error.start])
        what = (
            f"{encoding} has no {sign} (U+{ord(cleaned.text[error.start]):04X}), which would stand"
        )
        raise Refusal(
            "unwritable", f"{what} at {line}:{column} of the clean text; left alone", 0
        ) from None
    if to:
        _read_again(new, cleaned.text, to)
    return new


def _read_again(new: bytes, text: str, encoding: str) -> None:
    """Raises Refusal where the bytes would be read as another text; a doubt is told and hurts nothing."""
    try:
        came = decoded(new)
    except Refusal:
        return
    if came.text != text:
        what = f"in {encoding} it would be read as {came.encoding}, another text; left alone"
        raise Refusal("unwritable", what, 0)


def _by(cleaned: Cleaned) -> Record:
    """How many changes each rule made."""
    return Counter(piece.reason.rule for piece in report.changes(cleaned) if piece.reason)


def excused(raw: bytes, cleaned: Cleaned, faults: Iterable[Fault], job: Job) -> Outcome:
    """The faults that are asked for and that no excuse covers, and which excuses were needed."""
    asked = [fault for fault in faults if is_asked(fault.rule, job.chosen)]
    if not job.excuses:
        return _left(asked, sha256=digest(raw))
    covers = list(covering(job.excuses, cleaned.source.text, _places(cleaned, asked)))
    left = [fault for fault, by in zip(asked, covers, strict=False) if not by]
    return _left(left, sorted({i for by in covers for i in by}), digest(raw))


def _told(raw: bytes, job: Job) -> Outcome:
    cleaned = cleaned_as(raw, job.path, options(job.chosen))
    outcome = excused(raw, cleaned, faults_of(cleaned), job)
    return outcome._replace(record={**(outcome.record or {}), **_printed(raw, cleaned, job)})


def _printed(raw: bytes, cleaned: Cleaned, job: Job) -> Record:
    """What a document is compared by, if it is to be; nothing of one without a letter."""
    if not job.compared:
        return {}
    text = whole(raw, job).text if job.chosen.select else cleaned.text
    return {"print": packed_entry(entry("", raw, text))} if grams(text) else {}


def _places(cleaned: Cleaned, faults: Sequence[Fault]) -> list[Place]:
    """The places of the faults, then of findings that are not told, the text being canonical.

    An excuse may cover these too: the next change to the text would bring them up.
    """
    seen = () if cleaned.is_changed else cleaned.findings
    return [
        *(Place(fault.rule, fault.start, fault.end) for fault in faults),
        *(Place(found.rule, found.start, max(found.start, found.end)) for found in seen),
    ]


def _left(faults: Sequence[Fault], used: Sequence[int] = (), sha256: str = "") -> Outcome:
    record = {"faults": [packed(fault) for fault in faults], "used": [*used], "sha256": sha256}
    return Outcome(FOUND if is_found(faults) else DONE, record=record)
