import type { FlowLog } from '../../../inventory.ts';

/** How long before and after the time in question files are named that hold records of it, in seconds. */
const EARLIER = 600;
/** A record ends up to this long after it began, where the settings do not say (VPC Flow Logs, aggregation interval). */
const LONGEST_RECORD = 600;
/** A file is there about ten minutes after its records, and holds five (VPC Flow Logs, publishing to Amazon S3, 2026-11). */
const DELIVERY = 900;

const HOUR = 3600;

export interface KeyQuestion {
  account: string;
  region: string;
  /** Seconds since 1970 UTC. */
  from: number;
  to: number;
}

/** Where in a bucket the files of a window are. */
export interface KeyPlan {
  bucket: string;
  /** Every key of the window begins with one of these; few others do. */
  prefixes: string[];
  /** Folders of the days that these are in, and of the hours, where each has its own. */
  days: string[];
  hours: string[];
  /** The time that the window's files are named by, seconds since 1970 UTC. */
  files: { from: number; to: number };
  /** Whether a key is a file of the window. */
  takes: (key: string) => boolean;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The folder of a day: `…/2026/11/20/`, or `…/year=2026/month=11/day=20/`. */
function dayFolder(folder: string, { account, region }: KeyQuestion, hive: boolean, at: Date): string {
  const [year, month, day] = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())];
  return hive
    ? `${folder}AWSLogs/aws-account-id=${account}/aws-service=vpcflowlogs/aws-region=${region}/year=${year}/month=${month}/day=${day}/`
    : `${folder}AWSLogs/${account}/vpcflowlogs/${region}/${year}/${month}/${day}/`;
}

/** Seconds since 1970 of a file's name: `…_fl-1234_20261120T1405Z_hash.log.gz`. */
function momentOf(key: string): number {
  const [, year, month, day, hour, minute] =
    /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[^/]{1,200}$/.exec(key) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) / 1000;
}

/**
 * The keys of a flow log's files of a window, as its settings say (VPC User Guide, "Flow log files", 2026-11). A prefix reaches
 * into the file's name, so that of a folder of a day nothing is listed but the window's hours.
 * Undefined: it goes to no bucket, or its settings are not as AWS writes them.
 */
export function keyPlan(log: FlowLog, question: KeyQuestion): KeyPlan | undefined {
  const [, bucket, path = ''] =
    /^arn:aws[\w-]{0,20}:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.{0,500}))?$/.exec(
      log.destination ?? '',
    ) ?? [];
  if (bucket === undefined || log.destinationType !== 's3') return undefined;
  const folder = path.replace(/\/+$/, '');
  const first = question.from - EARLIER;
  const last = question.to + (log.aggregationSeconds ?? LONGEST_RECORD) + DELIVERY;
  const file = `${question.account}_vpcflowlogs_${question.region}_${log.id}_`;
  const prefixes: string[] = [];
  const days = new Set<string>();
  const hours: string[] = [];
  for (let hour = Math.floor(first / HOUR) * HOUR; hour <= last; hour += HOUR) {
    const at = new Date(hour * 1000);
    const day = dayFolder(folder === '' ? '' : `${folder}/`, question, log.hive === true, at);
    const [date, time] = [at.toISOString().slice(0, 10).replaceAll('-', ''), two(at.getUTCHours())];
    const within = log.perHour === true ? `${log.hive === true ? 'hour=' : ''}${time}/` : '';
    prefixes.push(`${day}${within}${file}${date}T${time}`);
    days.add(day);
    if (within !== '') hours.push(`${day}${within}`);
  }
  return {
    bucket,
    prefixes,
    days: [...days],
    hours,
    files: { from: first, to: last },
    takes: (key) => {
      const moment = momentOf(key);
      return moment >= first && moment <= last;
    },
  };
}
