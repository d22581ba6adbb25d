import { cutOf, verificationOf } from '../../actions/contain/verify.ts';
import type { CutTraffic, RecordCounts, Verification } from '../../actions/contain/verify.ts';
import type { Plan } from '../../actions/contain/change.ts';
import type { Effects } from '../../base/ports.ts';
import type { Engine } from '../../events/engines/engine.ts';
import { settlingOfFiles, slowestFlows } from '../../formats/delay.ts';
import type { CaseDocument } from '../../model/case.ts';
import { standingPlan } from './contain.ts';
import { inLakeOf } from '../lake-of-case.ts';

/** The instance's own names in flow records. */
interface Own {
  interfaces: readonly string[];
  addresses: readonly string[];
}

export interface VerifiedPlan {
  plan: Plan;
  verification: Verification;
  counts: RecordCounts;
}

function inList(column: string, values: readonly string[], { dialect }: Engine): string {
  return values.length === 0
    ? 'false'
    : `${column} IN (${values.map((value) => dialect.text(value)).join(', ')})`;
}

/** Of what the denials are for; a plan names single addresses or everybody. Before a NAT gateway the instance is denied. */
function conditionOf(one: CutTraffic, { dialect }: Engine): string {
  if (one.kind === 'all') return 'true';
  const [address = '', length] = one.cidr.split('/');
  const parts = [`protocol = ${one.protocol}`];
  if (one.port !== undefined) parts.push(`port = ${one.port}`);
  if (length !== '0' && !one.behind) parts.push(`remote = ${dialect.text(address)}`);
  return `(${parts.join(' AND ')})`;
}

async function countsOf(
  engine: Engine,
  { interfaces, addresses }: Own,
  { since, traffic }: ReturnType<typeof cutOf>,
  evidence: CaseDocument['evidence'],
): Promise<RecordCounts> {
  const { dialect } = engine;
  const [log] = await engine.query(
    `SELECT max(coalesce(ts_end, ts_start)) AS until, max(${dialect.epoch('ts_end')} - ${dialect.epoch('ts_start')}) AS longest FROM flows`,
  );
  const own = `(${inList('src', addresses, engine)} OR ${inList('dst', addresses, engine)})`;
  const sends = inList('src', addresses, engine);
  // Behind the denial only: the instance's own interface lets it through before it is refused.
  const behind = traffic.every((one) => one.kind === 'denial' && one.behind);
  const seen = behind ? `AND NOT ${inList('coalesce(interface, resource)', interfaces, engine)}` : '';
  const begin = dialect.timestamp(since);
  const refused = "coalesce(action, 'ACCEPT') = 'REJECT'";
  const cut = traffic.map((one) => conditionOf(one, engine)).join(' OR ');
  const [row] = await engine.query(`WITH told AS (
    SELECT CASE WHEN ${sends} THEN coalesce(pkt_dst, dst) ELSE coalesce(pkt_src, src) END AS remote, protocol,
      CASE WHEN ${sends} THEN dst_port ELSE src_port END AS port, ${refused} AS refused,
      ts_start, coalesce(ts_end, ts_start) AS ts_end
    FROM flows WHERE ${own} ${seen}
  ), cut AS (
    SELECT *, ${dialect.epoch('ts_start')} - lag(${dialect.epoch('ts_end')}) OVER (ORDER BY ts_start) AS gap
    FROM told WHERE NOT refused AND (${cut})
  )
  SELECT sum(CASE WHEN ts_start <= ${begin} THEN 1 ELSE 0 END) AS before,
    sum(CASE WHEN ts_start > ${begin} THEN 1 ELSE 0 END) AS after,
    (SELECT count(*) FROM told WHERE refused AND ts_start > ${begin} AND (${cut})) AS refused_after,
    max(CASE WHEN ts_start <= ${begin} THEN ts_end END) AS last_before,
    max(CASE WHEN ts_start > ${begin} THEN ts_end END) AS last_after,
    max(CASE WHEN ts_start <= ${begin} THEN gap END) AS pause
  FROM cut`);
  const number = (name: string): number => Number(row?.[name] ?? 0);
  const time = (name: string): string | undefined => {
    const value = row?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  const until = log?.['until'];
  const flows = evidence.filter(({ table }) => table === 'flows');
  const settling = settlingOfFiles(flows, Number(log?.['longest'] ?? 0)) ?? slowestFlows();
  if (settling === undefined) throw new Error('No format of flow records says how late it is.');
  const lastBefore = time('last_before');
  const lastAfter = time('last_after');
  return {
    ...settling,
    before: number('before'),
    after: number('after'),
    refused: number('refused_after'),
    pause: Math.max(0, Math.ceil(number('pause'))),
    ...(typeof until === 'string' && { until }),
    ...(lastBefore !== undefined && { lastBefore }),
    ...(lastAfter !== undefined && { lastAfter }),
  };
}

/**
 * Whether the plan that stands has stopped it, by the flow records of a case that was made since.
 * @throws UserError where no plan stands, or it cuts nothing
 */
export async function verifyContainment(
  { caseFolder, instance, memory }: { caseFolder: string; instance?: string; memory: string },
  effects: Effects,
): Promise<VerifiedPlan> {
  const recorded = await standingPlan(instance, effects);
  const { plan } = recorded;
  const cut = cutOf(recorded);
  const { interfaces } = plan;
  const own = {
    interfaces: interfaces.map(({ id }) => id),
    addresses: interfaces.flatMap(({ addresses }) => addresses),
  };
  const counts = await inLakeOf(
    { folder: caseFolder, memory, name: 'verify' },
    effects,
    (engine, { evidence }) => countsOf(engine, own, cut, evidence),
  );
  return { plan, counts, verification: verificationOf(cut.since, counts) };
}
