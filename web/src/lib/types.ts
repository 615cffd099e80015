/** What the HTTP interface gives, in the names of the record contract. */

export type Status = 'happened' | 'ongoing' | 'planned' | 'possible' | 'denied';

export interface Entity {
  entity_text: string;
  code: string | null;
  sector: string | null;
  other_sectors: string[];
  office: string | null;
  identifier_id: string | null;
  identifier_text: string | null;
  resolved_by: string;
}

export interface Place {
  extracted_place: string;
  resolved_place: string | null;
  lat: number | null;
  lon: number | null;
  province: string | null;
  country: string | null;
  country_code: string | null;
  resolution: number | null;
}

export interface Voice {
  source: Entity | null;
  cue: string | null;
  kind: 'direct' | 'indirect' | 'mixed';
  named: boolean;
}

export interface Evidence {
  field: string;
  start: number;
  end: number;
  text: string;
}

export type Toll = number | [number, number];

export interface DragomanRecord {
  id: string;
  doc_id: string;
  event: string[];
  mode: string[];
  context: string[];
  aux: string[];
  status: Status;
  actor: Entity[];
  recipient: Entity[];
  date: string | null;
  enddate: string | null;
  date_resolution: string;
  event_loc: Place | null;
  event_text: string[];
  quad_code: number;
  event_scale: number;
  attribution: Voice[];
  size: { dead?: Toll; injured?: Toll; arrested?: Toll };
  confidence: number;
  evidence: Evidence[];
  text_info: { sequence: number; start: number; end: number };
  cite_info: {
    title: string | null;
    url: string | null;
    publication: string | null;
    language: string | null;
    published: string | null;
    coder: string;
    codebook: string;
  };
  because?: string[];
}

export interface Disagreement {
  field: string;
  value: string;
  records: string[];
}

export interface DragomanEvent extends DragomanRecord {
  records: string[];
  sources: string[];
  independent: number;
  disagreements: Disagreement[];
}

export interface Claim {
  id: string;
  doc_id: string;
  attribution: Voice[];
  text: string;
  start: number;
  end: number;
  about: Entity[];
}

export interface Sentence {
  start: number;
  end: number;
  reasons: string[];
}

export interface Report {
  document: {
    id: string;
    text: string;
    title: string | null;
    url: string | null;
    source: string | null;
    published: string | null;
    language: string | null;
  };
  outcome: string;
  copy_of: string | null;
  sentences: Sentence[];
  records: DragomanRecord[];
  claims: Claim[];
}

export interface Page<T> {
  items: T[];
  cursor: string | null;
}

export interface ReportLine {
  doc_id: string;
  title: string | null;
  source: string | null;
  published: string | null;
  records: number;
  types: string[];
}

export interface ActorCount {
  identifier_id: string | null;
  name: string;
  code: string | null;
  sector: string | null;
  records: number;
  as_actor: number;
  as_recipient: number;
  first: string | null;
  last: string | null;
}

export interface Profile {
  id: string;
  name: string;
  kind: string;
  code: string | null;
  sectors: string[];
  tenures: { office: string; code: string | null; start: string | null; end: string | null }[];
}

export interface Group {
  count: number;
  scale_sum: number | null;
  scale_mean: number | null;
  [key: string]: string | number | null;
}

export interface Judgement {
  id: string;
  verdict: string;
  records: string[];
  author: string;
  time: string;
  reason: string;
  field: string | null;
  value: string | null;
  undoes: string | null;
}

export interface StoredRecord {
  record: DragomanRecord;
  original: DragomanRecord;
  judged: string | null;
  event: string | null;
  sentence: string;
  judgements: Judgement[];
}

export interface Happening {
  event: DragomanEvent;
  tellings: { record: DragomanRecord; sentence: string; start: number }[];
  links: { source: string; target: string; kind: string; because: string }[];
}

export interface Hit {
  doc_id: string;
  sentence: string;
  start: number;
  marks: [number, number][];
  title: string | null;
  source: string | null;
  published: string | null;
  records: DragomanRecord[];
  claims: Claim[];
}

export interface Judges {
  tallies: { author: string; right: number; wrong: number; corrected: number; same: number; not_same: number; undone: number }[];
  agreements: { first: string; second: string; records: number; agreed: number; kappa: number | null }[];
}

export interface Named {
  code: string;
  label: string;
}

export interface About {
  version: string;
  codebook: string;
  store: string;
  can_judge: boolean;
  counts: { documents: number; records: number; claims: number; events: number; judgements: number; failures: number };
  types: (Named & { quad: number; modes: Named[] })[];
  contexts: Named[];
  sectors: Named[];
  countries: Named[];
  quads: Named[];
  sources: string[];
}
