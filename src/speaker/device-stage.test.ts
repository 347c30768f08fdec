/**
 * A device beside a stub of the authority: real sockets, real signatures, real files, a clock that a test sets. A file of no test.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { systemClock, type Timekeeper } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import { SpeakerDevice } from './device.ts'
import { enrol } from './enrolment.ts'
import { FakeAuthority } from './fake-authority.test.ts'
import { readKeyFile } from './key-file.ts'
import { sumsOf } from './receipts.ts'
import { sinkOf } from './sinks.ts'
import { readWav } from './wav.ts'

const HOUR = 3_600_000

export class DeviceStage {
  readonly folder: string
  readonly authority: FakeAuthority
  /** What the device has said in its log. */
  readonly said: string[] = []
  /** Of the device, ahead of ours. */
  aheadMs = 0
  #device: SpeakerDevice | null = null

  private constructor(folder: string, authority: FakeAuthority) {
    this.folder = folder
    this.authority = authority
  }

  static async build(t: TestContext): Promise<DeviceStage> {
    const folder = mkdtempSync(join(tmpdir(), 'loa-speaker-'))
    const stage = new DeviceStage(folder, await FakeAuthority.start())
    t.after(async () => {
      await stage.end()
      await stage.authority.close()
      rmSync(folder, { recursive: true, force: true })
    })
    return stage
  }

  get key(): string {
    return join(this.folder, 'speaker.key')
  }

  get data(): string {
    return join(this.folder, 'data')
  }

  async enrol(code = this.authority.enrolmentCode()) {
    return await enrol({ url: this.authority.url, code, file: this.key, clock: systemClock })
  }

  async run(): Promise<void> {
    const clock: Timekeeper = { ...systemClock, wall: () => systemClock.wall() + this.aheadMs }
    const say = (event: string, fields?: object) => void this.said.push(`${event} ${JSON.stringify(fields ?? {})}`)
    this.#device = await SpeakerDevice.start({
      directory: this.data,
      keys: readKeyFile(this.key),
      url: this.authority.url,
      sink: sinkOf(`wav:${join(this.folder, 'heard')}`, clock),
      decodes: ['wav'],
      clock,
      random: seeded(1),
      version: 'test',
      log: { info: () => {}, warn: say, error: say },
    })
  }

  /** The device's clock shows this time of the commune's day, so many days from now: not before what was issued a moment ago. */
  setClock(time: string, days = 1): void {
    const day = new Date(Date.now() + 7 * HOUR + days * 24 * HOUR).toISOString().slice(0, 10)
    this.aheadMs = Date.parse(`${day}T${time}+07:00`) - Date.now()
  }

  /** How often something of these was begun, as it told. */
  starts(...items: readonly string[]): number {
    return this.authority.of('started').filter(({ item }) => items.includes(item)).length
  }

  async end(): Promise<void> {
    await this.#device?.close()
    this.#device = null
  }

  get sums() {
    const receipts = [...this.authority.receipts.values()].toSorted((a, b) => a.counter - b.counter)
    return sumsOf(receipts)
  }

  /** The files of the sink, in the order in which they were heard. */
  heard() {
    const folder = join(this.folder, 'heard')
    const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.wav')) : []
    return names.toSorted().map(name => ({ name, sound: readWav(readFileSync(join(folder, name))) }))
  }
}
