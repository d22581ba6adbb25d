import type { Format } from '../format.ts';
import { SURICATA_EVE } from './suricata-eve.ts';
import { SURICATA_EVE_JSON } from './suricata-eve-json.ts';
import { SURICATA_FAST } from './suricata-fast.ts';

export const FORMATS: readonly Format[] = [SURICATA_EVE, SURICATA_EVE_JSON, SURICATA_FAST];
export { SURICATA_ROWS as ROWS } from './sentences.ts';
