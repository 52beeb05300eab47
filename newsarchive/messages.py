"""Every message the program can give, Korean and English, by its stable code. Imports nothing.

E1xx reading files · E2xx front matter and corrections · E3xx site.yaml and usage · E4xx templates and pages ·
E5xx the output folder · W1xx reading · W2xx extraction · W3xx enrichment and settings · W4xx the site · N notes.
Codes are never re-used. {0}, {1} … are the values of the Problem.
"""

from __future__ import annotations

from typing import NamedTuple


class Message(NamedTuple):
    """One message in two languages, each with its hint ("" for none)."""

    ko: str
    ko_hint: str
    en: str
    en_hint: str

    def in_language(self, language: str) -> tuple[str, str]:
        """(message, hint) in "ko" or "en"."""
        return (self.en, self.en_hint) if language == "en" else (self.ko, self.ko_hint)


MESSAGES: dict[str, Message] = {
    "E101": Message(
        "파일을 읽을 수 없습니다: {0}",
        "파일이 열려 있거나 권한이 없는지 확인하세요.",
        "cannot read the file: {0}",
        "check its permissions and whether another program holds it.",
    ),
    "E102": Message(
        "빈 파일입니다",
        "본문을 붙여 넣거나 파일을 지우세요.",
        "the file is empty",
        "paste the page's text into it or delete the file.",
    ),
    "E103": Message(
        "글자로 읽을 수 없는 파일입니다 ({0})",
        "브라우저에서 본문을 복사해 UTF-8 텍스트(.txt)로 저장하세요.",
        "the file is not text ({0})",
        "copy the text in the browser and save it as UTF-8 (.txt).",
    ),
    "E104": Message(
        "그런 파일이나 폴더가 없습니다: {0}",
        "경로와 이름을 확인하세요.",
        "no such file or folder: {0}",
        "check the path and the name.",
    ),
    "E201": Message(
        "제목이 없습니다",
        "파일 첫 줄부터 --- 로 감싼 머리말을 두고 title: 제목 을 쓰세요.",
        "no title",
        "begin the file's first line with front matter between --- lines, with a title: line.",
    ),
    "E202": Message(
        "머리말이 닫히지 않았습니다",
        "머리말 끝에 --- 만 있는 줄을 넣으세요.",
        "the front matter is not closed",
        "end it with a line that holds only ---.",
    ),
    "E203": Message(
        "모르는 항목입니다: {0}",
        "혹시 {1}?",
        "unknown key: {0}",
        "did you mean {1}?",
    ),
    "E204": Message(
        "항목이 두 번 나옵니다: {0} (처음: {1}번째 줄)",
        "하나만 남기세요.",
        "key given twice: {0} (first on line {1})",
        "keep one of them.",
    ),
    "E205": Message(
        "{0} 값을 읽을 수 없습니다: {1}",
        "이렇게 쓰세요: {2}",
        "cannot read the value of {0}: {1}",
        "write it as: {2}",
    ),
    "E206": Message(
        "머리말의 이 줄을 이해할 수 없습니다: {0}",
        "“항목: 값” 또는 “- 값” 꼴로 쓰세요. 쌍점(:)은 영문 자판의 것이고 뒤에 한 칸을 띄웁니다.",
        "cannot understand this line of the front matter: {0}",
        "write “key: value” or “- value”, with a plain colon and a blank after it.",
    ),
    "E207": Message(
        "무엇을 고치는지 없습니다",
        "corrects: 파일이름.txt 를 쓰세요 (목록의 세 번째 기사는 파일이름.txt#3).",
        "the correction does not say what it corrects",
        "add corrects: NAME.txt (third item of a listing: NAME.txt#3).",
    ),
    "E208": Message(
        "고칠 기사를 찾을 수 없습니다: {0}",
        "seeds/에 있는 파일 이름과 번호인지 확인하세요.",
        "nothing to correct: {0}",
        "check the file name in seeds/ and the item number.",
    ),
    "E209": Message(
        "{0} 항목을 두 파일이 고칩니다: {1}, {2}",
        "한쪽에서 지우세요.",
        "two files correct {0}: {1}, {2}",
        "keep one of them.",
    ),
    "E210": Message(
        "{0} 항목은 프로그램이 정하므로 쓸 수 없습니다",
        "이 줄을 지우세요.",
        "{0} is decided by the program",
        "delete this line.",
    ),
    "E211": Message(
        "본문이 없습니다",
        "머리말 아래에 기사 본문을 쓰세요.",
        "no body",
        "write the article below the front matter.",
    ),
    "E106": Message(
        "파일을 읽을 권한이 없습니다",
        "파일의 권한을 확인하세요.",
        "no permission to read the file",
        "check its permissions.",
    ),
    "E107": Message(
        "보통의 파일이 아닙니다",
        "폴더·파이프·소켓은 읽지 않습니다. 파일을 주세요.",
        "not a regular file",
        "folders, pipes and sockets are not read; name a file.",
    ),
    "E108": Message(
        "사이트 폴더 밖을 가리키는 링크입니다",
        "링크 대신 파일을 복사해 넣으세요.",
        "a link out of the site’s folder",
        "copy the file instead of linking it.",
    ),
    "E109": Message(
        "파일이 너무 큽니다 ({0} MB까지)",
        "기사가 있는 부분만 남기세요.",
        "the file is too large (at most {0} MB)",
        "keep only the part with the article.",
    ),
    "E110": Message(
        "쓸 수 없습니다: {0}",
        "폴더의 권한과 디스크 공간을 확인하세요.",
        "cannot write here: {0}",
        "check the folder's permissions and the disk space.",
    ),
    "E105": Message(
        "가져올 수 없는 종류의 파일입니다 ({0})",
        "본문을 복사해 .txt로 저장하세요. 가져올 수 있는 것: .txt .html .htm .eml",
        "this kind of file cannot be imported ({0})",
        "copy its text into a .txt file. Can be imported: .txt .html .htm .eml",
    ),
    "E306": Message(
        "필요한 것이 설치되어 있지 않습니다: {0}",
        "make site를 쓰거나 .venv/bin/python build.py로 실행하세요. Windows에서는 README의 세 줄을 따르세요.",
        "not installed: {0}",
        "use make site, or run .venv/bin/python build.py; on Windows, the three lines of the README.",
    ),
    "E307": Message(
        "모르는 명령이나 옵션입니다: {0}",
        "혹시 {1}?",
        "unknown command or option: {0}",
        "did you mean {1}?",
    ),
    "E308": Message(
        "빠진 것이 있습니다: {0}",
        "쓰는 법: {1}",
        "something is missing: {0}",
        "how it is used: {1}",
    ),
    "E309": Message(
        "{0}에 쓸 수 없는 값입니다: {1}",
        "이렇게 쓰세요: {2}",
        "{0} does not take this value: {1}",
        "write it as: {2}",
    ),
    "E305": Message(
        "포트를 열 수 없습니다: {0}",
        "다른 번호를 쓰세요: --port 8001",
        "cannot listen on the port: {0}",
        "use another number: --port 8001",
    ),
    "W101": Message(
        "읽지 않는 종류의 파일입니다 ({0})",
        "seeds/에는 .txt .html .htm, articles/에는 .md .yaml만 넣으세요. 한글·워드 문서는 본문을 복사해 .txt로 저장하세요.",
        "this kind of file is not read ({0})",
        "seeds/ takes .txt .html .htm, articles/ takes .md .yaml; copy the text of other documents into a .txt file.",
    ),
    "W103": Message(
        "읽을 파일이 없어 빈 누리집이 됩니다",
        '지면을 seeds/에 .txt로 저장하거나, build.py new "제목"으로 articles/에 글을 만드세요.',
        "there is nothing to read; the site is empty",
        'save a page as .txt in seeds/, or write an article in articles/ with build.py new "title".',
    ),
    "W104": Message(
        "첨부 파일은 가져오지 못했습니다: {0}",
        "첨부 파일을 열어 본문을 .txt로 저장한 뒤 가져오세요.",
        "an attachment was not taken: {0}",
        "open it, save its text as .txt and import that.",
    ),
    "W102": Message(
        "깨진 글자가 {0}개 있습니다",
        "원문에서 다시 복사해 UTF-8로 저장하세요.",
        "{0} damaged characters",
        "copy the text again and save it as UTF-8.",
    ),
    "E231": Message(
        "주소가 같은 기사가 이미 있습니다: {0} ({1})",
        "머리말의 id나 aliases를 다르게 적거나 파일 이름을 바꾸세요.",
        "another article has the same address: {0} ({1})",
        "give one of them another id or other aliases in its front matter, or rename the file.",
    ),
    "W201": Message(
        "기사를 찾지 못했습니다 ({0})",
        "기사 본문이 있는 페이지인지 확인하세요. 줄마다 어떻게 읽었는지는 build.py explain이 보여 줍니다.",
        "no article on this page ({0})",
        "check that the page shows an article; build.py explain shows how each line was read.",
    ),
    "W202": Message(
        "아는 형식이 아니어서 짐작으로 읽었습니다",
        "제목과 본문이 맞는지 확인하세요.",
        "no layout matched; read by shape alone",
        "check headline and body.",
    ),
    "W203": Message(
        "제목이 없어 첫 문장을 제목으로 썼습니다: {0}",
        "제목을 안다면 articles/에 정정 파일을 만드세요.",
        "no headline on the page; the first sentence is used: {0}",
        "if you know the headline, write a correction file in articles/.",
    ),
    "W204": Message(
        "페이지에 날짜가 없습니다",
        "날짜를 안다면 articles/에 정정 파일을 만드세요.",
        "the page states no date",
        "if you know it, write a correction file in articles/.",
    ),
    "W205": Message(
        "있을 수 없는 날짜입니다: {0}",
        "원문을 확인하세요.",
        "impossible date: {0}",
        "check the original page.",
    ),
    "W211": Message(
        "날짜({0})가 오늘({1})보다 뒤입니다",
        "원문을 확인하고, 잘못 읽었으면 정정 파일로 고치세요.",
        "the date {0} is after today ({1})",
        "check the page; mend a misread date with a correction file.",
    ),
    "W206": Message(
        "날짜({0})가 페이지를 저장한 날({1})보다 뒤입니다",
        "원문을 확인하세요.",
        "the date {0} is later than the day the page was copied ({1})",
        "check the original page.",
    ),
    "W207": Message(
        "본문이 중간에서 끊겼습니다",
        "전체 기사를 다시 저장하면 모두 실립니다.",
        "the text is cut in mid-sentence",
        "save the whole article again to have all of it.",
    ),
    "W208": Message(
        "기자 이름이 사람이 아니어서 비워 두었습니다: {0}",
        "",
        "the byline names no person and is left out: {0}",
        "",
    ),
    "W209": Message(
        "글자가 깨져 있고 되살릴 수 없어 싣지 않았습니다",
        "브라우저에서 문자 인코딩(EUC-KR)을 바로잡은 뒤 본문을 다시 복사하세요.",
        "the text was read in a wrong encoding and cannot be restored; it is left out",
        "set the browser's encoding to EUC-KR and copy the text again.",
    ),
    "W210": Message(
        "깨진 글자를 손실 없이 되살려 읽었습니다",
        "본문이 맞는지 확인하세요.",
        "the text was read in a wrong encoding and was restored without loss",
        "check the text.",
    ),
    "E301": Message(
        "모르는 설정입니다: {0}",
        "혹시 {1}?",
        "unknown setting: {0}",
        "did you mean {1}?",
    ),
    "E302": Message(
        "site.yaml을 읽을 수 없습니다: {0}",
        "따옴표와 들여쓰기를 확인하세요.",
        "cannot read site.yaml: {0}",
        "check quotes and indentation.",
    ),
    "E303": Message(
        "설정이 두 번 나옵니다: {0}",
        "하나만 남기세요.",
        "setting given twice: {0}",
        "keep one of them.",
    ),
    "E304": Message(
        "설정 값이 맞지 않습니다: {0}",
        "이렇게 쓰세요: {1}",
        "wrong value for {0}",
        "write it as: {1}",
    ),
    "E401": Message(
        "템플릿이 잘못되었습니다: {0}",
        "이 줄의 템플릿 문법과 변수 이름을 확인하세요. 사이트의 templates/에 있는 파일이면 지우면 기본 모양으로 돌아갑니다.",
        "the template is wrong: {0}",
        "check the template's syntax and names on this line; deleting a file from the site's templates/ restores the theme's.",
    ),
    "E402": Message(
        "템플릿 파일이 없습니다: {0}",
        "templates/ 폴더와 파일 이름을 확인하세요.",
        "no such template file: {0}",
        "check the templates/ folder and the file's name.",
    ),
    "E403": Message(
        "템플릿을 읽을 수 없습니다",
        "UTF-8로 저장하거나, 지우면 기본 모양으로 돌아갑니다.",
        "cannot read the template",
        "save it as UTF-8, or delete it to get the built-in one back.",
    ),
    "W301": Message(
        "기관인지 확실하지 않습니다: {0} (“{1}”)",
        "아니면 site.yaml의 organizations에 not으로 적거나, 정정 파일에 organizations를 적으세요.",
        "perhaps no organization: {0} (“{1}”)",
        "if it is none, put it under not: in organizations of site.yaml, or write organizations: in a correction file.",
    ),
    "W451": Message(
        "본문이 {0}자도 되지 않습니다",
        "원문을 더 복사하거나 explain으로 무엇이 빠졌는지 보세요.",
        "the body has fewer than {0} characters",
        "copy more of the page, or see with explain what was left out.",
    ),
    "W452": Message(
        "없는 쪽을 가리키는 링크입니다: {0}",
        "그 기사의 본문에서 링크를 고치거나 지우세요.",
        "dead link: {0}",
        "mend or remove the link in the article's body.",
    ),
    "W453": Message(
        "{0}의 한도를 넘습니다: {1} (한도 {2})",
        "쪽을 줄이거나(site.yaml의 pages) 다른 호스트를 쓰세요.",
        "over the limit of {0}: {1} (limit {2})",
        "write fewer pages (pages: in site.yaml) or use another host.",
    ),
    "E501": Message(
        "출력 폴더가 newsarchive가 만든 폴더가 아니라서 건드리지 않았습니다",
        "비어 있거나 없는 폴더를 output: 또는 --out에 적으세요.",
        "the output folder was not made by newsarchive and is left alone",
        "name an empty or missing folder in output: or --out.",
    ),
    "E502": Message(
        "출력 폴더가 입력 폴더와 겹칩니다: {0}",
        "output:에 public처럼 따로 된 폴더를 적으세요.",
        "the output folder overlaps an input folder: {0}",
        "set output: to a folder of its own, such as public.",
    ),
    "E503": Message(
        "사이트에 쓸 수 없는 파일 경로입니다 ({0})",
        "static/의 파일 이름이나 머리말의 aliases를 바꾸세요. 윈도에서 못 쓰는 이름도 거절합니다.",
        "this path cannot be published ({0})",
        "rename the file in static/, or change aliases in the front matter; names that Windows refuses are refused too.",
    ),
    "E504": Message(
        "같은 주소를 두 파일이 씁니다: {0}",
        "대소문자나 자모 조합만 다른 이름도 같은 이름입니다. 하나를 바꾸세요.",
        "two files claim one address: {0}",
        "names that differ in case or in Unicode form only are one; rename one of them.",
    ),
    "E505": Message(
        "출력 폴더에 쓸 수 없습니다: {0}",
        "디스크 공간과 폴더 권한, 그 파일을 연 프로그램이 없는지 확인하고 다시 빌드하세요. 공개된 사이트는 온전합니다.",
        "cannot write the output folder: {0}",
        "check disk space, permissions and whether a program holds the file, then build again; the published site is whole.",
    ),
    "E506": Message(
        "다른 빌드가 이 출력 폴더에 쓰고 있습니다",
        "그 빌드가 끝난 뒤 다시 실행하세요.",
        "another build is writing this output folder",
        "run again when it has ended.",
    ),
    "E507": Message(
        "이미 공개한 기사 주소 {0}개가 사라집니다:\n  {1}",
        "일부러 지웠으면 `python build.py --allow-url-removal`로 다시 빌드하세요. "
        "기사를 옮겼으면 새 기사에 `aliases: [옛 주소]`를, 내린 기사면 파일을 되살려 `status: withdrawn`을 적으세요.",
        "{0} published article addresses would vanish:\n  {1}",
        "removed on purpose: build again with `python build.py --allow-url-removal`. "
        "Moved: put `aliases: [old address]` into the new article. Withdrawn: restore the file and add `status: withdrawn`.",
    ),
    "W501": Message(
        "newsarchive가 만들지 않은 파일이라 출력 폴더에서 {0}(으)로 옮겼습니다",
        "함께 공개하려면 static/에 넣으세요.",
        "not made by newsarchive; moved out of the output folder to {0}",
        "put it into static/ to publish it.",
    ),
}


