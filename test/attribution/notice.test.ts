import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Ranges, sourceOfText } from '../../src/attribution/ranges.ts';
import { fetchNoticed, fetchRanges } from '../../src/attribution/update.ts';
import { importFile } from '../../src/attribution/import.ts';
import { UserError } from '../../src/base/errors.ts';
import type { History } from '../../src/attribution/history.ts';
import { PUBLISHERS } from '../../src/clouds/index.ts';
import { temporary } from '../support.ts';
import { ipRanges, world } from './world.ts';
import type { Line } from './world.ts';

const LINES: readonly Line[] = [
  ['52.44.0.0/15', 'EC2', 'us-east-1'],
  ['52.46.0.0/18', 'EC2', 'us-west-2'],
  ['52.48.0.0/14', 'EC2', 'us-west-2'],
];
const OLD = ipRanges('2018-03-05T00:00:00Z', LINES);
const NEW = ipRanges('2018-03-06T00:00:00Z', LINES.slice(0, 2));

function kept(): History[] {
  return importFile([], OLD, { source: 'ip-ranges.json', imported: '2018-03-05T01:00:00Z' }).histories;
}

/** As Amazon SNS delivers it over HTTP. */
function message(published: string, file: Buffer): string {
  const inner = {
    'create-time': published,
    synctoken: String(Date.parse(published) / 1000),
    md5: createHash('md5').update(file).digest('hex'),
    url: 'http://203.0.113.9/elsewhere.json',
  };
  return JSON.stringify({
    Type: 'Notification',
    TopicArn: 'arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged',
    Message: JSON.stringify(inner),
  });
}

async function taken(
  t: Parameters<typeof temporary>[0],
  text: string,
  served: Buffer,
): Promise<{ versions: string[] | undefined; asked: string[] }> {
  const asked: string[] = [];
  const { effects } = world(await temporary(t), {
    fetch: (url) => {
      asked.push(url);
      return Promise.resolve(new Response(new Uint8Array(served)));
    },
  });
  const result = await fetchNoticed(text, kept(), effects);
  return { versions: result?.histories[0]?.versions.map(({ published }) => published), asked };
}

test('a message of a new version fetches the list from its official address, whatever the message says', async (t) => {
  const { versions, asked } = await taken(t, message('2018-03-06T00:00:00Z', NEW), NEW);
  assert.deepEqual(versions, ['2018-03-05T00:00:00Z', '2018-03-06T00:00:00Z']);
  assert.deepEqual(asked, ['https://ip-ranges.amazonaws.com/ip-ranges.json']);
});

test('a message that comes late, or twice, fetches nothing', async (t) => {
  for (const published of ['2018-03-04T00:00:00Z', '2018-03-05T00:00:00Z']) {
    assert.deepEqual(await taken(t, message(published, OLD), NEW), { versions: undefined, asked: [] });
  }
});

test('a list newer than the message is welcome, an older one from a cache is not', async (t) => {
  const { versions } = await taken(t, message('2018-03-05T12:00:00Z', OLD), NEW);
  assert.deepEqual(versions?.at(-1), '2018-03-06T00:00:00Z');
  await assert.rejects(taken(t, message('2018-03-06T00:00:00Z', NEW), OLD), /try again in some minutes/);
});

test('a list with another digest than the message says is refused', async (t) => {
  await assert.rejects(taken(t, message('2018-03-06T00:00:00Z', OLD), NEW), /its MD5 is/);
});

test('what is no such message is refused, and nothing is fetched', async (t) => {
  const other = message('2018-03-06T00:00:00Z', NEW).replace('806199016981', '806199016982');
  for (const text of ['', '{}', 'null', '{"synctoken":"x","md5":"y"}', other]) {
    await assert.rejects(taken(t, text, NEW), UserError);
  }
});

test('every list keeps its last good version when the new one is empty, cut, or more than a third smaller', async (t) => {
  const { effects: offline } = world(await temporary(t));
  for (const publisher of PUBLISHERS) {
    const { name, ranges } = publisher;
    const version = {
      sha256: '',
      bytes: 1,
      source: 'x',
      imported: '',
      rows: 1000,
      rejected: 0,
      published: '2018-01-01T00:00:00Z',
    };
    const history: History = { provider: name, list: ranges.list, versions: [version], rows: [] };
    const sample = Buffer.from(ranges.format.sample);
    for (const body of [sample, sample.subarray(0, -3), Buffer.alloc(0)]) {
      const link =
        ranges.link === undefined
          ? ''
          : `https://download.microsoft.com/download/a/ServiceTags_${/_(\w+)\)/.exec(ranges.format.title)?.[1]}_20260817.json`;
      const fetch = (url: string): Promise<Response> =>
        Promise.resolve(
          new Response(url === ranges.url && link !== '' ? `<a href="${link}">` : new Uint8Array(body)),
        );
      await assert.rejects(fetchRanges(publisher, [history], { ...offline, fetch }), (error: unknown) => {
        assert.ok(error instanceof UserError, `${ranges.list}: ${String(error)}`);
        if (body === sample) assert.match(error.message, /more than a third less than the 1000/, ranges.list);
        return true;
      });
    }
  }
});

test('a list that has not changed for a year is in force while its official address still has it', async (t) => {
  const home = await temporary(t);
  const fastly = PUBLISHERS.find(({ ranges }) => ranges.list === 'fastly') ?? assert.fail();
  const body = '{"addresses":["23.235.32.0/20"],"ipv6_addresses":[]}';
  const headers = { 'last-modified': 'Mon, 06 Mar 2017 12:00:00 GMT' };
  const { effects } = world(home, { fetch: () => Promise.resolve(new Response(body, { headers })) });
  const { histories = [] } = (await fetchRanges(fastly, [], effects)) ?? {};
  const noteAt = (day: string): string | undefined =>
    sourceOfText(new Ranges(histories), '23.235.32.1', Date.parse(`${day}T00:00:00Z`) / 1000).note;
  assert.deepEqual(
    histories[0]?.versions.map(({ published, dated, confirmed }) => [published, dated, confirmed]),
    [['2017-03-06T12:00:00Z', 'server', '2018-03-06T12:00:00.000Z']],
  );
  assert.equal(noteAt('2017-09-01'), undefined);
  assert.equal(noteAt('2018-03-12'), undefined);
  assert.match(noteAt('2018-04-12') ?? '', /published 402 days before/);
  assert.match(noteAt('2017-03-01') ?? '', /days after/);
});
