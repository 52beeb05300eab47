// Raw deflate (RFC 1951) → bytes, for browsers without DecompressionStream. Throws on anything else.

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// Canonical Huffman code: how many symbols each length has, and the symbols in order.
function codeOf(lengths) {
  const counts = new Array(16).fill(0), symbols = [];
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  for (let length = 1; length < 16; length++) lengths.forEach((own, symbol) => own === length && symbols.push(symbol));
  return { counts, symbols };
}

const FIXED = [
  codeOf(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))), codeOf(new Array(30).fill(5))];

export function inflate(buffer) {
  const input = new Uint8Array(buffer), out = [];
  let at = 0, held = 0, heldBits = 0;

  function bits(number) {
    while (heldBits < number) {
      if (at >= input.length) throw new Error("deflate: cut off");
      held |= input[at++] << heldBits;
      heldBits += 8;
    }
    const value = held & ((1 << number) - 1);
    held >>>= number;
    heldBits -= number;
    return value;
  }

  function symbol({ counts, symbols }) {
    for (let length = 1, code = 0, first = 0, index = 0; length < 16; length++) {
      code |= bits(1);
      if (code - first < counts[length]) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("deflate: no such code");
  }

  function dynamicCodes() {
    const literals = bits(5) + 257, distances = bits(5) + 1, lengths = [], order = new Array(19).fill(0);
    for (let i = bits(4) + 4, k = 0; k < i; k++) order[ORDER[k]] = bits(3);
    const code = codeOf(order);
    while (lengths.length < literals + distances) {
      const length = symbol(code);
      if (length < 16) lengths.push(length);
      else {
        const [value, times] = length === 16 ? [lengths.at(-1), bits(2) + 3] : [0, length === 17 ? bits(3) + 3 : bits(7) + 11];
        for (let i = 0; i < times; i++) lengths.push(value);
      }
    }
    return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
  }

  function block([literals, distances]) {
    for (let value = symbol(literals); value !== 256; value = symbol(literals)) {
      if (value < 256) out.push(value);
      else {
        let length = LENGTH_BASE[value - 257] + bits(LENGTH_BITS[value - 257]);
        const step = symbol(distances), extra = step < 4 ? 0 : (step >> 1) - 1;
        const back = (step < 4 ? step : (2 + (step & 1)) << extra) + bits(extra) + 1;
        if (back > out.length) throw new Error("deflate: too far back");
        while (length--) out.push(out[out.length - back]);
      }
    }
  }

  function stored() {
    held = heldBits = 0;
    const size = input[at] | (input[at + 1] << 8);
    at += 4;
    if (at + size > input.length) throw new Error("deflate: cut off");
    for (const byte of input.subarray(at, (at += size))) out.push(byte);
  }

  for (let isLast = 0; !isLast; ) {
    isLast = bits(1);
    const kind = bits(2);
    if (kind === 3) throw new Error("deflate: no such block");
    if (kind === 0) stored();
    else block(kind === 1 ? FIXED : dynamicCodes());
  }
  return new Uint8Array(out);
}
