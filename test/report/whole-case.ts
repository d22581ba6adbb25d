// oxlint-disable typescript/no-unsafe-type-assertion -- made by the schema, and read by it
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCase } from '../../src/cases/read-case.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { ROOT } from '../support.ts';

interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  minimum?: number;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
}

/** Something of each kind in every place, optional ones too. */
function instance(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return instance(schema.anyOf[0] ?? {});
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties);
    return Object.fromEntries(entries.map(([name, inner]) => [name, instance(inner)]));
  }
  switch (schema.type) {
    case 'array':
      return [instance(schema.items ?? {})];
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? { text: instance(schema.additionalProperties) }
        : {};
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 0);
    case 'boolean':
      return true;
    default:
      return schema.format === 'date-time' ? '2026-11-20T14:31:07Z' : 'text';
  }
}

/** A case that has every field of the schema, so that the newest one is among them. */
export function wholeCase(): CaseDocument {
  const text = readFileSync(join(ROOT, 'docs', 'reference', 'case.schema.json'), 'utf8');
  const written = instance(JSON.parse(text) as Schema) as Parameters<typeof readCase>[0];
  return readCase(written);
}
