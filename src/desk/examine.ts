import { affordable } from '../findings/affordable.ts';
import type { CaseDocument } from '../model/case.ts';
import type { Engine } from '../events/engines/engine.ts';
import type { LocalNetworks } from '../findings/network/local-networks.ts';
import type { Evidence } from '../model/evidence.ts';
import { leadingFinding } from '../cases/conclusion.ts';
import type { Reach } from '../cases/stopped.ts';
import { createContext } from '../findings/context.ts';
import { sharing } from '../findings/sql/steps.ts';
import { findCulprits } from '../findings/claims/culprit.ts';
import { proposeOurs } from '../findings/honeypot/proposal.ts';
import { findAll, gapsOfFamilies } from '../findings/index.ts';
import { withNoise } from '../findings/noise/noise.ts';
import { mailedScripts } from '../findings/claims/mailed.ts';
import { claimedMoments } from '../findings/claims/moments.ts';
import { reconcile } from '../findings/claims/reconcile.ts';
import { LOST_REASON } from '../tables/lost.ts';
import type { Thresholds } from '../findings/threshold.ts';
import type { Coverage } from '../attribution/lists.ts';
import { sourcesOf } from '../attribution/sources.ts';
import type { Attachments } from './attachments.ts';
import { replay } from '../findings/replay/replay.ts';
import type { Replay } from '../findings/replay/replay.ts';
import { reachedPorts } from './examination/reached.ts';
import { claimedTraffic } from './examination/claimed-traffic.ts';
import type { Reached } from '../hosts/check.ts';
import type { Traffic } from '../hosts/traffic/traffic.ts';
import { drawPictures } from './examination/draw.ts';
import { honeypotOf } from './examination/honeypot.ts';
import { hostScripts } from './examination/host-scripts.ts';
import type { PricesOf } from './prices/known-prices.ts';
import { egressCost } from './examination/egress.ts';
import { namedAddresses } from './named.ts';
import { reachOf } from './examination/reach.ts';
import { resourceEvents } from './examination/resource-events.ts';
import type { Phase } from './phase.ts';

export interface Examination {
  engine: Engine;
  attachments: Attachments;
  evidence: readonly Evidence[];
  localNetworks: LocalNetworks;
  /** By provider: the service that holds all its others. */
  generalServices: ReadonlyMap<string, string>;
  pricesOf: PricesOf;
  /** Which lists of ranges were asked. */
  coverage: Coverage;
  thresholds: Thresholds;
  /** Address blocks of the user's own monitoring. */
  monitoring: readonly string[];
  /** Which requests look like attacks was found out. */
  classified: boolean;
  /** The command that reads the evidence again: `abusedesk investigate logs --case CASE`. */
  again: readonly string[];
  phase: (name: Phase) => void;
}

export interface ExaminedLake extends CasePictures {
  /** Time of the last event of all; absent: there is none. */
  logsEnd?: string;
  /** How far the log reaches that shows what the case is about. */
  reach?: Reach;
  /** Of what the sending process is looked for in pasted outputs. */
  traffic: Traffic[];
  reached: Reached[];
  /** What blocks would have stopped; absent where nobody from outside is accused. */
  replayed?: Replay;
}

type CasePictures = Pick<
  CaseDocument,
  | 'findings'
  | 'verdicts'
  | 'culprits'
  | 'resource_events'
  | 'sources'
  | 'tables'
  | 'series'
  | 'fan_out'
  | 'cost'
  | 'gaps'
  | 'honeypot'
>;

/** How often the logs say that records were lost. */
function lostRecords(evidence: readonly Evidence[]): number {
  const lost = evidence.flatMap(({ skips }) => skips).filter(({ reason }) => reason === LOST_REASON);
  return lost.reduce((sum, { count }) => sum + count, 0);
}

/** Files of which only a part was read: flow logs, and archives, whose other members may be some. */
function partlyRead(evidence: readonly Evidence[]): string[] {
  return evidence
    .filter(({ partial, table }) => partial !== undefined && (table === undefined || table === 'flows'))
    .map(({ path }) => path);
}

