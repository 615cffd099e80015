/** Where the reader is: the address is the whole state of a view, so that a link, a reload and the back button give it again. */

import { tick } from 'svelte';

let path = $state(location.pathname);
let search = $state(location.search);

/** The path and the parameters of the address. */
export const route = {
  get path() {
    return path;
  },
  get params() {
    return new URLSearchParams(search);
  },
};

/** The filters that all views share, by the names of the command line and the HTTP interface. */
export const FILTERS = [
  'actor', 'recipient', 'pair', 'country', 'sector', 'type', 'mode', 'context', 'quad', 'status', 'voice', 'source', 'place',
  'from', 'to', 'words', 'confidence', 'judged', 'disputed', 'document',
] as const;

/** The filters of the address alone, without those named. */
export function filters(...without: string[]): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [name, value] of route.params) {
    if ((FILTERS as readonly string[]).includes(name) && !without.includes(name) && value) kept.append(name, value);
  }
  return kept;
}

/** An address of the desk: a path with parameters; empty ones are left out. */
export function href(to: string, params: URLSearchParams | Record<string, string | number | null | undefined> = {}): string {
  const entries = params instanceof URLSearchParams ? [...params] : Object.entries(params);
  const given = entries.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query ? `${to}?${query}` : to;
}

/** This address with some parameters changed; null takes one away. A change of filters leads back to the first page. */
export function changed(changes: Record<string, string | string[] | null>): string {
  const params = route.params;
  const isFilter = Object.keys(changes).some((name) => (FILTERS as readonly string[]).includes(name) || name === 'sort');
  if (isFilter) params.delete('cursor');
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) params.append(name, one);
  }
  return href(route.path, params);
}

/** Goes to an address of the desk; `replace` leaves no step behind for the back button. */
export function go(to: string, { replace = false, keep = false } = {}): void {
  const before = path;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  read();
  if (path !== before && !keep) void tick().then(arrive);
}

function read(): void {
  path = location.pathname;
  search = location.search;
}

/** At a new view reading begins at the top, for eyes and for screen readers. */
function arrive(): void {
  scrollTo(0, 0);
  document.getElementById('main')?.focus({ preventScroll: true });
}

/** Lets links of the desk change the view without loading the page anew. */
export function listen(): () => void {
  const click = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    // Links inside drawings are of another kind than those of the page: both have the attribute.
    const given = link?.getAttribute('href');
    if (!link || given == null || link.hasAttribute('target') || link.hasAttribute('download')) return;
    const to = new URL(given, location.href);
    if (to.origin !== location.origin || to.pathname.startsWith('/api/') || (to.hash && to.pathname === location.pathname)) return;
    event.preventDefault();
    go(to.pathname + to.search);
  };
  document.addEventListener('click', click);
  addEventListener('popstate', read);
  return () => {
    document.removeEventListener('click', click);
    removeEventListener('popstate', read);
  };
}
