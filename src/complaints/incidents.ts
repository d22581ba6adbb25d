import type { Engine, Row } from '../events/engines/engine.ts';
import { DETECTORS } from '../findings/detectors/index.ts';
import { timelessId } from '../findings/detector.ts';
import { deedOf } from '../findings/outsiders.ts';
import { KeptRows } from '../findings/sql/kept.ts';
import { askSteps } from '../findings/sql/steps.ts';
import type { Thresholds } from '../findings/threshold.ts';
import type { TableName } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Instant } from '../model/instant.ts';
import type { Complaint, Deed } from '../model/complaint.ts';

/**
 * So much silence ends an incident, in seconds. A definition of ours: who folds the reports that he receives does so by the
 * day, and an attacker who comes back on another day is worth another look.
 */
const PAUSE = 86_400;

/** Of addresses in nobody's published ranges so many, the busiest, have a complaint each: every network is another desk. */
export const MOST_ALONE = 25;

/** One stretch of activity of one actor: all addresses of a provider, whose customers a log cannot tell apart, or an address. */
export interface Incident {
  deed: Deed;
  /** Which table its rows are of, too. */
  unit: Complaint['unit'];
  provider: string | null;
  /** Addresses and rows of the stretch; of the address that stands for it these are fewer. */
  addresses: number;
  rows: number;
  first: Instant;
  last: Instant;
  findings: Finding[];
  /** Stretches of the same before this one, which are folded into it. */
  earlier: { stretches: number; rows: number; first: Instant; last: Instant } | undefined;
  /** Condition on `Incidents.rows` that its rows meet. */
  condition: string;
}

/** What was found, while the rows of it are kept. */
export interface Incidents {
  incidents: Incident[];
  /** What follows FROM: `finding`, `unit`, `deed`, `address`, `ts`, `evidence`, `line`, `provider` and what attribution has. */
  rows: string;
  /** Findings of which no row is found again: the thresholds are others, or the lake is. */
  lost: Finding[];
  /** Of nobody's published ranges, beyond those that have a complaint each. */
  others: { addresses: number; rows: number };
}

/** Tables whose rows a complaint is made of. */
const UNITS: ReadonlySet<TableName> = new Set(['requests', 'logins', 'flows', 'alerts']);

/** All rows of one detector, and of each further one those that none before it has: a login may be in two findings. */
function once(accused: readonly string[]): string {
  const parts = accused.map((name, at) => {
    const known = accused.slice(0, at).map(
      (earlier) => `NOT EXISTS (SELECT 1 FROM ${earlier} AS b
    WHERE b.unit = a.unit AND b.deed = a.deed AND b.evidence = a.evidence AND b.line = a.line AND b.address = a.address)`,
    );
    return `SELECT a.* FROM ${name} AS a${known.length === 0 ? '' : ` WHERE ${known.join(' AND ')}`}`;
  });
  return parts.join(' UNION ALL ');
}

/** The rows that the findings count, with whose address it was. */
function owned(accused: readonly string[]): string {
  return `SELECT rows.*, attribution.provider, attribution.region, attribution.services, attribution.list, attribution.as_of,
  coalesce(attribution.provider, rows.address) AS actor
FROM (${once(accused)}) AS rows
LEFT JOIN attribution ON attribution.address = rows.address
LEFT JOIN addresses ON addresses.address = rows.address
WHERE rows.ts IS NOT NULL AND rows.address IS NOT NULL AND coalesce(addresses.is_local, 0) = 0`;
}

/** The same with the number of the stretch, from 0, that each row is in. */
function stretched(rows: string, { dialect }: Engine): string {
  const order = 'PARTITION BY unit, deed, actor ORDER BY ts, evidence, line';
  const since = `${dialect.epoch('ts')} - ${dialect.epoch(`lag(ts) OVER (${order})`)}`;
  return `SELECT *, sum(begins) OVER (${order} ROWS UNBOUNDED PRECEDING) AS stretch
FROM (SELECT *, CASE WHEN ${since} > ${PAUSE} THEN 1 ELSE 0 END AS begins FROM ${rows} AS owned) AS paused`;
}

const STRETCHES = `unit, deed, actor, max(provider) AS provider, stretch, count(*) AS n, count(DISTINCT address) AS addresses,
  min(ts) AS first, max(ts) AS last`;

