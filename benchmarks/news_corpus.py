"""N Korean press-release articles that differ, the same on every machine: article i depends on i alone.

    python benchmarks/news_corpus.py 1000 FOLDER            Markdown for this program: FOLDER/articles/*.md
    python benchmarks/news_corpus.py 1000 FOLDER --form dumps    raw page dumps: FOLDER/seeds/*.txt
    python benchmarks/news_corpus.py 1000 FOLDER --form hugo     for a peer: hugo, zola, pelican, eleventy

Names are made up of syllables, so that no real outlet or organization is meant.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path

FIRST_DAY, DAYS = date(2015, 1, 1), 4000
CATEGORIES = ["경제", "사회", "정치", "문화", "교육", "복지", "환경", "농업", "과학", "체육"]
STEMS = [a + b for a, b in product("가나다라마바사아자차", "람솔빛결온")]
ORGANIZATIONS = [
    s + head for s in STEMS for head in ("협회", "진흥원", "대학교", "복지관", "연구원", "공사")
]
OUTLETS = [s + head for s in STEMS[::2] for head in ("신문", "일보")]
TAGS = [s + head for s in STEMS for head in ("산업", "축제", "교육", "지원", "안전", "농업")]
PROGRAMS = [
    "업무협약",
    "공모사업",
    "시범사업",
    "실태점검",
    "설명회",
    "박람회",
    "공청회",
    "교육과정",
]
SENTENCES = [
    "{org}은 {day}일 {place}에서 {tag} {program}을 열고 앞으로의 계획을 밝혔다.",
    "이번 {program}에는 {org}과 {other} 관계자 등 {number}여 명이 참석했다.",
    "{other}은 올해 {number}억 원을 들여 {tag} 기반을 넓히고 인력 {small}명을 기른다.",
    "참가자들은 {small}주 동안 현장을 돌며 {tag} 기술을 익히고 과제를 함께 풀었다.",
    "지난해 같은 {program}에는 {number}개 팀이 신청해 {small}개 팀이 뽑혔다.",
    "신청은 다음 달 {day}일까지 {org} 누리집에서 받으며 자세한 내용은 전화로 물을 수 있다.",
    "주민 만족도 조사에서는 응답자의 {small}퍼센트가 도움이 되었다고 답했다.",
    "{org} 관계자는 “{tag} 분야의 어려움을 듣고 꼭 필요한 곳부터 돕겠다”고 말했다.",
    "두 기관은 분기마다 협의체를 열어 진행 상황을 살피고 건의 사항을 반영하기로 했다.",
    "{place}에는 장비 {small}종을 갖춘 공동 작업장과 상담 창구가 새로 들어선다.",
    "한편 {other}은 같은 주제의 후속 행사를 내년 봄에 열 예정이다.",
]


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up article."""

    slug: str
    title: str
    day: date
    time: str
    outlet: str
    category: str
    tags: Sequence[str]
    organizations: Sequence[str]
    paragraphs: Sequence[str]

    @property
    def summary(self) -> str:
        """The first two sentences, given to the peers; this program finds its own."""
        return ". ".join(self.paragraphs[0].split(". ")[:2]) + "."

    def head(self) -> list[tuple[str, str]]:
        """The values that every generator knows."""
        return [("title", self.title), ("date", f"{self.day}T{self.time}+09:00")]


def make(number: int, is_newest: bool = False) -> Made:
    """Article `number`; the newest one is later than all others."""
    chance = random.Random(number)
    day = FIRST_DAY + timedelta(days=DAYS + 1 if is_newest else chance.randrange(DAYS))
    organizations = _often_the_first(chance, ORGANIZATIONS, chance.randint(2, 5))
    tags = _often_the_first(chance, TAGS, chance.randint(3, 5))
    program = chance.choice(PROGRAMS)

    def sentence() -> str:
        return chance.choice(SENTENCES).format(
            org=organizations[0],
            other=chance.choice(organizations[1:]),
            tag=chance.choice(tags),
            program=program,
            place=chance.choice(STEMS) + "회관",
            day=chance.randint(1, 28),
            number=chance.randint(50, 900),
            small=chance.randint(2, 49),
        )

    size = chance.randint(6, 10)
    return Made(
        slug=f"{day:%Y%m%d}-{number:06d}",
        title=f"{organizations[0]}, {tags[0]} {program} {number}회째 열어",
        day=day,
        time=f"{chance.randint(7, 19):02d}:{chance.randrange(60):02d}:00",
        outlet=_often_the_first(chance, OUTLETS, 1)[0],
        category=chance.choice(CATEGORIES),
        tags=tags,
        organizations=organizations,
        paragraphs=[" ".join(sentence() for _ in range(6)) for _ in range(size)],
    )


