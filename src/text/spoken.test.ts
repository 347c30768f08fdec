/**
 * Spoken text by kinds: what is given, and what is read. Each kind names where its rule is from. Most rows are parts of messages of
 * the first months of 2020, or what people type in their place.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { spoken } from './spoken.ts'
import { isReadable } from './spoken-syllables.ts'
import { ABBREVIATIONS, DOCUMENTS, ISSUERS, UNITS } from './spoken-tables.ts'
import numbers from './vectors/spoken-numbers.json' with { type: 'json' }
import texts from './vectors/spoken-texts.json' with { type: 'json' }

interface Kind {
  readonly kind: string
  readonly source: string
  /** Given, and as it is read; nothing is asked. */
  readonly rows: readonly (readonly [given: string, read: string])[]
}

const BROADCAST = 'broadcasting usage; textbooks of mathematics, grades 1 to 5'
const CONTRACT = 'the contract of the command line'

const KINDS: readonly Kind[] = [
  {
    kind: 'whole numbers',
    source: BROADCAST,
    rows: [
      ['0 ca', 'không ca'],
      ['1 ca', 'một ca'],
      ['10 ca', 'mười ca'],
      ['11 ca', 'mười một ca'],
      ['14 ca', 'mười bốn ca'],
      ['15 ca', 'mười lăm ca'],
      ['20 ca', 'hai mươi ca'],
      ['21 ca', 'hai mươi mốt ca'],
      ['24 ca', 'hai mươi tư ca'],
      ['25 ca', 'hai mươi lăm ca'],
      ['55 ca', 'năm mươi lăm ca'],
      ['100 ca', 'một trăm ca'],
      ['101 ca', 'một trăm linh một ca'],
      ['104 ca', 'một trăm linh bốn ca'],
      ['105 ca', 'một trăm linh năm ca'],
      ['110 ca', 'một trăm mười ca'],
      ['115 ca', 'một trăm mười lăm ca'],
      ['121 ca', 'một trăm hai mươi mốt ca'],
      ['1000 ca', 'một nghìn ca'],
      ['1005 ca', 'một nghìn không trăm linh năm ca'],
      ['2020 ca', 'hai nghìn không trăm hai mươi ca'],
      ['10000 ca', 'mười nghìn ca'],
      ['1.234.567 người', 'một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy người'],
      ['125.000.000 thuê bao', 'một trăm hai mươi lăm triệu thuê bao'],
      ['7.000.000.000 tin', 'bảy tỷ tin'],
      ['1.000.000.005', 'một tỷ không trăm linh năm'],
      ['1.000.000.000.000', 'một nghìn tỷ'],
      ['100.000.000.000.000.000', 'một trăm triệu tỷ'],
      ['1.000.000.000.000.000.000', `một${' không'.repeat(18)}`],
      ['05 ca', 'năm ca'],
      ['007', 'không không bảy'],
    ],
  },
  {
    kind: 'separators and decimals',
    source: 'Decree 30/2020/NĐ-CP and school: a comma is decimal, a point parts thousands',
    rows: [
      ['1\u2009234\u2009567', 'một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy'],
      ['1\u2009234', 'một nghìn hai trăm ba mươi tư'],
      ['5 000 đồng', 'năm nghìn đồng'],
      ['37,5', 'ba mươi bảy phẩy năm'],
      ['3,14', 'ba phẩy mười bốn'],
      ['3,05', 'ba phẩy không năm'],
      ['0,25', 'không phẩy hai mươi lăm'],
      ['3,142', 'ba phẩy một bốn hai'],
      ['1.234,5', 'một nghìn hai trăm ba mươi tư phẩy năm'],
      ['37.5°C', 'ba mươi bảy phẩy năm độ xê'],
      ['1.5 triệu', 'một phẩy năm triệu'],
      ['mục 3.1', 'mục ba chấm một'],
      ['5,000 đồng', 'năm nghìn đồng'],
      ['1,234,567', 'một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy'],
      ['1,234.56', 'một nghìn hai trăm ba mươi tư phẩy năm mươi sáu'],
      ['1, 2, 3', 'một, hai, ba'],
    ],
  },
  {
    kind: 'ordinals',
    source: BROADCAST,
    rows: [
      ['thứ 1', 'thứ nhất'],
      ['thứ 2', 'thứ hai'],
      ['thứ 4', 'thứ tư'],
      ['Thứ 7', 'Thứ bảy'],
      ['lần thứ 1', 'lần thứ nhất'],
      ['lần thứ 21', 'lần thứ hai mươi mốt'],
      ['tháng 4', 'tháng tư'],
      ['tháng 1', 'tháng một'],
      ['tháng 12.', 'tháng mười hai.'],
      ['quý 4', 'quý bốn'],
    ],
  },
  {
    kind: 'telephones and short codes',
    source: `${CONTRACT}; the hotlines of February 2020`,
    rows: [
      ['Gọi 19009095', 'Gọi một chín không không, chín không chín năm'],
      ['1900 9095', 'một chín không không, chín không chín năm'],
      ['1900.3228', 'một chín không không, ba hai hai tám'],
      ['1900-3228', 'một chín không không, ba hai hai tám'],
      ['1800 1119', 'một tám không không, một một một chín'],
      ['1900 545 436', 'một chín không không, năm bốn năm, bốn ba sáu'],
      ['1900 9095, 1900 3228', 'một chín không không, chín không chín năm; một chín không không, ba hai hai tám'],
      ['1900 9095 24/24h', 'một chín không không, chín không chín năm hai mươi tư trên hai mươi tư giờ'],
      ['0912345678', 'không chín một hai, ba bốn năm, sáu bảy tám'],
      ['0912.345.678', 'không chín một hai, ba bốn năm, sáu bảy tám'],
      ['091 234 5678', 'không chín một, hai ba bốn, năm sáu bảy tám'],
      ['(024) 3846 2364', 'không hai bốn, ba tám bốn sáu, hai ba sáu bốn'],
      ['02438462364', 'không hai bốn, ba tám bốn sáu, hai ba sáu bốn'],
      ['+84 912 345 678', 'cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám'],
      ['+84912345678', 'cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám'],
      ['gọi 115', 'gọi một một năm'],
      ['cấp cứu 115', 'cấp cứu một một năm'],
      ['tổng đài 1022', 'tổng đài một không hai hai'],
      ['Hotline: 1022', 'Hotline: một không hai hai'],
      ['gửi 1407', 'gửi một bốn không bảy'],
      ['gọi số 113', 'gọi số một một ba'],
      ['Gọi 113, 114, 115', 'Gọi một một ba, một một bốn, một một năm'],
      ['gọi 113/114/115', 'gọi một một ba, một một bốn, một một năm'],
      ['115 hoặc 19009095', 'một một năm hoặc một chín không không, chín không chín năm'],
      [
        'Gọi 113 (công an), 114 (cứu hỏa), 115 (cấp cứu)',
        'Gọi một một ba (công an), một một bốn (cứu hỏa), một một năm (cấp cứu)',
      ],
      ['Công an 113, cứu hỏa 114', 'Công an một một ba, cứu hỏa một một bốn'],
      ['có 115 ca', 'có một trăm mười lăm ca'],
      ['gọi 500 người', 'gọi năm trăm người'],
      ['tổng số 115', 'tổng số một trăm mười lăm'],
      ['giai đoạn 1900-1945', 'giai đoạn một nghìn chín trăm đến một nghìn chín trăm bốn mươi lăm'],
      ['bấm *101#', 'bấm sao một không một thăng'],
      ['STK 012345678', 'số tài khoản không một hai, ba bốn năm, sáu bảy tám'],
    ],
  },
  {
    kind: 'dates',
    source: `${CONTRACT}: a/b is a date after ngày, else a fraction`,
    rows: [
      ['ngày 03/02/2020', 'ngày ba tháng hai năm hai nghìn không trăm hai mươi'],
      ['ngày 3/2', 'ngày ba tháng hai'],
      ['ngày 01 tháng 02 năm 2020', 'ngày một tháng hai năm hai nghìn không trăm hai mươi'],
      ['sáng 3/2', 'sáng ngày ba tháng hai'],
      ['thứ Hai (3/2)', 'thứ Hai (ngày ba tháng hai)'],
      ['Thứ 2, 3/2/2020', 'Thứ hai, ngày ba tháng hai năm hai nghìn không trăm hai mươi'],
      ['3/2/2020', 'ngày ba tháng hai năm hai nghìn không trăm hai mươi'],
      ['03.02.2020', 'ngày ba tháng hai năm hai nghìn không trăm hai mươi'],
      ['03-02-2020', 'ngày ba tháng hai năm hai nghìn không trăm hai mươi'],
      ['2020-02-03', 'ngày ba tháng hai năm hai nghìn không trăm hai mươi'],
      ['tháng 2/2020', 'tháng hai năm hai nghìn không trăm hai mươi'],
      ['tháng 4/2020', 'tháng tư năm hai nghìn không trăm hai mươi'],
      ['từ 5/2 đến 10/2', 'từ ngày năm tháng hai đến ngày mười tháng hai'],
      ['từ ngày 1/4 đến hết ngày 15/4', 'từ ngày một tháng tư đến hết ngày mười lăm tháng tư'],
      ['ngày 3-5/2', 'ngày ba đến năm tháng hai'],
      ['các ngày 3, 4 và 5/2', 'các ngày ba, bốn và năm tháng hai'],
      ['ngày 24-12', 'ngày hai mươi tư tháng mười hai'],
      ['ngày 32/2', 'ngày ba mươi hai trên hai'],
      ['dịp 30/4', 'dịp ngày ba mươi tháng tư'],
      ['năm 2020', 'năm hai nghìn không trăm hai mươi'],
      ['năm 2005', 'năm hai nghìn không trăm linh năm'],
      ['quý I/2020', 'quý một năm hai nghìn không trăm hai mươi'],
    ],
  },
  {
    kind: 'times',
    source: CONTRACT,
    rows: [
      ['12h30', 'mười hai giờ ba mươi phút'],
      ['8g15', 'tám giờ mười lăm phút'],
      ['07:00', 'bảy giờ'],
      ['17:05', 'mười bảy giờ năm phút'],
      ['7h', 'bảy giờ'],
      ['0h', 'không giờ'],
      ['7h00-9h30', 'bảy giờ đến chín giờ ba mươi phút'],
      ['8 - 10h', 'tám đến mười giờ'],
      ['12:30:45', 'mười hai giờ ba mươi phút bốn mươi lăm giây'],
      ['24/24', 'hai mươi tư trên hai mươi tư'],
      ['24/7', 'hai mươi tư trên bảy'],
      ['24h/24h', 'hai mươi tư giờ trên hai mươi tư giờ'],
      ['lúc 8g', 'lúc tám giờ'],
      ['nặng 8g', 'nặng tám gam'],
      ['25:70', 'hai mươi lăm trên bảy mươi'],
    ],
  },
  {
    kind: 'fractions and ratios',
    source: CONTRACT,
    rows: [
      ['3/4 dân số', 'ba phần tư dân số'],
      ['1/2', 'một phần hai'],
      ['trước 1/2', 'trước một phần hai'],
      ['40/63 tỉnh', 'bốn mươi trên sáu mươi ba tỉnh'],
      ['tỷ lệ 1:2', 'tỷ lệ một trên hai'],
      ['½', 'một phần hai'],
      ['2½', 'hai một phần hai'],
      ['1⁄4', 'một phần tư'],
    ],
  },
  {
    kind: 'units and money',
    source: `${CONTRACT}; Decree 86/2012/NĐ-CP on units, as textbooks spell them`,
    rows: [
      ['37,5°C', 'ba mươi bảy phẩy năm độ xê'],
      ['38 độ C', 'ba mươi tám độ xê'],
      ['38 oC', 'ba mươi tám độ xê'],
      ['38ºC', 'ba mươi tám độ xê'],
      ['38℃', 'ba mươi tám độ xê'],
      ['70%', 'bảy mươi phần trăm'],
      ['0,5 %', 'không phẩy năm phần trăm'],
      ['2 m', 'hai mét'],
      ['2m', 'hai mét'],
      ['100 m²', 'một trăm mét vuông'],
      ['100m2', 'một trăm mét vuông'],
      ['5 m3', 'năm mét khối'],
      ['20 ㎡', 'hai mươi mét vuông'],
      ['giá mỗi m²', 'giá mỗi mét vuông'],
      ['10 km/h', 'mười ki-lô-mét trên giờ'],
      ['3 kg', 'ba ki-lô-gam'],
      ['250ml', 'hai trăm năm mươi mi-li-lít'],
      ['1.000 ha', 'một nghìn héc-ta'],
      ['5.000 đ', 'năm nghìn đồng'],
      ['5.000đ/phút', 'năm nghìn đồng trên phút'],
      ['5.000 VNĐ', 'năm nghìn đồng'],
      ['5000₫', 'năm nghìn đồng'],
      ['5 triệu đ', 'năm triệu đồng'],
      ['50k', 'năm mươi nghìn'],
      ['5tr', 'năm triệu'],
      ['$100', 'một trăm đô la Mỹ'],
      ['100 USD', 'một trăm đô la Mỹ'],
      ['100.000 đồng/người/ngày', 'một trăm nghìn đồng trên người trên ngày'],
      ['2 lần/ngày', 'hai lần trên ngày'],
      ['1.234 ca/63 tỉnh', 'một nghìn hai trăm ba mươi tư ca trên sáu mươi ba tỉnh'],
      ['10²', 'mười mũ hai'],
      ['CO₂', 'CO hai'],
    ],
  },
  {
    kind: 'spans and signs before figures',
    source: `${CONTRACT}: a hyphen between numbers is đến`,
    rows: [
      ['5-7 ngày', 'năm đến bảy ngày'],
      ['5–7 ngày', 'năm đến bảy ngày'],
      ['10 - 15%', 'mười đến mười lăm phần trăm'],
      ['2019-2020', 'hai nghìn không trăm mười chín đến hai nghìn không trăm hai mươi'],
      ['25.000-30.000đ', 'hai mươi lăm nghìn đến ba mươi nghìn đồng'],
      ['-5°C', 'âm năm độ xê'],
      ['từ -5 đến 10', 'từ âm năm đến mười'],
      ['−5', 'âm năm'],
      ['~50 ca', 'khoảng năm mươi ca'],
      ['#1', 'số một'],
      ['± 2', 'cộng trừ hai'],
    ],
  },
  {
    kind: 'documents',
    source: 'Decree 30/2020/NĐ-CP, Annex III (abbreviations of kinds)',
    rows: [
      ['số 16/CT-TTg', 'số mười sáu, chỉ thị của Thủ tướng Chính phủ'],
      ['Chỉ thị số 05/CT-TTg', 'Chỉ thị số năm của Thủ tướng Chính phủ'],
      ['Quyết định 237/QĐ-BYT', 'Quyết định hai trăm ba mươi bảy của Bộ Y tế'],
      ['Nghị quyết 128/NQ-CP', 'Nghị quyết một trăm hai mươi tám của Chính phủ'],
      ['15/2020/NĐ-CP', 'mười lăm năm hai nghìn không trăm hai mươi, nghị định của Chính phủ'],
      ['Luật số 03/2007/QH12', 'Luật số ba năm hai nghìn không trăm linh bảy của Quốc hội mười hai'],
      ['Chỉ thị 16-CT/TW', 'Chỉ thị mười sáu của Trung ương'],
      ['công văn số 1185', 'công văn số một nghìn một trăm tám mươi lăm'],
    ],
  },
  {
    kind: 'addresses of houses',
    source: BROADCAST,
    rows: [
      ['số 12/3 đường Láng', 'số mười hai trên ba đường Láng'],
      ['số 3/4', 'số ba trên bốn'],
      ['ngõ 12/3/5', 'ngõ mười hai trên ba trên năm'],
      ['số 138A Giảng Võ', 'số một trăm ba mươi tám A Giảng Võ'],
      ['Q.1', 'quận một'],
      ['P.5, Q. Bình Thạnh', 'phường năm, quận Bình Thạnh'],
      ['TP. Hồ Chí Minh', 'thành phố Hồ Chí Minh'],
      ['TP.HCM', 'thành phố Hồ Chí Minh'],
      ['TPHCM', 'thành phố Hồ Chí Minh'],
      ['TP Đà Nẵng', 'thành phố Đà Nẵng'],
      ['TX. Sơn Tây, TT. Đông Anh, H. Sóc Sơn', 'thị xã Sơn Tây, thị trấn Đông Anh, huyện Sóc Sơn'],
    ],
  },
  {
    kind: 'abbreviations and names',
    source: `${CONTRACT}: the table of abbreviations`,
    rows: [
      ['BCĐ', 'Ban Chỉ đạo'],
      ['UBND', 'Ủy ban nhân dân'],
      ['BYT', 'Bộ Y tế'],
      ['WHO', 'Tổ chức Y tế Thế giới'],
      ['COVID-19', 'cô-vít mười chín'],
      ['Covid-19', 'cô-vít mười chín'],
      ['covid19', 'cô-vít mười chín'],
      ['nCoV', 'en-cô-vi'],
      ['nCoV-2019', 'en-cô-vi hai nghìn không trăm mười chín'],
      ['SARS-CoV-2', 'sác cô-vi hai'],
      ['A/H5N1', 'A hát năm en-nờ một'],
      ['F0, F1', 'ép không, ép một'],
      ['thông điệp 5K', 'thông điệp năm ca'],
      ['PGS.TS. Trần Lan', 'Phó Giáo sư, Tiến sĩ Trần Lan'],
      ['TS. Lan, BS. Hùng, GS Minh', 'Tiến sĩ Lan, Bác sĩ Hùng, Giáo sư Minh'],
      ['gặp BS. Sau đó', 'gặp Bác sĩ Sau đó'],
      ['Bộ TT&TT', 'Bộ Thông tin và Truyền thông'],
      ['ho, sốt, v.v.', 'ho, sốt, vân vân.'],
      ['ho, v.v. và sốt', 'ho, vân vân và sốt'],
      ['Đ/c Lan', 'đồng chí Lan'],
      ['bệnh nhân N.H.N.', 'bệnh nhân en-nờ hát en-nờ.'],
      ['vitamin C', 'vitamin xê'],
      ['cúm A', 'cúm A'],
      ['ông/bà', 'ông hoặc bà'],
      ['và/hoặc', 'và hoặc'],
      ['Bà Rịa-Vũng Tàu', 'Bà Rịa-Vũng Tàu'],
      ['KHÔNG tụ tập', 'KHÔNG tụ tập'],
    ],
  },
  {
    kind: 'Roman numerals',
    source: CONTRACT,
    rows: [
      ['thế kỷ XXI', 'thế kỷ hai mươi mốt'],
      ['khóa XIV', 'khóa mười bốn'],
      ['quý I', 'quý một'],
      ['chương II', 'chương hai'],
      ['quý I-II', 'quý một đến hai'],
      ['quý III và IV', 'quý ba và bốn'],
      ['II. Nội dung', 'hai. Nội dung'],
      ['Ⅳ', 'bốn'],
      ['ⅩⅩⅠ', 'hai mươi mốt'],
      ['nhóm I', 'nhóm một'],
      ['điểm I', 'điểm I'],
    ],
  },
  {
    kind: 'web and mail',
    source: `${CONTRACT}: a web address is read with chấm`,
    rows: [
      ['ncov.moh.gov.vn', 'en-nờ xê o vê chấm em-mờ o hát chấm gờ o vê chấm vê en-nờ'],
      ['xem moh.gov.vn.', 'xem em-mờ o hát chấm gờ o vê chấm vê en-nờ.'],
      ['https://bluezone.gov.vn/taiapp', 'bluezone chấm gờ o vê chấm vê en-nờ gạch chéo taiapp'],
      ['www.who.int', 'ba vê kép chấm vê kép hát o chấm i-ngắn en-nờ tê'],
      ['(suckhoe.vn)', '(suckhoe chấm vê en-nờ)'],
      ['lienhe@moh.gov.vn', 'lienhe a còng em-mờ o hát chấm gờ o vê chấm vê en-nờ'],
      ['1022.vn', 'một không hai hai chấm vê en-nờ'],
      ['abc.vn2', 'a bê xê chấm vê en-nờ hai'],
      ['#Covid', 'cô-vít'],
    ],
  },
  {
    kind: 'signs',
    source: BROADCAST,
    rows: [
      ['A & B', 'A và bê'],
      ['3 + 4 = 7', 'ba cộng bốn bằng bảy'],
      ['3 x 4', 'ba nhân bốn'],
      ['lần 1 (-), lần 2 (+)', 'lần một (âm tính), lần hai (dương tính)'],
      ['> 2 m', 'lớn hơn hai mét'],
      ['>= 38', 'lớn hơn hoặc bằng ba mươi tám'],
      ['≥ 38', 'lớn hơn hoặc bằng ba mươi tám'],
      ['< 5 tuổi', 'nhỏ hơn năm tuổi'],
      ['“Ở nhà”', '“Ở nhà”'],
      ['(miễn phí)', '(miễn phí)'],
      ['ho - sốt', 'ho - sốt'],
      ['ở nhà…', 'ở nhà…'],
      ['sạch sẽ 😀.', 'sạch sẽ.'],
      ['hết 🇻🇳 dịch', 'hết dịch'],
    ],
  },
  {
    kind: 'lists and headings',
    source: `${CONTRACT}: a heading in capitals asks nothing`,
    rows: [
      ['- Rửa tay\n- Đeo khẩu trang', 'Rửa tay\nĐeo khẩu trang'],
      ['• Rửa tay\r\n+ Ở nhà', 'Rửa tay\nỞ nhà'],
      ['1. Rửa tay\n2) Ở nhà', 'một. Rửa tay\nhai) Ở nhà'],
      ['- 5 ca', 'năm ca'],
      ['THÔNG BÁO KHẨN', 'THÔNG BÁO KHẨN'],
      ['DỊCH VIRUS CORONA TẠI XYZ', 'DỊCH VIRUS CORONA TẠI XYZ'],
      ['UBND TỈNH: COVID-19 NGÀY 3/2', 'ỦY BAN NHÂN DÂN TỈNH: CÔ-VÍT MƯỜI CHÍN NGÀY BA THÁNG HAI'],
    ],
  },
  {
    kind: 'what is typed oddly',
    source: 'Unicode 16: compatibility, Nd, No, default ignorable',
    rows: [
      ['1.Rửa tay', 'một. Rửa tay'],
      ['½.com', 'một phần hai. com'],
      ['ở nhà .Rửa tay', 'ở nhà. Rửa tay'],
      ['５ ca', 'năm ca'],
      ['٣ ca', 'ba ca'],
      ['𝟘 ca', 'không ca'],
      ['①②', 'một hai'],
      ['❷ ⓫ ㉑', 'hai mười một hai mươi mốt'],
      ['5\ufe0f\u20e3 ca', 'năm ca'],
      ['Ｂộ Y tế', 'Bộ Y tế'],
      ['UB\u200bND', 'Ủy ban nhân dân'],
      ['\u202eRửa\u202c tay', 'Rửa tay'],
      ['Rửa tay'.normalize('NFD'), 'Rửa tay'],
      ['tháng\u00a04', 'tháng tư'],
      ['rửa   tay \n\n ở nhà ', 'rửa tay\n\nở nhà'],
      ['５／２ ngày', 'năm trên hai ngày'],
    ],
  },
]

