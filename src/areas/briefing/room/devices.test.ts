import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { Devices } from './devices.ts'

/** A browser as far as the page asks it for devices: what it has, what it was asked for, what it keeps. */
class FakeBrowser extends EventTarget {
  readonly has = { audioinput: ['built-in', 'headset'], videoinput: ['lid', 'desk'] }
  readonly asked: (readonly [kind: 'audio' | 'video', wished: string | null])[] = []
  readonly kept = new Map<string, string>()
  readonly open: FakeTrack[] = []
  isNamed = false

  install(): void {
    const localStorage = {
      getItem: (name: string) => this.kept.get(name) ?? null,
      setItem: (name: string, value: string) => void this.kept.set(name, value),
    }
    Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true })
    Object.defineProperty(navigator, 'mediaDevices', { value: this, configurable: true })
  }

  async getUserMedia(wanted: MediaStreamConstraints) {
    for (const kind of ['audio', 'video'] as const) {
      const exact = exactOf(wanted[kind])
      if (exact !== null && !this.has[`${kind}input`].includes(exact))
        throw new DOMException('no such device', 'OverconstrainedError')
    }
    this.isNamed = true
    const [audio, video] = (['audio', 'video'] as const).map(kind => {
      if (typeof wanted[kind] !== 'object') return []
      const id = exactOf(wanted[kind])
      this.asked.push([kind, id])
      return [this.#opened(id ?? this.has[`${kind}input`][0])]
    })
    return { getAudioTracks: () => audio, getVideoTracks: () => video }
  }

  #opened(id: string): FakeTrack {
    const track = new FakeTrack(id)
    this.open.push(track)
    return track
  }

  async enumerateDevices() {
    return (['audioinput', 'videoinput'] as const).flatMap(kind =>
      this.has[kind].map(deviceId => ({
        kind,
        // As before anything may be used: neither.
        deviceId: this.isNamed ? deviceId : '',
        label: this.isNamed ? nameOf(deviceId) : '',
      })),
    )
  }

  /** As a browser that gives its devices other ids each time. */
  comeAnew(): void {
    this.isNamed = false
    this.asked.length = 0
    this.open.length = 0
    for (const kind of ['audioinput', 'videoinput'] as const) this.has[kind] = this.has[kind].map(id => `${id}'`)
  }
}

const nameOf = (id: string) => `the ${id.replaceAll("'", '')}`

function exactOf(constraints: MediaStreamConstraints['audio']): string | null {
  if (typeof constraints !== 'object') return null
  const exact = (constraints.deviceId as ConstrainDOMStringParameters | undefined)?.exact
  return typeof exact === 'string' ? exact : null
}

class FakeTrack extends EventTarget {
  isStopped = false
  readonly id: string

  constructor(id: string) {
    super()
    this.id = id
  }

  getSettings = () => ({ deviceId: this.id })
  applyConstraints = async () => {}
  clone = () => new FakeTrack(this.id)
  stop = () => {
    this.isStopped = true
  }
}

let browser = new FakeBrowser()
beforeEach(() => {
  browser = new FakeBrowser()
  browser.install()
})

const found = async () => {
  const devices = new Devices(() => {})
  await devices.find()
  return devices
}

test('what was chosen is used at once, and used again next time, whatever id it has then', async () => {
  const devices = await found()
  assert.deepEqual(devices.choices, {
    microphone: [
      { id: 'built-in', name: 'the built-in' },
      { id: 'headset', name: 'the headset' },
    ],
    camera: [
      { id: 'lid', name: 'the lid' },
      { id: 'desk', name: 'the desk' },
    ],
  })
  assert.deepEqual([devices.chosen('microphone'), devices.chosen('camera')], ['built-in', 'lid'])
  await devices.choose('microphone', 'headset')
  await devices.choose('camera', 'desk')
  assert.deepEqual([devices.chosen('microphone'), devices.chosen('camera')], ['headset', 'desk'])
  assert.deepEqual(
    browser.open.filter(({ isStopped }) => !isStopped).map(({ id }) => id),
    ['headset', 'desk'],
    'what is not used any more is let go',
  )
  browser.comeAnew()
  const later = await found()
  assert.deepEqual([later.chosen('microphone'), later.chosen('camera')], ["headset'", "desk'"])
  assert.deepEqual(
    browser.open.filter(({ isStopped }) => !isStopped).map(({ id }) => id),
    ["headset'", "desk'"],
  )
})

test('where it may be used at once, what was chosen is asked for in the one question, and nothing besides', async () => {
  await (await found()).choose('microphone', 'headset')
  browser.asked.length = 0
  assert.equal((await found()).chosen('microphone'), 'headset')
  assert.deepEqual(browser.asked, [
    ['audio', 'headset'],
    ['video', null],
  ])
})

test('where what was chosen is not there the browser’s own choice is used, and the chosen one again once it is back', async () => {
  await (await found()).choose('microphone', 'headset')
  browser.has.audioinput = ['built-in']
  assert.equal((await found()).chosen('microphone'), 'built-in')
  browser.has.audioinput = ['built-in', 'headset']
  assert.equal((await found()).chosen('microphone'), 'headset')
})
