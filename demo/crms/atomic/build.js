import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;

// The built files of the package ask for an address of Supabase, so its sources are built anew, with the records
// kept in the browser. They are copied out of the package, because its "type" would change how they are read.
await cp(path.join(here, 'node_modules/atomic-crm/src'), path.join(here, 'src'), { recursive: true });

const inTheBrowser = {
  name: 'records in the browser',
  setup(bundle) {
    bundle.onResolve({ filter: /providers\/supabase$/ }, () => ({
      path: path.join(here, 'src/providers/fakerest/index.ts'),
    }));
  },
};

await build({
  absWorkingDir: here,
  entryPoints: ['main.jsx'],
  outfile: 'dist/main.js',
  bundle: true,
  minify: true,
  format: 'iife',
  jsx: 'automatic',
  // A tsconfig.json of a folder above would say how JSX is compiled there.
  tsconfigRaw: {},
  // Without the alias the icons arrive as module objects, and React refuses to draw them.
  alias: { '@mui/icons-material': '@mui/icons-material/esm' },
  define: { 'process.env.NODE_ENV': '"production"', 'import.meta.env': '{}' },
  loader: { '.svg': 'dataurl', '.png': 'dataurl', '.csv': 'text' },
  logLevel: 'error',
  plugins: [inTheBrowser],
});

await cp(path.join(here, 'index.html'), path.join(here, 'dist/index.html'));
await rm(path.join(here, 'src'), { recursive: true });
