# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What `make run` shows: Debian's Python, in a virtual machine without Linux."""

import hashlib
import json
import os
import platform
import sqlite3
import threading
import zlib

WIDTH, HEIGHT, DEPTH = 62, 19, 40
SHADES = " .:-=+*#%@"


def shade(x: int, y: int) -> str:
    """A point of the Mandelbrot set."""
    c = complex(x / WIDTH * 3.1 - 2.25, y / HEIGHT * 2.4 - 1.2)
    z, n = 0j, 0
    while abs(z) < 2 and n < DEPTH:
        z, n = z * z + c, n + 1
    return SHADES[n * (len(SHADES) - 1) // DEPTH]


rows: dict[int, str] = {}


def draw(first: int) -> None:
    """Every fourth line, by a thread."""
    for y in range(first, HEIGHT, 4):
        rows[y] = "".join(shade(x, y) for x in range(WIDTH))


threads = [threading.Thread(target=draw, args=(i,)) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
picture = "\n".join(rows[y].rstrip() for y in range(HEIGHT)).strip("\n")
print(picture)

base = sqlite3.connect("/tmp/demo.db")
base.execute("create table squares(n, square)")
base.executemany("insert into squares values (?, ?)",
                 ((n, n * n) for n in range(1000)))
total, = base.execute("select sum(square) from squares").fetchone()
print(json.dumps({
    "process": os.getpid(), "machine": platform.machine(),
    "squares by SQLite": total,
    "picture": hashlib.sha256(picture.encode()).hexdigest()[:16],
    "compressed": len(zlib.compress(picture.encode())),
}))
print(f"Hello world, from {platform.python_implementation()} "
      f"{platform.python_version()}!")
