import type { ComponentChild, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * A view whose code comes when it is first shown: who never opens it does not wait for it. Until then `meanwhile` stands
 * there.
 *
 * ```tsx
 * const Designer = later(() => import('./designer.tsx').then((loaded) => loaded.Designer), Waiting);
 * ```
 */
export function later<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  meanwhile: () => ComponentChild,
): FunctionComponent<Props> {
  let loaded: FunctionComponent<Props> | null = null;
  return function Later(props: Props) {
    const [View, setView] = useState(() => loaded);
    useEffect(() => {
      if (View) return;
      let left = false;
      void load().then((view) => {
        loaded = view;
        if (!left) setView(() => view);
      });
      return () => {
        left = true;
      };
    }, [View]);
    return View ? <View {...props} /> : meanwhile();
  };
}
