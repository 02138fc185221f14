import puppeteer, { type Browser } from 'puppeteer-core';
import { programOf } from '../test/tools.ts';

/** A Chromium without a window, for pictures. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = programOf('chrome');
  if (!executablePath) {
    throw new Error('Expected Chromium or Chrome, got none. Install it or name it in the variable CHROMIUM.');
  }
  // Chromium has no sandbox for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return puppeteer.launch({ executablePath, args, pipe: true });
}
