/** Why a row of data was not taken, in Vietnamese and English, and what to do. `{value}` is as it stood there. Runs in a browser too. */
import type { Language } from '../base/failure.ts'
import type { Rejected, Rejection } from './data.ts'

export const REJECTION_WORDS: Readonly<Record<Rejection, Readonly<Record<Language, string>>>> = {
  fields: {
    vi: 'Số cột khác dòng đầu, hoặc dấu nháy không đóng: {value}. Xuất lại bảng.',
    en: 'Other columns than the first line has, or a quote that is not closed: {value}. Export the table again.',
  },
  'not-a-day': {
    vi: '{value} không phải một ngày. Ghi như 2021-07-09; tuần và tháng không được nhận.',
    en: '{value} is no day. Write it as 2021-07-09; weeks and months are not taken.',
  },
  'before-all': {
    vi: 'Ngày {value} trước mọi danh mục địa bàn. Kiểm tra lại năm.',
    en: '{value} lies before all lists of areas. Check the year.',
  },
  'in-the-future': { vi: 'Ngày {value} chưa tới. Kiểm tra lại ngày.', en: '{value} is still to come. Check the day.' },
  'area-unknown': {
    vi: 'Không có địa bàn {value} trong nước. Dùng mã tỉnh hai chữ số.',
    en: 'There is no area {value} in this country. Use the two digits of a province.',
  },
  'area-of-other-day': {
    vi: 'Mã {value} không có hiệu lực vào ngày đó, do sáp nhập tỉnh. Dùng mã của đúng ngày.',
    en: 'The code {value} was not in force on that day: provinces were merged. Use the code of the day.',
  },
  country: {
    vi: '{value} là cả nước. Chỉ ghi số liệu từng địa bàn.',
    en: '{value} is the whole country. Give the areas one by one.',
  },
  'input-unknown': {
    vi: 'Kế hoạch không có số liệu {value}. Sửa bảng đối chiếu.',
    en: 'The plan has no input {value}. Correct the mapping.',
  },
  'not-a-number': {
    vi: '{value} không phải một số. Ghi chữ số, không có dấu phân nhóm.',
    en: '{value} is no number. Write digits, without signs between groups.',
  },
  negative: {
    vi: '{value} nhỏ hơn 0. Một đính chính phải sửa đúng ngày của nó.',
    en: '{value} is below 0. Correct the day that was wrong instead.',
  },
  'not-whole': {
    vi: '{value} không phải số nguyên. Số đếm phải là số nguyên.',
    en: '{value} is no whole number. Give counts as whole numbers.',
  },
  'too-large': {
    vi: '{value} lớn hơn mọi số đếm có thể có. Kiểm tra lại.',
    en: '{value} is larger than any count can be. Check it.',
  },
  'no-value': {
    vi: 'Không có số nào: {value}. Ghi 0 nếu đúng là không có.',
    en: 'There is no number: {value}. Write 0 where there was nothing.',
  },
  doubled: {
    vi: '{value} của địa bàn và ngày này đã có với cùng giá trị. Bỏ dòng lặp.',
    en: 'The value {value} of this area and day was there already. Leave out the second.',
  },
  contradicts: {
    vi: 'Địa bàn và ngày này đã có một giá trị khác {value}, nên không tính giá trị nào. Giữ một giá trị.',
    en: 'This area and day had another value than {value} already, so neither counts. Keep one.',
  },
  'too-many': {
    vi: 'Nhiều số liệu hơn mức được nhận, từ {value}. Chia nhỏ tệp.',
    en: 'More data than is taken, from {value} on. Divide the file.',
  },
}

export function rejectionSentence({ why, value }: Rejected, language: Language): string {
  return REJECTION_WORDS[why][language].replace('{value}', () => value)
}
