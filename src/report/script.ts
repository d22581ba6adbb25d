// Without a port: the program's own file, read once as it is loaded.
import { readFileSync } from 'node:fs';

/** The page's only script; it is written for browsers, and is kept as such in `page/`. */
export const SCRIPT = readFileSync(new URL('../../../page/report.js', import.meta.url), 'utf8');
