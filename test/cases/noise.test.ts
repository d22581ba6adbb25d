import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concluded } from '../../src/cases/conclusion.ts';
import { parseCase } from '../../src/cases/document.ts';
import { writtenCase } from '../../src/cases/written.ts';
import { LANGS } from '../../src/language/lang.ts';
import { render } from '../../src/language/render.ts';
import { WORDS } from '../../src/cases/translations.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { Finding, Noise } from '../../src/model/finding.ts';
import { renderReport } from '../../src/report/report.ts';
import { textOf } from '../report/page.ts';
import { scanCase } from '../report/sample-scan.ts';
import { emptyDocument } from './world.ts';

const NOW = new Date('2026-11-21T09:00:00Z');
const WHY: Noise = {
  kind: 'crawler',
  by: 'claimed',
  message: { key: 'noiseClaimed', params: { name: 'Bingbot', kind: 'crawler', requests: 4102 } },
};

/** Two findings of an address outside each: the graver one is noise. */
function withNoise(): CaseDocument {
  const scan = scanCase().findings[0] ?? assert.fail();
  const finding = (address: string, changes: Partial<Finding>): Finding => ({
    ...scan,
    id: address,
    direction: 'inbound',
    subject: { address },
    ...changes,
  });
  return concluded({
    ...emptyDocument(),
    findings: [
      finding('198.51.100.7', { severity: 'high', confidence: 0.99, noise: WHY }),
      finding('198.51.100.8', { severity: 'low', confidence: 0.6 }),
    ],
  });
}

test('what is noise comes after all others, and never leads while there is another', () => {
  const { conclusion } = withNoise();
  assert.deepEqual([conclusion.gravest, conclusion.deed], [[1, 0], 1]);
});

test('where everything is noise, the gravest of it leads', () => {
  const { findings, ...rest } = withNoise();
  const only = concluded({ ...rest, findings: findings.filter(({ noise }) => noise !== undefined) });
  assert.deepEqual([only.conclusion.gravest, only.conclusion.deed], [[0], 0]);
});

test('the reason is in case.json with its English, and is read from there', () => {
  const document = withNoise();
  const written = writtenCase(document);
  assert.equal(written.findings[0]?.noise?.because, render(WHY.message, WORDS.en));
  assert.equal(written.findings[1]?.noise, undefined);
  const read = parseCase(JSON.stringify(written), 'case.json');
  assert.deepEqual(read.findings[0]?.noise, WHY);
});

test('the report says the reason beside the finding, in every language', () => {
  for (const lang of LANGS) {
    const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');
    const page = plain(textOf(renderReport(withNoise(), { lang, now: NOW, zone: 'UTC' })));
    const why = plain(render(WHY.message, WORDS[lang]));
    // Once in the answer's list, once at the finding itself.
    assert.equal(page.split(why).length - 1, 2, lang);
  }
});
