/** The `load` hook of Node's module customisation. */
export function load(
  url: string,
  context: unknown,
  next: (url: string, context: unknown) => Promise<unknown>,
): Promise<{ format?: string; source?: Uint8Array; shortCircuit?: boolean }>;
