"""Which words of a reply speak of which line of the card."""

from dataclasses import dataclass

from plan.replies.tokens import Kind, Token

SCOPES = frozenset({Kind.MARK, Kind.REST, Kind.ALL, Kind.EXCEPT})
LINKS = frozenset(
    {
        Kind.COMMA,
        Kind.STOP,
        Kind.COLON,
        Kind.ALREADY,
        Kind.WHOLE,
        Kind.TASK,
        Kind.OF,
        Kind.DE,
        Kind.BEFORE,
    }
)
OUTSIDE = ("外", "以外", "之外")


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens with the lines they speak of; no lines for what stands in front of the first."""

    lines: tuple[int, ...]
    row: tuple[Token, ...]


def split(tokens: list[Token], tasks: int) -> tuple[Part, ...] | None:
    """The parts of a reply in their order; None when a number is not on the card or comes twice."""
    groups: list[tuple[Token | None, list[Token]]] = [(None, [])]
    for token in tokens:
        if token.kind in SCOPES:
            groups.append((token, []))
        else:
            groups[-1][1].append(token)
    return _assign(groups, tasks)


def _assign(groups: list[tuple[Token | None, list[Token]]], tasks: int) -> tuple[Part, ...] | None:
    parts: list[Part] = []
    named: list[int] = [n for scope, _ in groups if scope for n in scope.lines]
    if len(named) != len(set(named)) or not set(named) <= set(range(1, tasks + 1)):
        return None
    rest = tuple(n for n in range(1, tasks + 1) if n not in named)
    waiting: tuple[int, ...] = ()
    for scope, row in groups:
        lines = _lines(scope, rest, tasks)
        if lines is None:
            return None
        if scope and scope.kind is Kind.MARK and all(token.kind in LINKS for token in row):
            waiting += lines
            continue
        parts.append(Part(waiting + lines if scope else (), tuple(row)))
        waiting = () if scope else waiting
    return None if waiting else tuple(parts)


def _lines(scope: Token | None, rest: tuple[int, ...], tasks: int) -> tuple[int, ...] | None:
    """The lines a scope names; 其余两项 and 两项都 must agree with the card."""
    if scope is None or scope.kind is Kind.EXCEPT:
        return ()
    if scope.kind is Kind.MARK:
        return scope.lines
    lines = rest if scope.kind is Kind.REST else tuple(range(1, tasks + 1))
    return lines if lines and scope.value in (None, len(lines)) else None
