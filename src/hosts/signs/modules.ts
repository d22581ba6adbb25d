import type { Facts, ModuleFact } from '../facts.ts';
import type { Sign } from './host.ts';

/**
 * Marks of a module, by the kernel's tainted-kernels.rst (2026-11): F loaded by force, O built outside the kernel's tree, E not
 * signed. Drivers of makers have them too, so that they count only of what is not installed.
 */
const FOREIGN = /[FOE]/;
/** The same as bits of the kernel's own mark: 1, 12 and 13. */
const BITS: readonly (readonly [number, string])[] = [
  [1, 'F'],
  [12, 'O'],
  [13, 'E'],
];

export function isForeign({ flags = '' }: ModuleFact): boolean {
  return FOREIGN.test(flags);
}

/** Modules that hide, that nobody installed, and marks that no module explains. */
export function moduleSigns({ modules, kernels }: Facts): Sign[] {
  const signs = modules.flatMap((module): Sign[] => {
    const { name, listed, installed, flags, origin } = module;
    const common = {
      type: 'infected_host' as const,
      severity: 'high' as const,
      subject: { path: name },
      origins: [origin],
    };
    if (!listed) {
      const message = { key: 'hiddenModule' as const, params: { name } };
      return [{ ...common, detector: 'hidden-module', certainty: 'confirmed', message }];
    }
    if (installed !== false || flags === undefined || !isForeign(module)) return [];
    const message = { key: 'foreignModule' as const, params: { name, flags } };
    return [{ ...common, detector: 'foreign-module', certainty: 'likely', message }];
  });
  for (const { taint, origin } of kernels) {
    const marks = BITS.filter(([bit]) => Math.floor(taint / 2 ** bit) % 2 === 1).map(([, mark]) => mark);
    if (marks.length === 0 || modules.some((module) => isForeign(module) || !module.listed)) continue;
    signs.push({
      detector: 'tainted-kernel',
      type: 'infected_host',
      certainty: 'cannot_tell',
      severity: 'medium',
      subject: {},
      message: { key: 'taintedKernel', params: { flags: marks.join('') } },
      origins: [origin],
    });
  }
  return signs;
}
