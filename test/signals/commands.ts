/**
 * Every command of `loa` that may wait, in every state in which it waits: what a signal makes of it. Those of `loa round` that have
 * to do with a replicated log are in `round-on-a-log.ts`; what waits for nothing is in NEVER_WAIT.
 */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeKey, publicOf } from '../../src/directive/signing.ts'
import { type Child, freePorts } from '../peers/child.ts'
import { type Answers, delivers } from '../round/witness.ts'
import { messageAndList, roundRun, statusOf, untilStatus, urlOf, witness } from './a-round.ts'
import type { Place, Silent } from './place.ts'
import { LEG_STATES } from './round-on-a-log.ts'
import type { Ending, Waiting } from './told.ts'

const EXAMPLES = fileURLToPath(new URL('../../docs/examples', import.meta.url))
const PLAN = join(EXAMPLES, 'plans', 'vietnam-2020.json')
/** Longer than any test. */
const LONG = '10h'

/** These read what is there, write what comes of it, and end: no peer, no pipe, no clock keeps them. */
export const NEVER_WAIT = [
  ...['operator trust', 'operator heads'],
  ...['zerorating key', 'zerorating probe plan', 'zerorating map'],
  ...['speaker trust', 'speaker off', 'speaker on'],
  // Of files of their own making, on the disk of this machine.
  ...['backup', 'restore', 'signing-page'],
]

/** A file that is a pipe to which nobody writes a word. */
function reads(
  command: string,
  args: (pipe: string, place: Place) => readonly string[] | Promise<readonly string[]>,
  how: { readonly ends?: Ending; readonly what?: string } = {},
): Waiting {
  const { ends = 'signal', what = 'its file' } = how
  return {
    command,
    state: `reads ${what}, a pipe that stays silent`,
    ends,
    enter: async place => {
      const pipe = place.pipe('never')
      const given = await args(pipe, place)
      place.prepared()
      const child = place.loa([...command.split(' '), ...given])
      await place.opened(pipe, child)
      return child
    },
  }
}

/** The same before anybody has opened the pipe to write, of a command that has something to put away. */
function readsUnopened(
  command: string,
  args: (pipe: string, place: Place) => readonly string[],
  ends: Ending,
): Waiting {
  return {
    command,
    state: 'reads a pipe that nobody has opened to write',
    ends,
    enter: async place => {
      const pipe = place.pipe('never')
      const given = args(pipe, place)
      place.prepared()
      const child = place.loa([...command.split(' '), ...given])
      await place.readBy(child, pipe)
      return child
    },
  }
}

const INPUT = `${'x'.repeat(1023)}\n`.repeat(256)

/** Standard input, of which more comes than a pipe holds, and never an end. */
function readsInput(command: string, args: readonly string[], ends: Ending = 'signal'): Waiting {
  return {
    command,
    state: 'reads standard input, which never ends',
    ends,
    enter: async place => {
      mkdirSync(place.file('data'))
      place.prepared()
      const child = place.loa([...command.split(' '), ...args], { input: null })
      await child.give(INPUT)
      return child
    },
  }
}

/** A database server that takes the connection and says nothing. */
function asksDatabase(command: string, args: readonly string[] = [], how: { readonly ends?: Ending } = {}): Waiting {
  return {
    command,
    state: 'waits for a database server that takes connections and never answers',
    ends: how.ends ?? 'signal',
    enter: async place => {
      const server = await place.silent()
      place.prepared()
      const url = `postgres://loa@127.0.0.1:${server.port}/loa`
      const child = place.loa([...command.split(' '), ...args, '--database', url])
      await server.asked
      return child
    },
  }
}

/** Another process runs the directory, and answers nothing of what it is asked. */
function asksRunning(
  command: string,
  make: (place: Place) => Promise<string> | string,
  args: (directory: string) => readonly string[],
): Waiting {
  return {
    command,
    state: 'asks the process that runs the directory, which never answers',
    ends: 'signal',
    enter: async place => {
      const directory = await make(place)
      const held = await place.heldBySilent(directory)
      place.prepared()
      const child = place.loa([...command.split(' '), ...args(directory)])
      await held.asked
      return child
    },
  }
}

// Rounds.

