/**
 * Where one goes on in the set-up of a new authority, on the page that has done one of its lines; nothing where there is nothing to set
 * up, or that line is not done.
 */
import { useQuery } from '@tanstack/react-query'
import type { SetUpName } from '../../authority/set-up.ts'
import { ButtonLink } from '../parts/page.tsx'
import { Notice } from '../parts/states.tsx'
import { useMe } from '../session.ts'
import { useWords } from '../use-words.ts'
import { setsUp, setUpQuery } from './set-up-query.ts'

/** `after`: any of these. */
export function NextStep({ after }: { readonly after: readonly SetUpName[] }) {
  const { t, spoken } = useWords('shell')
  const { role } = useMe()
  const { data } = useQuery({ ...setUpQuery, enabled: setsUp(role) })
  if (data === undefined) return null
  const { lines, next, isWhole } = data
  const line = lines.find(({ name }) => name === next)
  const isAfter = lines.some(({ name, is }) => is === 'done' && after.includes(name))
  if (!isAfter || line === undefined || (role === 'administrator' && !isWhole)) return null
  const what = line.what[spoken]
  const isHere = line.isMine && line.page !== null
  const by = line.by?.[spoken] ?? ''
  return (
    <Notice
      gravity="info"
      role="status"
      title={line.isMine ? t('next.is', { what }) : t('next.waits', { what, by })}
      action={
        <ButtonLink to={isHere ? (line.page ?? '/') : '/'}>
          {isHere ? what : t('next.all')}
        </ButtonLink>
      }
    >
      {line.says[spoken]}
    </Notice>
  )
}
