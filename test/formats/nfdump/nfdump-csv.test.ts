import { inEnglish } from '../../in-english.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FORMATS } from '../../../src/formats/index.ts';
import { NFDUMP_CSV } from '../../../src/formats/nfdump/nfdump-csv.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { END_FIRST } from '../../../src/tables/times.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

function contentOf(name: string): Buffer {
  return readFileSync(fixture('formats', 'nfdump-csv', name));
}

const old = parseAll(NFDUMP_CSV, contentOf('nfdump-1.7.1.csv'), 97);
const recent = parseAll(NFDUMP_CSV, contentOf('nfdump-1.7.4.csv'), 97);

test('the 48 columns of nfdump up to 1.7.1 are flows', () => {
  assert.deepEqual(old.rows[1], {
    line: 3,
    ts_start: '2026-03-02T10:00:01Z',
    ts_end: '2026-03-02T10:00:01Z',
    src: '198.51.100.7',
    src_port: 40001,
    dst: '192.0.2.10',
    dst_port: 22,
    protocol: 6,
    packets: 2,
    bytes: 180,
    // ACK, PSH and SYN.
    tcp_flags: 26,
  });
  assert.equal(old.rows[0]?.['tcp_flags'], undefined);
});

test('the totals at the end are no flows', () => {
  assert.equal(old.parsed, 4);
  assert.deepEqual(old.skipped, { header: 1, 'the summary that nfdump writes at the end': 3 });
  assert.deepEqual(old.rejects, []);
});

test('later versions name their columns in another way; the end is the start and the duration', () => {
  assert.deepEqual(recent.rows[0], {
    line: 2,
    ts_start: '2026-03-02T10:00:01.186000Z',
    ts_end: '2026-03-02T10:00:01.386000Z',
    src: '203.0.113.9',
    src_port: 47047,
    dst: '192.0.2.10',
    dst_port: 22,
    protocol: 6,
    packets: 2,
    bytes: 180,
  });
  assert.equal(recent.rows[1]?.['dst_port'], undefined);
  assert.equal(recent.rows[2]?.['dst'], '2001:db8:1::10');
});

test('a record with packets both ways is two flows, with or without a header', () => {
  const content = contentOf('bidirectional-no-header.csv');
  assert.equal(recognise(headOf(content), FORMATS).format?.name, 'nfdump-csv');
  const { rows } = parseAll(NFDUMP_CSV, content);
  assert.deepEqual(
    rows
      .filter((row) => row['line'] === 2)
      .map(({ src, dst_port: port, packets, bytes }) => [src, port, packets, bytes]),
    [
      ['198.51.100.7', 22, 2, 180],
      ['192.0.2.10', 40_001, 1, 40],
    ],
  );
});

test('times are read in the zone where nfdump ran', () => {
  const { rows } = parseAll(NFDUMP_CSV, contentOf('nfdump-1.7.4.csv'), 97, { zone: 'Asia/Seoul' });
  assert.equal(rows[0]?.['ts_start'], '2026-03-02T01:00:01.186000Z');
  assert.equal(rows[0]?.['ts_end'], '2026-03-02T01:00:01.386000Z');
});

test('chosen columns are read by their names, times in seconds or in UTC too', () => {
  const header = 'lastSeen,firstSeen,srcAddr,dstAddr,inPackets,inBytes,sniName,\n';
  const { rows } = parseAll(
    NFDUMP_CSV,
    `${header}1772445602.250,1772445601.125,192.0.2.10,198.51.100.7,2,180,c2.example.org,\n` +
      '2026-03-02T10:00:02Z,2026-03-02T10:00:01Z,192.0.2.10,198.51.100.7,2,180,,\n',
    1 << 20,
    { zone: '+09:00' },
  );
  assert.deepEqual(rows[0], {
    line: 2,
    ts_start: '2026-03-02T10:00:01.125000Z',
    ts_end: '2026-03-02T10:00:02.250000Z',
    src: '192.0.2.10',
    dst: '198.51.100.7',
    packets: 2,
    bytes: 180,
    tls_sni: 'c2.example.org',
  });
  assert.equal(rows[1]?.['ts_start'], '2026-03-02T10:00:01Z');
});

