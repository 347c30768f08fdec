import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newContent, withText } from './content.ts'
import { type Draft, type DraftEvent, draftOf, isUnsaved, type Saved, sameContent, step, toKeep } from './draft.ts'

const blank = newContent({ title: 'Round', source: 'BOYTE', operators: ['viettel'] })
const reading = (text: string) => withText(blank, { message: 0, variant: 0 }, text)
const saved = (version: number, text: string): Saved => ({
  version,
  content: reading(text),
  by: 'Editor',
  at: '2026-02-04T00:00:00.000Z',
})
const textOf = (draft: Draft) => draft.mine.messages[0].variants[0].text
const run = (draft: Draft, ...events: DraftEvent[]) => events.reduce(step, draft)
const edited = (text: string): DraftEvent => ({ is: 'edited', content: reading(text) })

test('what is written and taken back is not unsaved', () => {
  const draft = draftOf(saved(1, 'a'), null)
  assert.ok(isUnsaved(run(draft, edited('ab'))))
  assert.ok(!isUnsaved(run(draft, edited('ab'), edited('a'))))
})

test('a save makes it saved with the new version', () => {
  const draft = run(draftOf(saved(1, 'a'), null), edited('ab'), { is: 'sent' }, { is: 'stored', saved: saved(2, 'ab') })
  assert.deepEqual(draft.status, { is: 'saved' })
  assert.equal(draft.saved.version, 2)
  assert.equal(toKeep(draft), null)
})

test('what is written while a save is under way is still to be saved', () => {
  const draft = run(draftOf(saved(1, 'a'), null), edited('ab'), { is: 'sent' }, edited('abc'), {
    is: 'stored',
    saved: saved(2, 'ab'),
  })
  assert.deepEqual(draft.status, { is: 'changed' })
  assert.equal(textOf(draft), 'abc')
  assert.deepEqual(toKeep(draft), { version: 2, content: reading('abc') })
})

test('a save that fails loses nothing', () => {
  const draft = run(draftOf(saved(1, 'a'), null), edited('ab'), { is: 'sent' }, { is: 'failed' })
  assert.deepEqual(draft.status, { is: 'failed' })
  assert.equal(textOf(draft), 'ab')
})

test('what someone else saved meanwhile stands beside what the editor wrote', () => {
  const draft = run(
    draftOf(saved(1, 'a'), null),
    edited('mine'),
    { is: 'sent' },
    { is: 'arrived', theirs: saved(2, 'theirs') },
  )
  assert.ok(draft.status.is === 'conflict')
  assert.equal(textOf(draft), 'mine')
  const kept = run(draft, edited('mine too'), { is: 'keptMine' })
  assert.equal(textOf(kept), 'mine too')
  assert.equal(kept.saved.version, 2)
  assert.deepEqual(kept.status, { is: 'changed' })
  const took = run(draft, { is: 'tookTheirs' })
  assert.equal(textOf(took), 'theirs')
  assert.ok(!isUnsaved(took))
})

test('an editor who has changed nothing simply sees the newer version', () => {
  const draft = run(draftOf(saved(1, 'a'), null), { is: 'arrived', theirs: saved(2, 'newer') })
  assert.equal(textOf(draft), 'newer')
  assert.ok(!isUnsaved(draft))
})

test('news of the own save is no conflict, even where more was written meanwhile', () => {
  const draft = run(
    draftOf(saved(1, 'a'), null),
    edited('ab'),
    { is: 'sent' },
    edited('abc'),
    { is: 'arrived', theirs: saved(2, 'ab') },
    { is: 'stored', saved: saved(2, 'ab') },
  )
  assert.deepEqual(draft.status, { is: 'changed' })
  assert.equal(textOf(draft), 'abc')
  assert.equal(draft.saved.version, 2)
})

test('news of a version that is known already changes nothing', () => {
  const draft = run(draftOf(saved(2, 'a'), null), edited('ab'))
  assert.equal(step(draft, { is: 'arrived', theirs: saved(2, 'a') }), draft)
})

for (const [name, kept, is, text] of [
  ['nothing was kept', null, 'saved', 'a'],
  ['what was kept is what was saved', { version: 1, content: reading('a') }, 'saved', 'a'],
  ['it was written over this version', { version: 3, content: reading('b') }, 'changed', 'b'],
  ['someone has saved since', { version: 2, content: reading('b') }, 'conflict', 'b'],
] as const) {
  test(`after a reload, ${name}: ${is}`, () => {
    const draft = draftOf(saved(3, 'a'), kept)
    assert.equal(draft.status.is, is)
    assert.equal(textOf(draft), text)
  })
}

test('whatever happens, the text is the last one typed until the editor takes another', () => {
  const event = fc.oneof(
    fc.string({ minLength: 1, maxLength: 3 }).map(edited),
    fc.constant<DraftEvent>({ is: 'sent' }),
    fc.constant<DraftEvent>({ is: 'failed' }),
    fc.constant<DraftEvent>({ is: 'keptMine' }),
  )
  fc.assert(
    fc.property(fc.array(event), events => {
      let draft = run(draftOf(saved(1, 'a'), null), edited('typed'))
      let typed = 'typed'
      for (const one of events) {
        draft = step(draft, one)
        if (one.is === 'edited') typed = one.content.messages[0].variants[0].text
        assert.equal(textOf(draft), typed)
      }
      const theirs = step(draft, { is: 'arrived', theirs: saved(9, 'theirs') })
      if (isUnsaved(draft)) assert.equal(textOf(theirs), typed)
    }),
  )
})

test('two contents are the same whatever the order of their fields', () => {
  const turned = Object.fromEntries(Object.entries(blank).reverse()) as unknown as typeof blank
  assert.ok(sameContent(blank, turned))
  assert.ok(!sameContent(blank, { ...blank, title: 'Other' }))
})
