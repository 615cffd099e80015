/** What all views share: the words of the scheme and how much there is, and the reader's own settings. */

import { get } from './api.svelte';
import type { About } from './types';

let about = $state.raw<About | null>(null);
let failed = $state<string | null>(null);

export const desk = {
  get about() {
    return about;
  },
  get failed() {
    return failed;
  },
};

/** Asks what is behind the desk; again after a verdict, when the counts have changed. */
export async function learn(): Promise<void> {
  try {
    about = await get<About>('/api/about');
    failed = null;
  } catch (problem) {
    failed = (problem as Error).message;
  }
}

export interface Settings {
  theme: 'system' | 'light' | 'dark';
  keys: boolean;
  author: string;
  views: { name: string; address: string }[];
}

const KEY = 'dragoman';
const stored = (): Partial<Settings> => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>;
  } catch {
    return {};
  }
};

/** What the reader chose; kept in this browser alone. */
export const settings = $state<Settings>({ theme: 'system', keys: true, author: '', views: [], ...stored() });

/** Keeps the settings and shows the theme; call it in an effect. */
export function keepSettings(): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
  const root = document.documentElement;
  if (settings.theme === 'system') root.removeAttribute('data-theme');
  else root.dataset.theme = settings.theme;
}
