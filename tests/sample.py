"""A small archive made by hand from the five seeds, for tests of the index and of the pages.

Records here are written down, not extracted: these tests must not depend on how well a page is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from newsarchive.config import Address, SiteConfig
from newsarchive.enrich.urls import slugs
from newsarchive.index import FACETS, Archive, Note, arrange, note_of
from newsarchive.records import (
    Article,
    Finding,
    Label,
    LabelledLine,
    Organization,
    Person,
    Reading,
)

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
PLAIN = SiteConfig(root=ROOT, base_url=Address("https://press.example/archive/"))


def seed_text(name: str) -> list[str]:
    """The seed's lines."""
    return (SEEDS / name).read_text("utf-8").split("\n")


def article(number: int, **fields: object) -> Article:
    """An article with as few fields as a page may give; `number` makes its id."""
    given: dict[str, object] = {
        "kind": "article",
        "id": f"{number:08x}",
        "url": f"/a/{number:08x}/",
        "title": f"기사 {number}",
        "summary": f"요약 {number}.",
        "body": (f"본문 {number}.",),
        "source": f"seeds/{number:03}.txt",
        "sha256": f"{number:064x}",
        "layout": "sample",
    }
    return Article(**(given | fields))  # type: ignore[arg-type]


def organizations(*names: str) -> tuple[Organization, ...]:
    """Organizations by name; "이름=다른 표기" gives an alias."""
    pairs = (name.partition("=")[::2] for name in names)
    return tuple(
        Organization(name, (alias,) if alias else (), sentence=f"{name}에서", rule="sample")
        for name, alias in pairs
    )


def _from_seed(number: int, name: str, first: str, last: str, **fields: object) -> Article:
    """An article whose body is the seed's lines from the one that holds `first` to the one that holds `last`."""
    lines = seed_text(name)
    start = next(at for at, line in enumerate(lines) if first in line)
    end = next(at for at, line in enumerate(lines) if last in line)
    paragraphs = [line.strip() for line in lines[start : end + 1] if line.strip()]
    paragraphs[0] = paragraphs[0][paragraphs[0].index(first) :]
    labels = (
        LabelledLine(at, Label.BODY if start < at <= end + 1 else Label.BOILERPLATE, "sample", line)
        for at, line in enumerate(lines, 1)
        if line.strip()
    )
    return article(
        number,
        source=f"seeds/{name}",
        line=start + 1,
        body=tuple(paragraphs),
        summary=paragraphs[0][:140],
        lines=tuple(labels),
        found=(Finding("title", 3, "headline-above-lead"), Finding("body", start + 1, "lead")),
        **fields,
    )


def articles() -> tuple[Article, ...]:
    """Nine articles: four whole ones, three teasers, a shared release and one written by a person."""
    posco = _from_seed(
        2,
        "002_434193f2f9d6f5e8.txt",
        "포스코가 국내 중소기업의",
        "적극 나서고 있다.",
        title="포스코, 중소기업 스마트공장 구축 지원 협약 체결",
        subtitle=(
            "26일, 중소벤처기업부 주관 ‘대·중소 상생형 스마트공장 상생협약식’ 참석",
            "스마트공장 구축 통해 국내 중소기업의 디지털 제조혁신 및 생산성 향상 지원",
        ),
        outlet="참좋은뉴스",
        credit="포스코",
        category="경제",
        category_basis="guess",
        organizations=organizations(
            "포스코=POSCO", "중소벤처기업부", "중소기업중앙회", "대한상공회의소"
        ),
        people=(Person("오영주", "장관", "중소벤처기업부"), Person("김용수", "본부장", "포스코")),
        tags=("스마트공장", "상생협력", "중소기업"),
        places=("서울",),
    )
    copied = replace(
        posco,
        id="0000000b",
        url="/a/0000000b/",
        title="포스코, 스마트공장 상생협약",
        outlet="경북일보",
        date="2024-03-27T09:10:00+09:00",
        reporter="김하나, 이두리",
        body=(*posco.body[:-1], "포스코 관계자는 “협력을 이어 가겠다”고 말했다."),
    )
    return (
        _from_seed(
            0,
            "000_5866c203362d383e.txt",
            "구미상생일자리협력센터(센터장",
            "조력자가 될 것",
            title="구미상생일자리협력센터, ‘공동의 위기를 성장의 기회로, 상생을 향한 동행 상생네트워킹데이’ 성료",
            subtitle=(
                "2025년 기업지원 성과 공유, 2026년 신규사업 안내, 특별강연으로 '탄소중립' 미래 비전까지",
            ),
            date="2025-12-04T18:31:54+09:00",
            outlet="참좋은뉴스",
            credit="구미상생일자리협력센터",
            organizations=organizations(
                "구미상생일자리협력센터",
                "㈜월덱스",
                "㈜아진아이에스피",
                "Ford",
                "한국화학융합시험연구원=KTR",
            ),
            people=(Person("유경숙", "센터장", "구미상생일자리협력센터"),),
            tags=("이차전지", "탄소중립", "상생협력"),
            places=("구미시",),
        ),
        *(_teaser(number) for number in range(3)),
        posco,
        copied,
        _from_seed(
            3,
            "003_2609bb3ddd8a1ea3.txt",
            "전주시가 지방의 경제",
            "불어넣겠다",
            title="전주시, 탄소융복합 기회발전특구 힘찬 ‘출발’",
            subtitle=(
                "기회발전특구 앵커-협력기업과 전주형 일자리 노·사·민·정 30개 기관간 이행 협약도 체결",
            ),
            date="2024-06-26T13:04:00+09:00",
            outlet="JK뉴스",
            captions=("전주시 탄소융복합 기회발전특구 행사",),
            category="지역",
            category_basis="guess",
            organizations=organizations("전주시", "전주시의회", "전북대학교", "효성첨단소재"),
            people=(Person("우범기", "시장", "전주시"),),
            tags=("기회발전특구", "탄소소재", "일자리"),
            places=("전주시",),
        ),
        _from_seed(
            4,
            "004_6c2f8920f44f9861.txt",
            "지난 20일(수)",
            "아낌없이 지원하겠다",
            title="경남창조경제혁신센터, 대·중소 상생협력 플랫폼 구현!",
            subtitle=("ICT와 메카트로닉스 융합으로 제4차 산업혁명 선도",),
            captured="2024-09-12",
            outlet="한국방송뉴스(주)",
            category="경제",
            category_basis="page",
            organizations=organizations(
                "경남창조경제혁신센터=경남센터", "미래창조과학부", "두산중공업", "여성가족부"
            ),
            tags=("상생협력", "창업", "중소기업"),
            places=("경상남도",),
        ),
        article(
            9,
            title="이 아카이브를 소개합니다",
            date="2024-11",
            body=("목록을 봅니다.", "△ 하나", "△ 둘", "끝."),
            corrected=("title", "date"),
            outlet="아카이브 편집실",
            source="articles/about.md",
        ),
    )


