import { worded } from '../worded.ts';
import { CLOUDWATCH_BATCH, CLOUDWATCH_CSV, CLOUDWATCH_JSON } from './cloudwatch.ts';
import { COLLECTOR_JSON } from './collector.ts';
import { DOCKER_JSON } from './docker.ts';
import { behind } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { GREP_CONTEXT } from './grep-context.ts';
import { JOURNAL_EXPORT, JOURNAL_PRETTY, JOURNAL_VERBOSE } from './journal.ts';
import { SYSLOG } from './syslog.ts';

const TIME = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`;
const COLOUR = String.raw`(?:\x1b\[[\d;]{0,10}m)`;

/**
 * The envelopes that are known, the more certain first. Sources: Docker documentation, "JSON File logging driver";
 * Kubernetes documentation, "Logging Architecture" (the CRI's format); AWS documentation, "Exporting log data to
 * Amazon S3" and `aws logs tail`; read 2026-11.
 */
export const ENVELOPES: readonly Envelope[] = [
  GREP_CONTEXT,
  DOCKER_JSON,
  behind(worded('envCri'), new RegExp(`^${TIME} (?:stdout|stderr) ([FP])(?::\\w{1,10})? `)),
  behind(worded('envKubectl'), /^\[pod\/[\w.-]{1,253}\/[\w.-]{1,63}\] /),
  behind(worded('envCompose'), new RegExp(`^${COLOUR}{0,3}[\\w.@-]{1,128} {0,60}\\| ${COLOUR}{0,3}`)),
  // What a dash follows is a client, and its identity.
  behind(worded('envStream'), new RegExp(`^${TIME}[ \\t](?!\\S{1,512} -? ?-)[^ \\t]{1,512}[ \\t]`)),
  behind(worded('envTime'), new RegExp(`^${TIME}[ \\t]`)),
  SYSLOG,
  COLLECTOR_JSON,
  CLOUDWATCH_JSON,
  CLOUDWATCH_BATCH,
  CLOUDWATCH_CSV,
  JOURNAL_EXPORT,
  JOURNAL_PRETTY,
  JOURNAL_VERBOSE,
  behind(worded('envQuoted'), /^(?:> ?){1,8}/),
  {
    ...behind(worded('envGrep'), /^(?:[A-Za-z]:)?[^:\s"'<>{}[\]]{1,400}:(?:\d{1,9}:)?/),
    doubtful: true,
  },
];
