#!/bin/sh
# ctxh print: letters by kind and by day, decisions of each verdict by key and on
# paper, dates, what is said of the looks, registers, what was amended or
# undone, a school's own forms.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
PATH=/usr/bin:$PATH
new_store
pupils
squeeze() { # the last output, each run of blanks as one
	out=$(printf '%s' "$out" | tr -s ' \n' '  ')
}
printed() { # ARG...
	run --as lan print "$@"
	[ "$code" -eq 0 ] || tap 1 "print $*"
	squeeze
}

# ---- letters ----

commune="Kính gửi: Ủy ban nhân dân cấp xã nơi xảy ra vụ việc"
by="(qua Phòng Văn hóa - Xã hội)"
letter() { # DAY KIND [OPTION...]
	day=$1 kind=$2
	shift 2
	{
		doc intake "" "${day}T07:00" label=a "$@"
		doc "refer-$kind" @a "${day}T08:00" "$@"
	} >batch
	run --as lan record --batch batch
	[ "$code" -eq 0 ] || tap 1 "a letter of $day, $kind"
	c=$(printf '%s' "$out" | grep -o 'VV-[-0-9]*' | tail -n 1)
	printed "$c" refer
}
letter 2025-06-30 chuyen-gui
has "$commune" "a letter to a commune"
hasnt "$by" "as it was before 1/7/2025"
has "Số: 5 " "with its number"
has "ngày 30 tháng 6 năm 2025" "and its day"
has "V/v chuyển, gửi vụ việc của người học" "what it is about"
letter 2025-07-01 chuyen-gui
has "$commune $by" "by way of the department since then"
letter 2025-07-01 thong-bao
has "V/v thông báo vụ việc của người học" "a notice"
has "Kính gửi: Công an" "to the police"
hasnt "$by" "which has no such department"
letter 2025-07-02 huong-dan category=xam-hai
has "V/v đề nghị hướng dẫn giải quyết vụ việc" "a question"
has "Số: ....../....." "without a number where none was given"
letter 2025-07-03 bo-hoc category=bo-hoc
has "V/v người học bỏ học, có nguy cơ bỏ học" "one who left school"
has "$by" "to the commune where he lives"
printed "$c" refer --addressee "UBND xã Chiềng Mung" --addressee "Công an xã" \
    --copy "Sở GD&ĐT Sơn La" --copy "Phòng VH-XH" --number 12/THCM-TVHĐ
has "Kính gửi: - UBND xã Chiềng Mung - Công an xã" "several addressees"
has "- Sở GD&ĐT Sơn La; - Phòng VH-XH; - Lưu" "and copies"
has "Số: 12/THCM-TVHĐ" "and a number"
printed "$c" handover
has "BIÊN BẢN BÀN GIAO" "a record of the handover"
has "Bên giao: Trường Tiểu học Chiềng Mung" "who hands over"
has "Bên nhận: Ủy ban nhân dân cấp xã nơi người học cư trú" "and who receives"

# ---- dates ----

bad=
for date in 2025-01-01 2025-02-09 2025-02-28 2025-03-01 2025-04-10 2025-09-30 \
    2025-10-05 2025-11-09 2025-12-31 2024-02-29 2026-01-31 2026-06-06 \
    2027-08-08 2031-05-20 2025-07-07 1999-12-09
do
	run --as lan print "$c" refer --date $date
	want=$(date -d $date '+%d/%m/%Y' |
	    sed 's|^\(..\)/\(0[12]\)/|ngày \1 tháng \2 năm |
	    s|^\(..\)/0*\([1-9][0-9]*\)/|ngày \1 tháng \2 năm |')
	case $out in *", $want"*) ;; *) bad="$bad $want" ;; esac
done
equal "$bad" "" "days below 10 and the months 1 and 2 have a 0 before"

# ---- decisions ----

{
	doc intake "" 2025-10-01T07:00 label=b
	doc assess-tai-truong @b 2025-10-01T08:00
	doc plan @b 2025-10-02T08:00
	doc returned @b 2025-10-02T09:00
	doc plan @b 2025-10-03T08:00
	doc rejected @b 2025-10-03T09:00
	doc plan @b 2025-10-06T08:00
} >batch
run --as lan record --batch batch
b=$(printf '%s' "$out" | grep -o 'VV-[-0-9]*' | head -n 1)
printed "$b" decision --document 4
has "Điều 1. Yêu cầu chỉnh sửa kế hoạch can thiệp, trợ giúp người học của vụ việc $b." \
    "a plan that is sent back"
