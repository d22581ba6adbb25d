import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS } from '../../src/language/lang.ts';
import { LANGUAGES } from '../../src/letters/languages/index.ts';
import { renderReply } from '../../src/letters/reply.ts';
import { renderHost } from '../../src/hosts/words/render.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { HostPart } from '../../src/model/host.ts';
import { confirmedDos, contradictedDos, noRecords } from './samples.ts';

const NOW = new Date('2026-11-21T20:00:00Z');

function finding(certainty: 'likely' | 'cannot_tell', pid: number): HostPart['findings'][number] {
  return {
    id: `raw-socket:${pid}`,
    detector: 'raw-socket',
    type: 'ddos',
    certainty,
    severity: 'high',
    subject: { pid },
    numbers: { protocol: 6, sockets: 2 },
    message: { key: 'rawSocket', params: { pid, sockets: 2, protocol: 6, others: true, queued: 0 } },
    lines: [],
  };
}

/** The case with what its host's pastes say. */
function withHost(document: CaseDocument): CaseDocument {
  const findings = [finding('likely', 19_719), finding('cannot_tell', 4711)];
  const host: HostPart = { hosts: [], findings, checks: [], processes: [], counters: [], gaps: [], next: [] };
  return { ...document, host };
}

test('the answer to a confirmed notice says what was found inside the instance, as far as it is sure', () => {
  for (const lang of LANGS) {
    for (const kind of ['interim', 'final'] as const) {
      const { text } = renderReply(kind, withHost(confirmedDos()), { lang, now: NOW });
      assert.ok(text.includes(LANGUAGES[lang].headings.inside), `${lang} ${kind}: ${text}`);
      assert.match(text, /19719/);
      assert.doesNotMatch(text, /4711/);
    }
  }
});

test('that every connection tried by hand fails is told the provider, though it is no grave finding', () => {
  const attempts: HostPart['findings'][number] = {
    ...finding('likely', 0),
    id: 'attempts-failed:80',
    detector: 'attempts-failed',
    type: 'other',
    severity: 'low',
    subject: {},
    numbers: { attempts: 2 },
    message: { key: 'attemptsFailed', params: { attempts: 2, port: 80, outcomes: ['failed'] } },
  };
  const tried = withHost(confirmedDos());
  const document = { ...tried, host: { ...tried.host!, findings: [attempts] } };
  const said = new Set<string>();
  for (const lang of LANGS) {
    for (const kind of ['interim', 'final'] as const) {
      const { text } = renderReply(kind, document, { lang, now: NOW });
      const line = text
        .split('\n')
        .find((one) => /\b80\b/.test(one) && one.includes(renderHost(attempts.message, lang).slice(0, 12)));
      assert.ok(line !== undefined, `${lang} ${kind}: ${text}`);
      said.add(line);
    }
  }
  assert.ok(said.size >= LANGS.length, [...said].join('\n'));
});

test('where no flow log covers the time, the answer still says what was found inside the instance', () => {
  for (const kind of ['interim', 'final'] as const) {
    const { text } = renderReply(kind, withHost(noRecords()), { lang: 'en', now: NOW });
    assert.ok(text.includes(LANGUAGES.en.headings.inside), text);
    assert.match(text, /19719/);
  }
});

test('an answer that finds the notice refuted, or knows no host, says nothing of the inside', () => {
  for (const document of [withHost(contradictedDos()), noRecords(), confirmedDos()]) {
    const { text } = renderReply('final', document, { lang: 'en', now: NOW });
    assert.ok(!text.includes(LANGUAGES.en.headings.inside), text);
  }
});
