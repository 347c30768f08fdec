/** The account of the demo's bulletin for people: what is proved by channel and kind, and both counts side by side. */
import type { Language } from '../../base/failure.ts'
import { columns } from '../columns.ts'
import { figure } from '../terminal.ts'
import { type BulletinProved, ENDINGS } from './bulletin.ts'
import { BULLETIN_WORDS, type BulletinWords } from './bulletin-words.ts'
import { CLUSTERS } from './speakers.ts'

/** Titles and tables, one behind the other. */
export function bulletinTables(proved: BulletinProved, language: Language): readonly string[] {
  const words = BULLETIN_WORDS[language]
  return [words.title, proofs(proved, words), words.countsTitle, counts(proved, words)]
}

function proofs({ proofs }: BulletinProved, words: BulletinWords): string {
  const rows = proofs
    .filter(({ count }) => count > 0)
    .map(({ channel, release, kind, unit, count }) => [
      words.channels[channel],
      release === 'publish' ? '' : words.corrected,
      words.kinds[kind],
      words.units[unit],
      figure(count),
    ])
  const { channel, kind, count } = words.head
  return columns([[channel, '', kind, '', count], ...rows], { names: 4 })
}

/** A device's count and the server's in one cell where they are the same. */
function counts({ counts, equal }: BulletinProved, words: BulletinWords): string {
  const of = (what: string) => counts.find(each => each.what === what)
  const own = (what: string) => of(what)?.theirs ?? 0
  const rows = CLUSTERS.map(({ id, name }) => {
    const ends = ENDINGS.flatMap(ending => of(`${id} ${ending}`) ?? [])
    const isEqual = ends.every(({ theirs, server }) => theirs === server)
    return [
      name,
      ...ends.map(({ theirs, server }) =>
        theirs === server ? figure(theirs) : `${figure(theirs)}/${figure(server)}`,
      ),
      isEqual ? words.equal : words.differs,
    ]
  })
  return [
    columns([[words.cluster, ...words.endings, ''], ...rows]),
    words.letters(
      own('mail letters'),
      own('mail corrections'),
      own('mail corrections to whoever left'),
    ),
    words.verdict(equal, counts.length),
  ].join('\n')
}
