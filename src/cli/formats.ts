import { englishOf } from '../cases/evidence.ts';
import { Command } from 'commander';
import { UserError } from '../base/errors.ts';
import { tablesOf } from '../desk/explain.ts';
import type { Environment, Terminal } from '../base/ports.ts';
import { ALL_FORMATS } from '../desk/attachment-formats.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { clip, wrap } from './fit.ts';
import { style } from './terminal.ts';

const EXAMPLES = `
Examples:
  abusedesk formats
  abusedesk formats vpc-flow iis-w3c
  abusedesk formats --json
`;

/** Those of these names, in this order; all where none is named. */
function chosen(names: readonly string[]): readonly (typeof ALL_FORMATS)[number][] {
  if (names.length === 0) return ALL_FORMATS;
  return names.map((name) => {
    const format = ALL_FORMATS.find((one) => one.name === name);
    if (format !== undefined) return format;
    throw new UserError(`there is no format ${JSON.stringify(name)}`, {
      hint: 'Their names: abusedesk formats --quiet',
    });
  });
}

function run(names: readonly string[], flags: CommonFlags, effects: Terminal & Environment): void {
  const { stdout } = effects;
  const listed = chosen(names).map((format) => {
    const { name, title, kind, zone, local, sample } = format;
    return {
      name,
      title,
      kind,
      tables: tablesOf(format),
      zone: englishOf(zone),
      local: local === true,
      sample,
    };
  });
  if (flags.json === true) {
    stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
    return;
  }
  const paint = style(stdout, flags.color, effects);
  const width = Math.min(stdout.columns ?? 100, 120);
  const heading = (name: string, title: string): string => wrap(title, width, `${paint.bold(name)}  `);
  if (flags.quiet === true) {
    for (const { name, title } of listed) stdout.write(`${heading(name, title)}\n`);
    return;
  }
  const pages = listed.map(({ name, title, tables, zone, sample }) => {
    const fills = tables.length === 0 ? 'read as a document' : `fills ${tables.join(', ')}; times ${zone}`;
    // A line of evidence is shown as it is, as far as the screen is wide.
    const lines = sample.split('\n').map((line) => `    ${line}`);
    const shown = lines.map((line) => clip(line, width));
    return [
      heading(name, title),
      paint.dim(`  ${fills}`),
      ...(sample === '' ? ['    (binary)'] : shown),
    ].join('\n');
  });
  stdout.write(`${pages.join('\n\n')}\n`);
}

/** `formats`: what is read, with a sample of each. */
export function formatsCommand(effects: Terminal & Environment): Command {
  const command = new Command('formats')
    .description('Lists the formats that evidence is read in, with a sample of each.')
    .argument('[name...]', 'only these');
  return withCommonOptions(command, {
    json: 'one JSON array',
    quiet: 'names and titles alone, without samples',
  })
    .addHelpText('after', EXAMPLES)
    .action((names: string[], flags: CommonFlags) => run(names, flags, effects));
}
