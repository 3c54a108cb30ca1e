# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi as its users meet it: what works, and what does not in a sentence."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import pwd
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib import cpio, transcript
from lib.epi_run import EPI, PATH, ROOT, SECONDS, environment, epi, refused

@pytest.fixture(scope="module")
def installed() -> Iterator[Path]:
    """What make install makes, where everybody can read it."""
    folder = Path(tempfile.mkdtemp(prefix="epi-installed-"))
    folder.chmod(0o755)
    subprocess.run(["/usr/bin/python3", "-B", str(ROOT / "tool/install.py"),
                    "--prefix", "/usr", "--destdir", str(folder), "--arch",
                    "x86_64"], check=True, stdout=subprocess.DEVNULL,
                   env=environment())
    yield folder / "usr"
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program with a library of its own beside it."""
    folder = tmp_path_factory.mktemp("compiled")
    (folder / "lib.c").write_text("int answer(void) { return 42; }\n")
    (folder / "main.c").write_text("int answer(void);\n"
                                   "int main(void) { return answer(); }\n")
    (folder / "lib").mkdir()
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", "lib/libown.so", "lib.c"],
                   cwd=folder, check=True)
    for name, options in (("plain", []),
                          ("runpath", ["-Wl,-rpath,$ORIGIN/lib"]),
                          ("rpath", ["-Wl,--disable-new-dtags",
                                     "-Wl,-rpath,$ORIGIN/lib"])):
        subprocess.run(["gcc", "-o", name, "main.c", "-Llib", "-lown",
                        *options], cwd=folder, check=True)
    return folder


# What works


def test_output_errors_and_status() -> None:
    done = epi("sh", "-c", "echo out; echo err >&2; exit 200")
    assert (done.returncode, done.stdout, done.stderr) == (
        200, b"out\n", b"err\n")


def test_arguments_arrive_as_they_are() -> None:
    words = ["a b", "", 'q"x', "q'x", r"b\s", "n\nl", "ü", "--", "$x", "\\",
             r"a\"b", "\t", "*"]
    done = epi("printf", r"[%s]\n", *words)
    assert done.stdout.decode() == "".join(f"[{word}]\n" for word in words)


def test_words_behind_the_program_are_its_own() -> None:
    assert epi("echo", "--", "--memory", "2").stdout == b"-- --memory 2\n"
    assert epi("--cwd=/usr", "--", "pwd").stdout == b"/usr\n"


def test_any_bytes_in_and_out() -> None:
    data = bytes(range(256)) * 8 + b"\r\n\xff\xff\x00\xff" + b"\xff"
    done = epi("cat", stdin=data)
    assert (done.returncode, done.stdout) == (0, data)


def test_much_input() -> None:
    """The serial port tells of it, and nobody waits for a timer."""
    data = os.urandom(100_000)
    done = epi("cat", stdin=data)
    assert (done.returncode, done.stdout) == (0, data)


def test_input_is_left_to_who_wants_it() -> None:
    done = subprocess.run(["sh", "-c", f"{EPI} run true; cat"], input=b"rest",
                          capture_output=True, env=environment(), check=True,
                          timeout=SECONDS)
    assert done.stdout == b"rest"


def test_no_input_at_all() -> None:
    with open(os.devnull, "rb") as null:
        done = subprocess.run([EPI, "run", "cat"], stdin=null, check=False,
                              capture_output=True, env=environment(),
                              timeout=SECONDS)
    assert (done.returncode, done.stdout) == (0, b"")


def test_environment() -> None:
    env = environment(FROM_HERE="host", SECRET="x")
    done = epi("--env", "A=1 2", "--env", "FROM_HERE", "--env", "NOT_HERE",
               "env", env=env)
    lines = done.stdout.decode().splitlines()
    assert "A=1 2" in lines and "FROM_HERE=host" in lines
    assert not [x for x in lines if x.startswith(("SECRET", "NOT_HERE"))]


def test_files_and_working_directory(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "text").write_text("content\n")
    (tmp_path / "in" / "link").symlink_to("text")
    done = epi("--with", f"{tmp_path}/in:/data", "--with", str(tmp_path / "in"),
               "--cwd", "/data", "cat", "link", f"{tmp_path}/in/link")
    assert (done.returncode, done.stdout) == (0, b"content\ncontent\n")


def test_strace_goes_to_the_errors() -> None:
    done = epi("--strace", "echo", "x")
    assert done.stdout == b"x\n"
    assert b'write(fd:1, "x\\n' in done.stderr


def test_signal_is_the_status() -> None:
    """Nothing is said that the program did not say; of a fault one line."""
    done = epi("sh", "-c", "echo x >&2; kill -9 $$")
    assert (done.returncode, done.stderr) == (128 + signal.SIGKILL, b"x\n")
    done = epi("sh", "-c", "kill -TERM $$")
    assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, b"")


def test_fault_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text(
        "int main(void) { return *(volatile int *)16; }\n")
    subprocess.run(["gcc", "-static-pie", "-o", str(tmp_path / "faulty"),
                    str(tmp_path / "a.c")], check=True)
    done = epi(str(tmp_path / "faulty"))
    said = done.stderr.decode()
    assert done.returncode == 128 + signal.SIGSEGV and done.stdout == b""
    assert re.fullmatch(r"ERR: +\[libposix_signal\] faulty: killed by SIGSEGV "
                        r"at 0x[0-9a-f]+, address 0x10, code 1\n", said), said


def test_library_beside_the_program(compiled: Path) -> None:
    assert epi(str(compiled / "runpath")).returncode == 42
    assert epi("--library-path", str(compiled / "lib"),
               str(compiled / "plain")).returncode == 42


def test_script_with_env(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/usr/bin/env -S sh -e\necho $0 $1\n")
    script.chmod(0o755)
    done = epi(str(script), "x")
    assert done.stdout.decode() == f"{script} x\n", done.stderr


def test_debugger_first() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    guest = subprocess.Popen([EPI, "run", f"--gdb={port}", "echo", "x"],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env=environment())
    assert guest.stderr
    assert f"target remote :{port}".encode() in guest.stderr.readline()
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        done = subprocess.run(["gdb-multiarch", "-q", "-batch", "-ex",
                               f"target remote :{port}", "-ex", "continue"],
                              capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=SECONDS)
        if "refused" not in done.stderr:
            break
    assert guest.communicate(timeout=SECONDS)[0] == b"x\n", done.stderr
    assert guest.returncode == 0


def test_another_machine() -> None:
    done = epi("--machine", "q35", "--memory", "64M", "--qemu-arg=-name",
               "--qemu-arg=other", "true")
    assert done.returncode == 0, done.stderr


def test_tree_of_files(tmp_path: Path) -> None:
    """--root: an absolute link stays inside."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "real").mkdir()
    source = tmp_path / "a.c"
    source.write_text("int main(void) { return 7; }\n")
    subprocess.run(["gcc", "-static-pie", "-o", str(tmp_path / "real/prog"),
                    str(source)], check=True)
    (tmp_path / "bin/prog").symlink_to("/real/prog")
    assert epi("--root", str(tmp_path), "prog").returncode == 7
    refused(epi("--root", str(tmp_path), "cat"), 127, "cat", str(tmp_path))


