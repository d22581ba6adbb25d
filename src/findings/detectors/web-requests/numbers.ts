import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { addresses, seconds } = SHARED_NUMBERS;

export const REQUEST_NUMBERS = {
  attack_requests: { unit: 'requests', what: 'requests that look like attacks' },
  attack_classes: { unit: 'classes', what: 'classes of attacks that they are of' },
  attack_paths: { unit: 'paths', what: 'distinct paths that they were sent to' },
  attack_answered: { unit: 'requests', what: 'those of them that were answered with 2xx' },
  attack_odd: {
    unit: 'requests',
    what: "those of them whose answer is unlike the path's usual ones by size or time",
  },
  attack_in_two_logs: {
    unit: 'requests',
    what: 'those of them that two logs or more have: the same client, second, method, address and status; each counts once',
  },
  addresses,
  missing_paths: { unit: 'paths', what: 'distinct paths of the client that are missing or refused' },
  asked_paths: { unit: 'paths', what: 'distinct paths that the client asked for' },
  missing_in_window: {
    unit: 'paths in `web_probing.window`',
    what: 'most distinct missing paths of the client in one window',
  },
  pages_read: { unit: 'pages', what: 'distinct pages that the client read' },
  pages_in_window: {
    unit: 'pages in `web_scraping.window`',
    what: 'most distinct pages of the client in one window',
  },
  seconds,
} as const satisfies NumberGroup;
