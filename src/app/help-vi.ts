/**
 * The help of the command line in Vietnamese: what stands in English beside each command and option, by its English text, so
 * that a command is written once. Loaded only where the terminal speaks Vietnamese. Names of options and examples stay.
 *
 * Knows no command: `wrong-usage.test.ts` holds that none is without its words.
 */

export const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Cách dùng:',
  'Arguments:': 'Tham số:',
  'Options:': 'Tùy chọn:',
  'Commands:': 'Lệnh:',
  Help: 'Trợ giúp',
  'Messages and audiences': 'Tin nhắn và tập thuê bao',
  'The authority': 'Cơ quan chủ quản',
  'Operators and free services': 'Nhà mạng và miễn cước',
  'Other channels': 'Các kênh khác',
  'Plans and reports': 'Kế hoạch và báo cáo',
  'Rehearsal and measurement': 'Chạy thử và đo',
}

export const COMMANDS: Readonly<Record<string, string>> = {
  loa: 'Loa: soạn một thông điệp, gửi tới mọi thuê bao, đối chiếu đến bản tin cuối cùng',
  'loa text': 'xem trước một tin nhắn',
  'loa text count': 'đếm số bản tin SMS thông thường của một tin nhắn',
  'loa audience': 'tập thuê bao: lập từ danh sách, kết hợp, xem',
  'loa audience build': 'lập tập thuê bao từ danh sách số; dòng bị loại ghi vào OUT.rejects.csv',
  'loa audience combine': 'kết hợp các tập thuê bao: & cả hai, | một trong hai, - trừ đi',
  'loa audience info': 'kiểm tra một tập thuê bao và cho biết nội dung',
  'loa round': 'gửi một tin nhắn tới tập thuê bao và đối chiếu kết quả',
  'loa round run': 'gửi một tin nhắn tới tập thuê bao',
  'loa round follow': 'theo sau một chặng do tiến trình khác gửi, và gửi tiếp khi tiến trình đó hỏng',
  'loa round pause': 'trong một giây ngừng gửi thêm; tiến trình vẫn chạy và nhận báo nhận',
  'loa round stop': 'trong một giây ngừng gửi thêm; tiến trình nhận nốt rồi kết thúc với mã 3',
  'loa round status': 'bảng đếm, kể cả khi tiến trình khác đang chạy đợt hoặc sau sự cố',
  'loa round resume': 'cho đợt đang tạm dừng chạy tiếp, hoặc chạy nốt đợt không ai chạy',
  'loa round outcomes': 'kết quả của từng thuê bao, dạng CSV, theo số tăng dần',
  'loa serve': 'máy chủ của cơ quan chủ quản: chiến dịch, phê duyệt, lệnh, trang làm việc và API',
  'loa mail': 'thư bị trả lại của cơ quan chủ quản',
  'loa mail bounce': 'chuyển một thư từ đầu vào chuẩn cho loa serve',
  'loa publish': 'các trang công khai, thành tệp, ghi lại mỗi khi thay đổi',
  'loa media': 'chuyển tiếp âm thanh và hình ảnh của buổi giao ban; do loa serve khởi động',
  'loa trail': 'nhật ký của cơ quan chủ quản: ai đã làm gì',
  'loa trail verify': 'kiểm tra toàn bộ chuỗi nhật ký, hoặc một bản xuất',
  'loa roster': 'những người có chữ ký được nhà mạng chấp nhận',
  'loa roster show': 'danh sách người ký đang có hiệu lực: số, mã băm, người',
  'loa roster begin': 'cho danh sách kế tiếp mở một chuỗi mới',
  'loa signing-page': 'trang ký, thành tệp cho một máy khác phục vụ',
  'loa screening': 'kiểm tra thân nhiệt ở cửa ra vào',
  'loa screening export': 'các lượt đo của một số ngày, dạng FHIR R4 Bundle gồm các Observation',
  'loa screening forget': 'xóa hẳn các lượt đo quá hạn lưu; loa serve tự làm việc này',
  'loa backup': 'bản sao lưu của cơ quan chủ quản trong một tệp',
  'loa restore': 'lập thư mục dữ liệu từ bản sao lưu',
  'loa restored': 'ghi nhận công cụ khác đã khôi phục cơ sở dữ liệu: việc đang mở được giữ lại',
  'loa reindex': 'lập lại mục lục tìm kiếm và các từ của nhật ký',
  'loa operator': 'nút của nhà mạng: thực hiện lệnh của cơ quan chủ quản, số thuê bao ở lại đây',
  'loa operator enrol': 'tạo khóa và để cơ quan chủ quản chấp nhận, một lần',
  'loa operator rotate': 'tạo khóa kế tiếp, ký bằng khóa hiện tại',
  'loa operator trust': 'ghim danh sách người ký bằng mã băm nhận qua kênh khác',
  'loa operator status': 'máy này làm gì với từng lệnh: đang gửi, hay theo sau máy nào',
  'loa operator yield': 'giao các chặng của máy này cho máy khác; không thuê bao nào thành chưa rõ kết quả',
  'loa operator heads': 'các mục mới nhất của nhật ký cơ quan chủ quản, lấy từ văn bản đã ký',
  'loa zerorating': 'dịch vụ miễn cước: danh mục, bản xuất cho hệ thống tính cước, bằng chứng',
  'loa zerorating key': 'tạo khóa Ed25519: FILE, và FILE.pub cho bên kiểm tra',
  'loa zerorating check': 'lỗi và điểm cần xem lại của danh mục, chuỗi các phiên bản',
  'loa zerorating sign': 'ký dự thảo thành phiên bản kế tiếp của danh mục',
  'loa zerorating show': 'dịch vụ miễn cước ở một thời điểm, diễn biến theo thời gian, các thay đổi',
  'loa zerorating export': 'danh mục đã ký cho hệ thống tính cước: JSON, CSV, CGRateS, 5G, Diameter',
  'loa zerorating probe': 'lượt tải và cuộc gọi thử, để tổng trên hóa đơn cho biết lượt nào bị tính cước',
  'loa zerorating probe plan': 'lập lượt tải cỡ 2^n và cuộc gọi dài khác nhau',
  'loa zerorating probe read': 'tìm các lượt thử ứng với tổng trên hóa đơn',
  'loa zerorating gy': 'tính cước trực tuyến qua Diameter: trả lời phần miễn cước, chuyển tiếp phần còn lại',
  'loa zerorating audit': 'phần tính cước sai và phần miễn cước sai',
  'loa zerorating map': 'in bản ánh xạ cột của bản ghi cước để bắt đầu',
  'loa cbs': 'tin quảng bá di động: tới mọi máy trong vùng phủ của ô',
  'loa cbs pages': 'các trang của một tin: tối đa 15 trang, mỗi trang 93 ký tự GSM-7 hoặc 41 ký tự UCS-2',
  'loa cbs run': 'quảng bá cho đến hết hạn',
  'loa cbs replace': 'thay nội dung đang phát bằng nội dung khác',
  'loa cbs stop': 'gỡ khỏi mọi BSC; báo BSC nào chưa trả lời trong 10 giây',
  'loa cbs resume': 'sau sự cố: phát lại phần cần phát, gỡ phần không được phát',
  'loa cbs status': 'tình trạng phát, từng ô, kể cả sau sự cố',
  'loa cap': 'cảnh báo theo Common Alerting Protocol (CAP 1.2)',
  'loa cap check': 'mọi lỗi của cảnh báo: lược đồ, quy tắc của chuẩn, chữ ký',
  'loa speaker': 'loa truyền thanh xã: chương trình phát và thiết bị',
  'loa speaker spoken': 'viết tin như khi đọc: số, ngày, chữ viết tắt thành chữ',
  'loa speaker programme': 'cụm loa phát gì giữa hai thời điểm, chỉ theo lịch lệnh',
  'loa speaker enrol': 'tạo khóa và để cơ quan chủ quản chấp nhận, một lần',
  'loa speaker trust': 'ghim khung giờ mà thiết bị giữ, dù cơ quan chủ quản yêu cầu giờ nào',
  'loa speaker run': 'thiết bị: phát nội dung hai người đã duyệt và báo kết quả phát',
  'loa speaker off': 'công tắc của xã: ngừng phát ngay và không phát gì thêm',
  'loa speaker on': 'cho phát trở lại',
  'loa speaker heard': 'các mục và cụm loa nghe được trong bản ghi âm',
  'loa plan': 'kế hoạch truyền thông theo cấp độ dịch: lỗi, tác động, diễn lại',
  'loa plan check': 'lỗi và điểm cần xem lại của kế hoạch: nội dung, tiêu chí, hành động, ngày',
  'loa plan effects': 'tác động bắt đầu, dừng, thay thế và giữ nguyên khi chuyển cấp độ; chi phí',
  'loa plan replay': 'kế hoạch trên những ngày đã qua: đề xuất, cấp độ và tác động',
  'loa report': 'báo cáo tháng, và kiểm tra thể thức của tệp DOCX',
  'loa report month': 'lập báo cáo của một tháng từ các bản ghi',
  'loa report check': 'kiểm tra tệp DOCX theo quy định về thể thức văn bản hành chính',
  'loa smsc': 'tổng đài SMS mô phỏng để diễn tập và thử nghiệm',
  'loa demo': 'tháng 02/2020 thu nhỏ một nghìn lần: bảy nhà mạng, năm đợt, hai lần đếm',
  'loa bench': 'máy này gửi nhanh bao nhiêu khi có sổ cái và báo nhận, và tốn bao nhiêu',
  'loa bench authority': 'máy chủ cơ quan: khởi động, danh sách, đọc khi nút đang gửi, người theo dõi',
  'loa bench zerorating': 'đối soát bản ghi cước, tính cước trực tuyến bên cạnh freeDiameter, tra cứu',
  'loa bench briefing':
    'chuyển một buổi giao ban tốn bao nhiêu, đường truyền xấu mất bao nhiêu, điểm cầu nối lại sau bao lâu',
  'loa bench bulletins':
    'người đọc /bulletins tốn bao nhiêu, bên cạnh nginx; byte đầu tiên đến sau bao lâu, và khi nào nội dung đã duyệt được công khai',
  'loa bench broadcasts':
    'mọi bộ điều khiển ô nhận tin, đính chính, lệnh dừng sau bao lâu; các ô của cả nước ở một nút',
  'loa bench loudspeakers': 'hàng nghìn cụm loa tốn bao nhiêu của máy chủ; bản tin khẩn đến sau bao lâu',
  'loa bench takeover':
    'máy theo sau gửi tiếp sau bao lâu khi máy gửi mất, bao nhiêu thuê bao thành chưa rõ, và nhật ký nhân bản tốn bao nhiêu',
}

