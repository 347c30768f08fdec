/**
 * What people carry to press, television, radio, walls and networks: the text, a script of half a minute and a line that runs across the
 * screen, of what the newest release says. Where somebody wrote one for a kind of outlet, that is it. Pure; runs in a browser too.
 */
import { z } from 'zod'
import { type BulletinContent, placementKind, type ReleaseKind } from '../../directive/bulletin.ts'
import { instant, languageTag, sha256 } from '../../directive/values.ts'

/** Syllables of half a minute: a newsreader speaks three in a second. */
export const SCRIPT_SYLLABLES_MAX = 90
/** As long as is read while it runs once. */
export const CRAWL_MAX = 180

export const shareKit = z
  .strictObject({
    bulletin: z.uuid(),
    version: z.int().min(1),
    release: z.enum(['publish', 'correct', 'cancel']),
    sha256,
    at: instant,
    languages: z.array(
      z.strictObject({
        language: languageTag,
        title: z.string(),
        text: z.string(),
        script: z.string(),
        crawl: z.string(),
        /** As people wrote it for one kind of outlet. */
        written: z.array(z.strictObject({ kind: placementKind, text: z.string() })),
      }),
    ),
  })
  .meta({ id: 'ShareKit' })
export type ShareKit = z.infer<typeof shareKit>

/** Of a release; of one that takes back, what is said in its place. */
export function kitOf(release: {
  readonly kind: ReleaseKind
  readonly at: string
  readonly sha256: string
  readonly content: BulletinContent
}): ShareKit {
  const { kind, content } = release
  const { bulletin, version, renditions, correction } = content
  const said = kind === 'publish' ? renditions : correction
  return {
    bulletin,
    version,
    release: kind,
    sha256: release.sha256,
    at: release.at,
    languages: said.page.map(({ language, title, text }) => {
      const written = kind === 'publish' ? renditions.placements : []
      const own = written.filter(each => each.language === language)
      const spoken = said.loudspeakers.find(each => each.language === language)?.spoken
      const of = (...kinds: readonly string[]) => own.find(each => kinds.includes(each.kind))?.text
      return {
        language,
        title,
        text,
        script: of('radio', 'television') ?? firstSentences(spoken ?? `${title}. ${text}`),
        crawl: of('crawl') ?? lineOf(`${title}. ${text}`),
        written: own.map(each => ({ kind: each.kind, text: each.text })),
      }
    }),
  }
}

/** Whole sentences, as many as are read in half a minute, and one at least. */
function firstSentences(text: string): string {
  const taken: string[] = []
  let syllables = 0
  for (const sentence of sentencesOf(text)) {
    syllables += sentence.split(/\s+/).length
    if (taken.length > 0 && syllables > SCRIPT_SYLLABLES_MAX) break
    taken.push(sentence)
  }
  return taken.join(' ')
}

function lineOf(text: string): string {
  let line = ''
  for (const sentence of sentencesOf(text)) {
    const longer = line === '' ? sentence : `${line} ${sentence}`
    if (line !== '' && longer.length > CRAWL_MAX) break
    line = longer
  }
  return line
}

function sentencesOf(text: string): readonly string[] {
  const joined = text.replace(/\s+/g, ' ').replace(/([.!?])\.(?=\s)/g, '$1')
  return [...joined.matchAll(/\S.*?(?:[.!?…]+(?=\s|$)|$)/g)].map(([sentence]) => sentence)
}
