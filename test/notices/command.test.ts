import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { noticeCommand } from '../../src/cli/notice/command.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import { UserError } from '../../src/base/errors.ts';
import { displayWidth } from '../../src/base/width.ts';
import { LANGS } from '../../src/language/lang.ts';
import { NOTICE } from '../../src/notices/format.ts';
import { fixture, temporary } from '../support.ts';

async function run(args: string[], stdin = ''): Promise<{ out: string; error: unknown }> {
  let out = '';
  const effects: Effects = {
    ...nodeEffects(1),
    now: () => new Date('2026-05-05T20:00:12Z'),
    resolveDns: () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })),
    stdout: { write: (text) => void (out += text), isTTY: false, columns: undefined },
    stdin: (async function* () {
      yield Buffer.from(stdin);
    })(),
    env: {},
  };
  try {
    await noticeCommand(effects).exitOverride().parseAsync(args, { from: 'user' });
    return { out, error: undefined };
  } catch (error) {
    return { out, error };
  }
}

const FIRST = fixture('notices', 'aws', 'first-notice-intrusion', 'input.eml');

test('the notice is told on one screen, with what is left of the 24 hours', async () => {
  const { out, error } = await run([FIRST]);
  assert.equal(error, undefined);
  assert.match(
    out,
    /^A notice in the name of AWS \(case 10293847561\) claims attempts to log in elsewhere\.$/m,
  );
  assert.match(out, /2026-05-06T08:30:12Z \(12 hours 30 minutes left\)/);
  assert.match(out, /i-0a1b2c3d4e5f60718 · 203\.0\.113\.10 · account 123456789012 · eu-west-1/);
  assert.match(out, /cannot tell: it carries no signature of AWS/);
  assert.match(out, /abusedesk investigate FOLDER/);
  assert.ok(out.split('\n').length < 24);
  assert.ok(out.split('\n').every((line) => line.length <= 100));
});

test('the screen is in the language that was asked for, and aligned in it', async () => {
  const { out: english } = await run([FIRST]);
  for (const lang of LANGS.filter((one) => one !== 'en')) {
    const { out, error } = await run([FIRST, '--lang', lang]);
    assert.equal(error, undefined);
    const same = english
      .split('\n')
      .filter((line) => /[a-z]{4}/.test(line) && out.split('\n').includes(line));
    assert.deepEqual(same, ['  abusedesk investigate FOLDER'], lang);
    assert.match(out, /i-0a1b2c3d4e5f60718 · 203\.0\.113\.10/);
    assert.ok(out.split('\n').every((line) => displayWidth(line) <= 100));
    const values = out.split('\n').flatMap((line) => /^  \S.*? {2,}(?=\S)/.exec(line)?.[0] ?? []);
    assert.ok(values.length > 5);
    assert.equal(new Set(values.map(displayWidth)).size, 1, lang);
  }
});

test('with --json there is one document and nothing else', async () => {
  const { out } = await run([FIRST, '--json']);
  const document: { schema: string; claims: unknown[]; unread: unknown[] } = JSON.parse(out);
  assert.equal(document.schema, 'abusedesk.notice/1');
  assert.equal(document.claims.length, 1);
  assert.deepEqual(document.unread, []);
});

test('a notice comes from standard input too', async () => {
  const { out } = await run(['-'], 'Your AWS Abuse Report [4242] [AWS ID 123456789012]');
  assert.match(out, /case 4242/);
  assert.match(out, /a pasted text has no sender/);
});

test('a text that is no notice ends with exit code 2 and an empty list', async () => {
  const { out, error } = await run(['-', '--json'], 'Dear customer, nothing happened.');
  assert.ok(error instanceof UserError && error.exitCode === 2 && error.hint !== undefined);
  assert.deepEqual(JSON.parse(out), {
    schema: 'abusedesk.notice/1',
    claims: [],
    unread: [],
    notes: [],
    attachments: [],
  });
});

