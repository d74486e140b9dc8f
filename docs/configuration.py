"""Writes the schema and the pages of the configuration from its keys: `make docs`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clean.config.schema import KEYS, SCHEMA

HERE = Path(__file__).parent
HEAD = {
    "en": """\
# The configuration

Written by `make docs` from the keys and `docs/configuration.py`; do not edit. The same as a JSON schema, for editors:
[clean.schema.json](clean.schema.json). [中文](configuration.zh-CN.md)

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

""",
    "zh": """\
# 配置

由 `make docs` 根据各键和 `docs/configuration.py` 生成，请勿手改。同样内容的 JSON schema（供编辑器用）：
[clean.schema.json](clean.schema.json)。[English](configuration.md)

`clean check`、`fix`、`run`、`index` 和 `explain 文件:位置` 读取 `clean.toml`，或 `pyproject.toml` 中的 `[tool.clean]` 表。
从每份文档所在的文件夹逐级向上，最近的一个有效（标准输入从当前文件夹算起），只用这一个，不合并。同一文件夹里两个都有是错误，
有不认识的键也是错误。命令行上给了的，取代文件里同一键的值。`--config 文件` 只读指定的文件，`--isolated` 什么都不读；`check` 和
`fix` 的 `--show-settings` 显示对第一个路径有效的设置，`--show-files` 列出会查看的文档。

文档怎样清洗，各命令一致：规则、自己的样板行、编码、文件大小上限；某文件豁免了的规则，`fix` 和 `run` 都不在该文件上运行。
查看哪些文件、哪些旧问题不再报，只与 `check`、`fix` 有关：`exclude`、`respect-gitignore`、`force-exclude`、`baseline`。
`run` 和 `index` 处理交给它们的全部文件，因为不许碰的原始文档正是它们要读的。
`clean corpus` 不读配置：它的文档是表中的行，不是项目里的文件。

""",
}
TAIL = {
    "en": """\

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
(`suppression-without-reason`), and one that covers nothing any more too (`stale-suppression`); one that
names no rule is an error of the configuration. In a file where a rule is suppressed, `clean fix` and
`clean run` do not run that rule at all.

For an old collection, `clean check --baseline old.json FOLDER` writes every present fault to a file, and
`baseline = "old.json"` leaves them where they are, so that only new trouble counts. Its paths, and that of
the file itself, are relative to the folder of the configuration, wherever the command is called. What is mended
meanwhile is told once, for the whole file: write it again.

## What is kept between runs

In a project (where there is a configuration or a git repository) `clean check` keeps what it found in
`.clean_cache`, which ignores itself and may be removed at any time. A result is told again only while
the bytes, the settings, our code, its libraries and Python are the same, and with them the documents that
one was compared with. `--no-cache` does without, `--cache-dir` (or `CLEAN_CACHE_DIR`) names another folder.
""",
    "zh": """\

文件的模式与 `.gitignore` 相同，相对于配置所在的文件夹。`boilerplate` 的模式是 shell 模式，
须与整行从头到尾相符，至少写明行中两个字。
它们不是正则表达式，因此任何模式都只需线性时间。

```toml
exclude = ["raw/", "seeds/"]
boilerplate = ["*本馆文献平台*", "第[0-9]*期 内部资料"]

[per-file-ignores]
"旧文/*.txt" = ["half-width-bracket"]

[[suppress]]
path = "2017/通知.txt"
rule = "half-width-comma"
text = "甲,乙"
reason = "原件如此；2017 年 6 月 1 日来函"
```

## 豁免

文档里不能写注释，所以要保留的问题写在这里：哪些文件、哪条规则、该处的原文、理由。没有理由的豁免本身就是一个问题
（`suppression-without-reason`），不再起作用的豁免也是（`stale-suppression`）；
规则名不存在，是配置错误。某文件豁免了一条规则，`clean fix` 和 `clean run`
就不在该文件上运行这条规则。

对旧文集，`clean check --baseline old.json 文件夹` 把现有问题全部写入一个文件，
`baseline = "old.json"` 使它们保持原样，以后只报新问题。
其中的路径和基线文件本身的路径都相对于配置文件所在的文件夹，与在哪里运行命令无关。
其间改好了的，每个文件只报一次：请重写基线。

## 两次运行之间保存什么

在项目里（有配置或 git 仓库时），`clean check` 把结果存在 `.clean_cache` 中，该文件夹自行忽略，随时可删。
只有字节、设置、程序、所用的库
和 Python 都没有变，才会直接给出旧结果；与其他文档比对的结果，还要求那些文档也没有变。`--no-cache` 不用它，`--cache-dir`（或
`CLEAN_CACHE_DIR`）另指一个文件夹。
""",
}
PAGES = {"en": HERE / "configuration.md", "zh": HERE / "configuration.zh-CN.md"}
# What each key says, in Chinese; in English the schema says it.
SAID = {
    "select": "只运行这些规则；不写则全部运行。",
    "ignore": "不运行这些规则。",
    "per-file-ignores": "对某些文件不运行的规则；键是文件的模式，与 .gitignore 相同。",
    "boilerplate": "要删去的行：shell 模式（* ? [abc]），须与整行相符。",
    "encoding": "文件的编码，不再识别。",
    "exclude": "略过的文件，写法与 .gitignore 相同。",
    "respect-gitignore": "查找文件夹时是否略去 .gitignore 所列的文件。",
    "force-exclude": "直接点名的文件是否也可以排除。",
    "max-file-size": "超过此字节数的文件不处理。",
    "likeness": "相似度从此值起，报告为近乎相同或同一模板。",
    "baseline": "`clean check --baseline 文件` 写出的文件：保留的旧问题。",
    "index": "与之比对的索引；不写则用最近的 .clean-index。",
    "suppress": "保留的问题及其理由。`text` 引自文档。",
}
WORDS = {
    "en": {
        "array": "list", "object": "table", "integer": "number", "boolean": "true or false",
        "head": "| key | value | what it says |", "told": "How findings are told: ",
    },
    "zh": {
        "array": "列表", "object": "表", "integer": "整数", "number": "数", "string": "字符串",
        "boolean": "true 或 false", "head": "| 键 | 值 | 含义 |", "told": "输出格式：",
    },
}  # fmt: skip


def schema() -> str:
    """The JSON schema, as published."""
    return json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"


def page(tongue: str = "en") -> str:
    """The whole page, as Markdown."""
    return HEAD[tongue] + "\n".join(_table(tongue)) + "\n" + TAIL[tongue]


def _table(tongue: str) -> Iterator[str]:
    words = WORDS[tongue]
    yield words["head"] + "\n| --- | --- | --- |"
    for name, key in KEYS.items():
        default = f" (`{json.dumps(key['default'])}`)" if "default" in key else ""
        kind = words.get(key["type"], key["type"])
        yield f"| `{name}` | {kind}{default} | {_said(name, key, tongue)} |"


def _said(name: str, key: dict[str, Any], tongue: str) -> str:
    if "enum" in key:
        return WORDS[tongue]["told"] + ", ".join(key["enum"]) + "."
    if tongue == "zh":
        return SAID[name]
    return str(key.get("description") or key["items"]["description"])


if __name__ == "__main__":
    (HERE / "clean.schema.json").write_text(schema(), "utf-8")
    for tongue, path in PAGES.items():
        path.write_text(page(tongue), "utf-8")
    sys.stdout.write("docs/clean.schema.json docs/configuration.md docs/configuration.zh-CN.md\n")
