/**
 * The line of a site that opens its link, over the real server and the real media process: tried by a test call, and let be while
 * nobody is heard on it. What is said and heard in a briefing is in briefing-story.test.ts.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Person, serveHere, staffOf } from '../authority/stage.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { hasChromium, visitor } from './chromium.ts'
import { MEDIA_FLAGS } from './media-peer.ts'
import { browserFor } from './one-browser.ts'

/** A machine that has much else to do is no good line. */
const TRIES_MAX = 3
/** Longer than reports of the server may be away (rejoin.ts). */
const ALONE_MS = 7_000

/** The link of its only site, which is its chair. */
async function planned(editor: Person): Promise<string> {
  const site = await editor.well('POST', '/api/v1/briefing-sites', {
    name: 'Bộ Y tế',
    short: 'BYT',
    responsible: { name: 'Nguyễn Văn An', title: null, mail: null },
  })
  const { id } = await editor.well('POST', '/api/v1/briefings', {
    title: 'Giao ban tuần 9',
    startsAt: new Date(Date.now() + 60_000).toISOString(),
    minutes: 60,
    agenda: [],
    roster: [{ site: site.id, role: 'chair', language: null }],
    isQueueOpen: true,
    grantedMax: 1,
    isRecorded: false,
  })
  const [link] = await editor.well('POST', `/api/v1/briefings/${id}/links`, { mail: false })
  return link.url
}

test('a site’s line is tried through the media process, and one connection is enough while nobody is heard', async t => {
  if (!hasChromium(t)) return
  const server = await serveHere(t, onlySqlite(), { media: { port: 0, bind: '127.0.0.1', announced: [], turn: null } })
  const { editor } = await staffOf(server)
  const link = await planned(editor)
  const browser = await browserFor(t, MEDIA_FLAGS)
  const { page } = await visitor(browser, server.url)
  let [answers, tests] = [0, 0]
  page.on('request', request => {
    if (/\/briefing-room\/media\/.*\/answer$/.test(request.url())) answers += 1
    if (request.postData() === '{"test":true}') tests += 1
  })
  await page.goto(link)
  let isGood = false
  for (let tries = 0; tries < TRIES_MAX && !isGood; tries++) {
    const tested = page.waitForResponse(answer => answer.url().endsWith('/briefing-room/test/end') && answer.ok())
    await page.getByRole('button', { name: /^Kiểm tra( lại)?$/ }).click()
    const { line, reason, kbitsDown } = await (await tested).json()
    t.diagnostic(`${line} ${reason ?? ''}, ${kbitsDown} kbit/s down`)
    isGood = line === 'A'
  }
  assert.ok(isGood, 'a line within one machine is good, though its camera shows next to nothing')
  await page.getByText(/Hạng A: /).waitFor()
  await page.getByRole('button', { name: 'Vào phòng giao ban' }).click()
  await page.getByText('Mời anh/chị nói').waitFor()
  await page.waitForTimeout(ALONE_MS)
  assert.equal(answers - tests, 1)
})
