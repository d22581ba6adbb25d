import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWidth } from '../../src/base/width.ts';
import { UserError } from '../../src/base/errors.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { LANGS } from '../../src/language/lang.ts';
import type { Lang } from '../../src/language/lang.ts';
import { LANGUAGES } from '../../src/letters/languages/index.ts';
import { OCCASION_WORDS } from '../../src/letters/words/index.ts';
import { COLUMN_WIDTH } from '../../src/letters/side-by-side.ts';
import { renderOccasion, renderReply } from '../../src/letters/reply.ts';
import type { Letter } from '../../src/letters/reply.ts';
import type { Occasion } from '../../src/letters/kinds.ts';
import { renderUserLetter, userLetterNames, usersToAsk } from '../../src/letters/user.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { HostPart } from '../../src/model/host.ts';
import { event, letIn, notOurs, terminatedScan } from './occasion-samples.ts';
import { claim, contradictedDos, masked, noRecords, portScan, SAMPLES } from './samples.ts';

const NOW = new Date('2026-11-21T20:00:00Z');

const HOST: HostPart = {
  hosts: [],
  findings: [],
  checks: [],
  processes: [],
  counters: [],
  gaps: [],
  next: [],
};

const squeezed = (text: string): string => text.replace(/\s+/g, '');

function letterOf(kind: Occasion, document: CaseDocument, lang: Lang = 'en', settings = {}): Letter {
  return renderReply(kind, concluded(document), { lang, now: NOW, answers: settings });
}

function refused(exitCode: number, message: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.exitCode, exitCode, error.message);
    assert.match(error.message, message);
    return true;
  };
}

function everyLetter(): (Letter & { lang: Lang; what: string })[] {
  return LANGS.flatMap((lang) => [
    { lang, what: 'extension', ...letterOf('extension', portScan(), lang) },
    { lang, what: 'extension without records', ...letterOf('extension', noRecords(), lang) },
    { lang, what: 'extension without anything', ...letterOf('extension', masked(), lang) },
    { lang, what: 'not us', ...letterOf('not-us', notOurs(), lang) },
    { lang, what: 'terminated', ...letterOf('terminated', terminatedScan(), lang) },
    { lang, what: 'terminated without events', ...letterOf('terminated', portScan(), lang) },
    ...usersToAsk(letIn()).map((question) =>
      Object.assign({ lang, what: 'user' }, renderUserLetter(question, { lang })),
    ),
  ]);
}

test('letters on an occasion fit a mail, name their blanks, shout nowhere and are written in their own script', () => {
  const scripts = { en: /[a-z]/, ja: /[ぁ-ん]/, ko: /[가-힣]/, zh: /[一-鿿]/, ru: /[а-я]/ };
  for (const { lang, what, text, blanks } of everyLetter()) {
    for (const line of text.split('\n')) {
      assert.ok(displayWidth(line) <= 78, `${lang} ${what}: ${line}`);
      assert.doesNotMatch(line, /\s$|\u00a0|[!！]/, `${lang} ${what}`);
    }
    const marks = Array.from(text.matchAll(/\[\[([^\]]*)\]\]/g), (match) => squeezed(match[1] ?? ''));
    assert.deepEqual([...new Set(marks)], blanks.map(squeezed), `${lang} ${what}`);
    assert.match(text, scripts[lang]);
    if (lang === 'zh') assert.doesNotMatch(text, /[ぁ-んァ-ヶ가-힣]/, what);
    if (lang !== 'ru') assert.doesNotMatch(text, /[а-я]/, what);
    if (lang === 'ko')
      assert.doesNotMatch(text, /\((?:는|가|를|과|로)\)/, `${what}: a particle is left open`);
  }
});

