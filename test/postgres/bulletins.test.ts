/** Bulletins on their way to being released, and taken back, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import { approve, withBulletins } from './bulletins-stage.ts'
import { onEachDatabase } from './databases.ts'
import { PEOPLE } from './stage.ts'

const { editor, approver } = PEOPLE

onEachDatabase(databases => {
  test('a bulletin without a beginning is released in the very step that approves it', async t => {
    const { bulletins, submitted, releases, until, stage } = await withBulletins(t, databases)
    const shown = await submitted(plainDraft(until))
    assert.deepEqual([shown.state, shown.standing], ['submitted', 'none'])
    const approved = await approve(bulletins, approver, shown)
    assert.deepEqual([approved.state, approved.standing], ['approved', 'published'])
    const [released, ...others] = await releases.after(0, 10)
    assert.equal(others.length, 0)
    assert.deepEqual(
      [released.serial, released.kind, released.sha256, released.by],
      [1, 'publish', shown.sha256, approver.name],
    )
    assert.deepEqual(released.channels, ['page'])
    assert.deepEqual(await releases.standing(stage.clock.now()), [
      { ...released, publishedAt: released.at },
    ])
    const corrected = await bulletins.correctBulletin(editor, shown.id, { version: 1 })
    assert.equal(corrected.standing, 'corrected')
    assert.equal((await stage.authority.verifyTrail()).is, 'whole')
  })
})
