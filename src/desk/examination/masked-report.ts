import { join, relative, resolve } from 'node:path';
import { writeAtomic } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import type { Effects, Environment, Files } from '../../base/ports.ts';
import { HONEYPOT } from '../../findings/honeypot/thresholds.ts';
import { limitsOf } from '../../findings/threshold.ts';
import { thresholdsFrom } from '../../findings/thresholds.ts';
import type { Lang } from '../../language/lang.ts';
import type { CaseDocument } from '../../model/case.ts';
import { maskedDocument, maskedPage } from '../../report/honeypot/masked-page.ts';
import { maskedOf } from '../../report/honeypot/masked.ts';
import type { Settings } from '../../settings/settings.ts';
import { pseudonyms } from './mask-key.ts';

/** A page for publishing and the same as data. */
export interface MaskedTexts {
  html: string;
  json: string;
}

/** What may be published of the honeypot's part of a case. */
export async function maskedTexts(
  document: CaseDocument,
  lang: Lang,
  { thresholds }: Pick<Settings, 'thresholds'>,
  effects: Files & Environment,
): Promise<MaskedTexts> {
  const { masked_least: least, masked_share: named } = limitsOf(
    { thresholds: thresholdsFrom(thresholds) },
    HONEYPOT,
  );
  const masked = maskedOf(document, { pseudonym: await pseudonyms(effects), least, named });
  return {
    html: maskedPage(masked, lang),
    json: `${JSON.stringify(maskedDocument(masked, lang), null, 2)}\n`,
  };
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way.startsWith('..') || resolve(way) === way);
}

/**
 * Writes both beside one another: `NAME.html` and `NAME.json`. The case is not touched.
 * @param output what the page is to be called
 * @throws UserError where that lies in the case folder, or cannot be written
 */
export async function writeMasked(
  output: string,
  dir: string,
  { html, json }: MaskedTexts,
  effects: Effects,
): Promise<{ path: string; json: string }> {
  const path = resolve(effects.cwd(), output.endsWith('.html') ? output : `${output}.html`);
  const data = `${path.slice(0, -'.html'.length)}.json`;
  if (isInside(resolve(effects.cwd(), dir), path))
    throw new UserError('what is to be published does not belong into the case folder', {
      file: path,
      hint: `Name another place with --output, such as ${join('..', 'masked.html')}.`,
    });
  for (const [file, text] of [
    [path, html],
    [data, json],
  ] as const) {
    try {
      await writeAtomic(file, text, effects);
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      throw new UserError(`the report cannot be written (${code})`, {
        file,
        hint: 'Name another file with --output.',
        cause: error,
      });
    }
  }
  return { path, json: data };
}
