import type { Command } from '../model/message.ts';

/** Fetches what the providers publish of their addresses. */
export const UPDATE_RANGES: Command = { argv: ['abusedesk', 'ranges', 'update'] };

/** Shows what a block would do; `CASE` is the case folder. */
export const PLAN_BLOCK: Command = { argv: ['abusedesk', 'block', 'plan', 'CASE'] };

/** Shows what a block of what this side begins would do. `TARGETS.txt` is the user's list, an address a line. */
export function planOutboundBlock(port: number): Command {
  return {
    argv: [
      'abusedesk',
      'block',
      'plan',
      '--file',
      'TARGETS.txt',
      '--direction',
      'out',
      '--port',
      String(port),
    ],
  };
}

/** Writes what blocks anew, each day and at each start, what is published under a name: `aws EC2 us-east-1`. On Windows its sink is another. */
export function scheduleBlock(published: string): Command {
  const [provider = '', service, region] = published.split(' ');
  const named = [
    ['--provider', provider],
    service === undefined ? [] : ['--service', service],
    region === undefined ? [] : ['--region', region],
    ['--sink', 'nftables'],
    ['--out', 'units'],
  ];
  return { argv: ['abusedesk', 'block', 'schedule', ...named.flat()] };
}

/** Tries one connection by hand; `HOST` is one that the user may call. */
export function tryConnection(port: number): Command {
  return { argv: ['curl', '--max-time', '10', `telnet://HOST:${port}`] };
}

/** Where a file lies, on the host that it runs on. @param name letters, digits, `_`, `.` and `-`, which stands for itself in a pattern */
export function findFile(name: string): Command {
  return { argv: ['find', '/', '-xdev', '-type', 'f', '-name', name] };
}

/** Looks for infected files on the host that it runs on. */
export const SCAN_FILES: Command = { argv: ['abusedesk', 'host', 'inspect', '--clamav'] };

/** Looks which process sends and how it starts, on the host that it runs on. */
export const INSPECT: Command = { argv: ['abusedesk', 'host', 'inspect'] };

/** Prints the collector for a host without Node. */
export const COLLECTOR: Command = { argv: ['abusedesk', 'host', 'script'] };

/** Writes the complaints about whoever attacked; `CASE` is the case folder. */
export const COMPLAIN: Command = { argv: ['abusedesk', 'complaint', 'CASE'] };

/** Writes to whose accounts were used from a cloud. */
export const ASK_USERS: Command = { argv: ['abusedesk', 'letter', 'user', 'CASE'] };
