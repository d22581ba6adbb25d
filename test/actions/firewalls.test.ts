import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apply, status, undo } from '../../src/actions/apply.ts';
import { FIREWALLS } from '../../src/actions/firewalls/index.ts';
import { haproxyRuntime } from '../../src/actions/firewalls/haproxy-runtime/firewall.ts';
import { nginx } from '../../src/actions/firewalls/nginx/firewall.ts';
import { makePlan } from '../../src/actions/plan.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { ROOT, temporary } from '../support.ts';
import { contract, deskOf, listed, rule } from './contract.ts';
import { memoryHost } from './memory-host.ts';

const NOW = new Date('2026-11-29T19:17:00Z');
const PREFIXES = ['192.0.2.0/24', '198.51.100.7/32', '203.0.113.128/25'];
const PREFIXES6 = ['2001:db8:7::/48', '2001:db8:8::/64'];

test('each sink is a folder of its own, and one line', () => {
  const folder = join(ROOT, 'src', 'actions', 'firewalls');
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(FIREWALLS.map(({ name }) => name).sort(), folders.map(({ name }) => name).sort());
});

/** Firewalls that are no more than a file and its program. */
const BY_FILE = new Set(['nginx', 'apache', 'haproxy', 'caddy']);

for (const firewall of FIREWALLS.filter(({ name }) => BY_FILE.has(name))) {
  test(`${firewall.name}: what it adds it lists, what it undoes is gone, twice is once`, async (t) => {
    const desk = deskOf(firewall, memoryHost(), await temporary(t), nodeEffects(1));
    await contract(desk, async () => listed((await status(desk)).rules).join('\n'));
  });
}

for (const firewall of FIREWALLS) {
  const { families, directions, timer } = firewall.can;

  test(`${firewall.name}: every prefix stands in what is handed over`, () => {
    const texts = [...PREFIXES, ...(families.includes(6) ? PREFIXES6 : [])];
    for (const direction of directions) {
      const until = timer ? [undefined, '2026-11-29T20:17:00Z'] : [undefined];
      for (const end of until) {
        const wanted = rule(texts, { direction, ...(end !== undefined && { until: end }) });
        const sheets = firewall.render([wanted], { now: NOW, present: [] });
        assert.ok(sheets.length > 0);
        const whole = sheets.map(({ text }) => text).join('\n');
        for (const text of texts) {
          const [address = ''] = text.split('/');
          assert.ok(whole.includes(address), `${text} is missing`);
        }
        assert.ok(sheets.every(({ use }) => use !== ''));
      }
    }
  });
}

/** HAProxy's socket, as far as it is used: a list in memory, and a version of it that is being filled. */
function haproxySocket(): (socket: string, text: string) => Promise<string> {
  let running: string[] = [];
  let next: string[] = [];
  return (_socket, text) =>
    Promise.resolve(
      text
        .trim()
        .split('\n')
        .map((line) => {
          const [verb, , ...rest] = line.split(' ');
          if (verb === 'show') return running.map((entry) => `0x5581a0 ${entry}\n`).join('');
          if (verb === 'prepare') next = [];
          if (verb === 'prepare') return 'New version created: 7\n\n';
          if (verb === 'add' && rest[0] === '@7') next.push(rest.at(-1)!);
          if (verb === 'commit' && rest[0] === '@7') running = next;
          return '\n> ';
        })
        .join(''),
    );
}

test('haproxy-runtime: what it adds it lists, what it undoes is gone, twice is once', async (t) => {
  const [sheet] = haproxyRuntime.render([], { now: NOW, present: [] });
  const host = memoryHost({ '/etc/haproxy/abusedesk.acl': sheet!.text });
  host.send = haproxySocket();
  const desk = deskOf(haproxyRuntime, host, await temporary(t), nodeEffects(1));
  await contract(desk, async () => listed((await status(desk)).rules).join('\n'));
  assert.equal(host.files.get('/etc/haproxy/abusedesk.acl'), sheet!.text);
  assert.ok(!host.ran.some((command) => command.includes('reload')));
});

