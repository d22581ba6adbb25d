import { portName } from '../../../../net/ports.ts';
import { about, bytes, count, counted, percent, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ReflectionMessages } from '../messages.ts';

const service = (port: number): string =>
  `UDP port ${port}${portName(port) === undefined ? '' : ` (${portName(port)})`}`;

export const en: WordsOf<ReflectionMessages> = {
  reflectedOn: ({ host, port, sources, packets, bytes: size, when }) =>
    `${host} got ${counted(packets, 'packet')} (${bytes(size)}) that it had not asked for from ${service(port)} of ` +
    `${counted(sources, 'address', 'addresses')}, ${span(when)}: somebody asks them in its name. They are abused, and are not the attackers.`,
  reflectedOnRule: ({ source, sources, size, bytes: least }) =>
    `${source}. In force: ${count(sources)} addresses in a minute, ${count(size)} bytes a packet, ${bytes(least)} in all, no record of ours to them`,
  sourceReflectedOn: () =>
    'Services that amplify: CISA TA14-017A; answers that nobody here asked for, from very many at once: definition',
  reflects: (params) =>
    `${params.who} sent ${params.target ?? counted(params.targets, 'target')} ${bytes(params.bytes)} from ${service(params.port)} for ` +
    `${bytes(params.asked)} of requests (${about(params.factor)} times the payload), ${span(params.when)}: it is used to reflect and amplify a flood.`,
  reflectsRule: ({ source, share, least, most, bytes: size }) =>
    `${source}. In force: ${percent(share)} of the published factor, at least ${count(least)}, ${count(most)} being enough; ${bytes(size)} to one target in ten minutes`,
  sourceReflects: () => 'Amplification factors: CISA TA14-017A; the amount: definition',
  name_bytes_asked: () => 'bytes of requests',
  name_amplification: () => 'amplification factor',
};
