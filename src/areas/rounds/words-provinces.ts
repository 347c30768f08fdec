/** Where something is told: the whole country, or provinces of one of the two lists. Also in the words of those who choose. */
import type { Words } from '../../web/words/both.ts'

export const provinces = {
  'provinces.where': { vi: 'Ở đâu', en: 'Where' },
  'provinces.all': { vi: 'Cả nước', en: 'The whole country' },
  'provinces.now': {
    vi: 'Chọn trong 34 tỉnh, thành phố (từ 1/7/2025)',
    en: 'Some of the 34 provinces (since 1 July 2025)',
  },
  'provinces.before': {
    vi: 'Chọn trong 63 tỉnh, thành phố (đến 30/6/2025)',
    en: 'Some of the 63 provinces (until 30 June 2025)',
  },
  'provinces.choose': { vi: 'Các tỉnh, thành phố', en: 'Provinces' },
  'provinces.hint': {
    vi: 'Gõ tên có dấu hoặc không dấu, hoặc mã tỉnh.',
    en: 'Type a name, with or without accents, or a code.',
  },
  'provinces.tiles': { vi: 'Chọn trên hình', en: 'Choose on the picture' },
  'provinces.tilesHint': {
    vi: 'Bấm vào một tỉnh, thành phố để chọn hoặc bỏ chọn. Bàn phím: phím mũi tên rồi Enter.',
    en: 'Press a province to select or clear it. Keyboard: arrows, then Enter.',
  },
  'provinces.noList': { vi: 'nhà mạng được chọn chưa có danh sách', en: 'no chosen operator has a list' },
  'provinces.picture': {
    vi: 'Hình cả nước: {{count}}/{{of}} tỉnh, thành phố nhận tin',
    en: 'The country: {{count}} of {{of}} provinces receive messages',
  },
  'provinces.notYet': { vi: 'chưa chọn tỉnh, thành phố nào', en: 'no province chosen yet' },
  'provinces.nobody': {
    vi: 'Các nhà mạng đã chọn không có danh sách thuê bao theo tỉnh, nên chỉ gửi được cả nước.',
    en: 'The chosen operators have no subscriber lists by province: only the whole country is possible.',
  },
  'provinces.none': { vi: 'Không có tỉnh nào như vậy', en: 'No such province' },
} as const satisfies Words
