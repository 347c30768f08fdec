/**
 * Pages that say that something holds name tests, and each is there: a test of that very name in that very file. A page whose tests
 * were renamed or taken away does not pass.
 *
 * Knows no room and runs none of the tests it finds.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { STATES } from '../signals/commands.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PAGE = 'docs/reference/cell-broadcast-cases.md'
/** What a failure of a machine looks like, and what shows it. */
const MACHINES = 'docs/how-to/run-on-several-machines.md'
const VERDICTS = ['holds', 'otherwise', 'no'] as const

interface Row {
  /** `START-1`; of a procedure its section; empty where rows have no number. */
  readonly case: string
  readonly verdict: string | null
  readonly said: string
}

const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8')
const TEXT = textOf(PAGE)
const ROWS = rowsIn(TEXT)

test('every test that the page of cases names is a test of that name in the file to which it leads', () => {
  const named = ROWS.flatMap(({ said }) => testsIn(said))
  assert.ok(named.length > 0)
  assert.deepEqual(
    named.filter(({ name, file }) => !namesOfTests(file).some(is => is(name))),
    [],
  )
})

test('every failure of an operator’s machine that the guide tells is shown by a test of that name in the file to which it leads', () => {
  const table = textOf(MACHINES).split('| shown by |')[1]?.split('\n\n')[0] ?? ''
  const failures = table.split('\n').slice(2)
  assert.ok(failures.length > 10, `${failures.length} rows`)
  for (const row of failures) {
    const shown = testsIn(row)
    assert.ok(shown.length > 0, row)
    assert.deepEqual(
      shown.filter(({ name, file }) => !namesOfTests(file).some(is => is(name))),
      [],
    )
  }
})

test('what holds or is otherwise is shown by a test, and what is not there says why', () => {
  for (const { case: one, verdict, said } of ROWS) {
    if (verdict !== null)
      assert.ok(
        VERDICTS.some(each => each === verdict),
        `${one}: ${verdict}`,
      )
    if (verdict === 'no') assert.match(said, /\S/, one)
    else assert.ok(testsIn(said).length > 0, `${one} ${said}`)
  }
})

test('no case is left out: those of each group are numbered from 1 on', () => {
  const numbered = ROWS.flatMap(row => {
    const [, group, number] = /^([A-Z]+)-(\d+)$/.exec(row.case) ?? []
    return group === undefined ? [] : [{ group, number: Number(number) }]
  })
  const groups = Map.groupBy(numbered, ({ group }) => group)
  assert.deepEqual([...groups.keys()], ['START', 'STOP', 'UPDATE', 'CONCURRENCY', 'FAILRESTART', 'ERROR', 'TIMEOUT'])
  for (const [group, cases] of groups)
    assert.deepEqual(
      cases.map(({ number }) => number),
      cases.map((_, i) => i + 1),
      group,
    )
})

/** Where each list of words is in the code; of lines that a program writes, where each is written. */
const STATE_WORDS: Readonly<Record<string, { readonly file: string; readonly list: RegExp }>> = {
  'A round': { file: 'src/round/snapshot.ts', list: /type RoundState =((?:\s*(?:\/\*\*.*\*\/)?\s*\| '\w+')+)/ },
  'A cell broadcast': { file: 'src/cbs/state.ts', list: /type StateName = (.+)/ },
  'A directive at a node': { file: 'src/directive/documents.ts', list: /directiveState = z\.enum\(\[([^\]]+)\]/ },
  'A leg at a node': { file: 'src/operator/leg.ts', list: /\ntype State =\n((?: {2}\| .+\n)+)/ },
  'A machine and a leg': { file: 'src/operator/machines.ts', list: /type Does = (.+)/ },
}
const SAID_BY: Readonly<Record<string, string>> = {
  ready: 'src/app/serve/server.ts',
  'node ready': 'src/app/commands/operator.ts',
  'device ready': 'src/app/commands/speaker-device.ts',
  listening: 'src/app/commands/zerorating-gy.ts',
  'listening on': 'tools/smsc/run.ts',
}
const STATES_PAGE = 'docs/reference/state-words.md'
const BEGUN = 'A program that has begun'

