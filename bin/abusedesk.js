#!/usr/bin/env node
import { existsSync, readFileSync, statSync } from 'node:fs';

const at = (path) => new URL(`../dist/${path}`, import.meta.url);

/**
 * Whether the program that was put together is that of the compiled modules: none of what it was made from has
 * changed since, or it is gone, as in the package. After a mere `npx tsc -p .` the modules themselves are run.
 */
function isCurrent() {
  const note = at('program/made-from.json');
  if (!existsSync(note)) return false;
  return Object.entries(JSON.parse(readFileSync(note, 'utf8'))).every(([path, modified]) => {
    const found = statSync(at(path), { throwIfNoEntry: false });
    return found === undefined || found.mtimeMs === modified;
  });
}

const PROGRAM = new URL('../dist/program/cli/main.js', import.meta.url);
const MODULES = new URL('../dist/src/cli/main.js', import.meta.url);
const entry = isCurrent() ? PROGRAM : MODULES;
if (!existsSync(entry)) {
  process.stderr.write('abusedesk: it is not built yet.\n  Run: npm ci\n');
  process.exit(2);
}
const { run } = await import(entry.href);
await run(process.argv.slice(2));
