import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { caseSchema } from '../../src/model/case.ts';
import { run } from '../cli/run.ts';
import { chance, QUIET, SENSORS, type Talk } from './quiet-traffic.ts';

/** Whom an investigation of this file accuses, and what came of reading it. */
async function accused(t: TestContext, name: string, content: string | Buffer): Promise<unknown[]> {
  const argv = ['investigate', name, '--case', 'x.case', '--json', '--quiet', '--ours', '10.0.0.0/8'];
  const { stdout, stderr, code } = await run(t, { [name]: content }, argv, {
    now: () => new Date('2024-07-03T00:00:00Z'),
  });
  assert.equal(code, 0, stderr);
  const { findings, evidence } = caseSchema.parse(JSON.parse(stdout));
  const [file] = evidence;
  assert.ok(file !== undefined && file.parsed > 0 && file.rejected === 0, `${name}: ${file?.format}`);
  return findings.map(({ detector, subject, sentence }) => [detector, subject.address, sentence]);
}

for (const [sensor, write] of Object.entries(SENSORS)) {
  test(`nobody is accused of quiet traffic in ${sensor}`, async (t) => {
    const talks = Object.values(QUIET).flatMap((make, index) => make(chance(20 + index)));
    assert.deepEqual(await accused(t, sensor, write(talks.toSorted((a, b) => a.at - b.at))), []);
  });
}

test('one scan among all of it is found by every sensor', async (t) => {
  const random = chance(7);
  const quiet = Object.values(QUIET).flatMap((make) => make(chance(3)));
  const scan = Array.from({ length: 1500 }, (_, i): Talk => ({
    at: 600 + i / 10,
    seconds: 1,
    from: '10.0.0.99',
    to: `93.${random(256)}.${random(256)}.${1 + random(254)}`,
    fromPort: 50_000,
    port: 22,
    protocol: 6,
    out: [1, 40],
    back: [0, 0],
  }));
  const talks = [...quiet, ...scan].toSorted((a, b) => a.at - b.at);
  for (const [sensor, write] of Object.entries(SENSORS)) {
    const found = await accused(t, sensor, write(talks));
    assert.deepEqual(
      found.map((finding) => (Array.isArray(finding) ? finding.slice(0, 2) : finding)),
      [['port-scan-horizontal', '10.0.0.99']],
      sensor,
    );
  }
});
