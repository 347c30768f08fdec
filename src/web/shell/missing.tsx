/** An address that leads nowhere, a page of other roles, and a page that broke. */
import { Button } from '@mantine/core'
import { type ErrorComponentProps, Navigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { language } from '../i18n.ts'
import { Page, TextLink } from '../parts/page.tsx'
import { Forbidden, Notice } from '../parts/states.tsx'
import { asProblem } from '../problem.ts'
import { SignedOut } from '../session.ts'
import { useWords } from '../use-words.ts'
import classes from './frame.module.css'
import { Outline } from './outline.tsx'
import { Switches } from './switches.tsx'

export function Missing() {
  const { t } = useWords('shell')
  return (
    <Page title={t('page.notFound')} lead={t('page.notFoundWhy')}>
      <p>
        <TextLink to="/">{t('page.home')}</TextLink>
      </p>
    </Page>
  )
}

export function NotYours({ title }: { title: string }) {
  return (
    <Page title={title}>
      <Forbidden />
    </Page>
  )
}

export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useWords('shell')
  const router = useRouter()
  const isAway = asProblem(error).code === 'offline'
  useEffect(() => {
    if (isAway) return onceThere(() => void router.invalidate().then(reset))
  }, [isAway, router, reset])
  if (error instanceof SignedOut) return <Navigate to="/sign-in" />
  return (
    <div className={classes.broken}>
      <Page
        title={t(isAway ? 'state.offlineTitle' : 'state.errorTitle')}
        {...(isAway && { lead: t('state.offlineComesBack') })}
      >
        <Notice
          gravity={isAway ? 'warn' : 'bad'}
          role="alert"
          action={
            <Button variant="default" onClick={isAway ? () => void router.invalidate().then(reset) : reload}>
              {t('state.retry')}
            </Button>
          }
        >
          {asProblem(error).sentence(language())}
        </Notice>
      </Page>
    </div>
  )
}

/** Where the frame itself could not be made: whole all the same, whose console it is and the two switches. */
export function BrokenFrame(props: ErrorComponentProps) {
  return (
    <Outline className={classes.door} mainClass={classes.doorMain} tools={<Switches className={classes.tools} />}>
      <Broken {...props} />
    </Outline>
  )
}

/** Between two looks whether the server is there again. */
const LOOK_MS = 3_000

/** Calls it when the server answers again, once. Returns how to stop looking. */
function onceThere(act: () => void): () => void {
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS)
  const look = async () => {
    if (!(await fetch('/healthz', { cache: 'no-store' })).ok) return
    clearInterval(timer)
    act()
  }
  return () => clearInterval(timer)
}

function reload(): void {
  location.reload()
}
