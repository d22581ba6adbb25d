import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { CaseDocument } from '../../src/model/case.ts';
import { investigate } from '../../src/desk/investigation.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { messageOf } from '../../src/model/reason.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { temporary } from '../support.ts';

const BALANCER = JSON.stringify({
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-0aaaaaaaaaaaaaaa1',
      RequesterId: 'amazon-elb',
      Description: 'ELB app/web/50dc6c495c0c9188',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.5' }],
    },
    { NoId: true },
  ],
});

async function investigated(t: TestContext, files: Record<string, string | Buffer>): Promise<CaseDocument> {
  const home = await temporary(t);
  const folder = join(home, 'evidence');
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const effects = {
    ...nodeEffects(2),
    now: () => new Date('2026-11-20T16:30:00Z'),
    fetch: () => Promise.reject(new Error('no network here')),
    env: { ABUSEDESK_HOME: home },
  };
  const settings = settingsSchema.parse({});
  return (await investigate({ paths: [folder], folder: join(home, 'case'), settings }, effects)).document;
}

test('An inventory that is there twice is counted once', async (t) => {
  const { evidence } = await investigated(t, { 'a.json': BALANCER, 'b.json': BALANCER });
  const [first, second] = evidence;
  assert.deepEqual([first?.format, first?.parsed, first?.rejected], ['aws-inventory', 1, 1]);
  assert.equal(second?.duplicateOf, 'a.json');
  assert.equal(second?.parsed, 0);
});

test('An inventory whose archive breaks off says so once, beside what could be read', async (t) => {
  const whole = gzipSync(`${BALANCER}${' '.repeat(300_000)}`);
  const { evidence } = await investigated(t, { 'enis.json.gz': whole.subarray(0, whole.length - 12) });
  const [entry] = evidence;
  assert.equal(entry?.format, 'aws-inventory');
  assert.deepEqual(
    entry?.notes.map((note) => messageOf(note).key).filter((key) => key.startsWith('gzip')),
    ['gzipShort'],
    entry?.notes.join(),
  );
});
