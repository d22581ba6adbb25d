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

/** A detail of a change. @throws TypeError where the plan lacks it */
export function detail({ at, kind }: Change, name: string): string {
  const value = at[name];
  if (typeof value === 'string') return value;
  throw new TypeError(`A change of ${kind} lacks ${name}.`);
}

/** A state, or a part of one, that is a word. @throws TypeError where the plan has something else there */
export function stateWord(state: State | undefined): string {
  if (typeof state === 'string') return state;
  throw new TypeError('A change has something else where a word should be.');
}
