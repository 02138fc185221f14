/** Names of the runtime ports, apart from the contract: the host script takes its name and no schema. */
export const PAGE_PORT = 'page';
export const HOST_PORT = 'host';
export const PICK_PORT = 'pick';
