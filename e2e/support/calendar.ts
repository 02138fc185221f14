import type { Page } from 'puppeteer-core';
import { until } from './ui.ts';

/** A place on the screen. */
export interface Place {
  x: number;
  y: number;
}

/** Where an hour of a day of the week stands; the sheet is scrolled so that it is in sight. */
export function hour(page: Page, day: number, at: number): Promise<Place> {
  return until('the sheet', () =>
    page.evaluate(
      (column, wanted) => {
        const sheet = document.querySelector('.ec-main');
        const cell = document.querySelectorAll('.ec-body .ec-day')[column]?.getBoundingClientRect();
        if (!sheet || !cell || cell.height === 0) return null;
        // From eight to six, as long as nobody has chosen other hours.
        return { x: cell.x + cell.width / 2, y: cell.y + ((wanted - 8) / 10) * cell.height };
      },
      day,
      at,
    ),
  );
}

/** Takes what is there and lets it go elsewhere, with a stop on the way as a hand makes one. */
export async function dragFrom(page: Page, from: Place, to: Place): Promise<void> {
  await page.bringToFront();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
