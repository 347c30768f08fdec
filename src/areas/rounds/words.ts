/** The words of rounds/: campaigns, writing, checking, approving, what changed. */
import type { Words } from '../../web/words/both.ts'

export const rounds = {
  title: { vi: 'Đợt nhắn tin', en: 'Rounds' },

  'round.one': { vi: 'Đợt nhắn tin', en: 'Round' },
  'round.number': { vi: 'Đợt {{n}}', en: 'Round {{n}}' },
  'round.version': { vi: 'bản {{version}}', en: 'version {{version}}' },
  'round.content': { vi: 'Nội dung', en: 'Content' },

  'list.templates': { vi: 'Mẫu đã duyệt', en: 'Templates' },
  'list.filter': { vi: 'Lọc theo trạng thái', en: 'Filter by state' },
  'list.round': { vi: 'Đợt', en: 'Round' },
  'list.state': { vi: 'Trạng thái', en: 'State' },
  'list.subscribers': { vi: 'Thuê bao', en: 'Subscribers' },
  'list.segments': { vi: 'Bản tin quy đổi', en: 'Ordinary SMS' },
  'list.updated': { vi: 'Cập nhật', en: 'Updated' },
  'takenBack.badge': { vi: 'Đã thu hồi', en: 'Taken back' },
  'takenBack.title': { vi: 'Đợt này đã bị thu hồi', en: 'This round was taken back' },
  'takenBack.bulletin': {
    vi: 'Bản tin mà đợt này được lập theo đã được đính chính hoặc thu hồi:',
    en: 'The bulletin that it was made of was corrected or cancelled:',
  },
  'takenBack.plan': {
    vi: 'Địa bàn đã rời cấp độ mà đợt này được lập theo:',
    en: 'Its areas have left the level that it was made for:',
  },
  'takenBack.bulletin.see': { vi: 'Xem bản tin', en: 'See the bulletin' },
  'takenBack.plan.see': { vi: 'Xem kế hoạch', en: 'See the plan' },
  'list.none': { vi: 'Chưa có đợt nhắn tin nào', en: 'There is no round yet' },
  'list.noneHow': {
    vi: 'Soạn đợt đầu tiên ở đây: chỉ cần đặt tên.',
    en: 'Write the first one here: a title is enough.',
  },
  'list.noneWait': {
    vi: 'Người soạn bắt đầu chiến dịch và đợt nhắn tin; khi có, chúng hiện ở đây.',
    en: 'Editors begin campaigns and rounds; they appear here once they do.',
  },
  'list.noneOfThese': {
    vi: 'Không có đợt nào ở trạng thái này',
    en: 'No round is in this state',
  },
  'list.showAll': { vi: 'Xem tất cả các đợt', en: 'Show all rounds' },
  'filter.all': { vi: 'Tất cả', en: 'All' },
  'filter.writing': { vi: 'Đang soạn', en: 'Being written' },
  'filter.waiting': { vi: 'Chờ duyệt', en: 'To be approved' },
  'filter.ready': { vi: 'Đã duyệt, chờ gửi', en: 'Approved, to be sent' },
  'filter.sending': { vi: 'Đang chạy', en: 'Live' },
  'filter.over': { vi: 'Đã xong', en: 'Over' },
  'filter.away': { vi: 'Đã lưu trữ', en: 'Archived' },

  'new.open': { vi: 'Đợt mới', en: 'New round' },
  'new.title': { vi: 'Đợt mới', en: 'New round' },
  'new.lead': {
    vi: 'Đặt tên đợt và tên người gửi; nội dung viết ở trang sau.',
    en: 'Give a title and a sender; the text is written on the next page.',
  },
  'new.chooseCampaign': { vi: 'Chọn chiến dịch', en: 'Choose a campaign' },
  'new.moreCampaigns': { vi: 'Hiện thêm chiến dịch cũ hơn', en: 'Offer older campaigns too' },
  'new.ownCampaign': {
    vi: 'Chiến dịch mới, cùng tên với đợt',
    en: 'A new campaign, named like the round',
  },
  'copy.title': { vi: 'Nhân bản đợt này', en: 'Duplicate this round' },
  'copy.what': {
    vi: 'Một dự thảo mới có cùng nội dung. Thời hạn gửi để trống, và cách xử lý khi chưa rõ kết quả trở về “giữ lại”: hai điểm này chọn lại mỗi lần.',
    en: 'A new draft with the same content. Its window is empty, and what becomes of uncertain ones is “hold” again: both are chosen anew each time.',
  },
  'copy.into': { vi: 'Vào chiến dịch', en: 'Into the campaign' },
  'copy.done': { vi: 'Đã tạo bản sao.', en: 'The copy is made.' },

  'campaigns.title': { vi: 'Chiến dịch', en: 'Campaigns' },
  'campaigns.campaign': { vi: 'Chiến dịch', en: 'Campaign' },
  'campaigns.rounds': { vi: 'Số đợt', en: 'Rounds' },
  'campaigns.created': { vi: 'Bắt đầu', en: 'Begun' },
  'campaigns.search': { vi: 'Tìm chiến dịch theo tên', en: 'Search campaigns by name' },
  'campaigns.begin': { vi: 'Bắt đầu chiến dịch', en: 'Begin a campaign' },
  'campaigns.name': { vi: 'Tên chiến dịch', en: 'Name of the campaign' },
  'campaigns.nameHint': {
    vi: 'Ngắn gọn, để người khác tìm thấy.',
    en: 'Short, so that others find it.',
  },
  'campaigns.note': { vi: 'Ghi chú (không bắt buộc)', en: 'Note (optional)' },
  'campaigns.noteHint': {
    vi: 'Mục đích, căn cứ, đơn vị phối hợp. Không ghi số điện thoại của thuê bao.',
    en: 'Purpose, legal basis, partners. No numbers of subscribers.',
  },
  'campaigns.titleMissing': { vi: 'Hãy nhập tên chiến dịch.', en: 'Enter the name.' },
  'campaigns.none': { vi: 'Chưa có chiến dịch nào', en: 'There is no campaign yet' },
  'campaigns.noneHow': {
    vi: 'Bắt đầu một chiến dịch, rồi soạn các đợt nhắn tin trong đó.',
    en: 'Begin a campaign, then write its rounds.',
  },
  'campaigns.notFound': {
    vi: 'Không có chiến dịch nào tên “{{search}}”',
    en: 'No campaign is called “{{search}}”',
  },
  'campaigns.notFoundHow': {
    vi: 'Thử một phần của tên, hoặc xóa ô tìm kiếm để xem tất cả.',
    en: 'Try a part of the name, or clear the search to see all.',
  },
  'campaign.begin': { vi: 'Soạn đợt mới', en: 'Write a new round' },
  'campaign.write': { vi: 'Tạo dự thảo và soạn tin', en: 'Create the draft and write' },
  'campaign.none': {
    vi: 'Chiến dịch này chưa có đợt nào',
    en: 'This campaign has no round yet',
  },
  'campaign.noneHow': {
    vi: 'Soạn đợt đầu tiên: đặt tên, chọn tên người gửi, rồi viết nội dung.',
    en: 'Write the first one: a title, a sender, then the text.',
  },
  'campaign.titleMissing': { vi: 'Hãy nhập tên của đợt.', en: 'Enter the title of the round.' },
  'campaign.sourceMissing': { vi: 'Hãy nhập tên người gửi.', en: 'Enter the sender.' },

  'summary.change': { vi: 'Sửa', en: 'Change' },
  'summary.total': { vi: 'Tổng cộng', en: 'In total' },
  'summary.empty': { vi: 'chưa viết', en: 'not written yet' },

  'next.title': { vi: 'Việc tiếp theo', en: 'What comes next' },
  'next.draft': {
    vi: 'Người soạn viết nội dung rồi trình duyệt.',
    en: 'An editor writes the content and submits it.',
  },
  'next.submitted': {
    vi: 'Chờ một người duyệt không tham gia soạn đọc và phê duyệt hoặc trả lại.',
    en: 'An approver who did not write it reads it and approves or sends it back.',
  },
  'next.returned': {
    vi: 'Người duyệt đã trả lại. Hãy sửa theo lý do dưới đây rồi trình lại.',
    en: 'It was sent back. Change it for the reason below and submit it again.',
  },
  'next.approved': {
    vi: 'Đã duyệt. Diễn tập nếu cần, rồi người duyệt ban hành lệnh cho các nhà mạng.',
    en: 'It is approved. Hold the exercise if needed; then an approver issues the directives.',
  },
  'next.exerciseOnly': {
    vi: 'Đã duyệt. Bắt đầu diễn tập để gửi tới số thử nghiệm của các nhà mạng.',
    en: "It is approved. Start the exercise: it goes to the operators' test numbers.",
  },
  'next.scheduled': {
    vi: 'Lệnh đã ban hành. Nhà mạng bắt đầu khi đến giờ gửi.',
    en: 'The directives are issued. Operators begin when the window opens.',
  },
  'next.running': { vi: 'Các nhà mạng đang gửi.', en: 'The operators are sending.' },
  'next.paused': {
    vi: 'Đang tạm dừng. Người duyệt cho tiếp tục hoặc dừng hẳn.',
    en: 'It is paused. An approver resumes it or stops it for good.',
  },
  'next.finished': {
    vi: 'Đã xong. Kết quả và báo cáo của từng nhà mạng ở trang theo dõi.',
    en: 'It is done. Results and returns of each operator are on its live page.',
  },
  'next.stopped': {
    vi: 'Đã dừng, không gửi nữa. Kết quả đến lúc dừng ở trang theo dõi.',
    en: 'It was stopped; nothing more is sent. Results up to then are on its live page.',
  },
  'next.write': { vi: 'Soạn tin', en: 'Write' },
  'next.change': { vi: 'Sửa nội dung', en: 'Change the content' },
  'next.approve': { vi: 'Đọc và phê duyệt', en: 'Read and approve' },
  'next.read': { vi: 'Xem bản trình', en: 'Read what was submitted' },
  'next.withdraw': { vi: 'Rút lại', en: 'Withdraw' },
  'next.exercise': { vi: 'Bắt đầu diễn tập', en: 'Start the exercise' },
  'next.exerciseAgain': { vi: 'Diễn tập lại', en: 'Exercise again' },
  'next.exerciseMissing': {
    vi: 'Đợt này phải diễn tập đạt trước khi gửi thật.',
    en: 'Its exercise must end well before it goes out.',
  },
  'next.schedule': { vi: 'Ban hành lệnh gửi thật', en: 'Issue the live directives' },
  'next.watch': { vi: 'Theo dõi đợt đang chạy', en: 'Watch it live' },
  'next.results': { vi: 'Xem kết quả', en: 'See the results' },

  'schedule.title': { vi: 'Ban hành lệnh gửi thật', en: 'Issue the live directives' },
  'schedule.what': {
    vi: 'Các nhà mạng sẽ gửi tin cho {{subscribers}} theo thời hạn đã duyệt. Có thể tạm dừng hoặc dừng, nhưng tin đã gửi không thu lại được.',
    en: 'The operators will send to {{subscribers}} within the approved window. It can be paused or stopped, but what is sent cannot be called back.',
  },
  'schedule.now': {
    vi: 'Bắt đầu gửi ngay: bây giờ là {{time}}.',
    en: 'Sending starts now: it is {{time}}.',
  },
  'schedule.later': {
    vi: 'Bắt đầu gửi lúc {{time}}.',
    en: 'Sending starts at {{time}}.',
  },
  'schedule.night': {
    vi: 'Đó là ban đêm: tin sẽ đến khi nhiều người đang ngủ.',
    en: 'That is at night: messages will arrive while many people sleep.',
  },
  'schedule.never': {
    vi: 'Thời hạn gửi không còn giờ nào: sẽ không có tin nào được gửi.',
    en: 'The window has no hour left: nothing will be sent.',
  },
  'schedule.ask': {
    vi: 'Để xác nhận, gõ số thuê bao: {{amount}}',
    en: 'To confirm, type the number of subscribers: {{amount}}',
  },
  'withdraw.title': { vi: 'Rút lại bản trình', en: 'Withdraw it' },
  'withdraw.what': {
    vi: 'Đợt trở về dự thảo và người duyệt không thấy nó trong danh sách chờ duyệt nữa. Sau đó có thể sửa và trình lại.',
    en: 'It becomes a draft again and leaves the list of rounds to be approved. It can then be changed and submitted again.',
  },

  'exercise.badge': { vi: 'Diễn tập', en: 'Exercise' },
  'exercise.round': { vi: 'Đây là đợt diễn tập', en: 'This round is an exercise' },
  'exercise.roundWhy': {
    vi: 'Tin chỉ tới số thử nghiệm mà nhà mạng đã nêu. Đợt này không bao giờ gửi thật được và không được tính vào số liệu gửi thật.',
    en: 'It goes to the test numbers that operators have named alone. It can never go out for real, and no live figure counts it.',
  },
  'exercise.only': {
    vi: 'Đợt này chỉ để diễn tập.',
    en: 'This round is for exercise alone.',
  },
  'exercise.title': { vi: 'Diễn tập', en: 'Exercise' },
  'exercise.none': { vi: 'Chưa diễn tập', en: 'Not held yet' },
  'exercise.running': { vi: 'Đang diễn tập', en: 'Going on' },
  'exercise.well': { vi: 'Đạt', en: 'Ended well' },
  'exercise.failed': { vi: 'Không đạt', en: 'Failed' },
  'exercise.required': {
    vi: 'Bắt buộc trước khi gửi thật.',
    en: 'Required before the live round.',
  },
  'exercise.notRequired': { vi: 'Không bắt buộc với đợt này.', en: 'Not required for this round.' },

  'directives.title': { vi: 'Lệnh triển khai', en: 'Directives' },
  'directives.none': { vi: 'Chưa có lệnh nào.', en: 'There is none yet.' },
  'directives.purpose': { vi: 'Mục đích: {{purpose}}', en: 'Purpose: {{purpose}}' },
  'directives.operator': { vi: 'Nhà mạng', en: 'Operator' },
  'directives.serial': { vi: 'Số lệnh', en: 'Serial' },
  'directives.issued': { vi: 'Ban hành', en: 'Issued' },
  'directives.returned': { vi: 'Báo cáo kết quả', en: 'Return' },
  'directives.flag': {
    vi: 'cần có {{expected}}, nhận được {{found}}',
    en: 'expected {{expected}}, found {{found}}',
  },

  'versions.title': { vi: 'Các bản và thay đổi', en: 'Versions and changes' },
  'versions.one': { vi: 'Mới có một bản.', en: 'There is only one version.' },
  'versions.compare': { vi: 'So bản {{version}} với', en: 'Compare version {{version}} with' },
  'versions.approved': {
    vi: 'bản {{version}} của {{by}}, đã duyệt',
    en: 'version {{version}} by {{by}}, approved',
  },
  'versions.saved': { vi: 'bản {{version}} của {{by}}', en: 'version {{version}} by {{by}}' },

  'history.title': { vi: 'Lịch sử', en: 'History' },
  'history.create': { vi: 'Tạo dự thảo', en: 'Created the draft' },
  'history.save': { vi: 'Lưu nội dung', en: 'Saved the content' },
  'history.submit': { vi: 'Trình duyệt', en: 'Submitted' },
  'history.withdraw': { vi: 'Rút lại', en: 'Withdrew' },
  'history.approve': { vi: 'Phê duyệt', en: 'Approved' },
  'history.return': { vi: 'Trả lại', en: 'Sent back' },
  'history.exercise': { vi: 'Bắt đầu diễn tập', en: 'Started the exercise' },
  'history.schedule': { vi: 'Ban hành lệnh gửi thật', en: 'Issued the live directives' },
  'history.pause': { vi: 'Tạm dừng', en: 'Paused' },
  'history.resume': { vi: 'Cho tiếp tục', en: 'Resumed' },
  'history.stop': { vi: 'Dừng', en: 'Stopped' },
  'history.running': { vi: 'Bắt đầu gửi', en: 'Sending began' },
  'history.paused': {
    vi: 'Tự tạm dừng (đã gửi thử một phần)',
    en: 'Paused by itself (the part that goes first was sent)',
  },
  'history.finished': { vi: 'Gửi xong', en: 'Finished' },
  'history.stopped': { vi: 'Đã dừng ở mọi nhà mạng', en: 'Stopped at every operator' },
  'history.archive': { vi: 'Chuyển vào lưu trữ', en: 'Archived' },
  'history.unarchive': { vi: 'Đưa ra khỏi lưu trữ', en: 'Brought back' },
  'history.hold': {
    vi: 'Giữ lại sau khi khôi phục máy chủ',
    en: 'Held after the server was restored',
  },
} as const satisfies Words
