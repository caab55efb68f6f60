/** A choice kept in this browser. Storage that is full or forbidden loses the choice, never the page. */
export const storedSetting = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write(key: string, value: string): void {
    try {
      localStorage.setItem(key, value);
    } catch {
      // The setting then lasts as long as the page.
    }
  },
};
