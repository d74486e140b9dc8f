"""Writes the schema and the page of the configuration from its keys: `make docs`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clean.config.schema import KEYS, SCHEMA

HERE = Path(__file__).parent
HEAD = """\
# The configuration

Written by `make docs` from the keys and `docs/configuration.py`; do not edit. The same as a JSON schema, for editors:
[clean.schema.json](clean.schema.json).

`clean check`, `fix`, `run`, `index` and `explain FILE:PLACE` read `clean.toml`, or the table `[tool.clean]`
of `pyproject.toml`. The nearest file counts, from the folder of each document upward (for standard input,
from the working folder), and it alone: nothing is merged. The two in one folder are an error, and so is a
key that does not exist. What the command line says of a key replaces what the file says of it.
`--config FILE` reads that file and no other, `--isolated` none; with `check` and `fix`, `--show-settings`
prints what is in force for the first path, `--show-files` which documents are meant.

How a document is cleaned is the same for all of them: rules, own boilerplate, encoding, the largest size,
and a rule that is suppressed in a file is not run on it by `fix` and `run`. Which documents are meant, and
which old faults are told, concerns `check` and `fix` alone: `exclude`, `respect-gitignore`, `force-exclude`,
`baseline`. `run` and `index` take all that they are given, since what must not be touched is what they
are for. `clean corpus` reads no configuration: its documents are rows, not files of a project.

"""
TAIL = """\

Patterns of files are those of `.gitignore`, relative to the folder of the configuration. Patterns
of `boilerplate` are shell patterns that fit a line from end to end; they must name two signs of it. They
are no regular expressions, so that none can take more than linear time.

```toml
exclude = ["raw/", "seeds/"]
boilerplate = ["*本馆文献平台*", "第[0-9]*期 内部资料"]

[per-file-ignores]
"旧文/*.txt" = ["half-width-bracket"]

[[suppress]]
path = "2017/通知.txt"
rule = "half-width-comma"
text = "甲,乙"
reason = "the original has it so; letter of 2017-06-01"
```

## Suppressions

Documents cannot hold comments, so a fault that is to stay stands here: the files, the rule, words of
the document that hold the place, and the reason. One without a reason is a finding
(`suppression-without-reason`), and one that covers nothing any more too (`stale-suppression`). In a file
where a rule is suppressed, `clean fix` does not run that rule at all.

For an old collection, `clean check --baseline old.json FOLDER` writes every present fault to a file, and
`baseline = "old.json"` leaves them where they are, so that only new trouble counts. What is mended
meanwhile is told once, for the whole file: write it again.

## What is kept between runs

In a project (where there is a configuration or a git repository) `clean check` keeps what it found in
`.clean_cache`, which ignores itself and may be removed at any time. A result is told again only while
the bytes, the settings, our code, its libraries and Python are the same. `--no-cache` does without,
`--cache-dir` (or `CLEAN_CACHE_DIR`) names another folder.
"""


def schema() -> str:
    """The JSON schema, as published."""
    return json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"


def page() -> str:
    """The whole page, as Markdown."""
    return HEAD + "\n".join(_table()) + "\n" + TAIL


def _table() -> Iterator[str]:
    yield "| key | value | what it says |\n| --- | --- | --- |"
    for name, key in KEYS.items():
        said = key.get("description") or _said(key)
        default = f" (`{json.dumps(key['default'])}`)" if "default" in key else ""
        yield f"| `{name}` | {_kind(key)}{default} | {said} |"


def _said(key: dict[str, Any]) -> str:
    if "enum" in key:
        return "How findings are told: " + ", ".join(key["enum"]) + "."
    return str(key["items"]["description"])


def _kind(key: dict[str, Any]) -> str:
    kinds = {"array": "list", "object": "table", "integer": "number", "boolean": "true or false"}
    return kinds.get(key["type"], key["type"])


if __name__ == "__main__":
    (HERE / "clean.schema.json").write_text(schema(), "utf-8")
    (HERE / "configuration.md").write_text(page(), "utf-8")
    sys.stdout.write("docs/clean.schema.json docs/configuration.md\n")
