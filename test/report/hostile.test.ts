// oxlint-disable typescript/no-unsafe-type-assertion -- the documents here are broken on purpose
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { CaseDocument } from '../../src/model/case.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { renderReport } from '../../src/report/report.ts';
import { PAYLOADS, poisoned } from './poison.ts';
import { shapeOf, tagsOf, textOf } from './page.ts';
import { bareCase, owaCase } from './sample-owa.ts';
import { scanCase } from './sample-scan.ts';
import { wholeCase } from './whole-case.ts';
import { quoted } from '../../src/model/message.ts';

const NOW = new Date('2026-11-21T06:30:00Z');
const render = (document: CaseDocument) =>
  renderReport(concluded(document), { lang: 'en', now: NOW, zone: 'Asia/Seoul' });

const SAMPLES = [scanCase(), owaCase(), bareCase(), wholeCase()];

/** Tags and attribute names that the page may have at all. */
const ALLOWED_ATTRIBUTES =
  /^(?:aria-[a-z]+|class|content|charset|cx|cy|r|d|x|y|rx|width|height|viewbox|preserveaspectratio|font-size|text-anchor|id|lang|href|role|tabindex|title|name|http-equiv|scope|type|hidden|datetime|data-(?:at|sort|deadline|left|overdue|copied|filter|csv|annex|lines)|html|open)$/;
const ALLOWED_TAGS = new Set(
  'a article body button circle code dd desc details div dl dt figcaption figure footer h1 h2 h3 h4 head header html !doctype li main meta nav ol p path pre rect script section span strong style summary svg table tbody td text th thead time title tr ul wbr'.split(
    ' ',
  ),
);

function assertHarmless(page: string): void {
  for (const tag of tagsOf(page)) {
    assert.ok(ALLOWED_TAGS.has(tag.name), `a tag <${tag.name}> came in`);
    for (const [name, value] of tag.attributes) {
      assert.match(name, ALLOWED_ATTRIBUTES, `an attribute ${name} came in on <${tag.name}>`);
      if (name === 'href') assert.match(value, /^(?:#[a-z]+(?:-\w{1,80})?|\.\/[^:]*)$/);
    }
  }
  assert.equal(page.match(/<script>/g)?.length, 1);
  assert.equal(page.match(/<style>/g)?.length, 1);
  assert.doesNotMatch(
    page.replaceAll('\n', ''),
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u,
  );
}

test('no markup arises from any string of a case', () => {
  for (const sample of SAMPLES) {
    for (const payload of PAYLOADS) assertHarmless(render(poisoned(sample, () => payload)));
  }
});

test('no markup arises from arbitrary text in every string of a case', () => {
  const texts = fc.array(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...PAYLOADS)),
    {
      minLength: 3,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLES), texts, (sample, some) => {
      let n = 0;
      const page = render(poisoned(sample, () => some[n++ % some.length] ?? ''));
      assertHarmless(page);
    }),
    { numRuns: 60 },
  );
});

test('a case with hostile strings has no element that a plain one lacks', () => {
  const plain = shapeOf(render(poisoned(scanCase(), () => 'a/onclick=b c')));
  const hostile = shapeOf(render(poisoned(scanCase(), () => '<b onclick="x">&\'"')));
  assert.deepEqual(
    [...hostile].filter((shape) => !plain.has(shape)),
    [],
  );
});

test('what would hide or turn text is spelled out', () => {
  const page = textOf(render({ ...scanCase(), gaps: [quoted('invoice\u202egpj.exe and \u001b[31mred')] }));
  assert.ok(page.includes('invoice\\u{202e}gpj.exe and \\x1b[31mred'));
});

test('a letter outside the case folder is named and not linked', () => {
  for (const path of [
    '../x.txt',
    '/etc/passwd',
    'https://evil.example/',
    'javascript:alert(1)',
    'a//b',
    'a\\b',
  ]) {
    const page = render({ ...bareCase(), letters: [{ kind: 'final', lang: 'en', path, blanks: [] }] });
    const links = tagsOf(page).filter(
      (tag) => tag.name === 'a' && !tag.closing && !tag.attributes.get('href')?.startsWith('#'),
    );
    assert.deepEqual(links, [], path);
  }
});

test('a very long string is cut and the cut is said', () => {
  const sample = scanCase();
  const page = textOf(render({ ...sample, gaps: [quoted('x'.repeat(9000))] }));
  assert.ok(page.includes('7,800 more characters in case.json'));
  assert.ok(!page.includes('x'.repeat(1300)));
});

test('numbers that are none, and times that are none, do not break the page', () => {
  const sample = scanCase();
  const broken = poisoned(sample, () => 'not a time');
  const finding = {
    ...broken.findings[0],
    numbers: { a: Number.NaN, b: Number.POSITIVE_INFINITY, bytes: -1 },
  };
  const series = [
    { ...broken.series[0], out: [], in: [] },
    { ...sample.series[0], bucket_seconds: 0 },
    { ...sample.series[0], out: [1], in: [Number.NaN] },
  ];
  const page = render({ ...broken, findings: [finding], series } as CaseDocument);
  assertHarmless(page);
  for (const tag of tagsOf(page)) {
    for (const name of ['d', 'x', 'y', 'cx', 'cy', 'width', 'height', 'viewbox']) {
      assert.doesNotMatch(tag.attributes.get(name) ?? '', /NaN|Infinity/, `${tag.name} ${name}`);
    }
  }
});
