import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { nodeEffects } from '../../src/base/effects.ts';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import { TrustedProxies } from '../../src/events/lake/proxies.ts';
import { messageOf } from '../../src/model/reason.ts';
import { temporary } from '../support.ts';
import { fakeFound } from './fake-found.ts';

const OURS = new TrustedProxies(['10.0.0.0/8', '2001:db8:1::/48', '192.0.2.10']);

test('the client is the last address that is no trusted proxy', () => {
  assert.deepEqual(OURS.clientOf('198.51.100.7'), { address: '198.51.100.7' });
  assert.deepEqual(OURS.clientOf('198.51.100.7, 192.0.2.10, 10.1.2.3'), { address: '198.51.100.7' });
  assert.deepEqual(OURS.clientOf('198.51.100.7:4711,10.1.2.3'), { address: '198.51.100.7', port: 4711 });
  assert.deepEqual(OURS.clientOf('[2001:db8:2::9]:443 , 2001:db8:1::1'), {
    address: '2001:db8:2::9',
    port: 443,
  });
  assert.deepEqual(OURS.clientOf('10.0.0.5, 10.0.0.6'), { address: '10.0.0.5' });
});

test('what a client wrote into the header itself is not believed', () => {
  // The attacker claims to be 203.0.113.1, or a proxy of ours, or writes rubbish; the proxy adds who it was.
  for (const forged of ['203.0.113.1', '10.0.0.9, 203.0.113.1', 'unknown', "' OR 1=1 --", ', ,']) {
    assert.deepEqual(OURS.clientOf(`${forged}, 198.51.100.7`), { address: '198.51.100.7' }, forged);
  }
});

test('the Forwarded header is read as well', () => {
  assert.deepEqual(OURS.clientOf('for=203.0.113.1;proto=http, For="198.51.100.7:80";by=10.0.0.1'), {
    address: '198.51.100.7',
    port: 80,
  });
  assert.deepEqual(OURS.clientOf('proto=https;for="[2001:db8:2::1]"'), { address: '2001:db8:2::1' });
});

test('where no address stands, nothing is made up', () => {
  for (const header of [
    '',
    'unknown',
    '198.51.100.7, unknown',
    '198.51.100.7, ',
    'for=_hidden',
    '198.51.100.7:99999',
    `198.51.100.7, ${'10.0.0.1,'.repeat(20)}`,
    `${'x'.repeat(5000)}, 198.51.100.7`,
  ]) {
    assert.equal(OURS.clientOf(header), undefined, header);
  }
});

test('no header makes it throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (header) => void OURS.clientOf(header)));
});

function line(client: string, header: string): string {
  return `${client} - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 1 "-" "curl" "${header}"\n`;
}

test('a balancer of ours is not accused: its requests are those of the clients behind it', async (t) => {
  const content = [
    line('10.0.0.5', '198.51.100.7'),
    line('10.0.0.5', '203.0.113.9, 198.51.100.8'),
    line('198.51.100.20', '203.0.113.9'),
    line('10.0.0.5', '-'),
    line('10.0.0.6', '198.51.100.7, 10.0.0.5'),
    line('192.0.2.1', '198.51.100.7'),
  ].join('');
  const lake = join(await temporary(t), 'lake');
  const options = { trustedProxies: ['10.0.0.0/8'] };
  const [entry] = await ingest([fakeFound(0, 'a.log', Buffer.from(content))], lake, options, nodeEffects(1));
  const engine = await openEngine(lake);
  t.after(() => engine.close());
  const rows = await engine.query('SELECT c_ip, peer FROM requests ORDER BY line');
  assert.deepEqual(
    rows.map((row) => [row['c_ip'], row['peer']]),
    [
      ['198.51.100.7', '10.0.0.5'],
      ['198.51.100.8', '10.0.0.5'],
      ['198.51.100.20', null],
      ['10.0.0.5', null],
      ['198.51.100.7', '10.0.0.6'],
      ['192.0.2.1', null],
    ],
  );
  assert.deepEqual(entry?.notes.map(messageOf), [{ key: 'evProxied', params: { count: 3 } }]);
});