def test_archive(tmp_path: Path) -> None:
    """--root: a file, compressed or not, which is the root as it is."""
    source = tmp_path / "a.c"
    source.write_text("int main(int n) { return n; }\n")
    subprocess.run(["gcc", "-static-pie", "-o", str(tmp_path / "prog"),
                    str(source)], check=True)
    plain = tmp_path / "root.cpio"
    plain.write_bytes(cpio.archive([
        cpio.file("bin/prog", (tmp_path / "prog").read_bytes(), 0o755)]))
    subprocess.run(["zstd", "-q", str(plain)], check=True)
    packed = f"{plain}.zst"
    assert epi("--root", str(plain), "/bin/prog", "a").returncode == 2
    assert epi("--root", packed, "/bin/prog", "a", "b").returncode == 3
    assert epi("--root", packed, "/bin/no").returncode == 127
    refused(epi("--root", packed, "prog"), 125, "prog", "whole path")
    refused(epi("--root", packed, "--with", "/etc", "/bin/prog"), 125,
            "--with", "Unpack it")
    refused(epi("--root", str(source), "/bin/prog"), 125, "a.c", "archive")


def test_package(tmp_path: Path) -> None:
    """apt's part is played by a script: no network here."""
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(
        "Package: epitest\nVersion: 1.0\nArchitecture: amd64\n"
        "Maintainer: nobody <a@b>\nDescription: test\n")
    (tree / "DEBIAN/postinst").write_text("#!/bin/sh\ntouch /never\n")
    (tree / "DEBIAN/postinst").chmod(0o755)
    (tree / "usr/games").mkdir(parents=True)
    (tree / "usr/share/epitest").mkdir(parents=True)
    (tree / "usr/share/epitest/data").write_text("x")
    source = tmp_path / "a.c"
    source.write_text("#include <unistd.h>\nint main(void) { return "
                      'access("/usr/share/epitest/data", R_OK) ? 1 : 9; }\n')
    subprocess.run(["gcc", "-static-pie", "-o", str(tree / "usr/games/prog"),
                    str(source)], check=True)
    deb = tmp_path / "epitest_1.0_amd64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", str(tree),
                    str(deb)], check=True, stdout=subprocess.DEVNULL)
    fake = tmp_path / "bin" / "apt-get"
    fake.parent.mkdir()
    fake.write_text(f"""#!/bin/sh
case "$*" in
download*) cp {deb} . ;;
*nothing*) echo 'E: Unable to locate package nothing' >&2; exit 100 ;;
*) echo 'Inst epitest (1.0 test [amd64])' ;;
esac
""")
    fake.chmod(0o755)
    env = environment(PATH=f"{fake.parent}:{PATH}")
    for old in Path(env["XDG_CACHE_HOME"], "epimetheus", "packages").glob(
            "epitest-*"):
        if old.is_dir():
            shutil.rmtree(old)
    for _ in range(2):
        done = epi("--package", "epitest", "prog", env=env)
        assert done.returncode == 9, done.stderr
    refused(epi("--package", "epitest", "other", env=env), 127, "has prog")
    refused(epi("--package", "nothing", "x", env=env), 125,
            "Unable to locate package nothing", "apt update")
    refused(epi("--package", "../x", "x", env=env), 125, "no package's name")


