import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../../src/actions/rule.ts';
import { wantedRules } from '../../src/actions/rule.ts';
import { windowsFirewall } from '../../src/actions/firewalls/windows-firewall/firewall.ts';
import { sameAddresses } from '../../src/net/prefix-set.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { numbers } from '../support.ts';
import { listed, rule } from './contract.ts';
import { OTHERS, Windows } from './powershell/net-security.ts';

/** The scripts for a plan, by name. */
function scripts(present: Rule[], plan: Rule, now: Date): Map<string, string> {
  const sheets = windowsFirewall.render(wantedRules(present, plan), { now, present });
  return new Map(sheets.map(({ name, text }) => [name, text]));
}

function blocked(windows: Windows): string[] {
  return windows.rules.flatMap(({ addresses }) => listed([{ prefixes: addresses, direction: 'in' }])).sort();
}

function computer(): Windows {
  const windows = new Windows();
  windows.rules.push({ ...OTHERS, addresses: [] });
  return windows;
}

const until = (windows: Windows, seconds: number): string =>
  new Date(windows.now.getTime() + seconds * 1000).toISOString().replace('.000Z', 'Z');

test('thousands of prefixes become rules of at most a thousand addresses, and none is lost', async () => {
  const windows = computer();
  const next = numbers(7);
  const prefixes = Array.from({ length: 2500 }, (_, i) =>
    parsePrefix(`${20 + (i >> 8)}.${i & 255}.${next() % 256}.0/24`)!,
  );
  const plan: Rule = { prefixes, direction: 'in' };
  await windows.run(scripts([], plan, windows.now).get('abusedesk-block.ps1')!);
  const ours = windows.rules.filter(({ group }) => group === 'abusedesk');
  assert.equal(ours.length, 3);
  assert.ok(
    sameAddresses(
      ours.flatMap(({ addresses }) => addresses),
      prefixes,
    ),
  );
  assert.ok(ours.every(({ direction, port }) => direction === 'Inbound' && port === undefined));
});

test('a new block is there before the old one goes', async () => {
  const windows = computer();
  const old = rule(['192.0.2.0/24']);
  await windows.run(scripts([], old, windows.now).get('abusedesk-block.ps1')!);
  windows.history.length = 0;
  const plan = rule(['198.51.100.0/24', '2001:db8::/32']);
  await windows.run(scripts([old], plan, windows.now).get('abusedesk-block.ps1')!);
  assert.deepEqual(blocked(windows), ['198.51.100.0/24', '2001:db8::/32']);
  assert.ok(windows.history.every((rules) => rules.some(({ group }) => group === 'abusedesk')));
});

test('a script that is stopped anywhere blocks the old or more, and runs again', async () => {
  const old = rule(['192.0.2.0/24']);
  const plan = rule(['198.51.100.0/24']);
  for (let calls = 0; calls < 6; calls++) {
    const windows = computer();
    await windows.run(scripts([], old, windows.now).get('abusedesk-block.ps1')!);
    windows.callsLeft = calls;
    const script = scripts([old], plan, windows.now).get('abusedesk-block.ps1')!;
    await windows.run(script).catch(() => {});
    assert.ok(blocked(windows).length > 0, `nothing is blocked after ${calls} calls`);
    windows.callsLeft = Infinity;
    await windows.run(script);
    assert.deepEqual(blocked(windows), ['198.51.100.0/24']);
  }
});

test('the task that ends a block for a time is registered before the block, and leaves what stays', async () => {
  const windows = computer();
  const old = rule(['192.0.2.0/24']);
  await windows.run(scripts([], old, windows.now).get('abusedesk-block.ps1')!);
  const plan = rule(['192.0.2.0/24', '203.0.113.0/24'], { until: until(windows, 600) });
  const made = scripts([old], plan, windows.now);
  assert.equal(made.has('abusedesk-block.ps1'), false, 'what stays is not touched');
  windows.history.length = 0;
  const script = made.get('abusedesk-block-for.ps1')!;
  assert.ok(script.indexOf('Register-ScheduledTask') < script.indexOf('New-NetFirewallRule'));
  await windows.run(script);
  assert.deepEqual(blocked(windows), ['192.0.2.0/24', '203.0.113.0/24']);
  await windows.pass(601);
  assert.deepEqual(blocked(windows), ['192.0.2.0/24']);
  assert.equal(windows.rules[0]?.group, OTHERS.group);
});

