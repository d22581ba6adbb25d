import { apacheErrorRecord } from '../text/error-lines/apache-error-line.ts';
import { ZONE } from '../../tables/zones.ts';
import { readRecords, recogniseLines } from '../text/line-records.ts';
import { ErrorRows, lineText } from '../rows/error-rows.ts';
import type { LineFormat } from '../format.ts';

interface State {
  zone: string | undefined;
}

const SHAPE =
  /^\[(?:[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,6})? \d{4}|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?)\] \[[\w:-]{1,60}\] /;

/**
 * Apache's error log: what the server refused or could not find, by client; failed logins with passwords of its
 * own (Basic, Digest); ModSecurity's rules where they are logged there.
 */
export const APACHE_ERROR: LineFormat<State> = {
  name: 'apache-error',
  title: 'Apache error log',
  sample:
    '[Fri Oct 10 13:55:36.123456 2025] [authz_core:error] [pid 1234:tid 140] [client 203.0.113.9:52114] ' +
    'AH01630: client denied by server configuration: /var/www/html/.env',
  kind: 'lines',
  table: 'alerts',
  also: ['logins'],
  zone: ZONE.assumed,
  local: true,
  recognise: (head) => recogniseLines(head, SHAPE, 'apache-error'),
  start: (_head, { zone }) => ({ zone }),
  carry: (_chunk, state) => state,
  parse(chunk, { zone }, sink, tally) {
    const rows = new ErrorRows(sink, tally, zone);
    readRecords(chunk, sink, tally, (start, end, line) => {
      const record = apacheErrorRecord(lineText(chunk, start, end, tally));
      return typeof record === 'string' || 'skip' in record ? record : rows.add(record, line);
    });
    rows.note(tally);
  },
};