const restsAs = (state: string) => async (place: Place) => assert.equal(await statusOf(place), state)

/** Of `round run`: interrupted, with exit code 3, as after a crash. */
function round(
  state: string,
  enter: Waiting['enter'],
  how: Partial<Pick<Waiting, 'command' | 'ends' | 'afterwards' | 'endsAtOnce'>> = {},
): Waiting {
  const afterwards = restsAs('interrupted')
  return { command: 'round run', state, enter, ends: 3, leaves: ['round'], afterwards, ...how }
}

const noAnswer: Answers = () => {}
const acceptedAlone: Answers = (asked, say) => asked.link.write(say.ok('1'))

const SENDING = ['--tps', '10', '--receipt-wait', '1s', '--response-timeout', LONG]

const ROUND_STATES: readonly Waiting[] = [
  reads('round run', (pipe, place) => roundArgs(place, '--message', pipe), { what: 'its message' }),
  reads('round run', (pipe, place) => roundArgs(place, '--audience', pipe), { what: 'its list', ends: 1 }),
  readsUnopened('round run', (pipe, place) => roundArgs(place, '--audience', pipe), 1),
  round('waits for a centre that takes connections and never answers', async place => {
    const centre = await place.silent()
    const child = await roundRun(place, centre.port)
    await centre.asked
    return child
  }),
  round('tries again to reach a centre that refuses', async place => {
    const [port] = await freePorts(1)
    const child = await roundRun(place, port)
    await child.printed(/not bound/)
    return child
  }),
  round('waits for the instant from which it may send', async place => {
    const centre = await witness(place)
    const child = await roundRun(place, centre.port, '--not-before', '2999-01-01T00:00:00+07:00')
    await child.printed(/: bound/)
    return child
  }),
  round('sends', async place => {
    const centre = await witness(place)
    const child = await roundRun(place, centre.port, ...SENDING)
    await centre.submitted(2)
    return child
  }),
  round('is paused', async place => {
    const centre = await witness(place)
    const child = await roundRun(place, centre.port, ...SENDING)
    await centre.submitted(1)
    await place.done('round', 'pause', 'round')
    await untilStatus(place, 'paused')
    return child
  }),
  round('is paused by its canary', async place => {
    const centre = await witness(place)
    const child = await roundRun(place, centre.port, '--canary', '1', ...SENDING)
    await child.printed(/paused; continue with/)
    return child
  }),
  round('waits for receipts', async place => {
    const centre = await witness(place, acceptedAlone)
    const child = await roundRun(place, centre.port, '--receipt-wait', LONG)
    await centre.submitted(50)
    await untilStatus(place, 'waiting')
    return child
  }),
  round(
    'drains after a signal, its window unanswered',
    async place => {
      const centre = await witness(place, noAnswer)
      const child = await roundRun(place, centre.port, '--window', '5', ...SENDING)
      await centre.submitted(5)
      return child
    },
    { endsAtOnce: true },
  ),
  round(
    'is stopped, and drains, its window unanswered',
    async place => {
      const late: (() => void)[] = []
      const centre = await witness(place, (asked, say) => {
        late.push(() => delivers(asked, say))
      })
      const child = await roundRun(place, centre.port, '--window', '5', ...SENDING)
      await centre.submitted(5)
      const stopping = place.loa(['round', 'stop', 'round'])
      await stopping.done()
      place.after(() => {
        for (const answer of late) answer()
      })
      return child
    },
    { endsAtOnce: true },
  ),
  round(
    'takes up an interrupted round at a centre that never answers',
    async place => {
      const centre = await place.silent()
      const killed = await roundRun(place, centre.port)
      await centre.asked
      killed.kill('SIGKILL')
      await killed.exited
      const again = centre.askedAgain()
      const child = place.loa(['round', 'resume', 'round'])
      await again
      return child
    },
    { command: 'round resume' },
  ),
  ...['pause', 'stop', 'resume', 'status', 'outcomes'].map(name =>
    asksRunning(`round ${name}`, restingRound, directory => [directory]),
  ),
]

function roundArgs(place: Place, option: string, file: string): readonly string[] {
  const files = messageAndList(place)
  return ['round', ...files, '--smsc', urlOf(1), option, file]
}

