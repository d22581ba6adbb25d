import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockCase } from '../../src/cases/lock.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { fixture } from '../support.ts';
import { run } from './run.ts';

const NOTICE = await readFile(fixture('notices', 'aws', 'first-notice-intrusion', 'input.eml'));

/** The file system, on which one mail may not be read. */
function closed(name: string): Pick<ReturnType<typeof nodeEffects>, 'fs'> {
  const { fs } = nodeEffects(1);
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  return {
    fs: new Proxy(fs, {
      get: (target, method): unknown =>
        method === 'readFile' || method === 'open'
          ? (path: string, ...rest: never[]) =>
              path.endsWith(name) ? Promise.reject(denied) : target[method](path, ...rest)
          : Reflect.get(target, method),
    }),
  };
}

test('why a mail could not be taken in is said in the language of the reader, and in JSON as data beside the English', async (t) => {
  const files = { 'mails/new/1.eml': NOTICE };
  const argv = ['intake', '--maildir', 'mails', '--cases', 'cases'];
  const { stdout, stderr, code } = await run(t, files, [...argv, '--lang', 'ja'], closed('1.eml'));
  assert.equal(code, 2, stderr);
  assert.match(stdout, /失敗 .*1\.eml {2}読み取る権限がありません。/);
  assert.doesNotMatch(stdout, /permission/);
  const { taken } = JSON.parse((await run(t, files, [...argv, '--json'], closed('1.eml'))).stdout);
  assert.equal(
    taken[0].problem,
    'no permission to read it; give the user who runs this the right to (chmod, or run as its owner) (EACCES)',
  );
  assert.deepEqual(taken[0].problem_message, { key: 'faultEACCES', params: {} });
});

test('a mail of a folder that cannot be read is said by the notice command in the language of the reader', async (t) => {
  const files = { 'mails/1.eml': NOTICE, 'mails/2.eml': NOTICE };
  const argv = ['notice', 'mails'];
  const { stderr, code } = await run(t, files, [...argv, '--lang', 'ja'], closed('2.eml'));
  assert.equal(code, 0, stderr);
  assert.match(stderr, /2\.eml: 読み取れませんでした: 読み取る権限がありません。/);
  assert.match(stderr, /2 件のファイルを読み取りました。うち通知のないもの: 1 件/);
  const { files: read } = JSON.parse((await run(t, files, [...argv, '--json'], closed('2.eml'))).stdout);
  assert.deepEqual(
    read.map(({ claims, problem_message: message }: { claims: number; problem_message?: object }) => [
      claims,
      message,
    ]),
    [
      [1, undefined],
      [0, { key: 'faultEACCES', params: {} }],
    ],
  );
});

test('a case that another run works on keeps its mail waiting, and that is said in the language of the reader', async (t) => {
  const argv = ['intake', '--maildir', 'mails', '--cases', 'cases'];
  const first = await run(t, { 'mails/new/1.eml': NOTICE }, [...argv, '--json']);
  assert.equal(first.code, 0, first.stderr);
  const [{ folder }] = JSON.parse(first.stdout).taken;
  const release = await lockCase(folder, nodeEffects(1));
  t.after(release);
  const again = Buffer.concat([Buffer.from('X-Passed: once more\r\n'), NOTICE]);
  const place = ['--cases', join(first.folder, 'cases')];
  const second = await run(t, { 'mails/new/2.eml': again }, [
    'intake',
    '--maildir',
    'mails',
    ...place,
    '--lang',
    'ru',
  ]);
  assert.equal(second.code, 2, second.stderr);
  assert.match(second.stdout, /с этим делом сейчас работает другой запуск; дождитесь его окончания/);
});
