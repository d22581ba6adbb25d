import { UserError } from '../../../base/errors.ts';
import type { Aws } from '../aws.ts';
import type { Change, State } from '../change.ts';

/** How a kind of thing is read and made otherwise. */
export interface Way {
  /** The calls that change it, for whoever grants rights: there, and back. */
  calls: { there: readonly string[]; back: readonly string[] };
  /** Its state now. @throws an error of the SDK, also where the thing is gone */
  read(change: Change, aws: Aws): Promise<State>;
  /** Makes it `to`, from wherever an earlier attempt at the same was stopped. */
  write(change: Change, to: State, aws: Aws): Promise<void>;
  /** AWS is on its way: it is waited for. */
  passing?: (state: State) => boolean;
  /** A state that only our own attempt, stopped in its middle, leaves behind. */
  half?: (state: State) => boolean;
  /** What was made stays when the plan is taken back: it is evidence. */
  keeps?: true;
}

/** A plan that a person has changed by hand. */
const spoilt = (what: string): UserError =>
  new UserError(what, { hint: 'Make the plan anew: abusedesk contain plan CASE --out PLAN.' });

/** A detail of a change. @throws UserError where the plan lacks it */
export function detail({ at, kind }: Change, name: string): string {
  const value = at[name];
  if (typeof value === 'string') return value;
  throw spoilt(`a change of ${kind} in the plan lacks ${name}`);
}

/** A state, or a part of one, that is a word. @throws UserError where the plan has something else there */
export function stateWord(state: State | undefined): string {
  if (typeof state === 'string') return state;
  throw spoilt('a change in the plan has something else where a word should be');
}
