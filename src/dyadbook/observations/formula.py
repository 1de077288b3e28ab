"""Compute a derived figure from the rows it rests on: ids, numbers, brackets and the four operations, nothing else."""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping

OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def names(formula: str) -> list[str]:
    """Return the ids that a formula uses, in order of appearance; ValueError when it is no formula."""
    found = [n for n in ast.walk(_parse(formula)) if isinstance(n, ast.Name)]
    found.sort(key=lambda n: n.col_offset)
    return list(dict.fromkeys(n.id for n in found))


def compute(formula: str, values: Mapping[str, float]) -> float:
    """Return the value of `formula`, such as "O007 / (1 + O008 / 100)"; ValueError says what it cannot read or find."""

    def value(node: ast.AST) -> float:
        if isinstance(node, ast.Expression):
            return value(node.body)
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
            return OPERATIONS[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return float(node.value)
        if isinstance(node, ast.Name):
            if node.id not in values:
                raise ValueError(f"{node.id} has no value")
            return float(values[node.id])
        raise ValueError("only row ids, numbers, brackets and + - * / may stand in a formula")

    try:
        return value(_parse(formula))
    except ZeroDivisionError:
        raise ValueError("it divides by zero") from None


def _parse(formula: str) -> ast.Expression:
    try:
        return ast.parse(formula, mode="eval")
    except SyntaxError:
        raise ValueError("only row ids, numbers, brackets and + - * / may stand in a formula") from None
