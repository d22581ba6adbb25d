import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { keyPlan } from '../../../src/clouds/aws/collect/flow-logs/keys.ts';
import { bucketPrice } from '../../../src/clouds/aws/collect/flow-logs/prices.ts';
import type { FlowLog } from '../../../src/clouds/inventory.ts';
import { refusal, startAws } from './aws-server.ts';
import type { Answer, Answers, Asked } from './aws-server.ts';
import { FLOW_LOG, KEY, line, place, QUESTION, withFlowLog, xml } from './flow-log-account.ts';

const BUCKET = { logDestinationType: 's3', logDestination: 'arn:aws:s3:::logs/team' };

/** A bucket: what is listed of it is counted. */
function bucketOf(objects: ReadonlyMap<string, Uint8Array>): {
  answers: Answers;
  listed: string[];
  fetched: string[];
} {
  const keys = [...objects.keys()].sort();
  const listed: string[] = [];
  const fetched: string[] = [];
  const list = ({ params }: Asked): Answer => {
    const prefix = params.get('prefix') ?? '';
    const after = params.get('continuation-token') ?? '';
    // As S3 does: a thousand a page.
    const all = keys.filter((key) => key.startsWith(prefix) && key > after);
    const page = all.slice(0, 1000);
    listed.push(...page);
    const entries = page.map(
      (Key) => `<Contents>${xml({ Key, Size: String(objects.get(Key)?.length) })}</Contents>`,
    );
    const more = all.length > page.length;
    const end = more ? xml({ NextContinuationToken: page.at(-1) ?? '' }) : '';
    return {
      body: `<ListBucketResult>${xml({ IsTruncated: String(more) })}${entries.join('')}${end}</ListBucketResult>`,
    };
  };
  const get = (asked: Asked): Answer => {
    const key = asked.path.replace(/^\/logs\//, '');
    const body = objects.get(key);
    if (body === undefined) return refusal('NoSuchKey', 'no', 404)(asked);
    fetched.push(key);
    return { body };
  };
  return {
    answers: { 's3:GET': (asked) => (asked.params.has('list-type') ? list(asked) : get(asked)) },
    listed,
    fetched,
  };
}

const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const CONTENT = gzipSync(`${HEADER}\n${line(KEY.from)}\n`);

function keyOf(at: number, folder = 'team/', { hive = false, perHour = false, end = 'log.gz' } = {}): string {
  const date = new Date(at * 1000).toISOString();
  const [year, month, day, hour] = [
    date.slice(0, 4),
    date.slice(5, 7),
    date.slice(8, 10),
    date.slice(11, 13),
  ];
  const stamp = `${year}${month}${day}T${hour}${date.slice(14, 16)}Z`;
  const path = hive
    ? `AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=eu-central-1/year=${year}/month=${month}/day=${day}/${perHour ? `hour=${hour}/` : ''}`
    : `AWSLogs/123456789012/vpcflowlogs/eu-central-1/${year}/${month}/${day}/${perHour ? `${hour}/` : ''}`;
  return `${folder}${path}123456789012_vpcflowlogs_eu-central-1_${FLOW_LOG}_${stamp}_0123abcd.${end}`;
}

test('of 100,000 files in a bucket only those of the window are listed, and fetched', async (t) => {
  const objects = new Map<string, Uint8Array>();
  // A year of files, five minutes each, and flow logs of others beside.
  for (let i = 0; objects.size < 100_000; i++) objects.set(keyOf(KEY.from - 86_400 * 300 + i * 300), CONTENT);
  const { answers, listed, fetched } = bucketOf(objects);
  await startAws(t, withFlowLog(BUCKET, answers));
  const { run, files } = await place(t);
  const { code, stderr } = await run();
  assert.equal(code, 0, stderr);
  // 13:50 to 14:46: the hours 13 and 14, twelve files each.
  assert.equal(listed.length, 24);
  const minutes = fetched.map((key) => /T(\d{4})Z/.exec(key)?.[1] ?? key).sort();
  assert.deepEqual(minutes, [
    '1350',
    '1355',
    '1400',
    '1405',
    '1410',
    '1415',
    '1420',
    '1425',
    '1430',
    '1435',
    '1440',
    '1445',
  ]);
  assert.equal((await files()).length, 12);
});

for (const [hive, perHour, end] of [
  [false, false, 'log.gz'],
  [false, true, 'log.gz'],
  [true, false, 'log.parquet'],
  [true, true, 'log.parquet'],
] as const) {
  test(`folders ${hive ? 'as Hive has them' : 'of dates'}${perHour ? ', one for each hour' : ''}, ${end}: the file is found`, async (t) => {
    const key = keyOf(KEY.from + 600, 'team/', { hive, perHour, end });
    const { answers } = bucketOf(new Map([[key, CONTENT]]));
    const options = xml({
      fileFormat: end === 'log.gz' ? 'plain-text' : 'parquet',
      hiveCompatiblePartitions: String(hive),
      perHourPartition: String(perHour),
    });
    await startAws(t, withFlowLog({ ...BUCKET, destinationOptions: options }, answers));
    const { run, files } = await place(t);
    assert.equal((await run()).code, 0);
    assert.deepEqual(await files(), [key.split('/').at(-1)]);
  });
}

test('what is there already is not fetched again, and a file that is refused is fetched the next time', async (t) => {
  const keys = [0, 300, 600].map((more) => keyOf(KEY.from + more));
  const { answers, fetched } = bucketOf(new Map(keys.map((key) => [key, CONTENT])));
  const whole = withFlowLog(BUCKET, answers);
  const gone: Answers[string] = (asked) =>
    asked.path.includes('T1410Z')
      ? refusal('AccessDenied', 'Access Denied', 403)(asked)
      : answers['s3:GET']?.(asked);
  const aws = await startAws(t, { ...whole, 's3:GET': gone });
  const { run, files } = await place(t);
  const first = await run();
  assert.equal(first.code, 2);
  assert.match(first.stderr, /s3:GetObject/);
  assert.equal((await files()).length, 2);
  aws.answer(whole);
  fetched.length = 0;
  assert.equal((await run()).code, 0);
  assert.deepEqual(fetched, [keys[2]]);
  assert.equal((await files()).length, 3);
});

test('where a bucket may not be listed the permission is called as policies call it', async (t) => {
  await startAws(t, withFlowLog(BUCKET, { 's3:GET': refusal('AccessDenied', 'Access Denied', 403) }));
  const { run } = await place(t);
  const { code, stderr } = await run();
  assert.equal(code, 2);
  assert.match(stderr, /give the role s3:ListBucket,/);
});

test('what would cost more than the limit is said and not fetched; --yes fetches it', async (t) => {
  const { answers, fetched } = bucketOf(new Map([[keyOf(KEY.from), CONTENT]]));
  const list = answers['s3:GET'];
  // A file of 100 GB, as the list has it.
  const large = async (asked: Asked): Promise<Answer | undefined> => {
    const said = await list?.(asked);
    if (said === undefined || !asked.params.has('list-type')) return said;
    assert.ok(typeof said.body === 'string');
    return { body: said.body.replace(`<Size>${CONTENT.length}</Size>`, '<Size>100000000000</Size>') };
  };
  await startAws(t, withFlowLog(BUCKET, { 's3:GET': large }));
  const { run } = await place(t);
  const refused = await run();
  assert.equal(refused.code, 3);
  assert.match(refused.stderr, /about 9\.00 USD is more than 1 USD/);
  assert.deepEqual(fetched, []);
  await run([...QUESTION, '--yes']);
  assert.equal(fetched.length, 1);
});

test('names in a bucket that are no flow log file of ours are left there', async (t) => {
  const good = keyOf(KEY.from);
  const bad = [
    good.replace('.log.gz', '.log.gz/../../x'),
    good.replace('.log.gz', '.exe'),
    good.replace('_0123abcd', '_;rm -rf'),
  ];
  const { answers, fetched } = bucketOf(new Map([good, ...bad].map((key) => [key, CONTENT])));
  await startAws(t, withFlowLog(BUCKET, answers));
  const { run } = await place(t);
  await run();
  assert.deepEqual(fetched, [good]);
});

test('fetched flow logs are evidence that investigate finds in the folder', async (t) => {
  const { answers } = bucketOf(new Map([[keyOf(KEY.from), CONTENT]]));
  await startAws(t, withFlowLog(BUCKET, answers));
  const { run } = await place(t);
  await run();
  const { code, stdout } = await run(['investigate', 'evidence', '--json']);
  assert.equal(code, 0);
  const { evidence }: { evidence: { format: string; parsed: number }[] } = JSON.parse(stdout);
  assert.deepEqual(
    evidence.filter(({ format }) => format === 'vpc-flow').map(({ parsed }) => parsed),
    [1],
    stdout,
  );
});

test('every file whose records may lie in the window has a prefix that is listed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: KEY.from, max: KEY.from + 86_400 * 400 }),
      fc.integer({ min: 60, max: 86_400 }),
      fc.integer({ min: -600, max: 86_400 }),
      fc.boolean(),
      fc.boolean(),
      (from, length, more, hive, perHour) => {
        const log: FlowLog = {
          id: FLOW_LOG,
          destinationType: 's3',
          destination: 'arn:aws:s3:::logs/team/',
          hive,
          perHour,
        };
        const plan = keyPlan(log, { ...KEY, from, to: from + length });
        const at = Math.ceil((from + more) / 300) * 300;
        const key = keyOf(at, 'team/', { hive, perHour });
        const inside = at >= from - 600 && at <= from + length + 1500;
        assert.ok(plan !== undefined);
        assert.equal(plan.takes(key), inside, key);
        if (inside)
          assert.ok(
            plan.prefixes.some((prefix) => key.startsWith(prefix)),
            `${key} ${plan.prefixes.join(' ')}`,
          );
      },
    ),
  );
});