/** One that was killed before its centre answered. */
async function restingRound(place: Place): Promise<string> {
  const centre = await place.silent()
  const child = await roundRun(place, centre.port)
  await centre.asked
  child.kill('SIGKILL')
  await child.exited
  return place.file('round')
}

// The authority.

const SERVE = ['serve', '--data', 'data', '--listen', '127.0.0.1:0', '--json']

async function serving(place: Place, ...flags: string[]): Promise<{ child: Child; url: string }> {
  place.prepared()
  const child = place.loa([...SERVE, ...flags])
  const [line] = await child.printed(/^\{.*\}$/m)
  return { child, url: `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}` }
}

const AUTHORITY_STATES: readonly Waiting[] = [
  {
    command: 'serve',
    state: 'waits for whoever comes',
    ends: 0,
    leaves: ['data'],
    enter: async place => (await serving(place)).child,
  },
  {
    command: 'serve',
    state: 'keeps the connections of those who have asked and of one who is still asking',
    ends: 0,
    leaves: ['data'],
    enter: async place => {
      const { child, url } = await serving(place)
      await (await fetch(`${url}/healthz`)).text()
      await place.asksHalf(url)
      return child
    },
  },
  {
    command: 'serve',
    state: 'forwards briefings by a process of its own',
    ends: 0,
    leaves: ['data'],
    enter: async place => {
      const media = ['--media-port', '0', '--media-bind', '127.0.0.1']
      return (await serving(place, ...media)).child
    },
  },
  { ...asksDatabase('serve', ['--data', 'data', '--listen', '127.0.0.1:0']) },
  {
    command: 'publish',
    state: 'waits for the next change',
    ends: 0,
    leaves: ['out'],
    enter: async place => {
      await emptyAuthority(place)
      place.prepared()
      const child = place.loa(['publish', '--data', 'data', '--out', 'out', '--json'])
      await child.printed(/^\{.*\}$/m)
      return child
    },
  },
  asksDatabase('publish', ['--out', 'out'], { ends: 0 }),
  asksDatabase('trail verify'),
  reads('trail verify', pipe => [pipe]),
  asksDatabase('roster show'),
  asksDatabase('roster begin'),
  asksDatabase('screening export', ['out.csv', '--from', '2026-02-01', '--until', '2026-02-02']),
  asksDatabase('screening forget'),
  asksDatabase('restored'),
  asksDatabase('reindex'),
  readsInput('mail bounce', ['--data', 'data']),
  asksDatabase('report month', ['2026-02']),
  reads('report month', pipe => ['2026-02', '--from', pipe]),
  reads('report check', pipe => [pipe, '--date', '2026-02-03']),
]

/** The tables of an authority that nobody has used. */
async function emptyAuthority(place: Place): Promise<void> {
  const { child } = await serving(place)
  child.kill('SIGTERM')
  await child.exited
}

// Operators.

async function nodeKey(place: Place, port: number): Promise<string> {
  const [own, authority] = [await makeKey(), await makeKey()]
  const url = `http://127.0.0.1:${port}`
  const made = { operator: 'viettel', name: 'Viettel', key: own, authority: { url, publicKey: publicOf(authority) } }
  writeFileSync(place.file('node.key'), JSON.stringify(made), { mode: 0o600 })
  return place.file('node.key')
}

async function nodeArgs(place: Place, port: number, ...flags: string[]): Promise<string[]> {
  const [, , , list] = messageAndList(place)
  const key = await nodeKey(place, port)
  const smsc = urlOf((await place.silent()).port)
  return ['operator', '--data', 'node', '--key', key, '--audience', list, '--smsc', smsc, ...flags]
}

/** Says what an authority's code vouches for, in letters that are no key's. */
const CODE = `${'a'.repeat(43)}.${'b'.repeat(32)}`

