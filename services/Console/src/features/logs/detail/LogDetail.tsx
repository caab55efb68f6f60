import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JsonText } from '@/components/JsonText';
import { SidePane } from '@/components/SidePane';
import { Tone } from '@/components/Tone';
import { useFormat } from '@/lib/use-format';
import { LEVEL_TONES } from '../level-tones';
import type { LogRecord } from '../types';
import { useLogFilter } from '../use-log-filter';
import classes from './LogDetail.module.css';
import { LogFields } from './LogFields';

/** Attributes that hold a stack trace, by the names the common libraries use. */
const STACK_KEYS = ['exception.stacktrace', 'stack', 'stackTrace', 'exception'];

/** One line in full: message, stack, fields to filter by, and its JSON. */
export function LogDetail({ record, onClose }: { record: LogRecord; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { setFilter } = useLogFilter();
  const [view, setView] = useState<'fields' | 'json'>('fields');
  const { traceId } = record;
  const stack = STACK_KEYS.map((key) => record.attributes?.[key]).find((value) => typeof value === 'string');

  return (
    <SidePane
      onClose={onClose}
      title={
        <>
          <Tone tone={LEVEL_TONES[record.level]}>{t(`level.${record.level}`)}</Tone>{' '}
          <span className={classes.when}>{format.dateTime(record.timestamp)}</span>
        </>
      }
    >
      <p className={classes.message}>{record.message}</p>
      {traceId && (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          onClick={() => setFilter({ traceId, q: '', levels: [], services: [] })}
        >
          {t('logs.sameTrace')}
        </Button>
      )}
      {typeof stack === 'string' && <pre className={classes.stack}>{stack}</pre>}
      <SegmentedControl
        size="xs"
        aria-label={t('common.details')}
        value={view}
        onChange={(next) => setView(next as typeof view)}
        data={[
          { value: 'fields', label: t('logs.fields') },
          { value: 'json', label: t('logs.json') },
        ]}
      />
      {view === 'fields' ? <LogFields record={record} /> : <JsonText value={record} />}
    </SidePane>
  );
}
