import { FileButton } from '../../../../components/button.tsx';
import { text } from '../../../../components/text.ts';
import { type Given, givenByInput } from './read-files.ts';

interface Props {
  onGiven: (given: Promise<Given>) => void;
  /** There are files already: others are not the first thing to do. */
  again?: boolean;
}

/** Chooses files to deploy, or a whole folder. */
export function DeployButtons({ onGiven, again = false }: Props) {
  return (
    <>
      <FileButton
        icon="upload"
        look={again ? 'secondary' : 'primary'}
        accept=".bpmn,.form,.case.json,.json"
        onFiles={(files) => onGiven(givenByInput(files))}
      >
        {text('deployFiles')}
      </FileButton>
      <FileButton icon="folder" folder onFiles={(files) => onGiven(givenByInput(files))}>
        {text('deployFolder')}
      </FileButton>
    </>
  );
}
