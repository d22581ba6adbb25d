import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './support.ts';

/** Every `*.test.ts` under the folder but fixtures, however deep it lies, in the order of their paths. */
function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'fixtures' ? [] : testFiles(path);
      return entry.name.endsWith('.test.ts') ? [path] : [];
    })
    .sort();
}

/**
 * What those files were compiled to. It starts at the sources, so that what an earlier build left behind is not run.
 * @throws Error if there is none, or one was not compiled
 */
export function compiledTests(folder: string): string[] {
  const files = testFiles(folder).map((path) =>
    join(ROOT, 'dist', relative(ROOT, path).replace(/\.ts$/, '.js')),
  );
  const missing = files.filter((path) => !existsSync(path));
  if (files.length === 0) throw new Error(`no test lies under ${folder}`);
  if (missing.length > 0) throw new Error(`not compiled: ${missing.join(', ')}; run npm run build`);
  return files;
}
