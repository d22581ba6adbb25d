import { printable } from '../base/printable.ts';
import type { Clock, Environment, Output, Terminal } from '../base/ports.ts';
import { clip } from './fit.ts';

/** Styles are never needed to understand the text: they are left out when there is no terminal. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  /** Only for what must be done now. */
  urgent(text: string): string;
  accent(text: string): string;
}

function paint(on: boolean, code: number): (text: string) => string {
  return on ? (text) => `\u001B[${code}m${text}\u001B[0m` : (text) => text;
}

/** @param color false for `--no-color`; NO_COLOR in the environment means the same (no-color.org) */
export function style(output: Output, color: boolean, effects: Environment): Style {
  const on = color && output.isTTY && !effects.env['NO_COLOR'] && effects.env['TERM'] !== 'dumb';
  return { bold: paint(on, 1), dim: paint(on, 2), urgent: paint(on, 31), accent: paint(on, 36) };
}

/** `1.4 GiB`, `980 B`: two significant figures, binary units. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}

/** `2 min 5 s`; whole seconds. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A line on stderr that is rewritten in place; on anything but a terminal it writes nothing. */
export class Progress {
  readonly #output: Output;
  readonly #effects: Clock;
  readonly #on: boolean;
  #phase = '';
  #began = 0;
  #drawn = 0;

  constructor(quiet: boolean, effects: Clock & Terminal) {
    this.#output = effects.stderr;
    this.#effects = effects;
    this.#on = !quiet && effects.stderr.isTTY;
  }

  /** Begins a phase: `Reading`, `Looking for scans`. */
  phase(name: string): void {
    this.#phase = name;
    this.#began = this.#effects.now().getTime();
    this.#draw(`${name} …`);
  }

  /** At most ten times a second; shows rate and time left. */
  bytes(done: number, total: number, what: string): void {
    const now = this.#effects.now().getTime();
    if (now - this.#drawn < 100) return;
    const seconds = Math.max(0.001, (now - this.#began) / 1000);
    const rate = done / seconds;
    const left = rate > 0 && seconds > 1 ? `, ${durationText((total - done) / rate)} left` : '';
    const share = total > 0 ? `${Math.min(100, Math.floor((100 * done) / total))} %` : '';
    this.#draw(`${this.#phase} ${share} · ${bytesText(rate)}/s${left} · ${printable(what)}`);
  }

  end(): void {
    if (this.#on) this.#output.write('\r\u001B[2K');
  }

  #draw(text: string): void {
    if (!this.#on) return;
    this.#drawn = this.#effects.now().getTime();
    const width = (this.#output.columns ?? 80) - 1;
    this.#output.write(`\r\u001B[2K${clip(text, width)}`);
  }
}
