import { type PointerEvent, useRef, useState } from 'react';
import type { Span } from '@/lib/time-range';
import type { HistogramBucket, LogHistogram } from '../types';
import classes from './VolumePanel.module.css';
import { stackBars } from './volume';

const HEIGHT = 100;

interface VolumeBarsProps {
  histogram: LogHistogram;
  label: string;
  onHover: (bucket: HistogramBucket | null) => void;
  onZoom: (span: Span) => void;
  onZoomOut: () => void;
}

/** One stacked bar a bucket. Pressing and dragging marks buckets; releasing zooms to them. */
export function VolumeBars({ histogram: { buckets, stepMs }, label, onHover, onZoom, onZoomOut }: VolumeBarsProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [marked, setMarked] = useState<{ start: number; end: number } | null>(null);

  const bucketAt = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * buckets.length);
    return Math.min(buckets.length - 1, Math.max(0, index));
  };
  const onPointerMove = (event: PointerEvent) => {
    const index = bucketAt(event);
    onHover(buckets[index] ?? null);
    if (marked) setMarked({ ...marked, end: index });
  };
  const onPointerDown = (event: PointerEvent) => {
    svg.current?.setPointerCapture(event.pointerId);
    const index = bucketAt(event);
    setMarked({ start: index, end: index });
  };
  const onPointerUp = () => {
    if (!marked) return;
    const [first, last] = [Math.min(marked.start, marked.end), Math.max(marked.start, marked.end)];
    const [from, to] = [buckets[first], buckets[last]];
    setMarked(null);
    if (from && to && first < last) onZoom({ from: Date.parse(from.start), to: Date.parse(to.start) + stepMs });
  };

  return (
    <svg
      ref={svg}
      className={classes.bars}
      viewBox={`0 0 ${Math.max(1, buckets.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerLeave={() => onHover(null)}
      onDoubleClick={onZoomOut}
    >
      {stackBars(buckets).map((parts, index) =>
        parts.map(({ tone, from, height }) => (
          <rect
            key={`${buckets[index]?.start} ${tone} ${from}`}
            className={classes[tone]}
            x={index + 0.08}
            width={0.84}
            y={HEIGHT * (1 - Math.min(1, from + height))}
            height={HEIGHT * Math.min(height, 1 - Math.min(1, from))}
          />
        )),
      )}
      {marked && (
        <rect
          className={classes.selection}
          x={Math.min(marked.start, marked.end)}
          width={Math.abs(marked.end - marked.start) + 1}
          y={0}
          height={HEIGHT}
        />
      )}
    </svg>
  );
}
