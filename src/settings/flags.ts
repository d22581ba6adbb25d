import type { Command } from 'commander';
import type { Settings } from './settings.ts';
import { UserError } from '../base/errors.ts';
import { LIMITS, MOST_RATIO } from '../evidence/limits.ts';
import { shapeProblem } from '../formats/shapes.ts';
import { isZone } from '../formats/text/local-time.ts';
import { parsePrefix } from '../net/prefix.ts';

/** Flags that say how evidence is to be read. */
export interface ReadingFlags {
  fields?: string;
  zone: Rule[];
  year: Rule[];
  logFormat: string[];
  trustedProxy: string[];
  unpackRatio?: number;
}

/** `PATTERN=VALUE`, or a value for every file. */
interface Rule {
  pattern: string;
  value: string;
}

const EVERY_FILE = '**';

function ruleOf(text: string): Rule {
  const at = text.lastIndexOf('=');
  return at < 0
    ? { pattern: EVERY_FILE, value: text }
    : { pattern: text.slice(0, at), value: text.slice(at + 1) };
}

function collectZone(text: string, all: Rule[]): Rule[] {
  const rule = ruleOf(text);
  if (!isZone(rule.value)) {
    throw new UserError(`--zone ${text}: there is no time zone ${JSON.stringify(rule.value)}`, {
      hint: "Write it like --zone Asia/Seoul, --zone +09:00 or --zone 'seoul/*.log=Asia/Seoul'.",
    });
  }
  return [...all, rule];
}

function collectYear(text: string, all: Rule[]): Rule[] {
  const rule = ruleOf(text);
  if (!/^(?:19[7-9]|20\d)\d$/.test(rule.value)) {
    throw new UserError(`--year ${text}: this is no year of a log`, {
      hint: "Write it like --year 2025 or --year 'auth.log*=2025': the year of the file's first line.",
    });
  }
  return [...all, rule];
}

function collectLogFormat(text: string, all: string[]): string[] {
  const problem = shapeProblem(text);
  if (problem !== undefined) {
    throw new UserError(`--log-format ${text}: ${problem}`, {
      hint: "Give it as the server's configuration has it, such as --log-format '$remote_addr [$time_local] \"$request\" $status' or --log-format '%h %t \"%r\" %>s'.",
    });
  }
  return [...all, text];
}

function readRatio(text: string): number {
  const ratio = Number(text);
  if (!/^\d+$/.test(text) || ratio < 1 || ratio > MOST_RATIO) {
    throw new UserError(`--unpack-ratio ${text}: this is no number of times`, {
      hint: `Write it like --unpack-ratio 1032, which is all that gzip can do; ${MOST_RATIO} is the most.`,
    });
  }
  return ratio;
}

/** Reads an address block of a repeatable option. @param option as it is called: `--ours` */
export function collectPrefix(option: string): (text: string, all: string[]) => string[] {
  return (text, all) => {
    if (parsePrefix(text) === undefined) {
      throw new UserError(`${option} ${text}: this is no address block`, {
        hint: `Write it like ${option} 203.0.113.0/24 or ${option} 2001:db8::/32.`,
      });
    }
    return [...all, text];
  };
}

/** Adds the options of `ReadingFlags`. */
export function withReadingOptions(command: Command): Command {
  return command
    .option(
      '--fields <names>',
      'field names of a VPC flow log that has no header and is not in the default format',
    )
    .option(
      '--zone <[pattern=]zone>',
      'time zone of logs whose times carry none; repeatable, the last that fits counts',
      collectZone,
      [],
    )
    .option(
      '--year <[pattern=]year>',
      'year of the first line of logs whose dates carry none; repeatable',
      collectYear,
      [],
    )
    .option(
      '--log-format <format>',
      "format of a web log, as in nginx's log_format or Apache's LogFormat; repeatable",
      collectLogFormat,
      [],
    )
    .option(
      '--trusted-proxy <cidr>',
      'a proxy or balancer of yours, whose X-Forwarded-For is believed; repeatable',
      collectPrefix('--trusted-proxy'),
      [],
    )
    .option(
      '--unpack-ratio <times>',
      `what a packed file may unfold to, in times of its size (${LIMITS.maxRatio} if left out)`,
      readRatio,
    );
}

/** The command line's rules after those of the settings, so that they win. */
function merged<T>(settings: Readonly<Record<string, T>>, flags: readonly [string, T][]): Record<string, T> {
  const given = new Set(flags.map(([pattern]) => pattern));
  return Object.fromEntries([
    ...Object.entries(settings).filter(([pattern]) => !given.has(pattern)),
    ...flags,
  ]);
}

/** The settings with what the command line adds. */
export function withReading(settings: Settings, flags: ReadingFlags): Settings {
  const fields = flags.fields?.split(/[\s,]+/).filter((field) => field !== '');
  return {
    ...settings,
    ...(fields && { vpc_fields: fields }),
    ...(flags.unpackRatio !== undefined && { unpack_ratio: flags.unpackRatio }),
    log_formats: [...settings.log_formats, ...flags.logFormat],
    trusted_proxies: [...settings.trusted_proxies, ...flags.trustedProxy],
    zones: merged(
      settings.zones,
      flags.zone.map(({ pattern, value }) => [pattern, value]),
    ),
    years: merged(
      settings.years,
      flags.year.map(({ pattern, value }) => [pattern, Number(value)]),
    ),
  };
}
