import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { apply, undo } from '../../../src/actions/apply.ts';
import { apache } from '../../../src/actions/firewalls/apache/firewall.ts';
import { caddy } from '../../../src/actions/firewalls/caddy/firewall.ts';
import type { Firewall } from '../../../src/actions/firewalls/firewall.ts';
import { haproxy } from '../../../src/actions/firewalls/haproxy/firewall.ts';
import { haproxyRuntime } from '../../../src/actions/firewalls/haproxy-runtime/firewall.ts';
import { nginx } from '../../../src/actions/firewalls/nginx/firewall.ts';
import { thisHost } from '../../../src/actions/host.ts';
import type { Host } from '../../../src/actions/host.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { addressOfNumber, collapse, parsePrefix } from '../../../src/net/prefix.ts';
import type { Prefix } from '../../../src/net/prefix.ts';
import { PrefixFinder } from '../../../src/net/prefix-set.ts';
import { deskOf } from '../../../test/actions/contract.ts';
import { numbers, temporary } from '../../../test/support.ts';
import { execute } from './namespace.ts';

const PROBE = fileURLToPath(new URL('http-probe.js', import.meta.url));
const PORT = 8080;

/** A server as the test runs it: its configuration with our line in it, and how it is started. */
interface Server {
  firewall: Firewall;
  /** Files below the test's folder. */
  files: (folder: string) => Record<string, string>;
  start: (folder: string) => string[];
  /** What the sink runs, as it is run here: with the test's configuration. */
  command: (argv: readonly string[], folder: string) => string[];
}

const SERVERS: readonly Server[] = [
  {
    firewall: nginx,
    files: (folder) => ({
      'nginx.conf': `pid ${folder}/nginx.pid; error_log ${folder}/error.log; daemon off; worker_processes 1;
events {}
http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  include ${folder}/etc/nginx/conf.d/*.conf;
  server { listen ${PORT}; listen [::]:${PORT}; if ($abusedesk_blocked) { return 403; } location / { return 200 ok; } } }`,
    }),
    start: (folder) => ['nginx', '-c', `${folder}/nginx.conf`],
    command: (argv, folder) => [...argv, '-c', `${folder}/nginx.conf`],
  },
  {
    firewall: apache,
    files: (folder) => ({
      'www/index.html': 'ok',
      'apache.conf': `ServerRoot ${folder}
ServerName test
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Listen ${PORT}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
User www-data
DocumentRoot ${folder}/www
<Directory ${folder}/www>
  Require all granted
</Directory>
<Directory ${folder}/www/secret>
  Require all denied
</Directory>
Include ${folder}/etc/apache2/conf-available/abusedesk.conf`,
      'www/secret/index.html': 'secret',
    }),
    start: (folder) => ['apache2', '-f', `${folder}/apache.conf`, '-DFOREGROUND'],
    command: (argv, folder) =>
      argv.includes('-v')
        ? ['apache2', '-v']
        : argv.includes('configtest')
          ? ['apache2', '-f', `${folder}/apache.conf`, '-t']
          : ['apache2', '-f', `${folder}/apache.conf`, '-k', 'graceful'],
  },
  ...[haproxy, haproxyRuntime].map((firewall) => ({
    firewall,
    files: (folder: string) => ({
      'etc/haproxy/haproxy.cfg': `global
  pidfile ${folder}/haproxy.pid
  stats socket ${folder}/admin.sock level admin
defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
frontend f
  bind :::${PORT} v4v6
  http-request deny if { src -f ${folder}/etc/haproxy/abusedesk.acl }
  http-request return status 200
`,
    }),
    start: (folder: string) => [
      'haproxy',
      '-W',
      '-p',
      `${folder}/haproxy.pid`,
      '-f',
      `${folder}/etc/haproxy/haproxy.cfg`,
    ],
    command: (argv: readonly string[], folder: string) =>
      argv[0] === 'systemctl'
        ? ['sh', '-c', `kill -USR2 "$(head -1 ${folder}/haproxy.pid)"`]
        : argv.map((word) => word.replace('/etc/', `${folder}/etc/`)),
  })),
  {
    firewall: caddy,
    files: (folder) => ({
      'etc/caddy/Caddyfile': `{
  admin localhost:2019
  auto_https off
  storage file_system ${folder}/storage
}
:${PORT} {
  import ${folder}/etc/caddy/abusedesk.caddy
  respond ok 200
}
`,
    }),
    start: (folder) => [
      'caddy',
      'run',
      '--adapter',
      'caddyfile',
      '--config',
      `${folder}/etc/caddy/Caddyfile`,
    ],
    command: (argv, folder) => argv.map((word) => word.replace('/etc/', `${folder}/etc/`)),
  },
];

