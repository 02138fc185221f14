import { useAnswer } from '../../../components/answer.tsx';
import { text } from '../../../components/text.ts';
import { FilterSelect } from './filter-select.tsx';

interface Props {
  process: string;
  version: number | null;
  /** The element at which an instance waits; undefined: not asked for. */
  element?: string;
  onChange: (change: { process: string; version: number | null; element: string }) => void;
}

/** Which process, which of its versions, waiting at which of its elements. */
export function ProcessFilter({ process, version, element, onChange }: Props) {
  const library = useAnswer({ type: 'library' }).result?.entries ?? [];
  const details = useAnswer(process ? { type: 'process', process } : null).result?.process;
  const wanted = process && element !== undefined;
  const definition = useAnswer(wanted ? { type: 'definition', process, version } : null).result?.definition;
  const elements = (definition?.elements ?? []).filter(
    ({ kind, type }) => kind !== null || /Task|Event|Activity/i.test(type),
  );
  return (
    <>
      <FilterSelect
        name="process"
        label={text('logColumnProcess')}
        all={text('filterAllProcesses')}
        value={process}
        options={library.map(({ key, name }) => ({ code: key, label: name }))}
        onChoose={(chosen) => onChange({ process: chosen, version: null, element: '' })}
      />
      {process && (
        <FilterSelect
          name="version"
          label={text('logColumnVersion')}
          all={text('filterAllVersions')}
          value={version === null ? '' : String(version)}
          options={(details?.versions ?? []).map((one) => ({
            code: String(one.version),
            label: String(one.version),
          }))}
          onChoose={(chosen) =>
            onChange({ process, version: chosen ? Number(chosen) : null, element: element ?? '' })
          }
        />
      )}
      {wanted && (
        <FilterSelect
          name="element"
          label={text('filterElement')}
          all={text('filterAnywhere')}
          value={element}
          options={elements.map(({ id, name }) => ({ code: id, label: name || id }))}
          onChoose={(chosen) => onChange({ process, version, element: chosen })}
        />
      )}
    </>
  );
}
