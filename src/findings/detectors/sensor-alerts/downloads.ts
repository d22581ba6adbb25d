import type { Row } from '../../../events/engines/engine.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { SENSOR_NUMBERS } from './numbers.ts';

const SOURCE: Message = { key: 'sourceDownloads', params: {} };

/** Every file that came into a honeypot. */
const FILES = "kind = 'download' AND ts IS NOT NULL AND src IS NOT NULL";

/** A row for each sensor, with the file that came most often. */
const SQL_FILES = `SELECT figures.sensor AS sensor, downloads, addresses, address, files, urls, first, last, top.url AS url, top.hash AS hash, times
FROM (
  SELECT sensor, count(*) AS downloads, count(DISTINCT src) AS addresses, min(src) AS address, count(DISTINCT hash) AS files,
    count(DISTINCT url) AS urls, min(ts) AS first, max(ts) AS last
  FROM alerts WHERE ${FILES} GROUP BY sensor
) AS figures JOIN (
  SELECT * FROM (
    SELECT sensor, url, hash, count(*) AS times,
      row_number() OVER (PARTITION BY sensor ORDER BY count(*) DESC, hash, url) AS nth
    FROM alerts WHERE ${FILES} GROUP BY sensor, url, hash
  ) AS ranked WHERE nth = 1
) AS top ON top.sensor = figures.sensor`;

const SQL_FIRST = `SELECT sensor AS subject, evidence, line FROM (
  SELECT sensor, ts, evidence, line, row_number() OVER (PARTITION BY sensor ORDER BY ts, evidence, line) AS nth
  FROM alerts WHERE ${FILES}
) AS ranked WHERE nth <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;

const cellOf = (row: Row, column: string): string => String(row[column] ?? '');

async function detect(context: DetectorContext): Promise<Finding[]> {
  const { engine } = context;
  const rows = await engine.query(`${SQL_FILES} ORDER BY sensor`);
  if (rows.length === 0) return [];
  const lines = linesBySubject(context, await engine.query(SQL_FIRST));
  return rows.map((row): Finding => {
    const sensor = cellOf(row, 'sensor');
    const [from, to] = [cellOf(row, 'first'), cellOf(row, 'last')];
    const [hash, url] = [cellOf(row, 'hash').slice(0, 64), cellOf(row, 'url').slice(0, 300)];
    const [downloads, addresses] = [Number(row['downloads']), Number(row['addresses'])];
    const [files, urls] = [Number(row['files']), Number(row['urls'])];
    return {
      id: [fileDownloads.name, sensor, from].join('|'),
      type: 'malware',
      detector: fileDownloads.name,
      subject: addresses === 1 ? { address: cellOf(row, 'address') } : {},
      direction: 'inbound',
      targets: { hosts: 0, ports: [], sample: [] },
      from,
      to,
      numbers: numbersOf(SENSOR_NUMBERS, {
        downloads,
        different_files: files,
        urls,
        addresses,
        seconds: Math.round(secondsOf(to) - secondsOf(from)),
      }),
      confidence: 0.9,
      severity: 'medium',
      message: {
        key: 'filesBrought',
        params: {
          sensor,
          downloads,
          addresses,
          files,
          urls,
          ...(hash !== '' && { hash }),
          ...(url !== '' && { url }),
          times: Number(row['times']),
          when: { from, to },
        },
      },
      rule_message: { key: 'downloadRule', params: { source: SOURCE } },
      sql: `${SQL_FILES} WHERE figures.sensor = ${engine.dialect.text(sensor)}`,
      lines: lines.get(sensor) ?? [],
    };
  });
}

/** Files that strangers brought into a honeypot. */
export const fileDownloads: Detector = {
  name: 'file-downloads',
  type: 'malware',
  title: 'Strangers bring files into a honeypot',
  source: SOURCE,
  deed: 'malware',
  table: 'alerts',
  accused: () => ({
    steps: [],
    select: `SELECT '${fileDownloads.name}|' || sensor AS finding, src AS address, ts, evidence, line FROM alerts WHERE ${FILES}`,
  }),
  detect,
};
