import assert from 'node:assert/strict'
import test from 'node:test'
import { type WorkItemContent, workItemContent } from '../model.ts'
import { BLANK_ITEM, differing, type ItemForm, itemField, itemFormOf, readItem } from './item-form.ts'

const CONTENT: WorkItemContent = {
  section: 'network-security',
  date: '2026-02-14',
  unit: 'Cục An toàn thông tin',
  title: 'Nhóm nghiên cứu tiêu chuẩn an toàn 5G',
  result: 'Đã thành lập',
  nextStep: 'Trình kế hoạch',
  english: { title: 'Study group', result: 'Set up', nextStep: null },
}

test('an item as a form and back is the same', () => {
  for (const content of [CONTENT, { ...CONTENT, date: null, nextStep: null, english: null }]) {
    const read = readItem(itemFormOf(content))
    assert.deepEqual(read, { is: 'content', content })
    assert.deepEqual(workItemContent.parse(content), content)
  }
})

test('each fault is told at its field, all at once', () => {
  const form = itemFormOf(CONTENT)
  const table: [Partial<ItemForm>, [string, string][]][] = [
    [
      BLANK_ITEM,
      [
        ['section', 'missing'],
        ['unit', 'missing'],
        ['title', 'missing'],
      ],
    ],
    [{ date: '2026-02-30' }, [['date', 'date']]],
    [{ title: 'x'.repeat(201) }, [['title', 'tooLong']]],
    [{ result: 'x'.repeat(2001), nextStep: '' }, [['result', 'tooLong']]],
    [{ titleEn: ' ' }, [['titleEn', 'missing']]],
    [{ titleEn: ' ', hasEnglish: false }, []],
    [{ date: '', result: '' }, []],
  ]
  for (const [change, expected] of table) {
    const read = readItem({ ...form, ...change })
    const faults = read.is === 'faulty' ? read.faults : []
    assert.deepEqual(
      faults.map(({ field, code }) => [field, code]),
      expected,
    )
  }
})

test('markup is text like any other', () => {
  const title = '<img src=x onerror="alert(1)"> & "nháy"'
  const read = readItem({ ...itemFormOf(CONTENT), title })
  assert.equal(read.is === 'content' && read.content.title, title)
})

test('where two of one item differ is told field by field', () => {
  const form = itemFormOf(CONTENT)
  assert.deepEqual(differing(form, { ...form, title: `${form.title} ` }), [])
  assert.deepEqual(differing(form, { ...form, date: '', nextStep: 'Khác' }), ['date', 'nextStep'])
  assert.deepEqual(differing(form, { ...form, hasEnglish: false }), ['titleEn', 'resultEn'])
  const none = { ...form, hasEnglish: false }
  assert.deepEqual(differing(none, { ...none, titleEn: 'left over' }), [])
})

test('a place of either request leads to its field', () => {
  assert.equal(itemField('english.title'), 'titleEn')
  assert.equal(itemField('content.nextStep'), 'nextStep')
  for (const path of ['content', 'titleEn.x', 'version']) assert.equal(itemField(path), undefined)
})
