import { PASTED } from '../../src/notices/authenticity.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { CaseDocument } from '../../src/model/case.ts';
import { parseCase } from '../../src/cases/document.ts';
import { writtenCase } from '../../src/cases/written.ts';
import { LANGS } from '../../src/language/lang.ts';
import { UserError } from '../../src/base/errors.ts';
import { letterWords } from '../../src/notices/senders/title.ts';
import { LANGUAGES } from '../../src/letters/languages/index.ts';
import type { CaseLetter } from '../../src/letters/reply.ts';
import * as reply from '../../src/letters/reply.ts';
import { letterFile } from '../../src/letters/reply.ts';
import { LETTER_KINDS } from '../../src/letters/kinds.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { displayWidth } from '../../src/base/width.ts';
import {
  claim,
  confirmedDos,
  contradictedDos,
  FLOW,
  likelyInjection,
  masked,
  noRecords,
  portScan,
  SAMPLES,
  severalClaims,
  unnamedKind,
} from './samples.ts';
import { quoted } from '../../src/model/message.ts';

const NOW = new Date('2026-11-21T20:00:00Z');

/** The letter without its line breaks, for looking up sentences. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The letters of a case that a test has changed: it is concluded anew. */
const renderReply: typeof reply.renderReply = (kind, document, options) =>
  reply.renderReply(kind, concluded(document), options);
const renderReplies: typeof reply.renderReplies = (kinds, document, langs, options) =>
  reply.renderReplies(kinds, concluded(document), langs, options);

function everyLetter(): CaseLetter[] {
  return Object.values(SAMPLES).flatMap((sample) =>
    renderReplies(LETTER_KINDS, sample(), LANGS, { now: NOW }),
  );
}

test('the samples are cases as case.json holds them', () => {
  for (const sample of Object.values(SAMPLES)) {
    const text = JSON.stringify(writtenCase(sample()));
    assert.equal(JSON.stringify(writtenCase(parseCase(text, 'case.json'))), text);
  }
});

test('every letter begins with case number, resource, what happened, what was done, what prevents it', () => {
  for (const { lang, text } of everyLetter()) {
    const { labels, colon } = LANGUAGES[lang];
    const entries = text.split('\n\n')[0]?.split(/\n(?! )/) ?? [];
    const expected = [labels.reference, labels.resource, labels.happened, labels.done, labels.prevention];
    assert.equal(entries.length, 5);
    for (const [i, label] of expected.entries()) assert.ok(entries[i]?.startsWith(label + colon), label);
  }
});

test('no line is wider than 78 columns, and none has spaces at its end', () => {
  for (const { path, text } of everyLetter()) {
    for (const line of text.split('\n')) {
      assert.ok(displayWidth(line) <= 78, `${path}: ${line}`);
      assert.doesNotMatch(line, /\s$|\u00a0/);
    }
    assert.doesNotMatch(text, /\n{3}/);
  }
});

test('every blank of a letter is listed once, in order, and nothing else is', () => {
  for (const { path, subject, text, blanks } of everyLetter()) {
    const marks = Array.from(`${subject}\n${text}`.matchAll(/\[\[([^\]]*)\]\]/g), (match) =>
      squeezed(match[1] ?? ''),
    );
    assert.deepEqual([...new Set(marks)], blanks.map(squeezed), path);
    assert.ok(blanks.length > 0, 'at least the name is for a person to write');
  }
});

test('no moment stands in a letter that the case does not know', () => {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const known = new Set(JSON.stringify(sample()).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g));
    const days = new Set([...known].map((instant) => instant.slice(0, 10)));
    for (const { text } of renderReplies(LETTER_KINDS, sample(), LANGS, { now: NOW })) {
      const words = flat(text);
      for (const [moment] of words.matchAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g)) {
        assert.ok(known.has(moment.replace(' ', 'T')), `${name}: ${moment}`);
      }
      for (const [day] of words.matchAll(/\d{4}-\d\d-\d\d/g)) assert.ok(days.has(day), `${name}: ${day}`);
    }
  }
});

