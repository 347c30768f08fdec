/**
 * Buổi giao ban đang diễn ra, for the secretary: who is missing at a glance, who speaks and who wants to, whose line is poor; and
 * beside it the minutes as they are typed. Fed by the room's stream; says how old it is once the stream is gone.
 */

import { Anchor, Button, NativeSelect, Paper, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../../web/parts/confirm-by-typing.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ButtonToDialogue, Confirm } from '../../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { ButtonLink, Page, Panel } from '../../../../web/parts/page.tsx'
import { Told } from '../../../../web/parts/secret.tsx'
import { Asked, Loading, Notice, ProblemNotice, StreamNotice } from '../../../../web/parts/states.tsx'
import { type StreamState, useStream } from '../../../../web/stream.ts'
import type { Briefing, BriefingRoom, PlaceLink, RoomChange } from '../../model.ts'
import { BriefingBadge } from '../badges.tsx'
import { useMayWrite } from '../may-write.ts'
import { MinutesBook } from '../minutes/minutes-book.tsx'
import { briefingQuery, forgetBriefing, keepBriefing } from '../queries.ts'
import { useWords } from '../words.ts'
import classes from './live.module.css'
import { changed, rollOf, speakerOf, toldBetween } from './room-state.ts'
import { RoomFigures, RoomView } from './room-view.tsx'

export function LivePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/briefings/$id/live' })
  const briefing = useQuery(briefingQuery(id))
  const { data } = briefing
  const isHeld = data?.state === 'planned' || data?.state === 'open'
  const { room, stream } = useRoom(id, isHeld)
  const state = room?.state ?? data?.state
  return (
    <Page
      title={data === undefined ? t('live.title') : data.title}
      crumbs={[[t('title'), '/briefings'], data && [data.title, `/briefings/${id}`]]}
      badge={state && <BriefingBadge state={state} />}
      actions={data && isHeld && <Actions briefing={data} room={room} />}
    >
      <Asked query={briefing}>
        {found =>
          found.state === 'planned' || found.state === 'open' ? (
            <Stack gap="md">
              <StreamNotice state={stream} />
              {room === null ? stream.is !== 'refused' && <Loading lines={8} /> : <Live briefing={found} room={room} />}
            </Stack>
          ) : (
            <Notice
              gravity="info"
              title={t(`live.over.${found.state}`)}
              action={<ButtonLink to={`/briefings/${id}`}>{t('live.toBriefing')}</ButtonLink>}
            >
              {t('live.overHow')}
            </Notice>
          )
        }
      </Asked>
    </Page>
  )
}

function Live({ briefing, room }: { briefing: Briefing; room: BriefingRoom }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  return (
    <>
      <Paper withBorder p="md">
        <RoomFigures room={room} />
      </Paper>
      <div className={classes.sides}>
        <div className={classes.room}>
          <RoomView briefing={briefing} room={room} />
        </div>
        <Panel title={t('minutes.title')}>
          <MinutesBook
            briefing={{ ...briefing, agenda: room.agenda }}
            minutes={room.minutes}
            speaker={speakerOf(room)}
            mayWrite={mayWrite}
          />
        </Panel>
      </div>
    </>
  )
}

function Actions({ briefing, room }: { briefing: Briefing; room: BriefingRoom | null }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  const isOpen = (room?.state ?? briefing.state) === 'open'
  return (
    <>
      <ButtonToDialogue label={t('room.open')} variant="default" isKept>
        {close => <OpenRoom briefing={briefing} onClose={close} />}
      </ButtonToDialogue>
      {isOpen ? <End briefing={briefing} room={room} /> : <Begin briefing={briefing} room={room} />}
    </>
  )
}

function Begin({ briefing: { id, title }, room }: { briefing: Briefing; room: BriefingRoom | null }) {
  const { t } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const { problem, isBusy, run } = useDeed(async (id: string, once) => {
    const given = { params: { id }, body: {}, once }
    keepBriefing(await ask('POST /api/v1/briefings/{id}/begin', given))
    announce(t('begin.done', { title }))
  })
  const roll = room === null ? null : rollOf(room)
  return (
    <>
      <Button onClick={open}>{t('begin.open')}</Button>
      <Confirm
        isOpen={isOpen}
        title={t('begin.title')}
        deed={t('begin.deed')}
        isBusy={isBusy}
        onConfirm={() => run(id)}
        onClose={close}
      >
        <p>{t('begin.what')}</p>
        {roll !== null && roll.missing.length > 0 && (
          <Notice gravity="warn" title={t('begin.missing', { count: roll.missing.length })}>
            {roll.missing.map(({ name }) => name).join(', ')}
          </Notice>
        )}
      </Confirm>
      <ProblemNotice problem={problem} />
    </>
  )
}

