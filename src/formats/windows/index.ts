import type { Format } from '../format.ts';
import { WINDOWS_EVENTS_XML } from './windows-events-xml.ts';
import { WINDOWS_FIREWALL } from './windows-firewall.ts';
import { WINDOWS_SECURITY_CSV } from './windows-security-csv.ts';
import { WINDOWS_SECURITY_JSON } from './windows-security-json.ts';

export const FORMATS: readonly Format[] = [
  WINDOWS_FIREWALL,
  WINDOWS_SECURITY_CSV,
  WINDOWS_SECURITY_JSON,
  WINDOWS_EVENTS_XML,
];
export { WINDOWS_ROWS as ROWS } from './sentences.ts';
