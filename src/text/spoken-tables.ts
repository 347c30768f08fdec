/**
 * What is read otherwise than it is written: abbreviations, units, money, kinds and issuers of documents. Data only.
 *
 * Abbreviations that mean several things (TT, CN, DN, KT, SX) are not here: they ask. `spoken.test.ts` proves of each row that
 * what it says is read as it stands, in small letters and in capitals.
 */

interface Abbreviation {
  readonly says: string
  /** Its full stop belongs to it before a name (`TS. Lan`), and elsewhere ends the sentence. */
  readonly stop?: 'before a name'
  /** Means this only with its full stop and a name: `P. Bến Nghé`, not `P`. */
  readonly needs?: 'a name'
}

/** Spelled exactly so. A key of several tokens is found where nothing parts them. */
export const ABBREVIATIONS: ReadonlyMap<string, Abbreviation> = new Map<string, Abbreviation>([
  // Who speaks and who is meant.
  ...plain({
    BCĐ: 'Ban Chỉ đạo',
    BCĐQG: 'Ban Chỉ đạo Quốc gia',
    UBND: 'Ủy ban nhân dân',
    HĐND: 'Hội đồng nhân dân',
    UBMTTQ: 'Ủy ban Mặt trận Tổ quốc',
    MTTQ: 'Mặt trận Tổ quốc',
    UBTVQH: 'Ủy ban Thường vụ Quốc hội',
    BYT: 'Bộ Y tế',
    BTTTT: 'Bộ Thông tin và Truyền thông',
    'TT&TT': 'Thông tin và Truyền thông',
    'GD&ĐT': 'Giáo dục và Đào tạo',
    GDĐT: 'Giáo dục và Đào tạo',
    LĐTBXH: 'Lao động, Thương binh và Xã hội',
    'LĐ-TB&XH': 'Lao động, Thương binh và Xã hội',
    BQP: 'Bộ Quốc phòng',
    BCA: 'Bộ Công an',
    BGTVT: 'Bộ Giao thông vận tải',
    GTVT: 'Giao thông vận tải',
    VPCP: 'Văn phòng Chính phủ',
    TTgCP: 'Thủ tướng Chính phủ',
    TTg: 'Thủ tướng',
    TW: 'Trung ương',
    'T.Ư': 'Trung ương',
    VN: 'Việt Nam',
    'TP.HCM': 'thành phố Hồ Chí Minh',
    'Tp.HCM': 'thành phố Hồ Chí Minh',
    TPHCM: 'thành phố Hồ Chí Minh',
    HCM: 'Hồ Chí Minh',
    WHO: 'Tổ chức Y tế Thế giới',
    TCYTTG: 'Tổ chức Y tế Thế giới',
    LHQ: 'Liên hợp quốc',
    CDC: 'xê đê xê',
    UNICEF: 'iu-ni-xép',
    ASEAN: 'a-xê-an',
    CSGT: 'Cảnh sát giao thông',
    PCCC: 'phòng cháy, chữa cháy',
    BTV: 'biên tập viên',
    CBCNV: 'cán bộ, công nhân viên',
    CBNV: 'cán bộ, nhân viên',
    HSSV: 'học sinh, sinh viên',
    THPT: 'trung học phổ thông',
    THCS: 'trung học cơ sở',
    // Health.
    Covid: 'cô-vít',
    COVID: 'cô-vít',
    CoVid: 'cô-vít',
    covid: 'cô-vít',
    CoV: 'cô-vi',
    nCoV: 'en-cô-vi',
    NCOV: 'en-cô-vi',
    nCov: 'en-cô-vi',
    ncov: 'en-cô-vi',
    SARS: 'sác',
    MERS: 'méc',
    HIV: 'hát i vê',
    AIDS: 'ết',
    SXH: 'sốt xuất huyết',
    TCM: 'tay chân miệng',
    BN: 'bệnh nhân',
    BV: 'bệnh viện',
    BVĐK: 'bệnh viện đa khoa',
    TTYT: 'trung tâm y tế',
    TYT: 'trạm y tế',
    BHYT: 'bảo hiểm y tế',
    BHXH: 'bảo hiểm xã hội',
    KCB: 'khám bệnh, chữa bệnh',
    ATTP: 'an toàn thực phẩm',
    ATVSTP: 'an toàn vệ sinh thực phẩm',
    KBYT: 'khai báo y tế',
    XN: 'xét nghiệm',
    PCR: 'pê xê e-rờ',
    ICU: 'ai-xi-u',
    // Everyday.
    CCCD: 'căn cước công dân',
    CMND: 'chứng minh nhân dân',
    CMTND: 'chứng minh thư nhân dân',
    SĐT: 'số điện thoại',
    sđt: 'số điện thoại',
    ĐT: 'điện thoại',
    đt: 'điện thoại',
    STK: 'số tài khoản',
    KCN: 'khu công nghiệp',
    KCX: 'khu chế xuất',
    KĐT: 'khu đô thị',
    QL: 'quốc lộ',
    TNGT: 'tai nạn giao thông',
    SMS: 'tin nhắn',
    QR: 'quy e-rờ',
    ATM: 'a tê em-mờ',
    USB: 'u ét-sì bê',
    TV: 'ti vi',
    FM: 'ép em-mờ',
    VTV: 'vê tê vê',
    VOV: 'vê o vê',
    VNĐ: 'đồng',
    VND: 'đồng',
    USD: 'đô la Mỹ',
    EUR: 'ơ-rô',
    'Đ/c': 'đồng chí',
    'đ/c': 'đồng chí',
    'k/c': 'khoảng cách',
    ko: 'không',
    VinaPhone: 'Vina-phôn',
    MobiFone: 'Mobi-phôn',
    'v.v': 'vân vân',
    'V.v': 'vân vân',
    vv: 'vân vân',
  }),
  ...titles({
    'PGS.TS': 'Phó Giáo sư, Tiến sĩ',
    'GS.TS': 'Giáo sư, Tiến sĩ',
    'PGS.TS.BS': 'Phó Giáo sư, Tiến sĩ, Bác sĩ',
    'TS.BS': 'Tiến sĩ, Bác sĩ',
    'ThS.BS': 'Thạc sĩ, Bác sĩ',
    'BS.CKI': 'Bác sĩ chuyên khoa một',
    'BS.CKII': 'Bác sĩ chuyên khoa hai',
    BSCKI: 'Bác sĩ chuyên khoa một',
    BSCKII: 'Bác sĩ chuyên khoa hai',
    BSCK: 'Bác sĩ chuyên khoa',
    CKI: 'chuyên khoa một',
    CKII: 'chuyên khoa hai',
    PGS: 'Phó Giáo sư',
    GS: 'Giáo sư',
    TS: 'Tiến sĩ',
    ThS: 'Thạc sĩ',
    BS: 'Bác sĩ',
    KS: 'Kỹ sư',
    TP: 'thành phố',
    'T.P': 'thành phố',
    Tp: 'thành phố',
    tp: 'thành phố',
    ext: 'máy lẻ',
    Ext: 'máy lẻ',
    EXT: 'máy lẻ',
    TX: 'thị xã',
    Tx: 'thị xã',
  }),
  ...places({ Q: 'quận', P: 'phường', H: 'huyện', X: 'xã', TT: 'thị trấn' }),
])

