import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { IDS } from '../../../src/clouds/aws/ids.ts';
import { behindQuery } from '../../../src/clouds/aws/collect/flow-logs/queries.ts';
import { UserError } from '../../../src/base/errors.ts';
import { main } from '../../../src/cli/main.ts';
import { openFolder } from '../../../src/desk/collect/folder.ts';
import { questionOf } from '../../../src/desk/collect/question.ts';
import { world } from '../../attribution/world.ts';
import { claim, portScan } from '../../letters/samples.ts';
import type { Culprit } from '../../../src/model/finding.ts';
import { temporary } from '../../support.ts';
import { ACCOUNT, INSTANCE, VPC } from './account.ts';
import { startAws } from './aws-server.ts';

const PARTS = {
  claims: [],
  culprits: [],
  addresses: [],
  instances: [],
  regions: ['eu-central-1'],
  from: 1_763_647_200,
  to: 1_763_654_400,
};
const UP = '../../../../../../tmp/owned';

const made = (one: Culprit): Culprit => ({
  ...one,
  instance: `${INSTANCE};evil`,
  interface: UP,
  address: '10.10.3.17',
});

test('an id that a notice or a log makes up is not asked about, and gets into no name of a file', () => {
  const hostile = [
    UP,
    `${INSTANCE}/${UP}`,
    `${INSTANCE}\nevil`,
    `${INSTANCE} --profile evil`,
    'i-0a1b2c3d4e5f6071$',
  ];
  const question = questionOf(
    {
      ...PARTS,
      claims: [
        claim({
          instances: [...hostile, INSTANCE],
          interfaces: [`eni-${UP}`, 'eni-0d4928c7be1f6035a'],
          addresses: [' 203.0.113.10 ', '[2001:DB8::1]', "203.0.113.9' or '1", '10.1'],
          regions: [],
        }),
      ],
      culprits: portScan().culprits.slice(0, 1).map(made),
    },
    IDS,
  );
  assert.deepEqual(question.instances, [INSTANCE]);
  assert.deepEqual(question.interfaces, ['eni-0d4928c7be1f6035a']);
  assert.deepEqual(question.addresses, ['10.10.3.17', '2001:db8::1', '203.0.113.10']);
});

test('into a question over logs goes the address that was checked, in its own form', () => {
  const query = behindQuery(' ::ffff:10.10.2.68 ', '10.10.0.0') ?? '';
  assert.match(query, /dstAddr like '10\.10\.2\.68' and srcAddr like '10\.10\.'/);
  assert.equal(behindQuery("10.10.2.68' or srcAddr like '", '10.10.0.0'), undefined);
});

test('no name leads out of the folder for what is collected, and no link in it is followed', async (t) => {
  const root = await temporary(t);
  const out = join(root, 'out');
  const outside = join(root, 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'secret.json'), '{"secret": true}');
  const { effects } = world(join(root, 'home'));
  const folder = await openFolder(
    out,
    'aws',
    questionOf({ ...PARTS, addresses: ['10.0.0.1'] }, IDS),
    effects,
  );
  for (const name of [
    '../outside/a.json',
    `eu-central-1/cloudtrail-${UP}.json`,
    'eu-central-1/..',
    '/etc/x',
    'a//b',
    'a\\..\\b',
    'a\0b',
    '',
  ]) {
    await assert.rejects(folder.write(name, 'x'), UserError, name);
    await assert.rejects(folder.read(name), UserError, name);
    await assert.rejects(folder.size(name), UserError, name);
  }
  await symlink(outside, join(out, 'eu-central-1'));
  await symlink(join(outside, 'secret.json'), join(out, 'link.json'));
  for (const name of ['eu-central-1/secret.json', 'link.json']) {
    await assert.rejects(folder.write(name, 'x'), UserError, name);
    await assert.rejects(folder.read(name), UserError, name);
  }
  assert.deepEqual(await readdir(outside), ['secret.json']);
  assert.equal(await readFile(join(outside, 'secret.json'), 'utf8'), '{"secret": true}');
});

test('a manifest that somebody handed over names machines; only ids are asked about', async (t) => {
  const { asked } = await startAws(t, ACCOUNT);
  const root = await temporary(t);
  const run = (): Promise<number> => {
    const { effects } = world(join(root, 'home'), { cwd: () => root });
    const argv =
      'collect aws --address 10.10.3.17 --from 2026-11-20T14:00Z --to 2026-11-20T16:00Z --out evidence';
    return main(argv.split(' '), new AbortController().signal, effects);
  };
  assert.equal(await run(), 0);
  const path = join(root, 'evidence', 'collection.json');
  const manifest: { scopes: { region: string; networks: string[]; machines: string[] }[] } = JSON.parse(
    await readFile(path, 'utf8'),
  );
  const [{ region } = { region: '' }] = manifest.scopes;
  manifest.scopes = [{ region, networks: [VPC, `${VPC},${UP}`], machines: [`x/${UP}`, INSTANCE] }];
  await writeFile(path, JSON.stringify(manifest));
  asked.length = 0;
  assert.equal(await run(), 0);
  assert.ok(!JSON.stringify(asked).includes('owned'), JSON.stringify(asked));
});
