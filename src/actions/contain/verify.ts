import { UserError } from '../../base/errors.ts';
import { secondsOf } from '../../formats/delay.ts';
import type { Settling } from '../../formats/delay.ts';
import type { RecordedPlan } from './journal.ts';

/** What was cut, as flow records are looked for. */
export type CutTraffic =
  /** Groups or stop: all that the instance sends or gets. */
  | { kind: 'all' }
  /** An entry in an ACL; `behind`: of the NAT gateway's subnet, which the instance's own interfaces do not see. */
  | { kind: 'denial'; protocol: number; cidr: string; port?: number; behind: boolean };

/** What is counted in flow records around the moment of a cut. Times are ISO 8601, UTC. */
export interface RecordCounts extends Settling {
  /** The end of the log, whoever is in it; absent: the log is empty. */
  until?: string;
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
  /** A log that reaches so far has the records of after the cut that are delivered late, too. */
  complete: string;
  /**
   * A log that reaches so far tells it; later than `complete` where it had kept still for longer. Absent: waiting does not
   * help, or need not.
   */
  knowable?: string;
}

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

const VERDICTS: Readonly<Record<Because, Verification['verdict']>> = {
  let_through: 'not_stopped',
  refused: 'stopped',
  quiet: 'stopped',
  log_ends: 'not_yet_knowable',
  nothing_before: 'not_yet_knowable',
  pause_as_long: 'not_yet_knowable',
};

const later = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/**
 * Whether it has stopped, by what a log shows of before a cut and of after it. A record that the cut falls into shows
 * neither.
 *
 * - `not_stopped`: a record that began after the cut was let through.
 * - `stopped`: the log goes on until records of after the cut are all there: a whole record, its lateness, its delivery.
 *   None was let through, and attempts are refused, or it is quiet for longer than it had ever kept still before.
 * - `not_yet_knowable`: anything else.
 */
export function verificationOf(since: string, counts: RecordCounts): Verification {
  const { until, before, after, refused, pause } = counts;
  const settled = secondsOf(counts);
  const told = (because: Because, needed?: number): Verification => ({
    verdict: VERDICTS[because],
    because,
    since,
    complete: later(since, settled),
    ...(needed !== undefined && { knowable: later(since, needed) }),
  });
  if (after > 0) return told('let_through');
  const silence = until === undefined ? -1 : (Date.parse(until) - Date.parse(since)) / 1000;
  if (refused > 0) return silence < settled ? told('log_ends', settled) : told('refused');
  if (before === 0) return silence < settled ? told('log_ends', settled) : told('nothing_before');
  // A pause is counted in whole seconds, and it must be quiet for longer.
  const needed = Math.max(settled, pause + 1);
  if (silence < settled) return told('log_ends', needed);
  return silence < needed ? told('pause_as_long', needed) : told('quiet');
}
