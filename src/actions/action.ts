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
      /** It takes back what may not be there. */
      mayFail?: true;
    }
  /** A file as it shall be; null: there shall be none. */
  | { write: string; text: string | null }
  /** Lines for a Unix socket; `expect`: what the answer must not or must hold. */
  | { send: string; to: string; refuse?: string };

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

/** Does one step. @throws UserError with the program's own words when it fails */
export async function perform(step: Step, host: Host): Promise<void> {
  if ('write' in step) {
    await host.write(step.write, step.text);
  } else if ('send' in step) {
    const answer = await host.send(step.to, step.send);
    if (step.refuse !== undefined && new RegExp(step.refuse, 'i').test(answer)) {
      throw new UserError(`it answers: ${answer.trim().slice(0, MAX_COMPLAINT)}`, { file: step.to });
    }
  } else {
    const { code, stdout, stderr } = await host.run(step.run, step.input);
    if (step.mayFail) return;
    const complaint = (stderr.trim() || stdout.trim()).slice(0, MAX_COMPLAINT);
    const command = step.run.join(' ');
    if (code !== 0) {
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
