import { type MessageKey, text } from '../../../../components/text.ts';
import type { Parameter } from '../../../../lib/protocol/index.ts';

const TYPES: Record<Parameter['type'], MessageKey> = {
  text: 'typeText',
  integer: 'typeInteger',
  decimal: 'typeDecimal',
  boolean: 'typeBoolean',
  date: 'typeDate',
  datetime: 'typeDatetime',
  record: 'typeRecord',
  list: 'typeList',
};

const DIRECTIONS: Record<Parameter['direction'], MessageKey> = {
  in: 'directionIn',
  out: 'directionOut',
  both: 'directionBoth',
};

/** What a process takes and gives. */
export function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  if (parameters.length === 0) return <p class="process-help">{text('processParametersNone')}</p>;
  return (
    <table class="library-table">
      <thead>
        <tr>
          <th scope="col">{text('parameterName')}</th>
          <th scope="col">{text('parameterType')}</th>
          <th scope="col">{text('parameterDirection')}</th>
          <th scope="col">{text('parameterDefault')}</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map((parameter) => (
          <tr key={parameter.name}>
            <th scope="row">
              {parameter.label}
              <code class="library-key">{parameter.name}</code>
            </th>
            <td>{text(TYPES[parameter.type])}</td>
            <td>
              {text(DIRECTIONS[parameter.direction])}
              {parameter.required && <p class="library-small">{text('fieldRequiredMark')}</p>}
            </td>
            <td>{parameter.default === null ? '' : asText(parameter.default)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function asText(value: Parameter['default']): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
