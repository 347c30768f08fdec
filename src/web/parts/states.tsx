/**
 * What a view shows instead of, or above, its data: loading, empty, stale, error, forbidden, not found, offline.
 *
 * `Asked` chooses between them for one query, so that no page forgets one:
 *   <Asked query={query} empty={data => data.items.length === 0 && <Empty …/>}>{data => <Table …/>}</Asked>
 */

import { Button, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLanguage } from '../i18n.ts'
import { asProblem, type Problem } from '../problem.ts'
import { type StreamState, useNow, useOnline } from '../stream.ts'
import { ago, shownTime } from '../times.ts'
import { useWords } from '../use-words.ts'
import classes from './notice.module.css'

/** A sentence that people must see: how grave it is as a word, a bar and a colour; what to do as a button beside it. */
type Gravity = 'info' | 'good' | 'warn' | 'bad'

export function Notice(props: {
  gravity: Gravity
  title?: string
  children?: ReactNode
  action?: ReactNode
  /** alert: read out at once. status: when there is a pause. none: part of the page. */
  role?: 'alert' | 'status'
}) {
  return (
    <div className={classes.notice} data-gravity={props.gravity} role={props.role}>
      <div className={classes.words}>
        {props.title !== undefined && <p className={classes.title}>{props.title}</p>}
        {props.children !== undefined && <div>{props.children}</div>}
      </div>
      {props.action}
    </div>
  )
}

/** Why something was not done; nothing while all is well. */
export function Fault({ children }: { children: string | null }) {
  if (children === null) return null
  return (
    <Notice gravity="bad" role="alert">
      {children}
    </Notice>
  )
}

export function ProblemNotice({ problem }: { problem: Problem | null }) {
  const spoken = useLanguage()
  return <Fault>{problem?.sentence(spoken) ?? null}</Fault>
}

export function Asked<Data>(props: {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'dataUpdatedAt'> & { refetch: () => unknown }
  /** Shown in place of the data when it says so. */
  empty?: (data: Data) => ReactNode
  children: (data: Data) => ReactNode
}) {
  const { query } = props
  const retry = () => void query.refetch()
  if (query.data === undefined) {
    if (query.error !== null) return <ErrorState error={query.error} onRetry={retry} />
    return <Loading />
  }
  const empty = props.empty?.(query.data)
  return (
    <Stack gap="md">
      {query.error !== null && <Stale loadedAtMs={query.dataUpdatedAt} error={query.error} onRetry={retry} />}
      {empty ? empty : props.children(query.data)}
    </Stack>
  )
}

export function Loading({ lines = 5 }: { lines?: number }) {
  const { t } = useWords('shell')
  return (
    <div role="status">
      <span className="loa-heard">{t('state.loading')}</span>
      <Stack gap="sm" aria-hidden="true">
        {Array.from({ length: lines }, (_, line) => (
          <div key={line} className="loa-waiting" />
        ))}
      </Stack>
    </div>
  )
}

/** Nothing is there yet: why, and what to do about it. */
export function Empty(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Notice gravity="info" title={props.title} {...(props.action === undefined ? {} : { action: props.action })}>
      {props.children}
    </Notice>
  )
}

/** What was shown cannot be had anew: since when it is old, and why. */
export function Stale(props: { loadedAtMs: number; error: unknown; onRetry: () => void }) {
  const spoken = useLanguage()
  return (
    <Old sinceMs={props.loadedAtMs} action={<RetryButton onRetry={props.onRetry} />}>
      {asProblem(props.error).sentence(spoken)}
    </Old>
  )
}

/** For live pages: says when the stream was last heard once it is not live any more. Nothing while all is well. */
export function StreamNotice({ state }: { state: StreamState }) {
  const { t, spoken } = useWords('shell')
  if (state.is === 'refused')
    return (
      <Notice gravity="bad" role="alert" title={t('state.errorTitle')}>
        {state.problem.sentence(spoken)}
      </Notice>
    )
  if (state.is === 'live' || state.heardAtMs === null) return null
  return <Old sinceMs={state.heardAtMs}>{t('state.reconnecting')}</Old>
}

function Old(props: { sinceMs: number; action?: ReactNode; children: ReactNode }) {
  const { t, spoken } = useWords('shell')
  const now = useNow()
  const at = new Date(props.sinceMs).toISOString()
  const title = t('state.stale', { time: shownTime(at, 'clock', spoken), age: ago(at, now, spoken) })
  return (
    <Notice gravity="warn" role="status" title={title} action={props.action}>
      {props.children}
    </Notice>
  )
}

/** Any failure of a whole view: what happened, what to do. Chooses forbidden, not found and offline by itself. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useWords('shell')
  const problem = asProblem(error)
  if (problem.status === 403) return <Forbidden />
  if (problem.code === 'offline') return <Offline {...(onRetry ? { onRetry } : {})} />
  return (
    <Notice
      gravity={problem.status === 404 ? 'info' : 'bad'}
      role="alert"
      title={t(problem.status === 404 ? 'state.notFoundTitle' : 'state.errorTitle')}
      action={onRetry && problem.status !== 404 && <RetryButton onRetry={onRetry} />}
    >
      {problem.sentence(useLanguage())}
    </Notice>
  )
}

export function Forbidden() {
  const { t } = useWords('shell')
  return (
    <Notice gravity="warn" role="alert" title={t('state.forbiddenTitle')}>
      {t('state.forbidden')}
    </Notice>
  )
}

export function Offline({ onRetry }: { onRetry?: () => void }) {
  const { t } = useWords('shell')
  const isOnline = useOnline()
  return (
    <Notice
      gravity="warn"
      role="alert"
      title={t('state.offlineTitle')}
      action={onRetry && <RetryButton onRetry={onRetry} />}
    >
      {t(isOnline ? 'state.serverAway' : 'state.offline')}
    </Notice>
  )
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const { t } = useWords('shell')
  return (
    <Button variant="default" onClick={onRetry}>
      {t('state.retry')}
    </Button>
  )
}
