import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { dnsTunnel } from '../../../../src/findings/detectors/exfiltration/dns-tunnel.ts';
import { dnsVolume } from '../../../../src/findings/detectors/exfiltration/dns-volume.ts';
import { exfiltration, noHistory } from '../../../../src/findings/detectors/exfiltration/exfiltration.ts';
import { entriesOf } from '../../../../src/model/numbers.ts';
import { flowContext } from '../../support/lake.ts';
import { altered, conversation, stranger, strangerV6 } from '../../support/records.ts';

const HOST = '10.0.3.17';
const DAY = 86_400;

/** A question of DNS; each label is made of its number. */
function question(host: string, name: string, i: number): Row {
  const [row] = conversation(host, '10.0.0.2', 53, i, {
    out: [1, 120],
    client: 20_000 + i,
    more: { protocol: 17, dns_query: name, initiator: 'src' },
  });
  return row!;
}

function questions(host: string, count: number, domain: string): Row[] {
  const label = (i: number): string => `${(i * 7919 + 104_729).toString(36)}abcdefghijklmnopqrstuvwxyz`;
  return Array.from({ length: count }, (_, i) => question(host, `${label(i)}.${domain}`, i));
}

/** What a host sent and got on one day over one connection. */
function day(host: string, target: string, on: number, sent: number, back = 480_000, more: Row = {}): Row[] {
  return conversation(host, target, 443, on * DAY + 100, {
    seconds: 3000,
    out: [Math.ceil(sent / 1400), sent, 3],
    back: [9000, back, 19],
    client: 41_000 + on,
    more,
  });
}

const habit = (host: string, days: number, sent = 90_000_000): Row[] =>
  Array.from({ length: days }, (_, on) => day(host, stranger(1), on, sent)).flat();

test('a tunnel is found by its domain, and how severe it is goes by RITA’s numbers of names', async (t) => {
  for (const [count, domain, found, severity] of [
    [120, 'example.com', 'example.com', 'low'],
    [600, 't.example.com', 'example.com', 'medium'],
    [1100, 'a.b.example.co.uk', 'example.co.uk', 'high'],
  ] as const) {
    const context = await flowContext(t, questions(HOST, count, domain));
    const [finding, ...others] = await dnsTunnel.detect(context);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding?.targets.sample, finding?.severity, finding?.lines.length],
      [[found], severity, 20],
    );
    const [row] = await context.engine.query(finding!.sql);
    assert.equal(new Map(entriesOf(finding!.numbers)).get('names_below_domain'), row?.['names']);
    assert.equal(row?.['names'], count);
  }
});

test('names that are asked for again, short ones, different domains, and zones of clouds and lists are no tunnel', async (t) => {
  const twice = [...questions(HOST, 200, 'example.com'), ...questions(HOST, 200, 'example.com')];
  const short = Array.from({ length: 300 }, (_, i) => question(HOST, `h${i}.example.com`, i));
  const shops = Array.from({ length: 300 }, (_, i) =>
    question(HOST, `a-very-long-name-of-a-host.shop${i}.com.au`, i),
  );
  for (const rows of [
    twice,
    short,
    shops,
    questions(HOST, 300, 'amazonaws.com'),
    questions(HOST, 300, 'ip6.arpa'),
  ])
    assert.deepEqual(await dnsTunnel.detect(await flowContext(t, rows)), []);
});

test('names that are no names break nothing: empty, dots alone, quotes, very long ones', async (t) => {
  const rows = ['', '.', '..', "a'b.c", 'x', '%.%', `${'a.'.repeat(2000)}com`, 'xn--\u0000.de'].map(
    (name, i) => question(HOST, name, i),
  );
  assert.deepEqual(await dnsTunnel.detect(await flowContext(t, rows)), []);
  const odd = await dnsTunnel.detect(await flowContext(t, questions(HOST, 150, "o'%_x.net")));
  assert.deepEqual(
    odd.map(({ targets, lines }) => [targets.sample, lines.length]),
    [[["o'%_x.net"], 20]],
  );
});

