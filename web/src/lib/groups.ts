/** Counts by time and quadrant, made ready to be drawn. */

import type { Group } from './types';

export type Grain = 'day' | 'week' | 'month' | 'year';

/** One stretch of time: records of the four quadrants, and its first and last day as filters have them. */
export interface Bin {
  key: string;
  from: string;
  to: string;
  quads: [number, number, number, number];
}

export const total = (bin: Bin): number => bin.quads.reduce((sum, count) => sum + count, 0);

/** The bins of counts by `grain` and quadrant, without gaps; what has no day is left out. */
export function binsOf(groups: Group[], grain: Grain): Bin[] {
  const found = new Map<string, Bin>();
  for (const group of groups) {
    const key = String(group[grain] ?? '');
    if (!key) continue;
    const bin = found.get(key) ?? binAt(key, grain);
    bin.quads[Number(group.quad) - 1]! += group.count;
    found.set(key, bin);
  }
  const keys = [...found.keys()].sort();
  if (!keys.length) return [];
  const bins: Bin[] = [];
  for (let key = keys[0]!; key <= keys.at(-1)! && bins.length < 20000; key = after(key, grain)) bins.push(found.get(key) ?? binAt(key, grain));
  return bins;
}

function binAt(key: string, grain: Grain): Bin {
  return { key, from: key, to: grain === 'week' ? shifted(key, 6) : key, quads: [0, 0, 0, 0] };
}

function shifted(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The key that follows. */
export function after(key: string, grain: Grain): string {
  if (grain === 'year') return String(Number(key) + 1).padStart(4, '0');
  if (grain === 'month') {
    const [year, month] = key.split('-').map(Number) as [number, number];
    return month === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${key.slice(0, 4)}-${String(month + 1).padStart(2, '0')}`;
  }
  return shifted(key, grain === 'week' ? 7 : 1);
}

/** Months put together to years. */
export function toYears(groups: Group[]): Group[] {
  return groups.map((group) => ({ ...group, year: String(group.month ?? '').slice(0, 4) }));
}

/** The bins that hold all but a few early and late ones, and how many records those few have: history told in passing. */
export function trimmed(bins: Bin[]): { shown: Bin[]; before: number; after: number } {
  const all = bins.reduce((sum, bin) => sum + total(bin), 0);
  const spare = Math.floor(all * 0.02);
  let before = 0;
  let first = 0;
  while (first < bins.length && before + total(bins[first]!) <= spare) before += total(bins[first++]!);
  let late = 0;
  let last = bins.length;
  while (last > first && late + total(bins[last - 1]!) <= spare / 2) late += total(bins[--last]!);
  return { shown: bins.slice(first, last), before, after: late };
}

/** A round number at or above the greatest. */
export function ceiling(greatest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(greatest, 1)));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= greatest) ?? greatest;
}
