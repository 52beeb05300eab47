"""Header dates, bylines and signatures in the forms that pages print them, read through a whole page."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract
from newsarchive.read import load_lexicon
from newsarchive.records import Extracted, Form, Source

TITLE = "마루건설 ‘마루숲 공원’, 국제 조경상 대상"
BODY = (
    "마루건설이 짓는 ‘마루숲 공원’이 국제 조경상 대상을 받았다.",
    "심사위원단은 “빗물을 모아 숲을 가꾸는 방식이 뛰어나다”고 평가했다.",
    "마루건설 측은 내년 봄 시민에게 공원을 연다는 계획이다.",
)


def read(header: str = "", byline: str = "", signature: str = "") -> Extracted:
    """The record of a small page."""
    body = "\n\n".join(BODY)
    text = f"{TITLE}\n\n{header}\n\n{byline}{body}{signature}\n\n관련기사\n달뫼시 감지기 설치\n"
    (article,) = extract(Source("seeds/page.txt", Form.TEXT, text, ""), load_lexicon()).articles
    assert (article.title, article.body) == (TITLE, BODY)
    return article


@pytest.mark.parametrize(
    ("header", "date"),
    [
        ("등록 : 2024-05-09 10:20", "2024-05-09T10:20:00+09:00"),
        ("기사승인 2024.05.09  10:20:11", "2024-05-09T10:20:11+09:00"),
        ("2024-05-09 10:20", "2024-05-09T10:20:00+09:00"),
        ("입력 : 2024.05.09 10:20 | 수정 : 2024.05.09 11:00", "2024-05-09T10:20:00+09:00"),
        ("[ 기사등록일 2024/05/09 ]", "2024-05-09"),
        ("2024년 5월 9일 10시 20분 입력", "2024-05-09T10:20:00+09:00"),
        ("최초입력 2024.05.09 10:20:11", "2024-05-09T10:20:11+09:00"),
        ("기사전송 2024-05-09 10:20", "2024-05-09T10:20:00+09:00"),
        ("Posted : 2024-05-09 10:20", "2024-05-09T10:20:00+09:00"),
        ("2024.05.09 10:20 입력", "2024-05-09T10:20:00+09:00"),
        ("작성일시: 2024년 05월 09일(목) 10:20", "2024-05-09T10:20:00+09:00"),
        ("기사입력시간 : 2024년 05월 09일 10시 20분", "2024-05-09T10:20:00+09:00"),
        ("등록일 : 24.05.09", "2024-05-09"),
        ("2024. 5. 9.", "2024-05-09"),
        ("2024-05-09 오후 3:07:00", "2024-05-09T15:07:00+09:00"),
        ("발행일 2024-05-09", "2024-05-09"),
        ("게시일 2024.05.09(목)", "2024-05-09"),
        ("입력시간 2024/05/09", "2024-05-09"),
        ("등록일시 : 2024.05.09 10:20 조회 : 1,204", "2024-05-09T10:20:00+09:00"),
        ("작성자 : 보건소 | 작성일 : 2024-05-09 | 조회수 : 23", "2024-05-09"),
        ("보건소 | 2024-05-09 | 조회 23", "2024-05-09"),
        ("조회수 : 23 , 등록일 : 2024/05/09", "2024-05-09"),
        ("배포 2024. 5. 9.(목)", "2024-05-09"),
        ("글쓴날 : [24-05-09 10:20]", "2024-05-09T10:20:00+09:00"),
        (
            "2024년 5월 9일 (목) 10:20 [조회수 : 311] 이가을 기자 gaeul@dal.example",
            "2024-05-09T10:20:00+09:00",
        ),
        (
            "입력 2024-05-09\n수정 2024-05-09 11:00\n등록 2024-05-09 10:20",
            "2024-05-09T10:20:00+09:00",
        ),
    ],
)
def test_header_date(header: str, date: str) -> None:
    assert read(header=header).date == date


@pytest.mark.parametrize(
    ("byline", "outlet", "reporter"),
    [
        ("[달빛신문=윤하루 기자] ", "달빛신문", "윤하루"),
        ("[달빛신문/윤하루 기자] ", "달빛신문", "윤하루"),
        ("[달빛신문 윤하루기자] ", "달빛신문", "윤하루"),
        ("(달빛신문=윤하루기자)", "달빛신문", "윤하루"),
        ("(달뫼=달빛신문) 윤하루 기자 = ", "달빛신문", "윤하루"),
        ("[달뫼=달빛신문]윤하루 기자 = ", "달빛신문", "윤하루"),
        ("【달뫼=달빛신문】 윤하루 기자 = ", "달빛신문", "윤하루"),
        ("【달빛신문】 윤하루 기자 = ", "달빛신문", "윤하루"),
        ("달빛신문 윤하루 기자 | ", "달빛신문", "윤하루"),
        ("달빛신문 윤하루 기자 / ", "달빛신문", "윤하루"),
        ("달빛신문 = 윤하루 기자 | ", "달빛신문", "윤하루"),
        ("[한국의 달빛신문 = 윤하루 기자] ", "한국의 달빛신문", "윤하루"),
        ("(전주=달빛신문) 윤하루·한도담 기자 = ", "달빛신문", "윤하루, 한도담"),
        ("[달빛신문 윤하루 선임기자] ", "달빛신문", "윤하루"),
        ("[달빛신문 전주=윤하루 기자] ", "달빛신문", "윤하루"),
        ("전주=윤하루 기자 ", None, "윤하루"),
        ("[전주=윤하루 기자] ", None, "윤하루"),
        ("[전주 = 달빛신문] 윤하루 기자 ", "달빛신문", "윤하루"),
        ("[달빛신문]윤하루 기자=", "달빛신문", "윤하루"),
        ("(달빛신문) 윤하루 기자 = ", "달빛신문", "윤하루"),
        ("[달빛TV=윤하루 기자] ", "달빛TV", "윤하루"),
        ("[NSP통신 윤하루 기자] ", "NSP통신", "윤하루"),
        ("[달빛신문=관리자] ", "달빛신문", None),
        ("[달빛신문= 편집부] ", "달빛신문", None),
        ("[달빛신문=달빛신문] ", "달빛신문", None),
        ("[달빛신문= ] ", "달빛신문", None),
        ("윤하루 기자 = ", None, "윤하루"),
        ("[윤하루 기자] ", None, "윤하루"),
        ("[달빛신문=전주]윤하루 기자= ", "달빛신문", "윤하루"),
        ("[Moon Times 윤하루 기자] ", "Moon Times", "윤하루"),
        ("(서울=달빛신문) 윤하루 기자 | ", "달빛신문", "윤하루"),
        ("[달빛신문 | 윤하루 기자] ", "달빛신문", "윤하루"),
        ("[달빛신문ㅣ윤하루 기자] ", "달빛신문", "윤하루"),
        ("[달빛신문] ", "달빛신문", None),
        ("[전북=달빛신문] ", "달빛신문", None),
        ("달빛신문/윤하루 기자 = ", "달빛신문", "윤하루"),
        ("<달빛신문 윤하루 기자> ", "달빛신문", "윤하루"),
        ("[달빛신문 = 윤하루 특파원] ", "달빛신문", "윤하루"),
        ("[달빛신문, 윤하루 기자] ", "달빛신문", "윤하루"),
        ("[달빛신문 - 윤하루 기자] ", "달빛신문", "윤하루"),
        ("[구미/DTN]윤하루 기자 = ", "DTN", "윤하루"),
        ("○…", None, None),
    ],
)
def test_byline(byline: str, outlet: str | None, reporter: str | None) -> None:
    article = read(byline=byline)
    assert (article.outlet, article.reporter) == (outlet, reporter)


@pytest.mark.parametrize(
    ("signature", "outlet", "reporter"),
    [
        ("\n\n윤하루 기자", None, "윤하루"),
        ("\n\n윤하루 기자 haru@dal.example", None, "윤하루"),
        ("\n\nharu@dal.example 윤하루 기자", None, "윤하루"),
        ("\n\n/윤하루 기자 haru@dal.example", None, "윤하루"),
        ("\n\n[윤하루 기자 / haru@dal.example]", None, "윤하루"),
        (" 윤하루 기자", None, "윤하루"),
        ("/윤하루기자", None, "윤하루"),
        (" /달뫼=윤하루 기자", None, "윤하루"),
        (" <윤하루 기자>", None, "윤하루"),
        ("\n\n달빛신문 윤하루 기자 haru@dal.example", "달빛신문", "윤하루"),
        ("\n\n글·사진=윤하루 기자", None, "윤하루"),
        ("\n\n[저작권자 ⓒ 달빛신문, 무단 전재 및 재배포 금지]", "달빛신문", None),
        ("\n\n<저작권자(c)달빛신문. 무단전재 및 재배포금지>", "달빛신문", None),
        ("\n\nCopyright ⓒ 달빛신문 & dal.example, 무단 전재 및 재배포 금지", "달빛신문", None),
        (
            "\n\n달빛신문의 모든 콘텐츠는 저작권법의 보호를 받으며, 무단 전재, 복사, 배포 등을 금합니다.",
            None,
            None,
        ),
        ("\n\nⓒ 달빛신문(http://dal.example) 무단전재-재배포금지", "달빛신문", None),
        ("\n\n윤하루 dal.example 기자", None, None),
        ("\n\n기사제보 : news@dal.example", None, None),
        ("\n\n윤하루(haru@dal.example) 기자", None, "윤하루"),
        ("\n\n윤하루 기자(haru@dal.example)", None, "윤하루"),
        ("\n\n전주=윤하루 기자", None, "윤하루"),
        ("\n\n윤하루·한도담 기자", None, "윤하루, 한도담"),
        ("\n\n윤하루 기자, 한도담 기자 haru@dal.example", None, "윤하루, 한도담"),
        ("\n\n달뫼/윤하루 기자", None, "윤하루"),
        ("\n\n<윤하루 기자 / haru@dal.example>", None, "윤하루"),
        ("\n\n취재기자 : 윤하루", None, None),
        ("\n\n윤하루 인턴기자 haru@dal.example", None, "윤하루"),
        ("\n\n이가을 기자 haru@dal.example", None, "이가을"),
        ("\n\n달빛신문 박지은 기자", "달빛신문", "박지은"),
        (" /윤 하 루 기자", None, "윤하루"),
        (" (구미)", None, None),
    ],
)
def test_signature(signature: str, outlet: str | None, reporter: str | None) -> None:
    article = read(signature=signature)
    assert (article.outlet, article.reporter) == (outlet, reporter)


def test_a_copyright_note_with_odd_white_space() -> None:
    assert read(signature="\n\nⓒ 달빛신문,\t무단전재 및 재배포 금지").outlet == "달빛신문"
    assert read(signature="\n\nⓒ 달3널,\t무단전재 및 재배포 금지").outlet == "달3널"
