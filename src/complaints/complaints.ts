import type { Engine, Row } from '../events/engines/engine.ts';
import type { ManifestFile } from './manifest-files.ts';
import type { Ranges } from '../attribution/ranges.ts';
import { providerTitle } from '../clouds/index.ts';
import { secondsOf } from '../findings/sql/instants.ts';
import type { Thresholds } from '../findings/threshold.ts';
import { FORMATS } from '../formats/index.ts';
import type { Format, PortSetting } from '../formats/format.ts';
import type { Complaint } from '../model/complaint.ts';
import type { Finding } from '../model/finding.ts';
import { parseAddress } from '../net/address.ts';
import { knownOf, outside, portOf } from './columns.ts';
import { describe } from './describe.ts';
import { enclose } from './enclosures.ts';
import type { Change } from './enclosures.ts';
import { identityOf } from './identity.ts';
import { MOST_ALONE, withIncidents } from './incidents.ts';
import type { Incident, Incidents } from './incidents.ts';
import type { ComplaintMessage } from './messages.ts';
import { Redactor, isInternal } from './redact.ts';
import { leftOut } from './left-out.ts';
import { isDatagram, typeOf } from './type.ts';

/** What is that old a provider may refuse, and the address may have gone to somebody else. A definition of ours. */
const OLD_DAYS = 30;
/** Resources that a complaint names. */
const MOST_NAMED = 20;

/** A complaint, with what its author sees beside it. */
export interface Drafted {
  complaint: Complaint;
  /** Lines of evidence before and after redaction. */
  changes: Change[];
}

export interface Drafts {
  drafts: Drafted[];
  /** What there is no complaint about, and why. */
  left: ComplaintMessage[];
}

/** What complaints are made from: a case that is on disk. */
export interface Desk {
  engine: Engine;
  thresholds: Thresholds;
  findings: readonly Finding[];
  /** Files of the manifest by their number. @param ids those that are asked for */
  files: (ids: ReadonlySet<number>) => Promise<ReadonlyMap<number, ManifestFile>>;
  /** What is known of the clouds' ranges now; undefined: nothing. */
  ranges: Ranges | undefined;
  now: Date;
}

/**
 * The address that stands for an incident: the one that came last, of those with a port if any has one. Desks refuse what is
 * old, and an attack whose addresses rotate may have begun months ago.
 */
interface Actor {
  address: string;
  count: number;
  first: string;
  last: string;
  row: Row;
  port: number | undefined;
}

async function actorOf({ engine }: Desk, rows: string, incident: Incident): Promise<Actor> {
  const { unit, condition } = incident;
  const pick = (order: string, extra: string): string =>
    `SELECT base.* FROM ${unit} AS base JOIN ${rows} AS seen
  ON seen.evidence = base.evidence AND seen.line = base.line AND seen.address = base.c_ip
WHERE ${condition}${extra} ORDER BY ${order} LIMIT 1`;
  const order = 'base.ts DESC, base.c_ip, base.evidence, base.line';
  const [ported] = await engine.query(pick(order, ' AND base.c_port BETWEEN 1 AND 65535'));
  const [row = {}] = ported === undefined ? await engine.query(pick(order, '')) : [ported];
  const address = String(row['c_ip']);
  const [own = {}] = await engine.query(`SELECT count(*) AS n, min(ts) AS first, max(ts) AS last
FROM ${rows} AS seen WHERE ${condition} AND address = ${engine.dialect.text(address)}`);
  const port = portOf(ported?.['c_port']);
  return {
    address,
    count: Number(own['n']),
    first: String(own['first']),
    last: String(own['last']),
    row,
    port: port === '' ? undefined : Number(port),
  };
}

