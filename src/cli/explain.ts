import { Command } from 'commander';
import { englishOf, writtenEvidence } from '../cases/evidence.ts';
import { readConfig } from '../settings/load.ts';
import { explain } from '../desk/explain.ts';
import type { Explanation } from '../desk/explain.ts';
import { settingsSchema } from '../settings/settings.ts';
import type { Effects } from '../base/ports.ts';
import { inTemporaryFolder } from '../base/temporary.ts';
import type { IngestProgress } from '../events/ingest/ingest.ts';
import type { Row } from '../events/engines/engine.ts';
import { printable, printableJson } from '../base/printable.ts';
import { configFolder } from '../base/home.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { withReading, withReadingOptions } from '../settings/flags.ts';
import type { ReadingFlags } from '../settings/flags.ts';
import { wrap } from './fit.ts';
import { bytesText, Progress, style } from './terminal.ts';
import type { Style } from './terminal.ts';

interface Flags extends ReadingFlags, CommonFlags {
  config?: string;
}

const EXAMPLES = `
Examples:
  abusedesk explain examples/owa-from-aws/iis-logs-2018-03.zip
  abusedesk explain /var/log/auth.log --zone Asia/Seoul
  abusedesk explain examples/nat-port-scan --json
`;

const MAX_VALUE = 120;
const MAX_REJECTS = 5;
const LABEL = 12;

function cell(value: Row[string] | undefined): string {
  const text = printable(String(value));
  const shown = text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
  return shown.includes(' ') ? `"${shown}"` : shown;
}

/** A row as its columns with their values, for rows have more columns than a terminal is wide. */
function rowText({ line, ...columns }: Row, width: number): string {
  const values = Object.entries(columns).map(([name, value]) => `${name}=${cell(value)}`);
  return wrap(values.join(' '), width, `  line ${cell(line)}: `);
}

function count(number: number): string {
  return number.toLocaleString('en');
}

/** The page of one file: what it was taken for and why, how it was read, its first rows and rejects. */
function page({ evidence: file, candidates, rows }: Explanation, width: number, paint: Style): string[] {
  const evidence = writtenEvidence(file);
  const lines = [paint.bold(printable(evidence.path)) + paint.dim(`  ${bytesText(evidence.bytes)}`)];
  const say = (label: string, text: string): void => {
    lines.push(wrap(printable(text), width, `  ${label.padEnd(LABEL)}`));
  };
  const { format, because, zone, duplicateOf } = evidence;
  const own = candidates.find((candidate) => candidate.format === format);
  say('taken for', own === undefined ? format : `${format}, confidence ${own.confidence.toFixed(2)}`);
  say('because', because);
  for (const other of candidates) {
    if (other === own) continue;
    say(
      'rather than',
      `${other.format}, confidence ${other.confidence.toFixed(2)}: ${englishOf(other.because)}`,
    );
  }
  if (duplicateOf !== undefined) say('content', `all of it stands in ${duplicateOf}: not counted again`);
  if (zone !== undefined) say('times', zone);
  const { read, parsed, rejected, skipped } = evidence;
  if (read > 0) {
    say(
      'records',
      `${count(read)} read = ${count(parsed)} parsed + ${count(rejected)} rejected + ${count(skipped)} skipped`,
    );
  }
  for (const skip of evidence.skips) say('skipped', `${count(skip.count)}: ${skip.reason}`);
  for (const note of evidence.notes) say('note', note.text);
  for (const [table, first] of Object.entries(rows)) {
    lines.push(paint.accent(`  first rows of ${table}`), ...first.map((row) => rowText(row, width)));
  }
  if (evidence.rejects.length > 0) lines.push(paint.accent('  first rejects'));
  for (const { line, offset, reason } of evidence.rejects.slice(0, MAX_REJECTS)) {
    lines.push(wrap(printable(reason), width, `  line ${line} (byte ${offset}): `));
  }
  return lines;
}

/** As `--json` prints it. */
function writtenFile({ evidence, candidates, rows }: Explanation): object {
  return {
    evidence: writtenEvidence(evidence),
    candidates: candidates.map(({ because, ...one }) => ({ ...one, because: englishOf(because) })),
    rows,
  };
}

async function run(paths: string[], flags: Flags, signal: AbortSignal, effects: Effects): Promise<void> {
  const { stdout } = effects;
  const settings = withReading(
    await readConfig(flags.config, configFolder(effects), settingsSchema, effects),
    flags,
  );
  const progress = new Progress(flags.quiet === true || flags.json === true, effects);
  try {
    progress.phase('read');
    const onProgress = ({ path, bytes, totalBytes }: IngestProgress) =>
      progress.bytes(bytes, totalBytes, path);
    const explained = await inTemporaryFolder('explain', effects, (scratch) =>
      explain({ paths, settings, scratch, signal, onProgress }, effects),
    );
    progress.end();
    if (flags.json === true) {
      stdout.write(
        `${printableJson({ schema: 'abusedesk.explain/1', files: explained.map(writtenFile) }, 2)}\n`,
      );
      return;
    }
    const width = Math.min(stdout.columns ?? 100, 120);
    const paint = style(stdout, flags.color, effects);
    stdout.write(`${explained.map((one) => page(one, width, paint).join('\n')).join('\n\n')}\n`);
  } finally {
    progress.end();
  }
}

/** `explain FILE…`: why a file was taken for what it is, and what became of its first lines. */
export function explainCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('explain')
    .description('Says why a file was taken for what it is, and shows its first rows and rejects.')
    .argument('<file...>', 'files, archives, folders');
  withReadingOptions(command).option(
    '--config <file>',
    'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
  );
  return withCommonOptions(command, {
    json: 'print one JSON document on standard output and nothing else',
    quiet: 'no progress',
  })
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], flags: Flags) => run(paths, flags, signal, effects));
}
