import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { concluded } from '../../src/cases/conclusion.ts';

/** The real file system with a clock that stands still and ids that count up. */
export function world(changes: Partial<Effects> = {}): Effects {
  let ids = 0;
  return {
    ...nodeEffects(1),
    now: () => new Date('2026-11-21T20:00:00Z'),
    uuid: () => `7f3a9c00-0000-4000-8000-${(ids += 1).toString().padStart(12, '0')}`,
    ...changes,
  };
}

/** A world whose disk does not wait: for tests of thousands of writes. */
export function hasty(): Effects {
  const real = world();
  const open: typeof real.fs.open = async (...args) => {
    const handle = await real.fs.open(...args);
    handle.sync = () => Promise.resolve();
    return handle;
  };
  return { ...real, fs: { ...real.fs, open } };
}

/** A case in which nothing was found. */
export function emptyDocument(): CaseDocument {
  return concluded({
    schema: 'abusedesk.case/1',
    id: '',
    opened: '2000-01-01T00:00:00Z',
    claims: [],
    evidence: [],
    findings: [],
    verdicts: [],
    culprits: [],
    sources: [],
    tables: [],
    letters: [],
    gaps: [],
    next: [],
    timeline: [],
    series: [],
  });
}
