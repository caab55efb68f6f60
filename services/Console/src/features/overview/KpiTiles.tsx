import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './KpiTile.module.css';
import { FiringTile } from './tiles/FiringTile';
import { CpuTile, MemoryTile } from './tiles/HostTiles';
import { LogTile } from './tiles/LogTile';
import { RunsTile } from './tiles/RunsTile';
import { SuccessTile } from './tiles/SuccessTile';

type Target = '/admin/monitoring/runs' | '/admin/monitoring/alerts' | '/admin/monitoring/logs';

/** The six figures on top; those with a page behind them lead to it. */
export function KpiTiles() {
  return (
    <div className={classes.grid}>
      <TileLink to="/admin/monitoring/runs">
        <RunsTile />
      </TileLink>
      <TileLink to="/admin/monitoring/runs" search={{ tab: 'stats' }}>
        <SuccessTile />
      </TileLink>
      <TileLink to="/admin/monitoring/alerts">
        <FiringTile />
      </TileLink>
      <TileLink to="/admin/monitoring/logs">
        <LogTile />
      </TileLink>
      <CpuTile />
      <MemoryTile />
    </div>
  );
}

function TileLink({ to, search, children }: { to: Target; search?: Record<string, string>; children: ReactNode }) {
  return (
    <Link to={to} search={({ from, to }) => ({ from, to, ...search })} className={classes.link}>
      {children}
    </Link>
  );
}
