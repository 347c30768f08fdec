/** Reads the whole trail on demand and says whether every entry is as it was written. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrailVerification } from '../../../authority/trail-entry.ts'
import { ask } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Notice } from '../../../web/parts/notice.tsx'
import { shownTime } from '../../../web/times.ts'

export function Verification() {
  const { t } = useTranslation('shell')
  const spoken = useLanguage()
  const [found, setFound] = useState<{ at: string; said: TrailVerification } | null>(null)
  const deed = useDeed()
  const verify = () =>
    deed.run([], async () => {
      const said = await ask('GET /api/v1/trail/verification')
      setFound({ at: new Date().toISOString(), said })
    })
  const button = (
    <Button variant="default" onClick={() => void verify()} loading={deed.isBusy}>
      {t(found === null ? 'trail.verify' : 'trail.verifyAgain')}
    </Button>
  )
  if (deed.faults.length > 0)
    return (
      <Notice gravity="bad" role="alert" title={t('trail.verifyFailed')} action={button}>
        {deed.faults[0].sentence}
      </Notice>
    )
  if (found === null)
    return (
      <Notice gravity="info" title={t('trail.verifyTitle')} action={button}>
        {t('trail.verifyLead')}
      </Notice>
    )
  const { said } = found
  const at = shownTime(found.at, 'full', spoken)
  return said.is === 'whole' ? (
    <Notice
      gravity="good"
      role="status"
      title={t('trail.whole', { entries: grouped(said.entries, spoken), time: at })}
      action={button}
    >
      {t('trail.head')} <span className="loa-mono">{said.head}</span>
    </Notice>
  ) : (
    <Notice
      gravity="bad"
      role="alert"
      title={t('trail.broken', { sequence: grouped(said.sequence, spoken), time: at })}
      action={button}
    >
      {t('trail.brokenWhat', { why: said.why })}
    </Notice>
  )
}
