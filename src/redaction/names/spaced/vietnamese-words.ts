const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Before a person. */
export const titles = set(
  'anh chị em ông bà cô chú bác cháu thầy bạn bé cụ dì cậu mợ thím con sếp ngài quý',
)

/** Two words before a person. */
export const introductions = set(
  'tên_là tôi_là em_là mình_là anh_là chị_là cháu_là đây_là tôi_tên em_tên mình_tên bác_sĩ dược_sĩ y_tá kỹ_sư đồng_nghiệp giáo_viên luật_sư kế_toán khách_hàng giám_đốc trưởng_phòng bệnh_nhân nhân_viên quản_lý kỹ_thuật thuật_viên cảm_ơn liên_hệ',
)

export const families = set(
  'nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương đoàn lâm trịnh mai cao tạ lưu tô hà tôn thái châu quách mạc vương triệu kiều phùng la từ diệp đào tống thạch khuất ninh doãn lương văn nghiêm bạch chu âu cù lại vi hứa đàm tăng giang đậu ông thân phó mẫn nông lò sầm',
)

export const middles = set(
  'thị văn đình hữu minh thanh ngọc quốc xuân đức kim thu hoàng bá công duy gia hồng mỹ như bích phương tuấn anh quang thế trọng viết khánh bảo nhật hải hoài thùy thúy tuyết diệu cẩm mộng tường vĩnh phúc tiến chí nam',
)

/** Behind a person who begins a sentence. */
export const verbs = set(
  'đã sẽ đang vừa mới bảo nói báo gọi tắt bật sửa triển gửi chờ viết muốn thử xem kiểm vẫn có không cũng được bị là thì xác lo làm nghỉ trực so cài đặt nhận trả hỏi thấy quay cho cần chưa ơi và',
)

/** What follows a title or begins a sentence without naming anybody. */
export const ordinary = set(
  `tôi em anh chị ông bà cô chú bác cháu bạn mình nó họ ta chúng ai gì đây đó này kia ấy nào đâu sao thế vậy rồi
  là và với của cho từ đến đi về ở tại trong ngoài trên dưới trước sau khi lúc nếu thì mà nhưng vì nên do bởi để như cũng đã đang sẽ
  vẫn còn chưa không có được bị phải cần nên muốn thể biết thấy nói hỏi trả lời gọi nhận gửi báo chờ đợi xem làm dùng sử mở đóng tắt bật
  chạy cài đặt sửa kiểm tra thử thêm xóa xoá đổi chuyển đăng nhập ký thanh toán mua bán giao hàng ship giúp đỡ hỗ trợ xin chào cảm ơn cám
  kính thưa gởi thân mến trân trọng vui lòng làm ơn nhờ hiện nay hôm qua mai sáng trưa chiều tối đêm tuần tháng năm ngày giờ phút giây thứ
  chủ một hai ba bốn sáu bảy tám chín mười mỗi mọi các những tất cả nhiều ít lần vài số mã lỗi máy phần mềm hệ thống ứng dụng trang web
  tài khoản mật khẩu thẻ đơn hóa hoá dịch vụ tiệm nhà bên phòng khách công ty văn bộ kỹ thuật viên quản lý nhân đồng nghiệp bố mẹ ba má cha vợ chồng
  con gái trai bạn bè hàng xóm vắng nghỉ bận rảnh ốm mất chết hẹn lịch đặt ghi thông tin yêu cầu nội dung tiêu đề mô tả chi tiết ngân địa chỉ điện thoại di động
  email thư bản vá cập nhật phiên môi trường máy chủ kết nối mạng wifi internet hoàn tiền phí giá tổng cộng kê khai thuế từ chối sai đúng
  hết sạch đầy nhanh chậm lâu sớm muộn ngay luôn nhé nha nè ạ dạ vâng ừ ok hay hoặc đều lại mới cũ khác giống bình thường tự động vào ra lên xuống
  theo dõi nhóm người dùng việc vấn đề nguyên nhân ảnh hưởng triển khai quay rollback trực thay ca bàn giao tiếp tục dừng khởi động mong sớm
  phản hồi gấp quá rất hơi chỉ cứ hãy đừng chớ bằng giữa quanh gần xa cùng riêng chung tuy dù hễ giả thử nhất đầu cuối giữa tiếp tới qua khỏi
  xong chắc nghĩ tin hiểu nhớ quên cầm lấy đưa mang tìm thấy nghe nhìn đọc viết vẽ in ấn quét chụp gắn tháo lắp rút cắm nhấn bấm chọn kéo thả sao lưu phục hồi
  kho cân đo lường trả lỗi hàng đợi vượt tăng giảm lặp bắt kết thúc dòng dữ liệu cơ sở tập bảng cột ví dụ nghĩa tức hồi lịch đường dây nóng trực tiếp tuyến hai`,
)