test('a letter in another language has no English words but names and technical terms', () => {
  const terms =
    /\b(AWS|Trust|Safety|VPC|NAT|UTC|SSH|RDP|IAM|SHA|TCP|UDP|DNS|DoS|Re|Subject|SQL|Web|Transit|Gateway|xx|web|eni|nat|flows|log|gz|ACCEPT|OK|a|b|i|ap|us|northeast|east)\b/g;
  for (const { lang, text, path } of everyLetter()) {
    if (lang === 'en') continue;
    const plain = text.replace(/[0-9a-f]{16,}|xxxx370|\b(i|nat|eni)-[0-9a-f]+/g, '').replace(terms, '');
    assert.deepEqual(plain.match(/[A-Za-z]{2,}/g) ?? [], [], path);
  }
});

test('each language writes in its own script', () => {
  const scripts = { en: /[a-z]/, ja: /[ぁ-ん]/, ko: /[가-힣]/, zh: /[一-鿿]/, ru: /[а-я]/ };
  for (const { lang, text } of everyLetter()) {
    assert.match(text, scripts[lang]);
    if (lang === 'zh') assert.doesNotMatch(text, /[ぁ-んァ-ヶ가-힣]/);
    if (lang !== 'ru') assert.doesNotMatch(text, /[а-я]/);
    if (lang === 'ja') assert.match(text, /(です|ます)。/);
    if (lang === 'ko') assert.match(text, /니다\./);
    assert.doesNotMatch(text, /!|！/);
  }
});

test('every abuse type, verdict and figure has a name in every language, each a different one', () => {
  for (const lang of LANGS) {
    const { types, verdicts, figures, measures, questions } = LANGUAGES[lang];
    for (const names of [types, verdicts, figures, measures(letterWords('aws', lang)), questions]) {
      const values = Object.values(names);
      assert.equal(new Set(values).size, values.length);
      assert.ok(values.every((name) => name !== '' && !name.includes('_')));
    }
  }
});

test('the numbers of the case stand in every language as they are', () => {
  for (const lang of LANGS) {
    const { text } = renderReply('final', portScan(), { lang, now: NOW });
    const digits = flat(text).replaceAll(/(\d)[,.\s](?=\d{3})/g, '$1');
    for (const number of ['12043', '12000', '122000', '121980', '98']) {
      assert.ok(digits.includes(number), `${lang}: ${number}`);
    }
    for (const id of ['i-0abc1234def567890', '10.10.3.17', '203.0.113.10', 'nat-0cd1e2f3', '27579687149']) {
      assert.ok(text.includes(id), `${lang}: ${id}`);
    }
  }
});

test('a flood is told in packets and bytes, and a host that is not certain as most likely', () => {
  for (const lang of LANGS) {
    const { text } = renderReply('final', confirmedDos(), { lang, now: NOW });
    const digits = flat(text).replaceAll(/(\d)[,.\s](?=\d{3})/g, '$1');
    assert.ok(digits.includes('291255') && digits.includes('294167550'), lang);
    assert.ok(
      squeezed(text).includes(squeezed(LANGUAGES[lang].likely('i-0dddd111122223333 (10.0.0.5)'))),
      lang,
    );
    assert.ok(text.includes('198.51.100.9'), lang);
  }
});

test('a confirmed notice, a contradicted one and one without data get different letters', () => {
  for (const lang of LANGS) {
    const happened = [portScan(), contradictedDos(), noRecords()].map(
      (sample) =>
        flat(renderReply('final', sample, { lang, now: NOW }).text).split(
          LANGUAGES[lang].greeting(letterWords('aws', lang)),
        )[0],
    );
    assert.equal(new Set(happened).size, 3);
  }
});

test('what is only likely is answered as likely: the traffic is named, and nothing is called confirmed that flows cannot show', () => {
  for (const lang of LANGS) {
    const language = LANGUAGES[lang];
    for (const kind of ['interim', 'final'] as const) {
      const { text } = renderReply(kind, likelyInjection(), { lang, now: NOW });
      const body = squeezed(text);
      for (const said of [
        ...language.opening[kind].likely,
        language.noContents(language.types.sql_injection),
      ])
        assert.ok(body.includes(squeezed(said)), `${lang} ${kind} lacks: ${said}\n${text}`);
      assert.ok(body.includes('216'), `${lang} ${kind}: the packets are not named\n${text}`);
      for (const sure of language.opening[kind].confirmed.slice(-1))
        assert.ok(!body.includes(squeezed(sure)), `${lang} ${kind} confesses: ${sure}`);
      assert.ok(!text.includes('it scanned'), `${lang} ${kind} tells what the notice is not about\n${text}`);
    }
  }
});

