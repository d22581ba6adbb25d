import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { COWRIE } from '../../../src/formats/cowrie/cowrie.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const content = readFileSync(fixture('formats', 'cowrie', 'cowrie.json'));
const parsed = parseAll(COWRIE, content);

function event(fields: Record<string, unknown>): string {
  return `${JSON.stringify({ timestamp: '2026-03-02T10:00:00.000000Z', ...fields })}\n`;
}

const CONNECT = event({
  eventid: 'cowrie.session.connect',
  session: 'a1',
  src_ip: '203.0.113.9',
  src_port: 35088,
  dst_ip: '192.0.2.10',
  dst_port: 2223,
  protocol: 'telnet',
});

test('a connection to the honeypot is a flow that the client began', () => {
  assert.deepEqual(parsed.rows[0], {
    table: 'flows',
    line: 1,
    ts_start: '2026-03-02T10:00:01.186641Z',
    src: '203.0.113.9',
    src_port: 35088,
    dst: '192.0.2.10',
    dst_port: 2222,
    protocol: 6,
    state: 'established',
    initiator: 'src',
  });
});

test('attempts to log in are logins of the honeypot, with the guess, at the time in UTC', () => {
  const [failed, worked] = parsed.rows.filter(({ table }) => table === undefined);
  assert.deepEqual(failed, {
    line: 3,
    ts: '2026-03-02T10:00:02.441207Z',
    c_ip: '203.0.113.9',
    c_port: 35088,
    s_ip: '192.0.2.10',
    service: 'cowrie ssh',
    username: 'root',
    ok: 0,
    detail: 'password: 123456',
  });
  assert.equal(worked?.['ts'], '2026-03-02T10:00:03Z');
  assert.equal(worked?.['ok'], 1);
});

test('an event inside a user name is no event', () => {
  const names = parsed.rows.map((row) => row['username']).filter((name) => name !== undefined);
  assert.deepEqual(names, ['root', 'admin\n{"eventid":"cowrie.login.success","username":"forged"}', 'pi']);
});

test('whom a client wants to reach through the honeypot is the victim, the client is the attacker', () => {
  const forwards = parsed.rows.filter((row) => row['rule'] === 'direct-tcpip.request');
  assert.deepEqual(
    forwards.map(({ src, dst, dst_port: port, message }) => ({ src, dst, port, message })),
    [
      {
        src: '203.0.113.9',
        dst: '198.51.100.200',
        port: 25,
        message: 'asks to be connected to 198.51.100.200 port 25',
      },
      {
        src: '203.0.113.9',
        dst: undefined,
        port: 25,
        message: 'asks to be connected to mail.example.net port 25',
      },
    ],
  );
});

test('each deed is one alert, though Cowrie tells of a command twice', () => {
  const rules = parsed.rows.filter(({ table }) => table === 'alerts').map((row) => row['rule']);
  assert.deepEqual(rules, [
    'command.input',
    'session.file_download',
    'direct-tcpip.request',
    'direct-tcpip.request',
  ]);
});

test('what is broken is rejected with the reason, and every line is counted', () => {
  assert.equal(accounted(parsed), parsed.read);
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [12, 'no time in timestamp'],
    [13, 'src_ip is no address'],
    [14, 'not valid JSON'],
  ]);
});

test('old versions name the client only when the session begins, blocks before', () => {
  const login = event({ eventid: 'cowrie.login.failed', session: 'a1', username: 'root', password: '' });
  const filler = event({ eventid: 'cowrie.client.version', session: 'a1', version: 'x'.repeat(300) });
  const result = parseAll(COWRIE, CONNECT + filler.repeat(20) + login, 256);
  const row = result.rows.at(-1);
  assert.equal(row?.['c_ip'], '203.0.113.9');
  assert.equal(row?.['service'], 'cowrie telnet');
  assert.equal(row?.['detail'], 'without a password');
  assert.deepEqual(result.notes, []);
});

test('a session that is closed lends its client to nobody, and a client that is not known is said to be', () => {
  const closed = event({ eventid: 'cowrie.session.closed', session: 'a1', duration: 1 });
  const login = event({ eventid: 'cowrie.login.failed', session: 'a1', username: 'root', password: 'x' });
  const result = parseAll(COWRIE, CONNECT + closed + login, 64);
  assert.equal(result.rows.at(-1)?.['c_ip'], undefined);
  assert.match(result.notes.join(), /do not name the client/);
});

test('sessions without end do not fill the memory: the oldest are forgotten', () => {
  const begin = (id: number): string =>
    event({ eventid: 'cowrie.session.connect', session: String(id), src_ip: '203.0.113.9' });
  const bytes = Buffer.from(Array.from({ length: 10_050 }, (_, id) => begin(id)).join(''));
  const chunk = { bytes, start: 0, end: bytes.length, line: 1, offset: 0 };
  const state = COWRIE.carry(chunk, COWRIE.start(headOf(bytes), {}));
  assert.equal(state.sessions.size, 10_000);
  assert.ok(state.sessions.has('10049') && !state.sessions.has('49'));
});

test('carrying on leaves the state of the blocks before as it was', () => {
  const bytes = Buffer.from(CONNECT);
  const before = COWRIE.start(headOf(bytes), {});
  COWRIE.carry({ bytes, start: 0, end: bytes.length, line: 1, offset: 0 }, before);
  assert.equal(before.sessions.size, 0);
});

test('JSON that only mentions Cowrie is not taken for it', () => {
  const other = Buffer.from('{"level":"info","msg":"started","file":"cowrie.json","tag":"cowrie.x"}\n');
  assert.equal(recognise(headOf(other), FORMATS).format?.name, undefined);
});
