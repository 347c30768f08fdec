/**
 * This computer's microphone and camera: found, chosen, lost, plugged in again. Whatever is missing, the page goes on without it.
 * What was chosen is asked for again next time; where it is not there any more, the browser takes another.
 *
 * The thumbnail is a track of its own, cloned from the camera's: with a shared track its 7 frames a second held the other one too.
 */
import type { UpTracks } from './connection.ts'
import { type DeviceKind, keepDevice, keptDevice } from './kept.ts'
import type { HasDevice } from './page.ts'
import { MAIN_PICTURE, THUMBNAIL_PICTURE } from './sending.ts'

const MICROPHONE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
}
const CAMERA: MediaTrackConstraints = {
  width: { ideal: MAIN_PICTURE.width },
  height: { ideal: MAIN_PICTURE.height },
  frameRate: { ideal: MAIN_PICTURE.rate, max: 30 },
  facingMode: 'user',
}
const SCREEN: DisplayMediaStreamOptions = {
  video: { width: { max: 1280 }, height: { max: 720 }, frameRate: { max: 5 } },
  audio: false,
}

export interface Choice {
  readonly id: string
  readonly name: string
}

export class Devices {
  readonly #onChange: () => void
  microphone: MediaStreamTrack | null = null
  camera: MediaStreamTrack | null = null
  thumbnail: MediaStreamTrack | null = null
  screen: MediaStreamTrack | null = null
  /** Null: nobody has looked yet. */
  hasMicrophone: HasDevice | null = null
  hasCamera: HasDevice | null = null
  /** Those that can be chosen; as long as nothing may be used, none has a name. */
  choices: Readonly<Record<DeviceKind, readonly Choice[]>> = { microphone: [], camera: [] }
  #finding: Promise<void> | null = null

  constructor(onChange: () => void) {
    this.#onChange = onChange
    navigator.mediaDevices?.addEventListener('devicechange', () => {
      if (this.hasMicrophone === 'missing' || this.hasCamera === 'missing') void this.find()
      else void this.#list().then(() => this.#onChange())
    })
  }

  /** The one in use; null: none is. */
  chosen(kind: DeviceKind): string | null {
    const track = kind === 'microphone' ? this.microphone : this.camera
    return track?.getSettings().deviceId ?? null
  }

