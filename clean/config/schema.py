"""The keys of the configuration, as a JSON schema, and how a file is held against it.

The schema is the one source: it is published in `docs/`, and a file is read by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from clean.index.entry import NEAR
from clean.writers import FORMATS

Schema = dict[str, Any]
WORDS: Schema = {"type": "array", "items": {"type": "string"}}
SUPPRESSION: Schema = {
    "type": "object",
    "description": "A fault that stays, with the reason. `text` is quoted from the document.",
    "additionalProperties": False,
    "required": ["path", "rule", "text"],
    "properties": {
        "path": {"type": "string", "description": "Which files, as in .gitignore."},
        "rule": {"type": "string"},
        "text": {"type": "string", "minLength": 1, "description": "Words that hold the place."},
        "reason": {"type": "string", "description": "Without one, it is a finding itself."},
    },
}
KEYS: dict[str, Schema] = {
    "select": {**WORDS, "description": "The only rules to run; none named: all."},
    "ignore": {**WORDS, "description": "Rules to leave out."},
    "per-file-ignores": {
        "type": "object",
        "additionalProperties": WORDS,
        "description": "Rules to leave out by file; the names are patterns as in .gitignore.",
    },
    "boilerplate": {
        **WORDS,
        "description": "Lines to take out: shell patterns (* ? [abc]) that fit a whole line.",
    },
    "encoding": {"type": "string", "description": "The encoding of the files, undetected."},
    "exclude": {**WORDS, "description": "Files to pass over, as in .gitignore."},
    "respect-gitignore": {
        "type": "boolean",
        "default": True,
        "description": "Whether a folder is searched without what .gitignore names.",
    },
    "force-exclude": {
        "type": "boolean",
        "default": False,
        "description": "Whether files that are named outright can be excluded too.",
    },
    "max-file-size": {
        "type": "integer",
        "minimum": 1,
        "default": 10_000_000,
        "description": "A larger file, in bytes, is refused.",
    },
    "likeness": {
        "type": "number",
        "minimum": NEAR,
        "maximum": 1,
        "default": NEAR,
        "description": "From here on two documents are told as near copies or of one template.",
    },
    "output-format": {"type": "string", "enum": [*FORMATS], "default": "concise"},
    "baseline": {
        "type": "string",
        "description": "A file that `clean check --baseline FILE` wrote: old faults that stay.",
    },
    "index": {
        "type": "string",
        "description": "The index that documents are compared with; else the nearest .clean-index.",
    },
    "suppress": {"type": "array", "items": SUPPRESSION},
}
SCHEMA: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "clean.toml",
    "description": "clean.toml, and the table tool.clean of pyproject.toml",
    "type": "object",
    "additionalProperties": False,
    "properties": KEYS,
}
_TYPES: dict[str, tuple[type[Any], str]] = {
    "array": (list, "a list"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "number": (float, "a number"),
    "object": (dict, "a table"),
    "string": (str, "a string"),
}


def breaches(value: Any, schema: Schema = SCHEMA, where: str = "") -> Iterator[str]:
    """Where a value breaks the schema, as words that name the key."""
    kind, said = _TYPES[schema["type"]]
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:  # true is an int to isinstance
        yield f"{where or 'the file'} must be {said}"
    elif kind is dict:
        yield from _in_table(value, schema, where)
    elif kind is list:
        for i, item in enumerate(value):
            yield from breaches(item, schema["items"], f"{where}[{i}]")
    else:
        yield from _out_of_range(value, schema, where)


def _in_table(table: Mapping[str, Any], schema: Schema, where: str) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema["additionalProperties"]
    for name in schema.get("required", []):
        if name not in table:
            yield f"{where} lacks {name!r}"
    for name, value in table.items():
        place = f"{where}.{name}" if where else name
        if name in known:
            yield from breaches(value, known[name], place)
        elif others:
            yield from breaches(value, others, place)
        else:
            near = get_close_matches(name, known, 1, 0.5)
            said = f"there is no key {place!r}"
            yield f"there is no key {place!r}; did you mean {near[0]!r}?" if near else said


def _out_of_range(value: Any, schema: Schema, where: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} must be one of {', '.join(map(repr, schema['enum']))}"
    if "minimum" in schema and not value >= schema["minimum"]:  # nan is neither
        yield f"{where} must be {schema['minimum']} or more"
    if "maximum" in schema and not value <= schema["maximum"]:
        yield f"{where} must be {schema['maximum']} or less"
    if "minLength" in schema and len(value) < schema["minLength"]:
        yield f"{where} must not be empty"
