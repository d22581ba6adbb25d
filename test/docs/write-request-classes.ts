import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support.ts';
import { measureClasses } from '../findings/web-classes/measure.ts';
import { classesPart, CLASSES_BEGIN, CLASSES_END } from '../findings/web-classes/page.ts';

/** Writes the figures of the classes of requests into `docs/reference/detection.md`; `npm run build:classes` runs it, and a test compares. */
const page = join(ROOT, 'docs', 'reference', 'detection.md');
const text = existsSync(page) ? readFileSync(page, 'utf8') : '# How well it detects\n';
const [begin, end] = [text.indexOf(CLASSES_BEGIN), text.indexOf(CLASSES_END)];
const part = classesPart(measureClasses());
const [before, after] =
  begin < 0 ? [`${text.trimEnd()}\n\n`, '\n'] : [text.slice(0, begin), text.slice(end + CLASSES_END.length)];
writeFileSync(page, `${before}${part}${after}`);
