import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import type { Claim } from '../../src/model/claim.ts';
import { readNotice } from '../../src/notices/read.ts';
import { fixture } from '../support.ts';

/**
 * What a fixture's `expected.json` states, written by hand from the notice's text. Lists that the notice leaves
 * empty are left out. Of authenticity and of the reported lines, what is listed is compared; of the forwarded text, its first and last line.
 */
interface Expected {
  context?: { received?: string };
  claims: (Partial<Omit<Claim, 'forwarded' | 'authenticity' | 'evidence' | 'reported_lines'>> & {
    authenticity: Partial<Claim['authenticity']>;
    forwarded?: [first: string, last: string];
    /** `read`, `parsed`, `rejected` and `skipped`; then each record that is listed. */
    reported_lines?: Partial<Claim['reported_lines']>;
    line?: number;
  })[];
  unread?: string[];
}

const EMPTY = {
  accounts: [],
  instances: [],
  interfaces: [],
  addresses: [],
  regions: [],
  flows: [],
  actions_taken: [],
};

/** No network: no key can be fetched. */
const offline: Effects = {
  ...nodeEffects(1),
  now: () => new Date('2026-11-21T12:00:00Z'),
  resolveDns: () => Promise.reject(Object.assign(new Error('ECONNREFUSED'), { code: 'ECONNREFUSED' })),
};

function comparable(claim: Claim, expected: Expected['claims'][number]): unknown {
  const {
    forwarded,
    authenticity,
    evidence,
    reported_lines: reported,
    answer_within_hours: hours,
    mail: _mail,
    ...rest
  } = claim;
  const lines = forwarded?.split('\n');
  const listed = (of: object | undefined, keys: object): unknown =>
    Object.fromEntries(Object.entries(of ?? {}).filter(([key]) => key in keys));
  const told = listed(authenticity, expected.authenticity);
  return {
    ...rest,
    authenticity: told,
    ...(expected.reported_lines === undefined
      ? {}
      : { reported_lines: listed(reported, expected.reported_lines) }),
    ...(expected.answer_within_hours === undefined ? {} : { answer_within_hours: hours }),
    ...(lines === undefined ? {} : { forwarded: [lines[0], lines.at(-1)] }),
    ...(expected.line === undefined ? {} : { line: Number(evidence?.split(':').at(-1)) }),
  };
}

for (const sender of readdirSync(fixture('notices'))) {
  for (const name of readdirSync(fixture('notices', sender))) {
    test(`a notice of ${sender} is read as its text says: ${name.replaceAll('-', ' ')}`, async () => {
      const folder = fixture('notices', sender, name);
      const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? '';
      const expected: Expected = JSON.parse(await readFile(`${folder}/expected.json`, 'utf8'));
      const bytes = await readFile(`${folder}/${input}`);
      const notice = await readNotice(bytes, { path: input, ...expected.context }, offline);
      const claims = notice.claims.map((claim, index) =>
        comparable(claim, expected.claims[index] ?? { authenticity: claim.authenticity }),
      );
      assert.deepEqual(
        claims,
        expected.claims.map((claim) => Object.assign({}, EMPTY, claim)),
      );
      assert.deepEqual(notice.unread, expected.unread ?? []);
    });
  }
}
