import assert from 'node:assert/strict';
import { apply, confirm, status, undo } from '../../src/actions/apply.ts';
import type { Desk } from '../../src/actions/apply.ts';
import type { Firewall } from '../../src/actions/firewalls/firewall.ts';
import type { Host } from '../../src/actions/host.ts';
import { Journal } from '../../src/actions/journal.ts';
import { sameRules } from '../../src/actions/rule.ts';
import type { Rule } from '../../src/actions/rule.ts';
import type { Effects } from '../../src/base/ports.ts';
import { formatPrefix, parsePrefix } from '../../src/net/prefix.ts';

/** A rule of these prefixes, for connections that come in. */
export function rule(texts: readonly string[], rest: Partial<Rule> = {}): Rule {
  return { prefixes: texts.map((text) => parsePrefix(text)!), direction: 'in', ...rest };
}

/** What the rules hold, as text. */
export function listed(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ prefixes }) => prefixes.map(formatPrefix));
}

/** `seconds` from now, as a rule's end. */
export function inSeconds(effects: Effects, seconds: number): string {
  const whole = Math.ceil(effects.now().getTime() / 1000) + seconds;
  return new Date(whole * 1000).toISOString().replace('.000Z', 'Z');
}

export function deskOf(firewall: Firewall, host: Host, folder: string, effects: Effects): Desk<Effects> {
  return { firewall, host, journal: new Journal(`${folder}/${firewall.name}.jsonl`, effects), effects };
}

/**
 * What every firewall that can be changed from here must do: what it adds it lists, what it undoes is gone, twice is
 * once; and where it has a timer, what is there for a time can be confirmed.
 * @param fingerprint all of the host's rules, ours and others'
 */
export async function contract(desk: Desk<Effects>, fingerprint: () => Promise<string>): Promise<void> {
  const { families, timer } = desk.firewall.can;
  const six = families.includes(6) ? ['2001:db8:7::/48', '2001:db8:8::9/128'] : [];
  const first = rule(['192.0.2.0/24', '198.51.100.7/32', ...six]);
  const second = rule(['192.0.2.0/25', '203.0.113.0/24', ...six.slice(1)]);

  const before = await fingerprint();
  const added = await apply(desk, first);
  assert.ok(added.changes.length > 0);
  assert.ok(sameRules((await status(desk)).rules, [first]), 'what it adds it lists');
  const once = await fingerprint();
  assert.notEqual(once, before);

  assert.deepEqual((await apply(desk, first)).changes, [], 'twice is once');
  assert.equal(await fingerprint(), once);

  await apply(desk, second);
  assert.ok(sameRules((await status(desk)).rules, [second]), 'a new block replaces the old');

  if (timer) {
    const timed = rule(['192.0.2.0/24', '233.252.0.0/24'], { until: inSeconds(desk.effects, 3600) });
    await apply(desk, timed);
    const rules = (await status(desk)).rules;
    assert.deepEqual(listed(rules.filter(({ until }) => until !== undefined)), [
      '192.0.2.128/25',
      '233.252.0.0/24',
    ]);
    assert.ok(
      rules.some(({ until, prefixes }) => until === undefined && prefixes.length === second.prefixes.length),
    );
    await confirm(desk);
    const confirmed = (await status(desk)).rules;
    assert.deepEqual(
      listed(confirmed).filter((text) => !text.includes(':')),
      ['192.0.2.0/24', '203.0.113.0/24', '233.252.0.0/24'],
    );
    assert.ok(
      confirmed.every(({ until }) => until === undefined),
      'what is confirmed stays',
    );
    await undo(desk);
    assert.ok(sameRules((await status(desk)).rules, [second]), 'undo takes the confirmed back as well');
  }

  await undo(desk);
  assert.ok(sameRules((await status(desk)).rules, [first]), 'undo leads back by one');
  await undo(desk);
  assert.deepEqual((await status(desk)).rules, []);
  assert.equal(await fingerprint(), before, 'what it undoes is gone');
  await assert.rejects(undo(desk), /no block/);
}