test('where a notice names no kind of abuse, the letter names what was found at its time', () => {
  for (const lang of LANGS) {
    const { types } = LANGUAGES[lang];
    const { text } = renderReply('final', unnamedKind(), { lang, now: NOW });
    const body = squeezed(text).toLowerCase();
    assert.ok(
      body.includes(squeezed(types.port_scan).toLowerCase()),
      `${lang} does not name the scan\n${text}`,
    );
    assert.ok(
      !body.includes(squeezed(types.other).toLowerCase()),
      `${lang} says that it has no name\n${text}`,
    );
    assert.match(flat(text).replaceAll(/(\d)[,.\s](?=\d{3})/g, '$1'), /12043/, lang);
  }
});

test('counts and hashes of files stand in an annex behind the signature', () => {
  for (const lang of LANGS) {
    const language = LANGUAGES[lang];
    for (const sample of [portScan(), contradictedDos(), likelyInjection()]) {
      const { text } = renderReply('final', sample, { lang, now: NOW });
      const [letter = '', annex] = text.split(`${language.headings.annex}\n`);
      assert.ok(letter.includes(language.closing), `${lang}: no signature before the annex\n${text}`);
      assert.ok(annex?.includes('a.log.gz'), `${lang}: the annex does not name the files\n${text}`);
      assert.ok(!letter.includes('a.log.gz\n') && !letter.includes(language.hashes), `${lang}\n${letter}`);
    }
  }
});

test('a contradicted notice is answered with what the logs show and with questions, never with an admission', () => {
  const { text } = renderReply('final', contradictedDos(), { lang: 'en', now: NOW });
  const words = flat(text);
  assert.match(words, /do not find the reported traffic/);
  assert.match(words, /bytes sent: reported 294,167,550, in our records 0 \(differs\)/);
  assert.match(words, /the exact times/);
  assert.doesNotMatch(words, /confirm it|Root cause/);
  assert.match(words, /outbound UDP port 80 blocked/);
});

/** The scan with its ports counted, and the protocol of its records, where they have one. */
function scanOf(ports: number[], protocol?: number): CaseDocument {
  const sample = portScan();
  const findings = sample.findings.map((finding) => ({
    ...finding,
    targets: { ...finding.targets, ports },
    numbers: { ...finding.numbers, ports: ports.length, ...(protocol !== undefined && { protocol }) },
  }));
  return { ...sample, findings };
}

const written = (lang: (typeof LANGS)[number], document: CaseDocument): string =>
  squeezed(renderReply('final', document, { lang, now: NOW }).text);

test('a port stands with its protocol, in every language, where the evidence names one', () => {
  const words = {
    en: ['TCP port 22 on 12,043 hosts', 'UDP ports 53, 123 on', ' port 22 on', '8 TCP ports on'],
    ja: ['（TCP ポート 22）', '（UDP ポート 53, 123）', '（ポート 22）', '（TCP の 8 個のポート）'],
    ko: ['(TCP 포트 22)', '(UDP 포트 53, 123)', '(포트 22)', '(TCP 포트 8개)'],
    zh: ['（TCP 端口 22）', '（UDP 端口 53, 123）', '（端口 22）', '（8 个 TCP 端口）'],
    ru: ['(TCP-порт 22)', '(UDP-порты 53, 123)', '(порт 22)', '(8 TCP-портов)'],
  };
  const scans = [scanOf([22], 6), scanOf([53, 123], 17), scanOf([22]), scanOf([1, 2, 3, 4, 5, 6, 7, 8], 6)];
  for (const lang of LANGS) {
    for (const [i, scan] of scans.entries()) {
      const text = written(lang, scan);
      assert.ok(text.includes(squeezed(words[lang][i] ?? '')), `${lang}: ${words[lang][i]}`);
      if (i === 2) assert.doesNotMatch(text, /TCP/);
    }
  }
});

test('without records the letter says what is missing and asks what is being collected', () => {
  const { text, blanks } = renderReply('interim', noRecords(), { lang: 'en', now: NOW });
  const words = flat(text);
  assert.match(words, /VPC flow logs of i-0eeee111122223333 for 2023-04-27 14:46:47 UTC/);
  assert.match(words, /read its times as UTC/);
  assert.ok(blanks.some((text) => text.includes('collecting')));
  assert.doesNotMatch(words, /confirmed by|Port scanning/);
});

