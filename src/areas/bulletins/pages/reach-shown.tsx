/** What whoever approves a cell broadcast has to know beside its content: which operators can put it on the air, and what nobody can take back. */
import { useQuery } from '@tanstack/react-query'
import { Notice } from '../../../web/parts/states.tsx'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import { useWords } from './words.ts'

export function ReachShown({ isAlarm }: { isAlarm: boolean }) {
  const { t } = useWords()
  const { data } = useQuery(operatorsQuery)
  if (data === undefined) return null
  const enrolled = data.filter(({ state }) => state === 'enrolled')
  const able = enrolled.filter(({ hello }) => hello?.broadcasts === true)
  const away = able.filter(({ isConnected }) => !isConnected)
  const names = (of: typeof able) => of.map(({ name }) => name).join(', ')
  return (
    <Notice gravity={able.length === 0 ? 'bad' : 'warn'} title={t('reach.title')}>
      <p>
        {able.length === 0
          ? t('reach.none', { all: enrolled.length })
          : t('reach.some', { able: able.length, all: enrolled.length, names: names(able) })}
        {away.length > 0 && ` ${t('reach.away', { names: names(away) })}`}
      </p>
      <p>{t(isAlarm ? 'reach.forGood' : 'reach.forGoodQuiet')}</p>
    </Notice>
  )
}
