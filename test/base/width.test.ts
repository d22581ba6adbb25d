import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { displayWidth, wrap } from '../../src/base/width.ts';

test('Chinese, Japanese and Korean characters take two columns, combining marks none', () => {
  assert.equal(displayWidth('web-7'), 5);
  assert.equal(displayWidth('日本'), 4);
  assert.equal(displayWidth('포트 22'), 7);
  assert.equal(displayWidth('e\u0301'), 1);
  assert.equal(displayWidth('（、）'), 6);
});

test('an address or an id is not broken at the end of a line', () => {
  const text = `${'word '.repeat(14)}i-0abc1234def567890 2001:db8::1:2:3`;
  const lines = wrap(text, 40);
  assert.ok(lines.some((line) => line.includes('i-0abc1234def567890')));
  assert.ok(lines.some((line) => line.includes('2001:db8::1:2:3')));
});

test('a Japanese line does not begin with a full stop or a closing bracket', () => {
  const text = '通信を確認できませんでした（詳細は下記のとおりです）。引き続き確認しております。'.repeat(6);
  for (let width = 10; width < 60; width += 1) {
    for (const line of wrap(text, width)) assert.doesNotMatch(line, /^[、。）」]|[（「]$/u);
  }
});

test('the brackets of a blank stay with their words', () => {
  const text = 'Root cause: [[ how it came about, and how you know ]] and so on, to the end';
  for (let width = 16; width < 80; width += 1) {
    for (const line of wrap(text, width)) assert.doesNotMatch(line, /\[\[$|^\s*\]\]/);
  }
});

test('whatever the text, no line is too wide and nothing is lost', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'bc', '7', '.', ' ', '日', '、', '（', 'ア', '가', 'ж'),
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 78 }), (text, width) => {
      const lines = wrap(text, width, ' - ', '   ');
      for (const line of lines) {
        assert.ok(displayWidth(line) <= width || /[、（]{3}/.test(line), `${width}: ${line}`);
      }
      const squeeze = (some: string) => some.replaceAll(' ', '');
      assert.equal(squeeze(lines.join('')).slice(1), squeeze(text));
    }),
    { numRuns: 2000 },
  );
});
