"""Jinja's environment, made for tens of thousands of pages of one site: what is the same on all of them is decided once.

Templates behave just as in any other environment. Two things cost half of the time of a page there: looking up and
escaping values that never change while a site is built (its settings and its wording), and copying the globals name by
name for every page. So attributes of fixed globals become constants when a template is compiled, which Jinja escapes
and joins to the text around them, and the globals are one plain dict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import is_dataclass
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from newsarchive.render.code import SiteCode, SiteContext

PLAIN = (str, int, bool)


class SiteEnvironment(Environment):
    """An environment whose globals named in `fixed` never change: mappings and frozen records of plain values."""

    fixed: Iterable[str] = ()
    code_generator_class = SiteCode
    context_class = SiteContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template as one dict; those of the environment must be complete when it is loaded."""
        return {**self.globals, **(d or {})}

    def compile(self, source: Any, *arguments: Any, **named: Any) -> Any:
        """As Environment.compile() does it, with attributes of fixed globals as constants."""
        if isinstance(source, str):
            source = self.parse(source, *arguments[:2])
        return super().compile(fold(source, self._constants(source)), *arguments, **named)

    def _constants(self, tree: nodes.Template) -> dict[str, Any]:
        """The fixed globals, but for names that the template itself gives another meaning."""
        own = set(_own_names(tree))
        return {name: self.globals[name] for name in self.fixed if name not in own}


def _own_names(tree: nodes.Template) -> Iterator[str]:
    """Names that a template sets, loops over, imports, or takes as arguments."""
    for node in tree.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        if isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.Macro) or (isinstance(node, nodes.Name) and node.ctx != "load"):
            yield node.name


def fold(tree: nodes.Template, constants: Mapping[str, Any]) -> nodes.Template:
    """The template with `name.attribute` as a constant, for the names given and plain values."""
    folded: nodes.Template = _Folder(constants).visit(tree)
    return folded


class _Folder(NodeTransformer):
    def __init__(self, constants: Mapping[str, Any]) -> None:
        self._constants = constants

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:
        """A constant for site.title and site.pages.feeds; the node as it is for what is not plain or not there."""
        value = self._value(node)
        if isinstance(value, PLAIN):
            return nodes.Const(value, lineno=node.lineno)
        return self.generic_visit(node)  # type: ignore[return-value]

    def _value(self, node: nodes.Expr) -> Any:
        """What the name or attribute stands for; None when it is not known before the page is."""
        if isinstance(node, nodes.Name):
            return self._constants.get(node.name)
        if isinstance(node, nodes.Getattr):
            owner = self._value(node.node)
            if isinstance(owner, Mapping):  # a method's name means the method, in Jinja too
                return None if hasattr(owner, node.attr) else owner.get(node.attr)
            return getattr(owner, node.attr, None) if is_dataclass(owner) else None
        return None
