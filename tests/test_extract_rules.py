"""What the rule tables must leave alone: headlines and sentences that only talk about what pages print."""

from __future__ import annotations

import pytest

from newsarchive.extract.labels import claim
from newsarchive.extract.layouts import LAYOUTS, RULES, UI_SENTENCES, Rule, compile_table
from newsarchive.extract.lines import split_lines
from newsarchive.extract.names import read_names
from newsarchive.read import load_lexicon

NAMES = read_names(load_lexicon())
HEADLINES = """
이전공공기관 직원들, 지역 농가 돕기 나서
다음달 12일 새만금 마라톤 개막
다음 주 은하시 벚꽃축제 열린다
카카오, 은하시에 데이터센터 건립
네이버, 은하시와 AI 업무협약
구글 클라우드 교육 과정 개설
유튜브 채널 구독자 10만 명 돌파
블로그 기자단 20명 모집
밴드 공연으로 여는 토요일 밤
공유 킥보드 안전 수칙 홍보
공유오피스 ‘모두의 책상’ 문 열어
개인정보 보호 교육 실시
은하시, 시민 만족도 조사 결과 발표
행정서비스 만족도 3년 연속 1위
QR코드로 편하게 설문 참여하세요
5GB 데이터 무료 제공
은하시, 청년에게 무료 교통카드 제공
사회적 약자에 맞춤형 일자리 제공
추천 여행지 5곳 소개
담당 공무원 표창
소속 공무원 대상 청렴 교육
태극기 달기 운동 펼친다
사진전 ‘빛의 기억’ 개최
사진으로 보는 은하시 100년
공감 콘서트 성황리 개최
응원 물결 이어져
함께 읽는 도서관 프로그램 운영
2025-2026 겨울방학 캠프 참가자 모집
저작권 보호 캠페인 전개
출처 불명 문자 주의보
구독 경제 시대, 지역 서점의 생존법
댓글 문화 개선 토론회 열려
제보 활성화로 안전 사각지대 없앤다
미세먼지 저감 대책 발표
초미세먼지 주의보 발령
이 시각 은하시 도로 상황실은 비상
주요 뉴스 생산지로 떠오른 은하시
헤드라인을 바꾼 청년들
기상청 제공 자료로 본 가뭄
오늘의 책 읽기 행사 마련
홈런왕 김별, 은하시 홍보대사 위촉
홈플러스 은하점 재개점
메인 스폰서 계약 체결
인쇄 골목의 부활
검색량 3배 늘어난 은하 여행
운영시간 연장한 은하도서관
첨부터 끝까지 주민이 만든 축제
끝나지 않은 이야기, 은하시 기록전
이상기후 대응 토론회
좋아요 100만 개 받은 은하 홍보영상
입력 오류 줄인 신형 검침기 보급
수정 헌법을 읽다
등록 장애인 지원 확대
승인 절차 간소화한 조례 통과
날짜 지난 식품 판매업소 적발
2025년 12월 4일 은하의 날 선포식
2025.12.4. 은하의 날 기념식
편집 2024 국제북페어 개막
기자회견 연 은하시의회
전직 기자, 동화책 펴내
은하신문 서리안 기자, 올해의 기자상 수상
앵커기업 유치 총력
리포트로 본 은하 경제
문의 전화 한 통으로 복지 상담
부서 간 칸막이 없앤다
관련 기관 합동 점검
관련기관 협의회 개최
속보이는 정치는 그만
더보기 좋은 은하수 길
목록에 오른 은하 한옥마을
페이지 넘기는 소리 가득한 책 축제
본문 중심 교과서 개편
제1유형 당뇨 환우 지원
교육 본 만큼 보인다
▲▲기업 유치
[포토] 은하시 벚꽃 만개
(사)은하문화재단, 후원의 밤 개최
㈜다온전자, 장학금 1억 기탁
<인사> 은하시
‘25년 은하시 예산 2조 원 시대
“함께 걷는 길” 은하시 걷기대회
은하시↔솔바람군 자매결연
은하시 vs 솔바람군, 축구 대결
은하시, 3년 연속 ‘우수’
한도담 군수 “축제의 주인공은 주민”
고은솔 은하시장
100세 시대, 건강도시 은하
1인 가구 지원 확대
3·1절 기념행사 개최
6.25 전쟁 75주년 기념식
4차 산업혁명 인재 키운다
전화 상담 서비스 개시
번호판 영치의 날 운영
작성 서류 절반으로 줄인다
배포 전 검증 강화한 안전 앱
송고 역사관 개관
사회 공헌 대상 수상
경제 살리기 총력
스포츠 강좌 이용권 지원
문화 누리는 은하시
뉴스 읽어주는 선생님
"""
SENTENCES = """
시민은 회원가입 없이 누구나 서비스를 이용할 수 있다.
이번 조사에서 시민 만족도는 지난해보다 5점 오른 87점을 기록했다.
학교 안에서 욕설과 비방을 줄이기 위한 캠페인도 함께 열린다.
홈쇼핑 채널에 은하시 농산물이 처음으로 소개된다.
이 앱은 AI가 민원을 요약해 담당자에게 제공하고 업무에 사용한다.
이 자료는 시가 지난 3년 동안 모은 교통량을 바탕으로 작성됐다.
이 제품은 공공누리 제도를 알리기 위해 만들어졌다고 시는 밝혔다.
무단 전재를 금지한 약관이 3월부터 적용된다.
저작권자의 동의 없이 쓴 글이 문제가 됐다고 협회는 설명했다.
은하시는 청년에게 교통비와 면접 정장을 무료로 제공.
시는 누리집에서 신청서를 내려받아 작성한 뒤 전자우편으로 보내면 된다고 안내했다.
문의는 은하시 도서관과(000-270-4870)로 하면 된다.
자세한 내용은 은하시 누리집을 참고하거나 전화(000-270-4870)로 문의하면 된다.
사진 공모전에는 모두 320명이 참여했다.
댓글 행사에 참여한 시민 가운데 30명에게 기념품을 준다.
제보를 받은 경찰은 현장을 확인하고 수사에 나섰다.
기사 제보는 시민 누구나 할 수 있다고 위원회는 설명했다.
구독 신청은 도서관 누리집에서 할 수 있다.
브라우저에서 바로 열리는 전자책도 제공된다.
이날 행사에는 은하방송 서리안 아나운서가 사회를 맡았다.
현장을 찾은 기자에게 주민은 “물이 발목까지 찼다”고 말했다.
더보기 단추를 누르면 약관을 볼 수 있다.
등록일은 2025년 12월 4일까지이며 누리집에서 접수한다.
행사는 2025. 12. 4. 14:00 시청 대회의실에서 열린다.
시는 내용이 없는 공약은 하지 않겠다고 밝혔다.
이 사업은 존재하지 않는 수요를 부풀렸다는 지적을 받았다.
조사 결과 응답자의 절반은 “필요한 서비스를 제때 받았다”고 답했다.
▲도서관 건립 ▲공원 조성 ▲주차장 확충 등이 주요 사업이다.
모집 인원은 20명이며 신청은 전화로 하면 된다.
이전 기관은 모두 12곳이며 직원은 4천 명에 이른다.
출처를 밝히지 않은 글이 늘고 있다고 연구진은 지적했다.
공모전 수상작은 공공누리 유형에 따라 누구나 쓸 수 있도록 공개된다.
"""


@pytest.mark.parametrize("text", HEADLINES.strip().split("\n"))
def test_no_rule_claims_a_headline(text: str) -> None:
    assert claim(split_lines(text), NAMES).marks == [None]


@pytest.mark.parametrize("text", SENTENCES.strip().split("\n"))
def test_no_rule_claims_a_sentence_of_an_article(text: str) -> None:
    sheet = claim(split_lines(text), NAMES)
    assert (sheet.marks, sheet.prose) == ([None], [True])


@pytest.mark.parametrize("rules", [RULES, UI_SENTENCES], ids=["rules", "sentences"])
def test_a_table_has_one_group_per_row(rules: tuple[Rule, ...]) -> None:
    table = compile_table(rules)
    assert table.pattern.groups == len(rules)


def test_layouts_have_names_of_their_own() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
