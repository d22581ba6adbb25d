import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS } from '../../../src/formats/index.ts';
import { TABLES } from '../../../src/tables/tables.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { CARRIERS, FORGED, FORGED_LINES, FORGED_TIME, WAYS } from './carriers.ts';
import type { Carrier } from './forged-writing.ts';
import { REAL } from './forged-writing.ts';
import type { PlainRow } from '../memory-sink.ts';
import { parseAll } from '../memory-sink.ts';

function rowsOf({ format: name, options = {} }: Carrier, text: string): PlainRow[] {
  const format = FORMATS.find((candidate) => candidate.name === name);
  assert.ok(format !== undefined, `no format is named ${name}`);
  if (format.kind === 'lines') return parseAll(format, `${text}\n`, 1 << 20, options).rows;
  assert.ok(format.kind === 'document');
  return parseDocument(format, Buffer.from(`${text}\n`), options).rows;
}

function tableOf(name: string, row: PlainRow): Readonly<Record<string, string>> {
  const format = FORMATS.find((candidate) => candidate.name === name);
  const table = row['table'] ?? (format !== undefined && 'table' in format ? format.table : '');
  const found = Object.entries(TABLES).find(([candidate]) => candidate === table);
  assert.ok(found !== undefined);
  return found[1];
}

/** The first address or time of a row that the forged line brought in. */
function forgedIn(name: string, row: PlainRow): string | undefined {
  for (const [column, kind] of Object.entries(tableOf(name, row))) {
    const value = String(row[column] ?? '');
    if (kind === 'address' && value === FORGED) return `${column} ${value}`;
    if (kind === 'time' && FORGED_TIME.test(value)) return `${column} ${value}`;
  }
  return undefined;
}

for (const carrier of CARRIERS) {
  test(`No line that is put into ${carrier.format}, ${carrier.what}, becomes an event`, () => {
    const harmless = rowsOf(carrier, carrier.write('x')).length;
    for (const [name, forged] of Object.entries(FORGED_LINES)) {
      for (const way of WAYS) {
        const text = carrier.write(way(forged));
        const rows = rowsOf(carrier, text);
        assert.ok(rows.length <= harmless, `${name}: ${rows.length} rows from ${text}`);
        for (const row of rows) {
          const found = forgedIn(carrier.format, row);
          assert.equal(found, undefined, `${name}: ${found} from ${text}`);
        }
      }
    }
  });
}

/** Formats without a word that a stranger chose, or read by columns that nothing written in them can leave. */
const WORDLESS: Readonly<Record<string, string>> = {
  'vpc-flow': 'numbers and addresses',
  'vpc-flow-csv': 'numbers and addresses',
  'vpc-flow-json': 'numbers and addresses',
  'vpc-flow-parquet': 'binary columns',
  'tgw-flow': 'numbers and addresses',
  'azure-vnet-flow': "names that the account's owner gave; see azure-flow.test.ts",
  'azure-nsg-flow': "names that the account's owner gave; see azure-flow.test.ts",
  'google-flow': "names that the account's owner gave; see google-flow.test.ts",
  'google-flow-json': "names that the account's owner gave; see google-flow.test.ts",
  'oracle-flow': 'ids, numbers and addresses',
  'oracle-flow-json': 'ids, numbers and addresses',
  'route53-resolver': 'JSON, whose names of hosts are escaped; see route53-resolver.test.ts',
  pcap: 'binary',
  pcapng: 'binary',
  dmesg: "the kernel's words",
  'windows-firewall': 'numbers and addresses',
  'dionaea-sqlite': 'binary columns',
  'suricata-fast': "the rules' words",
  'nfdump-csv': 'numbers and addresses',
  'nfdump-text': 'numbers and addresses',
};

test('Each format that holds words of a stranger is among those that are forged here', () => {
  const carried = new Set(CARRIERS.map(({ format }) => format));
  const missing = FORMATS.filter(({ kind, name }) => kind !== 'attachment' && !carried.has(name));
  assert.deepEqual(
    missing.map(({ name }) => name),
    Object.keys(WORDLESS),
  );
});

test('There are more than 200 forged lines, and what carries them is read when nobody forges', () => {
  assert.ok(CARRIERS.length * Object.keys(FORGED_LINES).length > 200);
  const silent = new Set([
    'application',
    'sudo',
    'Apache through syslog, path',
    'odd line',
    'RFC 5424 structured data',
  ]);
  for (const carrier of CARRIERS.filter(({ what }) => !silent.has(what))) {
    const rows = rowsOf(carrier, carrier.write('x'));
    assert.ok(rows.length > 0, `${carrier.format}, ${carrier.what}`);
    assert.ok(
      JSON.stringify(rows).includes(REAL),
      `${carrier.format}, ${carrier.what}: ${JSON.stringify(rows)}`,
    );
  }
});
