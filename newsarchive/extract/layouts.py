"""The rule tables: what a line is, by its own words; and the layouts, by the marks their pages carry.

Out: RULES (lines that are not prose), UI_SENTENCES (prose that belongs to the page, not to the article), LAYOUTS.
A rule matches from the start of a line; the first that matches names the line. Rules know shapes of language and of
page furniture, never an outlet's name. A rule must not claim prose that merely talks about its subject (무단 전재를
금지한 약관, 기자 간담회): therefore RULES never see a line that reads as a sentence.

A new layout is one row in LAYOUTS: its name, a pattern that some line of its pages matches, and rules of its own
(read before the common ones) where it needs any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from newsarchive.extract.dates import MODIFIED, PUBLISHED, spaced
from newsarchive.extract.lines import words
from newsarchive.records import Label


class Stop(StrEnum):
    """What a line means for the lines below it."""

    NONE = ""
    SOFT = "soft"  # the body may go on below: an advertisement, a box of related headlines
    HARD = "hard"  # the article ends here, or has not begun


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the label, the rule's name as `explain` prints it, and the pattern (matched at the line's start)."""

    label: Label
    name: str
    pattern: str
    stop: Stop = Stop.NONE


PHONE = (
    r"(?:\(?0\d{1,2}[)\-. ]{0,2})?(?<!\d)(?!(?:19|20)\d\d[-–. ](?:19|20)\d\d)\d{3,4}[-–. ]\d{4}|☎"
)
FILE = r"\.(?:hwpx?|pdf|jpe?g|png|gif|bmp|zip|xlsx?|docx?|pptx?|mp4|egg)\b"
OPEN, CLOSE = r"[(\[【〔<〈（]", r"[)\]】〕>〉）]"
SKY = r"(?:맑음|구름조금|구름많음|구름 조금|구름 많음|흐림|흐리고 비|비|눈|안개|박무|연무|황사|소나기|비/눈|천둥번개)"
B, C, S, H = Label.BOILERPLATE, Label.CAPTION, Stop.SOFT, Stop.HARD

CONTACT_LABEL = (
    r"[※*■▣▶▷☞○\-<(\[ ]*(?:"
    + spaced(
        words(
            "담당부서 담당자 연락처 문의처 전화번호 문의 담당 전화 작성과 작성팀 담당과 담당팀 부서 부서명 책임자 담당기관 취재문의 홍보담당 배포처 웹사이트 "
            "자료문의"
        )
    )
    + r")[>)\]]? ?[:：|/](?!.*\d{4} ?[.-] ?\d)"
)
OTHER_ARTICLES = (
    r"[\[<■▶☞●○◇ ]*(?:(?:가장 ?)?많이 ?(?:본|읽은|보는)(?: ?(?:뉴스|기사|글))?|댓글 ?많은(?: ?(?:뉴스|기사|글))?|이 ?(?:기자|기사)의? ?(?:다른 ?)?(?:기사|뉴스)?|"
    r"(?:인기|주요|최신|추천|랭킹|포토|영상|섹션|베스트|핫|실시간|HOT|TOP|톱|오늘의|이 ?시각|지금 ?뜨는|연관|관심|많은) ?(?:뉴스|기사|글|콘텐츠|이슈|클릭|속보|인기|주요 ?뉴스)|"
    r"에디터 ?(?:추천|픽)|헤드라인(?: ?뉴스)?|공지 ?사항|(?:\S{1,8} )?(?:기자의 ?)?다른 ?(?:기사|뉴스)|함께 ?(?:볼 ?만한|본|읽은|많이 ?본) ?(?:기사|뉴스|글)|"
    r"당신이 ?(?:좋아할|관심 ?있을) ?\S{0,6}|놓치면 ?\S{0,8}|주간 ?인기 ?\S{0,4}|(?:\S+ ){0,2}기사 ?더보기|같은 ?(?:섹션|카테고리)\S{0,4}|'?\S{1,10}'? ?카테고리의 ?다른 ?글)"
    r"[\]>]?(?: ?(?:뉴스|기사|더 ?보기|전체 ?보기|TOP ?\d+|\d+|베스트|목록|보기))?$"
)

# Labels of a board's or a paper's header that a value follows; dates are read in dates.py.
META_WORDS = words(
    "조회 조회수 수 작성자 글쓴이 등록자 게시자 이름 기자명 부서 부서명 담당부서 담당과 담당팀 담당자 담당 작성과 작성팀 작성부서 등록부서 연락처 전화 전화번호 "
    "문의처 제공부서 자료제공 제공기관 보도자료제공 출처 뉴스출처 첨부 첨부파일 파일 추천 추천수 댓글 댓글수 좋아요 공유 분류 구분 번호 기관명 이메일 보도시점 "
    "책임자 지면 제목 Hit hit HIT 조회건수 다운로드 배포처 엠바고 담당기관 소속 직위 사진 인쇄 스크랩"
)
# Those whose value may stand on the next line.
META_PAIRS = frozenset(
    words(
        "조회수 조회 부서명 부서 담당부서 작성자 글쓴이 등록자 전화번호 연락처 기관명 담당자 추천수 이메일 담당 책임자 제공부서 작성부서 등록부서 담당과 담당팀 작성과 "
        "작성팀 배포처 자료제공 첨부파일 번호 분류 구분"
    )
)
DATE_WORDS = tuple(word for word in PUBLISHED + MODIFIED)
META = spaced({*META_WORDS, *DATE_WORDS})


