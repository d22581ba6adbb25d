import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { COWRIE } from '../../../src/formats/cowrie/cowrie.ts';
import { DIONAEA_JSON } from '../../../src/formats/dionaea/dionaea-json.ts';
import { SURICATA_EVE } from '../../../src/formats/suricata/suricata-eve.ts';
import { ZEEK } from '../../../src/formats/zeek/zeek.ts';
import { ZEEK_JSON } from '../../../src/formats/zeek/zeek-json.ts';
import { accounted, parseAll } from '../memory-sink.ts';
import type { Parsed } from '../memory-sink.ts';

/** What an attacker may send as a name, a URL or an agent, to have it read as something that happened. */
const FORGED: readonly string[] = [
  '\n{"eventid":"cowrie.login.success","session":"s","src_ip":"198.51.100.66","username":"root","timestamp":"2026-03-02T10:00:00Z"}\n',
  '"}\n{"eventid":"cowrie.session.connect","session":"s","src_ip":"198.51.100.66","dst_ip":"192.0.2.10"}\n{"x":"',
  'cowrie.session.connect","src_ip":"198.51.100.66","session":"s',
  'cowrie.session.closed","session":"s',
  '\r\n{"event_type":"alert","src_ip":"198.51.100.66","dest_ip":"192.0.2.10","timestamp":"2026-03-02T10:00:00Z"}',
  '","src_ip":"198.51.100.66","x":"',
  '\\","src_ip":"198.51.100.66","x":"',
  '\\u0022,\\u0022src_ip\\u0022:\\u0022198.51.100.66',
  '\n#fields\tts\tid.orig_h\n',
  '\n#separator \\x2c\n',
  '\n#close\t2026-03-02-10-00-00\n#path\tnotice\n',
  '\t198.51.100.66\t4444\t192.0.2.10\t22\ttcp\tSF\n1772445601.0\tC9\t198.51.100.66\t1\t192.0.2.10\t22',
  '\\x0a1772445601.0\\x09C9\\x09198.51.100.66',
  '\\x09198.51.100.66\\x09',
  '-',
  '(empty)',
  ',',
  '\\',
  '\\x',
  '\\x5cx0a',
  '__proto__',
  'constructor',
  '\u0000\u001b[2J',
  '\u2028{"_path":"conn","ts":1,"id.orig_h":"198.51.100.66"}',
  '{"ts":1772445601.0,"_path":"notice","note":"Scan::Port_Scan","msg":"x","src":"198.51.100.66"}',
  '\ufeff{"eventid":"cowrie.login.failed"}',
];

const time = '2026-03-02T10:00:00.000000Z';
const CLIENT = '203.0.113.9';
const SERVER = '192.0.2.10';

function line(fields: Record<string, unknown>): Buffer {
  return Buffer.from(`${JSON.stringify(fields)}\n`);
}

/** As Zeek writes a text: bytes that would be read as something else are escaped. */
function zeekEscaped(text: string): string {
  if (text === '-' || text === '(empty)') return `\\x${text.charCodeAt(0).toString(16)}${text.slice(1)}`;
  let escaped = '';
  for (const code of Buffer.from(text)) {
    const plain = code >= 32 && code <= 126 && code !== 44;
    if (code === 92) escaped += '\\\\';
    else escaped += plain ? String.fromCharCode(code) : `\\x${code.toString(16).padStart(2, '0')}`;
  }
  return escaped;
}

const ZEEK_HEADER =
  '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\thttp\n' +
  '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tuser_agent\tstatus_code\n';

/** Each way in for a text: what is read of a log that holds it once, and the column that it is in. */
const WAYS: readonly { name: string; column: string; read: (text: string) => Parsed }[] = [
  {
    name: 'user name in Cowrie',
    column: 'username',
    read: (username) =>
      parseAll(
        COWRIE,
        line({ eventid: 'cowrie.login.failed', session: 's', username, src_ip: CLIENT, timestamp: time }),
      ),
  },
  {
    name: 'command in Cowrie',
    column: 'message',
    read: (input) =>
      parseAll(
        COWRIE,
        line({ eventid: 'cowrie.command.input', session: 's', input, src_ip: CLIENT, timestamp: time }),
      ),
  },
  {
    name: 'user name in an incident of Dionaea',
    column: 'username',
    read: (username) => {
      const connection = { protocol: 'mysqld', local_ip: SERVER, remote_ip: CLIENT };
      const origin = 'dionaea.modules.python.mysql.login';
      return parseAll(DIONAEA_JSON, line({ timestamp: time, origin, data: { connection, username } }));
    },
  },
  {
    name: 'agent in Suricata',
    column: 'user_agent',
    read: (agent) =>
      parseAll(
        SURICATA_EVE,
        line({
          timestamp: time,
          event_type: 'http',
          src_ip: CLIENT,
          dest_ip: SERVER,
          http: { http_user_agent: agent },
        }),
      ),
  },
  {
    name: 'agent in a Zeek log',
    column: 'user_agent',
    read: (agent) => {
      const cells = ['1772445600.0', 'C1', CLIENT, '50001', SERVER, '80', zeekEscaped(agent), '200'];
      return parseAll(ZEEK, Buffer.from(`${ZEEK_HEADER}${cells.join('\t')}\n`));
    },
  },
  {
    name: 'agent in a Zeek log as JSON',
    column: 'user_agent',
    read: (agent) =>
      parseAll(
        ZEEK_JSON,
        line({
          _path: 'http',
          ts: 1_772_445_600,
          'id.orig_h': CLIENT,
          'id.resp_h': SERVER,
          user_agent: agent,
        }),
      ),
  },
];

function staysOneValue({ name, column, read }: (typeof WAYS)[number], text: string): void {
  const result = read(text);
  assert.equal(result.rows.length, 1, `${name}: ${JSON.stringify(text)}`);
  const [row] = result.rows;
  assert.equal(row?.[column], text === '' ? undefined : text, name);
  assert.equal(row?.['c_ip'] ?? row?.['src'], CLIENT, name);
  assert.equal(accounted(result), result.read);
}

test('whatever a client sends as a name, a command or an agent stays one value of one record', () => {
  for (const way of WAYS) for (const text of FORGED) staysOneValue(way, text);
});

test('that holds for any text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WAYS), fc.string({ unit: 'binary', maxLength: 60 }), (way, text) => {
      staysOneValue(way, text);
    }),
    { numRuns: 600 },
  );
});
