"""Settings of the Pelican site. Outlets are its authors; organizations, months and indexes come from lists.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import lists

SITENAME = "보도자료 아카이브"
SITEURL = "https://news.example"
DESCRIPTION = "지역 언론에 실린 보도자료를 모아 찾아보기 쉽게 정리한 아카이브입니다."
NAMES = {
    "organizations": "기관",
    "outlets": "매체",
    "categories": "분류",
    "tags": "태그",
    "months": "날짜",
}
PATH, OUTPUT_PATH, THEME = "content", "public", "theme"
PLUGINS, JINJA_FILTERS = [lists], {"as_json": lists.as_json}
THEME_STATIC_PATHS = []
TIMEZONE, DEFAULT_LANG = "Asia/Seoul", "ko"
SLUGIFY_USE_UNICODE = SLUGIFY_PRESERVE_CASE = True
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = dict.fromkeys(["index", "category", "tag", "author", "group"])
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{slug}/", "articles/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "categories/{slug}/", "categories/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "outlets/{slug}/", "outlets/{slug}/index.html"
FEED_DOMAIN, FEED_ALL_RSS, FEED_MAX_ITEMS = SITEURL, "index.xml", 30
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
