# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The dialect of module files, the command line, and the goals."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import Sandbox, make_sandbox

HELLO = "int {name}(void);\nint {name}(void) {{ return {value}; }}\n"


def library(sandbox: Sandbox, rules: str, **files: str) -> None:
    """Adds rules and sources (a__c is a.c) to outlib."""
    folder = sandbox.outside / "outlib"
    for name, text in files.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    with (folder / "Makefile.uk").open("a") as stream:
        stream.write(rules.replace("$B", "$(LIBOUTLIB_BASE)"))


# ---- sources, variants, flags ----

def test_languages(sandbox: Sandbox) -> None:
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/a.cc $B/b.cpp $B/c.S $B/d.s\n"
            "LIBOUTLIB_CXXFLAGS-y += -fno-exceptions\n"
            "LIBOUTLIB_ASFLAGS-y += -DVALUE=7\n",
            a__cc='extern "C" int in_cc() { return 1; }\n',
            b__cpp='extern "C" int in_cpp() { return 1; }\n',
            c__S=".globl in_S\n.set in_S, VALUE\n"
                 "#ifdef CONFIG_ARCH_X86_64\n.globl configured\n"
                 ".set configured, 1\n#endif\n",
            d__s=".globl in_s\n.set in_s, 8\n")
    run = sandbox.make("liboutlib")
    for step in ("CXX liboutlib: a.o", "CXX liboutlib: b.o",
                 "AS liboutlib: c.o", "AS liboutlib: d.o"):
        assert step in run.steps()
    symbols = sandbox.symbols(sandbox.build / "liboutlib.app.o")
    assert {"in_cc", "in_cpp", "in_S", "in_s", "configured"} <= set(symbols)


def test_library_name(sandbox: Sandbox) -> None:
    """__LIBNAME__ is the library's, in C and in C++, and not quoted."""
    text = ('#define TEXT(x) #x\n#define NAME(x) TEXT(x)\n'
            'extern const char {name}[];\n'
            'const char {name}[] = "<{name} of " NAME(__LIBNAME__) ">";\n')
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/n.c $B/m.cc\n",
            n__c=text.format(name="in_c"),
            m__cc=text.format(name="in_cc"))
    sandbox.make("liboutlib")
    code = (sandbox.build / "liboutlib.app.o").read_bytes()
    assert b"<in_c of liboutlib>" in code and b"<in_cc of liboutlib>" in code


def test_device_tree(sandbox: Sandbox) -> None:
    """A .dts becomes a .dtb, or says which package has the compiler."""
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/t.dts\n",
            t__dts="/dts-v1/;\n/ { };\n")
    run = sandbox.make("libs", check=False)
    if shutil.which("dtc"):
        tree = sandbox.build / "liboutlib/t.dtb"
        assert tree.read_bytes()[:4] == bytes.fromhex("d00dfeed")
    else:
        assert run.status != 0
        assert "dtc is missing; Debian has it in the package " \
            "device-tree-compiler" in run.output


def test_further_images(sandbox: Sandbox) -> None:
    """The symbols and the compressed image, by option."""
    sandbox.configure("CONFIG_OPTIMIZE_SYMFILE=y",
                      "CONFIG_OPTIMIZE_COMPRESS=y")
    sandbox.make()
    assert " outlib_one\n" in Path(f"{sandbox.image}.sym").read_text()
    packed = Path(f"{sandbox.image}.gz").read_bytes()
    assert gzip.decompress(packed) == sandbox.image.read_bytes()


