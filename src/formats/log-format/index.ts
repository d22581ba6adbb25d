import type { Format } from '../format.ts';
import { LOG_FORMAT } from './log-format.ts';
import { WEB_SERVER_CONFIG } from './web-server-config.ts';

export const FORMATS: readonly Format[] = [LOG_FORMAT, WEB_SERVER_CONFIG];
export { LOG_FORMAT_ROWS as ROWS } from './sentences.ts';
