"""Install Debian's Chromium and a Korean font when they are missing. Quiet when there is nothing to do.

Run by `make test`. Without apt or the right to use it the browser tests are skipped, unless CI is set: then they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-nanum"]


def main() -> int:
    """0 when a browser is there or may be done without; 1 when CI needs one and none can be had."""
    if shutil.which("chromium"):
        return 0
    needed = "CI" in os.environ
    if not shutil.which("apt-get") or (os.geteuid() != 0 and not shutil.which("sudo")):
        sys.stderr.write(
            "chromium이 없어 브라우저 테스트를 건너뜁니다 (no chromium: browser tests are skipped)\n"
        )
        return int(needed)
    sys.stderr.write("브라우저(chromium)를 설치합니다 (처음 한 번) …\n")
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(
            [*prefix, "apt-get", "-qq", *command], env=environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.stderr.write(done.stderr[-2000:])
            return int(needed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
