"""The lines of a menu that no table knows, but the other pages of the run do."""

from __future__ import annotations

from collections.abc import Iterator

from clean.document import Edit
from clean.page.learnt import Learnt, places
from clean.rule import Rule, erases


def rule_for(learnt: frozenset[Learnt]) -> Rule:
    """The rule that takes out what was learnt from a run; of nothing it takes nothing."""

    @erases
    def learnt_line(text: str) -> Iterator[Edit]:
        """A short line that many pages of one site have in their heads: 智能问答 邮件订阅 我的订阅.

        Learnt by `clean run` from the documents of one run: in the heads of at least 5 different
        ones and of half of those that name the same site (by 网站标识码 or ICP number), and
        nowhere else. It goes only in one block with wrapping that is certain, from the top
        of the page on, above a line that can be the title. Titles, agencies, dates, marks and
        what a document says of how it is to be treated are never learnt.
        """
        for span, why in places(text, learnt):
            yield Edit(*span, why=why)

    return learnt_line


learnt_line = rule_for(frozenset())