def test_variants(sandbox: Sandbox) -> None:
    """One source twice: plain, and as a variant with flags of its own; isr
    means no vector registers."""
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/v.c|isr $B/v.c|other|isr $B/v.c\n"
            "LIBOUTLIB_V_FLAGS-y += -DNAME=plain\n"
            "LIBOUTLIB_V_ISR_FLAGS-y += -DNAME=in_isr\n"
            "LIBOUTLIB_V_OTHER_ISR_FLAGS-y += -DNAME=other\n",
            v__c="double NAME(double x);\ndouble NAME(double x)"
                 "\n{\n\treturn x;\n}\n")
    run = sandbox.make("liboutlib", check=False)
    assert run.status != 0 and "SSE register" in run.output
    source = sandbox.outside / "outlib/v.c"
    source.write_text(source.read_text().replace("double", "int"))
    run = sandbox.make("liboutlib")
    assert "CC liboutlib: v.isr.o" in run.steps()
    assert "CC liboutlib: v.other.isr.o" in run.steps()
    symbols = sandbox.symbols(sandbox.build / "liboutlib.app.o")
    assert {"plain", "in_isr", "other"} <= set(symbols)


def test_same_name_in_two_folders(sandbox: Sandbox) -> None:
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/x/f.c $B/y/f.c\n",
            x___f__c=HELLO.format(name="in_x", value=1),
            y___f__c=HELLO.format(name="in_y", value=2))
    sandbox.make("liboutlib")
    symbols = sandbox.symbols(sandbox.build / "liboutlib.app.o")
    assert {"in_x", "in_y"} <= set(symbols)


def test_same_object(sandbox: Sandbox) -> None:
    """Two sources of a name in one folder are refused, a variant helps."""
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/a.c $B/a.S\n", a__c="int a;\n",
            a__S=".globl b\n.set b, 1\n")
    run = sandbox.make("libs", check=False)
    assert run.status != 0 and "two sources that make" in run.output
    rules = sandbox.outside / "outlib/Makefile.uk"
    rules.write_text(rules.read_text().replace("a.S", "a.S|asm"))
    sandbox.make("libs")


def test_include_order(sandbox: Sandbox) -> None:
    """File's own, then the library's, then the global include paths."""
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/a.c $B/b.c $B/c.c\n"
            "CINCLUDES-y += -I$B/glob\n"
            "LIBOUTLIB_CINCLUDES-y += -I$B/lib\n"
            "LIBOUTLIB_A_INCLUDES-y += -I$B/file\n",
            glob___w__h="#define W glob_h\n", glob___g__h="#define G glob_g\n",
            lib___w__h="#define W lib_h\n", file___w__h="#define W file_h\n",
            a__c="#include <w.h>\nint W;\n", b__c="#include <w.h>\nint W;\n",
            c__c="#include <g.h>\nint G;\n")
    sandbox.make("liboutlib")
    symbols = sandbox.symbols(sandbox.build / "liboutlib.app.o")
    assert {"file_h", "lib_h", "glob_g"} <= set(symbols)


def test_objects_and_archives(sandbox: Sandbox, tmp_path: Path) -> None:
    for name in ("obj", "arc"):
        source = tmp_path / f"{name}.c"
        source.write_text(HELLO.format(name=f"in_{name}", value=1))
        subprocess.run(["gcc", "-c", "-fno-pic", "-o", tmp_path / f"{name}.o",
                        source], check=True)
    subprocess.run(["ar", "rc", tmp_path / "arc.a", tmp_path / "arc.o"],
                   check=True)
    library(sandbox, f"LIBOUTLIB_OBJS-y += {tmp_path}/obj.o\n"
            f"LIBOUTLIB_ALIBS-y += {tmp_path}/arc.a\n"
            "LIBOUTLIB_SRCS-y += $B/a.c\n",
            a__c="int in_arc(void);\nint a(void);\n"
                 "int a(void)\n{\n\treturn in_arc();\n}\n")
    sandbox.make("liboutlib")
    symbols = sandbox.symbols(sandbox.build / "liboutlib.app.o")
    assert {"in_obj", "in_arc"} <= set(symbols)


