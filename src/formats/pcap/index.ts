import type { Format } from '../format.ts';
import { PCAP } from './pcap.ts';
import { PCAPNG } from './pcapng.ts';

export const FORMATS: readonly Format[] = [PCAP, PCAPNG];
export { PCAP_ROWS as ROWS } from './sentences.ts';