function plain(rows: Readonly<Record<string, string>>): [string, Abbreviation][] {
  return Object.entries(rows).map(([key, says]) => [key, { says }])
}

function titles(rows: Readonly<Record<string, string>>): [string, Abbreviation][] {
  return Object.entries(rows).map(([key, says]) => [key, { says, stop: 'before a name' }])
}

function places(rows: Readonly<Record<string, string>>): [string, Abbreviation][] {
  return Object.entries(rows).map(([key, says]) => [key, { says, stop: 'before a name', needs: 'a name' }])
}

/** After a number, with or without a blank. */
export const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    km: 'ki-lô-mét',
    hm: 'héc-tô-mét',
    m: 'mét',
    dm: 'đề-xi-mét',
    cm: 'xăng-ti-mét',
    mm: 'mi-li-mét',
    kg: 'ki-lô-gam',
    Kg: 'ki-lô-gam',
    KG: 'ki-lô-gam',
    g: 'gam',
    gr: 'gam',
    mg: 'mi-li-gam',
    mcg: 'mi-crô-gam',
    l: 'lít',
    L: 'lít',
    ml: 'mi-li-lít',
    mL: 'mi-li-lít',
    ha: 'héc-ta',
    h: 'giờ',
    ph: 'phút',
    s: 'giây',
    V: 'vôn',
    W: 'oát',
    kW: 'ki-lô-oát',
    kWh: 'ki-lô-oát giờ',
    Hz: 'héc',
    MHz: 'mê-ga-héc',
    kHz: 'ki-lô-héc',
    GHz: 'gi-ga-héc',
    KB: 'ki-lô-bai',
    MB: 'mê-ga-bai',
    GB: 'gi-ga-bai',
    Mbps: 'mê-ga-bít trên giây',
    kbps: 'ki-lô-bít trên giây',
    mmHg: 'mi-li-mét thủy ngân',
    kcal: 'ki-lô-ca-lo',
    đ: 'đồng',
    Đ: 'đồng',
    VNĐ: 'đồng',
    vnđ: 'đồng',
    VND: 'đồng',
    vnd: 'đồng',
    USD: 'đô la Mỹ',
    EUR: 'ơ-rô',
    tr: 'triệu',
    k: 'nghìn',
    oC: 'độ xê',
    oF: 'độ ép',
  }),
)

