/** `loa zerorating` as its users run it: files, exit codes; from the worked draft of February 2020. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Command } from 'commander'
import { loaInProcess, loaProcess } from '../../../test/peers/in-process.ts'
import { registerZeroRating } from './zerorating.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-zerorating-command-'))
const ROOT = process.cwd()
before(() => process.chdir(folder))
after(() => {
  process.chdir(ROOT)
  rmSync(folder, { recursive: true })
})
const EXAMPLE = new URL('../../../docs/examples/zero-rating-february-2020.json', import.meta.url).pathname

async function loa(line: string, { lang = 'C' } = {}, by = loaInProcess) {
  const { code, stdout, stderr } = await by(['zerorating', ...line.split(' ')], { lang })
  return { exit: code, stdout, stderr }
}

const put = (name: string, content: string) => writeFileSync(join(folder, name), content)
const text = (name: string) => readFileSync(join(folder, name), 'utf8')
const files = (name = '.') => readdirSync(join(folder, name)).sort().join(' ')

/** The list was in force in 2020 and is signed today: a doubt that one has to accept. */
const REACHES_BACK = '--accept-doubts in-force-before-issued'

describe('a list from its draft to the charging systems', () => {
  before(async () => {
    put('draft.json', readFileSync(EXAMPLE, 'utf8'))
    put('second.json', text('draft.json').replace('2020-04-04T00:00:00', '2020-04-03T23:59:59'))
    put('faulty.json', text('draft.json').replace('"19009095"],', '"19003228"],'))
    assert.equal((await loa('key authority.key', {}, loaProcess)).exit, 0)
    assert.equal((await loa('key other.key')).exit, 0)
    const signed = await loa(`sign draft.json --key authority.key --out list-1.jws ${REACHES_BACK} --json`)
    assert.equal(signed.exit, 0, signed.stderr)
    const second = await loa(
      `sign second.json --key authority.key --previous list-1.jws --out list-2.jws ${REACHES_BACK} ends-a-second-early --json`,
    )
    assert.equal(second.exit, 0, second.stderr)
    const [one, two] = [JSON.parse(signed.stdout), JSON.parse(second.stdout)]
    assert.deepEqual([one.version, two.version], [1, 2])
    assert.equal(two.previousSha256, one.sha256)
    assert.deepEqual(two.doubts, ['in-force-before-issued', 'ends-a-second-early'])
  })

  test('a private key is for its owner alone, and is never overwritten', async () => {
    assert.equal(statSync(join(folder, 'authority.key')).mode & 0o777, 0o600)
    const key = text('authority.key')
    assert.ok(!text('authority.key.pub').includes('"d"'))
    const again = await loa('key authority.key')
    assert.equal(again.exit, 1)
    assert.match(again.stderr, /authority\.key exists and is not overwritten/)
    assert.equal(text('authority.key'), key)
    assert.ok(!files().includes('draft-') && !files().includes('.authority'))
  })

  test('faults and doubts are told in words, in the language of the terminal', async () => {
    const faulty = await loa('check faulty.json')
    assert.equal(faulty.exit, 1)
    assert.match(faulty.stdout, /ERROR diverts-to-itself: The service byt-19003228 diverts/)
    const vietnamese = await loa('check second.json', { lang: 'vi_VN.UTF-8' })
    assert.equal(vietnamese.exit, 0, 'a doubt is no fault')
    assert.match(vietnamese.stdout, /CẦN XEM LẠI ends-a-second-early/)
    assert.match(vietnamese.stdout, /2020-04-04T00:00:00\+07:00/)
    const whole = await loa('check list-2.jws draft.json list-1.jws --public-key authority.key.pub --json')
    assert.equal(whole.exit, 0, whole.stderr)
    const { lists, chain } = JSON.parse(whole.stdout)
    assert.deepEqual(
      lists.map((list: { version: number; trust: string }) => [list.version, list.trust]),
      [
        [2, 'verified'],
        [3, 'draft'],
        [1, 'verified'],
      ],
    )
    assert.deepEqual(chain, { is: 'whole' })
  })

  test('a doubt that nobody has accepted is not signed, and a fault never', async () => {
    const doubtful = await loa('sign second.json --key authority.key --out x.jws')
    assert.equal(doubtful.exit, 1)
    assert.match(doubtful.stderr, /--accept-doubts in-force-before-issued ends-a-second-early/)
    const faulty = await loa(`sign faulty.json --key authority.key --out x.jws ${REACHES_BACK}`)
    assert.equal(faulty.exit, 1)
    assert.match(faulty.stderr, /has the error diverts-to-itself in service byt-19003228/)
    assert.ok(!files().includes('x.jws'))
  })

  test('what is free at an instant, the time line, and what the second version changed', async () => {
    const at = '--at 2020-02-03T08:00:00+07:00'
    const shown = await loa(`show list-1.jws list-2.jws --public-key authority.key.pub ${at}`)
    assert.equal(shown.exit, 0, shown.stderr)
    // Both are in force from the same instant: the later one counts.
    assert.match(shown.stdout, /^2020-02-03T08:00:00\+07:00: version 2, /)
    assert.match(shown.stdout, /byt-19009095 {2}·+▒█+▶\n/)
    assert.match(shown.stdout, /byt-19009095 {2}free {2}2020-02-02T07:00:00\+07:00 {2}no end\n/)
    assert.match(shown.stdout, /Changes from version 1 → 2\n {2}~ byt-19003228\n/)
    assert.doesNotMatch(shown.stdout, /signatures/)
    const looked = await loa('show list-1.jws --json --at 2020-02-02T06:59:59+07:00')
    const { services, versions } = JSON.parse(looked.stdout)
    assert.deepEqual(
      services.map(({ id, free }: { id: string; free: boolean }) => [id, free]),
      [
        ['byt-19003228', true],
        ['byt-19009095', false],
      ],
    )
    assert.equal(versions[0].trust, 'unverified')
  })

  test('each format is written, and nothing but what that key signed', async () => {
    const both = 'list-2.jws list-1.jws --public-key authority.key.pub'
    for (const [format, made] of [
      [
        'json',
        'zero-rating-1.json zero-rating-1.jws zero-rating-2.json zero-rating-2.jws zero-rating-list.schema.json',
      ],
      [
        'cgrates',
        'Attributes.csv DestinationRates.csv Destinations.csv Rates.csv RatingPlans.csv RatingProfiles.csv Timings.csv',
      ],
      ['5g', 'pfds.json sm-policy-decision.json'],
      ['diameter', 'rating-group-table.csv rating-group-table.json'],
    ]) {
      const ran = await loa(`export ${both} --format ${format} --out out/${format} --json`)
      assert.equal(ran.exit, 0, ran.stderr)
      assert.equal(files(`out/${format}`), made)
      assert.equal(JSON.parse(ran.stdout).files.length, made.split(' ').length)
    }
    assert.equal(text('out/json/zero-rating-1.jws'), text('list-1.jws'))
    const csv = await loa(`export ${both} --format csv --out free.csv`)
    assert.equal(csv.exit, 0, csv.stderr)
    assert.match(text('free.csv'), /2020-04-03T23:59:59\+07:00/)
    const groups = JSON.parse(text('rating-groups.json'))
    assert.deepEqual(
      groups.groups.map(({ ratingGroup }: { ratingGroup: number }) => ratingGroup),
      [700_001, 700_002],
    )
  })

  test('one bill tells which probes were charged', async () => {
    const planned = await loa(
      'probe plan --calls 3 --call-tariff 0+5000/60 --free-number 19003228 --charged-number 19001234 --out calls.json --json',
    )
    assert.equal(planned.exit, 0, planned.stderr)
    assert.deepEqual(JSON.parse(planned.stdout), JSON.parse(text('calls.json')))
    // The second of them: two begun minutes.
    const read = await loa('probe read --plan calls.json --amount 10000 --json')
    assert.deepEqual([read.exit, JSON.parse(read.stdout).charged], [0, ['call-2']])
    const none = await loa('probe read --plan calls.json --amount 7000 --json')
    assert.deepEqual([none.exit, JSON.parse(none.stdout).is], [1, 'impossible'])
  })

  for (const [line, exit, sentence] of [
    ['check none.json', 1, /Cannot read none\.json/],
    ['check authority.key.pub', 1, /not a list of free services/],
    ['check list-1.jws --public-key other.key.pub', 1, /not by the pinned key/],
    ['check list-1.jws --public-key authority.key', 1, /not a public Ed25519 key/],
    ['sign draft.json --key authority.key.pub --out x.jws', 1, /not a private Ed25519 key/],
    ['sign draft.json --key authority.key', 2, /--out/],
    [`sign draft.json --key authority.key --out list-1.jws ${REACHES_BACK}`, 1, /list-1\.jws exists/],
    ['sign draft.json --key authority.key --previous draft.json --out x.jws', 1, /is an unsigned draft/],
    ['sign draft.json --key other.key --previous list-1.jws --out x.jws', 1, /pinned key/],
    ['show list-1.jws list-1.jws', 1, /does not follow version 1/],
    ['show faulty.json', 1, /diverts-to-itself/],
    ['show list-1.jws --at 2020-02-03T08:00:00', 2, /time with an offset/],
    ['export list-1.jws --format csv --out x', 2, /--public-key/],
    ['export list-1.jws --format xml --public-key authority.key.pub --out x', 2, /Allowed choices/],
    ['export draft.json --format csv --public-key authority.key.pub --out x', 1, /is an unsigned draft/],
    ['export list-1.jws --format csv --public-key other.key.pub --out x', 1, /pinned key/],
    ['export list-2.jws list-1.jws --format csv --public-key authority.key.pub --out none/x', 1, /Cannot write/],
    [
      'export list-1.jws --format 5g --public-key authority.key.pub --out x --groups draft.json',
      1,
      /rating group file/,
    ],
    ['probe plan', 2, /--payloads N or --calls N/],
    ['probe plan --calls 2', 2, /--call-tariff/],
    ['probe plan --calls 2 --call-tariff 5000', 2, /SETUP\+AMOUNT\/SECONDS/],
    ['probe plan --payloads 6', 1, /Ask for fewer/],
    ['probe plan --payloads 2 --overhead 5', 2, /overhead/],
    ['probe read --plan draft.json --charged 1', 1, /not a probe plan/],
    ['probe read --plan draft.json', 2, /give either --charged/],
  ] as const)
    test(`loa zerorating ${line} exits with ${exit} and writes nothing`, async () => {
      const held = files()
      const ran = await loa(line)
      assert.equal(ran.exit, exit, ran.stderr)
      assert.equal(ran.stdout, '')
      assert.match(ran.stderr, sentence)
      assert.doesNotMatch(ran.stderr, /\bat \S+\.ts|bug/)
      assert.equal(files(), held)
    })
})

test('every subcommand has an example in its help', async () => {
  const program = new Command('loa')
  registerZeroRating(program)
  const [group] = program.commands
  const [probe] = group.commands.filter(command => command.name() === 'probe')
  const known = [...group.commands.filter(command => command !== probe), ...probe.commands]
  assert.ok(known.length >= 7)
  for (const command of known) {
    const help: string[] = []
    command.configureOutput({ writeOut: written => void help.push(written) }).outputHelp()
    assert.match(help.join(''), /Examples?:\n +(\w+=\S+ )?loa zerorating /, command.name())
  }
})
