/**
 * The provinces of Vietnam and their codes, with the days on which each code named them. Runs in a browser too.
 *
 * Source: Decision 124/2004/QĐ-TTg (63 provinces, to 30 June 2025) and Decision 19/2025/QĐ-TTg (34 provinces, from
 * 1 July 2025). Seven codes name different provinces before and after, so a code says nothing without a date.
 */
export interface Province {
  readonly code: string
  readonly name: string
  /** First and last day, as `2025-06-30`; null: still. */
  readonly from: string
  readonly to: string | null
  /** The code of the province that it became part of. */
  readonly successor: string | null
}

/** The province that the code named on that day. */
export function provinceAt(code: string, day: string): Province | null {
  return (
    PROVINCES.find(
      province => province.code === code && province.from <= day && (province.to === null || day <= province.to),
    ) ?? null
  )
}

/** A code that nobody knows stays one. */
export function nameOfProvince(of: { readonly code: string; readonly asOf: string }): string {
  return provinceAt(of.code, of.asOf)?.name ?? of.code
}

/** `tỉnh Lào Cai`, `thành phố Hà Nội`: within a Vietnamese sentence. */
export function withItsKind({ code, name, from }: Province): string {
  if (name.startsWith('Thành phố ')) return `t${name.slice(1)}`
  return CITIES.has(code) && !(code === HUE && from < HUE_CITY_FROM) ? `thành phố ${name}` : `tỉnh ${name}`
}

/** Cities of the central government; their codes are the same in both lists, and Huế is one in the second alone. */
const CITIES: ReadonlySet<string> = new Set(['01', '31', '46', '48', '79', '92'])
const HUE = '46'
const HUE_CITY_FROM = '2025-01-01'

/** All provinces of that day. */
export function provincesOn(day: string): readonly Province[] {
  return PROVINCES.filter(({ from, to }) => from <= day && (to === null || day <= to))
}

/** Whether two dated codes name the same province of the same list. */
export function isSameProvince(
  a: { readonly code: string; readonly asOf: string },
  b: { readonly code: string; readonly asOf: string },
): boolean {
  const province = provinceAt(a.code, a.asOf)
  return province !== null && province === provinceAt(b.code, b.asOf)
}

const OF_2004 = { from: '2004-07-08', to: '2025-06-30' } as const
const OF_2025 = { from: '2025-07-01', to: null } as const

