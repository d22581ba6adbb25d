import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concluded } from '../../src/cases/conclusion.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { LANGS } from '../../src/language/lang.ts';
import { LANGUAGES } from '../../src/report/languages/index.ts';
import { renderReport } from '../../src/report/report.ts';
import { textOf } from './page.ts';
import { scanCase } from './sample-scan.ts';

const NOW = new Date('2026-11-21T06:30:00Z');

function pageOf(document: CaseDocument, lang: (typeof LANGS)[number]): string {
  return textOf(
    renderReport(concluded(document, { ends: '2026-11-20T16:48:00Z' }), { lang, now: NOW, zone: 'UTC' }),
  );
}

/** The same case, whose pictures shade the time of its first finding. */
function withoutNotice(): CaseDocument {
  const scan = scanCase();
  const [finding] = scan.findings;
  assert.ok(finding !== undefined && scan.series !== undefined && scan.series.length > 0);
  const { from, to } = finding;
  const series = scan.series.map((one) => Object.assign(one, { window: { from, to } }));
  return { ...scan, claims: [], verdicts: [], series };
}

test('a shaded time is the notice’s only where there is a notice', () => {
  for (const lang of LANGS) {
    const { window, findingTime } = LANGUAGES[lang].volume;
    const noticed = pageOf(scanCase(), lang);
    assert.ok(noticed.includes(window), lang);
    const alone = pageOf(withoutNotice(), lang);
    assert.ok(alone.includes(findingTime) && !alone.includes(window), lang);
  }
});

test('where numbers agree, the page says within what', () => {
  for (const lang of LANGS) {
    const page = pageOf(scanCase(), lang);
    assert.ok(/−\s?50\s?%\D{1,12}10\s?%/.test(page), lang);
  }
});
