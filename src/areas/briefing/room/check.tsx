/** Before going in: who this is, the one large button, and whether microphone, camera and line are good, with what to do. */
import { useEffect, useRef, useState } from 'react'
import { shownTime } from '../../../web/times.ts'
import type { Verdict } from '../model.ts'
import { OpenInstructions } from './instructions.tsx'
import type { DeviceKind } from './kept.ts'
import { Level } from './level.ts'
import { adviceOf } from './line-advice.ts'
import { LinePicture } from './line-picture.tsx'
import type { HasDevice, TestCall } from './page.ts'
import { usePage, useRoom, useSay, useSession } from './session-context.ts'
import { TEST_MS } from './test-call.ts'
import { Video } from './video.tsx'

export function Check({ test }: { test: TestCall }) {
  const session = useSession()
  const { self, room, page } = useRoom()
  const say = useSay()
  const { name, title } = self.responsible
  return (
    <div className="check">
      <section className="sheet">
        <h1 tabIndex={-1}>{room.title}</h1>
        <dl className="facts">
          <dt>{say('check.site')}</dt>
          <dd>{self.name}</dd>
          <dt>{say('check.responsible')}</dt>
          <dd>{title === null ? name : `${name}, ${title}`}</dd>
          <dt>{say('check.role')}</dt>
          <dd>{say(`role.${self.role}`)}</dd>
          <dt>{say('check.starts')}</dt>
          <dd>{shownTime(room.startsAt, 'minute', page.language)}</dd>
        </dl>
        <button type="button" className="main" onClick={() => session.tell({ is: 'join' })}>
          {say('join')}
        </button>
        <p className="quiet">{say('join.how')}</p>
        <p className="quiet">{say(room.isRecorded ? 'recorded' : 'notRecorded')}</p>
      </section>
      <section className="sheet" aria-labelledby="check-title">
        <h2 id="check-title">{say('check.title')}</h2>
        <Devices />
        <TestLine test={test} />
        {self.verdict !== null && test.is === 'none' && <VerdictView verdict={self.verdict} />}
      </section>
      <OpenInstructions />
    </div>
  )
}

function Devices() {
  const session = useSession()
  const { microphone, camera } = usePage()
  const say = useSay()
  const isMissing = [microphone, camera].some(has => has !== null && has !== 'works')
  return (
    <div className="devices">
      <div className="preview">
        {session.devices.camera === null ? (
          <p className="no-picture">{say(`camera.${camera ?? 'missing'}`)}</p>
        ) : (
          <Video track={session.devices.camera} name={say('check.preview')} isMirrored />
        )}
      </div>
      <ul className="plain">
        <Device has={microphone} kind="microphone" />
        {session.devices.microphone !== null && (
          <li>
            <LevelMeter track={session.devices.microphone} />
          </li>
        )}
        <Device has={camera} kind="camera" />
      </ul>
      <Choose kind="microphone" />
      <Choose kind="camera" />
      {isMissing && (
        <button type="button" onClick={() => void session.devices.find()}>
          {say('check.find')}
        </button>
      )}
    </div>
  )
}

function Device({ has, kind }: { has: HasDevice | null; kind: 'microphone' | 'camera' }) {
  const say = useSay()
  if (has === null) return null
  return (
    <li className="mark" data-look={has === 'works' ? 'good' : kind === 'camera' ? 'warn' : 'bad'}>
      {say(`${kind}.${has}`)}
    </li>
  )
}

/** Where there is more than one. */
function Choose({ kind }: { kind: DeviceKind }) {
  const { devices } = useSession()
  const say = useSay()
  const choices = devices.choices[kind]
  if (choices.length < 2) return null
  return (
    <label>
      {say(`check.${kind}`)}
      <select value={devices.chosen(kind) ?? ''} onChange={event => void devices.choose(kind, event.target.value)}>
        {devices.chosen(kind) === null && <option value="">{say(`check.${kind}.none`)}</option>}
        {choices.map(({ id, name }, at) => (
          <option key={id} value={id}>
            {name === '' ? at + 1 : name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Drawn without React: it moves all the time. */
function LevelMeter({ track }: { track: MediaStreamTrack }) {
  const say = useSay()
  const meter = useRef<HTMLMeterElement>(null)
  useEffect(() => {
    const level = new Level(track)
    const timer = setInterval(() => {
      if (meter.current !== null) meter.current.value = level.read()
    }, 100)
    return () => {
      clearInterval(timer)
      level.close()
    }
  }, [track])
  return <meter ref={meter} className="level" min={0} max={1} aria-label={say('check.level')} />
}

function TestLine({ test }: { test: TestCall }) {
  const session = useSession()
  const { self, page } = useRoom()
  const say = useSay()
  const isIdle = test.is === 'none' || test.is === 'failed'
  return (
    <>
      {isIdle && (
        <>
          <p>{say('check.how')}</p>
          <button type="button" onClick={() => session.tell({ is: 'test' })}>
            {say(self.verdict === null ? 'check.do' : 'check.again')}
          </button>
        </>
      )}
      <div role="status" className="test">
        {test.is === 'beginning' && say('check.beginning')}
        {test.is === 'ending' && say('check.ending')}
        {test.is === 'failed' && (
          <p className="mark" data-look="bad">
            {say('check.failed')} {test.problem.sentence(page.language)}
          </p>
        )}
      </div>
      {test.is === 'running' && <Running sinceMs={test.sinceMs} />}
    </>
  )
}

function Running({ sinceMs }: { sinceMs: number }) {
  const say = useSay()
  const [nowMs, setNowMs] = useState(sinceMs)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const goneMs = Math.min(TEST_MS, Math.max(0, nowMs - sinceMs))
  const seconds = Math.ceil((TEST_MS - goneMs) / 1000)
  return (
    <p className="running">
      <progress max={TEST_MS} value={goneMs} aria-label={say('check.title')} />
      {say('check.running', { seconds })}
    </p>
  )
}

function VerdictView({ verdict }: { verdict: Verdict }) {
  const { language } = usePage()
  const say = useSay()
  const advice = adviceOf(verdict)
  return (
    <div className="verdict" data-line={verdict.line}>
      <h3>
        <LinePicture line={verdict.line} isLarge /> {say(`class.${verdict.line}`)}
      </h3>
      <p>{say(`class.${verdict.line}.gives`)}</p>
      <p className="quiet">
        {say('check.figures', { up: verdict.kbitsUp, down: verdict.kbitsDown })} ·{' '}
        {say('check.at', { at: shownTime(verdict.at, 'minute', language) })}
      </p>
      {advice.length === 0 ? (
        <p className="mark" data-look="good">
          {say('check.nothing')}
        </p>
      ) : (
        <>
          <h4>{say('check.advice')}</h4>
          <ul>
            {advice.map(word => (
              <li key={word}>{say(word)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
