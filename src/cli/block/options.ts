import type { Selection } from '../../attribution/select.ts';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { DIRECTIONS } from '../../actions/rule.ts';
import type { Direction, Instant } from '../../actions/rule.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { BlockOptions } from '../../desk/block/block.ts';
import { UserError } from '../../base/errors.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';

export interface SinkFlags extends CommonFlags {
  sink: string;
  lang: Lang;
}

export interface PlanFlags extends Omit<SinkFlags, 'sink'> {
  sink?: string;
  file?: string;
  provider?: string;
  service?: string;
  region?: string;
  step?: string;
  direction: Direction;
  port?: number;
  keep: KeepWord[];
  force: Prefix[];
  for?: number;
  out?: string;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** A block that shall end by itself ends within a month: ipset's timers reach no further than 24 days. */
const LONGEST = 24 * 86_400;

/** `10m` in seconds. */
function duration(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (seconds > 0 && seconds <= LONGEST) return seconds;
  throw new InvalidArgumentError('Write it like 90s, 10m, 2h or 3d; at most 24d.');
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('A port is a number from 1 to 65535.');
}

function collect(text: string, all: Prefix[]): Prefix[] {
  const prefix = parsePrefix(text);
  if (prefix === undefined) {
    throw new InvalidArgumentError(
      'Write an address or a prefix: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32.',
    );
  }
  return [...all, prefix];
}

/** What `--keep` was given: a prefix, or a name of something that is published. */
interface KeepWord {
  text: string;
  what: Prefix | Selection;
}

/** `203.0.113.0/24`; or `aws/ROUTE53_HEALTHCHECKS`, `github/hooks`, `my-webhooks`: a provider, its service, its region. */
function keepWord(text: string, all: KeepWord[]): KeepWord[] {
  const prefix = parsePrefix(text);
  if (prefix !== undefined) return [...all, { text, what: prefix }];
  const [provider = '', service, region, ...more] = text.split('/');
  // What looks like an address is a slip of the pen, and nobody's name.
  if (provider === '' || more.length > 0 || /^[\d.:]+$/.test(provider) || /^\d+$/.test(service ?? '')) {
    throw new InvalidArgumentError(
      'Write an address, a prefix (203.0.113.0/24), or a name: PROVIDER, PROVIDER/SERVICE, PROVIDER/SERVICE/REGION.',
    );
  }
  const selection: Selection = {
    provider,
    ...(service !== undefined && { service }),
    ...(region !== undefined && { region }),
  };
  return [...all, { text, what: selection }];
}

export function languageOption(): Option {
  return new Option('--lang <LANGUAGE>', 'language').choices(LANGS).default('en');
}

/** `--sink`, `--lang` and what every command has. */
export function withSink(command: Command, json: string): Command {
  return withCommonOptions(
    command
      .requiredOption('--sink <NAME>', 'whom to tell: nftables, windows-firewall, nginx … (`block sinks`)')
      .addOption(languageOption()),
    { json, quiet: 'nothing but errors' },
  );
}

/** What is to be blocked, and how. */
export function withPlan(command: Command, sinkNeeded: boolean): Command {
  const sink = new Option(
    '--sink <NAME>',
    'whom to tell: nftables, windows-firewall, nginx … (`block sinks`)',
  );
  return withCommonOptions(
    command
      .argument('[CASE]', 'a case folder: what its attackers used')
      .addOption(sink.makeOptionMandatory(sinkNeeded))
      .option('--step <NAME>', "a step of the case's ladder (default: the narrowest that works)")
      .option('--file <FILE>', 'a list, one prefix or address a line')
      .option('--provider <NAME>', 'what a provider publishes: aws')
      .option('--service <NAME>', 'of it one service: EC2')
      .option('--region <NAME>', 'of it one region: us-east-1')
      .addOption(
        new Option('--direction <WHOSE>', 'in: connections that they begin; out: that this side begins; both')
          .choices(DIRECTIONS)
          .default('in'),
      )
      .option('--port <N>', 'only this port of the side that is called', port)
      .option(
        '--keep <PREFIX|NAME>',
        'never block it: a prefix, or a name, as aws/ROUTE53_HEALTHCHECKS (repeatable)',
        keepWord,
        [] as KeepWord[],
      )
      .option('--force <PREFIX>', 'block it although it should be kept (repeatable)', collect, [] as Prefix[])
      .option('--for <TIME>', 'only for this long: 10m, 2h; the firewall itself ends it', duration)
      .option('--out <FOLDER>', "write the sink's files there")
      .addOption(languageOption()),
    { json: 'one JSON document (abusedesk.block/1)', quiet: 'nothing but errors' },
  );
}

/** The options of a plan; `now` is the moment from which `--for` counts. */
export function blockOptions(
  folder: string | undefined,
  flags: PlanFlags & { sink: string },
  now: Date,
): BlockOptions {
  const { provider, service, region } = flags;
  if (provider === undefined && (service !== undefined || region !== undefined)) {
    throw new UserError('--service and --region are of a provider', { hint: 'Add --provider NAME.' });
  }
  const until: Instant | undefined =
    flags.for === undefined
      ? undefined
      : new Date(Math.ceil(now.getTime() / 1000 + flags.for) * 1000).toISOString().replace('.000Z', 'Z');
  return {
    sink: flags.sink,
    ...(folder !== undefined && { caseFolder: folder }),
    ...(flags.step !== undefined && { step: flags.step }),
    ...(flags.file !== undefined && { file: flags.file }),
    ...(provider !== undefined && {
      selection: {
        provider,
        ...(service !== undefined && { service }),
        ...(region !== undefined && { region }),
      },
    }),
    scope: { direction: flags.direction, ...(flags.port !== undefined && { port: flags.port }) },
    keep: flags.keep.flatMap(({ what }) => ('family' in what ? [what] : [])),
    keepNamed: flags.keep.flatMap(({ what }) => ('family' in what ? [] : [what])),
    force: flags.force,
    ...(until !== undefined && { until }),
  };
}
