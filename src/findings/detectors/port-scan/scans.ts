import type { Row } from '../../../events/engines/engine.ts';
import { sqlAttemptsOfScopes, sqlSentOfScopes } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding } from '../../../model/finding.ts';
import { instantOf } from '../../sql/instants.ts';
import { KeptRows } from '../../sql/kept.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { mergeWindows } from '../../sql/periods.ts';
import type { Window } from '../../sql/periods.ts';
import { anyOdd, keepsAllFlags } from '../../scan-kinds/kinds.ts';
import { keepScopes } from '../../scopes.ts';
import type { ScopeRows } from '../../scopes.ts';
import { MAX_PORTS, scanFigures, scanFinding, scopeOf } from './scan-finding.ts';
import type { Scan } from './scan-finding.ts';
import { literatureOf, SQL_REGRESSED, sqlWalked } from './literature.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/** What one scan detector adds to the common way from windows to findings. */
export interface ScanRule<Item> {
  /** Rows with `host`, `protocol`, `start` (seconds since 1970) of the windows in which the rule held. */
  sql: string;
  /** Length of the windows in seconds. */
  window: number;
  /** What the windows of one host differ in: port, target; and the column that has it. */
  item: (row: Row) => Item;
  column: 'port' | 'target' | 'start';
  /** Ports or targets of the scan, from the distinct items of its windows, and the share that the rule asks there. */
  aim: (items: Item[]) => Pick<Scan, 'ports' | 'targets' | 'share'>;
  unit: Scan['unit'];
  threshold: number;
}

/** So many scans are looked into at once; their hosts and times stand in one question. */
const AT_ONCE = 2000;

/** A scan, and the windows that it is made of. */
interface ScanPeriod {
  scan: Scan;
  /** Seconds since 1970. */
  start: number;
  end: number;
}

/** What the flows hold of several scans: figures, ports and lines by the scan's place in the list. */
async function lookInto(
  context: DetectorContext,
  kept: KeptRows,
  found: readonly ScanPeriod[],
  windows: string,
  column: ScanRule<unknown>['column'],
): Promise<{
  figures: Map<string, Row>;
  busiest: Map<string, number[]>;
  lines: ReturnType<typeof linesBySubject>;
  sums: Map<string, Row>;
}> {
  const { engine } = context;
  const scopes = found.map(({ scan }) => {
    const scope = scopeOf(scan);
    return { ...scope, aimed: scope.ports !== undefined || scope.targets !== undefined };
  });
  // What a scope is aimed at is what its windows were: by their hosts and times, as `found` was made of them.
  const spans = found.map(({ start, end }, scope) => `(${scope}, ${start}, ${end})`).join(', ');
  const rows = await keepScopes(context, kept, scopes, {
    of: column === 'target' ? 'target' : 'port',
    sql: (table) => `SELECT DISTINCT scope AS aim_scope, windows.${column} AS aim
  FROM ${table} AS scopes
  JOIN (VALUES ${spans}) AS spans (span_scope, span_start, span_end) ON span_scope = scope
  JOIN ${windows} AS windows ON windows.host = scanner AND windows.protocol = scan_protocol
    AND windows.start >= span_start AND windows.start < span_end
  WHERE aimed = 1`,
  });
  const attempts = sqlAttemptsOfScopes(context, rows.sent, rows.received);
  const { dialect } = engine;
  const seen = await kept.keep(
    'scan_figures',
    `${attempts}, ${sqlWalked(context)}
SELECT figured.*, trw_contacts FROM (
  SELECT win AS scope, ${scanFigures(context)},
    CASE WHEN count(*) < ${MAX_LINES} THEN max(last) ELSE ${dialect.lowest('first', MAX_LINES)} END AS early
  FROM attempts GROUP BY win
) AS figured LEFT JOIN walked ON walked.source = figured.scope`,
  );
  const figures = (await engine.query(`SELECT * FROM ${seen} AS figures`)).map((row): [string, Row] => [
    String(row['scope']),
    row,
  ]);
  return {
    figures: new Map(figures),
    busiest: scopes.every(({ ports }) => ports !== undefined)
      ? new Map()
      : await busiestPorts(context, attempts),
    lines: linesBySubject(context, await firstLines(context, rows, seen)),
    sums: await regressionSums(context, rows),
  };
}

