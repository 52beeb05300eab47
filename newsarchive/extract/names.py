"""What kind of name a short text is: outlet, person, desk, place or section. Reads the word lists, nothing else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from newsarchive.records import Lexicon
from newsarchive.text import LEGAL_FORM

PERSON = re.compile(
    r"[가-힣]{2,4}|[가-힣]{1,2} [가-힣]{1,3}|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+){0,2}"
)
NOT_A_NAME = re.compile(
    r"[<>{}\[\]/@#:：?!…“”\"|]|[가-힣]{2,}(?:에서|으로|에게|했다|한다|된다)(?:\s|$)"
)
LONG = 80  # characters of a text, not a headline
TAG = re.compile(r"\[([가-힣A-Za-z0-9]{2,10})\]")
OWNER = re.compile(
    r"(?:저작권자|[Cc]opyrights?|COPYRIGHT|[ⓒ©])[ \t:ⓒ©()cC@]{0,6}(?P<owner>[가-힣A-Za-z0-9]{2,12})(?=.{0,60}(?:무단|재배포|전재))"
)


@dataclass(frozen=True, slots=True)
class Names:
    """The word lists that tell names apart."""

    desks: frozenset[str]
    desk_endings: tuple[str, ...]
    outlet_endings: tuple[str, ...]
    outlet_beginnings: tuple[str, ...]
    page_sections: frozenset[str]  # 주요뉴스: ends like an outlet, is none
    sections: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    here: frozenset[str] = (
        frozenset()
    )  # outlets that the page itself names, whatever their names end with

    def is_outlet(self, name: str) -> bool:
        """Whether the name ends like a news outlet's: 들꽃신문, 한국방송뉴스(주), 뉴스1.

        Short: at most three words, 2 to 20 characters, no punctuation.
        """
        bare = LEGAL_FORM.sub("", name).strip()
        compact = bare.replace(" ", "")
        if compact in self.here:
            return True
        if not 3 <= len(compact) <= 20 or len(bare.split()) > 3 or NOT_A_NAME.search(bare):
            return False
        if self._is_heading(compact) or all(map(self._is_heading, bare.split())):
            return False
        stem = compact if " " in bare else compact.rstrip("0123456789")
        return (len(stem) > 2 and stem.endswith(self.outlet_endings)) or (
            len(compact) > 3 and " " not in bare and compact.startswith(self.outlet_beginnings)
        )

    def _is_heading(self, word: str) -> bool:
        return word in self.page_sections or word in self.sections

    def is_desk(self, name: str) -> bool:
        """Whether the name is an account or an office, not a person: 관리자, 편집부, 디지털뉴스팀."""
        compact = name.replace(" ", "").lower()
        return compact in self.desks or (len(compact) > 2 and compact.endswith(self.desk_endings))

    def is_person(self, name: str) -> bool:
        """Whether the name can be a person's: two to four syllables, or Latin words, and no desk."""
        return bool(PERSON.fullmatch(name)) and not self.is_desk(name)

    def is_section(self, text: str) -> bool:
        """Whether the text is a section's name alone, the arrow behind it aside: `사회 >`."""
        return text.rstrip(" >›»").replace(" ", "") in self.sections

    def is_kind(self, name: str) -> bool:
        """Whether the name says what kind of text follows: 단독, 포토, 인터뷰, 경제."""
        return name in self.kinds or self.is_section(name)

    def is_place(self, name: str) -> bool:
        """Whether the name is a place as datelines write it: 구미, 서울, 베이징."""
        return name in self.places or (name[:-1] in self.places and name[-1:] in "시군구도")


def with_outlets(names: Names, text: str) -> Names:
    """The Names for one page: outlets are who forbids copying, and who stands in brackets in all the texts of a list."""
    here = {match["owner"] for match in OWNER.finditer(text)}
    long = [line for line in text.split("\n") if len(line) >= LONG]
    if len(long) > 2:
        tags = Counter(tag for line in long for tag in dict.fromkeys(TAG.findall(line)))
        here |= {
            tag for tag, count in tags.items() if count == len(long) and not names.is_kind(tag)
        }
    return replace(names, here=frozenset(here))


def read_names(lexicon: Lexicon) -> Names:
    """The Names of the program's word lists."""
    desk, outlets = lexicon.tables["desk"], lexicon.tables["outlets"]
    return Names(
        desks=frozenset(word.lower() for word in desk["accounts"]),
        desk_endings=tuple(desk["endings"]),
        outlet_endings=tuple(outlets["endings"]),
        outlet_beginnings=tuple(outlets["beginnings"]),
        page_sections=frozenset(outlets["sections"]),
        sections=frozenset(lexicon.tables["sections"]["names"]),
        places=frozenset(lexicon.tables["datelines"]["places"]),
        kinds=frozenset(outlets["kinds"]),
    )
