"""What code and print leave on a page: scripts, tags, drawn rules. Patterns only."""

from __future__ import annotations

import re

from clean.patterns import pattern

SCRIPT_LINE = pattern(
    r"(?:\bfunction\b\s*\w*\s*\(|\$\(|\bjQuery\b|\bdocument\.\w+|\bwindow\.\w+|\b(?:var|let|"
    r"const)\s+\w+\s*=|@(?:media|import|charset)\b"
    r"|<!--|-->|<!\[CDATA|//\]\]>|\bclass=[\"']|\bstyle=[\"']|\bhref=[\"']|\bonclick=|"
    r"javascript:|_hmt\b"
    r"|^[.#@]?[a-zA-Z_-][a-zA-Z\d_-]*(?:[\s,>.#:]+[\w#.-]+)*\s*\{|^\s*[\w-]+\s*:\s*[^:;{}一-鿿]+;\s*\}?$|"
    r"^\s*(?:if|for|while|try|catch|else|return)\b.*[({;]\s*$|\w+\.(?:push|init|src|share|css|html)\s*[(=]"
    r"|<[a-zA-Z]{1,10}(?:\s[^>]*)?$|\b[a-zA-Z_]\w*\([^()一-鿿]{0,60}\)\s*;|^[01]{3}\d{21,}$)"
)
# Lines that a leaked script holds between its statements.
SCRIPT_REST = pattern(r"[\s{}()\[\];,]+|[\x00-\x7f]*[;{}=][\x00-\x7f]*|//.*|/\*.*|\*/?.*")
TAG = pattern(
    r"(?:</?(?:p|br|div|span|strong|b|em|i|u|font|a|img|table|tbody|tr|td|th|ul|ol|li|h[1-6]|"
    r"hr|o:p|center|section|script|style|input|iframe)(?:\s[^<>\n]{0,400})?/?>|"
    r"<!--[^<>\n]{0,200}-->|&nbsp(?:;|(?!;)))(?!\s*[”’」]?(?:标签|标记|元素|代码|表示|代表|代替))",  # spoken of: 使用<h1>标签
    re.IGNORECASE,
)
# Stars and points are marks or omissions of a document where they are few.
RULE_LINE = pattern(
    r"\s*(?:(?:[━─═=＝~～﹏▬—–-]\s?){3,}(?:分[隔割]线[━─═=＝~～﹏▬—–-]{3,})?|(?:[━─═=＝~～﹏﹍▬■◆●○…·.—–-]\s?){10,})\s*"
)
# Between two figures even ━ stays: they must not be read as one.
RULE_INLINE = pattern(
    r"(?<![\d━═])[━═]{6,}(?![━═])|(?<![━═])[━═]{6,}(?![\d━═])"
    r"|(?<![^\W_])(?:(?<![┬┴┼├└┌─])─{6,}(?![┬┴┼┤┘┐─])|(?<![▬])▬{6,}(?!▬)|(?<![＝=])[＝=]{8,}(?![＝=]))(?![^\W_])"
)
# Where to look: ten times faster than the rules themselves.
RULE_RUN = pattern("[━═─▬＝=]{6,}")
RULE_RUNS = ("━━━━━━", "══════", "▬▬▬▬▬▬", "──────", "＝＝＝＝", "====")
TABLE_SIGNS = frozenset("┌┐└┘├┤┬┴┼│┃|+╔╗╚╝║╠╣╦╩╬")
