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
import { aimOf } from './aim.ts';
import { ENDS, knownOf, outside, portOf } from './columns.ts';
import { describe } from './describe.ts';
import { enclose } from './enclosures.ts';
import type { Change } from './enclosures.ts';
import { identityOf } from './identity.ts';
import { MOST_ALONE, withIncidents } from './incidents.ts';
import type { Incident, Incidents } from './incidents.ts';
import type { ComplaintMessage } from './messages.ts';
import { Redactor, isInternal } from './redact.ts';
import { leftOut } from './left-out.ts';
import { isVerified, sqlProven, triesAlone } from './proof.ts';
import { typeOf } from './type.ts';

/** What is that old a provider may refuse, and the address may have gone to somebody else. A definition of ours. */
const OLD_DAYS = 30;
const UDP = 17;
/** Addresses that a sentence names. */
const MOST_SHOWN = 3;

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
  const ends = ENDS[unit];
  const source = `base.${ends.address}`;
  const pick = (extra: string): string =>
    `SELECT base.* FROM ${unit} AS base JOIN ${rows} AS seen
  ON seen.evidence = base.evidence AND seen.line = base.line AND seen.address = ${source}
WHERE ${condition}${extra} ORDER BY base.${ends.time} DESC, ${source}, base.evidence, base.line LIMIT 1`;
  const port = ` AND base.${ends.port} BETWEEN 1 AND 65535`;
  // Whose address is proven speaks for the others, and not the other way round.
  const proven = ` AND ${source} IN (${sqlProven(rows, incident)})`;
  const wanted = [...(triesAlone(incident) ? [proven + port] : []), port, ''];
  let row: Row = {};
  for (const extra of wanted) {
    const [found] = await engine.query(pick(extra));
    if (found === undefined) continue;
    row = found;
    break;
  }
  const address = String(row[ends.address]);
  const [own = {}] = await engine.query(`SELECT count(*) AS n, min(ts) AS first, max(ts) AS last
FROM ${rows} AS seen WHERE ${condition} AND address = ${engine.dialect.text(address)}`);
  const from = portOf(row[ends.port]);
  return {
    address,
    count: Number(own['n']),
    first: String(own['first']),
    last: String(own['last']),
    row,
    port: from === '' ? undefined : Number(from),
  };
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

/** A flow says it; of a log, services without a handshake are spoken over UDP. */
function protocolOf({ unit }: Incident, row: Row, verified: boolean): 'tcp' | 'udp' {
  if (unit === 'flows') return Number(row['protocol']) === UDP ? 'udp' : 'tcp';
  return verified || unit === 'alerts' ? 'tcp' : 'udp';
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
  const {
    services,
    paths,
    ports: tried,
    ...aim
  } = await aimOf(desk.engine, rows, incident, actor.address, redactor);
  const shown = { address: actor.address, services, paths };
  const verified = await isVerified(desk.engine, rows, incident, shown);
  const relevant = settings.filter(({ service }) => service === undefined || services.includes(service));
  const types = new Set(findings.map(({ type }) => type));
  const choice = typeOf({ deed, unit, types, port: actor.port, verified, settings: relevant });
  const attribution = await attributionOf(desk, actor.address);
  const { evidence, notes, changes } = await enclose(
    { engine: desk.engine, rows, incident, actor: actor.address, count: actor.count, files, formats },
    redactor,
  );
  const agent = typeof actor.row['user_agent'] === 'string' ? actor.row['user_agent'].slice(0, 300) : '';
  const { server, serverPort } = ENDS[unit];
  const destination = outside(String(actor.row[server] ?? ''));
  const port = serverPort === undefined ? '' : portOf(actor.row[serverPort]);
  const ports = tried ?? (port === '' ? [] : [Number(port)]);
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
      ...(aim.sensors === undefined || aim.sensors.length === 0 || deed === 'malware'
        ? []
        : [{ key: 'complaintSensors', params: { sensors: aim.sensors.join(', ') } }]),
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
    ...(actor.port !== undefined && { source_port: actor.port }),
    ...((destination !== '' || ports.length > 0) && {
      destination: { ...(destination !== '' && { address: destination }), ports },
    }),
    protocol: protocolOf(incident, actor.row, verified),
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
  const internal: string[] = [];
  for (const incident of incidents) {
    const draft = await draftOf(desk, rows, incident, formats);
    const { actor } = draft.complaint;
    if (parseAddress(actor) === undefined || isInternal(actor)) {
      internal.push(actor);
    } else drafts.push(draft);
  }
  const distinct = [...new Set(internal)];
  if (distinct.length > 0) {
    const addresses = distinct.slice(0, MOST_SHOWN).join(', ') + (distinct.length > MOST_SHOWN ? ', …' : '');
    left.push({ key: 'leftNotPublic', params: { count: distinct.length, addresses } });
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