test("Outlook's own file format is named, with the way out", async (t: TestContext) => {
  const path = join(await temporary(t), 'notice.msg');
  await writeFile(path, Buffer.from('d0cf11e0a1b11ae1000000', 'hex'));
  const { error } = await run([path]);
  assert.ok(error instanceof UserError && error.exitCode === 2);
  assert.match(error.hint ?? '', /save it as \.eml/);
});

test('a file that is not there, or is a folder, is named with what to do', async (t: TestContext) => {
  const folder = await temporary(t);
  for (const path of [join(folder, 'none.eml'), folder]) {
    const { error } = await run([path]);
    assert.ok(
      error instanceof UserError && error.exitCode === 2 && error.file === path && error.hint !== undefined,
      path,
    );
  }
});

test('nothing of a notice moves the cursor or turns the text round', async (t: TestContext) => {
  const path = join(await temporary(t), 'evil.txt');
  await writeFile(
    path,
    'Reported Activity: Port \u001b[2J\u009b31m\u202eScanning\nAbuse Time: 5 May 2026 01:02:03 UTC\nBlocked \u001b]0;x\u0007 port 22\nOdd \u001b label: \u001b[1m\nOdd Label: \u001b[1m\n',
  );
  for (const args of [[path], [path, '--json']]) {
    const { out } = await run(args);
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
});

function recognised(text: string): boolean {
  const bytes = Buffer.from(text);
  return NOTICE.recognise({ bytes, text: bytes.toString('latin1'), name: 'x', whole: true }) !== undefined;
}

test('mails and pasted notices are recognised by content, logs and other texts are not', () => {
  assert.ok(recognised('Received: by mx\nFrom: a@b\nSubject: =?utf-8?B?w6Q=?=\n\n5pel5pys'));
  assert.ok(
    recognised(
      '안녕하세요\n\n> AWS ID: 1 EC2 Instance\n> Id: i-0a1b2c3d\n> has been implicated\n> in activity that',
    ),
  );
  assert.ok(recognised('Your AWS Abuse Report [1]'));
  assert.ok(recognised('x\nDOS,i-0a1b2c3d,2017-01-01 12:00:00 PDT,198.51.100.8,TCP,*,80,us-east-1'));
  assert.ok(!recognised('2 123456789012 eni-0a1b 10.0.0.1 10.0.0.2 443 4 6 1 40 1 2 ACCEPT OK'));
  assert.ok(!recognised('198.51.100.1 - - [05/May/2026:01:02:03 +0000] "GET / HTTP/1.1" 200 1'));
  assert.ok(!recognised('From: the desk\nTo whom it may concern'));
  assert.ok(!recognised(''));
});

test('many notices are read at once from a folder, each with its file, and what is none is counted', async (t) => {
  const folder = await temporary(t);
  const names = ['first-notice-intrusion', 'dos-two-blocks', 'newsletter-is-no-notice'];
  for (const name of names) {
    const input =
      readdirSync(fixture('notices', 'aws', name)).find((file) => file.startsWith('input.')) ?? '';
    await copyFile(fixture('notices', 'aws', name, input), join(folder, `${name}.eml`));
  }
  const { out, error } = await run([folder]);
  assert.equal(error, undefined);
  assert.ok(out.includes(join(folder, 'first-notice-intrusion.eml')));
  assert.ok(out.includes(join(folder, 'dos-two-blocks.eml')));
  assert.equal(out.match(/^A notice in the name of AWS/gm)?.length, 2);
  const { claims, files } = JSON.parse((await run([folder, '--json'])).out);
  assert.equal(claims.length, 2);
  assert.deepEqual(
    files.map(({ file, claims: count }: { file: string; claims: number }) => [basename(file), count]),
    [...names].sort().map((name) => [`${name}.eml`, name.startsWith('newsletter') ? 0 : 1]),
  );
});

test('a folder without a notice ends with exit code 2', async (t) => {
  const { error } = await run([await temporary(t), '--json']);
  assert.ok(error instanceof UserError && error.exitCode === 2);
});