# Values of problems that are not the person's own words, by the name that the program has for them: Korean, English.
WORDS: dict[str, tuple[str, str]] = {
    "ENOSPC": ("디스크에 남은 자리가 없습니다", "no space left on the disk"),
    "EDQUOT": ("디스크 할당량을 다 썼습니다", "the disk quota is used up"),
    "EFBIG": ("쓸 수 있는 파일 크기를 넘었습니다", "the file is larger than allowed"),
    "EROFS": ("읽기 전용 디스크입니다", "the disk is read-only"),
    "EACCES": ("권한이 없습니다", "permission denied"),
    "EPERM": ("권한이 없습니다", "permission denied"),
    "EBUSY": ("다른 프로그램이 쓰고 있습니다", "another program holds it"),
    "ENOTDIR": ("폴더가 아닌 파일이 그 자리에 있습니다", "a file stands where a folder should be"),
    "EISDIR": ("파일이 아니라 폴더입니다", "it is a folder, not a file"),
    "EEXIST": ("같은 이름이 이미 있습니다", "the name is taken"),
    "ENAMETOOLONG": ("이름이 너무 깁니다", "the name is too long"),
    "EIO": ("디스크가 고장 났을 수 있습니다", "the disk may be faulty"),
    "EADDRINUSE": ("다른 프로그램이 쓰는 번호입니다", "another program uses it"),
    "no-prose": ("문장으로 된 본문이 없습니다", "there is no running text"),
    "too-little": ("본문이 너무 짧습니다", "there is too little text"),
    "minutes": ("회의록입니다", "these are minutes of a meeting"),
    "help-page": ("이용 안내 쪽입니다", "this is a help page"),
    "empty": ("빈 이름이 있습니다", "an empty name"),
    "..": ("폴더 밖을 가리킵니다", "it leads out of the folder"),
    "character": ("쓸 수 없는 글자가 있습니다", "a character that some system forbids"),
    "ending": ("점이나 빈칸으로 시작하거나 끝납니다", "it begins or ends with a dot or a blank"),
    "device": ("윈도의 장치 이름입니다", "a device name on Windows"),
    "length": ("이름이 너무 깁니다", "the name is too long"),
    "reserved": ("프로그램이 쓰는 이름입니다", "a name that the program uses itself"),
    "binary": ("알 수 없는 형식", "unknown format"),
    "yaml-tab": ("줄 앞에 탭이 있습니다. 빈칸으로 바꾸세요", "a tab at a line's start; use blanks"),
    "yaml-colon": (
        "값에 쌍점(:)이 있거나 들여쓰기가 다릅니다. 값이라면 따옴표로 감싸세요",
        "a colon in a value, or another indentation; put quotes around the value",
    ),
    "yaml-no-colon": ("“항목: 값” 꼴이 아닌 줄이 있습니다", "a line that is not “key: value”"),
    "yaml-quote": ("따옴표나 괄호를 닫지 않았습니다", "a quote or bracket is not closed"),
    "yaml-indent": (
        "들여쓰기가 위아래 줄과 다릅니다",
        "the indentation differs from its neighbours",
    ),
}