test('what HAProxy answers over its socket is read, as its client never fails', async (t) => {
  const host = memoryHost();
  host.send = () => Promise.resolve('Unknown ACL identifier. Please use #<id> or <file>.\n\n');
  const desk = deskOf(haproxyRuntime, host, await temporary(t), nodeEffects(1));
  await assert.rejects(apply(desk, rule(['192.0.2.0/24'])), { exitCode: 2, message: /Unknown ACL/ });
  host.send = () => Promise.resolve('\n');
  await assert.rejects(apply(desk, rule(['192.0.2.0/24'])), { hint: /--sink haproxy/ });
});

test('a configuration that the program refuses is taken back', async (t) => {
  const host = memoryHost();
  const desk = deskOf(nginx, host, await temporary(t), nodeEffects(1));
  await apply(desk, rule(['192.0.2.0/24']));
  const before = host.files.get('/etc/nginx/conf.d/abusedesk.conf');
  host.refusing.set('nginx -s reload', 'nginx: [emerg] no');
  const failing = apply(desk, rule(['198.51.100.0/24']));
  // The undo reloads as well, and that is refused too: the file is back all the same.
  await assert.rejects(failing, /reload failed: nginx: \[emerg\] no; and taking it back failed/);
  assert.equal(host.files.get('/etc/nginx/conf.d/abusedesk.conf'), before);
});

test('a file that somebody has changed by hand is left alone', async (t) => {
  const host = memoryHost();
  const desk = deskOf(nginx, host, await temporary(t), nodeEffects(1));
  await apply(desk, rule(['192.0.2.0/24']));
  const path = '/etc/nginx/conf.d/abusedesk.conf';
  const changed = host.files.get(path)!.replace('192.0.2.0/24', '192.0.2.0/25');
  host.files.set(path, changed);
  await assert.rejects(apply(desk, rule(['198.51.100.0/24'])), /changed by hand/);
  host.files.set(path, 'server {}\n');
  await assert.rejects(apply(desk, rule(['198.51.100.0/24'])), /is not ours/);
  assert.equal(host.files.get(path), 'server {}\n');
});

test('a web server has no timer, and says what to do instead', async (t) => {
  const desk = deskOf(nginx, memoryHost(), await temporary(t), nodeEffects(1));
  const timed = rule(['192.0.2.0/24'], { until: '2099-01-01T00:00:00Z' });
  await assert.rejects(apply(desk, timed), { exitCode: 2, message: /no timer/, hint: /block undo/ });
});

test('an empty block is never handed on', async (t) => {
  const desk = deskOf(nginx, memoryHost(), await temporary(t), nodeEffects(1));
  await assert.rejects(apply(desk, rule([])), /nothing to block/);
});

test('undo works from a journal whose last line was cut off by a kill', async (t) => {
  const host = memoryHost();
  const folder = await temporary(t);
  const effects = nodeEffects(1);
  const desk = deskOf(nginx, host, folder, effects);
  await apply(desk, rule(['192.0.2.0/24']));
  await effects.fs.appendFile(desk.journal.path, '{"what":"begin","id":"x","at":"2026');
  await undo(deskOf(nginx, host, folder, effects));
  assert.deepEqual((await status(desk)).rules, []);
  await apply(desk, rule(['192.0.2.0/24']));
  assert.equal((await desk.journal.standing()).length, 1);
});

test('a prefix that is too long or too short for a list is widened or split', () => {
  const cloudflare = FIREWALLS.find(({ name }) => name === 'cloudflare')!;
  const made = makePlan({
    firewall: cloudflare,
    wanted: ['2001:db8::1', '2001:db8:1::/48'].map((text) => parsePrefix(text)!),
    kept: [],
    forced: [],
    scope: { direction: 'in' },
  });
  assert.deepEqual(listed([made.rule]), ['2001:db8::/64', '2001:db8:1::/48']);
  assert.equal(made.fit.over[6], 2n ** 64n - 1n);
});
