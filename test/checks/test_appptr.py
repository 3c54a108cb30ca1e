# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""No system call touches an application's memory but through the checked
copies, and the checker finds those that do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "support" / "check"


def run(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/python3", str(root / "support" / "check" / "appptr.py")],
        capture_output=True, text=True, timeout=120)


def planted(root: Path, files: dict[str, str]) -> str:
    """What the checker says of a small tree."""
    shutil.copytree(CHECK, root / "support" / "check",
                    ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    done = run(root)
    assert done.returncode == (1 if done.stdout else 0), done.stderr
    return done.stdout


def handler(body: str, macro: str = "UK_SYSCALL_R_DEFINE") -> str:
    return ("#include <uk/access.h>\n"
            f"{macro}(long, sample, struct pair *, p, char *, s,\n"
            "         unsigned long, n, struct pair **, pp)\n"
            "{\n" + body + "\n\treturn 0;\n}\n")


def test_tree() -> None:
    done = run(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


# What a handler may not do: each of these is one violation
BAD = {
    "star": "\tint a = *s;",
    "write": "\t*s = 0;",
    "arrow": "\treturn p->first;",
    "index": "\treturn s[3];",
    "second level": "\treturn p->next->first;",
    "address behind a load": "\tint *a = &p->next->first;",
    "bit and": "\treturn n & p->first;",
    "post-increment": "\twhile (*s++)\n\t\tn++;",
    "sum": "\treturn *(s + 1);",
    "cast": "\treturn *(int *)s;",
    "cast and arrow": "\treturn ((struct pair *)s)->first;",
    "sum and index": "\treturn (s + 1)[2];",
    "pointer to pointer": "\treturn (*pp != 0);",
    "cast of a number": "\treturn *(int *)n;",
    "number as structure": "\treturn ((struct pair *)n)->first;",
    "alias": "\tconst char *q = s + 2;\n\treturn q[0];",
    "alias of an alias": "\tchar *q, *r;\n\tq = s;\n\tr = q;\n\t*r = 0;",
    "alias by cast": "\tint *q = (int *)n;\n\treturn *q;",
    "chosen": "\tchar *q = n ? s : 0;\n\treturn *q;",
    "member's address": "\tint *q = &p->first;\n\treturn *q;",
    "in a condition": "\tif (n && p->first)\n\t\treturn 1;",
    "in an argument": "\tlocal(p->first);",
    "after a comment": "\treturn /* *s */ s[0];",
    "library function": "\treturn strlen(s);",
    "copied from": "\tmemcpy(&n, s, 4);",
    "copied to": "\tmemset(p, 0, 8);",
    "printed": '\tuk_pr_info("%s", s);',
}


@pytest.mark.parametrize("name", BAD)
def test_violation_is_found(name: str, tmp_path: Path) -> None:
    text = planted(tmp_path, {"posix/a/a.c": handler(BAD[name])})
    assert "sample()" in text and "use <uk/access.h>" in text, text


@pytest.mark.parametrize("macro", [
    "UK_SYSCALL_DEFINE", "UK_SYSCALL_R_DEFINE", "UK_LLSYSCALL_DEFINE",
    "UK_LLSYSCALL_R_DEFINE"])
def test_every_kind_of_handler(macro: str, tmp_path: Path) -> None:
    text = planted(tmp_path, {"posix/a/a.c": handler("\t*s = 0;", macro)})
    assert "posix/a/a.c:5: sample() dereferences s" in text


GOOD = {
    "checked": "\tstruct pair k;\n\tint e = uk_copy_from_app(&k, p, sizeof(k));"
               "\n\tif (e)\n\t\treturn e;\n\treturn k.first;",
    "single value": "\tint v;\n\treturn uk_get_from_app(v, &p->first);",
    "to a member": "\treturn uk_put_to_app(1, &p[n].first);",
    "size": "\treturn sizeof(*p) + sizeof(p->first);",
    "type": "\t__typeof__(*p) k;\n\treturn uk_copy_to_app(p, &k, 4);",
    "compared": "\tif (!p || s == 0 || (unsigned long)s & 7)\n\t\treturn -22;",
    "calculated": "\treturn uk_clear_app(s + 2 * n, n * (n + 1));",
    "passed on": "\treturn elsewhere(p, s + 1, (unsigned long)p);",
    "other variables": "\tstruct pair k, *q = &k;\n\tq->first = n;"
                       "\n\treturn *(&k.second) + table[n];",
    "a copy if there is one": "\tstruct pair k, *q = p ? &k : 0;"
                              "\n\treturn q->first;",
    "number": "\tint x[4];\n\treturn x[n] + 2 * n;",
    "member of that name": "\tstruct own o;\n\treturn *o.s + o.p->first;",
    "in a comment": "\t/* p->first = *s; */\n\treturn 0;",
    "in a string": '\tuk_pr_info("*s p->first");',
    "excepted": "\treturn *s; /* appptr: a test of the rule */",
    "strings": "\tchar k[8];\n\treturn uk_strncpy_from_app(k, s, sizeof(k));",
}


@pytest.mark.parametrize("name", GOOD)
def test_good_code_passes(name: str, tmp_path: Path) -> None:
    assert planted(tmp_path, {"posix/a/a.c": handler(GOOD[name])}) == ""


def test_functions_that_get_the_pointer_are_followed(tmp_path: Path) -> None:
    text = planted(tmp_path, {
        "posix/a/a.c": "static int local(int k, const char *q)\n{\n"
                       "\treturn deeper((void *)q, k);\n}\n"
                       + handler("\treturn local(1, s);"),
        "fs/b/b.c": "int deeper(int *r, int k)\n{\n\treturn r[k];\n}\n",
    })
    assert "fs/b/b.c:3: deeper() dereferences r" in text


def test_other_functions_may(tmp_path: Path) -> None:
    assert planted(tmp_path, {
        "posix/a/a.c": "static int local(struct pair *q)\n{\n"
                       "\treturn q->first;\n}\n"
                       + handler("\tstruct pair k;\n\treturn local(&k);"),
    }) == ""