def any_of(phrases: str) -> str:
    """A pattern for any of the phrases, which `|` separates; a space in a phrase may be missing on the page.

    >>> any_of("많이 본 뉴스|더보기")
    '(?:많이 ?본 ?뉴스|더보기)'
    """
    return f"(?:{phrases.replace(' ', ' ?')})"


SHARE_TARGETS = any_of(
    r"페이스북|트위터|X \(트위터\)|엑스|카카오톡|카카오스토리|카카오|네이버|네이버 밴드|네이버 블로그|밴드|블로그|텔레그램|라인|핀터레스트|인스타그램|"
    "유튜브|스레드|구글|링크드인|이메일|메일|문자|URL|기사|SNS"
)
SHARE_ACTIONS = any_of(
    "기사 보내기|보내기|공유하기|공유|바로가기|복사하기|복사|새창 열림|새창|퍼가기|구독하기|구독|스크랩하기|스크랩|저장|프린트|주소|주소 복사|링크"
)
INTERFACE_WORDS = any_of(
    "beta|BETA|undefined|null|NaN|이전|다음|목록|목록으로|목록보기|목록으로 이동|닫기|열기|인쇄|인쇄하기|프린트|저장|메뉴|메뉴 열기|메뉴 닫기|메뉴 보기|전체 메뉴|"
    "전체 메뉴 열기|전체 메뉴 보기|전체 메뉴 닫기|로그인|로그아웃|회원가입|마이페이지|검색|버튼|팝업창 닫기|팝업 닫기|재생|정지|일시정지|음소거|전체화면|TOP|top|맨 위로|"
    "위로|처음|마지막|처음으로|크게보기|확대보기|이미지 크게 보기|이미지 확대|사이트맵|즐겨찾기|뒤로가기|취소|확인|완료|등록|수정|삭제|답변|글쓰기|쓰기|신고|신고하기|"
    "차단|본문|페이지 정보|콘텐츠 영역|컨텐츠 영역|본문 영역|본문 내용|내용|본문 시작|본문 끝|반응형|게시글 관리|구독하기|댓글|좋아요|공감|글 내용|게시판|상세보기|"
    "상세 내용|상세 정보|게시물 보기|게시물 상세|게시물 정보|게시물 내용|게시글 상세|읽기|음성|듣기|번역|음성으로 듣기|글자 크기|통계|카테고리|티스토리툴바|"
    "관리자 메뉴|사진|동영상|영상|이미지|이미지 없음|이미지 보기|자세히|자세히 보기|기자|뉴스홈|신문 보기|지면 보기|PDF|eBook|관리|설정|알림|더 알아보기|새창|"
    "새창 열림|펼치기|접기|다음 기사|이전 기사|기사원문|본문 요약봇|(?:기사|뉴스) 듣기|기사 저장|보도자료 상세보기|보도자료 상세|상세 페이지|바로가기|서브메뉴|주메뉴|홈|"
    "다크모드|라이트모드|모바일|언어 선택|Language|facebook|twitter|kakao|kakaotalk|naver|instagram|youtube|band|line|blog|rss|print|share|close|menu|search"
)

