import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { apply, confirm, status, undo } from '../../../src/actions/apply.ts';
import type { Desk } from '../../../src/actions/apply.ts';
import { ipset } from '../../../src/actions/firewalls/ipset/firewall.ts';
import { nftables } from '../../../src/actions/firewalls/nftables/firewall.ts';
import type { Rule } from '../../../src/actions/rule.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { UserError } from '../../../src/base/errors.ts';
import type { Effects } from '../../../src/base/ports.ts';
import { PrefixFinder } from '../../../src/net/prefix-set.ts';
import { addressOfNumber, collapse, parsePrefix } from '../../../src/net/prefix.ts';
import type { Prefix } from '../../../src/net/prefix.ts';
import { contract, deskOf, inSeconds, rule } from '../../../test/actions/contract.ts';
import { numbers, temporary } from '../../../test/support.ts';
import { arriving, connection, download, execute, streaming, wire } from './namespace.ts';
import type { Wire } from './namespace.ts';

const KILL_AT = fileURLToPath(new URL('kill-at.js', import.meta.url));

/** As many prefixes as Amazon published in August 2026 (1,753 and 2,107 collapsed), over as many lengths; made up. */
function manyPrefixes(): readonly Prefix[] {
  const next = numbers(13);
  const list: Prefix[] = [];
  // Public blocks, far from the wire's own 10.99.0.0/24.
  while (list.length < 2600) {
    const length = 13 + (next() % 20);
    list.push(
      parsePrefix(`${13 + (next() % 100)}.${next() % 256}.${next() % 256}.${next() % 256}/${length}`)!,
    );
  }
  while (list.length < 5000) {
    const words = Array.from({ length: 7 }, () => (next() % 65_536).toString(16));
    list.push(parsePrefix(`2600:${words.join(':')}/${32 + (next() % 97)}`)!);
  }
  return collapse(list);
}

/** First and last address of each prefix, and the neighbours outside. */
function edges(prefixes: readonly Prefix[]): { inside: string[]; outside: string[] } {
  const set = new PrefixFinder(prefixes);
  const text = (value: bigint): string => addressOfNumber(value).text;
  const inside = new Set<string>();
  const outside = new Set<string>();
  for (const { first, last } of prefixes) {
    for (const value of [first, last]) inside.add(text(value));
    for (const value of [first - 1n, last + 1n]) {
      if (!set.touches(parsePrefix(text(value))!)) outside.add(text(value));
    }
  }
  return { inside: [...inside], outside: [...outside] };
}

