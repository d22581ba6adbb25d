import { affordable } from '../../findings/affordable.ts';
import type { DetectorContext } from '../../findings/detector.ts';
import { honeypotPictures } from '../../findings/honeypot/honeypot.ts';
import type { HoneypotPictures } from '../../findings/honeypot/honeypot.ts';
import { FORMATS } from '../../formats/index.ts';
import type { Evidence } from '../../model/evidence.ts';

const HONEYPOTS = new Set(FORMATS.filter(({ honeypot }) => honeypot === true).map(({ name }) => name));

/**
 * What a honeypot saw. A case is a honeypot's where its own log is in the evidence; of any other case `report --honeypot`
 * gives the same. Whether most of the traffic came unasked is not asked here: an ordinary case shall not pay for it.
 * @param left gets its name where it needed more memory than there may be
 */
export async function honeypotOf(
  evidence: readonly Evidence[],
  context: DetectorContext,
  left: string[],
): Promise<HoneypotPictures | undefined> {
  if (!evidence.some(({ format, parsed }) => HONEYPOTS.has(format) && parsed > 0)) return undefined;
  const [pictures] = await affordable('honeypot', left, async () => [
    await honeypotPictures(context, { because: 'own_log' }),
  ]);
  return pictures;
}
