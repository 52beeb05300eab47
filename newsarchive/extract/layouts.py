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


PHONE = r"(?:\(?0\d{1,2}[)\-. ]{0,2})?\d{3,4}[-–. ]\d{4}|☎"
FILE = r"\.(?:hwpx?|pdf|jpe?g|png|gif|bmp|zip|xlsx?|docx?|pptx?|mp4|egg)\b"
OPEN, CLOSE = r"[(\[【〔<〈（]", r"[)\]】〕>〉）]"
SKY = r"(?:맑음|구름조금|구름많음|구름 조금|구름 많음|흐림|흐리고 비|비|눈|안개|박무|연무|황사|소나기|비/눈|천둥번개)"
B, C, S, H = Label.BOILERPLATE, Label.CAPTION, Stop.SOFT, Stop.HARD

# Labels of a board's or a paper's header that a value follows; dates are read in dates.py.
META_WORDS = [
    "조회",
    "조회수",
    "조회",
    "수",
    "작성자",
    "글쓴이",
    "등록자",
    "게시자",
    "이름",
    "기자명",
    "부서",
    "부서명",
    "담당부서",
    "담당과",
    "담당팀",
    "담당자",
    "담당",
    "작성과",
    "작성팀",
    "작성부서",
    "등록부서",
    "연락처",
    "전화",
    "전화번호",
    "문의처",
    "제공부서",
    "자료제공",
    "제공기관",
    "보도자료제공",
    "출처",
    "뉴스출처",
    "첨부",
    "첨부파일",
    "파일",
    "추천",
    "추천수",
    "댓글",
    "댓글수",
    "좋아요",
    "공유",
    "분류",
    "구분",
    "번호",
    "기관명",
    "이메일",
    "보도시점",
    "책임자",
    "지면",
    "제목",
    "Hit",
    "hit",
    "HIT",
    "조회건수",
    "다운로드",
    "배포처",
    "엠바고",
    "담당기관",
    "소속",
    "직위",
    "사진",
    "인쇄",
    "스크랩",
]
DATE_WORDS = tuple(word for word in PUBLISHED + MODIFIED)
META = spaced({*META_WORDS, *DATE_WORDS})