test('a letter on an occasion has no English words in another language but names and technical terms', () => {
  const terms =
    /\b(AWS|Amazon|Web|Services|Trust|Safety|VPC|NAT|UTC|TCP|API|CRM|EWS|IP|Elastic|CloudTrail|TerminateInstances|AllocateAddress|terminate|python-requests|CORP|m\.lee|json|web|eni|nat|i|ap|northeast|xx|x|u|e|Subject|Re)\b/g;
  for (const { lang, what, text } of everyLetter()) {
    if (lang === 'en') continue;
    const plain = text
      .replaceAll(/\b(?:i|nat|eni)-[0-9a-f]+|xxxx370|\\x1b|\\u\{202e\}/g, '')
      .replace(terms, '');
    assert.deepEqual(plain.match(/[A-Za-z]{2,}/g) ?? [], [], `${lang} ${what}`);
  }
});

test('more time is asked for with the reasons that the case has, and with no others', () => {
  const reasonsIn = (document: CaseDocument, lang: Lang): string[] => {
    const { reasons } = OCCASION_WORDS[lang].extension;
    const text = squeezed(letterOf('extension', document, lang).text);
    const names = {
      records: reasons.records(
        'i-0eeee111122223333',
        LANGUAGES[lang].period({ from: '2023-04-27 14:46:47' }),
      ),
      uninspected: reasons.uninspected('i-0abc1234def567890 (web-7, 10.10.3.17)'),
      cause: reasons.cause,
    };
    return Object.entries(names).flatMap(([name, words]) => (text.includes(squeezed(words)) ? [name] : []));
  };
  const inspected: CaseDocument = { ...portScan(), host: HOST };
  for (const lang of LANGS) {
    assert.deepEqual(reasonsIn(portScan(), lang), ['uninspected'], lang);
    assert.deepEqual(reasonsIn(noRecords(), lang), ['records'], lang);
    assert.deepEqual(reasonsIn(inspected, lang), ['cause'], lang);
  }
  assert.throws(() => letterOf('extension', contradictedDos()), refused(2, /no reason to ask for more time/));
});

test('the new time is the one that the user states; without it the letter has a blank and the deadline beside', () => {
  for (const lang of LANGS) {
    const { blank, more } = OCCASION_WORDS[lang].extension;
    const due = '2026-11-22 02:00:00 UTC';
    const open = letterOf('extension', portScan(), lang);
    assert.ok(open.blanks.includes(blank(due)), `${lang}: ${open.blanks.join(' | ')}`);
    const stated = letterOf('extension', portScan(), lang, { until: '2026-11-25T12:00:00Z' });
    assert.ok(squeezed(stated.text).includes(squeezed(more('2026-11-25 12:00:00 UTC', due))), stated.text);
    assert.equal(stated.subject, 'Re: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]');
  }
  assert.throws(
    () => letterOf('extension', portScan(), 'en', { until: '2026-11-22T01:00:00Z' }),
    refused(2, /no later than the deadline, 2026-11-22 02:00:00 UTC/),
  );
});

test('a resource was not ours where CloudTrail says that it had gone before, or came after, with the record', () => {
  for (const lang of LANGS) {
    const { notUs, record } = OCCASION_WORDS[lang];
    const text = squeezed(letterOf('not-us', notOurs(), lang).text);
    for (const said of [
      notUs.gone.instance('i-0eeee111122223333', '2026-11-19 03:00:00 UTC'),
      notUs.made.address('203.0.113.77', '2026-11-20 20:00:00 UTC'),
      record('TerminateInstances', '2026.json', 3),
      record('AllocateAddress', '2026.json', 4),
      notUs.separately('203.0.113.78'),
    ])
      assert.ok(text.includes(squeezed(said)), `${lang} lacks: ${said}\n${text}`);
    assert.ok(!text.includes(squeezed(notUs.gone.address('203.0.113.78', ''))), lang);
  }
});

