import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOfDays } from '../../src/cases/cost.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { PRICES } from '../../src/clouds/aws/prices.ts';
import { LANGS } from '../../src/language/lang.ts';
import type { Lang } from '../../src/language/lang.ts';
import { renderReport } from '../../src/report/report.ts';
import { scanCase } from './sample-scan.ts';

const GB = 1e9;

/** The part of the page about the bill, of a case whose bytes left on these days. */
function bill(days: readonly [string, number][], lang: Lang): string {
  const bytes = days.map(([day, gb]) => ({ day, bytes: gb * GB }));
  const cost = costOfDays(bytes, { region: 'us-east-1' }, PRICES, 'AWS');
  const document = concluded({ ...scanCase(), cost });
  const page = renderReport(document, { lang, now: new Date('2026-12-01T00:00:00Z'), zone: 'UTC' });
  return (/<section id="cost".*?<\/section>/s.exec(page)?.[0] ?? page.slice(0, 300)).replaceAll(
    /<[^>]*>/g,
    ' ',
  );
}

test('the page tells the bill by day, in every language', () => {
  for (const lang of LANGS) {
    const text = bill(
      [
        ['2026-11-20', 150],
        ['2026-11-21', 1000],
      ],
      lang,
    );
    assert.match(text, /2026-11-20/, lang);
    assert.match(text, /2026-11-21/, lang);
    assert.match(text, /4[.,]5/, lang);
    assert.match(text, /\b90\b/, lang);
  }
});

test('a day that cost nothing is not in the bill', () => {
  const text = bill(
    [
      ['2026-11-20', 100],
      ['2026-11-21', 1000],
    ],
    'en',
  );
  assert.doesNotMatch(text, /2026-11-20/);
  assert.match(text, /2026-11-21/);
});
