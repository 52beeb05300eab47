"""Problems as data: a code, the place a person mends, and the values that fill the code's message.

What goes wrong in content is a Problem in a list, never an exception. ArchiveError carries problems across the edges
(read, config, publish) where going on makes no sense. The wording, Korean and English, is in messages.py.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.messages import MESSAGES, WORDS, in_words


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing a person can fix, pinned to the line where they fix it. Orders by path, then line."""

    path: str
    line: int  # 1-based; 0 when the whole file is meant
    code: str  # "E102": an error, nothing is published; "W201": a warning; "N301": a note
    values: tuple[str, ...] = ()  # fill {0}, {1} … in the message and the hint

    @property
    def is_error(self) -> bool:
        """True when the build must not publish."""
        return self.code.startswith("E")

    @property
    def is_warning(self) -> bool:
        """True when --strict makes it an error."""
        return self.code.startswith("W")

    def message(self, language: str = "ko") -> str:
        """What is wrong, in one sentence."""
        return self._filled(0, language)

    def hint(self, language: str = "ko") -> str:
        """What to do; "" when there is nothing to add."""
        return self._filled(1, language)

    def _filled(self, part: int, language: str) -> str:
        words = (in_words(value, language) for value in self.values)
        return MESSAGES[self.code].in_language(language)[part].format(*words)

    def describe(self, language: str = "ko") -> str:
        """`path:line: E102 what is wrong`, and the hint on a line of its own.

        >>> print(Problem("site.yaml", 3, "E301", ("titel", "title")).describe("en"))
        site.yaml:3: E301 unknown setting: titel
          hint: did you mean title?
        """
        where = f"{self.path}:{self.line}" if self.line else self.path
        hint_word = {"ko": "도움말", "en": "hint"}[language]
        hint = self.hint(language)
        return f"{where}: {self.code} {self.message(language)}" + (
            f"\n  {hint_word}: {hint}" if hint else ""
        )


class ArchiveError(Exception):
    """Problems that end the work at hand; args are the problems, so it survives pickling from a worker."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems, in the order of path and line."""
        return tuple(sorted(self.args))


class SettingsError(ArchiveError):
    """Wrong usage or wrong site.yaml: exit code 2."""

    exit_code = 2


def reason_of(error: OSError) -> str:
    """Why the system refused, as a value of a Problem: the name that messages.WORDS has for it, or the system's words."""
    name = errno.errorcode.get(error.errno or 0, "")
    return name if name in WORDS else error.strerror or str(error)


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that forbid publishing, sorted."""
    return tuple(sorted(p for p in problems if p.is_error))
