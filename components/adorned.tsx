import './adorned.css';
import type { ComponentChildren } from 'preact';
import type { ControlAttributes } from './field.tsx';

interface Props {
  prefix: string | undefined;
  suffix: string | undefined;
  attributes: ControlAttributes;
  children: (attributes: ControlAttributes) => ComponentChildren;
}

/** A control with a unit or a currency beside it, which is read out as part of its description. */
export function Adorned({ prefix, suffix, attributes, children }: Props) {
  if (!prefix && !suffix) return children(attributes);
  const { id } = attributes;
  const described = [attributes['aria-describedby'], prefix && `${id}-prefix`, suffix && `${id}-suffix`];
  return (
    <div class="adorned">
      {prefix && <span id={`${id}-prefix`}>{prefix}</span>}
      {children({ ...attributes, 'aria-describedby': described.filter(Boolean).join(' ') })}
      {suffix && <span id={`${id}-suffix`}>{suffix}</span>}
    </div>
  );
}
