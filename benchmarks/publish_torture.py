"""Readers and kill -9 against publications: no missing page, no half page, no dead link, and the next build repairs.

    python benchmarks/publish_torture.py [--publications 100] [--reads 100000] [--kills 200] [--in-place]

A site of 60 pages, all saying which publication they are of and linking to each other, is published again and again,
a few pages coming and going. Prints counts; exit code 1 when anything went wrong. --in-place: as where folders
cannot be exchanged.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsarchive.publish import publish
from newsarchive.records import Output

PAGES, PASSING = 60, 4
LINK = re.compile(rb'href="([^"]+)"')


def site(number: int) -> list[Output]:
    """Publication `number`: every page links to the one after it, the last to a page that only this one has."""
    names = [f"p{at}" for at in range(PAGES)] + [f"only{number % PASSING}"]
    return [
        Output(
            f"{name}/index.html",
            f'<a href="{following}">'.encode() + f" {number}".encode() * 3000 + b" end",
        )
        for name, following in zip(names, [*names[1:], names[0]], strict=True)
    ]


def faults_of(content: bytes) -> str:
    """What is wrong with a page: "" for a whole one."""
    words = content.partition(b">")[2].split()
    is_whole = len(words) == 3001 and words[-1] == b"end" and len(set(words[:-1])) == 1
    return "" if is_whole else "half page"


def publish_for_ever(out: Path, in_place: bool, number: int) -> None:
    """The process that is read from and killed; prints the number of each publication that is out."""
    while True:
        publish(site(number), out, in_place)
        print(number, flush=True)
        number += 1


def start(out: Path, in_place: bool, number: int) -> subprocess.Popen[str]:
    """A process that publishes for ever, beginning with this number."""
    command = [sys.executable, __file__, "--publish", str(out), str(number)]
    command += ["--in-place"] * in_place
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def read_while_publishing(out: Path, in_place: bool, publications: int, reads: int) -> list[str]:
    """Faults that a reader meets during at least so many publications and reads."""
    faults, done, shown = [], 0, 0
    with start(out, in_place, 0) as process:
        assert process.stdout
        process.stdout.readline()
        while done < reads or shown < publications:
            try:
                fault = faults_of((out / f"p{done % PAGES}/index.html").read_bytes())
            except OSError as error:
                fault = str(error)
            faults += [fault] if fault else []
            done += 1
            if done % 500 == 0:
                words = (out / "p0/index.html").read_bytes().split()
                shown = int(words[-2])
        process.kill()
    print(f"{done} reads during {shown} publications: {len(faults)} faults")
    return faults


def kill_and_repair(out: Path, in_place: bool, kills: int) -> list[str]:
    """Faults after publications were killed at random moments, and after the build that follows."""
    faults: list[str] = []
    chance, mixed = random.Random(1), 0
    for kill in range(kills):
        with start(out, in_place, kill * 1000) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.random() * 0.05)
            process.kill()
        contents = {path: path.read_bytes() for path in out.rglob("*.html")}
        faults += filter(None, map(faults_of, contents.values()))
        for content in contents.values():
            target = LINK.findall(content)[0].decode()
            faults += [] if (out / target / "index.html").exists() else [f"dead link: {target}"]
        mixed += len({content.split()[-2] for content in contents.values()}) > 1
        if kill % 10 == 0:
            publish(site(7), out, in_place)
            wanted = {output.path: output.content for output in site(7)}
            found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*.html")}
            faults += [] if found == wanted else ["not repaired"]
    print(
        f"{kills} kills: {len(faults)} faults; pages of two publications side by side {mixed} times"
    )
    return faults


def main() -> int:
    """Print the counts; 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--publications", type=int, default=100)
    parser.add_argument("--reads", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--in-place", action="store_true")
    parser.add_argument("--publish", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.publish:
        out, number = arguments.publish
        publish_for_ever(Path(out), arguments.in_place, int(number))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "public"
        faults = read_while_publishing(
            out, arguments.in_place, arguments.publications, arguments.reads
        )
        faults += kill_and_repair(out, arguments.in_place, arguments.kills)
    for fault in sorted(set(faults)):
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