const OPERATOR_STATES: readonly Waiting[] = [
  {
    command: 'operator',
    state: 'waits for an authority that takes connections and never answers',
    ends: 0,
    leaves: ['node'],
    enter: async place => {
      const authority = await place.silent()
      const args = await nodeArgs(place, authority.port)
      place.prepared()
      const child = place.loa(args)
      await child.printed(/node ready/)
      await authority.asked
      return child
    },
  },
  {
    command: 'operator',
    state: 'tries again to reach an authority that refuses',
    ends: 0,
    leaves: ['node'],
    enter: async place => {
      const [port] = await freePorts(1)
      const args = await nodeArgs(place, port)
      place.prepared()
      const child = place.loa(args)
      await child.printed(/ECONNREFUSED|unreachable|not answer/i)
      return child
    },
  },
  {
    command: 'operator enrol',
    state: 'waits for an authority that takes connections and never answers',
    ends: 1,
    enter: async place => {
      const { port, asked } = await place.silent()
      place.prepared()
      const url = `http://127.0.0.1:${port}`
      const args = ['--key', 'node.key', '--authority', url, '--code', CODE]
      const child = place.loa(['operator', 'enrol', ...args])
      await asked
      return child
    },
  },
  {
    command: 'operator rotate',
    state: 'waits for an authority that takes connections and never answers',
    ends: 'signal',
    // Its next key: whoever has taken it note of it knows it, and the next call goes on with it.
    leaves: ['node.key.next'],
    enter: async place => {
      const { port, asked } = await place.silent()
      const key = await nodeKey(place, port)
      place.prepared()
      const child = place.loa(['operator', 'rotate', '--key', key])
      await asked
      return child
    },
  },
  ...['status', 'yield'].map(name => asksRunning(`operator ${name}`, nodeFolder, directory => ['--data', directory])),
]

function nodeFolder(place: Place): string {
  mkdirSync(place.file('node'))
  return place.file('node')
}

// What is free.

/** Signed, with its key beside it. */
async function signedList(place: Place): Promise<readonly string[]> {
  writeFileSync(place.file('draft.json'), readFileSync(join(EXAMPLES, 'zero-rating-february-2020.json')))
  await place.done('zerorating', 'key', 'list.key')
  const signed = ['--key', 'list.key', '--out', 'list.json']
  const doubts = ['--accept-doubts', 'in-force-before-issued']
  await place.done('zerorating', 'sign', 'draft.json', ...signed, ...doubts)
  return ['--list', 'list.json', '--public-key', 'list.key.pub']
}

const GY = ['--listen', '127.0.0.1:0', '--origin-host', 'loa.example', '--origin-realm', 'example']
const OF_LIST = ['--format', 'csv', '--out', 'out.csv', '--public-key', 'list.key.pub']

const FREE_STATES: readonly Waiting[] = [
  reads('zerorating check', pipe => [pipe]),
  reads('zerorating show', pipe => [pipe]),
  reads('zerorating sign', async (pipe, place) => {
    await signedList(place)
    return [pipe, '--key', 'list.key', '--out', 'second.json']
  }),
  reads('zerorating export', async (pipe, place) => {
    await signedList(place)
    return [pipe, ...OF_LIST]
  }),
  reads('zerorating probe read', pipe => ['--plan', pipe, '--charged', '1']),
  reads('zerorating gy', async (pipe, place) => [...GY, ...(await signedList(place)), '--list', pipe], {
    what: 'its list',
  }),
  {
    command: 'zerorating gy',
    state: 'waits for a charging system that takes connections and never answers',
    ends: 0,
    enter: async place => {
      const list = await signedList(place)
      const relay = await place.silent()
      place.prepared()
      const child = place.loa([...['zerorating', 'gy', ...GY, ...list], ...['--relay', `127.0.0.1:${relay.port}`]])
      await child.printed(/listening/)
      await relay.asked
      return child
    },
  },
  reads('zerorating audit', pipe => ['--cdr', 'none', '--list', pipe], { what: 'its list' }),
  reads('zerorating audit', async (pipe, place) => [...(await signedList(place)), '--cdr', 'none', '--map', pipe], {
    what: 'its map',
  }),
]

// Cell broadcast.

async function broadcast(place: Place, ...bscs: string[]): Promise<Child> {
  writeFileSync(place.file('message.txt'), 'Rua tay\n')
  const urls = bscs.flatMap(url => ['--bsc', url])
  return place.loa(['cbs', 'run', 'cast', '--message', 'message.txt', '--id', '4371', ...urls])
}

const CAST = ['cast', '.cbs-codes', 'message.txt']

