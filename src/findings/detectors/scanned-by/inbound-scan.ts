import type { Row } from '../../../events/engines/engine.ts';
import { protocolName } from '../../../net/protocols.ts';
import { beyondNamed } from '../../beyond.ts';
import type { AccusedRows, Detector, DetectorContext, RowsContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { blrFeatures, blrProbability } from '../../scan-tests.ts';
import { anyOdd, keepsAllFlags, kindParts, scanKind } from '../../scan-kinds/kinds.ts';
import { numberIn } from '../../sql/number-in.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { inbound, scannerSteps } from './contacts.ts';
import type { ScannedByMessage, Shape } from './messages.ts';
import { SCANNED_BY_NUMBERS } from './numbers.ts';
import { SCANNED_BY } from './thresholds.ts';

/** Fewer hosts than this are not many, and fewer ports are not. */
const MANY = 5;
/** Ports that a sentence may name. */
const NAMED_PORTS = 6;

function shapeOf(context: DetectorContext, row: Row): Shape {
  const { hosts, ports } = limitsOf(context, SCANNED_BY);
  const [wide, deep] = [numberIn(row, 'all_wide') >= hosts, numberIn(row, 'all_deep') >= ports];
  if (wide && numberIn(row, 'silent_ports') < MANY) return 'horizontal';
  if (deep && numberIn(row, 'silent_hosts') < MANY) return 'vertical';
  return 'block';
}

function ruleOf(context: DetectorContext): ScannedByMessage {
  const { hosts, ports, pairs, unanswered_share, slow_share, named } = limitsOf(context, SCANNED_BY);
  return {
    key: 'scannedByRule',
    params: {
      source: inboundScan.source,
      hosts,
      ports,
      pairs,
      share: unanswered_share,
      slow: slow_share,
      named,
    },
  };
}

/** A source is surer to be a scanner the more of it stays unanswered; each test of the literature that disagrees takes a tenth. */
function confidenceOf(share: number, tests: readonly (boolean | undefined)[]): number {
  const against = tests.filter((test) => test === false).length;
  return Number(Math.min(0.95, share * (1 - against / 10)).toFixed(3));
}

/** One source that scanned us, which has a finding of its own. */
function sourceFinding(
  context: DetectorContext,
  row: Row,
  lines: LineRef[],
  whole: ReadonlySet<string>,
): Finding {
  const [source, protocol] = [String(row['source']), numberIn(row, 'protocol')];
  const [from, to] = [String(row['first']), String(row['last'])];
  const share = numberIn(row, 'unanswered_pairs') / Math.max(1, numberIn(row, 'pairs'));
  const ports = samples(row['port_list']).map(Number);
  const blr = row['blr_flows'] === null ? undefined : blrProbability(blrFeatures(row));
  const walk = row['trw_contacts'] === null ? undefined : numberIn(row, 'trw_contacts');
  const fast = numberIn(row, 'fast') === 1;
  // The walk is over first contacts: of few hosts it says nothing either way.
  const trw = walk !== undefined || (numberIn(row, 'hosts') >= MANY ? false : undefined);
  const kind = kindParts(scanKind(context, row, lines, whole));
  return {
    id: [inboundScan.name, source, protocolName(protocol), from].join('|'),
    type: inboundScan.type,
    ...kind.field,
    detector: inboundScan.name,
    subject: { address: source },
    direction: 'inbound',
    targets: { hosts: numberIn(row, 'hosts'), ports, sample: samples(row['sample']) },
    from,
    to,
    numbers: numbersOf(SCANNED_BY_NUMBERS, {
      protocol,
      hosts: numberIn(row, 'hosts'),
      ports: numberIn(row, 'ports'),
      pairs: numberIn(row, 'pairs'),
      unanswered_pairs: numberIn(row, 'unanswered_pairs'),
      flows: numberIn(row, 'flows'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
      ...(walk !== undefined && { trw_contacts: walk }),
      ...(blr !== undefined && { blr_probability: Number(blr.toFixed(3)) }),
    }),
    confidence: confidenceOf(share, [trw, blr === undefined ? undefined : blr > 0.5]),
    severity: 'low',
    message: {
      key: 'scannedBy',
      params: {
        source,
        shape: shapeOf(context, row),
        ...(fast ? {} : { slow: numberIn(row, 'took') }),
        protocol,
        ports: ports.slice(0, NAMED_PORTS),
        port_count: numberIn(row, 'ports'),
        hosts: numberIn(row, 'hosts'),
        when: { from, to },
        unanswered: share,
        tests: [...(walk === undefined ? [] : ['TRW']), ...(blr !== undefined && blr > 0.5 ? ['BLR'] : [])],
        proven: numberIn(row, 'shook') === 1,
        ...kind.param,
      },
    },
    rule_message: ruleOf(context),
    sql: sqlOf(scannerSteps(context, source), `SELECT * FROM scanners WHERE protocol = ${protocol}`),
    lines,
  };
}

/** Those beyond the named ones, in one finding that counts them. */
async function othersFinding(
  context: DetectorContext,
  ask: Ask,
  place: string,
  named: number,
): Promise<Finding | undefined> {
  const { dialect } = context.engine;
  const steps = scannerSteps(context);
  const select = `SELECT count(DISTINCT ranked.source) AS sources, count(DISTINCT host) AS hosts, count(DISTINCT port) AS ports, count(*) AS tries,
  count(CASE WHEN unanswered THEN 1 END) AS unanswered_tries, sum(records) AS flows, sum(contacts.packets) AS packets, sum(contacts.bytes) AS bytes,
  min(contacts.first) AS first, max(contacts.last) AS last, max(contacts.protocol) AS protocol, ${dialect.sample('host', 10)} AS sample,
  ${dialect.sample('port', 200)} AS port_list
FROM (${place}) AS ranked JOIN contacts ON contacts.source = ranked.source AND contacts.protocol = ranked.protocol WHERE place > ${named}`;
  const [row] = await ask(select);
  if (row === undefined || numberIn(row, 'sources') === 0) return undefined;
  const [from, to] = [String(row['first']), String(row['last'])];
  const ports = samples(row['port_list']).map(Number);
  const lines = await ask(`SELECT DISTINCT 'all' AS subject, evidence, line, ts_start FROM flows
WHERE ${inbound().join(' AND ')} AND src IN (SELECT source FROM (${place}) AS ranked WHERE place > ${named})
ORDER BY ts_start, evidence, line LIMIT ${MAX_LINES}`);
  return {
    ...beyondNamed(inboundScan, row, ports),
    numbers: numbersOf(SCANNED_BY_NUMBERS, {
      sources: numberIn(row, 'sources'),
      hosts: numberIn(row, 'hosts'),
      ports: numberIn(row, 'ports'),
      pairs: numberIn(row, 'tries'),
      unanswered_pairs: numberIn(row, 'unanswered_tries'),
      flows: numberIn(row, 'flows'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: 0.8,
    message: {
      key: 'scannedByMore',
      params: {
        sources: numberIn(row, 'sources'),
        named,
        protocol: numberIn(row, 'protocol'),
        ports: ports.slice(0, NAMED_PORTS),
        port_count: numberIn(row, 'ports'),
        hosts: numberIn(row, 'hosts'),
        when: { from, to },
      },
    },
    rule_message: ruleOf(context),
    sql: sqlOf(steps, select),
    lines: linesBySubject(context, lines).get('all') ?? [],
  };
}

/** The first lines of each named source, in one question. */
async function firstLines(
  context: DetectorContext,
  sources: readonly string[],
): Promise<Map<string, LineRef[]>> {
  if (sources.length === 0) return new Map();
  const { text } = context.engine.dialect;
  const rows = await context.engine.query(`SELECT subject, evidence, line FROM (
  SELECT src AS subject, evidence, line, row_number() OVER (PARTITION BY src ORDER BY ts_start, evidence, line) AS place
  FROM flows WHERE ${inbound().join(' AND ')} AND src IN (${sources.map((source) => text(source)).join(', ')})
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, place`);
  return linesBySubject(context, rows);
}

/** The scanners with their place: the first have a finding each. */
const RANKED =
  'SELECT scanners.*, row_number() OVER (ORDER BY unanswered_pairs DESC, source, protocol) AS place FROM scanners';

/** The records of every pair of host and port that a scanner began; what answered us is not among them. */
function accused(context: RowsContext): AccusedRows {
  const { named } = limitsOf(context, SCANNED_BY);
  const name = `CASE WHEN ranked.protocol = 6 THEN '${protocolName(6)}' ELSE '${protocolName(17)}' END`;
  return {
    steps: [...scannerSteps(context), { name: 'ranked', sql: RANKED, few: true }],
    select: `SELECT CASE WHEN place <= ${named} THEN '${inboundScan.name}|' || ranked.source || '|' || ${name}
    ELSE '${inboundScan.name}|others' END AS finding, ranked.source AS address, ts_start AS ts, evidence, line
FROM (SELECT src, dst, dst_port, protocol AS sent_with, ts_start, evidence, line FROM flows
  WHERE ${inbound().join(' AND ')} AND src IN (SELECT source FROM scanners)) AS sent
JOIN ranked ON ranked.source = src AND ranked.protocol = sent_with
JOIN contacts ON contacts.source = src AND contacts.host = dst AND contacts.port = dst_port AND contacts.protocol = sent_with`,
  };
}

/** Addresses outside that look for open services on our hosts. */
export const inboundScan: Detector = {
  name: 'inbound-scan',
  type: 'port_scan',
  title: 'An address outside tries many hosts or ports of ours and gets no answer',
  source: { key: 'sourceScannedBy', params: {} },
  reach: true,
  table: 'flows',
  accused,
  async detect(context) {
    const { named } = limitsOf(context, SCANNED_BY);
    const place = RANKED;
    return askSteps(context.engine, scannerSteps(context), async (ask) => {
      const rows = await ask(`SELECT * FROM (${place}) AS ranked WHERE place <= ${named} ORDER BY place`);
      const lines = await firstLines(context, [...new Set(rows.map((row) => String(row['source'])))]);
      const whole = anyOdd(rows) ? await keepsAllFlags(context) : new Set<string>();
      const findings = rows.map((row) =>
        sourceFinding(context, row, lines.get(String(row['source'])) ?? [], whole),
      );
      if (rows.length < named) return findings;
      const others = await othersFinding(context, ask, place, named);
      return others === undefined ? findings : [...findings, others];
    });
  },
};
