import { readdirSync } from 'node:fs';
import { messageOf } from '../../src/model/reason.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { CaseDocument } from '../../src/model/case.ts';
import { parseCase } from '../../src/cases/document.ts';
import { writtenCase } from '../../src/cases/written.ts';
import { quoted } from '../../src/model/message.ts';
import type { Message } from '../../src/model/message.ts';
import { LANGS } from '../../src/language/lang.ts';
import { investigate } from '../../src/desk/investigation.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { LANGUAGES } from '../../src/report/languages/index.ts';
import { WORDS } from '../../src/cases/translations.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { renderReport } from '../../src/report/report.ts';
import { ROOT } from '../support.ts';
import { textOf } from './page.ts';
import { scanCase } from './sample-scan.ts';
import { english } from '../english.ts';

const OTHERS = LANGS.filter((lang) => lang !== 'en');
const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const NOW = new Date('2026-11-20T16:30:00Z');

/** The examples' cases, as case.json has them. */
const cases = new Map<string, CaseDocument>();
let home = '';

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
  for (const name of EXAMPLES) {
    const effects = {
      ...nodeEffects(2),
      now: () => NOW,
      fetch: () => Promise.reject(new Error('no network here')),
      env: { ABUSEDESK_HOME: home },
    };
    const paths = [join(ROOT, 'examples', name)];
    const settings = settingsSchema.parse({ letters: ['en'] });
    const { document } = await investigate({ paths, folder: join(home, name), settings }, effects);
    cases.set(name, parseCase(JSON.stringify(writtenCase(document)), 'case.json'));
  }
});

after(() => rm(home, { recursive: true, force: true }));

function render(document: CaseDocument, lang: (typeof LANGS)[number]): string {
  return renderReport(concluded(document), { lang, now: NOW, zone: 'Asia/Seoul' });
}

/** Everything that the case says by itself. */
function saidIn(document: CaseDocument): Message[] {
  return [
    ...document.findings.flatMap(({ message, rule_message: rule }) => [message, rule]),
    ...document.verdicts.flatMap(({ message, missing = [] }) => [message, ...missing]),
    ...document.culprits.flatMap(({ message, ties }) => [message, ...ties.map((tie) => tie.message)]),
    ...document.gaps,
    ...document.next,
    ...(document.cost?.assumptions ?? []),
    ...(document.cost?.tiers ?? []).map(({ message }) => message),
    ...document.timeline.map(({ message }) => message),
    ...document.tables.map(({ message }) => message),
    ...document.series.map(({ message }) => message),
    ...(document.fan_out === undefined ? [] : [document.fan_out.message]),
    ...document.claims.map(({ authenticity }) => authenticity.message),
    ...document.sources.flatMap(({ note_message: note }) => note ?? []),
    ...document.evidence.flatMap(({ because, zone, notes, skips, rejects }) =>
      [
        because,
        ...(zone === undefined ? [] : [zone]),
        ...notes,
        ...[...skips, ...rejects].map((one) => one.reason),
      ].map(messageOf),
    ),
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

/** What others wrote: the provider's words in a notice. It is marked as theirs. */
function ofOthers({ claims }: CaseDocument): Set<string> {
  return new Set(claims.flatMap(({ actions_taken: taken }) => taken.map(({ text }) => text)));
}

for (const name of EXAMPLES) {
  test(`nothing that the case of ${name} says comes in words alone`, () => {
    const said = saidIn(cases.get(name) ?? assert.fail());
    assert.ok(said.length > 15);
    assert.deepEqual(
      said.filter(({ key }) => key === 'quoted'),
      [],
    );
  });

  for (const lang of OTHERS) {
    test(`the report of ${name} in ${lang} leaves nothing in English that the case says`, () => {
      const document = cases.get(name) ?? assert.fail();
      const page = render(document, lang);
      const text = textOf(page);
      assert.deepEqual(
        saidIn(document)
          .map(english)
          // One word may be a name in the page's own markup: `header`.
          .filter((said) => said.includes(' ') && (text.includes(said) || page.includes(said))),
        [],
      );
      const allowed = ofOthers(document);
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
      const known = new Set([
        ...Object.keys(LANGUAGES[lang].names),
        ...[...WORDS[lang].keys()].map((key) => key.replace(/^name_/, '')),
      ]);
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
    for (const { sentence } of writtenCase(document).findings) assert.ok(text.includes(sentence), sentence);
  }
});

test('a case reads back from case.json as it was', () => {
  for (const document of cases.values()) {
    const written = JSON.stringify(writtenCase(document));
    assert.equal(JSON.stringify(writtenCase(parseCase(written, 'case.json'))), written);
  }
});

/** The case as its file has it, with another message of its first finding. */
function withMessage(message: unknown): CaseDocument {
  const written = writtenCase(scanCase());
  const [first, ...rest] = written.findings;
  const findings = [{ ...first, sentence: 'What the file says.', message }, ...rest];
  return parseCase(JSON.stringify({ ...written, findings }), 'case.json');
}

test('a message that no language has words for stands as the file has it, marked as English', () => {
  const unknown = [
    { key: 'nothing', params: {} },
    { key: '__proto__', params: {} },
    { key: 'toString', params: {} },
    { key: 'scanned', params: {} },
    { key: 'scanned', params: { who: 1, ports: 'x', when: null } },
  ];
  for (const message of unknown) {
    const page = render(withMessage(message), 'ru');
    assert.ok(foreignIn(page).includes('What the file says.'), JSON.stringify(message).slice(0, 80));
  }
});

test('what a message holds cannot break out of the page', () => {
  const user = '"><script>alert(1)</script>\u202e`';
  const page = render(withMessage({ key: 'triedOne', params: { user } }), 'ja');
  assert.ok(page.includes('&lt;script&gt;alert(1)'));
  assert.ok(!page.includes('<script>alert'));
  assert.ok(!page.includes('\u202e'));
});

test('a message that is nested without end stands as the file has it', () => {
  const depth = 20_000;
  const deep = `${'{"key":"foundThen","params":{"found":'.repeat(depth)}0${'}}'.repeat(depth)}`;
  const written = JSON.stringify({ ...writtenCase(scanCase()), gaps: [{ text: 'A gap.', message: 'DEEP' }] });
  const document = parseCase(written.replace('"DEEP"', deep), 'case.json');
  assert.deepEqual(document.gaps, [quoted('A gap.')]);
});
