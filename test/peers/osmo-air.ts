/**
 * osmo-bsc, the only free BSC, with osmo-bts-virtual behind its first cell, whose air is a multicast group; and Wireshark, that reads
 * there what phones would be shown. All of them listen on ports of their own choice, so they live in a network namespace. Root's.
 *
 *   loa cbs ── CBSP ──► osmo-bsc ── RSL ──► osmo-bts-virtual ── GSMTAP, a broadcast channel (CBCH) ──► tshark
 *
 * A page of 88 octets goes over that channel in four blocks of 22, one that is not full in fewer (3GPP TS 44.012); tshark puts them
 * together again.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CbsState } from '../../src/cbs/state.ts'
import { LOA } from '../round/stage.ts'
import { type Child, run } from './child.ts'
import { makeNamespaces, type Namespaces } from './namespaces.ts'

/** Of the BSC. */
export const ADDRESS = '198.18.0.17'
export const OSMO_PEERS = ['osmo-bsc', 'osmo-bts', 'tshark', 'ip', 'root'] as const

const FILTERS = ['-f', 'udp port 4729 and dst host 127.0.0.1', '-Y', 'gsm_cbch']
const FIELDS = [
  ...['gsmtap.frame_nr', 'udp.payload', 'gsm_cbs.message-identifier', 'gsm_cbs.serial_number'],
  ...['gsm_cbs.current_page', 'gsm_cbs.total_pages', 'gsm_cbs.page_content'],
]
/** Of GSMTAP, before the block. */
const HEAD_DIGITS = 2 * 16
/** The second digit of a block is its number within the page. TS 44.012 section 3.3.1. */
const FIRST_BLOCK = '0'

/** Of both cells of the BSC (osmo-bsc.cfg). */
const CELLS = { known: 2, onAir: 2, failed: 0, unknown: 0 }

const configOf = (name: string) => fileURLToPath(new URL(`./${name}.cfg`, import.meta.url))

/** Whose text and serial number Wireshark is waited for. */
export interface Awaited {
  readonly id: number
  /** `0x4000` */
  readonly serial: string
  readonly pages: readonly string[]
}

export interface AiredPage {
  /** Number of the GSM frame in which its last block was. */
  readonly frame: number
  readonly id: number
  readonly serial: string
  readonly page: number
  readonly of: number
  readonly text: string
  /** As they were in the air, in hexadecimal. */
  readonly blocks: readonly string[]
}

export class OsmoAir {
  /** Of files of this air's; gone with it. */
  readonly folder: string
  readonly bsc: Child
  readonly #namespaces: Namespaces
  readonly #air: Child
  readonly #children: Child[]

  static async open(): Promise<OsmoAir> {
    const folder = mkdtempSync(join(tmpdir(), 'loa-osmo-'))
    const namespaces = await makeNamespaces([ADDRESS])
    const children: Child[] = []
    const there = (command: string, ...args: string[]): Child => {
      const child = namespaces.start('there', { command, args, cwd: folder })
      children.push(child)
      return child
    }
    // The air is heard again by whoever sends into it.
    const multicast = [
      ['link', 'set', 'lo', 'multicast', 'on'],
      ['route', 'add', '224.0.0.0/4', 'dev', 'lo'],
    ]
    for (const args of multicast) await namespaces.start('there', { command: 'ip', args }).done()
    const bsc = there('osmo-bsc', '-c', configOf('osmo-bsc'))
    await bsc.printed(/Starting CBSP Server/)
    there('osmo-bts-virtual', '-c', configOf('osmo-bts'))
    const air = there('tshark', ...TSHARK)
    await bsc.printed(/BTS becomes available for CBCH/)
    await air.printed(/Capturing on/)
    return new OsmoAir({ folder, namespaces, bsc, air, children })
  }

  private constructor(of: {
    readonly folder: string
    readonly namespaces: Namespaces
    readonly bsc: Child
    readonly air: Child
    readonly children: Child[]
  }) {
    this.folder = of.folder
    this.bsc = of.bsc
    this.#namespaces = of.namespaces
    this.#air = of.air
    this.#children = of.children
  }

  file(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text)
    return join(this.folder, name)
  }

  /** `loa cbs` where the BSC can be reached. */
  begin(...args: readonly string[]): Child {
    const child = this.#namespaces.start('here', { command: LOA, args: ['cbs', ...args] })
    this.#children.push(child)
    return child
  }

  async replace(directory: string, text: string): Promise<void> {
    const message = this.file('replacement.txt', text)
    await cbs('replace', directory, '--message', message)
  }

  async stop(directory: string): Promise<CbsState> {
    return await state('stop', directory)
  }

  /** Once every cell of the BSC is on the air. */
  async onAir(directory: string): Promise<void> {
    for (let tries = 0; ; tries++) {
      const { cells } = await state('status', directory)
      if (cells.onAir === CELLS.onAir) return assert.deepEqual(cells, CELLS)
      assert.ok(tries < 20, `never on the air: ${JSON.stringify(cells)}`)
    }
  }

  /** All pages of a version, each as it was first on the air. */
  async aired({ id, serial, pages }: Awaited): Promise<readonly AiredPage[]> {
    const all: AiredPage[] = []
    for (const [at, text] of pages.entries()) {
      const said = [id, serial, at + 1, pages.length, text].join('\t')
      const [line] = await this.#air.printed(new RegExp(`^.*\t${escaped(said)}.*$`, 'm'))
      const lines = this.#air.stdout.split('\n')
      const end = lines.indexOf(line)
      const blockOf = (each: string) => each.split('\t')[1].slice(HEAD_DIGITS)
      let first = end
      while (first > 0 && blockOf(lines[first])[1] !== FIRST_BLOCK) first--
      all.push({
        frame: Number(line.split('\t')[0]),
        id,
        serial,
        page: at + 1,
        of: pages.length,
        text: line.split('\t')[6],
        blocks: lines.slice(first, end + 1).map(blockOf),
      })
    }
    return all
  }

  async close(): Promise<void> {
    // tshark ends the program that captures for it, where it is asked and not killed.
    const signalOf = (child: Child) => (child === this.#air ? 'SIGTERM' : 'SIGKILL')
    await Promise.all(this.#children.map(child => child.stop(signalOf(child))))
    await this.#namespaces.close()
    rmSync(this.folder, { recursive: true })
  }
}

async function cbs(...args: readonly string[]): Promise<string> {
  return (await run({ command: LOA, args: ['cbs', ...args] })).stdout
}

async function state(ask: 'status' | 'stop', directory: string): Promise<CbsState> {
  return JSON.parse(await cbs(ask, directory, '--json')) as CbsState
}

const TSHARK = [...['-l', '-i', 'lo', ...FILTERS, '-T', 'fields'], ...FIELDS.flatMap(field => ['-e', field])]

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
