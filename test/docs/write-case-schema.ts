import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseJsonSchema } from '../../src/model/case.ts';
import { ROOT } from '../support.ts';

/** Writes `docs/reference/case.schema.json`; the build runs it, and a test compares. */
writeFileSync(
  join(ROOT, 'docs', 'reference', 'case.schema.json'),
  `${JSON.stringify(caseJsonSchema(), undefined, 2)}\n`,
);
