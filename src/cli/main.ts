import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, CommanderError } from 'commander';
import { nodeEffects, type Effects } from '../effects.ts';
import { EXIT, UserError } from '../errors.ts';
import { printable } from '../net/printable.ts';
import { investigateCommand } from './investigate.ts';
import { letterCommand } from './letter.ts';
import { noticeCommand } from './notice.ts';
import { rangesCommand } from './ranges.ts';
import { whoCommand } from './who.ts';

function version(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}

/** One line in the list adds a command. */
function program(effects: Effects, signal: AbortSignal): Command {
  const root = new Command('abusedesk')
    .description('From an abuse report and a pile of logs to the culprit, the proof, the bill and the answer.')
    .version(version())
    .showHelpAfterError('Run with --help to see what is accepted.')
    .addHelpText('after', '\nExample:\n  abusedesk investigate examples/nat-port-scan\n');
  const commands = [
    investigateCommand(effects, signal),
    noticeCommand(effects),
    whoCommand(effects),
    rangesCommand(effects),
    letterCommand(effects),
  ];
  for (const command of commands) root.addCommand(command);
  configure(root, effects);
  return root;
}

/** Settings that commander does not hand down to commands made elsewhere. */
function configure(command: Command, effects: Effects): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => effects.stdout.write(text),
    writeErr: (text) => effects.stderr.write(text),
  });
  for (const child of command.commands) configure(child, effects);
}

/** What, where, what to do: in this order and without a stack. */
function report(error: unknown, effects: Effects): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.user;
  if (error instanceof UserError) {
    const where = error.file === undefined ? '' : ` (${error.file}${error.line === undefined ? '' : `, line ${error.line}`})`;
    effects.stderr.write(`abusedesk: ${printable(error.message + where)}\n`);
    if (error.hint !== undefined) effects.stderr.write(`  ${printable(error.hint)}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  effects.stderr.write(`abusedesk: this is a bug in abusedesk; please report it with the lines below.\n${stack}\n`);
  return EXIT.bug;
}

/**
 * Runs one command line and returns its exit code; see docs/reference/exit-codes.md.
 * @param argv without the interpreter and the script
 */
export async function main(argv: readonly string[], signal: AbortSignal, effects: Effects): Promise<number> {
  try {
    await program(effects, signal).parseAsync(argv, { from: 'user' });
    return signal.aborted ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    if (signal.aborted) {
      effects.stderr.write('abusedesk: interrupted; nothing is left half-written.\n');
      return EXIT.interrupted;
    }
    return report(error, effects);
  }
}

/** The process: signals, a closed pipe, the exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  // `abusedesk … | head` closes the pipe: that is an end, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  process.exitCode = await main(argv, interrupt.signal, nodeEffects(availableParallelism()));
}
