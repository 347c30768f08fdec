/**
 * Clusters of loudspeakers with the device program of the product, a process each, on loopback: enrolled by a code, run, killed as
 * by a power cut, run again. Where a sound card would be there is a folder of WAV files, one a play.
 *
 * What a device has counted is read from its own journal and from the files that its loudspeaker left, not from the server.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Children, lastSentence, type Running } from '../src/app/children/children.ts'
import { readJournal } from '../src/base/journal.ts'
import { type PlaySums, receipt, sumsOf } from '../src/speaker/receipts.ts'
import { demoFailure } from './failures.ts'
import { PROVINCE } from './plan-content.ts'

export interface DemoCluster {
  readonly id: string
  readonly commune: string
  /** Of the commune and its cluster. */
  readonly name: string
}

/** Made up: the codes are of no commune. */
export const CLUSTERS: readonly DemoCluster[] = [1, 2, 3].map(number => ({
  id: `9990${number}-1`,
  commune: `9990${number}`,
  name: `Xã ${number} (giả định)`,
}))

/** Of the province whose level goes up: it has ended before the others are spoken to. */
export const PLAN_CLUSTER: DemoCluster = { id: '99904-1', commune: '99904', name: 'Xã 4 (giả định)' }
export const PLAN_PLACE = { code: PROVINCE, from: '2025-07-01', until: null } as const

/** Where its commune lies: the capital, since provinces were joined. */
export const PLACE = { code: '01', from: '2025-07-01', until: null } as const

/** Whose power goes while it plays, and whose tag is listened for. */
export const [HEARD, CUT_OFF] = CLUSTERS

export interface DeviceCount extends PlaySums {
  /** Files that its loudspeaker left. */
  readonly files: number
}

export class Speakers {
  readonly #directory: string
  readonly #children: Children
  readonly #running = new Map<string, Running>()

  constructor(directory: string, children: Children) {
    this.#directory = directory
    this.#children = children
  }

  /** Ends once the authority has accepted its key. */
  async enrol({ id }: DemoCluster, authority: string, code: string): Promise<void> {
    await mkdir(this.#folder(id), { recursive: true, mode: 0o700 })
    const enrolment = this.#children.loa([
      ...['speaker', 'enrol', '--authority', authority, '--code', code, '--key', this.#key(id)],
    ])
    const { code: exit, stderr } = await enrolment.exit
    if (exit === 0) return
    throw demoFailure('demoTurnFailed', {
      operator: `loa speaker enrol (${id})`,
      code: exit ?? 'SIGKILL',
      why: lastSentence(stderr),
    })
  }

  start({ id }: DemoCluster): void {
    const device = this.#children.loa([
      ...['speaker', 'run', '--key', this.#key(id), '--data', this.#data(id)],
      ...['--sink', `wav:${this.#sink(id)}`, '--json'],
    ])
    this.#running.set(id, device)
  }

  /** As by a power cut. */
  async kill({ id }: DemoCluster): Promise<void> {
    const device = this.#running.get(id)
    device?.kill()
    await device?.exit
  }

  async endOne({ id }: DemoCluster): Promise<void> {
    const device = this.#running.get(id)
    this.#running.delete(id)
    device?.end()
    await device?.exit
  }

  /** Asks all to end, and waits until they have. */
  async end(): Promise<void> {
    for (const device of this.#running.values()) device.end()
    await Promise.all([...this.#running.values()].map(({ exit }) => exit))
  }

  async count({ id }: DemoCluster): Promise<DeviceCount> {
    const entries = await readJournal(join(this.#data(id), 'journal.jsonl'))
    const told = entries.flatMap(entry => ('receipt' in entry ? [receipt.parse(entry.receipt)] : []))
    return { ...sumsOf(told), files: (await this.#files(id)).length }
  }

  /** What its loudspeaker let sound, a file each, in order. */
  async recordings({ id }: DemoCluster): Promise<readonly string[]> {
    return (await this.#files(id)).map(file => join(this.#sink(id), file))
  }

  /** Lines of `loa speaker heard`, as it tells programs. */
  async heard(file: string): Promise<readonly { cluster: string; item: string; counter: number }[]> {
    const { stdout } = await this.#children.loa(['speaker', 'heard', file, '--json']).exit
    return (JSON.parse(stdout) as { heard: { cluster: string; item: string; counter: number }[] }).heard
  }

  async octetsOf(file: string): Promise<Buffer<ArrayBuffer>> {
    return await readFile(file)
  }

  async #files(id: string): Promise<readonly string[]> {
    return (await readdir(this.#sink(id)).catch(() => [])).filter(name => name.endsWith('.wav')).sort()
  }

  #folder(id: string): string {
    return join(this.#directory, 'speakers', id)
  }

  #key(id: string): string {
    return join(this.#folder(id), 'speaker.key')
  }

  #data(id: string): string {
    return join(this.#folder(id), 'data')
  }

  #sink(id: string): string {
    return join(this.#folder(id), 'heard')
  }
}