def test_dry_run_runs_nothing(tmp_path: Path) -> None:
    env = environment(XDG_CACHE_HOME=str(tmp_path))
    done = epi("--dry-run", "--memory", "77", "echo", "a b", env=env)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0 and "#   /usr/bin/echo" in lines
    assert lines[-1].startswith("qemu-system-x86_64 ") and "-m 77" in lines[-1]
    assert lines[-2] == f"{EPI} run --prepare --memory 77 -- echo 'a b'"
    assert '"a b"' in lines[-1]
    compiled = tmp_path / "epimetheus" / "python"
    assert not [p for p in tmp_path.rglob("*")
                if p.is_file() and compiled not in p.parents]


def test_dry_run_is_what_runs(tmp_path: Path) -> None:
    """A shell takes all of it, also where the archive is not there yet, and
    whatever files are called."""
    name = tmp_path / "new\ntouch evil"
    name.write_text("")
    args = ("--with", str(tmp_path), "echo", str(os.getpid()), "a  b", "", "'")
    plan = epi("--dry-run", *args).stdout.decode()
    assert "--prepare" in plan and "new\\ntouch evil" in plan
    done = subprocess.run(["sh", "-c", plan], stdin=subprocess.DEVNULL,
                          capture_output=True, env=environment(),
                          cwd=tmp_path, timeout=SECONDS, check=False)
    assert f"{os.getpid()} a  b  '".encode() in done.stdout, done.stderr
    assert list(tmp_path.iterdir()) == [name]


def test_without_root(installed: Path) -> None:
    user = pwd.getpwnam("nobody")
    with tempfile.TemporaryDirectory(prefix="epi-nobody-") as cache:
        os.chmod(cache, 0o755)
        prefix: tuple[str, ...] = ()
        if os.getuid() == 0:
            os.chown(cache, user.pw_uid, user.pw_gid)
            prefix = ("setpriv", f"--reuid={user.pw_uid}",
                      f"--regid={user.pw_gid}", "--clear-groups")
        done = epi("echo", "free", prefix=prefix, cwd=Path("/"),
                   env=environment(XDG_CACHE_HOME=cache),
                   start=str(installed / "bin/epi"))
        assert (done.returncode, done.stdout) == (0, b"free\n"), done.stderr
        # Nobody may read it
        if prefix:
            refused(epi("--with", "/etc/shadow", "true", prefix=prefix,
                        cwd=Path("/"), env=environment(XDG_CACHE_HOME=cache),
                        start=str(installed / "bin/epi")), 125,
                    "/etc/shadow cannot be read")


def test_what_is_installed(installed: Path) -> None:
    files = {str(p.relative_to(installed)) for p in installed.rglob("*")}
    assert {"bin/epi", "share/man/man1/epi.1.gz",
            "share/bash-completion/completions/epi",
            "lib/epimetheus/images/elfloader_kvm-x86_64"} <= files
    refused(epi("--option", "X=y", "true", start=str(installed / "bin/epi")),
            125, "--option")


# What does not


def test_missing_program() -> None:
    refused(epi("no-such-program"), 127, "no-such-program", "--package")
    refused(epi("/no/such/program"), 127, "/no/such/program")


