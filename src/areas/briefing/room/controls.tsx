/**
 * What this site can do, at the foot of the window: the lamp, the floor, its own microphone and camera; for whoever has the chair
 * the roll, the beginning and the end. The keys work wherever the focus is, and are none that letters are typed with.
 */
import { useEffect, useRef, useState } from 'react'
import { sharesScreens } from './devices.ts'
import { type Deed, deedOf, KEYS } from './keys.ts'
import { type Lamp, lampOf } from './lamp.ts'
import { type Rights, rightsOf } from './rights.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

export function Controls() {
  const { self, room, page } = useRoom()
  const say = useSay()
  const rights = rightsOf(self, room)
  const lamp = lampOf({
    site: self.site,
    room,
    isMuted: page.isMuted,
    hasMicrophone: page.microphone === 'works' || page.microphone === null,
    isConnected: page.media === 'up',
  })
  return (
    <section className="controls" aria-label={say('controls')}>
      <LampView lamp={lamp} />
      <div className="buttons">
        <FloorButtons rights={rights} />
        <OwnButtons rights={rights} />
      </div>
      <ChairBar rights={rights} />
    </section>
  )
}

function LampView({ lamp }: { lamp: Lamp }) {
  const say = useSay()
  return (
    <p className="lamp" role="status" data-lamp={lamp}>
      {say(`lamp.${lamp}`)}
    </p>
  )
}

function FloorButtons({ rights }: { rights: Rights }) {
  const session = useSession()
  const say = useSay()
  const floor = (deed: 'ask' | 'withdraw' | 'release') =>
    void session.actInRoom('POST /api/v1/briefing-room/floor', { body: { do: deed } })
  const deed = rights.asks ? 'ask' : rights.withdraws ? 'withdraw' : rights.releases ? 'release' : null
  useKey('floor', () => deed !== null && floor(deed))
  if (deed === null) return null
  return (
    <button
      type="button"
      className={deed === 'withdraw' ? 'floor' : 'floor main'}
      aria-keyshortcuts={KEYS.floor.name}
      onClick={() => floor(deed)}
    >
      {say(deed)} <Hint deed="floor" />
    </button>
  )
}

function OwnButtons({ rights }: { rights: Rights }) {
  const session = useSession()
  const { page } = useRoom()
  const say = useSay()
  const mute = () => session.tell({ is: 'mute' })
  useKey('mute', mute)
  const [isRefused, setRefused] = useState(false)
  const share = async () => setRefused(!(await session.showScreen(!page.isScreenShown)))
  return (
    <>
      {page.microphone === 'works' && (
        <button type="button" aria-keyshortcuts={KEYS.mute.name} onClick={mute} data-off={page.isMuted}>
          {say(page.isMuted ? 'unmute' : 'mute')} <Hint deed="mute" />
        </button>
      )}
      {page.camera === 'works' && (
        <button type="button" onClick={() => session.tell({ is: 'camera-off' })} data-off={page.hasCameraOff}>
          {say(page.hasCameraOff ? 'cameraOn' : 'cameraOff')}
        </button>
      )}
      {rights.shows && sharesScreens() && (
        <button type="button" onClick={() => void share()}>
          {say(page.isScreenShown ? 'unshareScreen' : 'shareScreen')}
        </button>
      )}
      <button type="button" onClick={() => session.tell({ is: 'leave' })}>
        {say('leave')}
      </button>
      {isRefused && (
        <p className="mark" data-look="warn" role="alert">
          {say('problem.screen')}
        </p>
      )}
    </>
  )
}

function ChairBar({ rights }: { rights: Rights }) {
  const session = useSession()
  const say = useSay()
  const chair = (deed: 'take' | 'give') =>
    void session.actInRoom('POST /api/v1/briefing-room/chair', { body: { do: deed } })
  if (!rights.hasChair && !rights.takesChair) return null
  return (
    <fieldset className="buttons chair">
      <legend className="heard">{say('chairControls')}</legend>
      {rights.begins && (
        <button
          type="button"
          className="main"
          onClick={() => void session.actInRoom('POST /api/v1/briefing-room/begin', { body: {} })}
        >
          {say('begin')}
        </button>
      )}
      {rights.hasChair && (
        <button type="button" onClick={() => void session.actInRoom('POST /api/v1/briefing-room/roll', { body: {} })}>
          {say('roll')}
        </button>
      )}
      {rights.givesChair && (
        <button type="button" onClick={() => chair('give')}>
          {say('giveChair')}
        </button>
      )}
      {rights.takesChair && (
        <button type="button" className="main" onClick={() => chair('take')}>
          {say('takeChair')}
        </button>
      )}
      {rights.ends && <EndButton />}
    </fieldset>
  )
}

/** It can be taken back for so long. */
const END_AFTER_S = 5

/** One press by accident ends nothing: for some seconds it can be taken back. */
function EndButton() {
  const session = useSession()
  const say = useSay()
  const [left, setLeft] = useState<number | null>(null)
  const back = useRef<HTMLButtonElement>(null)
  const isEnding = left !== null
  useEffect(() => {
    if (!isEnding) return
    back.current?.focus()
    const timer = setInterval(() => setLeft(seconds => (seconds ?? 1) - 1), 1000)
    return () => clearInterval(timer)
  }, [isEnding])
  useEffect(() => {
    if (left === null || left > 0) return
    setLeft(null)
    void session.actInRoom('POST /api/v1/briefing-room/end', { body: {} })
  }, [left, session])
  if (left === null)
    return (
      <button type="button" className="danger" onClick={() => setLeft(END_AFTER_S)}>
        {say('end')}
      </button>
    )
  return (
    <span className="ending">
      <span role="alert">{say('end.soon')}</span>
      <span aria-hidden="true" className="count">
        {left}
      </span>
      <button ref={back} type="button" className="main" onClick={() => setLeft(null)}>
        {say('end.no')}
      </button>
    </span>
  )
}

/** For eyes; programs are told by `aria-keyshortcuts`. */
function Hint({ deed }: { deed: Deed }) {
  return (
    <span className="hint" aria-hidden="true">
      {KEYS[deed].name}
    </span>
  )
}

function useKey(deed: Deed, act: () => void): void {
  const newest = useRef(act)
  newest.current = act
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || deedOf(event) !== deed) return
      event.preventDefault()
      newest.current()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [deed])
}
