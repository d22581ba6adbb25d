import { PASTED } from '../../src/notices/authenticity.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mattersOf } from '../../src/cases/matters.ts';
import type { Claim } from '../../src/model/claim.ts';
import { claim } from '../letters/samples.ts';

/** The claims of each matter of a case with these notices. */
function claimsOf(claims: Claim[]): number[][] {
  return mattersOf({ claims, verdicts: [], culprits: [], findings: [] }).map((matter) => matter.claims);
}

test('notices with one case number are one matter, the latest first', () => {
  const first = claim({ received: '2026-11-19T00:00:00Z' });
  const reminder = claim({ received: '2026-11-21T00:00:00Z', stage: 'reminder' });
  assert.deepEqual(claimsOf([first, claim({ reference: '2' }), reminder]), [[2, 0], [1]]);
});

test('without times, a reminder comes after the first notice', () => {
  const { received: _, ...untimed } = claim();
  assert.deepEqual(claimsOf([untimed, { ...untimed, stage: 'final' }]), [[1, 0]]);
});

test('the matter with the earliest deadline comes first, those without one last', () => {
  const { deadline: _, ...open } = claim({ reference: '1' });
  const later = claim({ reference: '2', deadline: '2026-11-23T00:00:00Z' });
  const sooner = claim({ reference: '3', deadline: '2026-11-22T00:00:00Z' });
  assert.deepEqual(claimsOf([open, later, sooner]), [[2], [1], [0]]);
});

test('without a case number, what one document says is one matter', () => {
  const { reference: _, ...unnumbered } = claim();
  const other = { ...unnumbered, evidence: 'other.eml' };
  assert.deepEqual(claimsOf([unnumbered, other, unnumbered]), [[0, 2], [1]]);
});

test('a forged notice is no matter', () => {
  assert.deepEqual(claimsOf([claim({ authenticity: { verdict: 'forged', message: PASTED.message } })]), []);
});
