// Search of a news archive in static files. No dependency; browsers and Node 20.
//
//   const archive = await openArchive("search/", { fetch })
//   await archive.search("스마트 공장 -청년 기관:전주시", { sort, filters, offset, limit })  → Result, see `search`
//   await archive.allIds(query)      ids of all hits, best first
//   await archive.suggest("전주")    → [{ kind, name, count, query }], query: what to search for if chosen
//   await archive.keep()             loads every file: a small archive then needs no network
//
// The index is FORMAT 1, described byte by byte at the head of newsarchive/search/format.py; `normalise`, `units` and
// `pairKey` are the twins of those in newsarchive/search/normal.py, and tests compare them. What goes wrong is an
// ArchiveError with a code: "missing" (a file is not there, or no network), "broken" (not what it should be),
// "format" (written by another version). All files but the start file keep their content under their name for ever.

const FORMAT = 1;
const BODY_START = 64; // places below it are the title's
const GAP = " ";
const ORGANIZATION = "\u0001";
const FACETS = ["outlet", "category", "organization"];
const OPERATORS = { 기관: "organization", 매체: "outlet", 분류: "category", 기간: "period" };
const MOST_ORGANIZATIONS = 127; // in a segment's columns
const SMALL = 16_000; // documents up to which the columns are loaded at once, so that the first search need not wait
const MOST_INITIAL_WORDS = 8; // words that one 초성 query stands for

export class ArchiveError extends Error {
  constructor(code, file) {
    super(`${code}: ${file}`);
    this.name = "ArchiveError";
    this.code = code;
    this.file = file;
  }
}

// ---- text → units ------------------------------------------------------------------------------------------------

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

// The units of a query's part, numbered without the jumps at sentence ends: 2024. 6. 26. and 2024.6.26 are one thing.
const termOf = (text) => units(text).map((unit, place) => ({ ...unit, place }));

const HANGUL = 0xac00;
const INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"; // doubled ones folded
const isHangul = (character) => character >= "가" && character <= "힣";
const initial = (c) => (isHangul(c) ? INITIALS[Math.floor((c.charCodeAt(0) - HANGUL) / 588)] : c);
const DOUBLED = { ㄲ: "ㄱ", ㄸ: "ㄷ", ㅃ: "ㅂ", ㅆ: "ㅅ", ㅉ: "ㅈ" };
const initials = (text) => [...text].map((c) => DOUBLED[c] ?? initial(c)).join("");
const isInitials = (text) => /^[ㄱ-ㅎ]+$/.test(text);

// Particle → what stands before it: 1 a final consonant, 2 none, 3 none or ㄹ, 4 a final consonant other than ㄹ, 0 any.
const PARTICLES = {
  에서는: 0, 으로는: 4, 에게서: 0, 이라고: 1, 까지: 0, 부터: 0, 에서: 0, 으로: 4, 에게: 0, 처럼: 0, 보다: 0,
  은: 1, 는: 2, 을: 1, 를: 2, 이: 1, 가: 2, 과: 1, 와: 2, 로: 3, 의: 0, 에: 0, 도: 0, 만: 0,
};
const PLAIN_PARTICLES = /(는|를|에서|으로|까지|부터|에게|에서는|으로는|에게서)$/; // words seldom end so by themselves

// The word without the particle a reader typed, or "" if it has none. 강원도 and 어린이 keep their ends.
export function withoutParticle(word) {
  for (const [particle, before] of Object.entries(PARTICLES)) {
    if (!word.endsWith(particle)) continue;
    const stem = word.slice(0, -particle.length);
    if (!/[가-힣]{2}$/.test(stem)) return "";
    if (!/[가-힣]{3}$/.test(stem) && !PLAIN_PARTICLES.test(particle)) return "";
    const final = (stem.charCodeAt(stem.length - 1) - HANGUL) % 28;
    const fits = [true, final > 0, final === 0, final === 0 || final === 8, final > 0 && final !== 8][before];
    return fits ? stem : "";
  }
  return "";
}

// ---- files -------------------------------------------------------------------------------------------------------

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

