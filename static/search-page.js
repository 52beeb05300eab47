// The search page: the address holds the whole state, search.js answers, this shows it.
import { ArchiveError, openArchive } from "./search.js";

const $ = (id) => document.getElementById(id);
const { index, root, words } = $("search").dataset;
const language = document.documentElement.lang;
const t = JSON.parse(words);
const say = (wording, value) => wording.replace("{0}", value);
const FIELDS = ["period", "category", "outlet", "organization"];
const PAGE = 20, AT_ONCE = 10; // the second half of a page is loaded when a reader comes near it
const SHOWN = 8;
const DELAY = 120; // ms without a key

const input = $("query"), list = $("suggestions"), hits = $("hits"), state = () => new URLSearchParams(location.search);

function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== ""));
  return made;
}

const marked = (parts) => parts.map(([text, isHit]) => (isHit ? make("mark", {}, text) : text));
const number = (n) => n.toLocaleString(language);

// A link to this page in another state; `changes` are [name, value], null to leave the name out.
function stateLink(changes, ...children) {
  const next = state();
  for (const [name, value] of changes) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return make("a", { href: `?${next}` }, ...children);
}

function showDay(date) {
  const [year, month, day] = date.slice(0, 10).split("-"), numeric = "numeric";
  const parts = { year: numeric, month: month && numeric, day: day && numeric, weekday: day && "short" };
  return make("time", { dateTime: date }, new Date(year, (month ?? 1) - 1, day ?? 1).toLocaleDateString(language, parts));
}

function card(hit) {
  const facts = [hit.date ? showDay(hit.date) : t.undated, hit.outlet, hit.category, hit.organizations.slice(0, 3).join(" · "),
    hit.kind === "teaser" ? t.teaser : "", hit.twins ? say(t.twins, hit.twins) : ""];
  return make("li", { className: "card" },
    make("h3", {}, make("a", { href: root + hit.url.slice(1) }, ...marked(hit.titleParts))),
    make("p", { className: "meta" }, ...facts.filter(Boolean).map((fact) => make("span", {}, fact))),
    make("p", { className: "summary" }, ...marked(hit.excerpt)));
}

function facet(field, values, chosen) {
  const items = values.map(({ value, count }) => {
    const isChosen = chosen === value, name = value || t.undated;
    const link = stateLink([[field, isChosen ? null : value], ["page", null]], name);
    if (isChosen) link.setAttribute("aria-current", "true");
    return make("li", {}, value ? link : name, make("span", { className: "n" }, number(count)));
  });
  const rest = items.splice(SHOWN);
  const more = rest.length ? make("details", {}, make("summary", {}, t.more), make("ul", { className: "counts" }, ...rest)) : "";
  return make("section", {}, make("h2", {}, t[field]), make("ul", { className: "counts" }, ...items), more);
}

function pager(total, page) {
  const last = Math.ceil(total / PAGE), near = new Set([1, page - 1, page, page + 1, last]);
  return [...near].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b).map((n) => {
    const link = stateLink([["page", n > 1 ? n : null]], String(n));
    if (n === page) link.setAttribute("aria-current", "page");
    return make("li", {}, link);
  });
}

function showHelp(help) {
  const search = (text) => stateLink([["q", text], ["page", null]], text, " ");
  const found = help.words.filter((word) => word.total && help.words.length > 1).map((word) => word.text);
  const offers = [[t.meant, [help.didYouMean].filter(Boolean)], [t.alone, found], [t.similar, help.similar]];
  const lines = offers.filter(([, texts]) => texts.length).map(([lead, texts]) => make("p", {}, lead, ...texts.map(search)));
  $("help").replaceChildren(...lines, make("p", {}, t.tips));
}

function showSort(sort) {
  $("sort").replaceChildren(...["relevance", "date"].map((order) => {
    const link = stateLink([["sort", order === "date" ? order : null], ["page", null]], t[order]);
    if (order === sort) link.setAttribute("aria-current", "true");
    return make("li", {}, link);
  }));
}

let archive, run = 0;

const opened = async () => (archive ??= await openArchive(index));

