/**
 * The how-to guides' commands as they stand there, from top to bottom in an empty directory, and the README's; what a guide shows is what
 * is printed. What needs what a test has not is marked in the guide with its reason (`guides/steps.ts`); how many were run, and what was left
 * out, is printed by guide.
 */
import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Command } from 'commander'
import { commandLine } from '../src/app/program.ts'
import { wallDate } from '../src/base/wall-time.ts'
import { Reader, ROOT, ZONE } from './guides/reader.ts'
import { differs, namedIn, type Step, stepsOf } from './guides/steps.ts'
import { isMore, testMore } from './parts.ts'
import type { Child } from './peers/child.ts'
import { FalseClock } from './peers/false-clock.ts'
import { missing } from './peers/installed.ts'

const GUIDES = 'docs/how-to'
const READMES = ['README.md', 'README.vi.md']
/** Each with few commands, none of which takes long: of `npm test`. */
const QUICK = ['count-a-message', 'build-an-audience', 'check-a-cap-alert', 'write-a-spoken-text']
/** Has a test of its own. */
const AT_NIGHT = 'run-a-round'

/** Whom the reader of a guide speaks to; of others nobody is there. */
const AROUND: Readonly<Record<string, (t: TestContext) => Promise<Reader>>> = {
  'broadcast-to-cells': async t => await Reader.besideBsc(t),
  loudspeakers: async t => await Reader.besideAuthority(t, 'speaker'),
  'run-a-loudspeaker': async t => await Reader.besideAuthority(t, 'speaker'),
  'run-an-operators-node': async t => await Reader.besideAuthority(t, 'operator'),
  screening: async t => await Reader.besideAuthority(t, 'operator'),
  README: async t => await Reader.besideAuthority(t, 'operator'),
  'README.vi': async t => await Reader.besideAuthority(t, 'operator'),
}

const TEXTS: ReadonlyMap<string, string> = new Map(
  [...readdirSync(join(ROOT, GUIDES)).map(file => `${GUIDES}/${file}`), ...READMES]
    .filter(file => file.endsWith('.md') && file !== `${GUIDES}/README.md`)
    .map(file => [basename(file, '.md'), readFileSync(join(ROOT, file), 'utf8')]),
)
const ALL: ReadonlyMap<string, readonly Step[]> = new Map([...TEXTS].map(([name, text]) => [name, stepsOf(text)]))

function commandsOf(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + (step.is === 'commands' ? step.commands.length : 0), 0)
}

/** In the zone of the round, at night: seconds from now. */
function secondsToNight(now: number): number {
  const night = Date.parse(`${wallDate(now, ZONE)}T03:00:00+07:00`) + 24 * 3600_000
  return Math.ceil((night - now) / 1000)
}

testMore(
  'the guide Run a round runs from top to bottom, at night as well: it says until when it waits, and goes on then',
  // What `npm test` does without is not asked for there.
  { skip: isMore && missing('faketime', 'a machine of our own', 'ip') },
  async t => {
    const ticks = mkdtempSync(join(tmpdir(), 'loa-guide-clock-'))
    t.after(() => rmSync(ticks, { recursive: true, force: true }))
    const clock = new FalseClock(ticks)
    clock.forward(secondsToNight(Date.now()))
    const reader = await Reader.sits(t, clock.env)
    const commands = (ALL.get(AT_NIGHT) ?? []).flatMap(step =>
      step.is === 'commands' ? step.commands.map(({ typed }) => typed) : [],
    )
    let round: Child | null = null
    for (const command of commands) {
      if (command.startsWith('./loa smsc')) {
        await (await reader.starts(command)).printed(/listening/)
      } else if (command.startsWith('./loa round run')) {
        round = await reader.starts(command)
        await round.printed(/waits until 07:00 · /)
        const asked = './loa round status rounds/1'
        assert.match(await reader.types(asked), /^State +waits until 07:00$/m)
        assert.match(await reader.types(asked, { LANG: 'vi_VN.UTF-8' }), /^Trạng thái +chờ đến 07:00$/m)
        assert.match(await reader.types(asked, { TZ: 'UTC' }), /waits until 07:00 \(\+07:00\)$/m)
        const { state, waitsUntil, lanes } = JSON.parse(await reader.types(`${asked} --json`))
        assert.equal(state, 'running')
        assert.match(waitsUntil, /T07:00:00\+07:00$/)
        assert.equal(lanes[0].bound, true)
        clock.forward(5 * 3600)
        await round.printed(/sent to the first 1000 subscribers and paused/)
        assert.doesNotMatch(await reader.types(asked), /waits until/)
      } else {
        await reader.types(command)
      }
    }
    assert.ok(round)
    assert.equal((await round.done()).code, 3, 'the last of them stopped it')
    assert.match(round.stdout, /^State +stopped$/m)
    assert.doesNotMatch(round.stdout, /not bound/)
    assert.match(readFileSync(join(reader.directory, 'left.csv'), 'utf8'), /^number,/)
  },
)

for (const [name, steps] of ALL) {
  if (name === AT_NIGHT || commandsOf(steps) === 0 || !(isMore || QUICK.includes(name))) continue
  test(`what ${name} has its reader type runs from top to bottom, and prints what it shows`, {
    skip: missing('a machine of our own', 'ip', 'openssl', 'curl'),
  }, async t => {
    const reader = await (AROUND[name] ?? (async () => await Reader.sits(t)))(t)
    const { ran, left } = await reader.does(steps)
    assert.equal(ran, commandsOf(steps))
    t.diagnostic(`${name}: ${ran} commands run, ${left.length} blocks left out`)
    for (const each of left) t.diagnostic(`${name}, ${each}`)
  })
}

