/**
 * The search part of an address as plain texts. The router's own form reads `123` or `1e5` as numbers, which would
 * change tokens and ids that happen to look like one.
 */
export type SearchTexts = Record<string, string>;

export function parseSearch(search: string): SearchTexts {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Keeps the named texts of a search and drops everything else. */
export function pick<K extends string>(
  ...names: readonly K[]
): (search: Record<string, unknown>) => { [P in K]?: string } {
  return (search) => {
    const picked: { [P in K]?: string } = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') picked[name] = value;
    }
    return picked;
  };
}
