// Search of a news archive in static files: openArchive("search/") gives { search, allIds, suggest, keep, renew };
// search("스마트 공장 -청년 기관:전주시", { sort: "date", filters: { outlet }, offset, limit }) gives { total, hits, facets, help }.
// Failures are ArchiveErrors: "missing", "broken" or "format". newsarchive/search writes the index; what is named alike is alike.
//
// FORMAT 3. Files are raw deflate (RFC 1951) of what is told here and never change under a name, but for manifest.bin. Numbers are varints: 7 bits a byte, lowest first, the top bit set in all but the last. "Sized": the length, then the bytes.
// "Ascending": each number as its difference to the one before, less 1; -1 before the first. Articles are numbered by date, then
// id, the undated first; segments are runs of them, in which documents count from 0.
// manifest.bin  JSON {format, documents, block: articles in a text file, names, twins, pieces: digests in file names, segments: [{name: its
//    folder, documents, units: in all, keys: first key of each k file, words: first "initials word" of each w file,
//    dates: [day, count, …] with days as differences; a day is (year * 13 + month) * 32 + day, 0 for what is not stated}]}
// k<i>.bin  keys in code-point order, a pair with a gap in the file of the pair without: sized heads, sized documents, sized counts, places.
//    heads: number of keys; for each: characters shared with the key before (1 byte), sized rest in UTF-8, number of documents, bytes of
//    documents, bytes of places * 2 + 1 if far, if far: number of the p file and offset in it
//    documents: ascending. counts: a byte each: min(occurrences, 31) * 8 + 1 in the title + 2 undivided + 4 divided by a gap (whole words)
//    places: for each document its occurrences (if 31: the true number first) as differences of place * 2 + 1 if a gap stands
//    before it; of whole words, common ones apart, place * 4 + 2 if a gap divides it + 1 if one stands before it. Places count units, the title's from 0, the text's from 64.
//    Keys: a unit (no places for a syllable) · two neighbours of which one is a syllable, as the characters that touch, then a space if a gap
//    divides them · a whole word of 3 to 8 syllables, gaps ignored · U+0001 and an organization's name, without places
// p<i>.bin  places of keys that have many    w<i>.bin  lines word TAB documents TAB 1 if in a title, an organization or a tag, by initials and word
// t<i>.bin  articles block * i and on, in pieces: nine fields each, all joined by U+001F: id, url if not /a/<id>/, title, date, outlet, category,
//    kind if not article, organizations joined by U+001D, text. With n pieces a byte below o = 254 - n / 256 is the piece of that number, 0xFF opens two bytes
//    of a UTF-16 unit, any other is b of piece o + 256 * (b - o) + the next byte    i.bin  ids, a line each
// c.bin  sized JSON [organizations], sized length class of each document (units = 16 * 1.5 ** class), then each organization's documents, ascending, sized
// f.bin  outlets, then categories: sized JSON of them, sized numbers of each document's (from 1; 0: none)
// names-<digest>.bin  lines o, t or h (organization, tag, headline) TAB name TAB articles
// pieces-<digest>.bin  pieces of text, joined by U+001E: a digit, how many letters are those of the piece before, and the rest
// twins-<digest>.bin  groups that carry one release: number of members, then their numbers in the archive, ascending

const FORMAT = 3;
const BODY_START = 64; // places below it are the title's
const IN_TITLE = 1, UNDIVIDED = 2, DIVIDED = 4, MANY = 31; // a count's byte: occurrences * 8 + flags; MANY: told before the places
const KEPT = 200; // articles up to which `keep` loads all
const COSTLY = 250_000; // bytes of places
const LONGEST = 400; // characters of a query that are read
const SHORTEST = 3, MOST = 8; // syllables of a whole word
const GAP = " ";
const ORGANIZATION = "\u0001";
const OPERATORS = { 기관: "organization", 매체: "outlet", 분류: "category", 기간: "period" };
const MOST_ORGANIZATIONS = 127; // in a segment's columns
const SMALL = 16_000; // articles up to which facets are loaded at once
const MOST_INITIAL_WORDS = 4; // words that one query in initials stands for

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
  `([${SYLLABLE}]+)|([${LETTER}]+|(?<=[${LETTER}&+])[&+]|(?<=[0-9])%)|(\\n|(?<![0-9 \\t\\r\\n])[.!?…]+(?=[ \\t\\r\\n]|$))|[^\\n]`,
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
export const termOf = (text) => units(text).map((unit, place) => ({ ...unit, place }));

