import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { findLayout } from './layout.ts'
import { loadPlan, Numbering } from './numbering.ts'

const numbering = new Numbering(await loadPlan('VN'))

/** `delimiter column header skip skipLines`, with `none` for one number a line; or the failure's code. */
function layoutOf(list: string | Buffer, column?: string): string {
  try {
    const sample = Buffer.from(list as string)
    const found = findLayout({ sample, whole: true, numbering, file: 'x', column })
    const delimiter = found.delimiter < 0 ? 'none' : String.fromCharCode(found.delimiter)
    return `${delimiter} ${found.column} ${found.header ? 'header' : 'data'} ${found.skip} ${found.skipLines}`
  } catch (error) {
    assert.ok(error instanceof Failure)
    return error.code
  }
}

const N = ['0912345678', '0912345679', '84912345680']

for (const [what, list, expected] of [
  ['one number a line', N.join('\n'), 'none 0 data 0 0'],
  ['one number', N[0], 'none 0 data 0 0'],
  ['one column with a header', `msisdn\n${N.join('\n')}\n`, 'none 0 header 7 1'],
  ['a Vietnamese header', `Số điện thoại\n${N[0]}\n`, 'none 0 header 21 1'],
  ['an abbreviated header', `SĐT\r\n${N[0]}\r\n`, 'none 0 header 6 1'],
  ['a header in quotes', `"Phone Number"\n"${N[0]}"\n`, 'none 0 header 15 1'],
  ['a header and nothing else', 'phone\n', 'none 0 header 6 1'],
  ['a first line that is junk', `abc\n${N[0]}\n`, 'none 0 data 0 0'],
  ['a first number that is bad', `12345\n${N[0]}\n`, 'none 0 data 0 0'],
  ['a first number that is rounded', `8.4912E+10\n${N[0]}\n`, 'none 0 data 0 0'],
  ['blank lines before the header', `\n\nphone\n${N[0]}\n`, 'none 0 header 8 3'],
  ['commas', `id,phone,province\n1,${N[0]},Hà Nội\n2,${N[1]},Huế\n`, ', 1 header 18 1'],
  ['semicolons', `Tên;SĐT\nA;${N[0]}\nB;${N[1]}\n`, '; 1 header 10 1'],
  ['tabs', `name\tmobile\nA\t${N[0]}\n`, '\t 1 header 12 1'],
  ['bars', `name|mobile\nA|${N[0]}\n`, '| 1 header 12 1'],
  ['no header', `1,${N[0]},Hà Nội\n2,${N[1]},Huế\n`, ', 1 data 0 0'],
  ['commas within quotes', `a,phone\n"x,y",${N[0]}\n"z,w",${N[1]}\n`, ', 1 header 8 1'],
  ['semicolons and decimal commas', `id;phone;debt\n1;${N[0]};1,5\n2;${N[1]};2,5\n`, '; 1 header 14 1'],
  ['a trailing delimiter', `${N[0]};\n${N[1]};\n`, '; 0 data 0 0'],
  ['a header of unknown words', `uuid,customer_contact\na,${N[0]}\nb,${N[1]}\n`, ', 1 header 22 1'],
  ['an identity card beside it', `id,phone\n385912345,${N[0]}\n915123456,${N[1]}\n`, ', 1 header 9 1'],
  ['two columns of numbers', `${N[0]},${N[1]}\n${N[1]},${N[2]}\n`, 'columnUnclear'],
  ['two columns named so', `phone,mobile\n${N[0]},${N[1]}\n`, 'columnUnclear'],
  ['columns without any number', 'a,b\nx,y\n', 'columnUnclear'],
  ['a column named so whose cells are bad', 'name,phone\nA,123\nB,456\n', ', 1 header 11 1'],
  ['a hint of the spreadsheet', `sep=;\nname;phone\nA,B;${N[0]}\n`, '; 1 header 17 2'],
  ['line ends of old Macs', `phone\r${N[0]}\r${N[1]}\r`, 'none 0 header 6 1'],
  ['numbers with spaces', '091 234 5678\n091 234 5679\n', 'none 0 data 0 0'],
  ['full-width digits beside a word', `phone,０９１２３４５６７８\nphone,０９１２３４５６７９\n`, ', 1 data 0 0'],
  ['one stray comma', `${N[0]}\n${N[1]}, mẹ\n${N[2]}\n`, 'none 0 data 0 0'],
] as const)
  test(`${what} is found out`, () => assert.equal(layoutOf(list), expected))

const PEOPLE = `Name,Home Phone,Điện thoại\nA,0243825400,${N[0]}\nB,0243825401,${N[1]}\n`
for (const [column, list, expected] of [
  ['Home Phone', PEOPLE, ', 1 header 32 1'],
  ['home phone', PEOPLE, ', 1 header 32 1'],
  ['dien thoai', PEOPLE, ', 2 header 32 1'],
  ['2', PEOPLE, ', 1 header 32 1'],
  ['4', PEOPLE, 'columnMissing'],
  ['0', PEOPLE, 'columnMissing'],
  ['mobile', PEOPLE, 'columnMissing'],
  ['2', `1,${N[0]},${N[1]}\n2,${N[1]},${N[2]}\n`, ', 1 data 0 0'],
  ['x', `x,y\n1,${N[0]}\n`, ', 0 header 4 1'],
  ['phone2', `phone1,phone2\n${N[0]},${N[1]}\n`, ', 1 header 14 1'],
  ['msisdn', N.join('\n'), 'none 0 data 0 0'],
  ['msisdn', 'abc\ndef\n', 'columnMissing'],
  [N[0], `${N[0]},x\n${N[1]},y\n`, 'columnMissing'],
] as const)
  test(`column ${column} of ${JSON.stringify(list.slice(0, 20))} is found or missed`, () =>
    assert.equal(layoutOf(list, column), expected))

test('a failure names the columns, and no cell of a row without a header', () => {
  const failure = (list: string) => {
    try {
      findLayout({ sample: Buffer.from(list), whole: true, numbering, file: 'x', column: 'q' })
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }
  assert.match(failure(PEOPLE), /Its columns are: Name, Home Phone, Điện thoại\./)
  const message = failure(`Nguyễn Văn A,${N[0]}\nTrần B,${N[1]}\n`)
  assert.match(message, /Its columns are: 1-2\./)
  assert.doesNotMatch(message, /Nguyễn|0912/)
})

test('a sample that ends within a row is judged by its whole rows', () => {
  const sample = Buffer.from(`a,phone\n1,${N[0]}\n"2`)
  const found = findLayout({ sample, whole: false, numbering, file: 'x' })
  assert.deepEqual([found.delimiter, found.column, found.skip], [44, 1, 8])
})