/** What the rows of the actor are about, redacted. */
async function aimOf(
  { engine }: Desk,
  rows: string,
  { unit, condition }: Incident,
  address: string,
  redactor: Redactor,
): Promise<Pick<Complaint, 'resources' | 'methods' | 'codes'> & { services: string[] }> {
  const web = unit === 'requests';
  const distinct = async (column: string): Promise<string[]> => {
    const found =
      await engine.query(`SELECT DISTINCT base.${column} AS one FROM ${unit} AS base JOIN ${rows} AS seen
  ON seen.evidence = base.evidence AND seen.line = base.line AND seen.address = base.c_ip
WHERE ${condition} AND base.c_ip = ${engine.dialect.text(address)} AND base.${column} IS NOT NULL ORDER BY 1 LIMIT ${MOST_NAMED}`);
    return found.map(({ one }) => String(one));
  };
  const named = await distinct(web ? 'cs_uri_stem' : 'service');
  const resources = named.map((text) => redactor.line(text.slice(0, 300), []));
  if (!web) return { resources: [...new Set(resources)], services: named };
  const methods = (await distinct('cs_method')).filter((method) => /^[A-Z]{3,10}$/.test(method));
  const codes = (await distinct('sc_status')).map(Number).filter((code) => code >= 100 && code < 600);
  return { resources: [...new Set(resources)], methods, codes, services: [] };
}

async function settingsOf(
  desk: Desk,
  rows: string,
  incident: Incident,
  formats: ReadonlyMap<string, Format>,
): Promise<{ files: ReadonlyMap<number, ManifestFile>; settings: PortSetting[] }> {
  const found = await desk.engine.query(
    `SELECT DISTINCT evidence FROM ${rows} AS seen WHERE ${incident.condition}`,
  );
  const files = await desk.files(new Set(found.map(({ evidence }) => Number(evidence))));
  const names = new Set([...files.values()].map(({ format }) => format));
  const settings = [...names].flatMap((name) => formats.get(name)?.portSettings ?? []);
  return { files, settings: [...new Map(settings.map((one) => [one.program, one])).values()] };
}

async function attributionOf(
  { engine }: Desk,
  address: string,
): Promise<NonNullable<Complaint['attribution']> | undefined> {
  const [row] = await engine.query(
    `SELECT list, as_of, region, services FROM attribution WHERE address = ${engine.dialect.text(address)}`,
  );
  if (row === undefined) return undefined;
  const { region, services } = row;
  return {
    list: String(row['list']),
    version: String(row['as_of']),
    ...(typeof region === 'string' && region !== '' && { region }),
    ...(typeof services === 'string' && services !== '' && { service: services }),
  };
}

/** Whether somebody else has the address by now, as far as the known lists tell. */
function changedHands(
  { ranges, now }: Desk,
  actor: string,
  provider: string | null,
  list: string | undefined,
): ComplaintMessage[] {
  const address = parseAddress(actor);
  if (ranges?.known !== true || provider === null || address === undefined) return [];
  const newest = ranges.source(address, secondsOf(now.toISOString())).provider;
  if (newest === provider) return [];
  const owner = providerTitle(provider);
  if (newest !== null)
    return [{ key: 'complaintChanged', params: { before: owner, now: providerTitle(newest) } }];
  // A list that is not known here cannot have lost it.
  return ranges.coverage.asked.includes(list ?? '')
    ? [{ key: 'complaintGone', params: { before: owner } }]
    : [];
}

function ageOf({ now }: Desk, last: string): ComplaintMessage[] {
  const days = Math.floor((now.getTime() - Date.parse(last)) / 86_400_000);
  return days > OLD_DAYS ? [{ key: 'complaintOld', params: { days } }] : [];
}

const day = (instant: string): string => instant.slice(0, 10);

