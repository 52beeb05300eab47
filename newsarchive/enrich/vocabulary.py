"""Word lists and settings, compiled once for all documents. In: Lexicon tables and SiteConfig. Out: a Vocabulary.

Every look-up that a rule makes is a set or a mapping here; nothing is compiled per document.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from newsarchive.records import Lexicon

if TYPE_CHECKING:  # reading settings costs yaml, which this room never needs
    from newsarchive.config import OrganizationRule, SiteConfig

LOCAL_GOVERNMENT, MILITARY, SCHOOL = "local-government", "military", "school"
ONE_WORD = re.compile(r"[\w&+]+")
BROAD = 0.6  # weight of a tag whose word is in many releases: 교육, 안전
OTHER_NAMES = " · "  # stands between the other names of an entry


class Entry(NamedTuple):
    """An organization that the word lists know."""

    name: str
    kind: str


class Head(NamedTuple):
    """The last part of a name: 진흥원, 협회, 센터."""

    kind: str
    need: str  # what it needs before it: strong, weak, venue or listed; see lexicon/heads.yaml
    is_local: bool = False  # stands alone after a place: 금천면 새마을부녀회
    is_branch: bool = False  # follows its parent's name: 국민연금공단 나주지사


class Places(NamedTuple):
    """Administrative regions."""

    provinces: Mapping[str, str]  # any spelling → official name: 전북도 → 전북특별자치도
    shorts: Mapping[str, str]  # any spelling of a 시·도 → its short name
    spellings: tuple[str, ...]  # of 시·도, longest first
    governments: Mapping[str, str]  # any spelling of a 시·도·군·구 → its name: 고양특례시 → 고양시
    homes: Mapping[str, tuple[str, ...]]  # 시·군·구 → short names of its provinces
    districts: Mapping[str, str]  # 일반구 → its city
    stems: frozenset[str]  # 나주, 전남, 분당: what a name may begin with
    homonyms: frozenset[str]  # short names that are common words too: 경기
    region_words: tuple[str, ...]  # 지역, 북부: behind these they mean the region


class Titles(NamedTuple):
    """Words for what a person is."""

    all: frozenset[str]
    heads: tuple[str, ...]  # those who lead an organization: X(회장 홍길동)
    compounds: tuple[str, ...]  # that end a longer title: 정책과장, 전주시장; longest first
    vague: frozenset[str]  # that also stand before what they describe: 대표 브랜드
    surnames: frozenset[str]
    not_names: frozenset[str]  # three syllables that look like a name: 관계자


class Signs(NamedTuple):
    """Words beside a name that tell what it is; lexicon/signs.yaml says what each list is for."""

    shops: tuple[str, ...]
    shop_words: tuple[str, ...]
    led_things: tuple[str, ...]
    village_heads: tuple[str, ...]
    particles: tuple[str, ...]
    company_titles: tuple[str, ...]
    body_titles: tuple[str, ...]
    government_titles: tuple[str, ...]
    embassies: tuple[str, ...]
    units: tuple[str, ...]
    branch_like: tuple[str, ...]
    facilities: tuple[str, ...]
    spots: tuple[str, ...]
    company_nouns: tuple[str, ...]
    body_nouns: tuple[str, ...]
    connectives: tuple[str, ...]
    inner_endings: tuple[str, ...]
    outer_suffixes: tuple[str, ...]
    no_towns: tuple[str, ...]
    no_companies: tuple[str, ...]
    no_members: tuple[str, ...]


class CategoryRule(NamedTuple):
    """A category and the words that speak for it, each with its weight."""

    name: str
    weights: Mapping[str, int]


@dataclass(frozen=True, eq=False, repr=False)
class Vocabulary:
    """All that the rules know before they read a document."""

    digest: str
    places: Places
    entries: Mapping[str, Entry]  # spelling of one word → organization
    phrases: Mapping[str, tuple[tuple[str, Entry], ...]]  # first word → spellings of several words
    successors: Mapping[str, str]  # body that no longer exists → the one that took its place
    heads: Mapping[str, Head]
    head_ends: frozenset[str]  # their last syllables
    longest_head: int
    common: frozenset[str]  # words that name nothing: 지원, 문화, 통합
    national: tuple[str, ...]  # what makes a name of common words: 한국, 전국
    never: frozenset[str]  # whole words with a head that are no organization: 유관기관
    stops: frozenset[str]  # words that no name goes back across: 지난, 위치한, 관내
    services: frozenset[str]  # companies named like what they offer: 네이버
    groups: tuple[str, ...]  # names of groups that begin their companies' names: SK, 한화
    ambiguous: frozenset[str]  # organizations named like common words: 대상, 기아
    excluded: frozenset[str]  # texts that site.yaml says are no organization
    titles: Titles
    signs: Signs
    categories: tuple[CategoryRule, ...]
    tags: Mapping[str, str]  # words that speak for a tag → the tag
    tag_starts: Mapping[
        str, tuple[tuple[int, str], ...]
    ]  # first two syllables → such words, ranked
    tag_weights: Mapping[str, float]  # tag → 1.0, or less when its word says little

    @classmethod
    def compile(cls, lexicon: Lexicon, config: SiteConfig) -> Vocabulary:
        """The vocabulary of one site."""
        tables = lexicon.tables
        entries = dict(_known(tables["organizations"]))
        entries |= dict(_stated(config.organizations, entries))
        heads = _heads(tables["heads"])
        tags = dict(_tags(tables["tags"]))
        settings = repr((config.organizations, sorted(config.categories.items())))
        return cls(
            digest=hashlib.sha256(f"{lexicon.digest}{settings}".encode()).hexdigest(),
            places=_places(tables["places"]),
            entries={text: entry for text, entry in entries.items() if ONE_WORD.fullmatch(text)},
            phrases=_phrases(entries),
            successors={
                name: successor.rpartition(" ")[0]
                for name, successor in tables["organizations"]["successors"].items()
            },
            heads=heads,
            head_ends=frozenset(head[-1] for head in heads),
            longest_head=max(map(len, heads)),
            common=_words(tables["common"]["words"]),
            national=tuple(tables["common"]["national"].split()),
            never=_words(tables["common"]["never"]),
            stops=_words(tables["common"]["stops"]),
            groups=tuple(tables["organizations"]["groups"].split()),
            services=_words(tables["organizations"]["services"]),
            ambiguous=_words(tables["organizations"]["ambiguous"]),
            excluded=frozenset(text for rule in config.organizations for text in rule.exclude),
            titles=_titles(tables["titles"]),
            signs=Signs(**{key: tuple(words.split()) for key, words in tables["signs"].items()}),
            categories=_categories(tables["categories"], config.categories),
            tags=tags,
            tag_starts=_by_start(tags),
            tag_weights={
                tag: BROAD if tag in tables["tags"]["broad"] else 1.0 for tag in tags.values()
            },
        )


def _titles(table: Mapping[str, str]) -> Titles:
    return Titles(
        _words(table["all"]),
        tuple(table["heads"].split()),
        tuple(sorted((t for t in table["all"].split() if len(t) > 1), key=len, reverse=True)),
        _words(table["vague"]),
        _words(table["surnames"]),
        _words(table["not_names"]),
    )


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


def _known(table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Every spelling in lexicon/organizations.yaml and what it stands for."""
    for kind, names in table.items():
        if kind not in ("successors", "groups", "services", "ambiguous"):
            for name, others in names.items():
                entry = Entry(str(name), kind)
                for spelling in (entry.name, *filter(None, str(others).split(OTHER_NAMES))):
                    yield spelling, entry
    for group in table["groups"].split():
        yield f"{group}그룹", Entry(f"{group}그룹", "company")


