/** Why a row of data was not taken, in Vietnamese and English, and what to do. `{value}` is as it stood there. Runs in a browser too. */
import type { Language } from '../base/failure.ts'
import type { Rejected, Rejection } from './data.ts'

export const REJECTION_WORDS: Readonly<Record<Rejection, Readonly<Record<Language, string>>>> = {
  fields: {
    vi: 'Số cột khác dòng đầu, hoặc dấu nháy không đóng: {value}. Xuất lại bảng.',
    en: 'The columns differ from the first line, or a quote is not closed: {value}. Export the table again.',
  },
  'not-a-day': {
    vi: '{value} không phải một ngày. Ghi như 2021-07-09; không nhận tuần và tháng.',
    en: '{value} is not a day. Write it like 2021-07-09; weeks and months are not accepted.',
  },
  'before-all': {
    vi: 'Ngày {value} trước mọi danh mục địa bàn. Kiểm tra lại năm.',
    en: '{value} is before all lists of areas. Check the year.',
  },
  'in-the-future': { vi: 'Ngày {value} chưa tới. Kiểm tra lại ngày.', en: '{value} is in the future. Check the day.' },
  'area-unknown': {
    vi: 'Không có địa bàn {value} trong nước. Dùng mã tỉnh hai chữ số.',
    en: 'There is no area {value} in this country. Use a two-digit province code.',
  },
  'area-of-other-day': {
    vi: 'Mã {value} không có hiệu lực vào ngày đó, do sáp nhập tỉnh. Dùng mã của đúng ngày.',
    en: 'The code {value} was not in force on that day: provinces were merged. Use that day’s code.',
  },
  country: {
    vi: '{value} là cả nước. Chỉ ghi số liệu từng địa bàn.',
    en: '{value} is the whole country. Give data area by area.',
  },
  'input-unknown': {
    vi: 'Kế hoạch không có số liệu {value}. Sửa bảng đối chiếu.',
    en: 'The plan has no input {value}. Correct the mapping.',
  },
  'not-a-number': {
    vi: '{value} không phải một số. Ghi chữ số, không có dấu phân nhóm.',
    en: '{value} is not a number. Write digits, without separators.',
  },
  negative: {
    vi: '{value} nhỏ hơn 0. Đính chính thì sửa số liệu của đúng ngày đó.',
    en: '{value} is below 0. Correct the wrong day instead.',
  },
  'not-whole': {
    vi: '{value} không phải số nguyên. Số đếm phải là số nguyên.',
    en: '{value} is not a whole number. Counts must be whole numbers.',
  },
  'too-large': {
    vi: '{value} lớn hơn mọi số đếm có thể có. Kiểm tra lại.',
    en: '{value} is larger than any possible count. Check it.',
  },
  'no-value': {
    vi: 'Không có số nào: {value}. Ghi 0 nếu đúng là không có.',
    en: 'There is no number: {value}. Write 0 if there was nothing.',
  },
  doubled: {
    vi: '{value} của địa bàn và ngày này đã có với cùng giá trị. Bỏ dòng lặp.',
    en: 'The value {value} of this area and day is repeated. Remove the second.',
  },
  contradicts: {
    vi: 'Địa bàn và ngày này đã có một giá trị khác {value}, nên không tính giá trị nào. Giữ một giá trị.',
    en: 'This area and day already have a value other than {value}, so neither counts. Keep one.',
  },
  'too-many': {
    vi: 'Số liệu vượt mức cho phép, từ {value}. Chia nhỏ tệp.',
    en: 'More data than allowed, from {value} on. Split the file.',
  },
}

export function rejectionSentence({ why, value }: Rejected, language: Language): string {
  return REJECTION_WORDS[why][language].replace('{value}', () => value)
}