async function castState(place: Place): Promise<string> {
  return (JSON.parse(await place.done('cbs', 'status', 'cast', '--json')) as { state: string }).state
}

/** One that was killed while its BSC was silent. */
async function restingCast(place: Place): Promise<Silent> {
  const bsc = await place.silent()
  const child = await broadcast(place, `cbsp://127.0.0.1:${bsc.port}`)
  await bsc.asked
  child.kill('SIGKILL')
  await child.exited
  return bsc
}

async function castFolder(place: Place): Promise<string> {
  await restingCast(place)
  return place.file('cast')
}

const isInterrupted = async (place: Place) => assert.equal(await castState(place), 'interrupted')

const BROADCAST_STATES: readonly Waiting[] = [
  reads('cbs pages', pipe => ['--file', pipe]),
  reads('cbs run', pipe => ['cast', '--message', pipe, '--id', '4371', '--bsc', 'cbsp://a:1'], { what: 'its message' }),
  reads('cbs replace', pipe => ['cast', '--message', pipe], { what: 'its message' }),
  {
    command: 'cbs run',
    state: 'waits for a BSC that takes connections and never answers',
    ends: 3,
    leaves: CAST,
    enter: async place => {
      const bsc = await place.silent()
      const child = await broadcast(place, `cbsp://127.0.0.1:${bsc.port}`)
      await bsc.asked
      return child
    },
    afterwards: isInterrupted,
  },
  {
    command: 'cbs run',
    state: 'tries again to reach a BSC that refuses, and waits for one that is to come',
    ends: 3,
    leaves: CAST,
    enter: async place => {
      const [port, own] = await freePorts(2)
      const urls = [`cbsp://127.0.0.1:${port}`, `cbsp-listen://127.0.0.1:${own}`]
      const child = await broadcast(place, ...urls)
      await child.printed(/not connected/)
      return child
    },
    afterwards: isInterrupted,
  },
  {
    command: 'cbs run',
    state: 'is stopped, and waits for a BSC that is away',
    ends: 3,
    leaves: CAST,
    enter: async place => {
      const bsc = await place.silent()
      const child = await broadcast(place, `cbsp://127.0.0.1:${bsc.port}`)
      await bsc.asked
      place.loa(['cbs', 'stop', 'cast'])
      while ((await castState(place)) !== 'stopping');
      return child
    },
    // What is to come off is put off by `resume`, or by the next stop.
    afterwards: async place => assert.equal(await castState(place), 'stopping'),
  },
  {
    command: 'cbs resume',
    state: 'waits for a BSC that takes connections and never answers',
    ends: 3,
    leaves: CAST,
    enter: async place => {
      const bsc = await restingCast(place)
      const again = bsc.askedAgain()
      const child = place.loa(['cbs', 'resume', 'cast'])
      await again
      return child
    },
    afterwards: isInterrupted,
  },
  {
    command: 'cbs stop',
    state: 'kills at a BSC that never answers, where no process runs it',
    ends: 'signal',
    leaves: CAST,
    enter: async place => {
      const bsc = await restingCast(place)
      const again = bsc.askedAgain()
      const child = place.loa(['cbs', 'stop', 'cast'])
      await again
      return child
    },
  },
  ...(['replace', 'stop', 'resume', 'status'] as const).map(name =>
    asksRunning(`cbs ${name}`, castFolder, directory => [
      directory,
      ...(name === 'replace' ? ['--message', 'message.txt'] : []),
    ]),
  ),
]

// Loudspeakers.

async function speakerKey(place: Place, port: number): Promise<string> {
  const [own, authority] = [await makeKey(), await makeKey()]
  const made = {
    cluster: '00001-3',
    name: 'Cụm loa',
    purpose: 'live',
    places: [{ code: '01', from: '2000-01-01', until: null }],
    authority: { url: `http://127.0.0.1:${port}`, publicKey: publicOf(authority) },
    key: own,
    rosterSha256: 'a'.repeat(64),
  }
  writeFileSync(place.file('speaker.key'), JSON.stringify(made), { mode: 0o600 })
  return place.file('speaker.key')
}

