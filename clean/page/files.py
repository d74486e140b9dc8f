"""The names of files that are attached to a document. Patterns only."""

from __future__ import annotations

import re

from clean.patterns import pattern

# How the names of attached files end.
ENDING = r"(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|od[tsp]|rtf|txt|csv|zip|rar|7z|jpe?g|png|tiff?|ceb|dwg|mp[34])"
# The name of a file, its size behind it.
FILE = pattern(
    rf".{{1,80}}\.{ENDING}(?:\s?[(（\[].{{1,24}})?(?:\s.{{0,12}})?",
    re.IGNORECASE,
)
