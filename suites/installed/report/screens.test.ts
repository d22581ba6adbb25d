import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCase } from '../../../src/cases/document.ts';
import { main } from '../../../src/cli/main.ts';
import { LANGS } from '../../../src/language/lang.ts';
import { renderReport } from '../../../src/report/report.ts';
import { world } from '../../../test/attribution/world.ts';
import { ROOT, temporary } from '../../../test/support.ts';
import { chromium } from './chromium.ts';
import type { Page } from './chromium.ts';

/*
 * Each example's page as it is seen on a telephone and on a desk, light and dark, in five languages. With
 * ABUSEDESK_SCREENSHOTS=FOLDER the pictures are kept there, to be looked at. The first example is seen in every way; of the
 * others every language is seen at both widths, in turn light and dark.
 */
const KEPT = process.env['ABUSEDESK_SCREENSHOTS'];
const FIRST = 'nat-port-scan';
const WIDTHS = [360, 1280];
const SCHEMES = ['light', 'dark'];

/** What is cut off at its side without a sign of it: only a table's frame may scroll, whose edge is shaded. */
const CUT = `Array.from(document.querySelectorAll('body *')).filter((element) => {
  if (element.closest('svg') || element.closest('.scroll') || element.getClientRects().length === 0) return false;
  const overflow = getComputedStyle(element).overflowX;
  return overflow !== 'visible' && element.scrollWidth > element.clientWidth + 1;
}).map((element) => element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 60))`;

/** A table that goes on at its side without a sign. */
const CUT_TABLES = `Array.from(document.querySelectorAll('.scroll')).filter((frame) =>
  frame.scrollWidth > frame.clientWidth + 1 && !frame.classList.contains('goes-on')
).map((frame) => frame.textContent.slice(0, 60))`;

/** Tables that do not fit. */
const WIDER = `Array.from(document.querySelectorAll('.scroll')).filter((frame) => frame.scrollWidth > frame.clientWidth + 1)
  .map((frame) => frame.textContent.trim().slice(0, 60))`;

/** Text that stands out less from its ground than WCAG 2 asks for (AA, 1.4.3), by the colours as they are computed. */
const FAINT = `(() => {
  const parts = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parts(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.closest('script, style') || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const picture = element.closest('svg');
    const below = ground(picture ? picture.parentElement : element);
    const colour = over(parts(picture ? style.fill : style.color), below);
    const [a, b] = [light(colour), light(below)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) found.add(element.tagName + '.' + (element.className.baseVal ?? element.className) + ' ' + ((a + 0.05) / (b + 0.05)).toFixed(2));
  }
  return Array.from(found);
})()`;

/** How far down the page the first step to be taken begins, in screens. */
const FIRST_STEP = `(() => {
  const step = document.querySelector('#now li, #next li');
  return step ? (step.getBoundingClientRect().top + scrollY) / innerHeight : 0;
})()`;

async function show(page: Page, width: number, scheme: string, file: string): Promise<void> {
  const height = width < 600 ? 740 : 800;
  await page.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: 1,
    mobile: width < 600,
  });
  await page.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: scheme }],
  });
  await page.open(file);
}

async function picture(page: Page, width: number): Promise<Buffer> {
  const height = await page.evaluate<number>('Math.min(document.documentElement.scrollHeight, 6000)');
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  const { data } = await page.send('Page.captureScreenshot', { clip, captureBeyondViewport: true });
  return Buffer.from(String(data), 'base64');
}

/** Folders of `examples/`, the README's first. */
const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted((a, b) => Number(b === FIRST) - Number(a === FIRST) || a.localeCompare(b));

for (const [place, example] of EXAMPLES.entries()) {
  test(`${example} can be read on a telephone and on a desk, light and dark, in every language`, async (t) => {
    const folder = await temporary(t);
    const now = new Date('2026-11-21T06:30:00Z');
    const { effects, written } = world(join(folder, 'home'), { cwd: () => folder, now: () => now });
    const argv = ['investigate', join(ROOT, 'examples', example), '--case', join(folder, 'c'), '--quiet'];
    assert.equal(await main(argv, new AbortController().signal, effects), 0, written.stderr);
    const path = join(folder, 'c', 'case.json');
    const document = parseCase(await readFile(path, 'utf8'), path);
    const page = await chromium(t);
    for (const [turn, lang] of LANGS.entries()) {
      const file = join(folder, `${lang}.html`);
      await writeFile(file, renderReport(document, { lang, now, zone: 'Asia/Seoul' }));
      for (const [side, width] of WIDTHS.entries()) {
        const schemes = example === FIRST ? SCHEMES : SCHEMES.slice((place + turn + side) % 2).slice(0, 1);
        for (const scheme of schemes) {
          const where = `${example} in ${lang} at ${width}, ${scheme}`;
          await show(page, width, scheme, file);
          const over = await page.evaluate<number>(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          assert.equal(over, 0, where);
          assert.deepEqual(await page.evaluate(CUT), [], where);
          assert.deepEqual(await page.evaluate(CUT_TABLES), [], where);
          if (width === 1280) assert.deepEqual(await page.evaluate(WIDER), [], where);
          assert.deepEqual(await page.evaluate(FAINT), [], where);
          const first = await page.evaluate<number>(FIRST_STEP);
          assert.ok(first < (width < 600 ? 2 : 1), `${where}: the first step begins on screen ${first}`);
          const image = await picture(page, width);
          assert.ok(image.length > 20_000, `${where}: an empty picture`);
          if (KEPT === undefined) continue;
          await mkdir(KEPT, { recursive: true });
          await writeFile(join(KEPT, `${example}.${lang}.${width}.${scheme}.png`), image);
        }
      }
    }
  });
}