/** Of these ² and ³ make an area and a volume. */
export const LENGTHS: ReadonlySet<string> = new Set(['km', 'hm', 'm', 'dm', 'cm', 'mm'])
export const POWERS: ReadonlyMap<string, string> = new Map([
  ['2', 'vuông'],
  ['3', 'khối'],
])

/** Of these a comma before three digits is a separator of thousands, as it is in English. */
export const MONEY: ReadonlySet<string> = new Set(['đ', 'Đ', 'đồng', 'VNĐ', 'vnđ', 'VND', 'vnd', 'USD', '₫', '$'])

/** With these words after it a full stop before digits is a decimal comma. */
export const MEASURES: ReadonlySet<string> = new Set(['độ', 'triệu', 'tỷ', 'tỉ', 'nghìn', 'ngàn', 'lần', 'giờ', 'phần'])

/** Beside or after a number. */
export const SIGN_UNITS: ReadonlyMap<string, string> = new Map([
  ['%', 'phần trăm'],
  ['‰', 'phần nghìn'],
  ['₫', 'đồng'],
  ['$', 'đô la Mỹ'],
  ['€', 'ơ-rô'],
  ['£', 'bảng Anh'],
  ['¥', 'yên'],
])

/** Signs that are said wherever they stand. */
export const SIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ['&', 'và'],
  ['+', 'cộng'],
  ['=', 'bằng'],
  ['<', 'nhỏ hơn'],
  ['>', 'lớn hơn'],
  ['≤', 'nhỏ hơn hoặc bằng'],
  ['≥', 'lớn hơn hoặc bằng'],
  ['≠', 'khác'],
  ['≈', 'xấp xỉ'],
  ['±', 'cộng trừ'],
  ['×', 'nhân'],
  ['÷', 'chia'],
  ['→', 'đến'],
  ['@', 'a còng'],
  ['°', 'độ'],
  ['§', 'mục'],
  ...SIGN_UNITS,
])

export const DEGREES: ReadonlyMap<string, string> = new Map([
  ['C', 'độ xê'],
  ['F', 'độ ép'],
  ['K', 'độ ca'],
])

