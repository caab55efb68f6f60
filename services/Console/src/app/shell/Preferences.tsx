import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES, type Language } from '@/i18n';
import { type Density, useDensity } from '../density';
import classes from './Preferences.module.css';

/** Language, theme and density, kept in this browser. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  return (
    <div className={classes.preferences}>
      <Choice
        label={t('app.language')}
        value={i18n.language as Language}
        options={Object.entries(LANGUAGES).map(([value, label]) => ({ value: value as Language, label }))}
        onChange={(language) => void changeLanguage(language)}
      />
      <Choice
        label={t('app.theme.label')}
        value={colorScheme}
        options={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`app.theme.${value}`) }))}
        onChange={setColorScheme}
      />
      <Choice
        label={t('app.density.label')}
        value={density}
        options={(['compact', 'cosy'] satisfies Density[]).map((value) => ({
          value,
          label: t(`app.density.${value}`),
        }))}
        onChange={setDensity}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <div>
      <p className={classes.label}>{label}</p>
      <SegmentedControl
        fullWidth
        aria-label={label}
        value={value}
        data={options}
        onChange={(picked) => onChange(picked as T)}
      />
    </div>
  );
}
