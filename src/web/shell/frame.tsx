/**
 * The frame of every page behind the sign-in: header, navigation by role, who is signed in, the connection's state.
 *
 * Listens to the server's changes and marks what they touch as to be asked again; no page polls.
 */

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, Outlet, useRouteContext, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { askAuth } from '../api.ts'
import { notYours, onChange } from '../area-pages.ts'
import { language, useLanguage } from '../i18n.ts'
import { forgetPerson } from '../left-behind.ts'
import { announce } from '../parts/announcer.tsx'
import { SideDialogue } from '../parts/dialogue.tsx'
import { Notice } from '../parts/states.tsx'
import { askWhoAgain, meQuery, queries, useMe } from '../session.ts'
import { StepUp } from '../step-up/step-up.tsx'
import { useNow, useOnline, useStream } from '../stream.ts'
import { ago } from '../times.ts'
import { useWords } from '../use-words.ts'
import classes from './frame.module.css'
import { NotYours } from './missing.tsx'
import { Outline } from './outline.tsx'
import { SectionLine, Sections } from './sections.tsx'
import { Switches } from './switches.tsx'

/** Asks who it is anew whenever that may have changed; a session that has ended leads to the sign-in, and back here. */
export function Frame() {
  const me = useQuery(meQuery)
  if (me.data === null) return <Ended />
  return <Inside />
}

function Ended() {
  const to = location.pathname + location.search
  return <Navigate to="/sign-in" search={to === '/sign-in' ? {} : { to, notice: 'ended' }} replace />
}

function Inside() {
  const { t, terms } = useWords('shell')
  const me = useMe()
  const [isMenuOpen, menu] = useDisclosure(false)
  const path = useRouterState({ select: state => state.location.pathname })
  useEffect(() => menu.close(), [path])

  return (
    <Outline
      className={classes.frame}
      mainClass={classes.main}
      foot={
        me.factor === 'fine' && (
          <Link to="/help" className={classes.help}>
            {t('frame.help')}
          </Link>
        )
      }
      tools={
        <>
          {me.factor === 'fine' && <Tools />}
          <Switches className={`${classes.tools} ${classes.wide}`}>
            <Person />
          </Switches>
          <button
            type="button"
            className={`${classes.language} ${classes.narrow}`}
            onClick={menu.toggle}
            aria-label={t(isMenuOpen ? 'frame.menuClose' : 'frame.menuOpen')}
            aria-expanded={isMenuOpen}
          >
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" stroke="currentColor" strokeWidth="2">
              <path d={isMenuOpen ? 'M4 4l16 16M20 4L4 20' : 'M0 4h24M0 12h24M0 20h24'} />
            </svg>
          </button>
        </>
      }
      above={
        <>
          {me.factor === 'fine' && (
            <nav className={`${classes.nav} ${classes.wide}`} aria-label={t('nav.title')}>
              <SectionLine />
            </nav>
          )}
          <SideDialogue isOpen={isMenuOpen} onClose={menu.close} title={t('frame.menu')}>
            <nav className={classes.menu} aria-label={t('nav.title')}>
              <Sections />
              <Link to="/account" className={classes.section}>
                {t('frame.account')}
              </Link>
            </nav>
            <p className="loa-quiet">
              {t('frame.signedInAs', { name: me.name })} ({terms(`role.${me.role}`)})
            </p>
            <Switches className={classes.menuTools} />
            <Button variant="default" fullWidth onClick={signOut}>
              {t('frame.signOut')}
            </Button>
          </SideDialogue>
          {me.factor === 'fine' && <Connection />}
        </>
      }
    >
      <Shown />
      <StepUp />
    </Outline>
  )
}

/** The page, or that it is another role's: then nothing is asked of the server, which would refuse it. */
function Shown() {
  const { role } = useMe()
  // Of what the outlet draws, which while another page is on its way is the one before.
  const path = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '/' })
  const { areas } = useRouteContext({ from: '__root__' })
  const spoken = useLanguage()
  const place = notYours(areas, role, path)
  return place === null ? <Outlet /> : <NotYours title={place.title[spoken]} />
}

/** That areas have in the header. */
function Tools() {
  const { areas } = useRouteContext({ from: '__root__' })
  return areas.flatMap(({ Tool }, at) => (Tool === undefined ? [] : <Tool key={at} />))
}

function Person() {
  const { t, terms } = useWords('shell')
  const { name, role } = useMe()
  return (
    <>
      <Link to="/account" className={classes.person} title={t('frame.account')}>
        <span>{name}</span>
        <span className={classes.role}>{terms(`role.${role}`)}</span>
      </Link>
      <button type="button" className={classes.language} onClick={signOut}>
        {t('frame.signOut')}
      </button>
    </>
  )
}

/** A new page, so that nothing of this person stays in memory; nor does it in the browser's store. */
function signOut(): void {
  void askAuth('POST', '/sign-out')
    .catch(() => undefined)
    .then(() => {
      // A page that is left may keep what was written on it once more.
      addEventListener('pagehide', forget)
      forget()
      location.assign('/sign-in')
    })
}

function forget(): void {
  try {
    forgetPerson(localStorage)
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Nothing while all is well. A short break is not worth a bar that jumps. */
const BREAK_MS = 4_000

/** Begins anew where its session was replaced by another while it asked. */
function Connection() {
  const [begun, setBegun] = useState(0)
  const onUnknown = async () => {
    if ((await askWhoAgain()) !== null) setBegun(begun + 1)
  }
  return <Changes key={begun} onUnknown={() => void onUnknown().catch(() => undefined)} />
}

function Changes({ onUnknown }: { onUnknown: () => void }) {
  const { areas } = useRouteContext({ from: '__root__' })
  const { t } = useWords('shell')
  const stream = useStream('/api/v1/events', { change: data => onChange(areas, queries, data) })
  const isOut = stream.is === 'refused' && stream.problem.status === 401
  useEffect(() => {
    if (isOut) onUnknown()
  }, [isOut])
  const isOnline = useOnline()
  const now = useNow(2_000)
  const isLost = stream.is === 'lost' && stream.heardAtMs !== null && now - stream.sinceMs > BREAK_MS
  const wasLost = useRef(false)
  useEffect(() => {
    if (wasLost.current && stream.is === 'live') announce(t('frame.back'))
    wasLost.current = isLost || !isOnline || (wasLost.current && stream.is !== 'live')
  }, [isLost, isOnline, stream.is, t])
  if (isOnline && !isLost) return null
  return (
    <div className={classes.connection}>
      <Notice gravity="warn" role="status">
        {isOnline
          ? t('frame.lost', { age: ago(new Date(stream.heardAtMs ?? now).toISOString(), now, language()) })
          : t('frame.offline')}
      </Notice>
    </div>
  )
}
