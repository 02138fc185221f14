const KIND_LENGTH = 40;

/** What a CRM that no adapter is known for is called, until somebody says otherwise: after where it is, port and all. */
export function kindFor(url: string): string {
  const words = new URL(url).host.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `crm-${words}`.slice(0, KIND_LENGTH).replace(/-+$/, '');
}
