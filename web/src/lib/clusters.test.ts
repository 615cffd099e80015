import { expect, it } from 'vitest';
import { clustersOf, kilometres, type Spot } from './clusters';

const spot = (name: string, lat: number, lon: number, records = 1, conflict = 0): Spot => ({ name, lat, lon, isExact: true, records, conflict });
const placed = (spots: Spot[]) => spots.map((one) => ({ spot: one, at: [one.lon * 10, -one.lat * 10] as [number, number] }));

it('puts together what lies near, and loses nothing', () => {
  const clusters = clustersOf(placed([spot('Tbilisi', 41.7, 44.8, 2, 1), spot('Gori', 42, 44.1), spot('Minsk', 53.9, 27.6)]));
  expect(clusters.map((cluster) => [cluster.names, cluster.count, cluster.conflict])).toEqual([
    [['Tbilisi', 'Gori'], 3, 1],
    [['Minsk'], 1, 0],
  ]);
});

it('knows how far its farthest spot is', () => {
  const [cluster] = clustersOf(placed([spot('Tbilisi', 41.7, 44.8, 2), spot('Gori', 42, 44.1)]));
  expect(cluster!.km).toBeGreaterThan(60);
  expect(cluster!.km).toBeLessThan(75);
});

it('measures along the earth', () => expect(kilometres({ lat: 0, lon: 179 }, { lat: 0, lon: -179 })).toBeCloseTo(222.4, 0));
