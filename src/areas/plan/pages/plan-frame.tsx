/** The frame of the pages of one plan: its name, its pages beside each other, and the plan itself for what is in it. */
import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Plan } from '../../../plan/plan.ts'
import { ButtonLink, Page } from '../../../web/parts/page.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import type { PlanDetail } from '../model.ts'
import classes from './plan.module.css'
import { planQuery } from './queries.ts'
import { useWords } from './words.ts'

/** What is looked at by a signed plan alone. */
export interface Signed {
  readonly detail: PlanDetail
  readonly plan: Plan
}

interface Framed {
  readonly id: string
  /** Of the page, where it is not the plan's. */
  readonly title?: string
  readonly badge?: ReactNode
  readonly actions?: ReactNode
}

export function PlanFrame(
  props: Framed & {
    /** Below the pages that stand beside each other. */
    readonly isInside?: boolean
    readonly children: (detail: PlanDetail) => ReactNode
  },
) {
  const { t, spoken } = useWords()
  const { id, title, badge, actions, isInside } = props
  const query = useQuery(planQuery(id))
  const name = query.data === undefined ? t('title') : nameOf(query.data, spoken)
  return (
    <Page
      title={title ?? name}
      crumbs={[[t('title'), '/plan'], ...(isInside ? ([[name, `/plan/${id}`]] as const) : [])]}
      {...(badge !== undefined && { badge })}
      {...(actions !== undefined && { actions })}
    >
      {!isInside && <Pages id={id} />}
      <Asked query={query}>{props.children}</Asked>
    </Page>
  )
}

/** Where no version is signed yet it says so, and where the draft is. */
export function SignedFrame(
  props: Framed & { readonly isInside?: boolean; readonly children: (signed: Signed) => ReactNode },
) {
  const { t } = useWords()
  const { children, ...frame } = props
  return (
    <PlanFrame {...frame}>
      {detail =>
        detail.plan === null ? (
          <Empty
            title={t('unsigned')}
            action={<ButtonLink to={`/plan/${detail.id}/levels`}>{t('unsignedGo')}</ButtonLink>}
          >
            {t('unsignedHow')}
          </Empty>
        ) : (
          children({ detail, plan: detail.plan })
        )
      }
    </PlanFrame>
  )
}

function nameOf({ plan, draft, id }: PlanDetail, spoken: 'vi' | 'en'): string {
  const drafted = draft.content.title as { readonly vi?: unknown; readonly en?: unknown } | undefined
  const title = plan?.title[spoken] ?? drafted?.[spoken]
  return typeof title === 'string' ? title : id
}

const PAGES = [
  ['', 'nav.situation'],
  ['/levels', 'nav.levels'],
  ['/data', 'nav.data'],
  ['/tasks', 'nav.tasks'],
] as const

function Pages({ id }: { id: string }) {
  const { t } = useWords()
  // Where there is one plan alone, its situation is the first page.
  const isFirst = useRouterState({ select: ({ location }) => location.pathname === '/plan' })
  return (
    <nav aria-label={t('nav.title')}>
      <ul className={classes.nav}>
        {PAGES.map(([path, word]) => (
          <li key={path}>
            <Anchor
              component={Link}
              to={`/plan/${id}${path}`}
              className={classes.tab}
              activeOptions={{ exact: true }}
              underline="never"
              {...(isFirst && path === '' && { 'aria-current': 'page' as const })}
            >
              {t(word)}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  )
}
