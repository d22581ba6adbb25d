import { createRequire } from 'node:module';
import type * as DuckDB from '@duckdb/node-api';

/**
 * DuckDB's library. It is CommonJS of some two hundred small files, and to import it Node would first scan each
 * for its exports: as `require` it loads in a third of the time.
 */
const require = createRequire(import.meta.url);
const api: typeof DuckDB = require('@duckdb/node-api');

export const {
  DOUBLE,
  DuckDBBlobValue,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  StatementType,
  VARCHAR,
} = api;
