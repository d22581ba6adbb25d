import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { CaseDocument } from '../../src/model/case.ts';
import { parseCase } from '../../src/cases/document.ts';
import { LANGS } from '../../src/language/lang.ts';
import { investigate } from '../../src/desk/investigation.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { SKIPDATA_NOTE } from '../../src/formats/vpc-flow/vpc-aside.ts';
import { LANGUAGES } from '../../src/report/languages/index.ts';
import { renderReport } from '../../src/report/report.ts';
import { ROOT } from '../support.ts';
import { textOf } from './page.ts';
import { scanCase } from './sample-scan.ts';

const OTHERS = LANGS.filter((lang) => lang !== 'en');
const NOW = new Date('2026-11-20T16:30:00Z');

/** The examples' cases, as case.json has them. */
const cases = new Map<string, CaseDocument>();
let home = '';

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
  for (const name of ['nat-port-scan', 'owa-from-aws']) {
    const effects = {
      ...nodeEffects(2),
      now: () => NOW,
      fetch: () => Promise.reject(new Error('no network here')),
      env: { ABUSEDESK_HOME: home },
    };
    const paths = [join(ROOT, 'examples', name)];
    const settings = settingsSchema.parse({ letters: ['en'] });
    const { document } = await investigate({ paths, folder: join(home, name), settings }, effects);
    cases.set(name, parseCase(JSON.stringify(document), 'case.json'));
  }
});

after(() => rm(home, { recursive: true, force: true }));

function render(document: CaseDocument, lang: (typeof LANGS)[number]): string {
  return renderReport(document, { lang, now: NOW, zone: 'Asia/Seoul' });
}

/** Everything that the case says by itself. */
function saidIn(document: CaseDocument): string[] {
  const ofEvidence = new Set(
    document.evidence.flatMap(({ path, notes }) =>
      notes.filter((note) => note !== SKIPDATA_NOTE).map((note) => `${path}: ${note}`),
    ),
  );
  return [
    ...document.findings.flatMap(({ sentence, rule }) => [sentence, rule]),
    ...document.verdicts.flatMap(({ why, missing = [] }) => [why, ...missing]),
    ...document.culprits.flatMap(({ because, ties }) => [because, ...ties.map((tie) => tie.because)]),
    ...document.gaps.filter((gap) => !ofEvidence.has(gap)),
    ...document.next,
    ...(document.cost?.assumptions ?? []),
    ...(document.cost?.tiers ?? []).map(({ name }) => name),
    ...document.timeline.map(({ what }) => what),
    ...document.tables.map(({ title }) => title),
    ...document.series.map(({ title }) => title),
    ...(document.fan_out === undefined ? [] : [document.fan_out.title]),
  ];
}

/** What the page marks as English. */
function foreignIn(page: string): string[] {
  const found: string[] = [];
  const open: { from: number; english: boolean }[] = [];
  for (const { 0: tag, 1: closing, index } of page.matchAll(/<(\/?)(?:span|li)\b[^>]*>/g)) {
    if (closing === '') open.push({ from: index, english: tag.includes('lang="en"') });
    else {
      const last = open.pop();
      if (last?.english === true) found.push(textOf(`<body>${page.slice(last.from, index)}<script>`).trim());
    }
  }
  return found;
}

/** Free text of the evidence, and why it was read as it was: that stays in English, and is marked. */
function ofEvidence({ evidence, claims, sources }: CaseDocument): Set<string> {
  const texts = [
    ...evidence.flatMap((file) => [
      file.because,
      file.zone,
      ...file.notes,
      ...file.notes.map((note) => `${file.path}: ${note}`),
      ...file.skips.map(({ reason }) => reason),
      ...file.rejects.map(({ reason }) => reason),
    ]),
    ...claims.flatMap(({ authenticity, actions_taken: taken }) => [
      authenticity.because,
      ...taken.map(({ text }) => text),
    ]),
    ...sources.map(({ note }) => note),
  ];
  return new Set(texts.filter((text) => text !== undefined));
}

