import { INWARD } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { askSubjects } from '../../many.ts';
import type { SeenSubject } from '../../many.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Finding } from '../../../model/finding.ts';
import { protocolName } from '../../../net/protocols.ts';
import type { Row } from '../../../events/engines/engine.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import { aggregationOf } from '../../sql/aggregation.ts';
import { instantOf, secondsOf } from '../../sql/instants.ts';
import { KeptRows } from '../../sql/kept.ts';
import { numberIn } from '../../sql/number-in.ts';
import { mergeWindows } from '../../sql/periods.ts';
import type { Window } from '../../sql/periods.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { kindOf, kindSums } from './kinds.ts';
import { byVolume, pressedStep } from './pressed.ts';
import { FLOOD_NUMBERS } from './numbers.ts';
import { ratesInForce, ratesOf, reachOf, sureAt } from './rates.ts';
import type { Rates } from './rates.ts';
import { cameUnasked, volumeSteps } from './volumes.ts';

/** Ports that a finding lists; `numbers.ports` has their exact number. */
const MAX_PORTS = 200;

/** A flood: a host of ours, a protocol, and when; seconds since 1970. */
interface Struck {
  host: string;
  protocol: number;
  start: number;
  end: number;
  rates: Rates;
}

/** The figures of a flood, over its rows. */
function figuresOf({ engine }: DetectorContext): string {
  return `count(DISTINCT ${INWARD.target}) AS sources, count(DISTINCT dst_port) AS ports, count(*) AS flows, sum(packets) AS packets,
  sum(bytes) AS bytes, min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last,
  sum(CASE WHEN action = 'REJECT' THEN packets ELSE 0 END) AS refused_packets, ${kindSums()},
  ${engine.dialect.sample(INWARD.target, 3)} AS sample`;
}

/** Rows of strangers whom the host did not answer; `answered` follows FROM. */
function unanswered(answered: string): { from: string; where: string[] } {
  return {
    from: `flows LEFT JOIN (
    SELECT host AS heard_by, source AS heard, protocol AS heard_with FROM ${answered} AS known
  ) AS replies ON heard_by = ${INWARD.host} AND heard = ${INWARD.target} AND heard_with = protocol`,
    where: ['heard IS NULL'],
  };
}

const at = (context: DetectorContext, seconds: number): string =>
  context.engine.dialect.timestamp(instantOf(seconds));

/** The figures of one flood, as the finding shows them. */
function sqlFigures(context: DetectorContext, struck: Struck, window: number): string {
  const { host, protocol, start, end } = struck;
  const { from, where } = unanswered('answered');
  const own = [
    ...cameUnasked(context, host),
    ...where,
    `protocol = ${protocol}`,
    `ts_start >= ${at(context, start)}`,
    `ts_start < ${at(context, end)}`,
  ];
  return sqlOf(
    volumeSteps(context, window, host),
    `SELECT * FROM (
  SELECT ${figuresOf(context)}
  FROM ${from}
  WHERE ${own.join('\n    AND ')}
) AS figures CROSS JOIN (
  SELECT max(packets_per_second) AS packets_per_second, max(bits_per_second) AS bits_per_second, max(flows_per_second) AS flows_per_second
  FROM volumes WHERE protocol = ${protocol} AND start >= ${start} AND start < ${end}
) AS rates`,
  );
}

