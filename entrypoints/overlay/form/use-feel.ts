import { useEffect, useState } from 'preact/hooks';
import { type Feel, needsFeel } from '../../../lib/forms/expression.ts';
import type { FormPage } from '../../../lib/forms/show-page.ts';

/** Kept for the next page with FEEL in it. */
let kept: Feel | null = null;

export type FeelState = { state: 'ready'; feel: Feel | null } | { state: 'loading' } | { state: 'failed' };

/** The FEEL library, loaded for a page that has FEEL in it and for no other. */
export function useFeel(page: FormPage): FeelState {
  const wanted = [...page.items, ...page.buttons].some(({ dynamic }) =>
    Object.values(dynamic ?? {}).some(needsFeel),
  );
  const [loaded, setLoaded] = useState<Feel | 'failed' | null>(kept);
  useEffect(() => {
    if (!wanted || loaded) return;
    import('../../../lib/forms/feel.ts').then(
      ({ feel }) => {
        kept = feel;
        setLoaded(feel);
      },
      () => setLoaded('failed'),
    );
  }, [wanted, loaded]);
  if (!wanted) return { state: 'ready', feel: null };
  if (loaded === 'failed') return { state: 'failed' };
  return loaded === null ? { state: 'loading' } : { state: 'ready', feel: loaded };
}