async function showResults() {
  const mine = ++run, params = state(), page = Math.max(1, Number(params.get("page")) || 1), sort = params.get("sort") ?? "relevance";
  const query = params.get("q") ?? "", filters = Object.fromEntries(FIELDS.map((field) => [field, params.getAll(field)]));
  const isAsked = query.trim() || FIELDS.some((field) => params.has(field));
  input.value = query;
  for (const id of ["hits", "facets", "pages", "sort", "help"]) $(id).replaceChildren();
  $("browse").hidden = Boolean(isAsked);
  $("count").textContent = isAsked ? t.busy : "";
  if (!isAsked) return;
  await opened();
  const ask = (offset) => archive.search(query, { sort, filters, offset: (page - 1) * PAGE + offset, limit: AT_ONCE });
  const found = await ask(0);
  if (mine !== run) return;
  $("count").textContent = found.total ? say(t.count, number(found.total)) : t.none;
  $("browse").hidden = found.total > 0;
  hits.append(...found.hits.map(card));
  if (found.help) return showHelp(found.help);
  showSort(sort);
  $("facets").replaceChildren(...FIELDS.filter((f) => found.facets[f].length).map((f) => facet(f, found.facets[f], params.get(f))));
  if (found.total > PAGE) $("pages").replaceChildren(...pager(found.total, page));
  if (found.hits.length === AT_ONCE) whenNear(hits.lastElementChild, async () => {
    const more = await ask(AT_ONCE);
    if (mine === run) hits.append(...more.hits.map(card));
  });
  archive.keep().then(keepLoaded).catch(() => {});
}

// The service worker keeps what was loaded for times without a network.
async function keepLoaded() {
  const { active } = (await navigator.serviceWorker?.ready) ?? {};
  active?.postMessage(performance.getEntriesByType("resource").map(({ name }) => name));
}

function whenNear(element, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    act().catch(showError);
  });
  observer.observe(element);
}

function showError(error) {
  if (!(error instanceof ArchiveError)) throw error;
  const again = make("button", { type: "button", onclick: refresh }, t.retry);
  $("count").replaceChildren(t[error.code], " ", again);
}

const refresh = () => showResults().catch(showError);

function go(address) {
  history.pushState(null, "", address);
  close();
  return refresh();
}

const choose = (query) => go(stateLink([["q", query], ["page", null]]).href);

// — suggestions: a combobox for keyboard, mouse and screen reader —

let choices = [], active = -1, typing;

function activate(place) {
  active = place;
  [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
  if (place < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", list.children[place].id);
}

function suggest(found) {
  clearTimeout(typing);
  choices = found;
  list.replaceChildren(...found.map(option));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", String(found.length > 0));
  activate(-1);
}

const option = ({ kind, name, query }, i) => make("li", {
  id: `s${i}`, role: "option", onmousedown: (event) => event.preventDefault(), onclick: () => choose(query),
}, name, make("span", { className: "n" }, t[kind]));

async function offer() {
  const typed = input.value, found = typed.trim() ? await (await opened()).suggest(typed) : [];
  if (typed === input.value && document.activeElement === input) suggest(found);
}

function onKey(event) {
  const size = choices.length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing || !size) return;
  const chosen = event.key === "Enter" && choices[active];
  if (step || chosen) event.preventDefault();
  if (step) activate(((active + 1 + step + size + 1) % (size + 1)) - 1);
  else if (chosen) choose(chosen.query);
  else if (event.key === "Escape") close();
}

const close = () => suggest([]);

function wait() {
  clearTimeout(typing);
  typing = setTimeout(() => offer().catch(close), DELAY);
}

$("off").hidden = true;
$("find").hidden = false;
$("find").addEventListener("submit", (event) => {
  event.preventDefault();
  choose(input.value.trim());
});
input.addEventListener("input", wait);
input.addEventListener("keydown", onKey);
input.addEventListener("blur", close);
addEventListener("popstate", refresh);
document.addEventListener("visibilitychange", () => document.hidden || archive?.renew()); // published anew meanwhile?
navigator.serviceWorker?.register(`${index}worker.js`).catch(() => {});
$("search").addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="?"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href).then(() => scrollTo(0, 0));
});
refresh();