/** When the last event of each file was, by the file's number. */
export async function lastEvents(engine: Engine): Promise<Map<number, string>> {
  const tables = await engine.tables();
  const ends = (['flows', 'requests', 'logins', 'alerts'] as const)
    .filter((table) => tables.has(table))
    .map((table) => {
      const end = table === 'flows' ? 'coalesce(ts_end, ts_start)' : 'ts';
      return `SELECT evidence, max(${end}) AS last FROM ${table} GROUP BY evidence`;
    });
  if (ends.length === 0) return new Map();
  const rows = await engine.query(
    `SELECT evidence, max(last) AS last FROM (${ends.join(' UNION ALL ')}) AS ends GROUP BY evidence`,
  );
  return new Map(
    rows.flatMap(({ evidence, last }): [number, string][] =>
      typeof last === 'string' ? [[Number(evidence), last]] : [],
    ),
  );
}

/** Everything that the lake is asked. Detectors, tables and pictures share the steps that they have in common. */
export function examine(examination: Examination): Promise<ExaminedLake> {
  return sharing(examination.engine, () => askAll(examination));
}

/** In the order in which one answer needs the other. */
async function askAll(examination: Examination): Promise<ExaminedLake> {
  const {
    engine,
    attachments,
    evidence,
    localNetworks,
    thresholds,
    phase,
    generalServices,
    coverage,
    pricesOf,
    monitoring,
    classified,
    again,
  } = examination;
  const paths = new Map(evidence.map((entry) => [entry.id, entry.path]));
  phase('roles');
  const context = await createContext(engine, {
    ...(attachments.inventory && { inventory: attachments.inventory }),
    localNetworks,
    thresholds,
    lostRecords: lostRecords(evidence),
    partly: partlyRead(evidence),
    references: (id) => paths.get(id) ?? `evidence ${id}`,
    scripts: hostScripts(attachments),
    claimed: claimedMoments(attachments.claims),
    mailed: mailedScripts(attachments.claims),
  });
  phase('findings');
  const rules: string[] = [];
  const pictured: string[] = [];
  const findings = await withNoise(await findAll(context, rules), context, {
    monitoring,
    coverage,
    classified,
  });
  phase('claims');
  const { culprits, gaps } = await findCulprits(attachments.claims, findings, context);
  const verdicts = await reconcile(attachments.claims, findings, context);
  phase('replay');
  const unaffordable: string[] = [];
  const [replayed] = await affordable('replay', unaffordable, async () => [
    await replay(context, findings, generalServices),
  ]);
  phase('draw');
  const outside = replayed?.addresses ?? [];
  const pictures = await drawPictures(attachments.claims, findings, culprits, context, pictured, outside);
  const pot = await honeypotOf(evidence, context, pictured);
  const cost = await egressCost(
    attachments.claims,
    verdicts,
    culprits,
    context,
    pricesOf,
    attachments.inventory,
  );
  const addresses = await namedAddresses(attachments.claims, findings, culprits, engine);
  const sources = await sourcesOf(engine, addresses, coverage);
  gaps.push(...(await gapsOfFamilies(context)));
  const ours = await proposeOurs(engine, context, again);
  if (ours !== undefined) gaps.push(ours);
  if (rules.length + pictured.length + unaffordable.length > 0) {
    gaps.push({
      key: 'gapMemory',
      params: { rules, pictures: pictured.length, replay: unaffordable.length > 0 },
    });
  }
  const traffic = await claimedTraffic(attachments.claims, attachments.pastes, findings, culprits, context);
  const isInside = attachments.pastes.length > 0 || !attachments.files.isEmpty();
  const accused = culprits.flatMap(({ address }) => address ?? []);
  const reached = isInside ? await reachedPorts([...new Set(accused)], context) : [];
  const logsEnd = [...(await lastEvents(engine)).values()].toSorted().at(-1);
  const events = await resourceEvents(
    attachments.claims,
    culprits,
    attachments.inventory,
    engine,
    (id) => paths.get(id) ?? `evidence ${id}`,
  );
  const reach = await reachOf(
    leadingFinding({ claims: attachments.claims, findings, verdicts, culprits }),
    engine,
    evidence,
  );
  return {
    findings,
    verdicts,
    culprits,
    sources,
    gaps,
    traffic,
    reached,
    ...pictures,
    ...(pot && {
      honeypot: pot.part,
      tables: [...pictures.tables, ...pot.tables],
      series: [...pictures.series, ...pot.series],
    }),
    ...(events.length > 0 && { resource_events: events }),
    ...(cost && { cost }),
    ...(reach && { reach }),
    ...(logsEnd !== undefined && { logsEnd }),
    ...(replayed && { replayed }),
  };
}
