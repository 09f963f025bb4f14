# Cases to be printed: `. "$TOP/tests/verb/paper.sh"` after lib.sh.
#
#	paper_case LABEL MONTH
#
# prints the batch of a case of which every field holds something, of a month of
# 2025 (10: tt33-2018, 11: tt18-2025).  The label stands in each text.  The pupil
# of 1400100001 was hurt, the one of 1400100002 saw it.
paper_case() { # LABEL MONTH
	l=$1 m=2025-$2
	cat <<-X
	{"form":"intake","label":"$l","received_at":"$m-03T08:05:00+07:00","known_at":"$m-03T08:10:00+07:00","via":"truc-tiep","source":"gvcn","category":"xam-hai","abuse_kind":"bao-luc-gia-dinh","setting":"gia-dinh","suspect":"nguoi-than","special_group":"d","urgent":true,"self_harm":false,"students":[{"student":"1400100001","role":"nguoi-bi-hai"},{"student":"1400100002","role":"nhan-chung"},{"origin":"truong-khac","role":"lien-quan","name":"Quàng Văn Lả","school":"Trường bên kia $l","age":12,"sex":"nam","ethnic":"thai"}],"place":"Ở nhà $l","condition":"Tình trạng $l","foreseen_harm":"Hậu quả $l","father_name":"Hoàng Văn Cha $l","father_age":41,"father_job":"Nghề cha $l","mother_name":"Lường Thị Mẹ $l","mother_age":39,"mother_job":"Nghề mẹ $l","family":"Gia cảnh $l","carer":"Bà ngoại $l","actions_taken":"Đã đưa về $l","initial_need":["an-toan","tam-ly"],"family_informed":"khong-bao","family_not_informed_reason":"Lý do không báo $l","informant_consents":true,"informant_name":"Người Báo $l","informant_phone":"0900000001","informant_address":"Bản Báo $l","informant_note":"Ghi chú báo $l"}
	{"form":"assess","case":"@$l","assessed_at":"$m-04T09:00:00+07:00","consulted":["gvcn","y-te"],"opinion":"Ý kiến em $l","not_consulted_reason":"Chưa gặp $l","verified":"Xác minh $l","harm_level":"trung-binh","harm_continues":"cao","harm_access":"trung-binh","harm_obstacles":"trung-binh","protect_self":"thap","protect_reach":"trung-binh","protect_tell":"thap","protect_watched":"cao","health":"Sức khỏe $l","family_care":"Chăm sóc $l","causes":"Nguyên nhân $l","learning":"Học tập $l","community":"Cộng đồng $l","child_wishes":"Nguyện vọng em $l","parent_wishes":"Nguyện vọng mẹ $l","needs":["tam-ly","an-toan"],"level":"thap","level_reason":"Lý do mức $l","route":"tai-truong","known_at":"$m-04T08:00:00+07:00","conclusion":"Kết luận $l"}
	{"form":"plan","case":"@$l","submitted_at":"$m-05T10:00:00+07:00","needs":["tam-ly"],"goals":["Mục tiêu một $l","Mục tiêu hai $l"],"activities":[{"goal":1,"what":"Việc một $l","who":"Ai một $l","with":"Cùng ai $l","provider":"Nơi giúp $l","from":"$m-06","to":"$m-20","budget":1250000,"resources":"Nguồn $l","expected":"Mong đợi $l"},{"goal":2,"what":"Việc hai $l","who":"Ai hai $l","from":"$m-07","to":"$m-21"}],"student_agrees":"dong-y","family_agrees":"khong-hoi","review_on":"$m-24"}
	{"form":"decision","case":"@$l","decided_at":"$m-06T07:30:00+07:00","verdict":"approved","reason":"Lý do duyệt $l","signer_title":"kt-hieu-truong","signed_by":"Phó Ký $l","on_paper":"15/QĐ-$l, ngày 06/09/2025"}
	{"form":"progress","case":"@$l","done_at":"$m-10T09:00:00+07:00","activity":1,"status":"dang-lam","result":"Kết quả $l","adjustment":"Điều chỉnh $l"}
	{"form":"consent","case":"@$l","student":"1400100001","given_at":"$m-10T10:00:00+07:00","by":"cha-me","scope":"chuyen-gui","evidence":"Giấy đồng ý $l"}
	{"form":"refer","case":"@$l","sent_at":"$m-11T08:30:00+07:00","agency":"ubnd-xa","kind":"chuyen-gui","method":"cong-van","letter_no":"07/CV-$l","letter_date":"$m-12","basis":"luat-quy-dinh","reason":"Lý do gửi $l","summary":"Tóm tắt $l"}
	{"form":"follow","case":"@$l","answered_at":"$m-15T09:00:00+07:00","agency":"ubnd-xa","status":"da-nhan","next_on":"$m-29","note":"Ghi chú theo dõi $l"}
	{"form":"support","case":"@$l","on":"$m-16T09:00:00+07:00","kind":"hoc-tap","for":"nguoi-hoc","partner":"Đối tác $l","note":"Ghi chú trợ giúp $l"}
	{"form":"review","case":"@$l","reviewed_at":"$m-24T09:00:00+07:00","harm_level":"thap","harm_access":"cao","harm_obstacles":"thap","protect_recover":"cao","protect_carer":"trung-binh","protect_services":"cao","outcome":"ket-thuc","conclusion":"Kết luận rà soát $l"}
	{"form":"decision","case":"@$l","decided_at":"$m-24T15:00:00+07:00","verdict":"rejected","reason":"Chưa kết thúc $l","signer_title":"hieu-truong","signed_by":"Trưởng Ký $l","on_paper":"16/QĐ-$l"}
	{"form":"close","case":"@$l","closed_on":"$m-25T09:00:00+07:00","close_reason":"het-nguy-co","note":"Ghi chú kết thúc $l"}
	{"form":"decision","case":"@$l","decided_at":"$m-25T15:00:00+07:00","verdict":"approved","signed_by":"Trưởng Ký $l","on_paper":"17/QĐ-$l"}
	{"form":"reopen","case":"@$l","reopened_at":"$m-26T09:00:00+07:00","reason":"Mở lại vì $l"}
	X
	case $2 in
	11) echo "{\"form\":\"session\",\"case\":\"@$l\",\"on\":\"$m-26T10:00:00+07:00\",\"mode\":\"truc-tiep\",\"size\":\"ca-nhan\",\"topic\":\"tam-ly\",\"note\":\"Buổi gặp $l\"}" ;;
	esac
}
# Three pupils: the first two have the same given name.
paper_pupils() {
	cat >pupils.csv <<-'X'
	Mã học sinh,Số định danh cá nhân,Họ và tên,Ngày sinh,Giới tính,Lớp
	1400100001,014315000011,Hoàng Thị Mai,02/03/2015,Nữ,4A
	1400100002,014215000012,Lò Văn Bình,05/06/2015,Nam,4A
	1400100003,014315000013,Cà Thị Xuân Mai,07/08/2015,Nữ,5B
	X
	run --as lan student import pupils.csv --year 2025
	ok "three pupils"
}