const HANGUL = 0xac00;
const INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"; // doubled ones folded
export const initials = (text) => [...text].map((c) => INITIALS[c.normalize("NFKD").charCodeAt(0) - 0x1100] ?? c).join("");
export const hasInitials = (text) => /[ㄱ-ㅎ\u1100-\u1112]/.test(text) && !/[ㅏ-ㅣ]/.test(text);

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
  // A copy of any age will do, unless it was found to be bad.
  async function load(path, isFresh) {
    const ask = (cache) => fetch(baseUrl + path, { cache }).catch(() => ({ ok: false }));
    let response = await ask(isFresh ? "no-cache" : failed.has(path) ? "reload" : "force-cache");
    if (!response.ok && isFresh) response = await ask("force-cache");
    if (!response.ok) throw new ArchiveError("missing", path);
    return response.arrayBuffer();
  }
  // What `read` makes of a file, loaded once.
  return (path, read, isFresh) => {
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
    const entry = { packed: documents.take(size), counts: counts.take(number), size: places >> 1 };
    if (places & 1) Object.assign(entry, { file: heads.varint(), at: heads.varint() });
    else entry.places = file.take(entry.size);
    entries.set(key, entry);
  }
  return entries;
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
  constructor(files, summary, base, { block, pieces }) {
    Object.assign(this, summary, { files, base, block, pieces });
    this.days = expandDays(summary.dates);
  }

  file(name, read = (bytes) => bytes) {
    return this.files(`${this.name}/${name}.bin`, read);
  }

  // The keys of the file in which this key stands, or would.
  entries(key) {
    return this.keys.length ? this.file(`k${fileOf(this.keys, key)}`, readKeyFile) : new Map();
  }

  async posting(key) {
    const entry = (await this.entries(key)).get(key);
    if (entry) entry.documents ??= ascending(entry.packed);
    return entry;
  }

  // Document → its spots in the list, of the wanted ones.
  async spots(entry, wanted) {
    const bytes = entry.places ?? (await this.file(`p${entry.file}`)).subarray(entry.at, entry.at + entry.size);
    const reader = new Bytes(bytes), found = new Map();
    entry.documents.forEach((document, i) => {
      const spots = [];
      let number = entry.counts[i] >> 3, spot = 0;
      if (number === MANY) number = reader.varint();
      while (number--) spots.push((spot += reader.varint()));
      if (wanted.has(document)) found.set(document, spots);
    });
    return found;
  }

  // [word, documents, isName] by the start of initials.
  async words(start) {
    const numbers = [];
    for (let i = fileOf(this.wordFirsts, start); i < this.wordFirsts.length; i++) {
      if (!start || this.wordFirsts[i] <= start + "\uffff") numbers.push(i);
    }
    const files = await Promise.all(numbers.map((i) => this.file(`w${i}`, readWords)));
    return files.flat().filter(([word]) => initials(word).startsWith(start));
  }

  ranks() {
    return this.file("c", (bytes) => {
      const reader = new Bytes(bytes), names = readJson(reader.sized()), lengths = column(reader.sized(), this.documents);
      return { lengths, organization: new Map(names.map((name) => [name, ascending(reader.sized())])) };
    });
  }

  columns() {
    return this.file("f", (bytes) => {
      const reader = new Bytes(bytes), next = () => listsOf(readJson(reader.sized()), column(reader.sized(), this.documents));
      return { outlet: next(), category: next() };
    });
  }

  async record(document) {
    const { block } = this, [pieces, packed] = await Promise.all([this.files(`pieces-${this.pieces}.bin`, readPieces), this.file(`t${Math.floor(document / block)}`)]);
    const [id, url, title, date, outlet, category, kind, names, text] = unspell(packed, pieces).split("\x1f").slice((document % block) * 9);
    return { id, url: url || `/a/${id}/`, title, date, outlet, category, kind: kind || "article", organizations: names ? names.split("\x1d") : [], text };
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

const readJson = (bytes) => JSON.parse(decoder.decode(bytes));
const readLines = (bytes) => (bytes.length ? decoder.decode(bytes).split("\n") : []);
const readWords = (bytes) => readLines(bytes).map((line) => {
  const [word, number, named] = line.split("\t");
  return [word, Number(number), named === "1"];
});

function readPieces(bytes) {
  let piece = "";
  return decoder.decode(bytes).split("\x1e").map((line) => (piece = piece.slice(0, line[0]) + line.slice(1)));
}

function unspell(bytes, pieces) {
  const one = 254 - (pieces.length >> 8), out = [];
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i++];
    if (byte < one) out.push(pieces[byte]);
    else if (byte < 255) out.push(pieces[one + ((byte - one) << 8) + bytes[i++]]);
    else out.push(String.fromCharCode((bytes[i++] << 8) + bytes[i++]));
  }
  return out.join("");
}

