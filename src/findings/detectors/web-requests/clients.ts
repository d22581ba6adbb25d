import type { Row } from '../../../events/engines/engine.ts';
import { providerTitle } from '../../../clouds/index.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import type { DetectorContext } from '../../detector.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import type { RequestMessage } from './messages.ts';

/** So many clients have a finding each, those that did most. */
const MOST_READERS = 50;

/** A client's own name in a sentence. */
export function clientMessage(row: Row): RequestMessage {
  const provider = String(row['provider'] ?? '');
  return {
    key: 'requestClient',
    params: { client: String(row['client']), ...(provider !== '' && { provider: providerTitle(provider) }) },
  };
}

/** What findings about one client of the web have in common. */
export function commonOf(
  detector: string,
  row: Row,
  lines: ReadonlyMap<string, LineRef[]>,
): Pick<Finding, 'id' | 'detector' | 'subject' | 'direction' | 'targets' | 'from' | 'to' | 'lines'> {
  const client = String(row['client']);
  const provider = String(row['provider'] ?? '');
  const [from, to] = [String(row['first']), String(row['last'])];
  return {
    id: [detector, client, from].join('|'),
    detector,
    subject: { address: client, ...(provider !== '' && { provider }) },
    direction: 'inbound',
    targets: { hosts: Number(row['servers']), ports: [], sample: samples(row['server_sample']) },
    from,
    to,
    lines: lines.get(client) ?? [],
  };
}

/** What singles clients out by what they asked for. */
interface ClientRule {
  steps: readonly Step[];
  /** The step that has a row for each client that is found, and the figure by which those that did most come first. */
  clients: string;
  order: string;
  /** The step that has their requests, and the condition of those that the finding counts. */
  requests: string;
  counted: string;
  /** Whether the rule says anything about this log; asked only where a client was singled out. */
  applies?: () => Promise<boolean>;
}

/** The clients that did most, each with its first lines and the question that gives its row. */
export async function findClients(
  context: DetectorContext,
  { steps, clients, order, requests, counted, applies }: ClientRule,
  findingOf: (row: Row, lines: ReadonlyMap<string, LineRef[]>, sql: string) => Finding,
): Promise<Finding[]> {
  const { engine } = context;
  return askSteps(engine, steps, async (ask) => {
    const rows = await ask(`SELECT * FROM ${clients} ORDER BY ${order} DESC, client LIMIT ${MOST_READERS}`);
    if (rows.length === 0 || (applies !== undefined && !(await applies()))) return [];
    const lines = linesBySubject(
      context,
      await ask(`SELECT subject, evidence, line FROM (
  SELECT ${requests}.client AS subject, evidence, line, row_number() OVER (PARTITION BY ${requests}.client ORDER BY ts, evidence, line) AS number
  FROM ${requests} JOIN ${clients} ON ${clients}.client = ${requests}.client WHERE ${counted}) AS numbered
WHERE number <= ${MAX_LINES} ORDER BY subject, number`),
    );
    return rows.map((row) => {
      const client = engine.dialect.text(String(row['client']));
      return findingOf(row, lines, sqlOf(steps, `SELECT * FROM ${clients} WHERE client = ${client}`));
    });
  });
}
