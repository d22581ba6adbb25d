import type { Row } from '../../../events/engines/engine.ts';
import { providerTitle } from '../../../clouds/index.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { beyondNamed } from '../../beyond.ts';
import type { AccusedRows, Detector, DetectorContext } from '../../detector.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import type { RequestMessage } from './messages.ts';
import { tellsTimes } from './times.ts';

/** So many clients have a finding each, those that did most; the others share one. */
export const MOST_CLIENTS = 50;

/** Of those that share a finding none is singled out: it is no surer than this, so that what leads is one with a name. */
export const OF_MANY = 0.7;

/** A client's own name in a sentence. */
export function clientMessage(row: Row): RequestMessage {
  const provider = String(row['provider'] ?? '');
  return {
    key: 'requestClient',
    params: { client: String(row['client']), ...(provider !== '' && { provider: providerTitle(provider) }) },
  };
}

/** What findings about one client of the web have in common. */
type Common = Pick<
  Finding,
  'id' | 'type' | 'detector' | 'subject' | 'direction' | 'targets' | 'from' | 'to'
> &
  Partial<Pick<Finding, 'severity'>>;

function clientCommon({ name, type }: Detector, row: Row): Common {
  const client = String(row['client']);
  const provider = String(row['provider'] ?? '');
  const [from, to] = [String(row['first']), String(row['last'])];
  return {
    id: [name, client, from].join('|'),
    type,
    detector: name,
    subject: { address: client, ...(provider !== '' && { provider }) },
    direction: 'inbound',
    targets: { hosts: Number(row['servers']), ports: [], sample: samples(row['server_sample']) },
    from,
    to,
  };
}

/** What singles clients out by what they asked for. */
export interface ClientRule {
  steps: readonly Step[];
  /** The step that has a row for each client that is found, and the figure by which those that did most come first. */
  clients: string;
  order: string;
  /** The step that has their requests, with `ts` and `server`, and the condition of those that the finding counts. */
  requests: string;
  counted: string;
  /** What the rule counts of the requests of one client, or of many together. */
  figures: string;
  /** Whether the rule says anything about this log; asked only where a client was singled out. */
  applies?: () => Promise<boolean>;
}

/** One client, or all beyond those that have a finding each. */
export interface FoundClients {
  common: Common;
  /** Its figures; of many also `addresses`, how many they are. */
  row: Row;
  /** The client; undefined: they are many. */
  who?: RequestMessage;
  sql: string;
  lines: LineRef[];
}

/** Place of each client in the list: those that did most first. */
function sqlPlaces({ clients, order }: ClientRule): string {
  return `SELECT ${clients}.client AS placed_client, most, row_number() OVER (ORDER BY ${order} DESC, client) AS place FROM ${clients}`;
}

/** The figures of all clients beyond the listed ones together; a row without addresses where there are none. */
function sqlOthers(context: DetectorContext, rule: ClientRule): string {
  return `SELECT count(DISTINCT client) AS addresses, max(places.most) AS most, ${rule.figures},
  min(CASE WHEN ${rule.counted} THEN ts END) AS first, max(CASE WHEN ${rule.counted} THEN ts END) AS last,
  count(DISTINCT server) AS hosts, ${context.engine.dialect.sample('server', 10)} AS sample
FROM ${rule.requests} AS requested JOIN (${sqlPlaces(rule)}) AS places ON placed_client = client WHERE place > ${MOST_CLIENTS}`;
}

/** The first lines of each listed client; those of all others under `''`. */
function sqlClientLines(rule: ClientRule): string {
  return `SELECT subject, evidence, line FROM (
  SELECT subject, evidence, line, row_number() OVER (PARTITION BY subject ORDER BY ts, evidence, line) AS number FROM (
    SELECT CASE WHEN place <= ${MOST_CLIENTS} THEN client ELSE '' END AS subject, ts, evidence, line
    FROM ${rule.requests} AS requested JOIN (${sqlPlaces(rule)}) AS places ON placed_client = client WHERE ${rule.counted}
  ) AS named) AS numbered
WHERE number <= ${MAX_LINES} ORDER BY subject, number`;
}

/** The requests that the findings about clients count: of each that has one of its own, and of all the others. */
export function accusedClients(name: string, rule: ClientRule): AccusedRows {
  return {
    steps: rule.steps,
    select: `SELECT CASE WHEN place <= ${MOST_CLIENTS} THEN '${name}|' || client ELSE '${name}|others' END AS finding,
  client AS address, ts, evidence, line
FROM ${rule.requests} AS requested JOIN (${sqlPlaces(rule)}) AS places ON placed_client = client WHERE ${rule.counted}`,
  };
}

/**
 * A finding for each of the clients that did most, and one for all the others together, whose addresses a block has to stop
 * as well as those that are named.
 */
export async function findClients(
  context: DetectorContext,
  detector: Detector,
  rule: ClientRule,
  findingOf: (found: FoundClients) => Finding,
): Promise<Finding[]> {
  const { engine } = context;
  const { steps, clients, order, applies } = rule;
  return askSteps(engine, steps, async (ask) => {
    const rows = await ask(`SELECT * FROM ${clients} ORDER BY ${order} DESC, client LIMIT ${MOST_CLIENTS}`);
    if (rows.length === 0 || !(await tellsTimes(context)) || (applies !== undefined && !(await applies())))
      return [];
    const lines = linesBySubject(context, await ask(sqlClientLines(rule)));
    const findings = rows.map((row) => {
      const client = String(row['client']);
      return findingOf({
        common: clientCommon(detector, row),
        row,
        who: clientMessage(row),
        sql: sqlOf(steps, `SELECT * FROM ${clients} WHERE client = ${engine.dialect.text(client)}`),
        lines: lines.get(client) ?? [],
      });
    });
    if (rows.length < MOST_CLIENTS) return findings;
    const select = sqlOthers(context, rule);
    const [others] = await ask(select);
    if (others === undefined || Number(others['addresses']) === 0) return findings;
    await context.attackers.keep(
      ask.sql(`SELECT placed_client AS address, CAST(NULL AS VARCHAR) AS agent, '' AS account
FROM (${sqlPlaces(rule)}) AS places WHERE place > ${MOST_CLIENTS}`),
    );
    findings.push(
      findingOf({
        common: beyondNamed(detector, others),
        row: others,
        sql: sqlOf(steps, select),
        lines: lines.get('') ?? [],
      }),
    );
    return findings;
  });
}
