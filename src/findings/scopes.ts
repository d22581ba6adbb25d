import { INWARD, OUTWARD, sentConditions } from './attempts.ts';
import type { FlowRows } from './attempts.ts';
import type { DetectorContext } from './detector.ts';
import type { Instant } from '../model/instant.ts';
import { RECORDER } from './network/sightings.ts';
import type { KeptRows } from './sql/kept.ts';

/** One of many parts of the flows: what a host sent with a protocol within `[from, to)`. */
export interface HostScope {
  host: string;
  protocol: number;
  from: Instant;
  to: Instant;
  /** It is restricted to what `aims` have for it. */
  aimed: boolean;
}

/** What scopes that are aimed are restricted to: a SELECT with the columns `aim_scope`, number of the scope, and `aim`. */
interface Aims {
  of: 'port' | 'target';
  sql: (scopes: string) => string;
}

/** The rows of many scopes, to be asked for at once; a record of several has a row in each. */
export interface ScopeRows {
  /** With a column `scope`, the place in the list. */
  sent: FlowRows;
  /** What came to the hosts, at any time. */
  received: FlowRows;
}

/** Where a host is read: wherever it is seen, where no interface is named, or by interfaces that are. */
const ANYWHERE = 0;
const UNNAMED = 1;
const NAMED = 2;

function rowsOf(values: readonly string[], columns: string): string {
  return `SELECT * FROM (VALUES ${values.join(', ')}) AS given (${columns})`;
}

/**
 * Keeps many scopes as a table, so that one pass over the flows gives what all of them hold: a query for each would read
 * the flows as often as there are scopes.
 * @param scopes at least one
 */
export async function keepScopes(
  context: DetectorContext,
  kept: KeptRows,
  scopes: readonly HostScope[],
  aims: Aims,
): Promise<ScopeRows> {
  const { dialect } = context.engine;
  const { text, timestamp } = dialect;
  const readings = new Map(scopes.map(({ host }) => [host, context.observationPoints.of(host)]));
  const placeOf = (host: string): number => {
    const reading = readings.get(host);
    if (reading === undefined) return ANYWHERE;
    return reading.leg === 'unnamed' ? UNNAMED : NAMED;
  };
  const given = scopes.map(
    ({ host, protocol, from, to, aimed }, scope) =>
      `(${scope}, ${text(host)}, ${protocol}, ${timestamp(from)}, ${timestamp(to)}, ${aimed ? 1 : 0}, ${placeOf(host)})`,
  );
  const table = await kept.keep(
    'asked_scopes',
    rowsOf(given, 'scope, scanner, scan_protocol, begins, ends, aimed, place'),
  );
  const recorders = [...readings].flatMap(([host, reading]) =>
    placeOf(host) === NAMED ? reading!.interfaces.map((id) => `(${text(host)}, ${text(id)})`) : [],
  );
  const places = await kept.keep(
    'asked_places',
    recorders.length === 0
      ? `SELECT scanner AS placed, scanner AS recorder FROM ${table} AS scopes WHERE false`
      : rowsOf(recorders, 'placed, recorder'),
  );
  const aimed = await kept.keep('asked_aims', aims.sql(table));
  const first = scopes.reduce((least, { from }) => (from < least ? from : least), scopes[0]!.from);
  const last = scopes.reduce((most, { to }) => (to > most ? to : most), scopes[0]!.to);
  const atPlace = `(scopes.place = ${ANYWHERE} OR scopes.place = ${UNNAMED} AND ${RECORDER} IS NULL OR places.recorder IS NOT NULL)`;
  const joinPlaces = `LEFT JOIN ${places} AS places ON places.placed = scopes.scanner AND places.recorder = ${RECORDER}
    AND scopes.place = ${NAMED}`;
  const onTarget = '(scopes.aimed = 0 OR aims.aim IS NOT NULL)';
  return {
    sent: {
      from: `flows JOIN ${table} AS scopes ON ${OUTWARD.host} = scopes.scanner AND protocol = scopes.scan_protocol
      AND ts_start >= scopes.begins AND ts_start < scopes.ends
    ${joinPlaces}
    LEFT JOIN ${aimed} AS aims ON aims.aim_scope = scopes.scope AND aims.aim = ${OUTWARD[aims.of]}`,
      conditions: [
        `ts_start >= ${timestamp(first)}`,
        `ts_start < ${timestamp(last)}`,
        atPlace,
        onTarget,
        ...sentConditions(context, {}),
      ],
    },
    // Of a host that has an aimed and another scope all is taken: what was sent decides which of the replies count.
    received: {
      from: `flows JOIN (
      SELECT scanner, scan_protocol, min(aimed) AS aimed, max(place) AS place FROM ${table} AS scopes GROUP BY scanner, scan_protocol
    ) AS scopes ON ${INWARD.host} = scopes.scanner AND protocol = scopes.scan_protocol
    ${joinPlaces}
    LEFT JOIN (
      SELECT DISTINCT scanner AS aimed_from, scan_protocol AS aimed_with, aim FROM ${table} AS scopes
      JOIN ${aimed} AS aims ON aims.aim_scope = scopes.scope
    ) AS aims ON aims.aimed_from = scopes.scanner AND aims.aimed_with = scopes.scan_protocol AND aims.aim = ${INWARD[aims.of]}`,
      conditions: [atPlace, onTarget],
    },
  };
}