def in_words(value: str, language: str) -> str:
    """A value as a person reads it, in "ko" or "en"."""
    return WORDS.get(value, (value, value))[language == "en"]


# What the commands say that is no Problem: Korean, English.
PHRASES: dict[str, tuple[str, str]] = {
    "program": (
        "붙여 넣은 보도자료 지면을 찾아보기 쉬운 정적 누리집으로 만듭니다. 명령 없이 쓰면 build입니다.",
        "Turns pasted press-release pages into a browsable static site. Without a command: build.",
    ),
    "help-build": ("누리집을 만듭니다", "build the site"),
    "help-extract": ("파일에서 읽은 기록을 JSON으로 보여 줍니다", "print the records as JSON"),
    "help-explain": (
        "줄마다 붙은 이름표와 규칙을 보여 줍니다",
        "print every line's label and rule",
    ),
    "help-check": ("만들지 않고 점검만 합니다", "report problems, write nothing"),
    "help-new": ("새 기사 파일을 만듭니다", "make a new article file"),
    "help-serve": ("미리 보기를 엽니다", "preview with live reload"),
    "help-import": ("밖의 파일을 seeds/로 가져옵니다", "copy files into seeds/"),
    "help-lang": ("메시지 언어", "language of messages"),
    "help-site": ("site.yaml, seeds/, articles/가 있는 폴더", "folder with site.yaml and inputs"),
    "help-out": ("결과를 둘 폴더", "output folder"),
    "help-base-url": ("공개할 주소", "address of the published site"),
    "help-drafts": ("초안도 넣습니다", "include drafts"),
    "help-strict": ("경고도 오류로 봅니다", "treat warnings as errors"),
    "help-clean": ("기억해 둔 결과를 쓰지 않고 처음부터 만듭니다", "forget remembered work first"),
    "help-quiet": ("진행 상황을 보이지 않습니다", "no progress"),
    "help-allow-url-removal": (
        "이미 공개한 기사 주소가 사라져도 만듭니다",
        "build even when published addresses vanish",
    ),
    "help-profile": (
        "단계별 시간과 가장 오래 걸린 파일",
        "seconds per stage, and the slowest files",
    ),
    "stage-read": ("파일 살피기", "looking at files"),
    "stage-extract": ("기사 읽기", "reading articles"),
    "stage-enrich": ("기관·태그 정리", "settling names"),
    "stage-index": ("목록 짜기", "arranging lists"),
    "stage-render": ("쪽 만들기", "making pages"),
    "stage-files": ("검색 색인과 파일", "search index and files"),
    "stage-publish": ("공개하기", "publishing"),
    "stage-end": ("마침", "done"),
    "help-jobs": ("함께 일할 프로세스 수", "number of processes"),
    "help-host": ("이 호스트의 한도에 맞는지도 봅니다", "check this host's limits as well"),
    "help-json": ("JSON으로 보여 줍니다", "print JSON"),
    "help-port": ("미리 보기 포트", "port of the preview"),
    "serving": ("미리 보기: {0}  (끝내려면 Ctrl+C)", "Preview: {0}  (Ctrl+C ends it)"),
    "help-title": ("기사 제목", "headline"),
    "help-files": ("읽을 파일", "files to read"),
    "help-org": ("기관 (여러 번 쓸 수 있습니다)", "organization (may be given several times)"),
    "help-date": ("보도한 날", "day of publication"),
    "help-outlet": ("매체", "outlet"),
    "unpublished": (
        "오류 {0}개, 경고 {1}개: 공개된 누리집은 그대로 두었습니다.",
        "{0} error(s), {1} warning(s): the published site is unchanged.",
    ),
    "faulty": ("오류 {0}개, 경고 {1}개", "{0} error(s), {1} warning(s)"),
    "warned": ("경고 {0}개", "{0} warning(s)"),
    "bug": (
        "프로그램 오류입니다. 위 내용을 그대로 알려 주세요.",
        "This is a bug in the program. Please report the text above.",
    ),
}


def phrase(name: str, language: str) -> str:
    """The sentence in "ko" or "en"."""
    return PHRASES[name][language == "en"]
