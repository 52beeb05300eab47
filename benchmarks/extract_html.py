"""Saved pages, read by us and by general extractors: title, date and body side by side.

    pip install '.[compare]'          # for comparison only; either may be missing
    python benchmarks/extract_html.py [--pages 60] [--folder DIR]

Without --folder the pages are made here: five skins of Korean news sites around sentences made up from parts, a third of
them without metadata. --folder takes pages and labels of your own: NAME.html beside NAME.json with "title", "date" (ISO or
null) and "body" (list of paragraphs).
Prints, per extractor: right titles, right days, days invented, mean token F1 of the body, and milliseconds a page.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import mean
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsarchive.extract import extract
from newsarchive.read import load_lexicon, read_source
from newsarchive.records import Form

TOWNS = ["가람", "누리", "다솜", "라온", "마루", "바다", "새빛", "아라", "자람", "차오름"]
OFFICES = ["시", "군", "소방서", "도서관", "보건소", "문화재단", "상공회의소", "농업기술센터"]
DEEDS = [
    "어린이 안전 교육을 열었다고 {d}일 밝혔다",
    "전통시장 상인과 만나 지원 방안을 논의했다고 {d}일 전했다",
    "새 자전거길 {n}km를 개통했다고 {d}일 밝혔다",
    "청년 {n}명에게 창업 자금을 지원하기로 했다고 {d}일 밝혔다",
]
MORE = [
    "이번 사업에는 모두 {n}억 원이 들었으며, 내년까지 이어질 예정이다.",
    "참석자들은 현장을 둘러보고 앞으로의 계획을 함께 살폈다.",
    "담당자는 “주민이 가까이에서 느끼는 변화를 만들겠다”고 말했다.",
    "지난해에는 {n}명이 참여해 높은 만족도를 보였다.",
    "신청은 다음 달 {d}일까지 누리집에서 하면 된다.",
    "시설은 평일 오전 9시부터 오후 {d}시까지 문을 연다.",
]
MENU = [
    "정치",
    "경제",
    "사회",
    "문화",
    "스포츠",
    "지역",
    "오피니언",
    "포토",
    "영상",
    "로그인",
    "회원가입",
    "전체기사",
    "구독신청",
    "제보하기",
]


@dataclass(frozen=True)
class Gold:
    """What a page says."""

    title: str
    date: str | None
    body: tuple[str, ...]


Extractor = Callable[[Path], tuple[str, str | None, list[str]]]


def make_page(number: int) -> tuple[str, Gold]:
    """(markup, gold) of one made-up page; the same for the same number."""
    rng = random.Random(number)
    who = rng.choice(TOWNS) + rng.choice(OFFICES)

    def fill(sentence: str) -> str:
        return sentence.format(d=rng.randint(2, 28), n=rng.randint(3, 400))

    lead = f"{who}는 지역 주민과 함께 {fill(rng.choice(DEEDS))}."
    body = (
        lead,
        *(
            f"{fill(a)} {fill(b)}"
            for a, b in (rng.sample(MORE, 2) for _ in range(rng.randint(3, 7)))
        ),
    )
    title = f"{who}, {rng.choice(['새 출발', '현장 소통', '안전 점검', '지원 확대'])} ‘{rng.choice(TOWNS)}’ 본격 추진"
    day = f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    outlet = rng.choice(TOWNS) + rng.choice(["일보", "신문", "뉴스"])
    parts = {
        "title": title,
        "day": day,
        "outlet": outlet,
        "name": rng.choice(["김가온", "이나래", "박도담"]),
    }
    others = [
        f"{rng.choice(TOWNS)}{rng.choice(OFFICES)}, {fill(rng.choice(DEEDS))}" for _ in range(8)
    ]
    markup = SKINS[number % len(SKINS)](parts, body, others)
    if number % 3:
        markup = markup.replace("</head>", metadata(parts) + "</head>", 1)
    return markup, Gold(title, day, body)


def metadata(parts: dict[str, str]) -> str:
    """What most sites state about an article."""
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": parts["title"],
        "datePublished": parts["day"] + "T09:10:00+09:00",
        "publisher": {"@type": "Organization", "name": parts["outlet"]},
    }
    return (
        f'<meta property="og:title" content="{escape(parts["title"])} - {parts["outlet"]}">'
        f'<script type="application/ld+json">{json.dumps(linked, ensure_ascii=False)}</script>'
    )


def _page(parts: dict[str, str], inner: str, tag: str = "div") -> str:
    menu = "".join(f'<li><a href="#">{word}</a></li>' for word in MENU * 3)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{parts['title']} - {parts['outlet']}</title></head><body>"
        f"<{tag} class=gnb><ul>{menu}</ul></{tag}><h1 class=logo>{parts['outlet']}</h1>{inner}"
        f"<div class=foot><p>주소 : 가람시 누리로 1 | 등록번호 : 가람,아00001 | 등록일 : 2011-03-04 | 발행인 : 하늘</p>"
        f"<p>Copyright © {parts['outlet']} All rights reserved.</p></div></body></html>"
    )


def _dots(day: str) -> str:
    return day.replace("-", ".")


def _classic(parts: dict[str, str], body: tuple[str, ...], others: list[str]) -> str:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in body)
    related = "".join(f"<li><a href=#>{escape(o)}</a></li>" for o in others)
    return _page(
        parts,
        f"<h2>{escape(parts['title'])}</h2><ul class=info><li>{parts['name']} 기자</li><li>승인 {_dots(parts['day'])} 09:10</li>"
        f"<li>댓글 0</li></ul><div id=article-view>{paragraphs}<p>{parts['name']} 기자 a@b.example</p></div>"
        f"<p>저작권자 © {parts['outlet']} 무단전재 및 재배포 금지</p><h4>관련기사</h4><ul>{related}</ul>",
    )


def _breaks(parts: dict[str, str], body: tuple[str, ...], others: list[str]) -> str:
    first = f"[{parts['outlet']}={parts['name']} 기자] {body[0]}"
    text = "<br><br>".join(map(escape, (first, *body[1:])))
    blocks = "".join(
        f"<div><h5>{escape(o)}</h5><p>{escape(o)} {escape(MORE[1])}</p></div>" for o in others
    )
    return _page(
        parts,
        f"<div class=sec>사회</div><div class=tit>{escape(parts['title'])}</div><div>등록 {_dots(parts['day'])} 09:10:22</div>"
        f"<div class=cont>{text}</div><div>많이 본 뉴스</div>{blocks}",
        "nav",
    )


def _article(parts: dict[str, str], body: tuple[str, ...], others: list[str]) -> str:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in body)
    aside = "".join(f"<p><a href=#>{escape(o)}</a></p>" for o in others)
    return _page(
        parts,
        f"<main><article><header><h1>{escape(parts['title'])}</h1><p>입력 {parts['day']} 09:10 수정 {parts['day']} 11:20</p></header>"
        f"<figure><img src=a.jpg alt=사진><figcaption>행사에 참석한 사람들. 사진제공={parts['outlet']}</figcaption></figure>"
        f"{paragraphs}</article><aside><h3>주요 뉴스</h3>{aside}</aside></main>",
    )


def _table(parts: dict[str, str], body: tuple[str, ...], others: list[str]) -> str:
    rows = "".join(f"<div>{escape(p)}</div><div>&nbsp;</div>" for p in body)
    neighbours = f"<tr><th>이전글</th><td>{escape(others[0])}</td></tr><tr><th>다음글</th><td>{escape(others[1])}</td></tr>"
    return _page(
        parts,
        f"<table><caption>보도자료 상세</caption><tr><th>제목</th><td>{escape(parts['title'])}</td></tr>"
        f"<tr><th>작성일</th><td>{parts['day']}</td><th>조회수</th><td>132</td></tr><tr><td colspan=4>{rows}</td></tr>{neighbours}</table>",
    )


def _spans(parts: dict[str, str], body: tuple[str, ...], others: list[str]) -> str:
    paragraphs = "".join(
        f"<p><span style='font-size:17px'>{escape(p)}</span></p><p>&nbsp;</p>" for p in body
    )
    cards = "".join(
        f"<li><strong>{escape(o)}</strong><span>{escape(o)}.</span></li>" for o in others
    )
    return _page(
        parts,
        f"<h3>{escape(parts['title'])}</h3><p><em>{parts['name']} 기자</em> <em>기사입력 {parts['day'].replace('-', '/')} [09:10]</em></p>"
        f"<section>{paragraphs}<p>[출처={parts['outlet']}]</p></section><h4>최신뉴스</h4><ul>{cards}</ul>",
    )


SKINS = (_classic, _breaks, _article, _table, _spans)


def by_us(path: Path) -> tuple[str, str | None, list[str]]:
    """Our own reading of a page."""
    reading = extract(read_source(path.parent, path, Form.HTML), load_lexicon())
    if not reading.articles:
        return "", None, []
    article = reading.articles[0]
    return article.title, article.date, list(article.body)


def general_extractors() -> Iterator[tuple[str, Extractor]]:
    """The general extractors that are installed."""
    try:
        import trafilatura

        def by_trafilatura(path: Path) -> tuple[str, str | None, list[str]]:
            found: Any = trafilatura.bare_extraction(path.read_text("utf-8"), with_metadata=True)
            if found is None:
                return "", None, []
            record = found if isinstance(found, dict) else found.as_dict()
            return (
                record.get("title") or "",
                record.get("date"),
                (record.get("text") or "").split("\n"),
            )

        yield "trafilatura", by_trafilatura
    except ImportError as error:
        print(f"{'trafilatura':<12} cannot run here: {error}")
    try:
        from newspaper import Article as Paper
        from newspaper.languages import ko

        ko.tokenizer = str.split  # its own wants data that nltk downloads

        def by_newspaper(path: Path) -> tuple[str, str | None, list[str]]:
            paper: Any = Paper("https://example.org/", language="ko")
            paper.download(input_html=path.read_text("utf-8"))
            paper.parse()
            day = paper.publish_date
            return (
                paper.title or "",
                f"{day:%Y-%m-%d}" if day else None,
                (paper.text or "").split("\n"),
            )

        yield "newspaper4k", by_newspaper
    except ImportError as error:
        print(f"{'newspaper4k':<12} cannot run here: {error}")


def token_f1(gold: tuple[str, ...], found: list[str]) -> float:
    """Harmonic mean of precision and recall over the words of two texts."""
    want, have = Counter(" ".join(gold).split()), Counter(" ".join(found).split())
    common = (want & have).total()
    return 2 * common / (want.total() + have.total()) if common else 0.0


def pages_in(folder: Path) -> list[tuple[Path, Gold]]:
    """The labelled pages of a folder."""
    found = []
    for page in sorted((*folder.glob("*.html"), *folder.glob("*.htm"))):
        stated = json.loads(page.with_suffix(".json").read_text("utf-8"))
        found.append(
            (page, Gold(stated.get("title") or "", stated.get("date"), tuple(stated["body"])))
        )
    return found


def score(name: str, extractor: Extractor, pages: list[tuple[Path, Gold]]) -> str:
    """One row of the table."""
    titles = days = invented = 0
    overlaps, start = [], time.perf_counter()
    for path, gold in pages:
        title, date, body = extractor(path)
        titles += "".join(title.split()) == "".join(gold.title.split())
        days += (date or "")[:10] == (gold.date or "")[:10]
        invented += bool(date) and not gold.date
        overlaps.append(token_f1(gold.body, body))
    cost = 1000 * (time.perf_counter() - start) / len(pages)
    share = 100 / len(pages)
    return f"{name:<12} {titles * share:6.1f} {days * share:6.1f} {invented:9d} {100 * mean(overlaps):8.1f} {cost:8.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.folder or Path(made)
        for number in range(0 if arguments.folder else arguments.pages):
            markup, gold = make_page(number)
            (folder / f"{number:04d}.html").write_text(markup, "utf-8")
            stated = {"title": gold.title, "date": gold.date, "body": gold.body}
            (folder / f"{number:04d}.json").write_text(
                json.dumps(stated, ensure_ascii=False), "utf-8"
            )
        pages = pages_in(folder)
        print(
            f"{len(pages)} pages\n{'':<12} {'title':>6} {'day':>6} {'invented':>9} {'body F1':>8} {'ms/page':>8}"
        )
        for name, extractor in (("newsarchive", by_us), *general_extractors()):
            try:
                print(score(name, extractor, pages), flush=True)
            except (
                ImportError,
                LookupError,
            ) as error:  # a model or corpus that it wants to download
                print(
                    f"{name:<12} cannot run here: {str(error).split(chr(10))[0] or type(error).__name__}"
                )


if __name__ == "__main__":
    main()