def _stated(
    rules: Iterable[OrganizationRule], known: Mapping[str, Entry]
) -> Iterator[tuple[str, Entry]]:
    """The spellings of site.yaml; a rule for a known name keeps its kind and takes its other spellings along."""
    for rule in rules:
        before = known.get(rule.name)
        entry = Entry(rule.name, rule.kind or (before.kind if before else ""))
        merged = {rule.name, *rule.aliases}
        merged |= {text for text, old in known.items() if old.name in merged}
        for spelling in sorted(merged):
            yield spelling, entry


def _phrases(entries: Mapping[str, Entry]) -> dict[str, tuple[tuple[str, Entry], ...]]:
    """Spellings that are more than one word, by their first word, longest first."""
    found: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for text in sorted(entries, key=len, reverse=True):
        if not ONE_WORD.fullmatch(text):
            found[re.split(r"[^\w&+]", text, maxsplit=1)[0]].append((text, entries[text]))
    return {word: tuple(spellings) for word, spellings in found.items()}


def _heads(table: Mapping[str, Mapping[str, str]]) -> dict[str, Head]:
    """Heads by spelling; of two needs the first listed one counts, beside local and branch."""
    rows = [
        (word, kind, need)
        for kind, needs in table.items()
        for need, words in needs.items()
        for word in words.split()
    ]
    local = {word for word, _, need in rows if need == "local"}
    branches = {word for word, kind, _ in rows if kind == "branch"}
    heads: dict[str, Head] = {}
    for word, kind, need in sorted(rows, key=lambda row: row[2] == "local"):
        heads.setdefault(
            word, Head(kind, need.replace("local", "weak"), word in local, word in branches)
        )
    return heads