def test_helpers(sandbox: Sandbox) -> None:
    with (sandbox.app / "Makefile.uk").open("a") as stream:
        stream.write(
            "T_QSTRIP := $(call qstrip,$(CONFIG_APPOUTAPP_GREETING))\n"
            "T_UC := $(call uc,lib-a.b+c1)\nT_LC := $(call lc,LIB_A)\n"
            "T_GE := $(call gcc_version_ge,4,9)/"
            "$(call gcc_version_ge,99,0)/$(have_gcc)/$(have_clang)\n"
            "UK_PROVIDED_SYSCALLS-y += write-3 read-3\n"
            "$(eval $(call ukarch_tls_tcb_reserve,200))\n"
            "$(eval $(call aarch64_no_reserved_tcb_overlap))\n")
    run = sandbox.make("print-vars", "VARS=T_QSTRIP T_UC T_LC T_GE")
    assert run.output.split("\n")[-5:-1] == [
        "T_QSTRIP=hello", "T_UC=LIB_A_B_C1", "T_LC=lib_a", "T_GE=y//y/"]
    assert sandbox.make("print-syscalls").output == "read-3\nwrite-3\n"
    flags = sandbox.make("print-COMPFLAGS").output
    assert "-DUKARCH_TLS_TCB_RESERVE=200" in flags
    assert "-DCONFIG_AARCH64_NO_TCB_OVERLAP=1" in flags


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_weak_with_lto(sandbox: Sandbox, compiler: str) -> None:
    """Optimising a module as a whole does not settle on a weak definition,
    which another module may replace; it does inline what is its own."""
    sandbox.configure("CONFIG_OPTIMIZE_LTO=y")
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/w.c\n",
            w__c="int chosen(void);\nint ask(void);\n"
                 "__attribute__((weak)) int chosen(void) { return 0; }\n"
                 "int ask(void) { return chosen() + 1; }\n")
    with (sandbox.outside / "outlib/exportsyms.uk").open("a") as stream:
        stream.write("chosen\nask\n")
    sandbox.make("liboutlib", f"COMPILER={compiler}")
    code = subprocess.run(
        ["objdump", "-drw", sandbox.build / "liboutlib.app.o"], text=True,
        capture_output=True, check=True).stdout
    assert re.search(r"R_X86_64_PLT32\s+chosen", code)
    assert not re.search(r"R_X86_64_PLT32\s+.*private_helper", code)


def test_hooks(sandbox: Sandbox) -> None:
    """UK_PREPARE's files are made before the first file is compiled."""
    library(sandbox, "UK_PREPARE-y += $(LIBOUTLIB_BUILD)/gen.h\n"
            "$(LIBOUTLIB_BUILD)/gen.h:\n\tsleep 0.2; echo 'int gen;' >$@\n"
            "LIBOUTLIB_CINCLUDES-y += -I$(LIBOUTLIB_BUILD)\n"
            "LIBOUTLIB_SRCS-y += $B/a.c\n", a__c="#include <gen.h>\n")
    sandbox.make()
    assert "gen" in sandbox.symbols(sandbox.build / "liboutlib.app.o")


def test_needs(sandbox: Sandbox) -> None:
    """A module of the tree sees the headers of what it needs, and those of
    nobody else; a need that nobody registers is an error."""
    for name, needs in (("one", "libtwo"), ("two", "libthree"),
                        ("three", ""), ("four", "")):
        folder = sandbox.root / "lib" / name
        (folder / "include").mkdir(parents=True)
        (folder / "include" / f"{name}.h").write_text("")
        upper = name.upper()
        (folder / "Makefile.uk").write_text(
            f"$(eval $(call addlib_s,lib{name},y))\n"
            f"LIB{upper}_NEEDS-y += {needs}\n"
            f"LIB{upper}_SRCS-y += $(LIB{upper}_BASE)/{name}.c\n")
        (folder / f"{name}.c").write_text(f"#include <{name}.h>\n")
    one = sandbox.root / "lib/one/one.c"
    one.write_text("#include <two.h>\n#include <three.h>\n")
    sandbox.make("libone")
    one.write_text("#include <four.h>\n")
    run = sandbox.make("libone", check=False)
    assert run.status != 0 and "four.h: No such file" in run.output
    with (sandbox.root / "lib/one/Makefile.uk").open("a") as stream:
        stream.write("LIBONE_NEEDS-y += libnone\n")
    run = sandbox.make("libone", check=False)
    assert run.status != 0
    assert "libone needs libnone, which no Makefile.uk registers" in run.output


