import type { Row } from '../../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { askSubjects } from '../../many.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { numberIn } from '../../sql/number-in.ts';
import { samples } from '../../sql/samples.ts';
import { sqlOf } from '../../sql/steps.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { guesserSteps, OURS, THEIRS } from './connections.ts';
import type { Side } from './connections.ts';
import type { BruteForceMessage } from './messages.ts';
import { BRUTE_FORCE_NUMBERS } from './numbers.ts';
import { BRUTE_FORCE } from './thresholds.ts';

const TCP = 6;
/** Ten times the threshold and more is an attack of some size. */
const HIGH = 10;

export function guessRule(context: DetectorContext, { source }: Detector): BruteForceMessage {
  const { connections, connections_other, window, sized_share, at_one_server } = limitsOf(
    context,
    BRUTE_FORCE,
  );
  return {
    key: 'guessRule',
    params: {
      source,
      connections,
      other: connections_other,
      minutes: window / 60,
      share: sized_share,
      one: at_one_server,
    },
  };
}

/** How many connections the rule asks at this port. */
function surenessOf(context: DetectorContext, row: Row): number {
  const { connections } = limitsOf(context, BRUTE_FORCE);
  const n = numberIn(row, 'connections');
  // By flows alone nobody knows that a login failed.
  return Number((0.85 * (n / (n + connections / 5))).toFixed(3));
}

/** The finding of one client that guesses, ours or from outside. */
export function guesserFinding(
  context: DetectorContext,
  detector: Detector,
  side: Side,
  row: Row,
  lines: LineRef[],
): Finding {
  const [client, port] = [String(row['client']), numberIn(row, 'port')];
  const [from, to] = [String(row['first']), String(row['last'])];
  const outside = side === THEIRS;
  const { connections } = limitsOf(context, BRUTE_FORCE);
  const params = {
    who: outside ? client : context.hosts.label(client),
    port,
    connections: numberIn(row, 'connections'),
    hosts: numberIn(row, 'hosts'),
    when: { from, to },
  };
  const direction = outside ? 'inbound' : numberIn(row, 'own') === 1 ? 'internal' : 'outbound';
  return {
    id: [detector.name, client, port, from].join('|'),
    type: detector.type,
    detector: detector.name,
    subject: outside ? { address: client } : subjectOf(context, client),
    direction,
    targets: { hosts: params.hosts, ports: [port], sample: samples(row['sample']) },
    from,
    to,
    numbers: numbersOf(BRUTE_FORCE_NUMBERS, {
      protocol: TCP,
      hosts: params.hosts,
      ports: 1,
      login_connections: params.connections,
      connections_in_busiest_window: numberIn(row, 'recent'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: surenessOf(context, row),
    severity: outside ? 'low' : params.connections >= HIGH * connections ? 'high' : 'medium',
    message: outside ? { key: 'guessesAtUs', params } : { key: 'guesses', params },
    rule_message: guessRule(context, detector),
    sql: sqlOf(guesserSteps(context, side, client), `SELECT * FROM guessers WHERE port = ${port}`),
    lines,
  };
}

/** The first lines of each client and port, by their place in the list. */
export async function firstLines(
  context: DetectorContext,
  side: Side,
  rows: readonly Row[],
): Promise<Map<number, LineRef[]>> {
  const lines = new Map<number, LineRef[]>();
  const hosts = new Set(rows.map((row) => String(row['client'])));
  const keys = {
    guesser: (row: Row) => context.engine.dialect.text(String(row['client'])),
    guessed_port: (row: Row) => String(row['port']),
  };
  await askSubjects(context, side === OURS ? 'guessers' : 'guessers_in', rows, keys, async (asked) => {
    const seen = await asked.seen({
      from: 'flows',
      on: `${side.client} = asked.guesser AND dst_port = asked.guessed_port`,
      where: [
        ...side.sent(context),
        ...(side === OURS
          ? [context.observationPoints.everywhere(side.client, (host) => hosts.has(host))]
          : []),
      ],
      figures: 'count(*) AS flows',
      time: 'ts_start',
    });
    for (const [place, one] of seen) lines.set(place, one.lines);
  });
  return lines;
}
