import type { Format } from '../format.ts';
import { APACHE_ERROR } from './apache-error.ts';
import { NGINX_ERROR } from './nginx-error.ts';

export const FORMATS: readonly Format[] = [APACHE_ERROR, NGINX_ERROR];
export { ERROR_ROWS as ROWS } from './sentences.ts';
