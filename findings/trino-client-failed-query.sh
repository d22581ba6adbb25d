#!/usr/bin/env bash
# trino-client: a query that fails gives its rows so far, or none, and no error.
#
# Trino answers a query page by page, each with HTTP 200. A query that fails, in the middle too (a worker is lost, a limit of
# memory or time is reached, a file of the lake is broken), ends with a page whose field `error` says so: the protocol's
# documentation has it. A good engineer expects a client to throw then, as Trino's own for Python and Java do; trino-client's
# README takes rows from `result.data ?? []`.
#
# What happens: that page comes as a result like any other, without `data`. Iterating ends normally. The rows before the
# failure look like all there are; of a query that fails at once, an empty list is all there is.
#
# Why it matters: "which hosts called this address" that ran out of memory, or whose column has another name, answers "none",
# and a desk writes that nothing was found.
#
# Instead: look at `error` of each page, and throw.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init --yes > /dev/null
npm install --silent --no-audit --no-fund trino-client@0.2.9 > /dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check trino==0.338.0

# A coordinator of three pages, as a real one sends them (Trino 476): accepted, two rows, failed.
cat > coordinator.mjs <<'JS'
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';

const columns = [
  { name: 'src', type: 'varchar', typeSignature: { rawType: 'varchar', arguments: [{ kind: 'LONG', value: 2147483647 }] } },
];
const error = {
  message: 'Query exceeded per-node memory limit of 1GB',
  errorCode: 131079,
  errorName: 'EXCEEDED_LOCAL_MEMORY_LIMIT',
  errorType: 'INSUFFICIENT_RESOURCES',
  failureInfo: { type: 'io.trino.ExceededMemoryLimitException', message: 'memory', suppressed: [], stack: [] },
};
const server = createServer((request, response) => {
  const at = `http://127.0.0.1:${server.address().port}`;
  const id = '20261101_000000_00001_abcde';
  const stats = (state) => ({
    state, queued: false, scheduled: true, nodes: 1, totalSplits: 1, queuedSplits: 0, runningSplits: 0, completedSplits: 1,
    cpuTimeMillis: 1, wallTimeMillis: 1, queuedTimeMillis: 0, elapsedTimeMillis: 1, processedRows: 2, processedBytes: 2,
    physicalInputBytes: 2, physicalWrittenBytes: 0, peakMemoryBytes: 0, spilledBytes: 0,
  });
  const page = {
    '/v1/statement': { nextUri: `${at}/v1/statement/executing/${id}/1`, stats: stats('QUEUED') },
    [`/v1/statement/executing/${id}/1`]: {
      nextUri: `${at}/v1/statement/executing/${id}/2`, columns, data: [['10.0.0.5'], ['10.0.0.9']], stats: stats('RUNNING'),
    },
    [`/v1/statement/executing/${id}/2`]: { columns, error, stats: stats('FAILED') },
  }[request.url.split('?')[0]];
  request.resume();
  response.setHeader('content-type', 'application/json');
  response.statusCode = page === undefined ? 404 : 200;
  response.end(JSON.stringify(page === undefined ? {} : { id, infoUri: `${at}/ui/query.html?${id}`, warnings: [], ...page }));
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
JS
node coordinator.mjs &
trap 'kill %1; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done

cat > ask.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Trino } from 'trino-client';

const { version } = JSON.parse(readFileSync('node_modules/trino-client/package.json', 'utf8'));
const trino = Trino.create({ server: `http://127.0.0.1:${readFileSync('port', 'utf8')}`, catalog: 'lake', schema: 'cases' });
const answer = await trino.query('SELECT src FROM flows WHERE dst = \'203.0.113.9\'');
const rows = [];
let thrown;
try {
  for await (const page of answer) rows.push(...(page.data ?? []));
} catch (error) {
  thrown = error;
}
console.log('program   trino-client', version, '; the server says EXCEEDED_LOCAL_MEMORY_LIMIT after two rows');
console.log('answer   ', JSON.stringify(rows), thrown === undefined ? 'and no error' : `and ${thrown}`);
assert.deepEqual(rows, [['10.0.0.5'], ['10.0.0.9']]);
assert.equal(thrown, undefined);
JS
node ask.mjs

cat > ask.py <<'PY'
from importlib.metadata import version

import trino

cursor = trino.dbapi.connect(host='127.0.0.1', port=int(open('port').read()), user='desk', http_scheme='http').cursor()
try:
    cursor.execute('SELECT 1')
    print(cursor.fetchall())
    said = None
except trino.exceptions.TrinoQueryError as error:
    said = error.error_name
print('beside it trino', version('trino'), '(PyPI) raises', said)
print('hurt      who asks which hosts did it, and reads "none" or half of them')
assert said == 'EXCEEDED_LOCAL_MEMORY_LIMIT'
PY
venv/bin/python ask.py
