/** The icons one by one: the package's index would make every test load thousands of modules. */
declare module '@tabler/icons-preact/dist/esm/icons/*.mjs' {
  import type { FunctionComponent } from 'preact';

  const Icon: FunctionComponent<{
    size?: number;
    stroke?: number;
    class?: string;
    'aria-hidden'?: boolean | 'true';
    focusable?: 'false';
  }>;
  export default Icon;
}

/** Styles are imported for what they do, not for a value. */
declare module '*.css';
