/** The account of the demo's bulletin for people: what is proved by channel and kind, and both counts side by side. */

import { columns } from '../src/app/columns.ts'
import { figure } from '../src/app/terminal.ts'
import type { Language } from '../src/base/failure.ts'
import { type BothCounts, type BulletinProved, ENDINGS } from './bulletin.ts'
import { BULLETIN_WORDS, type BulletinWords } from './bulletin-words.ts'
import { BROADCASTING } from './controllers.ts'
import { AIR_COUNTS, type AirCount, airCountName } from './on-air.ts'
import type { DemoOperator } from './operators.ts'
import { CLUSTERS } from './speakers.ts'

/** Titles and tables, one behind the other. */
export function bulletinTables(
  proved: BulletinProved,
  language: Language,
  operators: readonly DemoOperator[],
): readonly string[] {
  const words = BULLETIN_WORDS[language]
  return [
    ...[words.title, proofs(proved, words)],
    ...[words.airTitle, onAir(proved, words, operators.slice(0, BROADCASTING))],
    ...[words.countsTitle, counts(proved, words)],
  ]
}

function proofs({ proofs }: BulletinProved, words: BulletinWords): string {
  const rows = proofs
    .filter(({ count }) => count > 0)
    .map(({ channel, release, kind, unit, count }) => [
      words.channels[channel],
      words.releases[release],
      words.kinds[kind],
      words.units[unit],
      figure(count),
    ])
  const { channel, kind, count } = words.head
  return columns([[channel, '', kind, '', count], ...rows], { names: 4 })
}

/** A line for each count, a column for each operator that broadcasts. */
function onAir({ counts }: BulletinProved, words: BulletinWords, operators: readonly DemoOperator[]): string {
  const names = Object.keys(AIR_COUNTS) as AirCount[]
  const rows = names.map(name => {
    const all = operators.map(each => counts.find(({ what }) => what === airCountName(each, name)))
    const isEqual = all.every(both => both === undefined || both.theirs === both.server)
    const cells = all.map(both => (both === undefined ? '' : told(both)))
    return [words.air[name], ...cells, isEqual ? words.equal : words.differs]
  })
  return columns([['', ...operators.map(({ name }) => name), ''], ...rows])
}

/** A device's count and the server's in one cell where they are the same. */
function counts({ counts, equal }: BulletinProved, words: BulletinWords): string {
  const of = (what: string) => counts.find(each => each.what === what)
  const own = (what: string) => of(what)?.theirs ?? 0
  const rows = CLUSTERS.map(({ id, name }) => {
    const ends = ENDINGS.flatMap(ending => of(`${id} ${ending}`) ?? [])
    const isEqual = ends.every(({ theirs, server }) => theirs === server)
    return [name, ...ends.map(told), isEqual ? words.equal : words.differs]
  })
  return [
    columns([[words.cluster, ...words.endings, ''], ...rows]),
    words.letters({
      bulletins: own('mail letters'),
      corrections: own('mail corrections'),
      cancellations: own('mail cancellations'),
      left: own('mail after whoever left'),
    }),
    words.verdict(equal, counts.length),
  ].join('\n')
}

function told({ theirs, server }: BothCounts): string {
  return theirs === server ? figure(theirs) : `${figure(theirs)}/${figure(server)}`
}