RULES: tuple[Rule, ...] = (
    # clocks and weather of the page's own header
    Rule(
        Label.CLOCK,
        "day-and-weekday",
        r"(?:\d{4} ?[.년/-] ?)?\d{1,2} ?[.월/-] ?\d{1,2}[.일]? ?(?:\([월화수목금토일]\)|[월화수목금토일]요일)"
        r"(?: ?\d\d:\d\d(?::\d\d)?)?$",
    ),
    Rule(B, "weather", rf"(?:{SKY})? ?\S{{0,9}} ?-?\d{{1,2}}(?:\.\d)? ?(?:℃|°C|˚C|'C|도)$"),
    Rule(
        B,
        "weather",
        rf"{SKY}$|기상청 ?제공$|현재 ?날씨.{{0,12}}$|\S{{2,9}}\(예\)$|(?:초?미세먼지)(?: ?\S{{1,6}})?$",
    ),
    # broadcast scripts
    Rule(B, "script-start", r"(?:◀ ?(?:ANC|앵커)[^▶]{0,8}▶|[\[【<] ?앵커(?: ?멘트)? ?[\]】>])$", H),
    Rule(
        B,
        "script-mark",
        r"◀[^▶]{1,12}▶.{0,24}$|[\[【<] ?(?:앵커|리포트|인터뷰|녹취|기자|앵커멘트|현장음|싱크|자막)(?: ?멘트)? ?[\]】>].{0,16}$",
    ),
    # copyright and imprint
    Rule(
        Label.COPYRIGHT,
        "copyright",
        r"(?=.{0,140}(?:저작권자 ?[ⓒ©(:]|무단 ?전재|재배포 ?금지|재배포를? ?금|배포 ?금지|(?i:rights reserved|copyright)))"
        r"(?=.*(?:금지|금합|ⓒ|©|\([cC]\)|(?i:reserved|copyright))).{1,260}$",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "imprint",
        r"(?=.{0,300}(?:등록번호|발행인|편집인|사업자 ?(?:등록)?번호|청소년 ?보호 ?(?:정책|책임자)|통신판매|대표전화|등록\(발행\)|정기간행물|인터넷신문사업))"
        r"(?=.*(?:[:：|]|등록번호.{0,80}(?:발행인|편집인|등록일)|발행인.{0,40}편집인)).{1,500}$"
        rf"|{any_of('주소|우편번호|사업장|본사|대표자|법인명|제호|FAX|Fax|팩스|대표이사|등록일자|창간일|설립일|발행소|대표번호')} ?[:：]|우\)? ?\d{{5}}|\(우\) ?\d{{5}}|\(\d{{5}}\) ?[가-힣]",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "copyright-sign",
        r"(?:ⓒ|©|\([cC]\)).{2,60}(?:www\S+|\.com|\.kr|\.)$",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "site-footer",
        r"(?:\S{2,10}[ |·]+){0,2}"
        + any_of(
            "개인정보 처리 ?방침|개인정보 취급 ?방침|개인정보 보호 ?정책|이용약관|서비스 이용약관|이메일 무단 ?수집|청소년 보호 ?정책|저작권 보호 ?정책|저작권 정책|저작권 규약|"
            "저작권 안내|회사소개$|매체소개$|신문사 소개$|기사 제보$|기사 제보[ |]|광고 문의|제휴 문의|불편 신고$|독자투고$|구독 신청$|고충 처리인?|윤리강령|찾아오시는 길|오시는 길$|"
            "RSS$|모바일 버전|PC 버전"
        ),
        H,
    ),
    Rule(
        B,
        "tip-line",
        r"제보는|(?:기사 ?)?제보 ?[:：]|▷? ?카카오톡 ?[:：]|▷ ?(?:전화|이메일|유튜브|카카오톡|홈페이지)|(?:ⓒ|◎) ?공감|공감언론",
        S,
    ),
    # the end mark
    Rule(B, "end-mark", rf"(?:{OPEN}|-)? ?(?:끝|이상) ?(?:{CLOSE}|-)?\.?$", H),
    # attachments
    Rule(
        Label.ATTACHMENT,
        "attached",
        r"[※□■○<(\[\- ]{0,3}(?:붙임|별첨|첨부)[\])>]?(?:\s|\d|[:：.]|자료|파일|http|$)",
        H,
    ),
    Rule(Label.ATTACHMENT, "file", rf".{{0,160}}{FILE}", H),
    Rule(
        Label.ATTACHMENT,
        "file-size",
        r"(?=.*(?:[KMG]i?B|hit|Hit|Download)).{0,120}(?:[\[(,] ?(?:[Ss]ize ?: ?)?\d[\d.,]* ?[KMG]i?B\b|\d+ ?hit ?/|Hit ?: ?\d|Download ?: ?\d)|\d[\d.,]* ?[KMG]B$",
        H,
    ),
    Rule(
        Label.ATTACHMENT,
        "file-tools",
        rf"\[?{any_of('바로 보기|바로 듣기|미리보기|다운로드|내려받기|전체 다운로드|일괄 다운로드|뷰어|파일 첨부|첨부파일|첨부파일 다운로드|문서 뷰어|파일 다운로드')}(?: ?\d+)?\]?$",
        H,
    ),
    Rule(
        Label.ATTACHMENT,
        "photo-enclosed",
        r"[※*({\[ ]*(?:.{0,30} )?사진 ?(?:\d+ ?[장매부] ?(?:첨부|있음|별첨|송부|제공)?|있음|없음|별첨|참조|자료 ?첨부)\.?(?: ?[)\]}(].{0,40})?$",
        S,
    ),
    # who issued it
    Rule(
        Label.CREDIT,
        "credit",
        rf"[*※■▶\- ]*{OPEN}? ?(?:뉴스 ?출처|기사 ?출처|자료 ?출처|출처|자료 ?제공|보도 ?자료 ?제공|보도자료 ?출처|제공 ?기관|뉴스 ?제공) ?[:：=\-] ?.{{1,60}}$",
        S,
    ),
    # who to call
    Rule(
        Label.CONTACT,
        "contact-brackets",
        rf"[※*■▣○\- ]*{OPEN}(?=.{{0,90}}(?:{PHONE})).{{2,100}}{CLOSE}\.?$",
        S,
    ),
    Rule(Label.CONTACT, "contact-photo-note", rf"※.{{0,80}}(?:{PHONE}|업무 ?담당)", S),
    Rule(Label.CONTACT, "contact-label", CONTACT_LABEL, S),
    Rule(
        Label.CONTACT,
        "contact-phone",
        rf"(?=.{{2,80}}$)(?=.*(?:\d{{4}}|☎))[^.]*?(?:{PHONE})[^.다]{{0,30}}$",
        S,
    ),
    # pictures
    Rule(
        C,
        "photo-mark",
        r"▲ ?(?!.{0,200}▲)(?!.*(?:다|요)\.\s).{2,300}$|[△▶◆] ?사진",
    ),
    Rule(
        C,
        "photo-label",
        rf"[▲△▶■※*+\-({{\[<【 ]*(?:사진|그림|이미지|자료 ?사진|참고 ?사진|현장 ?사진)(?: ?(?:설명|제공|출처|캡션|자료|촬영))?\d{{0,2}} ?(?:{CLOSE}|[:：=/ⓒ©|｜\-]|\d+[.:)])"
        r"|[▲△▶■※*\- ]*(?:사진|그림)(?: ?\d+)? ?[=:]?$|[\[(<](?:사진|그림)\S{0,8} ?[^\])>]{0,60}[\])>].{0,80}$",
    ),
    Rule(
        C,
        "photo-credit",
        r"(?=.{2,240}$).*(?:재판매 ?및 ?DB|DB ?금지|DB\]|\(자료 ?사진\)|사진 ?제공 ?[=:-]|사진 ?[=/] ?(?!\S{2,5} ?기자)\S|[Pp]hoto ?[@by]|(?:사진|이미지) ?출처)"
        r"|(?=.{2,200}$).*(?:[(\[][^()\[\]]{2,24} ?제공 ?\.?[)\]]|[/=] ?\S{2,14} ?제공\.?|\. ?\S{2,14} ?제공\.?|제공 ?= ?\S+|[ⓒ©] ?[가-힣A-Za-z0-9]{2,16}"
        r"(?: ?\S+ 기자)?|\([^()]{2,14}=[^()]{2,14}\)|/ ?(?:연합뉴스|뉴스1|뉴시스)) ?\|?$",
    ),
    Rule(C, "photo-credit", r"(?:사진 ?)?\S{2,14} ?제공\.?$"),
    Rule(C, "picture-row", r"(?:!\[|\|).{0,240}\|$|.{2,120} \|$"),
    # tags
    Rule(
        Label.KEYWORDS,
        "tags",
        r"(?:키워드|태그|Tags?|TAG|해시태그|관련 ?태그|관련 ?키워드|#키워드)(?:\s?Tags?)?\s?[:：]?\s?#?\S{0,60}(?:\s.*)?#|#\S{1,30}(?:[ ,]+#\S{1,30})*$"
        r"|(?:키워드|태그|Tags?|TAG|관련 ?키워드|관련 ?태그|인기 ?태그)\s*[:：]?$",
        S,
    ),
    # summaries
    Rule(
        Label.SUMMARY,
        "summary-head",
        r"(?:AI ?)?(?:세 ?줄 ?요약|3줄 ?요약|기사 ?요약|요약(?:문|봇|보기)?|핵심 ?요약|한 ?줄 ?요약)(?: ?(?:보기|닫기|NEW|beta))?$",
    ),
    # other articles
    Rule(
        Label.TEASER,
        "more",
        r"(?:\S{1,12} )?(?:더 ?보기|더보기 ?\+|전체 ?보기|more|MORE|\+ ?더보기)(?: ?[+>▶])?$",
        H,
    ),
    Rule(Label.TEASER, "other-articles", OTHER_ARTICLES, H),
    Rule(
        Label.TEASER,
        "related",
        r"[\[<■▶☞●○ ]*(?:키워드 ?)?(?:관련 ?(?:기사|뉴스|글|게시물|포토|콘텐츠|링크|이슈)|연관 ?(?:뉴스|기사))[\]>◀]?(?: ?(?:◀|더보기|목록|\d+))?$",
        S,
    ),
    Rule(
        Label.TEASER,
        "related-headline",
        r"(?:\[관련 ?기사\]|관련 ?기사 ?[:：]|☞ ?\S|▶ ?(?:관련 ?기사|바로 ?가기)).{0,120}$",
        S,
    ),
    Rule(
        Label.TEASER,
        "neighbour",
        r"(?:이전|다음|윗|아랫) ?(?:글|기사|게시물|게시글|보도자료|페이지)?(?: ?(?:[:：▲▼◀▶]|목록$|[이가] 없|글이 없).*|$)"
        r"|(?:이전|다음|윗|아랫) ?(?:글|기사|게시물|게시글)(?: ?[가-힣“‘\[\d>(-].{4,})$|이전 ?다음",
        H,
    ),
    # reader widgets
    Rule(
        B,
        "comments",
        r"(?:기사 ?|전체 ?|독자 ?|게시물 ?)?댓글(?: ?(?:목록|첫 ?댓글|달기|쓰기|작성|\d+ ?[개건]?|삭제|입력|운영|등록|로그인|정렬|수정|\(\d+\)|영역|창|닫기|보기).{0,40}|)$|"
        r"등록된 ?댓글|의견(?:쓰기| ?\d+)$|코멘트(?: ?\d+)?$|0 ?/ ?\d{2,4}",
        S,
    ),
    Rule(
        B,
        "comment-widget",
        rf"{any_of('댓글목록|댓글쓰기|댓글 삭제|기사 댓글|기사 댓글 [0-9]+|내 댓글|비밀번호|닉네임|로그인 후|자동등록방지|BEST 댓글|최신순|추천순|공감순|과거순|인기순')}$",
        H,
    ),
    Rule(
        B,
        "votes",
        rf"추천 ?비추천|(?:추천|비추천)(?: ?\d+)?$|\d{{1,5}}명$|\d{{1,3}}%$|총 ?\d+명 ?참여|"
        rf"{any_of('좋아요|화나요|슬퍼요|감동이에요|훈훈해요|후속강추|후속기사 원해요|추가취재 원해요|응원|유익해요|싫어요|공감|놀랐어요|쏠쏠정보|흥미진진|공감백배|분석탁월')}\s?[\d,]*(?: ?명)?$",
        S,
    ),
    Rule(
        B,
        "survey",
        rf"(?:\S{{2,6}} ){{0,3}}만족도 ?(?:조사|평가)?$|매우 ?(?:만족|불만)|만족 ?불만|평가하기$|의견 ?(?:남기기|등록)$|{any_of('매우만족|만족|불만족|매우불만족')}$",
        H,
    ),
    Rule(
        B,
        "open-licence",
        r".{0,12}공공누리.{0,12}(?:유형|마크|출처|조건|공공저작물|$)|.{0,20}OPEN ?공공|제 ?\d ?유형(?: ?[:：].*)?$",
        H,
    ),
    Rule(
        B,
        "visitors",
        r",?\d{1,3}(?:,\d{3})+$|,\d{3}$|(?:오늘|어제|전체|최대|접속자|방문자)(?: ?(?:접속자|방문자)(?:집계|수)?)?[ :]*[\d,]*$",
    ),
    Rule(
        B,
        "page-manager",
        r"(?:페이지|콘텐츠|컨텐츠|자료) ?(?:관리 ?(?:자|부서|담당)?|담당(?:자|부서)?) ?(?:[:：|]|$|\S{2,12}$)|관리 ?담당|최종 ?(?:수정|업데이트|갱신)일|"
        r"최근 ?(?:업데이트|수정)일|QR ?코드?(?: ?(?:이미지|스캔.{0,8}|안내))?$",
        H,
    ),
    Rule(
        B,
        "share",
        rf"(?:{SHARE_TARGETS}(?: ?\(?으?로\)?)? ?{SHARE_ACTIONS}?[ ,|·]*)+$|{SHARE_ACTIONS}$|이 ?(?:기사|뉴스|글)를? ?공유.{{0,8}}$",
    ),
    Rule(
        B,
        "font-size",
        r"[※\-• ]*(?:본문|글자|글씨|폰트|화면|기사)? ?(?:본문|글자|글씨|폰트|화면) ?(?:크기|사이즈|줄이기|키우기|확대|축소|크게|작게).{0,60}$|"
        r"(?:가장 ?|더 |아주 ?|매우 ?|가 ?)?(?:작게|크게|보통|기본)(?: ?(?:보기))?$|가(?: ?가){0,4}$|(?:확대|축소|기본)$|※? ?번역할? ?언어",
    ),
    Rule(
        B,
        "navigation",
        r"(?:바로 ?가기 ?)?(?:(?:본문|주메뉴|메인메뉴|메뉴|하단|상단|콘텐츠|컨텐츠|검색|푸터)(?: ?영역)? ?(?:으로 ?)?(?:바로 ?가기|건너뛰기|이동)(?: ?메뉴)?[ ,]*)+.{0,60}$|"
        r".{0,12}\s본문 바로가기|바로가기\b.{0,40}$|(?:스크롤 ?이동 ?)?상태바$|현재 ?(?:위치|페이지)(?: ?[:：>].*)?$|(?:홈|HOME|Home|home|메인)(?:$| ?[>›»/<|].{0,60}$)",
    ),
    Rule(
        B,
        "official-site",
        r"전자정부(?:이? ?누리집.*|$)|(?:정부상징|태극기)$|.{0,30}공식 ?(?:전자정부)? ?누리집",
    ),
    Rule(B, "breadcrumb", r"홈(?=[가-힣·]{2,20}$)(?![가-힣]*(?:런|쇼핑|페이지))"),
    Rule(
        B,
        "advertisement",
        r"(?:광고|AD|ad|Advertisement|ADVERTISEMENT|배너|스폰서|sponsored|Sponsored|PR)(?: ?(?:\d+|영역|보기|닫기|문의|안내|배너))?$|도배방지.{0,12}$|.{0,8}배너(?:광고)?$",
    ),
    Rule(
        B,
        "error",
        r".{0,300}(?:Exception|Stack trace|Fatal error|Warning: |Notice: |Undefined (?:index|variable)| on line \d+|/var/www/|\.php[:(]\d|SQLSTATE|Traceback|Array \()",
    ),
    Rule(
        B,
        "search",
        r"(?:.{0,16} )?(?:검색어|검색 ?기록|최근 ?검색어?|통합 ?검색|상세 ?검색|전체 ?검색)(?: ?.{0,12})?$|(?:.{0,24}, ?)?검색$|전체 ?삭제$|입력 ?양식|.{0,10}(?:내|이트) ?전체검색",
    ),
    Rule(
        B,
        "reporter-box",
        r"기자 ?(?:이미지|사진|프로필|페이지|구독|소개|홈)$|구독(?:하기|중)?$|(?:응원|제보)하기$|기자에게.{0,10}$|전체기사(?: ?\S{1,8}){0,2}$|(?:기사 ?)?전체 ?목록$",
    ),
    Rule(
        B,
        "interface",
        r"(?=.{1,25}기$).*(?:사용|변경|설정|후원|보내|공유|복사|신청|가입|구독|선택|확인|저장|이동|추가|삭제|조정|조절|크게 ?보|작게 ?보|원본 ?보|원문 ?보)하?기$|"
        r"본문 ?요약봇.{0,10}$|(?:텍스트 )?음성 ?변환.{0,20}$|슬라이드 ?.{0,8}$|\[?기사 ?보기\]?$|읽어주기 기능.{0,12}$|(?:\S{2,8})?(?:\d+분 ?)?\d+[분초] ?(?:소요|분량)$|\S{1,6}보기 ?아이콘$|(?:\S{2,6} )?재생 ?시간.{0,12}$"
        r"|(?:\S{2,14} ?[·|ㅣ-] ?)?\d{1,3} ?(?:초|분|시간|일|주|개월|달|년) ?전$|(?:https?://|www\.)\S+$",
    ),
    Rule(B, "interface", rf"[\[<(]?{INTERFACE_WORDS}[\]>)]?$"),
    Rule(
        B,
        "toolbar",
        rf"(?:{any_of('(?:필자의 )?다른 기사 (?:더 )?보기|인쇄하기|인쇄|프린트|메일로 보내기|메일 보내기|글자 크게|글자 작게|글씨 크게|글씨 작게|폰트 확대|폰트 축소|기사 읽어주기|다시듣기|스크랩')}[ ,|·]*)+$",
    ),
    Rule(B, "counter", r"\d{1,7}$|\d{1,3} ?/ ?\d{1,3}$|\d(?: \d{1,2}){2,}$|[\W_]{1,12}$"),
    Rule(B, "badge", r"(?:NEW|New|new|N|새글|새로운글|HOT|인기글?|공지|핫)$"),
    Rule(B, "office-hours", r"(?:영업|운영|상담) ?시간 ?(?:[:：]|$)"),
)