/** After the degrees of a place. */
export const POLES: ReadonlyMap<string, string> = new Map([
  ['B', 'Bắc'],
  ['N', 'Bắc'],
  ['Đ', 'Đông'],
  ['E', 'Đông'],
])

/** Kinds of documents, as Decree 30/2020/NĐ-CP abbreviates them (Annex III). */
export const DOCUMENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    NQ: 'nghị quyết',
    QĐ: 'quyết định',
    CT: 'chỉ thị',
    QC: 'quy chế',
    TC: 'thông cáo',
    TB: 'thông báo',
    HD: 'hướng dẫn',
    CTr: 'chương trình',
    KH: 'kế hoạch',
    PA: 'phương án',
    ĐA: 'đề án',
    BC: 'báo cáo',
    TTr: 'tờ trình',
    CĐ: 'công điện',
    CV: 'công văn',
    NĐ: 'nghị định',
    TT: 'thông tư',
    TTLT: 'thông tư liên tịch',
    L: 'luật',
    PL: 'pháp lệnh',
    GM: 'giấy mời',
  }),
)

/** Who issues them; besides the abbreviations above. */
export const ISSUERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TTg: 'Thủ tướng Chính phủ',
    CP: 'Chính phủ',
    QH: 'Quốc hội',
    CTN: 'Chủ tịch nước',
    BCT: 'Bộ Công Thương',
    BTC: 'Bộ Tài chính',
    BNV: 'Bộ Nội vụ',
    BGDĐT: 'Bộ Giáo dục và Đào tạo',
    BLĐTBXH: 'Bộ Lao động, Thương binh và Xã hội',
    BKHĐT: 'Bộ Kế hoạch và Đầu tư',
    BVHTTDL: 'Bộ Văn hóa, Thể thao và Du lịch',
    SYT: 'Sở Y tế',
    STTTT: 'Sở Thông tin và Truyền thông',
    DP: 'dự phòng',
  }),
)

/** After these a numeral of Roman letters is a number; any that is well formed after the first four. */
export const ROMAN_AFTER: ReadonlySet<string> = new Set([
  ...[
    'thế kỷ',
    'thế kỉ',
    'khóa',
    'khoá',
    'quý',
    'quí',
    'chương',
    'phần',
    'mục',
    'tập',
    'kỳ',
    'kì',
    'đại hội',
    'thứ',
    'đợt',
  ],
  ...['giai đoạn', 'cấp', 'hạng', 'loại', 'bậc', 'điều', 'phụ lục', 'vòng', 'vùng', 'nhóm', 'độ', 'type', 'khu'],
])

/** After these a plain number of three to six digits is a number to call, said digit by digit. */
export const CALL_AFTER: ReadonlySet<string> = new Set([
  ...['gọi', 'số', 'cấp cứu', 'tổng đài', 'hotline', 'gửi', 'đầu số', 'dây nóng', 'điện thoại', 'gọi ngay', 'gọi đến'],
  ...[
    'gọi tới',
    'gọi về',
    'quay số',
    'bấm',
    'bấm số',
    'máy',
    'nhánh',
    'fax',
    'tel',
    'đt',
    'sđt',
    'mã',
    'mã số',
    'đường dây',
  ],
  ...[
    'cứu hỏa',
    'cứu hoả',
    'cứu nạn',
    'cảnh sát',
    'công an',
    'liên hệ',
    'tài khoản',
    'stk',
    'cccd',
    'cmnd',
    'nhắn',
    'zalo',
    'máy lẻ',
    'nội bộ',
  ],
])

