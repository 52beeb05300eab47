// What only some searches need, loaded by search.js then: several words, filters, initials (초성), suggestions, mended spellings, and all of a small archive.
import { FIELDS, ORGANIZATION, initials, isInitials, newScores, readLines, scoreTerm, squeeze, termOf, withoutParticle } from "./search.js";

const MOST_INITIAL_WORDS = 5; // words that one query in initials stands for
const KEPT = 200; // articles up to which `keep` loads all
const FEW = 2_000; // articles up to which all words serve spelling

// — filters —

// 2024, 2024-05, 2024.5.1 or two of them with ~ between, as day numbers.
function periodOf(text) {
  const [from, to = from] = text.split("~").map((end) => end.match(/\d+/g) ?? []);
  const day = ([year, month, date], fill) => (year * 13 + Number(month ?? fill * 12)) * 32 + Number(date ?? fill * 31);
  return [from.length ? day(from, 0) : 1, to.length ? day(to, 1) : Infinity];
}

export async function filterMasks(archive, filters) {
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

// — initials —

export async function initialWords(archive, typed) {
  const counts = new Map();
  for (const [word, number, isName] of (await Promise.all(archive.segments.map((segment) => segment.words(typed)))).flat()) {
    const text = word.slice(0, typed.length);
    counts.set(text, (counts.get(text) ?? 0) + number * (isName ? 2 : 1));
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked.slice(0, MOST_INITIAL_WORDS).map(([text]) => [text, 1]);
}

// — several words —

const JOINED = 1.5, NEAR = 0.6, NEARBY = 6; // weights, and units
const MOST_JOINED = 5; // words

// All words in a row, however spaced.
export async function scoreJoined(archive, words) {
  const result = newScores(archive);
  if (words.length > MOST_JOINED || words.some((w) => isInitials(w.text))) return { ...result, texts: [] };
  const term = words.flatMap(({ text }) => termOf(text)).map((unit, place) => ({ ...unit, place }));
  await scoreTerm(archive, term, JOINED, result);
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

export async function helpFor(archive, query, found) {
  const names = await namesOf(archive), words = query.words.map(({ text }, i) => ({ text, total: found.words[i].seen.filter(Boolean).length }));
  const repaired = await Promise.all(words.map(async ({ text, total }) => (!total && !isInitials(text) && (await respell(archive, text))) || text));
  let similar = [];
  for (let part = squeeze(words[0]?.text ?? ""); part.length > 1 && !similar.length; part = part.slice(0, -1)) {
    similar = names.filter(({ kind, squeezed }) => kind !== "title" && squeezed.includes(part)).map(({ name }) => name).slice(0, 6);
  }
  return { didYouMean: repaired.some((text, i) => text !== words[i].text) ? repaired.join(" ") : "", words, similar };
}

// Everything a small archive may be asked, so that it answers without a network.
export async function keep(archive) {
  if (archive.documents > KEPT) return;
  await Promise.all([namesOf(archive), ...archive.segments.map(keepSegment)]);
}

async function keepSegment(segment) {
  const starts = Array.from({ length: Math.ceil(segment.documents / segment.block) }, (_, i) => i * segment.block);
  const entries = (await Promise.all(segment.keys.map((key) => segment.entries(key)))).flatMap((file) => [...file.values()]);
  const far = entries.filter((entry) => entry.file !== undefined).map((entry) => segment.spots({ ...entry, documents: [] }, new Set()));
  await Promise.all([segment.words(""), ...far, ...starts.map((document) => segment.record(document))]);
}
