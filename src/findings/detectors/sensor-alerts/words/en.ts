import { count, counted, listed, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SensorMessages } from '../messages.ts';

const LEVELS = { high: 'high severity', medium: 'medium severity', low: 'low severity' } as const;

/** `38 were blocked, 2 let through, of 3 it is not said`. */
function fates(reported: number, blocked: number, passed: number): string {
  const unsaid = reported - blocked - passed;
  if (unsaid === reported) return 'whether they were blocked is not said';
  const parts = [
    ...(blocked > 0 ? [`${count(blocked)} ${blocked === 1 ? 'was' : 'were'} blocked`] : []),
    ...(passed > 0 ? [`${count(passed)} ${passed === 1 ? 'was' : 'were'} let through`] : []),
    ...(unsaid > 0 ? [`of ${count(unsaid)} it is not said`] : []),
  ];
  return parts.join(', ');
}

const often = (value: number): string => (value === 1 ? 'once' : counted(value, 'time'));

function whoOf({ address, provider, name }: { address: string; provider?: string; name?: string }): string {
  const further = [name, provider].filter((part) => part !== undefined);
  return further.length === 0 ? address : `${address} (${further.join(', ')})`;
}

const most = (different: number): string => (different > 1 ? 'mostly ' : '');

export const en: WordsOf<SensorMessages> = {
  sensorsSayOf: ({ own, said, when, peak, minutes, ...who }) =>
    `${whoOf(who)}${own ? ', a host of ours' : ''}: ${said.join('; ')}; from ${span(when)}` +
    `${peak === undefined ? '' : `, at most ${counted(peak, 'alert')} in ${counted(minutes, 'minute')}`}.`,
  sensorsSayOfOthers: ({ addresses, own, reported, blocked, passed, when }) =>
    `${counted(addresses, 'more address', 'more addresses')}${own ? ' of ours' : ''} ${addresses === 1 ? 'was' : 'were'} reported or banned, ` +
    `${often(reported)} in all: ${fates(reported, blocked, passed)}; from ${span(when)}.`,
  sensorReported: ({ sensor, reported, web, level, blocked, passed, rule, rules, url, urls, targets }) =>
    `${sensor} reported ${web ? counted(reported, 'request') : `it ${often(reported)}`} (${LEVELS[level]})` +
    (rule === undefined ? '' : `, ${most(rules)}by ${rule}`) +
    (url === undefined ? '' : `, ${most(urls)}at ${url}`) +
    `${targets.length === 0 ? '' : `, towards ${listed(targets)}`}: ${fates(reported, blocked, passed)}`,
  sensorBanned: ({ sensor, bans, rules }) =>
    `${sensor} banned it ${often(bans)}${rules.length === 0 ? '' : ` (${listed(rules)})`}`,
  sensorRule: ({ source, grave, medium, bans }) =>
    `${source}. In force: ${counted(grave, 'report')} of critical or high severity, ${counted(medium, 'report')} of medium or ` +
    `no severity, or ${counted(bans, 'ban')} of one address`,
  sensorOwnRule: ({ source, own }) =>
    `${source}. In force: ${counted(own, 'report')} of medium or graver severity, or of none, about a host of ours`,
  sourceSensors: () =>
    'definition: what another system has judged is repeated with its severity, and what was blocked is kept apart from what was let through',
  filesBrought: ({ sensor, downloads, addresses, files, urls, hash, url, times, when }) =>
    `${counted(addresses, 'address', 'addresses')} brought ${counted(downloads, 'file')} into the honeypot ${sensor} from ${span(when)}` +
    `: ${files === 0 ? 'no hash is given' : `${counted(files, 'different one', 'different ones')} by hash`}${urls === 0 ? '' : `, from ${counted(urls, 'URL')}`}` +
    `; most often ${hash ?? 'a file without hash'}${url === undefined ? '' : ` from ${url}`} (${often(times)}).`,
  downloadRule: ({ source }) => `${source}. In force: one file`,
  sourceDownloads: () =>
    'definition: a honeypot has no files to fetch of its own, so each that comes is brought by an attacker',
  commandsTyped: ({ sensor, commands, addresses, address, different, command, times, when }) =>
    `${address ?? counted(addresses, 'address', 'addresses')} got into the honeypot ${sensor} and typed ${counted(commands, 'command')} there from ${span(when)}` +
    `, ${counted(different, 'different one', 'different ones')}${command === undefined ? '' : `; most often ${command} (${often(times)})`}.`,
  commandRule: ({ source }) => `${source}. In force: one command`,
  sourceCommands: () => 'definition: a honeypot has no users, so whoever types a command in it has broken in',
  tableAlertsByRule: () => 'Alerts by rule: what sensors and servers reported, and what became of it',
  tableAlertsBySource: () => 'Alerts by source: whom sensors reported or banned',
  tableAlertsByUrl: () => 'Alerts by path: which pages sensors reported requests for',
  tableAlertBursts: ({ alerts, minutes }) =>
    `Bursts: ${counted(minutes, 'minute')} with ${count(alerts)} alerts of one sensor or more`,
  tableDownloads: () => 'Files that were brought into honeypots, by URL and hash',
  name_reported: () => 'reported',
  name_reported_blocked: () => 'reported and blocked',
  name_reported_passed: () => 'reported and let through',
  name_bans: () => 'bans',
  name_alerts_in_busiest_window: () => 'alerts in busiest window',
  name_downloads: () => 'downloads',
  name_different_files: () => 'different files',
  name_commands: () => 'commands',
  name_different_commands: () => 'different commands',
  name_urls: () => 'URLs',
  name_sensor: () => 'sensor',
  name_rule: () => 'rule',
  name_message: () => 'message',
  name_severity: () => 'severity',
  name_alerts: () => 'alerts',
  name_blocked: () => 'blocked',
  name_passed: () => 'let through',
  name_rules: () => 'rules',
  name_address: () => 'address',
  name_url: () => 'URL',
  name_hash: () => 'hash',
  name_window_start: () => 'window from',
};
