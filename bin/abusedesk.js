#!/usr/bin/env node
const entry = new URL('../dist/src/cli/main.js', import.meta.url);
const { existsSync } = await import('node:fs');
if (!existsSync(entry)) {
  process.stderr.write('abusedesk: it is not built yet.\n  Run: npm ci\n');
  process.exit(2);
}
const { run } = await import(entry.href);
await run(process.argv.slice(2));
