import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFilterMinus, IconFilterPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyIcon } from '@/components/Copyable';
import { recognizeId } from '@/lib/recognize-id';
import { withTerm } from '../query/query-terms';
import type { LogRecord } from '../types';
import { useLogFilter } from '../use-log-filter';
import classes from './LogDetail.module.css';

interface Field {
  name: string;
  value: string;
  /** How the query language names it; absent for fields it cannot filter by. */
  term?: readonly [key: string, operator: ':' | '='];
}

/** Fields of a line; each can be copied, filtered for and filtered out. */
export function LogFields({ record }: { record: LogRecord }) {
  return (
    <dl className={classes.fields}>
      {fieldsOf(record).map((field) => (
        <div key={field.name} className={classes.field}>
          <dt className={classes.name}>{field.name}</dt>
          <dd className={classes.value}>
            <FieldValue field={field} />
          </dd>
          <dd className={classes.tools}>
            <FieldTools field={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FieldValue({ field: { name, value } }: { field: Field }) {
  const isRun = /run_?id$/i.test(name) && recognizeId(value) === 'entity';
  if (!isRun) return value;
  return (
    <Link to="/admin/monitoring/runs/$id" params={{ id: value }}>
      {value}
    </Link>
  );
}

function FieldTools({ field: { name, value, term } }: { field: Field }) {
  const { t } = useTranslation();
  const { filter, setFilter } = useLogFilter();
  const add = (isNegated: boolean) => term && setFilter({ q: withTerm(filter.q, ...term, value, isNegated) });
  const include = t('logs.include', { name, value });
  const exclude = t('logs.exclude', { name, value });
  return (
    <>
      {term && (
        <>
          <Tooltip label={include}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={include} onClick={() => add(false)}>
              <IconFilterPlus size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={exclude}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={exclude} onClick={() => add(true)}>
              <IconFilterMinus size={15} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      <CopyIcon text={value} label={name} />
    </>
  );
}

function fieldsOf({ service, level, traceId, spanId, attributes, id }: LogRecord): Field[] {
  const fields: Field[] = [
    { name: 'service', value: service, term: ['service', ':'] },
    { name: 'level', value: level, term: ['level', '='] },
  ];
  if (traceId) fields.push({ name: 'traceId', value: traceId, term: ['trace', ':'] });
  if (spanId) fields.push({ name: 'spanId', value: spanId });
  for (const [name, value] of Object.entries(attributes ?? {})) {
    const isPlain = value === null || typeof value !== 'object';
    fields.push({
      name,
      value: isPlain ? String(value) : JSON.stringify(value),
      ...(isPlain && { term: [name, '='] }),
    });
  }
  return [...fields, { name: 'id', value: id }];
}
