import type { Row } from '../../../events/engines/engine.ts';
import { protocolName } from '../../../net/protocols.ts';
import { beyondNamed } from '../../beyond.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { numberIn } from '../../sql/number-in.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import type { ScannedByMessage } from './messages.ts';
import { SCANNED_BY_NUMBERS } from './numbers.ts';
import { SCANNED_BY } from './thresholds.ts';
import { probes } from './contacts.ts';
import { togetherSteps } from './together.ts';

function ruleOf(context: DetectorContext): ScannedByMessage {
  const { together_sources, together_ports, together_share, together_apart } = limitsOf(context, SCANNED_BY);
  return {
    key: 'scannedTogetherRule',
    params: {
      source: inboundScanDistributed.source,
      sources: together_sources,
      ports: together_ports,
      share: together_share,
      apart: together_apart,
    },
  };
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const { together_ports, together_share } = limitsOf(context, SCANNED_BY);
  const { text } = context.engine.dialect;
  const [protocol, set] = [numberIn(row, 'protocol'), String(row['port_set'])];
  const [from, to] = [String(row['first']), String(row['last'])];
  const ports = samples(row['port_set']).map(Number);
  const [sources, hosts] = [numberIn(row, 'sources'), numberIn(row, 'hosts')];
  const inStep =
    numberIn(row, 'ports') >= together_ports &&
    numberIn(row, 'in_step') >= together_share * sources &&
    2 * sources >= numberIn(row, 'rarest');
  return {
    id: [inboundScanDistributed.name, protocolName(protocol), ports.join(','), from].join('|'),
    type: inboundScanDistributed.type,
    detector: inboundScanDistributed.name,
    subject: {},
    direction: 'inbound',
    targets: { hosts, ports, sample: samples(row['sample']) },
    from,
    to,
    numbers: numbersOf(SCANNED_BY_NUMBERS, {
      protocol,
      sources,
      hosts,
      ports: numberIn(row, 'ports'),
      pairs: numberIn(row, 'distinct_pairs'),
      flows: numberIn(row, 'flows'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: 0.7,
    severity: 'low',
    message: {
      key: 'scannedTogether',
      params: {
        sources,
        sample: samples(row['source_sample']).slice(0, 3),
        protocol,
        ports: ports.slice(0, 6),
        port_count: numberIn(row, 'ports'),
        hosts,
        when: { from, to },
        divided: !inStep,
        pace: Math.round(numberIn(row, 'pace')),
      },
    },
    rule_message: ruleOf(context),
    sql: sqlOf(
      togetherSteps(context),
      `SELECT * FROM together WHERE protocol = ${protocol} AND port_set = ${text(set)}`,
    ),
    lines,
  };
}

/** Groups beyond those that have a finding each, counted. */
function moreFinding(context: DetectorContext, row: Row, lines: LineRef[], select: string): Finding {
  const { named } = limitsOf(context, SCANNED_BY);
  const [from, to] = [String(row['first']), String(row['last'])];
  return {
    ...beyondNamed(inboundScanDistributed, row),
    numbers: numbersOf(SCANNED_BY_NUMBERS, {
      sources: numberIn(row, 'sources'),
      hosts: numberIn(row, 'hosts'),
      flows: numberIn(row, 'flows'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: 0.7,
    message: {
      key: 'scannedTogetherMore',
      params: {
        groups: numberIn(row, 'groups'),
        named,
        sources: numberIn(row, 'sources'),
        when: { from, to },
      },
    },
    rule_message: ruleOf(context),
    sql: sqlOf(togetherSteps(context), select),
    lines,
  };
}

/** The first lines of each group, by protocol and set of ports. */
async function firstLines(context: DetectorContext, ask: Ask): Promise<Map<string, LineRef[]>> {
  const rows = await ask(`SELECT protocol, port_set, evidence, line FROM (
  SELECT t.protocol, t.port_set, evidence, line,
    row_number() OVER (PARTITION BY t.protocol, t.port_set ORDER BY ts_start, evidence, line) AS place
  FROM (SELECT src, protocol AS sent_with, evidence, line, ts_start FROM flows WHERE ${probes(context).join(' AND ')}) AS sent
  JOIN probers ON probers.source = sent.src AND probers.protocol = sent_with
  JOIN together t ON t.protocol = probers.protocol AND t.port_set = probers.port_set
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY protocol, port_set, place`);
  return linesBySubject(
    context,
    rows.map((row): Row => ({
      subject: groupOf(row),
      evidence: row['evidence'] ?? null,
      line: row['line'] ?? null,
    })),
  );
}

const groupOf = (row: Row): string => `${String(row['protocol'])} ${String(row['port_set'])}`;

/** Many addresses outside that scan as one; each alone is below every threshold, and none of them is accused by name. */
export const inboundScanDistributed: Detector = {
  name: 'inbound-scan-distributed',
  type: 'port_scan',
  title: 'Many addresses outside try the same ports of ours in step, or divide our hosts among them',
  source: { key: 'sourceScannedTogether', params: {} },
  reach: true,
  unaccused: 'together',
  table: 'flows',
  async detect(context) {
    const { named } = limitsOf(context, SCANNED_BY);
    const place = `SELECT together.*, row_number() OVER (ORDER BY sources DESC, protocol, port_set) AS place FROM together`;
    const more = `SELECT count(*) AS groups, sum(sources) AS sources, max(hosts) AS hosts, sum(flows) AS flows, sum(packets) AS packets,
  sum(bytes) AS bytes, min(first) AS first, max(last) AS last, min(sample) AS sample FROM (${place}) AS ranked WHERE place > ${named}`;
    return askSteps(context.engine, togetherSteps(context), async (ask) => {
      const rows = await ask(`SELECT * FROM (${place}) AS ranked WHERE place <= ${named} ORDER BY place`);
      if (rows.length === 0) return [];
      const found = await firstLines(context, ask);
      const findings = rows.map((row) => findingOf(context, row, found.get(groupOf(row)) ?? []));
      const [beyond] = rows.length < named ? [] : await ask(more);
      if (beyond === undefined || numberIn(beyond, 'groups') === 0) return findings;
      const alone = new Set(rows.map(groupOf));
      const rest = [...found].filter(([group]) => !alone.has(group)).flatMap(([, lines]) => lines);
      return [...findings, moreFinding(context, beyond, rest.slice(0, MAX_LINES), more)];
    });
  },
};
