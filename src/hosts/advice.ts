import type { Message } from '../model/message.ts';
import type { ADVICE_ROWS } from './advice-sentences.ts';
import type { Facts } from './facts.ts';
import type { HostFinding } from './finding.ts';
import { whoIs } from './signs/host.ts';
import type { HostProcess } from './signs/host.ts';
import { processWords } from './words/figures.ts';
import type { HostMessage } from './words/messages.ts';

/** Programs are kept of at most so many processes. */
const MOST_PROGRAMS = 3;
/** Commands are asked for at most so many. */
const MOST_COMMANDS = 6;
/** Files with passwords and keys, of which so many are named. */
const MOST_FILES = 8;
const CREDENTIALS =
  /(?:\/tomcat-users\.xml|\/authorized_keys2?|\/wp-config\.php|\/\.env|\/\.aws\/credentials|\/shadow|\/id_(?:rsa|ed25519|ecdsa))$/;
/** Detectors that say that the system itself was changed, as root alone can. */
const SYSTEM: ReadonlySet<string> = new Set(
  'preload tool-changed hidden-process covered-process hidden-module foreign-module'.split(' '),
);
const FORGING: ReadonlySet<string> = new Set(['raw-socket', 'packet-socket']);

type Advice = HostMessage | Message<keyof typeof ADVICE_ROWS>;

function said(key: keyof typeof ADVICE_ROWS, params: object): Advice {
  return { key, params };
}

/** Memory goes with the power, processes and sockets with the process; the disk stays. */
const VOLATILE =
  'date -u > volatile.txt; ps -eo pid,ppid,user,stat,lstart,args >> volatile.txt; ss -tunap >> volatile.txt; ss -wanp >> volatile.txt; ss -0anp >> volatile.txt; ls -l /proc/[0-9]*/exe >> volatile.txt';

/** What starts the program of the process by itself: as it was seen, or by its path in the start's command. */
function startOf(
  pid: number,
  process: HostProcess | undefined,
  { persistence, respawns }: Facts,
): string | Message[] | undefined {
  const seen = respawns.find(({ pids }) => pids.includes(pid));
  if (seen !== undefined) return seen.starts;
  const path = process?.executable?.path ?? /^\/\S+/.exec(process?.title ?? '')?.[0];
  if (path === undefined) return undefined;
  return persistence.find(({ command = '' }) => command.split(/[\s"';&|]+/).includes(path))?.name;
}

/** Why root is lost: what the facts say, the plainest first. Undefined: nothing says so. */
function rootLost(
  findings: readonly HostFinding[],
  processes: ReadonlyMap<number, HostProcess>,
): Message | undefined {
  const grave = findings.filter(({ severity }) => severity === 'high');
  const owned = grave
    .flatMap(({ subject }) => processes.get(subject.pid ?? -1) ?? [])
    .find(({ user }) => user === 'root' || user === '0');
  if (owned !== undefined) return said('adviceRunsAsRoot', { process: processWords(whoIs(owned)) });
  const forging = grave.find(({ detector }) => FORGING.has(detector))?.subject;
  if (forging?.pid !== undefined) {
    const { pid, process } = forging;
    return said('adviceNeedsRoot', {
      process: processWords({ pid, ...(process !== undefined && { process }) }),
    });
  }
  return grave.some(({ detector }) => SYSTEM.has(detector)) ? said('adviceSystemChanged', {}) : undefined;
}

/** Kill a process, or leave it: by whether something starts it again, and by whether root is lost. */
function killOrLeave(pid: number, process: HostProcess | undefined, facts: Facts, root: boolean): Advice[] {
  const who = processWords(process === undefined ? { pid } : whoIs(process));
  const starts = startOf(pid, process, facts);
  const decided =
    starts !== undefined
      ? said('adviceLeaveStarted', { process: who, starts })
      : said(root ? 'adviceLeaveRoot' : 'adviceKill', { process: who });
  return [decided, said('advicePause', { next: [{ shell_line: `kill -STOP ${pid}` }] })];
}

/**
 * What to do, in its order: keep what runs, cut it off outside, build anew, change what could be read; then the commands
 * that show what could not be seen.
 */
export function adviceOf(
  findings: readonly HostFinding[],
  gaps: readonly HostMessage[],
  facts: Facts,
  processes: ReadonlyMap<number, HostProcess>,
): Advice[] {
  const grave = findings.filter(({ severity }) => severity === 'high');
  const pids = [...new Set(grave.flatMap(({ subject }) => subject.pid ?? []))].slice(0, MOST_PROGRAMS);
  const keep = pids.map((pid): HostMessage => {
    const next = `cp /proc/${pid}/exe ${pid}.program && tr '\\0' ' ' < /proc/${pid}/cmdline > ${pid}.cmdline`;
    return { key: 'adviceKeep', params: { pid, next: { shell_line: next } } };
  });
  const root = rootLost(findings, processes);
  const running: Advice[] =
    pids.length === 0
      ? []
      : [
          said('adviceVolatile', { next: [{ shell_line: VOLATILE }] }),
          ...keep,
          ...pids.flatMap((pid) => killOrLeave(pid, processes.get(pid), facts, root !== undefined)),
        ];
  const credentials = [
    ...new Set(
      [...facts.configurations, ...facts.files]
        .map(({ path }) => path)
        .filter((path) => CREDENTIALS.test(path)),
    ),
  ].slice(0, MOST_FILES);
  const intruded: Advice[] =
    grave.length === 0
      ? []
      : [
          { key: 'adviceFilter', params: {} },
          ...(root === undefined ? [] : [said('adviceRootLost', { why: root })]),
          { key: 'adviceRebuild', params: {} },
          { key: 'adviceRotate', params: {} },
          ...(credentials.length === 0 ? [] : [said('adviceCredentials', { paths: credentials })]),
        ];
  const commands = new Set(
    gaps.flatMap(({ key, params }) =>
      key === 'hides'
        ? params.next.map(({ shell_line: line }) => line)
        : key === 'toolsUnchecked'
          ? [params.next.shell_line]
          : [],
    ),
  );
  const next = [...commands].slice(0, MOST_COMMANDS).map((line) => ({ shell_line: line }));
  const run: HostMessage[] = next.length === 0 ? [] : [{ key: 'run', params: { next } }];
  return [...running, ...intruded, ...run];
}
