import { worded } from '../model/evidence-worded.ts';
import { ZONE } from '../tables/zones.ts';
import type { AttachmentFormat, Head, Recognition } from '../formats/format.ts';
import { readPaste, TEXT_AROUND } from './pastes/read.ts';

/** So many lines are looked at: a mail may say something before it pastes. */
const LINES = 400;

function beginning(head: Head): string {
  const text = Buffer.from(head.bytes.buffer, head.bytes.byteOffset, head.bytes.length).toString('utf8');
  let end = 0;
  for (let line = 0; line < LINES; line++) {
    const next = text.indexOf('\n', end);
    if (next < 0) return text;
    end = next + 1;
  }
  return text.slice(0, end);
}

function recognise(head: Head): Recognition | undefined {
  if (head.text.includes('\u0000')) return undefined;
  // Where the beginning ends is no matter of the text.
  const { outputs, parsed, rejected, skips } = readPaste(`${beginning(head)}\n`, head.name);
  const names = [...new Set(outputs.filter(({ rows }) => rows > 0).map(({ parser }) => parser))];
  const [first] = names;
  if (first === undefined) return undefined;
  const around = skips.find(({ reason }) => reason === TEXT_AROUND)?.count ?? 0;
  // Rows among much else may be there by chance.
  if (parsed < (rejected + around) / 20) return undefined;
  const share = parsed / (parsed + rejected + around);
  return {
    confidence: 0.55 + 0.2 * share,
    because: worded('evHostOutput', { lines: parsed, names: names.slice(0, 4).join(', ') }),
  };
}

/** Outputs of commands on a host, pasted into a file. */
export const HOST_OUTPUT: AttachmentFormat = {
  name: 'host-output',
  title: 'Output of commands on a host: netstat, ss, lsof, ps, ifconfig, last, crontab, Get-Process, …',
  sample: 'raw        0      0 0.0.0.0:6               0.0.0.0:*               7           19719/Lixsyn\n',
  kind: 'attachment',
  role: 'host output',
  zone: ZONE.printed,
  recognise,
};
