/**
 * Where one goes on in the set-up of a new authority, on the page that has done what comes right before; nothing where there is nothing to
 * set up.
 */
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useRef } from 'react'
import type { SetUpName } from '../../authority/set-up.ts'
import { ButtonLink } from '../parts/page.tsx'
import { Notice } from '../parts/states.tsx'
import { useWords } from '../parts/words.ts'
import { useMe } from '../session.ts'
import { setsUp, setUpQuery } from './set-up-query.ts'

function AllDone() {
  const { t } = useWords()
  return (
    <Notice
      gravity="good"
      role="status"
      title={t('next.done')}
      action={<ButtonLink to="/">{t('page.home')}</ButtonLink>}
    />
  )
}

/** `after`: what this page does; it says what comes right after that. */
export function NextStep({ after }: { readonly after: readonly SetUpName[] }) {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const { data } = useQuery({ ...setUpQuery, enabled: setsUp(role) })
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const wasWhole = useRef(false)
  if (data?.isWhole) wasWhole.current = true
  if (data === undefined) return null
  const { lines, next, isWhole } = data
  if (role === 'administrator' && !isWhole) return wasWhole.current ? <AllDone /> : null
  const at = lines.findIndex(({ name }) => name === next)
  const line = lines[at]
  if (line === undefined || at === 0 || !after.includes(lines[at - 1].name)) return null
  // It is done on this very page.
  if (line.isMine && line.page === pathname) return null
  const what = line.what[spoken]
  const isHere = line.isMine && line.page !== null
  const by = line.by?.[spoken] ?? ''
  return (
    <Notice
      gravity="info"
      role="status"
      title={line.isMine ? t('next.is', { what }) : t('next.waits', { what, by })}
      action={<ButtonLink to={isHere ? (line.page ?? '/') : '/'}>{isHere ? what : t('next.all')}</ButtonLink>}
    >
      {line.says[spoken]}
    </Notice>
  )
}
