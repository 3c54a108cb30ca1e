#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Installs the command epi, for `make install`.

bin/epi, lib/epimetheus with its modules and images, the man page and bash's
completion, below PREFIX; with DESTDIR in front of everything, for who makes a
package. The arm64 image comes along where its compiler is.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from epi import image  # noqa: E402
from epi.errors import EpiError  # noqa: E402
from epi.progress import Progress  # noqa: E402

START = """#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] /
                       "lib/epimetheus"))

from epi.cli import main

sys.exit(main())
"""


def images(target: Path, archs: list[str], progress: Progress) -> None:
    """Builds the images beside the other builds, and puts them in place."""
    target.mkdir(parents=True, exist_ok=True)
    for arch in archs:
        if arch != "x86_64" and not shutil.which(image.COMPILER[arch][0]):
            print(f"without the image for {arch}: "
                  f"{image.COMPILER[arch][0]} is missing")
            continue
        folder = HERE.parent / "build" / "install" / arch
        folder.mkdir(parents=True, exist_ok=True)
        made = image.at(folder, arch, [])
        image.build(made, progress)
        for path in (made.path, made.debug):
            copy(path, target / path.name, 0o644)


def copy(source: Path, target: Path, mode: int) -> None:
    """A file in its place, with folders on the way."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def install(prefix: Path, archs: list[str], progress: Progress) -> None:
    """Everything below the prefix."""
    library = prefix / "lib" / "epimetheus"
    for path in (HERE / "epi").iterdir():
        if path.suffix in (".py", ".tsv"):
            copy(path, library / "epi" / path.name, 0o644)
    images(library / "images", archs, progress)
    start = prefix / "bin" / "epi"
    start.parent.mkdir(parents=True, exist_ok=True)
    start.write_text(START)
    start.chmod(0o755)
    manual = prefix / "share" / "man" / "man1" / "epi.1.gz"
    manual.parent.mkdir(parents=True, exist_ok=True)
    manual.write_bytes(gzip.compress((HERE / "epi" / "epi.1").read_bytes(),
                                     mtime=0))
    copy(HERE / "epi" / "epi.bash", prefix / "share" / "bash-completion" /
         "completions" / "epi", 0o644)
    print(f"installed epi below {prefix}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prefix", default="/usr/local")
    parser.add_argument("--destdir", default="")
    parser.add_argument("--arch", choices=sorted(image.ARCH), action="append",
                        help="an architecture; default all")
    args = parser.parse_args()
    if not args.prefix.startswith("/"):
        parser.error(f"PREFIX={args.prefix} is no absolute path")
    progress = Progress()
    try:
        install(Path(args.destdir + args.prefix), args.arch or
                list(image.ARCH), progress)
        return 0
    except EpiError as error:
        progress.done()
        print(f"make install: {error}", file=sys.stderr)
    except OSError as error:
        progress.done()
        print(f"make install: {error.filename}: {error.strerror}. PREFIX="
              "names another place", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
