import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import { openCase } from '../../src/cases/store.ts';
import type { Effects } from '../../src/base/ports.ts';
import { formatPrefix } from '../../src/net/prefix.ts';
import { OTHERS, Windows } from '../actions/powershell/net-security.ts';
import { ipRanges } from '../attribution/world.ts';
import { emptyDocument } from '../cases/world.ts';
import { run } from '../cli/run.ts';
import type { Ran } from '../cli/run.ts';
import { ROOT, temporary } from '../support.ts';

/** What cmd.exe takes as one line (Microsoft, KB 830473). */
const COMMAND_LINE = 8191;
const BLOCKS = ['18.204.0.0/14', '2600:1f18::/33', '34.192.0.0/12'];
/** The section of the page that is for Windows, as a reader has it: lines joined. */
async function section(): Promise<string> {
  const page = await readFile(join(ROOT, 'docs', 'how-to', 'block-a-cloud.md'), 'utf8');
  const [, text = ''] = /\n## Windows\n([^]*?)\n## /.exec(page) ?? [];
  return text.replaceAll(/\n {3}/g, ' ');
}

/** Functions of files whose second argument is a path, too. */
const TWO_PATHS = new Set<string | symbol>(['rename', 'copyFile', 'link']);

/** The files of a computer on which both slashes part folders, as they do on Windows. */
function eitherSlash(fs: Effects['fs']): Effects['fs'] {
  return new Proxy(fs, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const paths = TWO_PATHS.has(name) ? 2 : 1;
        const turned = args.map((arg, i) =>
          i < paths && typeof arg === 'string' ? arg.replaceAll('\\', '/') : arg,
        );
        return Reflect.apply(value, target, turned);
      };
    },
  });
}

interface Reader {
  text: string;
  folder: string;
  home: string;
  /** Runs a command line of the page: `npx abusedesk …`, with this folder's paths. */
  types: (line: string) => Promise<Ran>;
}

/** Somebody who reads the page, in the folder where the case is, with Amazon's ranges loaded. */
async function reader(t: TestContext): Promise<Reader> {
  const folder = await temporary(t);
  const home = join(folder, 'home');
  const written = await openCase(join(folder, 'owa-from-aws.case'), nodeEffects(1));
  await written.publish(emptyDocument());
  await written.close();
  const none = { requests: 0, logins: 0, flows: 0 };
  const sent = {
    bad_sent: { ...none, requests: 9 },
    bad_signed_in: { times: 0, users: 0 },
    good_sent: none,
  };
  const step = { of: [], bad_stopped: 9, bad_left: 0, bad_clients: 3, good_stopped: 0, good: [], ...sent };
  const ladder = [{ ...step, step: 'prefixes', prefixes: BLOCKS.length, blocks: BLOCKS }];
  await mkdir(join(folder, 'owa-from-aws.case', 'block'), { recursive: true });
  await writeFile(
    join(folder, 'owa-from-aws.case', 'block', 'plan.json'),
    JSON.stringify({ schema: 'abusedesk.block/1', step: 'prefixes', ladder }),
  );
  const fs = eitherSlash(nodeEffects(1).fs);
  const changes = { fs, platform: 'win32', cwd: () => folder, env: { ABUSEDESK_HOME: home } } as const;
  const windows = new Windows();
  const types = (line: string): Promise<Ran> => {
    const words = line.split(' ').slice(line.startsWith('npx ') ? 2 : 0);
    const argv = words.map((word) =>
      word.endsWith('.case') || word === 'scripts' ? join(folder, word) : word,
    );
    return run(t, {}, argv, { ...changes, now: () => windows.now });
  };
  const list = join(folder, 'ip-ranges.json');
  await writeFile(
    list,
    ipRanges('2026-11-29T00:00:00Z', [
      ['52.44.0.0/15', 'EC2', 'us-east-1'],
      ['52.46.0.0/18', 'S3', 'us-east-1'],
    ]),
  );
  assert.equal((await types(`ranges import ${list}`)).code, 0);
  return { text: await section(), folder, home, types };
}

