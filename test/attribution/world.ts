import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects, Output } from '../../src/base/ports.ts';

/** What a command wrote. */
export interface Written {
  stdout: string;
  stderr: string;
}

function collect(written: Written, name: keyof Written): Output {
  return {
    write: (text) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
    },
    isTTY: false,
    columns: undefined,
  };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/**
 * A world without network at 2018-03-06 12:00 UTC whose home is the folder.
 * @param stdin text on the standard input
 */
export function world(
  home: string,
  changes: Partial<Effects> & { input?: string } = {},
): { effects: Effects; written: Written } {
  const written: Written = { stdout: '', stderr: '' };
  const { input = '', ...others } = changes;
  const effects: Effects = {
    ...nodeEffects(2),
    now: () => new Date('2018-03-06T12:00:00Z'),
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })),
    stdout: collect(written, 'stdout'),
    stderr: collect(written, 'stderr'),
    stdin: once(input),
    env: { ABUSEDESK_HOME: home },
    ...others,
  };
  return { effects, written };
}

/** One line of a made list. */
export type Line = readonly [prefix: string, service: string, region: string, border?: string];

/** ip-ranges.json with these lines, published then (`2018-03-05T19:48:10Z`). */
export function ipRanges(published: string, lines: readonly Line[]): Buffer {
  const row = (field: string, [prefix, service, region, border]: Line): Record<string, string> => ({
    [field]: prefix,
    region,
    service,
    ...(border !== undefined && { network_border_group: border }),
  });
  const file = {
    syncToken: String(Date.parse(published) / 1000),
    createDate: published.slice(0, 19).replaceAll(/[T:]/g, '-'),
    prefixes: lines.filter(([prefix]) => !prefix.includes(':')).map((line) => row('ip_prefix', line)),
    ipv6_prefixes: lines.filter(([prefix]) => prefix.includes(':')).map((line) => row('ipv6_prefix', line)),
  };
  return Buffer.from(JSON.stringify(file, null, 2));
}
