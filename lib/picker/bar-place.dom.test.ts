import { beforeEach, expect, it, vi } from 'vitest';
import { barPlaceNear } from './bar-place.ts';

/** Boxes as a browser would lay them out: `data-box` is left, top, width, height. */
function lay(page: string): (css: string) => Element {
  document.body.innerHTML = page;
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const [x, y, width, height] = (this.getAttribute('data-box') ?? '0 0 1000 800').split(' ').map(Number);
    return new DOMRect(x, y, width, height);
  });
  vi.spyOn(Element.prototype, 'checkVisibility').mockReturnValue(true);
  return (css) => document.querySelector(css) as Element;
}

beforeEach(() => {
  vi.restoreAllMocks();
  vi.stubGlobal('innerWidth', 1000);
});

it('is below the head in which name and buttons stand beside each other', () => {
  const at = lay(`<main data-box="0 0 1000 800">
    <header class="record-head" data-box="0 0 1000 60">
      <h1 data-box="0 0 500 60">Ovens</h1><div class="tools" data-box="500 0 500 60"></div>
    </header>
    <form data-box="0 60 1000 700"></form>
  </main>`);
  const found = barPlaceNear(at('h1'), at('.tools'));
  expect(found).toMatchObject({ element: at('header'), position: 'after' });
  expect(at(found?.selectors[0] ?? '')).toBe(at('header'));
});

it('is above the record where buttons stand apart from it', () => {
  const at = lay(`<div id="content" data-box="0 0 1000 800">
    <div class="tools" data-box="600 0 400 20"></div><h2 data-box="0 0 500 20">Issue</h2>
    <div class="issue" data-box="0 30 1000 500"><h3 data-box="10 40 300 20">Ovens</h3></div>
  </div>`);
  expect(barPlaceNear(at('h3'), at('.tools'))).toMatchObject({ element: at('.issue'), position: 'before' });
});

it('is not beside a column, and not in one that is too narrow', () => {
  const at = lay(`<div class="page" data-box="0 0 1000 800">
    <nav class="side" data-box="0 0 200 800"><h1 data-box="0 0 200 20">Ovens</h1><a class="act" data-box="0 20 200 20"></a></nav>
    <div class="sheet" data-box="200 0 800 800"></div>
  </div>`);
  expect(barPlaceNear(at('h1'), at('.act'))).toMatchObject({ element: at('.page'), position: 'before' });
});

it('goes by the button where the record has no name', () => {
  const at = lay(`<main data-box="0 0 1000 800">
    <div class="tools" data-box="0 0 1000 40"><button data-box="0 0 90 40"></button></div>
    <form data-box="0 40 1000 700"></form>
  </main>`);
  expect(barPlaceNear(null, at('button'))).toMatchObject({ element: at('.tools'), position: 'after' });
});

it('is nowhere where nothing has a name', () => {
  const at = lay('<div><div><b>Ovens</b><i></i></div></div>');
  expect(barPlaceNear(at('b'), at('i'))).toBeNull();
});
