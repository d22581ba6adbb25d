import { resolve } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { configFolder, hasHome } from '../../base/home.ts';
import type { Effects } from '../../base/ports.ts';
import type { Lang } from '../../language/lang.ts';
import { readConfig } from '../../settings/load.ts';
import { settingsSchema } from '../../settings/settings.ts';
import type { Settings } from '../../settings/settings.ts';
import { sayBeside } from '../words/beside.ts';

/** What went wrong, on one line. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const file = error instanceof UserError ? error.file : undefined;
  return file === undefined ? error.message : `${error.message} (${file})`;
}

/** Whatever becomes of the index, the case is written: it is said, and the command has done its work. */
async function trying(work: () => Promise<void>, lang: Lang, effects: Effects): Promise<void> {
  try {
    await work();
  } catch (error) {
    sayBeside({ key: 'screenIndexFailed', params: { why: reasonOf(error) } }, lang, effects);
  }
}

async function note(
  folders: readonly string[],
  { cases }: Pick<Settings, 'cases'>,
  effects: Effects,
): Promise<void> {
  if (cases === undefined || folders.length === 0) return;
  const { caseIndexOf } = await import('../../desk/case-index/index.ts');
  const index = await caseIndexOf(cases, effects);
  await index.note([...new Set(folders.map((folder) => resolve(effects.cwd(), folder)))]);
}

/** Notes cases that were written in the index of the settings, if they name one. */
export function noteCases(
  folders: readonly string[],
  settings: Pick<Settings, 'cases'>,
  lang: Lang,
  effects: Effects,
): Promise<void> {
  return trying(() => note(folders, settings, effects), lang, effects);
}

/** The same for a command that needs the settings for nothing else. @param config as `--config` names it */
export function noteBySettings(
  folder: string,
  config: string | undefined,
  lang: Lang,
  effects: Effects,
): Promise<void> {
  return trying(
    async () => {
      if (config === undefined && !hasHome(effects)) return;
      const place = config === undefined ? configFolder(effects) : '';
      await note([folder], await readConfig(config, place, settingsSchema, effects), effects);
    },
    lang,
    effects,
  );
}
