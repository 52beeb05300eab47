"""Categories, tags, places, how an organization was found, and what site.yaml may change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.cli import main
from newsarchive.config import OrganizationRule, SiteConfig
from newsarchive.enrich import Vocabulary, annotate
from newsarchive.read import load_lexicon
from newsarchive.records import Extracted, Organization, Terms

LEXICON = load_lexicon()
VOCABULARY = Vocabulary.compile(LEXICON, SiteConfig())


def terms(title: str, *body: str, config: SiteConfig | None = None, **fields: str) -> Terms:
    vocabulary = Vocabulary.compile(LEXICON, config) if config else VOCABULARY
    document = Extracted(kind="article", title=title, body=body, **fields)  # type: ignore[arg-type]
    return annotate(document, vocabulary)


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        pytest.param("한빛시의회 임시회 폐회", "의원 5명이 조례안을 냈다.", "정치", id="council"),
        pytest.param("새벽바이오, 수출 300만 달러", "중소기업 매출이 늘었다.", "경제", id="export"),
        pytest.param("미리내소방서, 야간 소방훈련", "화재 대응을 익혔다.", "사회", id="fire"),
        pytest.param("누리문화원 가을 음악회 공연", "합창단이 무대에 선다.", "문화", id="concert"),
        pytest.param(
            "다솜초등학교 학생 코딩 수업", "교사와 학부모가 함께했다.", "교육", id="school"
        ),
        pytest.param(
            "탄소중립 실천, 재활용 늘린다", "폐기물과 온실가스를 줄인다.", "환경", id="climate"
        ),
        pytest.param(
            "보건소, 어르신 치매 검진", "경로당을 찾아 진료한다.", "보건·복지", id="health"
        ),
        pytest.param(
            "딸기 농가에 스마트팜 보급", "농업기술센터가 재배를 돕는다.", "농업", id="farm"
        ),
        pytest.param("도민체육대회 축구 우승", "선수 20명이 뛰었다.", "스포츠", id="sport"),
        pytest.param("안내 말씀", "오늘은 쉽니다.", None, id="nothing-speaks"),
        pytest.param("학교 축제", "학생과 공연.", None, id="two-categories-are-level"),
    ],
)
def test_category_is_guessed_or_left_open(title: str, body: str, expected: str | None) -> None:
    found = terms(title, body)
    assert found.category == expected
    assert found.category_basis == ("guess" if expected else None)


@pytest.mark.parametrize("basis", ["page", "front-matter"])
def test_a_stated_section_wins_over_every_guess(basis: str) -> None:
    found = terms("보건소 치매 검진", "어르신", section="인사·동정", section_basis=basis)
    assert (found.category, found.category_basis) == ("인사·동정", basis)


def test_site_yaml_adds_categories_and_words() -> None:
    config = SiteConfig(categories={"원전": ("원자로", "발전소", "핵연료")})
    assert terms("원자로 정비", "핵연료와 발전소", config=config).category == "원전"


@pytest.mark.parametrize(
    ("title", "body", "wanted", "unwanted"),
    [
        pytest.param(
            "이차전지 특화단지 업무협약",
            "배터리 기업이 모였다.",
            {"이차전지", "업무협약"},
            set(),
            id="title",
        ),
        pytest.param(
            "제주관광대와 협약",
            "제주관광대 학생이 왔다.",
            set(),
            {"관광"},
            id="organizations-are-masked",
        ),
        pytest.param("접수소 안내", "접수소는 2층이다.", set(), {"수소"}, id="inside-a-word"),
        pytest.param(
            "김장 나눔", "이웃돕기 성금을 냈다.", {"김장나눔", "이웃돕기"}, set(), id="sharing"
        ),
        pytest.param(
            "고향사랑기부제 알린다", "기부가 늘었다.", {"고향사랑기부제"}, set(), id="hometown"
        ),
    ],
)
def test_tags(title: str, body: str, wanted: set[str], unwanted: set[str]) -> None:
    found = set(terms(title, body).tags)
    assert wanted <= found
    assert not unwanted & found


def test_the_vocabulary_of_tags_is_large_enough() -> None:
    assert len(set(VOCABULARY.tags.values())) >= 250


def test_printed_keywords_come_first_and_eight_tags_are_the_most() -> None:
    body = "청년 창업 일자리 수출 관광 축제 공연 전시 로봇 드론 반도체 태양광 복지 치매 한우 산불"
    document = Extracted(
        kind="article", title=body, body=(body,), keywords=("새벽바이오", "콩음료")
    )
    found = annotate(document, VOCABULARY).tags
    assert found[:2] == ("새벽바이오", "콩음료")
    assert 3 <= len(found) <= 8


def test_free_phrases_are_quoted_in_the_title_or_repeated() -> None:
    found = terms(
        "‘상생네트워킹데이’ 성료", "센터는 ‘상생네트워킹데이’를 열었다. ‘한 번뿐인 자리’도 있었다."
    ).phrases
    assert found == ("상생네트워킹데이",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "전남 나주시 금천면에서 열렸다.", ("전라남도", "나주시"), id="province-and-city"
        ),
        pytest.param("고양특례시는 밝혔다.", ("고양시",), id="special-city"),
        pytest.param(
            "경남 고성군에서 만났다.", ("경상남도", "경남 고성군"), id="shared-name-with-province"
        ),
        pytest.param("중구에서 열렸다.", (), id="shared-name-alone"),
        pytest.param("예산을 늘렸다. 수영을 배운다.", (), id="common-words"),
        pytest.param("심해든 누리군수가 왔다.", ("누리군",), id="in-a-title"),
        pytest.param("김산 무안군수는 웃었다.", ("무안군",), id="in-a-known-title"),
    ],
)
def test_places(body: str, expected: tuple[str, ...]) -> None:
    assert terms("", body).places == expected


def test_an_organization_tells_the_sentence_and_rule_that_gave_it() -> None:
    (found,) = terms("", "날이 맑았다. 한빛건설(대표 박도윤)이 성금을 냈다. 끝났다.").organizations
    assert found.sentence == "한빛건설(대표 박도윤)이 성금을 냈다."
    assert found.rule == "headed"


def test_a_branch_links_its_parent() -> None:
    (found,) = terms("", "국민연금공단 나주지사는 상담을 한다.").organizations
    assert (found.name, found.parent) == ("국민연금공단 나주지사", "국민연금공단")


def test_a_former_ministry_keeps_its_name_and_links_its_successor() -> None:
    (found,) = terms("", "미래창조과학부는 밝혔다.").organizations
    assert (found.name, found.successor) == ("미래창조과학부", "과학기술정보통신부")


def test_who_issued_a_release_is_one_of_its_organizations() -> None:
    found = terms("", "공장을 지었다.", credit="POSCO").organizations
    assert [(o.name, o.aliases, o.rule) for o in found] == [("포스코", ("POSCO",), "credit")]
    assert terms("", "공장을 지었다.", credit="홍길동").organizations == ()


def test_front_matter_overrides_the_text() -> None:
    document = Extracted(
        kind="article",
        title="나주시, 포스코와 협약",
        body=("나주시는 포스코와 협약했다.",),
        named_organizations=("포스코", "새 이름"),
    )
    found = annotate(document, VOCABULARY).organizations
    assert found == (
        Organization("포스코", kind="company", rule="front-matter"),
        Organization("새 이름", rule="front-matter"),
    )


@pytest.mark.parametrize(
    ("rule", "body", "expected"),
    [
        pytest.param(
            OrganizationRule("꿈마루", aliases=("꿈마루터",)),
            "꿈마루터에서 만났다.",
            ["꿈마루"],
            id="alias",
        ),
        pytest.param(
            OrganizationRule("꿈 마루 공방"),
            "꿈 마루 공방이 도왔다.",
            ["꿈 마루 공방"],
            id="several-words",
        ),
        pytest.param(
            OrganizationRule("한빛그룹", aliases=("포스코",)),
            "POSCO는 밝혔다.",
            ["한빛그룹"],
            id="merge",
        ),
        pytest.param(
            OrganizationRule("기타", exclude=("나주햇빛센터",)),
            "나주햇빛센터가 열었다.",
            [],
            id="not",
        ),
    ],
)
def test_site_yaml_organizations(rule: OrganizationRule, body: str, expected: list[str]) -> None:
    config = SiteConfig(organizations=(rule,))
    assert [o.name for o in terms("", body, config=config).organizations] == expected


@given(st.text(alphabet="가나다시군구은는이(대표 )㈜·,‘’『「.1aA\n센터협회재단원장", max_size=80))
def test_any_text_is_annotated(text: str) -> None:
    found = terms(text, text)
    assert all(o.name and o.name == o.name.strip() for o in found.organizations)
    assert len({o.name for o in found.organizations}) == len(found.organizations)


@given(st.text(max_size=60))
def test_any_unicode_is_annotated(text: str) -> None:
    assert terms("", text) == terms("", text)


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("경기 침체로 어려운 소상공인을 돕는다고 밝혔다.", ()),
        ("축구 경기 결과를 전했다고 밝혔다.", ()),
        ("경기에서 이겼다고 밝혔다.", ()),
        ("경기 지역 학교가 참여했다고 밝혔다.", ("경기도",)),
        ("경기 화성시에서 열렸다고 밝혔다.", ("경기도", "화성시")),
        ("경기·인천 주민이 참여했다고 밝혔다.", ("경기도", "인천광역시")),
    ],
)
def test_a_short_name_that_is_a_common_word_needs_a_region_behind_it(
    sentence: str, places: tuple[str, ...]
) -> None:
    found = annotate(Extracted(kind="article", title="", body=(sentence,)), VOCABULARY)
    assert found.places == places


def test_the_rule_shown_is_the_one_that_gave_the_name_not_one_that_repeats_it() -> None:
    (found,) = terms(
        "", "날이 맑은 날 누리온이 왔다. 누리온(대표 박도윤)은 성금을 냈다."
    ).organizations
    assert (found.rule, found.sentence) == ("headed", "누리온(대표 박도윤)은 성금을 냈다.")


PAGE = """한빛건설, 성금 기탁

2026.03.02 10:00

한빛건설(대표 박도윤)이 이웃돕기 성금을 냈다. 성금은 홀로 사는 어르신을 돕는 데 쓰인다.

박 대표는 앞으로도 이웃과 나누겠다고 말했다.
"""


def test_explain_prints_each_organization_with_its_rule_and_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    main(["explain", str(page)])
    rows = [
        line.split(maxsplit=2)
        for line in capsys.readouterr().out.splitlines()
        if "ORGANIZATION" in line
    ]
    assert rows == [
        ["ORGANIZATION", "headed", "한빛건설: 한빛건설(대표 박도윤)이 이웃돕기 성금을 냈다."]
    ]