has "Ghi lại theo bản giấy" "taken down from paper"
hasnt "chưa được" "whose reason is sealed"
printed "$b" decision --document 4 --names
has "Lý do, yêu cầu: chưa được" "with names its reason"
printed "$b" approve
has "Điều 1. Không phê duyệt kế hoạch" "the newest one"
has "(vụ việc $b), ngày 03 tháng 10 năm 2025" "on the plan of that day"
run --as hieu approve "$b" --verdict approved --at 2025-10-07T09:00
ok "by the head's key"
printed "$b" decision --names
has "Điều 1. Phê duyệt kế hoạch can thiệp, trợ giúp người học của vụ việc $b." \
    "a plan that is approved"
has "ký bằng khóa của thủ trưởng (hieu)" "how it was decided"
has "lúc 09 giờ 00 phút, ngày 07 tháng 10 năm 2025" "and when"
has "Trần Văn Hiếu" "by whom"
hasnt "bản giấy" "not from paper"
printed "$b" decision
hasnt "Trần Văn Hiếu" "whose name is for those who may see names"
printed "$b" decision --signer-title kt-hieu-truong
case $out in *"KT. HIỆU TRƯỞNG"*"PHÓ HIỆU TRƯỞNG"*) tap 0 "a deputy" ;;
*) tap 1 "a deputy" ;; esac
has "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC" "who decides for the head"
hasnt "KT. HIỆU TRƯỞNG TRƯỜNG" "and not in his own right"
printed "$b" decision --signer-title phu-trach
has "PHỤ TRÁCH TRƯỜNG TIỂU HỌC CHIỀNG MUNG" "one in charge of the school"
{
	doc review-ket-thuc "$b" 2025-10-20T08:00
	doc rejected "$b" 2025-10-20T09:00
	doc close "$b" 2025-10-21T08:00
	doc approved "$b" 2025-10-21T09:00 \
	    'paper="signed_by":"A","on_paper":"20/QĐ-TH, 21/10/2025","signer_title":"kt-hieu-truong"'
} >batch
run --as lan record --batch batch
printed "$b" decision
has "Điều 1. Phê duyệt đề nghị kết thúc vụ việc $b." "a closing"
has "Số: 20/QĐ-TH ." "a closed case is printed, with the paper's number"
case $out in *"KT. HIỆU TRƯỞNG"*) tap 0 "and who signed the paper" ;;
*) tap 1 "and who signed the paper" ;; esac
printed "$b" log
has "Đề nghị kết thúc" "its history"
has "2. Thời hạn" "and its time limits"

# ---- amended, undone ----

run --as lan close "$b" --amend --note "mới" --close-reason chuyen-truong
printed "$b" close --names
has "[x] Chuyển trường" "the newest of a document that was amended"
n=$(find . -name "$b-*" | wc -l)
run --as lan print "$b" --all -o all
equal "$n $(find all -name '*-close.docx' | wc -l)" "0 1" "not the old one"
doc support "$b" 2025-10-22T08:00 | fields >support.json
run --as lan support "$b" --json support.json
printed "$b" support
has "HỖ TRỢ" "one that is recorded"
run --as lan undo
run --as lan print "$b" support
is 5 "one that is undone is not printed"

# ---- settings ----

as lan config set school.place "Mường La"
as lan config set school.copies "Phòng Tài vụ"
as lan config set school.signer "Cầm Thị Ký"
# Another title is another one's, whose name the setting is not.
as lan print --blank refer --signer-title kt-hieu-truong
hasnt "Cầm Thị Ký" "the head's name does not stand under the deputy's title"
as lan print --blank refer
has "Cầm Thị Ký" "under the usual one it does"
printed "$b" plan
has "Mường La, ngày" "the place"
has "- Phòng Tài vụ;" "copies"
has "Cầm Thị Ký" "who signs"

# ---- registers ----

cat >plan.json <<'X'
{"issued_on": "10/10/2025", "number": "15/KH-THCM", "budget": 20000000,
 "committee": [{"name": "Sùng Thị Mảy", "role": "Trưởng ban"}],
 "tasks": [{"what": "Tọa đàm", "with": "Ban đại diện", "time": "HK II"},
  {"what": "Sinh hoạt", "from": "2026-06-05", "to": "2026-06-30"}]}
