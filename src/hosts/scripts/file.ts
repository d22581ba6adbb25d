import type { FileFact } from '../facts.ts';
import { scriptSigns } from './read.ts';

/** What a file of a host, which lies among the evidence, is called there: the path within the innermost archive, and within the copies of UAC. */
function hostPath(evidence: string): string {
  const within = evidence
    .slice(evidence.lastIndexOf('!/') + 1)
    .replace(/^(?:\.?\/)+/, '')
    .replace(/^(?:.*\/)?\[root\]\//, '');
  return `/${within}`;
}

/** A script among the evidence, by its text. @param evidence its path in the manifest */
export function scriptFact(text: string, evidence: string): FileFact {
  return {
    path: hostPath(evidence),
    size: Buffer.byteLength(text),
    signs: scriptSigns(text),
    origin: { evidence, line: 1, by: 'file' },
  };
}
