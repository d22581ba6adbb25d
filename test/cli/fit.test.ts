import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { clip, wrap } from '../../src/cli/fit.ts';
import { displayWidth } from '../../src/base/width.ts';
import { run } from './run.ts';

const S3 =
  'AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/05/123456789012_vpcflowlogs_eu-west-1_fl-0a1b2c3d_20261105T0800Z_1a2b3c4d.log.gz';

test('A path that is longer than the line keeps its beginning and the name of the file', () => {
  const lines = wrap(`${S3} ends in the middle of a record`, 100, '  · ').split('\n');
  assert.match(lines[0] ?? '', /^ {2}· AWSLogs\/…\/123456789012_vpcflowlogs\S+\.log\.gz ends in$/u);
  assert.equal(lines[1], '    the middle of a record');
  const narrow = wrap(`${S3} ends early`, 60, '  · ').split('\n');
  assert.match(narrow[0] ?? '', /^ {2}· AWSLogs\S+…\S+1a2b3c4d\.log\.gz$/u);
  for (const line of [...lines, ...narrow]) assert.ok(displayWidth(line) <= 100, line);
});

test('A command that is longer than the line can still be copied', () => {
  const command = `abusedesk letter reply ${S3}`;
  const text = wrap(`Write the answer: ${command} and read it once more`, 60, '  · ', 'whole');
  assert.ok(text.split('\n').some((line) => line.trim() === S3));
});

test('No line is wider than the screen, whatever the words are written in', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.constantFrom('報告書を確認してください。', '한국어로', 'протокол', S3, '/var/log/日本語/アクセス.log'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 40, max: 100 }), (words, width) => {
      const text = words.join(' ').replaceAll(/\s/gu, ' ');
      for (const line of wrap(text, width, '  · ').split('\n')) {
        assert.ok(displayWidth(line) <= width, `${displayWidth(line)} columns: ${line}`);
      }
      assert.ok(displayWidth(clip(text, width)) <= width);
    }),
  );
});

const IIS = [
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
  ...Array.from(
    { length: 60 },
    (_, i) =>
      `2018-03-05 10:00:${String(i).padStart(2, '0')} 10.0.0.1 POST /EWS/Exchange.asmx - 443 CORP\\管理者 203.0.113.9 python-requests/2.9.1 401 1 1326 15`,
  ),
  'nonsense',
  '',
].join('\n');

for (const columns of [60, 80]) {
  test(`The summary fits a screen of ${columns} columns, but for what is to be copied`, async (t) => {
    const written: string[] = [];
    const stdout = { isTTY: false, columns, write: (text: string) => (written.push(text), true) };
    const deep = `logs/AWSLogs/123456789012/${'elasticloadbalancing/'.repeat(5)}u_ex180305.log`;
    const files = { [deep]: IIS, [`${deep}.bin`]: Buffer.alloc(5000, 7) };
    const ran = await run(t, files, ['investigate', 'logs', '--lang', 'ja'], { stdout });
    assert.equal(ran.code, 0, ran.stderr);
    const lines = written.join('').split('\n');
    const wide = lines.filter((line) => displayWidth(line) > columns);
    for (const line of wide) assert.match(line, /abusedesk |\.case|^ {4}\S+$/u);
    assert.ok(lines.length <= 50, `${lines.length} lines`);
    assert.ok(lines.some((line) => line.includes('…')));
  });
}
