/** A track as a picture, and the voices of the room. A picture has a name; it is never the only sign of who it is. */
import { useEffect, useRef } from 'react'
import { AUDIO_SLOTS, FIRST_DOWN } from '../../../media/transport.ts'
import { useSession, useTracks } from './session-context.ts'

export function Video({
  track,
  name,
  isMirrored = false,
}: {
  track: MediaStreamTrack
  name: string
  isMirrored?: boolean
}) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = element.current
    if (video === null) return
    video.srcObject = new MediaStream([track])
    // What has no sound may always play.
    video.play().catch(() => undefined)
    return () => {
      video.srcObject = null
    }
  }, [track])
  return <video ref={element} muted playsInline autoPlay aria-label={name} data-mirrored={isMirrored} />
}

/** All voices that the server sends, as long as somebody is in the room. */
export function Sound() {
  const tracks = useTracks().slice(FIRST_DOWN, FIRST_DOWN + AUDIO_SLOTS)
  return tracks.map((track, at) => (track === null ? null : <Voice key={at} track={track} />))
}

function Voice({ track }: { track: MediaStreamTrack }) {
  const session = useSession()
  const element = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const audio = element.current
    if (audio === null) return
    audio.srcObject = new MediaStream([track])
    audio.play().catch(() => session.tell({ is: 'sound-stopped' }))
    return () => {
      audio.srcObject = null
    }
  }, [track, session])
  // biome-ignore lint/a11y/useMediaCaption: captions of what is spoken live stand beside it, typed by a person
  return <audio ref={element} autoPlay data-voice />
}

/** After a click sound may play. */
export function playAll(): void {
  for (const audio of document.querySelectorAll<HTMLAudioElement>('audio[data-voice]')) void audio.play()
}
