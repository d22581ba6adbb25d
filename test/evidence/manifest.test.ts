import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { writtenEvidence } from '../../src/cases/evidence.ts';
import type { Evidence, WrittenEvidence } from '../../src/model/evidence.ts';
import { manifestPieces } from '../../src/evidence/manifest.ts';

function entry(counts: Partial<Evidence> = {}): Evidence {
  return {
    id: 0,
    path: 'flows/a.log.gz',
    sha256: 'ab'.repeat(32),
    bytes: 100,
    format: 'vpc-flow',
    because: 'its header names 14 fields',
    table: 'flows',
    read: 0,
    parsed: 0,
    rejected: 0,
    skipped: 0,
    rejects: [],
    skips: [],
    notes: [],
    ...counts,
  };
}

function written(one: Evidence): WrittenEvidence {
  const { id, ...file } = one;
  return { id, ...writtenEvidence(file) };
}

function textOf(evidence: readonly Evidence[]): string {
  return [...manifestPieces(evidence, written)()].join('');
}

test('a manifest whose counts add up names every file with its number and its hash', () => {
  const evidence = [
    entry({
      read: 4,
      parsed: 2,
      rejected: 1,
      skipped: 1,
      rejects: [{ line: 3, offset: 99, reason: '13 fields' }],
      skips: [{ reason: 'header', count: 1 }],
    }),
    entry({ id: 1, path: 'two\nlines\u001b[31m' }),
  ];
  assert.deepEqual(JSON.parse(textOf(evidence)), {
    schema: 'abusedesk.manifest/1',
    evidence: evidence.map(written),
  });
});

test('a file whose lines were lost between the counts is a bug, and named', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(40), (parsed, rejected, skipped, read) => {
      const skips = skipped === 0 ? [] : [{ reason: 'header', count: skipped }];
      const check = (): string => textOf([entry({ read, parsed, rejected, skipped, skips })]);
      if (read === parsed + rejected + skipped) assert.doesNotThrow(check);
      else assert.throws(check, /flows\/a\.log\.gz.*read \d+ is not parsed/);
    }),
  );
  assert.throws(() => textOf([entry({ read: 2, skipped: 2 })]), /reasons for 0/);
  assert.throws(() => textOf([entry(), entry()]), /used twice/);
});

test('the manifest of very many files is written in pieces, and is one document', () => {
  const evidence = Array.from({ length: 3000 }, (_, id) => entry({ id, path: `flows/${id}.log` }));
  const pieces = [...manifestPieces(evidence, written)()];
  assert.ok(pieces.length > 1);
  assert.ok(pieces.every((piece) => piece.length < 2 ** 19));
  assert.deepEqual(JSON.parse(pieces.join('')), {
    schema: 'abusedesk.manifest/1',
    evidence: evidence.map(written),
  });
});