def test_domains(sandbox: Sandbox) -> None:
    """Code of the tree has no red zone and no vector registers; code from
    outside has both, and lies in files that the linker can tell apart."""
    folder = sandbox.root / "lib/one"
    folder.mkdir(parents=True)
    (folder / "Makefile.uk").write_text(
        "$(eval $(call addlib_s,libone,y))\n"
        "LIBONE_SRCS-y += $(LIBONE_BASE)/one.c\n")
    (folder / "one.c").write_text("int one;\n")
    sandbox.make("libs")
    assert (sandbox.build / "libone.o").is_file()
    kernel = (sandbox.build / "libone/.flags-c").read_text()
    app = (sandbox.build / "appoutapp/.flags-c").read_text()
    for flag in ("-mgeneral-regs-only", "-mno-red-zone", "-Wshadow"):
        assert flag in kernel.split() and flag not in app.split()


# ---- other people's code ----

def archive(folder: Path) -> Path:
    """A tar archive with pack-1/p.c in it."""
    (folder / "pack-1").mkdir()
    (folder / "pack-1" / "p.c").write_text(HELLO.format(name="packed",
                                                        value=1))
    subprocess.run(["tar", "-czf", folder / "pack.tar.gz", "-C", folder,
                    "pack-1"], check=True)
    return folder / "pack.tar.gz"


PACKED = "LIBOUTLIB_SRCS-y += $(LIBOUTLIB_ORIGIN)/pack-1/p.c\n"


def test_unarchive_and_patch(sandbox: Sandbox, tmp_path: Path) -> None:
    patches = tmp_path / "patches"
    patches.mkdir()
    (patches / "0001.patch").write_text(
        "--- a/p.c\n+++ b/p.c\n@@ -1,2 +1,2 @@\n-int packed(void);\n"
        "-int packed(void) { return 1; }\n+int patched(void);\n"
        "+int patched(void) { return 1; }\n")
    library(sandbox, f"$(eval $(call unarchive,liboutlib,{archive(tmp_path)}))"
            f"\n$(eval $(call patch,liboutlib,{patches},pack-1))\n" + PACKED)
    sandbox.make("liboutlib")
    assert (sandbox.build / "liboutlib/.origin").is_file()
    assert (sandbox.build / "liboutlib/.patched").is_file()
    assert "patched" in sandbox.symbols(sandbox.build / "liboutlib.app.o")
    assert sandbox.make("liboutlib").steps() == []
    sandbox.make("clean")
    assert not any("UNPACK" in s for s in sandbox.make("liboutlib").steps())


def test_clone(sandbox: Sandbox, tmp_path: Path) -> None:
    repository = tmp_path / "repo"
    archive(tmp_path)
    (tmp_path / "pack-1").rename(repository)
    for command in ("init -q -b work", "add p.c",
                    "-c user.name=t -c user.email=t@t commit -q -m t"):
        subprocess.run(["git", "-C", repository, *command.split()], check=True)
    library(sandbox, f"$(eval $(call clone,liboutlib,file://{repository},work)"
            ")\nLIBOUTLIB_SRCS-y += $(LIBOUTLIB_ORIGIN)/p.c\n")
    sandbox.make("liboutlib")
    assert "packed" in sandbox.symbols(sandbox.build / "liboutlib.app.o")


