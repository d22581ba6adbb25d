import type { Claim } from '../../model/claim.ts';
import { windowOf } from '../claims/claim-window.ts';
import type { DetectorContext } from '../detector.ts';
import { fanOut, fanOutScope } from './fan-out.ts';
import type { Culprit, Finding } from '../../model/finding.ts';
import { flowTables } from './flow-tables.ts';
import type { FanOut, Series, Table } from '../../model/pictures.ts';
import { trafficSeries } from './series.ts';
import type { DrawnHost, Focus, Unit } from './series.ts';
import { isReach } from './reach.ts';

/** Hosts whose traffic is drawn. */
const MOST_SERIES = 4;

/** The earliest claim's window, else the time of the host's own finding. */
function focusOf(address: string, claims: readonly Claim[], findings: readonly Finding[]): Focus | undefined {
  const windows = claims.flatMap((claim) => windowOf(claim) ?? []);
  const [first] = windows.sort((a, b) => (a.from < b.from ? -1 : 1));
  if (first !== undefined) return { from: first.from, to: first.to };
  const own = findings.find((finding) => finding.subject.address === address);
  return own === undefined ? undefined : { from: own.from, to: own.to };
}

/** What shows the host's deed: the number of flow records for a scan, the bytes for everything else. */
function unitOf(address: string, claims: readonly Claim[], findings: readonly Finding[]): Unit {
  const own = findings.filter((finding) => finding.subject.address === address);
  if (own.length === 0) return claims.every((claim) => claim.type === 'port_scan') ? 'flows' : 'bytes';
  return own.every(isReach) ? 'flows' : 'bytes';
}

/** Fewer hosts than this on the scan's port give nothing to compare with: then all ports are shown. */
const COMPANY = 5;

/** The fan-out on the widest scan's port, or on all ports where hardly anybody else used that one. */
async function widestFanOut(
  findings: readonly Finding[],
  culprits: readonly string[],
  context: DetectorContext,
): Promise<FanOut | undefined> {
  const scope = fanOutScope(findings);
  if (scope === undefined) return undefined;
  const narrow = await fanOut(scope, culprits, context);
  const hosts = narrow?.rows.filter((row) => row.role === 'host').length ?? 0;
  return hosts >= COMPANY || scope.time === undefined
    ? narrow
    : fanOut({ time: scope.time }, culprits, context);
}

/** What the report draws of flows: the culprits' traffic, how many targets each host had, and the tables. */
export async function flowPictures(
  claims: readonly Claim[],
  findings: readonly Finding[],
  culprits: readonly Culprit[],
  context: DetectorContext,
): Promise<{ series: Series[]; fan_out?: FanOut; tables: Table[] }> {
  if (!(await context.engine.tables()).has('flows')) return { series: [], tables: [] };
  const addresses = culprits.map((culprit) => culprit.address);
  const drawn: DrawnHost[] = [];
  for (const address of addresses.slice(0, MOST_SERIES)) {
    const focus = focusOf(address, claims, findings);
    drawn.push({ address, unit: unitOf(address, claims, findings), ...(focus !== undefined && { focus }) });
  }
  const series = await trafficSeries(drawn, context);
  const strip = await widestFanOut(findings, addresses, context);
  return { series, ...(strip === undefined ? {} : { fan_out: strip }), tables: await flowTables(context) };
}
