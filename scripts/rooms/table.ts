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
  {
    room: 'src/base',
    holds: 'clock, wall time, random, failures, durable files: what Node could have had. Knows no messages',
    may: [],
  },
  {
    room: 'src/country',
    holds:
      'what is one country: its clock, its provinces. Vietnam is `vn/`; another country is another folder. Runs in a browser too',
    may: [],
  },
  {
    room: 'src/text',
    holds:
      'what a text of people’s is, and which letters none may have; a message text → segments; Vietnamese without accents; spoken text. Pure, runs in a browser too',
    may: ['src/base'],
  },
  {
    room: 'src/smpp',
    holds: 'SMPP 3.4 as values and bytes: PDU table, frames, receipts, session rules. No socket, no clock',
    may: ['src/base'],
  },
  {
    room: 'src/diameter',
    holds:
      'Diameter (RFC 6733) and credit control (RFC 8506, TS 32.299) as values and bytes: dictionary, frames, peers, watchdog. No socket, no clock',
    may: ['src/base'],
  },
  {
    room: 'src/rtp',
    holds:
      'RTP, RTCP, VP8, Opus and RED as values and bytes for a server that forwards media: loss and its repair, slots, the bandwidth of a line by the sender’s estimate, and its class. No socket, no clock',
    may: ['src/base'],
  },
  {
    room: 'src/media',
    holds:
      'a briefing’s media: who has the floor is forwarded and nobody else, packet by packet, and all are accounted for. No socket, no clock',
    may: ['src/base', 'src/rtp'],
  },
  { room: 'src/audience', holds: 'numbering plans, packed numbers, set algebra, import of lists', may: ['src/base'] },
  {
    room: 'src/round',
    holds: 'the main job: ledger, lanes, pacing, receipts, tally, resume',
    may: ['src/base', 'src/smpp', 'src/text', 'src/audience'],
  },
  {
    room: 'src/endpoint',
    holds: '`loa/smpp`: SMPP over TCP and TLS for ordinary users',
    may: ['src/base', 'src/smpp', 'src/text'],
  },
  {
    room: 'src/directive',
    holds: 'the contract between authority and operators: shapes and signatures',
    may: ['src/base', 'src/country', 'src/text', 'src/cbs', 'src/cap'],
  },
  {
    room: 'src/zerorating',
    holds:
      'what is free from which instant to which: the list, its signature, feeds for charging systems, probes. List and look-up run in a browser too',
    may: ['src/base', 'src/text', 'src/directive', 'src/audience'],
  },
  {
    room: 'src/charging',
    holds: 'online charging over Diameter: what is free is answered, the rest goes on to the operator’s own systems',
    may: ['src/base', 'src/diameter'],
  },
  {
    room: 'src/audit',
    holds: 'the audit of charging records against the list of what is free',
    may: ['src/base', 'src/zerorating'],
  },
  {
    room: 'src/cap',
    holds: 'the Common Alerting Protocol 1.2 as values and XML: the strict check, the signature. No file, no clock',
    may: ['src/base'],
  },
  {
    room: 'src/cbs',
    holds:
      'cell broadcast as values and bytes: pages, serial numbers, identifiers, CBSP (TS 48.049), N50 (TS 29.518), warnings of NGAP and SBc-AP, and what should be on the air at each BSC and AMF. No socket, no clock',
    may: ['src/base', 'src/country', 'src/text'],
  },
  {
    room: 'src/plan',
    holds:
      'the communication plan that follows an epidemic: levels, the situation, what data proposes, and the effects of a change. No clock, no file; runs in a browser too',
    may: ['src/base', 'src/country', 'src/text', 'src/directive', 'src/cbs'],
  },
  {
    room: 'src/report',
    holds:
      'the monthly report, figure by figure: figures with their derivations, words, documents. Figures and words run in a browser too',
    may: ['src/base'],
  },
]

const SIDES: readonly Room[] = [
  {
    room: 'src/speaker',
    holds:
      'loudspeakers: agenda, programme, heard tag, sound, and the device that plays. Shapes, programme and sums know no clock and no network',
    may: ['src/base', 'src/directive'],
  },
  {
    room: 'src/cbc',
    holds:
      'the cell broadcast centre as a process: its book on disk, connections to BSCs over TCP and to AMFs over HTTP/2, what other processes ask of it',
    may: ['src/base', 'src/cbs'],
  },
  {
    room: 'src/sfu',
    holds: '`loa media`: the media engine as a process of its own, over WebRTC, and its supervisor',
    may: ['src/base', 'src/rtp', 'src/media'],
  },
  {
    room: 'src/operator',
    holds: "an operator's node: journal, link to the authority, legs of a directive, the lists of what is free",
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
    holds:
      'what every area of the authority shares: actor and roles, the unit of work with its trail, approval by two, contract rows, the shape of an area. No SQL, no HTTP',
    may: ['src/base', 'src/text', 'src/directive'],
  },
  {
    room: 'src/channels',
    holds:
      'ways to tell one person something: mail and web push, a provider each, and the queue that sends. Knows no area, no SQL',
    may: ['src/base', 'src/authority'],
  },
  {
    room: 'src/sql',
    holds: 'SQLite and PostgreSQL, the trail, the runner of migrations, backup. Knows no area',
    may: ['src/base', 'src/authority'],
  },
  {
    room: 'src/http',
    holds: 'the pipe of a request, callers, streams, sign-in’s plumbing, the document of the API. Knows no area',
    may: ['src/base', 'src/audience', 'src/zerorating', 'src/authority'],
  },
  {
    room: 'src/web',
    holds: 'the console’s frame, parts, approval, signing, theme; built by Vite into `dist/web`. Runs in a browser',
    may: ['src/base', 'src/text', 'src/authority', 'src/directive'],
  },
]

/** What every area may import, by the kind of its files. */
const OF_AREAS = ['src/base', 'src/country', 'src/authority', 'src/directive', 'src/sql', 'src/http', 'src/web']

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
  {
    room: 'src/app',
    holds: 'main program and command line: the only room of the product that knows everyone',
    may: ['src/**', 'tools/smsc'],
  },
  {
    room: 'town',
    holds:
      'February 2020 at one thousandth, behind `loa demo`: people, operators, hospitals and what befalls them, all made up',
    may: ['src/**', 'tools/smsc', 'tools/bsc'],
  },
  {
    room: 'bench',
    holds: 'what `loa bench` measures, and the senders of others beside it',
    may: ['src/**', 'town', 'tools/smsc', 'tools/bsc'],
  },
  {
    room: 'tools/smsc',
    holds: 'the simulated SMS centre: an independent witness with a record and a codec of its own',
    may: ['src/base'],
  },
  {
    room: 'tools/bsc',
    holds: 'a simulated BSC for tests and the demo: an independent witness with a record and a codec of its own',
    may: [],
  },
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
