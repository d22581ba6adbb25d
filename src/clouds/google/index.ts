import type { Cloud } from '../cloud.ts';
import { ALL, CUSTOMERS } from './ranges.ts';

/**
 * Google. What its customers rent is in `cloud.json`; `goog.json` has everything that Google announces, that included.
 * So an address of both has the services `Google` and `Google Cloud`, and one of Google's own only `Google`.
 */
export const GOOGLE: Cloud = {
  name: 'google',
  title: 'Google',
  short: 'Google',
  ranges: [CUSTOMERS, ALL],
};