test('an address of another cloud, by the ranges of the time, is not the sender’s', () => {
  const document = notOurs();
  const listed = {
    ...document,
    resource_events: [],
    sources: [
      {
        address: '203.0.113.77',
        provider: 'azure',
        prefix: '203.0.113.64/26',
        as_of: '2026-11-20T00:00:00Z',
      },
      { address: '203.0.113.78', provider: 'aws', prefix: '203.0.113.78/32', as_of: '2026-11-20T00:00:00Z' },
    ],
  };
  const { text } = letterOf('not-us', listed);
  assert.match(
    text.replaceAll(/\s+/g, ' '),
    /203\.0\.113\.77 lies in 203\.0\.113\.64\/26, a range of Microsoft Azure/,
  );
  assert.doesNotMatch(text, /203\.0\.113\.78 lies/);
});

test('without anything that shows it, and against what the logs show, nobody writes that it was not theirs', () => {
  assert.throws(() => letterOf('not-us', noRecords()), refused(2, /nothing in the case shows/));
  // It was ours all the time, or again.
  const again = notOurs();
  const back = [
    event({ resource: 'i-0eeee111122223333', at: '2026-11-20T14:45:00Z' }),
    event({ resource: '203.0.113.77', what: 'gone', call: 'ReleaseAddress', at: '2026-11-18T00:00:00Z' }),
    event({ resource: '203.0.113.77', what: 'made', call: 'AllocateAddress', at: '2026-11-19T00:00:00Z' }),
  ];
  assert.throws(
    () => letterOf('not-us', { ...again, resource_events: back }),
    refused(2, /nothing in the case shows/),
  );
  const seen = { ...portScan(), resource_events: notOurs().resource_events ?? [] };
  assert.throws(() => letterOf('not-us', seen), refused(3, /show the reported traffic/));
});

test('the end of an instance is told with its record; what nothing shows is left to be written', () => {
  for (const lang of LANGS) {
    const { terminated, record } = OCCASION_WORDS[lang];
    const shown = letterOf('terminated', terminatedScan(), lang);
    const text = squeezed(shown.text);
    for (const said of [
      terminated.gone('i-0abc1234def567890', '2026-11-20 18:30:00 UTC'),
      record('TerminateInstances', '2026.json', 12),
    ])
      assert.ok(text.includes(squeezed(said)), `${lang} lacks: ${said}\n${shown.text}`);
    assert.ok(!shown.blanks.includes(terminated.blanks.shownBy), shown.blanks.join(' | '));
    const open = letterOf('terminated', portScan(), lang);
    for (const missing of [terminated.blanks.shownBy, terminated.blanks.ended])
      assert.ok(open.blanks.includes(missing), `${lang}: ${open.blanks.join(' | ')}`);
  }
});

test('an instance that was started again, or is seen to send later, has not ended', () => {
  const { blanks } = OCCASION_WORDS.en.terminated;
  const instance = 'i-0abc1234def567890';
  const stopped = event({
    resource: instance,
    what: 'stopped',
    call: 'StopInstances',
    at: '2026-11-20T18:30:00Z',
  });
  const started = event({
    resource: instance,
    what: 'started',
    call: 'StartInstances',
    at: '2026-11-20T19:30:00Z',
  });
  const only = letterOf('terminated', { ...portScan(), resource_events: [stopped] });
  assert.match(only.text.replaceAll(/\s+/g, ' '), /was stopped at 2026-11-20 18:30:00 UTC/);
  const again = letterOf('terminated', { ...portScan(), resource_events: [stopped, started] });
  assert.ok(again.blanks.includes(blanks.shownBy), again.text);
  const early = event({ resource: instance, at: '2026-11-20T14:41:00Z' });
  const later = letterOf('terminated', { ...portScan(), resource_events: [early] });
  assert.ok(later.blanks.includes(blanks.shownBy), 'the scan goes on to 15:02');
});

test('of several matters those get a letter that allow it, and where none does the first reason is said', () => {
  const other = claim({ reference: '999', deadline: '2026-11-22T10:00:00Z' });
  const two = concluded({ ...notOurs(), claims: [...notOurs().claims, other] });
  const options = { lang: 'en', now: NOW } as const;
  assert.deepEqual(
    renderOccasion('not-us', two, options).map(({ path, claim: index }) => [path, index]),
    [['letters/reply-not-us.en.txt', 0]],
  );
  assert.throws(
    () => renderOccasion('not-us', concluded(noRecords()), options),
    refused(2, /nothing in the case shows/),
  );
});