test('a resolver that asks for others is a hint, and never more', async (t) => {
  const answer = conversation(HOST, '10.0.9.9', 53, 5, { inbound: true, more: { protocol: 17 } });
  const [finding] = await dnsTunnel.detect(
    await flowContext(t, [...questions(HOST, 1200, 'example.com'), ...answer]),
  );
  assert.deepEqual([finding?.severity, finding?.confidence], ['low', 0.5]);
});

test('one long conversation over the port of DNS is found over IPv6 too; a resolver with very many questions is not', async (t) => {
  const talk = (host: string, target: string, port: number, length: number, packets: number): Row[] =>
    conversation(host, target, 53, 0, {
      seconds: 3000,
      out: [packets, packets * length],
      back: [packets, packets * 300],
      client: port,
      more: { protocol: 17 },
    });
  const context = await flowContext(t, talk('2001:db8::17', strangerV6(3), 40_000, 190, 5000), {
    ours: ['2001:db8::/64'],
  });
  assert.deepEqual(
    (await dnsVolume.detect(context)).map(({ subject, targets }) => [subject.address, targets.sample]),
    [['2001:db8::17', [strangerV6(3)]]],
  );
  const resolver = Array.from({ length: 300 }, (_, i) => talk(HOST, stranger(i), 20_000 + i, 190, 20)).flat();
  const fixed = talk(HOST, stranger(1), 40_001, 74, 5000);
  for (const rows of [
    resolver,
    fixed,
    altered(talk(HOST, stranger(1), 40_001, 190, 5000), { packets: null }),
  ])
    assert.deepEqual(await dnsVolume.detect(await flowContext(t, rows)), []);
});

test('much to a new address is found against the host’s own days, less where the cloud’s own storage takes it', async (t) => {
  for (const [more, usual, sent, severity] of [
    [{}, 90_000_000, 6e9, 'medium'],
    [{ pkt_dst_service: 'S3' }, 90_000_000, 6e9, 'low'],
    // Between five and ten times the fullest day is a hint.
    [{}, 800_000_000, 6e9, 'low'],
  ] as const) {
    const rows = [...habit(HOST, 5, usual), ...day(HOST, stranger(9), 4, sent, 480_000, more)];
    const context = await flowContext(t, rows);
    const [finding, ...others] = await exfiltration.detect(context);
    assert.deepEqual(others, []);
    assert.equal(finding?.severity, severity);
    const said = new Map(entriesOf(finding.numbers));
    assert.deepEqual(
      [said.get('bytes'), said.get('days_before'), said.get('bytes_fullest_day')],
      [sent, 4, usual],
    );
    assert.equal(Number((await context.engine.query(finding.sql))[0]?.['usual']), usual);
    assert.deepEqual(await noHistory(context), []);
  }
});

test('without enough days before nothing is found, and it is said', async (t) => {
  const context = await flowContext(t, [...habit(HOST, 3), ...day(HOST, stranger(9), 2, 6e9)]);
  assert.deepEqual(await exfiltration.detect(context), []);
  assert.deepEqual(await noHistory(context), [
    { key: 'gapNoHistory', params: { hosts: 1, sample: [HOST], days: 3 } },
  ]);
  assert.deepEqual(await noHistory(await flowContext(t, habit(HOST, 5))), []);
});

test('a backup of each day, a download, and one row are no exfiltration; clocks that go back change nothing', async (t) => {
  const backup = Array.from({ length: 5 }, (_, on) => day(HOST, stranger(9), on, 6e9)).flat();
  const download = [...habit(HOST, 5), ...day(HOST, stranger(9), 4, 1.5e9, 6e9)];
  for (const rows of [[], backup, download, day(HOST, stranger(9), 0, 6e9).slice(0, 1)])
    assert.deepEqual(await exfiltration.detect(await flowContext(t, rows)), []);
  const back = altered([...habit(HOST, 5), ...day(HOST, stranger(9), 4, 6e9)], {
    ts_end: '2026-03-01T00:00:00Z',
  });
  assert.equal((await exfiltration.detect(await flowContext(t, back))).length, 1);
});
