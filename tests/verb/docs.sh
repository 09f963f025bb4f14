# Documents for the tests: `. "$TOP/tests/verb/docs.sh"` after lib.sh.
#
#	doc KIND CASE TIME [NAME=VALUE...]
#
# prints one line of a batch.  KIND is a form, or one with its variant
# (assess-khong-can, refer-chuyen-gui, review-ket-thuc, approved, returned,
# rejected); CASE may be empty.  NAME is a name below; extra='"id":value' adds
# members, label=L labels an intake.  Decisions are transcribed from paper
# unless paper= is empty.
LEVELS='"consulted":["nguoi-hoc"],"harm_level":"thap","harm_continues":"thap"'
LEVELS=$LEVELS',"harm_access":"thap","harm_obstacles":"thap"'
LEVELS=$LEVELS',"protect_self":"cao","protect_reach":"cao"'
LEVELS=$LEVELS',"protect_tell":"cao","protect_watched":"cao"'
LEVELS=$LEVELS',"needs":["tam-ly"],"level":"thap"'
AFTER='"harm_level":"thap","harm_access":"thap","harm_obstacles":"thap"'

doc() (
	kind=$1 of=$2 time=$3
	shift 3
	label= extra= category=khung-hoang agency= kind_of= to=2025-10-22
	paper='"signed_by":"Hiệu trưởng","on_paper":"số 01"' with=VV-2025-0001
	method=
	for pair in "$@"; do
		eval "${pair%%=*}=\${pair#*=}"
	done
	case $kind in
	intake)
		set -- intake received_at '"via":"truc-tiep","source":"gvcn",' \
		    '"condition":"lo","students":[{"origin":"khong-ro"}],' \
		    "\"initial_need\":[\"chua-ro\"],\"category\":\"$category\"" ;;
	assess-*)
		set -- assess assessed_at "$LEVELS" \
		    ",\"route\":\"${kind#assess-}\"" ;;
	plan)
		set -- plan submitted_at '"needs":["tam-ly"],"goals":["vui"],' \
		    '"activities":[{"what":"gặp","who":"lan",' \
		    "\"from\":\"2019-03-01\",\"to\":\"$to\"}]" ;;
	approved)
		set -- decision decided_at '"verdict":"approved"' \
		    "${paper:+,$paper}" ;;
	returned | rejected)
		set -- decision decided_at \
		    "\"verdict\":\"$kind\",\"reason\":\"chưa được\"" \
		    "${paper:+,$paper}" ;;
	progress)
		set -- progress done_at '"status":"dang-lam"' ;;
	review-*)
		set -- review reviewed_at "$AFTER" \
		    ",\"outcome\":\"${kind#review-}\"" ;;
	refer-*)
		case $kind in
		*-huong-dan) : "${agency:=tong-dai-111}" ;;
		*-thong-bao) : "${agency:=cong-an-xa}" ;;
		*-bo-hoc) : "${agency:=ubnd-xa-cu-tru}" ;;
		*) : "${agency:=ubnd-xa}" "${method:=cong-van}" ;;
		esac
		: "${method:=dien-thoai}"
		set -- refer sent_at "\"agency\":\"$agency\"," \
		    "\"kind\":\"${kind#refer-}\",\"method\":\"$method\"," \
		    '"basis":"luat-quy-dinh","reason":"cần giúp"'
		case $method in cong-van)
			set -- "$@" ",\"letter_no\":\"5\"," \
			    "\"letter_date\":\"${time%%T*}\"" ;;
		esac ;;
	follow)
		set -- follow answered_at '"status":"da-nhan"' \
		    "${agency:+,\"agency\":\"$agency\"}" ;;
	close)
		set -- close closed_on '"close_reason":"het-nguy-co"' ;;
	reopen)
		set -- reopen reopened_at '"reason":"lại có tin"' ;;
	support)
		set -- support on '"kind":"hoc-tap"' ;;
	consent)
		set -- consent given_at '"student":"1400100001",' \
		    '"by":"cha-me","scope":"chia-se"' ;;
	link)
		set -- link linked_on "\"with\":\"$with\",\"kind\":\"lien-quan\"" ;;
	*)
		echo "no such document: $kind" >&2
		exit 1 ;;
	esac
	case $time in *+07:00) ;; *) time=$time:00+07:00 ;; esac
	printf '{"form":"%s"%s%s,"%s":"%s",' "$1" \
	    "${label:+,\"label\":\"$label\"}" "${of:+,\"case\":\"$of\"}" \
	    "$2" "$time"
	shift 2
	printf %s "$@" "${extra:+,$extra}"
	echo '}'
)
# A list of three pupils, of whom two are 10 and one is 17 in 2025.
pupils() {
	cat >pupils.csv <<-'X'
	Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp
	1400100001,Hoàng Thị Mai,02/03/2015,Nữ,4A
	1400100002,Lò Văn Bình,05/06/2015,Nam,4A
	1400100003,Cà Thị Xuân,07/08/2008,Nữ,5B
	X
	run --as lan student import pupils.csv --year "${1:-2025}"
	ok "three pupils"
}
# batch FILE|-: recorded by the focal, in JSON.
batch() {
	run --as lan --format json record --batch "$@"
}
# fields LINE...: the same line without "form" and "case", for --json.
fields() {
	sed 's/"form":"[a-z]*",//; s/"label":"[^"]*",//; s/"case":"[^"]*",//'
}
# case_state CASE: its state, or nothing.
case_state() {
	run --as lan --format json show "$1"
	case $code in 0) printf '%s\n' "$out" |
	    sed -n '1,/"category"/s/.*"state":[^"]*"\([^"]*\)".*/\1/p' ;; esac
}
