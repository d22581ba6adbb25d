import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { printableJson } from '../base/printable.ts';
import { readCase } from '../cases/reading.ts';
import { inspectHost } from '../desk/inspect.ts';
import { COLLECTOR } from '../hosts/collectors/script.ts';
import { renderHost } from '../hosts/words/render.ts';
import { LANGS } from '../language/lang.ts';
import type { Lang } from '../language/lang.ts';
import { parseAddress } from '../net/address.ts';
import { withCommonOptions } from './common.ts';
import { parseInstant } from './instant.ts';
import type { CommonFlags } from './common.ts';
import { hostScreen } from './host-screen.ts';

interface InspectFlags extends CommonFlags {
  paste?: string[];
  root?: string;
  remote?: string[];
  case?: string;
  taken?: string;
  watch?: number;
  yara?: string;
  clamav?: boolean;
  clamavDatabase?: string;
  lang: Lang;
}

function remotesOf(given: readonly string[]): string[] {
  return [
    ...new Set(
      given.map((text) => {
        const address = parseAddress(text);
        if (address === undefined) {
          throw new UserError(`--remote ${text} is no address`, { hint: 'Give an IPv4 or IPv6 address.' });
        }
        return address.text;
      }),
    ),
  ];
}

async function inspect(
  collected: string[],
  flags: InspectFlags,
  effects: Effects,
  signal: AbortSignal,
): Promise<void> {
  const {
    paste = [],
    root,
    remote = [],
    case: of,
    taken,
    watch,
    yara,
    clamav,
    clamavDatabase: database,
  } = flags;
  if (taken !== undefined && paste.length === 0) {
    throw new UserError('--taken says when pasted outputs were taken, and none is given', {
      hint: 'Give them with --paste FILE, or leave --taken out.',
    });
  }
  const at = taken === undefined ? undefined : parseInstant(taken, '--taken');
  if (Number(paste.length > 0) + Number(root !== undefined) + Number(collected.length > 0) > 1) {
    throw new UserError('what was collected, --paste and --root are different places to look at', {
      hint: 'Give one of them.',
    });
  }
  if (watch !== undefined && (root !== undefined || paste.length + collected.length > 0)) {
    throw new UserError('--watch looks at the processes of this host, and files or outputs have none', {
      hint: 'Leave --watch out, or run it on the host itself.',
    });
  }
  const isScanned = yara !== undefined || clamav === true || database !== undefined;
  if (isScanned && paste.length + collected.length > 0) {
    throw new UserError(
      'scanners look at files of this host or of a mounted disk, not at what was printed or packed',
      {
        hint: 'Leave --yara and --clamav out, or unpack or mount what was collected and give the folder with --root.',
      },
    );
  }
  if (watch !== undefined && flags.quiet !== true && effects.stderr.isTTY)
    effects.stderr.write(`${renderHost({ key: 'watchBegins', params: { seconds: watch } }, flags.lang)}\n`);
  const document = await inspectHost(
    {
      pastes: paste,
      collected,
      remotes: remotesOf(remote),
      ...(of !== undefined && { claims: (await readCase(of, effects)).document.claims }),
      ...(root !== undefined && { root }),
      ...(watch !== undefined && { watch }),
      ...(yara !== undefined && { yara }),
      ...((clamav === true || database !== undefined) && {
        clamav: database === undefined ? {} : { database },
      }),
      ...(at !== undefined && { taken: new Date(at * 1000).toISOString().replace('.000Z', 'Z') }),
    },
    effects,
    signal,
  );
  effects.stdout.write(
    flags.json === true
      ? `${printableJson(document, 2)}\n`
      : hostScreen(document, flags, flags.lang, effects),
  );
}

/** Longer than any timer that starts something again within an hour. */
const MOST_SECONDS = 3600;

function secondsOf(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  throw new UserError(`--watch ${text} is no number of seconds`, {
    hint: `Give whole seconds, from 1 to ${MOST_SECONDS}: --watch 90`,
  });
}

function inspectCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('inspect')
    .description(
      'Inspects this host (Linux), a mounted disk, what a collector brought, or what commands printed. It changes nothing.',
    )
    .argument(
      '[collected...]',
      "archive or folder of what a collector brought: UAC's output, a tar of a web root",
    )
    .option(
      '--paste <file...>',
      'text with pasted output of netstat, ss, ps, ifconfig, …; - for standard input',
    )
    .option('--root <dir>', 'a mounted disk or snapshot instead of this host')
    .option(
      '--watch <seconds>',
      'first watch this host so long: which programs come back after they end, and what starts them',
      secondsOf,
    )
    .option(
      '--yara <rules>',
      'look at programs, temporary folders and web roots with YARA by these rules too',
    )
    .option('--clamav', 'look at them with ClamAV too, where it is installed')
    .option('--clamav-database <path>', 'signatures for ClamAV instead of the installed ones')
    .option('--remote <address...>', 'addresses that the notice names: which process talks to them')
    .option('--case <dir>', 'a case: which process sent the flows that its notices name')
    .option('--taken <time>', 'when the pasted outputs were taken, where date was not run beside them')
    .addOption(new Option('--lang <lang>', 'language of the screen').choices(LANGS).default('en'));
  return withCommonOptions(command, {
    json: 'print one JSON document (abusedesk.host/1)',
    quiet: 'the findings and counters alone',
  })
    .addHelpText('after', '\nExample:\n  abusedesk host inspect --paste examples/tomcat-dos/host/chat.txt\n')
    .action((collected: string[], flags: InspectFlags) => inspect(collected, flags, effects, signal));
}

function scriptCommand(effects: Effects): Command {
  return new Command('script')
    .description(
      'Prints a collector for a box without Node: one POSIX shell script that only reads. Its output is a paste.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  abusedesk host script > collect.sh\n  ssh root@host sh -s < collect.sh > host.txt\n  abusedesk host inspect --paste host.txt\n',
    )
    .action(() => effects.stdout.write(COLLECTOR));
}

/** `abusedesk host …`. */
export function hostCommand(effects: Effects, signal: AbortSignal): Command {
  return new Command('host')
    .description('Looks inside a host: which process sends, and how it starts.')
    .addCommand(inspectCommand(effects, signal))
    .addCommand(scriptCommand(effects));
}