test('a masked account stays masked, and nothing is made up for what a notice does not name', () => {
  const { subject, text, blanks } = renderReply('final', masked(), { lang: 'en', now: NOW });
  assert.equal(subject, 'Re: Outstanding EC2 abuse reports');
  assert.match(text, /AWS account xxxx370/);
  assert.match(text, /34\.xx\.xx\.40/);
  assert.match(flat(text), /states no time/);
  assert.ok(blanks.includes("the case number from the notice's subject"));
});

test('the subject is the notice’s own, answered once', () => {
  const subject = (text: string | undefined, reference = '42') => {
    const { subject: _subject, ...rest } = claim({ reference });
    const answered = {
      ...portScan(),
      claims: [{ ...rest, ...(text === undefined ? {} : { subject: text }) }],
    };
    return renderReply('interim', answered, { lang: 'en', now: NOW }).subject;
  };
  assert.equal(subject('Your AWS Abuse Report [42]'), 'Re: Your AWS Abuse Report [42]');
  assert.equal(subject('Fwd: RE: Fw:  Your AWS Abuse Report [42]'), 'Re: Your AWS Abuse Report [42]');
  assert.equal(subject('Your EC2 instance'), 'Re: Your EC2 instance [42]');
  assert.equal(
    subject('Report [42]\r\nBcc: everyone@example.com'),
    'Re: Report [42] Bcc: everyone@example.com',
  );
  assert.equal(subject(undefined), 'Re: Your AWS abuse report [42]');
  assert.equal(subject('Re:'), 'Re: Your AWS abuse report [42]');
});

test('a subject without a case number has one blank for it, in one pair of brackets', () => {
  const { reference: _reference, subject: _subject, ...rest } = claim();
  for (const lang of LANGS) {
    const { subject, blanks } = renderReply('final', { ...portScan(), claims: [rest] }, { lang, now: NOW });
    const blank = LANGUAGES[lang].blanks.reference;
    assert.ok(subject.includes(`[[ ${blank} ]]`) && !subject.includes('[[['), subject);
    assert.ok(blanks.includes(blank));
    const numbered = { ...rest, reference: '27579687149' };
    const known = renderReply('final', { ...portScan(), claims: [numbered] }, { lang, now: NOW });
    assert.match(known.subject, /^Re: .*\[27579687149\]/);
  }
});

test('each matter gets its own letter, the most urgent first, each with its own verdicts', () => {
  const letters = renderReplies(['final'], severalClaims(), ['en'], { now: NOW });
  assert.deepEqual(
    letters.map(({ path }) => path),
    ['letters/reply-final.en.txt', 'letters/reply-final.27579687149.en.txt'],
  );
  const [urgent, other] = letters.map(({ text }) => flat(text));
  assert.match(urgent ?? '', /i-0abc1234def567890.*: confirmed by our records/);
  assert.match(urgent ?? '', /i-0ffff111122223333.*: not found in our records/);
  assert.match(urgent ?? '', /do not tell apart: .*10\.10\.3\.18/);
  assert.match(urgent ?? '', /Not all of the reported items are confirmed/);
  assert.doesNotMatch(other ?? '', /i-0abc1234def567890/, 'another matter’s culprit is not named');
});

test('a culprit of another confirmed matter is not named in this letter', () => {
  const [first] = portScan().culprits;
  assert.ok(first);
  const sample: CaseDocument = {
    ...portScan(),
    claims: [claim(), claim({ reference: '2', type: 'ddos', addresses: [], instances: ['i-0other'] })],
    verdicts: [0, 1].map((claim) => ({ claim, verdict: 'confirmed', message: quoted(''), lines: [] })),
    culprits: [
      first,
      { address: '10.10.9.9', instance: 'i-0other', confidence: 1, message: quoted(''), ties: [] },
    ],
  };
  const [scan, ddos] = renderReplies(['final'], sample, ['en'], { now: NOW }).map(({ text }) => text);
  assert.ok(scan?.includes('10.10.3.17') && !scan.includes('i-0other'));
  assert.ok(ddos?.includes('i-0other') && !ddos.includes('10.10.3.17'));
});

test('a forged notice gets no answer, and a case without a notice has none to give', () => {
  const authenticity = { verdict: 'forged', message: PASTED.message } as const;
  const forged = { ...portScan(), claims: [claim({ authenticity })] };
  const refusal = (document: CaseDocument, exitCode: number) => {
    assert.throws(
      () => renderReply('final', document, { lang: 'en', now: NOW }),
      (error) => error instanceof UserError && error.exitCode === exitCode,
    );
    assert.deepEqual(renderReplies(LETTER_KINDS, document, LANGS, { now: NOW }), []);
  };
  refusal(forged, 3);
  refusal({ ...portScan(), claims: [] }, 2);
});

