import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCase } from '../../../src/cases/document.ts';
import { main } from '../../../src/cli/main.ts';
import { LANGS } from '../../../src/language/lang.ts';
import { renderReport } from '../../../src/report/report.ts';
import { world } from '../../../test/attribution/world.ts';
import { ROOT, temporary } from '../../../test/support.ts';
import { chromium } from './chromium.ts';

const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What must be on paper in one piece: numbers, addresses, ids, times of the tables. */
const WHOLE = `Array.from(new Set(Array.from(
  document.querySelectorAll('td.n, td code:not(.path):not(.long), td .nowrap, td time'),
  (cell) => cell.textContent.trim().replace(/\\s+/g, ' ')))).filter((text) => text !== '')`;

for (const example of EXAMPLES) {
  test(`on paper no number or address of ${example} is broken, in any language`, async (t) => {
    const folder = await temporary(t);
    const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
    const argv = ['investigate', join(ROOT, 'examples', example), '--case', join(folder, 'c'), '--quiet'];
    assert.equal(await main(argv, new AbortController().signal, effects), 0, written.stderr);
    const path = join(folder, 'c', 'case.json');
    const document = parseCase(await readFile(path, 'utf8'), path);
    const page = await chromium(t);
    for (const lang of LANGS) {
      const file = join(folder, `${lang}.html`);
      await writeFile(
        file,
        renderReport(document, { lang, now: new Date('2026-11-21T06:30:00Z'), zone: 'Asia/Seoul' }),
      );
      await page.open(file);
      const whole = await page.evaluate<string[]>(WHOLE);
      const { data } = await page.send('Page.printToPDF', { preferCSSPageSize: true });
      assert.equal(typeof data, 'string');
      const pdf = join(folder, `${lang}.pdf`);
      await writeFile(pdf, Buffer.from(String(data), 'base64'));
      const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28 })
        .split('\n')
        .map((line) => line.trim().replace(/\s+/g, ' '));
      const lines = new Set(text);
      const all = text.join('\n');
      const broken = whole.filter((value) => !lines.has(value) && !all.includes(value));
      assert.deepEqual(broken, [], lang);
      assert.match(all, /\b1 \/ \d+/, 'pages are numbered');
    }
  });
}
