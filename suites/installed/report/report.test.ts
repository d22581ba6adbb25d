import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { CaseDocument } from '../../../src/model/case.ts';
import { LANGS } from '../../../src/language/lang.ts';
import type { Lang } from '../../../src/language/lang.ts';
import { renderReport } from '../../../src/report/report.ts';
import { bareCase, owaCase } from '../../../test/report/sample-owa.ts';
import { scanCase } from '../../../test/report/sample-scan.ts';
import { temporary } from '../../../test/support.ts';
import { chromium } from './chromium.ts';
import type { Page } from './chromium.ts';

const CASES = { scan: scanCase(), owa: owaCase(), bare: bareCase() };

async function show(t: TestContext, page: Page, document: CaseDocument, lang: Lang = 'en'): Promise<void> {
  const file = join(await temporary(t), 'report.html');
  await writeFile(
    file,
    renderReport(document, { lang, now: new Date('2026-11-21T06:30:00Z'), zone: 'Asia/Seoul' }),
  );
  await page.open(file);
}

async function width(page: Page, pixels: number): Promise<void> {
  await page.send('Emulation.setDeviceMetricsOverride', {
    width: pixels,
    height: 800,
    deviceScaleFactor: 1,
    mobile: pixels < 600,
  });
}

/** Texts of pictures that lie on each other or outside their picture, as far as they are shown. */
const OVERLAPS = `(() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg.picture')) {
    if (svg.getBoundingClientRect().width === 0) continue;
    const frame = svg.getBoundingClientRect();
    const texts = Array.from(svg.querySelectorAll('text')).filter((text) => text.textContent.trim() !== '');
    const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    for (const [i, a] of boxes.entries()) {
      if (a.box.left < frame.left - 1 || a.box.right > frame.right + 1 || a.box.bottom > frame.bottom + 1) found.push('outside: ' + a.text);
      for (const b of boxes.slice(i + 1)) {
        const apart = a.box.right <= b.box.left + 1 || b.box.right <= a.box.left + 1 || a.box.bottom <= b.box.top + 3 || b.box.bottom <= a.box.top + 3;
        if (!apart) found.push(a.text + ' | ' + b.text);
      }
    }
  }
  return found;
})()`;

test('the page opens without a breach of its policy or an error, in every language', async (t) => {
  const page = await chromium(t);
  for (const lang of LANGS) {
    for (const document of Object.values(CASES)) {
      await show(t, page, document, lang);
      assert.deepEqual(page.complaints, []);
    }
  }
});

test('nothing runs over the edge at 360, 800 and 1200 pixels, folded or open', async (t) => {
  const page = await chromium(t);
  for (const pixels of [360, 800, 1200]) {
    await width(page, pixels);
    for (const [name, document] of Object.entries(CASES)) {
      await show(t, page, document);
      await page.evaluate('document.querySelectorAll("details").forEach((fold) => { fold.open = true; })');
      const over = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.equal(over, 0, `${name} at ${pixels}`);
    }
  }
});

test('no words in the pictures lie on each other or are cut off, in any language or width', async (t) => {
  const page = await chromium(t);
  for (const pixels of [360, 800, 1200]) {
    await width(page, pixels);
    for (const lang of LANGS) {
      for (const [name, document] of Object.entries(CASES)) {
        await show(t, page, document, lang);
        assert.deepEqual(await page.evaluate(OVERLAPS), [], `${name} in ${lang} at ${pixels}`);
      }
    }
  }
});