@pytest.fixture
def server(tmp_path: Path):
    """A web server on this machine for the files in tmp_path."""
    process = subprocess.Popen(
        ["/usr/bin/python3", "-u", "-m", "http.server", "--bind", "127.0.0.1",
         "0"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True)
    assert process.stdout
    port = process.stdout.readline().split("port ")[1].split()[0]
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def test_fetch(sandbox: Sandbox, tmp_path: Path, server: str) -> None:
    """The second URL helps out; a wrong checksum stops the build."""
    pack = archive(tmp_path)
    right = subprocess.run(["sha256sum", pack], capture_output=True, text=True,
                           check=True).stdout.split()[0]
    library(sandbox, f"LIBOUTLIB_ORIGIN_SHA256 = {'0' * 64}\n"
            f"$(eval $(call fetch2,liboutlib,{server}/none/pack.tar.gz,"
            f"{server}/pack.tar.gz))\n" + PACKED)
    env = {"no_proxy": "127.0.0.1"}
    run = sandbox.make("fetch", check=False, env=env)
    assert run.status != 0 and f"the sum is {right}" in run.output
    rules = sandbox.outside / "outlib/Makefile.uk"
    rules.write_text(rules.read_text().replace("0" * 64, right))
    sandbox.make("fetch", env=env)
    sandbox.make("liboutlib")
    assert "packed" in sandbox.symbols(sandbox.build / "liboutlib.app.o")


def test_fetchdeb_checks(sandbox: Sandbox, tmp_path: Path) -> None:
    """A copy in the cache is used without the network, if its sum is right."""
    pack = archive(tmp_path)
    right = subprocess.run(["sha256sum", pack], capture_output=True, text=True,
                           check=True).stdout.split()[0]
    cache = tmp_path / "cache/epimetheus"
    cache.mkdir(parents=True)
    shutil.copy(pack, cache)
    library(sandbox, "$(eval $(call fetchdeb,liboutlib,no-such-package,1,"
            f"pack.tar.gz,{right},*.c))\n" + PACKED)
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    sandbox.make("liboutlib", env=env)
    assert "packed" in sandbox.symbols(sandbox.build / "liboutlib.app.o")


def test_members_are_kept(tmp_path: Path) -> None:
    """Whatever becomes of their archive, they are the big one's."""
    script = Path(__file__).resolve().parents[2] / "support/build/unpack.sh"
    pack, folder = tmp_path / "pack.tar.gz", tmp_path / "folder"

    def unpack(text: str) -> None:
        subprocess.run(["sh", script, pack, folder, "*.c"], check=True)
        assert [(p.name, p.read_text()) for p in folder.rglob("*.*")] == [
            ("a.c", text)]

    for text in ("one", "two"):
        for name in ("a.c", "a.h"):
            (tmp_path / name).write_text(text)
        subprocess.run(["tar", "-czf", pack, "-C", tmp_path, "a.c", "a.h"],
                       check=True)
        unpack(text)
        unpack(text)
    kept, = tmp_path.glob("pack.tar.gz.*.tar")
    kept.write_text("nonsense")
    unpack("two")
    unpack("two")
    kept.unlink()
    kept.mkdir()
    unpack("two")


# ---- command line ----

@pytest.mark.parametrize("argument", ["A=x", "O=x", "C=x", "L=x", "P=a:/b",
                                      "L=/:x", "UK_DEFCONFIG=x"])
def test_relative_paths(sandbox: Sandbox, argument: str) -> None:
    run = sandbox.make("all", argument, check=False)
    assert run.status != 0 and "is a relative path" in run.output


@pytest.mark.parametrize("argument,complaint", [
    ("ARCH=vax", "ARCH=vax is none of: x86_64 arm64"),
    ("COMPILER=icc", "COMPILER=icc is none of: gcc clang"),
    ("O=/a b", "O=/a b contains a space"),
    ("L=/a b:/c", "L=/a b:/c contains a space"),
    ("O=/a=b", "O=/a=b contains ="),
    ("C=/a%b", "C=/a%b contains %"),
    ("A=/a:b", "A=/a:b contains :"),
])
def test_wrong_values(sandbox: Sandbox, argument: str, complaint: str) -> None:
    run = sandbox.make("help", argument, check=False)
    assert run.status != 0 and complaint in run.output


@pytest.mark.parametrize("name,complaint", [
    ("a b", "contains a space"), ("a:b", "contains :"), ("a%b", "contains %"),
    ("a'b", "contains '"), ("a$b", "contains $"), ("a#b", "contains #")])
def test_odd_place(tmp_path: Path, name: str, complaint: str) -> None:
    """A tree whose path make cannot handle: a sentence, nothing else."""
    (tmp_path / name).mkdir()
    sandbox = make_sandbox(tmp_path / name)
    done = subprocess.run(["make", "help"], cwd=sandbox.root, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=60, check=False)
    assert done.returncode != 0 and complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_another_architecture(sandbox: Sandbox) -> None:
    """ARCH= is for a new configuration: one that is there is not overruled
    in silence."""
    sandbox.configure("CONFIG_ARCH_X86_64=y")
    run = sandbox.make("libs", "ARCH=arm64", check=False)
    assert run.status != 0 and "is for x86_64" in run.output
    sandbox.make("libs", "ARCH=x86_64")


def test_unknown_source(sandbox: Sandbox) -> None:
    """A source that no rule is for is told, not left out."""
    library(sandbox, "LIBOUTLIB_SRCS-y += $B/a.h $B/a.zig\n", a__h="")
    run = sandbox.make("libs", check=False)
    assert run.status != 0
    assert "liboutlib: nothing is known to make of" in run.output
    assert "a.zig" in run.output and "a.h" not in run.output


def test_folder_that_is_none(sandbox: Sandbox) -> None:
    run = sandbox.make("all", "L=/no/such/folder", check=False)
    assert run.status != 0
    assert "L=/no/such/folder is not a folder" in run.output


def test_environment_is_ignored(sandbox: Sandbox) -> None:
    """One-letter variables of the environment mean nothing."""
    sandbox.make(env={"O": "relative", "N": "wrong", "V": "1",
                      "CFLAGS": "-DWRONG -no-such-flag"})
    assert sandbox.image.is_file()


def test_output_elsewhere(sandbox: Sandbox, tmp_path: Path) -> None:
    """O= and C= keep the application's folder clean."""
    config = sandbox.app / ".config"
    config.rename(tmp_path / "config")
    sandbox.make(f"O={tmp_path}/out", f"C={tmp_path}/config")
    assert (tmp_path / "out/outapp_out-x86_64").is_file()
    assert not sandbox.build.exists() and not config.exists()


def test_umask(sandbox: Sandbox) -> None:
    """What is built can be read by others, whatever the umask."""
    old = os.umask(0o077)
    try:
        sandbox.make()
    finally:
        os.umask(old)
    assert sandbox.image.stat().st_mode & 0o777 == 0o755
    assert (sandbox.build / "config.mk").stat().st_mode & 0o777 == 0o644


def test_missing_tool(sandbox: Sandbox) -> None:
    """A tool that is not there is named with the package that has it."""
    tools = sandbox.root / "tools"
    tools.mkdir()
    for name in ("sh", "awk", "mkdir", "rm", "mv", "git", "dirname", "make"):
        found = shutil.which(name, path="/usr/bin:/bin")
        assert found, name
        (tools / name).symlink_to(found)
    run = sandbox.make("libs", check=False, env={"PATH": str(tools)})
    assert run.status != 0
    assert "gcc is missing; Debian has it in the package gcc" in run.output


def test_verbose_and_silent(sandbox: Sandbox) -> None:
    assert "-ffile-prefix-map=" in sandbox.make("V=1").output
    sandbox.make("clean")
    assert sandbox.make("-s").output == ""


def test_no_platform(sandbox: Sandbox) -> None:
    sandbox.configure("# CONFIG_PLAT_OUT is not set")
    run = sandbox.make(check=False)
    assert run.status != 0 and "No platform is chosen" in run.output


# ---- goals ----

def test_help_names_the_goals(sandbox: Sandbox) -> None:
    text = sandbox.make("help").output
    for goal in ("menuconfig defconfig olddefconfig savedefconfig randconfig "
                 "all libs objs images prepare preprocess fetch clean "
                 "properclean distclean run check check-host check-vm bench "
                 "size setup compile_commands.json print-version print-libs "
                 "print-srcs print-objs print-lds").split():
        assert goal in text, goal


def test_config_goals(sandbox: Sandbox) -> None:
    config = sandbox.app / ".config"
    sandbox.configure('CONFIG_APPOUTAPP_GREETING="moin"')
    sandbox.make("olddefconfig")
    assert 'CONFIG_APPOUTAPP_GREETING="moin"' in config.read_text()
    sandbox.make("savedefconfig")
    saved = sandbox.app / "defconfig"
    assert saved.read_text().splitlines() == [
        "CONFIG_PLAT_OUT=y", 'CONFIG_APPOUTAPP_GREETING="moin"']
    full = config.read_text()
    config.unlink()
    sandbox.make("defconfig")
    assert config.read_text() == full
    (sandbox.app / "configs").mkdir()
    (sandbox.app / "configs/some").write_text("CONFIG_APPOUTAPP_EXTRA=y\n")
    sandbox.make("some_defconfig")
    assert "CONFIG_APPOUTAPP_EXTRA=y" in config.read_text()
    run = sandbox.make("none_defconfig", check=False)
    assert run.status != 0


def terminal(sandbox: Sandbox, goal: str, keys: bytes) -> tuple[bytes, int]:
    """Runs a goal at a terminal of its own; what it showed and its status."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp("make", ["make", "-C", str(sandbox.root),
                           f"A={sandbox.app}", goal])
    shown = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.3)[0]:
            try:
                shown += os.read(fd, 65536)
            except OSError:
                break
        elif shown:
            os.write(fd, keys[:1] or b"\n")
            keys = keys[1:]
    else:
        os.kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(fd)
    return shown, status


def test_menuconfig(sandbox: Sandbox) -> None:
    shown, status = terminal(sandbox, "menuconfig", b"qn")
    assert status == 0 and b"Architecture" in shown


@pytest.mark.parametrize("kind", ["", "dumb", "no-such-terminal"])
def test_menuconfig_needs_a_terminal(sandbox: Sandbox, kind: str) -> None:
    run = sandbox.make("menuconfig", check=False, env={"TERM": kind})
    assert run.status != 0
    assert "menuconfig cannot draw on this terminal" in run.output
    assert "Traceback" not in run.output


def test_oldconfig(sandbox: Sandbox) -> None:
    """Asks; an empty answer is the default."""
    (sandbox.app / ".config").unlink()
    shown, status = terminal(sandbox, "oldconfig", b"")
    assert status == 0 and b"Image name" in shown
    assert "CONFIG_ARCH_X86_64=y" in (sandbox.app / ".config").read_text()


def test_randconfig(sandbox: Sandbox) -> None:
    """A seed gives the same values again; seeds differ."""
    texts = []
    for seed in ("1", "1", "2", "3", "4"):
        sandbox.make("randconfig", env={"KCONFIG_SEED": seed})
        texts.append((sandbox.app / ".config").read_text())
    assert texts[0] == texts[1]
    assert len(set(texts)) > 2
    assert "KCONFIG_SEED=" in sandbox.make("randconfig").output


def test_wrong_configuration(sandbox: Sandbox) -> None:
    """A syntax error and an unknown value are told with file and line."""
    sandbox.configure("CONFIG_APPOUTAPP_EXTRA=perhaps")
    assert "APPOUTAPP_EXTRA" in sandbox.make("olddefconfig").output
    with (sandbox.app / "Config.uk").open("a") as stream:
        stream.write("nonsense\n")
    run = sandbox.make(check=False)
    assert run.status != 0 and "Config.uk:" in run.output


def test_clean_goals(sandbox: Sandbox) -> None:
    sandbox.make()
    sandbox.make("clean-liboutlib")
    assert not (sandbox.build / "liboutlib.app.o").exists()
    assert (sandbox.build / "liboutlib2.app.o").exists()
    sandbox.make("clean", "all")
    assert sandbox.image.is_file()
    sandbox.make("clean")
    assert not sandbox.image.exists()
    assert (sandbox.build / "config.mk").is_file()
    sandbox.make("properclean")
    assert not sandbox.build.exists()
    sandbox.make("distclean")
    assert not (sandbox.app / ".config").exists()


def test_clean_spares_strangers(sandbox: Sandbox, tmp_path: Path) -> None:
    """A folder that no build made is not deleted."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter").write_text("dear")
    for goal in ("clean", "properclean", "distclean"):
        sandbox.make(goal, f"O={mine}", f"C={tmp_path}/none")
        assert (mine / "letter").is_file()