test('what no command of a guide is run is said with its reason, and a guide without any command has none to say', t => {
  for (const [name, steps] of ALL) {
    const left = steps.flatMap(step => (step.is === 'left' ? [step] : []))
    if (commandsOf(steps) === 0) t.diagnostic(`${name}: no command run, ${left.length} blocks left out`)
    for (const { why } of left) assert.match(why, /\w+ \w+/, name)
  }
})

/** What of a line is neither a command nor an option of `loa`, nor anything that it takes. */
async function unknownIn(line: string): Promise<readonly string[]> {
  const [, ...words] = line
    .split(/[|;>#]|&&/)[0]
    .trim()
    .split(/\s+/)
  let command: Command = await commandLine(words, 'en')
  let at = 0
  for (; at < words.length; at++) {
    const next = command.commands.find(each => each.name() === words[at])
    if (next === undefined) break
    command = next
  }
  const rest = words.slice(at)
  const options = [command, ...ancestorsOf(command)].flatMap(each => each.options)
  const takesNone = command.registeredArguments.length === 0
  return rest.filter((word, i) => {
    if (word === '--help') return false
    if (/^--[a-z]/.test(word)) return !options.some(({ long }) => long === word.split('=')[0])
    return i === 0 && takesNone && /^[a-z]+$/.test(word)
  })
}

function ancestorsOf(command: Command): readonly Command[] {
  return command.parent === null ? [] : [command.parent, ...ancestorsOf(command.parent)]
}

test('what a guide names without running it, among words too, and what a page or a failure names, is a command of loa with options that there are', async () => {
  const found: string[] = []
  const said = globSync('src/**/{words*,failures}.ts', { cwd: ROOT }).map(
    file => [file, readFileSync(join(ROOT, file), 'utf8')] as const,
  )
  for (const [name, text] of [...TEXTS, ...said]) {
    const left = (ALL.get(name) ?? []).flatMap(step => (step.is === 'left' ? step.commands : []))
    const lines = [...left.map(({ typed }) => typed.replaceAll('\\\n', ' ')), ...namedIn(text)]
    for (const line of lines) {
      const typed = line.replace(/^[A-Z_]+=\S+\s+/, '')
      if (!/^(?:\.\/)?loa [a-z]/.test(typed)) continue
      for (const word of await unknownIn(typed)) found.push(`${name}: ${word} of ${typed}`)
    }
  }
  assert.deepEqual(found, [])
  const wrong = ['loa operator run --announcement', './loa bench takeover --takeover=3 --json']
  assert.deepEqual(await Promise.all(wrong.map(unknownIn)), [['run', '--announcement'], ['--takeover=3']])
})

test('what a guide shows is held against what is printed, line by line, but for what it leaves open', () => {
  for (const [shown, printed, is] of [
    [['a', 'b'], 'a\nb\n', null],
    [['a'], 'a\nb\n', 'nothing more\n  was: b'],
    [['a', 'b'], 'a\n', 'b\n  was: nothing'],
    [['1 of 2'], '1 of 3\n', '1 of 2\n  was: 1 of 3'],
    [['a …, c'], 'a b, c\n', null],
    [['a', '…', 'd'], 'a\nb\nc\nd\n', null],
    [['a', '…'], 'a\nb\nc\n', null],
    [['at 2020-02-03T07:00:00+07:00 (x)'], 'at 2026-12-01T11:00:00.123Z (x)\n', null],
    [['at 2020-02-03'], 'at 2026-12-01\n', 'at 2020-02-03\n  was: at 2026-12-01'],
    [['id 3f0e7a52-9c1b-4f7e-8a61-0d7c5b2e9f10'], 'id 00000000-0000-4000-8000-000000000000\n', null],
    [[`sha ${'a'.repeat(64)}`], `sha ${'0'.repeat(64)}\n`, null],
  ] as const)
    assert.equal(differs(shown, printed), is, JSON.stringify([shown, printed]))
})

test('a guide is read into files, what is given, commands with what they print, and what is left out', () => {
  const fence = '```'
  const guide = [
    `${fence}sh`,
    './loa a \\',
    '  --b',
    '# said',
    './loa c',
    fence,
    '<!-- file: x.json -->',
    `${fence}json`,
    '{}',
    fence,
    '<!-- given:',
    'echo 1 > y',
    '-->',
    '<!-- not run: needs two machines -->',
    `${fence}sh`,
    './loa d',
    fence,
    `${fence}console`,
    '$ ./loa e \\',
    '    f',
    'g',
    '',
    '  h',
    '$ ./loa i',
    fence,
    fence,
    'a picture',
    fence,
    '',
  ].join('\n')
  assert.deepEqual(stepsOf(guide), [
    {
      is: 'commands',
      line: 1,
      commands: [
        { typed: './loa a \\\n  --b', shown: null },
        { typed: './loa c', shown: null },
      ],
    },
    { is: 'file', name: 'x.json', text: '{}\n' },
    { is: 'given', script: 'echo 1 > y' },
    { is: 'left', line: 15, why: 'needs two machines', commands: [{ typed: './loa d', shown: null }] },
    {
      is: 'commands',
      line: 18,
      commands: [
        { typed: './loa e \\\n    f', shown: ['g', '', '  h'] },
        { typed: './loa i', shown: null },
      ],
    },
  ])
  assert.throws(() => stepsOf(`${fence}\n$ ./loa a\n${fence}\n`), /neither sh nor console/)
})
