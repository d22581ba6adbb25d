import type { Engine } from '../events/engines/engine.ts';
import { protocolName } from '../net/protocols.ts';
import { ENDS } from './columns.ts';
import type { Incident } from './incidents.ts';
import type { Redactor } from './redact.ts';

/** Resources that a complaint names. */
const MOST_NAMED = 20;

/** What the rows of one address are about. */
export interface Aim {
  /** Paths, services, or ports as `tcp/22`; redacted. */
  resources: string[];
  /** Of logins, what they signed in to. */
  services: string[];
  /** Methods and status codes of HTTP. */
  methods?: string[];
  codes?: number[];
  /** What the attacks are called. */
  classes?: string[];
  sensors?: string[];
  /** Ports of ours, the most tried first. */
  ports?: number[];
  /** A sensor names the path of a request. */
  paths: boolean;
}

/** What is named most often first, so that of many the cut leaves those that matter. */
async function distinct(
  engine: Engine,
  { rows, incident, address }: { rows: string; incident: Incident; address: string },
  expression: string,
): Promise<string[]> {
  const { unit, condition } = incident;
  const source = `base.${ENDS[unit].address}`;
  const found =
    await engine.query(`SELECT one FROM (SELECT ${expression} AS one, count(*) AS n FROM ${unit} AS base JOIN ${rows} AS seen
  ON seen.evidence = base.evidence AND seen.line = base.line AND seen.address = ${source}
WHERE ${condition} AND ${source} = ${engine.dialect.text(address)} GROUP BY 1) AS named
WHERE one IS NOT NULL ORDER BY n DESC, one LIMIT ${MOST_NAMED}`);
  return found.map(({ one }) => String(one));
}

/** Classes of the attacks among the actor's requests, as they were when the case was made. */
async function classesOf(
  engine: Engine,
  rows: string,
  { condition }: Incident,
  address: string,
): Promise<string[]> {
  const found =
    await engine.query(`SELECT k.class AS one, count(*) AS n FROM request_classes AS k JOIN ${rows} AS seen
  ON seen.evidence = k.evidence AND seen.line = k.line
WHERE ${condition} AND seen.address = ${engine.dialect.text(address)} GROUP BY k.class ORDER BY n DESC, one LIMIT ${MOST_NAMED}`);
  return found.map(({ one }) => String(one));
}

/** What the rows of the actor are about, redacted. */
export async function aimOf(
  engine: Engine,
  rows: string,
  incident: Incident,
  address: string,
  redactor: Redactor,
): Promise<Aim> {
  const { unit, deed } = incident;
  const of = (expression: string): Promise<string[]> =>
    distinct(engine, { rows, incident, address }, expression);
  const redacted = (texts: readonly string[]): string[] => [
    ...new Set(texts.map((text) => redactor.line(text.slice(0, 300), []))),
  ];
  if (unit === 'logins') {
    const services = await of('base.service');
    return { resources: redacted(services), services, paths: false };
  }
  if (unit === 'flows') {
    const tried = (await of(`CAST(base.protocol AS VARCHAR) || '/' || CAST(base.dst_port AS VARCHAR)`)).map(
      (text) => text.split('/').map(Number),
    );
    const resources = tried.map(([protocol, port]) => `${protocolName(protocol ?? 0).toLowerCase()}/${port}`);
    // Port 0 is that of fragments and of what has none.
    const ports = tried.map(([, port]) => port ?? 0).filter((port) => port > 0);
    return { resources, services: [], ports: [...new Set(ports)], paths: false };
  }
  if (unit === 'alerts') {
    const urls = await of('base.url');
    const rules = redacted(
      await of(
        `base.rule || CASE WHEN base.message IS NULL THEN '' ELSE ' (' || substr(base.message, 1, 100) || ')' END`,
      ),
    );
    const sensors = await of('base.sensor');
    return {
      resources: urls.length > 0 ? redacted(urls) : rules,
      services: [],
      classes: rules,
      sensors,
      paths: urls.length > 0,
    };
  }
  const methods = (await of('base.cs_method')).filter((method) => /^[A-Z]{3,10}$/.test(method));
  const codes = (await of('base.sc_status')).map(Number).filter((code) => code >= 100 && code < 600);
  const classes = deed === 'exploit' ? await classesOf(engine, rows, incident, address) : [];
  return {
    resources: redacted(await of('base.cs_uri_stem')),
    services: [],
    methods,
    codes,
    ...(classes.length > 0 && { classes }),
    paths: false,
  };
}
