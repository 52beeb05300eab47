"""What operating systems do differently: a lock between builds, and the exchange of two folders in one step.

Nothing here knows what a site is. Where a system offers no exchange, can_exchange() says so and the caller goes
another way; nothing is half done.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

RENAME_EXCHANGE = 2  # linux/fs.h
RENAME_SWAP = 2  # sys/stdio.h of macOS
AT_FDCWD = -100


def try_lock(file: IO[bytes]) -> bool:
    """True when this process now holds the lock on the open file; it goes with the process, however it ends.

    fcntl.lockf and not flock: workers forked from a build that is killed must not inherit the lock.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def exchange(one: Path, other: Path) -> None:
    """Let two paths of one file system change places, in one step that no reader can see half of.

    Raises OSError (nothing changed) where the kernel, the file system or the platform cannot.
    """
    if sys.platform == "win32":
        raise OSError(0, "Windows exchanges no folders")
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(os.fsencode(one), os.fsencode(other), RENAME_SWAP)
    elif hasattr(libc, "renameat2"):
        here, there = os.fsencode(one), os.fsencode(other)
        failed = libc.renameat2(AT_FDCWD, here, AT_FDCWD, there, RENAME_EXCHANGE)
    else:
        raise OSError(0, "this C library exchanges no folders")
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def can_exchange(workshop: Path, out: Path) -> bool:
    """True when folders of `workshop` can change places with `out` and share files with it by hard links.

    Tried with two empty folders, because neither the kernel's version nor the file system's name tells. A mount
    point (a container's volume) cannot move; its parent is another file system.
    """
    if workshop.stat().st_dev != out.stat().st_dev or os.path.ismount(out):
        return False
    one, other = workshop / "exchange-a", workshop / "exchange-b"
    try:
        for folder in (one, other):
            folder.mkdir(exist_ok=True)
        (one / "file").touch()
        os.link(one / "file", other / "link")
        exchange(one, other)
        return (one / "link").exists()
    except OSError:
        return False
    finally:
        for path in (one / "link", one / "file", other / "link", other / "file"):
            path.unlink(missing_ok=True)
        for folder in (one, other):
            with suppress(OSError):
                folder.rmdir()
