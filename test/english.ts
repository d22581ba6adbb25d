import { WORDS } from '../src/cases/translations.ts';
import { render } from '../src/language/render.ts';
import type { Message } from '../src/model/message.ts';

/** What a message says in English; nothing for none. */
export function english(message: Message | '' | undefined): string {
  return message === undefined || message === '' ? '' : render(message, WORDS.en);
}