const PROVINCES: readonly Province[] = [
  { code: '01', name: 'Hà Nội', ...OF_2004, successor: '01' },
  { code: '02', name: 'Hà Giang', ...OF_2004, successor: '08' },
  { code: '04', name: 'Cao Bằng', ...OF_2004, successor: '04' },
  { code: '06', name: 'Bắc Kạn', ...OF_2004, successor: '19' },
  { code: '08', name: 'Tuyên Quang', ...OF_2004, successor: '08' },
  { code: '10', name: 'Lào Cai', ...OF_2004, successor: '15' },
  { code: '11', name: 'Điện Biên', ...OF_2004, successor: '11' },
  { code: '12', name: 'Lai Châu', ...OF_2004, successor: '12' },
  { code: '14', name: 'Sơn La', ...OF_2004, successor: '14' },
  { code: '15', name: 'Yên Bái', ...OF_2004, successor: '15' },
  { code: '17', name: 'Hoà Bình', ...OF_2004, successor: '25' },
  { code: '19', name: 'Thái Nguyên', ...OF_2004, successor: '19' },
  { code: '20', name: 'Lạng Sơn', ...OF_2004, successor: '20' },
  { code: '22', name: 'Quảng Ninh', ...OF_2004, successor: '22' },
  { code: '24', name: 'Bắc Giang', ...OF_2004, successor: '24' },
  { code: '25', name: 'Phú Thọ', ...OF_2004, successor: '25' },
  { code: '26', name: 'Vĩnh Phúc', ...OF_2004, successor: '25' },
  { code: '27', name: 'Bắc Ninh', ...OF_2004, successor: '24' },
  { code: '30', name: 'Hải Dương', ...OF_2004, successor: '31' },
  { code: '31', name: 'Hải Phòng', ...OF_2004, successor: '31' },
  { code: '33', name: 'Hưng Yên', ...OF_2004, successor: '33' },
  { code: '34', name: 'Thái Bình', ...OF_2004, successor: '33' },
  { code: '35', name: 'Hà Nam', ...OF_2004, successor: '37' },
  { code: '36', name: 'Nam Định', ...OF_2004, successor: '37' },
  { code: '37', name: 'Ninh Bình', ...OF_2004, successor: '37' },
  { code: '38', name: 'Thanh Hóa', ...OF_2004, successor: '38' },
  { code: '40', name: 'Nghệ An', ...OF_2004, successor: '40' },
  { code: '42', name: 'Hà Tĩnh', ...OF_2004, successor: '42' },
  { code: '44', name: 'Quảng Bình', ...OF_2004, successor: '44' },
  { code: '45', name: 'Quảng Trị', ...OF_2004, successor: '44' },
  { code: '46', name: 'Thừa Thiên Huế', ...OF_2004, successor: '46' },
  { code: '48', name: 'Đà Nẵng', ...OF_2004, successor: '48' },
  { code: '49', name: 'Quảng Nam', ...OF_2004, successor: '48' },
  { code: '51', name: 'Quảng Ngãi', ...OF_2004, successor: '51' },
  { code: '52', name: 'Bình Định', ...OF_2004, successor: '52' },
  { code: '54', name: 'Phú Yên', ...OF_2004, successor: '66' },
  { code: '56', name: 'Khánh Hòa', ...OF_2004, successor: '56' },
  { code: '58', name: 'Ninh Thuận', ...OF_2004, successor: '56' },
  { code: '60', name: 'Bình Thuận', ...OF_2004, successor: '68' },
  { code: '62', name: 'Kon Tum', ...OF_2004, successor: '51' },
  { code: '64', name: 'Gia Lai', ...OF_2004, successor: '52' },
  { code: '66', name: 'Đắk Lắk', ...OF_2004, successor: '66' },
  { code: '67', name: 'Đắk Nông', ...OF_2004, successor: '68' },
  { code: '68', name: 'Lâm Đồng', ...OF_2004, successor: '68' },
  { code: '70', name: 'Bình Phước', ...OF_2004, successor: '75' },
  { code: '72', name: 'Tây Ninh', ...OF_2004, successor: '80' },
  { code: '74', name: 'Bình Dương', ...OF_2004, successor: '79' },
  { code: '75', name: 'Đồng Nai', ...OF_2004, successor: '75' },
  { code: '77', name: 'Bà Rịa-Vũng Tàu', ...OF_2004, successor: '79' },
  { code: '79', name: 'Thành phố Hồ Chí Minh', ...OF_2004, successor: '79' },
  { code: '80', name: 'Long An', ...OF_2004, successor: '80' },
  { code: '82', name: 'Tiền Giang', ...OF_2004, successor: '82' },
  { code: '83', name: 'Bến Tre', ...OF_2004, successor: '86' },
  { code: '84', name: 'Trà Vinh', ...OF_2004, successor: '86' },
  { code: '86', name: 'Vĩnh Long', ...OF_2004, successor: '86' },
  { code: '87', name: 'Đồng Tháp', ...OF_2004, successor: '82' },
  { code: '89', name: 'An Giang', ...OF_2004, successor: '91' },
  { code: '91', name: 'Kiên Giang', ...OF_2004, successor: '91' },
  { code: '92', name: 'Cần Thơ', ...OF_2004, successor: '92' },
  { code: '93', name: 'Hậu Giang', ...OF_2004, successor: '92' },
  { code: '94', name: 'Sóc Trăng', ...OF_2004, successor: '92' },
  { code: '95', name: 'Bạc Liêu', ...OF_2004, successor: '96' },
  { code: '96', name: 'Cà Mau', ...OF_2004, successor: '96' },
  { code: '01', name: 'Hà Nội', ...OF_2025, successor: null },
  { code: '04', name: 'Cao Bằng', ...OF_2025, successor: null },
  { code: '08', name: 'Tuyên Quang', ...OF_2025, successor: null },
  { code: '11', name: 'Điện Biên', ...OF_2025, successor: null },
  { code: '12', name: 'Lai Châu', ...OF_2025, successor: null },
  { code: '14', name: 'Sơn La', ...OF_2025, successor: null },
  { code: '15', name: 'Lào Cai', ...OF_2025, successor: null },
  { code: '19', name: 'Thái Nguyên', ...OF_2025, successor: null },
  { code: '20', name: 'Lạng Sơn', ...OF_2025, successor: null },
  { code: '22', name: 'Quảng Ninh', ...OF_2025, successor: null },
  { code: '24', name: 'Bắc Ninh', ...OF_2025, successor: null },
  { code: '25', name: 'Phú Thọ', ...OF_2025, successor: null },
  { code: '31', name: 'Hải Phòng', ...OF_2025, successor: null },
  { code: '33', name: 'Hưng Yên', ...OF_2025, successor: null },
  { code: '37', name: 'Ninh Bình', ...OF_2025, successor: null },
  { code: '38', name: 'Thanh Hóa', ...OF_2025, successor: null },
  { code: '40', name: 'Nghệ An', ...OF_2025, successor: null },
  { code: '42', name: 'Hà Tĩnh', ...OF_2025, successor: null },
  { code: '44', name: 'Quảng Trị', ...OF_2025, successor: null },
  { code: '46', name: 'Huế', ...OF_2025, successor: null },
  { code: '48', name: 'Đà Nẵng', ...OF_2025, successor: null },
  { code: '51', name: 'Quảng Ngãi', ...OF_2025, successor: null },
  { code: '52', name: 'Gia Lai', ...OF_2025, successor: null },
  { code: '56', name: 'Khánh Hòa', ...OF_2025, successor: null },
  { code: '66', name: 'Đắk Lắk', ...OF_2025, successor: null },
  { code: '68', name: 'Lâm Đồng', ...OF_2025, successor: null },
  { code: '75', name: 'Đồng Nai', ...OF_2025, successor: null },
  { code: '79', name: 'Thành phố Hồ Chí Minh', ...OF_2025, successor: null },
  { code: '80', name: 'Tây Ninh', ...OF_2025, successor: null },
  { code: '82', name: 'Đồng Tháp', ...OF_2025, successor: null },
  { code: '86', name: 'Vĩnh Long', ...OF_2025, successor: null },
  { code: '91', name: 'An Giang', ...OF_2025, successor: null },
  { code: '92', name: 'Cần Thơ', ...OF_2025, successor: null },
  { code: '96', name: 'Cà Mau', ...OF_2025, successor: null },
]
