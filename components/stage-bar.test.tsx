import { expect, it, vi } from 'vitest';
import { sampleBar } from '../lib/host/stage-bar/testing.ts';
import { StageBar } from './stage-bar.tsx';
import { show } from './testing/show.tsx';

it('several bars stand on one page of ours, each with its stages', () => {
  const observer = vi.fn(function (this: object) {
    Object.assign(this, { observe: () => undefined, disconnect: () => undefined });
  });
  vi.stubGlobal('IntersectionObserver', observer);
  const other = sampleBar({ name: 'Another', stage: 'talks' });
  const { container } = show(
    <>
      <StageBar bar={sampleBar()} />
      <StageBar bar={other} />
    </>,
  );
  const bars = [...container.querySelectorAll('throughline-stages')];
  const current = bars.map(({ shadowRoot }) => shadowRoot?.querySelector('[aria-current]')?.textContent);
  expect(current).toEqual(['Proposal', 'Talks']);
  vi.unstubAllGlobals();
});
