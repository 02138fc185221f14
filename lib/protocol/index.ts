/** The contract between extension and process server. `docs/protocol.md` describes it for readers. */

export * from './activities.ts';
export * from './adapters.ts';
export * from './cases.ts';
export * from './connector-forms.ts';
export * from './details.ts';
export * from './entities.ts';
export * from './errors.ts';
export * from './forms.ts';
export * from './health.ts';
export * from './library.ts';
export * from './log.ts';
export * from './manage.ts';
export * from './messages.ts';
export * from './pages.ts';
export * from './phrases.ts';
export * from './protocol-error.ts';
export * from './systems.ts';
export * from './translations.ts';
export * from './version.ts';
export * from './wire-error.ts';
