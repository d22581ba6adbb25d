import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { afterWord, particles } from '../../src/language/grammar/ko-particles.ts';

test('a particle is chosen for how the word before it is read out', () => {
  const said = (word: string, both: string) => `${word}${afterWord(word, `${both} …`)}`;
  assert.deepEqual(
    ['호스트', '인스턴스', '계정', '서울', '22', '80', '100', '7', 'cron', 'bash', 'EC2', '게이트웨이'].map(
      (word) => said(word, '을(를)'),
    ),
    [
      '호스트를 …',
      '인스턴스를 …',
      '계정을 …',
      '서울을 …',
      '22를 …',
      '80을 …',
      '100을 …',
      '7을 …',
      'cron을 …',
      'bash를 …',
      'EC2를 …',
      '게이트웨이를 …',
    ],
  );
  assert.deepEqual(
    ['포트 21', '포트 22', '포트 6', '서울', '계정', '주소'].map((word) => said(word, '(으)로')),
    ['포트 21로 …', '포트 22로 …', '포트 6으로 …', '서울로 …', '계정으로 …', '주소로 …'],
  );
  assert.deepEqual([said('로그', '은(는)'), said('파일', '은(는)')], ['로그는 …', '파일은 …']);
  assert.deepEqual([said('로그', '이(가)'), said('파일', '이(가)')], ['로그가 …', '파일이 …']);
  assert.deepEqual([said('로그', '와(과)'), said('파일', '와(과)')], ['로그와 …', '파일과 …']);
});

test('both forms stay where the reading is open, and behind a quotation mark the word still counts', () => {
  for (const word of ['Tomcat', 'server', '/var/log/x.log', '(1252)', ''])
    assert.equal(afterWord(word, '은(는) …'), '은(는) …');
  assert.equal(afterWord('abc1', "'은(는) 주소가 아닙니다"), "'은 주소가 아닙니다");
});

test('a parameter is never changed, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('은(는)', '을(를)', '(으)로', '을', '', ' 와(과)'),
      (word, both) => {
        const whole = particles`이름 ${`${word}을(를)`}${both} 끝`;
        assert.ok(whole.startsWith(`이름 ${word}을(를)`), whole);
        assert.ok(whole.endsWith(' 끝'), whole);
      },
    ),
  );
});