for (const { kind, source, rows } of KINDS)
  for (const [given, read] of rows)
    test(`${kind}: ${JSON.stringify(given)} is read ${JSON.stringify(read)} (${source})`, () => {
      assert.deepEqual(spoken(given), { spoken: read, asks: [] })
      assert.deepEqual(spoken(read), { spoken: read, asks: [] })
    })

for (const { kind, rows } of numbers)
  for (const [given, read] of rows)
    test(`numbers as people write them, ${kind}: ${JSON.stringify(given)} is read as a newsreader says it`, () => {
      assert.deepEqual(spoken(given), { spoken: read, asks: [] })
      assert.deepEqual(spoken(read), { spoken: read, asks: [] })
    })

for (const [why, given, read, asks] of [
  ['an unknown abbreviation', 'Theo thông XYZ', 'Theo thông XYZ', [['XYZ', 11]]],
  [
    'each time that it occurs',
    'XYZ, XYZ',
    'XYZ, XYZ',
    [
      ['XYZ', 0],
      ['XYZ', 5],
    ],
  ],
  ['one that is no Vietnamese syllable', 'chốt BOT', 'chốt BOT', [['BOT', 5]]],
  ['one of several meanings', 'TT 5', 'TT năm', [['TT', 0]]],
  ['a word with a capital inside', 'mở iPhone', 'mở iPhone', [['iPhone', 3]]],
  ['a word without a vowel', 'gửi vcl', 'gửi vcl', [['vcl', 4]]],
  [
    'a word of another script',
    'Россия và 漢字',
    'Россия và 漢字',
    [
      ['Россия', 0],
      ['漢字', 10],
    ],
  ],
  ['a damaged word', 'B\ufffd Y tế', 'B\ufffd Y tế', [['B\ufffd', 0]]],
  [
    'an unknown issuer',
    '1185/CVT-CPTT',
    'một nghìn một trăm tám mươi lăm, CVT-CPTT',
    [
      ['CVT', 5],
      ['CPTT', 9],
    ],
  ],
  ['an unknown issuer of a known kind', '237/QĐ-XYZ', 'hai trăm ba mươi bảy, quyết định của XYZ', [['XYZ', 7]]],
  ['letters beside a figure', 'ga XYZ12', 'ga XYZ mười hai', [['XYZ', 3]]],
  ['a word after an emoji, in UTF-16 units', '😀 XYZ', 'XYZ', [['XYZ', 3]]],
  ['a word after NFD, as given', `${'tế'.normalize('NFD')} XYZ`, 'tế XYZ', [['XYZ', 5]]],
  ['a wide word, as given', 'ＸＹＺ', 'ＸＹＺ', [['ＸＹＺ', 0]]],
  ['a word alone in capitals, which is no heading', 'XYZ', 'XYZ', [['XYZ', 0]]],
  ['capitals in a line of small letters', 'bởi CORONA', 'bởi CORONA', [['CORONA', 4]]],
] as const)
  test(`asked for and left as it was: ${why}`, () => {
    const expected = { spoken: read, asks: asks.map(([word, at]) => ({ word, at })) }
    assert.deepEqual(spoken(given), expected)
  })

