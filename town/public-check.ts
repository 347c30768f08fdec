/** What everyone can read of a bulletin, fetched as everyone does, without a sign-in; the alert is verified by its certificate. */
import { checkAlert } from '../src/cap/check.ts'
import { answerFrom } from './waiting.ts'

export interface PublicFound {
  /** Paths on which it stands. */
  readonly paths: readonly string[]
  /** Of the alerts that the feed of alerts leads to: how many, and their faults. */
  readonly alerts: number
  readonly faults: readonly string[]
}

const PAGES = ['/bulletins', '/bulletins.atom', '/bulletins.json', '/cap.atom'] as const

/** Null: it does not stand everywhere yet. `title`: what stands there of it. */
export async function foundInPublic(
  url: string,
  { id, title }: { readonly id: string; readonly title: string },
): Promise<PublicFound | null> {
  const paths = [...PAGES, `/bulletins/${id}`]
  const texts = await Promise.all(paths.map(async path => await text(url + path)))
  if (texts.some(each => !each.includes(title))) return null
  const feed = texts[PAGES.indexOf('/cap.atom')]
  const links = [...feed.matchAll(/type="application\/cap\+xml" href="([^"]+)"/g)].map(
    ([, href]) => new URL(href, url).pathname,
  )
  if (links.length === 0) return null
  const certificate = await text(`${url}/cap/certificate.pem`)
  const faults: string[] = []
  for (const path of links) {
    const octets = Buffer.from(await text(url + path))
    faults.push(...checkAlert(octets, { certificate, at: Date.now() }).map(({ code }) => code))
  }
  return { paths, alerts: links.length, faults }
}

async function text(address: string): Promise<string> {
  const answer = await answerFrom(address)
  return answer.ok ? await answer.text() : ''
}
