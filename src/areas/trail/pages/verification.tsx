/** Reads the whole trail on demand and says whether every entry is as it was written. */
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { reasonInVietnamese } from '../../../base/reasons.ts'
import { ask } from '../../../web/api.ts'
import { grouped } from '../../../web/numbers.ts'
import { Notice } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { shownTime } from '../../../web/times.ts'
import { useWords } from './words.ts'

export function Verification() {
  const { t, spoken } = useWords()
  const reading = useMutation({
    mutationFn: async () => {
      const said = await ask('GET /api/v1/trail/verification')
      return { time: shownTime(new Date().toISOString(), 'full', spoken), said }
    },
  })
  const { data, error, isPending } = reading
  const button = (
    <Button variant="default" onClick={() => reading.mutate()} loading={isPending}>
      {t(data === undefined ? 'trail.verify' : 'trail.verifyAgain')}
    </Button>
  )
  if (error !== null)
    return (
      <Notice gravity="bad" role="alert" title={t('trail.verifyFailed')} action={button}>
        {asProblem(error).sentence(spoken)}
      </Notice>
    )
  if (data === undefined)
    return (
      <Notice gravity="info" title={t('trail.verifyTitle')} action={button}>
        {t('trail.verifyLead')}
      </Notice>
    )
  const { said, time } = data
  const isWhole = said.is === 'whole'
  return (
    <Notice
      gravity={isWhole ? 'good' : 'bad'}
      role={isWhole ? 'status' : 'alert'}
      title={
        isWhole
          ? t('trail.whole', { entries: grouped(said.entries, spoken), time })
          : t('trail.broken', { sequence: grouped(said.sequence, spoken), time })
      }
      action={button}
    >
      {isWhole
        ? t('trail.head')
        : t('trail.brokenWhat', { why: spoken === 'vi' ? reasonInVietnamese(said.why) : said.why })}{' '}
      {isWhole && <span className="loa-mono">{said.head}</span>}
    </Notice>
  )
}
