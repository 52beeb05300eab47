// Search of a news archive in static files; browsers and Node 20, no dependency.
//   const archive = await openArchive("search/")
//   await archive.search("스마트 공장 -청년 기관:전주시", { sort: "date", filters: { outlet }, offset, limit })
//   await archive.allIds(query), archive.suggest("전주"), archive.keep()
// FORMAT 1 of the index is described at the head of newsarchive/search/format.py; normalise, units and pairKey are twins of
// those in normal.py there. Failures are ArchiveErrors: "missing", "broken" or "format" (another version).

const FORMAT = 1;
const BODY_START = 64; // places below it are the title's
const GAP = " ";
const ORGANIZATION = "\u0001";
const FACETS = ["outlet", "category", "organization"];
const OPERATORS = { 기관: "organization", 매체: "outlet", 분류: "category", 기간: "period" };
const MOST_ORGANIZATIONS = 127; // in a segment's columns
const SMALL = 16_000; // articles up to which columns are loaded at once
const FEW = 2_000; // articles up to which all words serve spelling
const KEPT = 200; // articles up to which `keep` loads all
const MOST_INITIAL_WORDS = 8; // words that one 초성 query stands for

export class ArchiveError extends Error {
  constructor(code, file) {
    super(`${code}: ${file}`);
    Object.assign(this, { name: "ArchiveError", code, file });
  }
}

// — text —

