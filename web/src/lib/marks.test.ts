import { expect, it } from 'vitest';
import { linesOf, marksOf, ownerOf, partOf } from './marks';
import type { DragomanRecord } from './types';

const TEXT = '🚨 Police arrest 23\n\nGeorgian police arrested 23 demonstrators 🕊️ on Friday.';

/** A record that has these words as evidence, by field; offsets count code points, as on the server. */
function record(id: string, words: Record<string, string>): DragomanRecord {
  const points = [...TEXT];
  const evidence = Object.entries(words).map(([field, text]) => {
    const start = [...TEXT.slice(0, TEXT.indexOf(text))].length;
    return { field, start, end: start + [...text].length, text };
  });
  expect(points.length).toBeLessThan(TEXT.length);
  return { id, evidence } as unknown as DragomanRecord;
}

const ONE = record('one', { event: 'arrested', mode: 'arrested', 'actor[0]': 'Georgian police', 'recipient[0]': '23 demonstrators', date: 'Friday' });
const TWO = record('two', { event: 'police arrested 23', 'actor[0]': 'Georgian police' });

it('marks the words that the server means', () => {
  const marks = marksOf(TEXT, [ONE], []);
  expect(marks.map((mark) => [mark.part, TEXT.slice(mark.start, mark.end)])).toEqual([
    ['did', 'arrested'],
    ['who', 'Georgian police'],
    ['whom', '23 demonstrators'],
    ['when', 'Friday'],
  ]);
});

it('loses no letter between the pieces', () => {
  const lines = linesOf(TEXT, marksOf(TEXT, [ONE, TWO], []), [{ start: 0, end: 19, reasons: [] }]);
  expect(lines.map((pieces) => pieces.map((piece) => piece.text).join(''))).toEqual(TEXT.split('\n\n'));
});

it('cuts where marks overlap', () => {
  const lines = linesOf(TEXT, marksOf(TEXT, [ONE, TWO], []), []);
  const police = lines[1]!.find((piece) => piece.text === 'police')!;
  expect(new Set(police.marks.map((mark) => `${mark.owner} ${mark.part}`))).toEqual(new Set(['one who', 'two who', 'two did']));
});

it('says to which sentence a piece belongs', () => {
  const lines = linesOf(TEXT, [], [{ start: 0, end: 18, reasons: [] }, { start: 20, end: 67, reasons: [] }]);
  expect(lines.map((pieces) => pieces[0]!.sentence)).toEqual([0, 1]);
});

it('answers a pointer with the event told there', () => {
  const marks = marksOf(TEXT, [ONE, TWO], []);
  const at = TEXT.indexOf('arrested');
  expect(ownerOf(marks.filter((mark) => mark.start <= at && mark.end > at))).toBe('one');
  expect(ownerOf([])).toBeNull();
});

it('knows the parts of fields', () => {
  expect(['event', 'mode', 'attribution[1].source', 'attribution[0].cue', 'size.dead', 'enddate'].map(partOf)).toEqual(
    ['did', null, 'voice', 'cue', 'size', 'when'],
  );
});
