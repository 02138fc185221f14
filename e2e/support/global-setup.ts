import { CRMS } from '../../demo/crms/index.ts';

/** Installs the CRMs that can be had on this machine, once per run; says which cannot, and why. */
export default async function setup(): Promise<void> {
  const tell = (line: string) => console.log(line);
  for (const crm of Object.values(CRMS)) {
    const why = await crm.missing();
    if (why) tell(`Tests on ${crm.name} are skipped. ${why}`);
    else await crm.install(tell);
  }
}