X
as lan yearplan add --json plan.json
printed KH-1 yearplan
has "Số: 15/KH-THCM" "a year's plan with its number"
has "ngày 10 tháng 10 năm 2025" "its day"
hasnt "00 giờ" "without an hour that nobody knows"
has "Tọa" "its tasks"
has "05/06/" "with their days"
hasnt "Sùng" "not who is on the committee"
printed KH-1 yearplan --names --document 1
has "Sùng" "with names these, too"
as lan group add --student 1400100001 --group kho-khan --source gvcn \
    --from 11/11/2025 --reason "Lý do nhóm"
printed NH-4 group --names
has "Hoàng Thị Mai" "a group's pupil"
has "Lý do nhóm" "and why"
printed NH-4 group
has "H.T.M." "by initials"
hasnt "Lý do nhóm" "without why"
as lan staff add tam --role staff --name "Lê Văn Tâm"
as lan mentor add --student 1400100001 --mentor tam --category kho-khan \
    --from 11/11/2025
printed GD-5 mentor --names
has "Lê Văn Tâm" "a mentor by his name"
run --as lan print NH-4 group --document 7
is 5 "no such document of an entry"
run --as lan print NH-9 group
is 5 "no such entry"
run --as lan print NH-4 group --for 1400100002
is 5 "an entry is not of that pupil"

# ---- a school's own forms ----

cat >own.json <<'X'
{"format": 1, "id": "rieng", "extends": "tt18-2025",
 "title": {"vi": "Mẫu của trường", "en": "Own forms"}, "basis": "Quy chế 7",
 "valid_from": "2025-11-01",
 "forms": [{"id": "progress", "number": "Mẫu số 9",
  "print": {"symbol": "PC", "maker": "Người đi lại", "head": true},
  "fields": [{"id": "distance", "vi": "Số cây số", "en": "Kilometres",
   "heading": {"vi": "Phần đi lại", "en": "Travel"},
   "type": "int", "seal": "facts"}]}]}
X
run --as lan rules import own.json
ok "a school's own rule set"
printed --blank progress
has "(Mẫu số 9 - Quy chế 7)" "its form has its number"
has "Số: ....../PC-" "its symbol"
has "NGƯỜI ĐI LẠI" "its maker"
has "Phần đi lại Số cây số: ....." "its heading and its field"

# ---- who gets it, in the school's own words ----

printed --blank refer --copy "- NHƯ TRÊN;" --copy "Lưu trữ huyện" \
    --copy "LƯU: VT."
has "- NHƯ TRÊN;" "in their letters"
hasnt "Như trên" "once above"
has "- LƯU: VT." "also the last"
hasnt "Lưu: VT" "and once below"
hasnt ";;" "with one mark behind it"
hasnt "VT.." "each"
printed --blank refer --copy "UBND xã"
has "Như trên" "else as it is usual"
has "Lưu: VT, hồ sơ" "both"

# ---- what goes with no case ----

P=$(run --as lan --format json student list --names
    value '$_->[0]{codes}{moet} // $_->[0]{student}')
O=$(run --as lan --format json student list --names
    value '$_->[1]{codes}{moet} // $_->[1]{student}')
run --as lan session --topic tam-ly --at 2025-11-05T09:00
ok "a session"
run --as lan session --topic hoc-tap --at 2025-11-06T09:00
run --as lan consent give --student "$P" --by cha-me --scope chia-se \
    --given-at 2025-11-07T09:00
ok "a consent"
printed - session
has "[x] Học tập" "the newest of a form"
printed - session --document 1
has "[x] Tâm lý" "another one"
printed -- -/1 session
has "[x] Tâm lý" "by its whole number"
run --as lan print - session --document 3
is 5 "not one of another form"
printed - consent --names --for "$P"
ok "for whom it is of"
run --as lan print - consent --names --for "$O"
is 5 "and nobody else"
run --as lan print - log
is 5 "there is no history"
rm -rf folder
run --as lan print --all --form session --year 2025 -o folder
equal "$(ls folder | tr '\n' ' ')" "session-1.docx session-2.docx " \
    "all of a form"
rm -rf folder
run --as lan print --all --form session --year 2024 -o folder
equal "$(ls folder 2>/dev/null)" "" "of that year"
run print --template-help handover
is 2 "what is no form has no marks"
run --as lan print 1 log --template "$TOP/examples/mau-ke-hoach.docx" -o x.docx
is 2 "and no template"

# ---- a centre ----

rm -f ctxh.db
run init --school "Trung tâm GDNN-GDTX Mường La" --code 1402 --level gdtx \
    --user an --name "An" --sheet "$T/sheet2"
run print --blank plan
has "GIÁM ĐỐC" "a centre has a director"
hasnt "HIỆU TRƯỞNG" "and no principal"

finish