test('flows that were added up over an end are no flows between two addresses', () => {
  const text = contentOf('nfdump-1.7.1.csv').toString();
  const [header = '', first = ''] = text.split('\n');
  const added = first.replace('198.51.100.7', '0.0.0.0').replace(',UDP,', ',0,');
  const result = parseAll(NFDUMP_CSV, `${header}\n${added}\n`);
  assert.deepEqual(result.skipped, { header: 1, 'flows that were added up over one of their ends': 1 });
});

test('what stands between flows and is neither header nor total costs one line only', () => {
  const text = contentOf('nfdump-1.7.4.csv').toString().split('\n');
  const result = parseAll(NFDUMP_CSV, [text[0], text[1], 'a note of somebody', text[2]].join('\n'), 20);
  assert.equal(result.parsed, 2);
  assert.equal(result.rejects[0]?.reason, 'no flow, and no header or summary of nfdump');
});

test('another export may be appended behind the totals of the first', () => {
  const content = Buffer.concat([contentOf('nfdump-1.7.1.csv'), contentOf('nfdump-1.7.4.csv')]);
  const result = parseAll(NFDUMP_CSV, content, 97);
  assert.equal(result.parsed, 7);
  assert.equal(accounted(result), result.read);
});

test('broken lines are rejected with the reason', () => {
  assert.equal(accounted(recent), recent.read);
  assert.deepEqual(reasonsOf(recent.rejects), [
    [5, 'the source or the destination is no address'],
    [6, '8 cells, the header names 12'],
    [7, 'packets or bytes are no whole number'],
  ]);
});

test('statistics of nfdump and other tables with addresses are not taken for flows', () => {
  const statistics =
    'ts,te,td,pr,val,fl,flP,ipkt,ipktP,ibyt,ibytP,ipps,ibps,ibpp\n2026-03-02 10:00:01,2026-03-02 10:00:02,0.900,any,198.51.100.7,3,75.0,4,80.0,278,87.4,4,2471,69\n';
  const other = 'firstSeen,srcAddr,dstAddr,who\n2026-03-02 10:00:01,192.0.2.10,192.0.2.11,alice\n';
  for (const text of [statistics, other]) {
    assert.notEqual(recognise(headOf(Buffer.from(text)), FORMATS).format?.name, 'nfdump-csv');
  }
});

test('An exporter whose clock is 49.7 days late is said, and a flow that ends before it begins is rejected', () => {
  const rest = `0,0,1,40,0,0,0,0,0,0,0,0,0,0,0.0.0.0,0.0.0.0,0,0,${Array.from({ length: 4 }, () => '00:00:00:00:00:00').join(',')},${Array.from({ length: 10 }, () => '0-0-0').join(',')},    0.000,    0.000,    0.000,127.0.0.1,0/0,1,2026-11-29 17:35:41.013`;
  const flow = (start: string, end: string) =>
    `${start},${end},0.000,192.0.2.10,198.51.100.1,40000,22,TCP,......S.,${rest}`;
  const header = `ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,ismc,odmc,idmc,osmc,mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr`;
  const late = flow('2026-12-24 22:12:47', '2026-12-24 22:12:47');
  const turned = flow('2026-12-25 00:04:27', '2026-12-24 22:02:47');
  const { rows, rejects, notes } = parseAll(NFDUMP_CSV, `${header}\n${late}\n${turned}\n`);
  assert.equal(rows.length, 1);
  assert.equal(rejects[0]?.reason, inEnglish(END_FIRST));
  assert.match(notes.join(' '), /49\.7 days/);
  const right = flow('2026-11-29 17:30:00', '2026-11-29 17:30:01');
  assert.doesNotMatch(parseAll(NFDUMP_CSV, `${header}\n${right}\n`).notes.join(' '), /clock/);
});