test('addresses and ids are not broken in the middle', async (t) => {
  const page = await chromium(t);
  await width(page, 360);
  for (const document of Object.values(CASES)) {
    await show(t, page, document);
    const broken = await page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('code.copy:not(.path):not(.long)')).filter((code) => code.getClientRects().length > 1).map((code) => code.textContent)`,
    );
    assert.deepEqual(broken, []);
  }
});

test('a click on a column sorts by it, and a third click restores the order', async (t) => {
  const page = await chromium(t);
  await show(t, page, CASES.owa);
  const column = () =>
    page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('#sources table')[0].tBodies[0].rows, (row) => row.cells[2].textContent)`,
    );
  const before = await column();
  const click = () =>
    page.evaluate(`document.querySelectorAll('#sources table')[0].querySelectorAll('th button')[2].click()`);
  await click();
  const sorted = await column();
  assert.deepEqual(sorted, before.toSorted());
  await click();
  assert.deepEqual(await column(), sorted.toReversed());
  await click();
  assert.deepEqual(await column(), before);
});

test('a click on a number shows what prints the lines behind it, and a second click takes it away', async (t) => {
  const page = await chromium(t);
  await show(t, page, CASES.scan);
  const shown = (): Promise<string[]> =>
    page.evaluate(
      `Array.from(document.querySelectorAll('#tables .behind-row'), (row) => row.previousElementSibling.cells[1].textContent.trim() + ' ' + row.querySelector('code').textContent)`,
    );
  const click = (row: number, cell: number): Promise<unknown> =>
    page.evaluate(`document.querySelector('#tables tbody').rows[${row}].cells[${cell}].click()`);
  await click(1, 4);
  assert.deepEqual(await shown(), ['443 abusedesk query . --table flows_by_port:2']);
  await click(3, 4);
  assert.deepEqual(await shown(), ['53 abusedesk query . --table flows_by_port:3']);
  await click(2, 3);
  assert.deepEqual(await shown(), []);
  // Sorted by another column, a row keeps its number.
  await page.evaluate(`document.querySelectorAll('#tables th button')[5].click()`);
  await click(0, 4);
  assert.deepEqual(await shown(), ['443 abusedesk query . --table flows_by_port:2']);
});

test('text stands out from its ground by 4.5 to 1, in light and dark', async (t) => {
  const page = await chromium(t);
  for (const value of ['light', 'dark']) {
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
    await show(t, page, CASES.scan);
    const style = await page.evaluate<Record<string, string>>(
      `Object.fromEntries(['paper', 'ink', 'soft', 'wash', 'ours', 'ours-wash', 'theirs', 'theirs-wash', 'now'].map((name) => [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))`,
    );
    const grounds: Record<string, string[]> = {
      paper: ['ink', 'soft', 'ours', 'theirs', 'now'],
      wash: ['ink', 'soft', 'ours'],
      'ours-wash': ['ink', 'ours'],
      'theirs-wash': ['ink', 'theirs'],
    };
    for (const [ground, texts] of Object.entries(grounds)) {
      for (const text of texts) {
        const ratio = contrast(style[text] ?? '', style[ground] ?? '');
        assert.ok(ratio >= 4.5, `${text} on ${ground} in ${value}: ${ratio.toFixed(2)}`);
      }
    }
  }
});

/** Contrast of two `#rrggbb` colours by WCAG 2. */
function contrast(a: string, b: string): number {
  const light = [a, b].map(luminance).toSorted((x, y) => y - x);
  return ((light[0] ?? 0) + 0.05) / ((light[1] ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('without its script the page still shows everything, and its folds open', async (t) => {
  const page = await chromium(t);
  await page.send('Emulation.setScriptExecutionDisabled', { value: true });
  await show(t, page, CASES.scan);
  const { root } = await page.send('DOM.getDocument', { depth: -1 });
  const text = JSON.stringify(root);
  assert.ok(text.includes('23 hours 28 minutes left'));
  assert.ok(text.includes('WHERE dst_port = 22'));
});

test('on paper nothing is folded away', async (t) => {
  const page = await chromium(t);
  await page.send('Emulation.setEmulatedMedia', { media: 'print' });
  await show(t, page, CASES.scan);
  const hidden = await page.evaluate<number>(
    `Array.from(document.querySelectorAll('details > :not(summary, .tools, .side)')).filter((body) => body.getBoundingClientRect().height === 0).length`,
  );
  assert.equal(hidden, 0);
});
