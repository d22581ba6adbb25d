import type { Format } from '../format.ts';
import { IIS_W3C } from './iis-w3c.ts';
import { HTTPERR } from './httperr.ts';
import { IIS_FTP } from './iis-ftp.ts';
import { EXCHANGE_HTTPPROXY } from './exchange-httpproxy.ts';

export const FORMATS: readonly Format[] = [IIS_W3C, IIS_FTP, HTTPERR, EXCHANGE_HTTPPROXY];
export { W3C_ROWS as ROWS } from './sentences.ts';