test('every word by which a command says how something stands is on the page of state words, and no other', () => {
  const page = wordsByHeading()
  assert.deepEqual([...page.keys()], [...Object.keys(STATE_WORDS), BEGUN])
  for (const [heading, { file, list }] of Object.entries(STATE_WORDS)) {
    const [, found = ''] = list.exec(textOf(file)) ?? []
    const words = [...found.matchAll(/(?:is: |\| |^|\s)'([\w-]+)'/g)].map(([, word]) => word)
    assert.ok(words.length > 2, `${file}: ${found}`)
    assert.deepEqual(
      page.get(heading)?.map(({ word }) => word),
      words,
      heading,
    )
  }
  assert.deepEqual(
    page.get(BEGUN)?.map(({ word }) => word),
    Object.keys(SAID_BY),
  )
  for (const [words, file] of Object.entries(SAID_BY)) assert.match(textOf(file), new RegExp(`['\`]${words}\\b`), file)
})

test('each state word is shown by a test of the name that the page says, which speaks of that word', () => {
  for (const [heading, rows] of wordsByHeading())
    for (const { word, said } of rows) {
      const shown = testsIn(said)
      assert.ok(shown.length > 0, `${heading}: ${word}`)
      for (const { name, file } of shown) {
        if (file.startsWith('test/signals/')) {
          assert.ok(SIGNALLED.has(name), name)
          continue
        }
        assert.ok(
          namesOfTests(file).some(is => is(name)),
          `${file}: ${name}`,
        )
        assert.ok(textOf(file).includes(`'${word}'`), `${file} does not speak of ${word}`)
      }
    }
})

/** Names of the tests that a table makes. */
const SIGNALLED = new Set(STATES.map(({ command, state }) => `${command} ${state} (SIGTERM)`))

function wordsByHeading(): ReadonlyMap<string, readonly { readonly word: string; readonly said: string }[]> {
  const [, ...sections] = textOf(STATES_PAGE).split('\n## ')
  return new Map(
    sections.map(section => {
      const rows = [...section.matchAll(/^\| `([^`]+)` \|(.+)$/gm)]
      return [section.split('\n')[0], rows.map(([, word, said]) => ({ word, said }))]
    }),
  )
}

test('the name of a test is a sentence that stands alone: it begins with no code', () => {
  const coded = globSync('{src,test,town,bench,tools}/**/*.test.ts', { cwd: ROOT }).filter(file =>
    /['"`][A-Z]\d{1,2}(?:,? [A-Z]\d{1,2})*: /.test(textOf(file)),
  )
  assert.deepEqual(coded, [])
})

test('a name that no test has is found out, and so is a part of one', () => {
  const file = 'src/cbs/serial.test.ts'
  const [name] = ROWS.flatMap(({ said }) => testsIn(said)).filter(each => each.file === file)
  assert.ok(name !== undefined)
  const has = (wanted: string) => namesOfTests(file).some(is => is(wanted))
  assert.ok(has(name.name))
  for (const wrong of [`${name.name}.`, name.name.slice(1), '']) assert.ok(!has(wrong), wrong)
})

/** Rows of the tables that have a head with `shown by`. */
function rowsIn(text: string): readonly Row[] {
  return text
    .split('\n')
    .filter(line => line.startsWith('|') && !/^\|(---\|)+$/.test(line))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
    .filter(cells => cells.at(-1) !== 'shown by')
    .map(cells => ({
      case: cells.length === 4 ? cells[0] : '',
      verdict: cells.length === 4 ? cells[2] : null,
      said: cells[cells.length - 1],
    }))
}

function testsIn(said: string): readonly { readonly name: string; readonly file: string }[] {
  return [...said.matchAll(/\[([^\]]+)\]\(\.\.\/\.\.\/([^)]+\.test\.ts)\)/g)].map(([, name, file]) => ({ name, file }))
}

/** Of a test whose name is made of values, any name that could be made. */
function namesOfTests(file: string): readonly ((name: string) => boolean)[] {
  const source = textOf(file)
  const calls = source.matchAll(/(?<![\w.])test\(\s*(?:'((?:\\.|[^'\\])*)'|`((?:\\.|[^`\\])*)`)/g)
  return [...calls].map(([, plain, made]) => {
    if (plain !== undefined) return name => name === plain.replace(/\\(.)/g, '$1')
    const fixed = made.split(/\$\{[^}]*\}/).map(part => part.replace(/[^\w\s]/g, '\\$&'))
    const pattern = new RegExp(`^${fixed.join('.+')}$`)
    return name => pattern.test(name)
  })
}
