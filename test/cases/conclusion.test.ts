import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concluded } from '../../src/cases/conclusion.ts';
import { parseCase } from '../../src/cases/document.ts';
import { writtenCase } from '../../src/cases/written.ts';
import { renderReply } from '../../src/letters/reply.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { answerText } from '../../src/report/report.ts';
import { contradictedDos, noRecords, portScan } from '../letters/samples.ts';
import { emptyDocument } from './world.ts';

const NOW = new Date('2026-11-21T09:00:00Z');

/** The port scan, its culprit as sure as that. */
function suspected(confidence: number, changes: Partial<CaseDocument> = {}): CaseDocument {
  const scan = portScan();
  const culprits = scan.culprits.map((culprit) => Object.assign({}, culprit, { confidence }));
  return concluded({ ...scan, culprits, ...changes });
}

const letter = (document: CaseDocument): string =>
  renderReply('final', document, { lang: 'en', now: NOW }).text;

test('how sure the culprit is decides how sure the case is, in the same steps for report and letter', () => {
  for (const [confidence, certainty] of [
    [0.97, 'confirmed'],
    [0.9, 'confirmed'],
    [0.89, 'likely'],
    [0.5, 'likely'],
    [0.49, 'cannot_tell'],
  ] as const) {
    const document = suspected(confidence);
    assert.equal(document.conclusion.certainty, certainty, String(confidence));
    assert.equal(letter(document).includes('most likely'), certainty === 'likely', String(confidence));
  }
});

test('a letter names no host of which the report says that it cannot be told', () => {
  const named = suspected(0.97).culprits[0]?.address ?? assert.fail();
  // The first five fields: original lines of the logs are further down, and hold the address in any case.
  const fields = (document: CaseDocument): string => letter(document).split('\n\n')[0] ?? '';
  assert.ok(fields(suspected(0.97)).includes(named));
  assert.ok(!fields(suspected(0.49)).includes(named));
});

test('what is ruled out names nobody, whatever the findings say', () => {
  const { conclusion } = concluded({ ...portScan(), verdicts: contradictedDos().verdicts });
  assert.equal(conclusion.certainty, 'ruled_out');
  assert.deepEqual([conclusion.culprit, conclusion.deed], [undefined, undefined]);
  assert.deepEqual(
    conclusion.matters.map(({ verdict, culprits }) => [verdict, culprits]),
    [['ruled_out', []]],
  );
});

test('without records, and without anything, it cannot be told', () => {
  assert.equal(concluded(noRecords()).conclusion.certainty, 'cannot_tell');
  assert.equal(concluded(emptyDocument()).conclusion.certainty, 'cannot_tell');
});

test('a hint of no kind of abuse leads no case, and stands in the list', () => {
  const [scan = assert.fail()] = portScan().findings;
  const hint = { ...scan, id: 'hint', type: 'other' as const, severity: 'low' as const, confidence: 0.45 };
  const alone = concluded({ ...emptyDocument(), findings: [hint] });
  assert.deepEqual(
    [alone.conclusion.deed, alone.conclusion.gravest, alone.conclusion.certainty],
    [undefined, [0], 'cannot_tell'],
  );
  const surer = concluded({ ...emptyDocument(), findings: [{ ...hint, confidence: 0.5 }] });
  assert.equal(surer.conclusion.deed, 0);
  const beside = concluded({ ...emptyDocument(), findings: [hint, { ...scan, confidence: 0.3 }] });
  assert.equal(beside.conclusion.deed, 1);
});

test('what a case comes to is written into it, and read from there', () => {
  const written = writtenCase(suspected(0.7));
  assert.equal(written.conclusion.because, written.verdicts[0]?.because);
  const changed = { ...written, conclusion: { ...written.conclusion, certainty: 'ruled_out' } };
  const document = parseCase(JSON.stringify(changed), 'case.json');
  assert.equal(document.conclusion.certainty, 'ruled_out');
  assert.ok(answerText(document, { lang: 'en', now: NOW, zone: 'UTC' }).length > 0);
});
