import { parseDirective } from './directive.ts';
import type { Escape, Piece } from './directive.ts';
import { fieldOf } from './fields.ts';
import type { Field, Meaning } from './fields.ts';
import { areZoned } from './time.ts';

/** A run of fixed texts with a field between each two: `texts[0] fields[0] texts[1] …`, one text more than fields. */
export interface Segment {
  texts: Uint8Array[];
  fields: Field[];
  /** Number of its first field among all. */
  first: number;
}

/** What a line of a log format looks like. */
export interface Plan {
  /**
   * Where the server escapes quotes, a quote in the line is the format's own, and no value reaches past one: the
   * format is cut at its quotes, and a line has as many. Else there is one segment.
   */
  segments: Segment[];
  quoted: boolean;
  fields: Field[];
  escape: Escape;
}

/** Variables that are side by side and say one thing together. */
const TOGETHER: readonly (readonly string[])[] = [
  ['%U', '%q'],
  ['$uri', '$is_args', '$args'],
];

function nameAt(pieces: readonly Piece[], at: number): string | undefined {
  const piece = pieces[at];
  return piece !== undefined && 'variable' in piece ? piece.variable : undefined;
}

function together(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const names = TOGETHER.find((group) => group.every((name, i) => nameAt(pieces, at + i) === name));
    const piece = pieces[at];
    if (names !== undefined) {
      all.push({ variable: names.join('') });
      at += names.length - 1;
    } else if (piece !== undefined) all.push(piece);
  }
  return all;
}

/** Columns that a meaning fills; a time's parts do not compete. */
function columnsOf(meaning: Meaning): readonly string[] {
  switch (meaning.kind) {
    case 'host':
      return ['c_ip'];
    case 'duration':
      return ['time_taken'];
    case 'request':
      return ['cs_method', 'cs_uri_stem', 'cs_uri_query', 'cs_version'];
    case 'uri':
      return ['cs_uri_stem', 'cs_uri_query'];
    case 'query':
      return ['cs_uri_query'];
    case 'time':
      return [];
    default:
      return [meaning.column];
  }
}

/** Takes the meaning from variables whose column another one fills better, or before. */
function settle(fields: readonly Field[]): void {
  const taken = new Set<string>();
  const ranked = [...fields].sort((a, b) => a.rank - b.rank);
  for (const field of ranked) {
    if (field.meaning === undefined) continue;
    const columns = columnsOf(field.meaning);
    if (columns.some((column) => taken.has(column))) field.meaning = undefined;
    else for (const column of columns) taken.add(column);
  }
}

const encode = (text: string): Uint8Array => Buffer.from(text);

/** The segments of the pieces, cut at the quotes of their texts where `quoted`. */
function segmentsOf(pieces: readonly Piece[], quoted: boolean): Segment[] {
  const segments: { texts: string[]; fields: Field[] }[] = [{ texts: [''], fields: [] }];
  for (const piece of pieces) {
    const last = segments.at(-1)!;
    if ('variable' in piece) {
      last.fields.push(fieldOf(piece.variable));
      last.texts.push('');
      continue;
    }
    const [head = '', ...rest] = quoted ? piece.text.split('"') : [piece.text];
    last.texts[last.texts.length - 1] += head;
    for (const text of rest) segments.push({ texts: [text], fields: [] });
  }
  let first = 0;
  return segments.map((segment) => {
    const { texts, fields } = merged(segment);
    const at = first;
    first += fields.length;
    return { texts: texts.map(encode), fields, first: at };
  });
}

/** Neighbours that are free text and not kept are one: where one of them ends does not matter. */
function merged({ texts, fields }: { texts: string[]; fields: Field[] }): {
  texts: string[];
  fields: Field[];
} {
  const free = (field: Field | undefined): boolean => field?.shape === 'text' && field.meaning === undefined;
  const kept = { texts: [texts[0] ?? ''], fields: [] as Field[] };
  for (const [i, field] of fields.entries()) {
    const last = kept.fields.at(-1);
    if (last !== undefined && free(last) && free(field)) {
      kept.fields[kept.fields.length - 1] = { ...last, name: `${last.name} ${field.name}` };
      kept.texts[kept.texts.length - 1] = texts[i + 1] ?? '';
    } else {
      kept.fields.push(field);
      kept.texts.push(texts[i + 1] ?? '');
    }
  }
  return kept;
}

/** Two fields with nothing between them, of which the first could end anywhere. */
function unclear({ texts, fields }: Segment): string | undefined {
  for (let i = 0; i + 1 < fields.length; i++) {
    const field = fields[i]!;
    const next = fields[i + 1]!;
    if (texts[i + 1]!.length > 0 || field.shape === 'time' || field.shape === 'number') continue;
    if (field.shape === 'word' && beginsWithSlash(next)) continue;
    return `nothing tells where ${field.name} ends and ${next.name} begins`;
  }
  return undefined;
}

/** A path begins with a slash, which a host before it has not. */
export function beginsWithSlash({ meaning, name }: Field): boolean {
  return meaning?.kind === 'uri' || name === '$request_uri' || name === '$uri' || name === '%U';
}

/**
 * What lines of this format look like.
 * @param format as nginx's `log_format` or Apache's `LogFormat` has it
 * @returns the plan, or why there is none: a clause for a person
 */
export function planOf(format: string): Plan | string {
  const directive = parseDirective(format);
  if (directive === undefined) return 'there is no variable of nginx ($name) or Apache (%letter) in it';
  const { pieces, escape } = directive;
  const quoted = escape !== 'none';
  const segments = segmentsOf(together(pieces), quoted);
  const fields = segments.flatMap((segment) => segment.fields);
  const problem = segments.map(unclear).find((text) => text !== undefined);
  if (problem !== undefined) return problem;
  if (!fields.some(({ meaning }) => meaning?.kind === 'time')) return 'it names no time';
  settle(fields);
  return { segments, quoted, fields, escape };
}

/** How many columns the plan fills: of two formats that fit, the one that says more is taken. */
export function richness({ fields }: Plan): number {
  return fields.reduce(
    (sum, { meaning }) => sum + (meaning === undefined ? 0 : columnsOf(meaning).length),
    0,
  );
}

/** Do the format's times say where they are: by an offset, or as seconds since 1970? */
export function carriesZone({ fields }: Plan): boolean {
  return fields.some(({ meaning, steps }) => meaning?.kind === 'time' && areZoned(steps));
}

/** What the combined format says, and with it every access log. */
const COMBINED: ReadonlySet<string> = new Set([
  'c_ip',
  'cs_username',
  'cs_method',
  'cs_uri_stem',
  'cs_uri_query',
  'cs_version',
  'sc_status',
  'sc_bytes',
  'referer',
  'user_agent',
]);

/**
 * Does the format name the client, and something that the combined format has not? A file that looks like an
 * access log is then better read by it.
 */
export function saysMoreThanCombined(format: string): boolean {
  const plan = planOf(format);
  if (typeof plan === 'string') return false;
  const columns = plan.fields.flatMap(({ meaning }) => (meaning === undefined ? [] : columnsOf(meaning)));
  return columns.includes('c_ip') && columns.some((column) => !COMBINED.has(column));
}
