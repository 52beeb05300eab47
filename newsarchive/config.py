"""site.yaml → SiteConfig, or every problem in it at once, each with its line and the nearest known name.

Settings are the fields of the dataclasses below: a new setting is a new field with a type and a default, and a row in
the README. site.yaml is trusted; it holds settings only, never logic.
"""

from __future__ import annotations

import difflib
import os
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal, NewType

import yaml

from newsarchive.errors import Problem, SettingsError, reason_of
from newsarchive.text import clean_text, decoded, is_address

KST = timezone(timedelta(hours=9), "KST")
SETTINGS_FILE = "site.yaml"
DEFAULT_OUTPUT = "public"

Address = NewType("Address", str)  # http(s)://host/path, or "" for none
Color = NewType("Color", str)  # "#rgb" or "#rrggbb", quoted: YAML reads a bare # as a comment
COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}")
Entry = Literal[  # what the menu may hold, by its path
    "articles",
    "org",
    "outlet",
    "category",
    "tag",
    "reporter",
    "person",
    "place",
    "date",
    "releases",
    "stats",
    "quality",
    "data",
    "search",
    "about",
    "saved",
]


@dataclass(frozen=True, slots=True)
class Colors:
    """The palette of one theme."""

    background: Color = Color("#ffffff")
    surface: Color = Color("#f5f6f8")
    text: Color = Color("#1b1f24")
    muted: Color = Color("#57606a")
    link: Color = Color("#0b57b0")
    visited: Color = Color("#6b3fa0")
    border: Color = Color("#7a828b")
    mark: Color = Color("#fff1b8")


IN_DARK = (
    "#14171a #1d2227 #e8eaed #a3adb8 #8ab8ff #c9a7f5 #6d7883 #5a4a00"  # in order of the fields
)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours in light and in dark mode."""

    light: Colors = Colors()
    dark: Colors = Colors(*map(Color, IN_DARK.split()))


@dataclass(frozen=True, slots=True)
class Urls:
    """How links are written."""

    ascii: bool = False  # romanise term names, for hosts that mangle Hangul paths
    index_html: bool = True  # link to folder/index.html, so that pages open from disk too


@dataclass(frozen=True, slots=True)
class OrganizationRule:
    """What the archive's keeper knows better than the program about one organization."""

    name: str
    aliases: tuple[str, ...] = ()  # further spellings that mean it; they meet on its page
    exclude: tuple[str, ...] = ()  # key `not:` texts that look like it and are not
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """Which optional pages a build writes."""

    tags: bool = True
    reporters: bool = True
    days: bool = True
    releases: bool = True
    stats: bool = True
    quality: bool = True
    data: bool = True
    search: bool = True
    feeds: bool = True  # one Atom feed per term; the site's own feeds are always written


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """Everything a person may set, and the three facts a build is given: its folder, its output and its clock."""

    title: str = "보도자료 아카이브"
    description: str = "지역 언론에 실린 보도자료를 모아 찾아보기 쉽게 정리한 아카이브입니다."
    base_url: Address = Address("")  # of the published site, for feeds, sitemap and canonical links
    lang: Literal["ko", "en"] = "ko"
    output: str = DEFAULT_OUTPUT  # folder of the published site, relative to the site's folder
    contact: str = ""  # mail address or URL for corrections and removals
    publisher: str = ""  # who keeps this archive
    footer: str = ""  # one more sentence in every page's footer
    rights: str = ""  # the rights sentence on article pages; "" for the built-in one
    nav: tuple[Entry, ...] = (
        "articles",
        "org",
        "outlet",
        "category",
        "tag",
        "date",
        "releases",
        "stats",
    )
    page_size: int = 30
    home_size: int = 12
    people: Literal["repeated", "all", "none"] = "repeated"  # who gets a page
    enrich: bool = True  # read organizations, people, places and tags from running text
    theme: Theme = Theme()
    urls: Urls = Urls()
    pages: Pages = Pages()
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # name -> more words
    organizations: tuple[OrganizationRule, ...] = ()
    # not in site.yaml
    root: Path = field(default=Path(), metadata={"given": True})  # the site's folder
    out: Path = field(default=Path(DEFAULT_OUTPUT), metadata={"given": True})
    built_at: datetime = field(default=datetime(1970, 1, 1, tzinfo=UTC), metadata={"given": True})
    drafts: bool = field(default=False, metadata={"given": True})


KEY_NAMES = {"exclude": "not"}  # field -> key, where the key is a word of Python


def load_config(root: Path, **given: Any) -> SiteConfig:
    """The settings of the site in `root`; `given` are the facts that site.yaml cannot state, and overrides of it.

    Raises SettingsError with every problem of the file. A missing site.yaml means all defaults.
    """
    problems: list[Problem] = []
    node = _compose(root / SETTINGS_FILE)
    stated = _Reader(problems).mapping(node, SiteConfig, "") if node is not None else {}
    if problems:
        raise SettingsError(*problems)
    values = stated | {key: value for key, value in given.items() if value is not None}
    values.setdefault("out", root / values.get("output", DEFAULT_OUTPUT))
    values.setdefault("built_at", build_time())
    return SiteConfig(root=root, **values)