test('what the person tells stands in the letter and is no blank any more', () => {
  const answers = {
    root_cause: 'A stolen SSH key.',
    containment: 'The instance was isolated.',
    contained_at: '2026-11-21T09:30:00.000Z',
    prevention: 'SSH is closed to the internet.',
    next_update: '2026-11-22 09:00 UTC',
    name: 'Kim Min-jun, operations',
    contact: '+82 2 0000 0000',
  };
  for (const lang of LANGS) {
    const { text, blanks } = renderReply('final', portScan(), { lang, now: NOW, answers });
    assert.deepEqual(blanks, [], lang);
    for (const part of ['A stolen SSH key.', '2026-11-21 09:30:00 UTC', 'Kim Min-jun, operations']) {
      assert.ok(flat(text).includes(part), `${lang}: ${part}`);
    }
    assert.deepEqual(renderReply('interim', portScan(), { lang, now: NOW, answers }).blanks, []);
  }
});

test('an answer after the deadline says so, one before it does not', () => {
  for (const lang of LANGS) {
    const at = (now: string) => flat(renderReply('final', portScan(), { lang, now: new Date(now) }).text);
    const { late } = LANGUAGES[lang];
    assert.ok(squeezed(at('2026-11-22T02:00:01Z')).includes(squeezed(late('2026-11-22 02:00:00'))));
    assert.ok(!squeezed(at('2026-11-22T02:00:00Z')).includes(squeezed(late('2026-11-22 02:00:00'))));
  }
});

test('a deadline that has passed is not offered as the time to write again', () => {
  const at = (now: string) =>
    flat(renderReply('interim', portScan(), { lang: 'en', now: new Date(now) }).text);
  assert.match(at('2026-11-22T02:00:00Z'), /the answer is due by 2026-11-22 02:00:00 UTC/);
  assert.doesNotMatch(at('2026-11-22T02:00:01Z'), /is due by/);
});

test('standard measures are offered to be ticked, not claimed', () => {
  const { text, blanks } = renderReply('final', portScan(), { lang: 'en', now: NOW });
  const outside = flat(text).replaceAll(/\[\[.*?\]\]/g, '');
  assert.doesNotMatch(outside, /replaced|no longer reachable|trusted image/);
  assert.ok(blanks.filter((text) => text.startsWith('keep if true')).length >= 5);
});

test('the lines that a verdict rests on are quoted, bounded and marked as quotations', () => {
  const sample = portScan();
  const [verdict] = sample.verdicts;
  assert.ok(verdict);
  verdict.lines.push({ evidence: 'flows/a.log.gz', line: 8, text: '\u0007'.repeat(2000) });
  const { text } = renderReply('final', sample, { lang: 'en', now: NOW });
  assert.ok(flat(text).includes(FLOW));
  assert.match(text, /\n {5}\| 2 123456789012 eni-0a1b2c3d/);
  assert.ok((text.match(/\\x07/g) ?? []).length < 100);
  assert.ok(!renderReply('final', contradictedDos(), { lang: 'en', now: NOW }).text.includes('ACCEPT'));
});

test('a long list is cut with a count of what is left out', () => {
  const instances = Array.from({ length: 40 }, (_, i) => `i-${i.toString(16).padStart(17, '0')}`);
  const { text } = renderReply(
    'interim',
    { ...noRecords(), claims: [claim({ instances, addresses: [] })] },
    {
      lang: 'en',
      now: NOW,
    },
  );
  assert.match(flat(text), /and 34 more/);
});

/** Puts hostile text into every string of a document that is not an id of the contract or a moment. */
function poisoned(document: CaseDocument, poison: string): CaseDocument {
  const keep = new Set([
    'schema',
    'type',
    'verdict',
    'stage',
    'direction',
    'severity',
    'kind',
    'what',
    'table',
    'source',
    'key',
    'certainty',
    'state',
    'zone',
  ]);
  const json = JSON.stringify(writtenCase(document), (key, value: unknown) => {
    const plain = typeof value !== 'string' || keep.has(key) || /^\d{4}-\d\d-\d\dT/.test(value);
    return plain ? value : value + poison;
  });
  return parseCase(json, 'case.json');
}

