// Without a port: the process itself is set up here, and the real ports are made.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, CommanderError, Help } from 'commander';
import type { Option } from 'commander';
import { keepStdout, nodeEffects, quietLibraries } from '../base/effects.ts';
import type { Effects, Environment, Terminal } from '../base/ports.ts';
import { EXIT, UserError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { systemFault } from '../base/system-fault.ts';
import { asTyped } from './steps.ts';

interface Entry {
  name: string;
  description: string;
  /** A command's modules are loaded when it is called, so that `who` need not wait for the reader of mails. */
  load: (effects: Effects, signal: AbortSignal) => Promise<Command>;
}

/** One entry adds a command. */
const COMMANDS: readonly Entry[] = [
  {
    name: 'investigate',
    description: 'a folder of anything in, a case out: culprit, proof, bill, letters, report',
    load: async (effects, signal) => (await import('./investigate.ts')).investigateCommand(effects, signal),
  },
  {
    name: 'explain',
    description: 'why a file is taken for what it is, its first rows and rejects',
    load: async (effects, signal) => (await import('./explain.ts')).explainCommand(effects, signal),
  },
  {
    name: 'formats',
    description: 'what evidence is read, with a sample of each format',
    load: async (effects) => (await import('./formats.ts')).formatsCommand(effects),
  },
  {
    name: 'notice',
    description: 'read one abuse notice and print what it claims',
    load: async (effects) => (await import('./notice/command.ts')).noticeCommand(effects),
  },
  {
    name: 'collect',
    description: 'read inventory and logs out of an AWS account; changes nothing there',
    load: async (effects, signal) => (await import('./collect.ts')).collectCommand(effects, signal),
  },
  {
    name: 'intake',
    description: 'read a mailbox once: each notice opens or continues its case',
    load: async (effects, signal) => (await import('./intake.ts')).intakeCommand(effects, signal),
  },
  {
    name: 'who',
    description: 'whose address it is, which service and region, as of a time',
    load: async (effects) => (await import('./who.ts')).whoCommand(effects),
  },
  {
    name: 'ranges',
    description: 'keep the published address ranges, with their history',
    load: async (effects) => (await import('./ranges.ts')).rangesCommand(effects),
  },
  {
    name: 'host',
    description: 'look inside a host, a mounted disk, or what its commands printed',
    load: async (effects, signal) => (await import('./host.ts')).hostCommand(effects, signal),
  },
  {
    name: 'block',
    description: 'block what attacks: plan, apply for a time, confirm, undo',
    load: async (effects) => (await import('./block/command.ts')).blockCommand(effects),
  },
  {
    name: 'contain',
    description: 'contain an EC2 instance: plan, apply, verify, undo',
    load: async (effects, signal) => (await import('./contain/command.ts')).containCommand(effects, signal),
  },
  {
    name: 'cases',
    description: 'what is due in many cases, and a calendar of it',
    load: async (effects) => (await import('./cases/command.ts')).casesCommand(effects),
  },
  {
    name: 'show',
    description: 'the summary of a case again',
    load: async (effects) => (await import('./show.ts')).showCommand(effects),
  },
  {
    name: 'cost',
    description: 'what the bytes that left for the internet cost, by day and tier',
    load: async (effects) => (await import('./cost.ts')).costCommand(effects),
  },
  {
    name: 'report',
    description: 'the report of a case anew, in any language',
    load: async (effects) => (await import('./report.ts')).reportCommand(effects),
  },
  {
    name: 'open',
    description: 'the report of a case in the browser',
    load: async (effects) => (await import('./report.ts')).openCommand(effects),
  },
  {
    name: 'query',
    description: 'ask the rows of a case, in SQL',
    load: async (effects, signal) => (await import('./query.ts')).queryCommand(effects, signal),
  },
  {
    name: 'lake',
    description: 'the rows of a case for Trino or Athena',
    load: async (effects, signal) => (await import('./lake/command.ts')).lakeCommand(effects, signal),
  },
  {
    name: 'letter',
    description: 'write the answers of a case',
    load: async (effects) => (await import('./letter.ts')).letterCommand(effects),
  },
  {
    name: 'complaint',
    description: 'write complaints about whoever attacked, send them once, tell what became of them',
    load: async (effects, signal) =>
      (await import('./complaint/command.ts')).complaintCommand(effects, signal),
  },
  {
    name: 'completion',
    description: 'make bash, zsh, fish or PowerShell complete what is typed',
    load: async (effects, signal) =>
      (await import('./completion/command.ts')).completionCommand(effects, () => everything(effects, signal)),
  },
];

function version(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const read: unknown = JSON.parse(text);
  if (typeof read === 'object' && read !== null && 'version' in read && typeof read.version === 'string')
    return read.version;
  throw new Error('package.json tells no version');
}

function rootCommand(): Command {
  return new Command('abusedesk')
    .description(
      'From an abuse report and a pile of logs to the culprit, the proof, the bill and the answer.',
    )
    .version(version())
    .addHelpText('after', '\nExample:\n  abusedesk investigate examples/nat-port-scan\n');
}

/** The program with every command loaded. */
async function everything(effects: Effects, signal: AbortSignal): Promise<Command> {
  const root = rootCommand();
  for (const { load } of COMMANDS) root.addCommand(await load(effects, signal));
  return root;
}

async function program(argv: readonly string[], effects: Effects, signal: AbortSignal): Promise<Command> {
  const root = rootCommand();
  // `help investigate` needs the command as well.
  const called = new Set(argv.slice(0, argv[0] === 'help' ? 2 : 1));
  for (const { name, description, load } of COMMANDS) {
    root.addCommand(
      called.has(name) ? await load(effects, signal) : new Command(name).description(description),
    );
  }
  configure(root, effects);
  return root;
}

/** What an option means; "default: []" of a repeatable one would say nothing to a person. */
function describe(option: Option): string {
  const none = Array.isArray(option.defaultValue) && option.defaultValue.length === 0;
  return none ? option.description : new Help().optionDescription(option);
}

/** What commander says of a wrong command line: a sentence with the words as they were typed, and what else may be meant. */
function wrongUsage(text: string): string {
  const [, problem = '', meant = ''] = /^([^]*?)(\n\(Did you mean [^\n]{1,500}\?\))?\s*$/.exec(text) ?? [];
  return `${printable(problem.replace(/^error: /, 'abusedesk: '))}${meant}\n`;
}

/** Settings that commander does not hand down to commands made elsewhere. */
function configure(command: Command, effects: Terminal & Environment): void {
  command.configureHelp({ optionDescription: describe });
  command
    .showHelpAfterError('  Run it with --help to see what is accepted.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => effects.stdout.write(asTyped(text, effects)),
      writeErr: (text) => effects.stderr.write(text),
      outputError: (text, write) => write(wrongUsage(text)),
    });
  for (const child of command.commands) configure(child, effects);
}