RULES: tuple[Rule, ...] = (
    # clocks and weather of the page's own header
    Rule(Label.CLOCK, "updated", r"UPDATED?\b.*\d|(?:편집|현재시각|현재시간)[ :]+\d{4}.*$"),
    Rule(
        Label.CLOCK,
        "release-clock",
        r"발행일자? ?: ?\d{4}[-.]\d\d?[-.]\d\d?.{0,8}\([월화수목금토일]\)$",
    ),
    Rule(
        Label.CLOCK,
        "day-and-weekday",
        r"(?:\d{4} ?[.년/-] ?)?\d{1,2} ?[.월/-] ?\d{1,2}[.일]? ?(?:\([월화수목금토일]\)|[월화수목금토일]요일)"
        r"(?: ?\d\d:\d\d(?::\d\d)?)?$",
    ),
    Rule(B, "weather", rf"(?:{SKY})? ?\S{{0,9}} ?-?\d{{1,2}}(?:\.\d)? ?(?:℃|°C|˚C|'C|도)$"),
    Rule(B, "weather", rf"{SKY}$|기상청 ?제공$|현재 ?날씨|\S{{2,9}}\(예\)$|미세먼지|초미세먼지"),
    # broadcast scripts
    Rule(B, "script-start", r"(?:◀ ?(?:ANC|앵커)[^▶]{0,8}▶|[\[【] ?앵커(?: ?멘트)? ?[\]】])$", H),
    Rule(
        B,
        "script-mark",
        r"◀[^▶]{1,12}▶.{0,24}$|[\[【] ?(?:앵커|리포트|인터뷰|녹취|기자|앵커멘트|현장음|싱크|자막)(?: ?멘트)? ?[\]】].{0,16}$",
    ),
    # copyright and imprint
    Rule(
        Label.COPYRIGHT,
        "copyright",
        r"(?=.{0,120}(?:저작권자|무단 ?전재|무단 ?복제|재배포 ?금지|재배포를 금|[Rr]ights [Rr]eserved|RIGHTS RESERVED|(?i:copyright)))"
        r"(?!.*(?:위반|논란|소송|약관)).{1,260}$",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "imprint",
        r"(?=.{0,300}(?:등록번호|발행인|편집인|사업자|청소년보호|통신판매|대표전화|등록\(발행\)|정기간행물|제호 ?[:：]|인터넷신문))(?=.*[:：|]).{1,500}$",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "imprint",
        r"(?:주소|우편번호|사업장|본사|대표자|법인명|제호|FAX|Fax|팩스|대표이사) ?[:：]|우\)? ?\d{5}|\(우\) ?\d{5}",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "copyright-sign",
        rf"(?:ⓒ|©|\([cC]\))(?=.{{0,60}}(?:www|무단|금지|{CLOSE}?$|\.)).{{2,120}}(?:금지|www\S+|reserved\.?)",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "site-footer",
        r"개인정보 ?(?:처리|취급|보호)|이용약관|서비스 ?이용약관|이메일 ?무단|청소년 ?보호|저작권 ?(?:정책|보호|안내|규약)|회사소개|매체소개|신문사 ?소개|"
        r"기사 ?제보|광고 ?문의|제휴 ?문의|불편 ?신고|독자투고|구독 ?신청|고충처리|윤리강령|찾아오시는|오시는 ?길|RSS|모바일 ?(?:버전|웹)|PC ?버전",
        H,
    ),
    Rule(
        B,
        "tip-line",
        r"제보는|(?:기사)?제보 ?[:：]|▷? ?카카오톡 ?[:：]|▷ ?(?:전화|이메일|유튜브|카카오톡)|네이버(?:에서|, )|(?:ⓒ|◎)?공감언론|◎ ?공감",
        S,
    ),
    # the end mark
    Rule(B, "end-mark", rf"(?:{OPEN}|-)? ?(?:끝|이상) ?(?:{CLOSE}|-)?\.?$", H),
    # attachments
    Rule(
        Label.ATTACHMENT,
        "attached",
        r"(?:붙임|별첨|첨부|\[붙임\]|\[첨부\]|※ ?(?:붙임|별첨|첨부)|\(?붙임\)?)(?:\s|\d|[:：.]|자료|파일|$)",
        H,
    ),
    Rule(Label.ATTACHMENT, "file", rf".{{0,160}}{FILE}", H),
    Rule(
        Label.ATTACHMENT,
        "file-size",
        r".{0,120}(?:\d[\d.,]* ?[KMG]i?B\b|\d+ ?hit\b|Hit ?: ?\d|Download ?: ?\d)",
        H,
    ),
    Rule(
        Label.ATTACHMENT,
        "file-tools",
        r"\[?(?:바로 ?보기|바로 ?듣기|미리 ?보기|다운로드|내려받기|전체 ?다운|일괄 ?다운|뷰어|파일 ?첨부|첨부 ?파일|문서 ?뷰어)\S{0,6}\]?$",
        H,
    ),
    Rule(
        Label.ATTACHMENT,
        "photo-enclosed",
        r"[※*({\[ ]*(?:.{0,30} )?사진 ?(?:\d+ ?[장매부]|있음|없음|별첨|첨부|참조|자료 ?첨부).{0,40}$",
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
    Rule(
        Label.CONTACT,
        "contact-label",
        rf"[※*■▣▶▷☞○\-<(\[ ]*{spaced(['담당부서', '담당자', '연락처', '문의처', '전화번호', '문의', '담당', '전화', '작성과', '작성팀', '담당과', '담당팀', '부서', '부서명', '책임자', '담당기관', '취재문의', '홍보담당', '배포처', '웹사이트', '자료문의'])}[>)\]]? ?[:：|/](?!.*\d{{4}} ?[.-] ?\d)",
        S,
    ),
    Rule(Label.CONTACT, "contact-phone", rf"(?=.{{2,80}}$)[^.]*?(?:{PHONE})[^.다]{{0,30}}$", S),
    # pictures
    Rule(
        C,
        "photo-mark",
        r"▲ ?(?!.{0,200}▲)(?!.*(?:다|요)\.\s).{2,300}$|△ ?사진|\[포토\]|▶ ?사진|◆ ?사진",
    ),
    Rule(
        C,
        "photo-label",
        rf"[▲△▶■※*+\-({{\[<【 ]*(?:사진|그림|이미지|자료 ?사진|참고 ?사진|현장 ?사진)(?: ?(?:설명|제공|출처|캡션|자료|촬영))?\d{{0,2}} ?(?:{CLOSE}|[:：=/ⓒ©|｜\-]|\d+[.:)])",
    ),
    Rule(
        C,
        "photo-label",
        r"[▲△▶■※*\- ]*(?:사진|그림)(?: ?\d+)? ?[=:]?$|[\[(<](?:사진|그림)\S{0,8} ?[^\])>]{0,60}[\])>].{0,80}$",
    ),
    Rule(
        C,
        "photo-credit",
        r"(?=.{2,240}$).*(?:재판매 및 ?DB|DB ?금지|DB\]|자료사진|사진 ?제공|사진 ?[=/]|[Pp]hoto|(?:사진|이미지) ?출처)",
    ),
    Rule(
        C,
        "photo-credit",
        r"(?=.{2,200}$).*(?:[(\[ ]{1,2}[^()\[\]]{2,20} ?제공 ?\.?[)\]]|제공 ?= ?\S+|= ?\S{2,14} ?제공\.?|/ ?\S{2,14} ?제공|[ⓒ©] ?[가-힣A-Za-z0-9]{2,16}(?: ?\S+ 기자)?|\([^()]{2,14}=[^()]{2,14}\)|/ ?(?:연합뉴스|뉴스1|뉴시스)) ?\|?$",
    ),
    Rule(C, "picture-row", r"(?:!\[|\|).{0,240}\|$|.{2,120} \|$"),
    # tags
    Rule(
        Label.KEYWORDS,
        "tags",
        r"(?:키워드|태그|Tags?|TAG|해시태그|관련 ?태그|관련 ?키워드|#키워드)(?:\s?Tags?)?\s?[:：]?\s?#?\S{0,60}(?:\s.*)?#|#\S{1,30}(?:[ ,]+#\S{1,30})*$",
        S,
    ),
    Rule(Label.KEYWORDS, "tags", r"(?:키워드|태그|Tags?|TAG|관련 ?키워드|관련 ?태그)\s*[:：]?$", S),
    # summaries
    Rule(
        Label.SUMMARY,
        "summary-head",
        r"(?:AI ?)?(?:세 ?줄 ?요약|3줄 ?요약|기사 ?요약|요약(?:문|봇|보기)?|AI ?요약|핵심 ?요약|한 ?줄 ?요약)(?: ?(?:보기|닫기|NEW|beta))?$",
    ),
    # other articles
    Rule(
        Label.TEASER,
        "more",
        r"(?:\S{1,12} )?(?:더 ?보기|더보기 ?\+|전체 ?보기|more|MORE|\+ ?더보기)(?: ?[+>▶])?$",
        H,
    ),
    Rule(
        Label.TEASER,
        "other-articles",
        r"[\[<■▶☞●○ ]*(?:(?:가장 ?)?많이 ?(?:본|읽은|보는)(?: ?(?:뉴스|기사|글))?|댓글 ?많은(?: ?(?:뉴스|기사|글))?|인기 ?(?:뉴스|기사|글)|주요 ?(?:뉴스|기사)|최신 ?(?:뉴스|기사|글)|실시간 ?(?:뉴스|속보|인기)|추천 ?(?:뉴스|기사|콘텐츠)|"
        r"에디터 ?(?:추천|픽)|포토 ?뉴스|영상 ?뉴스|핫 ?이슈|이 ?시각|오늘의 ?(?:뉴스|주요|인기|핫)|랭킹 ?뉴스|(?:\S{1,8} )?다른 ?(?:기사|뉴스)|이 ?(?:기자|기사)[의와를]? ?|"
        r"기자의 ?다른|많이 ?읽은|함께 ?(?:볼|본|읽)|관심 ?기사|HOT ?(?:뉴스|이슈|클릭)|베스트 ?(?:뉴스|클릭|댓글)|섹션 ?(?:뉴스|최신)|TOP ?(?:뉴스|\d)|톱 ?뉴스|헤드라인|공지 ?사항|"
        r"지금 ?(?:뜨는|인기)|당신이 ?(?:좋아|관심)|놓치면|주간 ?인기|연관 ?(?:뉴스|기사)|(?:\S+ ){0,2}기사 ?더보기|같은 ?(?:섹션|카테고리))(?: ?\S{1,10}){0,2}(?: ?(?:더보기|전체보기|TOP ?\d+|\d+|베스트))?$",
        H,
    ),
    Rule(
        Label.TEASER,
        "related",
        r"[\[<■▶☞●○ ]*(?:키워드 ?)?(?:관련 ?(?:기사|뉴스|글|게시물|포토|콘텐츠|링크|이슈)|연관 ?기사)[\]>]?(?: ?(?:더보기|목록|\d+))?$",
        S,
    ),
    Rule(
        Label.TEASER,
        "related-headline",
        r"(?:\[관련 ?기사\]|관련 ?기사 ?[:：]|☞ ?(?:관련|바로)|▶ ?(?:관련 ?기사|바로 ?가기)).{0,120}$",
        S,
    ),
    Rule(
        Label.TEASER,
        "neighbour",
        r"(?:이전|다음|윗|아랫)[ ]?(?:글|기사|게시물|게시글|뉴스|페이지|보도자료)?(?:\s?(?:[:：>▲▼◀▶|-]|목록|이\s|없).*|[가-힣“‘\[].{6,}|)$|(?:이전|다음)(?:글|기사)|이전다음",
        H,
    ),
    # reader widgets
    Rule(
        B,
        "comments",
        r"(?:기사 ?|전체 ?|독자 ?)?댓글(?: ?(?:목록|달기|쓰기|작성|\d+ ?[개건]?|삭제|입력|운영|등록|로그인|정렬|수정|\(\d+\)|영역|창|닫기|보기).{0,40}|)$|등록된 ?댓글|의견(?:쓰기| ?\d+)|코멘트|0 ?/ ?\d{2,4}",
        S,
    ),
    Rule(
        B,
        "comment-widget",
        r"(?:댓글목록|댓글쓰기|댓글 ?삭제|기사 ?댓글 ?\d*|내 ?댓글|비밀번호|닉네임|로그인 ?후|자동등록방지|BEST ?댓글|최신순|추천순|공감순|과거순|인기순)$",
        H,
    ),
    Rule(
        B,
        "votes",
        r"추천 ?비추천|(?:추천|비추천)(?: ?\d+)?$|\d{1,5}명$|\d{1,3}%$|총 ?\d+명 ?참여|(?:좋아요|화나요|슬퍼요|감동이에요|훈훈해요|후속강추|후속기사 ?원해요|추가취재 ?원해요|응원|유익해요|싫어요|공감|놀랐어요|쏠쏠정보|흥미진진|공감백배|분석탁월)\s?[\d,]*(?: .{0,30})?$",
        S,
    ),
    Rule(
        B,
        "survey",
        r"(?:\S{2,6} ){0,3}만족도 ?(?:조사|평가)?$|매우 ?(?:만족|불만)|만족 ?불만|평가하기|의견 ?(?:남기기|등록)|(?:매우만족|만족|보통|불만족|매우불만족)$",
        H,
    ),
    Rule(B, "open-licence", r".{0,24}공공누리|.{0,20}OPEN ?공공|제?\d유형|공공저작물", H),
    Rule(
        B,
        "visitors",
        r",?\d{1,3}(?:,\d{3})+$|,\d{3}$|(?:오늘|어제|전체|최대|접속자|방문자)(?: ?(?:접속자|방문자)(?:집계|수)?)?[ :]*[\d,]*$",
    ),
    Rule(
        B,
        "page-manager",
        r"(?:페이지 ?관리|콘텐츠 ?관리|자료 ?관리|컨텐츠 ?관리|관리 ?담당|최종 ?(?:수정|업데이트|갱신)일|최근 ?(?:업데이트|수정)일|QR ?코드|QR)",
        H,
    ),
    Rule(
        B,
        "share",
        r"(?:SNS|sns) ?(?:기사 ?)?(?:보내기|공유)|(?:페이스북|트위터|카카오|네이버|밴드|블로그|텔레그램|라인|X\(트위터\)|엑스|핀터레스트|인스타그램|유튜브|스레드|구글)\S{0,8}(?:\(?으?로\)?)?(?: .{0,160})?$|URL ?(?:복사|이? ?복사)|주소 ?복사|기사 ?(?:URL|주소|스크랩|공유|보내기|저장|프린트)|이 ?(?:기사|뉴스|글)를? ?공유|공유(?:하기)?(?: .{0,60})?$|(?:단축 ?)?URL$|퍼가기|스크랩(?:하기)?$",
    ),
    Rule(
        B,
        "font-size",
        r"[※\-• ]*(?:본문|글자|글씨|폰트|화면|기사)? ?(?:본문|글자|글씨|폰트|화면) ?(?:크기|사이즈|줄이기|키우기|확대|축소|크게|작게).{0,60}$|(?:가장 ?|더 |아주 ?|매우 ?|가 ?)?(?:작게|크게|보통|기본)(?: ?(?:보기))?$|가(?: ?가){0,4}$|(?:확대|축소|기본)$|※? ?번역할? ?언어",
    ),
    Rule(
        B,
        "navigation",
        r"(?:바로 ?가기 ?)?(?:(?:본문|주메뉴|메인메뉴|메뉴|하단|상단|콘텐츠|컨텐츠|검색|푸터)(?: ?영역)? ?(?:으로 ?)?(?:바로 ?가기|건너뛰기|이동)(?: ?메뉴)?[ ,]*)+.{0,60}$|.{0,12}\s본문 바로가기|바로가기\b.{0,40}$|(?:스크롤 ?이동 ?)?상태바$|현재 ?(?:위치|페이지)|(?:홈|HOME|Home|home|메인)(?:$| ?[>›»/<|].{0,60}$)",
    ),
    Rule(
        B,
        "official-site",
        r"(?:전자정부|정부상징|태극기|대한민국정부).{0,40}$|.{0,30}공식 ?(?:전자정부)? ?누리집",
    ),
    Rule(B, "breadcrumb", r"홈(?=[가-힣·]{2,20}$)"),
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
        r".{0,24}(?:검색어|검색 ?기록|최근 ?검색|통합 ?검색|상세 ?검색|전체 ?검색|검색 ?결과)|(?:.{0,24}, ?)?검색$|전체 ?삭제$|입력 ?양식",
    ),
    Rule(
        B,
        "reporter-box",
        r"기자 ?(?:이미지|사진|프로필|페이지|구독|소개|홈)|구독(?:하기|중)?(?: .{0,20})?$|(?:응원|제보)하기|기자에게|전체기사$|(?:기사 ?)?전체 ?목록$",
    ),
    Rule(
        B,
        "interface",
        r"(?=.{2,26}$).*(?:사용|변경|설정|보내|공유|복사|신청|가입|구독|선택|확인|저장|이동|추가|삭제|조정|조절|크게 ?보|작게 ?보|원본 ?보|원문 ?보)하?기$|"
        r"기사 ?원문$|본문 ?요약봇.{0,10}$|(?:텍스트 )?음성 ?변환.{0,20}$",
    ),
    Rule(
        B,
        "interface",
        r"(?:beta|BETA|undefined|null|NaN|이전|다음|목록(?:으로|보기)?|목록 ?.{0,8}|닫기|열기|인쇄(?:하기)?|프린트|저장|메뉴(?: ?(?:열기|닫기|보기))?|전체 ?메뉴(?: .{0,10})?|로그인|로그아웃|회원가입|마이페이지|검색|버튼|팝업창? ?닫기|슬라이드.{0,8}|재생|정지|일시정지|음소거|전체화면|TOP|top|맨 ?위로?|위로|처음|마지막|크게 ?보기|확대보기|이미지 ?(?:크게|확대).{0,6}|사이트 ?맵|즐겨찾기|뒤로 ?가기|취소|확인|완료|등록|수정|삭제|답변|글쓰기|쓰기|신고(?:하기)?|차단|본문|페이지 ?정보|콘텐츠 ?영역|컨텐츠 ?영역|본문 ?영역|본문 ?내용|내용|본문 ?시작|본문 ?끝|반응형|게시글 ?관리|구독하기|댓글|좋아요|공감|글 ?내용|게시판|상세 ?(?:보기|내용|정보)|게시물 ?(?:보기|상세|정보|내용)|읽기|음성|듣기|번역|음성으로 ?듣기|글자 ?크기|통계|카테고리|티스토리툴바|관리자 ?메뉴|사진|동영상|영상|이미지|이미지 ?(?:없음|보기)|자세히|자세히 ?보기|기자|뉴스홈|신문보기|지면보기|PDF|eBook|관리|설정|알림|더 ?알아보기|새창|새 ?창 ?열림|펼치기|접기|다음 ?기사|이전 ?기사)$",
    ),
    Rule(B, "counter", r"\d{1,7}$|\d{1,3} ?/ ?\d{1,3}$|[\W_]{1,12}$"),
    Rule(B, "badge", r"(?:NEW|New|new|N|새글|새로운글|HOT|인기글?|공지|핫)$"),
    Rule(B, "office-hours", r"(?:영업|운영|상담) ?시간"),
)