/** Thousands of prefixes of addresses that are local in the namespace. */
function manyPrefixes(): readonly Prefix[] {
  const next = numbers(5);
  const list: Prefix[] = [];
  for (let i = 0; i < 3000; i++) {
    list.push(parsePrefix(`10.${next() % 256}.${next() % 256}.${next() % 256}/${18 + (next() % 15)}`)!);
  }
  for (let i = 0; i < 600; i++) {
    const words = Array.from({ length: 7 }, () => (next() % 65_536).toString(16));
    list.push(parsePrefix(`fd00:${words.join(':')}/${40 + (next() % 89)}`)!);
  }
  return collapse(list);
}

/** A thousand addresses: the edges of prefixes, and their neighbours outside. */
function probes(prefixes: readonly Prefix[]): Map<string, boolean> {
  const set = new PrefixFinder(prefixes);
  const asked = new Map<string, boolean>();
  const step = Math.floor(prefixes.length / 300);
  for (let i = 0; i < prefixes.length && asked.size < 1000; i += step) {
    const { first, last } = prefixes[i]!;
    for (const value of [first, last, first - 1n, last + 1n]) {
      const { text } = addressOfNumber(value);
      asked.set(text, set.touches(parsePrefix(text)!));
    }
  }
  return asked;
}

let made = 0;

async function namespaceWith(t: TestContext): Promise<string> {
  const space = `ad${process.pid}w${made++}`;
  const ip = (line: string): Promise<unknown> => execute('ip', line.split(' '));
  await ip(`netns add ${space}`);
  t.after(() => ip(`netns del ${space}`));
  await ip(`-n ${space} link set lo up`);
  await ip(`-n ${space} route add local 10.0.0.0/8 dev lo`);
  await ip(`-n ${space} -6 route add local fd00::/8 dev lo`);
  await execute('ip', ['netns', 'exec', space, 'sysctl', '-qw', 'net.ipv6.ip_nonlocal_bind=1']);
  return space;
}

async function answers(space: string, sources: readonly string[]): Promise<Map<string, number>> {
  const line = ['netns', 'exec', space, process.execPath, PROBE, String(PORT)];
  const running = execute('ip', line, { timeout: 590_000, maxBuffer: 1 << 24 });
  running.child.stdin?.end(sources.join('\n'));
  const { stdout } = await running;
  const rows = stdout.trim().split('\n');
  return new Map(rows.map((row) => [row.split(' ')[0]!, Number(row.split(' ')[1])]));
}

/** The server is asked until it answers; a reload has come to its end when the answer is as expected. */
async function until(space: string, source: string, status: number): Promise<void> {
  const patience = Date.now() + 120_000;
  while (Date.now() < patience) {
    if ((await answers(space, [source])).get(source) === status) return;
    await sleep(100);
  }
  assert.fail(`${source} is not answered with ${status}`);
}

for (const { firewall, files, start, command } of SERVERS) {
  test(`${firewall.name} answers a thousand clients as the plan says, and as before after undo`, async (t) => {
    const space = await namespaceWith(t);
    const folder = await temporary(t);
    await execute('chmod', ['755', folder]);
    const real = thisHost(nodeEffects(1));
    const host: Host = {
      ...real,
      read: (path) => real.read(folder + path),
      write: (path, text) => real.write(folder + path, text),
      // HAProxy knows its lists by the paths of their files.
      send: (_socket, text) =>
        real.send(`${folder}/admin.sock`, text.replaceAll(' /etc/', ` ${folder}/etc/`)),
      run: (argv, input) => real.run(['ip', 'netns', 'exec', space, ...command(argv, folder)], input),
    };
    for (const [path, text] of Object.entries(files(folder))) {
      const at = `${folder}/${path}`;
      await mkdir(at.slice(0, at.lastIndexOf('/')), { recursive: true });
      await writeFile(at, text);
    }
    // The user's configuration names our file before there is a block: it is written as one that blocks nobody.
    const [sheet] = firewall.render([], { now: new Date(0), present: [] });
    const path = folder + sheet!.use.slice(0, sheet!.use.indexOf(';'));
    await mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    await writeFile(path, sheet!.text);
    const server = spawn('ip', ['netns', 'exec', space, ...start(folder)], { stdio: 'ignore' });
    t.after(async () => {
      server.kill('SIGTERM');
      const left = await execute('ip', ['netns', 'pids', space]).catch(() => ({ stdout: '' }));
      for (const pid of left.stdout.split('\n').filter((line) => line !== ''))
        process.kill(Number(pid), 'SIGKILL');
    });

    const prefixes = manyPrefixes();
    const asked = probes(prefixes);
    const sources = [...asked.keys()];
    const inside = sources.find((source) => asked.get(source))!;
    await until(space, inside, 200);
    const desk = deskOf(firewall, host, folder, nodeEffects(1));
    await apply(desk, { prefixes, direction: 'in' });
    await until(space, inside, 403);
    const seen = await answers(space, sources);
    const wrong = sources.filter((source) => seen.get(source) !== (asked.get(source) ? 403 : 200));
    assert.deepEqual(wrong, []);
    assert.ok(sources.length >= 900 && [...asked.values()].filter(Boolean).length > 400);
    await undo(desk);
    await until(space, inside, 200);
    assert.equal(await readFile(path, 'utf8'), sheet!.text);
  });
}