function End({ briefing: { id, title }, room }: { briefing: Briefing; room: BriefingRoom | null }) {
  const { t } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button color="red.9" onClick={open}>
        {t('end.open')}
      </Button>
      <ConfirmByTyping
        isOpen={isOpen}
        title={t('end.title')}
        ask={t('end.ask', { word: t('end.word') })}
        expected={t('end.word')}
        deed={t('end.deed')}
        onConfirm={async once => {
          const given = { params: { id }, body: {}, once }
          keepBriefing(await ask('POST /api/v1/briefings/{id}/end', given))
          announce(t('end.done', { title }))
        }}
        onClose={close}
      >
        {t('end.what', { there: room === null ? 0 : rollOf(room).there })}
      </ConfirmByTyping>
    </>
  )
}

/** A room's event stream as React state. What a change of it makes old is asked anew; what must be heard is read out. */
function useRoom(id: string, isWatched: boolean): { readonly room: BriefingRoom | null; readonly stream: StreamState } {
  const { t } = useWords()
  const [room, setRoom] = useState<BriefingRoom | null>(null)
  // Two events may come before it is drawn.
  const newest = useRef<BriefingRoom | null>(null)
  const take = (next: BriefingRoom | null) => {
    const before = newest.current
    newest.current = next
    setRoom(next)
    if (before === null || next === null) return
    const told = toldBetween(before, next)
    if (told.length > 0) announce(told.map(each => t(`told.${each.is}`, { ...each })).join(' '))
    // Attendance, turns and what this reader may do now are the briefing's.
    if (before.state !== next.state) void forgetBriefing(id)
  }
  const path = isWatched ? `/api/v1/briefings/${encodeURIComponent(id)}/live` : null
  const stream = useStream(path, {
    room: data => take(data as BriefingRoom),
    change: data => {
      const change = data as RoomChange
      take(changed(newest.current, change))
      // A roster or agenda that was changed is the briefing's too.
      if (change.agenda !== undefined || change.minutes !== undefined) void forgetBriefing(id)
    },
  })
  return { room, stream }
}

/** Into the room oneself: the link of a place is issued anew and opened here. Whoever came by the one before is put out. */
function OpenRoom({ briefing, onClose }: { briefing: Briefing; onClose: () => void }) {
  const { t } = useWords()
  const { id, places } = briefing
  const [link, setLink] = useState<PlaceLink | null>(null)
  const own = places.find(({ role }) => role === 'secretary') ?? places[0]
  const form = useForm({
    prefix: 'room',
    values: { site: own?.site ?? '' },
    check: ({ site }) => ({ site: site === '' && t('room.openMissing') }),
    send: async ({ site }, once) => {
      const given = { params: { id, site }, body: { mail: false }, once }
      setLink(await ask('POST /api/v1/briefings/{id}/places/{site}/link', given))
      await forgetBriefing(id)
    },
  })
  const chosen = places.find(({ site }) => site === form.values.site)
  if (link !== null)
    return (
      <Told lead={t('room.opened')} done={t('room.openedDone')} onClose={onClose}>
        <Anchor className="loa-target" underline="always" href={link.url} target="_blank" rel="noopener noreferrer">
          {t('room.enter', { name: chosen?.name ?? '' })}
        </Anchor>
      </Told>
    )
  return (
    <Form of={form} submit={t('room.openDeed')} cancel={onClose}>
      <Stack gap="sm">
        <p>{t('room.openWhat')}</p>
        <NativeSelect
          label={t('place.site')}
          data={places.map(({ site, name, role }) => ({ value: site, label: `${name} – ${t(`role.${role}`)}` }))}
          {...form.field('site')}
        />
        {chosen?.link === 'used' && <Notice gravity="warn">{t('room.openUsed')}</Notice>}
      </Stack>
    </Form>
  )
}