test('a confirmed block stays when its time is over, and undo leads back to what was before', async () => {
  const windows = computer();
  const old = rule(['192.0.2.0/24']);
  await windows.run(scripts([], old, windows.now).get('abusedesk-block.ps1')!);
  const plan = rule(['203.0.113.0/24'], { until: until(windows, 600) });
  const made = scripts([old], plan, windows.now);
  await windows.run(made.get('abusedesk-block-for.ps1')!);
  await windows.run(made.get('abusedesk-confirm.ps1')!);
  assert.deepEqual(windows.tasks, []);
  await windows.pass(601);
  assert.deepEqual(blocked(windows), ['192.0.2.0/24', '203.0.113.0/24']);
  await windows.run(made.get('abusedesk-undo.ps1')!);
  assert.deepEqual(blocked(windows), ['192.0.2.0/24']);
  assert.equal(windows.rules.length, 2);
});

test('one port, in both directions, is blocked for TCP and UDP on the side that is called', async () => {
  const windows = computer();
  const plan = rule(['192.0.2.0/24'], { direction: 'both', port: 443 });
  await windows.run(scripts([], plan, windows.now).get('abusedesk-block.ps1')!);
  const seen = windows.rules
    .slice(1)
    .map(({ direction, protocol, port }) => `${direction} ${protocol} ${port}`);
  assert.deepEqual(seen, ['Inbound TCP 443', 'Inbound UDP 443', 'Outbound TCP 443', 'Outbound UDP 443']);
});

test('the scripts are ASCII with the line ends of Windows', () => {
  const now = new Date('2026-11-29T19:17:00Z');
  for (const text of scripts([], rule(['192.0.2.0/24'], { until: '2026-11-29T20:17:00Z' }), now).values()) {
    assert.match(text, /^[\x20-\x7e\r\n]*$/);
    assert.equal(text.split('\n').length, text.split('\r\n').length);
  }
});

test('a task refreshes the ranges, makes the block anew and runs it, each day and at each start', async () => {
  const windows = computer();
  const node = 'C:\\Program Files\\nodejs\\node.exe';
  const commands = [
    { argv: [node, 'C:\\a b\\abusedesk.js', 'ranges', 'update'], env: {} },
    { argv: [node, 'C:\\a b\\abusedesk.js', 'block', 'plan', '--out', "C:\\it's here\\"], env: {} },
  ];
  const { text, use } = windowsFirewall.schedule!(commands, 'C:\\out');
  assert.match(use, /abusedesk-schedule\.ps1/);
  for (let again = 0; again < 2; again++) await windows.run(text);
  assert.deepEqual(windows.recurring, [
    {
      name: 'abusedesk block refresh',
      actions: [
        `${node} "C:\\a b\\abusedesk.js" ranges update`,
        `${node} "C:\\a b\\abusedesk.js" block plan --out "C:\\it's here\\\\"`,
        'powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File C:\\out\\abusedesk-block.ps1',
      ],
      triggers: ['Daily 04:00', 'AtStartup'],
    },
  ]);
  assert.equal(windows.rules.length, 1, 'it changes no rule by itself');
  const japanese = windowsFirewall.schedule!(commands, 'C:\\遮断').text;
  assert.ok(japanese.startsWith('\ufeff') && !text.startsWith('\ufeff'));
  assert.throws(() => windowsFirewall.schedule!([{ argv: ['x', 'a"b'], env: {} }], 'C:\\out'));
});

test('a typographic quotation mark in the name of a folder ends no text of a script', () => {
  // PowerShell takes each of them for a straight one; twice, it stands for itself.
  for (const mark of ["'", '\u2018', '\u2019', '\u201a', '\u201b']) {
    const argv = ['node.exe', '--file', `C:\\O${mark}; Restart-Computer #`];
    const { text } = windowsFirewall.schedule!([{ argv, env: {} }], 'C:\\out');
    assert.ok(text.includes(`C:\\O${mark}${mark}; Restart-Computer #`), text);
  }
});
