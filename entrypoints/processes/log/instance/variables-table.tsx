import { useState } from 'preact/hooks';
import { Button } from '../../../../components/button.tsx';
import { text } from '../../../../components/text.ts';
import type { InstanceDetails } from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';
import { ValueView } from './value-view.tsx';
import { VariableDialog } from './variable-dialog.tsx';

interface Props {
  instance: InstanceDetails;
  onChanged: () => void;
}

/** The variables as they are now; an administrator can set them while the instance runs. */
export function VariablesTable({ instance, onChanged }: Props) {
  const { variables, may, summary } = instance;
  const [setting, setSetting] = useState<string | null>(null);
  const names = Object.keys(variables).sort();
  return (
    <Panel
      title={text('variablesTitle')}
      actions={
        may.administer && (
          <Button icon="add" onClick={() => setSetting('')}>
            {text('variableSet')}
          </Button>
        )
      }
    >
      {names.length === 0 && <p>{text('variablesNone')}</p>}
      {names.length > 0 && (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{text('variableName')}</th>
              <th scope="col">{text('variableValue')}</th>
              {may.administer && (
                <th scope="col">
                  <span class="visually-hidden">{text('variableChange')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <ValueView value={variables[name] ?? null} />
                </td>
                {may.administer && (
                  <td class="rows-action">
                    <Button look="quiet" onClick={() => setSetting(name)}>
                      {text('variableChange')}
                      <span class="visually-hidden"> {name}</span>
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {setting !== null && (
        <VariableDialog
          instance={summary.id}
          variables={variables}
          name={setting}
          onDone={onChanged}
          onClose={() => setSetting(null)}
        />
      )}
    </Panel>
  );
}
