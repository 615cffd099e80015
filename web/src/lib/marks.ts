/** Evidence cut into stretches that each lie wholly inside or outside of every mark: overlapping marks without nested elements. */

import { offsetsOf } from './offsets';
import type { Claim, DragomanRecord, Sentence } from './types';

export type Part = 'did' | 'who' | 'whom' | 'when' | 'where' | 'voice' | 'cue' | 'whether' | 'size' | 'claim';

/** What each part is called above the words. */
export const LABELS: Readonly<Record<Part, string>> = {
  did: 'did',
  who: 'who',
  whom: 'to whom',
  when: 'when',
  where: 'where',
  voice: 'says',
  cue: 'cue',
  whether: 'whether',
  size: 'how many',
  claim: 'claim',
};

/** Words that say something: `owner` is the id of the record or claim; offsets count UTF-16 units. */
export interface Mark {
  owner: string;
  part: Part;
  start: number;
  end: number;
}

/** A stretch of text with the marks that cover it, and those that begin with it. */
export interface Piece {
  start: number;
  end: number;
  text: string;
  sentence: number;
  marks: Mark[];
  opening: Mark[];
}

const PARTS: [RegExp, Part][] = [
  [/^event$/, 'did'],
  [/^actor/, 'who'],
  [/^recipient/, 'whom'],
  [/^(end)?date/, 'when'],
  [/^event_loc/, 'where'],
  [/^attribution\[\d+\]\.cue$/, 'cue'],
  [/^attribution/, 'voice'],
  [/^status/, 'whether'],
  [/^size/, 'size'],
];

/** The part that a field of the contract plays; null for one whose words are marked already (a mode is worded by its event). */
export function partOf(field: string): Part | null {
  return PARTS.find(([shape]) => shape.test(field))?.[1] ?? null;
}

/** The marks of a report, each stretch of a record and part once. */
export function marksOf(text: string, records: DragomanRecord[], claims: Claim[]): Mark[] {
  const { toUtf16 } = offsetsOf(text);
  const found = new Map<string, Mark>();
  for (const record of records) {
    for (const span of record.evidence) {
      const part = partOf(span.field);
      if (part) {
        const mark = { owner: record.id, part, start: toUtf16(span.start), end: toUtf16(span.end) };
        found.set(`${mark.owner} ${mark.part} ${mark.start} ${mark.end}`, mark);
      }
    }
  }
  const said = claims.map((claim): Mark => ({ owner: claim.id, part: 'claim', start: toUtf16(claim.start), end: toUtf16(claim.end) }));
  return [...found.values(), ...said].filter((mark) => mark.end > mark.start);
}

/** The text in pieces, line by line; the line breaks themselves are left out. */
export function linesOf(text: string, marks: Mark[], sentences: Sentence[]): Piece[][] {
  const { toUtf16 } = offsetsOf(text);
  const bounds = sentences.map((sentence) => [toUtf16(sentence.start), toUtf16(sentence.end)] as const);
  const cuts = new Set([0, text.length]);
  for (const mark of marks) cuts.add(mark.start).add(mark.end);
  for (const [start, end] of bounds) cuts.add(start).add(end);
  const lines: Piece[][] = [];
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const start = line.index;
    const end = start + line[0].length;
    if (!line[0].trim()) continue;
    const inside = [...cuts].filter((cut) => cut > start && cut < end).sort((a, b) => a - b);
    const edges = [start, ...inside, end];
    lines.push(edges.slice(1).map((edge, place) => pieceAt(text, edges[place]!, edge, marks, bounds)));
  }
  return lines;
}

function pieceAt(text: string, start: number, end: number, marks: Mark[], bounds: (readonly [number, number])[]): Piece {
  const covering = marks.filter((mark) => mark.start < end && mark.end > start);
  return {
    start,
    end,
    text: text.slice(start, end),
    sentence: bounds.findIndex(([from, to]) => start >= from && start < to),
    marks: covering,
    opening: covering.filter((mark) => mark.start >= start),
  };
}

/** What a pointer on these marks means: the event told there, else the tightest mark. */
export function ownerOf(marks: Mark[]): string | null {
  const tightest = [...marks].sort((a, b) => weight(a) - weight(b) || a.end - a.start - (b.end - b.start));
  return tightest[0]?.owner ?? null;
}

function weight(mark: Mark): number {
  return mark.part === 'did' ? 0 : mark.part === 'claim' ? 2 : 1;
}
