import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { BAR_TEXTS } from '../host/stage-bar/words.ts';
import { barWords, HOST_TEXTS, keepWords, say } from '../host/words.ts';
import { getMessage } from '../testing/texts.ts';
import { hostWords } from './host-words.ts';

const ALL = [...HOST_TEXTS, ...BAR_TEXTS];

beforeEach(() => {
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation(getMessage as typeof browser.i18n.getMessage);
  vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en-GB');
  const words = hostWords();
  if (words.type === 'words') keepWords(words);
});

describe('the words of scripts in pages', () => {
  it.each(ALL)('%s reads there as in the locale file', (key) => {
    const filled = ['$2 for €1', '{3}', 'Ann'];
    expect(say(key, ...filled)).toBe(getMessage(key, filled));
    expect(say(key, ...filled)).not.toBe('');
  });

  it('leave empty what is not filled in', () => {
    expect(say('barStages')).toBe(getMessage('barStages'));
  });

  it('say which dates and numbers go with them', () => {
    expect(barWords().locale).toBe('en-GB');
  });
});
