import type { DetectorContext } from '../detector.ts';
import type { LineRef } from '../../model/finding.ts';
import { linesBySubject, MAX_LINES } from './lines.ts';

/** A subject of a finding: a key, and values that its records have; a subject may be given more than once, with other values. */
export interface SubjectRows {
  subject: string;
  values: readonly (string | number)[];
}

/** So many are looked for at once; their values stand in the question. */
const AT_ONCE = 2000;

/**
 * The first lines, by time, of each of many subjects in one question.
 * @param columns expressions over `flows` that a subject's values are compared with, in their order
 * @param conditions that the records must meet besides
 */
export async function linesOfSubjects(
  context: DetectorContext,
  columns: readonly string[],
  subjects: readonly SubjectRows[],
  conditions: readonly string[],
): Promise<Map<string, LineRef[]>> {
  const { engine } = context;
  const literal = (value: string | number): string =>
    typeof value === 'number' ? String(value) : engine.dialect.text(value);
  const names = columns.map((_, i) => `value_${i}`);
  const on = columns.map((column, i) => `${column} = given.value_${i}`).join(' AND ');
  const lines = new Map<string, LineRef[]>();
  for (let at = 0; at < subjects.length; at += AT_ONCE) {
    const given = subjects
      .slice(at, at + AT_ONCE)
      .map(({ subject, values }) => `(${[subject, ...values].map(literal).join(', ')})`);
    const rows = await engine.query(`SELECT subject, evidence, line FROM (
  SELECT given.subject AS subject, evidence, line, row_number() OVER (
    PARTITION BY given.subject ORDER BY ts_start, evidence, line) AS place
  FROM flows JOIN (VALUES ${given.join(', ')}) AS given (${['subject', ...names].join(', ')}) ON ${on}
  WHERE ${conditions.length === 0 ? 'true' : conditions.join('\n    AND ')}
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, place`);
    for (const [subject, found] of linesBySubject(context, rows)) lines.set(subject, found);
  }
  return lines;
}
