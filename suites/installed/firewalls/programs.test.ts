import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { FIREWALLS } from '../../../src/actions/firewalls/index.ts';
import type { Sheet } from '../../../src/actions/firewalls/firewall.ts';
import { systemdUnits } from '../../../src/actions/schedule.ts';
import { addressCount } from '../../../src/net/prefix-set.ts';
import { collapse, formatPrefix, parsePrefix } from '../../../src/net/prefix.ts';
import type { Prefix } from '../../../src/net/prefix.ts';
import { numbers, temporary } from '../../../test/support.ts';
import { execute, hostIn } from './namespace.ts';

/** Random prefixes of both families, nested and side by side. */
function randomPrefixes(count: number): Prefix[] {
  const next = numbers(3);
  return Array.from({ length: count }, (_, i) =>
    i % 3 === 0
      ? parsePrefix(
          `2001:db8:${(next() % 64).toString(16)}:${(next() % 65_536).toString(16)}::/${44 + (next() % 20)}`,
        )!
      : parsePrefix(
          `${100 + (next() % 4)}.${next() % 16}.${next() % 256}.${next() % 256}/${12 + (next() % 21)}`,
        )!,
  );
}

function sheetsOf(name: string, prefixes: readonly Prefix[]): Sheet[] {
  const firewall = FIREWALLS.find((known) => known.name === name)!;
  return firewall.render([{ prefixes: [...prefixes], direction: 'in' }], { now: new Date(), present: [] });
}

async function space(t: TestContext, name: string): Promise<string> {
  const full = `ad${process.pid}p${name}`;
  await execute('ip', ['netns', 'add', full]);
  t.after(() => execute('ip', ['netns', 'del', full]));
  return full;
}

const COLLAPSE = `import ipaddress, sys
networks = [ipaddress.ip_network(line.strip()) for line in sys.stdin]
for version in (4, 6):
    for network in ipaddress.collapse_addresses(n for n in networks if n.version == version):
        print(network)
`;

test("prefixes are collapsed as Python's ipaddress collapses them, and Python reads the plain list", async () => {
  for (const count of [1, 50, 20_000]) {
    const prefixes = randomPrefixes(count);
    const [list] = sheetsOf('cidr', prefixes);
    const running = execute('python3', ['-c', COLLAPSE], { maxBuffer: 1 << 26 });
    running.child.stdin?.end(list!.text);
    const { stdout } = await running;
    assert.deepEqual(stdout.trim().split('\n'), collapse(prefixes).map(formatPrefix));
  }
});

test('firewalld takes its sets', async (t) => {
  const folder = await temporary(t);
  await mkdir(`${folder}/ipsets`);
  const prefixes = collapse(randomPrefixes(2000));
  for (const { name, text } of sheetsOf('firewalld', prefixes))
    await writeFile(`${folder}/ipsets/${name}`, text);
  const offline = (...args: string[]): Promise<{ stdout: string }> =>
    execute('firewall-offline-cmd', ['--system-config', folder, ...args], { maxBuffer: 1 << 26 });
  for (const family of [4, 6] as const) {
    const { stdout } = await offline(`--ipset=abusedesk${family}`, '--get-entries');
    const read = stdout
      .trim()
      .split('\n')
      .map((line) => parsePrefix(line)!);
    assert.equal(addressCount(collapse(read), family), addressCount(prefixes, family));
    await offline('--zone=drop', `--add-source=ipset:abusedesk${family}`);
  }
  await offline('--check-config');
});

for (const name of ['ipset-restore', 'ufw']) {
  test(`ipset restores what is written for ${name}, again and again`, async (t) => {
    const host = hostIn(await space(t, name.slice(0, 3)));
    const prefixes = collapse(randomPrefixes(3000));
    const sheets = sheetsOf(name, prefixes);
    for (let again = 0; again < 2; again++) {
      const { code, stderr } = await host.run(['ipset', '-exist', 'restore'], sheets[0]!.text);
      assert.equal(code, 0, stderr);
    }
    for (const family of [4, 6] as const) {
      const { stdout } = await host.run(['ipset', '-t', 'list', `abusedesk${family}`]);
      const count = prefixes.filter((prefix) => prefix.family === family).length;
      assert.ok(stdout.includes(`Number of entries: ${count}\n`), stdout);
    }
    for (const { name: file, text } of sheets.filter((sheet) => sheet.name.endsWith('.rules'))) {
      const six = file.includes('6');
      const chain = `ufw${six ? '6' : ''}-before-input`;
      const program = six ? 'ip6tables-restore' : 'iptables-restore';
      const { code, stderr } = await host.run(
        [program, '--noflush'],
        `*filter\n:${chain} - [0:0]\n${text}COMMIT\n`,
      );
      assert.equal(code, 0, stderr);
    }
  });
}

test('systemd takes the timer and its service', async (t) => {
  const folder = await temporary(t);
  const odd = '/tmp/a folder/100% "quoted" $HOME\nExecStartPre=/bin/no-such-program';
  const argv = [process.execPath, odd, '--keep', '203.0.113.0/24'];
  const units = systemdUnits('abusedesk-block-test', [{ argv, env: { ABUSEDESK_HOME: '/var/lib/a b\t$c' } }]);
  for (const { name, text } of units) await writeFile(`${folder}/${name}`, text);
  const paths = units.map(({ name }) => `${folder}/${name}`);
  const { stdout, stderr } = await execute('systemd-analyze', ['verify', '--man=no', ...paths]);
  const ours = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('abusedesk'));
  assert.deepEqual(ours, []);
});
