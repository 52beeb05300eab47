"""What can be typed: the commands and their options as tables, and mistakes in typing as Problems (exit code 2).

In: words. Out: a Namespace. Does nothing, and prints nothing but --help and --version.
"""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from newsarchive import __version__
from newsarchive.errors import Problem, SettingsError
from newsarchive.messages import phrase
from newsarchive.text import is_address


def _count(text: str) -> int:
    """A number of processes, at least one."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def _port(text: str) -> int:
    if not 0 <= (number := int(text)) < 2**16:
        raise ValueError(text)
    return number


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError(text)
    return text


SWITCH = {"action": "store_true"}
# Every option, the same in each command that has it: as argparse takes it.
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "--lang": {"choices": ("ko", "en")},
    "--site": {"type": Path, "default": Path(), "metavar": "DIR"},
    "--out": {"type": Path, "metavar": "DIR"},
    "--base-url": {"type": _address, "metavar": "URL"},
    "--drafts": SWITCH,
    "--strict": SWITCH,
    "--clean": SWITCH,
    "--quiet": SWITCH,
    "--allow-url-removal": SWITCH,
    "--profile": SWITCH,
    "--jobs": {"type": _count, "metavar": "N"},
    "--host": {"choices": ("github", "cloudflare", "netlify")},
    "--json": SWITCH,
    "--org": {"action": "append", "default": [], "metavar": "NAME"},
    "--date": {"metavar": "DATE"},
    "--outlet": {"metavar": "NAME"},
    "--port": {"type": _port, "default": 8000, "metavar": "N"},
    "title": {},
    "files": {"nargs": "+", "type": Path, "metavar": "FILE"},
}
# How the value of an option is written, for hints; choices speak for themselves.
SHAPES = {"--base-url": "https://archive.example/", "--jobs": "1, 2, 3 …", "--port": "8000, 8001 …"}
COMMANDS: Mapping[str, Sequence[str]] = {
    "build": (
        "--site", "--out", "--base-url", "--drafts", "--strict", "--clean", "--quiet",
        "--allow-url-removal", "--profile", "--jobs",
    ),
    "extract": ("files",),
    "explain": ("files",),
    "check": ("--site", "--host", "--json"),
    "new": ("--site", "title", "--org", "--date", "--outlet"),
    "serve": ("--site", "--port"),
    "import": ("--site", "files"),
}  # fmt: skip
# What argparse says of a mistake, in all versions of Python from 3.11 on → the code; groups fill the message.
MISTAKES = (
    (re.compile(r"unrecognized arguments: (\S+).*", re.DOTALL), "E307"),
    (re.compile(r"the following arguments are required: (.*)"), "E308"),
    (re.compile(r"argument (\S+): expected .*"), "E308"),
    (re.compile(r"argument (\S+): invalid choice: '?(.*?)'? \(.*", re.DOTALL), "E309"),
    (re.compile(r"argument (\S+): invalid \w+ value: '(.*)'", re.DOTALL), "E309"),
    (re.compile(r"argument (\S+): ignored explicit argument '(.*)'", re.DOTALL), "E309"),
)


class Mistake(Exception):
    """What argparse says of a mistake."""


class Parser(argparse.ArgumentParser):
    """Raises where argparse would print and leave."""

    def error(self, message: str) -> NoReturn:
        """A mistake in what was typed."""
        raise Mistake(message)


def _problem(command: str, said: str) -> Problem:
    """The mistake with a code of ours and what to do."""
    for pattern, code in MISTAKES:
        if match := pattern.fullmatch(said):
            values = (*match.groups(), _advice(command, code, match[1]))
            return Problem(f"build.py {command}", 0, code, values)
    return Problem(f"build.py {command}", 0, "E309", ("", said, f"build.py {command} --help"))


def _advice(command: str, code: str, word: str) -> str:
    """What the hint names: the nearest options, the shape of a value, or where help is."""
    if code == "E307":
        known = [option for option in ("--lang", *COMMANDS[command]) if option.startswith("-")]
        return " ".join(difflib.get_close_matches(word, known, n=1) or known)
    choices = ", ".join(OPTIONS.get(word, {}).get("choices", ()))
    return SHAPES.get(word) or choices or f"build.py {command} --help"


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The command, `build` when none is named, and its options. Raises SettingsError (E307–E309)."""
    words = list(words)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "build")
    if not words[0].startswith("-") and words[0] not in COMMANDS:
        nearest = difflib.get_close_matches(words[0], COMMANDS, n=1) or [" | ".join(COMMANDS)]
        raise SettingsError(Problem("build.py", 0, "E307", (words[0], nearest[0])))
    try:
        return make_parser().parse_args(words)
    except Mistake as said:
        raise SettingsError(_problem(words[0], str(said))) from said


def make_parser() -> argparse.ArgumentParser:
    """The parser of the tables above."""
    parser = Parser(prog="build.py", description=phrase("program", "ko"), allow_abbrev=False)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(COMMANDS))
    for name, options in COMMANDS.items():
        about = phrase(f"help-{name}", "ko")
        command = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        for option in ("--lang", *options):
            told = phrase(f"help-{option.removeprefix('--')}", "ko")
            command.add_argument(option, help=told, **OPTIONS[option])
    return parser