/** What, where, what to do: in this order and without a stack. */
function report(thrown: unknown, effects: Terminal & Environment): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.user;
  const error = thrown instanceof UserError ? thrown : (systemFault(thrown) ?? thrown);
  if (error instanceof UserError) {
    const where =
      error.file === undefined
        ? ''
        : ` (${error.file}${error.line === undefined ? '' : `, line ${error.line}`})`;
    effects.stderr.write(`abusedesk: ${printable(error.message + where)}\n`);
    if (error.hint !== undefined) effects.stderr.write(`  ${printable(asTyped(error.hint, effects))}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  effects.stderr.write(
    `abusedesk: this is a bug in abusedesk; please report it with the lines below.\n${stack.split('\n').map(printable).join('\n')}\n`,
  );
  return EXIT.bug;
}

/**
 * Runs one command line and returns its exit code; see docs/reference/exit-codes.md.
 * @param argv without the interpreter and the script
 */
export async function main(argv: readonly string[], signal: AbortSignal, effects: Effects): Promise<number> {
  try {
    const root = await program(argv, effects, signal);
    // Called alone, it says what it can do.
    await root.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    return signal.aborted ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    if (signal.aborted) {
      effects.stderr.write('abusedesk: interrupted; nothing is left half-written.\n');
      return EXIT.interrupted;
    }
    return report(error, effects);
  }
}

/** Waits until what was written to a stream is with the system; to a pipe it is not at once. */
function flushOf(stream: NodeJS.WriteStream): () => Promise<void> {
  // As it is now: `keepStdout` changes it.
  const write = stream.write.bind(stream);
  return () =>
    new Promise((resolve) => {
      write('', () => resolve());
    });
}

/** The process: signals, a closed pipe, the exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  const interrupt = new AbortController();
  // SIGHUP: the terminal was closed. SIGQUIT: Ctrl and backslash.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
    process.once(signal, () => interrupt.abort());
  }
  // Without a port: `abusedesk … | head` closes the pipe, and that is an end, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    const fault = systemFault(error);
    if (fault === undefined) throw error;
    // Without a port: as above.
    process.stderr.write(`abusedesk: standard output cannot be written: ${fault.message}\n  ${fault.hint}\n`);
    process.exit(EXIT.user);
  });
  // Without a port: there is nobody left to report to.
  process.stderr.on('error', () => process.exit(EXIT.user));
  // Without a port: the process ends here.
  const flushes = [process.stdout, process.stderr].map(flushOf);
  const effects = nodeEffects(availableParallelism());
  keepStdout();
  quietLibraries();
  const code = await main(argv, interrupt.signal, effects);
  for (const flush of flushes) await flush();
  // Not left to Node: 20 can abort while it takes itself apart beside a thread that still compiles.
  process.exit(code);
}
