// Every list is cut from one walk over the articles, newest first.
const PER_PAGE = 20;
const KINDS = { organizations: "기관", outlets: "매체", categories: "분류", tags: "태그", months: "날짜" };
const termsOf = {
  organizations: (data) => data.organizations,
  outlets: (data) => [data.outlet],
  categories: (data) => [data.category],
  tags: (data) => data.topics,
  months: (data) => [data.month],
};
const inSeoul = (day) => new Date(day.getTime() + 9 * 3600 * 1000).toISOString();
const korean = (day) => inSeoul(day).slice(0, 10).split("-").map(Number).join(". ") + ".";

function pagesOf(list, base) {
  const total = Math.ceil(list.length / PER_PAGE);
  const address = (number) => (number > 1 ? `${base}page/${number}/` : base);
  return Array.from({ length: total }, (_, at) => ({
    entries: list.slice(at * PER_PAGE, (at + 1) * PER_PAGE),
    count: list.length, number: at + 1, total, url: address(at + 1),
    previous: at > 0 && address(at), next: at + 1 < total && address(at + 2),
  }));
}

function survey(articles) {
  articles.forEach((article, at) => {
    article.data.newer = articles[at - 1];
    article.data.older = articles[at + 1];
  });
  const lists = pagesOf(articles, "/");
  const indexes = [];
  for (const [kind, name] of Object.entries(KINDS)) {
    const found = new Map();
    for (const article of articles)
      for (const term of termsOf[kind](article.data)) {
        if (!found.has(term)) found.set(term, []);
        found.get(term).push(article);
      }
    const terms = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
    indexes.push({ kind, name, terms: terms.map(([term, list]) => ({ term, count: list.length })) });
    for (const [term, list] of terms)
      for (const page of pagesOf(list, `/${kind}/${term}/`)) lists.push({ ...page, kind, name, term });
  }
  return { articles, lists, indexes };
}

export default function (config) {
  let surveyed = null;
  config.on("eleventy.before", () => (surveyed = null));
  const all = (api) => (surveyed ??= survey(api.getFilteredByGlob("src/articles/*.md").sort((one, other) => other.date - one.date)));
  for (const name of ["articles", "lists", "indexes"]) config.addCollection(name, (api) => all(api)[name]);
  config.addGlobalData("site", {
    url: "https://news.example", title: "보도자료 아카이브", kinds: KINDS,
    description: "지역 언론에 실린 보도자료를 모아 찾아보기 쉽게 정리한 아카이브입니다.",
  });
  config.addFilter("iso", (day) => inSeoul(day).slice(0, 19) + "+09:00");
  config.addFilter("day", korean);
  config.addFilter("minute", (day) => `${korean(day)} ${inSeoul(day).slice(11, 16)}`);
  config.addFilter("mail", (day) => day.toUTCString());
  config.addFilter("first", (list, count) => list.slice(0, count));
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  config.addFilter("plain", (html) => html.replace(/<[^>]+>/g, ""));
  config.addFilter("named", (names) => names.map((name) => ({ "@type": "Organization", name })));
  return { dir: { input: "src", output: "public" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk", templateFormats: ["md", "njk"] };
}
