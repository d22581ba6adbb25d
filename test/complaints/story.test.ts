import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { problemsOf } from '../../src/complaints/validate.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';
import type { Printed } from './desk.ts';

/** Accounts of the example, and what its servers are called; `test/examples/generate/` has made them up. */
const OURS = /\bCORP\b|m\.lee|a\.user|d\.kim|t\.choi|c\.park|10\.20\.0\.5/;

test('the story of the Exchange server ends with one complaint to Amazon, and no user of ours is in it', async (t) => {
  const folder = await temporary(t);
  const settings = join(ROOT, 'examples', 'desk.yaml');
  const run = async (...argv: string[]): Promise<string> => {
    const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
    const code = await main(argv, new AbortController().signal, effects);
    assert.equal(code, 0, written.stderr);
    return written.stdout;
  };
  const evidence = join(ROOT, 'examples', 'owa-from-aws');
  const made = JSON.parse(await run('investigate', evidence, '--case', 'owa.case', '--json'));
  const keys = made.next.map(({ message }: { message: { key: string } }) => message.key);
  assert.ok(keys.includes('nextComplain'), keys.join());

  const { complaints, left }: Printed = JSON.parse(
    await run('complaint', 'owa.case', '--json', '--config', settings),
  );
  assert.deepEqual(left, []);
  assert.equal(complaints.length, 1);
  const [complaint = assert.fail()] = complaints;
  assert.deepEqual([complaint.provider, complaint.type], ['aws', 'reconnaissance']);
  assert.equal(complaint.group?.addresses, made.attribution.attackers.addresses);
  const findings: { numbers: Record<string, number> }[] = made.findings;
  const counted = findings.reduce(
    (sum, { numbers }) => sum + (numbers['failures'] ?? 0) + (numbers['requests_succeeded'] ?? 0),
    0,
  );
  assert.equal(complaint.group?.count, counted);
  const setting = complaint.because.find(({ message }) => message.key === 'complaintPortSetting');
  assert.match(setting?.text ?? '', /^IIS logs that port with: .*REMOTE_PORT/);

  const read = (path: string): Promise<string> => readFile(join(folder, 'owa.case', path), 'utf8');
  const report = JSON.parse(await read(complaint.paths.xarf));
  assert.deepEqual(problemsOf(report, 'reconnaissance'), []);
  const payloads: string[] = report.evidence.map(({ payload }: { payload: string }) =>
    Buffer.from(payload, 'base64').toString(),
  );
  const texts = [...payloads, String(report.description), await read(complaint.paths.text)];
  for (const text of texts) {
    assert.equal(
      text.split('\n').find((line) => OURS.test(line)),
      undefined,
    );
  }
  const diff = await run('complaint', 'owa.case', '--diff', '--config', settings);
  assert.match(diff, /^ {2}- .* 10\.20\.0\.5 .* CORP\\m\.lee 54\.80\.77\.205 /m);
  assert.match(diff, /^ {2}\+ .* \[internal address\] .* \[user 2\] 54\.80\.77\.205 /m);
});
