import type { Desk } from '../../actions/apply.ts';
import { UserError } from '../../base/errors.ts';
import type { Environment, Files, Processes } from '../../base/ports.ts';
import { effectOf } from '../../findings/replay/effect.ts';
import type { Effect } from '../../findings/replay/effect.ts';
import { secondsOf, settlingOfFiles } from '../../formats/delay.ts';
import { parsePrefix } from '../../net/prefix.ts';
import { inLakeOf } from '../lake-of-case.ts';

/**
 * Whether the last block of the journal has stopped whom it is for, by the logs of a case that was made since.
 * @throws UserError where nothing is blocked by the journal, or only what this side begins
 */
export async function effectIn(
  folder: string,
  { journal, firewall }: Desk,
  effects: Files & Processes & Environment,
): Promise<Effect> {
  const applied = (await journal.standing()).findLast(({ begin, ended }) => begin.deed === 'apply' && ended);
  if (applied === undefined) {
    throw new UserError(`the journal knows of no block in ${firewall.title}`, {
      hint: 'Each state folder (ABUSEDESK_HOME) has its own journal.',
    });
  }
  const { prefixes, at, direction } = applied.begin;
  if (direction === 'out') {
    throw new UserError("requests and logins do not show whether a block of one's own connections stops", {
      hint: 'Try it: `abusedesk block verify --probe ADDRESS:PORT`.',
    });
  }
  const blocked = prefixes.flatMap((text) => parsePrefix(text) ?? []);
  return inLakeOf({ folder, memory: '1GB', name: 'verify' }, effects, (engine, { evidence }) => {
    const settling = settlingOfFiles(
      evidence.filter(({ table }) => table === 'requests' || table === 'logins'),
    );
    return effectOf(engine, blocked, at, settling && secondsOf(settling));
  });
}
