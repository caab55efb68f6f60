import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/components/QueryView';
import { SidePane } from '@/components/SidePane';
import { incidentQuery } from '../api';
import { SeverityTone } from '../tones';
import { IncidentActions } from './IncidentActions';
import { IncidentEvidence } from './IncidentEvidence';
import { IncidentFacts } from './IncidentFacts';
import { IncidentNotifications } from './IncidentNotifications';
import classes from './IncidentPane.module.css';
import { IncidentTimeline } from './IncidentTimeline';

/** One incident: what was seen, what happened since, who was told, and what can be done. */
export function IncidentPane({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const incident = useQuery(incidentQuery(id));
  const close = () => void navigate({ to: '.', search: (before) => ({ ...before, sel: undefined }) });

  return (
    <SidePane
      onClose={close}
      title={
        incident.data ? (
          <>
            <SeverityTone severity={incident.data.severity} /> {incident.data.ruleName}
          </>
        ) : (
          t('alerts.title')
        )
      }
    >
      <QueryView query={incident} skeleton={<PaneSkeleton />}>
        {(detail) => (
          <>
            <p className={classes.message}>{detail.message}</p>
            <IncidentActions incident={detail} />
            <IncidentFacts incident={detail} />
            <IncidentEvidence incident={detail} />
            <IncidentTimeline events={detail.timeline} />
            <IncidentNotifications deliveries={detail.notifications ?? []} />
          </>
        )}
      </QueryView>
    </SidePane>
  );
}

function PaneSkeleton() {
  return (
    <>
      <Skeleton height={20} width="80%" />
      <Skeleton height={30} />
      <Skeleton height={90} />
      <Skeleton height={120} />
      <Skeleton height={140} />
    </>
  );
}
