/**
 * What a look-up in the list of what is free costs: by number, and by host and address.
 *
 * Half of the look-ups find something; what is asked for goes round a table that fits no cache line twice in a row.
 */
import { FEBRUARY } from '../src/zerorating/example-list.ts'
import { type InForce, inForce } from '../src/zerorating/in-force.ts'
import type { Service, ZeroRatingList } from '../src/zerorating/list.ts'

export interface LookupMeasure {
  readonly name: string
  readonly lookups: number
  readonly found: number
  /** Of the processor's time, so that what else the machine does counts less. */
  readonly nanosecondsEach: number
}

const ASKED = 4096
const AT = Date.parse('2020-02-03T08:00:00+07:00')
const FREE = [{ from: '2020-02-01T00:00:00+07:00', until: null }]

export function measureLookups(options: { services: number; lookups: number }): LookupMeasure[] {
  const force = inForce([listOf(options.services)])
  const numbers = Array.from({ length: ASKED }, (_, at) => numberOf(at * 2, options.services))
  const reached = Array.from({ length: ASKED }, (_, at) => {
    const service = Math.floor((at * 7919) % (2 * options.services))
    return { host: hostOf(service), address: addressOf(service, at % 256), port: 443 }
  })
  const looks: Record<string, (force: InForce, at: number) => boolean> = {
    number: (known, at) => known.call(numbers[at & (ASKED - 1)], AT).is === 'free',
    'host and address': (known, at) => known.page(reached[at & (ASKED - 1)], AT).is === 'free',
  }
  return Object.entries(looks).map(([name, look]) => {
    const run = (lookups: number) => {
      let found = 0
      for (let at = 0; at < lookups; at++) if (look(force, at)) found++
      return found
    }
    run(Math.min(options.lookups, 100_000))
    const before = process.cpuUsage()
    const found = run(options.lookups)
    const { user, system } = process.cpuUsage(before)
    const nanosecondsEach = ((user + system) * 1000) / options.lookups
    return { name, lookups: options.lookups, found, nanosecondsEach }
  })
}

/** Half hotlines, half pages. */
function listOf(services: number): ZeroRatingList {
  return {
    ...FEBRUARY,
    issuedAt: FREE[0].from,
    inForceFrom: FREE[0].from,
    services: Array.from({ length: services }, (_, at): Service => {
      const common = { id: `s${at}`, title: 'S', owner: 'O', free: FREE, evidence: [] }
      const dialled = { numbers: [`1900${10_000 + at}`], diversions: [], otherwise: { call: null } }
      const page = {
        hosts: [hostOf(at)],
        prefixes: [{ prefix: `${addressOf(at, 0)}/24`, exclusive: true }],
        ports: [443],
        speedKilobitsPerSecond: null,
        otherwise: { data: null },
      }
      return at % 2 === 0 ? { kind: 'hotline', ...common, ...dialled } : { kind: 'page', ...common, ...page }
    }),
  }
}

/** Every second is one of the list's, in one of its spellings. */
function numberOf(at: number, services: number): string {
  const service = (at * 7919) % (2 * services)
  const number = `1900${10_000 + service - (service % 2)}`
  return at % 4 === 0 ? number : `84${number}`
}

function hostOf(service: number): string {
  return `page-${service}.gov.vn`
}

function addressOf(service: number, last: number): string {
  return `123.${Math.floor(service / 256) % 256}.${service % 256}.${last}`
}
