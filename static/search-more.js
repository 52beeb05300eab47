// What only some searches need, loaded by search.js then: several words, filters, particles, initials (초성), suggestions, mended spellings, and all of a small archive.
import { FIELDS, HANGUL, ORGANIZATION, initials, hasInitials, newScores, readLines, scoreTerm, squeeze, termOf } from "./search.js";

const MOST_INITIAL_WORDS = 4; // words that one query in initials stands for
const FEW = 2_000; // articles up to which all words serve spelling

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
export async function filterMasks(archive, filters, nots, seen) {
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
export async function initialWords(archive, text) {
  const typed = spelledOut(text), start = initials(typed), counts = new Map();
  for (const [word, number, isName] of (await Promise.all(archive.segments.map((segment) => segment.words(start)))).flat()) {
    const part = word.slice(0, typed.length);
    if (isLike(part, typed)) counts.set(part, (counts.get(part) ?? 0) + number * (isName ? 2 : 1));
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked.slice(0, MOST_INITIAL_WORDS).map(([part]) => [part, 1]);
}

// ㅅㅁㅌ ㄱㅈ are one word if one begins so.
export async function joinInitials(archive, words) {
  const joined = [];
  for (const word of words) {
    const last = joined.at(-1), both = last && hasInitials(last.text) && hasInitials(word.text) && last.text + word.text;
    if (both && (await initialWords(archive, both)).length) joined[joined.length - 1] = { ...word, text: both };
    else joined.push(word);
  }
  return joined;
}

// — several words —

const JOINED = 2, NEAR = 0.6, NEARBY = 6; // weights, and units
const MOST_JOINED = 5; // words

// All words in a row, however spaced.
export async function scoreJoined(archive, words) {
  const result = newScores(archive);
  if (words.length > MOST_JOINED || words.some((w) => hasInitials(w.text))) return { ...result, texts: [] };
  const term = words.flatMap(({ text }) => termOf(text)).map((unit, place) => ({ ...unit, place }));
  await scoreTerm(archive, term, JOINED, result, true);
  const tight = words.map((w) => w.text).join("\n").replace(/(?<=[a-z0-9])\n(?=[a-z0-9])/gi, ""); // RE 100 is RE100
  if (termOf(tight).length < term.length) await scoreTerm(archive, termOf(tight), JOINED, result);
  return { ...result, texts: [words.map((w) => w.text).join("")] };
}

// The nearer the words of a query stand to one another, the better.
export async function scoreNear(archive, words, scores, isWanted) {
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

// — names —

const readNames = (bytes) => readLines(bytes).map((line) => {
  const [kind, name, count] = line.split("\t"), squeezed = squeeze(name);
  return { kind: NAME_KINDS[kind], name, count: Number(count), squeezed, initials: initials(squeezed) };
});
const NAME_KINDS = { o: "organization", t: "tag", h: "title" };
const namesOf = (archive) => archive.files(`names-${archive.start.names}.bin`, readNames);

export async function suggest(archive, prefix) {
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

// ㅅㅡㅁㅏㅌㅡ
const jamo = (text) => text.normalize("NFD").replace(/[\u1100-\u1112\u11a8-\u11c2]/g, (c) => JAMO[(c.charCodeAt(0) - 0x1100) % 0x95]);
const JAMO = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

// Whether at most one letter is wrong, missing or too many.
function isOneOff(a, b) {
  if (a.length > b.length) return isOneOff(b, a);
  let start = 0, end = 0;
  while (start < a.length && a[start] === b[start]) start++;
  while (end < a.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return b.length - start - end <= 1;
}

// The part of a name that is one letter (jamo) off.
async function respell(archive, word) {
  const typed = [word, withoutParticle(word)[0] ?? ""].map((text) => (hasInitials(text) ? text : squeeze(text))).filter((text) => text.length > 1);
  const near = (known) => {
    let best = "", most = 0;
    for (const text of typed) for (const [name, count] of best ? [] : known) for (const size of [0, 1, -1]) {
      for (let at = 0; at + text.length + size <= name.length; at++) {
        const part = name.slice(at, at + text.length + size), worth = (count * (part === name ? 4 : 1)) / (size ? 2 : 1);
        if (worth > most && part.length > 1 && isOneOff(jamo(text), jamo(part))) [best, most] = [part, worth];
      }
    }
    return best;
  };
  const start = archive.documents > FEW ? initials(word)[0] : "";
  const words = () => Promise.all(archive.segments.map((segment) => segment.words(start)));
  return near((await namesOf(archive)).map((name) => [name.squeezed, name.count])) || near((await words()).flat().filter(([, , isName]) => isName));
}

export async function helpFor(archive, query, found) {
  const names = await namesOf(archive), words = query.words.map(({ text }, i) => ({ text, total: found.words[i].seen.filter(Boolean).length }));
  const repaired = await Promise.all(words.map(async ({ text, total }) => (!total && (await respell(archive, text))) || text));
  let similar = [];
  for (let part = squeeze(words[0]?.text ?? ""); part.length > 1 && !similar.length; part = part.slice(0, -1)) {
    similar = names.filter(({ kind, squeezed }) => kind !== "title" && squeezed.includes(part)).map(({ name }) => name).slice(0, 6);
  }
  return { didYouMean: repaired.some((text, i) => text !== words[i].text) ? repaired.join(" ") : "", words, similar };
}

// Everything a small archive may be asked, so that it answers without a network.
export async function keep(archive) {
  await Promise.all([namesOf(archive), ...archive.segments.map(keepSegment)]);
}

async function keepSegment(segment) {
  const starts = Array.from({ length: Math.ceil(segment.documents / segment.block) }, (_, i) => i * segment.block);
  const entries = (await Promise.all(segment.keys.map((key) => segment.entries(key)))).flatMap((file) => [...file.values()]);
  const far = entries.filter((entry) => entry.file !== undefined).map((entry) => segment.spots({ ...entry, documents: [] }, new Set()));
  await Promise.all([segment.words(""), ...far, ...starts.map((document) => segment.record(document))]);
}
