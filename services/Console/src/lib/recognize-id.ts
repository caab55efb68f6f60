const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRACE = /^[0-9a-f]{32}$/i;

/** What a pasted text may name: runs and incidents have UUIDs, traces 32 hexadecimal digits. */
export function recognizeId(text: string): 'entity' | 'trace' | null {
  if (UUID.test(text)) return 'entity';
  return TRACE.test(text) ? 'trace' : null;
}
