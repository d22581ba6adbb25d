import { protocolName } from '../../net/protocols.ts';

/** Numbers as a language writes them. */
export function figuresOf(locale: string): { count: (value: number) => string } {
  // Made where it is first needed: most languages that are loaded are never written.
  let format: Intl.NumberFormat | undefined;
  return {
    count: (value) => {
      format ??= new Intl.NumberFormat(locale);
      return format.format(value);
    },
  };
}

/** `Lixsyn (19719)`, or the number alone. */
export function processWords({ process, pid }: { process?: string; pid: number }): string {
  return process === undefined ? String(pid) : `${process} (${pid})`;
}

/** `TCP (6)`; 255 is the kernel's "the program writes the header", raw(7). */
export function protocolWords(protocol: number): string {
  return protocol === 255 ? 'IPPROTO_RAW (255)' : `${protocolName(protocol)} (${protocol})`;
}
