import type { CaseDocument } from '../../model/case.ts';
import type { Surroundings } from '../../actions/contain/surroundings.ts';
import type { SeenFlow } from './flows.ts';

/** The other side of what shall be cut, as a notice, a finding or the user names it. */
export interface Target {
  /** Absent: whoever it is. */
  remote?: string;
  /** Absent: every port. */
  port?: number;
}

/** A finding names a few of its targets one by one; where it has more, its ports tell them. */
const MOST_PORTS = 20;

/**
 * Whom the notices and findings of a case accuse the instance of calling. Notices that are forged accuse nobody.
 * @param addresses of the instance
 */
export function accusedTargets(
  { claims, findings }: CaseDocument,
  { instance, interfaces }: Surroundings,
): Target[] {
  const addresses = new Set(interfaces.flatMap((one) => one.addresses));
  const claimed = claims
    .filter(({ authenticity }) => authenticity.verdict !== 'forged')
    .flatMap(({ flows }) =>
      flows.flatMap(({ remote, remote_ports: ports = [] }): Target[] => {
        if (remote === undefined) return ports.map((port) => ({ port }));
        return ports.length === 0 ? [{ remote }] : ports.map((port) => ({ remote, port }));
      }),
    );
  const found = findings
    .filter(
      ({ subject, direction }) =>
        direction !== 'inbound' &&
        (subject.instance === instance || (subject.address !== undefined && addresses.has(subject.address))),
    )
    .flatMap(({ targets: { hosts, ports, sample } }): Target[] => {
      const few = sample.length >= hosts;
      if (ports.length === 0 || ports.length > MOST_PORTS)
        return few ? sample.map((remote) => ({ remote })) : [];
      return few
        ? sample.flatMap((remote) => ports.map((port) => ({ remote, port })))
        : ports.map((port) => ({ port }));
    });
  return [...claimed, ...found];
}

/** The flows that the instance, or nobody knows who, began to one of the targets. */
export function flowsTo(targets: readonly Target[], flows: readonly SeenFlow[]): SeenFlow[] {
  const whole = new Set(targets.map(({ remote, port }) => `${remote ?? '*'} ${port ?? '*'}`));
  return flows.filter(({ remote, port, began }) => {
    if (began === 'remote') return false;
    return (
      whole.has(`${remote} *`) ||
      (port !== undefined && (whole.has(`${remote} ${port}`) || whole.has(`* ${port}`)))
    );
  });
}
