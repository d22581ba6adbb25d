import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemdUnits } from '../../actions/schedule.ts';
import { makeFolder, writeAtomic } from '../../base/atomic-files.ts';
import { UserError } from '../../base/errors.ts';
import { homeFolder } from '../../base/home.ts';
import type { Effects } from '../../base/ports.ts';
import { printable } from '../../base/printable.ts';
import { planBlock } from '../../desk/block/block.ts';
import { shellLine } from '../../language/shell.ts';
import { blockOptions } from './options.ts';
import type { PlanFlags } from './options.ts';
import { answer } from './reply.ts';
import { say, sayMissing } from './screen.ts';

/** What root types to have systemd take the units. */
function installed(paths: readonly string[], timer: string): string {
  return [
    ['cp', ...paths, '/etc/systemd/system/'],
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'enable', '--now', timer],
  ]
    .map((words) => shellLine(['sudo', ...words]))
    .join(' && ');
}

/** `abusedesk block schedule`: writes what makes the block anew each day and at each start; starts nothing. */
export async function schedule(
  folder: string | undefined,
  flags: PlanFlags & { sink: string },
  effects: Effects,
): Promise<void> {
  const { provider, service, region, direction, port, keep } = flags;
  // Made once: what is wrong is said now, and not to nobody at night.
  const planned = await planBlock(blockOptions(folder, flags, effects.now()), effects);
  sayMissing(planned, flags.lang, effects);
  const { firewall } = planned;
  const { live } = firewall;
  const handed = firewall.schedule !== undefined;
  const here = effects.platform === 'win32';
  if (live === undefined && handed && !here) {
    throw new UserError(`${planned.firewall.title} is scheduled on its own computer`, {
      hint: 'Run this there: the task calls abusedesk by its path.',
    });
  }
  if (live === undefined && !handed) {
    throw new UserError(`${planned.firewall.title} is not changed from here, so nothing can be scheduled`, {
      hint: 'Schedule `abusedesk block plan … --out FOLDER` together with your own way of handing the files over.',
    });
  }
  const program = [process.execPath, fileURLToPath(new URL('../../../../bin/abusedesk.js', import.meta.url))];
  const option = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [name, String(value)];
  const out = flags.out ?? '.';
  const folderOut = resolve(effects.cwd(), out);
  const apply = [
    ...program,
    'block',
    ...(live === undefined ? ['plan', '--out', folderOut, '--quiet'] : ['apply']),
    ...(folder === undefined ? [] : [resolve(effects.cwd(), folder)]),
    ...option('--step', flags.step),
    ...option('--file', flags.file === undefined ? undefined : resolve(effects.cwd(), flags.file)),
    ...option('--provider', provider),
    ...option('--service', service),
    ...option('--region', region),
    ...option('--direction', direction),
    ...option('--port', port),
    ...keep.flatMap(({ text }) => ['--keep', text]),
    '--sink',
    flags.sink,
  ];
  const env = { ABUSEDESK_HOME: homeFolder(effects) };
  const refresh = provider === undefined ? [] : [{ argv: [...program, 'ranges', 'update'], env }];
  const commands = [...refresh, { argv: apply, env }];
  const sheet = live === undefined ? firewall.schedule?.(commands, folderOut) : undefined;
  const units = sheet === undefined ? systemdUnits(`abusedesk-block-${flags.sink}`, commands) : [sheet];
  await makeFolder(out, effects);
  for (const { name, text } of units) await writeAtomic(join(out, name), text, effects);
  const timer = units.at(-1)?.name ?? '';
  const lines = [
    ...[...refresh, { argv: apply }].map(({ argv }) =>
      say({ key: 'blockRuns', params: { command: shellLine(argv) } }, flags.lang),
    ),
    ...units.map(({ name }) => say({ key: 'blockWritten', params: { path: join(out, name) } }, flags.lang)),
    sheet?.use ??
      installed(
        units.map(({ name }) => join(out, name)),
        timer,
      ),
  ];
  answer(
    () => ({
      schema: 'abusedesk.block-schedule/1',
      runs: [...refresh.map(({ argv }) => argv), apply],
      files: units.map(({ name }) => join(out, name)),
    }),
    () => lines.map((line) => `${printable(line)}\n`).join(''),
    flags,
    effects,
  );
}