def test_clean_spares_what_lay_there(sandbox: Sandbox, tmp_path: Path) -> None:
    """A build in somebody's folder does not make what is in it ours."""
    mine = tmp_path / "mine"
    (mine / "sub").mkdir(parents=True)
    for name in ("my letter", "sub/file"):
        (mine / name).write_text("dear")
    arguments = (f"O={mine}", f"C={tmp_path}/config")
    (tmp_path / "config").write_text("CONFIG_PLAT_OUT=y\n")
    sandbox.make(*arguments)
    sandbox.make("clean", *arguments)
    assert not (mine / "outapp_out-x86_64").exists()
    sandbox.make(*arguments)
    sandbox.make("properclean", *arguments)
    left = sorted(str(p.relative_to(mine)) for p in mine.rglob("*"))
    assert left == ["my letter", "sub", "sub/file"]


@pytest.mark.parametrize("goal", ["all", "clean", "properclean"])
@pytest.mark.parametrize("where", [".", "..", "test/build/outapp", "test"])
def test_no_build_among_sources(sandbox: Sandbox, goal: str,
                                where: str) -> None:
    """O= is neither the tree nor a folder around it, or around a module."""
    run = sandbox.make(goal, f"O={sandbox.root / where}", check=False)
    assert run.status != 0 and "holds the sources in" in run.output
    assert (sandbox.root / "Makefile").is_file()
    assert (sandbox.app / "main.c").is_file()


