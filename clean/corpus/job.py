"""What is asked of a corpus: inputs, fields, how alike is alike, what becomes of duplicates."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from clean.corpus.bands import BANDS, ROWS
from clean.corpus.signatures import SCHEMES, VALUES
from clean.version import VERSION

GRAM = 5
"""Letters of an n-gram; docs/corpus.md has it measured against 3."""
LEAST = 0.8
"""From this exact likeness on two documents are near copies."""


class BadCorpus(Exception):
    """The job cannot be done as asked; says where and what to do."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job, whole: what the output depends on, and nothing else."""

    inputs: tuple[str, ...]
    out: str
    text_field: str = "text"
    id_field: str = ""
    date_field: str = ""
    chain: str = "full"
    gram: int = GRAM
    bands: int = BANDS
    rows: int = ROWS
    least: float = LEAST
    scheme: str = "binned"
    keep: str = "complete"
    duplicates: str = "annotate"
    passages: str = "leave"

    def __post_init__(self) -> None:
        if self.bands * self.rows > VALUES:
            many = self.bands * self.rows
            raise ValueError(
                f"{self.bands} bands of {self.rows} rows are {many} values; {VALUES} are at hand"
            )

    def record(self) -> dict[str, object]:
        """The job as JSON has it, with what the result depends on besides; no path of the output."""
        asked = {name: value for name, value in asdict(self).items() if name != "out"}
        made = {"tool": VERSION, "signatures": SCHEMES[self.scheme], "rules": _rules(self.chain)}
        return json.loads(json.dumps({**asked, **made}))  # type: ignore[no-any-return]


def _rules(chain: str) -> str:
    if chain == "none":
        return ""
    from clean.pipeline import rules_digest

    return rules_digest()


def digest(record: object) -> str:
    """A digest of anything JSON can hold."""
    said = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:16]