def test_not_executable(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("no program\n")
    refused(epi(str(text)), 126, "not executable", "chmod +x")
    refused(epi(str(tmp_path)), 126, "folder")
    text.chmod(0o755)
    refused(epi(str(text)), 126, "neither a program nor a script")
    text.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(9) + b"\xff" * 60)
    refused(epi(str(text)), 126)
    text.write_text("#!/no/interpreter -x\n")
    refused(epi(str(text)), 126, "/no/interpreter, is missing")
    text.write_text("#!/usr/bin/env no-such-program\n")
    refused(epi(str(text)), 127, "no-such-program", str(text))
    text.write_text("#!\n")
    refused(epi(str(text)), 126, "no interpreter")


def test_another_architecture(tmp_path: Path) -> None:
    program = bytearray(Path("/bin/true").read_bytes())
    program[18:20] = (183).to_bytes(2, "little")
    path = tmp_path / "arm"
    path.write_bytes(program)
    path.chmod(0o755)
    refused(epi("--arch", "x86_64", str(path)), 126, "for arm64",
            "--arch arm64")
    program[18:20] = (8).to_bytes(2, "little")
    path.write_bytes(program)
    refused(epi(str(path)), 126, "for mips")
    refused(epi("--machine", "virt", "true"), 125, "microvm")


def test_missing_library(compiled: Path) -> None:
    refused(epi(str(compiled / "plain")), 127, "libown.so", "--library-path")


def test_too_little_memory() -> None:
    done = epi("--memory", "2", "true")
    refused(done, 125, "needs at least")
    least = re.search(r"Use --memory (\d+)", done.stderr.decode())
    assert least
    # What it says is true
    assert epi("--memory", least.group(1), "true").returncode == 0
    refused(epi("--memory", "much", "true"), 125, "no amount of memory")


def test_unwritable_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(epi("true", env=environment(XDG_CACHE_HOME=f"{tmp_path}/file")),
            125, "cannot be written", "XDG_CACHE_HOME")
    refused(epi("true", env=environment(XDG_CACHE_HOME="/proc")), 125,
            "cannot be written", "XDG_CACHE_HOME")


def test_without_qemu(tmp_path: Path) -> None:
    (tmp_path / "true").symlink_to("/bin/true")
    env = environment(PATH=str(tmp_path))
    refused(epi("true", env=env), 125, "qemu-system-x86_64 is missing",
            "apt install qemu-system-x86")
    done = epi(command="doctor", env=env)
    assert done.returncode == 1 and done.stderr == b""
    assert "apt install qemu-system-x86" in done.stdout.decode()


def test_what_python_compiles_is_kept(tmp_path: Path) -> None:
    env = environment(XDG_CACHE_HOME=str(tmp_path))
    assert epi("--help", env=env).returncode == 0
    assert list((tmp_path / "epimetheus" / "python").rglob("cli.*.pyc"))


def test_cache(tmp_path: Path) -> None:
    """Listing and removing what one run has made."""
    env = environment(XDG_CACHE_HOME=str(tmp_path))
    (tmp_path / "epimetheus/archives").mkdir(parents=True)
    (tmp_path / "epimetheus/archives/x.cpio").write_bytes(bytes(9000))
    assert b" x.cpio\n" in epi(command="cache", env=env).stdout
    assert epi("--prune", "0", command="cache", env=env).returncode == 0
    assert not (tmp_path / "epimetheus/archives/x.cpio").exists()
    refused(epi("--prune", "x", command="cache", env=env), 125, "--prune")


def test_doctor() -> None:
    done = epi(command="doctor")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith(b"ok ")
    assert b'"good": true' in epi("--json", command="doctor").stdout


def test_qemu_that_refuses() -> None:
    refused(epi("--qemu-arg=-nonsense", "true"), 125, "-nonsense")


def test_wrong_usage() -> None:
    refused(epi("--nonsense", "true"), 125, "--nonsense", "--help")
    refused(epi("--with", "/no/such", "true"), 125, "There is no /no/such")
    refused(epi("--with", "/etc/hostname:rel", "true"), 125, "begins with /")
    refused(epi("--root", "/no/such", "true"), 125, "There is no folder")
    refused(epi(), 125, "Which program")
    refused(epi("--memory"), 125, "--memory")
    assert epi("--help").returncode == 0


def test_time_runs_out() -> None:
    refused(epi("--timeout", "2", "sleep", "60"), 124, "2 seconds")


def test_closed_pipe() -> None:
    done = subprocess.run(["bash", "-c", f"{EPI} run yes | head -n 1; "
                           "echo ${PIPESTATUS[0]}"], capture_output=True,
                          env=environment(), timeout=SECONDS, check=False)
    assert (done.stdout, done.stderr) == (b"y\n141\n", b"")