export const places = set(
  `hà_nội hải_phòng đà_nẵng cần_thơ hồ_chí_minh sài_gòn huế nha_trang đà_lạt vũng_tàu quy_nhơn vinh pleiku buôn_ma_thuột biên_hòa biên_hoà thủ_đức mỹ_tho bến_tre cà_mau rạch_giá long_xuyên
  phú_quốc phan_thiết phan_rang tuy_hòa quảng_ngãi tam_kỳ hội_an đông_hà đồng_hới hà_tĩnh thanh_hóa thanh_hoá ninh_bình nam_định thái_bình hưng_yên hải_dương bắc_ninh bắc_giang vĩnh_yên
  việt_trì thái_nguyên lạng_sơn cao_bằng hạ_long móng_cái lào_cai sa_pa yên_bái sơn_la điện_biên hòa_bình hoà_bình tây_ninh bình_dương bình_phước đồng_nai long_an tiền_giang vĩnh_long trà_vinh
  sóc_trăng bạc_liêu hậu_giang an_giang kiên_giang đồng_tháp lâm_đồng đắk_lắk đắk_nông gia_lai kon_tum khánh_hòa khánh_hoà phú_yên bình_định quảng_nam quảng_trị quảng_bình nghệ_an quảng_ninh
  phú_thọ vĩnh_phúc hà_nam hà_giang tuyên_quang bắc_kạn lai_châu ninh_thuận bình_thuận thủ_dầu_một dĩ_an cam_ranh bảo_lộc châu_đốc sa_đéc cao_lãnh việt_nam hoàn_kiếm ba_đình cầu_giấy đống_đa thanh_xuân gò_vấp bình_thạnh tân_bình phú_nhuận`,
)

/** Kinds of companies, in lower case. */
export const companies =
  'công ty|ngân hàng|khách sạn|nhà hàng|bệnh viện|nhà thuốc|nha khoa|cửa hàng|siêu thị|gara|garage|xưởng|tiệm|bảo hiểm|tập đoàn|phòng khám|hợp tác xã|quán|đại lý|trung tâm|doanh nghiệp|cơ sở|trường|viện|nhà sách|nhà máy|vận tải|hãng|salon|spa|nông trại|thẩm mỹ viện|văn phòng luật|quỹ|hội|liên đoàn|nhà xe|nhà in|mầm non|chứng khoán|dược phẩm|nội thất|tổng công ty|khu nghỉ dưỡng|homestay'

/** Parts of a postal address, in lower case. */
export const addressParts =
  'số nhà|số|đường|phố|ngõ|ngách|hẻm|kiệt|phường|quận|huyện|xã|thị xã|thị trấn|thành phố|tỉnh|tổ|khu phố|ấp|thôn|xóm|lô|tầng|lầu|căn hộ|căn|phòng|chung cư|tòa nhà|toà nhà|tòa|toà|block|đại lộ|quốc lộ|khu công nghiệp|kcn|khu đô thị|kđt|tp\\.?|q\\.|p\\.|kp|làng|bản|buôn'
