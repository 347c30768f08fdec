/** The sound of a text: recorded by whoever writes, a file that is brought, or a machine that speaks. */
import { Button, FileButton, Group, Stack } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Sound } from '../../../directive/bulletin.ts'
import type { Purpose } from '../../../directive/documents.ts'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { useNow } from '../../../web/stream.ts'
import classes from './bulletins.module.css'
import { Listen } from './listen.tsx'
import { useWords } from './words.ts'

export interface Spoken {
  readonly spoken: string
  readonly language: string
  readonly purpose: Purpose
}

type Bring =
  | { readonly by: 'recording' | 'upload'; readonly octets: Blob }
  | { readonly by: 'machine'; readonly of: Spoken }

export function SoundField(props: {
  id: string
  what: string
  error: string | null
  sound: Sound | null
  /** What a machine would speak; null: nothing. */
  speak: Spoken | null
  onSound: (sound: Sound) => void
}) {
  const { t } = useWords()
  const { id, what, error, sound, speak, onSound } = props
  const deed = useDeed(async (bring: Bring) => {
    const kept =
      bring.by === 'machine'
        ? await ask('POST /api/v1/bulletin-sounds/spoken', { body: { ...bring.of } })
        : await ask('POST /api/v1/bulletin-sounds', { query: { by: bring.by }, body: bring.octets })
    onSound(kept.sound)
    announce(t('sound.made'))
  })
  const isSilent = speak !== null && speak.spoken.trim() === ''
  return (
    <section id={id} tabIndex={-1} aria-label={`${t('sound.title')}: ${what}`} className={classes.said}>
      <Stack gap="sm">
        <Listen sound={sound} what={what} />
        <Group gap="sm">
          <Recorder onRecorded={octets => void deed.run({ by: 'recording', octets })} />
          <FileButton
            accept="audio/*"
            onChange={file => {
              if (file !== null) void deed.run({ by: 'upload', octets: file })
            }}
          >
            {button => (
              <Button {...button} variant="default" size="sm" loading={deed.isBusy}>
                {t('sound.upload')}
              </Button>
            )}
          </FileButton>
          {speak !== null && (
            <Button
              variant="default"
              size="sm"
              loading={deed.isBusy}
              disabled={isSilent}
              onClick={() => void deed.run({ by: 'machine', of: speak })}
            >
              {t('sound.machine')}
            </Button>
          )}
          {isSilent && <span className="loa-quiet">{t('sound.silent')}</span>}
        </Group>
        {error !== null && <p className={classes.fault}>{error}</p>}
        <ProblemNotice problem={deed.problem} />
      </Stack>
    </section>
  )
}

/** What browsers record in; the server takes both. */
const TYPES = ['audio/webm', 'audio/ogg', 'audio/mp4'] as const

interface Recording {
  readonly recorder: MediaRecorder
  readonly sinceMs: number
}

function Recorder({ onRecorded }: { onRecorded: (octets: Blob) => void }) {
  const { t } = useWords()
  const [running, setRunning] = useState<Recording | null>(null)
  const [isRefused, setRefused] = useState(false)
  const now = useNow(1000)
  const stream = useRef<MediaStream | null>(null)
  const end = () => {
    for (const track of stream.current?.getTracks() ?? []) track.stop()
    stream.current = null
  }
  useEffect(() => end, [])
  const begin = async () => {
    setRefused(false)
    try {
      stream.current = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      return setRefused(true)
    }
    const type = TYPES.find(each => MediaRecorder.isTypeSupported(each))
    const recorder = new MediaRecorder(stream.current, type === undefined ? {} : { mimeType: type })
    const pieces: Blob[] = []
    recorder.ondataavailable = ({ data }) => void pieces.push(data)
    recorder.onstop = () => {
      end()
      setRunning(null)
      // Without the parameters that a browser adds: `audio/webm;codecs=opus`.
      onRecorded(new Blob(pieces, { type: recorder.mimeType.split(';')[0] ?? 'audio/webm' }))
    }
    recorder.start()
    setRunning({ recorder, sinceMs: Date.now() })
  }
  if (running === null)
    return (
      <>
        <Button variant="default" size="sm" onClick={() => void begin()}>
          {t('sound.record')}
        </Button>
        {isRefused && (
          <Notice gravity="warn" role="alert">
            {t('sound.refused')}
          </Notice>
        )}
      </>
    )
  const seconds = Math.max(0, Math.round((now - running.sinceMs) / 1000))
  return (
    <Group gap="sm">
      <Button color="red" size="sm" onClick={() => running.recorder.stop()}>
        {t('sound.stop')}
      </Button>
      <span role="timer" className="loa-figure">
        {t('sound.recording', { seconds })}
      </span>
    </Group>
  )
}
