"""Clusters as stars: who stands, and who goes because one that stands says the same.

No chains: a member is like its survivor itself, and its survivor holds every number it
holds. Texts are taken in the order of the policy; one that no survivor covers becomes a
survivor and takes what it covers. The order of arrival has no say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Node = int


class Edge(NamedTuple):
    """Two texts that are alike, how like, and the numbers each has that the other lacks."""

    one: Node
    other: Node
    likeness: float
    one_more: int
    other_more: int


class Star(NamedTuple):
    """Survivors by member, and by survivor one it is only a template sibling of."""

    survivor: dict[Node, Node]
    sibling: dict[Node, Node]


def stars(edges: Iterable[Edge], order: Sequence[int]) -> Star:
    """Which text each text goes for; `order` has the place of each in the policy, best first."""
    covers, akin = _neighbours(edges)
    survivor: dict[Node, Node] = {}
    for node in sorted(akin, key=order.__getitem__):
        if node not in survivor:
            free = (other for other in covers.get(node, ()) if other not in survivor)
            survivor.update(dict.fromkeys(free, node))
            survivor[node] = node
    return Star(
        {node: one for node, one in survivor.items() if node != one},
        _siblings(akin, survivor, order),
    )


def _neighbours(edges: Iterable[Edge]) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
    """What each text could stand for, and what it is like at all."""
    covers: dict[Node, list[Node]] = {}
    akin: dict[Node, list[Node]] = {}
    for edge in edges:
        for node, other, more in (
            (edge.one, edge.other, edge.other_more),
            (edge.other, edge.one, edge.one_more),
        ):
            akin.setdefault(node, []).append(other)
            if not more:
                covers.setdefault(node, []).append(other)
    return covers, akin


def _siblings(
    akin: Mapping[Node, list[Node]], survivor: Mapping[Node, Node], order: Sequence[int]
) -> dict[Node, Node]:
    """The first in the policy of the survivors that a survivor is like."""
    found: dict[Node, Node] = {}
    for node, others in akin.items():
        if survivor[node] == node:
            kin = [other for other in others if survivor[other] == other]
            if kin:
                found[node] = min(kin, key=order.__getitem__)
    return found
