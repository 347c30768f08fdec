/**
 * The rooms of the code, what each holds, and what it may import: the only place where that stands. A room that is not
 * here may import nothing and be imported by nobody. ARCHITECTURE.md's table is written from this one.
 *
 * Types count like values. Tests and benchmarks may import what they look at.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Room {
  readonly room: string
  readonly holds: string
  /** Rooms, besides itself. */
  readonly may: readonly string[]
}

const ENGINES: readonly Room[] = [
  { room: 'src/base', holds: 'clock, random, failures, durable files', may: [] },
  { room: 'src/country', holds: 'one country: its clock, its provinces; Vietnam is `vn/`', may: [] },
  { room: 'src/text', holds: 'messages → segments; unaccented and spoken Vietnamese', may: ['src/base'] },
  { room: 'src/smpp', holds: 'SMPP 3.4 as values and bytes', may: ['src/base'] },
  { room: 'src/diameter', holds: 'Diameter and credit control as values and bytes', may: ['src/base'] },
  { room: 'src/rtp', holds: 'RTP, RTCP, VP8, Opus as values and bytes', may: ['src/base'] },
  { room: 'src/media', holds: 'a briefing’s media, packet by packet', may: ['src/base', 'src/rtp'] },
  { room: 'src/audience', holds: 'sets of numbers, numbering plans, import of lists', may: ['src/base'] },
  {
    room: 'src/round',
    holds: 'one message to an audience: ledger, lanes, receipts, tally',
    may: ['src/base', 'src/smpp', 'src/text', 'src/audience'],
  },
  {
    room: 'src/endpoint',
    holds: '`loa/smpp`: SMPP over TCP for other programs',
    may: ['src/base', 'src/smpp', 'src/text'],
  },
  {
    room: 'src/directive',
    holds: 'documents between authority and far ends, and their signatures',
    may: ['src/base', 'src/country', 'src/text', 'src/cbs', 'src/cap'],
  },
  {
    room: 'src/zerorating',
    holds: 'the free list, feeds for charging systems, probes',
    may: ['src/base', 'src/text', 'src/directive', 'src/audience'],
  },
  { room: 'src/charging', holds: 'online charging over Diameter', may: ['src/base', 'src/diameter'] },
  { room: 'src/audit', holds: 'charging records against the free list', may: ['src/base', 'src/zerorating'] },
  { room: 'src/cap', holds: 'alerts in the Common Alerting Protocol', may: ['src/base'] },
  { room: 'src/cbs', holds: 'cell broadcast as values and bytes', may: ['src/base', 'src/country', 'src/text'] },
  {
    room: 'src/plan',
    holds: 'levels of an epidemic and their effects',
    may: ['src/base', 'src/country', 'src/text', 'src/directive', 'src/cbs'],
  },
  { room: 'src/report', holds: 'the monthly report', may: ['src/base'] },
]

const SIDES: readonly Room[] = [
  {
    room: 'src/speaker',
    holds: 'loudspeakers: agenda, programme, sound, the device',
    may: ['src/base', 'src/directive'],
  },
  { room: 'src/cbc', holds: 'the cell broadcast centre: its book, its connections', may: ['src/base', 'src/cbs'] },
  { room: 'src/sfu', holds: '`loa media` and its supervisor', may: ['src/base', 'src/rtp', 'src/media'] },
  {
    room: 'src/operator',
    holds: 'an operator’s node',
    may: [
      'src/base',
      'src/country',
      'src/smpp',
      'src/text',
      'src/audience',
      'src/round',
      'src/cbs',
      'src/cap',
      'src/directive',
      'src/zerorating',
    ],
  },
  {
    room: 'src/authority',
    holds: 'what areas share: roles, approval, transactions, contracts',
    may: ['src/base', 'src/text', 'src/directive'],
  },
  { room: 'src/channels', holds: 'mail and web push to one person', may: ['src/base', 'src/authority'] },
  { room: 'src/sql', holds: 'SQLite, PostgreSQL, migrations', may: ['src/base', 'src/authority'] },
  {
    room: 'src/http',
    holds: 'requests, sign-in, streams, the API’s document',
    may: ['src/base', 'src/audience', 'src/zerorating', 'src/authority'],
  },
  {
    room: 'src/web',
    holds: 'the console’s frame and parts; the signing page',
    may: ['src/base', 'src/text', 'src/authority', 'src/directive'],
  },
]