for (const { id, given, read, asks } of texts)
  test(`a whole message is read from its first word to its last: ${id}`, () => {
    assert.deepEqual(spoken(given), { spoken: read, asks })
    assert.equal(spoken(read).spoken, read)
  })

for (const [name, given] of [
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['what cannot be seen', '\u200b\ufeff'],
  ['emoji alone', '😀🇻🇳'],
] as const)
  test(`a text of ${name} has nothing to say and is refused`, () => {
    assert.throws(
      () => spoken(given),
      (error: unknown) => error instanceof Failure && error.code === 'textEmpty',
    )
  })

test('what tables say is read as it stands, in small letters and in capitals', () => {
  const says = [
    ...[...ABBREVIATIONS.values()].map(row => row.says),
    ...DOCUMENTS.values(),
    ...ISSUERS.values(),
    ...UNITS.values(),
  ]
  for (const text of says)
    for (const line of [text, `BẢN TIN ${text.toUpperCase()}`])
      assert.deepEqual(spoken(line), { spoken: line, asks: [] })
})

test('no abbreviation of the table is a word that people read as it stands', () => {
  const words = [...ABBREVIATIONS].filter(([key, { needs }]) => !needs && isReadable(key))
  assert.deepEqual(
    words.map(([key]) => key),
    ['Covid', 'covid', 'ncov', 'ko', 'ext', 'Ext'],
  )
})

test('100 kB of what would make a careless rule look at all that follows, again and again, end', () => {
  const pieces = ['1', '1.', '1/', '113, ', '0912 345 678 ', 'a.', 'a-b_c@', 'N.', '((', '- ', '\u0301', '*1']
  pieces.push('XYZ ', 'TT.', 'ab/', 'X ', 'quý I, ', '1-', '5 000 ')
  pieces.push('0912 345 678/', '+84 (0', '1900 - ', '12/', '113 ', '30A-', '1 250 đến ', '3846 2364 ')
  const each = Math.ceil(100_000 / pieces.length)
  const text = pieces.map(piece => `a${piece.repeat(each / piece.length)}`).join(' ')
  assert.ok(text.length > 95_000)
  assert.equal(typeof spoken(text).spoken, 'string')
})