  /** From now on, and the next time. */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    const choice = this.choices[kind].find(one => one.id === id)
    if (choice === undefined) return
    keepDevice(kind, choice.name)
    await this.#finding
    await this.find()
  }

  /** Some computers open one at a time. */
  #letGo(kind: DeviceKind): void {
    if (kind === 'microphone') {
      this.microphone?.stop()
      this.microphone = null
    } else {
      this.camera?.stop()
      this.thumbnail?.stop()
      this.camera = null
      this.thumbnail = null
    }
  }

  /** Asks for what is not there yet. Resolves when it is known what there is. */
  async find(): Promise<void> {
    this.#finding ??= this.#find().finally(() => {
      this.#finding = null
      this.#onChange()
    })
    return await this.#finding
  }

  async #find(): Promise<void> {
    await this.#list()
    this.#letGoOthers()
    await this.#take()
    await this.#list()
    // Names may be known only now, when something may be used.
    if (this.#letGoOthers()) await this.#take()
  }

  /** Whether something is in use that is another one than was chosen. */
  #letGoOthers(): boolean {
    const others = (['microphone', 'camera'] as const).filter(kind => {
      const [wished, chosen] = [this.#wished(kind), this.chosen(kind)]
      return wished !== null && chosen !== null && wished !== chosen
    })
    for (const kind of others) this.#letGo(kind)
    return others.length > 0
  }

  /** The id of the one that was chosen; null: none was, or it is not there, or it is not known yet. */
  #wished(kind: DeviceKind): string | null {
    const name = keptDevice(kind)
    return this.choices[kind].find(one => one.name === name)?.id ?? null
  }

  async #list(): Promise<void> {
    const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    const of = (kind: MediaDeviceKind) =>
      all.flatMap(one => (one.kind === kind && one.deviceId !== '' ? [{ id: one.deviceId, name: one.label }] : []))
    this.choices = { microphone: of('audioinput'), camera: of('videoinput') }
  }

  async #take(): Promise<void> {
    const needs = { audio: this.microphone === null, video: this.camera === null }
    const [microphone, camera] = [this.#wished('microphone'), this.#wished('camera')]
    if (needs.audio && needs.video) {
      // One question for both, where both are there.
      const both = await taken({ audio: exactly(microphone, MICROPHONE), video: exactly(camera, CAMERA) })
      if (typeof both !== 'string') {
        this.#heard(both)
        return await this.#seen(both)
      }
    }
    if (needs.audio) this.#heard(await taken({ audio: exactly(microphone, MICROPHONE) }))
    if (needs.video) await this.#seen(await taken({ video: exactly(camera, CAMERA) }))
  }

  #heard(come: MediaStream | HasDevice): void {
    const track = typeof come === 'string' ? null : (come.getAudioTracks()[0] ?? null)
    track?.addEventListener('ended', () => this.#lost('audio'))
    this.microphone = track
    this.hasMicrophone = typeof come === 'string' ? come : 'works'
  }

  async #seen(come: MediaStream | HasDevice): Promise<void> {
    const track = typeof come === 'string' ? null : (come.getVideoTracks()[0] ?? null)
    this.hasCamera = typeof come === 'string' ? come : 'works'
    this.camera = track
    if (track === null) return
    track.addEventListener('ended', () => this.#lost('video'))
    track.contentHint = 'motion'
    const { width, height, rate } = THUMBNAIL_PICTURE
    const small = track.clone()
    // Where the camera cannot, the encoder makes it smaller.
    await small.applyConstraints({ width, height, frameRate: rate }).catch(() => undefined)
    this.thumbnail = small
  }

  /** It was unplugged, or taken away by the system. */
  #lost(kind: 'audio' | 'video'): void {
    if (kind === 'audio') {
      this.microphone = null
      this.hasMicrophone = 'missing'
    } else {
      this.thumbnail?.stop()
      this.camera = null
      this.thumbnail = null
      this.hasCamera = 'missing'
    }
    this.#onChange()
  }

  /** Whether somebody chose a screen. */
  async shareScreen(): Promise<boolean> {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia(SCREEN)
      const [track] = stream.getVideoTracks()
      track.contentHint = 'text'
      track.addEventListener('ended', () => {
        if (this.screen === track) this.stopScreen()
      })
      this.screen = track
      this.#onChange()
      return true
    } catch {
      return false
    }
  }

  stopScreen(): void {
    if (this.screen === null) return
    this.screen.stop()
    this.screen = null
    this.#onChange()
  }

  /** What there is to send. */
  tracks(): UpTracks {
    const { microphone, camera, thumbnail, screen } = this
    return { audio: microphone, main: camera, thumbnail, screen }
  }

  /** Nothing is listened to or looked at any more. */
  release(): void {
    for (const track of [this.microphone, this.camera, this.thumbnail, this.screen]) track?.stop()
    this.microphone = null
    this.camera = null
    this.thumbnail = null
    this.screen = null
  }
}

/** Told that one is ideal, Chromium takes its default microphone all the same. */
function exactly(id: string | null, wanted: MediaTrackConstraints): MediaTrackConstraints {
  return id === null ? wanted : { ...wanted, deviceId: { exact: id } }
}

export function sharesScreens(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function'
}

async function taken(wanted: MediaStreamConstraints): Promise<MediaStream | HasDevice> {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted)
  } catch (error) {
    const { name } = error as DOMException
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
    // In use by another program, or broken.
    return name === 'NotReadableError' || name === 'AbortError' ? 'silent' : 'missing'
  }
}
