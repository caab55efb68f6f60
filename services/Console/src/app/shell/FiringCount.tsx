import { useQuery } from '@tanstack/react-query';
import { firingQuery } from '@/features/alerts/api';
import { useFormat } from '@/lib/use-format';
import classes from './FiringCount.module.css';

/** How many alerts fire right now, beside the link to them; nothing when none does. */
export function FiringCount() {
  const format = useFormat();
  const { data } = useQuery(firingQuery);
  const count = data?.total ?? data?.items.length ?? 0;
  return count > 0 ? <span className={classes.count}>{format.number(count)}</span> : null;
}