async function draftOf(
  desk: Desk,
  rows: string,
  incident: Incident,
  formats: ReadonlyMap<string, Format>,
): Promise<Drafted> {
  const { deed, unit, provider, findings, earlier } = incident;
  const redactor = new Redactor();
  const actor = await actorOf(desk, rows, incident);
  const { files, settings } = await settingsOf(desk, rows, incident, formats);
  const { services, ...aim } = await aimOf(desk, rows, incident, actor.address, redactor);
  const verified = !(services.length > 0 && services.every(isDatagram));
  const relevant = settings.filter(({ service }) => service === undefined || services.includes(service));
  const choice = typeOf({ deed, port: actor.port, verified, settings: relevant });
  const attribution = await attributionOf(desk, actor.address);
  const { evidence, notes, changes } = await enclose(
    { engine: desk.engine, rows, incident, actor: actor.address, count: actor.count, files, formats },
    redactor,
  );
  const agent = typeof actor.row['user_agent'] === 'string' ? actor.row['user_agent'].slice(0, 300) : '';
  const destination = outside(String(actor.row['s_ip'] ?? ''));
  const ports = portOf(actor.row['s_port']);
  const group =
    incident.addresses > 1
      ? { addresses: incident.addresses, count: incident.rows, first: incident.first, last: incident.last }
      : undefined;
  const [leading] = findings.toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
  const said = {
    // Whoever stands for a group changes with each newer log; the group does not.
    ...identityOf({
      provider,
      actor: group === undefined ? actor.address : `${deed} ${unit}`,
      type: choice.type,
      first: incident.first,
    }),
    provider,
    ...(attribution && { attribution }),
    actor: actor.address,
    ...choice,
    because: [
      ...choice.because,
      ...(group
        ? [{ key: 'complaintGroup', params: { addresses: group.addresses, count: group.count } }]
        : []),
      ...(earlier
        ? [
            {
              key: 'complaintEarlier',
              params: { from: day(earlier.first), to: day(earlier.last), count: earlier.rows },
            },
          ]
        : []),
      ...changedHands(desk, actor.address, provider, attribution?.list),
      ...ageOf(desk, incident.last),
      ...notes,
    ],
    deed,
    first: actor.first,
    last: actor.last,
    count: actor.count,
    unit,
    ...(group && { group }),
    ...(earlier && {
      earlier: {
        stretches: earlier.stretches,
        count: earlier.rows,
        first: earlier.first,
        last: earlier.last,
      },
    }),
    ...aim,
    ...(agent !== '' && { user_agent: redactor.line(agent, knownOf(actor.row)) }),
    ...(choice.type === 'login_attack' && actor.port !== undefined && { source_port: actor.port }),
    ...((destination !== '' || ports !== '') && {
      destination: {
        ...(destination !== '' && { address: destination }),
        ports: ports === '' ? [] : [Number(ports)],
      },
    }),
    protocol: verified ? ('tcp' as const) : ('udp' as const),
    finding: leading?.id ?? '',
    confidence: leading?.confidence ?? 0,
    evidence,
    redactions: redactor.counts,
  };
  const entered = findings.some(({ type }) => type === 'credential_exposure');
  return { complaint: { ...said, description: describe({ ...said, entered }) }, changes };
}

async function draftsOf(desk: Desk, { incidents, rows, lost, others }: Incidents): Promise<Drafts> {
  const formats = new Map(FORMATS.map((format) => [format.name, format]));
  const { left } = leftOut(desk.findings);
  const drafts: Drafted[] = [];
  for (const incident of incidents) {
    const draft = await draftOf(desk, rows, incident, formats);
    const { actor } = draft.complaint;
    if (parseAddress(actor) === undefined || isInternal(actor)) {
      left.push({ key: 'leftNotPublic', params: { address: actor } });
    } else drafts.push(draft);
  }
  if (lost.length > 0) left.push({ key: 'leftLost', params: { count: lost.length } });
  if (others.addresses > 0) {
    left.push({
      key: 'leftNetworks',
      params: { addresses: others.addresses, count: others.rows, most: MOST_ALONE },
    });
  }
  return { drafts, left };
}

/**
 * The complaints that a case gives rise to: one for each incident, the largest first, and what there is none about. Asks the
 * lake; the evidence itself need not be at hand.
 */
export async function complaintsOf(desk: Desk): Promise<Drafts> {
  const { accused } = leftOut(desk.findings);
  return withIncidents(desk.engine, desk.thresholds, accused, (found) => draftsOf(desk, found));
}
