import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import { temporary } from '../support.ts';

const REPORTER = 'reporter: { org: Example Corp, contact: abuse@example.com, domain: example.com }\n';

/** What `complaint --json` prints, as far as tests look at it. */
export interface Printed {
  complaints: {
    id: string;
    provider: string | null;
    actor: string;
    type: string;
    verified: boolean;
    count: number;
    first: string;
    source_port?: number;
    group?: { addresses: number; count: number };
    earlier?: { stretches: number; count: number };
    because: { text: string; message: { key: string } }[];
    redactions: { what: string; count: number }[];
    evidence: { content_type: string; bytes: number; sha256: string }[];
    paths: {
      complaint: string;
      xarf: string;
      text: string;
      'xarf-v3'?: string | null;
      'x-arf'?: string | null;
    };
  }[];
  left: { text: string; message: { key: string } }[];
  kept: string[];
}

export interface Made {
  /** Runs a command line in the folder. */
  command: (...argv: string[]) => Promise<{ code: number; stdout: string; stderr: string }>;
  /** `complaint --json` of the case, which must work. */
  complain: (...argv: string[]) => Promise<Printed>;
  /** A file of the case. */
  read: (path: string) => Promise<string>;
  folder: string;
}

/** The case of these files of evidence, investigated, on a day in 2026; `settings` beside the reporter. */
export async function caseOf(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  settings = REPORTER,
): Promise<Made> {
  const folder = await temporary(t);
  const all = {
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`evidence/${name}`, text])),
    'desk.yaml': settings,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const command: Made['command'] = async (...argv) => {
    const { effects, written } = world(join(folder, 'home'), {
      cwd: () => folder,
      now: () => new Date('2026-03-10T12:00:00Z'),
    });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  const made = await command(
    'investigate',
    'evidence',
    '--case',
    'a.case',
    '--json',
    '--config',
    'desk.yaml',
  );
  if (made.code !== 0) throw new Error(made.stderr);
  return {
    command,
    complain: async (...argv) => {
      const { code, stdout, stderr } = await command(
        'complaint',
        'a.case',
        '--json',
        ...(argv.includes('--config') ? [] : ['--config', 'desk.yaml']),
        ...argv,
      );
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    },
    read: (path) => readFile(join(folder, 'a.case', path), 'utf8'),
    folder,
  };
}

/** A list of Amazon's ranges of that day, with these prefixes of EC2. */
export function amazon(...prefixes: readonly string[]): string {
  const service = (name: string): object[] =>
    prefixes.map((prefix) => ({
      ip_prefix: prefix,
      region: 'us-east-1',
      service: name,
      network_border_group: 'us-east-1',
    }));
  return JSON.stringify({
    syncToken: '1772000000',
    createDate: '2026-03-01-06-13-20',
    prefixes: [...service('AMAZON'), ...service('EC2')],
    ipv6_prefixes: [],
  });
}

const clock = (seconds: number): string => new Date(seconds * 1000).toISOString();
const MONTHS = ['Jan', 'Feb', 'Mar'];

/** Seconds since 1970 of the second day of March 2026, at ten. */
export const MORNING = Date.parse('2026-03-02T10:00:00Z') / 1000;

/** A line of nginx's combined log. */
export function web(
  seconds: number,
  address: string,
  { user = '-', request = 'POST /EWS/Exchange.asmx', status = 401, agent = 'python-requests/2.9.1' } = {},
): string {
  const at = clock(seconds);
  const day = `${at.slice(8, 10)}/${MONTHS[Number(at.slice(5, 7)) - 1]}/${at.slice(0, 4)}:${at.slice(11, 19)} +0000`;
  return `${address} - ${user} [${day}] "${request} HTTP/1.1" ${status} 0 "-" "${agent}"\n`;
}

/** A line of sshd in syslog. */
export function ssh(seconds: number, address: string, user: string, port = 50_000): string {
  const at = clock(seconds);
  return `${at.slice(0, 19)}+00:00 mail1 sshd[4711]: Failed password for ${user} from ${address} port ${port} ssh2\n`;
}

/** Many of something. */
export function times(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at)).join('');
}
