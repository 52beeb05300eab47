// Help for a search without hits, loaded by search.js then: mended spellings, words that stand alone, names that are like them.
import { hasInitials, initials, namesOf, squeeze, withoutParticle } from "./search.js";

const FEW = 2_000; // articles up to which all words serve spelling

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