async function rulesOf({ host }: Wire, name: string): Promise<string> {
  if (name === 'nftables') return (await host.run(['nft', '-s', 'list', 'ruleset'])).stdout;
  const parts = [];
  for (const argv of [['ipset', 'save'], ['iptables-save'], ['ip6tables-save']]) {
    const { stdout } = await host.run(argv);
    const lines = stdout.replaceAll(/^#.*\n|\[\d+:\d+\]| bucketsize \d+ initval \S+/gm, '').split('\n');
    parts.push(lines.sort().join('\n'));
  }
  return parts.join('\n');
}

/** What a host has already: it accepts what is established first, and has a rule in each table. */
async function othersRules({ host }: Wire, name: string): Promise<void> {
  if (name === 'nftables') {
    const mine = 'chain input { type filter hook input priority 0; ct state established,related accept; }';
    await host.run(['nft', '-f', '-'], `table inet mine { ${mine} }`);
    return;
  }
  await host.run(['ipset', 'create', 'mine', 'hash:ip']);
  for (const program of ['iptables', 'ip6tables']) {
    await host.run([program, '-t', 'mangle', '-A', 'PREROUTING', '-p', 'sctp', '-j', 'DROP']);
    await host.run([program, ...'-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'.split(' ')]);
  }
}

async function prepared(
  t: TestContext,
  firewall: Desk['firewall'],
): Promise<{ desk: Desk<Effects>; net: Wire }> {
  const net = await wire(t);
  await othersRules(net, firewall.name);
  return { net, desk: deskOf(firewall, net.host, await temporary(t), nodeEffects(1)) };
}

/**
 * Tries it with more and more seconds: on a busy computer the time of a short block is over before it was looked at.
 * @param look false, or it throws: the time was too short
 */
async function forAtLeast(look: (seconds: number) => Promise<boolean>): Promise<void> {
  for (let seconds = 4; ; seconds *= 3) {
    const last = seconds > 100;
    try {
      if (await look(seconds)) return;
    } catch (error) {
      if (last || !(error instanceof UserError)) throw error;
    }
    assert.ok(!last, 'the block was over each time before it was looked at');
  }
}

/** Waits until the kernel has ended what is there for a time. */
async function ended(desk: Desk<Effects>): Promise<void> {
  while ((await status(desk)).rules.length > 0) await sleep(200);
}

const LIST = manyPrefixes();

for (const firewall of [nftables, ipset]) {
  const { name } = firewall;

  test(`${name}: what it adds it lists, what it undoes is gone, twice is once`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    await contract(desk, () => rulesOf(net, name));
  });

  test(`${name}: of thousands of prefixes no edge leaks, and no neighbour is dropped`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    const { inside, outside } = edges(LIST);
    assert.ok(inside.length > 5000 && outside.length > 5000);
    await apply(desk, { prefixes: LIST, direction: 'in' });
    const counted = async (): Promise<number> =>
      (await status(desk)).counters.reduce((sum, { packets }) => sum + packets, 0);
    // A busy computer throws some of so many packets away before its firewall sees them: then they are sent once more.
    for (let rounds = 1; ; rounds++) {
      const before = await counted();
      const came = await arriving(net, [...inside, ...outside]);
      assert.deepEqual(
        inside.filter((address) => came.has(address)),
        [],
        'leaked',
      );
      const missing = outside.filter((address) => !came.has(address));
      const dropped = (await counted()) - before;
      if (missing.length === 0 && dropped >= inside.length) break;
      if (rounds < 5) continue;
      assert.deepEqual(missing, [], 'wrongly dropped');
      assert.fail(`${dropped} of ${inside.length} packets were counted`);
    }
  });

  test(`${name}: twenty replacements under traffic lose nothing and let nothing through`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    const [blocked, free] = ['198.51.100.9', '203.0.113.9'];
    await apply(desk, rule(['198.51.100.0/24']));
    const replacing = async (): Promise<void> => {
      for (let i = 0; i < 20; i++) {
        const rest = LIST.slice(i * 10, i * 10 + 2000);
        const prefixes = [...rest, parsePrefix('198.51.100.0/24')!];
        // Every third is for a time and confirmed: then the sets are other ones.
        if (i % 3 === 2) {
          await apply(desk, { prefixes, direction: 'in', until: inSeconds(desk.effects, 3600) });
          await confirm(desk);
        } else await apply(desk, { prefixes, direction: 'in' });
      }
    };
    for (let attempt = 1; ; attempt++) {
      const { sent, came, overrun } = await streaming(net, [blocked, free], replacing);
      assert.ok(sent.get(free)! > 1000);
      assert.equal(came.get(blocked), undefined, 'leaked');
      const lost = sent.get(free)! - (came.get(free) ?? 0);
      if (lost === 0) break;
      assert.ok(overrun > 0, `${lost} lost, none of them by the machine itself`);
      assert.ok(
        attempt < 5,
        `${lost} lost, and the machine itself threw ${overrun} away, in each of ${attempt} runs`,
      );
    }
  });

  test(`${name}: a block for a time ends by itself`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    const source = '198.51.100.9';
    await forAtLeast(async (seconds) => {
      const until = inSeconds(desk.effects, seconds);
      await apply(desk, rule(['198.51.100.0/24'], { until }));
      const came = await arriving(net, [source]);
      // Where it is still there, it was when the packet came.
      const held = (await status(desk)).rules.length > 0;
      if (held) assert.deepEqual(came, new Set());
      await ended(desk);
      // The kernel counts from when it was told, so never to an earlier end; whole seconds are rounded.
      assert.ok(desk.effects.now().getTime() > Date.parse(until) - 1000, 'it has ended too early');
      return held;
    });
    assert.deepEqual(await arriving(net, [source]), new Set([source]));
  });

  test(`${name}: a block for a time that is confirmed stays when its time is over`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    const source = '198.51.100.9';
    await forAtLeast(async (seconds) => {
      const until = inSeconds(desk.effects, seconds);
      await apply(desk, rule(['198.51.100.0/24'], { until }));
      await confirm(desk);
      await sleep(Date.parse(until) - desk.effects.now().getTime() + 1000);
      return true;
    });
    assert.deepEqual(await arriving(net, [source]), new Set());
    assert.ok((await status(desk)).rules.every(({ until }) => until === undefined));
    await undo(desk);
    assert.deepEqual(await arriving(net, [source]), new Set([source]));
  });

  test(`${name}: undo under traffic lets through again, and loses nothing of others`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    const [blocked, free] = ['198.51.100.9', '203.0.113.9'];
    for (let attempt = 1; ; attempt++) {
      await apply(desk, rule(['198.51.100.0/24']));
      const { sent, came, overrun } = await streaming(net, [blocked, free], () => undo(desk));
      assert.deepEqual(await arriving(net, [blocked]), new Set([blocked]), 'the undone block still stops');
      const lost = sent.get(free)! - (came.get(free) ?? 0);
      if (lost === 0) break;
      assert.ok(overrun > 0, `${lost} lost, none of them by the machine itself`);
      assert.ok(attempt < 5, `${lost} lost in each of ${attempt} runs`);
    }
  });

  test(`${name}: after a kill at any moment, undo leaves the rules as they were`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    const folder = await temporary(t);
    const first = rule(['192.0.2.0/24', '2001:db8:7::/48']);
    await apply(desk, first);
    // The journal is handed over to the process that is killed.
    const { copyFile } = desk.effects.fs;
    const before = await rulesOf(net, name);
    const line = [process.execPath, KILL_AT, name, net.guarded];
    let moment = 0;
    for (; ; moment++) {
      const at = `${folder}/${moment}`;
      await desk.effects.fs.mkdir(at);
      await copyFile(desk.journal.path, `${at}/${name}.jsonl`);
      const args = [
        ...line.slice(1),
        at,
        String(moment),
        '192.0.2.0/25',
        '203.0.113.0/24',
        '2001:db8:9::/48',
      ];
      const killed = await execute(line[0]!, args).then(
        () => false,
        (error: { signal?: string }) => error.signal === 'SIGKILL',
      );
      const journal = deskOf(firewall, net.host, at, desk.effects);
      const torn = (await journal.journal.standing()).length > 1;
      if (torn) await undo(journal);
      // Sets of ipset are new ones, under the same names.
      assert.equal(await rulesOf(net, name), before, `killed at moment ${moment}`);
      if (!killed) break;
    }
    assert.ok(moment > 8, `there were only ${moment} moments`);
  });
}

for (const firewall of [nftables, ipset]) {
  test(`${firewall.name}: a running download stops at once, in either direction of the connection`, async (t) => {
    const { desk, net } = await prepared(t, firewall);
    const rules: Rule[] = [rule(['10.99.0.2/32']), rule(['10.99.0.2/32'], { direction: 'both', port: 8081 })];
    for (const [i, plan] of rules.entries()) {
      const { before, after } = await download(t, net, 8080 + i, () => apply(desk, plan));
      assert.ok(before > 0, 'nothing was transferred before');
      assert.equal(after, 0, `${after} bytes came after the block`);
      await undo(desk);
    }
  });
}

test("nftables: one's own connections to a blocked network go on, where only theirs are blocked", async (t) => {
  const { desk, net } = await prepared(t, nftables);
  const ask = await connection(t, net);
  assert.equal(await ask(), 'hello');
  await apply(desk, rule(['10.99.0.2/32']));
  assert.equal(await ask(), 'hello');
  await apply(desk, rule(['10.99.0.2/32'], { direction: 'out' }));
  assert.equal(await ask(), '');
});
