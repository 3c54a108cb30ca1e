# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""C as far as a checker has to understand it: tokens, the definitions of
functions, and where the values of some variables go inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SKIP = re.compile(r"/\*.*?\*/|//[^\n]*|^[ \t]*#(?:\\\n|[^\n])*",
                  re.DOTALL | re.MULTILINE)
TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|\w+'
                   r"|->|\+\+|--|<<=|>>=|<<|>>|&&|\|\||[-+*/%&|^=!<>]=|\S",
                   re.DOTALL)
WORD = re.compile(r"[A-Za-z_]\w*$")
OPEN = {"(": ")", "[": "]", "{": "}"}

# What stands before a parenthesis without being called
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "do", "else",
            "case", "goto", "__typeof__", "typeof", "_Alignof", "alignof",
            "__alignof__"}
# The operand of these is not evaluated
NOT_EVALUATED = re.compile(r"(sizeof|_*typeof_*|_*alignof_*|_Alignof|offsetof"
                           r"|_*offsetof|ARRAY_SIZE)$")
# What a cast or a declaration is made of
TYPE_WORD = re.compile(r"(const|volatile|restrict|unsigned|signed|struct|union"
                       r"|enum|void|char|short|int|long|float|double|bool|\w+_t"
                       r"|__u?\w+|u?int\d+|s?size_t|\w*sz)$")


class Tokens:
    """The words of a file, their lines, and which bracket closes which."""

    def __init__(self, words: list[str], lines: list[int]) -> None:
        self.words = words
        self.lines = lines
        self.match: dict[int, int] = {}
        stack: list[int] = []
        for i, word in enumerate(words):
            if word in OPEN:
                stack.append(i)
            elif word in OPEN.values() and stack:
                start = stack.pop()
                self.match[start] = i
                self.match[i] = start

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def handler_of(self, body: int) -> str:
        """The name before the parameter list before a body's first token."""
        close = body - 2
        return (self.word(self.match[close] - 1)
                if self.word(close) == ")" and close in self.match else "")

    def split(self, first: int, last: int) -> list[tuple[int, int]]:
        """The ranges between the commas of [first, last)."""
        parts, start, i = [], first, first
        while i < last:
            if self.words[i] in OPEN and i in self.match:
                i = self.match[i]
            elif self.words[i] == ",":
                parts.append((start, i))
                start = i + 1
            i += 1
        if start < last:
            parts.append((start, last))
        return parts

    def is_cast(self, start: int) -> bool:
        """Is the group that opens at `start` the type of a cast?"""
        inner = self.words[start + 1:self.match.get(start, start)]
        words = [w for w in inner if w != "*"]
        return bool(inner) and all(WORD.match(w) for w in words) and (
            inner[-1] == "*" or all(map(TYPE_WORD.match, words))) and (
            bool(words))


def tokenize(text: str) -> Tokens:
    """The tokens of C text, without comments and preprocessor lines."""
    text = SKIP.sub(lambda m: re.sub(r"[^\n]+", " ", m.group()), text)
    words, lines, line, end = [], [], 1, 0
    for m in TOKEN.finditer(text):
        line += text.count("\n", end, m.start())
        words.append(m.group())
        lines.append(line)
        line += m.group().count("\n")
        end = m.end()
    return Tokens(words, lines)


def definitions(tokens: Tokens) -> Iterator[tuple[str, list[str], int, int]]:
    """(name, parameters, body) of each `name(...) {...}` at file level."""
    i = 0
    while i < len(tokens.words):
        word = tokens.words[i]
        if word == "{":
            close = tokens.match.get(i)
            if close is None:
                return
            before = i - 1
            # attributes between the parameters and the body
            while WORD.match(tokens.word(before)):
                before -= 1
            start = tokens.match.get(before, 0)
            if tokens.word(before) == ")" and WORD.match(
                    tokens.word(start - 1)):
                yield (tokens.word(start - 1),
                       [" ".join(tokens.words[a:b])
                        for a, b in tokens.split(start + 1, before)],
                       i + 1, close)
            # extern "C" { is no body
            if tokens.word(i - 1) != '"C"':
                i = close
        i += 1


@dataclass(frozen=True)
class Call:
    """A call; pointers: number of an argument -> the variable in it."""

    name: str
    at: int
    pointers: dict[int, str]


