/** Offsets count code points on the server and UTF-16 units here: this is the border between the two. */

/** Converts offsets in both directions for one text. */
export interface Offsets {
  /** The UTF-16 index of a code point. */
  toUtf16(codePoint: number): number;
  /** The code point at a UTF-16 index; the middle of a pair counts as its beginning. */
  toCodePoint(index: number): number;
}

const PAIRED = /[\ud800-\udbff][\udc00-\udfff]/g;

/** The converter of a text. Most texts have no character outside the basic plane, and then nothing changes. */
export function offsetsOf(text: string): Offsets {
  const pairs: number[] = [];
  for (const match of text.matchAll(PAIRED)) pairs.push(match.index);
  if (!pairs.length) return { toUtf16: (at) => at, toCodePoint: (at) => at };
  // The code point of the n-th pair is its index less the n pairs before it.
  const points = pairs.map((index, place) => index - place);
  return {
    toUtf16: (at) => at + countBelow(points, at),
    toCodePoint: (at) => at - countBelow(pairs, at - 1) - (pairs.includes(at - 1) ? 1 : 0),
  };
}

/** How many of the sorted numbers are smaller than `limit`. */
function countBelow(sorted: number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
