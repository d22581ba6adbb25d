import type { DetectorContext } from './detector.ts';
import type { LineRef } from './finding.ts';

/**
 * Runs a SELECT whose rows have `subject`, `evidence` and `line`, and sorts its lines by subject; one query for
 * all findings of a detector.
 */
export async function linesBySubject(context: DetectorContext, sql: string): Promise<Map<string, LineRef[]>> {
  const lines = new Map<string, LineRef[]>();
  for (const row of await context.engine.query(sql)) {
    const subject = String(row['subject']);
    const known = lines.get(subject) ?? [];
    known.push({ evidence: context.references(Number(row['evidence'])), line: Number(row['line']) });
    lines.set(subject, known);
  }
  return lines;
}
