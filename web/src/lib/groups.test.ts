import { expect, it } from 'vitest';
import { after, binsOf, ceiling, total, trimmed } from './groups';
import type { Group } from './types';

const group = (month: string, quad: number, count: number): Group => ({ month, quad, count, scale_sum: 0, scale_mean: 0 });

it('leaves no gap between the months', () => {
  const bins = binsOf([group('2019-11', 4, 2), group('2020-02', 1, 1)], 'month');
  expect(bins.map((bin) => bin.key)).toEqual(['2019-11', '2019-12', '2020-01', '2020-02']);
  expect(bins[0]!.quads).toEqual([0, 0, 0, 2]);
});

it('leaves out what has no day', () => expect(binsOf([group('', 1, 5)], 'month')).toEqual([]));

it('goes on to the next', () => {
  expect(after('2019-12', 'month')).toBe('2020-01');
  expect(after('2020-02-28', 'day')).toBe('2020-02-29');
  expect(after('2020-12-28', 'week')).toBe('2021-01-04');
  expect(after('0999', 'year')).toBe('1000');
});

it('cuts off history told in passing, and says how much', () => {
  const bins = binsOf([group('1939-09', 4, 1), group('2019-01', 1, 60), group('2019-02', 3, 60)], 'month');
  const { shown, before } = trimmed(bins);
  expect(shown.map((bin) => bin.key)).toEqual(['2019-01', '2019-02']);
  expect(before + shown.reduce((sum, bin) => sum + total(bin), 0)).toBe(121);
});

it('finds a round number above', () => expect([1, 3, 7, 12, 22, 99, 101].map(ceiling)).toEqual([1, 3, 8, 15, 25, 100, 150]));