const SYLLABLE = "\uac00-\ud7a3\u3400-\u9fff\u3040-\u30ff";
const LETTER = "a-z0-9\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff";
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;
const DOT = new RegExp(`(?<=[${SYLLABLE}])[·․‧･ㆍ・•∙](?=[${SYLLABLE}])`, "g");
const LEGAL_FORM = /\([주사재유]\)/g;
const THOUSANDS = /(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g;
const UNIT = new RegExp(
  `([${SYLLABLE}]+)|([${LETTER}]+|(?<=[${LETTER}&+])[&+])|(\\n|(?<![0-9 \\t\\r\\n])[.!?…]+(?=[ \\t\\r\\n]|$))|[^\\n]`,
  "gu",
);

export function normalise(text) {
  return text.normalize("NFC").replace(INVISIBLE, "").replace(DOT, "").normalize("NFKC").toLowerCase()
    .replace(LEGAL_FORM, "").replace(THOUSANDS, "");
}

const isWord = (text) => text.at(-1) < "\u0500";
export const pairKey = (first, second, gap) => first.at(-1) + second[0] + (gap ? GAP : "");

export function units(text) {
  const found = [];
  let place = 0, gap = true;
  for (const [, syllables, word, stop] of normalise(text).matchAll(UNIT)) {
    for (const unit of syllables ?? (word ? [word] : [])) {
      found.push({ text: unit, place: place++, gap });
      gap = false;
    }
    if (syllables || word) continue;
    if (stop) place++;
    gap = true;
  }
  return found;
}

// A query's units, without jumps at sentence ends: 2024. 6. 26. is 2024.6.26.
const termOf = (text) => units(text).map((unit, place) => ({ ...unit, place }));

const HANGUL = 0xac00;
const INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"; // doubled ones folded
const initials = (text) => [...text].map((c) => INITIALS[c.normalize("NFKD").charCodeAt(0) - 0x1100] ?? c).join("");
const isInitials = (text) => /^[ㄱ-ㅎ]+$/.test(text);

// Before the particle stands 0 anything, 1 a final consonant, 2 none, 3 none or ㄹ, 4 one other than ㄹ.
const PARTICLES = {
  에서는: 0, 으로는: 4, 에게서: 0, 이라고: 1, 까지: 0, 부터: 0, 에서: 0, 으로: 4, 에게: 0, 처럼: 0, 보다: 0,
  은: 1, 는: 2, 을: 1, 를: 2, 이: 1, 가: 2, 과: 1, 와: 2, 로: 3, 의: 0, 에: 0, 도: 0, 만: 0,
};
const SURE = /는$|를$|에서|으로|까지|부터|에게/; // unlike 강원도 and 어린이

export function withoutParticle(word) {
  for (const [particle, before] of Object.entries(PARTICLES)) {
    if (!word.endsWith(particle)) continue;
    const stem = word.slice(0, -particle.length);
    if (!(SURE.test(particle) ? /[가-힣]{2}$/ : /[가-힣]{3}$/).test(stem)) return "";
    const final = (stem.charCodeAt(stem.length - 1) - HANGUL) % 28;
    const fits = [true, final > 0, final === 0, final === 0 || final === 8, final > 0 && final !== 8][before];
    return fits ? stem : "";
  }
  return "";
}

// — files —

const decoder = new TextDecoder();

class Bytes {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  varint() {
    let number = 0, shift = 1, byte;
    do {
      byte = this.bytes[this.at++];
      number += (byte & 127) * shift;
      shift *= 128;
    } while (byte > 127);
    return number;
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  sized() {
    return this.take(this.varint());
  }
}

function ascending(bytes) {
  const reader = new Bytes(bytes), numbers = [];
  for (let last = -1; reader.at < bytes.length; ) numbers.push((last += reader.varint() + 1));
  return numbers;
}

async function inflate(packed) {
  if (typeof DecompressionStream === "undefined") return (await import("./inflate.js")).inflate(packed);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function openFiles(baseUrl, fetch) {
  const loaded = new Map(), failed = new Set();
  // A name's content never changes: a copy of any age will do, unless it was found to be bad.
  async function load(path, isFresh) {
    const ask = (cache) => fetch(baseUrl + path, { cache }).catch(() => ({ ok: false }));
    let response = await ask(isFresh ? "no-cache" : failed.has(path) ? "reload" : "force-cache");
    if (!response.ok && isFresh) response = await ask("force-cache");
    if (!response.ok) throw new ArchiveError("missing", path);
    return response.arrayBuffer();
  }
  // What `read` makes of a file, loaded once.
  return (path, read, isFresh = false) => {
    if (!loaded.has(path)) {
      const value = load(path, isFresh).then(async (packed) => {
        try {
          return read(await inflate(packed));
        } catch {
          throw new ArchiveError("broken", path);
        }
      });
      value.catch(() => loaded.delete(path) && failed.add(path));
      loaded.set(path, value);
    }
    return loaded.get(path);
  };
}

// The last of the sorted `firsts` that is not after the key.
function fileOf(firsts, key) {
  let low = 0, high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle] <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

function readKeyFile(bytes) {
  const file = new Bytes(bytes), heads = new Bytes(file.sized()), documents = new Bytes(file.sized());
  const counts = new Bytes(file.sized()), entries = new Map();
  let key = "";
  for (let left = heads.varint(); left > 0; left--) {
    const shared = heads.take(1)[0];
    key = key.slice(0, shared) + decoder.decode(heads.sized());
    const number = heads.varint(), size = heads.varint(), places = heads.varint();
    const entry = { number, packed: documents.take(size), counts: counts.take(number) };
    if (places & 1) entry.file = heads.varint();
    else entry.spots = file.take(places >> 1);
    entries.set(key, entry);
  }
  return entries;
}

function readSpots(bytes, counts) {
  const reader = new Bytes(bytes), from = [0], spots = [];
  for (const count of counts) {
    let number = count >> 1, spot = 0;
    if (number === 127) number = reader.varint();
    while (number--) spots.push((spot += reader.varint()));
    from.push(spots.length);
  }
  return { from, spots };
}

function expandDays(runs) {
  const days = [];
  for (let i = 0, day = 0; i < runs.length; i += 2) {
    day += runs[i];
    for (let left = runs[i + 1]; left > 0; left--) days.push(day);
  }
  return days;
}

class Segment {
  constructor(files, summary, base, block) {
    Object.assign(this, summary, { files, base, block });
    this.days = expandDays(summary.dates);
  }

  file(name, read) {
    return this.files(`${this.name}/${name}.bin`, read);
  }

  async posting(key, withSpots) {
    if (!this.keys.length) return undefined;
    const number = fileOf(this.keys, key);
    const entry = (await this.file(`k${number}`, readKeyFile)).get(key);
    if (!entry) return undefined;
    entry.documents ??= ascending(entry.packed);
    if (withSpots && !entry.from) {
      const spots = entry.spots ?? (await this.file(`p${entry.file}`, (bytes) => bytes));
      Object.assign(entry, readSpots(spots, entry.counts));
    }
    return entry;
  }

  // Lines [word, documents, isName] by the start of their initials.
  async words(start) {
    const numbers = [];
    for (let i = fileOf(this.wordFirsts, start); i < this.wordFirsts.length; i++) {
      if (!start || this.wordFirsts[i] <= start + "\uffff") numbers.push(i);
    }
    const files = await Promise.all(numbers.map((i) => this.file(`w${i}`, readWords)));
    return files.flat().filter(([word]) => initials(word).startsWith(start));
  }

  columns() {
    return this.file("c", (bytes) => {
      const reader = new Bytes(bytes), [outlets, categories, names] = JSON.parse(decoder.decode(reader.sized()));
      const [lengths, outlet, category] = [1, 2, 3].map(() => column(reader.sized(), this.documents));
      const organization = new Map(names.map((name) => [name, ascending(reader.sized())]));
      return { lengths, facets: { outlet: listsOf(outlets, outlet), category: listsOf(categories, category), organization } };
    });
  }

  async keep() {
    await this.words("");
    for (const key of this.keys) {
      const entries = await this.file(`k${fileOf(this.keys, key)}`, readKeyFile);
      for (const other of entries.keys()) await this.posting(other, true);
    }
    for (let document = 0; document < this.documents; document += this.block) await this.record(document);
  }

  async record(document) {
    const records = await this.file(`t${Math.floor(document / this.block)}`, (bytes) => unspell(bytes, this.alphabet));
    const [id, url, title, date, outlet, category, kind, names, text] = records[document % this.block].split("\x1f");
    return { id, url, title, date, outlet, category, kind, organizations: names ? names.split("\x1d") : [], text };
  }
}

const column = (bytes, size) => {
  const reader = new Bytes(bytes);
  return Array.from({ length: size }, () => reader.varint());
};

function listsOf(values, places) {
  const lists = [[], ...values.map(() => [])];
  places.forEach((place, document) => lists[place].push(document));
  return new Map(values.map((value, i) => [value, lists[i + 1]]));
}

const readLines = (bytes) => (bytes.length ? decoder.decode(bytes).split("\n") : []);
const readWords = (bytes) => readLines(bytes).map((line) => {
  const [word, number, named] = line.split("\t");
  return [word, Number(number), named === "1"];
});

function unspell(bytes, alphabet) {
  const letters = [...alphabet], out = [];
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i++];
    if (byte < 0xc0) out.push(letters[byte]);
    else if (byte < 0xec) out.push(String.fromCharCode(HANGUL + ((byte - 0xc0) << 8) + bytes[i++]));
    else out.push(String.fromCodePoint((bytes[i++] << 16) | (bytes[i++] << 8) | bytes[i++]));
  }
  return out.join("").split("\x1e");
}

// The fewest postings that hold every unit: words by themselves, syllables in pairs; `starts` are where words begin.
function cover(term, starts = new Set()) {
  const pieces = [], pair = (i) => pieces.push({ at: i, pair: [term[i].text, term[i + 1].text] });
  for (let i = 0; i < term.length; i++) {
    const next = term[i + 1];
    if (isWord(term[i].text)) {
      pieces.push({ at: i, key: term[i].text });
    } else if (next && !(starts.has(i + 1) && i > 0)) {
      pair(i);
      if (!isWord(next.text)) i++;
    } else if (i > 0) pair(i - 1);
    else if (next) pair(i);
    else pieces.push({ at: i, key: term[i].text });
  }
  return pieces;
}

// Both spellings of a pair; spots are place * 4 + 2 if a gap divides the pair + 1 if one stands before it.
function merge(close, apart) {
  const spotsOf = new Map();
  [close, apart].forEach((list, k) => list?.documents.forEach((document, i) => {
    const spots = spotsOf.get(document) ?? [];
    for (let s = list.from[i]; s < list.from[i + 1]; s++) spots.push(((list.spots[s] >> 1) << 2) | (k << 1) | (list.spots[s] & 1));
    spotsOf.set(document, spots);
  }));
  return spotsOf;
}

// Document → Map(place of the term → whether it is spaced as typed).
function chain(term, pieces, lists) {
  const tests = pieces.map(({ at, pair }, k) => {
    const inner = pair && term[at + 1].gap ? 2 : 0, before = term[at].gap ? 1 : 0;
    return { list: lists[k], at, isExact: (spot) => (spot & 2) === inner && (at === 0 || (spot & 1) === before) };
  });
  const [rarest] = [...lists].sort((a, b) => a.size - b.size), found = new Map();
  for (const document of [...rarest.keys()].sort((a, b) => a - b)) {
    let starts = null;
    for (const { list, at, isExact } of tests) {
      const next = new Map();
      for (const spot of list.get(document) ?? []) {
        const start = (spot >> 2) - at;
        if (!starts || starts.has(start)) next.set(start, isExact(spot) && (starts?.get(start) ?? true));
      }
      starts = next;
      if (!starts.size) break;
    }
    if (starts.size) found.set(document, starts);
  }
  return found;
}

const NONE = { documents: [], counts: [], title: [], exact: [] };

async function match(segment, term, starts) {
  if (!term.length) return NONE;
  const pieces = cover(term, starts);
  if (term.length === 1 || (term.length === 2 && !term.some((u) => isWord(u.text)) && !term[1].gap)) {
    const list = await segment.posting(pieces[0].key ?? pairKey(...pieces[0].pair));
    if (!list) return NONE;
    const { documents, counts } = list;
    return { documents, counts: counts.map((c) => c >> 1), title: counts.map((c) => c & 1), exact: counts.map(() => 1) };
  }
  const keys = pieces.map((p) => (p.pair ? [pairKey(...p.pair), pairKey(...p.pair, true)] : [p.key]));
  const load = (withSpots) => Promise.all(keys.map((some) => Promise.all(some.map((key) => segment.posting(key, withSpots)))));
  // Without places first: a piece that is nowhere spares the others' places.
  if ((await load(false)).some((lists) => !lists.some(Boolean))) return NONE;
  const found = [...chain(term, pieces, (await load(true)).map((lists) => merge(...lists)))];
  return {
    documents: found.map(([document]) => document),
    counts: found.map(([, places]) => places.size),
    title: found.map(([, places]) => Number([...places.keys()].some((place) => place < BODY_START))),
    exact: found.map(([, places]) => Number([...places.values()].some(Boolean))),
  };
}

// — the query —

const FIELDS = [...FACETS, "period"];
const perField = (make) => Object.fromEntries(FIELDS.map((field) => [field, make(field)]));

function parseQuery(query, chosen = {}) {
  const words = [], without = [], filters = perField((field) => [chosen[field] ?? []].flat());
  const part = /(-?)(?:(기관|매체|분류|기간):)?(?:"([^"]*)"?|“([^”]*)”?|(\S+))/g;
  for (const [, minus, operator, quoted, curled, bare] of query.normalize("NFC").matchAll(part)) {
    const text = quoted ?? curled ?? bare;
    if (operator) filters[OPERATORS[operator]].push(text);
    else if (!isInitials(text) && !units(text).length) continue;
    else if (minus) without.push(text);
    else words.push({ text, quoted: bare === undefined });
  }
  return { words, without, filters };
}

