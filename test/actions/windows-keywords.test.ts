import assert from 'node:assert/strict';
import { test } from 'node:test';
import { windowsKeywords } from '../../src/actions/firewalls/windows-keywords/firewall.ts';
import { wantedRules } from '../../src/actions/rule.ts';
import type { Rule } from '../../src/actions/rule.ts';
import { collapse, formatPrefix, parsePrefix } from '../../src/net/prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { intersect, sameAddresses } from '../../src/net/prefix-set.ts';
import { rule } from './contract.ts';
import { Windows } from './powershell/net-security.ts';
import type { FirewallRule } from './powershell/net-security.ts';

function scripts(present: Rule[], plan: Rule, now: Date): Map<string, string> {
  const sheets = windowsKeywords.render(wantedRules(present, plan), { now, present });
  return new Map(sheets.map(({ name, text }) => [name, text]));
}

const blocked = (rules: readonly FirewallRule[]): readonly Prefix[] =>
  collapse(rules.flatMap(({ addresses }) => addresses));
const texts = (windows: Windows): string[] => blocked(windows.rules).map(formatPrefix);

/** Neighbouring networks, none of which can be joined with another. */
function networks(first: number, count: number): Prefix[] {
  return Array.from({ length: count }, (_, i) => {
    const n = (first + i) * 2;
    return parsePrefix(`20.${n >> 8}.${n & 255}.0/24`)!;
  });
}

test('rules name keywords of at most a thousand addresses, and none is lost', async () => {
  const windows = new Windows();
  const prefixes = networks(0, 2500);
  await windows.run(scripts([], { prefixes, direction: 'both' }, windows.now).get('abusedesk-block.ps1')!);
  assert.equal(windows.keywords!.size, 3);
  assert.deepEqual(
    windows.rules.map(({ direction }) => direction),
    ['Inbound', 'Outbound'],
  );
  for (const one of windows.rules) assert.ok(sameAddresses(one.addresses, prefixes));
});

test('what is blocked before and after a refresh is blocked all the while', async () => {
  const windows = new Windows();
  const old = networks(1, 2300);
  const plan = networks(0, 1600);
  const both = intersect(old, plan);
  await windows.run(scripts([], { prefixes: old, direction: 'in' }, windows.now).get('abusedesk-block.ps1')!);
  windows.history.length = 0;
  const present: Rule[] = [{ prefixes: old, direction: 'in' }];
  await windows.run(
    scripts(present, { prefixes: plan, direction: 'in' }, windows.now).get('abusedesk-block.ps1')!,
  );
  assert.ok(windows.history.length > 8);
  for (const [call, rules] of windows.history.entries()) {
    const held = intersect(blocked(rules), both);
    assert.ok(sameAddresses(held, both), `after call ${call} a part of it is open`);
  }
  assert.ok(sameAddresses(blocked(windows.rules), plan));
  assert.equal(windows.keywords!.size, 2, 'a keyword that is not needed any more is left');
});

test('a block for a time ends by its task, a confirmed one stays, and undo leads back', async () => {
  const windows = new Windows();
  const old = rule(['192.0.2.0/24']);
  await windows.run(scripts([], old, windows.now).get('abusedesk-block.ps1')!);
  const until = new Date(windows.now.getTime() + 600_000).toISOString().replace('.000Z', 'Z');
  const made = scripts([old], rule(['203.0.113.0/24'], { until }), windows.now);
  const script = made.get('abusedesk-block-for.ps1')!;
  assert.ok(script.indexOf('Register-ScheduledTask') < script.indexOf('New-NetFirewall'));
  await windows.run(script);
  assert.deepEqual(texts(windows), ['192.0.2.0/24', '203.0.113.0/24']);
  await windows.pass(601);
  assert.deepEqual(texts(windows), ['192.0.2.0/24']);
  await windows.run(script);
  await windows.run(made.get('abusedesk-confirm.ps1')!);
  await windows.pass(601);
  assert.deepEqual(texts(windows), ['192.0.2.0/24', '203.0.113.0/24']);
  await windows.run(made.get('abusedesk-undo.ps1')!);
  assert.deepEqual(texts(windows), ['192.0.2.0/24']);
  await windows.run(scripts([], old, windows.now).get('abusedesk-undo.ps1')!);
  assert.deepEqual([windows.rules, windows.keywords!.size], [[], 0]);
});

test('an older Windows stops before anything is changed', async () => {
  const windows = new Windows();
  windows.keywords = undefined;
  const script = scripts([], rule(['192.0.2.0/24']), windows.now).get('abusedesk-block.ps1')!;
  await assert.rejects(windows.run(script), /no such cmdlet/);
  assert.deepEqual([windows.rules, windows.tasks], [[], []]);
});
