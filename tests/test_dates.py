"""Every form of date that pages print, its precision, and what is no date."""

from __future__ import annotations

import pytest

from newsarchive.extract.dates import read_stamps

PUBLISHED = [
    ("등록 2025.12.04 18:31:54", "2025-12-04T18:31:54+09:00"),
    ("기사입력 : 2017년07월28일 14:00", "2017-07-28T14:00:00+09:00"),
    ("기사입력 2024/06/26 [13:04]", "2024-06-26T13:04:00+09:00"),
    ("입력2023.11.02. 오후 8:06", "2023-11-02T20:06:00+09:00"),
    ("입력 2023.11.02. 오전 12:06", "2023-11-02T00:06:00+09:00"),
    ("입력 2022.03.18 (16:16)", "2022-03-18T16:16:00+09:00"),
    ("승인 : 2014. 12. 02. 21:37", "2014-12-02T21:37:00+09:00"),
    ("송고시간2024-06-26 12:00", "2024-06-26T12:00:00+09:00"),
    ("2024/06/26 12:00 송고", "2024-06-26T12:00:00+09:00"),
    ("2024년06월26일 12시05분 송고", "2024-06-26T12:05:00+09:00"),
    ("작성일 24-11-05 13:55", "2024-11-05T13:55:00+09:00"),
    ("작성일 : 2025-12-05 17:09 96", "2025-12-05T17:09:00+09:00"),
    ("제 공 일: 2025. 12. 12.", "2025-12-12"),
    ("등록일 2025년 1월 2일", "2025-01-02"),
    ("배포일시 | 2025. 5. 8.(목) 09:00", "2025-05-08T09:00:00+09:00"),
    ("date 2026-01-27 한빛시는", "2026-01-27"),
    ("date 2018-11 [한빛경제", "2018-11"),
    ("발행일 : 2020-01-06 16:24", "2020-01-06T16:24:00+09:00"),
    ("등록일자 2025-12-10T09:00:00", "2025-12-10T09:00:00+09:00"),
]


@pytest.mark.parametrize(("text", "value"), PUBLISHED)
def test_published(text: str, value: str) -> None:
    stamps = read_stamps(text)
    assert [(stamp.role, stamp.value) for stamp in stamps] == [("published", value)]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("입력 2024/12/22 18:42 수정 2024.12.22 18:43", ["published", "modified"]),
        ("기사입력 2013-10-24 03:00:00 기사수정 2013-10-24 05:00:00", ["published", "modified"]),
        ("최종수정 : 2017년07월28일 16:12", ["modified"]),
        ("발행일 : 2020-01-06 16:24 지면 : 2020-01-07 27면", ["published", "other"]),
        ("UPDATED. 2025-12-04 11:20 (목)", ["clock"]),
        ("편집 2025.08.10 [23:13]", ["clock"]),
        ("발행일: 2026-01-27 13:20 (화)", ["clock"]),
        ("2025.12.04", ["bare"]),
        ("N2025-12-10", ["bare"]),
        ("도서관과000-270-487025-12-11", ["bare"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [stamp.role for stamp in read_stamps(text)] == roles


@pytest.mark.parametrize(
    "text",
    [
        "11.16 (토)",
        "(신흥동장 270-4870, 286-6710)",
        "1.2.3",
        "버전 10.15.7.2",
        "조회수 2025",
        "2025년 기업지원 성과",
        "12월 3일 호텔에서",
    ],
)
def test_no_date(text: str) -> None:
    assert read_stamps(text) == ()


@pytest.mark.parametrize(
    "text", ["등록 2025.13.40 00:00", "등록 2025.02.30", "입력 2025.12.04 25:61"]
)
def test_an_impossible_date_is_seen_and_has_no_value(text: str) -> None:
    (stamp,) = read_stamps(text)
    assert stamp.value is None
    assert stamp.printed in text
