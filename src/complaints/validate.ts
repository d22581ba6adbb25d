// Without a port: the schemas are files of this package, read where they lie.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

// The official schemas of XARF v4.2.0 and of v3, MIT; see the LICENSE beside them.
const SCHEMAS = new URL('../../../schemas/xarf/', import.meta.url);

/** Which schema a document is held against: that of a type of v4 (`login_attack`), or `v3`. */
type SchemaName = string;

let compiled: ((name: SchemaName) => ValidateFunction | undefined) | undefined;

function idOf(name: SchemaName): string {
  return name === 'v3'
    ? 'https://xarf.org/schemas/v3/xarf-v3-legacy.json'
    : `https://xarf.org/schemas/v4/types/connection-${name.replaceAll('_', '-')}.json`;
}

/** The schemas are read when the first document is checked. */
function load(): (name: SchemaName) => ValidateFunction | undefined {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  // With the formats: whether a source is an address decides what a login attack must have.
  formats.default(ajv);
  const files = [
    'xarf-core.json',
    'xarf-v3-legacy.json',
    ...readdirSync(new URL('types/', SCHEMAS)).map((name) => `types/${name}`),
  ];
  for (const file of files) {
    const schema: object = JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8'));
    // Not checked itself: under `$defs` v3's has a table of names, which is no schema.
    ajv.addSchema(schema, undefined, false, false);
  }
  return (name) => ajv.getSchema(idOf(name));
}

function worded({ instancePath, message }: ErrorObject): string {
  return `${instancePath === '' ? '/' : instancePath} ${message ?? 'is wrong'}`;
}

/** What is wrong with a document by the official schema of its type; empty: nothing. */
export function problemsOf(document: object, name: SchemaName): string[] {
  compiled ??= load();
  const validate = compiled(name);
  if (validate === undefined) return [`there is no schema of ${name}`];
  return validate(document) ? [] : (validate.errors ?? []).map(worded);
}