// Ascending numbers, `count` of them if known.
function ascending(bytes, count = bytes.length) {
  const reader = new Bytes(bytes), numbers = new Int32Array(count);
  let last = -1, size = 0;
  while (reader.at < bytes.length) numbers[size++] = last += reader.varint() + 1;
  return numbers.subarray(0, size);
}

async function inflate(packed) {
  if (typeof DecompressionStream === "undefined") return (await import("./inflate.js")).inflate(packed);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function openFiles(baseUrl, fetch) {
  const loaded = new Map();
  async function load(path, isFresh) {
    // A name's content never changes, so that a copy of any age will do; so will an old start file when offline.
    const ask = (cache) => fetch(baseUrl + path, { cache }).catch(() => ({ ok: false }));
    let response = await ask(isFresh ? "no-cache" : "force-cache");
    if (!response.ok && isFresh) response = await ask("force-cache");
    if (!response.ok) throw new ArchiveError("missing", path);
    try {
      return await inflate(await response.arrayBuffer());
    } catch {
      throw new ArchiveError("broken", path);
    }
  }
  // What `read` makes of a file, loaded once; a file that failed is loaded again when next asked for.
  return (path, read, isFresh = false) => {
    if (!loaded.has(path)) {
      const value = load(path, isFresh).then((bytes) => {
        try {
          return read(bytes);
        } catch {
          throw new ArchiveError("broken", path);
        }
      });
      value.catch(() => loaded.delete(path));
      loaded.set(path, value);
    }
    return loaded.get(path);
  };
}

// ---- one segment -------------------------------------------------------------------------------------------------

// The number of the last of the sorted `firsts` that is not after `key`.
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

// Occurrences of every document: spots[from[i]] … spots[from[i + 1] - 1].
function readSpots(bytes, counts) {
  const reader = new Bytes(bytes), from = new Int32Array(counts.length + 1), spots = new Int32Array(bytes.length);
  let size = 0;
  counts.forEach((count, i) => {
    let spot = 0;
    const number = count >> 1 === 127 ? reader.varint() : count >> 1;
    for (let k = 0; k < number; k++) spots[size++] = spot += reader.varint();
    from[i + 1] = size;
  });
  return { from, spots: spots.subarray(0, size) };
}

function expandDays(runs, documents) {
  const days = new Int32Array(documents);
  for (let i = 0, at = 0, day = 0; i < runs.length; i += 2) {
    day += runs[i];
    days.fill(day, at, (at += runs[i + 1]));
  }
  return days;
}

class Segment {
  constructor(files, summary, base, block) {
    Object.assign(this, summary, { files, base, block });
    this.days = expandDays(summary.dates, summary.documents);
  }

  file(name, read) {
    return this.files(`${this.name}/${name}.bin`, read);
  }

  // The documents of a key: { documents, counts, from?, spots? }; undefined if there are none.
  async posting(key, withSpots) {
    if (!this.keys.length) return undefined;
    const number = fileOf(this.keys, key);
    const entry = (await this.file(`k${number}`, readKeyFile)).get(key);
    if (!entry) return undefined;
    entry.documents ??= ascending(entry.packed, entry.number);
    if (withSpots && !entry.from) {
      const spots = entry.spots ?? (await this.file(`p${entry.file}`, (bytes) => bytes));
      Object.assign(entry, readSpots(spots, entry.counts));
    }
    return entry;
  }

  // The lines [word, documents, isName] of the words whose initials start as `start` does.
  async words(start) {
    const numbers = [];
    for (let i = fileOf(this.wordFirsts, start); i < this.wordFirsts.length; i++) {
      if (!start || this.wordFirsts[i] <= start + "\uffff") numbers.push(i);
    }
    const files = await Promise.all(numbers.map((i) => this.file(`w${i}`, readWords)));
    return files.flat().filter(([word]) => initials(word).startsWith(start));
  }

  // { lengths, facets: { outlet: Map(value → documents), … } }
  columns() {
    return this.file("c", (bytes) => {
      const reader = new Bytes(bytes), [outlets, categories, names] = JSON.parse(decoder.decode(reader.sized()));
      const [lengths, outlet, category] = [1, 2, 3].map(() => column(reader.sized(), this.documents));
      const organization = new Map(names.map((name) => [name, ascending(reader.sized())]));
      return { lengths, facets: { outlet: listsOf(outlets, outlet), category: listsOf(categories, category), organization } };
    });
  }

  async keep() {
    const all = (number, load) => Promise.all(Array.from({ length: number }, (_, i) => load(i)));
    await this.words("");
    await all(this.keys.length, async (i) => {
      const entries = await this.file(`k${i}`, readKeyFile);
      for (const { file } of entries.values()) if (file !== undefined) await this.file(`p${file}`, (bytes) => bytes);
    });
    await all(Math.ceil(this.documents / this.block), (i) => this.record(i * this.block));
  }

  async record(document) {
    const records = await this.file(`t${Math.floor(document / this.block)}`, (bytes) => unspell(bytes, this.alphabet));
    const [id, url, title, date, outlet, category, kind, names, text] = records[document % this.block].split("\x1f");
    return { id, url, title, date, outlet, category, kind, organizations: names ? names.split("\x1d") : [], text };
  }
}

const column = (bytes, size) => {
  const reader = new Bytes(bytes);
  return Int32Array.from({ length: size }, () => reader.varint());
};

// Value → its documents, from a column of the values' places.
function listsOf(values, places) {
  const lists = values.map(() => []);
  places.forEach((place, document) => place && lists[place - 1].push(document));
  return new Map(values.map((value, i) => [value, lists[i]]));
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

// ---- one term in one segment -------------------------------------------------------------------------------------

// The fewest postings that hold every unit of the term: words by themselves, syllables in pairs. `starts` are the places
// where words begin, so that a query of several words asks for the pairs that its words asked for.
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

// Both spellings of a pair as one posting; spots are place * 4 + 2 if a gap divides the pair + 1 if one stands before it.
function merge(close, apart) {
  const lists = [close, apart].filter(Boolean), documents = [], from = [0], spots = [], at = [0, 0];
  for (;;) {
    const document = Math.min(...lists.map((list, k) => list.documents[at[k]] ?? Infinity));
    if (document === Infinity) break;
    lists.forEach((list, k) => {
      if (list.documents[at[k]] !== document) return;
      for (let s = list.from[at[k]]; s < list.from[at[k] + 1]; s++) {
        spots.push(((list.spots[s] >> 1) << 2) | (list === apart ? 2 : 0) | (list.spots[s] & 1));
      }
      at[k]++;
    });
    spots.length > from.at(-1) + 1 && lists.length > 1 && sortTail(spots, from.at(-1));
    documents.push(document);
    from.push(spots.length);
  }
  return { documents, from, spots };
}

function sortTail(numbers, start) {
  const tail = numbers.splice(start).sort((a, b) => a - b);
  for (const number of tail) numbers.push(number);
}

// Documents with the whole term: starts are place * 2 + 1 if spaced as typed.
function chain(term, pieces, lists) {
  let found = null;
  pieces.forEach((piece, k) => {
    const list = lists[k], inner = piece.pair && term[piece.at + 1].gap ? 2 : 0;
    const offset = term[piece.at].place - term[0].place, before = term[piece.at].gap ? 1 : 0;
    const exact = (spot) => (spot & 2) === inner && (piece.at === 0 || (spot & 1) === before);
    const documents = [], from = [0], starts = [];
    for (let i = 0, j = 0; i < list.documents.length; i++) {
      const document = list.documents[i];
      if (found) {
        while (found.documents[j] < document) j++;
        if (j === found.documents.length) break;
        if (found.documents[j] !== document) continue;
      }
      let s = found ? found.from[j] : 0;
      for (let p = list.from[i]; p < list.from[i + 1]; p++) {
        const start = (list.spots[p] >> 2) - offset;
        if (!found) {
          starts.push(start * 2 + (exact(list.spots[p]) ? 1 : 0));
          continue;
        }
        while (s < found.from[j + 1] && found.starts[s] >> 1 < start) s++;
        if (s < found.from[j + 1] && found.starts[s] >> 1 === start) {
          starts.push(start * 2 + (exact(list.spots[p]) ? found.starts[s] & 1 : 0));
        }
      }
      if (starts.length > from.at(-1)) {
        documents.push(document);
        from.push(starts.length);
      }
    }
    found = { documents, from, starts };
  });
  return found;
}

const NONE = { documents: [], counts: [], title: [], exact: [] };

// { documents, counts, title, exact } of a term: how often it occurs, whether in the title, whether spaced as typed.
async function match(segment, term, starts) {
  if (!term.length) return NONE;
  const pieces = cover(term, starts);
  const isShort = term.length === 1 || (term.length === 2 && !term.some((u) => isWord(u.text)) && !term[1].gap);
  if (isShort) {
    const key = pieces[0].key ?? pairKey(...pieces[0].pair, false), list = await segment.posting(key);
    if (!list) return NONE;
    const { documents, counts } = list;
    return { documents, counts: counts.map((c) => c >> 1), title: counts.map((c) => c & 1), exact: counts.map(() => 1) };
  }
  const keys = pieces.map((p) => (p.pair ? [pairKey(...p.pair, false), pairKey(...p.pair, true)] : [p.key]));
  // Without places first: a piece that is nowhere spares the others' places.
  const heads = await Promise.all(keys.map((variants) => Promise.all(variants.map((key) => segment.posting(key, false)))));
  if (heads.some((variants) => !variants.some(Boolean))) return NONE;
  const lists = await Promise.all(keys.map(async (variants) => {
    const [close, apart] = await Promise.all(variants.map((key) => segment.posting(key, true)));
    return merge(close, apart);
  }));
  const { documents, from, starts: places } = chain(term, pieces, lists);
  const size = documents.length, counts = new Uint16Array(size), title = new Uint8Array(size), exact = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    counts[i] = from[i + 1] - from[i];
    for (let s = from[i]; s < from[i + 1]; s++) {
      title[i] |= places[s] >> 1 < BODY_START ? 1 : 0;
      exact[i] |= places[s] & 1;
    }
  }
  return { documents, counts, title, exact };
}

// ---- the query ---------------------------------------------------------------------------------------------------

// { words: [{ text, quoted }], without: [text], filters: { outlet: [], category: [], organization: [], period: [] } }
export function parseQuery(query) {
  const parsed = { words: [], without: [], filters: { outlet: [], category: [], organization: [], period: [] } };
  const part = /(-?)(?:(기관|매체|분류|기간):)?(?:"([^"]*)"?|“([^”]*)”?|(\S+))/g;
  for (const [, minus, operator, quoted, curled, bare] of query.normalize("NFC").matchAll(part)) {
    const text = (quoted ?? curled ?? bare).trim();
    if (operator) parsed.filters[OPERATORS[operator]].push(text);
    else if (minus && bare !== undefined ? units(text).length : minus) parsed.without.push(text);
    else if (isInitials(text) || units(text).length) parsed.words.push({ text, quoted: bare === undefined });
  }
  return parsed;
}

