import { describe, expect, it } from 'vitest';
import { offsetsOf } from './offsets';

const TEXTS = [
  'Police fired on the crowd.',
  '😀 Police 🚓🚓 fired',
  'قال الوزير 🕊️ إن المحادثات',
  '👩‍👩‍👧 family, then é and e\u0301',
  '',
  '🚓',
];

/** Where each code point begins, counted the slow way. */
function beginnings(text: string): number[] {
  const found: number[] = [];
  let index = 0;
  for (const character of text) {
    found.push(index);
    index += character.length;
  }
  return [...found, index];
}

describe.each(TEXTS)('offsets of %j', (text) => {
  const offsets = offsetsOf(text);

  it('converts code points as counting does', () => {
    beginnings(text).forEach((index, point) => expect(offsets.toUtf16(point)).toBe(index));
  });

  it('comes back to where it began', () => {
    beginnings(text).forEach((index, point) => expect(offsets.toCodePoint(index)).toBe(point));
  });
});

it('cuts the same words as the server does', () => {
  const text = '🔥🔥 وزير Foreign Minister 🇬🇪 said';
  const points = [...text];
  const start = points.join('').indexOf('Foreign') - 2; // two pairs stand before it
  const offsets = offsetsOf(text);
  expect(text.slice(offsets.toUtf16(start), offsets.toUtf16(start + 16))).toBe(points.slice(start, start + 16).join(''));
  expect(points.slice(start, start + 16).join('')).toBe('Foreign Minister');
});

it('takes the middle of a pair for its beginning', () => {
  expect(offsetsOf('a🚓b').toCodePoint(2)).toBe(1);
});
