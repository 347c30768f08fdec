/**
 * What a taken server tried at every far end, by channel and name, and what came of it: `npm run test:attacks`. The tests themselves
 * decide; this runs those that make such attempts and prints them as one table. Ends with 1 where one went through.
 */

import { join, relative } from 'node:path'
import { run } from 'node:test'

const ROOT = join(import.meta.dirname, '../..')

interface TestResult {
  readonly file: string
  /** Names of the tests around it, and its own. */
  readonly path: readonly string[]
  readonly hasPassed: boolean
}

/** Of a channel: the tests that make an attempt each, or the groups of a table that a test prints. */
interface Channel {
  readonly channel: string
  readonly of: Readonly<Record<string, RegExp>>
}

const AT_A_NODE = 'src/operator'
const CHANNELS: readonly Channel[] = [
  {
    channel: 'Rounds, and orders that let them go on, at a node',
    of: {
      [`${AT_A_NODE}/taken-server.test.ts`]: /./,
      [`${AT_A_NODE}/orders.test.ts`]: /is not let go on|by the rosters/,
    },
  },
  {
    channel: 'Rosters, at a node',
    of: { [`${AT_A_NODE}/rosters.test.ts`]: /is refused|two rosters|kept back|the first roster is/ },
  },
  {
    channel: 'Lists of what is free, at a node',
    of: { [`${AT_A_NODE}/free-list-taker.test.ts`]: /cannot be trusted|not signed|nobody signed/ },
  },
  {
    channel: 'Cell broadcasts, over CBSP and N50',
    of: {
      [`${AT_A_NODE}/taken-server-broadcasts.test.ts`]: /on the air/,
      [`${AT_A_NODE}/broadcast-bad-days.test.ts`]: /before the time|ordered once|dated far ahead/,
    },
  },
  {
    channel: 'CAP, to a broadcast centre that the operator has',
    of: {
      [`${AT_A_NODE}/taken-server-broadcasts.test.ts`]: /broadcast centre|calls otherwise/,
      [`${AT_A_NODE}/cap-belongs.test.ts`]: /a taken server/,
    },
  },
  {
    channel: 'Announcements before the ring, at a node',
    of: { [`${AT_A_NODE}/announcement-taker.test.ts`]: /^S1|cannot be trusted/ },
  },
  {
    channel: 'What people sign, and where they are asked for it',
    of: {
      'src/directive/claims.test.ts': /moves no node|the authority’s own pages|no other/,
      'src/directive/proof.test.ts': /another authority|older roster|signed long ago|one number/,
    },
  },
  {
    channel: 'Loudspeakers, at a device',
    of: { 'test/attack/loudspeakers.test.ts': /Oftener|At other hours|What nobody|By rosters/ },
  },
  {
    channel: 'Through a whole town, of which everything but people and far ends is taken',
    of: { 'test/attack/attack.test.ts': /^Who holds the process|^An administrator of/ },
  },
]

/** What a test prints: groups of lines, each an attempt, under what they have in common. */
const PRINTED = /^(.+): \d+ attempts, \d+ went through$/

const told: TestResult[] = []
const printed = new Map<string, string[]>()
const files = [...new Set(CHANNELS.flatMap(({ of }) => Object.keys(of)))]
const under = new Map<string, { path: string[]; nesting: number; hasPassed: boolean }[]>()

/** Tests within are told before the test around them. */
function take(file: string, name: string, nesting: number, hasPassed: boolean): void {
  const waiting = under.get(file) ?? []
  const own = waiting.filter(each => each.nesting > nesting)
  const others = waiting.filter(each => each.nesting <= nesting)
  const paths = own.length === 0 ? [[name]] : own.map(({ path }) => [name, ...path])
  const passed = (at: number) => own[at]?.hasPassed ?? hasPassed
  const now = paths.map((path, at) => ({ path, nesting, hasPassed: passed(at) }))
  under.set(file, nesting > 0 ? [...others, ...now] : [])
  if (nesting === 0) for (const { path, hasPassed } of now) told.push({ file, path, hasPassed })
}

const stream = run({
  files: files.map(file => join(ROOT, file)),
  concurrency: 2,
  execArgv: ['--disable-warning=ExperimentalWarning'],
})
for await (const { type, data } of stream) {
  if (type === 'test:pass' || type === 'test:fail') {
    const file = relative(ROOT, data.file ?? '')
    const isFile = data.nesting === 0 && data.name.endsWith('.test.ts')
    if (!isFile) take(file, data.name, data.nesting, type === 'test:pass')
    else if (type === 'test:fail') told.push({ file, path: [data.name], hasPassed: false })
  } else if (type === 'test:diagnostic' && PRINTED.test(data.message.split('\n')[0]))
    printed.set(relative(ROOT, data.file ?? ''), [
      ...(printed.get(relative(ROOT, data.file ?? '')) ?? []),
      data.message,
    ])
}

/** The lines of the groups whose heads these are. */
function linesIn(table: string, heads: RegExp): readonly string[] {
  const groups = table.split('\n\n').slice(1)
  return groups.flatMap(group => {
    const [head, ...lines] = group.split('\n')
    return heads.test(head) ? lines.map(line => line.replace(/ +-$/, '')) : []
  })
}

const BAD = 'WENT THROUGH'
let through = 0
let all = 0
const sums: string[] = []
for (const { channel, of } of CHANNELS) {
  const lines: string[] = []
  let head: string | null = null
  console.log(channel)
  for (const [file, which] of Object.entries(of)) {
    for (const table of printed.get(file) ?? []) lines.push(...linesIn(table, which))
    const own = printed.has(file) ? [] : told.filter(each => each.file === file)
    for (const { path, hasPassed } of own.filter(({ path }) => which.test(path.join(': ')))) {
      const [name, ...around] = path.map(part => part.replace(/^S\d+: /, '')).toReversed()
      const above = around.toReversed().join(': ')
      if (above !== '' && above !== head) console.log(`  ${above}:`)
      head = above
      lines.push(`${above === '' ? '' : '  '}${name}${hasPassed ? '' : `  ${BAD}`}`)
      console.log(`  ${lines.at(-1)}`)
    }
    if (printed.has(file)) console.log(lines.map(line => `  ${line}`).join('\n'))
  }
  console.log('')
  const bad = lines.filter(line => line.includes(BAD) || line.includes('NOT AS EXPECTED')).length
  all += lines.length
  through += bad
  sums.push(`${String(lines.length).padStart(5)}  ${String(bad).padStart(7)}  ${channel}`)
}
const failed = told.filter(({ hasPassed }) => !hasPassed).length
console.log(
  ['tried  through', '', ...sums, '', `${String(all).padStart(5)}  ${String(through).padStart(7)}`].join('\n'),
)
process.exitCode = through + failed === 0 ? 0 : 1
