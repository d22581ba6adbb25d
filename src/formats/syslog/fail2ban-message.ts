import { worded } from './worded.ts';
import type { AlertOutcome } from '../rows/event-rows.ts';
import type { AlertReading, Reading } from '../rows/reading.ts';
import { skip } from '../rows/reading.ts';

/**
 * `[jail] Ban 203.0.113.9` and its kin, as fail2ban's `actions.py`, `filter.py` and `observer.py` write them. The
 * message begins with the jail; what a log line brought in is in other messages, behind other words.
 */
const ACTION =
  /^\[([\w.@-]{1,64})\] (Ban|Unban|Restore Ban|Reban|Increase Ban|Found|Ignore) ([0-9A-Fa-f:.]{2,45})(?=$| - | by | \()/;

/** A ban shuts its address out; an address that is ignored is let through whatever it does. What was found is no ban yet. */
const OUTCOMES: ReadonlyMap<string, AlertOutcome> = new Map([
  ['Ban', 'blocked'],
  ['Restore Ban', 'blocked'],
  ['Reban', 'blocked'],
  ['Increase Ban', 'blocked'],
  ['Ignore', 'passed'],
]);

/** What fail2ban did, as kind and outcome of an alert. */
export function whatFail2banDid(word: string): Pick<AlertReading, 'about' | 'outcome'> {
  const outcome = OUTCOMES.get(word);
  return { about: outcome === 'blocked' ? 'ban' : 'event', outcome };
}

/** @param severity fail2ban's level, as in the log: `NOTICE` */
export function readFail2ban(text: string, severity: string | undefined): Reading {
  const [, rule, message, src] = ACTION.exec(text) ?? [];
  if (rule === undefined || message === undefined || src === undefined) return skip(worded('sysFail2ban'));
  return {
    kind: 'alert',
    sensor: 'fail2ban',
    rule,
    src,
    ...(severity !== undefined && { severity }),
    message,
    ...whatFail2banDid(message),
  };
}
