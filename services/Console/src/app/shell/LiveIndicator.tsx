import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../live-updates';
import classes from './LiveIndicator.module.css';

/** Whether changes reach this page as they happen. */
export function LiveIndicator() {
  const { t } = useTranslation();
  const state = useLiveState();
  return (
    <Tooltip label={t(`app.live.${state}Hint`)} multiline maw={280}>
      <span className={classes.live} data-state={state} role="status">
        <span className={classes.dot} aria-hidden />
        <span className={classes.word}>{t(`app.live.${state}`)}</span>
      </span>
    </Tooltip>
  );
}