def _teaser(number: int) -> Article:
    text = seed_text("001_2ff2273f9822e349.txt")[number].partition(" | ")[2]
    named = (
        ("성남시", "성남산업진흥원", "던필드그룹"),
        ("서울시", "중소벤처기업진흥공단"),
        ("중소벤처기업부", "광주광역시", "한국전력"),
    )[number]
    return article(
        16 + number,
        kind="teaser",
        title=text[:48] + "…",
        title_derived=True,
        summary=text[:140],
        body=(text,),
        outlet="데일리굿타임",
        reporter="유종운",
        category="경제",
        category_basis="guess",
        organizations=organizations(*named),
        tags=("중소기업",),
        source="seeds/001_2ff2273f9822e349.txt",
        item=number + 1,
        line=number + 1,
    )


def notes() -> tuple[Note, ...]:
    """What each file gave; one of them gave nothing."""
    lines = {a.source: a.lines for a in articles()}
    return (
        *(note_of(Reading(source, lines=labelled)) for source, labelled in lines.items()),
        Note("seeds/menu.txt", reason="메뉴만 있는 쪽입니다"),
    )


def all_slugs(some: Sequence[Article], config: SiteConfig) -> Mapping[str, Mapping[str, str]]:
    """Path segments of every term, as the pipeline makes them."""
    return {
        facet.name: slugs({name for a in some for name in facet.terms(a)}, config)
        for facet in FACETS
    }


def archive(some: Sequence[Article] | None = None, config: SiteConfig = PLAIN) -> Archive:
    """The sample, or other articles, arranged."""
    some = articles() if some is None else some
    return arrange(some, all_slugs(some, config), config, notes())


WORD = "가나다라마바사아자차카타파하" * 22
ADDRESS = "https://example.com/" + "very-long-path/" * 12


def hostile_articles() -> tuple[Article, ...]:
    """Articles that strain a page: endless words, many names, markup, text that turns direction."""
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    many = organizations(*(f"제{n}지역상생협력진흥원" for n in range(100)))
    return (
        article(1, title=WORD, subtitle=(WORD, ADDRESS), outlet=WORD, reporter=WORD, credit=WORD),
        article(2, title=ADDRESS, body=(ADDRESS, WORD), organizations=many, date="2024-02-29"),
        article(3, title=script, outlet=script, category=script, category_basis="page"),
        article(4, title="\u202e뒤집힌 제목", tags=(WORD[:80], script), places=(WORD[:60],)),
        article(
            5,
            organizations=organizations(WORD, WORD[1:]),
            people=(Person(WORD, WORD, WORD),),
            outlet="나" * 90,
            category=WORD[:90],
            category_basis="guess",
            captions=(WORD,),
            layout=WORD,
            date="1999-12-31",
            tags=("태그" * 40,),
        ),
        *(
            article(
                number, date=f"{number}-06-15", title=f"{number}년 기사", outlet=f"매체{number}"
            )
            for number in range(1990, 2024)
        ),
    )
