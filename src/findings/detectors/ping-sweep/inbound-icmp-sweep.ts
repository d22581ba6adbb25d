import type { Row } from '../../../events/engines/engine.ts';
import { protocolName } from '../../../net/protocols.ts';
import { beyondNamed } from '../../beyond.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { askSubjects } from '../../many.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { numberIn } from '../../sql/number-in.ts';
import { secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { pingRule, sweepNumbers } from './icmp-sweep.ts';
import { ICMP_NUMBERS } from './numbers.ts';
import { inboundSteps, receivedPings } from './pings.ts';
import { ICMP } from './thresholds.ts';

const RANKED = `SELECT sweeps.*, row_number() OVER (ORDER BY hosts DESC, pinger, protocol) AS place FROM sweeps`;

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const [source, protocol] = [String(row['pinger']), numberIn(row, 'protocol')];
  const [from, to] = [String(row['first']), String(row['last'])];
  const [hosts, silent] = [numberIn(row, 'hosts'), numberIn(row, 'silent_hosts')];
  return {
    id: [inboundIcmpSweep.name, source, protocolName(protocol), from].join('|'),
    type: inboundIcmpSweep.type,
    detector: inboundIcmpSweep.name,
    subject: { address: source },
    direction: 'inbound',
    targets: { hosts, ports: [], sample: samples(row['sample']) },
    from,
    to,
    numbers: sweepNumbers(row),
    // That an unanswered packet was a ping is inferred from its length.
    confidence: Number(((0.8 * silent) / hosts).toFixed(3)),
    severity: 'low',
    message: {
      key: 'pingedUs',
      params: { source, protocol, hosts, when: { from, to }, unanswered: silent / hosts },
    },
    rule_message: pingRule(context, inboundIcmpSweep),
    sql: sqlOf(inboundSteps(context, source), `SELECT * FROM sweeps WHERE protocol = ${protocol}`),
    lines,
  };
}

/** Those beyond the named ones, in one finding that counts them. */
async function othersFinding(
  context: DetectorContext,
  ask: Ask,
  named: number,
): Promise<Finding | undefined> {
  const select = `SELECT count(DISTINCT pinger) AS sources, max(hosts) AS hosts, max(silent_hosts) AS silent_hosts, sum(flows) AS flows, sum(packets) AS packets,
  sum(bytes) AS bytes, min(first) AS first, max(last) AS last, min(sample) AS sample FROM (${RANKED}) AS ranked WHERE place > ${named}`;
  const [row] = await ask(select);
  if (row === undefined || numberIn(row, 'sources') === 0) return undefined;
  const [from, to] = [String(row['first']), String(row['last'])];
  const [first] = await ask(`SELECT pinger FROM (${RANKED}) AS ranked WHERE place = ${named + 1}`);
  const lines = await linesOf(context, [{ pinger: first?.['pinger'] ?? '' }]);
  return {
    ...beyondNamed(inboundIcmpSweep, row),
    numbers: numbersOf(ICMP_NUMBERS, {
      sources: numberIn(row, 'sources'),
      hosts: numberIn(row, 'hosts'),
      flows: numberIn(row, 'flows'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: 0.6,
    message: {
      key: 'pingedUsMore',
      params: { sources: numberIn(row, 'sources'), named, hosts: numberIn(row, 'hosts'), when: { from, to } },
    },
    rule_message: pingRule(context, inboundIcmpSweep),
    sql: sqlOf(inboundSteps(context), select),
    lines: lines.get(0) ?? [],
  };
}

/** The first lines of sources, by their place in the list. */
async function linesOf(context: DetectorContext, rows: readonly Row[]): Promise<Map<number, LineRef[]>> {
  const lines = new Map<number, LineRef[]>();
  const keys = { sweeper: (row: Row) => context.engine.dialect.text(String(row['pinger'])) };
  await askSubjects(context, 'icmp_in', rows, keys, async (asked) => {
    const seen = await asked.seen({
      from: 'flows',
      on: 'src = asked.sweeper',
      where: receivedPings(context),
      figures: 'count(*) AS flows',
      time: 'ts_start',
    });
    for (const [place, one] of seen) lines.set(place, one.lines);
  });
  return lines;
}

/** Somebody outside looks by ping which of our addresses live. */
export const inboundIcmpSweep: Detector = {
  name: 'inbound-icmp-sweep',
  type: 'reconnaissance',
  title: 'An address outside pings many hosts of ours and gets no answer',
  source: { key: 'sourcePingedUs', params: {} },
  reach: true,
  table: 'flows',
  unaccused: 'pings',
  async detect(context) {
    const { named } = limitsOf(context, ICMP);
    return askSteps(context.engine, inboundSteps(context), async (ask) => {
      const rows = await ask(`SELECT * FROM (${RANKED}) AS ranked WHERE place <= ${named} ORDER BY place`);
      const lines = await linesOf(context, rows);
      const findings = rows.map((row, place) => findingOf(context, row, lines.get(place) ?? []));
      const others = rows.length < named ? undefined : await othersFinding(context, ask, named);
      return others === undefined ? findings : [...findings, others];
    });
  },
};
