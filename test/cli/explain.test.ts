import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { temporary } from '../support.ts';
import { run } from './run.ts';

const LINE = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "GET /a HTTP/1.1" 200 1 "-" "curl"\n';

test('explain says why a file was taken for what it is, with its first rows and rejects', async (t) => {
  const ran = await run(t, { 'a.log': `${LINE.repeat(7)}broken\n` }, ['explain', 'a.log']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /taken for\s+access-log, confidence 0\.\d\d/);
  assert.match(ran.stdout, /because\s+7 of its first 8 lines/);
  assert.match(ran.stdout, /times\s+UTC \(by the offset in each record\)/);
  assert.match(ran.stdout, /8 read = 7 parsed \+ 1 rejected \+ 0 skipped/);
  assert.match(ran.stdout, /line 1: ts=2025-10-10T04:55:36Z c_ip=198\.51\.100\.7/);
  assert.match(ran.stdout, /line 5: /);
  assert.doesNotMatch(ran.stdout, /line 6: /);
  assert.match(ran.stdout, /line 8 \(byte \d+\): no \[time\] "request" in it/);
});

test('explain --json has all candidates, and nothing is left on the disk', async (t) => {
  const folder = await temporary(t);
  const ran = await run(t, { 'a.log.gz': gzipSync(LINE) }, ['explain', 'a.log.gz', '--json'], {
    env: { HOME: '/nowhere', TMPDIR: folder },
  });
  assert.equal(ran.code, 0, ran.stderr);
  const { schema, files } = JSON.parse(ran.stdout);
  assert.equal(schema, 'abusedesk.explain/1');
  assert.deepEqual(files[0].candidates[0].format, 'access-log');
  assert.equal(files[0].rows.requests[0].c_ip, '198.51.100.7');
  assert.equal(files[0].evidence.parsed, 1);
  assert.deepEqual(await readdir(folder), []);
});

test('a file that is nothing known says what was tried; what it holds does not reach the terminal', async (t) => {
  const ran = await run(t, { 'odd \u001b[31m.txt': 'nothing \u001b[2J known\n' }, ['explain', '.']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /taken for\s+unknown/);
  assert.doesNotMatch(ran.stdout, /\u001b/);
  const hostile = LINE.replace('curl', '\u001b]0;owned\u0007 \u202e');
  const rows = await run(t, { 'a.log': hostile }, ['explain', 'a.log']);
  assert.match(rows.stdout, /\\x1b\]0;owned\\x07/);
  assert.doesNotMatch(rows.stdout, /[\u001b\u202e]/);
});

test('a proxy that is trusted shows its client, on the command line and in the settings', async (t) => {
  const proxied = LINE.replace('198.51.100.7', '10.0.0.5').replace('"curl"', '"curl" "203.0.113.9"');
  const flag = await run(t, { 'a.log': proxied }, ['explain', 'a.log', '--trusted-proxy', '10.0.0.0/24']);
  assert.match(flag.stdout, /c_ip=203\.0\.113\.9 peer=10\.0\.0\.5/);
  const yaml = 'trusted_proxies: [10.0.0.5]\n';
  const setting = await run(t, { 'a.log': proxied, 'home/abusedesk.yaml': yaml }, ['explain', 'a.log']);
  assert.match(setting.stdout, /c_ip=203\.0\.113\.9 peer=10\.0\.0\.5/);
  const without = await run(t, { 'logs/a.log': proxied }, ['investigate', 'logs', '--json']);
  const { gaps } = JSON.parse(without.stdout);
  assert.ok(
    gaps.some(({ text }: { text: string }) => text.includes('10.0.0.5') && text.includes('--trusted-proxy')),
  );
});

test('a zone, year or proxy that cannot be is named, and one that fits no file is said', async (t) => {
  for (const [option, value] of [
    ['--zone', 'Mars/Olympus'],
    ['--zone', 'a.log='],
    ['--year', '99'],
    ['--trusted-proxy', '10.0.0.300'],
    ['--unpack-ratio', '0'],
    ['--unpack-ratio', '1e9'],
  ] as const) {
    const ran = await run(t, { 'a.log': LINE }, ['explain', 'a.log', option, value]);
    assert.equal(ran.code, 2);
    assert.ok(ran.stderr.includes(option), ran.stderr);
  }
  const ran = await run(t, { 'logs/a.log': LINE }, ['investigate', 'logs', '--json', '--zone', 'b=+09:00']);
  const { gaps } = JSON.parse(ran.stdout);
  assert.ok(
    gaps.some(({ message }: { message: unknown }) =>
      isDeepStrictEqual(message, { key: 'gapUnusedRule', params: { pattern: 'b', kind: 'zone' } }),
    ),
  );
});

