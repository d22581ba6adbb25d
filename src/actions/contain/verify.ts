import { UserError } from '../../base/errors.ts';
import type { RecordedPlan } from './journal.ts';

/** What was cut, as flow records are looked for. */
export type CutTraffic =
  /** Groups or stop: all that the instance sends or gets. */
  | { kind: 'all' }
  /** An entry in an ACL; `behind`: of the NAT gateway's subnet, which the instance's own interfaces do not see. */
  | { kind: 'denial'; protocol: number; cidr: string; port?: number; behind: boolean };

/** What is counted in flow records around the moment of a cut. Times are ISO 8601, UTC. */
export interface RecordCounts {
  /** The end of the log, whoever is in it; absent: the log is empty. */
  until?: string;
  /** Seconds that a record covers at most. */
  aggregation: number;
  /** Records that were let through and began before the cut, and after it. */
  before: number;
  after: number;
  /** Records after it that were refused. */
  refused: number;
  /** The last that was let through, before and after. */
  lastBefore?: string;
  lastAfter?: string;
  /** How long it had kept still before, at the longest; seconds. */
  pause: number;
}

type Because = 'let_through' | 'refused' | 'quiet' | 'log_ends' | 'nothing_before' | 'pause_as_long';

/** Whether it has stopped, as flow records show. */
export interface Verification {
  verdict: 'stopped' | 'not_stopped' | 'not_yet_knowable';
  because: Because;
  since: string;
  /** From when records of after the cut are complete, about. */
  from: string;
}

/** Start and end of a record may be up to a minute late, and it is delivered up to ten minutes later (VPC Flow Logs, 2026-11). */
const LATE_SECONDS = 60;
const DELIVERY_SECONDS = 600;

/** Kinds of change that cut, not those that prepare it. */
const CUTTING: ReadonlySet<string> = new Set(['interface_groups', 'acl_entry', 'running']);

/**
 * When the last cut of a plan was made, and what it cuts.
 * @throws UserError where the plan cuts nothing, or was stopped before it did
 */
export function cutOf({ plan, started }: RecordedPlan): { since: string; traffic: CutTraffic[] } {
  const cutting = plan.changes.flatMap((change, n) => (CUTTING.has(change.kind) ? [{ change, n }] : []));
  const times = cutting.map(({ n }) => started.get(n)?.done);
  const since = times
    .flatMap((time) => time ?? [])
    .toSorted()
    .at(-1);
  if (since === undefined || times.includes(undefined)) {
    throw new UserError(
      cutting.length === 0
        ? `the plan ${plan.id} cuts nothing`
        : `the plan ${plan.id} is not wholly applied: ${times.filter((time) => time === undefined).length} of its ${cutting.length} cuts are not made`,
      {
        hint:
          cutting.length === 0 ? 'Plan one with --lever.' : 'Apply it again: it goes on where it stopped.',
      },
    );
  }
  if (cutting.some(({ change }) => change.kind !== 'acl_entry')) return { since, traffic: [{ kind: 'all' }] };
  const traffic = cutting.flatMap(({ change: { at, after } }): CutTraffic[] => {
    if (typeof after !== 'object' || after === null || Array.isArray(after)) return [];
    const { protocol, cidr, ports } = after;
    return [
      {
        kind: 'denial',
        protocol: Number(protocol),
        cidr: typeof cidr === 'string' ? cidr : '',
        ...(Array.isArray(ports) && { port: Number(ports[0]) }),
        behind: at['egress'] !== true,
      },
    ];
  });
  return { since, traffic };
}

const later = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/**
 * Stopped: attempts are refused and none is let through; or the log goes on, longer than a record and its delay and than
 * it has ever kept still before, without it. Not stopped: a record that began after the cut was let through. A record
 * that the cut falls into shows neither.
 */
export function verificationOf(since: string, counts: RecordCounts): Verification {
  const { until, aggregation, before, after, refused, pause } = counts;
  const from = later(since, aggregation + LATE_SECONDS + DELIVERY_SECONDS);
  const told = (verdict: Verification['verdict'], because: Because): Verification => ({
    verdict,
    because,
    since,
    from,
  });
  if (after > 0) return told('not_stopped', 'let_through');
  const silence = until === undefined ? 0 : (Date.parse(until) - Date.parse(since)) / 1000;
  if (silence < aggregation + LATE_SECONDS) return told('not_yet_knowable', 'log_ends');
  if (refused > 0) return told('stopped', 'refused');
  if (before === 0) return told('not_yet_knowable', 'nothing_before');
  return silence <= pause ? told('not_yet_knowable', 'pause_as_long') : told('stopped', 'quiet');
}