# Prose of the page itself: it ends like a sentence and is still none of the article.
UI_SENTENCES: tuple[Rule, ...] = (
    Rule(
        B,
        "ui-sentence",
        r".{0,40}(?:복사되었습니다|등록된 ?(?:댓글|글|게시물|자료|의견)이? ?없습니다|댓글이 ?없습니다|로그인(?:이|을| 후)|회원가입|삭제하시겠습니까|공유해 ?주세요)",
    ),
    Rule(
        B,
        "ui-sentence",
        r"이 ?누리집은|.{0,40}(?:공식 ?(?:전자정부 ?)?누리집|자바스크립트|JavaScript|브라우저에서|브라우저를)|안녕하세요.{0,30}기자 ?입니다",
    ),
    Rule(
        B,
        "ui-sentence",
        r"파란 ?원을|이 글자 ?크기로|\(예시\)|.{0,20}글자 ?크기가 ?변경|이 기사는 .{0,30}섹션으로|.{0,40}(?:존재하지 ?않는|삭제되었거나|필요한 서비스)",
    ),
    Rule(
        Label.SUMMARY,
        "summary-note",
        r"(?:요약 ?정보|.{0,30}(?:인공지능이|AI가|AI 기술|자동 ?요약|요약 기술|요약봇)).{0,120}(?:요약|제공|읽어야|사용)",
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
        r"[“\"‘']?(?:이|본|위) ?(?:자료|기사|글|내용|보도자료|게시물|저작물)[은는]? ?.{0,60}(?:보도 ?자료|제공|전재|배포|작성)",
        H,
    ),
    Rule(B, "open-licence", r".{0,60}(?:공공누리|자유 ?이용|출처표시)", H),
    Rule(
        Label.COPYRIGHT,
        "copyright",
        r"[<\[(【■※*ⓒ© ]*(?:저작권자|Copyright|copyright|ⓒ|©|\([cC]\))(?=.{0,100}(?:금지|금합니다|reserved|Reserved|전재)).{4,240}$",
        H,
    ),
    Rule(
        Label.COPYRIGHT,
        "copyright",
        r"(?:본|이|모든) ?(?:기사|콘텐츠|컨텐츠|사이트|매체|저작물)[은는의].{0,60}(?:저작권|무단|법적|보호)",
        H,
    ),
    Rule(
        Label.ATTACHMENT,
        "attached",
        r"(?:붙임|별첨|첨부)[ :：.\d].{0,80}(?:\d ?부|끝)\.?[ ]*(?:끝\.?)?$",
        H,
    ),
    Rule(
        B,
        "comment-note",
        r".{0,60}(?:운영규정|운영정책|댓글은|댓글 ?작성|비방|욕설|스팸|명예훼손 ?등|게시물은 ?삭제|제한될 ?수)",
        H,
    ),
    Rule(
        B,
        "tip-line",
        r"(?:▶|▷|※|■|\[)? ?(?:제보를? ?|기사 ?제보|여러분의 ?제보|네이버 ?메인|.{0,20}구독하(?:시|기|세)|.{0,20}기다립니다|.{0,12}채널)",
        S,
    ),
    Rule(
        C,
        "photo-label",
        rf"[▲△▶■※*+\-({{\[<【 ]*(?:사진|그림)(?: ?(?:설명|제공|캡션))?\d{{0,2}} ?(?:{CLOSE}|[:：=]|\d+[.:)])",
    ),
    Rule(C, "photo-mark", r"▲ ?(?!.*▲).{4,200}$"),
    Rule(
        C,
        "photo-credit",
        r".{4,200}(?:[(\[/ ](?:사진)? ?=? ?[^()\[\]]{2,16} 제공 ?[)\]]?\.?|사진 ?[=/] ?\S{2,20}|사진 ?제공 ?[=:] ?\S{2,20}|DB ?금지\]?|[ⓒ©] ?\S{2,16})$",
    ),
    Rule(
        Label.BYLINE,
        "reporter-sentence",
        r"(?:보도에 |취재에 )?\S{0,14} ?(?:기자|특파원|리포터)(?:의 (?:보도|취재)|가|이)? ?(?:(?:보도|취재|전해|전|단독 ?취재)\S{0,6}|입니다)\.$",
    ),
    Rule(
        Label.BYLINE,
        "sign-off",
        r"\S{2,12}(?:뉴스|방송)(?:,)? (?:\S{2,6} ?)?\S{2,4}입니다\.$|\S*뉴스 \S{2,4}(?:입니다|이었습니다)\.$",
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
    Layout("gnuboard", r"^페이지 정보$|^댓글목록$"),
    Layout("nd-new", r"기사보내기|스크롤 이동 상태바|^기자명 "),
    Layout("nd-classic", r"^상태바$|이 기사를 공유합니다|^\s*• 승인 \d|저작권자 ?© "),
    Layout("sub-read", r"도배방지|기사입력 \d{4}/\d\d/\d\d"),
    Layout(
        "mediaon",
        r"^[ \t]*(?:• )?등록 \d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d|기상청 제공|^더보기$|^총 \d+명 참여|^크게보기$",
    ),
    Layout("newswire", r"--\(뉴스와이어\)|웹사이트: |배포한 뉴스입니다"),
    Layout(
        "wire", r"^[\[(【][가-힣 ]{2,8}=[^\])】]{2,12}[\])】]|재판매 및 DB|제보는 카카오톡|송고"
    ),
    Layout("tistory", r"^반응형$|^게시글 관리$|티스토리"),
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