test('hostile text in the case cannot leave its line, forge a blank or carry control characters', () => {
  const poison = fc.oneof(
    fc.constantFrom(
      '\u001b[31m',
      '\r\nBcc: a@example.com',
      ']] [[ pay here ]]',
      '\u202e',
      'x'.repeat(9999),
      '\u0000',
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(
      poison,
      fc.constantFrom(...Object.values(SAMPLES)),
      fc.constantFrom(...LANGS),
      (poison, sample, lang) => {
        const clean = renderReplies(LETTER_KINDS, sample(), [lang], { now: NOW });
        const letters = renderReplies(LETTER_KINDS, poisoned(sample(), poison), [lang], { now: NOW });
        for (const [i, letter] of letters.entries()) {
          assert.doesNotMatch(letter.subject, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
          assert.doesNotMatch(letter.text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
          assert.deepEqual(letter.blanks, clean[i]?.blanks);
          assert.match(
            letter.path,
            /^letters\/(?:reply-(?:interim|final)|dispute)(\.[A-Za-z0-9-]{1,40})?\.(en|ja|ko|zh|ru)\.txt$/,
          );
          assert.ok(letterFile(letter).length < 20_000);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a letter speaks to the sender of its notice, and of no other provider', () => {
  for (const lang of LANGS) {
    const sample = portScan();
    const own = renderReply('final', sample, { lang, now: NOW }).text;
    assert.ok(own.includes('AWS Trust & Safety'), lang);
    const [claim] = sample.claims;
    const other = {
      ...(claim ?? assert.fail('the sample has a notice')),
      source: 'example cloud',
      subject: '',
    };
    const { text, subject } = renderReply('final', { ...sample, claims: [other] }, { lang, now: NOW });
    assert.ok(flat(text).includes('example cloud'), lang);
    assert.doesNotMatch(`${subject}\n${text}`, /AWS|Amazon/, lang);
  }
});

test('a dispute prints what the notice states, why the records refute it, and the rows with their file and line', () => {
  for (const lang of LANGS) {
    const { text } = renderReply('dispute', contradictedDos(), { lang, now: NOW });
    const words = flat(text);
    const number = new Intl.NumberFormat(LANGUAGES[lang].locale);
    for (const amount of [291_255, 294_167_550]) assert.ok(words.includes(flat(number.format(amount))), lang);
    assert.ok(words.includes('198.51.100.7') && words.includes('a.log.gz:7'), lang);
    assert.ok(squeezed(text).includes(squeezed(FLOW)), lang);
    const { headings, withdraw } = LANGUAGES[lang];
    for (const sentence of [headings.stated, headings.refuting, withdraw])
      assert.ok(squeezed(text).includes(squeezed(sentence)), lang);
  }
});

test('a dispute is written only of what the records refute, and says where there is no row to quote', () => {
  const kinds = (document: CaseDocument): string[] =>
    renderReplies(LETTER_KINDS, document, ['en'], { now: NOW }).map(({ path }) => path);
  assert.deepEqual(
    kinds(contradictedDos()).filter((path) => path.includes('dispute')),
    ['letters/dispute.en.txt'],
  );
  for (const sample of [portScan(), noRecords(), confirmedDos()]) {
    assert.ok(kinds(sample).every((path) => path.includes('reply-')));
    assert.throws(() => renderReply('dispute', sample, { lang: 'en', now: NOW }), UserError);
  }
  const bare = contradictedDos();
  for (const verdict of bare.verdicts) verdict.lines = [];
  const { text } = renderReply('dispute', bare, { lang: 'en', now: NOW });
  assert.ok(flat(text).includes(LANGUAGES.en.noRefutingRows));
});

test("an answer that cannot tell names the notice's own figures", () => {
  const flow = { protocol: 6, remote_ports: [80], packets_sent: 1_039_685, bytes_sent: 1_050_081_850 };
  const document = { ...noRecords(), claims: [claim({ type: 'ddos', flows: [flow] })] };
  for (const kind of ['interim', 'final'] as const) {
    for (const lang of LANGS) {
      const number = new Intl.NumberFormat(LANGUAGES[lang].locale);
      const { text } = renderReply(kind, document, { lang, now: NOW });
      for (const amount of [1_039_685, 1_050_081_850])
        assert.ok(flat(text).includes(flat(number.format(amount))), `${kind} ${lang}`);
    }
  }
});