/** Of options and arguments, by their English. */
export const OPTIONS: Readonly<Record<string, string>> = {
  'output the version number': 'in số phiên bản',
  'display help for command': 'in trợ giúp của lệnh',
  'a UTF-8 file with the message; - is standard input': 'tệp UTF-8 chứa tin; - là đầu vào chuẩn',
  'one JSON document on standard output': 'một tài liệu JSON ở đầu ra chuẩn',
  'gsm7 refuses letters outside GSM-7': 'gsm7 từ chối chữ mà bảng mã này không có',
  'bits of the concatenation reference, as in loa round run': 'số bit của mã ghép bản tin, như ở loa round run',
  'the message, used as given': 'nội dung tin, giữ nguyên',
  'CSV, gzip, Parquet or one number per line; - is standard input':
    'CSV, gzip, Parquet hoặc mỗi dòng một số; - là đầu vào chuẩn',
  'the column with the numbers, by its name or its position from 1': 'cột chứa số, theo tên hoặc theo thứ tự từ 1',
  'two letters, or the JSON file of a numbering plan': 'hai chữ cái, hoặc tệp JSON của kế hoạch đánh số',
  'the audience to write': 'tập thuê bao sẽ ghi ra',
  '& and - bind tighter than |, left to right': '& và - ưu tiên hơn |, từ trái sang phải',
  'a name in the expression and its audience': 'một tên trong biểu thức và tập thuê bao tương ứng',
  'a built audience; - is standard input': 'tập thuê bao đã lập; - là đầu vào chuẩn',
  'the text, UTF-8; - is standard input': 'nội dung, UTF-8; - là đầu vào chuẩn',
  'a built audience, or any list that audience build reads':
    'tập thuê bao đã lập, hoặc danh sách mà audience build đọc được',
  'smpp://system_id:password@host:port, or smpps:// for TLS':
    'smpp://system_id:password@host:port, hoặc smpps:// cho TLS',
  'a file of these URLs, one per line; or LOA_SMSC in the environment':
    'tệp chứa các địa chỉ đó, mỗi dòng một; hoặc biến môi trường LOA_SMSC',
  'sender: a name, a short code or a number': 'người gửi: tên, đầu số ngắn hoặc số',
  'the column with the numbers, if --audience is a list': 'cột chứa số, nếu --audience là danh sách',
  'the numbering plan, if --audience is a list': 'kế hoạch đánh số, nếu --audience là danh sách',
  'binds per URL': 'số kết nối tới mỗi địa chỉ',
  'most submit_sm in flight per bind': 'số submit_sm chờ trả lời trên một kết nối, tối đa',
  'segments per second for the whole round; 0 is no limit': 'số bản tin mỗi giây cho cả đợt; 0 là không giới hạn',
  'last, all or none': 'last (bản tin cuối), all (mọi bản tin) hoặc none (không)',
  'how long to wait for receipts after the last response': 'chờ báo nhận bao lâu sau trả lời cuối',
  'bits of the concatenation reference, 8 or 16': 'số bit của mã ghép bản tin, 8 hoặc 16',
  "validity_period requested from the SMSC (default: the SMSC's)":
    'validity_period yêu cầu tổng đài (mặc định: theo tổng đài)',
  'after this time a submit_sm counts as unanswered': 'quá thời gian này submit_sm coi như không được trả lời',
  'silence after which the lane sends enquire_link': 'im lặng bao lâu thì gửi enquire_link',
  'how long to retry a segment with temporary errors': 'thử lại bản tin gặp lỗi tạm thời trong bao lâu',
  'hold or resend': 'hold (giữ) hoặc resend (gửi lại)',
  'with resend: wait for late answers at the end': 'với resend: thời gian chờ trả lời muộn sau khi gửi hết lượt',
  'nothing is sent before': 'không gửi trước lúc này',
  'nothing is sent after': 'không gửi từ lúc này',
  'hours for sending, for example 07:00-21:00': 'giờ được gửi, ví dụ 07:00-21:00',
  'of --daily': 'của --daily',
  'pause after the first n subscribers': 'tự tạm dừng sau n thuê bao đầu tiên',
  'how often to sync the ledger': 'bao lâu ghi sổ cái xuống đĩa một lần',
  'replicated log, nats://host:port,host:port,host:port or postgres://…':
    'nhật ký nhân bản, nats://host:port,host:port,host:port hoặc postgres://…',
  'a file with this address; or LOA_ROUND_LOG in the environment':
    'tệp chứa địa chỉ đó; hoặc biến môi trường LOA_ROUND_LOG',
  'the name of this batch in the log: letters, digits, hyphens': 'tên của chặng này trong nhật ký: chữ, số, gạch nối',
  'a secret of 16 bytes or more, known to all machines of the batch but not to the log servers':
    'bí mật từ 16 byte mà mọi máy của chặng đều có và máy chủ nhật ký không có',
  'log space for the batch, reserved on each NATS server, for example 300MB (default: 1GB and some 70 bytes per subscriber)':
    'dung lượng nhật ký của chặng, dành sẵn trên mỗi máy chủ NATS, như 300MB; mặc định 1GB và chừng 70 byte mỗi thuê bao',
  'log space for each batch, reserved on each NATS server, for example 300MB (default: 1GB and some 70 bytes per subscriber)':
    'dung lượng nhật ký của mỗi chặng, dành sẵn trên mỗi máy chủ NATS, như 300MB; mặc định 1GB và chừng 70 byte mỗi thuê bao',
  'a one-server log that may lose data; for tests only': 'nhật ký một máy chủ, có thể mất dữ liệu; chỉ để thử nghiệm',
  'directory of the round; will be created': 'thư mục của đợt; sẽ được tạo',
  'directory of the round': 'thư mục của đợt',
  'also when the round was stopped': 'kể cả khi đợt đã bị dừng',
  'only these, for example failed,uncertain': 'chỉ những kết quả này, ví dụ failed,uncertain',
  'keys and the embedded database; created if missing': 'khóa và cơ sở dữ liệu nhúng; tự tạo nếu chưa có',
  'postgres://…; default: a file in the data directory': 'postgres://…; mặc định: một tệp trong thư mục dữ liệu',
  'a file with this address; or LOA_DATABASE in the environment':
    'tệp chứa địa chỉ đó; hoặc biến môi trường LOA_DATABASE',
  'address to listen on': 'địa chỉ lắng nghe',
  'where other processes on the same --database reach this process':
    'địa chỉ để các tiến trình khác cùng --database gọi tiến trình này',
  'where people open the console: https://host': 'địa chỉ mọi người mở trang làm việc: https://host',
  'where people sign: https://host, of loa signing-page': 'nơi mọi người ký: https://host, của loa signing-page',
  'consoles that may use the page: https://host, comma-separated':
    'các bảng điều khiển được dùng trang này: https://host, cách nhau bằng dấu phẩy',
  "also show the digest of that page's files": 'kèm mã băm các tệp của trang ký đó',
  "the authority's name, on its pages": 'tên cơ quan chủ quản, trên các trang',
  'name of a further sign-in provider, for people with an account here':
    'tên nhà cung cấp đăng nhập khác, cho người đã có tài khoản ở đây',
  "the provider's …/.well-known/openid-configuration": 'địa chỉ …/.well-known/openid-configuration của nhà cung cấp',
  "this server's id at the provider": 'mã của máy chủ này ở nhà cung cấp',
  'file with that secret': 'tệp chứa bí mật đó',
  'roles that need two-step sign-in, or none (default: approver,administrator; with --demo-accounts: none)':
    'vai trò nào phải xác thực hai bước; none là không ai (mặc định: approver,administrator; với --demo-accounts: none)',
  "take callers' addresses from the proxy in front": 'lấy địa chỉ bên gọi do proxy phía trước cho biết',
  'certificate chain (PEM) for TLS on this server': 'chuỗi chứng thư (PEM): máy chủ tự dùng TLS',
  'key of that certificate (PEM)': 'khóa của chứng thư (PEM)',
  'open to the network without encryption; never for real people':
    'mở ra mạng không mã hóa; không bao giờ dùng với người thật',
  "the database's keys are lost for good: use those in --data":
    'khóa của cơ sở dữ liệu đã mất hẳn: dùng khóa trong --data',
  'key for signing alerts (CAP; PEM, RSA or P-256)': 'khóa để ký cảnh báo CAP (PEM, RSA hoặc P-256)',
  'certificate of that key (default: both created once in --data)':
    'chứng thư của khóa đó (mặc định: cả hai được tạo một lần trong --data)',
  'demo only: accounts shown on the sign-in page (JSON)': 'chỉ để trình diễn: tài khoản hiện ở trang đăng nhập (JSON)',
  'error, warn, info, debug': 'error, warn, info, debug',
  'one JSON document on standard output when ready': 'một tài liệu JSON ở đầu ra chuẩn khi đã sẵn sàng',
  'smtp(s)://user@host:port: notify people by mail too': 'smtp(s)://user@host:port: báo cho mọi người bằng thư điện tử',
  'file with that password': 'tệp chứa mật khẩu đó',
  "the mail's sender address": 'địa chỉ gửi của thư',
  'RSA key in PEM for signing mail (DKIM)': 'khóa RSA dạng PEM: dùng ký thư (DKIM)',
  'selector of its public key in the DNS': 'tên chọn khóa công khai trong DNS',
  'domain to sign for (default: that of --mail-from)': 'ký cho tên miền nào (mặc định: tên miền của --mail-from)',
  'address for undeliverable mail': 'địa chỉ nhận thư không chuyển được',
  'people on duty: receive health check alerts': 'người trực: nhận cảnh báo thân nhiệt',
  'mailto:… or https:…: send alerts to browsers too (web push)':
    'mailto:… hoặc https:…: gửi cảnh báo cả tới trình duyệt (web push)',
  'push services in addition to the known ones': 'dịch vụ đẩy tin ngoài những dịch vụ đã biết',
  'UDP port for briefings; 0: any free port (default: none)':
    'cổng UDP của giao ban; 0: một cổng trống (mặc định: không)',
  'address to listen on for briefings (default: all)': 'địa chỉ lắng nghe cho giao ban (mặc định: mọi địa chỉ)',
  "addresses where sites reach that port, if not the machine's own":
    'địa chỉ để điểm cầu tới được cổng đó, nếu không phải địa chỉ của máy',
  'turn(s):host:port?transport=tcp: for sites without UDP':
    'turn(s):host:port?transport=tcp: đường cho điểm cầu không có UDP',
  'file with the secret shared with that server': 'tệp chứa bí mật chung với máy chủ đó',
  'of loa serve': 'của loa serve',
  'its meaning, as one JSON document on standard output': 'nội dung đó, thành một tài liệu JSON ở đầu ra chuẩn',
  'that of loa serve (default: the one in --data)': 'của loa serve (mặc định: chứng thư trong --data)',
  'created if missing': 'tự tạo nếu chưa có',
  'write once, then exit': 'ghi một lần rồi kết thúc',
  'UDP; 0: any free port': 'UDP; 0: cổng trống bất kỳ',
  'address to listen on (default: all)': 'địa chỉ lắng nghe (mặc định: mọi địa chỉ)',
  'where sites reach this server': 'địa chỉ để điểm cầu tới được',
  'postgres://…': 'postgres://…',
  'an export of the trail, JSON Lines': 'một bản xuất của nhật ký, dạng JSON Lines',
  'a head noted elsewhere': 'mục cuối của nhật ký đã ghi lại ở nơi khác',
  'first day, YYYY-MM-DD': 'ngày đầu, NĂM-THÁNG-NGÀY',
  'last day': 'ngày cuối',
  'the result, as one JSON document on standard output': 'kết quả, thành một tài liệu JSON ở đầu ra chuẩn',
  '- is standard output': '- là đầu ra chuẩn',
  'a new file': 'một tệp mới',
  'a file from loa backup': 'tệp do loa backup tạo',
  'missing or empty': 'chưa có hoặc rỗng',
  'of loa serve, with an embedded database': 'của loa serve, có cơ sở dữ liệu nhúng',
  'https://host; give all addresses of the authority, two are followed at a time (default: those in the key file)':
    'https://host; cơ quan có nhiều địa chỉ thì ghi hết, mỗi lúc theo hai địa chỉ; mặc định: các địa chỉ trong tệp khóa',
  'the key file from enrol': 'tệp khóa do enrol tạo',
  'all subscribers: a built audience, or any list': 'mọi thuê bao: tập đã lập, hoặc danh sách bất kỳ',
  'subscribers of a province, in its borders on that date': 'thuê bao của một tỉnh, theo địa giới của mã tỉnh khi đó',
  'subscribers that a round may exclude': 'thuê bao mà một đợt có thể loại ra',
  'subscribers who read another language': 'thuê bao đọc ngôn ngữ khác',
  "the staff's test numbers": 'số thử nghiệm của cán bộ',
  'lanes for exercises only; live lanes are never used': 'kênh diễn tập; không bao giờ dùng kênh gửi thật',
  'a file of these URLs; or LOA_EXERCISE_SMSC': 'tệp chứa các địa chỉ đó; hoặc LOA_EXERCISE_SMSC',
  'the numbering plan of the lists': 'kế hoạch đánh số của các danh sách',
  'most segments per second; 0 is no limit': 'số bản tin mỗi giây tối đa; 0 là không giới hạn',
  'wait for late answers before resending uncertain messages':
    'thời gian chờ trả lời muộn trước khi gửi lại phần chưa rõ kết quả',
  "the operator's systems play announcements before the ring from this node's files":
    'hệ thống của nhà mạng phát âm thông báo trước khi đổ chuông từ tệp của nút này',
  "the operator's cells: mcc,mnc,lac,ci,latitude,longitude,province, or with tac,nci after ci and bsc (HOST:PORT) at the end":
    'các ô của nhà mạng: mcc,mnc,lac,ci,vĩ độ,kinh độ,tỉnh, hoặc thêm tac,nci sau ci và bsc (HOST:PORT) ở cuối',
  'the day of the province codes in the table; default: today': 'ngày mà mã tỉnh trong đó còn đúng; mặc định: hôm nay',
  'their controllers: cbsp://HOST:PORT (we connect) or cbsp-listen://HOST:PORT':
    'bộ điều khiển phát tới các ô: cbsp://HOST:PORT (ta kết nối) hoặc cbsp-listen://HOST:PORT',
  'AMFs for 5G cells (N50): http://HOST:PORT for h2c, or https://':
    'AMF chuyển tin tới ô 5G (N50): http://HOST:PORT cho h2c, hoặc https://',
  'where AMFs report cells on the air: this node listens there': 'nơi AMF báo ô nào đang phát: nút này lắng nghe ở đó',
  'certificate of this node for AMFs, in PEM': 'chứng thư của nút này với AMF, dạng PEM',
  'key of that certificate': 'khóa của chứng thư',
  "the operator's own cell broadcast centre: receives the authority's signed CAP alerts":
    'trung tâm quảng bá của nhà mạng: được gửi cảnh báo CAP đã ký của cơ quan chủ quản',
  'the same for exercises; the live one is never used': 'như trên cho diễn tập; không bao giờ dùng trung tâm thật',
  "the authority's certificate for signing alerts, in PEM": 'chứng thư mà cơ quan chủ quản dùng ký cảnh báo, dạng PEM',
  'the name of the authority in alerts; default: the name in that certificate':
    'tên cơ quan chủ quản trong cảnh báo; mặc định: tên trong chứng thư đó',
  "https://HOST of the authority's public pages, the sender of alerts; default: its addresses here":
    'https://MÁY-CHỦ có các trang công khai, cũng là nơi gửi cảnh báo; mặc định: các địa chỉ của cơ quan chủ quản ở nút này',
  'headers for each request, for example a token: Name: value':
    'tiêu đề của mỗi yêu cầu, ví dụ mã truy cập: Tên: giá trị',
  'certificate of this node for that centre, in PEM': 'chứng thư của nút này với trung tâm đó, dạng PEM',
  'if several machines share one key file: their replicated log, nats://host:port,host:port,host:port or postgres://…':
    'khi nhiều máy dùng chung tệp khóa: nhật ký nhân bản chung, nats://host:port,host:port,host:port hoặc postgres://…',
  'a file with this address; or LOA_OPERATOR_LOG in the environment':
    'tệp chứa địa chỉ đó; hoặc biến môi trường LOA_OPERATOR_LOG',
  'the name of this machine, as shown to the authority': 'tên của máy này, như hiển thị với cơ quan chủ quản',
  'run without the log while it has no majority; the other machines must be dead and stay off':
    'chạy không có nhật ký khi nhật ký mất đa số; các máy kia phải đã hỏng và không được bật lại',
  'journal, lists and rounds of this node': 'nhật ký, danh sách và các đợt của nút này',
  'log as JSON lines, also on a terminal': 'ghi nhật ký thành dòng JSON, kể cả trên màn hình lệnh',
  'the enrolment code from the authority': 'mã đăng ký do cơ quan chủ quản cấp',
  'the digest given by the authority’s staff': 'mã băm do cán bộ của cơ quan chủ quản cho biết',
  'file for the private key; never overwritten': 'nơi ghi khóa riêng; không bao giờ ghi đè',
  'key that must have signed': 'khóa phải đã ký',
  'signed lists and drafts; - is standard input': 'danh mục đã ký và dự thảo; - là đầu vào chuẩn',
  'the private key from loa zerorating key or loa serve': 'khóa riêng, do loa zerorating key hoặc loa serve tạo',
  'file for the signed list; never overwritten': 'nơi ghi danh mục đã ký; không bao giờ ghi đè',
  'the previous signed version; without this the draft becomes the first':
    'phiên bản trước đã ký; thiếu thì dự thảo là bản đầu tiên',
  'key that signed the previous version, if different': 'khóa đã ký phiên bản trước, nếu là khóa khác',
  'warnings accepted by a person, by code': 'điểm cần xem lại đã được chấp nhận, theo mã',
  'the list as JSON; - is standard input': 'danh mục dạng JSON; - là đầu vào chuẩn',
  'default: now': 'mặc định: lúc này',
  'all versions, signed lists and drafts; - is standard input':
    'mọi phiên bản, danh mục đã ký và dự thảo; - là đầu vào chuẩn',
  'the kind of charging system': 'của hệ thống tính cước nào',
  'a file for csv, a directory for the others': 'tệp cho csv, thư mục cho các dạng khác',
  "this operator's rating groups; default: next to the first list":
    'nhóm tính cước của nhà mạng này; mặc định: cạnh danh mục đầu tiên',
  '5g: sponsorId of the charging data': '5g: sponsorId của dữ liệu cước',
  'cgrates: the tenant of the plan': 'cgrates: tenant của bảng giá',
  'signed lists; - is standard input': 'danh mục đã ký; - là đầu vào chuẩn',
  'how many downloads': 'số lượt tải',
  'how many calls': 'số cuộc gọi',
  'size of the smallest payload': 'của lượt tải nhỏ nhất',
  'block size for rounding data up': 'khối mà dung lượng được làm tròn lên',
  'price of a block, to read amounts too': 'giá của một khối, để đọc được cả số tiền',
  'counted beyond the payload: 3% or 1%-2.5%': 'phần tính thêm ngoài dung lượng: 3% hoặc 1%-2.5%',
  'for each payload: look-ups and handshakes': 'cho mỗi lượt tải: tra cứu và bắt tay',
  'SETUP+AMOUNT/SECONDS, for example 0+5000/60': 'MỞ MÁY+SỐ TIỀN/GIÂY, ví dụ 0+5000/60',
  'allowed difference in a call’s counted length': 'cuộc gọi có thể bị tính dài hoặc ngắn hơn chừng này',
  'pages that should be free': 'trang lẽ ra miễn cước',
  'pages that should not, alternating with the free ones': 'trang không miễn cước, xen kẽ với trang miễn',
  'numbers that should be free': 'số lẽ ra miễn cước',
  'numbers that should not, alternating with the free ones': 'số không miễn cước, xen kẽ với số miễn',
  'file for the plan, for probe read; never overwritten':
    'nơi ghi kế hoạch đo thử, cho probe read; không bao giờ ghi đè',
  'the plan as one JSON document on standard output': 'kế hoạch đo thử thành một tài liệu JSON ở đầu ra chuẩn',
  'from probe plan; - is standard input': 'do probe plan lập; - là đầu vào chuẩn',
  'charged bytes': 'số byte đã bị tính cước',
  "in the currency's smallest unit": 'theo đơn vị nhỏ nhất của tiền',
  'probes in the amount; default: all': 'số tiền là của phần nào; mặc định: tất cả',
  "instead of the plan's: 3% or 1%-2.5%": 'thay cho giá trị của kế hoạch: 3% hoặc 1%-2.5%',
  'signed lists, all relevant versions': 'danh mục đã ký, mọi phiên bản có liên quan',
  "the authority's key, which must have signed the lists": 'khóa của cơ quan chủ quản, phải đã ký danh mục',
  "the operator's numbers for the services, rating-groups.json":
    'mã nhóm của nhà mạng cho các dịch vụ, rating-groups.json',
  'where charging clients connect': 'nơi hệ thống tính cước kết nối vào',
  'our name: a DiameterIdentity': 'tên của ta: một DiameterIdentity',
  'our realm': 'realm của ta',
  "the operator's charging systems, the preferred first: [NAME=]HOST:PORT, aaa://HOST:PORT, aaas://HOST:PORT for TLS":
    'hệ thống tính cước của nhà mạng, ưu tiên trước: [NAME=]HOST:PORT, aaa://HOST:PORT, aaas://HOST:PORT cho TLS',
  'allowed clients: a DiameterIdentity, or *.example.net': 'ai được kết nối: một DiameterIdentity, hoặc *.example.net',
  'our certificate: clients then connect over TLS with their own':
    'chứng thư của ta: khi đó bên gọi kết nối qua TLS, kèm chứng thư của họ',
  'issuer of the peers’ certificates (default: the system’s)':
    'bên cấp chứng thư của các bên kết nối (mặc định: của hệ điều hành)',
  'answer for a free session: 4011, or always granted units': 'phiên miễn cước: trả 4011, hoặc luôn cấp đơn vị',
  'with 4011: this close to the end of a free period, grant units until then':
    'với 4011: gần hết kỳ miễn hơn mức này thì cấp đơn vị đến lúc hết',
  'silence after which the peer is checked': 'im lặng bao lâu thì kiểm tra bên kia',
  'time limit for a charging system’s answer': 'hệ thống tính cước được trả lời trong bao lâu',
  'reject an Event-Timestamp further from our clock (default: accept any)':
    'từ chối Event-Timestamp lệch đồng hồ hơn mức này (mặc định: luôn chấp nhận)',
  'ignore unknown AVPs of this vendor; repeatable': 'bỏ qua AVP lạ của nhà sản xuất này; dùng được nhiều lần',
  'most sessions remembered': 'số phiên nhớ cùng lúc',
  'log as JSON lines; at the end one JSON document on standard output':
    'ghi nhật ký thành dòng JSON; cuối cùng một tài liệu JSON ở đầu ra chuẩn',
  'all versions of the list: signed ones, or a draft': 'mọi phiên bản của danh mục: đã ký, hoặc một dự thảo',
  'charging records: CSV, gzip or Parquet': 'bản ghi cước: CSV, gzip hoặc Parquet',
  'the meaning of each column (loa zerorating map)': 'cột nào chứa gì (loa zerorating map)',
  "directory for the operator's files and the summary": 'nơi ghi các tệp của nhà mạng và bản tổng hợp',
  'key that must have signed the list': 'khóa phải đã ký danh mục',
  'operator of all records, if the mapping has no operator column':
    'của mọi bản ghi, nếu ánh xạ không có cột cho nhà mạng',
  'key for hashing subscribers; created if missing (default: DIR.key)':
    'để băm số thuê bao; tự tạo nếu chưa có (mặc định: DIR.key)',
  'the summary as one JSON document on standard output': 'bản tổng hợp thành một tài liệu JSON ở đầu ra chuẩn',
  'two letters of ISO 639-1 before each page, for phones that filter':
    'hai chữ ISO 639-1 trước mỗi trang, cho máy lọc theo ngôn ngữ',
  'a UTF-8 file for each message; - is standard input': 'mỗi tin một tệp UTF-8; - là đầu vào chuẩn',
  'the message identifier of each, 0 to 65535': 'mã nhận dạng của từng tin, 0 đến 65535',
  'cbsp://HOST:PORT (we connect) or cbsp-listen://HOST:PORT (the BSC connects); add ?period=12 if the BSC reads 12-bit repetition periods':
    'cbsp://HOST:PORT (ta kết nối) hoặc cbsp-listen://HOST:PORT (BSC kết nối); thêm ?period=12: BSC đọc chu kỳ lặp bằng 12 bit',
  'an exercise: only identifiers 4380, 4381, 4398, 4393, 4394, 4399':
    'là diễn tập: chỉ các mã 4380, 4381, 4398, 4393, 4394, 4399',
  'allow 4370 and 4383, which no phone can switch off': 'cho dùng 4370 và 4383, loại không máy nào tắt được',
  'MCC-MNC-LAC-CI in decimal (default: all cells of each BSC)':
    'MCC-MNC-LAC-CI hệ thập phân (mặc định: mọi ô của mỗi BSC)',
  'repetition period, rounded up to 1.88 s slots': 'chu kỳ lặp, làm tròn lên theo khe 1,88 giây',
  'how long to broadcast': 'phát trong bao lâu',
  'geographical scope of the serial number': 'phạm vi địa lý của số sê-ri',
  'message code, 0 to 1023 (default: the next free one next to DIR)':
    'mã tin, 0 đến 1023 (mặc định: mã trống kế tiếp cạnh DIR)',
  'update number, 0 to 15': 'số cập nhật, 0 đến 15',
  'silence after which the BSC is asked': 'im lặng bao lâu thì hỏi BSC',
  "the broadcast's own directory; will be created": 'thư mục riêng của lần quảng bá, sẽ được tạo',
  'the new text; one for each message, or name them by --id': 'nội dung mới; mỗi tin một tệp, hoặc chỉ rõ bằng --id',
  'which message, if there are several': 'của tin nào, nếu có nhiều tin',
  'the directory of a running broadcast': 'thư mục của lần quảng bá đang chạy',
  'the directory of a broadcast': 'thư mục của một lần quảng bá',
  'X.509 certificate in PEM; its key must have signed the alerts':
    'chứng thư X.509 dạng PEM; khóa của chứng thư phải đã ký các cảnh báo',
  'alerts in XML; - is standard input': 'cảnh báo dạng XML; - là đầu vào chuẩn',
  'the message in Vietnamese, used as given': 'tin tiếng Việt, giữ nguyên',
  'the agenda file': 'tệp lịch lệnh',
  'start time, with an offset': 'thời điểm đầu, kèm độ lệch giờ',
  'end time, not included': 'thời điểm kết thúc, không tính chính thời điểm đó',
  'https://host': 'https://host',
  'windows of a day, for example 05:30-06:30,17:00-18:00': 'các khung giờ trong ngày, ví dụ 05:30-06:30,17:00-18:00',
  "the time zone of the hours; default: the pinned one, otherwise Vietnam's":
    'múi giờ của khung giờ; mặc định: múi giờ đã ghim, nếu chưa có thì của Việt Nam',
  'where to write the key': 'nơi ghi khóa',
  'journal and sound files of this device': 'nhật ký và âm thanh của thiết bị này',
  'https://host; default: the one in the key file': 'https://host; mặc định: địa chỉ trong tệp khóa',
  'alsa:NAME, or wav:DIR for one file per play': 'alsa:NAME, hoặc wav:DIR để mỗi lần phát thành một tệp',
  'the folder of the device': 'thư mục của thiết bị',
  'a WAV recording': 'bản ghi âm dạng WAV',
  'plans as JSON; - is standard input': 'kế hoạch dạng JSON; - là đầu vào chuẩn',
  'the current situation': 'diễn biến hiện tại',
  'the situation after the change': 'diễn biến sau khi chuyển',
  'effects running now': 'các tác động đang chạy',
  'the time of the change, with an offset': 'thời điểm chuyển, kèm độ lệch giờ',
  'figures of the areas': 'số liệu của từng địa bàn',
  'the plan as JSON': 'kế hoạch dạng JSON',
  'measured data, as CSV; - is standard input': 'số liệu đo được, dạng CSV; - là đầu vào chuẩn',
  'decisions made; without this every proposal is followed': 'các quyết định; thiếu thì mọi đề xuất đều được thực hiện',
  'the first day, for example 2020-01-01 (default: from the data)': 'ngày đầu, ví dụ 2020-01-01; mặc định theo số liệu',
  'the last day (default: from the data)': 'ngày cuối; mặc định theo số liệu',
  'a picture as SVG': 'hình dạng SVG',
  'the data directory of loa serve, or a file of records': 'thư mục dữ liệu của loa serve, hoặc tệp bản ghi',
  'time zone of the month: Asia/Ho_Chi_Minh, or that of the records file':
    'múi giờ mà tháng bắt đầu và kết thúc: Asia/Ho_Chi_Minh, hoặc theo tệp bản ghi',
  'sender, recipients and place of the report, as JSON': 'nơi gửi, nơi nhận và địa danh của báo cáo, dạng JSON',
  'of DOCX and PDF: vi or en; HTML has both': 'của DOCX và PDF: vi hoặc en; HTML có cả hai',
  'all rounds whenever sent, and the rest of this month: a rehearsal of the month':
    'mọi đợt bất kể lúc gửi, và phần còn lại của tháng này: để tập dượt tháng đó',
  'write the records behind the report': 'ghi các bản ghi dùng để lập báo cáo',
  'write the report as DOCX': 'ghi báo cáo dạng DOCX',
  'write the report as PDF': 'ghi báo cáo dạng PDF',
  'write the report as one HTML page': 'ghi báo cáo thành một trang HTML',
  'write the report as JSON': 'ghi báo cáo dạng JSON',
  'for example 2026-02': 'ví dụ 2026-02',
  'date of the document: Decree 30/2020 from 2020-03-05, Circular 01/2011 before':
    'ngày của văn bản: Nghị định 30/2020 từ 05/03/2020, Thông tư 01/2011 trước đó',
  'a DOCX': 'một tệp DOCX',
  'TCP port; 0 is any free one': 'cổng TCP; 0 là cổng trống bất kỳ',
  'address to listen on (default 127.0.0.1)': 'địa chỉ lắng nghe (mặc định 127.0.0.1)',
  'the only password that binds (default: any does)':
    'mật khẩu duy nhất kết nối được (mặc định: mật khẩu nào cũng được)',
  'submit_sm a second beyond which they are ESME_RTHROTTLED': 'quá số submit_sm mỗi giây này thì trả ESME_RTHROTTLED',
  'unanswered submit_sm on a bind beyond which likewise': 'quá số submit_sm chưa trả lời trên một kết nối thì cũng vậy',
  'wait before each submit_sm_resp, such as 20ms': 'chờ trước mỗi submit_sm_resp, ví dụ 20ms',
  'wait before each receipt': 'chờ trước mỗi báo nhận',
  'text, tlv or both (default both)': 'text, tlv hoặc both (mặc định both)',
  'share of destinations answered ESME_RINVDSTADR': 'tỷ lệ số nhận bị trả ESME_RINVDSTADR',
  'share of destinations whose receipt is UNDELIV': 'tỷ lệ số nhận có báo nhận UNDELIV',
  'share of submit_sm answered ESME_RTHROTTLED by chance': 'tỷ lệ submit_sm ngẫu nhiên bị trả ESME_RTHROTTLED',
  'break a connection at its Nth submit_sm, answers lost': 'ngắt kết nối ở submit_sm thứ N, mất các trả lời',
  'how many connections break like that (default 1; 0: all)':
    'bao nhiêu kết nối bị ngắt như vậy (mặc định 1; 0: tất cả)',
  'of chance and of who is refused (default 1)': 'hạt giống của ngẫu nhiên và của số bị từ chối (mặc định 1)',
  'CSV of every submit_sm, in the order they came; - for standard output':
    'CSV của mọi submit_sm, theo thứ tự đến; - là đầu ra chuẩn',
  'PEM certificate: speak TLS': 'chứng thư PEM: dùng TLS',
  'PEM key of that certificate': 'khóa PEM của chứng thư đó',
  'the count at the end as one JSON document': 'số đếm cuối cùng thành một tài liệu JSON',
  'one so manieth of the country': 'thu nhỏ cả nước bao nhiêu lần',
  'how many rounds': 'số đợt',
  'make this directory and leave lists, audiences and rounds in it':
    'tạo thư mục này và để lại danh sách, tập thuê bao, các đợt trong đó',
  'leave the console open at the end, until Ctrl+C': 'giữ trang làm việc mở khi xong, đến khi bấm Ctrl+C',
  'where the authority listens': 'nơi máy chủ cơ quan lắng nghe',
  'of each round (default: as many as take a few seconds)': 'của mỗi đợt (mặc định: vừa đủ vài giây)',
  'of the message (default: one, then eleven)': 'của tin (mặc định: một, rồi mười một)',
  'submit_sm in flight, at most': 'số submit_sm chờ trả lời, tối đa',
  'of the numbers': 'hạt giống của các số',
  'runs of each, of which the fastest counts': 'số lần chạy mỗi phép đo, lấy lần nhanh nhất',
  "where the ledgers lie (default: the system's directory for such)":
    'nơi đặt sổ cái (mặc định: thư mục tạm của hệ điều hành)',
  'also npm smpp, Kannel and raw TCP on the same machine': 'đo cả npm smpp, Kannel và TCP thô trên cùng máy',
  'in the database': 'trong cơ sở dữ liệu',
  likewise: 'như trên',
  'likewise, each at all operators': 'như trên, mỗi đợt ở mọi nhà mạng',
  'that watch': 'đang theo dõi',
  'of each measurement': 'của mỗi phép đo',
  "where the databases lie (default: the system's directory for such)":
    'nơi đặt cơ sở dữ liệu (mặc định: thư mục tạm của hệ điều hành)',
  'charging records of each audit': 'số bản ghi cước của mỗi lần đối soát',
  'of each measurement of online charging': 'của mỗi phép đo tính cước trực tuyến',
  'in a list of 1000 services': 'trong danh mục 1000 dịch vụ',
  'of the records': 'hạt giống của các bản ghi',
  'where the records are made and removed': 'nơi tạo rồi xóa các bản ghi',
  'of the briefing': 'của buổi giao ban',
  'who are heard and seen': 'số điểm cầu được nghe và thấy',
  'of the datagrams on the bad lines, each way': 'tỷ lệ gói mất trên đường truyền xấu, mỗi chiều',
  'of sites that were cut off, each way': 'số điểm cầu bị cắt rồi nối lại, mỗi chiều',
  'that join in a real Chromium': 'số lần vào phòng bằng trình duyệt thật',
  'of the bad lines': 'hạt giống của đường truyền xấu',
  'forwarders of others: werift, pion, pion-bare': 'bộ chuyển tiếp của người khác: werift, pion, pion-bare',
  'approved one after another': 'duyệt lần lượt',
  'at once': 'cùng lúc',
  'controllers of the large operator': 'bộ điều khiển của nhà mạng lớn',
  'of them all': 'của tất cả',
  'in which all lose their data at once': 'số lần tất cả cùng mất dữ liệu',
  'in which nothing happens': 'số giây không có gì xảy ra',
  'tables of cells do not name the controller of each': 'bảng ô không ghi bộ điều khiển của từng ô',
  'of where cells stand': 'hạt giống của vị trí các ô',
  'connected at once': 'kết nối cùng lúc',
  'released one after another': 'phát hành lần lượt',
  'owners killed, one after another': 'số máy gửi bị ngắt, lần lượt',
  'segments per second of that round': 'số bản tin mỗi giây của đợt đó',
  'of the rounds with and without a log; 0: they are not measured': 'của các đợt có và không có nhật ký; 0: không đo',
  'runs of each of them, of which the fastest counts': 'số lần chạy mỗi đợt, lấy lần nhanh nhất',
  'stops during faults are not measured': 'không đo lệnh dừng khi có sự cố',
  'of the audience and of when owners are killed': 'hạt giống của tập thuê bao và của lúc ngắt máy gửi',
  'take-over times as SVG': 'thời gian tiếp quản dạng SVG',
}

