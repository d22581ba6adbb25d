import { worded } from './worded.ts';
import type { Reading } from '../rows/reading.ts';
import { skip } from '../rows/reading.ts';

/**
 * `[jail] Ban 203.0.113.9` and its kin, as fail2ban's `actions.py`, `filter.py` and `observer.py` write them. The
 * message begins with the jail; what a log line brought in is in other messages, behind other words.
 */
const ACTION =
  /^\[([\w.@-]{1,64})\] (Ban|Unban|Restore Ban|Reban|Increase Ban|Found|Ignore) ([0-9A-Fa-f:.]{2,45})(?=$| - | by | \()/;

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
  };
}
