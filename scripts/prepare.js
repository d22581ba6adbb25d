// npm runs this behind `npm ci` and before it packs. Without the development packages there is no compiler; then one
// sentence says what to do, where npm's own error would not.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runNpm } from './npm.js';

if (existsSync(fileURLToPath(new URL('../node_modules/typescript', import.meta.url)))) {
  process.exitCode = runNpm(['run', 'build'], 'inherit').status ?? 1;
} else {
  process.stderr.write('abusedesk is not built: that takes the development packages, so run: npm ci\n');
}
