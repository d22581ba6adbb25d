#!/usr/bin/env bash
# parquetjs: a flow of three gigabytes in a Parquet file has minus 1.3 GB, and every address above 127.255.255.255 is negative.
#
# Collectors keep flows in Parquet with unsigned columns, as NetFlow has them on the wire: an address and a counter are 32 bits
# without a sign. Parquet stores them in its INT32 and INT64 and says beside it that they are unsigned (UINT_32, UINT_64).
# @dsnp/parquetjs, the kept-up fork of parquetjs, lists both types in its README. A good engineer expects the numbers that
# went in, or an error.
#
# What happens: the reader takes the sign bit for a sign. 3,000,000,000 bytes are -1,294,967,296, the address 203.0.113.1 as
# a number is -889,163,519; a counter that says "unknown" with all bits set is -1. Columns of 8 and 16 bits, ports, are right,
# and so is what is below two to the power of 31, so a test with small numbers passes. Its own writer refuses such a number.
#
# Why it matters: a sum over a day shrinks by exactly its greatest flows: the transfer whose bill is asked for is less than
# nothing, the host that sent most is last in the list. And half of the Internet lies below every prefix it is looked for in.
#
# Instead: add 2**32 (2n ** 64n) to what is negative in a column whose schema says UINT, or read with hyparquet, which does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init --yes > /dev/null
npm install --silent --no-audit --no-fund @dsnp/parquetjs@1.8.9 hyparquet@1.33.0 @duckdb/node-api@1.5.6-r.1 > /dev/null

cat > look.mjs <<'JS'
import assert from 'node:assert/strict';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import parquetjs from '@dsnp/parquetjs';

const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
await duckdb.run(`
  COPY (
    SELECT * FROM (VALUES
      (3405803777::UINTEGER, 443::USMALLINT, 3000000000::UINTEGER, 18446744073709551615::UBIGINT),
      (167772165::UINTEGER, 51000::USMALLINT, 1200000::UINTEGER, 7::UBIGINT)
    ) flows (source, port, bytes, flow_hash)
  ) TO 'flows.parquet' (FORMAT parquet)`);

async function byParquetjs() {
  const reader = await parquetjs.ParquetReader.openFile('flows.parquet');
  const types = Object.values(reader.getSchema().fields).map(({ name, originalType }) => `${name} ${originalType}`);
  const cursor = reader.getCursor();
  const rows = [];
  for (let row = await cursor.next(); row !== null; row = await cursor.next()) rows.push({ ...row });
  await reader.close();
  return { types, rows };
}

const whole = await parquetReadObjects({ file: await asyncBufferFromFile('flows.parquet') });
const { types, rows } = await byParquetjs();
const bytes = (list) => list.reduce((sum, row) => sum + row.bytes, 0);
const shown = (list) => list.map((row) => Object.values(row).join(' ')).join(' | ');
console.log(`program    @dsnp/parquetjs 1.8.9; the file is DuckDB's (@duckdb/node-api 1.5.6-r.1), read also by hyparquet 1.33.0`);
console.log(`schema     ${types.join(', ')} (as parquetjs itself says)`);
console.log(`hyparquet  ${shown(whole)}; ${bytes(whole)} bytes`);
console.log(`parquetjs  ${shown(rows)}; ${bytes(rows)} bytes`);
console.log('hurt       who pays by these sums, and whoever is not found because the greatest sender is the last');

assert.ok(types.includes('source UINT_32') && types.includes('bytes UINT_32'));
assert.equal(whole[0].source, 3405803777);
assert.equal(bytes(whole), 3001200000);
assert.equal(rows[0].source, 3405803777 - 2 ** 32);
assert.equal(rows[0].bytes, 3000000000 - 2 ** 32);
assert.equal(rows[0].flow_hash, -1n);
assert.deepEqual(rows.map((row) => row.port), [443, 51000]);
assert.equal(bytes(rows), 3001200000 - 2 ** 32);
JS
node look.mjs
