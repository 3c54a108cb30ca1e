#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Rejects system calls that touch an application's memory directly.

A pointer that came with a system call is used only through <uk/access.h>: it
may be passed on, compared and calculated with, but not dereferenced, nor given
to a function of the C library that does. Handlers are what UK_SYSCALL_DEFINE
and its like define. What they assign a pointer to and the functions of the tree
that they pass it to are held to the same; pointers inside structures, calls
through function pointers and code behind macros are not seen.

An exception is a comment "appptr: why" in the line.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import csource
import tree
from csource import Tokens

HANDLER = re.compile(r"UK_(LL)?SYSCALL(_[RE])?_DEFINE$")

# The checked accesses; their module is the one that may do it.
CHECKED = re.compile(r"(uk_(copy|get)_from_app|uk_(copy|put)_to_app"
                     r"|uk_strncpy_from_app|uk_clear_app|uk_cmpxchg_app"
                     r"|uk_nofault_\w+)$")
CHECKED_MODULE = "mm/uknofault"

# Functions that dereference what they are given, without a source to look at.
TOUCHES = re.compile(r"(mem(cpy|move|set|cmp|chr|rchr|mem|ccpy)|str\w+|stp\w+"
                     r"|bcmp|bcopy|bzero|v?s?n?printf|v?sscanf|puts|uk_pr_\w+"
                     r"|uk_printk|uk_hexdump\w*|uk_streambuf_\w+)(_isr)?$")

EXCEPTION = re.compile(r"appptr:\s*\w")


@dataclass(frozen=True)
class Function:
    """A definition: names and types of its parameters, its body."""

    path: Path
    name: str
    params: tuple[tuple[str, str], ...]
    first: int  # the tokens of the body
    last: int


@dataclass
class Source:
    """One file: its tokens, its functions, and the lines with exceptions."""

    path: Path
    tokens: Tokens
    functions: list[Function] = field(default_factory=list)
    excepted: set[int] = field(default_factory=set)


def is_pointer(ctype: str) -> bool:
    return "*" in ctype or "[" in ctype


def handler(path: Path, words: list[str], first: int, last: int) -> Function:
    """What UK_SYSCALL_R_DEFINE(rtype, name, type1, arg1, ...) defines."""
    rest = words[2:]
    return Function(path, words[1] if len(words) > 1 else "?",
                    tuple(zip(rest[1::2], rest[0::2])), first, last)


def parameter(words: str) -> tuple[str, str]:
    """(name, type) of a parameter as C declares it."""
    found = re.match(r"(.*?)(\w+)\s*((?:\[[^]]*\]\s*)*)$", words)
    if not found:
        return "", words
    return found.group(2), found.group(1) + found.group(3)


def read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    source = Source(path, csource.tokenize(text))
    source.excepted = {n for n, row in enumerate(text.splitlines(), 1)
                       if EXCEPTION.search(row)}
    for name, args, first, last in csource.definitions(source.tokens):
        if HANDLER.match(name):
            made = handler(path, args, first, last)
        else:
            made = Function(path, name, tuple(map(parameter, args)), first,
                            last)
        source.functions.append(made)
    return source


class Analysis:
    """Follows pointers from the handlers through the functions of the tree."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = {s.path: s for s in sources}
        self.by_name: dict[str, list[Function]] = {}
        for source in sources:
            for function in source.functions:
                self.by_name.setdefault(function.name, []).append(function)
        self.seen: set[tuple[Function, frozenset[str]]] = set()
        self.found: set[tree.Finding] = set()

    def run(self) -> list[tree.Finding]:
        for source in self.sources.values():
            for function in source.functions:
                name = source.tokens.handler_of(function.first)
                if name and HANDLER.match(name):
                    self.follow(function, frozenset(
                        p for p, _ in function.params))
        return sorted(self.found, key=lambda f: (f.path, f.line, f.text))

    def report(self, source: Source, at: int, text: str) -> None:
        line = source.tokens.lines[at]
        if line not in source.excepted:
            self.found.add(tree.Finding(tree.relative(source.path), line,
                                        text))

    def follow(self, function: Function, names: frozenset[str]) -> None:
        """Checks a function whose parameters `names` are an application's."""
        if not names or (function, names) in self.seen:
            return
        self.seen.add((function, names))
        source = self.sources[function.path]
        types = dict(function.params)
        pointers = {n for n in names if is_pointer(types.get(n, ""))}
        flow = csource.Flow(source.tokens, function.first, function.last,
                            pointers, set(names) - pointers)
        for at, name in flow.dereferences():
            self.report(source, at, f"{function.name}() dereferences {name}, "
                        "a pointer of the application: use <uk/access.h>")
        for call in flow.calls():
            self.check_call(source, function, call)

    def check_call(self, source: Source, function: Function,
                   call: csource.Call) -> None:
        if CHECKED.match(call.name):
            return
        if TOUCHES.match(call.name):
            for name in call.pointers.values():
                self.report(source, call.at, f"{function.name}() gives {name}, "
                            "a pointer of the application, to "
                            f"{call.name}(): use <uk/access.h>")
            return
        callees = self.by_name.get(call.name, [])
        here = [c for c in callees if c.path == function.path]
        for callee in here or callees:
            self.follow(callee, frozenset(
                callee.params[n][0] for n in call.pointers
                if n < len(callee.params)))


def main() -> int:
    sources = [read(path) for path in tree.tracked(".c", ".h")
               if tree.layer_of(path) and not tree.is_test(path)
               and not tree.relative(path).startswith(CHECKED_MODULE)]
    found = Analysis(sources).run()
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
