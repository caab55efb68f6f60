import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { storedSetting } from '@/lib/stored-setting';
import type { en } from './en';

export const LANGUAGES = { en: 'English', zh: '中文' } as const;
export type Language = keyof typeof LANGUAGES;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    nsSeparator: false;
    resources: { translation: typeof en };
  }
}

const STORAGE_KEY = 'language';

const catalogues = {
  en: () => import('./en').then((module) => module.en),
  zh: () => import('./zh').then((module) => module.zh),
} satisfies Record<Language, () => Promise<unknown>>;

function preferredLanguage(): Language {
  const wanted = storedSetting.read(STORAGE_KEY) ?? navigator.language;
  return wanted.startsWith('zh') ? 'zh' : 'en';
}

/** Loads the catalogue of the preferred language; the page renders afterwards, so no key ever shows. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    // Scopes of keys have a colon in their names.
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await show(preferredLanguage());
}

/** Changes to the language a person picked, and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  await show(language);
  storedSetting.write(STORAGE_KEY, language);
}

async function show(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await catalogues[language]());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