// First and last day number of 2024, 2024-05, 2024.5.1 or two of them with ~ between.
export function periodOf(text) {
  const [from, to = from] = text.split("~").map((end) => end.match(/\d+/g)?.map(Number) ?? []);
  const day = ([year, month, date], fill) => (year * 13 + (month ?? fill * 12)) * 32 + (date ?? fill * 31);
  return [from.length ? day(from, 0) : 1, to.length ? day(to, 1) : Infinity];
}

// Texts to look for, the closest to what was typed first: [{ text, weight }].
async function readings(archive, word) {
  if (isInitials(word.text)) return (await initialWords(archive, word.text)).map((text) => ({ text, weight: 1 }));
  const found = [{ text: word.text, weight: 1 }];
  const stem = word.quoted ? "" : withoutParticle(word.text);
  if (stem) found.push({ text: stem, weight: 0.6 });
  return found;
}

// The words that 초성 may stand for, by the number of articles that hold them.
async function initialWords(archive, typed) {
  const start = initials(typed), counts = new Map();
  const lines = (await Promise.all(archive.segments.map((segment) => segment.words(start)))).flat();
  for (const [word, number, named] of lines) {
    const text = word.slice(0, start.length);
    counts.set(text, (counts.get(text) ?? 0) + number * (named ? 2 : 1));
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked.slice(0, MOST_INITIAL_WORDS).map(([text]) => text);
}

// ---- ranking -----------------------------------------------------------------------------------------------------

const K1 = 1.2, B = 0.6, TITLE = 1.6, EXACT = 0.3, JOINED = 1.5, NAMED = 0.5;

// Adds to `scores` what each document's occurrences of one reading are worth; marks the documents in `seen`.
function addScores(archive, found, weight, scores, seen) {
  const number = found.reduce((sum, list) => sum + list.documents.length, 0);
  const idf = Math.log(1 + (archive.documents - number + 0.5) / (number + 0.5)) * weight;
  archive.segments.forEach((segment, k) => {
    const { documents, counts, title, exact } = found[k];
    for (let i = 0; i < documents.length; i++) {
      const document = segment.base + documents[i], tf = counts[i];
      const norm = K1 * (1 - B + (B * archive.lengths[document]) / archive.averageLength);
      const score = idf * ((tf * (K1 + 1)) / (tf + norm) + TITLE * title[i] + EXACT * exact[i]);
      scores[document] = Math.max(scores[document], score);
      seen[document] = 1;
    }
  });
}

async function scoreWord(archive, word) {
  const scores = new Float32Array(archive.documents), seen = new Uint8Array(archive.documents);
  const texts = await readings(archive, word);
  await Promise.all(texts.map(async ({ text, weight }) => {
    const term = termOf(text);
    const found = await Promise.all(archive.segments.map((segment) => match(segment, term)));
    addScores(archive, found, weight, scores, seen);
    addNamed(archive, term, scores, seen);
  }));
  return { scores, seen, texts: texts.map(({ text }) => text) };
}

// A document of an organization whose name holds the term is a little more about it.
function addNamed(archive, term, scores, seen) {
  const squeezed = term.map((unit) => unit.text).join("");
  for (const [name, documents] of archive.facets.organization) {
    if (term.length < 2 || !squeeze(name).includes(squeezed)) continue;
    for (const document of documents) if (seen[document]) scores[document] *= 1 + NAMED / 2;
  }
}

const squeeze = (name) => units(name).map((unit) => unit.text).join("");

// All words one after another, however spaced: where they are, the words belong together.
async function scoreJoined(archive, words) {
  const scores = new Float32Array(archive.documents), seen = new Uint8Array(archive.documents);
  const term = [], starts = new Set();
  for (const { text } of words) {
    starts.add(term.length);
    for (const unit of termOf(text)) term.push({ ...unit, place: term.length });
  }
  if (words.length < 2 || words.length > 5 || words.some((w) => isInitials(w.text))) return { scores, seen, texts: [] };
  const found = await Promise.all(archive.segments.map((segment) => match(segment, term, starts)));
  addScores(archive, found, JOINED, scores, seen);
  return { scores, seen, texts: [words.map((w) => w.text).join("")] };
}

// { scores, seen, texts }: documents that hold every word, or all words joined, and none of `without`.
async function matchAll(archive, query) {
  const words = await Promise.all(query.words.map((word) => scoreWord(archive, word)));
  const joined = await scoreJoined(archive, query.words);
  const without = await Promise.all(query.without.map((text) => scoreWord(archive, { text, quoted: true })));
  const scores = new Float32Array(archive.documents), seen = new Uint8Array(archive.documents);
  for (let document = 0; document < archive.documents; document++) {
    const every = words.every((word) => word.seen[document]);
    if (!(every || joined.seen[document]) || without.some((word) => word.seen[document])) continue;
    seen[document] = 1;
    scores[document] = words.reduce((sum, word) => sum + word.scores[document], joined.scores[document]);
  }
  return { scores, seen, words, texts: [...new Set([...joined.texts, ...words.flatMap((word) => word.texts)])] };
}

// Best first; the newest first among equals. All but the best of one release stand after everything else.
function ranked(archive, documents, scores, sort) {
  if (sort === "date") return documents.reverse();
  documents.sort((a, b) => scores[b] - scores[a] || b - a);
  const shown = new Set(), first = [], later = [];
  for (const document of documents) {
    const twin = archive.twinOf.get(document);
    (twin !== undefined && shown.has(twin) ? later : first).push(document);
    if (twin !== undefined) shown.add(twin);
  }
  return first.concat(later);
}

// ---- filters and facets ------------------------------------------------------------------------------------------

// Field → Uint8Array of the documents that pass it, for each field that is filtered.
async function filterMasks(archive, filters) {
  const masks = {};
  for (const field of FACETS) {
    if (!filters[field].length) continue;
    const mask = (masks[field] = new Uint8Array(archive.documents));
    for (const value of filters[field]) {
      for (const document of await documentsOf(archive, field, value)) mask[document] = 1;
    }
  }
  if (filters.period.length) {
    const periods = filters.period.map(periodOf);
    masks.period = Uint8Array.from(archive.days, (day) => (periods.some(([from, to]) => from <= day && day <= to) ? 1 : 0));
  }
  return masks;
}

// Documents with this value, or else with values that hold it: 기관:진흥원.
async function documentsOf(archive, field, value) {
  const values = archive.facets[field], wanted = squeeze(value);
  if (values.has(value)) return values.get(value);
  const found = [...values].filter(([name]) => squeeze(name).includes(wanted)).flatMap(([, documents]) => [...documents]);
  if (field !== "organization") return found;
  for (const segment of archive.segments) {
    const list = await segment.posting(ORGANIZATION + wanted);
    for (const document of list?.documents ?? []) found.push(segment.base + document);
  }
  return found;
}

// Counts of the whole result. A field's own filter is left out of its counts, so that other choices stay in sight.
function countFacets(archive, seen, masks) {
  const facets = {};
  for (const field of [...FACETS, "period"]) {
    const others = Object.keys(masks).filter((name) => name !== field).map((name) => masks[name]);
    const passes = (document) => seen[document] && others.every((mask) => mask[document]);
    const counts = field === "period" ? countYears(archive, passes) : countValues(archive, field, passes);
    facets[field] = counts.filter(({ count }) => count > 0);
  }
  return facets;
}

function countValues(archive, field, passes) {
  const counts = [];
  for (const [value, documents] of archive.facets[field]) {
    let count = 0;
    for (const document of documents) if (passes(document)) count++;
    counts.push({ value, count });
  }
  return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function countYears(archive, passes) {
  const counts = new Map();
  archive.days.forEach((day, document) => {
    if (!passes(document)) return;
    const year = Math.floor(day / 416);
    counts.set(year, (counts.get(year) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[0] - a[0]).map(([year, count]) => ({ value: year ? String(year) : "", count }));
}

// ---- excerpts ----------------------------------------------------------------------------------------------------

// A pattern for the texts in folded text, white space and marks between their units allowed; null if there is none.
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

// [from, to] of every match in the text as it stands.
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

// The text between two places as [[text, isMarked], …].
function slice(text, marks, from, to) {
  const parts = [];
  let at = from;
  for (const [start, end] of marks) {
    if (start < at || end > to) continue;
    if (start > at) parts.push([text.slice(at, start), false]);
    parts.push([text.slice(start, end), true]);
    at = end;
  }
  if (at < to) parts.push([text.slice(at, to), false]);
  return parts;
}

const EXCERPT = 130;

// About two lines around the place with the most different matches.
function excerpt(text, pattern) {
  const marks = findMarks(text, pattern);
  let from = 0, most = 0;
  marks.forEach(([start]) => {
    const inside = new Set(marks.filter(([a, b]) => a >= start && b <= start + EXCERPT - 30).map(([a, b]) => text.slice(a, b)));
    if (inside.size > most) {
      most = inside.size;
      from = start;
    }
  });
  from = Math.max(0, from - 30);
  while (from > 0 && !/\s/.test(text[from - 1])) from--;
  const to = Math.min(text.length, from + EXCERPT);
  const parts = slice(text, marks, from, to);
  if (from > 0) parts.unshift(["…", false]);
  if (to < text.length) parts.push(["…", false]);
  return parts;
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

// ---- names: suggestions, spelling, help ----------------------------------------------------------------------------

const readNames = (bytes) => readLines(bytes).map((line) => {
  const [kind, name, count] = line.split("\t"), squeezed = squeeze(name);
  return { kind: NAME_KINDS[kind], name, count: Number(count), squeezed, initials: initials(squeezed) };
});
const NAME_KINDS = { o: "organization", t: "tag", h: "title" };
const namesOf = (archive) => archive.files(`names-${archive.start.names}.bin`, readNames);

// Names that hold what was typed, or its last word; those that start with it first.
async function suggest(archive, prefix, limit = 8) {
  const typed = prefix.normalize("NFC").trim(), last = typed.split(/\s+/).at(-1), names = await namesOf(archive);
  for (const text of new Set([typed, last])) {
    const isChoseong = isInitials(text), wanted = isChoseong ? initials(text) : squeeze(text);
    if (!wanted) continue;
    const at = (name) => (isChoseong ? name.initials : name.squeezed).indexOf(wanted);
    const found = names.filter((name) => at(name) >= 0);
    found.sort((a, b) => (at(a) > 0) - (at(b) > 0) || (a.kind === "title") - (b.kind === "title") || b.count - a.count);
    if (!found.length) continue;
    const before = text === typed ? "" : typed.slice(0, -last.length);
    return found.slice(0, limit).map(({ kind, name, count }) => ({ kind, name, count, query: before + name }));
  }
  return [];
}

const jamo = (syllable) => {
  const code = syllable.charCodeAt(0) - HANGUL;
  return [Math.floor(code / 588), Math.floor(code / 28) % 21, code % 28];
};

// Whether two syllables differ by one wrong or missing jamo.
const isSlip = (a, b) => isHangul(a) && isHangul(b) && jamo(a).filter((part, i) => part !== jamo(b)[i]).length === 1;

// The part of the word that is `typed` but for one jamo in one syllable; "" if there is none.
function nearPart(word, typed) {
  for (let start = 0; start + typed.length <= word.length; start++) {
    const part = word.slice(start, start + typed.length);
    const wrong = [...typed].filter((syllable, i) => syllable !== part[i] && !isSlip(syllable, part[i])).length;
    const slips = [...typed].filter((syllable, i) => syllable !== part[i]).length;
    if (!wrong && slips === 1) return part;
  }
  return "";
}

// What the reader may have meant by a word that is nowhere; "" if nothing is near.
async function respell(archive, word) {
  const typed = [squeeze(word), squeeze(withoutParticle(word))].filter((text) => text.length > 1);
  const start = archive.documents > SMALL ? initials(word)[0] : "";
  const lines = await Promise.all(archive.segments.map((segment) => segment.words(start)));
  const words = lines.flat().filter(([, , isName]) => isName).map(([text, count]) => [text, count]);
  for (const { squeezed, count } of await namesOf(archive)) words.push([squeezed, count]);
  let best = "", most = 0;
  for (const text of typed) {
    for (const [candidate, count] of words) {
      const part = nearPart(candidate, text), worth = count * (part === candidate ? 4 : 1);
      if (part && worth > most) [best, most] = [part, worth];
    }
    if (best) return best;
  }
  return "";
}

// For a search without a result: { didYouMean, words: [{ text, total }], similar: [names] }.
async function helpFor(archive, query, found) {
  const texts = query.words.filter((word) => !isInitials(word.text)).map((word) => word.text);
  const totals = found.words.map((word) => word.seen.reduce((sum, one) => sum + one, 0));
  const words = query.words.map(({ text }, i) => ({ text, total: totals[i] }));
  const repaired = await Promise.all(texts.map(async (text) => {
    const isNowhere = words.some((word) => word.text === text && !word.total);
    return (isNowhere && (await respell(archive, text))) || text;
  }));
  const didYouMean = repaired.join(" ") === texts.join(" ") ? "" : repaired.join(" "), names = await namesOf(archive);
  let similar = [];
  for (let part = squeeze(texts[0] ?? ""); part.length > 1 && !similar.length; part = part.slice(0, -1)) {
    similar = names.filter((name) => name.kind !== "title" && name.squeezed.includes(part)).map(({ name }) => name).slice(0, 6);
  }
  return { didYouMean, words, similar };
}

// ---- the archive -------------------------------------------------------------------------------------------------

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

// What ranking and facets need of every article, joined over the segments; loaded with the first search.
async function loadColumns(archive) {
  if (archive.facets) return;
  const [twins, ...columns] = await Promise.all([
    archive.files(`twins-${archive.start.twins}.bin`, readTwins), ...archive.segments.map((segment) => segment.columns())]);
  const lengths = new Float32Array(archive.documents), days = new Int32Array(archive.documents), facets = {};
  for (const field of FACETS) facets[field] = joinFacet(archive, columns.map((read) => read.facets[field]), field);
  archive.segments.forEach((segment, k) => {
    columns[k].lengths.forEach((size, i) => (lengths[segment.base + i] = 16 * 1.5 ** size));
    days.set(segment.days, segment.base);
  });
  const averageLength = archive.segments.reduce((sum, segment) => sum + segment.units, 0) / (archive.documents || 1);
  Object.assign(archive, twins, { lengths, days, averageLength, facets });
}

// Value → documents over all segments. A value that a full table left out cannot be counted, and is not shown.
function joinFacet(archive, tables, field) {
  const joined = new Map(), full = field === "organization" && tables.find((table) => table.size >= MOST_ORGANIZATIONS);
  tables.forEach((table, k) => {
    for (const [value, documents] of table) {
      if (full && table !== full && !full.has(value)) continue;
      const moved = Array.from(documents, (document) => document + archive.segments[k].base);
      joined.set(value, joined.has(value) ? [...joined.get(value), ...moved] : moved);
    }
  });
  return joined;
}

function mergeFilters(typed, chosen = {}) {
  const filters = {};
  for (const field of [...FACETS, "period"]) filters[field] = [...typed[field], ...[chosen[field] ?? []].flat()];
  return filters;
}

async function findAll(archive, text, { sort = "relevance", filters } = {}) {
  await loadColumns(archive);
  const query = parseQuery(text), merged = mergeFilters(query.filters, filters);
  const isEmpty = !query.words.length && !Object.values(merged).flat().length;
  const found = await matchAll(archive, query);
  if (isEmpty) found.seen.fill(0);
  const masks = await filterMasks(archive, merged), documents = [];
  for (let document = 0; document < archive.documents; document++) {
    if (found.seen[document] && Object.values(masks).every((mask) => mask[document])) documents.push(document);
  }
  return { query, found, masks, documents: ranked(archive, documents, found.scores, query.words.length ? sort : "date") };
}

export async function openArchive(baseUrl, { fetch = globalThis.fetch.bind(globalThis) } = {}) {
  let archive = await loadArchive(openFiles(baseUrl, fetch));
  if (archive.documents <= SMALL) await loadColumns(archive);

  // A missing file may mean that a new publication replaced the one at hand: then its start file differs.
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

  const allIds = (query, options) => withArchive(async (current) => {
    const { documents } = await findAll(current, query, options);
    const ids = (await Promise.all(current.segments.map((segment) => segment.file("i", readLines)))).flat();
    return documents.map((document) => ids[document]);
  });

  // Loads every file, so that a small archive answers without a network.
  const keep = () => withArchive((current) => Promise.all([namesOf(current), ...current.segments.map((segment) => segment.keep())]));

  return {
    search, allIds, keep,
    suggest: (prefix) => withArchive((current) => suggest(current, prefix)),
    get documents() {
      return archive.documents;
    },
  };
}
