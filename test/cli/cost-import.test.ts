import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import { temporary } from '../support.ts';

/** Columns of the CSV of AWSDataTransfer, in their order (Price List file of AWS, as published in 2026). */
const COLUMNS = [
  'SKU,OfferTermCode,RateCode,TermType,PriceDescription,EffectiveDate,StartingRange,EndingRange,Unit,PricePerUnit',
  'Currency,Product Family,serviceCode,Transfer Type,From Location,From Location Type,To Location,To Location Type',
  'usageType,operation,From Region Code,serviceName,To Region Code',
]
  .join(',')
  .split(',');

const quotedLine = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(',');

function row(values: Readonly<Record<string, string>>): string {
  const usual: Record<string, string> = {
    SKU: 'HQEH3ZWJVT46JHRG',
    OfferTermCode: 'JRTCKXETXF',
    TermType: 'OnDemand',
    PriceDescription: '$0.09 per GB - first 10 TB / month data transfer out',
    StartingRange: '0',
    EndingRange: 'Inf',
    Unit: 'GB',
    Currency: 'USD',
    'Product Family': 'Data Transfer',
    serviceCode: 'AWSDataTransfer',
    'Transfer Type': 'AWS Outbound',
    'From Location': 'EU (Ireland)',
    'To Location': 'External',
    usageType: 'EU-DataTransfer-Out-Bytes',
    'From Region Code': 'eu-west-1',
  };
  return quotedLine(COLUMNS.map((name) => values[name] ?? usual[name] ?? ''));
}

const head = (offer = 'AWSDataTransfer'): string[] => [
  '"FormatVersion","v1.0"',
  '"Disclaimer","This pricing list is for informational purposes only."',
  '"Publication Date","2026-11-12T18:24:05Z"',
  '"Version","20261112182405"',
  `"OfferCode","${offer}"`,
  quotedLine(COLUMNS),
];

const TIERS = [
  ['0', '0.1000000000'],
  ['10240', '0.0800000000'],
  ['51200', '0.0600000000'],
  ['153600', '0.0400000000'],
] as const;
const EGRESS = TIERS.map(([StartingRange, PricePerUnit]) => row({ StartingRange, PricePerUnit }));
/** What is in the same file and no price of ours. */
const OTHERS = [
  row({ 'Transfer Type': 'InterRegion Outbound', 'To Location': 'US East (Ohio)', PricePerUnit: '0.02' }),
  row({ 'Transfer Type': 'InterRegion Outbound', PricePerUnit: '0.0033' }),
  row({ 'From Location': 'Global', usageType: 'Global-DataTransfer-Out-Bytes-Free', PricePerUnit: '0' }),
  row({ TermType: 'Reserved', PricePerUnit: '0.01' }),
];
const ZONES = row({
  'Transfer Type': 'IntraRegion',
  'To Location': 'EU (Ireland)',
  usageType: 'EU-DataTransfer-Regional-Bytes',
  PricePerUnit: '0.0150000000',
});