/** What every area may import, by the kind of its files. */
export const OF_AREAS = ['src/base', 'src/country', 'src/authority', 'src/directive', 'src/sql', 'src/http', 'src/web']

/** An area says of itself what it holds and which rooms it needs besides those of every area: its room.json. */
export function areasOf(root: string): readonly Room[] {
  const folder = join(root, 'src/areas')
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
    .map(name => {
      const { holds, may } = JSON.parse(readFileSync(join(folder, name, 'room.json'), 'utf8')) as Omit<Room, 'room'>
      return { room: `src/areas/${name}`, holds, may: [...OF_AREAS, ...may] }
    })
}

export function roomsOf(root: string): readonly Room[] {
  return [...ENGINES, ...SIDES, ...areasOf(root), ...REST]
}

const REST: readonly Room[] = [
  { room: 'src/app', holds: 'the program `loa`, which joins all rooms', may: ['src/**', 'tools/smsc'] },
  { room: 'town', holds: 'February 2020 made up, for `loa demo`', may: ['src/**', 'tools/smsc', 'tools/bsc'] },
  { room: 'bench', holds: 'what `loa bench` measures', may: ['src/**', 'town', 'tools/smsc', 'tools/bsc'] },
  { room: 'tools/smsc', holds: 'a simulated SMS centre', may: ['src/base'] },
  { room: 'tools/bsc', holds: 'a simulated BSC', may: [] },
]

/** Files that join rooms which do not know each other: patterns of what they may import besides. */
export const JOINERS: Readonly<Record<string, string>> = {
  'src/web/areas.ts': 'src/areas/*',
  'src/app/commands.ts': '*',
}

/** Within an area and each of its parts: which files may import a technology. Names are patterns: `sql*.ts`. */
export const KINDS: readonly {
  readonly what: string
  readonly files: readonly string[]
  /** Rooms and packages that only these files of an area may import. */
  readonly alone: readonly string[]
}[] = [
  { what: 'the database', files: ['sql*.ts', 'tables.ts', 'migrations/*.ts', 'area.ts'], alone: ['src/sql', 'kysely'] },
  {
    what: 'the server',
    files: ['area.ts', 'routes.ts', '*-routes.ts', '*-device.ts', 'feed.ts', 'metrics.ts', 'end-run-out.ts'],
    alone: ['src/http', 'hono', 'prom-client'],
  },
  {
    what: 'the console',
    files: ['pages/**', 'kiosk/**', 'room/**', 'words*.ts'],
    alone: [
      'src/web',
      'react',
      'react-dom',
      '@mantine/core',
      '@mantine/hooks',
      '@tanstack/react-query',
      '@tanstack/react-router',
    ],
  },
]

/** Files that run in a browser import nothing of Node's, of the database or of the server. */
export const BROWSER = ['src/web/**', 'src/areas/*/pages/**', 'src/areas/*/kiosk/**', 'src/areas/*/room/**']
export const NOT_IN_A_BROWSER = [
  'node:',
  'src/sql',
  'src/http',
  'src/operator',
  'src/round',
  'src/endpoint',
  'src/smpp',
  'src/rtp',
  'src/media',
  'src/sfu',
  'src/audience',
  'src/app',
]
/** Files of those rooms that do all the same: the fixed tracks of a connection, and what stands in which slot. */
export const IN_A_BROWSER_TOO = ['src/media/transport.ts', 'src/media/arrangement.ts', 'src/media/line.ts']