/** After these a number in groups is a telephone, whatever the plan says: ĐT: 3846 2364. */
export const TELEPHONE_AFTER: ReadonlySet<string> = new Set(
  'điện thoại|đt|sđt|tel|fax|hotline|dây nóng|tổng đài|zalo|gọi|liên hệ|máy bàn|di động'.split('|'),
)
/** After these it is an account, a card, a code. */
export const ACCOUNT_AFTER: ReadonlySet<string> = new Set(
  'tài khoản|stk|cccd|cmnd|cmtnd|căn cước|công dân|bhyt|mã số|mã số thuế|định danh|số thẻ'.split('|'),
)
/** After these digits are pressed one by one. */
export const EXTENSION_AFTER: ReadonlySet<string> = new Set(
  'máy lẻ|số lẻ|nội bộ|máy nhánh|số nhánh|phím|phím số|ext'.split('|'),
)
/** What a clause names that ends with a short code. */
export const SERVICES: ReadonlySet<string> = new Set('tổng đài|dây nóng|hotline|điện thoại|đầu số|cấp cứu'.split('|'))
/** Unless one of these stands right before: hơn 115. */
export const NOT_NAMED_AFTER: ReadonlySet<string> = new Set(
  'hơn|gần|khoảng|trên|dưới|thêm|được|có|đạt|nhận|với|còn|tăng|giảm|lên|xuống|năm|ngày|tháng|đến|tới|từ|thứ|quá|và'.split(
    '|',
  ),
)
/** số with these is of a house: before it, and after its number. */
export const HOUSES: ReadonlySet<string> = new Set('nhà|tại|ở|chỉ'.split('|'))
export const STREETS: ReadonlySet<string> = new Set(
  'đường|phố|ngõ|ngách|hẻm|kiệt|thôn|xóm|ấp|tổ|phường|xã|quốc|tỉnh|đại'.split('|'),
)

/** Unless it is a number of these, or one of these stands before. */
export const COUNTED: ReadonlySet<string> = new Set([
  ...[
    'người',
    'ca',
    'cuộc',
    'lần',
    'lượt',
    'tin',
    'bản',
    'chiếc',
    'cái',
    'trường',
    'đồng',
    'triệu',
    'tỷ',
    'tỉ',
    'nghìn',
    'ngàn',
  ],
  ...[
    'giờ',
    'phút',
    'ngày',
    'tháng',
    'tuần',
    'năm',
    'hộ',
    'xã',
    'tỉnh',
    'thuê',
    'bệnh',
    'khẩu',
    'suất',
    'hộp',
    'gói',
    'độ',
    'mẫu',
    'giường',
    'tuổi',
    'liều',
    'mũi',
    'tấn',
    'con',
    'nhân',
    'cán',
    'tình',
    'học',
    'đơn',
    'phiếu',
  ],
])
export const NOT_CALL_AFTER: ReadonlySet<string> = new Set([
  ...[
    'tổng số',
    'con số',
    'công văn số',
    'quyết định số',
    'nghị quyết số',
    'chỉ thị số',
    'thông tư số',
    'nghị định số',
  ],
  ...['kế hoạch số', 'công điện số', 'thông báo số', 'văn bản số', 'luật số', 'báo cáo số', 'hướng dẫn số'],
])

/** Of web addresses: read as words, or by their letters. All other labels of up to three letters are read by letters. */
export const LABELS: ReadonlyMap<string, string> = new Map([
  ['com', 'com'],
  ['net', 'nét'],
  ['edu', 'e đu'],
  ['gov', 'gờ o vê'],
  ['www', 'ba vê kép'],
  ['ncov', 'en-nờ xê o vê'],
])
export const TOP_DOMAINS: ReadonlySet<string> = new Set(
  'vn com net org gov edu info int io app asia biz me tv eu us uk jp cn kr xyz online site shop vip top example test'.split(
    ' ',
  ),
)
export const ADDRESS_SIGNS: ReadonlyMap<string, string> = new Map([
  ['.', 'chấm'],
  ['/', 'gạch chéo'],
  ['-', 'gạch ngang'],
  ['–', 'gạch ngang'],
  ['_', 'gạch dưới'],
  ['?', 'hỏi chấm'],
  ['=', 'bằng'],
  ['&', 'và'],
  ['#', 'thăng'],
  ['%', 'phần trăm'],
  [':', 'hai chấm'],
  ['@', 'a còng'],
  ['+', 'cộng'],
  ['~', 'dấu ngã'],
])
