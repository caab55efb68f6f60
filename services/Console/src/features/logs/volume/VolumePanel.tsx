import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { QueryView } from '@/components/QueryView';
import { absoluteRange, type Span, zoomOut } from '@/lib/time-range';
import { useFormat } from '@/lib/use-format';
import { histogramQuery } from '../api';
import type { HistogramBucket, LogFilter, LogHistogram } from '../types';
import { VolumeBars } from './VolumeBars';
import classes from './VolumePanel.module.css';
import { countOf } from './volume';

const BUCKETS = 90;

/** How many lines there were when, by severity. Drag or click zooms in, double-click zooms out. */
export function VolumePanel({ filter, span }: { filter: LogFilter; span: Span }) {
  const histogram = useQuery(histogramQuery(filter, span, BUCKETS));
  return (
    <QueryView query={histogram} skeleton={<Skeleton height={78} />}>
      {(data) => <Volume histogram={data} span={span} />}
    </QueryView>
  );
}

function Volume({ histogram, span }: { histogram: LogHistogram; span: Span }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { range, setRange } = useRange();
  const [hovered, setHovered] = useState<HistogramBucket | null>(null);
  const total = t('logs.rows', { value: format.number(histogram.total) });
  return (
    <section className={classes.panel} aria-label={t('logs.volume')}>
      <VolumeBars
        histogram={histogram}
        label={`${t('logs.volume')}: ${total}`}
        onHover={setHovered}
        onZoom={(zoomed) => setRange(absoluteRange(zoomed))}
        onZoomOut={() => setRange(zoomOut(range, Date.now()))}
      />
      <p className={classes.legend}>
        <span>{format.dateTime(span.from)}</span>
        <span className={classes.readout}>
          {hovered
            ? t('logs.volumeBar', { time: format.dateTime(hovered.start), value: format.number(countOf(hovered)) })
            : total}
          {histogram.partial && ` · ${t('logs.rowsPartial')}`}
        </span>
        <span>{format.dateTime(span.to)}</span>
      </p>
    </section>
  );
}