/** What stands below the examples of a command. */
export const NOTES: Readonly<Record<string, string>> = {
  'loa serve': `Lần khởi động đầu in ra đường dẫn dùng một lần để tạo quản trị viên đầu tiên. Không có mật khẩu mặc định.
Nhật ký ra đầu lỗi chuẩn, mỗi dòng một JSON, không có số thuê bao. Dừng bằng Ctrl-C hoặc SIGTERM.`,
  'loa mail': 'Trong master.cf của Postfix, làm một transport cho địa chỉ của --mail-bounces:',
  'loa mail bounce': 'Trong master.cf của Postfix, làm một transport cho địa chỉ của --mail-bounces:',
  'loa publish': `Trang bản tin, hình, bản ghi âm, nguồn tin, cảnh báo đã ký, /free và /free.json, mỗi tệp kèm .gz và .br. Thay đổi có mặt trong
một giây, trọn vẹn hoặc không có gì; trang ghi rõ số liệu của phút nào. Tệp không đổi thì không ghi lại, tệp không còn công khai thì
bị gỡ. Chạy đến khi có SIGTERM hoặc Ctrl-C; với --once thì ghi rồi kết thúc. Chạy được cả khi máy chủ đang chạy: máy chủ ký cảnh báo,
lệnh này không bao giờ ký. Khi cơ sở dữ liệu không trả lời, các tệp giữ nguyên và lệnh tiếp tục thử. Với --json, tài liệu nói về lần đầu.`,
  'loa media':
    'loa serve --media-port khởi động tiến trình này, trao đổi qua ống dẫn và khởi động lại khi kết thúc. Không chạy riêng.',
  'loa trail verify': `TỆP là bản xuất của nhật ký dạng JSON Lines, do trang làm việc hoặc GET /api/v1/trail/export đưa ra. Bản xuất được tự kiểm tra;
có --data hoặc --database thì từng mục còn được so với nhật ký. Cách đó, hoặc một mục cuối đã ghi lại ở nơi khác, cho thấy bản xuất đã bị
sửa rồi băm lại.
--head là số của một mục và mã băm của mục đó, như trang nhật ký, nút của nhà mạng (loa operator heads) hoặc kiểm toán viên
đã ghi lại. Có thể nêu nhiều lần.
Mã kết thúc 1 khi nhật ký hỏng, kèm số mục đầu tiên (của tệp: dòng đầu tiên) không còn như khi ghi. Chạy được cả khi máy chủ đang chạy.`,
  'loa roster show': `Báo mã băm cho kỹ sư của nhà mạng qua điện thoại hoặc thư, để ghim bằng: loa operator trust.
Dưới đó là nơi mọi người ký; với --signing-page là mã băm các tệp của trang ký, như loa signing-page đã in: hãy so với tệp đang được phục vụ.`,
  'loa roster begin': `Dùng khi khóa ký của các quản trị viên đã mất. Danh sách kế tiếp mà quản trị viên lập trên trang làm việc mở một chuỗi mới: do
chính những người trong đó ký, và không nút nào theo trước khi kỹ sư ở đó ghim mã băm (loa operator trust). Việc này được ghi vào nhật
ký. Chạy được cả khi máy chủ đang chạy.`,
  'loa signing-page': `Trang ký cho xem toàn văn nội dung sẽ ký, tự tính mã băm, và ký bằng khóa truy cập mà không trang nào khác yêu cầu được. Hãy phục vụ các tệp
qua https, ở một tên máy riêng, từ một máy mà máy chủ của bảng điều khiển không can thiệp được; rồi loa serve --signing-url.
Mã băm được in ra là của tất cả các tệp: ai có cùng mã, như qua loa roster show --signing-page, thì có cùng trang.`,
  'loa screening':
    'Ngày theo giờ Việt Nam (GMT+7), tính cả hai đầu. Chạy được khi máy chủ đang chạy, và được ghi vào nhật ký.',
  'loa screening export':
    'Ngày theo giờ Việt Nam (GMT+7), tính cả hai đầu. Chạy được khi máy chủ đang chạy, và được ghi vào nhật ký.',
  'loa screening forget':
    'Ngày theo giờ Việt Nam (GMT+7), tính cả hai đầu. Chạy được khi máy chủ đang chạy, và được ghi vào nhật ký.',
  'loa backup': `Chạy được cả khi máy chủ đang chạy. Tệp có khóa dùng ký lệnh: ai có tệp này là cơ quan chủ quản.
Máy chủ PostgreSQL có cách riêng (pg_dump); hãy giữ kèm hai tệp authority.key và sign-in.secret.`,
  'loa restore': `Thư mục phải chưa có hoặc rỗng. Các nút nhận ra cơ quan được khôi phục qua khóa. Đợt đang mở được tạm dừng hoặc trả lại người
soạn, vì bản sao lưu không có các việc xảy ra sau đó: hãy xem từng đợt trước khi cho tiếp tục. Mọi người đăng nhập lại.`,
  'loa restored': `Chạy sau pg_restore, sau khi khôi phục về một thời điểm hoặc đưa ảnh đĩa trở lại, trước khi khởi động máy chủ. Đợt đang mở khi đó
được tạm dừng hoặc trả lại người soạn, vì thiếu các việc xảy ra sau thời điểm đó: hãy xem từng đợt trước khi cho tiếp tục; nhật
ký có ghi. Mọi người đăng nhập lại. loa restore lập thư mục từ bản sao lưu thì tự làm tất cả việc này.`,
  'loa reindex': `Chạy khi không có máy chủ nào hoạt động. Mục lục tìm kiếm và các từ để tìm trong nhật ký được lập từ dữ liệu đã có, tự chúng không chứa
gì riêng: hãy chạy khi có mục không tìm thấy dù vẫn còn, ví dụ sau khi khôi phục thủ công một phần cơ sở dữ liệu. Máy chủ tự theo
nhật ký, và phiên bản mới của Loa tự lập lại mục lục khi cần. Mười năm dữ liệu mất vài phút.`,
  'loa zerorating key': `authority.key là khóa riêng, chỉ chủ sở hữu đọc được: ai có khóa này thì quyết định dịch vụ nào miễn cước. Đưa authority.key.pub cho các nhà
mạng và để họ đối chiếu vân tay của khóa qua kênh khác. Nơi có máy chủ chạy thì khóa của máy chủ (authority.key trong thư mục dữ liệu)
cũng ký: hãy đưa cho nhà mạng chính khóa đó.`,
  'loa zerorating check': `Danh mục có lỗi thì không được ký; điểm cần xem lại do cán bộ xem xét. Mã kết thúc 1 khi có lỗi, hoặc khi các phiên bản không nối tiếp nhau;
dự thảo được xét như phiên bản kế tiếp. Không có --public-key thì không kiểm tra chữ ký.`,
  'loa zerorating sign': `Phiên bản, mã băm của phiên bản trước và lúc ký được điền vào, bất kể dự thảo ghi gì. Lỗi bị từ chối, điểm cần xem lại cũng vậy trừ khi
từng điểm được chấp nhận bằng mã; cả hai được nói rõ ở đầu lỗi chuẩn.`,
  'loa zerorating show':
    'Không có --public-key thì không kiểm tra chữ ký, và kết quả nói rõ điều đó. Dự thảo được hiện như phiên bản kế tiếp.',
  'loa zerorating export': `Nêu mọi phiên bản từ bản đầu tiên còn liên quan, thứ tự nào cũng được. Bản không do khóa đó ký bị từ chối. --out là tệp với csv và là
thư mục với các dạng khác (tự tạo nếu chưa có); tệp trùng tên bị thay.
Nhóm tính cước (5g, diameter, cgrates) được giữ trong tệp rating-groups.json cạnh danh mục đầu tiên, trừ khi --groups nêu tệp khác. Dịch
vụ mới được thêm vào, số đã có không đổi: hãy dùng cùng một tệp cho mọi bản xuất của một nhà mạng.`,
  'loa zerorating probe plan': `Làm mỗi lượt thử đúng một lần, từ một số thử, và không làm gì khác với số đó trong kỳ cước. Một lượt tải là chừng ấy byte của một tệp:
curl --range 0-1048575 URL. Phần tính thêm là phần mạng tính ngoài số byte đó: một tỷ lệ (3%), hoặc một khoảng đã đo (1%-2.5%); khoảng
càng hẹp càng phân biệt được nhiều lượt.`,
  'loa zerorating probe read':
    'Mã kết thúc 0 khi đúng một tập lượt thử khớp với tổng; 1 khi nhiều tập khớp hoặc không tập nào: khi đó không suy đoán.',
  'loa zerorating gy': `Cuộc gọi và nhóm tính cước mà danh mục miễn ở thời điểm yêu cầu thì trả lời là miễn. Phần còn lại đi tới hệ thống tính cước của
--relay, hệ thống đầu tiên đang có mặt; phần không ai nhận bị từ chối, không bao giờ miễn. SIGHUP đọc lại danh mục. SIGTERM và Ctrl-C
chờ trả lời về hết, ngắt kết nối rồi in số đã đếm. docs/how-to/online-charging.md giải thích đầy đủ.`,
  'loa zerorating audit': `DIR có refunds.csv, claimed.csv, undecided.csv và rejects.csv, chứa thuê bao và ở lại nhà mạng, và summary.json, không chứa thuê bao, dành
cho cơ quan chủ quản. Thuê bao được đếm qua mã băm có khóa; khóa được tạo cạnh DIR lần đầu và không được rời nhà mạng.
Mã kết thúc 0: đã đọc mọi tệp, bất kể kết quả. 1: thất bại, hoặc có tệp hỏng bị bỏ ra.`,
  'loa zerorating map':
    'Từng mục được giải thích trong docs/how-to/audit-charging.md. Không có --map thì audit dùng đúng bản này.',
  'loa cap check': `Mỗi lỗi một dòng: tệp, phần tử, mã, câu giải thích. Với --certificate, mỗi cảnh báo phải có chữ ký của khóa đó; không có thì không
kiểm tra chữ ký. Mã kết thúc 0 khi mọi cảnh báo đều đúng, 1 khi có cảnh báo sai.`,
  'loa speaker trust':
    'Thiết bị đang chạy dùng khung giờ mới từ lần khởi động sau. Bản tin khẩn cấp phát vào bất cứ giờ nào.',
  'loa speaker spoken': 'Nội dung đọc ra đầu ra chuẩn. Từ chưa rõ cách đọc được giữ nguyên và nêu tên.',
  'loa plan check': `Mỗi lỗi một dòng: tệp, vị trí, mã, câu giải thích. Kế hoạch có lỗi thì không được duyệt; điểm cần xem lại do cán bộ xem xét. Mã băm
tính trên dạng chuẩn của kế hoạch: hai người ký mã này. Mã kết thúc 0 khi không kế hoạch nào có lỗi, 1 khi có.`,
  'loa plan effects': `--at là thời điểm xét cả hai diễn biến: mặc định là lúc thay đổi cuối của --to. Với --json, "running" trong tài liệu là những gì chạy sau
khi xong, để dùng cho --running lần sau. Mã kết thúc 1 khi một cấp độ bị hạ mà người dân không được báo.`,
  'loa plan replay': 'Dòng bị loại được nêu ở đầu lỗi chuẩn. Mã kết thúc 1 khi không đọc được gì.',
  'loa report month': `--from là thư mục dữ liệu của loa serve, thư mục mà loa demo --keep để lại, hoặc tệp do --records ghi. Tệp có thể là -.
--heading FILE nêu nơi gửi, nơi nhận và địa danh: docs/how-to/report-a-month.md.`,
  'loa report check': 'Mã kết thúc 1 khi sai một quy định.',
  'loa smsc':
    'Dòng đầu ở đầu lỗi chuẩn cho biết nơi lắng nghe. Dừng bằng Ctrl-C: in số đã nhận và chấp nhận, để so với số của bên gửi.',
  'loa demo':
    'Số thuê bao của các nhà mạng và mọi số điện thoại đều là bịa. Kết thúc với mã 1 nếu số đếm của bên gửi và tổng đài lệch nhau ở bất cứ đâu.',
  'loa bench': 'Cả hai đầu chạy trên máy này. Số liệu là của máy này; tỷ số trong một lần chạy thì so sánh được.',
  'loa bench authority': 'Mất vài phút và 3 GB đĩa, phần lớn để nạp cơ sở dữ liệu.',
  'loa bench zerorating': `Bản ghi cước được bịa từ hạt giống, hai phần trăm là của một dịch vụ trong danh mục. 100 triệu bản ghi chiếm 10 GB đĩa dạng CSV trong
một lúc. Tính cước trực tuyến được đo bên cạnh freeDiameter nếu có cài. Số liệu là của máy này.`,
  'loa bench briefing': `Tiến trình chuyển tiếp, các bot và đường truyền xấu là tiến trình của máy này, chỉ trên loopback. Số liệu là của máy này.
Việc vào phòng bằng trình duyệt thật chỉ được đo trong bản làm việc của mã nguồn, nơi có trình duyệt đó của Debian.
Nơi có werift của npm (như trong bản làm việc của mã nguồn), phép đo được làm lại bằng werift để có tỷ số.
Với --beside pion, pion (Go) chuyển tiếp lại như vậy, có gửi lại gói mất, báo cáo và phản hồi về mọi gói; với --beside pion-bare thì chỉ chuyển tiếp.
golang-go và golang-github-pion-webrtc.v3-dev của Debian biên dịch trước, mất vài phút.`,
  'loa bench bulletins':
    'Máy chủ, nginx và người đọc là tiến trình của máy này. Số liệu là của máy này; tỷ số trong một lần chạy thì so sánh được.',
  'loa bench broadcasts': 'Máy chủ, nút và BSC là tiến trình của máy này; BSC là mô phỏng. Số liệu là của máy này.',
  'loa bench loudspeakers': 'Máy chủ và thiết bị là hai tiến trình của máy này. Số liệu là của máy này.',
  'loa bench takeover': `Máy gửi, máy theo sau, tổng đài SMS và ba máy chủ NATS (Debian: nats-server) là tiến trình của máy này. Số liệu là của máy này; hai
tốc độ trong một lần chạy thì so sánh được.`,
}