def _often_the_first(chance: random.Random, names: Sequence[str], count: int) -> list[str]:
    """Different names, the first of the list more often than the last."""
    chosen: dict[str, None] = {}
    while len(chosen) < count:
        chosen[names[int(len(names) * chance.random() ** 1.7)]] = None
    return list(chosen)


def _header(rows: Sequence[tuple[str, str | Sequence[str]]], indent: str = "") -> list[str]:
    """Lines of YAML. Values that may hold a comma or colon are quoted."""
    lines = []
    for key, value in rows:
        if isinstance(value, str):
            is_text = key in ("title", "summary", "description")
            lines.append(f'{indent}{key}: "{value}"' if is_text else f"{indent}{key}: {value}")
        else:
            lines += [f"{indent}{key}:", *(f'{indent}  - "{item}"' for item in value)]
    return lines


def _page(made: Made, lines: Sequence[str]) -> str:
    return "\n".join(["---", *lines, "---", "", "\n\n".join(made.paragraphs), ""])


def _taxonomies(made: Made) -> list[tuple[str, Sequence[str]]]:
    """What Hugo and Zola group by, in the plural."""
    return [
        ("tags", made.tags),
        ("organizations", made.organizations),
        ("categories", [made.category]),
        ("outlets", [made.outlet]),
        ("months", [f"{made.day:%Y-%m}"]),
    ]


def as_markdown(made: Made) -> str:
    """Front matter and body for this program."""
    rows = [("outlet", made.outlet), ("category", made.category)]
    return _page(made, _header([*made.head(), *rows, *_taxonomies(made)[:2]]))


def as_hugo(made: Made) -> str:
    """For Hugo, which has the taxonomies among the other values."""
    return _page(made, _header([*made.head(), ("summary", made.summary), *_taxonomies(made)]))


def as_zola(made: Made) -> str:
    """For Zola, which has the taxonomies apart."""
    head = _header([*made.head(), ("description", made.summary)])
    return _page(made, [*head, "taxonomies:", *_header(_taxonomies(made), "  ")])


def as_eleventy(made: Made) -> str:
    """For Eleventy, where `tags` would make collections of its own."""
    rows = [("summary", made.summary), ("outlet", made.outlet), ("category", made.category)]
    rows.append(("month", f'"{made.day:%Y-%m}"'))
    lists = [("topics", made.tags), ("organizations", made.organizations)]
    return _page(made, _header([*made.head(), *rows, *lists]))


def as_pelican(made: Made) -> str:
    """For Pelican: lines of key and value; its authors are the outlets."""
    rows = [*made.head(), ("slug", made.slug), ("summary", made.summary), ("authors", made.outlet)]
    rows += [("category", made.category), ("tags", ", ".join(made.tags))]
    rows.append(("organizations", ", ".join(made.organizations)))
    head = "\n".join(f"{key}: {value}" for key, value in rows)
    return head + "\n\n" + "\n\n".join(made.paragraphs) + "\n"


def as_dump(made: Made) -> str:
    """The article as a crawler's text of a news page: menu, weather, widgets and all."""
    weather = "\n".join(f"  • 맑음{stem}시 {at}.0℃" for at, stem in enumerate(STEMS[:6]))
    return (
        f"메뉴\n\n2025.12.31 (수)\n\n{weather}\n\n기상청 제공\n\n{made.category}\n\n{made.title}\n\n"
        f"  • 등록 {made.day:%Y.%m.%d} {made.time}\n  • 조회수 {len(made.title)}\n\n"
        f"[{made.outlet}= 홍길동 기자] " + "\n\n".join(made.paragraphs) + "\n\n"
        f"[뉴스출처 : {made.organizations[0]}]\n\n종합뉴스\n더보기\n"
    )


FORMS: dict[str, tuple[str, str, Callable[[Made], str]]] = {
    "plain": ("articles", ".md", as_markdown),
    "dumps": ("seeds", ".txt", as_dump),
    "hugo": ("content/articles", ".md", as_hugo),
    "zola": ("content/articles", ".md", as_zola),
    "pelican": ("content", ".md", as_pelican),
    "eleventy": ("src/articles", ".md", as_eleventy),
}


def write(folder: Path, articles: Iterable[Made], form: str) -> list[Path]:
    """Write the articles in one of the FORMS; their paths."""
    below, suffix, as_text = FORMS[form]
    (folder / below).mkdir(parents=True, exist_ok=True)
    paths = []
    for made in articles:
        paths.append(folder / below / (made.slug + suffix))
        paths[-1].write_text(as_text(made), "utf-8")
    return paths


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--form", choices=FORMS, default="plain")
    arguments = parser.parse_args()
    write(arguments.folder, map(make, range(arguments.count)), arguments.form)


if __name__ == "__main__":
    main()
