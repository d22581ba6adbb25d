import { Command, Option } from 'commander';
import { configFolder } from '../../base/home.ts';
import type { Effects } from '../../base/ports.ts';
import { printableJson } from '../../base/printable.ts';
import { followComplaints } from '../../desk/send-complaints/run.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { readConfig } from '../../settings/load.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';
import { queueDocument, queueScreen } from './ways.ts';

interface Flags extends CommonFlags {
  config?: string;
  ask: boolean;
  lang: Lang;
}

async function run(dir: string, flags: Flags, signal: AbortSignal, effects: Effects): Promise<void> {
  const settings = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const { queue, unanswered } = await followComplaints(dir, settings, flags.ask, signal, effects);
  if (flags.json === true) {
    const document = {
      schema: 'abusedesk.complaint-status/1',
      sendings: queueDocument(queue, undefined, unanswered),
    };
    effects.stdout.write(`${printableJson(document, 2)}\n`);
    return;
  }
  if (flags.quiet === true) return;
  const width = Math.max(40, Math.min(100, effects.stdout.columns ?? 100));
  effects.stdout.write(queueScreen(queue, undefined, unanswered, { lang: flags.lang, width }));
}

/** `complaint status CASE`: what became of everything that went out. */
export function statusCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('status')
    .description('Tells what became of the complaints that went out, and asks the providers that answer.')
    .argument('<case>', 'folder that `abusedesk investigate` has written')
    .option('--no-ask', 'only what is known: nobody is asked')
    .option('--config <file>', 'settings, in place of abusedesk.yaml in the folder of settings')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(LANGS).default('en'));
  return withCommonOptions(command, {
    json: 'print one JSON document (abusedesk.complaint-status/1)',
    quiet: 'say nothing; what is new is written down all the same',
  })
    .addHelpText('after', '\nExample:\n  abusedesk complaint status my.case --no-ask\n')
    .action((dir: string, flags: Flags) => run(dir, flags, signal, effects));
}