// What a term is looked up by from unit `at` on.
async function pieceAt(segment, term, at) {
  const { text } = term[at], next = term[at + 1], make = async (from, size, keys, isWhole) => {
    const lists = await Promise.all(keys.map((key) => segment.posting(key)));
    return { segment, at: from, size, next: Math.max(at + 1, from + size), lists, isWhole };
  };
  if (isWord(text) || term.length === 1) return make(at, 1, [text]);
  const pair = (from) => {
    const key = pairKey(term[from].text, term[from + 1].text), isPlain = term.length === 2 && !term[1].gap && !term.some((unit) => isWord(unit.text));
    return make(from, from === at && isWord(next.text) ? 1 : 2, isPlain ? [key] : [key, key + GAP]);
  };
  if (!next) return pair(at - 1);
  const rest = term.slice(at).findIndex((unit) => isWord(unit.text)), run = term.slice(at, rest < 0 ? undefined : at + rest).map((unit) => unit.text);
  for (let size = Math.min(MOST, run.length); size >= SHORTEST; size--) {
    const word = run.slice(0, size).join("");
    const entry = (await segment.entries(word)).get(word);
    if (entry?.size || (entry && size === term.length)) return make(at, size, [word], true);
  }
  return pair(next.gap && at ? at - 1 : at);
}

async function spotsOf({ segment, lists, isWhole }, wanted) {
  const all = await Promise.all(lists.map((list) => (list ? segment.spots(list, wanted) : new Map())));
  if (isWhole) return all[0];
  const joined = new Map();
  all.forEach((found, divided) => found.forEach((spots, document) => {
    const some = spots.map((spot) => ((spot >> 1) << 2) | (divided << 1) | (spot & 1));
    joined.set(document, [...(joined.get(document) ?? []), ...some]);
  }));
  return joined;
}