def test_print_goals(sandbox: Sandbox) -> None:
    sandbox.make()
    version = sandbox.make("print-version").output.strip()
    assert version.startswith("0.12.0")
    assert sandbox.make("print-libs").output.split() == [
        "liboutplat", "liboutlib", "liboutlib2", "appoutapp"]
    assert f"appoutapp: {sandbox.app}/main.c" in (
        sandbox.make("print-srcs").output)
    assert "outplat/link.lds.S" in sandbox.make("print-lds").output
    assert sandbox.make("print-UK_CODENAME").output == "Epimetheus\n"


def test_compile_commands(sandbox: Sandbox) -> None:
    sandbox.make("compile_commands.json")
    text = (sandbox.build / "compile_commands.json").read_text()
    entries = json.loads(text)
    assert sorted(Path(e["file"]).name for e in entries) == [
        "entry.c", "helper.c", "helper.c", "main.c", "one.c", "two.c"]
    for entry in entries:
        subprocess.run(entry["command"], shell=True, check=True,
                       cwd=entry["directory"])


def test_size(sandbox: Sandbox) -> None:
    """Bytes by module add up to what the image's sections have."""
    sandbox.make()
    table = sandbox.make("size").output.splitlines()
    rows = {line.split()[0]: list(map(int, line.split()[1:]))
            for line in table[1:]}
    assert {"appoutapp", "liboutlib", "liboutlib2", "liboutplat"} <= set(rows)
    total = rows.pop("total")
    assert [sum(r[i] for r in rows.values()) for i in range(5)] == total
    sizes = subprocess.run(["size", f"{sandbox.image}.dbg"], text=True,
                           capture_output=True, check=True).stdout
    assert total[-1] == int(sizes.splitlines()[1].split()[3])


# ---- the same bytes ----

@pytest.mark.parametrize("lines", [(), ("CONFIG_OPTIMIZE_LTO=y",),
                                   ("CONFIG_DEBUG_SYMBOLS_LVL3=y",)])
def test_reproducible(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """Two folders, one configuration: bit-identical images and symbols."""
    images = []
    for name in ("here", "somewhere/quite/else"):
        (tmp_path / name).mkdir(parents=True)
        sandbox = make_sandbox(tmp_path / name)
        sandbox.configure("CONFIG_APPOUTAPP_EXTRA=y", *lines)
        sandbox.make()
        images.append(sandbox.image)
    assert images[0].read_bytes() == images[1].read_bytes()
    assert (Path(f"{images[0]}.dbg").read_bytes()
            == Path(f"{images[1]}.dbg").read_bytes())
