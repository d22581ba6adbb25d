import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remove } from '../../../test/support.ts';

export const PASSWORD = 'only-for-this-test';

/** A running PostgreSQL: on a socket in a folder of its own, and on the loopback interface. */
export interface Postgres {
  /** The folder of the socket. */
  folder: string;
  port: number;
  /** Makes an empty database. @returns `postgres:///…` by the socket */
  database(name: string): string;
  /** Ends it as a crash does: nothing is finished. */
  crash(): void;
  /** Starts it again on what is on disk. */
  start(): void;
  stop(): Promise<void>;
}

/** Where Debian puts the programs of each version; the newest. */
function programs(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
  const newest = versions.filter((version) => existsSync(join(root, String(version), 'bin', 'initdb')));
  assert.ok(newest.length > 0, `there is no PostgreSQL in ${root}; .ci/install puts it there`);
  return join(root, String(Math.max(...newest)), 'bin');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

/** It refuses to run as root: then it runs as the user that Debian's package makes. */
function unprivileged(): { argv: string[]; uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (kind: string): number => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return { argv: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'], uid, gid };
}

/** Starts an empty server. The user `desk` comes by the socket as he is, and by the network with a password. */
export async function startPostgres(): Promise<Postgres> {
  const bin = programs();
  const folder = await mkdtemp(join(tmpdir(), 'abusedesk-postgres-'));
  const user = unprivileged();
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const run = (program: string, ...args: string[]): string => {
    const [command = '', ...rest] = [...(user?.argv ?? []), join(bin, program), ...args];
    return execFileSync(command, rest, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    });
  };
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  await mkdir(join(folder, 'log'));
  await writeFile(password, PASSWORD);
  if (user !== undefined) {
    for (const path of [join(folder, 'log'), password]) await chown(path, user.uid, user.gid);
  }
  run(
    'initdb',
    `--pgdata=${data}`,
    '--username=desk',
    `--pwfile=${password}`,
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  );
  const port = await freePort();
  const options = [
    `-k ${folder}`,
    `-p ${port}`,
    // Of the second it is not known to us that it is this computer.
    '-h 127.0.0.1,127.0.0.2',
  ].join(' ');
  const control = (...args: string[]): void => {
    run('pg_ctl', `--pgdata=${data}`, '--silent', '--wait', ...args);
  };
  const start = (): void =>
    control(`--log=${join(folder, 'log', 'server')}`, `--options=${options}`, 'start');
  start();
  return {
    folder,
    port,
    start,
    database(name) {
      run('createdb', '--host', folder, '--port', String(port), '--username', 'desk', name);
      return `postgres:///${name}?host=${encodeURIComponent(folder)}&user=desk`;
    },
    crash: () => control('--mode=immediate', 'stop'),
    async stop() {
      control('--mode=immediate', 'stop');
      await remove(folder);
    },
  };
}