# Prose of the page itself: it ends like a sentence and is still none of the article. These rules see paragraphs of
# articles too, so each needs a phrase that only a page says of itself, and most need its polite ending.
POLITE = r"(?:니다|세요|시오|니까|나요|어요|아요|네요)[.!?]*[”\"']?$"
UI_SENTENCES: tuple[Rule, ...] = (
    Rule(
        B,
        "ui-sentence",
        r"(?=.{4,90}$).*(?:복사되었습니다|등록된 ?(?:댓글|글|게시물|자료|의견)이? ?없습니다|(?:댓글|내용|게시물|데이터|자료)[이가] ?없습니다|로그인이 ?필요|로그인 ?후 ?이용|회원가입 ?후|"
        r"삭제하시겠습니까|공유해 ?주세요|계정을 ?선택|복구할 ?수 ?없습니다|남기실 ?수 ?있습니다|존재하지 ?않습니다|존재하지 ?않는 ?(?:페이지|게시|글)|(?:페이지|게시물|기사|글)를? ?찾을 ?수 ?없|요청하신 ?(?:페이지|게시물|주소)|삭제되었거나|필요한 ?서비스입니다|잠시만 ?기다려|다시 ?시도)"
        r"|.{0,24}보도 ?자료.{0,24}(?:배포|송부|제공|전송)해? ?드(?:립니다|리오니|리니).{0,30}$|.{0,12}이 ?누리집은|(?=.{4,120}$).*(?:공식 ?(?:전자정부 ?)?누리집입니다|자바스크립트|JavaScript를|브라우저에서|브라우저를).*(?:니다|세요|시오)\.?$|안녕하세요.{0,30}기자 ?입니다"
        r"|(?:이|본|저희) ?(?:웹 ?)?(?:사이트|홈페이지)[은는에].{4,80}(?:니다|세요|시오)\.$|[^“\"‘]{4,36}(?:하시겠습니까|하시겠어요)\?$|파란 ?원을|.{0,40}(?:데이터 통화료|음성을 재생)|읽어주기 기능|브라우저에서만|이 글자 ?크기로|\(예시\)|.{0,20}글자 ?크기가 ?변경|이 기사는 .{0,30}섹션으로|.{0,60}저작권법.{0,50}(?:처벌|유념|의거).{0,40}(?:니다|세요|시오)\.?$|기사가 ?속한 ?카테고리|언론사는 ?한 ?기사를",
    ),
    Rule(
        Label.SUMMARY,
        "summary-note",
        rf"요약 ?정보 .{{10,}}|전체 ?맥락을|(?=.{{0,90}}요약)(?=.*(?:인공지능|AI|자동|요약봇|요약 ?정보|알고리즘|추출)).{{4,200}}{POLITE}",
    ),
    Rule(
        B,
        "survey",
        r".{0,40}(?:만족하(?:십니까|셨습니까|시나요)|만족도.{0,30}(?:니까|나요|세요|시오|바랍니다)"
        r"|도움이 ?되(?:셨|었)(?:나요|습니까)|의견을 ?(?:남겨|들려) ?주|콘텐츠 ?품질)",
        H,
    ),
    Rule(
        Label.CREDIT,
        "relay-note",
        r"[“\"‘']?(?:이|본|위) ?(?:뉴스 ?클리핑|자료|기사|글|내용|보도자료|게시물|저작물)[은는] ?.{0,60}(?:발췌된|보도 ?자료를? ?.{0,12}(?:전재|제공|바탕|토대|인용)|전재하여|배포한|제공받|작성되)",
        H,
    ),
    Rule(
        B,
        "open-licence",
        rf"(?=.{{0,60}}(?:공공누리|출처표시))(?=.*(?:유형|조건|자유 ?이용|이용할 ?수)).{{4,200}}{POLITE}|.{{0,40}}자유 ?이용이 ?가능합니다",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "copyright",
        r"[<\[(【■※*ⓒ© ]*(?:저작권자|Copyright|copyright|ⓒ|©|\([cC]\))(?=.{0,100}(?:금지|금합니다|reserved|Reserved|전재|하실 ?수 ?없)).{4,240}$"
        rf"|[*※■▶ ]*(?:(?:\S{{2,14}}의 ?)?모든|본|이|위) ?(?:기사|콘텐츠|컨텐츠|사이트|매체|저작물|기고문|칼럼|글)(?:\([^()]{{1,12}}\))?[은는의].{{0,80}}(?:저작권|무단|법적|보호|(?:의견|입장|방향|논조)[과와] ?(?:다를|일치하지|무관)).{{0,100}}{POLITE}",
        H,
    ),
    Rule(
        Label.ATTACHMENT,
        "attached",
        r"[※□■○ ]{0,3}(?:붙임|별첨|첨부)[ :：.\d].{0,80}(?:\d ?[부장매]|끝)\.?[ ]*(?:끝\.?)?$",
        H,
    ),
    Rule(
        B,
        "comment-note",
        rf"(?=.{{4,160}}$).*(?:댓글|게시물|의견)(?:은|을|이|에|의)? .*(?:삭제|제한|제재|차단|운영 ?(?:규정|정책|원칙)|작성 ?(?:시|하)).*{POLITE}",
        H,
    ),
    Rule(B, "applause", r".{0,30}(?:박수|응원|하트)를 ?(?:보내|눌러) ?주(?:세요|시)", S),
    Rule(
        B,
        "donation",
        r"(?:이 ?)?기사가 ?(?:마음에|도움이).{0,20}[?]$|[※*■ ]*(?:소중한 ?후원|(?=.{4,90}$).{0,30}후원(?:을|은|해|하기).{0,40}(?:세요|시오|바랍니다|부탁드립니다)\.?$)",
        S,
    ),
    Rule(
        B,
        "tip-line",
        rf"[▶▷※■\[ ]*(?:제보를|기사 ?제보|여러분의 ?제보|네이버 ?메인|.{{0,20}}구독(?:하세|해 ?주|하시)|.{{0,20}}제보를? ?기다|.{{0,30}}채널을? ?(?:추가|구독|검색|설정)).{{0,60}}{POLITE}",
        S,
    ),
    Rule(
        C,
        "photo-label",
        rf"[▲△▶■※*+\-({{\[<【 ]*(?:사진|그림)(?: ?(?:설명|제공|캡션))?(?: ?\d{{1,2}}(?: ?[,·~-] ?\d{{1,2}})*)? ?(?:{CLOSE}|[:：=]|\d+[.:)])",
    ),
    Rule(C, "photo-mark", r"▲ ?(?!.*▲).{4,200}$"),
    Rule(
        C,
        "photo-credit",
        r".{4,200}(?:[(\[](?:사진)? ?=? ?[^()\[\]]{2,16} 제공 ?[)\]]\.?|[/=] ?\S{2,16} ?제공\.?|[(\[]사진 ?[=/] ?[^()\[\]]{2,20}[)\]]\.?|사진 ?[=/] ?\S{2,20}|사진 ?제공 ?[=:] ?\S{2,20}|DB ?금지\]?|[ⓒ©] ?\S{2,16})$",
    ),
    Rule(
        C,
        "photo-signed",
        r"(?=.{10,200}$).*\((?:왼쪽|오른쪽|가운데|앞줄|뒷줄|맨|좌|우)[^)]{0,14}\).*(?:있다|모습)\.? ?[/\[(]?(?:\S{2,14}=)?\S{2,4} ?기자[\])]?$",
    ),
    Rule(
        Label.BYLINE,
        "reporter-sentence",
        r"(?:보도에 |취재에 )?\S{0,14} ?(?:기자|특파원|리포터)(?:의 (?:보도|취재)|가|이)? ?(?:(?:보도|취재|전해|전|단독 ?취재)\S{0,6}|입니다)\.$",
    ),
    Rule(
        Label.BYLINE,
        "sign-off",
        r"\S{2,12}(?:뉴스|방송),? (?:\S{2,6} ?)?\S{2,4}(?:입니다|이었습니다)\.$|(?:[A-Z가-힣]{2,6} )?\S*뉴스 \S{2,4}(?:입니다|이었습니다)\.$",
    ),
    Rule(
        Label.CONTACT,
        "contact-brackets",
        rf"[※*■ ]*{OPEN}(?=.{{0,60}}(?:{PHONE})).{{4,110}}{CLOSE}[.]?$",
        S,
    ),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of pages: a mark that some line carries, and rules of its own, read before the common ones."""

    name: str
    mark: str  # searched in the whole page, ^ and $ at line ends
    rules: tuple[Rule, ...] = ()


LAYOUTS: tuple[Layout, ...] = (
    Layout("server-error", r"Stack trace:|Fatal error|SQLSTATE|^\w*Exception:"),
    Layout(
        "broadcast",
        r"◀(?:ANC|VCR|INT|END|SYN|앵커|리포트)\S*▶|^[\[【] ?(?:앵커|앵커멘트|리포트) ?[\]】]",
    ),
    Layout("ministry-sheet", r"배포 ?일시|보도 ?시점"),
    Layout(
        "policy-portal",
        r"보도자료를 전재하여 제공|^이전다음기사|^\d{4}\.\d\d\.\d\d [가-힣]{2,12}(?:부|처|청|위원회)$",
    ),
    Layout(
        "newswire",
        r"--\(뉴스와이어\)|^웹사이트: |배포한 뉴스입니다",
        (Rule(B, "company-profile", r"(?:\S+ ){1,4}(?:개요|소개)$", H),),
    ),
    Layout(
        "tistory",
        r"^반응형$|^게시글 관리$|티스토리",
        (Rule(Label.SECTION, "blog-category", r"[^/.,…]{2,20}/[^/.,…]{2,20}$"),),
    ),
    Layout("gnuboard", r"^페이지 정보$|^댓글목록$"),
    Layout("nd-new", r"기사보내기|스크롤 이동 상태바|^기자명 "),
    Layout("nd-classic", r"^상태바$|이 기사를 공유합니다|^\s*• 승인 \d|저작권자 ?© "),
    Layout("sub-read", r"도배방지|기사입력 \d{4}/\d\d/\d\d"),
    Layout(
        "mediaon",
        r"^[ \t]*(?:• )?등록 \d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d|기상청 제공|^더보기$|^총 \d+명 참여|^크게보기$",
    ),
    Layout(
        "wire", r"^[\[(【][가-힣 ]{2,8}=[^\])】]{2,12}[\])】]|재판매 및 DB|제보는 카카오톡|송고"
    ),
    Layout("portal", r"^(?:가장작게|더 작게)$|본문 ?글자 ?크기|본문 요약봇"),
    Layout(
        "board",
        rf"^[ \t]*(?:• )?(?:{spaced(['작성일', '등록일', '작성자', '담당부서', '부서명', '제공일', '조회수', '날짜'])})[ \t]*(?:[:：]|\d|$|[ \t])",
    ),
    Layout("daily", rf"(?:{spaced(DATE_WORDS)})[ ]*[:：]?[ ]*(?:19|20)\d\d"),
)
GENERAL = "general"  # no layout's mark on the page: body and headline were found by shape alone


@dataclass(frozen=True, slots=True)
class Table:
    """Rules as one pattern; rows[i] is the rule of group i + 1. One match call asks the whole table."""

    pattern: re.Pattern[str]
    rows: tuple[Rule, ...]

    def first(self, text: str) -> Rule | None:
        """The first rule that matches the text, None when none does."""
        match = self.pattern.match(text)
        return self.rows[match.lastindex - 1] if match and match.lastindex else None


def compile_table(rules: Iterable[Rule]) -> Table:
    """The Table of the rules, in their order. Patterns hold no capturing groups of their own."""
    rows = tuple(rules)
    return Table(re.compile("|".join(f"({rule.pattern})" for rule in rows)), rows)


COMMON = compile_table(RULES)
SENTENCES = compile_table(UI_SENTENCES)
MARKS = tuple((layout.name, re.compile(layout.mark, re.MULTILINE)) for layout in LAYOUTS)
OWN_RULES = {layout.name: compile_table(layout.rules) for layout in LAYOUTS if layout.rules}


def layout_of(text: str) -> str:
    """The name of the first layout whose mark the page carries; GENERAL when none is there."""
    return next((name for name, mark in MARKS if mark.search(text)), GENERAL)
