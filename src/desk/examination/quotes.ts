import type { EvidenceFile } from '../../evidence/evidence-file.ts';
import { quoteLines } from '../../evidence/quote.ts';
import type { LineRef } from '../../model/finding.ts';

/** Attachments that are texts of which a line can be shown. */
const WITH_LINES: ReadonlySet<string> = new Set(['host output', 'host file']);

/** Fills in the text of the original lines that findings and verdicts point to; each file is read once more. */
export async function quote(found: readonly EvidenceFile[], references: readonly LineRef[]): Promise<void> {
  const byPath = new Map<string, LineRef[]>();
  for (const reference of references) {
    const known = byPath.get(reference.evidence);
    if (known === undefined) byPath.set(reference.evidence, [reference]);
    else known.push(reference);
  }
  for (const file of found) {
    const wanted = byPath.get(file.path);
    const { format } = file;
    const hasLines =
      format?.kind === 'lines' || (format?.kind === 'attachment' && WITH_LINES.has(format.role));
    if (wanted === undefined || !hasLines) continue;
    const texts = await quoteLines(
      file,
      wanted.map((reference) => reference.line),
    );
    for (const reference of wanted) {
      const text = texts.get(reference.line);
      if (text !== undefined) reference.text = text;
    }
  }
}