/** What the page has the reader type or run, in its order. */
function steps(text: string): string[] {
  const lines = [...text.matchAll(/^npx abusedesk .*$/gm)].map(([line]) => line);
  const prose = text.replaceAll(/^```[^]*?^```$/gm, '');
  const inline = [...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  return [...lines, ...inline.filter((code) => /^npx |^powershell |\.ps1$/.test(code))];
}

function computer(): Windows {
  const windows = new Windows();
  windows.rules.push({ ...OTHERS, addresses: [] });
  return windows;
}

function blocked(windows: Windows): string[] {
  const ours = windows.rules.filter(({ group }) => group.startsWith('abusedesk'));
  return [...new Set(ours.flatMap(({ addresses }) => addresses.map(formatPrefix)))].sort();
}

test('each step for Windows that the page has is executed here, and no other is on it', async () => {
  assert.deepEqual(steps(await section()), [
    'npx abusedesk block plan owa-from-aws.case --sink windows-firewall --out scripts --for 10m',
    'powershell -NoProfile -ExecutionPolicy Bypass -File abusedesk-block-for.ps1',
    'abusedesk-confirm.ps1',
    'abusedesk-undo.ps1',
    'npx abusedesk block schedule --provider aws --service EC2 --sink windows-firewall --out C:\\abusedesk',
    'abusedesk-schedule.ps1',
    'abusedesk-block.ps1',
  ]);
});

for (const sink of ['windows-firewall', 'windows-keywords']) {
  test(`${sink}: the page's steps block, end by themselves, stay when confirmed, and are taken back`, async (t) => {
    const { text, folder, types } = await reader(t);
    const [plan = '', powershell = '', confirm = '', undo = ''] = steps(text);
    const planned = await types(plan.replace('windows-firewall', sink));
    assert.equal(planned.code, 0, planned.stderr);
    // The plan says the same commands as the page.
    assert.ok(planned.stdout.includes(powershell), planned.stdout);
    const script = (name: string): Promise<string> => readFile(join(folder, 'scripts', name), 'utf8');
    const [file = ''] = /\S+\.ps1$/.exec(powershell) ?? [];

    const away = computer();
    await away.run(await script(file));
    assert.deepEqual(blocked(away), BLOCKS);
    assert.equal(away.tasks.length, 1);
    const first = away.history.findIndex((rules) => rules.length > 1);
    assert.ok(first > 0 && away.history.slice(0, first).every((rules) => rules.length === 1));
    // Somebody is locked out, and waits.
    await away.pass(9 * 60);
    assert.deepEqual(blocked(away), BLOCKS);
    await away.pass(61);
    assert.deepEqual(blocked(away), []);
    assert.equal(away.rules.length, 1);

    const staying = computer();
    await staying.run(await script(file));
    await staying.run(await script(confirm));
    await staying.pass(3600);
    assert.deepEqual(blocked(staying), BLOCKS);
    await staying.run(await script(undo));
    assert.deepEqual([blocked(staying), staying.rules.length, staying.tasks], [[], 1, []]);
  });
}

test('a task is registered before the first rule, in the very order of the calls', async (t) => {
  const { text, folder, types } = await reader(t);
  await types(steps(text)[0]!);
  const script = await readFile(join(folder, 'scripts', 'abusedesk-block-for.ps1'), 'utf8');
  // Stopped after each call: whenever there is a rule, there is the task that ends it.
  for (let calls = 0; ; calls++) {
    const windows = computer();
    windows.callsLeft = calls;
    const whole = await windows.run(script).then(
      () => true,
      () => false,
    );
    assert.ok(blocked(windows).length === 0 || windows.tasks.length === 1, `stopped after ${calls} calls`);
    windows.callsLeft = Infinity;
    await windows.pass(601);
    assert.deepEqual(blocked(windows), []);
    if (whole) break;
  }
});

test('the daily task of the page asks for the ranges, plans anew and runs the new script', async (t) => {
  const { text, folder, home, types } = await reader(t);
  const all = steps(text);
  const out = join(folder, 'task');
  const made = await types(
    all.find((line) => line.includes('block schedule'))!.replace('C:\\abusedesk', out),
  );
  assert.equal(made.code, 0, made.stderr);
  assert.deepEqual(await readdir(out), ['abusedesk-schedule.ps1']);
  const windows = computer();
  await windows.run(await readFile(join(out, 'abusedesk-schedule.ps1'), 'utf8'));
  const [task, ...others] = windows.recurring;
  assert.deepEqual(others, []);
  assert.deepEqual(task?.triggers.length, 2, 'each day, and at each start');
  const [update = '', plan = '', block = ''] = task?.actions ?? [];
  assert.match(update, /abusedesk\.js ranges update$/);
  assert.ok(block.startsWith('powershell.exe ') && block.endsWith('\\abusedesk-block.ps1'), block);
  const before = await readdir(home, { recursive: true });
  const planned = await types(plan.slice(plan.indexOf(' block plan ') + 1));
  assert.equal(planned.code, 0, planned.stderr);
  assert.deepEqual(await readdir(home, { recursive: true }), before);
  await windows.run(await readFile(join(out, 'abusedesk-block.ps1'), 'utf8'));
  assert.deepEqual(blocked(windows), ['52.44.0.0/15']);
});

test('where there is no PowerShell, each line of the batch file is one call that cmd.exe takes', async (t) => {
  const { folder, types } = await reader(t);
  const list = join(folder, 'list.txt');
  const prefixes = Array.from(
    { length: 3000 },
    (_, i) => `${20 + (i >> 8)}.${i & 255}.${(i * 7) % 256}.128/25`,
  );
  const longest = Array.from(
    { length: 400 },
    (_, i) => `2001:db8:aaaa:bbbb:cccc:dddd:${(4096 + i * 3).toString(16)}:eeee/128`,
  );
  await writeFile(list, [...prefixes, ...longest].join('\n'));
  for (const more of ['', ' --direction both --port 65535']) {
    const planned = await types(`block plan --file ${list} --sink netsh --out scripts${more}`);
    assert.equal(planned.code, 0, planned.stderr);
    const text = await readFile(join(folder, 'scripts', 'abusedesk-block.cmd'), 'utf8');
    const lines = text.split('\r\n').filter((line) => line !== '');
    assert.ok(lines.length > 10 && !/[^\r]\n/.test(text));
    assert.deepEqual(
      lines.filter((line) => line.length > COMMAND_LINE || /[%^&<>!]/.test(line)),
      [],
    );
    const calls = lines.filter((line) => !line.startsWith('rem '));
    assert.ok(calls.every((line) => line.startsWith('netsh advfirewall firewall ')));
    const found = calls.flatMap((line) => /remoteip=(\S+)/.exec(line)?.[1]?.split(',') ?? []);
    assert.deepEqual([...new Set(found)].sort(), [...prefixes, ...longest].sort());
    // The new rules are there before the old ones go, and none is ever for everybody.
    const verbs = calls.map((line) => line.split(' ')[3]);
    assert.deepEqual([...new Set(verbs)], ['add', 'delete', 'set']);
    assert.ok(calls.every((line) => !line.includes(' add ') || / remoteip=\d/.test(line)));
  }
});
