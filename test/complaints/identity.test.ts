import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityOf } from '../../src/complaints/identity.ts';
import { complaintSchema } from '../../src/model/complaint.ts';
import { COMPLAINT } from './samples.ts';

const INCIDENT = {
  provider: 'aws',
  actor: '203.0.113.9',
  type: 'reconnaissance',
  first: '2018-03-01T00:00:00Z',
};

test('a complaint keeps its id from run to run, and the name of a file can be made of it', () => {
  const { id, fold } = identityOf(INCIDENT);
  assert.deepEqual(identityOf({ ...INCIDENT }), { id, fold });
  assert.match(id, /^[0-9a-f]{16}$/);
  assert.match(fold, /^[0-9a-f]{16}$/);
});

test('a new incident of the same actor and type is another complaint, and folds into the same', () => {
  const again = identityOf({ ...INCIDENT, first: '2018-04-01T00:00:00Z' });
  assert.notEqual(again.id, identityOf(INCIDENT).id);
  assert.equal(again.fold, identityOf(INCIDENT).fold);
});

test('another actor, type or provider does not fold into the same', () => {
  const others = [
    { ...INCIDENT, actor: '203.0.113.10' },
    { ...INCIDENT, type: 'scraping' },
    { ...INCIDENT, provider: null },
  ];
  const folds = new Set([INCIDENT, ...others].map((one) => identityOf(one).fold));
  assert.equal(folds.size, 4);
});

test('a complaint passes its own schema, and one without a source address does not', () => {
  assert.deepEqual(complaintSchema.parse(COMPLAINT), COMPLAINT);
  const { actor: _actor, ...rest } = COMPLAINT;
  assert.equal(complaintSchema.safeParse(rest).success, false);
});
