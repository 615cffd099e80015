/** Keys that do something in the view at hand; off inside inputs, and off altogether where the reader wants that. */

import { settings } from './desk.svelte';

export interface Key {
  key: string;
  told: string;
  act: () => void;
}

const layers = $state.raw<{ keys: Key[][] }>({ keys: [] });
let shown = $state.raw<Key[][]>([]);

/** The keys that do something now; where two want the same, the inner one has it. */
export const keysNow = {
  get all(): Key[] {
    return [...new Map(shown.flat().map((key) => [key.key, key])).values()];
  },
};

/** Adds keys while a component is there: call it in an effect. */
export function withKeys(keys: Key[]): () => void {
  layers.keys.push(keys);
  shown = [...layers.keys];
  return () => {
    layers.keys.splice(layers.keys.indexOf(keys), 1);
    shown = [...layers.keys];
  };
}

/** Listens to the keyboard. */
export function heed(): () => void {
  const press = (event: KeyboardEvent) => {
    if (!settings.keys || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.matches?.('input, select, textarea, [contenteditable]') || document.querySelector('dialog[open]')) return;
    const found = [...layers.keys].reverse().flat().find((key) => key.key === event.key);
    if (!found) return;
    event.preventDefault();
    found.act();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
