/** Records in words, as people read them. */

import type { About, DragomanRecord, Entity, Status, Toll, Voice } from './types';

export const nameOf = (entity: Entity): string => entity.identifier_text || entity.entity_text;

/** Country and sector in one; nothing for what is not known. */
export const codeOf = (entity: Entity): string => [entity.code, entity.sector].filter(Boolean).join(' ');

export const namesOf = (entities: Entity[]): string => entities.map(nameOf).join(', ');

/** The type with its mode: "COERCE, arrest". */
export const kindOf = (record: DragomanRecord): string => [record.event.join(' '), record.mode.join(', ')].filter(Boolean).join(' · ');

export const placeOf = (record: DragomanRecord): string => {
  const place = record.event_loc;
  if (!place) return '';
  const name = place.resolved_place || place.extracted_place;
  return place.country && place.country !== name ? `${name}, ${place.country}` : name;
};

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A day, month or year as words: "21 June 2019". */
export function dayOf(text: string | null): string {
  if (!text) return '';
  const [year, month, day] = text.split('-');
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** When it happened, with how exactly that is known. */
export function whenOf(record: DragomanRecord): string {
  if (!record.date) return 'no date';
  const first = record.date_resolution === 'year' ? record.date.slice(0, 4) : record.date_resolution === 'month' ? dayOf(record.date.slice(0, 7)) : dayOf(record.date);
  const last = record.enddate && record.enddate !== record.date ? ` to ${dayOf(record.enddate)}` : '';
  const exact = { week: ' (within the week)', document: ' (the report’s own date)' }[record.date_resolution] ?? '';
  return first + last + exact;
}

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  happened: 'happened',
  ongoing: 'under way',
  planned: 'planned',
  possible: 'possible',
  denied: 'denied',
};

const KINDS: Readonly<Record<Voice['kind'], string>> = { direct: 'quoted', indirect: 'reported', mixed: 'partly quoted' };

/** One voice: who, with which word, and how the words are given. */
export const voiceOf = (voice: Voice): string =>
  `${voice.source ? nameOf(voice.source) : 'somebody unnamed'}${voice.cue ? ` “${voice.cue}”` : ''} (${KINDS[voice.kind]}${voice.named ? '' : ', not named'})`;

export const tollOf = (toll: Toll): string => (Array.isArray(toll) ? `${toll[0]} to ${toll[1]}` : String(toll));

/** The tolls in words: "7 dead, 3 injured". */
export const tollsOf = (record: DragomanRecord): string =>
  Object.entries(record.size).map(([kind, toll]) => `${tollOf(toll as Toll)} ${kind}`).join(', ');

export const percent = (value: number): string => `${Math.round(value * 100)}\u00a0%`;

export const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** The reasons that bear on one field: "actor[0] subject; ..." */
export const reasonFor = (record: DragomanRecord, field: string): string[] =>
  (record.because ?? []).filter((reason) => reason.startsWith(field)).map((reason) => reason.slice(field.length).replace(/^[\s:]+/, ''));

/** The first words of a meaning: a label short enough for a list. */
export const shortLabel = (about: About | null, type: string): string => about?.types.find((kind) => kind.code === type)?.label ?? type;

/** The words of the evidence for a field. */
export const wordsFor = (record: DragomanRecord, field: string): string =>
  [...new Set(record.evidence.filter((span) => span.field === field).map((span) => span.text))].map((text) => `“${text}”`).join(', ');

/** The address of a record inside its report. */
export const reportLink = (record: { doc_id: string; id?: string }): string =>
  `/report?id=${encodeURIComponent(record.doc_id)}${record.id ? `&record=${record.id}` : ''}`;

/** What an actor is asked for by: its id, or its name. */
export const actorLink = (entity: Entity): string => `/actor?id=${encodeURIComponent(entity.identifier_id || entity.identifier_text || entity.entity_text)}`;
