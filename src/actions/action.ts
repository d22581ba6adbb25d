import { UserError } from '../base/errors.ts';
import type { Host } from './host.ts';
import type { BlockMessage } from './words/messages.ts';

/**
 * One thing that is done to a computer, as data: it can be shown, written into the journal, and done later by a
 * process that knows nothing else.
 */
export type Step =
  | {
      run: string[];
      /** Its standard input. */
      input?: string;
      /** What its output must hold, else the step has failed. */
      expect?: string;
      /** It takes back what may not be there: that it is not there is no failure; anything else is. */
      mayFail?: true;
    }
  /** A file as it shall be; null: there shall be none. */
  | { write: string; text: string | null }
  /** A list that the firewall's service keeps under this name, as it shall be. */
  | { list: string; entries: string[] };

/** One change, as a value: what to say of it, how it is made, how it is taken back. */
export interface Change {
  say: BlockMessage;
  apply: Step[];
  /**
   * Leads back from wherever `apply` was stopped, also before its first step: so each step may find its work done
   * already.
   */
  undo: Step[];
}

/** How much of a program's complaint is shown; some repeat a whole line of thousands of prefixes. */
const MAX_COMPLAINT = 300;

/** How iptables (1.8, both kinds) and ipset (7) say that what shall be removed is not there. */
const NOT_THERE =
  /does not exist|No chain\/target\/match by that name|does a matching rule exist|No such file/i;

/** Makes a list of a service's as it shall be. */
export type PutList = (name: string, entries: readonly string[], host: Host) => Promise<void>;

/**
 * Does one step.
 * @param put how lists are put into the firewall's service; absent: it keeps no lists
 * @throws UserError with the program's own words when it fails
 */
export async function perform(step: Step, host: Host, put?: PutList): Promise<void> {
  if ('write' in step) {
    await host.write(step.write, step.text);
  } else if ('list' in step) {
    if (put === undefined) throw new UserError(`there is no list "${step.list}" that could be changed`);
    await put(step.list, step.entries, host);
  } else {
    const { code, stdout, stderr } = await host.run(step.run, step.input);
    const complaint = (stderr.trim() || stdout.trim()).slice(0, MAX_COMPLAINT);
    const command = step.run.join(' ');
    if (code !== 0) {
      if (step.mayFail && NOT_THERE.test(complaint)) return;
      throw new UserError(`${command} failed: ${complaint}`, { hint: rights(complaint) });
    }
    if (step.expect !== undefined && !stdout.split('\n').some((line) => line.trim() === step.expect)) {
      throw new UserError(`${command} does not say "${step.expect}"`);
    }
  }
}

function rights(complaint: string): string {
  return /permitted|permission|must be root|need to be root/i.test(complaint)
    ? 'Run it as root.'
    : 'Nothing of it stays: what was done before is taken back.';
}
