import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { apply, status, undo } from '../../../src/actions/apply.ts';
import { firewalld } from '../../../src/actions/firewalls/firewalld/firewall.ts';
import { ipset } from '../../../src/actions/firewalls/ipset/firewall.ts';
import { nftables } from '../../../src/actions/firewalls/nftables/firewall.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { deskOf, rule } from '../../../test/actions/contract.ts';
import { temporary } from '../../../test/support.ts';
import { arriving, execute, untilArriving, wire } from './namespace.ts';
import type { Wire } from './namespace.ts';

const BLOCKED = ['203.0.113.9', '2001:db8:7::9'];
const FREE = ['192.0.2.9', '2001:db8:9::9'];
const PREFIXES = ['203.0.113.0/24', '2001:db8:7::/48'];

/** A message bus on which everybody may say everything. */
const busOf = (
  folder: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*" eavesdrop="true"/>
  </policy>
</busconfig>
`;

interface Firewalld {
  net: Wire;
  /** In place of /etc/firewalld. */
  folder: string;
  /** Runs `firewall-cmd`; what it says. */
  command: (...args: string[]) => Promise<string>;
  restart: () => Promise<void>;
}

/** firewalld in a namespace, with a message bus and a configuration of its own; it trusts whom no zone names. */
async function running(t: TestContext): Promise<Firewalld> {
  const net = await wire(t);
  const folder = await temporary(t);
  for (const part of ['ipsets', 'zones']) await mkdir(`${folder}/${part}`);
  await writeFile(`${folder}/bus.conf`, busOf(folder));
  await writeFile(`${folder}/firewalld.conf`, 'DefaultZone=trusted\nIPv6_rpfilter=no\n');
  const bus = spawn(
    'dbus-daemon',
    [`--config-file=${folder}/bus.conf`, '--nofork', '--nopidfile', '--print-address'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  t.after(() => bus.kill('SIGKILL'));
  await once(bus.stdout, 'data');
  process.env['DBUS_SYSTEM_BUS_ADDRESS'] = `unix:path=${folder}/bus`;
  const command = async (...args: string[]): Promise<string> =>
    (await execute('firewall-cmd', args)).stdout.trim();
  let stop = (): Promise<unknown> => Promise.resolve();
  const start = async (): Promise<void> => {
    const line = [
      'netns',
      'exec',
      net.guarded,
      'firewalld',
      '--nofork',
      '--nopid',
      '--system-config',
      folder,
    ];
    const server = spawn('ip', [...line, '--log-file', `${folder}/log`], { stdio: 'ignore' });
    const ended = once(server, 'exit');
    stop = () => {
      server.kill('SIGTERM');
      return ended;
    };
    const patience = Date.now() + 120_000;
    while ((await command('--state').catch(() => '')) !== 'running') {
      assert.ok(server.exitCode === null && Date.now() < patience, 'firewalld does not start');
      await sleep(200);
    }
  };
  await start();
  t.after(() => stop());
  await untilArriving(net, [...BLOCKED, ...FREE]);
  return { net, folder, command, restart: () => stop().then(start) };
}

test('firewalld: what is handed to it blocks, and still does after each kind of reload and after a restart', async (t) => {
  const { net, folder, command, restart } = await running(t);
  const sheets = firewalld.render([rule(PREFIXES)], { now: new Date(0), present: [] });
  assert.equal(sheets.length, 2);
  // As it says itself; twice, as it is when a block is made anew.
  for (const { name, text, use } of [...sheets, ...sheets]) {
    await writeFile(`${folder}/${name}`, text);
    await execute('sh', ['-c', use.replaceAll('/etc/firewalld/', `${folder}/`)], { cwd: folder });
  }
  const check = async (after: string): Promise<void> =>
    assert.deepEqual(await arriving(net, [...BLOCKED, ...FREE]), new Set(FREE), after);
  await check('as its own words say');
  for (const reload of ['--reload', '--complete-reload']) {
    assert.equal(await command(reload), 'success');
    await check(reload);
  }
  await restart();
  await check('restart');
  assert.match(await command('--ipset=abusedesk4', '--get-entries'), /203\.0\.113\.0\/24/);
});

test('nftables: a block beside firewalld survives its reloads, and undo takes it back', async (t) => {
  const { net, folder, command } = await running(t);
  const desk = deskOf(nftables, net.host, folder, nodeEffects(1));
  await apply(desk, rule(PREFIXES));
  for (const reload of ['--reload', '--complete-reload']) {
    await command(reload);
    assert.deepEqual(await arriving(net, [...BLOCKED, ...FREE]), new Set(FREE), reload);
    assert.equal((await status(desk)).differs, false, reload);
  }
  await undo(desk);
  await untilArriving(net, [...BLOCKED, ...FREE]);
});

test('ipset: beside firewalld, whose reload would take the rules away, nothing is changed and it is said', async (t) => {
  const { net, folder, command } = await running(t);
  // What would happen.
  await net.host.run(['iptables', '-t', 'mangle', '-I', 'PREROUTING', '-s', '203.0.113.0/24', '-j', 'DROP']);
  await command('--reload');
  const { stdout } = await net.host.run(['iptables', '-t', 'mangle', '-S', 'PREROUTING']);
  assert.equal(stdout.trim(), '-P PREROUTING ACCEPT');
  const desk = deskOf(ipset, net.host, folder, nodeEffects(1));
  await assert.rejects(apply(desk, rule(PREFIXES)), {
    exitCode: 2,
    message: /firewalld/,
    hint: /--sink nftables/,
  });
  assert.equal((await net.host.run(['ipset', 'list', '-n'])).stdout.trim(), '');
  assert.deepEqual(await desk.journal.standing(), []);
});
