import type { Row } from '../../../events/engines/engine.ts';
import { OUTWARD } from '../../attempts.ts';
import { callSteps, outwardConditions } from '../../calls.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import { sqlOf } from '../../sql/steps.ts';
import { linesOfSubjects } from '../../sql/subject-lines.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { EXFILTRATION_NUMBERS } from './numbers.ts';
import { DNS_TUNNEL } from './thresholds.ts';

const UDP = 17;
const DNS = 53;
const CONFIDENCE = 0.6;

function sqlTalkers(context: DetectorContext, host?: string): string {
  const { dialect } = context.engine;
  const { packets, packet_bytes } = limitsOf(context, DNS_TUNNEL);
  return sqlOf(
    callSteps(context, { protocol: UDP, ports: [DNS], ...(host === undefined ? {} : { host }) }),
    `SELECT host, count(DISTINCT target) AS hosts, sum(records) AS flows, sum(packets) AS packets, sum(bytes) AS bytes,
  sum(back_packets) AS packets_back, sum(back_bytes) AS bytes_back, min(first) AS first, max(last) AS last,
  ${dialect.sample('target', 10)} AS targets
FROM calls WHERE packets >= ${packets} AND back_packets >= ${packets} AND bytes >= ${packet_bytes} * packets
GROUP BY host ORDER BY host`,
  );
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const { packets, packet_bytes } = limitsOf(context, DNS_TUNNEL);
  const number = (name: string): number => Number(row[name] ?? 0);
  const host = String(row['host']);
  const [from, to] = [String(row['first']), String(row['last'])];
  const targets = samples(row['targets']);
  return {
    id: [dnsVolume.name, host, from].join('|'),
    type: dnsVolume.type,
    detector: dnsVolume.name,
    subject: subjectOf(context, host),
    direction: 'outbound',
    targets: { hosts: number('hosts'), ports: [DNS], sample: targets },
    from,
    to,
    numbers: numbersOf(EXFILTRATION_NUMBERS, {
      protocol: UDP,
      hosts: number('hosts'),
      flows: number('flows'),
      packets: number('packets'),
      bytes: number('bytes'),
      seconds: secondsOf(to) - secondsOf(from),
      packets_returned: number('packets_back'),
      bytes_returned: number('bytes_back'),
    }),
    confidence: CONFIDENCE,
    severity: 'medium',
    message: {
      key: 'talkedDns',
      params: {
        who: context.hosts.label(host),
        target: targets[0] ?? '',
        targets: number('hosts'),
        packets: number('packets'),
        packets_back: number('packets_back'),
        bytes: number('bytes'),
        bytes_back: number('bytes_back'),
        when: { from, to },
      },
    },
    rule_message: {
      key: 'dnsVolumeRule',
      params: { source: dnsVolume.source, packets, bytes: packet_bytes },
    },
    sql: sqlTalkers(context, host),
    lines,
  };
}

/** One long conversation over the port of DNS, of packets that are longer than questions: a tunnel, whose names no flow log has. */
export const dnsVolume: Detector = {
  name: 'dns-volume',
  type: 'exfiltration',
  title: 'One of our hosts keeps up one conversation over UDP port 53, with packets longer than questions',
  source: { key: 'sourceDnsVolume', params: {} },
  table: 'flows',
  async detect(context) {
    const rows = await context.engine.query(sqlTalkers(context));
    const lines = await linesOfSubjects(
      context,
      [OUTWARD.host, OUTWARD.target],
      rows.flatMap((row) =>
        samples(row['targets']).map((target) => ({
          subject: String(row['host']),
          values: [String(row['host']), target],
        })),
      ),
      [`protocol = ${UDP}`, `dst_port = ${DNS}`, ...outwardConditions(context)],
    );
    return rows.map((row) => findingOf(context, row, lines.get(String(row['host'])) ?? []));
  },
};
