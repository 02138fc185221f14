import { durationWords as inLanguage } from '../lib/duration.ts';
import { locale } from './text.ts';

/** A length of time as people say it, in their language. */
export function durationWords(milliseconds: number, language: string = locale()): string {
  return inLanguage(milliseconds, language);
}
