"""The process `clean`, also as `python -m clean`: how it begins, and how it ends.

What a command does is in `clean.cli`. Here are the ends that no command knows of: a
standard output that takes nothing, a reader that went away, an interrupt, a signal to
end. Each has an exit code of its own; none is 1, which says that something was found.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn, TextIO

FAILED = 2
# As shells count: 128 and the number of the signal (SIGINT, SIGPIPE, SIGTERM).
INTERRUPTED, UNHEARD, ENDED = 130, 141, 143


def entry() -> NoReturn:
    """Run the command of this process, and end it."""
    signal.signal(signal.SIGTERM, _end)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  for as long as the process
    if sys.stdout is None:
        _complain("standard output: it is closed")
        sys.exit(FAILED)
    sys.stdout = _whole(sys.stdout)
    code = _code(sys.argv[1:])
    gc.freeze()  # what is left goes with the process; to look through it takes 0.02 s
    sys.exit(code)


def _whole(out: TextIO) -> TextIO:
    """The stream, with a buffer where it has none.

    Under PYTHONUNBUFFERED a write to a full disk or to a reader that leaves takes a part of the
    bytes and raises nothing; a buffer writes all, or raises.
    """
    if not isinstance(out, io.TextIOWrapper) or not isinstance(out.buffer, io.RawIOBase):
        return out
    told, shown = (out.encoding, out.errors), out.isatty()
    return io.TextIOWrapper(io.BufferedWriter(out.detach()), *told, line_buffering=shown)


def _code(args: Sequence[str]) -> int:
    """The exit code of the command, once all it said is out."""
    try:
        code = _run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _muted(UNHEARD)
    except KeyboardInterrupt:
        _complain("interrupted; what was finished is kept")
        code = _muted(INTERRUPTED)
    except OSError as error:
        _complain(
            f"{error.filename or 'standard output'}: {(error.strerror or str(error)).lower()}"
        )
        code = _muted(FAILED)
    except Exception:  # noqa: BLE001  a mistake of ours is no finding either
        code = _mistaken()
    return code


def _run(args: Sequence[str]) -> int:
    """Call the command as click does, which would take every OSError for a 1."""
    import click

    from clean.cli import main

    if "_CLEAN_COMPLETE" in os.environ:
        main()
    try:
        with main.make_context("clean", [*args]) as context:
            main.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    return 0


def _muted(code: int) -> int:
    """The code, with standard output led nowhere: what it does not take now is not tried again."""
    with suppress(OSError):
        sys.stdout.flush()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device, not a path of ours
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return code


def _mistaken() -> int:
    """Say all that is known of the exception at hand. The exit code."""
    import traceback

    with suppress(OSError):
        traceback.print_exc()
    _complain("our mistake; please report it with the lines above")
    return FAILED


def _complain(words: str) -> None:
    from clean.language import spoken

    with suppress(OSError):
        print(f"clean: {spoken(words)}", file=sys.stderr)  # noqa: T201


def _end(_: int, __: FrameType | None) -> NoReturn:
    """End as on an interrupt: half-written files are taken away, workers ended."""
    sys.exit(ENDED)


if __name__ == "__main__":
    entry()
