import type { Instant } from '../model/instant.ts';

/** `YYYY-MM-DD hh:mm:ss`, UTC. */
export type Moment = string;

export interface Period {
  from: Moment;
  /** Absent where it is one moment. */
  to?: Moment;
}

export function moment(instant: Instant): Moment {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

export function period(from: Instant | undefined, to: Instant | undefined): Period | undefined {
  const begin = from ?? to;
  if (begin === undefined) return undefined;
  const end = to === undefined || moment(to) === moment(begin) ? undefined : moment(to);
  return { from: moment(begin), ...(end === undefined ? {} : { to: end }) };
}