for (const name of ['nat-port-scan', 'owa-from-aws']) {
  test(`everything that the case of ${name} says has a key`, () => {
    const document = cases.get(name) ?? assert.fail();
    const known = new Set(document.sentences?.map(({ text }) => text));
    assert.deepEqual(
      saidIn(document).filter((text) => !known.has(text)),
      [],
    );
    const used = new Set(saidIn(document));
    assert.ok(used.size > 15);
  });

  for (const lang of OTHERS) {
    test(`the report of ${name} in ${lang} leaves nothing in English that the case says`, () => {
      const document = cases.get(name) ?? assert.fail();
      const page = render(document, lang);
      const text = textOf(page);
      assert.deepEqual(
        saidIn(document).filter((said) => text.includes(said) || page.includes(said)),
        [],
      );
      const allowed = ofEvidence(document);
      assert.deepEqual(
        foreignIn(page).filter((one) => !allowed.has(one)),
        [],
      );
    });

    test(`every figure and column of ${name} has a name in ${lang}`, () => {
      const { findings, tables, verdicts } = cases.get(name) ?? assert.fail();
      const names = new Set([
        ...findings.flatMap(({ numbers }) => Object.keys(numbers)),
        ...tables.flatMap(({ columns }) => columns),
        ...verdicts.flatMap(({ compared = [] }) => compared.map(({ what }) => what.replaceAll(' ', '_'))),
      ]);
      const known = new Set(Object.keys(LANGUAGES[lang].names));
      assert.deepEqual(
        [...names].filter((one) => !known.has(one)),
        [],
      );
    });
  }
}

test('only names and numbers are kept on one line, not the words around them', () => {
  for (const document of cases.values()) {
    for (const lang of LANGS) {
      const kept = [...render(document, lang).matchAll(/<span class="nowrap">([^<]*)</g)].map(
        ([, one = '']) => one,
      );
      assert.deepEqual(
        kept.filter((one) => one.length > 24 && !/^[\w.:/%@+&;#-]+( [\d:]+)?$/.test(one)),
        [],
      );
    }
  }
});

test('a rate is written as the language writes numbers, an hour as it is', () => {
  const page = textOf(render(cases.get('owa-from-aws') ?? assert.fail(), 'ru'));
  assert.match(page, /Запросов за час активности \d+,\d/i);
});

test('the report in English says what case.json says', () => {
  for (const document of cases.values()) {
    const text = textOf(render(document, 'en'));
    for (const { sentence } of document.findings) assert.ok(text.includes(sentence), sentence);
  }
});

test('a sentence that was edited in case.json stands as it was written, and marked as English', () => {
  const document = structuredClone(cases.get('nat-port-scan') ?? assert.fail());
  const [finding] = document.findings;
  assert.ok(finding !== undefined);
  finding.sentence = 'A person wrote this instead.';
  const page = render(document, 'ja');
  assert.ok(foreignIn(page).includes('A person wrote this instead.'));
});

test('a key that says something else than the case is not believed', () => {
  const document = scanCase();
  const [finding] = document.findings;
  const text = finding?.sentence ?? assert.fail();
  const endless: { key: string; accused?: unknown } = { key: 'culpritBecause' };
  endless.accused = endless;
  const lies = [
    { key: 'timeOpened' },
    { key: 'nothing' },
    { key: '__proto__' },
    { key: 'toString' },
    { key: 'scanned' },
    { key: 'scanned', who: 1, ports: 'x', when: null },
    { key: 'quoted', text: { key: 'quoted', text: 7 } },
    endless,
  ];
  for (const said of lies) {
    document.sentences = [{ text, said }];
    assert.ok(foreignIn(render(document, 'ru')).includes(text), said.key);
  }
});

test('what a sentence is told cannot break out of the page', () => {
  const document = scanCase();
  const [finding] = document.findings;
  assert.ok(finding !== undefined);
  const user = '"><script>alert(1)</script>\u202e`';
  finding.sentence = `all as ${user}`;
  document.sentences = [{ text: finding.sentence, said: { key: 'triedOne', user } as { key: string } }];
  const page = render(document, 'ja');
  assert.ok(page.includes('&lt;script&gt;alert(1)'));
  assert.ok(!page.includes('<script>alert'));
  assert.ok(!page.includes('\u202e'));
});
