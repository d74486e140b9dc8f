"""Patterns that are compiled when they are first asked.

Compiling all patterns of the page takes longer than cleaning a short document, which asks few of
them: of 200 patterns 58 for a line of text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801  it stands for the function of the same task in `re`
        """What `re.compile` gives for a pattern and flags, made when it is first asked."""

        def __init__(self, pattern: str, flags: int = 0) -> None:
            self.pattern, self.flags = pattern, flags

        def __getattr__(self, name: str) -> Any:
            # Kept in the instance, where the next call finds it first.
            found = self.__dict__[name] = getattr(re.compile(self.pattern, self.flags), name)
            return found


__all__ = ["pattern"]