def _places(table: Mapping[str, Any]) -> Places:
    """Regions by all their spellings: 전라남도, 전남, 전남도; 나주시, 나주시청; 고양특례시."""
    provinces: dict[str, str] = {}
    governments: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for official, others in table["provinces"].items():
        short, *spellings = others.split()
        provinces |= dict.fromkeys((official, short, *spellings), official)
        shorts |= dict.fromkeys((official, short, *spellings), short)
        governments |= dict.fromkeys((official, *spellings), official)
    homes: dict[str, list[str]] = defaultdict(list)
    for province, names in table["municipalities"].items():
        for name in names.split():
            homes[name].append(province)
            governments[name] = name
    for name, province in (*table["shared"].items(), *table["former"].items()):
        homes[name].append(province)
        governments.setdefault(name, name)
    for name in table["special"].split():
        governments[f"{name[:-1]}특례시"] = name
    governments |= {f"{text}청": name for text, name in governments.items()}
    districts = {gu: city for city, names in table["districts"].items() for gu in names.split()}
    bare = {name[:-1] for name in (*homes, *districts) if len(name) > 2}
    stems = bare | set(shorts.values()) | set(table["regions"].split())
    return Places(
        provinces,
        shorts,
        tuple(sorted(shorts, key=len, reverse=True)),
        governments,
        {name: tuple(where) for name, where in homes.items()},
        districts,
        frozenset(stems),
        frozenset(table["homonyms"].split()),
        tuple(table["region_words"].split()),
    )


def _categories(
    table: Mapping[str, Mapping[int, str]], added: Mapping[str, Sequence[str]]
) -> tuple[CategoryRule, ...]:
    """The built-in rules, with the words of site.yaml at full weight; new names come after the built-in ones."""
    weights = {
        name: {word: int(weight) for weight, words in groups.items() for word in words.split()}
        for name, groups in table.items()
    }
    for name, words in added.items():
        weights[name] = weights.get(name, {}) | dict.fromkeys(words, 3)
    return tuple(CategoryRule(name, words) for name, words in weights.items())


def _tags(table: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Words that speak for a tag, the tag's own name among them."""
    for tag, words in (*table["narrow"].items(), *table["broad"].items()):
        for word in (tag, *words.split(OTHER_NAMES)):
            if len(word) > 1:  # one syllable is in too many words: 배달, 섬기다
                yield word, tag


def _by_start(words: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """The words and their ranks by their first two syllables."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for ranked in enumerate(words):
        found[ranked[1][:2]].append(ranked)
    return {start: tuple(members) for start, members in found.items()}
