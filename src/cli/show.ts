import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { printableJson } from '../base/printable.ts';
import { readCase } from '../cases/reading.ts';
import { writtenCase } from '../cases/written.ts';
import { notedReaders } from '../desk/outgoing.ts';
import { LANGS } from '../language/lang.ts';
import type { Lang } from '../language/lang.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { summary } from './summary.ts';
import { style } from './terminal.ts';

interface Flags extends CommonFlags {
  lang?: Lang;
}

async function run(dir: string, flags: Flags, effects: Effects): Promise<void> {
  const { stdout } = effects;
  const { dir: folder, document, records } = await readCase(dir, effects);
  if (flags.json) {
    stdout.write(`${printableJson(writtenCase(document), 2)}\n`);
    return;
  }
  const lang = flags.lang ?? notedReaders(records, effects).lang;
  const shown = summary(
    { document, folder, kept: [] },
    { lang, style: style(stdout, flags.color, effects) },
    effects,
  );
  stdout.write(shown);
}

/** `show CASE`: what `investigate` printed, again. */
export function showCommand(effects: Effects): Command {
  const command = new Command('show')
    .description('Shows the summary of a case again, without reading evidence.')
    .argument('<case>', 'folder that `abusedesk investigate` has written')
    .addOption(new Option('--lang <lang>', 'its language (default: that of the last report)').choices(LANGS));
  return withCommonOptions(command, {
    json: 'print case.json on standard output and nothing else',
    quiet: 'only what was asked for, which is the summary',
  })
    .addHelpText('after', '\nExample:\n  abusedesk show nat-port-scan.case\n')
    .action((dir: string, flags: Flags) => run(dir, flags, effects));
}
