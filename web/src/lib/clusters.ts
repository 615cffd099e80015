/** Spots of a map that lie too near to each other to be drawn apart, put together. */

export interface Spot {
  lon: number;
  lat: number;
  name: string;
  isExact: boolean;
  records: number;
  conflict: number;
}

export interface Cluster {
  x: number;
  y: number;
  lat: number;
  lon: number;
  /** How far the farthest spot lies from the middle. */
  km: number;
  count: number;
  conflict: number;
  names: string[];
  isExact: boolean;
}

const NEAR = 26;

/** Clusters of spots with where they are drawn, the largest first so that small ones stand on top. */
export function clustersOf(placed: { spot: Spot; at: [number, number] }[], near = NEAR): Cluster[] {
  const waiting = [...placed].sort((a, b) => b.spot.records - a.spot.records);
  const groups: { at: [number, number]; spots: Spot[] }[] = [];
  for (const { spot, at } of waiting) {
    const group = groups.find((one) => Math.hypot(one.at[0] - at[0], one.at[1] - at[1]) < near);
    if (group) group.spots.push(spot);
    else groups.push({ at, spots: [spot] });
  }
  return groups.map(clusterOf).sort((a, b) => b.count - a.count);
}

function clusterOf({ at, spots }: { at: [number, number]; spots: Spot[] }): Cluster {
  const { lat, lon } = spots[0]!;
  const count = sum(spots);
  return {
    x: at[0],
    y: at[1],
    lat,
    lon,
    km: Math.max(...spots.map((spot) => kilometres(spot, { lat, lon }))),
    count,
    conflict: spots.reduce((found, spot) => found + spot.conflict, 0),
    names: [...new Set(spots.map((spot) => spot.name))],
    isExact: sum(spots.filter((spot) => spot.isExact)) * 2 >= count,
  };
}

const sum = (spots: Spot[]): number => spots.reduce((found, spot) => found + spot.records, 0);

/** The distance between two points, as the crow flies. */
export function kilometres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = Math.PI / 180;
  const sides = Math.sin(a.lat * radians) * Math.sin(b.lat * radians) + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.cos((a.lon - b.lon) * radians);
  return 6371 * Math.acos(Math.min(1, sides));
}