class Flow:
    """Where variables go in [first, last): `pointers` themselves, `numbers`
    where they are cast to a pointer."""

    def __init__(self, tokens: Tokens, first: int, last: int,
                 pointers: set[str], numbers: set[str]) -> None:
        self.tokens = tokens
        self.first = first
        self.last = last
        self.pointers = set(pointers)
        self.numbers = set(numbers)
        self.dead = self._dead()
        before = -1
        while before != len(self.pointers) + len(self.numbers):
            before = len(self.pointers) + len(self.numbers)
            self._assignments()

    def _dead(self) -> set[int]:
        """The tokens that are not evaluated."""
        dead: set[int] = set()
        for i in range(self.first, self.last):
            if NOT_EVALUATED.match(self.tokens.words[i]):
                close = self.tokens.match.get(i + 1)
                if self.tokens.word(i + 1) == "(" and close:
                    dead |= set(range(i, close + 1))
        return dead

    def _is_pointer(self, i: int) -> bool:
        """Is the word a variable that points to the application?"""
        word = self.tokens.words[i]
        if i in self.dead or self.tokens.word(i - 1) in ("->", "."):
            return False
        if word in self.pointers:
            return True
        start = self.tokens.match.get(i - 1, -1)
        return (word in self.numbers and self.tokens.word(i - 1) == ")"
                and self.tokens.is_cast(start)
                and "*" in self.tokens.words[start:i])

    def _is_call(self, start: int) -> bool:
        """Does a call's argument list open there?"""
        name = self.tokens.word(start - 1)
        return bool(WORD.match(name)) and name not in KEYWORDS

    def pointer_in(self, first: int, last: int) -> str | None:
        """A variable of which the value of an expression is made: outside of
        calls, indices and conditions."""
        words = self.tokens.words
        i = first
        found: str | None = None
        while i < last:
            if words[i] == "?":
                found = None
            if (words[i] == "[" or words[i] == "(" and self._is_call(i)) \
                    and i in self.tokens.match:
                i = self.tokens.match[i]
            elif words[i] == "(" and i in self.tokens.match and \
                    not self.tokens.is_cast(i):
                close = self.tokens.match[i]
                found = self.pointer_in(i + 1, min(close, last)) or found
                i = close
            elif words[i] in ("==", "!=", "<", ">", "<=", ">=", "&&", "||"):
                # a truth value; what follows may be one of a list again
                found = None
                i = self._end_of_truth(i, last) - 1
            elif self._is_pointer(i):
                found = words[i]
            i += 1
        return found

    def _end_of_truth(self, i: int, last: int) -> int:
        while i < last and self.tokens.words[i] not in ("?", ",", ";"):
            i = self.tokens.match.get(i, i) if self.tokens.words[i] in OPEN \
                else i
            i += 1
        return i

    def _assignments(self) -> None:
        """A variable that is assigned a pointer is one, or a number made of
        it."""
        words = self.tokens.words
        for i in range(self.first, self.last):
            if words[i] not in ("=", "+=", "-=") or \
                    not WORD.match(words[i - 1]) or \
                    self.tokens.word(i - 2) in ("->", "."):
                continue
            end = i + 1
            while end < self.last and words[end] not in (",", ";", ")", "}"):
                end = self.tokens.match.get(end, end) \
                    if words[end] in OPEN else end
                end += 1
            if self.pointer_in(i + 1, end):
                self.pointers.add(words[i - 1])
            elif any(words[j] in self.numbers and j not in self.dead
                     for j in range(i + 1, end)) and end == i + 2:
                self.numbers.add(words[i - 1])

    def _derefs_behind(self, i: int) -> int | None:
        """Where what ends at token i is dereferenced by what follows: -> or [,
        unless only the address behind it is taken."""
        words = self.tokens.words
        arrows, j = 0, i + 1
        while True:
            if self.tokens.word(j) == "->":
                arrows += 1
                j += 2
            elif self.tokens.word(j) == "." and arrows:
                j += 2
            elif self.tokens.word(j) == "[" and j in self.tokens.match:
                arrows += arrows == 0
                j = self.tokens.match[j] + 1
            else:
                break
        start = i
        while words[start] == ")" and start in self.tokens.match:
            start = self.tokens.match[start]
        before = self.tokens.word(start - 2)
        allowed = 1 if self.tokens.word(start - 1) == "&" and not (
            WORD.match(before) and before not in KEYWORDS) else 0
        return i if arrows > allowed else None

    def _derefs_before(self, i: int) -> bool:
        """Does a unary * apply to what begins at token i?"""
        words = self.tokens.words
        j = i - 1
        while self.tokens.word(j) == ")" and self.tokens.is_cast(
                self.tokens.match.get(j, j)):
            j = self.tokens.match[j] - 1
        while self.tokens.word(j) in ("++", "--"):
            j -= 1
        if self.tokens.word(j) != "*":
            return False
        # before a name it can be nothing else; before a group, a product
        before = self.tokens.word(j - 1)
        if words[i] != "(":
            return True
        return not (WORD.match(before) and before not in KEYWORDS
                    or before.isdigit() or before == "]"
                    or before == ")" and not self.tokens.is_cast(
                        self.tokens.match.get(j - 1, j - 1)))

    def dereferences(self) -> Iterator[tuple[int, str]]:
        """(token, variable) of each access through one of the pointers."""
        words = self.tokens.words
        for i in range(self.first, self.last):
            if self._is_pointer(i):
                if self._derefs_before(i) or self._derefs_behind(i):
                    yield i, words[i]
            elif words[i] == "(" and i not in self.dead and \
                    not self._is_call(i) and i in self.tokens.match and \
                    not self.tokens.is_cast(i):
                close = self.tokens.match[i]
                name = self.pointer_in(i + 1, close)
                if name and (self._derefs_before(i)
                             or self._derefs_behind(close)):
                    yield i, name

    def calls(self) -> Iterator[Call]:
        """The calls that get one of the pointers, not through pointers."""
        for i in range(self.first, self.last):
            if self.tokens.words[i] != "(" or not self._is_call(i) or \
                    i in self.dead or i not in self.tokens.match or \
                    self.tokens.word(i - 2) in ("->", "."):
                continue
            args = self.tokens.split(i + 1, self.tokens.match[i])
            found = {n: name for n, (a, b) in enumerate(args)
                     if (name := self.pointer_in(a, b))}
            if found:
                yield Call(self.tokens.words[i - 1], i - 1, found)
