import { Button } from '../../../components/button.tsx';
import { text } from '../../../components/text.ts';
import type { PageButton } from '../../../lib/protocol/index.ts';

interface Props {
  buttons: readonly PageButton[];
  disabled: boolean;
  onPress: (event: { isTrusted: boolean }, button: PageButton) => void;
  /** Of several pages; null: there is none before, none behind. */
  onBack: (() => void) | null;
  onNext: (() => void) | null;
}

/**
 * In the author's order. Before the last of several pages only those stand that do not check the fields: the
 * others would check what nobody has seen. Enter in a field presses a button only where there is one to mean.
 */
export function FormButtons({ buttons, disabled, onPress, onBack, onNext }: Props) {
  const offered = buttons.filter(({ validates }) => onNext === null || !validates);
  return (
    <>
      {onBack && (
        <Button icon="back" disabled={disabled} onClick={onBack}>
          {text('formBack')}
        </Button>
      )}
      {offered.map((button) => (
        <Button
          key={button.code}
          type={offered.length === 1 && onNext === null ? 'submit' : 'button'}
          look={onNext === null ? button.style : quieter(button.style)}
          disabled={disabled || button.enabled === false}
          onClick={(event) => onPress(event, button)}
        >
          {button.label}
        </Button>
      ))}
      {onNext && (
        <Button type="submit" look="primary" disabled={disabled} onClick={onNext}>
          {text('formNext')}
        </Button>
      )}
    </>
  );
}

/** One primary button stands on a page: before the last page it is *Next*. */
function quieter(style: PageButton['style']): PageButton['style'] {
  return style === 'primary' ? 'secondary' : style;
}
