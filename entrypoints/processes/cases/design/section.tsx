import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { useAnswer, useMay } from '../../../../components/answer.tsx';
import type { Choice, SectionField } from '../../../../lib/protocol/index.ts';

/** What the CRM tells of the records that a case guides. */
export interface Section {
  /** Null: it does not tell, or has not yet. */
  readonly fields: readonly SectionField[] | null;
  /** Why it does not tell. */
  readonly problem: string | null;
  /** The values of a field, to choose from; null: they are not known. */
  choicesOf: (field: string) => Choice[] | null;
}

const Known = createContext<Section>({ fields: null, problem: null, choicesOf: () => null });

/** The fields of the section of the case that is designed, for everything below. */
export function useSection(): Section {
  return useContext(Known);
}

/** Asks for the fields of a section; null: there is none yet. */
export function useSectionOf(section: string | null): Section {
  const may = useMay()('manage-definitions');
  const settled = useSettled(section);
  const asked = settled !== null && /^[^:]+:.+$/.test(settled);
  const { result } = useAnswer(asked && may ? { type: 'case.fields', section: settled } : null);
  return useMemo(() => {
    const fields = result?.fields ?? null;
    return {
      ...{ fields, problem: result?.problem ?? null },
      choicesOf: (name: string) =>
        fields
          ?.find((field) => field.name === name)
          ?.choices?.map(({ value, label }) => ({ code: value, label })) ?? null,
    };
  }, [result]);
}

/** The words when nobody has typed for a moment: not every letter is worth a question. */
function useSettled(words: string | null): string | null {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

const PAUSE_MS = 400;

export function SectionProvider({ section, children }: { section: string; children: ComponentChildren }) {
  return <Known.Provider value={useSectionOf(section)}>{children}</Known.Provider>;
}