def guests(mark: str) -> list[str]:
    """The processes that have the mark among their arguments."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError as error:
            assert error.errno in (errno.ENOENT, errno.ESRCH)
            continue
        if mark.encode() in words and b"qemu" in words[0]:
            found.append(path.parent.name)
    return found


def read_until(fd: int, text: bytes, seconds: float = SECONDS) -> bytes:
    """What a terminal shows, until that is among it."""
    seen, deadline = b"", time.monotonic() + seconds
    while text not in seen:
        assert time.monotonic() < deadline, seen
        try:
            seen += os.read(fd, 1024)
        except OSError:
            break
    return seen


def on_terminal(*args: str) -> tuple[int, int]:
    """epi on a terminal of its own: its process and the terminal."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execve(EPI, [EPI, "run", *args], environment(TERM="xterm"))
    return pid, fd


@pytest.mark.parametrize("script,keys", [
    ("echo begun; read x", b"\x03"),
    ("trap '' INT; echo begun; while true; do :; done", b"\x03\x03\x03")])
def test_interrupt_ends_the_guest(script: str, keys: bytes) -> None:
    """The program's end, or epi's when the program does not want to."""
    mark = f"epi-test-{os.getpid()}"
    pid, fd = on_terminal("--qemu-arg=-name", f"--qemu-arg={mark}", "sh", "-c",
                          script)
    assert b"begun" in read_until(fd, b"begun")
    assert len(guests(mark)) == 1
    os.write(fd, keys)
    read_until(fd, b"never shown")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 130
    os.close(fd)
    assert guests(mark) == []


def test_killed_epi_leaves_nothing() -> None:
    mark = f"epi-kill-{os.getpid()}"
    pid, fd = on_terminal("--qemu-arg=-name", f"--qemu-arg={mark}", "sh", "-c",
                          "echo begun; read x")
    read_until(fd, b"begun")
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(fd)
    deadline = time.monotonic() + 10
    while guests(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert guests(mark) == []


def test_terminal() -> None:
    """The guest has a terminal where epi has one, with echo and lines."""
    pid, fd = on_terminal("sh", "-c", "test -t 0 && test -t 1 && echo tty;"
                          " read x; echo got:$x")
    assert b"tty" in read_until(fd, b"tty\r\n")
    os.write(fd, b"wordx\x7f\r")
    seen = read_until(fd, b"got:word\r\n")
    assert b"wordx" in seen and b"got:word\r\n" in seen
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    os.close(fd)


def test_terminal_size() -> None:
    """As large as epi's; unknown stays unknown."""
    for rows, columns in ((33, 101), (0, 0)):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, columns, 0, 0))
        done = subprocess.run([EPI, "run", "stty", "size"], stdin=slave,
                              capture_output=True, env=environment(),
                              timeout=SECONDS, check=False)
        os.close(master)
        os.close(slave)
        assert done.stdout == f"{rows} {columns}\n".encode(), done.stderr


# What the documents say


@pytest.mark.parametrize("command,output", transcript.manual(
    ROOT / "tool/epi/epi.1"))
def test_manual(command: str, output: str) -> None:
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False,
        env=environment(PATH=f"{ROOT}:{PATH}"), timeout=SECONDS,
        stdin=subprocess.DEVNULL)
    assert done.stdout == output, done.stderr


def test_manual_has_all_options() -> None:
    manual = (ROOT / "tool/epi/epi.1").read_text().replace("\\-", "-")
    said = "".join(
        subprocess.run([EPI, command, "--help"], capture_output=True,
                       text=True, check=True, env=environment()).stdout
        for command in ("run", "doctor", "cache"))
    options = set(re.findall(r"--[a-z][a-z-]+", said)) - {"--help"}
    missing = {o for o in options if o not in manual}
    assert len(options) > 15 and not missing
    completion = (ROOT / "tool/epi/epi.bash").read_text()
    assert not {o for o in options if o not in completion}


def test_completion() -> None:
    script = (f"source {ROOT}/tool/epi/epi.bash; COMP_WORDS=(epi run --mem); "
              "COMP_CWORD=2; _epi; echo ${COMPREPLY[@]}; "
              "COMP_WORDS=(epi run --machine q); COMP_CWORD=3; _epi; "
              "echo ${COMPREPLY[@]}; COMP_WORDS=(epi r); COMP_CWORD=1; _epi; "
              "echo ${COMPREPLY[@]}")
    done = subprocess.run(["bash", "-c", script], capture_output=True,
                          text=True, check=True)
    assert done.stdout.split() == ["--memory", "q35", "run"]
