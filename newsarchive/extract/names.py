"""What kind of name a short text is: outlet, person, desk, place or section. Reads the word lists, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsarchive.records import Lexicon
from newsarchive.text import LEGAL_FORM

PERSON = re.compile(
    r"[가-힣]{2,4}|[가-힣]{1,2} [가-힣]{1,3}|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+){0,2}"
)
NOT_A_NAME = re.compile(
    r"[<>{}\[\]/@#:：?!…“”\"|]|[가-힣]{2,}(?:에서|으로|에게|했다|한다|된다)(?:\s|$)"
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

    def is_outlet(self, name: str) -> bool:
        """Whether the name ends like a news outlet's: 들꽃신문, 한국방송뉴스(주), 뉴스1.

        Short: at most three words, 2 to 20 characters, no punctuation.
        """
        bare = LEGAL_FORM.sub("", name).strip()
        compact = bare.replace(" ", "")
        if not 3 <= len(compact) <= 20 or len(bare.split()) > 3 or NOT_A_NAME.search(bare):
            return False
        if self._is_heading(compact) or all(map(self._is_heading, bare.split())):
            return False
        return compact.endswith(self.outlet_endings) or (
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

    def is_place(self, name: str) -> bool:
        """Whether the name is a place as datelines write it: 구미, 서울, 베이징."""
        return name in self.places or (name[:-1] in self.places and name[-1:] in "시군구도")


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
    )
