"""Install the programs that the tests drive when they are missing: Debian's Chromium with a Korean font, and Node.

Run by `make test`; quiet when there is nothing to do. Without apt, or the right to use it, the tests that need them are
skipped, unless CI is set: then this fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = {
    "chromium": ["chromium", "fonts-nanum"],
    "node": ["nodejs"],
}  # program -> Debian packages


def main() -> int:
    """0 when all is there or may be done without; 1 when CI needs a program that cannot be had."""
    missing = [program for program in PACKAGES if not shutil.which(program)]
    if not missing:
        return 0
    failed = int("CI" in os.environ)
    names = ", ".join(missing)
    if not shutil.which("apt-get") or (os.geteuid() != 0 and not shutil.which("sudo")):
        sys.stderr.write(
            f"{names} 없이 시험합니다: 관련 시험은 건너뜁니다 (not installed, tests skipped)\n"
        )
        return failed
    sys.stderr.write(f"시험에 쓰는 프로그램을 설치합니다 (처음 한 번): {names} …\n")
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = [package for program in missing for package in PACKAGES[program]]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*prefix, "apt-get", "-qq", *command], env=environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.stderr.write(done.stderr[-2000:])
            return failed
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
