import { cleanup, render } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { later } from './later.tsx';

afterEach(cleanup);

function Greeting({ name }: { name: string }) {
  return <p>Good morning, {name}</p>;
}

describe('a view whose code comes later', () => {
  it('stands there as soon as it has come, with what it was given', async () => {
    let come: (view: typeof Greeting) => void = () => undefined;
    const Later = later(
      () => new Promise<typeof Greeting>((resolve) => (come = resolve)),
      () => 'Loading',
    );
    const { container, findByText } = render(<Later name="Ann" />);
    expect(container.textContent).toBe('Loading');
    come(Greeting);
    await findByText('Good morning, Ann');
    expect(container.textContent).toBe('Good morning, Ann');
  });

  it('is loaded once, and is there at once the next time', async () => {
    const load = vi.fn(async () => Greeting);
    const Later = later(load, () => 'Loading');
    const first = render(<Later name="Ann" />);
    await first.findByText('Good morning, Ann');
    first.unmount();
    const { container } = render(<Later name="Ben" />);
    expect(container.textContent).toBe('Good morning, Ben');
    expect(load).toHaveBeenCalledTimes(1);
  });
});