async function keepAccused(
  engine: Engine,
  thresholds: Thresholds,
  findings: readonly Finding[],
  kept: KeptRows,
): Promise<string[]> {
  const { dialect } = engine;
  const tables: string[] = [];
  for (const detector of DETECTORS) {
    const own = findings.filter((finding) => finding.detector === detector.name);
    const unit = detector.table;
    if (detector.accused === undefined || own.length === 0 || !UNITS.has(unit)) continue;
    const { steps, select } = detector.accused({ engine, thresholds }, own);
    // A sensor's findings are of as many deeds as it has rules about.
    const deeds = new Set(
      own.map((finding) => `(${dialect.text(timelessId(finding))}, '${deedOf(finding)}')`),
    );
    const rows = `SELECT finding, '${unit}' AS unit, deed, address, ts, evidence, line
FROM (${select}) AS every_row JOIN (VALUES ${[...deeds].join(', ')}) AS deeds (named, deed) ON named = finding`;
    tables.push(await askSteps(engine, steps, (ask) => kept.keep(`accused_${tables.length}`, ask.sql(rows))));
  }
  return tables;
}

/** The stretches of each actor, of which the last is the incident. */
function incidentOf(stretches: readonly Row[], { dialect }: Engine): Omit<Incident, 'findings'> {
  const ordered = stretches.toSorted((a, b) => Number(a['stretch']) - Number(b['stretch']));
  const last = ordered.at(-1) ?? {};
  const before = ordered.slice(0, -1);
  const [unit, deed, actor] = [String(last['unit']), String(last['deed']), String(last['actor'])];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written into the rows by `keepAccused`
  const made = { unit, deed } as Pick<Incident, 'unit' | 'deed'>;
  return {
    ...made,
    provider: typeof last['provider'] === 'string' ? last['provider'] : null,
    addresses: Number(last['addresses']),
    rows: Number(last['n']),
    first: String(last['first']),
    last: String(last['last']),
    earlier:
      before.length === 0
        ? undefined
        : {
            stretches: before.length,
            rows: before.reduce((sum, row) => sum + Number(row['n']), 0),
            first: String(before[0]?.['first']),
            last: String(before.at(-1)?.['last']),
          },
    condition: `unit = '${unit}' AND deed = '${deed}' AND actor = ${dialect.text(actor)} AND stretch = ${Number(last['stretch'])}`,
  };
}

function byActor(rows: readonly Row[]): Row[][] {
  const actors = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row['unit'], row['deed'], row['actor']]);
    const known = actors.get(key);
    if (known === undefined) actors.set(key, [row]);
    else known.push(row);
  }
  return [...actors.values()];
}

/**
 * Finds the incidents behind findings in a case's lake: for each provider, and for the busiest addresses in nobody's
 * published ranges, the last stretch of each deed.
 * @param findings those that somebody outside can be accused by
 * @param use what is made of them while their rows are kept
 */
export async function withIncidents<T>(
  engine: Engine,
  thresholds: Thresholds,
  findings: readonly Finding[],
  use: (found: Incidents) => Promise<T>,
): Promise<T> {
  const kept = new KeptRows(engine);
  try {
    const accused = await keepAccused(engine, thresholds, findings, kept);
    const none: Incidents = {
      incidents: [],
      rows: '',
      lost: [...findings],
      others: { addresses: 0, rows: 0 },
    };
    if (accused.length === 0) return await use(none);
    const rows = await kept.keep(
      'complaint_rows',
      stretched(await kept.keep('complaint_owned', owned(accused)), engine),
    );
    const clouds = await engine.query(`SELECT ${STRETCHES} FROM ${rows} AS seen WHERE provider IS NOT NULL
GROUP BY unit, deed, actor, stretch`);
    const busiest = `SELECT actor FROM ${rows} AS seen WHERE provider IS NULL GROUP BY actor ORDER BY count(*) DESC, actor LIMIT ${MOST_ALONE}`;
    const alone = await engine.query(`SELECT ${STRETCHES} FROM ${rows} AS seen
WHERE provider IS NULL AND actor IN (${busiest}) GROUP BY unit, deed, actor, stretch`);
    const [beyond = {}] = await engine.query(`SELECT count(DISTINCT actor) AS addresses, count(*) AS n
FROM ${rows} AS seen WHERE provider IS NULL AND actor NOT IN (${busiest})`);
    const incidents: Incident[] = [];
    for (const stretches of byActor([...clouds, ...alone])) {
      const incident = incidentOf(stretches, engine);
      const own = await engine.query(
        `SELECT DISTINCT finding FROM ${rows} AS seen WHERE ${incident.condition}`,
      );
      const names = new Set(own.map(({ finding }) => String(finding)));
      incidents.push({
        ...incident,
        findings: findings.filter((finding) => names.has(timelessId(finding))),
      });
    }
    const all = await engine.query(`SELECT DISTINCT finding FROM ${rows} AS seen`);
    const found = new Set(all.map(({ finding }) => String(finding)));
    return await use({
      incidents: incidents.toSorted((a, b) => b.rows - a.rows || (a.condition < b.condition ? -1 : 1)),
      rows,
      lost: findings.filter((finding) => !found.has(timelessId(finding))),
      others: { addresses: Number(beyond['addresses'] ?? 0), rows: Number(beyond['n'] ?? 0) },
    });
  } finally {
    await kept.forget();
  }
}
