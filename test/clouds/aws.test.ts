import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../../src/base/errors.ts';
import type { Head } from '../../src/formats/format.ts';
import { RANGES } from '../../src/clouds/aws/ranges.ts';
import { ipRanges } from '../attribution/world.ts';
import { messageOf } from '../../src/model/reason.ts';
import { inEnglish } from '../in-english.ts';

function headOf(bytes: Uint8Array): Head {
  return { bytes, text: Buffer.from(bytes).toString('latin1'), name: 'x', whole: true };
}

test('a published file is recognised, with or without line breaks', () => {
  const file = ipRanges('2018-03-05T19:48:10Z', [['52.44.0.0/15', 'EC2', 'us-east-1']]);
  assert.ok(RANGES.format.recognise(headOf(file)));
  assert.ok(RANGES.format.recognise(headOf(Buffer.from(JSON.stringify(JSON.parse(file.toString()))))));
  assert.equal(
    RANGES.format.recognise(headOf(Buffer.from('{"prefixes": [], "creationTime": "2018"}'))),
    undefined,
  );
  assert.equal(
    RANGES.format.recognise(headOf(Buffer.from('see "syncToken", "createDate" and "prefixes"'))),
    undefined,
  );
});

test('lines of both families are read with what they say', () => {
  const file = ipRanges('2026-08-22T15:17:05Z', [
    ['15.177.0.0/18', 'ROUTE53_HEALTHCHECKS', 'GLOBAL', 'GLOBAL'],
    ['2600:1F18::/33', 'EC2', 'us-east-1', 'us-east-1-bos-1'],
  ]);
  const ranges = RANGES.parse(file);
  assert.equal(ranges.published, '2026-08-22T15:17:05Z');
  assert.equal(ranges.token, '1787411825');
  assert.deepEqual(ranges.rows, [
    { prefix: '15.177.0.0/18', service: 'ROUTE53_HEALTHCHECKS', region: 'GLOBAL', border_group: 'GLOBAL' },
    { prefix: '2600:1f18::/33', service: 'EC2', region: 'us-east-1', border_group: 'us-east-1-bos-1' },
  ]);
});

test('a file of 2015, without IPv6 and border groups, is read too', () => {
  const file = `{"syncToken": "1416435608", "createDate": "2014-11-19-23-29-02",
    "prefixes": [{"ip_prefix": "50.19.0.0/16", "region": "us-east-1", "service": "AMAZON"}]}`;
  const ranges = RANGES.parse(Buffer.from(file));
  assert.deepEqual(ranges.rows, [{ prefix: '50.19.0.0/16', service: 'AMAZON', region: 'us-east-1' }]);
});

test('every wrong line is counted with its place and reason', () => {
  const good = { ip_prefix: '52.44.0.0/15', region: 'us-east-1', service: 'EC2' };
  const file = {
    syncToken: '1',
    createDate: '2018-03-05-19-48-10',
    prefixes: [
      good,
      good,
      { ...good, ip_prefix: '52.44.0.0/99' },
      { ...good, ip_prefix: '2600::/12' },
      { ...good, service: 'EC2\u001B[31m' },
      { ...good, region: undefined },
      { region: 'us-east-1', service: 'EC2' },
      null,
      7,
    ],
    ipv6_prefixes: [good],
  };
  const ranges = RANGES.parse(Buffer.from(JSON.stringify(file)));
  assert.equal(ranges.read, 10);
  assert.equal(ranges.rows.length, 1);
  assert.equal(ranges.repeated, 1);
  assert.equal(ranges.rejected, 8);
  assert.deepEqual(
    ranges.rejects.map(({ where }) => where),
    [2, 3, 4, 5, 6, 7, 8].map((at) => `prefixes[${at}]`).concat('ipv6_prefixes[0]'),
  );
  assert.equal(inEnglish(ranges.rejects[0]?.reason), 'ip_prefix: not an IPv4 prefix');
  assert.match(inEnglish(ranges.rejects[2]?.reason), /^service: /);
  assert.equal(inEnglish(ranges.rejects[4]?.reason), 'ip_prefix is missing');
});

test('a list that claims half of the internet is not believed', () => {
  const ranges = RANGES.parse(
    ipRanges('2018-03-05T19:48:10Z', [
      ['0.0.0.0/0', 'EC2', 'us-east-1'],
      ['128.0.0.0/1', 'EC2', 'us-east-1'],
      ['::/0', 'EC2', 'us-east-1'],
      ['::/64', 'EC2', 'us-east-1'],
      ['3.0.0.0/9', 'EC2', 'us-east-1'],
    ]),
  );
  assert.deepEqual(
    ranges.rows.map(({ prefix }) => prefix),
    ['3.0.0.0/9'],
  );
  assert.deepEqual(messageOf(ranges.rejects[0]?.reason ?? '').params, {
    field: 'ip_prefix',
    why: { key: 'cloudTooWide', params: { bits: 0 } },
  });
});

test('a file that is cut off, or something else, is refused with a way out', () => {
  const whole = ipRanges('2018-03-05T19:48:10Z', [['52.44.0.0/15', 'EC2', 'us-east-1']]);
  const wrong = [
    whole.subarray(0, 200),
    Buffer.from(''),
    Buffer.from('[]'),
    Buffer.from('{"syncToken": 5, "createDate": "2018-03-05-19-48-10", "prefixes": []}'),
    Buffer.from('{"syncToken": "5", "createDate": "2018-13-45-19-48-10", "prefixes": []}'),
    Buffer.from('{"syncToken": "5", "createDate": "2018-03-05-19-48-10"}'),
  ];
  for (const bytes of wrong) assert.throws(() => RANGES.parse(bytes), UserError);
});

test('whatever the lines hold, each is counted once', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 30 }), fc.array(fc.jsonValue()), (v4, v6) => {
      const file = { syncToken: '1', createDate: '2018-03-05-19-48-10', prefixes: v4, ipv6_prefixes: v6 };
      const ranges = RANGES.parse(Buffer.from(JSON.stringify(file)));
      assert.equal(ranges.read, v4.length + v6.length);
      assert.equal(ranges.rows.length + ranges.repeated + ranges.rejected, ranges.read);
    }),
  );
});

test('any bytes are refused calmly', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      RANGES.format.recognise(headOf(bytes));
      assert.throws(() => RANGES.parse(bytes), UserError);
    }),
  );
});

test('a line that was read before is read anew wherever it is not the same line', () => {
  const good = { ipv6_prefix: '2600:1f18::/33', region: 'us-east-1', service: 'EC2' };
  const parse = (prefixes: unknown[], ipv6_prefixes: unknown[]): ReturnType<typeof RANGES.parse> =>
    RANGES.parse(
      Buffer.from(
        JSON.stringify({ syncToken: '1', createDate: '2018-03-05-19-48-10', prefixes, ipv6_prefixes }),
      ),
    );
  const [first] = parse([], [good]).rows;
  const written = { ...good, ipv6_prefix: '2600:1F18:0::/33' };
  const again = parse([], [written, good]);
  assert.equal(again.rows[0], first, 'one line, one object');
  assert.equal(again.repeated, 1);
  const { ipv6_prefix, ...rest } = good;
  const wrong = parse(
    [{ ...rest, ip_prefix: ipv6_prefix }],
    [{ ...good, ip_prefix: 5 }, { ...good, region: 7 }, { ...good, network_border_group: '' }, null],
  );
  assert.deepEqual([wrong.rejected, wrong.rows.length], [5, 0]);
});
