/**
 * The set-up of a new authority: each line as it is now, who has to act, and a way to where it is done. In place of an administrator's
 * overview until what must be is; below it while something is left that may be put aside.
 */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { setUpQuery } from '../../../web/help/set-up-query.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { RowButton } from '../../../web/parts/dialogue.tsx'
import { ButtonLink, Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import type { optionalName, ShownSetUp } from '../model.ts'
import classes from './overview.module.css'
import { useWords } from './words.ts'

type Line = ShownSetUp['lines'][number]
type Optional = (typeof optionalName)['options'][number]

/** Undefined: not known yet, or nobody's but an administrator's. */
export function useSetUp(isAdministrator: boolean): ShownSetUp | undefined {
  const { data } = useQuery({ ...setUpQuery, enabled: isAdministrator })
  return isAdministrator ? data : undefined
}

export function SetUpPage({ setUp, children }: { readonly setUp: ShownSetUp; readonly children: React.ReactNode }) {
  const { t } = useWords()
  return (
    <Page title={t('setUp.title')} lead={t('setUp.lead')}>
      <Next setUp={setUp} />
      <Lines of={setUp.lines.filter(({ isMust }) => isMust)} title={t('setUp.must')} />
      <Lines of={setUp.lines.filter(({ isMust }) => !isMust)} title={t('setUp.may')} />
      {children}
    </Page>
  )
}

/** What is left; nothing once all is done or put aside. */
export function SetUpRest({ setUp: { lines } }: { readonly setUp: ShownSetUp }) {
  const { t } = useWords()
  const left = lines.filter(({ is, asideBy }) => is === 'waits' && asideBy === null)
  if (left.length === 0) return null
  return (
    <div className={classes.whole}>
      <Lines of={left} title={t('setUp.left')} />
    </div>
  )
}

function Next({ setUp: { lines, next } }: { readonly setUp: ShownSetUp }) {
  const { t, spoken } = useWords()
  const line = lines.find(({ name }) => name === next)
  if (line === undefined) return null
  const what = line.what[spoken]
  const by = line.by?.[spoken] ?? ''
  return (
    <Notice
      gravity="info"
      title={line.isMine ? t('next.is', { what }) : t('next.waits', { what, by })}
      action={line.page !== null && <ButtonLink to={line.page}>{what}</ButtonLink>}
    >
      {line.says[spoken]}
    </Notice>
  )
}

function Lines({ of, title }: { readonly of: readonly Line[]; readonly title: string }) {
  const done = of.filter(({ is }) => is === 'done').length
  const { t } = useWords()
  const aside = usePutAside()
  return (
    <Panel title={title}>
      {done > 0 && <p className="loa-quiet">{t('setUp.done.count', { done, all: of.length })}</p>}
      <ProblemNotice problem={aside.problem} />
      <ol className={classes.list}>
        {of.map(line => (
          <li key={line.name} className={classes.item}>
            <Item line={line} onAside={aside.run} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

const LOOKS = { done: 'good', waits: 'waiting', unknown: 'idle' } as const

function Item({ line, onAside }: { readonly line: Line; readonly onAside: PutAside }) {
  const { t, spoken } = useWords()
  const { is, isMust, page, asideBy, by } = line
  const what = line.what[spoken]
  const isAside = asideBy !== null
  return (
    <div className={classes.setUp}>
      <div>
        <StateBadge look={isAside ? 'off' : LOOKS[is]}>{t(isAside ? 'setUp.aside' : `setUp.${is}`)}</StateBadge>
      </div>
      <div>
        {page === null ? (
          <strong>{what}</strong>
        ) : (
          <TextLink to={page} isStrong>
            {what}
          </TextLink>
        )}
        <div>{line.says[spoken]}</div>
        {by !== null && !isAside && <div className="loa-quiet">{t('setUp.by', { by: by[spoken] })}</div>}
        {isAside && <div className="loa-quiet">{t('setUp.asideBy', { by: asideBy })}</div>}
      </div>
      {!isMust && is !== 'done' && (
        <RowButton of={what} onClick={() => void onAside({ name: line.name as Optional, isAside: !isAside })}>
          {t(isAside ? 'setUp.takeUp' : 'setUp.putAside')}
        </RowButton>
      )}
    </div>
  )
}

type PutAside = ReturnType<typeof usePutAside>['run']

function usePutAside() {
  return useDeed(async ({ name, isAside }: { name: Optional; isAside: boolean }) => {
    const given = { params: { name }, body: { isAside } }
    queries.setQueryData(setUpQuery.queryKey, await ask('PUT /api/v1/set-up/{name}', given))
  })
}
