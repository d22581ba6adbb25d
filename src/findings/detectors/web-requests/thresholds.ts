import type { ThresholdGroup } from '../../threshold.ts';

export const WEB_ATTACK = {
  name: 'web_attack',
  thresholds: {
    requests: {
      default: 5,
      unit: 'requests',
      what: 'requests of one client that look like attacks',
      source: 'definition: one or two may be a search for something odd; whoever tries for a hole tries more',
    },
    usual_answers: {
      default: 5,
      unit: 'answers',
      what: 'ordinary answers of a path that must be known, to call another answer unlike them',
      source: 'definition: of fewer nobody knows what is usual',
    },
    larger: {
      default: 1.5,
      unit: 'times',
      what: 'how much larger, or later, an answer is than the largest or latest ordinary one of its path',
      source: 'definition: pages of one path differ, and hardly by half beyond the largest of all',
    },
    slow: {
      default: 5,
      unit: 's',
      what: 'least time of an answer to SQL or a command that may have been told to wait',
      source: 'OWASP, Web Security Testing Guide, SQL Injection: time delay of 5 and 10 seconds',
    },
    alike: {
      default: 3,
      unit: 'paths',
      what: 'attacked paths whose answers have the very same size: a page for everything that is not there',
      source: 'definition',
    },
    clock_seconds: {
      default: 2,
      unit: 's',
      what: 'how far the clocks of two logs of the same traffic may be apart for a request in both to count once',
      source:
        'definition: one log has when a request came and the other when it was answered, and clocks are set once in a while',
    },
    clock_share: {
      default: 0.9,
      unit: 'share of lines',
      what: 'of the smaller log, the attacks that the other one has as well, for both to be of the same traffic',
      source: 'definition: of two servers that share the work each has its own half',
    },
    clock_urls: {
      default: 5,
      unit: 'addresses of requests',
      what: 'distinct requests that both logs must have for that',
      source: 'definition: who asks for one thing again and again meets himself in any two logs',
    },
  },
} as const satisfies ThresholdGroup;

export const WEB_PROBING = {
  name: 'web_probing',
  thresholds: {
    window: {
      default: 300,
      unit: 's',
      what: 'time in which the missing paths of one client are counted',
      source: 'Zeek policy/misc/scan: 5 minutes',
    },
    paths: {
      default: 25,
      unit: 'paths',
      what: 'distinct paths that are missing or refused, asked for by one client in one window without a page that led there',
      source: 'Zeek policy/misc/scan: addr_scan_threshold 25, applied to paths',
    },
    share: {
      default: 0.8,
      unit: 'share of paths',
      what: 'of all paths that the client asked for, those that are missing or refused',
      source: 'Jung et al. 2004 (TRW): a scanner succeeds with probability 0.2',
    },
  },
} as const satisfies ThresholdGroup;

export const WEB_SCRAPING = {
  name: 'web_scraping',
  thresholds: {
    window: {
      default: 3600,
      unit: 's',
      what: 'time in which the pages of one client are counted',
      source: 'definition: an hour',
    },
    pages: {
      default: 300,
      unit: 'pages',
      what: 'distinct pages that one client read in one window',
      source: 'definition: one every twelve seconds for an hour, and none of them twice, is nobody who reads',
    },
    assets: {
      default: 0.02,
      unit: 'share of requests',
      what: 'most of the requests that are for images, styles and scripts, which a browser loads with each page',
      source: 'definition',
    },
    usual_assets: {
      default: 0.1,
      unit: 'share of requests',
      what: 'least of the requests of the whole log that are for those; else the site has none, and nothing follows',
      source: 'definition: a server of an interface for programs is read by programs',
    },
  },
} as const satisfies ThresholdGroup;
