# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Commands for gdb: what the kernel knows.

    gdb-multiarch -x support/scripts/uk-gdb.py build/NAME.dbg
    (gdb) target remote :1234

    uk threads            every thread: state, where it stands
    uk log                what was printed, from the console's ring
    uk pt ADDRESS         the page-table walk for an address
    uk trace              the records of the trace buffer
    uk trace save FILE    the same as text into a file

The build links this file beside the image as NAME.dbg.gdb.py.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import gdb

DIRECTMAP_BASE = 0xffffff8000000000
TRACE_RECORD = 0x64685254
TRACE_POINT = 0x65645054
PAGE_BITS = 12
TABLE_BITS = 9
LEVELS = 4

FLAGS = ((0x4, "runnable"), (0x8, "exited"))


def evaluate(expression: str) -> gdb.Value:
    """The value, or a sentence that says what the image lacks."""
    try:
        return gdb.parse_and_eval(expression)
    except gdb.error as error:
        raise gdb.GdbError(f"{expression}: {error}; is the module in the "
                           "image, and CONFIG_DEBUG_SYMBOLS_LVL2 or more in "
                           "its configuration?") from error


def number(value: gdb.Value) -> int:
    """An address or an integer without its type."""
    return int(value.cast(gdb.lookup_type("unsigned long")))


def memory(address: int, length: int) -> bytes:
    """Bytes of the guest."""
    return bytes(gdb.selected_inferior().read_memory(address, length))


def symbol_at(address: int) -> str:
    """<function+offset> or nothing."""
    text = gdb.execute(f"info symbol {address:#x}", to_string=True)
    return "" if text.startswith("No symbol") else text.split(" in section")[0]


def is_arm() -> bool:
    """Is the image for arm64?"""
    name = gdb.selected_inferior().architecture().name()
    return name.startswith("aarch64")


class Uk(gdb.Command):
    """Commands that know Epimetheus; see `help uk`."""

    def __init__(self) -> None:
        super().__init__("uk", gdb.COMMAND_DATA, prefix=True)


# ---- threads ----

def queue(head: gdb.Value, field: str) -> Iterator[gdb.Value]:
    """The elements of a UK_TAILQ, pointers."""
    element = head["tqh_first"]
    while number(element):
        yield element
        element = element[field]["tqe_next"]


def thread_words(thread: gdb.Value, running: int) -> str:
    """One line about a thread."""
    flags = int(thread["flags"])
    state = "running" if number(thread) == running else \
        next((word for bit, word in FLAGS if flags & bit), "blocked")
    name = thread["name"].string() if number(thread["name"]) else "(unnamed)"
    where = "" if state == "running" else \
        symbol_at(number(thread["ctx"]["ip"]))
    return f"{number(thread):#018x} {state:9} {name:20} {where}".rstrip()


class Threads(gdb.Command):
    """uk threads: every thread, its state, and where it will go on."""

    def __init__(self) -> None:
        super().__init__("uk threads", gdb.COMMAND_STATUS)

    def invoke(self, argument: str, from_tty: bool) -> None:
        cpu = "$TPIDR_EL1" if is_arm() else "$gs_base"
        running = number(evaluate(f"((struct arch_percpu *){cpu})->thread"))
        sched = evaluate("uk_sched_head")
        if not number(sched):
            print("There is no scheduler yet")
        while number(sched):
            for thread in queue(sched["thread_list"], "thread_list"):
                print(thread_words(thread, running))
            sched = sched["next"]


# ---- the log ----

class Log(gdb.Command):
    """uk log: the text that was printed last."""

    def __init__(self) -> None:
        super().__init__("uk log", gdb.COMMAND_DATA)

    def invoke(self, argument: str, from_tty: bool) -> None:
        ring = evaluate("uk_console_log")
        size, head = int(ring["size"]), int(ring["head"])
        text = memory(number(ring["buf"]), size)
        start = head % size
        whole = text[:start] if head <= size else text[start:] + text[:start]
        print(whole.decode("utf-8", "replace"), end="")


# ---- page tables ----

def root_table() -> int:
    """Physical address of the table of the highest level."""
    if is_arm():
        return number(evaluate("$TTBR0_EL1")) & 0xfffffffff000
    return number(evaluate("$cr3")) & 0xffffffffff000


def entry_words(entry: int, level: int) -> str:
    """What an entry of either architecture says."""
    if is_arm():
        if not entry & 1:
            return "not present"
        page = level == 0 or not entry & 2
        if not page:
            return "table"
        return (f"r{'-' if entry & 0x80 else 'w'}"
                f"{'-' if entry & (1 << 53) else 'x'} page"
                f"{'' if entry & 0x400 else ', never accessed'}")
    if not entry & 1:
        return "not present"
    if level and not entry & 0x80:
        return "table"
    return (f"r{'w' if entry & 2 else '-'}{'-' if entry >> 63 else 'x'} page"
            f"{', global' if entry & 0x100 else ''}"
            f"{', written' if entry & 0x40 else ''}")


