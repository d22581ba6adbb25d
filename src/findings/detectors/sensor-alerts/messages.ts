import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { SENSOR_NUMBERS } from './numbers.ts';

/** Whom the sensors speak of: an address, whose it is, and what it is called here. */
export interface Who {
  address: string;
  provider?: string;
  name?: string;
}

/** How severe a sensor calls it. */
export type Level = 'high' | 'medium' | 'low';

/** Columns of the family's tables that the report has no names for. */
interface ColumnNames {
  name_sensor: Nothing;
  name_rule: Nothing;
  name_message: Nothing;
  name_severity: Nothing;
  name_alerts: Nothing;
  name_blocked: Nothing;
  name_passed: Nothing;
  name_rules: Nothing;
  name_address: Nothing;
  name_url: Nothing;
  name_hash: Nothing;
  name_window_start: Nothing;
}

/** What the detectors of other systems' verdicts say, and their rules. */
export interface SensorMessages extends NamesOf<typeof SENSOR_NUMBERS>, ColumnNames {
  /** `said`: a clause of each sensor; `peak` alerts in one window of `minutes`, absent where there was one alert. */
  sensorsSayOf: Who & { own: boolean; said: Message[]; when: Span; peak?: number; minutes: number };
  /** `reported`: reports and bans. */
  sensorsSayOfOthers: {
    addresses: number;
    own: boolean;
    reported: number;
    blocked: number;
    passed: number;
    when: Span;
  };
  /** A clause: what one sensor reports. `rule` and `url` are the most frequent ones; absent: it names none. */
  sensorReported: {
    sensor: string;
    reported: number;
    /** They are requests of the web; else whatever the sensor looks at. */
    web: boolean;
    level: Level;
    blocked: number;
    passed: number;
    rule?: string;
    rules: number;
    url?: string;
    urls: number;
    targets: string[];
  };
  /** A clause: what shut it out, by which of its rules. */
  sensorBanned: { sensor: string; bans: number; rules: string[] };
  sensorRule: { source: Message; grave: number; medium: number; bans: number };
  sensorOwnRule: { source: Message; own: number };
  sourceSensors: Nothing;
  filesBrought: {
    sensor: string;
    downloads: number;
    addresses: number;
    files: number;
    urls: number;
    /** The most frequent one. */
    hash?: string;
    url?: string;
    times: number;
    when: Span;
  };
  downloadRule: { source: Message };
  sourceDownloads: Nothing;
  commandsTyped: {
    sensor: string;
    commands: number;
    addresses: number;
    /** Where it was one only. */
    address?: string;
    different: number;
    /** The most frequent one, as the attacker typed it; absent: it is empty. */
    command?: string;
    times: number;
    when: Span;
  };
  commandRule: { source: Message };
  sourceCommands: Nothing;
  tableAlertsByRule: Nothing;
  tableAlertsBySource: Nothing;
  tableAlertsByUrl: Nothing;
  tableAlertBursts: { alerts: number; minutes: number };
  tableDownloads: Nothing;
}

export type SensorMessage = MessageOf<SensorMessages>;
