"""Templates → Python: Jinja's compiler and context, with three things that every page does thousands of times made short.

What a template means stays as it is; only the way there differs. A value that is printed is escaped and joined to the
text around it at once, without becoming a Markup object in between. An attribute is read by the interpreter itself, and
Jinja's rules for items and undefined values are asked only where there is none. A function that asks for nothing of the
context is called straight.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2 import TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro
from markupsafe import Markup

# what markupsafe.escape() does to a text before it wraps it; markupsafe 2 has no such name
escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, partial)


def printed(value: Any) -> str:
    """What a template prints for a value: escaped, unless it is marked safe."""
    kind = type(value)
    if kind is str:
        return escape_text(value)
    if kind is int or kind is float:
        return str(value)
    return value if kind is Markup else markupsafe.escape(value)


class SiteContext(Context):
    """The names that a template sees."""

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """As Context.call(), sparing macros and plain functions its search for what else they may want."""
        kind = type(function)
        if kind is Macro:
            arguments = (self.eval_ctx, *arguments)
        elif kind not in FUNCTIONS or getattr(function, "jinja_pass_arg", None):
            return super().call(function, *arguments, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return function(*arguments, **named)


class SiteCode(CodeGenerator):
    """Python of templates that escape every value; never asynchronous."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The whole module, which needs printed() too."""
        self.writeline(f"from {__name__} import printed")
        super().visit_Template(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Text and values that follow each other, handed on as one string."""
        if frame.buffer is not None or frame.require_output_check or len(node.nodes) == 1:
            super().visit_Output(node, frame)
            return
        finalize = self._make_finalize()
        self.writeline("yield concat((", node)
        self.indent()
        for child in node.nodes:
            self.newline(child)
            try:
                self.write(repr(self._output_child_to_const(child, frame, finalize)))
            except (nodes.Impossible, *MISTAKES):  # to be worked out, or to fail, on each page
                self._output_child_pre(child, frame, finalize)
                self.visit(child, frame)
                self._output_child_post(child, frame, finalize)
            self.write(",")
        self.outdent()
        self.writeline("))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("printed(")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`owner.name`: the attribute, else the item of this name, else undefined."""
        owner, value = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({value} if ({value} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing")
        self.write(f" else environment.getitem({owner}, {node.attr!r}))")
