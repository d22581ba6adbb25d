import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { LAKE_TABLES } from '../../../src/events/schema.ts';
import { TrinoClient } from '../../../src/events/engines/trino/client.ts';
import { trinoName, trinoTable } from '../../../src/events/engines/trino/ddl.ts';
import { TrinoEngine } from '../../../src/events/engines/trino/engine.ts';
import { remove } from '../../../test/support.ts';

/** Where `.ci/install` unpacks the server with its hive connector. */
const INSTALLED = '/opt/abusedesk-tests/trino';
/** Its only catalog, of the hive connector; `local:///` there is the folder of the lakes. */
export const CATALOG = 'lake';

/** The Java that Trino 476 needs. */
function javaHome(): string {
  const named = process.env['JAVA_HOME_25'] ?? process.env['JAVA_HOME'];
  const folder = '/usr/lib/jvm';
  const installed = existsSync(folder)
    ? readdirSync(folder).filter((name) => /(?:^|\D)25(?:\D|$)/.test(name))
    : [];
  const home = [named, ...installed.map((name) => join(folder, name))].find(
    (path) =>
      path !== undefined && existsSync(join(path, 'release')) && existsSync(join(path, 'bin', 'java')),
  );
  assert.ok(home, 'this suite needs a Java 25: set JAVA_HOME to where one is installed');
  return home;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error()),
      );
    });
  });
}

/** A real Trino of one node on this computer, over lakes that lie in a folder of its own. */
export interface Trino {
  url: string;
  /** The folder that the server reaches. */
  lakes: string;
  /** Puts a lake where the server reaches it, with the tables over it, and opens it. @param name lower case and underlines */
  over(lake: string, name: string): Promise<TrinoEngine>;
  client(schema: string): TrinoClient;
  /** Kills the server, as a crash does. */
  kill(): void;
  stop(): Promise<void>;
}

/** A server that is up may not know yet that its only node has the catalog: then the first questions find no node. */
async function untilAnswered(client: TrinoClient): Promise<void> {
  const begun = Date.now();
  for (;;) {
    try {
      await client.run('SELECT src, count(*) FROM flows GROUP BY src');
      return;
    } catch (error) {
      if (Date.now() - begun > 60_000 || !String(error).includes('NO_NODES_AVAILABLE')) throw error;
      await setTimeout(500);
    }
  }
}

/** Starts the server and waits until it has answered a query; it is up before its only worker is known to it. */
export async function startTrino(): Promise<Trino> {
  assert.ok(
    existsSync(join(INSTALLED, 'bin')),
    `there is no Trino in ${INSTALLED}; .ci/install puts it there`,
  );
  const folder = await mkdtemp(join(tmpdir(), 'abusedesk-trino-'));
  const lakes = join(folder, 'lakes');
  const port = await freePort();
  const etc = join(folder, 'etc');
  await mkdir(join(etc, 'catalog'), { recursive: true });
  await mkdir(lakes);
  const files: Record<string, string[]> = {
    'node.properties': [
      'node.environment=test',
      'node.id=one',
      `node.data-dir=${join(folder, 'data')}`,
      `plugin.dir=${join(INSTALLED, 'plugin')}`,
      'node.internal-address=127.0.0.1',
    ],
    // Short queries, one at a time: what compiles fast is faster than what compiles well.
    'jvm.config': [
      '-server',
      '-Xmx1500M',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '--enable-native-access=ALL-UNNAMED',
    ],
    'config.properties': [
      'coordinator=true',
      'node-scheduler.include-coordinator=true',
      `http-server.http.port=${port}`,
      `discovery.uri=http://127.0.0.1:${port}`,
    ],
    'log.properties': ['io.trino=WARN'],
    [`catalog/${CATALOG}.properties`]: [
      'connector.name=hive',
      'hive.metastore=file',
      'hive.metastore.catalog.dir=local:///meta',
      'fs.native-local.enabled=true',
      `local.location=${lakes}`,
    ],
  };
  for (const [name, lines] of Object.entries(files))
    await writeFile(join(etc, name), `${lines.join('\n')}\n`);
  const home = javaHome();
  const server = spawn(join(INSTALLED, 'bin', 'launcher'), ['run', '-etc-dir', etc], {
    env: { ...process.env, JAVA_HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (text) => (said = `${said}${text}`.slice(-8000)));
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const client = (schema: string): TrinoClient =>
    new TrinoClient({ url, user: 'desk', catalog: CATALOG, schema }, { fetch }, (seconds) =>
      setTimeout(seconds * 1000),
    );
  const kill = (): void => {
    try {
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  const stop = async (): Promise<void> => {
    kill();
    await ended;
    await remove(folder);
  };
  const begun = Date.now();
  for (;;) {
    assert.ok(server.exitCode === null && Date.now() - begun < 240_000, `Trino does not start:\n${said}`);
    try {
      const { rows } = await client('none').run('SELECT count(*) FROM system.runtime.nodes');
      if (Number(rows[0]?.[0]) > 0) break;
    } catch {
      await setTimeout(500);
    }
  }
  return {
    url,
    lakes,
    client,
    kill,
    stop,
    async over(lake, name) {
      const place = join(lakes, name);
      await cp(lake, place, { recursive: true });
      const run = client(name);
      await run.run(`CREATE SCHEMA ${CATALOG}.${trinoName(name)}`);
      for (const table of LAKE_TABLES) {
        await mkdir(join(place, table), { recursive: true });
        const [statement = ''] = trinoTable(CATALOG, name, { table, location: `local:///${name}/${table}` });
        await run.run(statement);
      }
      await untilAnswered(run);
      return new TrinoEngine(run);
    },
  };
}