// Document → Map(place of the term → is it spaced as typed).
function chain(term, pieces, spots, documents) {
  const tests = pieces.map(({ at, size }, k) => {
    const inner = size > 1 && term.slice(at + 1, at + size).some((unit) => unit.gap) ? 2 : 0, before = term[at].gap ? 1 : 0;
    return { list: spots[k], at, isExact: (spot) => (size < 2 || (spot & 2) === inner) && (at === 0 || (spot & 1) === before) };
  });
  const found = new Map();
  for (const document of documents) {
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

const NONE = { documents: [], counts: [], title: [], exact: [], places: () => new Map() };

// The documents that hold the term; `places(wanted)` gives where, in units.
async function match(segment, term, isOptional) {
  const pieces = [];
  let documents = null;
  for (let at = 0; at < term.length; at = pieces.at(-1).next) {
    const piece = await pieceAt(segment, term, at), some = new Set(piece.lists.flatMap((list) => list?.documents ?? []));
    pieces.push(piece);
    documents = documents ? documents.filter((document) => some.has(document)) : [...some].sort((a, b) => a - b);
    if (!documents.length) return NONE;
  }
  if (!pieces.length) return NONE;
  const isCostly = pieces.some(({ lists }) => lists.some((list) => list?.size > COSTLY));
  const [{ lists: [{ counts } = {}, apart], isWhole, size }] = pieces;
  if (pieces.length === 1 && size === term.length && !apart && (isWhole || !term[1]?.gap)) {
    const isPlaced = pieces[0].lists[0].size; // lone syllables and common words are not
    const wish = term.some((unit, i) => i && unit.gap) ? DIVIDED : UNDIVIDED;
    return {
      documents,
      counts: counts.map((c) => c >> 3),
      title: counts.map((c) => c & IN_TITLE),
      exact: counts.map((c) => (isWhole ? Number((c & wish) > 0) : 1)),
      places: async (wanted) => (isPlaced && !isCostly ? mapValues(await spotsOf(pieces[0], wanted), (spots) => spots.map((spot) => spot >> 2)) : new Map()),
    };
  }
  if (isOptional && isCostly) return NONE;
  const wanted = new Set(documents), spots = await Promise.all(pieces.map((piece) => spotsOf(piece, wanted)));
  const found = chain(term, pieces, spots, documents), all = [...found.values()];
  return {
    documents: [...found.keys()],
    counts: all.map((places) => places.size),
    title: all.map((places) => Number([...places.keys()].some((place) => place < BODY_START))),
    exact: all.map((places) => Number([...places.values()].some(Boolean))),
    places: () => mapValues(found, (places) => [...places.keys()]),
  };
}

const mapValues = (map, make) => new Map([...map].map(([key, value]) => [key, make(value)]));

// — the query —

const FIELDS = ["outlet", "category", "organization", "period"];
const perField = (make) => Object.fromEntries(FIELDS.map((field) => [field, make(field)]));

function parseQuery(query, chosen = {}) {
  const words = [], without = [], nots = [], filters = perField((field) => [chosen[field] ?? []].flat());
  const part = /([-−－]?)(?:(기관|매체|분류|기간)[:：]\s*)?(?:["＂]([^"＂]*)["＂]?|“([^”]*)”?|(\d+년(?: *\d+월(?: *\d+일)?)?(?: *[~∼〜～] *\d+[년월일](?: *\d+[월일])*)?|\S+))/g;
  for (const [, minus, operator, quoted, curled, bare] of query.slice(0, LONGEST).normalize("NFC").matchAll(part)) {
    const text = quoted ?? curled ?? bare, field = OPERATORS[operator];
    if (field) minus ? nots.push([field, text]) : filters[field].push(text);
    else for (const some of bare && hasInitials(text) ? text.match(/[가-힣ㄱ-ㅎ\u1100-\u1112]+|[^가-힣ㄱ-ㅎ\u1100-\u1112]+/g) : [text]) {
      if (!hasInitials(some) && !units(some).length) continue;
      if (minus) without.push(some);
      else words.push({ text: some, quoted: bare === undefined });
    }
  }
  return { words, without, filters, nots };
}

const MAY_BE_PARTICLE = /[은는을를이가과와로의에도만서게써고며나란랑지터럼다저차밖테]$/;

async function readings(archive, { text, quoted }) {
  if (hasInitials(text)) return initialWords(archive, text);
  if (quoted) return [[text, 1]];
  const [stem, isSure] = MAY_BE_PARTICLE.test(text) ? withoutParticle(text) : [];
  const apart = text.replace(/(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/gi, " ");
  return [...(isSure ? [] : [[text, 1]]), ...(stem ? [[stem, isSure ? 1 : 0.6]] : []), ...(apart === text ? [] : [[apart, 0.9]])];
}

// — particles —

// Before the particle stands 0 anything, 1 a final consonant, 2 none, 3 none or ㄹ, 4 one other than ㄹ.
const PARTICLES = {
  께서는: 0, 에서는: 0, 에서도: 0, 에서의: 0, 에게서: 0, 에게는: 0, 으로는: 4, 으로도: 4, 으로써: 4, 으로서: 4, 이라고: 1, 이라는: 1, 이라며: 1,
  께서: 0, 한테: 0, 까지: 0, 부터: 0, 에서: 0, 에게: 0, 에는: 0, 에도: 0, 처럼: 0, 보다: 0, 마저: 0, 조차: 0, 밖에: 0, 하고: 0, 으로: 4, 로써: 3, 로서: 3,
  라고: 2, 라는: 2, 라며: 2, 이나: 1, 이며: 1, 이란: 1, 이랑: 1, 과의: 1, 와의: 2, 은: 1, 는: 2, 을: 1, 를: 2, 이: 1, 가: 2, 과: 1, 와: 2, 로: 3, 의: 0, 에: 0, 도: 0, 만: 0,
};
const SURE = /[는를]$|에서|으로|까지|부터|에게|께서|한테|처럼|라[고며]|로[써서]|마저|조차|밖에|에도|[과와]의/; // unlike those of 강원도 and 어린이

// [stem, whether the word can be nothing else], or nothing.
export function withoutParticle(word) {
  const particle = Object.keys(PARTICLES).find((ending) => word.endsWith(ending));
  if (!particle) return [];
  const stem = word.slice(0, -particle.length), isSure = SURE.test(particle);
  if (!(isSure ? /[가-힣]{2}$/ : /[가-힣]{3}$/).test(stem)) return [];
  const final = (stem.charCodeAt(stem.length - 1) - HANGUL) % 28;
  const fits = [true, final > 0, final === 0, final === 0 || final === 8, final > 0 && final !== 8][PARTICLES[particle]];
  return fits ? [stem, isSure] : [];
}

// — initials —

// An input method makes one letter of two: ㄱㅅ is ㄳ.
const CLUSTERS = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ" };
const spelledOut = (typed) => [...typed.replace(/\s/g, "")].map((c) => CLUSTERS[c] ?? (hasInitials(c) ? initials(c) : c)).join("");
const isLike = (word, typed) => [...typed].every((c, i) => c === word[i] || c === initials(word[i] ?? ""));

// The words that begin with these initials or syllables (ㅅㅁㅌㄱㅈ, 스마트ㄱㅈ) and their worth, the most frequent first.
async function initialWords(archive, text) {
  const typed = spelledOut(text), start = initials(typed), counts = new Map();
  for (const [word, number, isName] of (await Promise.all(archive.segments.map((segment) => segment.words(start)))).flat()) {
    const part = word.slice(0, typed.length);
    if (isLike(part, typed)) counts.set(part, (counts.get(part) ?? 0) + number * (isName ? 2 : 1));
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked.slice(0, MOST_INITIAL_WORDS).map(([part]) => [part, 1]);
}

// ㅅㅁㅌ ㄱㅈ are one word if one begins so.
async function joinInitials(archive, words) {
  const joined = [];
  for (const word of words) {
    const last = joined.at(-1), both = last && hasInitials(last.text) && hasInitials(word.text) && last.text + word.text;
    if (both && (await initialWords(archive, both)).length) joined[joined.length - 1] = { ...word, text: both };
    else joined.push(word);
  }
  return joined;
}

// — ranking —

const K1 = 1.2, B = 0.6, TITLE = 1.6, EXACT = 0.3, NAMED = 0.25;

const newScores = ({ documents }) => ({ scores: new Float32Array(documents), seen: new Uint8Array(documents) });

async function scoreTerm(archive, term, weight, { scores, seen }, isOptional) {
  const found = await Promise.all(archive.segments.map((segment) => match(segment, term, isOptional)));
  const number = found.reduce((sum, list) => sum + list.documents.length, 0);
  const idf = Math.log(1 + (archive.documents - number + 0.5) / (number + 0.5)) * weight;
  found.forEach(({ documents, counts, title, exact }, k) => documents.forEach((local, i) => {
    const document = archive.segments[k].base + local;
    const norm = K1 * (1 - B + (B * archive.lengths[document]) / archive.averageLength);
    const score = idf * ((counts[i] * (K1 + 1)) / (counts[i] + norm) + TITLE * title[i] + EXACT * exact[i]);
    scores[document] = Math.max(scores[document], score);
    seen[document] = 1;
  }));
  return { found, idf };
}

async function scoreWord(archive, word) {
  const result = newScores(archive), texts = await readings(archive, word);
  const terms = await Promise.all(texts.map(([text, weight]) => scoreTerm(archive, termOf(text), weight, result)));
  texts.forEach(([text]) => addNamed(archive, squeeze(text), result));
  return { ...result, terms, texts: texts.map(([text]) => text) };
}

function addNamed(archive, text, { scores }) {
  for (const [name, documents] of archive.facets.organization) {
    if (text.length > 1 && squeeze(name).includes(text)) for (const document of documents) scores[document] *= 1 + NAMED;
  }
}

export const squeeze = (name) => units(name).map((unit) => unit.text).join("");

async function matchAll(archive, query) {
  const areSeveral = query.words.length > 1;
  if (areSeveral) query.words = await joinInitials(archive, query.words);
  const joining = areSeveral && scoreJoined(archive, query.words);
  const words = await Promise.all(query.words.map((word) => scoreWord(archive, word)));
  const without = await Promise.all(query.without.map((text) => scoreWord(archive, { text, quoted: true })));
  const { scores, seen } = newScores(archive), joined = (await joining) || { ...newScores(archive), texts: [] };
  for (let document = 0; document < archive.documents; document++) {
    const isWanted = joined.seen[document] || words.every((word) => word.seen[document]);
    if (!isWanted || without.some((word) => word.seen[document])) continue;
    seen[document] = 1;
    scores[document] = words.reduce((sum, word) => sum + word.scores[document], joined.scores[document]);
  }
  if (areSeveral) await scoreNear(archive, words, scores, (document) => seen[document] && !joined.seen[document]);
  return { scores, seen, words, texts: [...new Set([joined, ...words].flatMap(({ texts }) => texts))] };
}

// — several words —

const JOINED = 2, NEAR = 0.6, NEARBY = 6; // weights, and units
const MOST_JOINED = 5; // words

// All words in a row, however spaced.
async function scoreJoined(archive, words) {
  const result = newScores(archive);
  if (words.length > MOST_JOINED || words.some((w) => hasInitials(w.text))) return { ...result, texts: [] };
  const term = words.flatMap(({ text }) => termOf(text)).map((unit, place) => ({ ...unit, place }));
  await scoreTerm(archive, term, JOINED, result, true);
  const tight = words.map((w) => w.text).join("\n").replace(/(?<=[a-z0-9])\n(?=[a-z0-9])/gi, ""); // RE 100 is RE100
  if (termOf(tight).length < term.length) await scoreTerm(archive, termOf(tight), JOINED, result);
  return { ...result, texts: [words.map((w) => w.text).join("")] };
}

// The nearer the words of a query stand to one another, the better.
async function scoreNear(archive, words, scores, isWanted) {
  const worth = NEAR * words.reduce((sum, { terms }) => sum + Math.max(0, ...terms.map(({ idf }) => idf)), 0);
  await Promise.all(archive.segments.map(async ({ base }, k) => {
    const wanted = new Set(words[0].terms.flatMap(({ found }) => found[k].documents).filter((local) => isWanted(base + local)));
    if (!wanted.size) return;
    const places = await Promise.all(words.map(({ terms }) => Promise.all(terms.map(({ found }) => found[k].places(wanted)))));
    for (const local of wanted) {
      const spots = places.map((some) => some.flatMap((found) => found.get(local) ?? []));
      if (spots.every((some) => some.length)) scores[base + local] += worth / (1 + narrowest(spots) / words.length / NEARBY);
    }
  }));
}

// Units that the narrowest stretch with one of each word spans, from first start to last start.
function narrowest(spots) {
  const all = spots.flatMap((some, word) => some.map((place) => [place, word])).sort((a, b) => a[0] - b[0]), last = [];
  let width = Infinity;
  for (const [place, word] of all) {
    last[word] = place;
    const from = Math.min(...spots.map((_, i) => last[i] ?? -Infinity));
    width = Math.min(width, place - from);
  }
  return width;
}

// — filters —

// 2024, 2024-05, 2024.5.1, 2024년 5월, 20240501 or two of them with ~ between, as day numbers. The second may leave out what it shares.
function periodOf(text) {
  const [from, end] = text.normalize("NFKC").split(/[~∼〜–—]|\.{2,}/).map((side) => (side.match(/\d+/g) ?? []).flatMap(partsOf).map(Number));
  const to = end?.length && end[0] < 100 && end.length < from.length ? [...from.slice(0, from.length - end.length), ...end] : end ?? from;
  const day = ([year, month, date], fill) => ((year < 100 ? year + 2000 : year) * 13 + (month ?? fill * 12)) * 32 + (date ?? fill * 31);
  return [from.length ? day(from, 0) : 1, to.length ? day(to, 1) : Infinity];
}

const partsOf = (digits) => (/^\d{6}(\d\d)?$/.test(digits) ? [digits.slice(0, 4), ...digits.slice(4).match(/../g)] : [digits]);

// Field → 1 for each document that it lets pass; documents with one of `nots` are taken out of `seen`.
async function filterMasks(archive, { filters, nots }, seen) {
  const masks = {};
  for (const field of FIELDS.filter((name) => filters[name].length)) {
    const mask = (masks[field] = new Uint8Array(archive.documents));
    for (const value of filters[field]) for (const document of await documentsOf(archive, field, value)) mask[document] = 1;
  }
  for (const [field, value] of nots) for (const document of await documentsOf(archive, field, value)) seen[document] = 0;
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

// — results —

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

// A field's own filter is left out of its counts.
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

// Around the most different matches.
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

// — names —

const readNames = (bytes) => readLines(bytes).map((line) => {
  const [kind, name, count] = line.split("\t"), squeezed = squeeze(name);
  return { kind: NAME_KINDS[kind], name, count: Number(count), squeezed, initials: initials(squeezed) };
});
const NAME_KINDS = { o: "organization", t: "tag", h: "title" };
export const namesOf = (archive) => archive.files(`names-${archive.start.names}.bin`, readNames);

async function suggest(archive, prefix) {
  const typed = prefix.normalize("NFC").trim(), last = typed.split(/\s+/).at(-1), names = await namesOf(archive);
  for (const text of [typed, last]) {
    const found = hasInitials(text) ? likeNames(names, spelledOut(text)) : heldNames(names, squeeze(text));
    const query = typed.slice(0, typed.length - text.length);
    if (found.length) return found.slice(0, 8).map(({ kind, name, count }) => ({ kind, name, count, query: query + name }));
  }
  return [];
}

const heldNames = (names, wanted) => (wanted ? rankNames(names, (name) => name.squeezed.indexOf(wanted)) : []);
const likeNames = (names, typed) => rankNames(names, ({ squeezed }) => [...squeezed].findIndex((_, at) => isLike(squeezed.slice(at), typed)));

// Names that begin so before those that hold it.
function rankNames(names, placeIn) {
  const found = names.map((name) => [name, placeIn(name)]).filter(([, place]) => place >= 0);
  const rank = ([name, place]) => (place > 0) * 2 + (name.kind === "title");
  return found.sort((a, b) => rank(a) - rank(b) || b[0].count - a[0].count).map(([name]) => name);
}

// — the archive —

function readTwins(bytes) {
  const reader = new Bytes(bytes), twinOf = new Map(), twinSizes = new Map();
  for (let group = 0; reader.at < bytes.length; group++) {
    let last = -1, members = reader.varint();
    twinSizes.set(group, members);
    while (members--) twinOf.set((last += reader.varint() + 1), group);
  }
  return { twinOf, twinSizes };
}

async function loadStart(files) {
  const start = await files("manifest.bin", readJson, true);
  if (start.format !== FORMAT) throw new ArchiveError("format", "manifest.bin");
  return start;
}

async function loadArchive(files, start) {
  let base = 0;
  const segments = start.segments.map(({ words, ...summary }) => {
    const segment = new Segment(files, { ...summary, wordFirsts: words }, base, start);
    base += summary.documents;
    return segment;
  });
  const archive = { files, start, segments, documents: start.documents };
  await Promise.all([loadRanks(archive), ...(start.documents <= SMALL ? segments.map((segment) => segment.columns()) : [])]);
  return archive;
}

async function loadRanks(archive) {
  const [twins, ...ranks] = await Promise.all([
    archive.files(`twins-${archive.start.twins}.bin`, readTwins), ...archive.segments.map((segment) => segment.ranks())]);
  const lengths = ranks.flatMap((read) => read.lengths.map((size) => 16 * 1.5 ** size)), days = archive.segments.flatMap((segment) => segment.days);
  const averageLength = archive.segments.reduce((sum, segment) => sum + segment.units, 0) / archive.documents;
  Object.assign(archive, twins, { lengths, days, averageLength, facets: { organization: joinFacet(archive, ranks, "organization") } });
}

async function loadColumns(archive) {
  const columns = await Promise.all(archive.segments.map((segment) => segment.columns()));
  for (const field of ["outlet", "category"]) archive.facets[field] ??= joinFacet(archive, columns, field);
}

// What a full table left out cannot be counted.
function joinFacet(archive, read, field) {
  const tables = read.map((some) => some[field]), joined = new Map(), full = field === "organization" && tables.find((table) => table.size >= MOST_ORGANIZATIONS);
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
  const query = parseQuery(text, filters), found = await matchAll(archive, query), masks = await filterMasks(archive, query, found.seen);
  if (!query.words.length && !Object.keys(masks).length) found.seen.fill(0);
  const documents = [...found.seen.keys()].filter((d) => found.seen[d] && Object.values(masks).every((mask) => mask[d]));
  return { query, found, masks, documents: rank(archive, documents, found.scores, query.words.length ? sort : "date") };
}

// What only a search without hits needs.
const helper = () => import("./search-help.js").catch(() => { throw new ArchiveError("missing", "search-help.js"); });

// Everything a small archive may be asked, so that it answers without a network.
async function keepAll(archive) {
  await Promise.all([namesOf(archive), ...archive.segments.map(keepSegment)]);
}

async function keepSegment(segment) {
  const starts = Array.from({ length: Math.ceil(segment.documents / segment.block) }, (_, i) => i * segment.block);
  const entries = (await Promise.all(segment.keys.map((key) => segment.entries(key)))).flatMap((file) => [...file.values()]);
  const far = entries.filter((entry) => entry.file !== undefined).map((entry) => segment.spots({ ...entry, documents: [] }, new Set()));
  await Promise.all([segment.words(""), ...far, ...starts.map((document) => segment.record(document))]);
}

export async function openArchive(baseUrl, { fetch = globalThis.fetch.bind(globalThis) } = {}) {
  let archive = await renewed();

  // The archive, if it is another than the one at hand.
  async function renewed(old) {
    const files = openFiles(baseUrl, fetch), start = await loadStart(files);
    return JSON.stringify(start) !== JSON.stringify(old?.start) && loadArchive(files, start);
  }

  const renew = async () => { archive = (await renewed(archive).catch(() => null)) || archive; };

  // A missing file may mean a new publication.
  async function withArchive(work) {
    const current = archive;
    try {
      return await work(current);
    } catch (error) {
      if (error instanceof ArchiveError) await renew();
      if (archive === current) throw error;
      return work(archive);
    }
  }

  const search = (query, options = {}) => withArchive(async (current) => {
    const { offset = 0, limit = 10 } = options;
    const { query: parsed, found, masks, documents } = await findAll(current, query, options);
    const pattern = patternOf(found.texts);
    return {
      total: documents.length,
      hits: await Promise.all(documents.slice(offset, offset + limit).map((d) => hitOf(current, d, pattern))),
      facets: countFacets(current, found.seen, masks),
      help: documents.length ? null : await (await helper()).helpFor(current, parsed, found),
    };
  });

  const allIds = (query, options = {}) => withArchive(async (current) => {
    const { documents } = await findAll(current, query, options);
    const ids = (await Promise.all(current.segments.map((segment) => segment.file("i", readLines)))).flat();
    return documents.map((document) => ids[document]);
  });

  const keep = () => withArchive(async (current) => current.documents <= KEPT && keepAll(current));

  return { search, allIds, keep, renew, suggest: (prefix) => withArchive((current) => suggest(current, prefix)) };
}