async function desk(t: TestContext) {
  const home = await temporary(t);
  const run = async (...argv: string[]) => {
    const { effects, written } = world(home, { cwd: () => home });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  const write = async (name: string, content: string): Promise<string> => {
    await writeFile(join(home, name), content);
    return name;
  };
  const price = async (...argv: string[]) => {
    const { stdout, stderr } = await run(
      'cost',
      '--bytes',
      '20100GB',
      '--region',
      'eu-west-1',
      '--json',
      ...argv,
    );
    assert.equal(stderr, '');
    return JSON.parse(stdout);
  };
  return { home, run, write, price };
}

const csv = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

test('prices of an offer file stand in the place of those that come with the program', async (t) => {
  const { run, write, price } = await desk(t);
  const before = await price();
  assert.ok(
    before.assumptions.some(({ message }: { message: { key: string } }) => message.key === 'costNoPrice'),
  );
  const file = await write('index.csv', csv([...head(), ...OTHERS, ...EGRESS, ZONES]));
  const { code, stdout } = await run('cost', 'import', file, '--json');
  assert.equal(code, 0);
  const { kept: _kept, ...taken } = JSON.parse(stdout);
  assert.deepEqual(taken, {
    schema: 'abusedesk.price-import/1',
    file: 'index.csv',
    offer: 'AWSDataTransfer',
    as_of: '2026-11',
    regions: 1,
    rows: 9,
    used: 5,
    refused: [],
  });
  // 10,240 GB at 10 cents, 9,760 GB at 8 cents.
  const after = await price();
  assert.equal(after.usd, 1024 + 780.8);
  const source = after.assumptions[0].message.params;
  assert.equal(source.as_of, '2026-11');
  assert.match(source.source, /AWSDataTransfer 2026-11/);
  assert.ok(
    !after.assumptions.some(({ message }: { message: { key: string } }) => message.key === 'costNoPrice'),
  );
});

test('a second offer adds to the first, and the same twice is once', async (t) => {
  const { home, run, write, price } = await desk(t);
  await run('cost', 'import', await write('out.csv', csv([...head(), ...EGRESS])));
  const nat = row({
    'Transfer Type': '',
    'From Region Code': '',
    usageType: 'EU-NatGateway-Bytes',
    operation: 'NatGateway',
    PricePerUnit: '0.0480000000',
  });
  const regional = nat
    .replace('EU-NatGateway-Bytes', 'EU-RegionalNatGateway-Bytes')
    .replace('0.048', '0.999');
  const withRegion = (line: string): string => `${line},"eu-west-1"`;
  const lines = [...head('AmazonEC2').slice(0, -1), `${quotedLine(COLUMNS)},"Region Code"`];
  const file = await write('ec2.csv', csv([...lines, withRegion(nat), withRegion(regional)]));
  for (let i = 0; i < 2; i++) assert.equal((await run('cost', 'import', file)).code, 0);
  const kept = JSON.parse(await readFile(join(home, 'prices', 'aws.json'), 'utf8'));
  assert.deepEqual(kept.offers, [
    { name: 'AWSDataTransfer', as_of: '2026-11' },
    { name: 'AmazonEC2', as_of: '2026-11' },
  ]);
  const { usd } = await price('--nat');
  assert.equal(usd, 1024 + 780.8 + 964.8);
});

test('the JSON of an offer says the same as its CSV', async (t) => {
  const { run, write, price } = await desk(t);
  const document = {
    formatVersion: 'v1.0',
    offerCode: 'AWSDataTransfer',
    publicationDate: '2026-11-12T18:24:05Z',
    products: {
      HQEH3ZWJVT46JHRG: {
        sku: 'HQEH3ZWJVT46JHRG',
        productFamily: 'Data Transfer',
        attributes: {
          transferType: 'AWS Outbound',
          fromLocation: 'EU (Ireland)',
          toLocation: 'External',
          usagetype: 'EU-DataTransfer-Out-Bytes',
          operation: '',
          fromRegionCode: 'eu-west-1',
        },
      },
    },
    terms: {
      OnDemand: {
        HQEH3ZWJVT46JHRG: {
          'HQEH3ZWJVT46JHRG.JRTCKXETXF': {
            priceDimensions: Object.fromEntries(
              TIERS.map(([beginRange, USD]) => [
                `rate ${beginRange}`,
                { beginRange, endRange: 'Inf', unit: 'GB', pricePerUnit: { USD } },
              ]),
            ),
          },
        },
      },
    },
  };
  const { code, stdout } = await run('cost', 'import', await write('index.json', JSON.stringify(document)));
  assert.equal(code, 0, stdout);
  assert.equal((await price()).usd, 1024 + 780.8);
});

test('prices that cannot be are counted with their reason, and the others are taken', async (t) => {
  const { run, write, price } = await desk(t);
  const wrong = [
    row({ PricePerUnit: '-1' }),
    row({ PricePerUnit: '1e3' }),
    row({ PricePerUnit: '5000' }),
    row({ PricePerUnit: '0.2', Currency: 'CNY' }),
    row({ PricePerUnit: '0.2', Unit: 'Hrs' }),
    row({ PricePerUnit: '0.2', StartingRange: '77' }),
    row({ PricePerUnit: '0.2', 'From Region Code': '$(id)' }),
    row({ PricePerUnit: '0.2', 'From Region Code': '__proto__' }),
    '"a quote that is never closed',
    `"${'x'.repeat(200_000)}"`,
  ];
  const file = await write('index.csv', csv([...head(), ...EGRESS, ...wrong]));
  const { code, stdout } = await run('cost', 'import', file, '--json');
  assert.equal(code, 0);
  const { rows, used, refused } = JSON.parse(stdout);
  assert.deepEqual([rows, used], [14, 4]);
  assert.deepEqual(refused, [
    { reason: 'its price is no price of a gigabyte', rows: 3 },
    { reason: 'not in US dollars', rows: 1 },
    { reason: 'not by the gigabyte', rows: 1 },
    { reason: 'it begins at a volume that is no tier', rows: 1 },
    { reason: 'no code of a region', rows: 2 },
    { reason: 'a row that is no record of the file', rows: 2 },
  ]);
  assert.equal((await price()).usd, 1024 + 780.8);
});

test('what is no offer file says so, and nothing is kept of it', async (t) => {
  const { home, run, write, price } = await desk(t);
  await mkdir(join(home, 'folder'));
  const before = await price();
  const files = [
    await write('empty.csv', ''),
    await write('page.csv', '<html></html>'),
    await write('flows.log', 'version account-id interface-id\n2 123456789012 eni-1\n'),
    await write('bare.csv', csv([...head()])),
    await write('other.csv', csv([...head(), ...OTHERS])),
    await write('undated.csv', csv([...head().filter((line) => !line.includes('Date"')), ...EGRESS])),
    await write('broken.json', '{"offerCode": "AWSDataTransfer"'),
    await write('wrong.json', '{"offerCode": "AWSDataTransfer", "products": [], "terms": 7}'),
    'folder',
    'missing.csv',
  ];
  for (const file of files) {
    const { code, stdout, stderr } = await run('cost', 'import', file);
    assert.equal(code, 2, file);
    assert.equal(stdout, '', file);
    assert.match(stderr, new RegExp(file.replace('.', '\\.')), file);
  }
  assert.deepEqual(await price(), before);
});

test('kept prices that were changed by hand into nonsense are named, not guessed', async (t) => {
  const { home, run } = await desk(t);
  await mkdir(join(home, 'prices'));
  await writeFile(join(home, 'prices', 'aws.json'), '{"regions": 7}');
  const { code, stderr } = await run('cost', '--bytes', '1TB');
  assert.equal(code, 2);
  assert.match(stderr, /kept prices cannot be read[^]*cost import/);
});
