/** The page that a site opens, its fake server and the other end of its media, in one browser; and how a test finds its way in it. */
import type { TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Manner, type Visitor, visitor } from './chromium.ts'
import { FakeRoom } from './fake-room.ts'
import { furnishedRoom, SITES } from './furnished-room.ts'
import { MEDIA_FLAGS, MediaPeer } from './media-peer.ts'
import { browserFor } from './one-browser.ts'

export interface RoomPageFixture {
  readonly browser: Browser
  readonly fake: FakeRoom
  readonly peer: MediaPeer
}

export async function openStage(
  t: TestContext,
  me: keyof typeof SITES,
  flags: readonly string[] = MEDIA_FLAGS,
): Promise<RoomPageFixture> {
  const browser = await browserFor(t, flags)
  const fake = await FakeRoom.open(t, { room: furnishedRoom(), me: SITES[me].site })
  const { page } = await visitor(browser, fake.url)
  const peer = await MediaPeer.open(page)
  fake.media = peer
  return { browser, fake, peer }
}

/** `before`: in the page, before anything of it runs. */
export async function come(
  { browser, fake }: Pick<RoomPageFixture, 'browser' | 'fake'>,
  manner: Manner = {},
  before: (() => void) | null = null,
): Promise<Visitor> {
  const seen = await visitor(browser, fake.url, manner)
  if (before !== null) await seen.page.addInitScript(before)
  await seen.page.goto(fake.link)
  await seen.page.locator('[data-stage=check] h1').waitFor()
  return seen
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
export const row = (page: Page, site: { site: string }) => page.locator(`li[data-site="${site.site}"]`)
export const lamp = (page: Page, word: string) => page.getByRole('status').filter({ hasText: word })
