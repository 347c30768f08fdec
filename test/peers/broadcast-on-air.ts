/**
 * The demo's broadcast on the air of osmo-bsc and osmo-bts-virtual, as Wireshark reads it there: its message, then its correction in its
 * place, then nothing. Root's.
 *
 *   node test/peers/broadcast-on-air.ts
 *
 * Prints each page with the blocks in which it went over the broadcast channel.
 */
import { join } from 'node:path'
import { pagesOf } from '../../src/cbs/pages.ts'
import { BROADCAST, BROADCAST_CORRECTION } from '../../town/bulletin-content.ts'
import { run } from './child.ts'
import { ADDRESS, type AiredPage, type Awaited, OsmoAir } from './osmo-air.ts'

/** As the demo's level of warning gives it, for its first language. */
const ID = 4378
/** The second is the first's with the next update number. */
const SERIALS = ['0x4000', '0x4001'] as const

export const DEMO_TEXTS = [BROADCAST, BROADCAST_CORRECTION].map(([{ text }]) => text)

/** What the air should carry of the message (0) and of its correction (1). */
export function demoOnAir(version: 0 | 1): Awaited {
  const pages = pagesOf(DEMO_TEXTS[version]).pages.map(({ text }) => text)
  return { id: ID, serial: SERIALS[version], pages }
}

/** The message goes on the air; `--repeat` has room for its pages. */
export function beginDemo(air: OsmoAir, directory: string): ReturnType<OsmoAir['begin']> {
  return air.begin(
    ...['run', directory, '--message', air.file('message.txt', DEMO_TEXTS[0])],
    ...['--id', String(ID), '--repeat', '4s', '--bsc', `cbsp://${ADDRESS}`],
  )
}

function drawn(title: string, pages: readonly AiredPage[]): string {
  const [{ id, serial }] = pages
  return [
    `${title}: identifier ${id}, serial number ${serial}`,
    ...pages.flatMap(({ frame, page, of, text, blocks }) => [
      `\n  page ${page} of ${of}, in frame ${frame}: ${text.trimEnd()}`,
      ...blocks.map(block => `    ${block}`),
    ]),
  ].join('\n')
}

async function main(): Promise<void> {
  const air = await OsmoAir.open()
  try {
    const directory = join(air.folder, 'alert')
    beginDemo(air, directory)
    const message = await air.aired(demoOnAir(0))
    await air.replace(directory, DEMO_TEXTS[1])
    const correction = await air.aired(demoOnAir(1))
    const { state, bscs } = await air.stop(directory)
    const said = [
      drawn('Message', message),
      drawn('Correction', correction),
      `${state}; the BSC counted ${bscs[0].broadcasts} broadcasts`,
      await versions(),
    ]
    process.stdout.write(`${said.join('\n\n')}\n`)
  } finally {
    await air.close()
  }
}

async function versions(): Promise<string> {
  const first = async (command: string) =>
    (await run({ command, args: ['--version'] })).stdout.split('\n')[0].replace(/\.$/, '')
  const all = ['osmo-bsc', 'osmo-bts-virtual', 'tshark'].map(first)
  return (await Promise.all(all)).join(', ')
}

if (import.meta.main) await main()
