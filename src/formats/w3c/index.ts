import type { Format } from '../format.ts';
import { IIS_W3C } from './iis-w3c.ts';
import { HTTPERR } from './httperr.ts';
import { EXCHANGE_HTTPPROXY } from './exchange-httpproxy.ts';

export const FORMATS: readonly Format[] = [IIS_W3C, HTTPERR, EXCHANGE_HTTPPROXY];
