import type { Row } from '../../../events/engines/engine.ts';
import { protocolName } from '../../../net/protocols.ts';
import { OUTWARD } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { askSubjects } from '../../many.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { numberIn } from '../../sql/number-in.ts';
import { secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import type { IcmpMessage } from './messages.ts';
import { ICMP_NUMBERS } from './numbers.ts';
import { outboundSteps, sentPings } from './pings.ts';
import { ICMP } from './thresholds.ts';

/** The figures of a sweep, whoever did it. */
export function sweepNumbers(row: Row): Finding['numbers'] {
  return numbersOf(ICMP_NUMBERS, {
    protocol: numberIn(row, 'protocol'),
    hosts: numberIn(row, 'hosts'),
    silent_hosts: numberIn(row, 'silent_hosts'),
    flows: numberIn(row, 'flows'),
    packets: numberIn(row, 'packets'),
    bytes: numberIn(row, 'bytes'),
    seconds: secondsOf(String(row['last'])) - secondsOf(String(row['first'])),
  });
}

export function pingRule(context: DetectorContext, { source }: Detector): IcmpMessage {
  const { hosts, window, unanswered_share } = limitsOf(context, ICMP);
  return { key: 'pingRule', params: { source, hosts, minutes: window / 60, share: unanswered_share } };
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const [host, protocol] = [String(row['pinger']), numberIn(row, 'protocol')];
  const [from, to] = [String(row['first']), String(row['last'])];
  const [hosts, silent] = [numberIn(row, 'hosts'), numberIn(row, 'silent_hosts')];
  const { hosts: least } = limitsOf(context, ICMP);
  return {
    id: [icmpSweep.name, host, protocolName(protocol), from].join('|'),
    type: icmpSweep.type,
    detector: icmpSweep.name,
    subject: subjectOf(context, host),
    direction: numberIn(row, 'own') === hosts ? 'internal' : 'outbound',
    targets: { hosts, ports: [], sample: samples(row['sample']) },
    from,
    to,
    numbers: sweepNumbers(row),
    confidence: Number(Math.min(0.9, silent / hosts).toFixed(3)),
    severity: hosts >= 10 * least ? 'medium' : 'low',
    message: {
      key: 'pinged',
      params: {
        who: context.hosts.label(host),
        protocol,
        hosts,
        when: { from, to },
        unanswered: silent / hosts,
      },
    },
    rule_message: pingRule(context, icmpSweep),
    sql: sqlOf(outboundSteps(context, host), `SELECT * FROM sweeps WHERE protocol = ${protocol}`),
    lines,
  };
}

/** Looking for live hosts by ping. */
export const icmpSweep: Detector = {
  name: 'icmp-sweep',
  type: 'reconnaissance',
  title: 'One of our hosts pings many hosts and gets no answer',
  source: { key: 'sourcePing', params: {} },
  reach: true,
  table: 'flows',
  async detect(context) {
    const { text } = context.engine.dialect;
    const rows = await askSteps(context.engine, outboundSteps(context), (ask) =>
      ask('SELECT * FROM sweeps ORDER BY pinger, protocol'),
    );
    const hosts = new Set(rows.map((row) => String(row['pinger'])));
    const keys = {
      sweeper: (row: Row) => text(String(row['pinger'])),
      sent_with: (row: Row) => String(row['protocol']),
    };
    const findings: Finding[] = [];
    await askSubjects(context, 'icmp', rows, keys, async (asked, some) => {
      const seen = await asked.seen({
        from: 'flows',
        on: `${OUTWARD.host} = asked.sweeper AND protocol = asked.sent_with`,
        where: [
          ...sentPings(context),
          context.observationPoints.everywhere(OUTWARD.host, (host) => hosts.has(host)),
        ],
        figures: 'count(*) AS flows',
        time: 'ts_start',
      });
      for (const [place, row] of some.entries())
        findings.push(findingOf(context, row, seen.get(place)?.lines ?? []));
    });
    return findings;
  },
};
