import { join } from 'node:path';
import type { Desk } from '../../actions/apply.ts';
import { UserError } from '../../base/errors.ts';
import type { Environment, Files, Processes } from '../../base/ports.ts';
import { readCase, readLake } from '../../cases/reading.ts';
import { openEngine } from '../../events/engines/duckdb/engine.ts';
import { effectOf } from '../../findings/replay/effect.ts';
import type { Effect } from '../../findings/replay/effect.ts';
import { parsePrefix } from '../../net/prefix.ts';

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
  const lake = await readLake(await readCase(folder, effects), effects);
  const parent = effects.env['TMPDIR'] ?? effects.env['TEMP'] ?? '/tmp';
  const spill = await effects.fs.mkdtemp(join(parent, 'abusedesk-verify-'));
  const engine = await openEngine(lake.folder, { threads: effects.cpus, memory: '1GB', spill });
  try {
    return await effectOf(
      engine,
      prefixes.flatMap((text) => parsePrefix(text) ?? []),
      at,
    );
  } finally {
    await engine.close();
    await effects.fs.rm(spill, { recursive: true, force: true });
  }
}
