/** Audits that operators have made, as the authority keeps and shows them. On both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { auditSummary } from '../../src/audit/summary.ts'
import type { Actor } from '../../src/authority/actor.ts'
import { onEachDatabase } from './databases.ts'
import { LIST, signed, summaryOf } from './free-stage.ts'
import { enrolled, openStage, PEOPLE } from './stage.ts'

const { editor, engineer, auditor, administrator } = PEOPLE
const FIRST_PAGE = { cursor: null, limit: 50, operator: null }

onEachDatabase(databases => {
  test('an audit is kept as it came, once, and can only be added to', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock, database } = stage
    const { free } = authority
    await enrolled(stage, 'mot')
    await enrolled(stage, 'hai')
    await signed(stage, LIST)
    const { sha256 } = await free.version(1)
    const summary = auditSummary.parse(summaryOf({ sha256 }))
    const kept = await free.keepAudit(editor, { operator: 'mot', summary })
    assert.deepEqual(kept.summary, summary)
    assert.deepEqual(
      [kept.operatorName, kept.uploadedBy, kept.wrong, kept.foreign],
      ['Nhà mạng mot', 'Biên tập', { records: 40, refund: 200_000 }, []],
    )
    clock.advance(1000)
    const again = await free.keepAudit(editor, { operator: 'mot', summary })
    assert.deepEqual(again, kept)
    // The same figures of another operator are another audit.
    const other = await free.keepAudit(editor, { operator: 'hai', summary })
    assert.notEqual(other.id, kept.id)
    const { items } = await free.audits(FIRST_PAGE)
    assert.deepEqual(
      items.map(({ id }) => id),
      [other.id, kept.id],
    )
    const own = await free.audits({ ...FIRST_PAGE, operator: 'mot' })
    assert.deepEqual(
      own.items.map(({ id }) => id),
      [kept.id],
    )
    const [newest, oldest] = await pages(free)
    assert.deepEqual([newest, oldest], [other.id, kept.id])
    await assert.rejects(free.audit('no'), { code: 'notFound' })
    await assert.rejects(sql.raw("update free_audit set summary = '{}'").execute(database.kysely), /can only grow/)
  })

  test('an engineer brings those of its own operator alone; who only reads brings none', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    await enrolled(stage, 'mot')
    await enrolled(stage, 'hai')
    const summary = summaryOf({})
    const refused = async (who: Actor, operator: string) =>
      await assert.rejects(free.keepAudit(who, { operator, summary }), { code: 'forbidden' })
    await free.keepAudit(engineer, { operator: 'mot', summary })
    await refused(engineer, 'hai')
    await refused({ ...engineer, operator: null }, 'mot')
    for (const who of [auditor, administrator]) await refused(who, 'mot')
    await assert.rejects(free.keepAudit(editor, { operator: 'ba', summary }), { code: 'notFound' })
    await assert.rejects(free.keepAudit(editor, { operator: 'mot', summary: { ...summary, more: 1 } as never }))
  })

  test('a list that was never signed here is told beside the audit that was made with it', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    await enrolled(stage, 'mot')
    await signed(stage, LIST)
    for (const sha256 of ['f'.repeat(64), null]) {
      const kept = await free.keepAudit(editor, { operator: 'mot', summary: summaryOf({ sha256 }) })
      assert.deepEqual(kept.foreign, [1])
    }
  })
})

async function pages(free: {
  audits: (query: {
    cursor: string | null
    limit: number
    operator: null
  }) => Promise<{ items: readonly { id: string }[]; next: string | null }>
}): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = await free.audits({ cursor, limit: 1, operator: null })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== null)
  return ids
}