function findingOf(
  context: DetectorContext,
  struck: Struck,
  window: number,
  { row, lines }: SeenSubject,
  ports: readonly number[],
): Finding {
  const { host, protocol, rates } = struck;
  const [from, to] = [String(row['first']), String(row['last'])];
  const [packets, bytes, sources] = [
    numberIn(row, 'packets'),
    numberIn(row, 'bytes'),
    numberIn(row, 'sources'),
  ];
  const refused = numberIn(row, 'refused_packets');
  const kind = kindOf(context, protocol, row);
  const reach = reachOf(context, rates);
  const [source] = samples(row['sample']);
  return {
    id: [inboundFlood.name, host, protocolName(protocol), from].join('|'),
    type: inboundFlood.type,
    kind: kind.name,
    detector: inboundFlood.name,
    subject: {},
    direction: 'inbound',
    targets: { hosts: 1, ports: [...ports].sort((a, b) => a - b), sample: [host] },
    from,
    to,
    numbers: numbersOf(FLOOD_NUMBERS, {
      protocol,
      sources,
      hosts: 1,
      ports: numberIn(row, 'ports'),
      flows: numberIn(row, 'flows'),
      packets,
      bytes,
      refused_packets: refused,
      packets_per_second: Math.round(rates.packets),
      bits_per_second: Math.round(rates.bits),
      flows_per_second: Number(rates.flows.toFixed(2)),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: Number(sureAt(reach).toFixed(3)),
    severity: reach >= 1 && refused < packets ? 'high' : 'medium',
    message: {
      key: 'volumeFlooded',
      params: {
        host: context.hosts.label(host),
        protocol,
        ...(ports.length === 1 ? { port: ports[0]! } : {}),
        ports: numberIn(row, 'ports'),
        sources,
        ...(sources === 1 && source !== undefined ? { source } : {}),
        packets_per_second: rates.packets,
        bytes_per_second: rates.bits / 8,
        when: { from, to },
        packets,
        bytes,
        refused: refused / Math.max(1, packets),
        kind: { key: 'floodKind', params: kind },
      },
    },
    rule_message: {
      key: 'volumeFloodRule',
      params: {
        source: inboundFlood.source,
        ...ratesInForce(context),
      },
    },
    sql: sqlFigures(context, struck, window),
    lines,
  };
}

/** Windows of one host and protocol that lie close together are one flood. */
function floodsOf(context: DetectorContext, rows: readonly Row[], window: number): Struck[] {
  const windows = rows.map((row): Window<Rates> => {
    const start = numberIn(row, 'start');
    return {
      subject: `${row['host']} ${row['protocol']}`,
      start,
      end: start + window,
      item: ratesOf(row),
    };
  });
  return mergeWindows(windows, limitsOf(context, FLOWS).merge_gap).map(
    ({ subject, start, end, items }): Struck => {
      const [host = '', protocol] = subject.split(' ');
      const most = (of: keyof Rates): number => items.reduce((high, item) => Math.max(high, item[of]), 0);
      return {
        host,
        protocol: Number(protocol),
        start,
        end,
        rates: { packets: most('packets'), bits: most('bits'), flows: most('flows') },
      };
    },
  );
}

/** Figures, ports and lines of all floods: the rows are read once for each of these. */
async function findingsOf(
  context: DetectorContext,
  floods: readonly Struck[],
  window: number,
  answered: string,
): Promise<Finding[]> {
  const { text } = context.engine.dialect;
  const keys = {
    struck: ({ host }: Struck) => text(host),
    struck_by: ({ protocol }: Struck) => String(protocol),
    begins: ({ start }: Struck) => at(context, start),
    ends: ({ end }: Struck) => at(context, end),
  };
  const findings: Finding[] = [];
  await askSubjects(context, 'inbound_flood', floods, keys, async (asked, some) => {
    const { from, where } = unanswered(answered);
    const on = `${INWARD.host} = asked.struck AND protocol = asked.struck_by
    AND ts_start >= asked.begins AND ts_start < asked.ends`;
    const own = [...cameUnasked(context), ...where];
    const seen = await asked.seen({ from, on, where: own, figures: figuresOf(context), time: 'ts_start' });
    const ports = await asked.rows(`SELECT subject, port FROM (
  SELECT subject, port, row_number() OVER (PARTITION BY subject ORDER BY packets DESC, port) AS place FROM (
    SELECT asked.subject, dst_port AS port, sum(packets) AS packets FROM ${from} JOIN ${asked.table} AS asked ON ${on}
    WHERE ${[...own, 'dst_port > 0'].join('\n      AND ')}
    GROUP BY asked.subject, dst_port
  ) AS summed
) AS ranked WHERE place <= ${MAX_PORTS} ORDER BY subject, place`);
    for (const [place, one] of seen) {
      const busiest = (ports.get(place) ?? []).map((row) => numberIn(row, 'port'));
      findings.push(findingOf(context, some[place]!, window, one, busiest));
    }
  });
  return findings;
}

/**
 * A host of ours is flooded by UDP, ICMP, another protocol, or by TCP without a connection: ACKs and resets. Nobody is accused: such packets need no answer, so that
 * their senders can write any address into them.
 */
export const inboundFlood: Detector = {
  name: 'inbound-flood',
  type: 'ddos',
  title: 'A host of ours gets more UDP, ICMP, stray TCP or other packets from outside than it answers',
  source: { key: 'sourceInboundFlood', params: {} },
  table: 'flows',
  unaccused: 'unasked',
  async detect(context) {
    const kept = new KeptRows(context.engine);
    try {
      // As a rule no host got much, and nothing more is asked.
      const pressed = await askSteps(context.engine, [pressedStep(context)], (ask) =>
        ask(`SELECT host FROM pressed WHERE ${byVolume(context)} LIMIT 1`),
      );
      if (pressed.length === 0) return [];
      const window = await aggregationOf(context);
      return await askSteps(context.engine, volumeSteps(context, window), async (ask) => {
        const floods = floodsOf(
          context,
          await ask('SELECT * FROM volumes ORDER BY host, protocol, start'),
          window,
        );
        if (floods.length === 0) return [];
        const hosts = [...new Set(floods.map(({ host }) => context.engine.dialect.text(host)))].join(', ');
        const answered = await kept.keep(
          'inbound_flood_answered',
          ask.sql(`SELECT host, source, protocol FROM answered WHERE host IN (${hosts})`),
        );
        return findingsOf(context, floods, window, answered);
      });
    } finally {
      await kept.forget();
    }
  },
};
