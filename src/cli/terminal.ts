import { printable } from '../base/printable.ts';
import type { Clock, Environment, Output, Terminal } from '../base/ports.ts';
import type { Phase } from '../desk/phase.ts';
import type { Lang } from '../language/lang.ts';
import { bytesOf, percentSign } from '../language/figures.ts';
import { render } from '../language/render.ts';
import { figures } from '../report/figures.ts';
import { LANGUAGES } from '../report/languages/index.ts';
import { clip } from './fit.ts';
import type { ScreenMessage } from './messages.ts';
import { SCREEN_WORDS } from './words/index.ts';

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
export const bytesText = bytesOf('en-US');

/** `2 minutes 5 seconds`, as the language says it. */
export function durationIn(lang: Lang, seconds: number): string {
  return figures(LANGUAGES[lang].tag, 'UTC').duration(seconds);
}

const PHASES: Readonly<Record<Phase, ScreenMessage>> = {
  survey: { key: 'phaseSurvey', params: {} },
  read: { key: 'phaseRead', params: {} },
  addresses: { key: 'phaseAddresses', params: {} },
  roles: { key: 'phaseRoles', params: {} },
  findings: { key: 'phaseFindings', params: {} },
  claims: { key: 'phaseClaims', params: {} },
  replay: { key: 'phaseReplay', params: {} },
  draw: { key: 'phaseDraw', params: {} },
  write: { key: 'phaseWrite', params: {} },
};

/** A line on stderr that is rewritten in place; on anything but a terminal it writes nothing. */
export class Progress {
  readonly #output: Output;
  readonly #effects: Clock;
  readonly #on: boolean;
  readonly #lang: Lang;
  #phase: ScreenMessage = PHASES.read;
  #began = 0;
  #drawn = 0;

  constructor(quiet: boolean, effects: Clock & Terminal, lang: Lang = 'en') {
    this.#lang = lang;
    this.#output = effects.stderr;
    this.#effects = effects;
    this.#on = !quiet && effects.stderr.isTTY;
  }

  phase(name: Phase): void {
    this.#phase = PHASES[name];
    this.#began = this.#effects.now().getTime();
    this.#draw(`${this.#say(this.#phase)} …`);
  }

  /** At most ten times a second; shows rate and time left. */
  bytes(done: number, total: number, what: string): void {
    if (!this.#on) return;
    const now = this.#effects.now().getTime();
    if (now - this.#drawn < 100) return;
    const seconds = Math.max(0.001, (now - this.#began) / 1000);
    const rate = done / seconds;
    const head = rate > 0 && seconds > 1 ? this.#left((total - done) / rate) : this.#phase;
    const share =
      total > 0 ? `${Math.min(100, Math.floor((100 * done) / total))}${percentSign(this.#lang)}` : '';
    this.#draw(`${this.#say(head)} ${share} · ${bytesText(rate)}/s · ${printable(what)}`);
  }

  end(): void {
    if (this.#on) this.#output.write('\r\u001B[2K');
  }

  #left(seconds: number): ScreenMessage {
    return { key: 'progressLeft', params: { phase: this.#phase, duration: durationIn(this.#lang, seconds) } };
  }

  #say(message: ScreenMessage): string {
    return render(message, SCREEN_WORDS[this.#lang]);
  }

  #draw(text: string): void {
    if (!this.#on) return;
    this.#drawn = this.#effects.now().getTime();
    const width = (this.#output.columns ?? 80) - 1;
    this.#output.write(`\r\u001B[2K${clip(text, width)}`);
  }
}
