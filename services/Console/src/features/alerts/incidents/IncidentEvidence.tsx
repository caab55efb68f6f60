import { useTranslation } from 'react-i18next';
import { JsonText } from '@/components/JsonText';
import { useFormat } from '@/lib/use-format';
import { shownUnit } from '../shown-unit';
import type { IncidentDetail } from '../types';
import { EvidenceChart } from './EvidenceChart';
import classes from './IncidentPane.module.css';

/** What the rule saw when it fired: the values before it, or the run as it was. */
export function IncidentEvidence({ incident: { check, evidence } }: { incident: IncidentDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { history } = evidence;
  const hasChart = history.length > 1;
  if (!hasChart && !evidence.run) return null;
  return (
    <section>
      <h3 className={classes.heading}>{hasChart ? t('alerts.evidenceChart') : t('alerts.evidence')}</h3>
      {hasChart && (
        <EvidenceChart
          history={history}
          threshold={evidence.threshold}
          label={t('alerts.evidenceChart')}
          formatValue={(value) => format.quantity(value, shownUnit(check, evidence.unit))}
        />
      )}
      {evidence.run && <JsonText value={evidence.run} />}
    </section>
  );
}
