"""The pieces of a document sorted into what stands and what was struck, for the log."""

from __future__ import annotations

from typing import NamedTuple

from clean.document import Document, Piece, Reason, Span


class Run(NamedTuple):
    """Kept pieces that are neighbours in the source and in the output."""

    src: Span
    dst: Span
    move: Reason | None


def sort_out(document: Document) -> tuple[list[list[Piece]], list[Piece]]:
    """The kept pieces in runs, neighbours in source and output, and the struck pieces.

    Erased words are struck: they have a record each. Erased white space goes by the list
    with the run it stands in, and is struck when it stands alone between others.
    """
    text = document.source.text
    runs: list[list[Piece]] = []
    struck: list[Piece] = []
    waiting: list[Piece] = []
    last = -1
    move: Reason | None = None
    for piece in document.pieces:
        start, end, words, reason, moved = piece
        move = moved or move
        if start == end:
            waiting.append(piece)
        elif words == "" and _is_word(text[start:end], reason):
            struck.append(piece)
        else:
            new = start != last
            runs += [[]] if new else []
            if words != "":
                runs[-1] += waiting
                waiting = []
            runs[-1].append(piece._replace(move=move) if new else piece)
            last, move = end, None
    struck += [piece for run in runs if not any(map(_shows, run)) for piece in run]
    shown = [run for run in runs if any(map(_shows, run))]
    return [*shown, waiting], _joined(sorted(struck, key=lambda p: p[:2]))


def _joined(struck: list[Piece]) -> list[Piece]:
    """Copies with white space between whose twins stand side by side made one copy."""
    done: list[Piece] = []
    for piece in struck:
        done.append(piece)
        while len(done) > 2 and (whole := _across(*done[-3:])):
            done[-3:] = [whole]
    return done


def _across(one: Piece, gap: Piece, two: Piece) -> Piece | None:
    """Two copies and the line end between them as one copy, if their twins stand side by side."""
    ahead, behind = one.reason, two.reason
    if not (ahead and ahead.twin and behind and behind.twin and gap.reason) or gap.reason.twin:
        return None
    if (one.end, gap.end, gap.end - gap.start) != (gap.start, two.start, 1):
        return None
    if ahead.twin.end != behind.twin.start or ahead[3:] != behind[3:]:
        return None
    whole = ahead._replace(twin=Span(ahead.twin.start, behind.twin.end))
    return one._replace(end=two.end, reason=whole)


def _is_word(words: str, reason: Reason | None) -> bool:
    return bool(reason and reason.twin) or not words.isspace()


def _shows(piece: Piece) -> bool:
    return piece.text != ""


def placed(runs: list[list[Piece]], size: int) -> tuple[list[Run], list[tuple[int, Piece]]]:
    """The runs with their places in the output, and the place of every rewriting in the source.

    An insertion stands before the next kept code point of the output, or at the end.
    """
    placed: list[Run] = []
    places: list[tuple[int, Piece]] = []
    waiting: list[Piece] = []
    at = 0
    for run in runs:
        solid = [piece for piece in run if piece.start < piece.end]
        head = at
        for piece in run:
            start, end, words, _, _ = piece
            if start == end:
                waiting.append(piece)
                continue
            if waiting:
                places += _together(waiting, start)
                at += sum(inserted.size for inserted in waiting)
                waiting = []
            if words is not None:
                places.append((start, piece))
            at += end - start if words is None else len(words)
        if solid:
            placed.append(Run(Span(solid[0].start, solid[-1].end), Span(head, at), solid[0].move))
    return placed, places + _together(waiting, size)


def _together(inserted: list[Piece], at: int) -> list[tuple[int, Piece]]:
    """Insertions that meet at one place are one, so that their order is theirs for ever."""
    words = "".join(piece.text or "" for piece in inserted)
    return [(at, Piece(at, at, words, inserted[0].reason))] if words else []
