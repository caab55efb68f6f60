import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemNotice } from './ProblemNotice';

interface QueryViewProps<T> {
  query: UseQueryResult<T, Error>;
  /** Has the shape of what will stand here, so that nothing jumps. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Skeleton, problem or data of a query. Data once shown stays while a later fetch fails; the problem stands above it. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  const problem = query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return problem ?? skeleton;
  return (
    <>
      {problem}
      {children(query.data)}
    </>
  );
}