for (const destination of ['arn:aws:s3:::', 'arn:aws:s3:::../x', 'group', undefined, 'arn:aws:s3:::A_B']) {
  test(`the place ${destination ?? 'that is missing'} is no bucket`, () => {
    const log: FlowLog = {
      id: FLOW_LOG,
      destinationType: 's3',
      ...(destination !== undefined && { destination }),
    };
    assert.equal(keyPlan(log, KEY), undefined);
  });
}

test('prices: a hundred gigabytes out of Seoul cost as the list has it', () => {
  assert.equal(bucketPrice('ap-northeast-2', 0, 0, 100e9), 12.6);
  assert.equal(Math.round(bucketPrice('eu-north-9', 1000, 10_000, 0) * 1e6), 9000);
});

/** MiB of the file that passes through; a full run sets 10,000. */
const STREAMED = Number(process.env['ABUSEDESK_STREAMED_MIB'] ?? 320);

test('a log of hundreds of megabytes passes through without being held in memory', async (t) => {
  const size = STREAMED * 2 ** 20;
  const block = Buffer.alloc(2 ** 20, 'x');
  const key = keyOf(KEY.from);
  const list = `<ListBucketResult><IsTruncated>false</IsTruncated><Contents>${xml({ Key: key, Size: String(size) })}</Contents></ListBucketResult>`;
  async function* content(): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < size; sent += block.length) yield block;
  }
  let lists = 0;
  await startAws(
    t,
    withFlowLog(BUCKET, {
      's3:GET': ({ params }) =>
        params.has('list-type')
          ? { body: lists++ === 0 ? list : '<ListBucketResult></ListBucketResult>' }
          : { body: content(), headers: { 'content-length': String(size) } },
    }),
  );
  const { run, files } = await place(t);
  const before = process.memoryUsage().rss;
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 20);
  const { code, stderr } = await run([...QUESTION, '--yes']);
  clearInterval(timer);
  assert.equal(code, 0, stderr);
  assert.equal((await files()).length, 1);
  // Buffers between the network and the disk grow a little with time.
  const bound = STREAMED > 1000 ? 2 ** 30 : 200 * 2 ** 20;
  assert.ok(most < bound, `${Math.round(most / 2 ** 20)} MiB more were held`);
});
