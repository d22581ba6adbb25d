import type { Row } from '../events/engines/engine.ts';
import type { LineRef } from '../model/finding.ts';
import type { DetectorContext } from './detector.ts';
import { KeptRows } from './sql/kept.ts';
import { linesBySubject, MAX_LINES } from './sql/lines.ts';

/** So many subjects are asked about at once; all of them stand in one question. */
const AT_ONCE = 2000;

/** By what each subject is known, a column each: the SQL literal that a subject has in it. All literals of a column have one type. */
export type SubjectKeys<Subject> = Readonly<Record<string, (subject: Subject) => string>>;

/** The rows that belong to subjects: of which tables, and which row belongs to which. */
interface RowsOfSubjects {
  /** What follows FROM: a table of the lake, or a step that was kept. */
  from: string;
  /** Which subject a row belongs to: a condition on the row and the keys, `asked.KEY`; a row may belong to several. */
  on: string;
  /** Conditions that do not depend on the subject. */
  where?: readonly string[];
}

interface Figures extends RowsOfSubjects {
  /** The figures: sums and counts of a subject's rows, each with a name. */
  figures: string;
  /** Which is first among the rows: a column of time. */
  time: string;
}

/** What the rows of one subject come to. */
export interface SeenSubject {
  /** The figures by name. */
  row: Row;
  /** The first lines, by time. */
  lines: LineRef[];
}

/** Questions about many subjects; answers are by the subject's place in the list. What has no row is not in them. */
export interface AskedSubjects {
  /** Their table, with the column `subject` and one for each key; what follows FROM. */
  readonly table: string;
  /** Figures and first lines, each of all subjects in one pass over the rows. */
  seen(question: Figures): Promise<Map<number, SeenSubject>>;
  /** Rows of a SELECT of one's own over `table`, which has the column `subject`, in the SELECT's order. */
  rows(select: string): Promise<Map<number, Row[]>>;
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `\n  WHERE ${conditions.join('\n    AND ')}`;
}

/** Rows with a column `subject`, by it. */
export function bySubject(rows: readonly Row[]): Map<number, Row[]> {
  const all = new Map<number, Row[]>();
  for (const row of rows) {
    const subject = Number(row['subject']);
    const known = all.get(subject);
    if (known === undefined) all.set(subject, [row]);
    else known.push(row);
  }
  return all;
}

/** Rows of which each has a subject: what they are read from, and which. */
interface SubjectRows {
  /** What follows FROM. */
  from: string;
  /** The subject's number, an expression. */
  subject: string;
  where: readonly string[];
}

/**
 * Figures and first lines of many subjects, by the subject's number. The lines are put in order only as far as the time by which
 * there are enough of them.
 * @param kept forgets the figures, which are kept as `name`
 */
export async function seenOf(
  context: DetectorContext,
  kept: KeptRows,
  name: string,
  { from, subject, where }: SubjectRows,
  { figures, time }: Pick<Figures, 'figures' | 'time'>,
): Promise<Map<number, SeenSubject>> {
  const { engine } = context;
  const early = `CASE WHEN count(${time}) < ${MAX_LINES} THEN NULL ELSE ${engine.dialect.lowest(time, MAX_LINES)} END`;
  const counted = await kept.keep(
    name,
    `SELECT ${subject} AS subject, ${figures}, ${early} AS early
  FROM ${from}${whereOf(where)}
  GROUP BY ${subject}`,
  );
  const rows = bySubject(await engine.query(`SELECT * FROM ${counted} AS figures ORDER BY subject`));
  // Without the figures, whose names may be those of the rows' columns.
  const limits = `(SELECT subject AS limited, early AS enough_by FROM ${counted} AS figures) AS limits`;
  const inTime = `(enough_by IS NULL OR ${time} <= enough_by)`;
  const lines = linesBySubject(
    context,
    await engine.query(`SELECT subject, evidence, line FROM (
  SELECT ${subject} AS subject, evidence, line, row_number() OVER (
    PARTITION BY ${subject} ORDER BY ${time}, evidence, line) AS place
  FROM ${from} JOIN ${limits} ON limited = ${subject}${whereOf([...where, inTime])}
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, place`),
  );
  return new Map(
    [...rows].map(([number, [row]]) => [number, { row: row!, lines: lines.get(String(number)) ?? [] }]),
  );
}

/**
 * Asks about many subjects at once: hosts, clients, scripts that were singled out, each with what it is known by. One question
 * reads the rows once for all of them; a question for each would read them as often as there are subjects.
 * @param name begins the names of the tables that are kept meanwhile; the program's, never the evidence's
 * @param ask gets some of the subjects, all of them where there are not thousands
 */
export async function askSubjects<Subject>(
  context: DetectorContext,
  name: string,
  subjects: readonly Subject[],
  keys: SubjectKeys<Subject>,
  ask: (asked: AskedSubjects, some: readonly Subject[]) => Promise<void>,
): Promise<void> {
  const columns = Object.keys(keys);
  for (let at = 0; at < subjects.length; at += AT_ONCE) {
    const some = subjects.slice(at, at + AT_ONCE);
    const kept = new KeptRows(context.engine);
    try {
      const values = some.map(
        (subject, place) => `(${[place, ...columns.map((column) => keys[column]!(subject))].join(', ')})`,
      );
      const table = await kept.keep(
        `${name}_asked`,
        `SELECT * FROM (VALUES ${values.join(', ')}) AS given (${['subject', ...columns].join(', ')})`,
      );
      await ask(
        {
          table,
          seen: ({ from, on, where = [], ...figures }) =>
            seenOf(
              context,
              kept,
              `${name}_figures`,
              { from: `${from} JOIN ${table} AS asked ON ${on}`, subject: 'asked.subject', where },
              figures,
            ),
          rows: async (select) => bySubject(await context.engine.query(select)),
        },
        some,
      );
    } finally {
      await kept.forget();
    }
  }
}