const SPEAKER_STATES: readonly Waiting[] = [
  reads('speaker spoken', pipe => ['--file', pipe]),
  reads('speaker programme', pipe => [
    ...['--agenda', pipe],
    ...['--from', '2026-02-03T00:00:00+07:00', '--until', '2026-02-04T00:00:00+07:00'],
  ]),
  reads('speaker heard', pipe => [pipe]),
  {
    command: 'speaker enrol',
    state: 'waits for an authority that takes connections and never answers',
    ends: 'signal',
    // With the key in it an answer that was lost costs no code.
    leaves: ['speaker.key.asking'],
    enter: async place => {
      const { port, asked } = await place.silent()
      place.prepared()
      const code = ['--code', `${CODE}.${'0'.repeat(64)}`]
      const url = ['--authority', `http://127.0.0.1:${port}`]
      const child = place.loa(['speaker', 'enrol', '--key', 'speaker.key', ...url, ...code])
      await asked
      return child
    },
  },
  {
    command: 'speaker run',
    state: 'waits for an authority that takes connections and never answers',
    ends: 0,
    leaves: ['speaker', 'wav'],
    enter: async place => {
      const { port, asked } = await place.silent()
      const key = await speakerKey(place, port)
      place.prepared()
      const own = ['--data', 'speaker', '--sink', 'wav:wav']
      const child = place.loa(['speaker', 'run', '--key', key, ...own])
      await child.printed(/device ready/)
      await asked
      return child
    },
  },
]

// To try and to measure.

function measures(command: string, ...args: string[]): Waiting {
  return {
    command,
    state: 'measures',
    ends: 1,
    enter: async place => {
      place.prepared()
      const child = place.loa([...command.split(' '), ...args])
      await child.printed(/^loa: \S/m)
      return child
    },
  }
}

const TRIAL_STATES: readonly Waiting[] = [
  {
    command: 'smsc',
    state: 'waits for whoever binds',
    ends: 0,
    enter: async place => {
      place.prepared()
      const child = place.loa(['smsc', '--port', '0', '--json'])
      await child.printed(/listening on/)
      return child
    },
    afterwards: (_, child) => {
      assert.equal(typeof JSON.parse(child.stdout).submits, 'number')
    },
  },
  {
    command: 'demo',
    state: 'prepares its town',
    ends: 1,
    enter: async place => {
      place.prepared()
      const child = place.loa(['demo', '--rounds', '1'])
      await child.printed(/\S/)
      return child
    },
  },
  measures('bench', '--subscribers', '100000'),
  measures('bench authority', '--campaigns', '2', '--rounds', '2', '--operators', '1'),
  measures('bench zerorating', '--lookups', '1000', '--rows', '1000'),
  measures('bench briefing'),
  measures('bench bulletins'),
  measures('bench broadcasts', '--bscs', '5', '--cells', '100'),
  measures('bench loudspeakers', '--clusters', '10'),
  measures('bench takeover', '--takeovers', '1', '--subscribers', '0'),
]

// The rest reads.

const READING_STATES: readonly Waiting[] = [
  reads('text count', pipe => ['--file', pipe]),
  readsInput('text count', ['--file', '-']),
  reads('audience build', pipe => ['out.loa', '--from', pipe], { ends: 1 }),
  readsUnopened('audience build', pipe => ['out.loa', '--from', pipe], 1),
  { ...readsInput('audience build', ['out.loa', '--from', '-'], 1) },
  reads('audience combine', pipe => ['out.loa', '--expr', 'a', '--let', `a=${pipe}`]),
  reads('audience info', pipe => [pipe]),
  reads('cap check', pipe => [pipe]),
  reads('plan check', pipe => [pipe]),
  reads('plan effects', pipe => [PLAN, '--from', pipe, '--to', pipe]),
  reads('plan replay', pipe => [PLAN, '--data', pipe]),
]

/** By the order of `loa --help`. The first of a command is the one that every run of all tests looks at. */
export const STATES: readonly Waiting[] = [
  ...READING_STATES,
  ...ROUND_STATES,
  ...LEG_STATES,
  ...AUTHORITY_STATES,
  ...OPERATOR_STATES,
  ...FREE_STATES,
  ...BROADCAST_STATES,
  ...SPEAKER_STATES,
  ...TRIAL_STATES,
]