test('a user is told what was seen, asked whether a service reads their mail, and blamed for nothing', () => {
  const [question] = usersToAsk(letIn());
  assert.ok(question !== undefined);
  for (const lang of LANGS) {
    const { user: words } = OCCASION_WORDS[lang];
    const { text, subject, blanks } = renderUserLetter(question, { lang });
    const plain = squeezed(text);
    for (const said of [words.questions[0], ...words.unknown, words.agents('python-requests/2.9.1')])
      assert.ok(plain.includes(squeezed(said)), `${lang} lacks: ${said}`);
    for (const number of ['685', '551', '486']) assert.ok(text.includes(number), `${lang}: ${number}`);
    assert.ok(!text.includes('curl') && !text.includes('Outlook'), `${lang}: only what was let in\n${text}`);
    assert.equal(subject, words.subject);
    assert.deepEqual(blanks, [LANGUAGES[lang].blanks.signer]);
  }
});

test('a user whose name is hostile gets a file of the case and a line without escapes', () => {
  const questions = usersToAsk(letIn());
  const names = userLetterNames(questions);
  assert.deepEqual(names.length, 2);
  for (const name of names) assert.match(name, /^user\.[A-Za-z0-9.-]+$/);
  assert.equal(new Set(names).size, 2);
  const { text } = renderUserLetter(questions[1]!, { lang: 'en' });
  assert.doesNotMatch(text, /\u001b|\u202e/);
  assert.throws(() => usersToAsk(portScan()), refused(2, /no user whose account was let in from a cloud/));
});

test('side by side, each paragraph stands beside its own in the other language', () => {
  for (const lang of LANGS.filter((one) => one !== 'en')) {
    const { beside = '' } = renderReply('final', portScan(), { lang: 'en', now: NOW, beside: lang });
    const lines = beside.split('\n');
    const { headings } = LANGUAGES[lang];
    for (const name of ['shown', 'compared', 'request'] as const) {
      const line = lines.find((one) => one.includes(`. ${LANGUAGES.en.headings[name]}`)) ?? '';
      assert.match(line, new RegExp(`\\| \\d\\. ${headings[name]}`), `${lang} ${name}: ${line}`);
    }
    for (const line of lines) {
      const width = displayWidth(line);
      assert.ok(width <= 2 * COLUMN_WIDTH + 3, `${lang}: ${width} columns: ${line}`);
    }
  }
});

test('an interim answer has three blanks and no more, whatever the case lacks', () => {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    for (const lang of LANGS) {
      const { blanks } = renderReply('interim', concluded(sample()), { lang, now: NOW });
      assert.ok(blanks.length <= 3, `${name} ${lang}: ${blanks.join(' | ')}`);
    }
  }
  const { reference: _r, subject: _s, deadline: _d, ...bare } = claim({ addresses: [] });
  const { blanks } = renderReply('interim', concluded({ ...masked(), claims: [bare] }), {
    lang: 'en',
    now: NOW,
  });
  assert.ok(blanks.length <= 3, blanks.join(' | '));
});

test('a final answer offers a security contact among the measures, unless the notice names one', () => {
  for (const lang of LANGS) {
    const { measures, blanks } = LANGUAGES[lang];
    const offered = blanks.tick(measures({ provider: 'AWS', desk: 'AWS Trust & Safety' }).security_contact);
    const final = (contact?: 'named' | 'missing'): string[] => {
      const claims = [claim(contact === undefined ? {} : { security_contact: contact })];
      return renderReply('final', concluded({ ...portScan(), claims }), { lang, now: NOW }).blanks;
    };
    assert.ok(final('missing').includes(offered), lang);
    assert.ok(final().includes(offered), lang);
    assert.ok(!final('named').includes(offered), lang);
  }
});