class PageTable(gdb.Command):
    """uk pt ADDRESS: the entry of each level that translates an address."""

    def __init__(self) -> None:
        super().__init__("uk pt", gdb.COMMAND_DATA, gdb.COMPLETE_EXPRESSION)

    def invoke(self, argument: str, from_tty: bool) -> None:
        if not argument:
            raise gdb.GdbError("uk pt ADDRESS")
        address = number(evaluate(argument))
        table = root_table()
        for level in reversed(range(LEVELS)):
            shift = PAGE_BITS + TABLE_BITS * level
            index = address >> shift & (1 << TABLE_BITS) - 1
            place = table + 8 * index
            entry, = struct.unpack("<Q", memory(DIRECTMAP_BASE + place, 8))
            words = entry_words(entry, level)
            print(f"level {level}: table {table:#014x} [{index:3}] = "
                  f"{entry:#018x} {words}")
            table = entry & 0x0000fffffffff000
            if words != "table":
                break
        if words.startswith("not"):
            print(f"{address:#x} is not mapped")
        else:
            offset = address & (1 << shift) - 1
            base = table & ~((1 << shift) - 1)
            print(f"{address:#x} is at {base + offset:#x} in memory")


# ---- the trace ----

class Tracepoint:
    """struct uk_tracepoint_reg, which only the file with symbols has."""

    LAYOUT = struct.Struct("<IB7s7s41s72s")

    def __init__(self, data: bytes) -> None:
        magic, self.nr_args, self.sizes, self.types, name, fmt = \
            self.LAYOUT.unpack(data)
        if magic != TRACE_POINT:
            raise gdb.GdbError("there is no tracepoint where a record says")
        self.name = name.split(b"\0")[0].decode()
        self.format = fmt.split(b"\0")[0].decode()

    def arguments(self, data: bytes) -> list[object]:
        """The arguments of a record."""
        found: list[object] = []
        at = 0
        for i in range(self.nr_args):
            if self.types[i]:
                length = data[at]
                text = data[at + 1:at + 1 + length]
                found.append(text.decode("utf-8", "replace"))
                at += 1 + length
            else:
                size = self.sizes[i]
                found.append(int.from_bytes(data[at:at + size], "little"))
                at += size
        return found


class ImageFile:
    """The loaded segments of the image with symbols, by virtual address."""

    def __init__(self) -> None:
        with open(gdb.current_progspace().filename, "rb") as file:
            self.data = file.read()
        start, = struct.unpack_from("<Q", self.data, 32)
        size, count = struct.unpack_from("<HH", self.data, 54)
        self.segments = [struct.unpack_from("<IIQQQQ", self.data,
                                            start + i * size)
                         for i in range(count)]

    def read(self, address: int, length: int) -> bytes:
        """Bytes that the linker put at an address."""
        for kind, _, offset, vaddr, _, filesz in self.segments:
            if kind == 1 and vaddr <= address < vaddr + filesz - length + 1:
                at = offset + address - vaddr
                return self.data[at:at + length]
        raise gdb.GdbError(f"the image's file has nothing at {address:#x}")


def trace_records() -> Iterator[str]:
    """The trace buffer as lines of text."""
    image = ImageFile()
    at = number(evaluate("&uk_trace_buffer"))
    end = number(evaluate("uk_trace_buffer_writep"))
    while at < end:
        magic, size, time, cookie = struct.unpack("<IIQQ", memory(at, 24))
        if magic != TRACE_RECORD:
            raise gdb.GdbError(f"there is no trace record at {at:#x}")
        point = Tracepoint(image.read(cookie, Tracepoint.LAYOUT.size))
        data = memory(at + 24, size) if size else b""
        yield (f"{time / 1e9:16.9f} {point.name}: {point.format} "
               f"{point.arguments(data)}")
        at += 24 + size


class Trace(gdb.Command):
    """uk trace: the records of the trace buffer."""

    def __init__(self) -> None:
        super().__init__("uk trace", gdb.COMMAND_DATA, prefix=True,
                         completer_class=gdb.COMPLETE_NONE)

    def invoke(self, argument: str, from_tty: bool) -> None:
        for line in trace_records():
            print(line)


class TraceSave(gdb.Command):
    """uk trace save FILE: the records of the trace buffer into a file."""

    def __init__(self) -> None:
        super().__init__("uk trace save", gdb.COMMAND_DATA,
                         gdb.COMPLETE_FILENAME)

    def invoke(self, argument: str, from_tty: bool) -> None:
        if not argument:
            raise gdb.GdbError("uk trace save FILE")
        lines = list(trace_records())
        with open(argument, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        print(f"{len(lines)} records in {argument}")


for command in (Uk, Threads, Log, PageTable, Trace, TraceSave):
    command()
