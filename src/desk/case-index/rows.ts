import { UserError } from '../../base/errors.ts';
import type { KeptMatter } from '../../cases/clock.ts';
import { ABUSE_TYPES } from '../../model/abuse-types.ts';
import type { Row, Value } from './database.ts';

/** Of a matter, beside its case and its place there. */
export const COLUMNS = [
  'source',
  'reference',
  'type',
  'stage',
  'received',
  'deadline',
  'answered_kind',
  'answered_at',
  'extension_at',
  'resource',
  'resource_by',
  'resource_more',
  'stopped',
] as const;

/** Text that both databases keep: PostgreSQL has no NUL, and neither has half a character. Everything else stays as it is. */
export function clean(text: string): string {
  return text.replaceAll(/[\0\p{Cs}]/gu, '\ufffd');
}

/** The values of the columns. */
export function valuesOf(matter: KeptMatter): Value[] {
  const { source, reference, type, stage, received, deadline, answered, extension, resource, stopped } =
    matter;
  const texts = [
    source,
    reference,
    type,
    stage,
    received,
    deadline,
    answered?.kind,
    answered?.at,
    extension,
    resource?.name,
    resource?.by,
  ];
  const values = texts.map((text): Value => (text === undefined ? null : clean(text)));
  return [...values, resource?.more ?? null, stopped ?? null];
}

const STAGES = ['first', 'reminder', 'final', 'action'] as const;
const STOPPED = ['stopped', 'going_on', 'cannot_tell', 'not_seen'] as const;

/** A value of a list, or undefined for anything else that somebody may have written into the database. */
function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((one) => one === value);
}

/**
 * A matter of a row. A time that is none counts as none.
 * @throws UserError where it is of a kind that this program does not know: left out, it would be missed
 */
export function matterOf(row: Row): KeptMatter {
  const text = (key: (typeof COLUMNS)[number]): string | undefined =>
    typeof row[key] === 'string' ? row[key] : undefined;
  const time = (key: (typeof COLUMNS)[number]): string | undefined => {
    const at = Date.parse(text(key) ?? '');
    return Number.isNaN(at) ? undefined : text(key);
  };
  const [source, type, stage] = [
    text('source'),
    oneOf(ABUSE_TYPES, row['type']),
    oneOf(STAGES, row['stage']),
  ];
  if (source === undefined || type === undefined || stage === undefined) {
    throw new UserError(
      `the case index holds what this abusedesk does not know, of case ${String(row['id'])}`,
      {
        hint: 'Update abusedesk here, as whoever wrote the index has.',
      },
    );
  }
  const matter: KeptMatter = { source, type, stage };
  const times = {
    received: time('received'),
    deadline: time('deadline'),
    extension: time('extension_at'),
  };
  for (const key of ['received', 'deadline', 'extension'] as const) {
    const at = times[key];
    if (at !== undefined) matter[key] = at;
  }
  const [reference, kind, at] = [text('reference'), text('answered_kind'), time('answered_at')];
  if (reference !== undefined) matter.reference = reference;
  if (kind !== undefined && at !== undefined) matter.answered = { kind, at };
  const [name, stopped] = [text('resource'), oneOf(STOPPED, row['stopped'])];
  if (name !== undefined) {
    const by = oneOf(['logs', 'notice'] as const, row['resource_by']) ?? 'notice';
    matter.resource = { name, by, more: Number(row['resource_more']) || 0 };
  }
  if (stopped !== undefined) matter.stopped = stopped;
  return matter;
}