def build_time(environment: Mapping[str, str] = os.environ) -> datetime:
    """Now, or SOURCE_DATE_EPOCH when set, in KST. The one place where the clock enters; it never reaches a page."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    is_moment = re.fullmatch("[0-9]{1,11}", epoch)
    return datetime.fromtimestamp(int(epoch), KST) if is_moment else datetime.now(KST)


# What the YAML parser says → the name that messages.WORDS has for it.
YAML_FAULTS = {
    "yaml-tab": re.compile(r"'\\t'"),
    "yaml-colon": re.compile("mapping values are not allowed"),
    "yaml-no-colon": re.compile("could not find expected ':'"),
    "yaml-quote": re.compile("unexpected end of stream|expected ',' or"),
    "yaml-indent": re.compile("expected <block end>|expected the node content"),
}


def _compose(path: Path) -> yaml.Node | None:
    """The YAML tree of the settings file; None when there is none."""
    try:
        text, _ = decoded(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(Problem(SETTINGS_FILE, 0, "E302", (reason_of(error),))) from error
    try:
        return yaml.compose(clean_text(text), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        said = error.problem or ""
        reason = next((name for name, words in YAML_FAULTS.items() if words.search(said)), said)
        raise SettingsError(Problem(SETTINGS_FILE, line, "E302", (reason,))) from error
    except RecursionError as error:
        raise SettingsError(Problem(SETTINGS_FILE, 0, "E302", ("yaml-indent",))) from error


SWITCHES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
# Type of a setting → (a reader that gives None for a text that is none, how its value is written).
SCALARS: Mapping[Any, tuple[Callable[[str], Any], str]] = {
    str: (str, "“…”"),
    bool: (lambda text: SWITCHES.get(text.lower()), "true | false"),
    int: (lambda text: int(text) if re.fullmatch("[1-9][0-9]{0,5}", text) else None, "1, 2, 3 …"),
    Color: (lambda text: text if COLOR.fullmatch(text) else None, "'#0b57b0'"),
    Address: (lambda text: text if is_address(text) else None, "https://archive.example/"),
}


class _Reader:
    """Turns YAML nodes into typed values; collects a Problem for each node that does not fit."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def complain(self, node: yaml.Node, code: str, *values: str) -> None:
        self.problems.append(Problem(SETTINGS_FILE, node.start_mark.line + 1, code, values))

    def mapping(self, node: yaml.Node, record: type, where: str) -> dict[str, Any]:
        """Field name -> value for the keys of a mapping node; unknown and repeated keys are problems."""
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, "E304", where.rstrip(".") or SETTINGS_FILE, "항목: 값")
            return {}
        known = {
            KEY_NAMES.get(f.name, f.name): f for f in fields(record) if "given" not in f.metadata
        }
        hints = typing.get_type_hints(record)
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            setting = known.get(key)
            if setting is None:
                nearest = difflib.get_close_matches(key, known, n=1) or [", ".join(known)]
                self.complain(key_node, "E301", where + key, nearest[0])
            elif setting.name in values:
                self.complain(key_node, "E303", where + key)
            else:
                wanted = hints[setting.name]
                value = self.value(value_node, setting.default, wanted, where + key)
                values[setting.name] = value
        return values

    def value(self, node: yaml.Node, default: Any, wanted: Any, where: str) -> Any:
        """The value of one setting; a section keeps the defaults of what it leaves out."""
        if is_dataclass(default) and not isinstance(default, type):
            return replace(default, **self.mapping(node, wanted, where + "."))
        return self.typed(node, wanted, where)

    def typed(self, node: yaml.Node, wanted: Any, where: str) -> Any:
        """The node's value as the wanted type: str, int, bool, Literal, tuple of those or of records, or Mapping."""
        origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
        if origin is tuple and isinstance(node, yaml.SequenceNode):
            return tuple(self.typed(item, arguments[0], where) for item in node.value)
        if origin is Mapping and isinstance(node, yaml.MappingNode):
            return {
                str(key.value): self.typed(value, arguments[1], f"{where}.{key.value}")
                for key, value in node.value
            }
        if is_dataclass(wanted) and isinstance(wanted, type):
            return self.record(node, wanted, where)
        if isinstance(node, yaml.ScalarNode) and origin in (None, Literal):
            return self.scalar(node, wanted, arguments, where)
        return self.complain(node, "E304", where, _shape_of(wanted))

    def record(self, node: yaml.Node, wanted: type, where: str) -> Any:
        """One record of a list; a bare word stands for its name."""
        is_word = isinstance(node, yaml.ScalarNode)
        values = {"name": node.value} if is_word else self.mapping(node, wanted, where + ".")
        if values.get("name"):
            return wanted(**values)
        return self.complain(node, "E304", where, "name: …")

    def scalar(
        self, node: yaml.ScalarNode, wanted: Any, choices: tuple[Any, ...], where: str
    ) -> Any:
        """A word, number, switch or one of a few choices."""
        text = "" if node.tag.endswith(":null") else str(node.value)
        if choices:
            value, shape = text if text in choices else None, " | ".join(choices)
        else:
            reader, shape = SCALARS[wanted]
            value = reader(text)
        return value if value is not None else self.complain(node, "E304", where, shape)


def _shape_of(wanted: Any) -> str:
    """How a value of the type is written in YAML, for a hint."""
    if typing.get_origin(wanted) is tuple:
        return "[가, 나, 다]"
    if typing.get_origin(wanted) is Mapping:
        return "이름: [낱말, 낱말]"
    return SCALARS.get(wanted, SCALARS[str])[1]