test('formats lists every format with a sample, and as JSON', async (t) => {
  const text = await run(t, {}, ['formats']);
  assert.match(text.stdout, /iis-w3c {2}IIS web log/);
  assert.match(text.stdout, /GET \/wp-login\.php/);
  const json = JSON.parse((await run(t, {}, ['formats', '--json'])).stdout);
  const flow = json.find((format: { name: string }) => format.name === 'vpc-flow');
  assert.deepEqual(flow.tables, ['flows']);
  assert.equal(flow.local, false);
});

test('the balancers that the inventory names are believed, and it is said', async (t) => {
  const proxied = LINE.replace('198.51.100.7', '10.0.0.5').replace('"curl"', '"curl" "203.0.113.9"');
  const network = proxied.replace('10.0.0.5', '10.0.0.6');
  const eni = (id: string, address: string, description: string): object => ({
    NetworkInterfaceId: id,
    InterfaceType: 'interface',
    RequesterId: 'amazon-elb',
    Description: description,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
    Groups: [],
  });
  const inventory = JSON.stringify({
    NetworkInterfaces: [
      eni('eni-0a1b2c3d4e5f60718', '10.0.0.5', 'ELB app/shop/0123456789abcdef'),
      eni('eni-0a1b2c3d4e5f60719', '10.0.0.6', 'ELB net/shop/0123456789abcdef'),
    ],
  });
  const files = { 'e/a.log': proxied + network, 'e/inventory.json': inventory };
  const ran = await run(t, files, ['investigate', 'e', '--json']);
  assert.equal(ran.code, 0, ran.stderr);
  const { gaps } = JSON.parse(ran.stdout);
  const said = gaps.filter(({ text }: { text: string }) => text.includes('X-Forwarded-For'));
  assert.equal(said.length, 2);
  assert.match(said[0].text, /believed of load balancers that the inventory names: 10\.0\.0\.5$/);
  assert.match(said[1].text, /come from 10\.0\.0\.6: if these are proxies of yours/);
});

test('a log without a zone is read in the one that is given, and else says that UTC was assumed', async (t) => {
  const files = {
    'e/fail2ban.log':
      '2026-11-20 10:00:00,123 fail2ban.actions        [812]: NOTICE  [sshd] Ban 198.51.100.7\n',
  };
  const given = await run(t, files, ['explain', 'e', '--zone', 'fail2ban.log*=Asia/Seoul']);
  assert.match(given.stdout, /times\s+Asia\/Seoul, as given/);
  assert.match(given.stdout, /ts=2026-11-20T01:00:00\.123Z/);
  const yaml = "zones: { '*': Asia/Tokyo, '*.log': '-01:00' }\n";
  const last = await run(t, { ...files, 'home/abusedesk.yaml': yaml }, ['explain', 'e']);
  assert.match(last.stdout, /ts=2026-11-20T11:00:00\.123Z/);
  const assumed = await run(t, files, ['investigate', 'e', '--json']);
  const { gaps, evidence } = JSON.parse(assumed.stdout);
  assert.equal(evidence[0].zone, 'assumed UTC');
  assert.ok(
    gaps.some(({ text }: { text: string }) =>
      text.startsWith('times without a zone in fail2ban.log were read as UTC'),
    ),
  );
});

test("a log is read as the server's configuration beside it says", async (t) => {
  const conf =
    'log_format timed \'$request_time $remote_addr [$time_local] "$request" $status\';\naccess_log /var/log/nginx/a.log timed;\n';
  const line = '0.012 198.51.100.7 [10/Oct/2025:13:55:36 +0900] "GET /a HTTP/1.1" 200\n';
  const files = { 'e/nginx.conf': conf, 'e/a.log': line.repeat(3) };
  const ran = await run(t, files, ['investigate', 'e', '--json']);
  assert.equal(ran.code, 0, ran.stderr);
  const { evidence, gaps } = JSON.parse(ran.stdout);
  assert.deepEqual(
    evidence.map((entry: { path: string; format: string; parsed: number }) => [
      entry.path,
      entry.format,
      entry.parsed,
    ]),
    [
      ['a.log', 'log-format', 3],
      ['nginx.conf', 'web-server-config', 0],
    ],
  );
  // It is no list of address ranges, although it is not read as events either.
  assert.ok(!gaps.some(({ text }: { text: string }) => text.includes('nginx.conf')), gaps.join());
});