/** What the regression goes by, by scope; nothing of scans of UDP. */
async function regressionSums({ engine }: DetectorContext, { sent }: ScopeRows): Promise<Map<string, Row>> {
  const rows = await engine.query(`${sqlSentOfScopes(sent)}\n${SQL_REGRESSED}`);
  return new Map(rows.map((row) => [String(row['scope']), row]));
}

/** The ports by number of hosts, the busiest first. */
async function busiestPorts(context: DetectorContext, attempts: string): Promise<Map<string, number[]>> {
  const rows = await context.engine.query(`${attempts}
SELECT scope, port FROM (
  SELECT win AS scope, port, row_number() OVER (PARTITION BY win ORDER BY count(*) DESC, port) AS place
  FROM attempts WHERE opened GROUP BY win, port
) AS ranked WHERE place <= ${MAX_PORTS} ORDER BY scope, place`);
  const ports = new Map<string, number[]>();
  for (const row of rows) {
    const scope = String(row['scope']);
    const known = ports.get(scope) ?? [];
    known.push(Number(row['port']));
    ports.set(scope, known);
  }
  return ports;
}

/** The first lines of each scan; only what begins before the time by which there are enough is put in order. */
function firstLines({ engine }: DetectorContext, { sent }: ScopeRows, seen: string): Promise<Row[]> {
  return engine.query(`SELECT subject, evidence, line FROM (
  SELECT scopes.scope AS subject, evidence, line, row_number() OVER (
    PARTITION BY scopes.scope ORDER BY ts_start, evidence, line) AS place
  FROM ${sent.from} JOIN ${seen} AS seen ON seen.scope = scopes.scope
  WHERE ${[...sent.conditions, 'protocol IN (6, 17)', 'ts_start <= seen.early'].join(' AND ')}
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, place`);
}

/** Windows of one host and protocol that lie close together become one scan, with whatever they were aimed at. */
export async function findScans<Item extends string | number>(
  context: DetectorContext,
  detector: Detector,
  rule: ScanRule<Item>,
): Promise<Finding[]> {
  const { window, column, unit, threshold } = rule;
  const kept = new KeptRows(context.engine);
  try {
    const held = await kept.keep('scan_windows', rule.sql);
    const rows = await context.engine.query(`SELECT * FROM ${held} AS windows`);
    const windows = rows.map((row): Window<Item> => {
      const start = Number(row['start']);
      return {
        subject: `${row['host']} ${row['protocol']}`,
        start,
        end: start + window,
        item: rule.item(row),
      };
    });
    const all = mergeWindows(windows, limitsOf(context, FLOWS).merge_gap).map((period): ScanPeriod => {
      const [host = '', protocol] = period.subject.split(' ');
      const scan = {
        host,
        protocol: Number(protocol),
        ...rule.aim([...new Set(period.items)]),
        from: instantOf(period.start),
        to: instantOf(period.end),
        window,
        unit,
        threshold,
      };
      return { scan, start: period.start, end: period.end };
    });
    const findings: Finding[] = [];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      const { figures, busiest, lines, sums } = await lookInto(context, kept, some, held, column);
      const whole = anyOdd([...figures.values()]) ? await keepsAllFlags(context) : new Set<string>();
      for (const [i, { scan }] of some.entries()) {
        const row = figures.get(String(i));
        if (row === undefined) continue;
        const seen = {
          row,
          busiest: busiest.get(String(i)) ?? [],
          lines: lines.get(String(i)) ?? [],
          whole,
          tests: literatureOf(row, sums.get(String(i))),
        };
        const finding = scanFinding(context, detector, scan, seen);
        if (finding !== undefined) findings.push(finding);
      }
    }
    return findings;
  } finally {
    await kept.forget();
  }
}
