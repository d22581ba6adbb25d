import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { concluded } from '../../src/cases/conclusion.ts';
import { LANGS } from '../../src/language/lang.ts';
import { renderReport } from '../../src/report/report.ts';
import { PAYLOADS, poisoned } from '../../test/report/poison.ts';
import { bareCase, owaCase } from '../../test/report/sample-owa.ts';
import { scanCase } from '../../test/report/sample-scan.ts';
import { wholeCase } from '../../test/report/whole-case.ts';
import { temporary } from '../../test/support.ts';
import { chromium } from '../installed/report/chromium.ts';
import { recorder } from './figures.ts';
import { sized } from './size.ts';

const note = recorder('report');

/** What a script of somebody else would leave behind, however it came to run. */
const RUN = 'globalThis.owned = (globalThis.owned ?? 0) + 1';
const LIVE: readonly string[] = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `"><img src="https://198.51.100.1/x.png" onerror="${RUN}">`,
  `' onmouseover='${RUN}' onfocus='${RUN}' autofocus '`,
  `</title><svg onload="${RUN}"><animate onbegin="${RUN}" attributeName=x dur=1s>`,
  `</script><script>${RUN}</script>`,
  `</style><style>@import "https://198.51.100.1/x.css";*{background:url(https://198.51.100.1/y)}</style>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<object data="https://198.51.100.1/o"></object><embed src="https://198.51.100.1/e">`,
  `<link rel=stylesheet href="https://198.51.100.1/l.css"><link rel=preload as=script href="https://198.51.100.1/p.js">`,
  `<meta http-equiv=refresh content="0;url=https://198.51.100.1/">`,
  `<base href="https://198.51.100.1/"><form action=x><button autofocus>x`,
  `<video poster="https://198.51.100.1/v"><source src="https://198.51.100.1/s" onerror="${RUN}"></video>`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror="${RUN}">`,
  `javascript:${RUN}`,
  `https://198.51.100.1/click`,
  `\u2028</script><script>${RUN}//`,
];

test('nothing that stands in a case runs in the browser or asks for anything', async (t) => {
  const folder = await temporary(t);
  const page = await chromium(t);
  const samples = [scanCase(), owaCase(), bareCase(), wholeCase()];
  const langs = LANGS.slice(0, sized(1, LANGS.length));
  let pages = 0;
  for (const lang of langs) {
    for (const sample of samples) {
      for (const payload of [...LIVE, ...PAYLOADS]) {
        const document = concluded(poisoned(sample, () => payload));
        const file = join(folder, 'report.html');
        await writeFile(
          file,
          renderReport(document, { lang, now: new Date('2026-11-21T06:30:00Z'), zone: 'Asia/Seoul' }),
        );
        await page.open(file);
        // All folds open, and the mouse over everything that may listen.
        await page.evaluate(
          `document.querySelectorAll('details').forEach((fold) => { fold.open = true; });
           document.querySelectorAll('*').forEach((one) => one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })));`,
        );
        assert.equal(await page.evaluate('globalThis.owned ?? 0'), 0, payload);
        assert.deepEqual(page.asked, [], payload);
        assert.deepEqual(page.complaints, [], payload);
        pages += 1;
      }
    }
  }
  note('pages', pages);
});

test('a script that does stand in a page is seen to run, and a request to be made', async (t) => {
  const file = join(await temporary(t), 'page.html');
  await writeFile(file, `<script>${RUN}</script><img src="http://127.0.0.1:9/x.png">`);
  const page = await chromium(t);
  await page.open(file);
  assert.equal(await page.evaluate('globalThis.owned'), 1);
  assert.deepEqual(page.asked, ['http://127.0.0.1:9/x.png']);
});
