import type { FileReading } from './evidence-file.ts';

/** As Windows writes text: PowerShell 5.1's `>`, Event Viewer, Notepad's "Unicode". */
export type Utf16 = 'utf-16le' | 'utf-16be';

const SAMPLE_BYTES = 512;
/** Fewer bytes tell nothing. */
const MIN_SAMPLE = 16;

/** UTF-16 whose mark was cut off with the file's beginning: every other byte of a log's text is zero. */
function unmarked(head: Uint8Array): Utf16 | undefined {
  const sample = head.subarray(0, Math.min(SAMPLE_BYTES, head.length - (head.length % 2)));
  if (sample.length < MIN_SAMPLE) return undefined;
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]! += 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < sample.length * 0.3 || Math.min(even, odd) > 0) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  // No text holds control characters but tabs and line ends.
  return /^[\t\r\n\u0020-\u007e\u00a0-\ufffc]+$/.test(text) ? encoding : undefined;
}

/** The encoding that the byte order mark at the beginning names, or the bytes show. Undefined: none, or UTF-32. */
export function utf16Of(head: Uint8Array): Utf16 | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? undefined : 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : unmarked(head);
}

/** The same text as UTF-8, without the mark; half a character at the end is left out. */
export function headToUtf8(head: Uint8Array, encoding: Utf16): Uint8Array {
  return Buffer.from(new TextDecoder(encoding).decode(head, { stream: true }), 'utf8');
}

async function* toUtf8(content: AsyncIterable<Uint8Array>, encoding: Utf16): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const block of content) {
    const text = decoder.decode(block, { stream: true });
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}

/**
 * The file with its content as UTF-8; the hash stays that of the bytes as stored. What is no UTF-16 becomes
 * U+FFFD, as the Encoding Standard has it.
 */
export function asUtf8(opened: FileReading, encoding: Utf16): FileReading {
  return { content: toUtf8(opened.content, encoding), finished: () => opened.finished() };
}