// 2024, 2024-05, 2024.5.1 or two of them with ~ between, as day numbers.
function periodOf(text) {
  const [from, to = from] = text.split("~").map((end) => end.match(/\d+/g) ?? []);
  const day = ([year, month, date], fill) => (year * 13 + Number(month ?? fill * 12)) * 32 + Number(date ?? fill * 31);
  return [from.length ? day(from, 0) : 1, to.length ? day(to, 1) : Infinity];
}

// [text to look for, its worth]
async function readings(archive, { text, quoted }) {
  if (isInitials(text)) return initialWords(archive, initials(text));
  const stem = quoted ? "" : withoutParticle(text);
  return stem ? [[text, 1], [stem, 0.6]] : [[text, 1]];
}

async function initialWords(archive, typed) {
  const counts = new Map();
  for (const [word, number, isName] of (await Promise.all(archive.segments.map((segment) => segment.words(typed)))).flat()) {
    const text = word.slice(0, typed.length);
    counts.set(text, (counts.get(text) ?? 0) + number * (isName ? 2 : 1));
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked.slice(0, MOST_INITIAL_WORDS).map(([text]) => [text, 1]);
}

// — ranking —

const K1 = 1.2, B = 0.6, TITLE = 1.6, EXACT = 0.3, JOINED = 1.5, NAMED = 0.25;

const newScores = ({ documents }) => ({ scores: new Float32Array(documents), seen: new Uint8Array(documents) });

async function scoreTerm(archive, term, weight, { scores, seen }, starts) {
  const found = await Promise.all(archive.segments.map((segment) => match(segment, term, starts)));
  const number = found.reduce((sum, list) => sum + list.documents.length, 0);
  const idf = Math.log(1 + (archive.documents - number + 0.5) / (number + 0.5)) * weight;
  found.forEach(({ documents, counts, title, exact }, k) => documents.forEach((local, i) => {
    const document = archive.segments[k].base + local;
    const norm = K1 * (1 - B + (B * archive.lengths[document]) / archive.averageLength);
    const score = idf * ((counts[i] * (K1 + 1)) / (counts[i] + norm) + TITLE * title[i] + EXACT * exact[i]);
    scores[document] = Math.max(scores[document], score);
    seen[document] = 1;
  }));
}

async function scoreWord(archive, word) {
  const result = newScores(archive), texts = await readings(archive, word);
  await Promise.all(texts.map(([text, weight]) => scoreTerm(archive, termOf(text), weight, result)));
  texts.forEach(([text]) => addNamed(archive, squeeze(text), result));
  return { ...result, texts: texts.map(([text]) => text) };
}

function addNamed(archive, text, { scores }) {
  for (const [name, documents] of archive.facets.organization) {
    if (text.length > 1 && squeeze(name).includes(text)) for (const document of documents) scores[document] *= 1 + NAMED;
  }
}

const squeeze = (name) => units(name).map((unit) => unit.text).join("");

// All words in a row, however spaced.
async function scoreJoined(archive, words) {
  const result = newScores(archive), term = [], starts = new Set();
  if (words.length < 2 || words.length > 5 || words.some((w) => isInitials(w.text))) return { ...result, texts: [] };
  for (const { text } of words) {
    starts.add(term.length);
    for (const unit of termOf(text)) term.push({ ...unit, place: term.length });
  }
  await scoreTerm(archive, term, JOINED, result, starts);
  return { ...result, texts: [words.map((w) => w.text).join("")] };
}

async function matchAll(archive, query) {
  const joining = scoreJoined(archive, query.words);
  const words = await Promise.all(query.words.map((word) => scoreWord(archive, word)));
  const without = await Promise.all(query.without.map((text) => scoreWord(archive, { text, quoted: true })));
  const joined = await joining, { scores, seen } = newScores(archive);
  for (let document = 0; document < archive.documents; document++) {
    const isWanted = joined.seen[document] || words.every((word) => word.seen[document]);
    if (!isWanted || without.some((word) => word.seen[document])) continue;
    seen[document] = 1;
    scores[document] = words.reduce((sum, word) => sum + word.scores[document], joined.scores[document]);
  }
  return { scores, seen, words, texts: [...new Set([joined, ...words].flatMap(({ texts }) => texts))] };
}

// Best first, the newest among equals; but the copies of a release after everything else.
function rank({ twinOf }, documents, scores, sort) {
  documents.reverse();
  if (sort === "date") return documents;
  documents.sort((a, b) => scores[b] - scores[a]);
  const shown = new Set(), isLater = (document) => {
    const twin = twinOf.get(document), isShown = shown.has(twin);
    if (twin !== undefined) shown.add(twin);
    return isShown;
  };
  const later = new Set(documents.filter(isLater));
  return [...documents.filter((document) => !later.has(document)), ...later];
}

async function filterMasks(archive, filters) {
  const masks = {};
  for (const field of FIELDS.filter((name) => filters[name].length)) {
    const mask = (masks[field] = new Uint8Array(archive.documents));
    for (const value of filters[field]) for (const document of await documentsOf(archive, field, value)) mask[document] = 1;
  }
  return masks;
}

// Exactly this value, or else values that hold it: 기관:진흥원.
async function documentsOf(archive, field, value) {
  if (field === "period") {
    const [from, to] = periodOf(value);
    return [...archive.days.keys()].filter((document) => from <= archive.days[document] && archive.days[document] <= to);
  }
  const values = archive.facets[field], wanted = squeeze(value);
  if (values.has(value)) return values.get(value);
  const found = [...values].filter(([name]) => squeeze(name).includes(wanted)).flatMap(([, documents]) => documents);
  if (field === "organization") for (const segment of archive.segments) {
    const list = await segment.posting(ORGANIZATION + wanted);
    for (const document of list?.documents ?? []) found.push(segment.base + document);
  }
  return found;
}

// A field's own filter is left out of its counts: other choices stay in sight.
function countFacets(archive, seen, masks) {
  return perField((field) => {
    const others = FIELDS.filter((name) => masks[name] && name !== field).map((name) => masks[name]);
    const passes = (document) => seen[document] && others.every((mask) => mask[document]);
    const counts = field === "period" ? countYears(archive, passes)
      : [...archive.facets[field]].map(([value, documents]) => ({ value, count: documents.filter(passes).length }));
    return counts.filter(({ count }) => count).sort((a, b) => (field === "period" ? 0 : b.count - a.count || (a.value < b.value ? -1 : 1)));
  });
}

function countYears({ days }, passes) {
  const counts = new Map();
  for (let document = days.length - 1; document >= 0; document--) {
    const year = Math.floor(days[document] / 416) || "";
    if (passes(document)) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return [...counts].map(([year, count]) => ({ value: String(year), count }));
}

function patternOf(texts) {
  const escape = (text) => [...text].map((c) => c.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const patterns = texts.map((text) => {
    const term = units(text), parts = term.map((unit) => escape(unit.text).join(/^\d+$/.test(unit.text) ? ",?" : ""));
    if (!term.length) return "";
    const isTight = term.length === 2 && !isWord(term[0].text) && !term[1].gap;
    const head = isWord(term[0].text) ? `(?<![${LETTER}])` : "", tail = isWord(term.at(-1).text) ? `(?![${LETTER}])` : "";
    return head + parts.join(isTight ? "[·․‧･ㆍ・•∙]?" : `[^${SYLLABLE}${LETTER}\\n]{0,3}`) + tail;
  });
  const wanted = patterns.filter(Boolean).sort((a, b) => b.length - a.length);
  return wanted.length ? new RegExp(wanted.join("|"), "gu") : null;
}

function findMarks(text, pattern) {
  if (!pattern) return [];
  let folded = "";
  const at = [];
  for (let i = 0; i < text.length; i++) {
    const plain = text[i].normalize("NFKC").toLowerCase();
    for (let k = 0; k < plain.length; k++) at.push(i);
    folded += plain;
  }
  at.push(text.length);
  return [...folded.matchAll(pattern)].map((m) => [at[m.index], at[m.index + m[0].length - 1] + 1]);
}

// [[text, isMarked], …]
function slice(text, marks, from, to) {
  const parts = [];
  for (const [start, end] of marks.filter(([a, b]) => a >= from && b <= to)) {
    parts.push([text.slice(from, start), false], [text.slice(start, end), true]);
    from = end;
  }
  return [...parts, [text.slice(from, to), false]].filter(([part]) => part);
}

const EXCERPT = 130;

// About two lines around the most different matches.
function excerpt(text, pattern) {
  const marks = findMarks(text, pattern), different = (from) =>
    new Set(marks.filter(([a, b]) => a >= from && b <= from + EXCERPT - 30).map(([a, b]) => text.slice(a, b))).size;
  let from = 0, most = 0;
  for (const [start] of marks) if (different(start) > most) [from, most] = [start, different(start)];
  from = Math.max(0, from - 30);
  while (from && !/\s/.test(text[from - 1])) from--;
  const to = from + EXCERPT, parts = slice(text.slice(0, to), marks, from, Math.min(to, text.length));
  return [...(from ? [["…", false]] : []), ...parts, ...(to < text.length ? [["…", false]] : [])];
}

async function hitOf(archive, document, pattern) {
  const segment = archive.segments.findLast((candidate) => candidate.base <= document);
  const { text, ...record } = await segment.record(document - segment.base);
  return {
    ...record,
    titleParts: slice(record.title, findMarks(record.title, pattern), 0, record.title.length),
    excerpt: excerpt(text, pattern),
    twins: archive.twinSizes.get(archive.twinOf.get(document)) ?? 0,
  };
}

const readNames = (bytes) => readLines(bytes).map((line) => {
  const [kind, name, count] = line.split("\t"), squeezed = squeeze(name);
  return { kind: NAME_KINDS[kind], name, count: Number(count), squeezed, initials: initials(squeezed) };
});
const NAME_KINDS = { o: "organization", t: "tag", h: "title" };
const namesOf = (archive) => archive.files(`names-${archive.start.names}.bin`, readNames);

async function suggest(archive, prefix) {
  const typed = prefix.normalize("NFC").trim(), last = typed.split(/\s+/).at(-1), names = await namesOf(archive);
  for (const text of [typed, last]) {
    const field = isInitials(text) ? "initials" : "squeezed", wanted = field === "initials" ? initials(text) : squeeze(text);
    const found = wanted ? names.filter((name) => name[field].includes(wanted)) : [];
    const rank = (name) => !name[field].startsWith(wanted) * 2 + (name.kind === "title");
    found.sort((a, b) => rank(a) - rank(b) || b.count - a.count);
    const query = typed.slice(0, typed.length - text.length);
    if (found.length) return found.slice(0, 8).map(({ kind, name, count }) => ({ kind, name, count, query: query + name }));
  }
  return [];
}

const jamo = (c) => [...c.normalize("NFD").padEnd(3)];
const slips = (a, b) => [...a].reduce((sum, c, i) => sum + jamo(c).filter((part, k) => part !== jamo(b[i])[k]).length, 0);

// The part of a name that is one jamo off.
async function respell(archive, word) {
  const near = (known) => {
    let best = "", most = 0;
    for (const typed of [squeeze(word), squeeze(withoutParticle(word))]) for (const [name, count] of best ? [] : known) {
      for (let at = 0; typed.length > 1 && at + typed.length <= name.length; at++) {
        const part = name.slice(at, at + typed.length), worth = count * (part === name ? 4 : 1);
        if (worth > most && slips(typed, part) === 1) [best, most] = [part, worth];
      }
    }
    return best;
  };
  const start = archive.documents > FEW ? initials(word)[0] : "";
  const words = () => Promise.all(archive.segments.map((segment) => segment.words(start)));
  return near((await namesOf(archive)).map((name) => [name.squeezed, name.count])) || near((await words()).flat().filter(([, , isName]) => isName));
}

async function helpFor(archive, query, found) {
  const names = await namesOf(archive), words = query.words.map(({ text }, i) => ({ text, total: found.words[i].seen.filter(Boolean).length }));
  const repaired = await Promise.all(words.map(async ({ text, total }) => (!total && !isInitials(text) && (await respell(archive, text))) || text));
  let similar = [];
  for (let part = squeeze(words[0]?.text ?? ""); part.length > 1 && !similar.length; part = part.slice(0, -1)) {
    similar = names.filter(({ kind, squeezed }) => kind !== "title" && squeezed.includes(part)).map(({ name }) => name).slice(0, 6);
  }
  return { didYouMean: repaired.some((text, i) => text !== words[i].text) ? repaired.join(" ") : "", words, similar };
}

function readTwins(bytes) {
  const reader = new Bytes(bytes), twinOf = new Map(), twinSizes = new Map();
  for (let group = 0; reader.at < bytes.length; group++) {
    let last = -1, members = reader.varint();
    twinSizes.set(group, members);
    while (members--) twinOf.set((last += reader.varint() + 1), group);
  }
  return { twinOf, twinSizes };
}

async function loadArchive(files) {
  const start = await files("manifest.bin", (bytes) => JSON.parse(decoder.decode(bytes)), true);
  if (start.format !== FORMAT) throw new ArchiveError("format", "manifest.bin");
  let base = 0;
  const segments = start.segments.map(({ words, ...summary }) => {
    const segment = new Segment(files, { ...summary, wordFirsts: words }, base, start.block);
    base += summary.documents;
    return segment;
  });
  return { files, start, segments, documents: start.documents };
}

async function loadColumns(archive) {
  if (archive.facets) return;
  const [twins, ...columns] = await Promise.all([
    archive.files(`twins-${archive.start.twins}.bin`, readTwins), ...archive.segments.map((segment) => segment.columns())]);
  const lengths = archive.segments.flatMap((_, k) => columns[k].lengths.map((size) => 16 * 1.5 ** size));
  const days = archive.segments.flatMap((segment) => segment.days);
  const averageLength = archive.segments.reduce((sum, segment) => sum + segment.units, 0) / archive.documents;
  const facets = Object.fromEntries(FACETS.map((field) => [field, joinFacet(archive, columns.map((read) => read.facets[field]), field)]));
  Object.assign(archive, twins, { lengths, days, averageLength, facets });
}

// A value that a full table left out cannot be counted, and is not shown.
function joinFacet(archive, tables, field) {
  const joined = new Map(), full = field === "organization" && tables.find((table) => table.size >= MOST_ORGANIZATIONS);
  tables.forEach((table, k) => {
    for (const [value, documents] of table) {
      if (full && table !== full && !full.has(value)) continue;
      joined.set(value, [...(joined.get(value) ?? []), ...documents.map((document) => document + archive.segments[k].base)]);
    }
  });
  return joined;
}

async function findAll(archive, text, { sort, filters }) {
  await loadColumns(archive);
  const query = parseQuery(text, filters), masks = await filterMasks(archive, query.filters), found = await matchAll(archive, query);
  if (!query.words.length && !Object.keys(masks).length) found.seen.fill(0);
  const documents = [...found.seen.keys()].filter((d) => found.seen[d] && Object.values(masks).every((mask) => mask[d]));
  return { query, found, masks, documents: rank(archive, documents, found.scores, query.words.length ? sort : "date") };
}

export async function openArchive(baseUrl, { fetch = globalThis.fetch.bind(globalThis) } = {}) {
  let archive = await loadArchive(openFiles(baseUrl, fetch));
  if (archive.documents <= SMALL) await loadColumns(archive);

  // A missing file may mean a new publication: then the start file differs.
  async function withArchive(work) {
    try {
      return await work(archive);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      const fresh = await loadArchive(openFiles(baseUrl, fetch)).catch(() => null);
      if (!fresh || JSON.stringify(fresh.start) === JSON.stringify(archive.start)) throw error;
      archive = fresh;
      return work(archive);
    }
  }

  const search = (query, options = {}) => withArchive(async (current) => {
    const { offset = 0, limit = 20 } = options;
    const { query: parsed, found, masks, documents } = await findAll(current, query, options);
    const pattern = patternOf(found.texts);
    return {
      total: documents.length,
      hits: await Promise.all(documents.slice(offset, offset + limit).map((d) => hitOf(current, d, pattern))),
      facets: countFacets(current, found.seen, masks),
      texts: found.texts,
      help: documents.length ? null : await helpFor(current, parsed, found),
    };
  });

  const allIds = (query, options = {}) => withArchive(async (current) => {
    const { documents } = await findAll(current, query, options);
    const ids = (await Promise.all(current.segments.map((segment) => segment.file("i", readLines)))).flat();
    return documents.map((document) => ids[document]);
  });

  const keep = () => withArchive((current) => current.documents <= KEPT
    && Promise.all([namesOf(current), ...current.segments.map((segment) => segment.keep())]));

  return { search, allIds, keep, suggest: (prefix) => withArchive((current) => suggest(current, prefix)) };
}
