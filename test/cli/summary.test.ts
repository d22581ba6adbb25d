import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summary } from '../../src/cli/summary.ts';
import { style } from '../../src/cli/terminal.ts';
import { SCREEN_WORDS } from '../../src/cli/words/index.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { displayWidth } from '../../src/base/width.ts';
import { LANGS } from '../../src/language/lang.ts';
import type { Lang } from '../../src/language/lang.ts';
import { render } from '../../src/language/render.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { Message } from '../../src/model/message.ts';
import { scanCase } from '../report/sample-scan.ts';

const effects = { ...nodeEffects(1), now: () => new Date('2026-11-21T18:00:00Z') };

const scanned: Message = {
  key: 'scanned',
  params: {
    who: '10.10.3.17',
    protocol: 6,
    ports: [22],
    port_count: 1,
    hosts: 12_043,
    when: { from: '2026-11-20T14:31:07Z', to: '2026-11-20T15:02:44Z' },
    unanswered: 0.97,
    flagless: false,
  },
};
const gap: Message = { key: 'gapRejected', params: { path: 'a.log', rejected: 3, read: 10 } };
const stop: Message = { key: 'nextCutOff', params: { host: 'i-1', stop: { argv: ['aws', 'ec2', 'x'] } } };

function screen(lang: Lang): string {
  const sample = scanCase();
  const findings = sample.findings.map((finding) => Object.assign({}, finding, { message: scanned }));
  const document = concluded({ ...sample, findings, gaps: [gap], next: [stop] });
  const paint = style({ ...effects.stdout, isTTY: false }, false, effects);
  return summary({ document, folder: '/cases/a', kept: ['x.txt'] }, { lang, style: paint }, effects);
}

test('the screen says answer, clock, findings, gaps and steps in the language that was asked for', () => {
  const english = screen('en').split('\n');
  for (const lang of LANGS.filter((one) => one !== 'en')) {
    const text = screen(lang);
    const left = english.filter((line) => /[a-z]{4}/.test(line) && text.split('\n').includes(line));
    assert.deepEqual(left, [], lang);
    assert.match(text, /^ {6}aws ec2 x$/m, 'a command is the same in every language');
    assert.match(text, /12.043/);
  }
});

test('what stands behind the labels begins in one column, in every language', () => {
  for (const lang of LANGS) {
    const lines = screen(lang).split('\n');
    const columns = (['screenDeadline', 'screenEvidence', 'screenReport'] as const).map((key) => {
      const label = render({ key, params: {} }, SCREEN_WORDS[lang]);
      const line = lines.find((one) => one.startsWith(`${label}  `)) ?? assert.fail(label);
      return displayWidth(/^.*? {2,}/.exec(line)?.[0] ?? '');
    });
    assert.equal(new Set(columns).size, 1, `${lang}: ${columns.join(', ')}`);
  }
});

test('what is overdue is said with how long it is', () => {
  const late = { ...effects, now: () => new Date('2026-11-22T08:00:00Z') };
  const paint = style({ ...effects.stdout, isTTY: false }, false, effects);
  const shown = (lang: Lang): string =>
    summary({ document: scanCase(), folder: '/cases/a', kept: [] }, { lang, style: paint }, late);
  assert.match(shown('en'), /overdue by 2 hours/);
  assert.match(shown('ja'), /期限を .*2.*過ぎています/);
});

test('of a case without a notice the screen says once what the host did, and with a notice it is the fact behind the answer', () => {
  const sample = scanCase();
  const [deed] = sample.findings.map((finding) => Object.assign({}, finding, { message: scanned }));
  assert.ok(deed !== undefined);
  const other = { ...deed, id: 'other', severity: 'low' as const, message: gap };
  const text = (claims: CaseDocument['claims']): string => {
    const verdicts = claims.length === 0 ? [] : sample.verdicts;
    const document = concluded({
      ...sample,
      claims,
      verdicts,
      findings: [deed, other],
      gaps: [],
      next: [],
    });
    const paint = style({ ...effects.stdout, isTTY: false }, false, effects);
    return summary({ document, folder: '/cases/a', kept: [] }, { lang: 'en', style: paint }, effects);
  };
  const hosts = (shown: string): number => shown.split('12,043').length - 1;
  assert.equal(hosts(text([])), 1);
  assert.ok(hosts(text(sample.claims)) > 1);
  assert.match(text([]), /a\.log/, 'what else was found is still said');
});

test('who stands out by counts alone is the answer, and not what is missing besides', () => {
  const counted: Message = {
    key: 'gapCounted',
    params: { host: '10.10.3.17', records: 3014, ports: [22], share: 0.97 },
  };
  const sample = { ...scanCase(), claims: [], verdicts: [], culprits: [], findings: [], next: [] };
  const document = concluded({ ...sample, gaps: [counted, gap] });
  const paint = style({ ...effects.stdout, isTTY: false }, false, effects);
  const text = summary({ document, folder: '/cases/a', kept: [] }, { lang: 'en', style: paint }, effects);
  assert.equal(text.split('3,014').length - 1, 1);
  assert.match(text, /a\.log/);
});
