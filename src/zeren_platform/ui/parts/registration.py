"""Make template tags of typed functions, so that misuse is found when a template is compiled.

Django itself refuses unknown, repeated and missing arguments then. Here values are checked as well: an argument
annotated with a ``Literal`` takes one of its values, at compile time where the template writes the value out,
otherwise when it is rendered.
"""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from django.template import Context, Library, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, Variable
from django.template.library import SimpleBlockNode, SimpleNode

__all__ = ["Opening", "Part", "register_block", "register_tag"]

Part = Callable[..., str]
Compile = Callable[[Parser, Token], SimpleNode]
# What a block gives to the parts inside it, before they are rendered.
Opening = Callable[[Context, Mapping[str, Any]], dict[str, object]]


def register_tag(library: Library, part: Part, *, takes_context: bool = False) -> None:
    """Make a tag without content of *part*."""
    library.simple_tag(part, takes_context=takes_context)
    _check_values(library, part, _TagNode)


def register_block(
    library: Library, part: Part, *, takes_context: bool = False, opening: Opening | None = None
) -> None:
    """Make a tag with content of *part*, ended by ``end`` and its name."""
    library.simple_block_tag(part, takes_context=takes_context)
    _check_values(library, part, _BlockNode, opening)


class _Choices:
    """The values that the arguments of one part take: of a ``Literal``, or what the check of an ``Annotated`` says."""

    def __init__(self, part: Part) -> None:
        self.part = part.__name__
        hints = get_type_hints(part, include_extras=True)
        self.allowed = {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}
        self.order = [name for name in signature(part).parameters if name not in {"context", "content"}]
        self.checks = {name: hint.__metadata__[0] for name, hint in hints.items() if get_origin(hint) is Annotated}

    def check(self, name: str, given: object) -> None:
        """Refuse a value that the argument does not take."""
        allowed = self.allowed.get(name)
        if allowed is not None and given not in allowed:
            choices = ", ".join(repr(value) for value in allowed)
            raise TemplateSyntaxError(f"{self.part!r} takes {name} as one of {choices}, not {given!r}")
        if name in self.checks and not self.checks[name](given):
            raise TemplateSyntaxError(f"{self.part!r} does not take {given!r} as {name}")

    def written_out(self, node: SimpleNode) -> None:
        """Refuse at compile time what a template writes out."""
        arguments: dict[str, FilterExpression] = {**dict(zip(self.order, node.args, strict=False)), **node.kwargs}
        for name, expression in arguments.items():
            if expression.filters:
                continue
            if not isinstance(expression.var, Variable):
                self.check(name, expression.var)
            elif expression.var.literal is not None:
                self.check(name, expression.var.literal)


class _TagNode(SimpleNode):
    choices: _Choices

    def get_resolved_arguments(self, context: Context) -> tuple[list[Any], dict[str, Any]]:
        arguments = [expression.resolve(context) for expression in self.args]
        named = {name: expression.resolve(context) for name, expression in self.kwargs.items()}
        for name in self.choices.allowed.keys() & named.keys():
            self.choices.check(name, named[name])
        return [context, *arguments] if self.takes_context else arguments, named


class _BlockNode(SimpleBlockNode):
    choices: _Choices
    opening: Opening | None = None

    def get_resolved_arguments(self, context: Context) -> tuple[list[Any], dict[str, Any]]:
        arguments = [expression.resolve(context) for expression in self.args]
        named = {name: expression.resolve(context) for name, expression in self.kwargs.items()}
        for name in self.choices.allowed.keys() & named.keys():
            self.choices.check(name, named[name])
        content = self._content(context, named)
        return [context, content, *arguments] if self.takes_context else [content, *arguments], named

    def _content(self, context: Context, named: Mapping[str, Any]) -> str:
        if self.opening is None:
            return self.nodelist.render(context)
        with context.push(**self.opening(context, named)):
            return self.nodelist.render(context)


def _check_values(
    library: Library, part: Part, kind: type[_TagNode | _BlockNode], opening: Opening | None = None
) -> None:
    """Let the nodes of *part* be of our *kind*, which checks values."""
    choices = _Choices(part)
    compile_plain: Compile = library.tags[part.__name__]

    def compile_checked(parser: Parser, token: Token) -> SimpleNode:
        node = compile_plain(parser, token)
        choices.written_out(node)
        node.__class__ = kind
        node.choices = choices  # type: ignore[attr-defined]  # it is one of ours now
        if opening is not None:
            node.opening = opening  # type: ignore[attr-defined]
        return node

    library.tags[part.__name__] = compile_checked
